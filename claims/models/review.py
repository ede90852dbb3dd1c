"""
Reviews by other publishers, kept as they came, and never ours.

What is public of one is that it is about a claim of ours, once two people have said so.
"""

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models.functions import Lower
from django.utils.html import format_html

from claims.matching import scored
from sources.fields import LineField, ProseField, created_at, language_rule
from sources.language import in_language
from sources.models import AddressKey, History
from sources.rules import AfterRule, Rule, Trigger

from .claim import Claim, by_pk
from .reviewer import may_publish
from .verdict import Verdict


class Rating(models.Model):
    """A verdict in another publisher's words, and the one of ours that an editor says it means."""

    domain = LineField(max_length=253, help_text="Whose word it is: the same may mean otherwise.")
    word = LineField(max_length=300)
    verdict = models.ForeignKey(
        Verdict,
        models.PROTECT,
        null=True,
        blank=True,
        limit_choices_to={"retired": False},
        help_text="What it means on our scale; empty until an editor knows.",
    )
    created_at = created_at()

    class Meta:
        ordering = ["domain", "word"]
        constraints = [
            models.UniqueConstraint(
                "domain",
                Lower("word"),
                name="rating_once_per_domain_and_word",
                violation_error_message="This publisher's word is here already.",
            ),
            AfterRule(
                name="rating_that_a_claim_shows_keeps_its_word",
                on="UPDATE OF word",
                broken=(
                    "NEW.word <> OLD.word AND EXISTS (SELECT FROM claims_review "
                    "WHERE rating_id = NEW.id AND confirmed_by_id IS NOT NULL)"
                ),
                violation_error_message=(
                    "A published claim shows this word. Take the confirmation of its reviews back "
                    "first."
                ),
            ),
            History(name="rating_history"),
        ]

    def __str__(self):
        return f"“{self.word}” ({self.domain})"


# Of what a confirmed review shows: whoever confirmed it has read this and nothing else.
SHOWN = "{0}.claim_id, {0}.url, {0}.statement, {0}.language, {0}.publisher, {0}.published_on, "
SHOWN += "{0}.rating_id"
COLUMNS = SHOWN.replace("{0}.", "").replace(" ", "") + ",linked_by_id"
CHANGED = f"""
record = 'claims_review' AND record_id = NEW.id AND became ?| '{{{COLUMNS}}}'
OR record = 'claims_rating' AND record_id = NEW.rating_id AND became ? 'word'
OR record = 'claims_claim' AND record_id = NEW.claim_id AND became ?| '{{statement,language}}'
"""
LINKED = """
(SELECT max(id) FROM sources_change WHERE record = 'claims_review' AND record_id = NEW.id
AND became ?| '{claim_id,linked_by_id}')
"""
ALIKE = 0.25  # of what a text says; with less of it, a review merely shares a word


class Identity(models.Func):
    """The MD5 of an address, however it is spelt, and a claim's words, in hexadecimal."""

    template = "md5(%(expressions)s)"
    arg_joiner = r" || E'\n' || "


class ReviewQuerySet(models.QuerySet):
    def held(self):
        """Return those that wait for an editor: a fault, or a rating without a verdict of ours."""
        return self.filter(~models.Q(faults=[]) | models.Q(rating__verdict=None))

    def like(self, text, most=5):
        """Return the few reviews whose claim looks like `text` by its words, the best first."""
        found = scored(text, most, "claims_review")
        alike = [pk for pk, (_, share) in found.items() if share >= ALIKE]
        if not alike:
            return self.none()
        places = {pk: place for place, pk in enumerate(alike)}
        return self.filter(pk__in=alike).order_by(by_pk(places, models.IntegerField()))

    def understood(self):
        return self.filter(faults=[], rating__verdict__isnull=False)

    def settle(self):
        """Clear their faults: an editor has looked."""
        return self.update(faults=[])


def who(words):
    return models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        editable=False,
        related_name="+",
        help_text=words,
    )


