"""Evaluate the extractor on articles whose quotations people have marked."""

from .calibration import calibration, chart
from .measures import Measures, measure
from .report import table
from .spans import Span

__all__ = ["Measures", "Span", "calibration", "chart", "measure", "table"]
