"""Tolerant accessors for untrusted ClaimReview JSON; none of them raises."""

import json
import re
from datetime import UTC, datetime
from functools import lru_cache
from ipaddress import ip_address
from urllib.parse import urlsplit

NUMBER = re.compile(r"[-+]?\d{1,9}(?:[.,]\d{1,9})?")
ENCODER = json.JSONEncoder(ensure_ascii=False, check_circular=False)
CACHE_SIZE = 4096  # a feed repeats its dates, types and hosts
DATE = re.compile(
    r"\d{4}-\d\d-\d\d(?:[T ]\d\d:\d\d(?::\d\d(?:\.\d{1,9})?)?(?:Z|[+-]\d\d:?\d\d| ?UTC| ?GMT)?)?"
)

TYPES = {
    name.lower(): name
    for name in ("ClaimReview", "Claim", "CreativeWork", "Rating", "Person", "Organization")
}


def types_of(thing):
    """Return the names of its @type or @types, without schema.org before them, in any case."""
    named = thing.get("@type") if isinstance(thing, dict) else None
    listed = named if isinstance(named, list) else [named]
    return {without_namespace(name) for name in listed if isinstance(name, str)}


@lru_cache(CACHE_SIZE)
def without_namespace(name):
    local = re.split("[/#:]", name.strip())[-1]
    return TYPES.get(local.lower(), local)


def value_at(thing, *path):
    """Return the value at a path of keys, or None."""
    for key in path:
        thing = thing.get(key) if isinstance(thing, dict) else None
    return thing


def text_at(thing, *path):
    """Return the text at a path of keys, or ""; an author that is a text is its own name."""
    found = value_at(thing, *path)
    if found is None and path[-1] == "name":
        found = value_at(thing, *path[:-1])
    return found.strip() if isinstance(found, str) else ""


def to_number(value):
    """Return `value` as a number, or None; schema.org allows a text such as "3"."""
    if type(value) is int and -1e9 < value < 1e9:
        return value
    if isinstance(value, str) and NUMBER.fullmatch(value.strip()):
        return float(value.replace(",", "."))
    return value if type(value) is float and abs(value) < 1e9 else None


def to_datetime(value):
    """Return the datetime of an ISO 8601 day or time (UTC without an offset), or None."""
    return parsed_datetime(value.strip()) if isinstance(value, str) else None


@lru_cache(CACHE_SIZE)
def parsed_datetime(value):
    if not DATE.fullmatch(value):
        return None
    try:
        found = datetime.fromisoformat(re.sub(r" ?(?:UTC|GMT)$", "Z", value))
        return found.astimezone(UTC) if found.tzinfo else found.replace(tzinfo=UTC)
    except (ValueError, OverflowError):
        return None


def all_texts(thing):
    """Yield every text in a JSON value, also its keys."""
    waiting = [thing]
    while waiting:
        match waiting.pop():
            case str() as text:
                yield text
            case dict() as members:
                waiting += [*members.keys(), *members.values()]
            case list() as elements:
                waiting += elements


def depth(thing, most):
    """Return how deep a JSON value's objects and lists are nested, counting to `most` + 1."""
    found, level = 0, [thing]
    while level and found <= most:
        level = [part for part in level if isinstance(part, dict | list)]
        found += bool(level)
        level = [inner for part in level for inner in children(part)]
    return found


def children(part):
    return part.values() if isinstance(part, dict) else part


def cannot_be_stored(thing):
    """Return whether a text in a JSON value holds what PostgreSQL cannot store."""
    written = ENCODER.encode(thing)
    try:
        written.encode()
    except UnicodeEncodeError:
        return True
    return r"\u0000" in written and "\0" in "".join(all_texts(thing))


@lru_cache(CACHE_SIZE)
def host_of(url):
    """Return the host of a web address, or "" if `url` is no valid one."""
    try:
        parts = urlsplit(url)
        _ = parts.port
    except ValueError:
        return ""
    sound = parts.scheme in ("http", "https") and "@" not in parts.netloc
    return parts.hostname or "" if sound and not re.search(r"[\s\\]", url) else ""


@lru_cache(CACHE_SIZE)
def is_private(name):
    """Return whether a host name or IP address is of a private network."""
    try:
        return not ip_address(name).is_global
    except ValueError:
        return "." not in name or name.endswith((".local", ".internal"))
