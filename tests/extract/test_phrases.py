"""Reasons and outcomes are heard in many voices: a bank of sentences that no pattern was written from."""

import re
from functools import cache
from pathlib import Path

from firstcheck.extract.stance import plain, says
from firstcheck.knowledge.load import reading, reasons

BANKS = sorted((Path(__file__).parent / "phrases").glob("*.txt"))


def lines(bank: Path) -> list[str]:
    return [line.strip() for line in bank.read_text(encoding="utf-8").splitlines() if line.strip()]


@cache
def pattern(reason: str) -> re.Pattern[str]:
    words = reasons()[reason].words
    return re.compile("|".join(f"(?:{p})" for p in (*words.en, *words.es)))


def heard(bank: Path, line: str) -> bool:
    name = bank.stem
    if name.startswith("outcome_"):
        return says(name.removeprefix("outcome_"), plain(line))
    return pattern(name).search(plain(line)) is not None


def known(bank: Path) -> bool:
    name = bank.stem
    return name in reasons() or name.removeprefix("outcome_") in reading("outcomes")


def test_it_hears_the_bank_as_a_whole() -> None:
    pairs = [(bank, line) for bank in BANKS if known(bank) for line in lines(bank)]
    share = sum(heard(bank, line) for bank, line in pairs) / len(pairs)
    assert share >= 0.25, f"only {share:.0%} of {len(pairs)} sentences are heard"
