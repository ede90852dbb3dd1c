"""The filters of each list. A filter not declared here does not exist."""

from django.db import connections
from django.db.models import Exists, Func, OuterRef, Q
from django_filters import NumberFilter

from claims.models import Evidence
from record import models
from record.documents.claim import MATCHED, MATCHES, MIXED, REPEATED, REVIEWED, UNARCHIVED, VANISHED
from record.documents.expressions import WithParents, held, search
from record.documents.quote import GONE
from sources.models import Quote, Speaker

from .dates import DayFilter, MomentFilter
from .parameters import (
    AddressFilter,
    ChoiceFilter,
    EveryNameFilter,
    IdFilter,
    InArticleFilter,
    ListFilter,
    NameFilter,
    NotNameFilter,
    PageFilter,
    RecordFilter,
    SearchFilter,
    WhetherFilter,
)

SPEAKER = "A speaker: public id, slug, Wikidata id, name or any alias."
PUBLISHER = "A publisher: public id, slug, name or domain."
TOPIC = "A topic: public id, slug or name."
VERDICT = "A verdict: slug or label."
ARTICLE = "An article: public id, or an address it is or was found at."
IDS = "Public ids, 200 at most."
ROLE = "Words of the title or organisation held on that day: minister, “prime minister” or mayor."
LANGUAGE = "The {} language as BCP 47 has it: en finds en-GB, in any letters."
VALUES = [(str(value), str(value)) for value in range(1, 6)] + [("none", "no value")]
LATER = "on this day or later, or at this time or later."
BEFORE = "on this day or before, or at this time or before."
STAGES = [("published", "published"), ("superseded", "superseded")]

IN_LIST = Func(OuterRef("public_id"), template="ARRAY[%(expressions)s]")
MAKES_A_CLAIM = Exists(models.Claim.objects.filter(quotes__contains=IN_LIST))
IN_A_CLAIM = Exists(models.Claim.objects.filter(articles__contains=IN_LIST))


def listed_in(column, **condition):
    """Return the public ids that claims list in `column`, of the claims of this condition."""
    claims = models.Claim.objects.filter(**condition)
    return claims.values_list(Func(column, function="unnest"))


def in_language(*ranges):
    """Return the Q of what is in any of these languages, or more narrowly so (RFC 4647)."""
    found = Q()
    for asked in ranges:
        found |= Q(language__iexact=asked) | Q(language__istartswith=f"{asked}-")
    return found


class LanguageFilter(ListFilter):
    def filter(self, rows, values):
        return self.get_method(rows)(in_language(*values)) if values else rows


class RoleFilter(SearchFilter):
    def __init__(self, help_text=ROLE):
        super().__init__(help_text)

    def filter(self, rows, words):
        return rows.filter(role_words=search(words)) if words else rows


class DomainFilter(ListFilter):
    def filter(self, rows, domains):
        if not domains:
            return rows
        domains = [domain.lower().removeprefix("www.") for domain in domains]
        return rows.alias(domains=WithParents(self.field_name)).filter(domains__overlap=domains)


class CountFilter(NumberFilter):
    def __init__(self, field_name, lookup, least, help_text):
        bounds = {"min_value": least, "max_value": 1_000_000, "decimal_places": 0}
        super().__init__(field_name, lookup, help_text=help_text, **bounds)


class PublisherFilter(RecordFilter):
    q = SearchFilter()
    id = IdFilter("public_id", IDS)

    class Meta:
        model = models.Publisher
        fields = ()


class TopicFilter(RecordFilter):
    q = SearchFilter()
    id = IdFilter("public_id", IDS)

    class Meta:
        model = models.Topic
        fields = ()


class VerdictFilter(RecordFilter):
    q = SearchFilter()

    class Meta:
        model = models.Verdict
        fields = ()


class ArticleFilter(RecordFilter):
    q = SearchFilter()
    id = IdFilter("public_id", IDS)
    url = AddressFilter("addresses", "An address it is or was found at, however it is spelt.")
    publisher = NameFilter("publisher", PUBLISHER, model=models.Publisher)
    published_after = MomentFilter("published_at", "gte", f"Published {LATER}")
    published_before = MomentFilter("published_at", "lte", f"Published {BEFORE}")
    language = LanguageFilter("language", LANGUAGE.format("article's"))
    changed = WhetherFilter(Q(texts__gt=1), "Whether another text of it was captured later.")
    speaker = NameFilter(
        None, f"{SPEAKER} It quotes them.", model=models.Speaker, method="has_quotes_of"
    )
    has_claim = WhetherFilter(IN_A_CLAIM, "Whether a public claim is quoted from it.")
    verdict = NameFilter(
        None,
        f"{VERDICT} That of a claim in it.",
        model=models.Verdict,
        column="name",
        method="has_verdict",
    )

    class Meta:
        model = models.Article
        fields = ()

    def has_quotes_of(self, rows, name, speakers):
        quotes = models.Quote.objects.filter(speaker__in=speakers)
        return rows.filter(public_id__in=quotes.values("article"))

    def has_verdict(self, rows, name, verdicts):
        return rows.filter(public_id__in=listed_in("articles", verdict__in=verdicts))


