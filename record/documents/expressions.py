"""SQL of the record's queries (search, rank, snippet, expand), as expressions of Django's ORM."""

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.search import SearchQuery, SearchQueryField, SearchRank
from django.db import models
from django.db.models import Q
from django.db.models.functions import Cast

from sources.ingest.article_url import asked_url


class Question(SearchQuery):
    """Words in web-search syntax as PostgreSQL's query, in whatever language they are."""

    def __init__(self, words, **options):
        super().__init__(words, **options)
        self.function = "record_query"


def search(words):
    return Question(words)


def rank(query):
    """Return how well a row matches; double, so that a cursor can carry it exactly."""
    return Cast(SearchRank(models.F("search"), query), models.FloatField())


class NormalizedNames(models.Func):
    """A word as `names` has it: lower case, without accents, in a list."""

    function = "record_names"
    output_field = ArrayField(models.TextField())


class FoldedName(models.Func):
    """A word as `names` has those that Latin letters write from Cyrillic ones, in a list."""

    template = "ARRAY['~' || record_folded(%(expressions)s)]"
    output_field = ArrayField(models.TextField())


class AddressIds(models.Func):
    """What an article's `addresses` have of an address: the same for every spelling of it."""

    template = "ARRAY[md5(sources_address_key(%(expressions)s))::uuid]"
    output_field = ArrayField(models.UUIDField())


def has_address(column, url):
    """Return the Q of what has an address in `column`: as it is written, or as articles have it."""
    found = Q()
    for spelling in {url, asked_url(url)}:
        found |= Q((f"{column}__contains", AddressIds(models.Value(spelling))))
    return found


class WithParents(models.Func):
    """Domains, and those that they are part of: news.gazette.example, gazette.example."""

    function = "record_with_parents"
    output_field = ArrayField(models.TextField())


def held(day, words):
    """Return whether a speaker held a role on a day, one with these words if there are any."""
    asked = search(words) if words else models.Value(None, SearchQueryField())
    return models.Func(
        "document",
        models.Value(day),
        asked,
        function="record_held",
        output_field=models.BooleanField(),
    )


def picked(document, keys):
    """Return `document`, as text, with these of its keys alone."""
    return text("record_picked", document, text_array(keys))


def expanded(document, names):
    """Return `document` with full documents for those of `names` that it only names."""
    return models.Func(document, text_array(names), function="record_expanded")


def text_array(texts):
    return models.Value(texts, output_field=ArrayField(models.TextField()))


def with_snippet(document, words, paths):
    """Return `document`, as text, with a `snippet`: the text at `paths`, the terms in <mark>."""
    whole = Cast(document, models.TextField())
    return text("record_with_snippet", whole, "document", search(words), models.Value(paths))


def text(function, *arguments):
    return models.Func(*arguments, function=function, output_field=models.TextField())
