"""Learns how much each sign of an outcome or a stage weighs, over labelled papers.

The signs of a paper come from models that have not seen it: the papers are parted, and each part is heard by models
learned from the others. Writes src/firstcheck/extract/signs_weights.json.
"""

import json
from collections.abc import Mapping, Sequence

import numpy as np
from benchmarks.cases import Case
from sklearn.linear_model import LogisticRegression

from firstcheck.extract.read import signs_of
from firstcheck.intake import read_text
from training.hearing import WEIGHTS, write_all

_PARTS = 4
_STRENGTH = 0.5
_STAGE_STRENGTH = 0.3
Signs = Mapping[str, float]


def outcome_label(case: Case) -> str:
    """The outcome a paper is taken for: the first acceptable one; a part refused counts as refused."""
    outcome = case.gold["outcome"]
    first = str(outcome[0] if isinstance(outcome, list) else outcome)
    return "denied" if first == "partly-denied" else first


def stage_label(case: Case) -> str:
    """The stage as labelled; where it is not, a paper that leads to outside review stands behind an appeal."""
    return str(case.gold.get("stage") or _stage_by_route(case))


def _stage_by_route(case: Case) -> str:
    return "internal-appeal-denied" if case.gold["route"] == "independent-review" else "initial"


def weights(signs: Sequence[Signs], answers: Sequence[str], strength: float) -> dict[str, dict[str, float]]:
    """Weights of the signs for each answer, on the signs' own scale; the empty name is the bias."""
    names = sorted({name for found in signs for name in found})
    values = np.array([[found.get(name, 0.0) for name in names] for found in signs])
    spread = values.std(axis=0) + 1e-6
    model = LogisticRegression(C=strength, max_iter=2000)
    model.fit(values / spread, answers)
    return {
        str(answer): {"": round(float(bias), 3)}
        | {name: round(float(w), 3) for name, w in zip(names, row / spread, strict=True) if abs(w) >= 0.01}
        for answer, bias, row in zip(model.classes_, model.intercept_, model.coef_, strict=True)
    }


def write_signs(cases: Sequence[Case]) -> None:
    """Part the papers, hear each part unseen, and write the weights."""
    heard: dict[str, tuple[Signs, Signs]] = {}
    for part in range(_PARTS):
        write_all([case for place, case in enumerate(cases) if place % _PARTS != part])
        for case in cases[part::_PARTS]:
            heard[case.id] = signs_of(read_text(case.text, case.id))
    found = {
        "outcome": weights([heard[c.id][0] for c in cases], [outcome_label(c) for c in cases], _STRENGTH),
        "stage": weights([heard[c.id][1] for c in cases], [stage_label(c) for c in cases], _STAGE_STRENGTH),
    }
    text = json.dumps(found, indent=1, sort_keys=True)
    (WEIGHTS / "signs_weights.json").write_text(f"{text}\n", encoding="utf-8")
