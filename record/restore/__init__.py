"""A newsroom's own export, read into an empty database, gives the same public record again."""

from .restoring import NotRestored, restore

__all__ = ["NotRestored", "restore"]
