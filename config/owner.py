"""
Whom a connection acts as: the desk, as every process of the site does, or the tables' owner.

There are two ways. With logins of their own, each connection is one from the beginning, and the
owner's is known to `migrate` and its like alone (OWNER_DATABASE_URL). With one login for all, a
connection takes on the desk's role, and can leave it again: that keeps mistakes away, and nobody
who can run SQL.
"""

from contextlib import contextmanager
from copy import deepcopy

from django.conf import settings
from django.db import connections, transaction


def as_owner(alias="default"):
    """
    Let the connection act as the owner of the tables inside; it reconnects before and after.

    A transaction cannot go on in another connection: there the role is left for as long.
    """
    if connections[alias].in_atomic_block:
        return _without_role(alias)
    return _logged_in(alias, settings.OWNER_LOGIN)


def as_desk(alias="default"):
    """Let the connection act as the desk inside, also within as_owner()."""
    return _logged_in(alias, settings.LOGINS[alias])


def is_desk(alias="default"):
    """Return whether the connection acts as the desk, and nobody has made it the owner's."""
    present = connections[alias].settings_dict
    return all(present[key] == value for key, value in settings.LOGINS[alias].items())


@contextmanager
def _logged_in(alias, login):
    connection = connections[alias]
    present = connection.settings_dict
    before = {key: present[key] for key in login}
    if before == login:
        yield
        return
    connection.close()
    present.update(deepcopy(login))
    try:
        yield
    finally:
        connection.close()
        present.update(before)


@contextmanager
def _without_role(alias):
    with transaction.atomic(alias), connections[alias].cursor() as cursor:
        cursor.execute("SET LOCAL ROLE NONE")
        yield
        cursor.execute("RESET ROLE")


class ByOwner:
    """Mixin of a management command that the owner of the tables runs."""

    def execute(self, *args, **options):
        with as_owner(options.get("database", "default")):
            return super().execute(*args, **options)
