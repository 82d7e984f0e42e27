"""What the insurer did, and at which stage. Takes stances and the claim lines; gives Outcome and Stage."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

import msgspec

from firstcheck.extract.salience import Heard
from firstcheck.extract.stance import Stance, plain, says
from firstcheck.extract.weights import judged
from firstcheck.facts.case import ClaimLine, Outcome, Stage

_STRONG = 0.9
_NOT_DENIED = re.compile(
    r"\b(not (been )?denied|neither approved nor denied|not a denial|no denial|denied claims[^.]{0,20}none"
    r"|no (es|ha sido) (una )?(denegacion|denegad\w+)|ni denegad\w+)\b"
)
_PROVISO = re.compile(r"\b(when|if|only|unless|once|until|cuando|solo|unicamente|hasta que)\b")
_AMOUNT_APPROVED = re.compile(
    r"\b(tricare|medicare|plan|amount|provider) approved\b|\bapproved\s+(amount|\d[\d,]*\.\d\d)|\$"
)
_UNPROCESSABLE_CODES = frozenset({"MA130", "N704"})
LETTER = re.compile(r"^(dear|estimad[oa]s?|to whom|a quien)\b")
_FINAL = re.compile(
    r"\bfinal (internal )?adverse\b"
    r"|(?<!after a )(?<!after (?:the|our) )\bfinal (internal )?(appeal )?(denial|determination|decision)\b"
)
_TITLE_LENGTH = 80
#: a head's lines are often read as one sentence
_HEAD_LENGTH = 200
#: lines in which a letter says who sends it
_LETTERHEAD = 5
_OUTSIDE = re.compile(
    r"\b(independent (medical )?review (entity|organization|decision)"
    r"|external (appeal|review) (agent|organization|decision)"
    r"|qualified independent contractor|\(?(qic|qio|iro|ire)\b\)?( -|,|$)|beneficiary and family centered care"
    r"|(office|bureau) of (medicare )?hearings|administrative law judge|notice of external review decision"
    r"|organizacion (independiente de revision|de revision independiente))"
)
EOB = re.compile(
    r"\b(explanation of (benefits|payment)|eob|this is not a bill|not a bill|claim (summary|detail)|statement of claim"
    r"|explicacion de (beneficios|pagos)|resumen de reclamaciones|no es una factura|benefit statement)\b"
)


def score(key: str, stances: Iterable[Stance]) -> float:
    """How strongly the paper says an entry of outcomes.yaml; conditions and rights count little."""
    return sum(min(stance.weight, 2.0) for stance in stances if says(key, stance.words))


def line_outcome(lines: Sequence[ClaimLine]) -> Outcome | None:
    """What the lines of one claim say together; None where they print nothing that decides."""
    seen = {line.outcome for line in lines} - {Outcome.UNKNOWN}
    if Outcome.UNPROCESSABLE in seen or any(_UNPROCESSABLE_CODES & set(line.remark_codes) for line in lines):
        return Outcome.UNPROCESSABLE
    for outcome in (Outcome.DENIED, Outcome.PENDING, Outcome.REDUCED, Outcome.PATIENT_SHARE, Outcome.PAID):
        if outcome in seen:
            return outcome
    return None


class Pull(msgspec.Struct, frozen=True):
    """How strongly the paper's reasons pull: towards a refusal, a lower level of payment, an ordinary share."""

    refusal: float = 0.0
    lower: float = 0.0
    share: float = 0.0


