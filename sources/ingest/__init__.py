"""Ingest articles: load files into Documents, capture Documents, suggest quotes.

Every article comes in here, whether by a command, the desk or a seed.
"""

from .article_url import normalise_url
from .articles import address_of_text, article_address, first_line
from .capture import Captured, Outcome, capture_article, capture_error_message, capture_text
from .document import Document, Fault, PassedOver, Unreadable
from .loaders import Progress, find_documents, holds_several, load_documents, load_stream
from .placements import place_quotes
from .prefetch import prefetch_quotations
from .recapture import recapture, recapture_documents
from .suggestions import renew_suggestions

__all__ = [
    "Captured",
    "Document",
    "Fault",
    "Outcome",
    "PassedOver",
    "Progress",
    "Unreadable",
    "address_of_text",
    "article_address",
    "capture_article",
    "capture_text",
    "find_documents",
    "first_line",
    "holds_several",
    "load_documents",
    "load_stream",
    "normalise_url",
    "place_quotes",
    "prefetch_quotations",
    "recapture",
    "recapture_documents",
    "capture_error_message",
    "renew_suggestions",
]
