"""Learns how much each sign of an outcome or a stage weighs, over labelled papers.

The signs of a paper come from models that have not seen it: the papers are parted, and each part is heard by models
learned from the others. Writes src/firstcheck/extract/signs_weights.json.
"""

import json
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor

import numpy as np
from benchmarks.cases import Case
from sklearn.linear_model import LogisticRegression

from firstcheck.extract.hearing import Hearing
from firstcheck.extract.layout import Sheet, lay_out
from firstcheck.extract.read import signs_of
from firstcheck.extract.salience import Heard, listen, salience_signs
from firstcheck.extract.stance import stances
from firstcheck.extract.weights import learned as known_weights
from firstcheck.extract.whole_paper import Whole, hear_whole
from firstcheck.intake import read_text
from training.families import family_weights
from training.hearing import (
    BANKS,
    WEIGHTS,
    gives_reason,
    outcome_label,
    outcomes_model,
    papers_model,
    reasons_model,
)

_PARTS = 4
_AT_ONCE = 2
_STRENGTH = 0.1
_STAGE_STRENGTH = 0.1
_STAGE_FAIRNESS = 0.4
_SALIENCE_STRENGTH = 0.03
Signs = Mapping[str, float]
#: outcomes that no ordinary share of the patient explains
REFUSED = {"denied", "partly-denied", "unprocessable", "pending", "ended"}


def _accepted(case: Case) -> set[str]:
    outcome = case.gold["outcome"]
    return set(outcome) if isinstance(outcome, list) else {str(outcome)}


def part_label(case: Case) -> str | None:
    """Whether a part was refused and a part granted; None where both readings are accepted, or neither."""
    kinds = _accepted(case) & {"denied", "partly-denied"}
    return None if len(kinds) != 1 else "yes" if "partly-denied" in kinds else "no"


def part_weights(papers: Iterable[tuple[Case, Signs]]) -> dict[str, dict[str, float]]:
    """Weights of the signs that a request or claim was refused in part only."""
    told = [(signs, label) for case, signs in papers if (label := part_label(case))]
    return weights([signs for signs, _ in told], [label for _, label in told], _STRENGTH)


def stage_label(case: Case) -> str | None:
    """Whether a refusal stands behind an appeal, by its label or its route; None where nothing is refused.

    Decisions of outside reviewers are known by their letterhead and are not learned.
    """
    if not _accepted(case) & {"denied", "partly-denied", "ended", "reduced"}:
        return None
    default = "internal-appeal-denied" if case.gold["route"] == "independent-review" else "initial"
    stage = str(case.gold.get("stage") or default)
    return None if stage == "independent-review-denied" else stage


def stage_weights(papers: Iterable[tuple[Case, Signs]]) -> dict[str, dict[str, float]]:
    """Weights of the signs that a refusal is the answer to an appeal."""
    told = [(signs, label) for case, signs in papers if (label := stage_label(case))]
    return weights([signs for signs, _ in told], [label for _, label in told], _STAGE_STRENGTH, _STAGE_FAIRNESS)


def weights(
    signs: Sequence[Signs], answers: Sequence[str], strength: float, fairness: float = 0.0
) -> dict[str, dict[str, float]]:
    """Weights of the signs for each answer, on the signs' own scale; the empty name is the bias.

    With `fairness` 0 each example counts the same, with 1 each answer counts the same however rare it is.
    """
    names = sorted({name for found in signs for name in found})
    values = np.array([[found.get(name, 0.0) for name in names] for found in signs])
    spread = values.std(axis=0) + 1e-6
    model = LogisticRegression(C=strength, max_iter=2000)
    counts = Counter(answers)
    model.fit(values / spread, answers, sample_weight=[(len(answers) / counts[a]) ** fairness for a in answers])
    rows, biases = model.coef_ / spread, model.intercept_
    if len(model.classes_) == 2:  # of two answers only the second has a row; the first is what it leaves
        rows, biases = np.vstack([0 * rows[0], rows[0]]), np.array([0.0, biases[0]])
    return {
        str(answer): {"": round(float(bias), 3)}
        | {name: round(float(w), 3) for name, w in zip(names, row, strict=True) if abs(w) >= 0.01}
        for answer, bias, row in zip(model.classes_, biases, rows, strict=True)
    }


def salience_weights(papers: Iterable[tuple[Case, Sequence[Heard]]]) -> dict[str, dict[str, float]]:
    """Weights of the signs that a sentence gives the reason, over papers in which some sentence does."""
    signs: list[Signs] = []
    answers: list[str] = []
    for case, heard in papers:
        given = ["yes" if gives_reason(h.stance.words, case) else "no" for h in heard]
        if "yes" in given:
            signs += salience_signs(heard)
            answers += given
    return weights(signs, answers, _SALIENCE_STRENGTH)


def write_signs(cases: Sequence[Case]) -> None:
    """Part the papers, hear each part unseen, and write the weights: of sentences first, then of whole papers."""
    heard: dict[str, tuple[Heard, ...]] = {}
    wholes: dict[str, Whole] = {}
    with ProcessPoolExecutor(_AT_ONCE) as pool:
        for part in pool.map(_heard_unseen, range(_PARTS), [list(cases)] * _PARTS):
            heard |= part[0]
            wholes |= part[1]
    learned = dict(known_weights())
    learned["reason sentence"] = salience_weights((case, heard[case.id]) for case in cases)
    _write(learned)
    found = [signs_of(_sheet(case), heard[case.id], wholes[case.id]) for case in cases]
    learned["outcome"] = weights([f.outcome for f in found], [outcome_label(c) for c in cases], _STRENGTH)
    learned["in part"] = part_weights((case, f.outcome) for case, f in zip(cases, found, strict=True))
    learned["stage"] = stage_weights((case, f.stage) for case, f in zip(cases, found, strict=True))
    learned["family"] = family_weights(
        (f.family, case.gold["family"], bool(_accepted(case) & REFUSED)) for case, f in zip(cases, found, strict=True)
    )
    _write(learned)


def _heard_unseen(part: int, cases: Sequence[Case]) -> tuple[dict[str, tuple[Heard, ...]], dict[str, Whole]]:
    """One part of the papers as heard by models learned from all others."""
    others = [case for place, case in enumerate(cases) if place % _PARTS != part]
    reasons, acts = Hearing(reasons_model(others, BANKS)), Hearing(outcomes_model(others, BANKS))
    outcomes = Hearing(papers_model((case, outcome_label(case)) for case in others))
    families = Hearing(papers_model((case, case.gold["family"]) for case in others))
    sheets = {case.id: _sheet(case) for case in cases[part::_PARTS]}
    heard = {name: listen(stances(sheet), reasons, acts) for name, sheet in sheets.items()}
    return heard, {name: hear_whole(sheet, outcomes, families) for name, sheet in sheets.items()}


def _sheet(case: Case) -> Sheet:
    return lay_out(0, read_text(case.text, case.id))


def _write(learned: Mapping[str, object]) -> None:
    text = json.dumps(learned, indent=1, sort_keys=True)
    (WEIGHTS / "signs_weights.json").write_text(f"{text}\n", encoding="utf-8")
    known_weights.cache_clear()
