"""Amounts, codes and service lines read from labelled papers beside what is in them, with every miss.

Run: PYTHONPATH=src python benchmarks/line_score.py [--quiet] [DIRECTORY ...]
A case with several claims is scored on the first claim that holds a refused line, as the analyzer chooses it.
"""

import argparse
import hashlib
from collections import Counter
from collections.abc import Iterable, Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

import yaml

from firstcheck.extract.claims import Section, claim_sections
from firstcheck.extract.codes import read_codes
from firstcheck.extract.layout import Sheet, lay_out
from firstcheck.extract.money import totals
from firstcheck.facts.case import ClaimLine, Outcome
from firstcheck.intake.document import Document, Page, Reading

OPEN = Path(__file__).parents[1] / "tests" / "golden" / "open"
MONEY = (
    "billed_amount",
    "allowed_amount",
    "plan_paid",
    "patient_responsibility",
    "deductible",
    "coinsurance",
    "copay",
)
CODES = ("procedure_codes", "modifiers", "diagnosis_codes", "drug_codes", "adjustment_codes", "remark_codes")
FACTS = (*MONEY, *CODES, "place_of_service")
REFUSED = (Outcome.DENIED, Outcome.PARTLY_DENIED, Outcome.UNPROCESSABLE, Outcome.PENDING, Outcome.REDUCED)
AMOUNTS = ("billed", "allowed", "paid", "patient_responsibility")


def sheet_of(text: str) -> Sheet:
    pages = tuple(Page(number, part) for number, part in enumerate(text.split("\f"), 1))
    return lay_out(0, Document("paper", hashlib.sha256(text.encode()).hexdigest(), Reading.TEXT, pages))


def texts(case: dict[str, Any]) -> list[str]:
    papers = case.get("documents") or [case.get("document")]
    return [paper if isinstance(paper, str) else str(paper.get("document") or paper.get("text")) for paper in papers]


def refused(sections: tuple[Section, ...]) -> Section:
    for outcome in REFUSED:
        for section in sections:
            if any(line.outcome is outcome for line in section.lines):
                return section
    return sections[0]


def read(case: dict[str, Any]) -> tuple[dict[str, object], list[ClaimLine]]:
    facts: dict[str, object] = {}
    lines: list[ClaimLine] = []
    for text in texts(case):
        sheet = sheet_of(text)
        sections = claim_sections(sheet)
        chosen = refused(sections)
        found = [*totals(chosen), *read_codes(sheet, (chosen,))]
        facts = {fact.name: fact.value for fact in found} | facts
        lines += [line for section in sections for line in section.lines]
    return facts, lines


def same(gold: object, got: object) -> bool:
    if isinstance(gold, list):
        return {str(value) for value in gold} == set(got if isinstance(got, tuple) else ())
    if isinstance(got, Decimal):
        return Decimal(str(gold)) == got
    return str(gold) == str(got)


def score_facts(gold: dict[str, Any], got: dict[str, object], count: Counter[str]) -> Iterator[str]:
    for name in FACTS:
        wanted, given = gold.get("facts", {}).get(name), got.get(name)
        if wanted is not None and given is not None and same(wanted, given):
            count["right"] += 1
        elif wanted is not None:
            count["wrong" if given is not None else "missed"] += 1
            yield f"{name}: {wanted} read as {given}"
        elif given is not None and name in (gold.get("absent") or ()):
            count["invented"] += 1
            yield f"{name}: invented {given}"


def score_lines(gold: Iterable[dict[str, Any]], lines: list[ClaimLine], count: Counter[str]) -> Iterator[str]:
    for wanted in gold:
        code = wanted.get("procedure_code")
        near = [line for line in lines if line.id.endswith(f".{wanted.get('line')}")] + lines
        line = next((x for x in near if (code is None or x.procedure_code == str(code)) and fits(wanted, x)), None)
        count["lines"] += 1
        if line is None:
            yield f"line missing: {wanted}"
            continue
        count["lines found"] += 1
        for name in (name for name in AMOUNTS if wanted.get(name) is not None):
            hit = getattr(line, name) is not None and same(wanted[name], getattr(line, name))
            count[f"line {name} {'right' if hit else 'missed'}"] += 1
        if wanted.get("codes") is not None:
            hit = set(map(str, wanted["codes"])) == {*line.adjustment_codes, *line.remark_codes}
            count[f"line codes {'right' if hit else 'missed'}"] += 1
        count[f"line outcome {'right' if line.outcome in REFUSED else 'missed'}"] += 1


def fits(wanted: dict[str, Any], line: ClaimLine) -> bool:
    claim = wanted.get("claim")
    return (claim is None or line.claim_number == claim) and (
        wanted.get("billed") is None or (line.billed is not None and same(wanted["billed"], line.billed))
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("directory", nargs="*", type=Path, default=[OPEN])
    parser.add_argument("--quiet", action="store_true")
    options = parser.parse_args()
    count: Counter[str] = Counter()
    for path in sorted(path for place in options.directory for path in place.glob("*.yaml")):
        case = yaml.safe_load(path.read_text(encoding="utf-8"))
        facts, lines = read(case)
        misses = [*score_facts(case["gold"], facts, count), *score_lines(case["gold"].get("lines") or (), lines, count)]
        if misses and not options.quiet:
            print(path.stem, *misses, sep="\n    ")
    given = count["right"] + count["wrong"] + count["invented"]
    asked = count["right"] + count["wrong"] + count["missed"]
    print(f"precision {count['right'] / max(1, given):.3f}  recall {count['right'] / max(1, asked):.3f}  {dict(count)}")


if __name__ == "__main__":
    main()
