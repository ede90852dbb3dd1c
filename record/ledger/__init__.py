"""The ledger as strangers read it: a transparency log of tiles and signed checkpoints."""

from .keep import Refused, announce_key, begin, keep, replay
from .note import BadNote
from .store import Store, current_checkpoint, head_document
from .verify import verify

__all__ = [
    "BadNote",
    "Refused",
    "Store",
    "announce_key",
    "begin",
    "current_checkpoint",
    "head_document",
    "keep",
    "replay",
    "verify",
]
