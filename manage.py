#!/usr/bin/env python3
"""The one door for an operator: `python3 manage.py start`, `test`, or any command of Django's."""

import sys

if sys.version_info < (3, 11):  # noqa: UP036 (any Python 3 reads this file: no newer syntax here)
    sys.exit("Verbatim needs Python 3.11 or newer; this is " + sys.version.split()[0] + ".")

import errno
import os

from config import environment, postgres

WITHOUT_DATABASE = {
    "describe_fields",
    "extract",
    "evaluate",
    "help",
    "version",
    "--help",
    "-h",
    "--version",
}
FULL_OR_FORBIDDEN = {errno.ENOSPC, errno.EDQUOT, errno.EACCES, errno.EPERM, errno.EROFS}
WHOLE_SUITE = [  # in as many processes as there are cores, each with a database of its own
    "--numprocesses=auto",
    "--maxprocesses=4",
    "--dist=loadfile",
    "--no-loadscope-reorder",  # transactional tests last, as far as whole files allow
]


def main():
    """Make the environment and the database ready, then do what was asked; the exit status."""
    command = sys.argv[1] if len(sys.argv) > 1 else "help"
    environment.enter(tests=command == "test")
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    os.environ["SECRET_KEY"] = os.environ.get("SECRET_KEY") or environment.secret_key()
    from django.core.exceptions import ImproperlyConfigured
    from django.db import OperationalError, ProgrammingError

    try:
        if command in WITHOUT_DATABASE and sys.argv[1:3] != ["evaluate", "matching"]:
            return run(command)
        with postgres.provided():
            return run(command)
    except (
        ImproperlyConfigured,
        OperationalError,
        ProgrammingError,
        postgres.Unavailable,
    ) as error:
        if not_set_up(error):
            return "The database is not set up: run `python3 manage.py migrate` first, or `start`."
        if isinstance(error, ProgrammingError):
            raise
        return " ".join(str(error).split())


def not_set_up(error):
    """Whether a role of ours or a table is missing, as in a database that nobody has migrated."""
    from psycopg.errors import UndefinedTable

    from config.databases import ROLES

    is_without_role = any(
        'role "' + role + '" does not exist' in str(error) for role in ROLES.values()
    )
    return is_without_role or isinstance(error.__cause__, UndefinedTable)


def run(command):
    """Tests are pytest's, everything else is Django's."""
    if command == "test":
        import pytest

        return pytest.main(sys.argv[2:] or WHOLE_SUITE)
    from django.core.management import execute_from_command_line

    return execute_from_command_line(sys.argv)


if __name__ == "__main__":
    try:
        sys.exit(main())
    except KeyboardInterrupt:
        sys.exit(130)
    except BrokenPipeError:  # who read our output, such as `head`, has enough of it
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(1)
    except OSError as error:
        if error.errno not in FULL_OR_FORBIDDEN:
            raise
        sys.exit("Cannot write " + str(error.filename or "a file") + ": " + error.strerror + ".")
