"""Which claims say what a text says, by words and meaning, and where they differ from it."""

from .differences import differences, shared
from .ranking import found
from .words import METHOD, count_words, index, scored

__all__ = ["METHOD", "count_words", "differences", "found", "index", "scored", "shared"]
