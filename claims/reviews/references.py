"""Fill in what a review names by its @id, from where it stands in the same file (JSON-LD 1.1)."""

import json

from .accessors import types_of

NAMED = ("author", "publisher", "reviewRating", "itemReviewed")
MAX_NODE = 10_000  # characters of JSON; what a review may name is a person, a rating, a claim


def fill_references(found):
    """Fill the ClaimReviews in the JSON values `found`, two levels deep: review, claim, claimant.

    What is named is copied before anything is filled, so that no value holds itself.
    """
    everything = [thing for value in found for thing in _objects(value)]
    asked = {identity(thing) for thing in everything if len(thing) == 1} - {""}
    nodes = {}
    for thing in everything:
        if len(thing) > 1 and identity(thing) in asked:
            written = json.dumps(thing)
            if len(written) <= MAX_NODE:
                nodes.setdefault(identity(thing), json.loads(written))
    for review in everything:
        if "ClaimReview" in types_of(review):
            _fill(review, nodes)
            if isinstance(review.get("itemReviewed"), dict):
                review["itemReviewed"] = dict(review["itemReviewed"])
                _fill(review["itemReviewed"], nodes)


def identity(thing):
    """Return the @id of an object, "" if it has none."""
    return thing["@id"] if isinstance(thing.get("@id"), str) else ""


def _fill(thing, nodes):
    for key in NAMED:
        value = thing.get(key)
        if isinstance(value, list):
            thing[key] = [_named(one, nodes) for one in value]
        elif isinstance(value, dict):
            thing[key] = _named(value, nodes)


def _named(value, nodes):
    """Return what an object names that has an @id and no more; else the value itself."""
    only = isinstance(value, dict) and len(value) == 1
    return nodes.get(identity(value), value) if only else value


def _objects(value):
    """Yield the objects in a JSON value."""
    waiting = [value]
    while waiting:
        match waiting.pop():
            case dict() as thing:
                yield thing
                waiting += thing.values()
            case list() as elements:
                waiting += elements
