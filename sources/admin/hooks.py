"""
Named hooks: what one app adds to a desk page that belongs to another.

An app registers when its admin is imported, so each ModelAdmin is registered once, by the app of
its model, and imports point one way: the page asks here and knows nothing of who answers.
"""

from collections import defaultdict
from dataclasses import dataclass

# Each hook's name, and what is registered for a model under it.
HOOKS = {
    "urls": "a function from the ModelAdmin to more URL patterns",
    "list_tools": "the template of a link above the list",
    "record_tools": "the template of a link above a record",
    "public_page": "a function from a record to the address of its public page, or None",
    "card_panels": "a CardPanel, shown in each card",
    "review": "a function from a record's id to what becomes public of it, or None: see Review",
    "resting": "a function from a record to how many published claims rest on it, and what waits",
    "propose": "a function that proposes what was typed in a form, for a reviewer to apply",
    "propose_columns": "a function that proposes columns of a record; it returns a sentence",
    "advice": "a function from a record to what is to be mended: number, grade, sentence",
    "end_log_ins": "a function that ends all log-ins of a person",
}
_registered = defaultdict(list)


@dataclass(frozen=True)
class CardPanel:
    """A template for the card of each row of a page, and the relations it reads of that row."""

    template: str
    prefetch: tuple = ()


@dataclass(frozen=True)
class Resting:
    """How many published claims rest on a record; `waiting` are (address, words) of proposals."""

    count: int = 0
    waiting: tuple = ()


def register(name, model, hook):
    """Add `hook` to the desk pages of `model`; what `name` wants is in HOOKS."""
    if name not in HOOKS:
        raise LookupError(f"There is no hook {name!r}. Choose one of {', '.join(HOOKS)}.")
    _registered[name, model].append(hook)


def registered(name, model):
    """Return the list of what is registered under a name for a model, the first first."""
    return list(_registered[name, model])


def resting(record):
    """Return the Resting of a record, empty where nobody is registered or nothing rests on it."""
    asked = registered("resting", type(record)) if record is not None else ()
    return next((ask(record) for ask in asked), Resting())
