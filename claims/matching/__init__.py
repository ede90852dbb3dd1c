"""Which claims say what a text says: found by words, in the database alone."""

from .words import count_words, index, scored

__all__ = ["count_words", "index", "scored"]
