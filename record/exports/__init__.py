"""The public record as files: tables of columns, in every form people use."""

from .formats import FORMATS, exports
from .package import package
from .since import CANNOT, TELLING, SinceForm
from .stream import NotPossible, write
from .tables import TABLES

__all__ = [
    "CANNOT",
    "FORMATS",
    "TABLES",
    "TELLING",
    "NotPossible",
    "SinceForm",
    "exports",
    "package",
    "write",
]
