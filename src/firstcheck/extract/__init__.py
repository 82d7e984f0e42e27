"""Documents to facts: every value with its quote, page and box; nothing that is not in the paper."""

from firstcheck.extract.read import read_case

__all__ = ["read_case"]
