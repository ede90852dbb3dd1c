"""Reviews in other shapes, Google's and our own, as the ClaimReview that says the same."""

from .parts import part, types

WRAPPINGS = ("@graph", "dataFeedElement", "itemListElement", "item", "mainEntity", "hasPart")
COLUMNS = {"url", "statement", "language", "claimed_on", "claimant", "verdict", "verified_at"}
OURS = {"id", "statement", "verdict", "verified_at"}  # what marks a claim of our JSON Lines


def reviews(thing, site):
    """
    The ClaimReviews (dicts) in a JSON value; whatever says it is something else has none in it.

    What does not say what it is comes back as it is, for rule 1 to refuse. `site` is (name,
    address) of the site whose claims our own JSON Lines are.
    """
    kinds = types(thing)
    if "ClaimReview" in kinds or not isinstance(thing, dict | list):
        yield thing
    elif isinstance(thing, list):
        for element in thing:
            yield from reviews(element, site)
    elif wrapped := [thing[key] for key in WRAPPINGS if isinstance(thing.get(key), dict | list)]:
        for inner in wrapped:
            yield from reviews(inner, site)
    elif isinstance(thing.get("claimReview"), list):
        yield from (_by_google(thing, review) for review in thing["claimReview"])
    elif thing.keys() >= OURS:
        yield _by_us(thing, *site)
    elif not kinds:
        yield thing


def _by_google(claim, review):
    """A claim of Google's `claims:search` and one of its reviews."""
    said = part(review, "publisher", "site")
    return _review(
        url=part(review, "url"),
        statement=claim.get("text"),
        language=part(review, "languageCode"),
        published=part(review, "reviewDate"),
        author={"name": part(review, "publisher", "name"), "url": said and f"https://{said}/"},
        rating={"alternateName": part(review, "textualRating")},
        claimant={"name": claim.get("claimant")},
        claimed=claim.get("claimDate"),
    )


def _by_us(claim, name, address):
    """A line of our JSON Lines: a claim's document."""
    return _review(
        url=f"{address}/claims/{claim['id']}/",
        statement=claim["statement"],
        language=claim.get("language"),
        published=claim["verified_at"],
        author={"name": name, "url": f"{address}/"},
        rating={"alternateName": part(claim, "verdict", "label")},
        claimant={"name": part(claim, "claimant", "name")},
        claimed=claim.get("claimed_on"),
    )


def from_row(row, name, address):
    """A row of our CSV, a dict of texts."""
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


def _review(url, statement, language, published, author, rating, claimant, claimed):
    """A ClaimReview; what is not known is not in it."""
    item = {"@type": "Claim", "author": _known(claimant), "datePublished": claimed}
    return _known(
        {
            "@context": "https://schema.org",
            "@type": "ClaimReview",
            "url": url,
            "claimReviewed": statement,
            "inLanguage": language,
            "datePublished": published,
            "author": _known({"@type": "Organization", **author}),
            "reviewRating": _known({"@type": "Rating", **rating}),
            "itemReviewed": _known(item),
        }
    )


def _known(thing):
    return {key: value for key, value in thing.items() if value not in (None, "", {})}
