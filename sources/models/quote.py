"""Quotes: stretches of a snapshot that somebody said, suggested by the extractor or hand-marked."""

import re

from django.db import IntegrityError, connection, models, transaction
from django.db.models import Case, When
from django.db.models.fields.json import KT
from django.db.models.functions import Cast, Coalesce
from psycopg.types.json import Jsonb

from sources.fields import LineField, ProseField, created_at, public_id, public_id_rule
from sources.language import in_language
from sources.rules import Rule, Trigger

from .article import Snapshot
from .change import Change, History
from .speaker import FollowsMerge, Role, Speaker

WORD = re.compile(r"\w+(?:[’'-]\w+)*|[^\w\s]")
MAX_EDGE_DISTANCE = 200  # characters within which the next word is looked for

SPAN = 'snapshot_id, start, "end", text'
OTHER_SPAN = """
(NEW.snapshot_id, NEW.start, NEW."end", NEW.text)
IS DISTINCT FROM (OLD.snapshot_id, OLD.start, OLD."end", OLD.text)
"""
# Nobody writes this column but the placements, which a restored quote has none of.
VANISHED = f"""
IF TG_OP = 'INSERT' OR {OTHER_SPAN} THEN
    NEW.vanished_since := NULL;
ELSIF EXISTS (SELECT FROM sources_placement WHERE quote_id = NEW.id) THEN
    NEW.vanished_since := sources_vanished_since(NEW.id);
ELSE
    NEW.vanished_since := OLD.vanished_since;
END IF;
RETURN NEW;
"""
# What was found of other words says nothing about these.
PLACED_ANEW = f"""
IF {OTHER_SPAN} THEN
    DELETE FROM sources_placement WHERE quote_id = NEW.id;
END IF;
RETURN NULL;
"""

# Sort key: the extractor's confidence; 0 for stretches it classified as no quotation.
CONFIDENCE_ORDER = Case(
    When(reason="", then=Coalesce(Cast(KT("suggestion__confidence"), models.FloatField()), 0.0)),
    default=0.0,
)

SUGGESTED = [
    *("snapshot_id", "start", "end", "text", "kind", "status", "speaker_id", "occasion", "reason"),
    "suggestion",
]
SUGGEST = """
INSERT INTO sources_quote
    (snapshot_id, start, "end", text, kind, status, speaker_id, occasion, reason, suggestion)
SELECT * FROM jsonb_to_recordset(%s) AS q (
    snapshot_id bigint, start integer, "end" integer, text text, kind text, status text,
    speaker_id bigint, occasion text, reason text, suggestion jsonb
)
ON CONFLICT DO NOTHING
"""


class QuoteQuerySet(models.QuerySet):
    def suggest(self, quotes):
        """
        Insert unsaved suggested Quotes; those of a span that is a quote already are left out.

        In one statement with one parameter: the driver is slow to bind the hundreds of bulk_create.
        """
        rows = [{name: getattr(quote, name) for name in SUGGESTED} for quote in quotes]
        if rows:
            with connection.cursor() as cursor:
                cursor.execute(SUGGEST, [Jsonb(rows)])

    def suggested(self):
        return self.filter(status=Quote.Status.SUGGESTED)

    def accepted(self):
        return self.filter(status=Quote.Status.ACCEPTED)

    def untouched(self):
        """Return the suggestions as the extractor left them: without any recorded change."""
        changes = Change.objects.filter(table_name="sources_quote", row_id=models.OuterRef("pk"))
        return self.suggested().filter(
            ~models.Exists(changes.filter(was__isnull=False)), suggestion__isnull=False
        )

    def outcomes_by_rule(self):
        """Return dicts of rule, suggested (waiting), accepted, rejected and corrected, by rule.

        Corrected are those among the accepted whose speaker is not the suggested one.
        """
        accepted = models.Q(status=Quote.Status.ACCEPTED)
        as_suggested = models.Q(speaker__name=KT("suggestion__speaker"))
        return (
            self.filter(suggestion__isnull=False)
            .order_by()
            .values(rule=KT("suggestion__rule"))
            .annotate(
                suggested=models.Count("pk", models.Q(status=Quote.Status.SUGGESTED)),
                accepted=models.Count("pk", accepted),
                rejected=models.Count("pk", models.Q(status=Quote.Status.REJECTED)),
                corrected=models.Count("pk", accepted & ~as_suggested),
            )
            .order_by("rule")
        )

    def vanished(self):
        """Return those whose words their article no longer contains."""
        return self.filter(vanished_since__isnull=False)

    def unplaced(self, snapshot):
        """Return the accepted ones of other texts of a Snapshot's article, not looked for in it."""
        others = self.accepted().filter(snapshot__article=snapshot.article_id)
        return others.exclude(snapshot=snapshot).exclude(placements__snapshot=snapshot)

    def in_text(self, snapshot):
        """
        Return the quotes of a Snapshot (or its id), and those of other texts that stand in it.

        `at` and `until` are where.
        """
        if snapshot is None:
            return self.annotate(at=models.F("start"), until=models.F("end")).none()
        article = Snapshot.objects.filter(pk=getattr(snapshot, "pk", snapshot)).values("article")[
            :1
        ]
        here = models.FilteredRelation(
            "placements", condition=models.Q(placements__snapshot=snapshot)
        )
        rows = self.filter(snapshot__article=article).annotate(
            here=here, at=Coalesce("here__start", "start"), until=Coalesce("here__end", "end")
        )
        return rows.filter(models.Q(snapshot=snapshot) | models.Q(here__start__isnull=False))


