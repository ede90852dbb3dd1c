"""
What is wrong with a ClaimReview: numbered rules, each with the sentence its publisher reads.

Sources of the rules: developers.google.com/search/docs/appearance/structured-data/factcheck and
schema.org's ClaimReview, Rating and Claim. Neither a database nor the network is asked.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import StrEnum

from .parts import host, moment, number, part, private, types, unstorable, words

LONGEST_URL, LONGEST_CLAIM, LONGEST_VERDICT, SHORT = 2048, 1000, 300, 75  # characters
MARKUP = re.compile(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[a-zA-Z]{2,31});|</?[a-zA-Z][^<>]{0,200}>")
TURNING = re.compile("[\u202a-\u202e\u2066-\u2069]")
OPEN_LICENCE = re.compile(
    r"https?://(?:creativecommons\.org/(?:publicdomain/|licenses/by(?:-sa)?/)"
    r"|opendatacommons\.org/licenses/(?:by|odbl|pddl)/)"
)
POINTING = re.compile(r"#|[?&](?:utm_\w{1,40}|fbclid|gclid|mc_cid|mc_eid)=")
RATING, VALUE = "reviewRating", ("worstRating", "ratingValue", "bestRating")
ITEM, DATE = "itemReviewed", "datePublished"


class Grade(StrEnum):
    """What a broken rule means, also for an import."""

    REFUSED = "refused"  # there is no review that could be kept
    HELD = "held"  # it is kept, and an editor decides
    ADVISED = "advised"  # it may be so, and would be better otherwise


@dataclass(frozen=True)
class Rule:
    number: str
    grade: Grade
    sentence: str
    broken: Callable

    def __str__(self):
        return f"{self.number} {self.grade}: {self.sentence}"


RULES = []


def lint(review, now=None, advice=True):
    """
    The Rules that `review` (whatever a JSON text may hold) breaks, in order of their numbers.

    What is no ClaimReview breaks the first one alone. Without `advice`, only what is wrong counts.
    """
    if is_something_else(review, now):
        return RULES[:1]
    now = now or datetime.now(UTC)
    return [rule for rule in (RULES if advice else WRONG) if rule.broken(review, now)]


def rule(grade, sentence):
    """The next number is for the function below: whether a review breaks the rule, at a moment."""

    def numbered(broken):
        RULES.append(Rule(f"CR{len(RULES) + 1:02}", grade, sentence, broken))
        return broken

    return numbered


@rule(Grade.REFUSED, "A review is a JSON object whose @type is ClaimReview.")
def is_something_else(review, now):
    return "ClaimReview" not in types(review)


@rule(
    Grade.REFUSED,
    "url is the review's own address: whole, with https:// or http://, without a password, "
    f"of at most {LONGEST_URL:,} characters.",
)
def has_no_address(review, now):
    url = words(review, "url")
    return len(url) > LONGEST_URL or not host(url)


@rule(Grade.HELD, "url names no machine of a private network, where nobody else can read it.")
def stands_inside(review, now):
    name = host(words(review, "url"))
    return bool(name) and private(name)


@rule(Grade.REFUSED, "claimReviewed is a text: the claim, in words.")
def has_no_claim(review, now):
    return not words(review, "claimReviewed")


@rule(Grade.REFUSED, "A text holds a NUL character or a lone surrogate, which is no text.")
def is_unstorable(review, now):
    return unstorable(review)


@rule(Grade.HELD, "author says who reviewed the claim, by a name or a web address.")
def has_no_author(review, now):
    return not (words(review, "author", "name") or host(words(review, "author", "url")))


@rule(Grade.HELD, "reviewRating is one Rating.")
def has_no_rating(review, now):
    return not isinstance(part(review, RATING), dict)


@rule(
    Grade.HELD,
    f"reviewRating.alternateName is the verdict in words, of at most {LONGEST_VERDICT} characters.",
)
def has_no_verdict(review, now):
    return not 0 < len(words(review, RATING, "alternateName")) <= LONGEST_VERDICT


def given(review):
    """The rating's numbers that are given, by name; None for one that is no number."""
    rating = part(review, RATING)
    values = rating if isinstance(rating, dict) else {}
    return {name: number(values[name]) for name in VALUE if values.get(name) is not None}


@rule(Grade.HELD, "ratingValue, worstRating and bestRating are numbers, or left out.")
def counts_in_words(review, now):
    return None in given(review).values()


