"""As `loaded`, for a run that holds papers made for people: their readers and the engine too."""

from firstcheck.analyze.road import engine
from firstcheck.bulk.loaded import work
from firstcheck.bulk.paper_rows import rows_of_case

__all__ = ["rows_of_case", "work"]

engine()
