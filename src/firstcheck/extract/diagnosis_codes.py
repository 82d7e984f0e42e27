"""Diagnosis codes in running text and fields: behind the word, beside the illness they name, set apart as a code.

Takes Lines; gives the codes with their places. The number of a section, a policy or a page is none.
"""

import re
from collections.abc import Iterator, Sequence

from firstcheck.extract.layout import Line
from firstcheck.extract.lexicon import folded
from firstcheck.extract.reason_codes import Seen
from firstcheck.extract.shapes import DIAGNOSIS

_DIAGNOSED = re.compile(
    r"\b(?:diagnos[ie]s|diagnoses|dx|icd(?:-?10)?(?:-cm)?|diagn[oó]sticos?|condition code"
    r"|condici[oó]n)\b"
)
#: What a dotted number is when it is no diagnosis.
_CHAPTER = re.compile(
    r"\b(?:sections?|sec|policy|article|page|part|exclusion|rule|guideline|criteria|para(?:graph)?|item|version|chapter"
    r"|form|rev|seccion|articulo|poliza|pagina|parte|capitulo|formulario|apartado|table|appendix)\W{0,3}$|§\s?$|#\s?$"
)
_FOR_IT = re.compile(r"(?:for|indication(?: stated)?|reason|condition|motivo|por|para|dx|diag\w*)\W{0,3}")
#: Words for what a person has, at the end of what stands before the code: "prostate cancer (C61)".
_ILLNESS = re.compile(
    r"(?:cancer|carcinoma|tumou?r|lymphoma|leuk[ae]mia|melanoma|neoplasm|polyps?|disease|syndrome|disorder|infection"
    r"|fracture|sprain|injury|pain|ache|diabetes|hypertension|depression|anxiety|dizziness|vertigo|pneumonia|sepsis"
    r"|stroke|migraine|obesity|asthma|copd|cataracts?|stenosis|arthritis|osteoporosis|reflux|apnea|failure|neuropathy"
    r"|neuralgia|radiculopathy|dystonia|psoriasis|anemia|h[ae]morrhage|cancer|enfermedad|dolor|trastorno|fractura"
    r"|lesion|tumor|infeccion|insuficiencia|artritis|migrana|depresion|ansiedad|apnea)(?:\s[a-z]{1,12}){0,3}?\s?[,:(–—-]{0,2}\s?$"
)
#: Words behind a code that say what it is: "under M16.11, the hip diagnosis".
_BEHIND = re.compile(r"[^.;]{0,28}\b(?:diagnos[ie]s|diagnostico)\b")
_CLAIM_SHOWS = re.compile(
    r"\bclaims?\b[^.;]{0,30}\b(?:shows?|showed|lists?|listed|carr\w+|came|arrived|reached us)\b[^.;]{0,12}$"
)
_GIVEN = re.compile(
    r"\b(?:condition|illness|symptoms?|indication|condicion|sintomas?|claim|reclamacion)\b[^.;]{0,24}\($"
)


def diagnoses_in(running: Sequence[Line]) -> Iterator[Seen]:
    """Diagnosis codes, in order."""
    carried = ""
    for line in running:
        low = folded(line.text)
        for match in DIAGNOSIS.finditer(line.text):
            before = f"{carried} {low[: match.start()]}"
            label = [m.end() for m in _DIAGNOSED.finditer(before)]
            near = bool(label) and len(before) - label[-1] <= 70
            direct = (
                bool(label)
                and re.fullmatch(
                    r"[\s:#(.,;a-z]{0,30}(?:[a-z]\d[0-9ab][0-9a-z.]{0,5}[\s,;/&]{1,3}){0,8}", before[label[-1] :]
                )
                is not None
            )
            alone = any(
                c.text == match[0] and i and _FOR_IT.fullmatch(folded(line.cells[i - 1].text))
                for i, c in enumerate(line.cells)
            )
            dotted = "." in match[0] and not _CHAPTER.search(low[: match.start()])
            plain = "." not in match[0] and len(match[0]) == 3 and (alone or direct)
            told = _is_told(before.rstrip() + " ", low[match.end() :], match[0])
            if told or plain or (dotted and (near or _stands_as_code(line.text, match))):
                yield Seen(match[0], line, line.start + match.start(), line.start + match.end())
        carried = low[-60:]


def _stands_as_code(text: str, match: re.Match[str]) -> bool:
    """Whether a dotted code is set apart as one: in brackets, or with its words behind a comma."""
    before, after = text[: match.start()].rstrip(), text[match.end() :]
    bracketed = before.endswith("(") or re.search(r"\([A-Z]\d[\w.]{1,6}[,;]$", before) is not None
    return bracketed or re.match(r",\s[a-z]{4}", after) is not None


def _is_told(before: str, after: str, code: str) -> bool:
    """Whether the words right around a code say that it is what the person has."""
    if _CHAPTER.search(before):
        return False
    ill = _ILLNESS.search(before[-60:]) is not None
    if "." not in code:
        # three signs alone are a code only in brackets
        return before.endswith("( ") and (ill or (_GIVEN.search(before.rstrip()) is not None and after[:1] in " )"))
    return ill or _BEHIND.match(after) is not None or _CLAIM_SHOWS.search(before[-70:]) is not None
