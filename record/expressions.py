"""The SQL that the record is asked in, as expressions of Django's ORM."""

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.search import SearchQuery, SearchRank
from django.db import models
from django.db.models.functions import Cast


def search(words):
    """`words` in web-search syntax as PostgreSQL's query."""
    return SearchQuery(words, search_type="websearch", config="verbatim")


def rank(query):
    """How well a row matches; double, so that a cursor can carry it exactly."""
    return Cast(SearchRank(models.F("search"), query), models.FloatField())


class Row(models.Func):
    """(a, b): PostgreSQL answers its comparison by starting in the middle of an index."""

    template = "(%(expressions)s)"
    output_field = models.TextField()


class Names(models.Func):
    """A word as `names` has it: small, without accents, in a list."""

    function = "record_names"
    output_field = ArrayField(models.TextField())


def picked(keys):
    """The document, as text, with these of its keys alone."""
    keys = models.Value(keys, output_field=ArrayField(models.TextField()))
    return text("record_picked", "document", keys)


def told(document, words, telling):
    """`document` (text) with one more key, `snippet`: what `telling` leads to, the words marked."""
    return text("record_told", document, "document", search(words), models.Value(telling))


def text(function, *arguments):
    return models.Func(*arguments, function=function, output_field=models.TextField())
