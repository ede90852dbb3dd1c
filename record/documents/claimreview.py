"""
A claim as schema.org ClaimReview, by Google's rules for fact checks.

Source of the rules: developers.google.com/search/docs/appearance/structured-data/factcheck.
"""

from django.conf import settings

CONTEXT = "https://schema.org"
WORST, BEST = 1, 5


def claim_url(public_id):
    """Return a claim's own, permanent address on this site."""
    return f"{settings.PUBLIC_URL}/claims/{public_id}/"


def claim_review(claim):
    """
    Return the ClaimReview (a dict) of a claim's document (a dict).

    The verdict stands in the rating alone, never in `claimReviewed`; a verdict without a value has
    words and no numbers; `datePublished` is the verification's date here, the claim's in the Claim.
    """
    return {
        "@context": CONTEXT,
        "@type": "ClaimReview",
        "url": claim_url(claim["id"]),
        "claimReviewed": claim["statement"],
        "inLanguage": claim["language"],
        "datePublished": claim["verified_at"],
        "author": {
            "@type": "Organization",
            "name": settings.PUBLIC_NAME,
            "url": f"{settings.PUBLIC_URL}/",
        },
        "license": settings.LICENCE,
        "reviewRating": rating(claim["verdict"]),
        "reviewBody": claim["verification"]["summary"],
        "itemReviewed": item(claim),
        "citation": [source(evidence) for evidence in claim["verification"]["evidence"]],
    }


def data_feed():
    """Return the DataFeed around ClaimReviews, as Data Commons reads it: all but its elements."""
    return {"@context": CONTEXT, "@type": "DataFeed", "license": settings.LICENCE}


def feed_item(claim):
    return {"@type": "DataFeedItem", "url": claim_url(claim["id"]), "item": [claim_review(claim)]}


def rating(verdict):
    words = {"@type": "Rating", "alternateName": verdict["label"]}
    if verdict["value"] is None:
        return words
    numbers = {"ratingValue": verdict["value"], "worstRating": WORST, "bestRating": BEST}
    return words | numbers


def item(claim):
    appearances = list(appearances_of(claim["quotes"]))
    said = [day for day in [claim["claimed_on"], *(q["said_on"] for q in claim["quotes"])] if day]
    return (
        {"@type": "Claim", "author": author(claim["claimant"], claim["role"])}
        | ({"datePublished": said[0]} if said else {})
        | ({"firstAppearance": appearances[0], "appearance": appearances} if appearances else {})
    )


def author(speaker, role):
    """Return a Person or an Organization; unnamed sources are people whose names we do not have."""
    if speaker["kind"] == "organisation":
        known = {"@type": "Organization", "name": speaker["name"]}
    else:
        known = {"@type": "Person", "name": speaker["name"]}
        if role:
            known["jobTitle"] = ", ".join(filter(None, [role["title"], role["organisation"]]))
    if speaker["wikidata_id"]:
        known["sameAs"] = f"https://www.wikidata.org/entity/{speaker['wikidata_id']}"
    return known


def appearances_of(quotes):
    """Yield each article once, the earliest quote's first; none of a text without a web address."""
    articles = {quote["article"]["id"]: quote["article"] for quote in quotes}
    for article in articles.values():
        if on_the_web(article["url"]):
            yield work("Article", article["url"], article["headline"], article["publisher"]) | (
                {"datePublished": article["published_at"]} if article["published_at"] else {}
            )


def source(evidence):
    url = evidence["url"] if on_the_web(evidence["url"]) else ""
    return work("CreativeWork", url, evidence["title"], evidence["publisher"])


def work(kind, url, name, publisher):
    known = {"@type": kind, "name": name}
    if url:
        known["url"] = url
    if publisher:
        known["publisher"] = {"@type": "Organization", "name": publisher}
    return known


def on_the_web(url):
    return url.startswith(("https://", "http://"))