class Review(models.Model):
    """Another publisher's review of a claim. An editor may attach it to a claim of ours."""

    url = LineField(max_length=2048)
    statement = ProseField(help_text="The claim, as its publisher words it.")
    publisher = LineField(max_length=300)
    domain = LineField(max_length=253)
    rating = models.ForeignKey(Rating, models.PROTECT, null=True, related_name="reviews")
    claimant = LineField(max_length=300, blank=True)
    claimed_on = models.DateField(null=True, blank=True)
    published_on = models.DateField(null=True, blank=True)
    language = LineField(max_length=35, blank=True)
    faults = ArrayField(
        models.CharField(max_length=4),
        default=list,
        blank=True,
        help_text="The numbers of the rules it breaks, until an editor has looked.",
    )
    raw = ProseField(help_text="The record as it came.")
    digest = models.CharField(max_length=32, help_text="Of what it says, in whatever wrapping.")
    origin = LineField(max_length=300, help_text="The file and line it came in.")
    claim = models.ForeignKey(
        Claim,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="reviews",
        help_text="The claim of ours that it is about, once an editor says so.",
    )
    linked_by = who("Who said so.")
    confirmed_by = who("The reviewer who confirmed it: then it is public.")
    confirmed_at = models.DateTimeField(null=True, editable=False)
    identity = models.GeneratedField(
        expression=Identity(AddressKey("url"), "statement"),
        output_field=models.CharField(max_length=32),
        db_persist=True,
    )
    created_at = created_at()

    objects = ReviewQuerySet.as_manager()

    class Meta:
        ordering = ["-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["identity"],
                name="review_once_per_url_and_statement",
                violation_error_message="This review of this claim is here already.",
            ),
            models.CheckConstraint(
                condition=models.Q(url__regex=r"^https?://\S+$"),
                name="review_url_is_an_address",
                violation_error_message="A review's address begins with https:// or http://.",
            ),
            language_rule("review_language_is_a_tag", known=False),
            Trigger(
                # before the rule looks: triggers fire in the order of their names
                name="review_confirmation_lapses_with_what_was_read",
                on="BEFORE INSERT OR UPDATE",
                body=f"""
                IF TG_OP = 'UPDATE' AND OLD.confirmed_by_id IS NOT NULL
                    AND ({SHOWN.format("NEW")}) IS DISTINCT FROM ({SHOWN.format("OLD")}) THEN
                    NEW.confirmed_by_id := NULL;
                END IF;
                NEW.confirmed_at := CASE
                    WHEN NEW.confirmed_by_id IS NULL THEN NULL
                    WHEN TG_OP = 'UPDATE' AND NEW.confirmed_by_id = OLD.confirmed_by_id
                        THEN OLD.confirmed_at
                    ELSE clock_timestamp()
                END;
                RETURN NEW;
                """,
            ),
            Trigger(
                # before any rule looks: its claim's words and its rating's stand still meanwhile
                name="review_acts_on_what_is_held",
                on="BEFORE UPDATE OF confirmed_by_id",
                body="""
                IF NEW.confirmed_by_id IS NOT NULL THEN
                    PERFORM claims_hold('{claims_claim}', ARRAY[NEW.claim_id]);
                    PERFORM FROM claims_rating WHERE id = NEW.rating_id FOR SHARE;
                END IF;
                RETURN NEW;
                """,
            ),
            Rule(
                name="review_confirmed_as_linked",
                on="INSERT OR UPDATE",
                broken=(
                    "NEW.confirmed_by_id IS NOT NULL AND (TG_OP = 'INSERT' OR "
                    f"({SHOWN.format('NEW')}, NEW.linked_by_id) IS DISTINCT FROM "
                    f"({SHOWN.format('OLD')}, OLD.linked_by_id))"
                ),
                violation_error_message=(
                    "What is confirmed is what somebody said of this very review. Save the change "
                    "first; a colleague confirms it."
                ),
            ),
            AfterRule(
                name="review_confirmed_by_who_changed_nothing",
                on="UPDATE OF confirmed_by_id",
                broken=(
                    "NEW.confirmed_by_id IS DISTINCT FROM OLD.confirmed_by_id AND EXISTS ("
                    f"SELECT FROM sources_change WHERE ({CHANGED}) AND id >= {LINKED} "
                    "AND who IN (SELECT claims_names(NEW.confirmed_by_id)))"
                ),
                violation_error_message=(
                    "You have said yourself that this review is about this claim, or have changed "
                    "its words, its rating's or the claim's since. Ask another reviewer to confirm "
                    "it."
                ),
            ),
            Rule(
                name="review_confirmed_by_another_person",
                on="INSERT OR UPDATE",
                broken=(
                    "NEW.confirmed_by_id IS NOT NULL AND (NEW.claim_id IS NULL "
                    "OR NEW.linked_by_id IS NULL OR NEW.linked_by_id = NEW.confirmed_by_id "
                    f"OR NOT {may_publish('NEW.confirmed_by_id')})"
                ),
                violation_error_message=(
                    "That this review is about this claim is said by one person and confirmed by "
                    "another, who is a reviewer. Ask a colleague to confirm it."
                ),
            ),
            Rule(
                name="review_taken_back_by_a_reviewer",
                on="UPDATE OR DELETE",
                # nobody is named with this: it is who is at work, as the history has it
                broken=(
                    "OLD.confirmed_by_id IS NOT NULL AND (NEW IS NULL OR NEW.confirmed_by_id "
                    "IS NULL) AND EXISTS (SELECT FROM claims_claim WHERE id = OLD.claim_id "
                    "AND verdict_id IS NOT NULL) AND EXISTS (SELECT FROM auth_user a WHERE "
                    "a.username = current_setting('verbatim.who', true) "
                    f"AND NOT {may_publish('a.id')})"
                ),
                violation_error_message=(
                    "A claim's public page names this review. Somebody who may publish takes that "
                    "back. Ask a reviewer."
                ),
            ),
            Trigger(
                name="review_words_follow",
                on="AFTER INSERT OR DELETE OR UPDATE OF statement, language",
                body="PERFORM claims_index_reviews(ARRAY[COALESCE(NEW.id, OLD.id)]);\nRETURN NULL;",
            ),
            History(name="review_history", without=("raw",)),
        ]

    def __str__(self):
        return f"{self.publisher or self.domain}: {self.statement[:200]}"

    def __html__(self):
        return format_html(
            "{}: {}",
            self.publisher or self.domain,
            in_language(self.statement[:200], self.language),
        )
