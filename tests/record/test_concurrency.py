"""Two transactions that change what one record shows take turns, and none is lost."""

import threading

import pytest
from django.db import connection, transaction

from record.models import Claim, Quote
from tests.factories import a_published_claim, a_snapshot, a_speaker, amended, an_accepted_quote

pytestmark = pytest.mark.django_db(
    databases=["default", "record"], transaction=True, serialized_rollback=True
)


def in_two_transactions(one, two):
    """Both begin, `one` writes, `two` writes (and must wait), `one` commits, then `two` does."""
    written = threading.Event()

    def second():
        written.wait()
        with transaction.atomic():
            two()
        connection.close()

    thread = threading.Thread(target=second)
    thread.start()
    with transaction.atomic():
        one()
        written.set()
        thread.join(timeout=0.3)
        assert thread.is_alive(), "the second transaction should wait for the first"
    thread.join()


def test_two_changes_of_one_row_are_both_in_it():
    speaker = a_speaker(name="Before")
    quote = an_accepted_quote(speaker, snapshot=a_snapshot(headline="Before"))
    a_published_claim([quote], claimant=speaker)
    in_two_transactions(
        lambda: amended(speaker, name="After: speaker"),
        lambda: amended(quote.snapshot.article, headline="After: article"),
    )
    for document in (Claim.objects.get().document, Quote.objects.get().document):
        assert "After: speaker" in document and "After: article" in document
        assert '"name" : "Before"' not in document and '"headline" : "Before"' not in document
