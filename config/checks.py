"""System checks that query the database: may our login take the roles it needs?"""

from django.core.checks import Error, Tags, register
from django.db import connection

ROLES = {
    "verbatim_reader": "the role that the public record is read as",
    "verbatim_desk": "the role that the desk writes as",
}
RIGHTS = """
    SELECT name, session_user, role.oid IS NOT NULL,
        ours.rolsuper OR ours.rolcreaterole OR pg_has_role(session_user, role.oid, 'MEMBER')
    FROM unnest(%s::text[]) name LEFT JOIN pg_roles role ON role.rolname = name
    JOIN pg_roles ours ON ours.rolname = session_user
"""


@register(Tags.database)
def roles_can_be_taken(databases=None, **_):
    """Check that our login can take both roles, or create them."""
    if "default" not in (databases or ()):
        return []
    with connection.cursor() as cursor:
        cursor.execute(RIGHTS, [list(ROLES)])
        lacking = [(role, user, made) for role, user, made, may in cursor.fetchall() if not may]
    if not lacking:
        return []
    commands = [
        ("" if made else f"CREATE ROLE {role} NOLOGIN; ") + f'GRANT {role} TO "{user}";'
        for role, user, made in lacking
    ]
    what = " or ".join(f"{role}, {ROLES[role]}" for role, _, _ in lacking)
    return [
        Error(
            f"{lacking[0][1]} may not act as {what}.",
            hint=f"Let an administrator of the PostgreSQL server run: {' '.join(commands)}",
            id="config.E001",
        )
    ]