#: Phrases of knowledge/reading/outcomes.yaml that are weighed beside the learned model.
_PHRASES = [
    "denied",
    "approved",
    "overturned",
    "upheld",
    "pending",
    "unprocessable",
    "ended",
    "reduced",
    "bill",
    "collection",
    "estimate",
    "second_look",
    "not_a_bill",
]
_REFUSED_LINES = {Outcome.DENIED, Outcome.UNPROCESSABLE}
_GRANTED_LINES = {Outcome.PAID, Outcome.PATIENT_SHARE, Outcome.REDUCED, Outcome.APPROVED}
#: the part of a letter that says what it answers
_FIRST_PART = 0.4
_APPEAL = re.compile(
    r"\b(appeal(s|ed)?|reconsider\w*|redetermin\w*|grievance|apelacion|reconsideracion|apelo"
    r"|look(ed)? again|second look|reviewed? (again|your request)|upheld|uphold|overturn\w*)\b"
)
#: A first refusal offers the plan's own appeal; where only an outsider is named, counted from this paper, it is over.
_INSIDE = re.compile(
    r"\b(you (can|may|must|have (the|a) right to) (\w+ )?appeal|(180|ciento ochenta) (calendar )?(days|dias)"
    r"|(ask|write to|asking|tell) us (\w+ ){0,3}(to )?(change|reconsider|look|review|appeal)|internal appeal"
    r"|(puede|derecho a|como|quiere) (pedir una )?apela\w+|appeals? (to us|within|unit|must|by)|apelacion(es)?:)"
)
_OUTSIDER = re.compile(
    r"\b(office of personnel management|opm|(external|independent|outside) (medical )?review(ers?)?"
    r"|reviewers from outside|revision (externa|medica independiente|independiente))\b"
)
_FROM_THIS = re.compile(
    r"\b(days|months|dias|meses)\b[^.;]{0,60}\b(this|esta|este) (letter|notice|decision|carta|resolucion|aviso)\b"
)
_ONLY_THEN = re.compile(
    r"\b(if|once|after|when) (we|your appeal|the appeal|you appeal|our)\b|\bif [^.]{0,40}\b(denied|upheld|no\b)"
    r"|\bsi (seguimos|mantenemos|volvemos|negamos|nuestra|su apelacion)|\b(luego|despues|afterwards|our answer)\b"
)
_PIECES = re.compile(r"\n| {2,}")
_TO_READER = re.compile(r"\b(you|your|usted|su|sus|may|ask|if)\b")
_INITIAL = re.compile(
    r"\b(initial|organization|coverage) (\w+ )?(determination|decision|denial)\b|\bdeterminacion inicial\b"
)
_EARLIER_DECISION = re.compile(
    r"\b(first|earlier|original|initial|previous|prior|our) (\w+ )?(denial|decision|determination|notice|refusal)\b"
    r"|\b(decision|denial|negativa|determinacion) (original|inicial|anterior|dated|of|del?)\b"
)
_NUMBER = (
    r"\d{1,3}|two|three|four|five|six|seven|eight|nine|ten|twelve"
    r"|dos|tres|cuatro|cinco|seis|siete|ocho|nueve|diez|doce"
)
_COUNTED = r"(visits|days|units|sessions|hours|lines?|services?|visitas|dias|unidades|sesiones|horas|lineas)"
_IN_PART = re.compile(
    r"\b(in part|partial(ly)?|partly|parcial(mente)?|en parte|only (the first )?[\w-]+ of the"
    rf"|\w+ of the \w+ {_COUNTED} (is|are|was|were)|part of (your|the|this) (request|claim|stay|order)"
    rf"|(remaining|rest of the|other|additional|further|last) ([\w-]+ ){{0,2}}{_COUNTED}"
    rf"|(restantes|demas) {_COUNTED}|parte de (su|la) (solicitud|reclamacion)"
    rf"|(the|las|los) (other|remaining|otr[ao]s|restantes) ({_NUMBER})(?! (claims?|plans?|insurers|days to|dias para))"
    r")\b"
)
_MORE_LIKELY = 0.5
#: how surely a sentence must keep an earlier decision for the paper to be an answer to an appeal
_HEARD_KEPT = 0.3
#: Words alone make no answer to an appeal of what all signs together take for a first decision; and a way inside the
#: plan that is still open makes no first decision of what they surely take for such an answer.
_POSSIBLE = 0.05
_CERTAIN = 0.9
#: Outcomes after which a person need do nothing.
_SETTLED = frozenset({Outcome.APPROVED, Outcome.PAID, Outcome.OVERTURNED, Outcome.NOT_A_DECISION})
#: What only a claim for care given can come to: a request has no amounts yet.
_OF_CLAIMS = frozenset({Outcome.PAID, Outcome.REDUCED, Outcome.PATIENT_SHARE, Outcome.UNPROCESSABLE})
_MOST = 4.0
_HEAVIEST = 2.5
_EARLY = 25
#: a phrase in a sentence of full weight
_SAID = 0.9


