"""A newsroom's own export, read into an empty database, gives the same public record again."""

from .parse import KEYS
from .restore import NotRestored, restore

__all__ = ["KEYS", "NotRestored", "restore"]
