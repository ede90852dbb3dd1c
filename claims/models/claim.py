"""Claims, their topics, and the quotes that make them."""

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.html import format_html

from claims.matching import differences, found
from sources.fields import LineField, created_at, language_rule, public_id, public_id_rule
from sources.language import in_language
from sources.models import FollowsMerge, History, Quote, Speaker
from sources.rules import AfterRule, Rule, Trigger

from .lock import changed_by
from .reviewer import may_publish
from .verdict import Verdict


class Topic(models.Model):
    """What a claim is about."""

    public_id = public_id()
    name = LineField(max_length=100, unique=True)
    created_at = created_at()

    class Meta:
        ordering = ["name"]
        constraints = [
            public_id_rule("topic_keeps_its_public_id"),
            History(name="topic_history"),
        ]

    def __str__(self):
        return self.name


def by_pk(values, field):
    """Return the expression that is each row's of {primary key: value}."""
    whens = [models.When(pk=pk, then=models.Value(value)) for pk, value in values.items()]
    return models.Case(*whens, output_field=field)


class ClaimQuerySet(models.QuerySet):
    def verified(self):
        """Return the claims with a published verification."""
        return self.filter(verdict__isnull=False)

    def unverified(self):
        return self.filter(verdict__isnull=True)

    def like(self, text, sure=False):
        """
        Return the claims that look like `text` (a str), the most similar first.

        `likeness` is how probably it is the same, to 1, where models of meaning are served, and
        else how much of what the text says stands in the claim: a quarter or more, or half of it
        to be `sure` enough for an editor to say whether the two match.
        """
        alike = {pk: one for pk, one in found(text).items() if one.is_enough(sure)}
        if not alike:
            return self.none()
        likeness = by_pk({pk: one.degree for pk, one in alike.items()}, models.FloatField())
        method = by_pk({pk: one.method for pk, one in alike.items()}, models.CharField())
        place = by_pk({pk: place for place, pk in enumerate(alike)}, models.IntegerField())
        rows = self.filter(pk__in=alike).annotate(likeness=likeness, method=method)
        return rows.order_by(place)

    def examined(self):
        """Return the claims with a verification at any stage."""
        return self.filter(models.Exists(self._verifications()))

    def unexamined(self):
        """Return the claims without any verification."""
        return self.filter(~models.Exists(self._verifications()))

    def assigned_to(self, user):
        """Return the claims assigned to `user` that have no verification yet."""
        return self.unexamined().filter(assigned_to=user)

    def _verifications(self):
        verifications = self.model._meta.get_field("verifications").related_model
        return verifications.objects.filter(claim=models.OuterRef("pk"))


