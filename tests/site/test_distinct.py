"""Every guide page is its own: exact five-word shingles of the main part, and of the whole visible page."""

import itertools
import re

from firstcheck.site.guide.ledger import own_text
from firstcheck.site.guide.shelf import html, shelf

_WIDTH = 5
#: research figures of the seed's frame: 0.879 alike on the median page, 6 % of its shingles its own.
OWN_ALIKE, OWN_SHARE, OWN_WORDS, WORDS_WHERE_NOTHING_WAS_REFUSED = 0.20, 0.60, 150, 100
#: The whole visible page, frame and shared steps too.
WHOLE_ALIKE = 0.45


def words(text: str) -> list[str]:
    return re.findall(r"[a-z0-9']+", text.lower())


def shingles(text: str) -> set[tuple[str, ...]]:
    found = words(text)
    return {tuple(found[at : at + _WIDTH]) for at in range(len(found) - _WIDTH + 1)}


def alike(one: set[tuple[str, ...]], other: set[tuple[str, ...]]) -> float:
    return len(one & other) / (len(one | other) or 1)


def nearest(pages: dict[str, set[tuple[str, ...]]]) -> dict[str, float]:
    found = dict.fromkeys(pages, 0.0)
    for one, other in itertools.combinations(pages, 2):
        close = alike(pages[one], pages[other])
        found[one], found[other] = max(found[one], close), max(found[other], close)
    return found


def scenarios() -> list[str]:
    return [page.path for page in shelf("en").values() if page.kind == "scenario"]


def test_it_keeps_the_main_part_of_every_scenario_its_own() -> None:
    own = {path: own_text(html(path, "en")) for path in scenarios()}
    pages = {path: shingles(text) for path, text in own.items()}
    assert not {path: round(close, 3) for path, close in nearest(pages).items() if close > OWN_ALIKE}
    counted: dict[tuple[str, ...], int] = {}
    for shingle in itertools.chain.from_iterable(pages.values()):
        counted[shingle] = counted.get(shingle, 0) + 1
    shares = {path: sum(counted[s] == 1 for s in found) / len(found) for path, found in pages.items()}
    assert not {path: round(share, 2) for path, share in shares.items() if share < OWN_SHARE}
    short = {path: len(words(text)) for path, text in own.items() if len(words(text)) < OWN_WORDS}
    assert not {path for path in short if shelf("en")[path].words["times"]}
    assert not {path: count for path, count in short.items() if count < WORDS_WHERE_NOTHING_WAS_REFUSED}


def test_it_keeps_whole_pages_from_growing_alike() -> None:
    visible = {
        path: re.sub(r"<script.*?</script>|<[^>]+>", " ", html(path, "en"), flags=re.DOTALL) for path in scenarios()
    }
    close = nearest({path: shingles(text) for path, text in visible.items()})
    assert max(close.values()) <= WHOLE_ALIKE


def test_it_keeps_code_pages_apart() -> None:
    codes = [page.path for page in shelf("en").values() if page.kind == "code" and page.indexed]
    titles = {shelf("en")[path].title.split(": ", 1)[1] for path in codes}
    assert len(titles) == len(codes), "no two codes mean the same in our words"
