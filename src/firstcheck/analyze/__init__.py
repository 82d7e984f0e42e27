"""The whole road from papers to the analysis."""

from firstcheck.analyze.analysis import Analysis
from firstcheck.analyze.road import analyze

__all__ = ["Analysis", "analyze"]
