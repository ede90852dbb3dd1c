"""
What texts mean, as vectors of two public models. Optional: where none is served, words suffice.

What requirements.txt does not bring is imported by the process that serves the models alone.
"""

from .models import ANY, ENGLISH, prepared
from .process import is_served
from .vectors import cosines, fill, near

__all__ = ["ANY", "ENGLISH", "cosines", "fill", "is_served", "near", "prepared"]
