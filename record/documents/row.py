"""A ready row of the public record, and how rows are found, ordered and gone through."""

import re
from datetime import UTC, date, datetime
from uuid import UUID

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex, OpClass
from django.contrib.postgres.search import SearchVectorField, TrigramSimilarity
from django.db import connection, models
from django.db.models.functions import Now

from .expressions import FoldedName, NormalizedNames, rank, search

# What rows are ordered by. A missing date counts as the first day of all, so that none is left out.
FIRST_DAY = models.Value(date.min)
FIRST_MOMENT = models.Value(datetime(1, 1, 1, tzinfo=UTC))

SLUG = re.compile("(?:[a-z0-9-]*-)?([0-9a-f]{12})")  # its end begins the public id


class DocumentField(models.TextField):
    """Ready JSON, its keys in the order people read them; it comes as the str that leaves."""

    def db_type(self, connection):
        return "json"

    def select_format(self, compiler, sql, params):
        return f"{sql}::text", params


class RecordQuerySet(models.QuerySet):
    def about(self, words):
        """Return the rows that match `words` (web-search syntax)."""
        query = search(words)
        return self.filter(search=query).ranked_by(rank(query))

    def ranked_by(self, expression):
        """Return the rows with what they are ordered by where they are ordered by `rank`."""
        rows = self.all()
        rows.query.rank = expression  # an annotation would be compiled for any other order, too
        return rows

    def in_order(self, ordering=None):
        """
        Return the rows by one of the model's `orderings`; "-" before it: descending.

        Annotates each row's sort key as `place`; ties are broken by public_id.
        """
        minus, name = split(ordering or self.model.ordering)
        rows = self.annotate(place=self.model.orderings.get(name, models.F(name)))
        return rows.order_by(f"{minus}place", f"{minus}public_id")


class NamedQuerySet(RecordQuerySet):
    def about(self, words):
        """Return the rows that match `words`, as everywhere; forgive a typing error in the name."""
        query = search(words)
        rows = self.filter(models.Q(search=query) | models.Q(name__trigram_similar=words))
        return rows.ranked_by(rank(query) + TrigramSimilarity("name", words))

    def called(self, word):
        """Return those whose public id, slug, Wikidata id, domain or name (or an alias) it is.

        A Cyrillic name is found by its Latin spellings, too.
        """
        word_value = models.Value(word)
        found = models.Q(names__contains=NormalizedNames(word_value))
        found |= models.Q(names__contains=FoldedName(word_value))
        if begin := SLUG.fullmatch(word):
            first, last = (UUID(begin[1] + digit * 20) for digit in "0f")
            found |= models.Q(public_id__range=(first, last))
        return self.filter(found)

    def like(self, word):
        """Return the rows, the nearest names first."""
        return self.annotate(near=TrigramSimilarity("name", word)).order_by("-near", "name")


def split(ordering):
    """Return ("-" or "", name) of an ordering."""
    return ordering[: ordering.startswith("-")], ordering.removeprefix("-")


class Record(models.Model):
    """
    A ready row: `document` is what leaves, the other columns are what it is found by.

    No migration makes its table: record/sql does, from this and from `public`, a Public.
    """

    public = None

    id = models.BigIntegerField(primary_key=True)
    public_id = models.UUIDField(unique=True)
    document = DocumentField()
    search = SearchVectorField()
    since = models.DateTimeField(db_default=Now(), help_text="Since when the row stands so.")

    # By what a list of it may be ordered, and how it is if nobody says; indexes stand beside it.
    # And which paths of its document a search shows the found words in.
    orderings = {}
    ordering = None
    snippet_paths = ""

    objects = RecordQuerySet.as_manager()

    class Meta:
        abstract = True
        managed = False

    def __str__(self):
        return str(self.public_id)

    @classmethod
    def rebuild(cls):
        """Fill the table from its view again, in one transaction. Returns the number of rows."""
        with connection.cursor() as cursor:
            cursor.execute("SELECT record_rebuild(%s)", [cls._meta.model_name])
            return cursor.fetchone()[0]


def newest_first(*columns, name, **options):
    """Return the index for filtering by all columns but the last, ordered by that, descending."""
    *within, place = columns
    return models.Index(*within, place.desc(), models.F("public_id").desc(), name=name, **options)


class Named(Record):
    """A thing that has a name; `names` is what a filter may call it, small and without accents."""

    names = ArrayField(models.TextField())
    name = models.TextField()

    objects = NamedQuerySet.as_manager()

    orderings = {"name": models.F("name")}
    ordering = "name"
    snippet_paths = "name"

    class Meta:
        abstract = True
        managed = False
        indexes = [
            GinIndex(fields=["search"], name="record_%(class)s_search"),
            GinIndex(fields=["names"], name="record_%(class)s_names"),
            GinIndex(OpClass("name", "gin_trgm_ops"), name="record_%(class)s_like"),
            models.Index(fields=["name", "public_id"], name="record_%(class)s_name"),
        ]
