"""The public record as files: tables of columns, in every form people use."""

from .formats import FORMATS, NotPossible, exports
from .package import package
from .stream import write
from .tables import TABLES

__all__ = ["FORMATS", "TABLES", "NotPossible", "exports", "package", "write"]
