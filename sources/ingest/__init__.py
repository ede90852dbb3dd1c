"""The door every article comes in by: files are read into documents, documents are captured."""

from .address import normalised
from .ahead import read_ahead
from .capture import Captured, Outcome, capture_article, capture_text, refusal
from .document import Document, Fault, Unreadable
from .reading import documents
from .suggestions import suggest_again

__all__ = [
    "Captured",
    "Document",
    "Fault",
    "Outcome",
    "Unreadable",
    "capture_article",
    "capture_text",
    "documents",
    "normalised",
    "read_ahead",
    "refusal",
    "suggest_again",
]
