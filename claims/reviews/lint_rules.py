"""
Lint for ClaimReview: numbered rules, each with the sentence its publisher reads.

Sources of the rules: developers.google.com/search/docs/appearance/structured-data/factcheck and
schema.org's ClaimReview, Rating and Claim. Neither a database nor the network is asked.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from enum import StrEnum

from .accessors import (
    cannot_be_stored,
    host_of,
    is_private,
    text_at,
    to_datetime,
    to_number,
    types_of,
    value_at,
)

LONGEST_URL, LONGEST_CLAIM, LONGEST_VERDICT, CUT_FROM = 2048, 1000, 300, 75  # characters
MARKUP = re.compile(
    r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[a-zA-Z]{2,31});|</?[a-zA-Z][a-zA-Z0-9-]{0,30}(?:[\s/][^<>]{0,200})?>"
)
BIDI_CONTROLS = re.compile("[\u202a-\u202e\u2066-\u2069]")
OPEN_LICENCE = re.compile(
    r"https?://(?:creativecommons\.org/(?:publicdomain/|licenses/by(?:-sa)?/)"
    r"|opendatacommons\.org/licenses/(?:by|odbl|pddl)/)"
)
TRACKING = re.compile(r"#|[?&](?:utm_\w{1,40}|fbclid|gclid|mc_cid|mc_eid)=")
RATING, SCALE = "reviewRating", ("worstRating", "ratingValue", "bestRating")
ITEM, DATE = "itemReviewed", "datePublished"


class Grade(StrEnum):
    """How serious a broken rule is; an import goes by it too."""

    REFUSED = "refused"  # there is no review that could be kept
    HELD = "held"  # it is kept, and an editor decides
    ADVISED = "advised"  # it may be so, and would be better otherwise


@dataclass(frozen=True)
class LintRule:
    """`sentence` says what must hold; `complaint`, of a review that breaks it, what is wrong."""

    number: str
    grade: Grade
    sentence: str
    broken: Callable
    complaint: Callable | None = None

    def __str__(self):
        return f"{self.number} {self.grade}: {self.sentence}"

    def about(self, review):
        """Return the rule with the complaint about this review as its sentence, if it has one."""
        return replace(self, sentence=self.complaint(review)) if self.complaint else self


RULES = []


def lint(review, now=None, advice=True):
    """
    Return the LintRules that `review` (any JSON value) breaks, in order of their numbers.

    What is no ClaimReview breaks the first one alone. Without `advice`, advice is left out.
    """
    if is_no_claim_review(review, now):
        return RULES[:1]
    now = now or datetime.now(UTC)
    rules = RULES if advice else MANDATORY
    return [rule.about(review) for rule in rules if rule.broken(review, now)]


def rule(grade, sentence, complaint=None):
    """Register the function below, (review, now) -> whether it breaks the rule, as the next one."""

    def numbered(broken):
        number = f"CR{len(RULES) + 1:02}"
        RULES.append(LintRule(number, grade, sentence, broken, complaint))
        return broken

    return numbered


@rule(Grade.REFUSED, "A review must be a JSON object whose @type is ClaimReview.")
def is_no_claim_review(review, now):
    return "ClaimReview" not in types_of(review)


@rule(
    Grade.REFUSED,
    "url must be the review's own address: whole, with https:// or http://, without a password, "
    f"of at most {LONGEST_URL:,} characters.",
)
def lacks_valid_url(review, now):
    url = text_at(review, "url")
    return len(url) > LONGEST_URL or not host_of(url)


@rule(Grade.HELD, "url must not name a host of a private network, which nobody else can reach.")
def is_private_host(review, now):
    name = host_of(text_at(review, "url"))
    return bool(name) and is_private(name)


@rule(Grade.REFUSED, "claimReviewed must be a text: the claim, in words.")
def lacks_claim(review, now):
    return not text_at(review, "claimReviewed")


@rule(Grade.REFUSED, "No text may hold a NUL character or a lone surrogate.")
def has_unstorable_text(review, now):
    return cannot_be_stored(review)


@rule(Grade.HELD, "author must say who reviewed the claim, by a name or a web address.")
def lacks_author(review, now):
    return not (text_at(review, "author", "name") or host_of(text_at(review, "author", "url")))


@rule(Grade.HELD, "reviewRating must be one Rating.")
def lacks_rating(review, now):
    return not isinstance(value_at(review, RATING), dict)


@rule(
    Grade.HELD,
    f"reviewRating.alternateName must be the verdict in words, "
    f"of at most {LONGEST_VERDICT} characters.",
)
def lacks_verdict(review, now):
    return not 0 < len(text_at(review, RATING, "alternateName")) <= LONGEST_VERDICT


def rating_numbers(review):
    """Return the rating's given numbers by name; None for one that is not numeric."""
    rating = value_at(review, RATING)
    values = rating if isinstance(rating, dict) else {}
    return {name: to_number(values[name]) for name in SCALE if values.get(name) is not None}


@rule(Grade.HELD, "ratingValue, worstRating and bestRating must be numbers, or left out.")
def has_non_numeric_rating(review, now):
    return None in rating_numbers(review).values()


@rule(
    Grade.ADVISED,
    "worstRating should be less than bestRating.",
    lambda review: (
        "worstRating is not less than bestRating: such a scale says nothing, and the verdict is "
        "taken from its words alone."
    ),
)
def has_reversed_scale(review, now):
    worst, best = (
        rating_numbers(review).get("worstRating"),
        rating_numbers(review).get("bestRating"),
    )
    return None not in (worst, best) and worst >= best


