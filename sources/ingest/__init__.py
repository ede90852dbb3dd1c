"""Ingest articles: load files into Documents, capture Documents, suggest quotes.

Every article comes in here, whether by a command, the desk or a seed.
"""

from .article_url import normalise_url
from .articles import article_address
from .capture import Captured, Outcome, capture_article, capture_error_message, capture_text
from .document import Document, Fault, Unreadable
from .loaders import load_documents
from .prefetch import prefetch_quotations
from .suggestions import renew_suggestions

__all__ = [
    "Captured",
    "Document",
    "Fault",
    "Outcome",
    "Unreadable",
    "article_address",
    "capture_article",
    "capture_text",
    "load_documents",
    "normalise_url",
    "prefetch_quotations",
    "capture_error_message",
    "renew_suggestions",
]
