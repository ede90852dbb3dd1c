"""The public record as files: tables of columns, in every form people use."""

from . import editions
from .formats import FORMATS, exports, makeable, shows_addresses
from .package import package
from .since import INCREMENTAL, NOT_INCREMENTAL, FileForm
from .sqlite import sqlite
from .stream import NotPossible, write
from .tables import TABLES

__all__ = [
    "NOT_INCREMENTAL",
    "FORMATS",
    "TABLES",
    "INCREMENTAL",
    "NotPossible",
    "FileForm",
    "editions",
    "exports",
    "makeable",
    "package",
    "shows_addresses",
    "sqlite",
    "write",
]