class Quote(models.Model):
    """A stretch of a snapshot, `snapshot.text[start:end]` in Unicode code points."""

    class Kind(models.TextChoices):
        DIRECT = "direct"
        PARTIAL = "partial"
        INDIRECT = "indirect"

    class Status(models.TextChoices):
        SUGGESTED = "suggested"
        ACCEPTED = "accepted"
        REJECTED = "rejected"

    public_id = public_id()
    snapshot = models.ForeignKey(Snapshot, models.PROTECT, related_name="quotes")
    start = models.PositiveIntegerField()
    end = models.PositiveIntegerField()
    text = ProseField()
    kind = models.CharField(max_length=8, choices=Kind, default=Kind.DIRECT)
    status = models.CharField(max_length=9, choices=Status, default=Status.SUGGESTED)
    speaker = models.ForeignKey(
        Speaker, models.PROTECT, null=True, blank=True, related_name="quotes"
    )
    said_on = models.DateField(
        null=True, blank=True, help_text="If the article says so; else its own date counts."
    )
    occasion = LineField(max_length=300, blank=True, help_text="Such as “in a press conference”.")
    reason = LineField(
        max_length=500, blank=True, help_text="Why this is taken for no quotation, or rejected."
    )
    suggestion = models.JSONField(
        null=True,
        blank=True,
        editable=False,
        help_text="What the extractor read here: speaker, title, cue, confidence, rule.",
    )
    vanished_since = models.DateTimeField(
        null=True,
        editable=False,
        help_text="Since when the article no longer contains these words; follows the placements.",
    )
    created_at = created_at()

    role_not_recorded = None  # see accept()

    objects = QuoteQuerySet.as_manager()

    class Meta:
        ordering = ["-id"]
        indexes = [
            models.Index(
                CONFIDENCE_ORDER.desc(),
                models.F("id").desc(),
                condition=models.Q(status="suggested"),
                name="quote_surest_first",
            ),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["snapshot", "start", "end"],
                name="quote_once_per_span",
                violation_error_message="This stretch of the text is a quote already.",
            ),
            models.CheckConstraint(
                condition=models.Q(start__gte=0, end__gt=models.F("start")),
                name="quote_span_is_not_empty",
                violation_error_message="A quote ends after it starts.",
            ),
            models.CheckConstraint(
                condition=models.Q(kind__in=["direct", "partial", "indirect"]),
                name="quote_kind_is_known",
                violation_error_message="A quote is direct, partial or indirect.",
            ),
            models.CheckConstraint(
                condition=models.Q(status__in=["suggested", "accepted", "rejected"]),
                name="quote_status_is_known",
                violation_error_message="A quote is suggested, accepted or rejected.",
            ),
            models.CheckConstraint(
                condition=~models.Q(status="accepted") | models.Q(speaker__isnull=False),
                name="quote_accepted_only_with_speaker",
                violation_error_message=(
                    "An accepted quote has a speaker, who may be an unnamed source."
                ),
            ),
            Rule(
                name="quote_text_is_its_span",
                on='INSERT OR UPDATE OF snapshot_id, start, "end", text',
                # an empty span is another rule's, and no arithmetic may overflow before it speaks
                # and of a text that is not held here the length alone can be compared; elsewhere
                # it counts, too, for a stretch past the text's end is cut short, and would be equal
                broken=(
                    'NEW.start >= 0 AND NEW."end" > NEW.start AND NOT EXISTS '
                    "(SELECT FROM sources_snapshot WHERE id = NEW.snapshot_id "
                    "AND length(NEW.text) = NEW.\"end\" - NEW.start AND (text = '' "
                    'OR substr(text, NEW.start + 1, NEW."end" - NEW.start) = NEW.text))'
                ),
                violation_error_message=(
                    "A quote's text must be, to the letter, what stands in the snapshot "
                    "between its start and its end."
                ),
            ),
            Rule(
                name="quote_stands_once_in_a_text",
                on="INSERT",
                broken=(
                    "EXISTS (SELECT FROM sources_placement p WHERE p.snapshot_id = NEW.snapshot_id "
                    'AND p.start = NEW.start AND p."end" = NEW."end")'
                ),
                violation_error_message=(
                    "These words are a quote already: one of an earlier text, that stands here."
                ),
            ),
            Trigger(
                name="quote_vanished_as_placed",
                # a status, too: the article may have come and gone while the quote was rejected
                on=f"BEFORE INSERT OR UPDATE OF vanished_since, status, {SPAN}",
                body=VANISHED,
            ),
            Trigger(name="quote_placed_anew", on=f"AFTER UPDATE OF {SPAN}", body=PLACED_ANEW),
            public_id_rule("quote_keeps_its_public_id"),
            FollowsMerge(name="quote_speaker_follows_merge", column="speaker_id"),
            History(name="quote_history", part_of=("sources_snapshot", "snapshot_id")),
        ]

    def __str__(self):
        return self.text if len(self.text) <= 80 else f"{self.text[:79]}…"

    def __html__(self):
        """Say the language where the article is loaded: no list asks for one after the other."""
        fields = self._state.fields_cache
        language = fields["snapshot"].article.language if "snapshot" in fields else ""
        return in_language(self, language)

    @property
    def read(self):
        """Return what the extractor suggested (a dict), empty where an editor marked the quote."""
        return self.suggestion or {}

    @property
    def confidence(self):
        """Return the extractor's confidence, 0 to 1; None for what it took for no quotation."""
        return None if self.reason else self.read.get("confidence")

    @property
    def role(self):
        """Return the Role that the speaker held on the day, the newest of several, or None."""
        article = self.snapshot.article
        on = self.said_on or (article.published_at and article.published_at.date())
        roles = self.speaker.roles.all() if self.speaker else ()
        return next((role for role in roles if role.held(on)), None)

    @transaction.atomic
    def accept(self, speaker=None):
        """
        Accept the quote as said by `speaker`, else by its own one, else by the suggested one.

        A suggested speaker not yet known is created. The title that the article prints becomes a
        role; where a rule refuses that, it is left in `role_not_recorded`. Raises IntegrityError
        (quote_accepted_only_with_speaker) where there is no speaker, or where several have the
        suggested name: an editor has to choose.
        """
        self.speaker = speaker or self.speaker or self._suggested_speaker()
        self.status = self.Status.ACCEPTED
        self.reason = ""
        self.save(update_fields=["speaker", "status", "reason"])
        self.refresh_from_db(fields=["speaker"])

    def reject(self, reason=""):
        """Reject the quote; `reason`, if given, replaces the extractor's."""
        self.status = self.Status.REJECTED
        self.reason = reason or self.reason
        self.save(update_fields=["status", "reason"])

    @transaction.atomic
    def nudge(self, edge, words):
        """
        Move the quote's `edge` ("start" or "end") by one word, forwards (words=1) or back (-1).

        Raises IntegrityError where nothing would be left of it, or there is a quote of that span.
        """
        text, at = self.snapshot.text, getattr(self, edge)
        near = WORD.finditer(text, max(0, at - MAX_EDGE_DISTANCE), at + MAX_EDGE_DISTANCE)
        edges = (getattr(word, edge)() for word in near)
        candidates = [place for place in edges if (place - at) * words > 0]
        nearest = (min if words > 0 else max)(candidates, default=at)
        self.move(**{"start": self.start, "end": self.end, edge: nearest})

    def move(self, start, end):
        """
        Make the quote `snapshot.text[start:end]` (code points).

        Raises IntegrityError where that is no span of the text, or another quote has it.
        """
        self.start, self.end, self.text = start, end, self.snapshot.text[start:end]
        self.save(update_fields=["start", "end", "text"])

    def _suggested_speaker(self):
        """Return the Speaker of the suggested name, created if new; None if there are several."""
        read = self.read
        name = read.get("speaker")
        if not name or Speaker.objects.filter(name=name).count() > 1:
            return None
        speaker, _ = Speaker.objects.get_or_create(
            name=name, defaults={"kind": read["speaker_kind"]}
        )
        speaker = speaker.merged_into or speaker
        if read.get("title"):
            self._record_role(speaker, read["title"], read.get("organisation", ""))
        return speaker

    def _record_role(self, speaker, title, organisation):
        named = {"speaker": speaker, "title": title, "organisation": organisation}
        try:
            with transaction.atomic():
                Role.objects.get_or_create(start_date=None, **named)
        except IntegrityError:
            self.role_not_recorded = Role(**named)
