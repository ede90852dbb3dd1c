"""A newsroom's own export, read into an empty database, gives the same public record again."""

from .restore import NotRestored, restore

__all__ = ["NotRestored", "restore"]
