"""Django's PostgreSQL backend, which connects to a server that is up to date."""

from django.db.backends.postgresql import base

from .watch import MAX_LAG, WATCH


class DatabaseWrapper(base.DatabaseWrapper):
    def get_new_connection(self, conn_params):
        """Connect to one of the good servers; where that one does not answer, to the next."""
        hosts, ports = zip(*WATCH.good(), strict=True)
        where = {"host": ",".join(hosts), "port": ",".join(ports)}
        return super().get_new_connection({**conn_params, **where})

    def close_if_unusable_or_obsolete(self):
        """Leave what has fallen behind, and do as Django, with each request."""
        if self.connection is not None and not self.in_atomic_block and self.lag > MAX_LAG:
            self.close()
        super().close_if_unusable_or_obsolete()

    @property
    def lag(self):
        """How many seconds the server that we are connected to is behind the primary."""
        info = self.connection.info
        return WATCH.lags.get((info.host, str(info.port)), 0)
