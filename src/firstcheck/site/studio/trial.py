"""Drafts tried in a copy of the knowledge: every check that `firstcheck knowledge check` runs, and how it would look.

The copy lies in the state folder and is renewed by what changed; the knowledge itself is not touched.
"""

import re
import shutil
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import msgspec

from firstcheck.decide.check import whole_faults
from firstcheck.knowledge.build import KnowledgeFault, build
from firstcheck.knowledge.check import faults as file_faults
from firstcheck.knowledge.distinct import MOST_LIKE, shingles
from firstcheck.knowledge.model import Knowledge
from firstcheck.knowledge.readability import Grade, NoHyphens, grade
from firstcheck.knowledge.texts import page_texts, spoken
from firstcheck.site.state import private, state_dir
from firstcheck.site.studio.drafts import Draft
from firstcheck.site.studio.shape import shape_faults, word_faults

_LINE = re.compile(r":\d+:")
_NEAREST = 3
_lock = threading.Lock()


class Neighbour(msgspec.Struct, frozen=True):
    """Another page, and the share (0 to 1) of five-word runs that it has in common with the draft."""

    name: str
    title: str
    shared: float
    declared: bool

    @property
    def percent(self) -> float:
        """The share in percent."""
        return round(100 * self.shared, 1)

    @property
    def too_near(self) -> bool:
        """Whether the gate refuses it."""
        return self.shared > MOST_LIKE


class Verdict(msgspec.Struct, frozen=True):
    """What the checks found: sentences `file: what is wrong`; nothing wrong is an empty list."""

    faults: list[str]
    reading: Grade | None = None
    neighbours: tuple[Neighbour, ...] = ()


def judge(root: Path, drafts: Sequence[Draft]) -> Verdict:
    """Run every check on the knowledge with the drafts in it; the first draft is the one that is looked at.

    Faults that the knowledge has without the drafts are not theirs and are left out.
    """
    wrong = [f"{each.name}: {say}" for each in drafts for say in shape_faults(each.text)]
    if wrong:
        return Verdict(wrong)
    with _trial(root, drafts) as folder:
        found, built = _all_faults(folder)
    if found:
        with _trial(root, ()) as folder:
            known = {_LINE.sub(":", say, count=1) for say in _all_faults(folder)[0]}
        found = [say for say in found if _LINE.sub(":", say, count=1) not in known]
    found += [f"{each.name}: {say}" for each in drafts for say in word_faults(root, each.name, each.text)]
    if built is None:
        return Verdict(found)
    return Verdict(found, _reading(built, drafts[0].name), tuple(_neighbours(built, drafts[0].name)))


def built_with(root: Path, drafts: Sequence[Draft]) -> Knowledge:
    """The knowledge with the drafts in it. Raises KnowledgeFault where it cannot be read."""
    for each in drafts:
        for say in shape_faults(each.text):
            raise KnowledgeFault(f"{each.name}: {say}")
    with _trial(root, drafts) as folder:
        try:
            return build(folder)
        except KnowledgeFault as fault:
            raise KnowledgeFault(_without(folder, fault)) from None


def _all_faults(folder: Path) -> tuple[list[str], Knowledge | None]:
    found = [str(fault) for fault in file_faults(folder)]
    try:
        built = build(folder)
    except KnowledgeFault as fault:
        return found or [_without(folder, fault)], None
    return [*found, *whole_faults(built)], built


def _without(folder: Path, fault: Exception) -> str:
    """A message without the place of the copy."""
    return str(fault).replace(f"{folder}/", "")


@contextmanager
def _trial(root: Path, drafts: Sequence[Draft]) -> Iterator[Path]:
    """The copy, with the drafts in it, for as long as the block lasts; one at a time."""
    with _lock:
        folder = private(private(state_dir() / "studio") / "trial")
        _renew(root, folder)
        for each in drafts:
            (folder / each.name).write_text(each.text, encoding="utf-8")
        yield folder


def _renew(root: Path, folder: Path) -> None:
    wanted = {path.relative_to(root): path for path in root.rglob("*") if path.suffix in (".yaml", ".txt")}
    for path in [path for path in folder.rglob("*") if path.is_file() and path.relative_to(folder) not in wanted]:
        path.unlink()
    for name, path in wanted.items():
        copy = folder / name
        if not copy.exists() or _state(copy) != _state(path):
            copy.parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(path, copy)


def _state(path: Path) -> tuple[int, int]:
    return path.stat().st_size, path.stat().st_mtime_ns


def _item(knowledge: Knowledge, name: str) -> msgspec.Struct | None:
    """The thing of a file, where its folder holds one thing a file by id."""
    folder, _, rest = name.partition("/")
    held = getattr(knowledge, folder, None)
    found = held.get(Path(rest).stem) if isinstance(held, dict) else None
    return found if isinstance(found, msgspec.Struct) else None


def _reading(knowledge: Knowledge, name: str) -> Grade | None:
    item = _item(knowledge, name)
    texts = [text for _, text in spoken(item)] if item is not None else []
    try:
        return grade(texts) if texts else None
    except NoHyphens:
        return None


def _neighbours(knowledge: Knowledge, name: str) -> Iterator[Neighbour]:
    """The pages that a scenario names, and those nearest to it, the nearest first."""
    folder, _, rest = name.partition("/")
    own = knowledge.scenarios.get(Path(rest).stem) if folder == "scenarios" else None
    if own is None:
        return
    mine = shingles(page_texts(own, knowledge.plays))
    named = {own.adjacent, *own.related}
    shares: list[tuple[float, str]] = []
    for other in knowledge.scenarios.values():
        if other.id != own.id:
            theirs = shingles(page_texts(other, knowledge.plays))
            shares.append((len(mine & theirs) / (len(mine | theirs) or 1), other.id))
    shares.sort(reverse=True)
    for rank, (shared, page) in enumerate(shares):
        if rank < _NEAREST or page in named:
            yield Neighbour(page, knowledge.scenarios[page].title, shared, page in named)
