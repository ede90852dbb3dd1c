"""The words that claims are found by, filled where nobody has read them yet."""

from django.db import connection

from claims import matching


def index(say=None):
    """Read the words of all claims that nobody has read yet, at the desk and in the record."""
    matching.index(say)
    matching.count_words()
    matching.index(say, "record")


def rebuild():
    """Read the words of the published claims again; return the number of different words."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT record_rebuild_words()")
        return cursor.fetchone()[0]
