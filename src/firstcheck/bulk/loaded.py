"""Imported by the process that bulk workers are forked from: what each of them needs is read once and shared.

Imports everything that claims as data need and loads knowledge; nothing else happens here, and no thread is started.
"""

from firstcheck.bulk.work import work
from firstcheck.knowledge.load import knowledge

__all__ = ["work"]

knowledge()
