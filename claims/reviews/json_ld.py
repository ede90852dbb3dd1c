"""JSON-LD in schema.org's own names, whatever prefix, alias or case its publisher wrote (1.1)."""

import re

MAX_DEPTH = 64  # levels of objects and lists; a ClaimReview has six
MOST_NAMES, LONGEST_NAME = 4096, 100  # that are kept of one context; a feed repeats its keys
SCHEMA = re.compile(r"(?:schema:|https?://(?:www\.)?schema\.org/#?)")
TERMS = {
    term.lower(): term
    for term in (
        *("claimReviewed", "reviewRating", "itemReviewed", "author", "publisher", "url", "name"),
        *("ratingValue", "bestRating", "worstRating", "alternateName", "datePublished", "text"),
        *("inLanguage", "mainEntityOfPage", "mainEntity", "appearance", "firstAppearance"),
        *("worksFor", "affiliation", "license", "sdLicense", "dataFeedElement", "itemListElement"),
    )
}
ADDRESSES = {"url", "license", "sdLicense"}  # an object that has an @id alone is one, too
HOLDERS = {"@value", "@list", "@set"}
KEYWORDS = {"type": "@type", "id": "@id"}  # as schema.org's own context has them


class Names(dict):
    """
    What the keys of a context are in schema.org's own; a prefix ends in its colon.

    `own` holds those met before that are so already, for most things have no others.
    """

    def __init__(self, defined=()):
        super().__init__(defined)
        self.defined, self.own = dict(defined), set()

    def __missing__(self, name):
        prefix, colon, rest = SCHEMA.sub("", name, count=1).partition(":")
        found = rest if colon and f"{prefix}:" in self.defined else f"{prefix}{colon}{rest}"
        found = TERMS.get(found.lower(), found)
        if len(self) < MOST_NAMES and len(name) < LONGEST_NAME:
            self[name] = found
            self.own.update({name} & {found})
        return found


NO_CONTEXT, OF_SCHEMA = Names(), Names(KEYWORDS)


def names_in(context, around=NO_CONTEXT):
    """Return the Names of a @context that stands within another's."""
    match context:
        case None:
            return NO_CONTEXT
        case str() if SCHEMA.match(f"{context}/"):
            if around is NO_CONTEXT or around is OF_SCHEMA:
                return OF_SCHEMA
            return Names({**around.defined, **KEYWORDS})
        case list():
            for one in context:
                if not isinstance(one, list):  # JSON-LD has no lists in lists here
                    around = names_in(one, around)
        case dict():
            return Names({**around.defined, **dict(_defined(context))})
    return around


def _defined(context):
    """Yield (name, what it is in schema.org's own) of what a context defines by schema.org."""
    meanings = {
        name: value.get("@id") if isinstance(value, dict) else value
        for name, value in context.items()
    }
    prefixes = {f"{name}:" for name, meant in meanings.items() if is_namespace(meant)}
    yield from dict.fromkeys(prefixes, "").items()
    if is_namespace(meanings.pop("@vocab", None)):
        yield from KEYWORDS.items()
    for name, meant in meanings.items():
        if isinstance(meant, str) and f"{name}:" not in prefixes:
            prefix, _, rest = meant.partition(":")
            own = rest if f"{prefix}:" in prefixes else SCHEMA.sub("", meant, count=1)
            if own != meant or meant.startswith("@"):
                yield name, own


def is_namespace(meant):
    return isinstance(meant, str) and bool(SCHEMA.fullmatch(meant))


def plain(value, names=NO_CONTEXT, levels=MAX_DEPTH):
    """
    Return a JSON value, changed where it stands, with schema.org's own names and no value objects.

    Where the right name stands, too, it counts; what is nested deeper than `levels` stays as it is.
    """
    if not levels or not isinstance(value, dict | list):
        return value
    if isinstance(value, list):
        value[:] = [plain(one, names, levels - 1) for one in value]
        return value
    if "@context" in value:
        names = names_in(value["@context"], names)
    if not HOLDERS.isdisjoint(value):
        (held, *_) = HOLDERS & value.keys()
        return plain(value[held], names, levels - 1)
    if not value.keys() <= names.own:
        value = _renamed(value, names)
    for key, inner in value.items():
        if key in ADDRESSES and isinstance(inner, dict) and inner.keys() == {"@id"}:
            value[key] = inner["@id"]
        elif isinstance(inner, dict | list) and key != "@context":
            value[key] = plain(inner, names, levels - 1)
    return value


def _renamed(thing, names):
    if all(names[key] == key for key in thing):
        return thing
    named = {key: inner for key, inner in thing.items() if names[key] == key}
    for key, inner in thing.items():
        named.setdefault(names[key], inner)
    return named
