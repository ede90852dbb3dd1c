"""Fill in what a review names by its @id, from where it stands in the same file (JSON-LD 1.1)."""

import json

from .accessors import types_of

NAMED = ("author", "publisher", "reviewRating", "itemReviewed", "worksFor", "affiliation")
HOLDING = ("itemReviewed", "author")  # they name others in turn: the claimant, who pays the author
REFERENCE = {"@id", "@type"}  # the keys of what says nothing but which other is meant
MAX_NODE = 10_000  # characters of JSON; what a review may name is a person, a rating, a claim
MOST = 10  # filled of one list


def fill_references(found):
    """Fill the ClaimReviews in the JSON values `found`, two levels deep: review, claim, claimant.

    A review that is only named in one place and written in another is filled in the first, too.
    What is named is copied before anything is filled, so that no value holds itself.
    """
    everything = [thing for value in found for thing in _objects(value)]
    asked = {identity(thing) for thing in everything if is_reference(thing)} - {""}
    nodes = {}
    for thing in everything:
        if not is_reference(thing) and identity(thing) in asked:
            written = json.dumps(thing)
            if len(written) <= MAX_NODE:
                nodes.setdefault(identity(thing), json.loads(written))
    for thing in everything:
        if "ClaimReview" in types_of(thing):
            thing |= _named(thing, nodes)
            _fill(thing, nodes)
            for key in HOLDING:
                _fill_in(thing, key, nodes)


def identity(thing):
    """Return the @id of an object, "" if it has none."""
    return thing["@id"] if isinstance(thing.get("@id"), str) else ""


def is_reference(value):
    """Return whether a value is an object that names another by its @id and says no more of it."""
    return isinstance(value, dict) and "@id" in value and value.keys() <= REFERENCE


def _fill(thing, nodes):
    for key in NAMED:
        value = thing.get(key)
        if isinstance(value, list):
            thing[key] = [*(_named(one, nodes) for one in value[:MOST]), *value[MOST:]]
        elif isinstance(value, dict):
            thing[key] = _named(value, nodes)


def _fill_in(thing, key, nodes):
    """Fill what stands at a key of a thing: a copy, for the same may stand at others."""
    value = thing.get(key)
    listed = value if isinstance(value, list) else [value]
    copies = [dict(one) if isinstance(one, dict) else one for one in listed]
    for one in copies[:MOST]:
        if isinstance(one, dict):
            _fill(one, nodes)
    if value is not None:
        thing[key] = copies if isinstance(value, list) else copies[0]


def _named(value, nodes):
    """Return what a reference names, with what it says itself; else the value itself."""
    return value | nodes.get(identity(value), {}) if is_reference(value) else value


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
