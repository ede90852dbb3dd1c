"""What was said: publishers, articles and their snapshots, speakers and their roles, quotes."""

from .article import AddressKey, Article, Publisher, Snapshot
from .change import Change, History, by
from .merge import Merge
from .placement import Placement
from .quote import Quote
from .recapture import Recapture
from .speaker import FollowsMerge, Role, Speaker

__all__ = [
    "AddressKey",
    "Article",
    "Change",
    "FollowsMerge",
    "History",
    "Merge",
    "Placement",
    "Publisher",
    "Quote",
    "Recapture",
    "Role",
    "Snapshot",
    "Speaker",
    "by",
]