@rule(Grade.HELD, "ratingValue must lie between worstRating and bestRating.")
def has_rating_off_scale(review, now):
    known = [value for value in map(rating_numbers(review).get, SCALE) if value is not None]
    return known != sorted(known) and not has_reversed_scale(review, now)


def is_invalid_date(value):
    return value not in (None, "") and to_datetime(value) is None


@rule(Grade.HELD, "datePublished must be an ISO 8601 date or time, such as 2026-03-01.")
def has_invalid_publication_date(review, now):
    return is_invalid_date(value_at(review, DATE))


@rule(
    Grade.HELD,
    "itemReviewed.datePublished, when the claim was made, must be an ISO 8601 date or time, "
    "such as 2026-03-01.",
)
def has_invalid_claim_date(review, now):
    return is_invalid_date(value_at(review, ITEM, DATE))


@rule(Grade.HELD, "No date may lie in the future.")
def has_future_date(review, now):
    dates = to_datetime(value_at(review, DATE)), to_datetime(value_at(review, ITEM, DATE))
    return any(date and date > now + timedelta(days=1) for date in dates)


@rule(Grade.HELD, "Claim, verdict and claimant must be free of HTML, which would be shown as is.")
def has_html(review, now):
    shown = (("claimReviewed",), (RATING, "alternateName"), (ITEM, "author", "name"))
    return any(MARKUP.search(text_at(review, *path)) for path in shown)


@rule(Grade.HELD, "claimReviewed must hold no bidi control character: it reorders the text.")
def has_bidi_controls(review, now):
    return bool(BIDI_CONTROLS.search(text_at(review, "claimReviewed")))


@rule(
    Grade.HELD,
    f"claimReviewed must be a sentence or two, of at most {LONGEST_CLAIM:,} characters.",
)
def has_overlong_claim(review, now):
    return len(text_at(review, "claimReviewed")) > LONGEST_CLAIM


@rule(Grade.HELD, "itemReviewed must be one Claim (or, as formerly, one CreativeWork).")
def reviews_something_else(review, now):
    item = value_at(review, ITEM)
    return item is not None and types_of(item).isdisjoint({"Claim", "CreativeWork"})


@rule(Grade.HELD, "itemReviewed.author must be one Person or Organization.")
def has_several_claimants(review, now):
    return isinstance(value_at(review, ITEM, "author"), list)


@rule(Grade.HELD, "The data's licence, if given, must be an open one.")
def has_closed_licence(review, now):
    licence = value_at(review, "sdLicense") or value_at(review, "license")
    return licence is not None and not (
        isinstance(licence, str) and OPEN_LICENCE.match(licence.strip())
    )


@rule(Grade.HELD, "The verdict must stand in reviewRating alone, not before the claim as well.")
def has_verdict_in_claim(review, now):
    claim, verdict = text_at(review, "claimReviewed"), text_at(review, RATING, "alternateName")
    begins = claim[: len(verdict)].casefold() == verdict.casefold()
    return bool(verdict) and begins and claim[len(verdict) :].lstrip()[:1] in tuple(":–—!")


@rule(
    Grade.ADVISED,
    "A rating should have all of ratingValue, worstRating and bestRating, or none.",
    lambda review: (
        f"The rating has only {' and '.join(rating_numbers(review))}; "
        f"search results may not show it without all of {', '.join(SCALE)}."
    ),
)
def has_partial_scale(review, now):
    return 0 < len(rating_numbers(review)) < len(SCALE)


@rule(
    Grade.ADVISED,
    f"claimReviewed should have fewer than {CUT_FROM} characters; search results may cut it.",
    lambda review: (
        f"This claim has {len(text_at(review, 'claimReviewed'))} characters; "
        "search results may cut it."
    ),
)
def has_long_claim(review, now):
    return len(text_at(review, "claimReviewed")) >= CUT_FROM


@rule(
    Grade.ADVISED,
    "datePublished should say when the review was published.",
    lambda review: "This review has no date; add when it was published (datePublished).",
)
def lacks_publication_date(review, now):
    return value_at(review, DATE) in (None, "")


@rule(
    Grade.ADVISED,
    "itemReviewed.author should say who made the claim: a Person or Organization.",
    lambda review: (
        "Say whether who made this claim is a Person or an Organization."
        if text_at(review, ITEM, "author", "name")
        else "Nothing says who made this claim; add the person or organization."
    ),
)
def lacks_claimant(review, now):
    author = value_at(review, ITEM, "author")
    return types_of(author).isdisjoint({"Person", "Organization"}) or not text_at(author, "name")


@rule(
    Grade.ADVISED,
    "itemReviewed.datePublished should say when the claim was made.",
    lambda review: "Nothing says when this claim was made; add the day.",
)
def lacks_claim_date(review, now):
    return value_at(review, ITEM, DATE) in (None, "")


@rule(
    Grade.ADVISED,
    "itemReviewed should say where the claim appeared.",
    lambda review: "Nothing says where this claim appeared; add the article or post.",
)
def lacks_appearance(review, now):
    item = value_at(review, ITEM)
    return not any(value_at(item, key) for key in ("firstAppearance", "appearance", "url"))


@rule(
    Grade.ADVISED,
    "url should lead to the page itself, without a fragment (#) or tracking parameters.",
    lambda review: (
        "This address has a fragment (#) or tracking parameters; "
        "leave them out, so that search engines see one page."
    ),
)
def has_tracking_parameters(review, now):
    return bool(TRACKING.search(text_at(review, "url")))


MANDATORY = [rule for rule in RULES if rule.grade != Grade.ADVISED]
