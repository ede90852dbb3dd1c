"""What stands where in a review, whatever nonsense stands there instead; nothing here raises."""

import json
import re
from datetime import UTC, datetime
from functools import lru_cache
from ipaddress import ip_address
from urllib.parse import urlsplit

NUMBER = re.compile(r"[-+]?\d{1,9}(?:[.,]\d{1,9})?")
WRITTEN = json.JSONEncoder(ensure_ascii=False, check_circular=False)
KEPT = 4096  # answers remembered: a feed repeats its dates, types and hosts
DATE = re.compile(r"\d{4}-\d\d-\d\d(?:[T ]\d\d:\d\d(?::\d\d(?:\.\d{1,9})?)?(?:Z|[+-]\d\d:?\d\d)?)?")


def types(thing):
    """The names of its @type or @types, without schema.org before them."""
    named = thing.get("@type") if isinstance(thing, dict) else None
    listed = named if isinstance(named, list) else [named]
    return {bare(name) for name in listed if isinstance(name, str)}


@lru_cache(KEPT)
def bare(name):
    return re.split("[/#:]", name)[-1]


def part(thing, *path):
    """What stands at a path of keys, or None."""
    for key in path:
        thing = thing.get(key) if isinstance(thing, dict) else None
    return thing


def words(thing, *path):
    """The text at a path of keys, or an empty one; of an author who is a text, that is the name."""
    found = part(thing, *path)
    if found is None and path[-1] == "name":
        found = part(thing, *path[:-1])
    return found.strip() if isinstance(found, str) else ""


def number(value):
    """A number, or None where `value` is no number; schema.org lets it stand in a text."""
    if type(value) is int and -1e9 < value < 1e9:
        return value
    if isinstance(value, str) and NUMBER.fullmatch(value.strip()):
        return float(value.replace(",", "."))
    return value if type(value) is float and abs(value) < 1e9 else None


def moment(value):
    """The datetime of an ISO 8601 day or time; UTC where no offset stands; None if it is none."""
    return written_moment(value.strip()) if isinstance(value, str) else None


@lru_cache(KEPT)
def written_moment(value):
    if not DATE.fullmatch(value):
        return None
    try:
        found = datetime.fromisoformat(value)
        return found.astimezone(UTC) if found.tzinfo else found.replace(tzinfo=UTC)
    except (ValueError, OverflowError):
        return None


def texts(thing):
    """Every text in a JSON value, keys and all."""
    waiting = [thing]
    while waiting:
        match waiting.pop():
            case str() as text:
                yield text
            case dict() as members:
                waiting += [*members.keys(), *members.values()]
            case list() as elements:
                waiting += elements


def levels(thing, most):
    """How many levels of objects and lists a JSON value has; beyond `most` nobody counts."""
    found, level = 0, [thing]
    while level and found <= most:
        level = [part for part in level if isinstance(part, dict | list)]
        found += bool(level)
        level = [inner for part in level for inner in elements(part)]
    return found


def elements(part):
    return part.values() if isinstance(part, dict) else part


def unstorable(thing):
    """Whether a text in a JSON value holds what PostgreSQL cannot keep."""
    written = WRITTEN.encode(thing)
    try:
        written.encode()
    except UnicodeEncodeError:
        return True
    return r"\u0000" in written and "\0" in "".join(texts(thing))


@lru_cache(KEPT)
def host(url):
    """The host that a web address names; an empty text where `url` is no such address."""
    try:
        parts = urlsplit(url)
        _ = parts.port
    except ValueError:
        return ""
    sound = parts.scheme in ("http", "https") and "@" not in parts.netloc
    return parts.hostname or "" if sound and not re.search(r"[\s\\]", url) else ""


@lru_cache(KEPT)
def private(name):
    """Whether a host's name means a machine of one's own network."""
    try:
        return not ip_address(name).is_global
    except ValueError:
        return "." not in name or name.endswith((".local", ".internal"))
