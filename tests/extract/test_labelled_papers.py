"""Whole papers in many layouts, two languages: every fact that is in them, none that is not."""

import datetime
import re
from pathlib import Path
from typing import Any

import pytest
import yaml

from firstcheck.extract.appeal_rights import read_appeal_rights
from firstcheck.extract.dates import read_dates
from firstcheck.extract.identity import read_identity
from firstcheck.extract.layout import Sheet, fold
from firstcheck.extract.parties import ROLES, read_parties
from firstcheck.extract.plan import derive_plan_type, read_plan
from firstcheck.facts.fact import Fact
from tests.extract.sheets import sheet_of as sheet

PAPERS = sorted((Path(__file__).parent / "papers").glob("*.yaml"))
READERS = (read_identity, read_dates, read_parties, read_appeal_rights, read_plan)


def _plain(value: object) -> str:
    return re.sub(r"[\W_]", "", str(value).lower())


def _facts(laid_out: Sheet) -> list[Fact]:
    facts = [fact for reader in READERS for fact in reader(laid_out)]
    derived = derive_plan_type(facts)
    return facts + ([derived] if derived else [])


def _values(facts: list[Fact], name: str) -> list[str]:
    names = {"provider": ROLES, "provider_npi": tuple(f"{role}_npi" for role in ROLES)}.get(name, (name,))
    found = [fact.value for fact in facts if fact.name in names]
    return [value.isoformat() if isinstance(value, datetime.date) else str(value) for value in found]


def _agrees(name: str, gold: str, got: str) -> bool:
    if name in ("payer", "provider", "facility"):
        return _plain(gold) in _plain(got) or _plain(got) in _plain(gold)
    return _plain(gold) == _plain(got)


@pytest.mark.parametrize("path", PAPERS, ids=lambda path: path.stem)
def test_it_reads_what_a_paper_says_and_nothing_else(path: Path) -> None:
    paper: dict[str, Any] = yaml.load(path.read_text(encoding="utf-8"), yaml.CSafeLoader)
    facts = _facts(sheet(paper["document"]))
    missed = {
        name: (gold, _values(facts, name))
        for name, gold in paper["facts"].items()
        if not any(_agrees(name, gold, got) for got in _values(facts, name))
    }
    invented = {name: _values(facts, name) for name in paper["absent"] if _values(facts, name)}
    assert (missed, invented) == ({}, {})


@pytest.mark.parametrize("path", PAPERS, ids=lambda path: path.stem)
def test_it_quotes_the_paper_for_every_fact(path: Path) -> None:
    paper: dict[str, Any] = yaml.load(path.read_text(encoding="utf-8"), yaml.CSafeLoader)
    words = fold(paper["document"])
    for fact in _facts(sheet(paper["document"])):
        assert fact.source is not None, fact.name
        assert all(word in words for word in fact.source.quote.split()), fact.name
