"""What codes on a notice mean and what they decide together, in our own words; an unknown code is said to be unknown.

Takes codes as a person types them (`CO-242`, `N130`, `CLP02:4`, `277:A3`) and the knowledge; gives Explained and
sentences on the combination. A licensed owner's own list of official texts is shown beside ours and never stored.
"""

import csv
import io
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path

import msgspec

from firstcheck.knowledge.model import Code, Knowledge

_GROUPS = ("CO", "PR", "OA", "PI", "CR")
_PAIR = re.compile(rf"({'|'.join(_GROUPS)})\s?-?\s?([A-Z]{{0,2}}\d{{1,3}})")
_REMARK = re.compile(r"(MA|M|N)\d{1,4}")
_REASON = re.compile(r"[ABPWYD]?\d{1,3}")
_LISTED = {"CLP02": "claim_status", "STATUS": "claim_status", "277": "status_category"}
_SHARE = frozenset({"1", "2", "3", "66", "247", "248", "241", "142"})
#: Remark codes by which a plan says that a surprise-billing law set the patient's share.
_LAW_USED = frozenset(
    {"N858", "N859", "N860", "N862", "N863", "N864", "N865", "N866", "N867", "N869", "N870", "N878", "N879", "N830"}
)
_NO_APPEAL = frozenset({"MA130", "N211", "N704"})
_LARGEST_LIST = 5_000_000


class Explained(msgspec.Struct, frozen=True):
    """One code. `known` is false where no list of ours has it; then the other fields are empty."""

    asked: str
    list_name: str
    code: str
    group: str = ""
    known: bool = True
    meaning: str = ""
    consequence: str = ""
    first_check: str = ""
    who_must_act: tuple[str, ...] = ()
    family: str = ""
    note: str = ""
    official: str = ""
    scenarios: tuple[str, ...] = ()


class UnreadableList(Exception):
    """An owner's own code list cannot be read; the message says why and what to do."""


def explain(asked: str, knowledge: Knowledge, official: Mapping[str, str] | None = None) -> list[Explained]:
    """One code as typed, a pair of group and reason as two."""
    text = asked.strip().upper().replace("–", "-")
    texts = official or {}
    pair = _PAIR.fullmatch(text)
    if pair is not None:
        reason = _one(asked, "carc", pair[2], knowledge, texts)
        return [_one(asked, "groups", pair[1], knowledge, texts), msgspec.structs.replace(reason, group=pair[1])]
    head, _, rest = text.partition(":")
    if rest and head in _LISTED:
        return [_one(asked, _LISTED[head], rest, knowledge, texts)]
    if text in _GROUPS:
        return [_one(asked, "groups", text, knowledge, texts)]
    name = "rarc" if _REMARK.fullmatch(text) else "carc" if _REASON.fullmatch(text) else ""
    return [_one(asked, name, text, knowledge, texts)]


def _one(asked: str, name: str, code: str, knowledge: Knowledge, official: Mapping[str, str]) -> Explained:
    found: Code | None = knowledge.codes.get(name, {}).get(code)
    if found is None:
        return Explained(asked, name, code, known=False, official=official.get(code, ""))
    return Explained(
        asked=asked,
        list_name=name,
        code=code,
        meaning=found.meaning,
        consequence=found.consequence,
        first_check=found.first_check,
        who_must_act=found.who_must_act,
        family=found.family,
        note=found.note,
        official=official.get(code, ""),
        scenarios=tuple(_pages(name, code, knowledge)),
    )


def _pages(name: str, code: str, knowledge: Knowledge) -> Iterator[str]:
    """Scenarios on whose notices the code is often seen, those first where it stands first."""
    if name in ("carc", "rarc"):
        pages = [page for page in knowledge.scenarios.values() if code in getattr(page, name)]
        places = [(getattr(page, name).index(code), page.id) for page in pages]
        yield from (page for _, page in sorted(places))


def together(found: Sequence[Explained], knowledge: Knowledge) -> list[str]:
    """What the codes decide beside one another: the group first, then what needs a remark, then the law."""
    say = knowledge.pages["codes"]
    remarks = {item.code for item in found if item.list_name == "rarc"}
    reasons = [item for item in found if item.list_name == "carc"]
    said = [say["group_first"]] if any(item.group for item in reasons) else []
    for item in reasons:
        said += _of_group(item, say)
        listed = knowledge.codes["carc"].get(item.code)
        if listed is not None and listed.needs_remark == "yes":
            said.append(f"{item.code}: {say['needs_remark_there' if remarks else 'needs_remark']}")
    said += [say["no_appeal"]] if len(_NO_APPEAL & remarks) > 1 else []
    said += [say["law_used"]] if _LAW_USED & remarks else []
    said += [say["law_refused"]] if "N885" in remarks else []
    said += [say["many"]] if len({item.family for item in reasons if item.known}) > 1 else []
    return list(dict.fromkeys(said))


def _of_group(item: Explained, say: Mapping[str, str]) -> list[str]:
    if item.group == "PR":
        return [f"PR-{item.code}: {say['share' if item.code in _SHARE else 'pr_refusal']}"]
    return [f"CO-{item.code}: {say['co_refusal']}"] if item.group == "CO" else []


def own_list(path: Path) -> dict[str, str]:
    """Official texts from an owner's own file: rows of `code,text`, UTF-8 or Latin-1. Raises UnreadableList."""
    try:
        raw = path.read_bytes()
    except OSError:
        raise UnreadableList(f"The code list '{path.name}' cannot be opened.") from None
    if len(raw) > _LARGEST_LIST:
        raise UnreadableList(f"The code list '{path.name}' is too large. A list has at most 5 megabytes.")
    text = raw.decode("utf-8-sig", "strict") if _is_utf8(raw) else raw.decode("latin-1")
    found = dict(_rows(text))
    if not found:
        raise UnreadableList(f"The code list '{path.name}' has no rows. Write one row a code: code,text.")
    return found


def _is_utf8(raw: bytes) -> bool:
    try:
        raw.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def _rows(text: str) -> Iterator[tuple[str, str]]:
    rows: Iterable[list[str]] = csv.reader(io.StringIO(text.replace("\0", "")))
    for row in rows:
        code = row[0].strip().upper() if row else ""
        if len(row) >= 2 and (_REMARK.fullmatch(code) or _REASON.fullmatch(code) or code in _GROUPS):
            yield code, " ".join(row[1].split())
