"""Who spoke: people, organisations and unnamed sources, and the roles they held."""

import unicodedata

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex, OpClass
from django.contrib.postgres.search import TrigramWordSimilarity
from django.db import connection, models
from django.db.models.functions import Upper

from sources.fields import LineField, created_at, public_id, public_id_rule
from sources.rules import Rule, Trigger

from .change import History


class FollowsMerge(Trigger):
    """
    A trigger that replaces a merged speaker in `column` by the one it was merged into.

    FOR SHARE waits for a concurrent merge: whichever commits first, no row is left behind.
    """

    def __init__(self, *, name, column):
        body = (
            f"NEW.{column} := COALESCE((SELECT COALESCE(merged_into_id, id) FROM sources_speaker "
            f"WHERE id = NEW.{column} FOR SHARE), NEW.{column});\nRETURN NEW;"
        )
        super().__init__(name=name, on=f"BEFORE INSERT OR UPDATE OF {column}", body=body)
        self.column = column

    def deconstruct(self):
        path, args, kwargs = super().deconstruct()
        return path, args, {"name": self.name, "column": self.column}


class KnownAs(models.Func):
    """A speaker's name and aliases as a text[], in lower case without accents, for equality."""

    function = "sources_known_as"
    output_field = ArrayField(models.TextField())


class SearchableNames(models.Func):
    """A speaker's name and aliases as one text, in lower case without accents, for search."""

    function = "sources_names"
    output_field = models.TextField()


Names = SearchableNames  # migration 0004 refers to it by this name


class Unaccented(models.Func):
    """A text in lower case without accents."""

    template = "lower(public.unaccent(%(expressions)s))"
    output_field = models.TextField()


class SpeakerQuerySet(models.QuerySet):
    def current(self):
        """Return the speakers that are not merged into another."""
        return self.filter(merged_into=None)

    def search(self, words):
        """Return the speakers whose names contain `words` or resemble them, best first."""
        plain = Unaccented(models.Value(unicodedata.normalize("NFC", words)))
        ids_by_name = self.current().annotate(names=SearchableNames("name", "aliases"), asked=plain)
        meant = models.Q(names__contains=models.F("asked")) | models.Q(
            names__trigram_word_similar=plain
        )
        likeness = TrigramWordSimilarity(plain, "names")
        return ids_by_name.filter(meant).order_by(likeness.desc(), "name", "id")

    def ids_by_name(self, titles):
        """
        Return {name: Speaker id} for {name: the title printed with it, or ""}, in one query.

        A name means the only speaker who has it as name or alias, or the only one of several who
        also held that title. Other names are ambiguous and left out: an editor decides.
        """
        with connection.cursor() as cursor:
            cursor.execute(IDS_BY_NAME, [list(titles), list(titles.values())])
            return dict(cursor.fetchall())

    def with_full_name(self, words):
        """Return the speakers whose str() is `words`: “Name”, or “Name (disambiguation)”."""
        name, _, rest = words.removesuffix(")").rpartition(" (")
        return self.current().filter(
            models.Q(name=words, disambiguation="") | models.Q(name=name, disambiguation=rest)
        )


IDS_BY_NAME = """
SELECT asked, CASE WHEN count(*) = 1 THEN min(id) ELSE min(id) FILTER (WHERE held) END
FROM unnest(%s::text[], %s::text[]) AS words(asked, printed)
JOIN sources_speaker ON sources_known_as(name, aliases) && sources_known_as(asked, '{}')
CROSS JOIN LATERAL (SELECT EXISTS (
    SELECT FROM sources_role
    WHERE speaker_id = sources_speaker.id
    AND sources_known_as(title, '{}') && sources_known_as(printed, '{}')
) AS held) AS roles
WHERE merged_into_id IS NULL
GROUP BY asked HAVING count(*) = 1 OR count(*) FILTER (WHERE held) = 1
"""


