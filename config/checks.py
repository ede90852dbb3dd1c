"""What only a look at the database can tell an operator, and what to do about it."""

from django.core.checks import Error, Tags, register
from django.db import connection

READER = "verbatim_reader"
RIGHTS = """
    SELECT current_user, reader.oid IS NOT NULL,
        ours.rolsuper OR ours.rolcreaterole OR pg_has_role(reader.oid, 'MEMBER')
    FROM pg_roles ours LEFT JOIN pg_roles reader ON reader.rolname = %s
    WHERE ours.rolname = current_user
"""


@register(Tags.database)
def record_can_be_read(databases=None, **_):
    """The record is served as a role that reads nothing else: ours already, or ours to make."""
    if "default" not in (databases or ()):
        return []
    with connection.cursor() as cursor:
        cursor.execute(RIGHTS, [READER])
        user, made, may = cursor.fetchone()
    if may:
        return []
    make = "" if made else f"CREATE ROLE {READER} NOLOGIN; "
    command = f'{make}GRANT {READER} TO "{user}";'
    return [
        Error(
            f"{user} may not act as {READER}, the role that the public record is read as.",
            hint=f"Let an administrator of the PostgreSQL server run: {command}",
            id="config.E001",
        )
    ]
