"""Which claims say what a text says, found by their words, and where they differ from it."""

from .differences import differences, shared
from .words import METHOD, count_words, index, scored

__all__ = ["METHOD", "count_words", "differences", "index", "scored", "shared"]