class SpeakerFilter(RecordFilter):
    q = SearchFilter()
    id = IdFilter("public_id", IDS, method="has_or_had_id")
    kind = ChoiceFilter("kind", Speaker.Kind.choices, "What kind of speaker.")
    role = RoleFilter("Words of a title or organisation that they ever held: minister or mayor.")
    role_on = DayFilter(
        None, None, "They held a role on this day: with `role`, such a one.", method="held_on"
    )

    class Meta:
        model = models.Speaker
        fields = ()

    def held_on(self, rows, name, day):
        """Return the rows with a role on a day; it and the words of `role` are of one role."""
        return rows.filter(held(day, self.form.cleaned_data.get("role")))

    def has_or_had_id(self, rows, name, ids):
        """Return the rows with these ids; a merged speaker's id finds the one it became."""
        return rows.filter(Q(public_id__in=ids) | Q(names__overlap=[str(one) for one in ids]))


class QuoteFilter(RecordFilter):
    q = SearchFilter()
    id = IdFilter("public_id", IDS)
    claim = IdFilter("claims", "The public id of a claim that it makes.", method="makes")
    has_claim = WhetherFilter(MAKES_A_CLAIM, "Whether it makes a public claim.")
    speaker = NameFilter("speaker", SPEAKER, model=models.Speaker)
    role = RoleFilter()
    article = InArticleFilter("article", ARTICLE)
    publisher = NameFilter("publisher", PUBLISHER, model=models.Publisher)
    verdict = NameFilter(
        None,
        f"{VERDICT} That of a claim it makes.",
        model=models.Verdict,
        column="name",
        method="has_verdict",
    )
    speaker_kind = ChoiceFilter("speaker_kind", Speaker.Kind.choices, "What kind its speaker is.")
    kind = ChoiceFilter("kind", Quote.Kind.choices, "How it is quoted.")
    said_after = DayFilter("said_on", "gte", "Said on this day or later.")
    said_before = DayFilter("said_on", "lte", "Said on this day or before.")
    language = LanguageFilter("language", LANGUAGE.format("article's"))
    vanished = WhetherFilter(GONE, "Whether its article no longer contains the words as quoted.")
    vanished_after = MomentFilter(
        "vanished_since", "gte", f"Its article has been without it {LATER}"
    )

    class Meta:
        model = models.Quote
        fields = ()

    def makes(self, rows, name, claims):
        return rows.filter(public_id__in=listed_in("quotes", public_id__in=claims))

    def has_verdict(self, rows, name, verdicts):
        return rows.filter(public_id__in=listed_in("quotes", verdict__in=verdicts))


