"""The words that claims are found by, filled where nobody has read them yet."""

from django.db import connection

from claims import matching


def index(say=None):
    """Read the words of what nobody has read yet: claims, reviews, and the record's claims."""
    matching.index(say)
    matching.index(say, "claims_review")
    matching.count_words()
    matching.index(say, "record")


def rebuild():
    """Read the published claims' words again, and their vectors; return how many words that is."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT record_renew_vectors(ARRAY(SELECT id FROM record_claim "
            "UNION SELECT claim FROM record_vector))"
        )
        cursor.execute("SELECT record_rebuild_words()")
        return cursor.fetchone()[0]
