"""A pytest plugin that takes a guard out of the test database, once it has been made.

The database's rules come from migrations that never change: removing one from a model or a
migration would say nothing of a database that has it. So it is removed where it acts.
"""

import os

import pytest
from django.db import connection

from config.owner import as_owner

SQL = os.environ.get("VERBATIM_MUTANT_SQL")


@pytest.fixture(scope="session", autouse=True)
def guard_removed(request):
    if SQL:
        request.getfixturevalue("django_db_setup")
        blocker = request.getfixturevalue("django_db_blocker")
        with blocker.unblock(), as_owner(), connection.cursor() as cursor:
            cursor.execute(SQL)
