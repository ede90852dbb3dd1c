"""
Wrong passwords: after some, each further try waits longer, by account and address.

Who tries an account's passwords makes nobody else wait, not even that person at another address.
The counts are in PostgreSQL, for all processes, under keyed hashes; a try counts before its
password is looked at, so that many at once do not get in between.
"""

from django.db import connection, transaction

from .rate_limit import client_address, reader_key

TRY = """
INSERT INTO record_login AS l (who, tries, free_at) VALUES (%(who)s, 1, clock_timestamp())
ON CONFLICT (who) DO UPDATE SET (tries, free_at) = (
    SELECT n, clock_timestamp() + make_interval(secs =>
        CASE WHEN n < %(free)s THEN 0 ELSE least(%(longest)s, 2 ^ least(n - %(free)s, 30)) END)
    FROM (SELECT CASE WHEN l.free_at < clock_timestamp() - interval '1 day' THEN 1
        ELSE l.tries + 1 END) now (n))
WHERE l.free_at <= clock_timestamp()
RETURNING true
"""
WAIT = (
    "SELECT ceil(extract(epoch FROM free_at - clock_timestamp())) FROM record_login WHERE who = %s"
)
FORGET = (
    "DELETE FROM record_login WHERE who = %s OR free_at < clock_timestamp() - interval '2 days'"
)
FORGIVE = "UPDATE record_login SET tries = tries - 1, free_at = clock_timestamp() WHERE who = %s"

# (tries without waiting, the longest wait in seconds): a colleague behind the same address, where
# somebody tries many names, waits a minute at most.
OF_ACCOUNT_AND_ADDRESS = (5, 15 * 60)
OF_ADDRESS = (50, 60)


class LoginLimit:
    """The tries of one account from one address."""

    def __init__(self, request, name):
        address = client_address(request)
        self.pair = reader_key(f"login {address} {name}")
        self.address = reader_key(f"login {address}")

    def wait(self):
        """Count a try; return how many seconds it has to wait, or 0 if it may be made now."""
        with connection.cursor() as cursor:
            return self.counted(cursor, self.pair, *OF_ACCOUNT_AND_ADDRESS) or self.counted(
                cursor, self.address, *OF_ADDRESS
            )

    def counted(self, cursor, who, free, longest):
        cursor.execute(TRY, {"who": who, "free": free, "longest": longest})
        if cursor.fetchone():
            return 0
        cursor.execute(WAIT, [who])
        return max(1, int((cursor.fetchone() or [0])[0]))

    def succeed(self):
        """Forget the tries of the pair, and the one of the address."""
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(FORGET, [self.pair])
            cursor.execute(FORGIVE, [self.address])
