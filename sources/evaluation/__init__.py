"""How good the extractor is: measured on articles whose quotations people have marked."""

from .measures import Measures, measure
from .report import table
from .spans import Span

__all__ = ["Measures", "Span", "measure", "table"]