class Claim(models.Model):
    """An assertion that can be checked, in one sentence."""

    public_id = public_id()
    statement = LineField(max_length=1000, help_text="One sentence that is either so or not so.")
    claimant = models.ForeignKey(Speaker, models.PROTECT, related_name="claims")
    claimed_on = models.DateField(null=True, blank=True, help_text="When it was said, if known.")
    language = LineField(max_length=35, default="en", help_text="A BCP 47 tag: en, pl, uk.")
    topics = models.ManyToManyField(Topic, blank=True, related_name="claims")
    quotes = models.ManyToManyField(Quote, through="Appearance", related_name="claims")
    note = LineField(max_length=2000, blank=True, help_text="For the desk alone; never public.")
    assigned_to = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        limit_choices_to={"is_staff": True, "is_active": True},
        help_text="Who is to verify it.",
    )
    verdict = models.ForeignKey(Verdict, models.PROTECT, null=True, editable=False)
    verified_at = models.DateTimeField(null=True, editable=False)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, editable=False, related_name="+"
    )
    created_at = created_at()

    objects = ClaimQuerySet.as_manager()

    class Meta:
        ordering = ["-id"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(statement__regex=r"\S"),
                name="claim_has_a_statement",
                violation_error_message="A claim needs a statement: one sentence.",
            ),
            models.CheckConstraint(
                condition=models.Q(verdict=None, verified_at=None)
                | models.Q(verdict__isnull=False, verified_at__isnull=False),
                name="claim_verdict_has_its_date",
                violation_error_message="A claim has a verdict and its date, or neither.",
            ),
            Rule(
                name="claim_verdict_is_the_published_one",
                on="INSERT OR UPDATE OF verdict_id, verified_at",
                broken=(
                    "NOT EXISTS (SELECT FROM (VALUES (1)) one LEFT JOIN claims_verification v "
                    "ON v.claim_id = NEW.id AND v.stage = 'published' WHERE (NEW.verdict_id, "
                    "NEW.verified_at) IS NOT DISTINCT FROM (v.verdict_id, v.published_at))"
                ),
                violation_error_message=(
                    "A claim's verdict is that of its published verification. "
                    "Publish or withdraw a verification instead."
                ),
            ),
            language_rule("claim_language_is_a_tag"),
            public_id_rule("claim_keeps_its_public_id"),
            Trigger(
                name="claim_words_follow",
                on="AFTER INSERT OR DELETE OR UPDATE OF statement, language",
                body="PERFORM claims_index(ARRAY[COALESCE(NEW.id, OLD.id)]);\nRETURN NULL;",
            ),
            Trigger(
                name="claim_vector_is_of_what_it_says",
                on="AFTER DELETE OR UPDATE OF statement, language",
                body="""
        IF TG_OP = 'DELETE' OR (NEW.statement, NEW.language) <> (OLD.statement, OLD.language) THEN
            DELETE FROM claims_vector WHERE claim = OLD.id;
        END IF;
        RETURN NULL;
        """,
            ),
            Trigger(
                # who proposed or confirmed a match said so of other words
                name="claim_matches_follow",
                on="AFTER UPDATE OF statement, language, claimed_on",
                body="""
        IF (NEW.statement, NEW.language, NEW.claimed_on)
            IS DISTINCT FROM (OLD.statement, OLD.language, OLD.claimed_on) THEN
            UPDATE claims_match SET stage = 'suggested', created_by_id = NULL,
                decided_by_id = NULL, read_digest = ''
            WHERE (claim_id = NEW.id OR other_id = NEW.id)
            AND (stage = 'confirmed' OR stage = 'suggested' AND created_by_id IS NOT NULL);
        END IF;
        RETURN NULL;
        """,
            ),
            Trigger(
                name="claim_reviews_lapse_with_its_words",
                on="AFTER UPDATE OF statement",
                body="""
        IF NEW.statement <> OLD.statement THEN
            UPDATE claims_review SET confirmed_by_id = NULL
            WHERE claim_id = NEW.id AND confirmed_by_id IS NOT NULL;
        END IF;
        RETURN NULL;
        """,
            ),
            FollowsMerge(name="claim_claimant_follows_merge", column="claimant_id"),
            History(name="claim_history"),
        ]

    def __str__(self):
        return self.statement

    def __html__(self):
        return in_language(self, self.language)

    def differences(self, text, speaker="", at=None):
        """Return the Warnings about a text that looks like this claim; `speaker` said it."""
        return differences(
            self.statement,
            text,
            claimant=self.claimant.name,
            speaker=speaker,
            verified_at=self.verified_at,
            at=at or timezone.now(),
        )


class AppearanceQuerySet(models.QuerySet):
    def unconfirmed(self):
        """Return those added to a published claim that no second person has looked at."""
        return self.filter(confirmed_by=None, claim__verdict__isnull=False)


