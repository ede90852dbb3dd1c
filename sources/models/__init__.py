"""What was said: publishers, articles and their snapshots, speakers and their roles, quotes."""

from .article import Article, Publisher, Snapshot
from .change import Change, History, by
from .quote import Quote
from .speaker import Role, Speaker

__all__ = [
    "Article",
    "Change",
    "History",
    "Publisher",
    "Quote",
    "Role",
    "Snapshot",
    "Speaker",
    "by",
]
