"""Facts read from labelled papers beside the facts that are in them: precision, recall and every miss.

Run: PYTHONPATH=src python benchmarks/fact_score.py [--only NAME[,NAME]] [--quiet] [--readers identity,dates,...] [DIRECTORY ...]
Text is compared without case, spaces and punctuation, lists as sets. `provider` matches any party.
"""

import argparse
import datetime
import hashlib
import re
import sys
import time
import traceback
from collections import Counter, defaultdict
from collections.abc import Callable
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Any

import yaml

from firstcheck.extract.addresses import STATES
from firstcheck.extract.layout import Sheet, lay_out
from firstcheck.facts.fact import Fact
from firstcheck.intake.document import Document, Page, Reading

HOME = Path(__file__).parents[1]
PLACES = [HOME / "tests" / "golden" / "open", Path("/work/shared/examples")]
PARTIES = ("billing_provider", "rendering_provider", "ordering_provider", "supplier", "facility")
MINE = (
    "payer patient member_id group_number claim_number case_number statement_number authorization_number referral_number"
    " billing_tin notice_date service_date service_end_date authorization_from authorization_to provider provider_npi facility"
    " stated_appeal_days stated_appeal_months stated_appeal_deadline appeal_address appeal_fax expedited_appeal_phone"
    " criteria_cited plan_provision plan_type product timing urgent state grandfathered"
).split()


def plain(value: object) -> str:
    text = str(value).lower()
    for name, short in STATES.items():
        text = re.sub(rf"\b{name}\b(?=,? \d)", short.lower(), text)
    text = re.sub(r"\bpost office\b", "po", text)
    return re.sub(r"[\W_]", "", text)


def money(value: object) -> Decimal | None:
    try:
        return Decimal(str(value))
    except InvalidOperation:
        return None


def agrees(name: str, gold: Any, got: Any) -> bool:
    if isinstance(gold, list) or isinstance(got, tuple):
        wanted = gold if isinstance(gold, list) else [gold]
        given = list(got) if isinstance(got, tuple | list) else [got]
        return {plain(v) for v in wanted} == {plain(v) for v in given}
    if isinstance(got, bool) or isinstance(gold, bool):
        return str(got).lower() == str(gold).lower()
    if isinstance(got, Decimal):
        return money(gold) == got
    if isinstance(got, datetime.date):
        return str(gold) == got.isoformat()
    one, other = plain(gold), plain(got)
    if one == other:
        return True
    if name in ("payer", "plan_administrator"):
        parts = [plain(p) for p in re.split(r"[()]", str(gold)) if p.strip()]
        return any(other in p or p in other for p in parts if len(p) > 3) and len(other) > 3
    if name in ("provider", "facility", *PARTIES, "criteria_cited", "patient"):
        return (one in other or other in one) and min(len(one), len(other)) >= 0.5 * max(len(one), len(other))
    return False


def document(case_id: str, text: str) -> Document:
    pages = tuple(Page(i + 1, part) for i, part in enumerate(text.split("\f")))
    return Document(case_id, hashlib.sha256(text.encode()).hexdigest(), Reading.TEXT, pages)


def texts(case: dict[str, Any]) -> list[str]:
    found = case.get("document", case.get("documents"))
    if isinstance(found, str):
        return [found]
    return [part if isinstance(part, str) else part.get("text") or part["document"] for part in found or []]


def readers(names: str) -> list[Callable[[Sheet], list[Fact]]]:
    from firstcheck.extract.appeal_rights import read_appeal_rights
    from firstcheck.extract.dates import read_dates
    from firstcheck.extract.identity import read_identity
    from firstcheck.extract.parties import read_parties
    from firstcheck.extract.plan import read_plan

    table: dict[str, Callable[[Sheet], list[Fact]]] = {
        "identity": read_identity,
        "dates": read_dates,
        "parties": read_parties,
        "appeal_rights": read_appeal_rights,
        "plan": read_plan,
    }
    return [table[name] for name in names.split(",")] if names else list(table.values())


