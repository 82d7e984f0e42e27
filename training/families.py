"""Learns how much each sign speaks for a family of reasons, over labelled papers heard by models unseen.

Gives the weights of the signs, alike for all families, and a readiness for each family. Every paper is a choice among
the families that may explain it (a conditional logit): the labelled one is to be the likeliest.
"""

from collections.abc import Iterable, Mapping, Sequence

import numpy as np
from scipy.optimize import minimize

from firstcheck.knowledge.model import Family

_STRENGTH = 0.0003
Signs = Mapping[Family, Mapping[str, float]]


def family_weights(papers: Iterable[tuple[Signs, str, bool]]) -> dict[str, dict[str, float]]:
    """Weights from (signs by family, labelled family, whether something was refused); other labels are left out."""
    told = [(signs, Family(family), refused) for signs, family, refused in papers if family in set(map(str, signs))]
    told = [paper for paper in told if not (paper[2] and paper[1] is Family.COST_SHARE)]
    families = list(told[0][0])
    names = list(told[0][0][families[0]])
    values = np.array([[[signs[family][name] for name in names] for family in families] for signs, _, _ in told])
    spread = values.std(axis=(0, 1)) + 1e-6
    own = np.broadcast_to(np.eye(len(families)), (len(told), len(families), len(families)))
    barred = np.array([[-1e9 * (refused and f is Family.COST_SHARE) for f in families] for _, _, refused in told])
    right = np.array([families.index(family) for _, family, _ in told])
    weights = _fitted(np.concatenate([values / spread, own], axis=2), barred, right)
    return {
        "all": _rounded(names, weights[: len(names)] / spread),
        "own": _rounded([family.value for family in families], weights[len(names) :]),
    }


def _fitted(values: np.ndarray, barred: np.ndarray, right: np.ndarray) -> np.ndarray:
    places = np.arange(len(right))

    def loss(weights: np.ndarray) -> tuple[float, np.ndarray]:
        scores = values @ weights + barred
        raised = np.exp(scores - scores.max(axis=1, keepdims=True))
        shares = raised / raised.sum(axis=1, keepdims=True)
        surprise = -np.log(shares[places, right] + 1e-12).mean() + _STRENGTH * weights @ weights
        slope = ((shares[:, :, None] * values).sum(axis=1) - values[places, right]).mean(axis=0)
        return surprise, slope + 2 * _STRENGTH * weights

    return minimize(loss, np.zeros(values.shape[2]), jac=True, method="L-BFGS-B").x


def _rounded(names: Sequence[str], weights: np.ndarray) -> dict[str, float]:
    return {name: round(float(weight), 3) for name, weight in zip(names, weights, strict=True)}
