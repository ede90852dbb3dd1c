"""What the world may read: each kind of public document, declared once."""

from .article import Article
from .claim import Claim
from .publisher import Publisher
from .quote import Quote
from .row import DocumentField, Named, Record, split
from .snapshot import Snapshot
from .speaker import Speaker
from .topic import Topic
from .verdict import Verdict
from .verification import Verification

# In the order in which their views are made: a claim's shows the quotes'.
KINDS = (Publisher, Article, Snapshot, Speaker, Quote, Topic, Verdict, Claim, Verification)
KIND_NAMES = [(kind._meta.model_name, kind._meta.model_name) for kind in KINDS]

__all__ = [
    "KINDS",
    "KIND_NAMES",
    "Article",
    "Claim",
    "DocumentField",
    "Named",
    "Publisher",
    "Quote",
    "Record",
    "Snapshot",
    "Speaker",
    "Topic",
    "Verdict",
    "Verification",
    "split",
]