def read_paper(sheet: Sheet, chosen: list[Callable[[Sheet], list[Fact]]]) -> list[Fact]:
    from firstcheck.extract.plan import derive_plan_type

    facts = [fact for reader in chosen for fact in reader(sheet)]
    derived = derive_plan_type(facts)
    return facts + ([derived] if derived else [])


def whole(case_texts: list[str]) -> list[Fact]:
    """The case as the product reads it, all readers together, regions known."""
    from firstcheck.extract.read import read_case

    return list(read_case([document(str(i), text) for i, text in enumerate(case_texts)]).facts)


def given(facts: list[Fact], name: str) -> list[Any]:
    names = [name]
    if name == "provider":
        names = list(PARTIES)
    elif name == "provider_npi":
        names = [f"{role}_npi" for role in PARTIES]
    return [f.value for n in names for f in facts if f.name == n and f.line is None]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("places", nargs="*", type=Path)
    parser.add_argument("--only", default="")
    parser.add_argument("--readers", default="")
    parser.add_argument("--quiet", action="store_true")
    parser.add_argument("--case", default="", help="only cases whose name holds this")
    parser.add_argument("--whole", action="store_true", help="through read_case, with the refused claim's region")
    options = parser.parse_args()
    wanted = options.only.split(",") if options.only else MINE
    chosen = [] if options.whole else readers(options.readers)
    right: Counter[str] = Counter()
    wrong: Counter[str] = Counter()
    missed: Counter[str] = Counter()
    notes: dict[str, list[str]] = defaultdict(list)
    seconds, papers, broken = 0.0, 0, []
    for place in options.places or PLACES:
        for path in sorted(place.glob("*.yaml")) if place.is_dir() else [place]:
            if options.case not in path.name:
                continue
            try:
                case = yaml.load(path.read_text(encoding="utf-8"), yaml.CBaseLoader)
                gold, absent = case["gold"].get("facts", {}), case["gold"].get("absent", [])
            except (yaml.YAMLError, KeyError, TypeError) as error:
                broken.append(f"{path.name}: {str(error).splitlines()[0]}")
                continue
            facts: list[Fact] = []
            began = time.perf_counter()
            try:
                if options.whole:
                    facts = whole(texts(case))
                else:
                    for i, text in enumerate(texts(case)):
                        facts += read_paper(lay_out(i, document(path.stem, text)), chosen)
            except Exception:
                broken.append(f"{path.name}: {traceback.format_exc(limit=-1)}")
            seconds += time.perf_counter() - began
            papers += 1
            for name in wanted:
                values = given(facts, name)
                lenient = name in ("provider", "provider_npi")
                if name in gold:
                    shown = values[:1] if not lenient else values
                    if any(agrees(name, gold[name], v) for v in shown):
                        right[name] += 1
                        continue
                    missed[name] += 1
                    if values:
                        wrong[name] += 1
                    notes[name].append(f"{path.stem}: gold {gold[name]!r} got {[str(v) for v in values][:4]}")
                elif name in absent and values:
                    wrong[name] += 1
                    notes[name].append(f"{path.stem}: ABSENT got {[str(v) for v in values][:4]}")
    for name in wanted:
        total = right[name] + missed[name]
        if not total and not wrong[name]:
            continue
        precision = right[name] / (right[name] + wrong[name]) if right[name] + wrong[name] else 1.0
        recall = right[name] / total if total else 1.0
        print(f"{name:26} n={total:3}  precision {precision:.3f}  recall {recall:.3f}")
        if not options.quiet:
            for note in notes[name]:
                print("     ", note)
    everything = sum(right.values())
    if everything:
        print(
            f"all: precision {everything / (everything + sum(wrong.values())):.3f}"
            f" recall {everything / (everything + sum(missed.values())):.3f}; {papers} papers, {1000 * seconds / max(papers, 1):.1f} ms each"
        )
    for line in broken:
        print("broken:", line, file=sys.stderr)


if __name__ == "__main__":
    main()