@rule(Grade.HELD, "worstRating is less than bestRating.")
def is_upside_down(review, now):
    worst, best = given(review).get("worstRating"), given(review).get("bestRating")
    return None not in (worst, best) and worst >= best


@rule(Grade.HELD, "ratingValue lies between worstRating and bestRating.")
def is_off_its_scale(review, now):
    known = [value for value in map(given(review).get, VALUE) if value is not None]
    return known != sorted(known) and not is_upside_down(review, now)


def is_no_date(value):
    return value is not None and moment(value) is None


@rule(Grade.HELD, "datePublished is a day or time of the calendar in ISO 8601, as 2026-03-01.")
def was_published_on_no_day(review, now):
    return is_no_date(part(review, DATE))


@rule(
    Grade.HELD,
    "itemReviewed.datePublished, when the claim was made, is a day or time of the calendar in "
    "ISO 8601, as 2026-03-01.",
)
def was_claimed_on_no_day(review, now):
    return is_no_date(part(review, ITEM, DATE))


@rule(Grade.HELD, "No date lies in the future.")
def is_to_come(review, now):
    dates = moment(part(review, DATE)), moment(part(review, ITEM, DATE))
    return any(date and date > now + timedelta(days=1) for date in dates)


@rule(Grade.HELD, "Claim, verdict and claimant are text without HTML, which would be shown as is.")
def is_marked_up(review, now):
    shown = (("claimReviewed",), (RATING, "alternateName"), (ITEM, "author", "name"))
    return any(MARKUP.search(words(review, *path)) for path in shown)


@rule(Grade.HELD, "claimReviewed has no character that turns the direction of writing.")
def turns(review, now):
    return bool(TURNING.search(words(review, "claimReviewed")))


@rule(Grade.HELD, f"claimReviewed is a sentence or two, of at most {LONGEST_CLAIM:,} characters.")
def is_an_article(review, now):
    return len(words(review, "claimReviewed")) > LONGEST_CLAIM


@rule(Grade.HELD, "itemReviewed is one Claim (or, as it once was, one CreativeWork).")
def reviews_no_claim(review, now):
    item = part(review, ITEM)
    return item is not None and types(item).isdisjoint({"Claim", "CreativeWork"})


@rule(Grade.HELD, "itemReviewed.author is one Person or Organization.")
def has_many_claimants(review, now):
    return isinstance(part(review, ITEM, "author"), list)


@rule(Grade.HELD, "The data's licence, if it is given, lets everybody use them.")
def is_closed(review, now):
    licence = part(review, "sdLicense") or part(review, "license")
    return licence is not None and not (
        isinstance(licence, str) and OPEN_LICENCE.match(licence.strip())
    )


@rule(Grade.HELD, "The verdict stands in reviewRating alone, not before the claim as well.")
def judges_in_the_claim(review, now):
    claim, verdict = words(review, "claimReviewed"), words(review, RATING, "alternateName")
    begins = claim[: len(verdict)].casefold() == verdict.casefold()
    return bool(verdict) and begins and claim[len(verdict) :].lstrip()[:1] in tuple(":–—!")


@rule(Grade.ADVISED, "A rating has all of ratingValue, worstRating and bestRating, or none.")
def counts_in_part(review, now):
    return 0 < len(given(review)) < len(VALUE)


@rule(Grade.ADVISED, f"A claimReviewed of fewer than {SHORT} characters is shown whole everywhere.")
def is_long(review, now):
    return len(words(review, "claimReviewed")) >= SHORT


@rule(Grade.ADVISED, "datePublished says when the review was published.")
def is_undated(review, now):
    return part(review, DATE) is None


@rule(Grade.ADVISED, "itemReviewed.author says who made the claim: a Person or Organization.")
def has_no_claimant(review, now):
    author = part(review, ITEM, "author")
    return types(author).isdisjoint({"Person", "Organization"}) or not words(author, "name")


@rule(Grade.ADVISED, "itemReviewed.datePublished says when the claim was made.")
def was_claimed_some_day(review, now):
    return part(review, ITEM, DATE) is None


@rule(Grade.ADVISED, "itemReviewed says where the claim appeared.")
def appeared_nowhere(review, now):
    item = part(review, ITEM)
    return not any(part(item, key) for key in ("firstAppearance", "appearance", "url"))


@rule(
    Grade.ADVISED, "url leads to the page: not into it (#), and without what follows its readers."
)
def follows_its_readers(review, now):
    return bool(POINTING.search(words(review, "url")))


WRONG = [rule for rule in RULES if rule.grade != Grade.ADVISED]