class Speaker(models.Model):
    """A person, an organisation, or an unnamed source such as “Polish officials”."""

    class Kind(models.TextChoices):
        PERSON = "person"
        ORGANISATION = "organisation"
        UNNAMED = "unnamed", "unnamed source"

    public_id = public_id()
    name = LineField(max_length=300)
    kind = models.CharField(max_length=12, choices=Kind, default=Kind.PERSON)
    disambiguation = LineField(
        max_length=300, blank=True, help_text="What tells two of the same name apart."
    )
    aliases = ArrayField(LineField(max_length=300), default=list, blank=True)
    wikidata_id = models.CharField(
        "Wikidata id", max_length=20, null=True, blank=True, unique=True, help_text="Such as Q42."
    )

    merged_into = models.ForeignKey(
        "self", models.PROTECT, null=True, editable=False, related_name="merged"
    )
    created_at = created_at()

    objects = SpeakerQuerySet.as_manager()

    class Meta:
        ordering = ["name", "id"]
        permissions = [("merge_speaker", "Can merge speakers, and undo that")]
        indexes = [
            GinIndex(OpClass(Upper("name"), "gin_trgm_ops"), name="speaker_name_trigrams"),
            GinIndex(KnownAs("name", "aliases"), name="speaker_known_as"),
            GinIndex(
                OpClass(SearchableNames("name", "aliases"), "gin_trgm_ops"), name="speaker_names"
            ),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["name", "kind", "disambiguation"],
                name="speaker_once_by_name_and_disambiguation",
                violation_error_message=(
                    "There is a speaker of this name already. If this is somebody else, "
                    "say in the disambiguation what tells them apart."
                ),
            ),
            models.CheckConstraint(
                condition=~models.Q(name=""),
                name="speaker_has_a_name",
                violation_error_message="A speaker needs a name, or the words that describe it.",
            ),
            models.CheckConstraint(
                condition=models.Q(kind__in=["person", "organisation", "unnamed"]),
                name="speaker_kind_is_known",
                violation_error_message="A speaker is a person, an organisation or unnamed.",
            ),
            public_id_rule("speaker_keeps_its_public_id"),
            models.CheckConstraint(
                condition=models.Q(wikidata_id__regex=r"^Q[1-9][0-9]*$"),
                name="speaker_wikidata_id_is_one",
                violation_error_message="A Wikidata id is the letter Q and a number, such as Q42.",
            ),
            Rule(
                name="speaker_merged_by_a_merge",
                on="INSERT OR UPDATE OF merged_into_id",
                broken=(
                    "NEW.merged_into_id IS DISTINCT FROM (CASE TG_OP WHEN 'UPDATE' THEN "
                    "OLD.merged_into_id END) AND "
                    "NEW.merged_into_id IS DISTINCT FROM sources_merged_into(NEW.id)"
                ),
                violation_error_message="Speakers are merged, and parted again, by a merge alone.",
            ),
            History(name="speaker_history"),
        ]

    def __str__(self):
        return f"{self.name} ({self.disambiguation})" if self.disambiguation else self.name


class Role(models.Model):
    """A title and an organisation that a speaker held, from when to when."""

    speaker = models.ForeignKey(Speaker, models.CASCADE, related_name="roles")
    title = LineField(max_length=300)
    organisation = LineField(max_length=300, blank=True)
    start_date = models.DateField(null=True, blank=True)
    end_date = models.DateField(null=True, blank=True)

    class Meta:
        # as record_role (SQL) has them: the newest first, those without a start last
        ordering = ["speaker_id", models.F("start_date").desc(nulls_last=True), "-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["speaker", "title", "organisation", "start_date"],
                nulls_distinct=False,
                name="role_once_per_speaker_and_start",
                violation_error_message="The speaker has this role from this day already.",
            ),
            models.CheckConstraint(
                condition=~models.Q(title=""),
                name="role_has_a_title",
                violation_error_message="A role needs a title.",
            ),
            models.CheckConstraint(
                condition=models.Q(end_date__gte=models.F("start_date")),
                name="role_ends_after_it_starts",
                violation_error_message="A role ends on or after the day it starts.",
            ),
            FollowsMerge(name="role_speaker_follows_merge", column="speaker_id"),
            History(name="role_history", part_of=("sources_speaker", "speaker_id")),
        ]

    def __str__(self):
        return f"{self.title}, {self.organisation}" if self.organisation else self.title

    def held(self, on):
        """Return whether the role was held on a date or None; one without dates always was."""
        if on is None:
            return self.start_date is None and self.end_date is None
        begun = self.start_date is None or self.start_date <= on
        return begun and (self.end_date is None or on <= self.end_date)
