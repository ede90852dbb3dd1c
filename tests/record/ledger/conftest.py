"""A ledger in a directory of the test's own, kept as `start` keeps it."""

import pytest

from config.owner import as_owner
from record.ledger import Store, announce_key, keep
from tests.refusals import sql


@pytest.fixture
def ledger(settings, tmp_path):
    """The Store, with a key that the ledger names."""
    settings.LEDGER_DIR = tmp_path / "ledger"
    sealed()
    with as_owner():
        announce_key()
    return Store()


def sealed():
    """Do what the end of a transaction would: its deferred triggers run."""
    sql("SET CONSTRAINTS ALL IMMEDIATE")
    sql("SET CONSTRAINTS ALL DEFERRED")


@pytest.fixture
def kept(ledger):
    """Signs a head over all that there is, and returns it."""

    def sign():
        sealed()
        keep()
        return ledger.head()

    return sign