Acts = Mapping[str, float]


def outcome_of(found: Mapping[str, float], remarks: Iterable[str], line_refused: bool, asked_before: bool) -> Outcome:
    """What was decided about the claim or request: signs weighed as learned from labelled papers.

    `line_refused` says that a line of the claim was refused, `asked_before` that the care is asked for and not given.
    """
    if _UNPROCESSABLE_CODES & set(remarks):
        return Outcome.UNPROCESSABLE
    shares = judged("outcome", found)
    if asked_before:
        shares = {answer: share for answer, share in shares.items() if Outcome(answer) not in _OF_CLAIMS}
    outcome = _careful(shares, line_refused)
    return Outcome.PARTLY_DENIED if outcome is Outcome.DENIED and _partly(found) else outcome


def refused_line(lines: Sequence[ClaimLine]) -> bool:
    """Whether the lines of a claim come to a refusal."""
    return line_outcome(lines) in _REFUSED_LINES


def _careful(shares: Mapping[str, float], line_refused: bool) -> Outcome:
    """The likeliest outcome; but nothing is called settled where it more likely is not: that error costs a right.

    Nor is a claim whose line was refused, unless the refusal was overturned.
    """
    first = Outcome(likeliest(shares))
    open_ones = {answer: share for answer, share in shares.items() if Outcome(answer) not in _SETTLED}
    doubtful = sum(open_ones.values()) > _MORE_LIKELY * sum(shares.values()) or (
        line_refused and first is not Outcome.OVERTURNED
    )
    return Outcome(likeliest(open_ones)) if first in _SETTLED and doubtful else first


def _partly(found: Mapping[str, float]) -> bool:
    granted = found["clear approval"] >= _SAID or found.get("surest approved", 0.0) > _MORE_LIKELY
    told = granted and min(found["in part"], found["phrase denied"]) >= _SAID
    return told or judged("in part", found)["yes"] > _MORE_LIKELY


def signs(stances: Sequence[Stance], acts: Acts, lines: Sequence[ClaimLine], pull: Pull) -> dict[str, float]:
    """Every sign of an outcome, by name, 0 where the paper lacks it. The weights are learned over these names."""
    found = dict(acts)
    firm = [s for s in stances if not s.conditional]
    for key in _PHRASES:
        found[f"phrase {key}"] = min(score(key, firm), _MOST)
    found["clear approval"] = min(score("approved", [s for s in firm if _clear_approval(s)]), _MOST)
    found["said not denied"] = float(any(_NOT_DENIED.search(s.words) for s in stances))
    found["statement of benefits"] = float(any(EOB.search(s.words) for s in stances))
    found["letter"] = float(any(LETTER.match(s.words) for s in stances))
    by_line = line_outcome(lines)
    found[f"lines {by_line.value if by_line else 'say nothing'}"] = 1.0
    seen = {line.outcome for line in lines}
    found["lines of both kinds"] = float(bool(seen & _REFUSED_LINES) and bool(seen & _GRANTED_LINES))
    found["in part"] = float(any(_IN_PART.search(s.words) for s in firm if not s.rights))
    found["refusal"], found["lower"], found["share"] = (min(p, _MOST) for p in (pull.refusal, pull.lower, pull.share))
    return found


def heard_acts(sentences: Iterable[Heard]) -> dict[str, float]:
    """How much the sentences say of each act, all together and the surest alone."""
    found: dict[str, float] = defaultdict(float)
    for heard in sentences:
        weight = min(heard.stance.weight, _HEAVIEST)
        for label, share in heard.acts.items():
            if label != "none":
                found[f"heard {label}"] += weight * share
                found[f"surest {label}"] = max(found[f"surest {label}"], weight * share)
    return {name: min(value, _MOST) for name, value in found.items()}


