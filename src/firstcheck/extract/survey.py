"""One pass over a paper that all readers of this package share: its labels, paragraphs and dates.

Takes a Sheet; gives a Survey. The last one is kept, because the five readers are called one after another on a paper.
"""

import msgspec

from firstcheck.extract.labels import Labelled, read_labels
from firstcheck.extract.layout import Sentence, Sheet, once, paragraphs, sentences
from firstcheck.extract.legible import legible
from firstcheck.extract.short_dates import short_dates
from firstcheck.extract.written_dates import DateSeen, dates_seen


class Survey(msgspec.Struct, frozen=True):
    """What was found in a paper before any meaning is given to it. `dates` are in reading order.

    `sheet` is what is read, with scanning slips undone; `printed` is the paper itself, for quotes.
    """

    sheet: Sheet
    printed: Sheet
    labels: dict[str, list[Labelled]]
    paragraphs: tuple[Sentence, ...]
    sentences: tuple[Sentence, ...]
    dates: tuple[DateSeen, ...]
    lines_with_dates: dict[int, list[DateSeen]]
    #: days printed without their year, set in the year that the others give
    short: tuple[DateSeen, ...]

    def dates_on(self, line: int) -> list[DateSeen]:
        """The dates printed on a line, counted over the document."""
        return self.lines_with_dates.get(line, [])

    def labelled(self, *keys: str) -> list[Labelled]:
        """Every value announced for these facts: set fields before words met in a sentence, then in reading order."""
        found = [item for key in keys for item in self.labels.get(key, ())]
        return sorted(found, key=lambda item: (not item.sure, item.line, item.start))


@once
def survey(sheet: Sheet) -> Survey:
    """The survey of that sheet."""
    clear = legible(sheet)
    dates = dates_seen(clear)
    on_lines: dict[int, list[DateSeen]] = {}
    for seen in dates:
        on_lines.setdefault(seen.line, []).append(seen)
    return Survey(
        clear,
        sheet,
        read_labels(clear),
        paragraphs(clear),
        sentences(clear),
        dates,
        on_lines,
        short_dates(clear, dates),
    )
