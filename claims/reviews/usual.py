"""A ClaimReview in its usual form, where its publisher wrote another that schema.org allows."""

from .accessors import text_at, to_number, types_of, value_at

ONE_OF = ("author", "reviewRating", "itemReviewed")


def usual(review):
    """
    Return a ClaimReview with one author, rating, claim and claimant, where it lists several.

    The verdict's words are at alternateName, also those of a rating that has a name, or words where
    its number belongs; a review without an address has that of the page that it is the main thing
    of.
    """
    changed = with_one_of(review, ONE_OF)
    if isinstance(changed.get("itemReviewed"), dict):
        changed["itemReviewed"] = with_one_of(changed["itemReviewed"], ("author",))
    if isinstance(changed.get("reviewRating"), dict):
        changed["reviewRating"] = in_words(changed["reviewRating"])
    if not text_at(review, "url") and (address := page_of(review)):
        changed["url"] = address
    return changed


def with_one_of(thing, keys):
    lists = {key: value for key in keys if isinstance(value := thing.get(key), list) and value}
    return thing | {key: main(values) for key, values in lists.items()}


def main(values):
    """Return the first organisation, of several people and one; else the first value."""
    return next((one for one in values if "Organization" in types_of(one)), values[0])


def in_words(rating):
    """Return a rating with its words at alternateName, if it has any, and nothing that is empty."""
    rating = {key: value for key, value in rating.items() if value not in ("", None)}
    if text_at(rating, "alternateName"):
        return rating
    value = value_at(rating, "ratingValue")
    if isinstance(value, str) and value.strip() and to_number(value) is None:
        rating = {key: rating[key] for key in rating if key != "ratingValue"}
        return rating | {"alternateName": value}
    named = value_at(rating, "name")
    return rating | {"alternateName": named} if isinstance(named, str) and named else rating


def page_of(review):
    """Return the address of the page that a review is the main thing of, "" if it names none."""
    return text_at(review, "mainEntityOfPage", "@id") or text_at(review, "mainEntityOfPage")
