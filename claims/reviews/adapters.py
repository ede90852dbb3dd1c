"""Convert other formats (Google's answers, our own exports) to ClaimReview."""

from .accessors import types_of, value_at
from .references import is_reference
from .usual import usual

WRAPPINGS = (
    *("@graph", "dataFeedElement", "itemListElement", "item", "mainEntity", "hasPart"),
    *("review", "reviews"),
    *("claims", "results", "claim", "claimReviewMarkupPages"),  # of Google's answers
)
COLUMNS = {"url", "statement", "language", "claimed_on", "claimant", "verdict", "verified_at"}
OURS = {"id", "statement", "verdict", "verified_at"}  # what marks a claim of our JSON Lines


def reviews(thing, site):
    """
    Yield the ClaimReviews (dicts) in a JSON value; a value of another @type has none, nor has
    one that only names a review.

    A value without @type comes back as it is, for rule CR01 to refuse, but in what has another
    @type (a breadcrumb's item). `site` is (name, address) of the site whose claims our own JSON
    Lines are.
    """
    kinds = types_of(thing)
    if "ClaimReview" in kinds:
        yield from () if is_reference(thing) else (usual(thing),)
    elif not isinstance(thing, dict | list):
        yield thing
    elif isinstance(thing, list):
        for element in thing:
            yield from reviews(element, site)
    elif thing.keys() >= OURS:
        yield _from_jsonl(thing, *site)
    elif isinstance(thing.get("claim_text"), list) and isinstance(thing.get("reviews"), list):
        yield from (_from_collection(thing, text) for text in thing["claim_text"])
    elif wrapped := [thing[key] for key in WRAPPINGS if isinstance(thing.get(key), dict | list)]:
        for inner in wrapped:
            yield from (r for r in reviews(inner, site) if not kinds or types_of(r))
    elif isinstance(thing.get("claimReview"), list):
        yield from (_from_google(thing, review) for review in thing["claimReview"])
    elif isinstance(thing.get("claimReviewMarkups"), list):
        yield from (_from_markup(thing, review) for review in thing["claimReviewMarkups"])
    elif not kinds:
        yield thing


def _from_google(claim, review):
    """Return the ClaimReview of one review in a claim of Google's `claims:search`."""
    said = value_at(review, "publisher", "site")
    return _review(
        url=value_at(review, "url"),
        statement=claim.get("text"),
        language=value_at(review, "languageCode"),
        published=value_at(review, "reviewDate"),
        author={"name": value_at(review, "publisher", "name"), "url": said and f"https://{said}/"},
        rating={"alternateName": value_at(review, "textualRating")},
        claimant={"name": claim.get("claimant")},
        claimed=claim.get("claimDate"),
    )


def _from_markup(page, markup):
    """Return the ClaimReview of one markup in a page of Google's `pages` answer."""
    return _review(
        url=value_at(markup, "url") or page.get("pageUrl"),
        statement=value_at(markup, "claimReviewed"),
        language=None,
        published=page.get("publishDate"),
        author={"name": value_at(page, "claimReviewAuthor", "name")},
        rating={"alternateName": value_at(markup, "rating", "textualRating")},
        claimant={"name": value_at(markup, "claimAuthor", "name")},
        claimed=value_at(markup, "claimDate"),
    )


def _from_collection(row, text):
    """Return the ClaimReview of a claim in the rows of MartinoMensio's claimreview-collector."""
    found = next(iter(row["reviews"]), None)
    return _review(
        url=row.get("review_url"),
        statement=text,
        language=row.get("language"),
        published=value_at(found, "date_published"),
        author={
            "name": value_at(row, "fact_checker", "name"),
            "url": value_at(row, "fact_checker", "website"),
        },
        rating={"alternateName": value_at(found, "original_label")},
        claimant={},
        claimed=None,
        appearances=row.get("appearances"),
    )


def _from_jsonl(claim, name, address):
    """Return the ClaimReview of a line of our JSON Lines: a claim's document."""
    return _review(
        url=f"{address}/claims/{claim['id']}/",
        statement=claim["statement"],
        language=claim.get("language"),
        published=claim["verified_at"],
        author={"name": name, "url": f"{address}/"},
        rating={"alternateName": value_at(claim, "verdict", "label")},
        claimant={"name": value_at(claim, "claimant", "name")},
        claimed=claim.get("claimed_on"),
    )


def from_row(row, name, address):
    """Return the ClaimReview of a row of our CSV, a dict of texts."""
    return _review(
        url=row["url"],
        statement=row["statement"],
        language=row["language"],
        published=row["verified_at"],
        author={"name": name, "url": f"{address}/"},
        rating={"alternateName": row["verdict"]},
        claimant={"name": row["claimant"]},
        claimed=row["claimed_on"],
    )


def _review(
    url, statement, language, published, author, rating, claimant, claimed, appearances=None
):
    """Return a ClaimReview without the keys whose values are empty."""
    item = {"@type": "Claim", "author": _without_empty(claimant), "datePublished": claimed}
    if isinstance(appearances, list):
        item["appearance"] = [{"@type": "CreativeWork", "url": url} for url in appearances]
    return _without_empty(
        {
            "@context": "https://schema.org",
            "@type": "ClaimReview",
            "url": url,
            "claimReviewed": statement,
            "inLanguage": language,
            "datePublished": published,
            "author": _without_empty({"@type": "Organization", **author}),
            "reviewRating": _without_empty({"@type": "Rating", **rating}),
            "itemReviewed": _without_empty(item),
        }
    )


def _without_empty(thing):
    return {key: value for key, value in thing.items() if value not in (None, "", {}, [])}
