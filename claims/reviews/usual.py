"""A ClaimReview in its usual form, where its publisher wrote another that schema.org allows."""

from .accessors import host_of, text_at, to_number, types_of, value_at

# Of several values one counts: the first of this type, else the first of all.
ONE_OF = {"author": "Organization", "reviewRating": "Rating", "itemReviewed": "Claim"}
ONE_CLAIMANT = {"author": "Organization"}
ONE_TEXT = ("url", "claimReviewed", "datePublished", "inLanguage", "name", "alternateName", "text")


def usual(review):
    """
    Return a ClaimReview with one author, rating, claim and claimant, where it lists several.

    The verdict's words are at alternateName, also those of a rating that has a name, or is words,
    or has words where its number belongs. A review without its claim's words has those that its
    Claim is called by; one without an address has that of the page that it is the main thing of.
    """
    changed = with_author(with_one_of(dict(review), ONE_OF))
    if isinstance(item := changed.get("itemReviewed"), dict):
        changed["itemReviewed"] = with_author(with_one_of(item, ONE_CLAIMANT))
    if isinstance(rating := changed.get("reviewRating"), dict | str | int | float):
        changed["reviewRating"] = in_words(rating)
    if not text_at(changed, "claimReviewed") and (words := words_of(changed.get("itemReviewed"))):
        changed["claimReviewed"] = words
    if not text_at(changed, "url") and (address := page_of(changed)):
        changed["url"] = address
    return changed


def with_one_of(thing, wanted):
    """Return the thing with one value where it lists several (`wanted`), or a text in a list."""
    lists = {key: value for key, value in thing.items() if isinstance(value, list) and value}
    if not lists:
        return thing
    one = {key: main(lists[key], kind) for key, kind in wanted.items() if key in lists}
    alone = {key: lists[key][0] for key in ONE_TEXT if len(lists.get(key, ())) == 1}
    return {**thing, **one, **alone}


def main(values, kind):
    """Return the first value of a type, of several; else the first value."""
    return next((one for one in values if kind in types_of(one)), values[0])


def with_author(thing):
    """Return the thing with an author that is an address, or named by one alone, at its url."""
    author = thing.get("author")
    address = author.get("@id") if isinstance(author, dict) else author
    if not isinstance(address, str) or not host_of(address.strip()):
        return thing
    if isinstance(author, str):
        return {**thing, "author": {"url": author.strip()}}
    named = text_at(author, "name") or text_at(author, "url")
    return thing if named else {**thing, "author": {**author, "url": address.strip()}}


def in_words(rating):
    """Return a rating with its words at alternateName, if it has any, and nothing that is empty."""
    if not isinstance(rating, dict):
        rating = {"@type": "Rating", "ratingValue": rating}
    rating = with_one_of(rating, {})
    rating = {key: value for key, value in rating.items() if value not in ("", None)}
    if text_at(rating, "alternateName"):
        return rating
    value = value_at(rating, "ratingValue")
    if isinstance(value, str) and value.strip() and to_number(value) is None:
        rating = {key: rating[key] for key in rating if key != "ratingValue"}
        return rating | {"alternateName": value}
    named = value_at(rating, "name")
    return rating | {"alternateName": named} if isinstance(named, str) and named else rating


def words_of(item):
    """Return the words that a Claim is called by, "" if it is none or has none."""
    is_claim = "Claim" in types_of(item)
    return (text_at(item, "name") or text_at(item, "text")) if is_claim else ""


def page_of(review):
    """Return the address of the page that a review is the main thing of, "" if it names none."""
    return text_at(review, "mainEntityOfPage", "@id") or text_at(review, "mainEntityOfPage")
