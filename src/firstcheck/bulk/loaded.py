"""Imported by the process that bulk workers are forked from: what each of them needs is read once and shared.

Imports everything that work needs and loads knowledge; nothing else happens here, and no thread is started.
"""

from firstcheck.analyze.road import engine
from firstcheck.bulk.work import work

__all__ = ["work"]

engine()