class Appearance(models.Model):
    """An editor's judgement that this quote makes that claim."""

    claim = models.ForeignKey(Claim, models.CASCADE, related_name="appearances")
    quote = models.ForeignKey(Quote, models.PROTECT, related_name="appearances")
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, editable=False, related_name="+"
    )
    confirmed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        editable=False,
        related_name="+",
        help_text="Who has made it public: by publishing the claim, or later.",
    )
    created_at = created_at()

    objects = AppearanceQuerySet.as_manager()

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["claim", "quote"],
                name="appearance_once_per_claim_and_quote",
                violation_error_message="This quote is recorded as making this claim already.",
            ),
            Trigger(
                # before any rule looks: triggers fire in the order of their names
                name="appearance_acts_on_what_is_held",
                on="BEFORE INSERT OR UPDATE OF confirmed_by_id",
                body="""
                IF EXISTS (SELECT FROM claims_claim
                    WHERE id = NEW.claim_id AND verdict_id IS NOT NULL) THEN
                    PERFORM claims_hold('{sources_quote}', ARRAY[NEW.quote_id]);
                END IF;
                RETURN NEW;
                """,
            ),
            AfterRule(
                name="appearance_confirmed_by_another_person",
                on="INSERT OR UPDATE OF claim_id, confirmed_by_id",
                # FOR SHARE waits for a publication under way
                broken=(
                    "COALESCE(NEW.confirmed_by_id, CASE TG_OP WHEN 'UPDATE' THEN "
                    "OLD.confirmed_by_id END) IS NOT NULL AND EXISTS (WITH held AS MATERIALIZED ("
                    "SELECT verdict_id FROM claims_claim WHERE id = NEW.claim_id FOR SHARE) "
                    "SELECT FROM held WHERE verdict_id IS NOT NULL) AND (TG_OP = 'INSERT' OR "
                    "OLD.confirmed_by_id IS NOT NULL OR NEW.claim_id <> OLD.claim_id OR "
                    "COALESCE(NEW.confirmed_by_id = NEW.created_by_id, true) OR "
                    f"NOT {may_publish('NEW.confirmed_by_id')})"
                ),
                violation_error_message=(
                    "What is added to a published claim becomes public once a reviewer confirms "
                    "it who has not recorded it. Ask a colleague to confirm it."
                ),
            ),
            AfterRule(
                name="appearance_confirmed_by_who_changed_nothing",
                on="UPDATE OF confirmed_by_id",
                # another who submits a correction has read it, too
                broken=(
                    "OLD.confirmed_by_id IS NULL AND NEW.confirmed_by_id IS NOT NULL AND EXISTS ("
                    "SELECT FROM claims_claim WHERE id = NEW.claim_id AND verdict_id IS NOT NULL) "
                    "AND "
                    + changed_by(
                        "NEW.confirmed_by_id",
                        "GREATEST(OLD.created_at, (SELECT max(submitted_at) FROM "
                        "claims_verification WHERE claim_id = NEW.claim_id AND stage = 'submitted' "
                        "AND author_id <> NEW.confirmed_by_id))",
                        ("'sources_quote'", "NEW.quote_id"),
                        ("'claims_appearance'", "NEW.id"),
                    )
                ),
                violation_error_message=(
                    "You have recorded this quote as making the claim, or changed it, its speaker "
                    "or its article since. Ask another reviewer to confirm it."
                ),
            ),
            Rule(
                name="appearance_stays_as_recorded",
                on="INSERT OR UPDATE OF claim_id, quote_id, created_by_id, created_at",
                # what is public already is an amendment's to change
                broken=(
                    "(CASE TG_OP WHEN 'INSERT' THEN NEW.created_at > clock_timestamp() ELSE "
                    "(NEW.created_by_id, NEW.created_at) IS DISTINCT FROM "
                    "(OLD.created_by_id, OLD.created_at) OR "
                    "OLD.confirmed_by_id IS NULL AND "
                    "(NEW.claim_id, NEW.quote_id) <> (OLD.claim_id, OLD.quote_id) END)"
                ),
                violation_error_message=(
                    "An appearance keeps its claim, its quote, and who recorded it and when. "
                    "Delete it, and record another one."
                ),
            ),
            History(name="appearance_history", part_of=("claims_claim", "claim_id")),
        ]

    def __str__(self):
        return f"“{self.quote}” makes the claim: {self.claim}"

    def __html__(self):
        return format_html("“{}” makes the claim: {}", self.quote, self.claim)

    def confirm(self, by):
        """Make it public with its claim, as the user `by`, who has not recorded it."""
        self.confirmed_by = by
        self.save(update_fields=["confirmed_by"])