def likeliest(shares: Mapping[str, float]) -> str:
    """The answer most believed in."""
    return max(shares, key=lambda answer: shares[answer])


def _clear_approval(stance: Stance) -> bool:
    words = stance.words
    return not (says("denied", words) or _PROVISO.search(words) or _AMOUNT_APPROVED.search(words))


def stage_of(sentences: Sequence[Heard], acts: Acts) -> Stage:
    """How far up the ladder the decision stands. What an outside reviewer heads is that reviewer's decision."""
    stances = [heard.stance for heard in sentences]
    if any(_OUTSIDE.search(line) and not _TO_READER.search(line) for line in _letterhead(stances)):
        return Stage.INDEPENDENT_REVIEW_DENIED
    found = stage_signs(sentences, acts)
    # an answer to an appeal that keeps the decision is no first decision, however little else speaks of it
    kept = min(found["phrase upheld"], found["phrase second_look"]) >= _SAID
    kept = kept or any(_FINAL.search(s.words) for s in stances if len(s.words) < _TITLE_LENGTH and not s.conditional)
    shares = judged("stage", found)
    appealed = shares[Stage.INTERNAL_APPEAL_DENIED]
    if (kept and appealed >= _POSSIBLE) or _only_outside(stances):
        return Stage.INTERNAL_APPEAL_DENIED
    answered = found["phrase second_look"] > 0 or found.get("surest upheld", 0.0) >= _HEARD_KEPT
    if not answered and appealed < _CERTAIN and any(_INSIDE.search(s.words) for s in stances):
        return Stage.INITIAL
    return Stage(likeliest(shares))


def _only_outside(stances: Sequence[Stance]) -> bool:
    """Whether the paper sends the reader outside the plan, in a time that runs from this paper, and nowhere inside."""
    words = [s.words for s in stances]
    pairs = (f"{one} . {two}" for one, two in zip(words, [*words[1:], ""], strict=True))
    outside = any(_OUTSIDER.search(pair) and _FROM_THIS.search(pair) and not _ONLY_THEN.search(pair) for pair in pairs)
    return outside and not any(_INSIDE.search(one) for one in words)


def _letterhead(stances: Sequence[Stance]) -> Iterator[str]:
    """What stands at the head of a letter, in folded pieces."""
    for stance in stances:
        if stance.sentence.first_line < _LETTERHEAD:
            for piece in _PIECES.split(stance.sentence.text):
                yield plain(piece[:_HEAD_LENGTH])


def stage_signs(sentences: Sequence[Heard], acts: Acts) -> dict[str, float]:
    """Every sign of an appeal already decided, by name, 0 where the paper lacks it."""
    found = {name: value for name, value in acts.items() if name.endswith((" upheld", " overturned"))}
    firm = [heard for heard in sentences if not heard.stance.conditional and not heard.stance.rights]
    stances = [heard.stance for heard in firm]
    for key in ("upheld", "second_look", "final_internal", "review_denied", "exhausted", "outside_reviewer"):
        found[f"phrase {key}"] = min(score(key, stances), _MOST)
        found[f"early {key}"] = min(score(key, [s for s in stances if s.sentence.first_line < _EARLY]), _MOST)
    told = [bool(_APPEAL.search(s.words)) for s in stances]
    early = told[: round(_FIRST_PART * len(sentences))]
    found["appeal"] = min(sum(told), _MOST)
    found["appeal early"] = min(sum(early), _MOST)
    found["called initial"] = float(any(_INITIAL.search(s.words) for s in stances if len(s.words) < _TITLE_LENGTH))
    found["earlier decision"] = min(sum(bool(_EARLIER_DECISION.search(s.words)) for s in stances), _MOST)
    found["upheld after an appeal"] = any(early) * max((h.acts.get("upheld", 0.0) for h in firm), default=0.0)
    return found