class ClaimFilter(RecordFilter):
    q = SearchFilter()
    id = IdFilter("public_id", IDS)
    url = PageFilter("public_id", "The address of its page.")
    quote = IdFilter("quotes", "The public id of a quote that makes it.", "overlap")
    article = InArticleFilter("articles", f"{ARTICLE} A quote of it stands there.", "overlap")
    speaker = NameFilter(
        "speakers", f"{SPEAKER} Claimant, or quoted with it.", "overlap", model=models.Speaker
    )
    repeated_by = NameFilter(
        "repeaters", f"{SPEAKER} Said it after its first verdict.", "overlap", model=models.Speaker
    )
    repeated_after_verdict = WhetherFilter(
        REPEATED, "Whether somebody said it on a day after its first verdict."
    )
    role = RoleFilter()
    claimant_kind = ChoiceFilter(
        "claimant_kind", Speaker.Kind.choices, "What kind its claimant is."
    )
    verdict = NameFilter("verdict", VERDICT, model=models.Verdict, column="name")
    normalised = ChoiceFilter(
        "verdict_value",
        VALUES,
        "The verdict's value: 1 is false, 5 is true; or none.",
        method="has_value",
    )
    stage = ChoiceFilter(
        "stages", STAGES, "A stage that one of its verifications has reached.", method="has_stage"
    )
    was_verdict = NameFilter(
        "former_verdicts",
        f"{VERDICT} One that a correction has since replaced.",
        "overlap",
        model=models.Verdict,
        column="name",
    )
    claimed_after = DayFilter("claimed_on", "gte", "Said on this day or later.")
    claimed_before = DayFilter("claimed_on", "lte", "Said on this day or before.")
    has_date = WhetherFilter(Q(claimed_on__isnull=False), "Whether the day it was said is known.")
    last_said_after = DayFilter(
        "last_said", "gte", "Quoted for the last time on this day or later."
    )
    last_said_before = DayFilter("last_said", "lte", "Not quoted again after this day.")
    verified_after = MomentFilter("verified_at", "gte", f"Verified {LATER}")
    verified_before = MomentFilter("verified_at", "lte", f"Verified {BEFORE}")
    first_verified_after = MomentFilter(
        "first_verified_at", "gte", f"Its first verdict was published {LATER}"
    )
    first_verified_before = MomentFilter(
        "first_verified_at", "lte", f"Its first verdict was published {BEFORE}"
    )
    days_to_verdict_at_least = CountFilter(
        "days_to_verdict", "gte", 0, "Days from saying it to its first verdict, or more."
    )
    days_to_verdict_at_most = CountFilter("days_to_verdict", "lte", 0, "Days, or fewer.")
    publisher = NameFilter(
        "publishers", f"{PUBLISHER} It printed a quote of it.", "overlap", model=models.Publisher
    )
    topic = NameFilter("topics", TOPIC, "overlap", model=models.Topic)
    every_speaker = EveryNameFilter("speakers", SPEAKER, model=models.Speaker)
    every_publisher = EveryNameFilter("publishers", PUBLISHER, model=models.Publisher)
    every_topic = EveryNameFilter("topics", TOPIC, model=models.Topic)
    not_speaker = NotNameFilter("speakers", SPEAKER, "overlap", model=models.Speaker)
    not_publisher = NotNameFilter("publishers", PUBLISHER, "overlap", model=models.Publisher)
    not_topic = NotNameFilter("topics", TOPIC, "overlap", model=models.Topic)
    not_verdict = NotNameFilter("verdict", VERDICT, model=models.Verdict, column="name")
    evidence_domain = DomainFilter(
        "evidence_domains", "A domain that its evidence is from, or a part of that: gazette.example"
    )
    evidence_url = AddressFilter(
        "evidence_addresses", "An address that its evidence is from, however it is spelt."
    )
    evidence_at_least = CountFilter(
        "evidence", "gte", 0, "How many pieces of evidence its verdict rests on, or more."
    )
    evidence_at_most = CountFilter("evidence", "lte", 0, "How many pieces, or fewer.")
    evidence_unarchived = WhetherFilter(
        UNARCHIVED, "Whether no copy is kept of some of its evidence, here or in an archive."
    )
    stance = ListFilter(
        "stances",
        "Some of its evidence supports it, refutes it or gives context.",
        "overlap",
        known=Evidence.Stance.values,
    )
    mixed_evidence = WhetherFilter(
        MIXED, "Whether some of its evidence supports it and some refutes it."
    )
    language = LanguageFilter("language", LANGUAGE.format("claim's"))
    not_language = LanguageFilter(
        "language", LANGUAGE.format("claim's") + " Not this.", exclude=True
    )
    has_quote = WhetherFilter(Q(said__gt=0), "Whether a public quote makes it.")
    quote_vanished = WhetherFilter(
        VANISHED, "Whether an article no longer contains the words of one of its quotes."
    )
    match = ListFilter(
        "matched",
        "Another public claim is confirmed to be like it, in this way.",
        "overlap",
        known=MATCHES,
    )
    has_match = WhetherFilter(MATCHED, "Whether another claim is confirmed to be like it.")
    has_review = WhetherFilter(REVIEWED, "Whether another publisher's review of it is confirmed.")
    said_at_least = CountFilter("said", "gte", 1, "How many public quotes make it, or more.")
    said_at_most = CountFilter("said", "lte", 0, "How many public quotes make it, or fewer.")
    changed_since = MomentFilter(
        "since",
        "gte",
        "What the record says of it changed then or later: a day or a time, ending in Z.",
        method="changed_since_moment",
    )

    class Meta:
        model = models.Claim
        fields = ()

    def changed_since_moment(self, rows, name, moment):
        changes = models.Change.objects.of(models.Claim, since=moment)
        if then := getattr(connections[rows.db], "as_of", None):
            changes = changes.filter(at__lte=then)  # nobody knew then what was to change later
        return rows.filter(public_id__in=changes.values("public_id"))

    def has_value(self, rows, name, value):
        return rows.filter(verdict_value=None if value == "none" else int(value))

    def has_stage(self, rows, name, stage):
        return rows.filter(stages__contains=[stage])


class VerificationFilter(RecordFilter):
    q = SearchFilter()
    id = IdFilter("public_id", IDS)
    claim = IdFilter("claim", "The public id of a claim.")
    verdict = NameFilter("verdict", VERDICT, model=models.Verdict, column="name")
    stage = ChoiceFilter("stage", STAGES, "Whether the verification stands or has been superseded.")
    published_after = MomentFilter("published_at", "gte", f"Published {LATER}")
    published_before = MomentFilter("published_at", "lte", f"Published {BEFORE}")

    class Meta:
        model = models.Verification
        fields = ()


class SnapshotFilter(RecordFilter):
    q = SearchFilter()
    id = IdFilter("public_id", IDS)
    article = InArticleFilter("article", ARTICLE)

    class Meta:
        model = models.Snapshot
        fields = ()
