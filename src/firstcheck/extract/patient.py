"""Whose care it was: the patient, not the subscriber and not the parent a letter is addressed to.

Takes a Survey; gives the fact `patient`.
"""

import re
from collections.abc import Iterator

from firstcheck.extract.labels import How, Labelled
from firstcheck.extract.layout import Cell, Line, source
from firstcheck.extract.named_numbers import named_numbers
from firstcheck.extract.names import is_care_provider, is_organisation, person, without_title
from firstcheck.extract.patient_lines import cornered, holding, keyed, listed
from firstcheck.extract.patient_places import (
    Found,
    addressed,
    beside_number,
    extent,
    noted,
    of_kin,
    slashed,
    spoken_to,
    standing_alone,
    titled,
    treated,
)
from firstcheck.extract.payer_words import MEDICARE
from firstcheck.extract.survey import Survey
from firstcheck.facts.fact import Confidence, Fact

_RELATION = re.compile(
    r"(?i)^(?:(?:minor )?(?:son|daughter|child|spouse|wife|husband|dependent|hij[oa]|espos[oa]"
    r"|dependiente|menor)|don|doña)\s?[,:–-]?\s+"
)
_SELF = re.compile(r"(?i)^\(?(?:self|you|same|subscriber|member|insured|usted|titular|(?:el |la )?mism[oa])\b")
_GREETING = re.compile(
    r"(?i)^(?:(?:agent|rep|bot|chat)\s{1,3})?(?:(?:dear|estimad[oa]s?(?:/[oa]s?|\([oa]s?\))?|hello|hi|hola|apreciad[oa]|querid[oa]"
    r"|muy)[\s,:]+(?:(?:señora?|señorita|brother"
    r"|sister|member|miembro)\s)?(?P<who>[^,:;!(]{2,60})"
    r"|(?P<bare>(?:mr|mrs|ms|sr|sra|srta|don|doña|señora?)\.?\s[^\W\d][^,:;!(.]{2,40})[,:]$)"
)
_SURNAME_GREETING = re.compile(r"(?i)^(?:mr|mrs|ms|miss|sr|sra|srta|dr|dra)\b\.?")
_GUARDIAN = re.compile(
    r"(?i)\b(?:(?:parents?|guardians?|familia|padres?|madres?|tutor(?:es|a)?|representante|custodian|family)(?:\s(?:or|and|o"
    r"|y|/|u)\s(?:legal\s)?(?:guardians?|tutor(?:es|a)?|parents?))?"
    r"(?:\s\(?s\)?)?\s(?:of|for|de|del)(?:\s(?:minor|menor|el menor|la menor))?|estate of|sucesi[oó]n de)\s?:?\s{0,3}"
    r"(?P<who>[^\n|]{0,60})"
)
_CHILD = re.compile(
    r"(?i:\b(?:your|su)\s(?:minor\s)?(?:son|daughter|child|spouse|wife|husband|dependent|hij[oa]|espos[oa]"
    r"|dependiente)(?:'s)?,?\s|\bfor (?:the )?(?:dependent|minor) (?:child|son|daughter|spouse),?\s)"
    r"(?P<who>(?-i:[A-ZÁÉÍÓÚÑ])[^\n,.;:()]{2,40})"
)
_SUBJECT = re.compile(r"(?i)^(?:re|regarding|asunto|subject|ref|in re)\s?:\s+(?P<who>[^:]{5,50})$")
#: "self-insured * Newark": the word speaks of the plan; "Leander Quarles (son of member)": written to, not treated.
_OTHER_SELF = re.compile(r"(?i)(?:(?:self|fully)[- ]|\bplan (?:patronal|individual|grupal|de grupo) )$")
_RELATIVE_OF = re.compile(
    r"(?i)\((?:son|daughter|husband|wife|spouse|parent|mother|father|hij[oa]|espos[oa])\s(?:of|del?)\s(?:the\s)?"
    r"(?:member|patient|subscriber|miembro|paciente|afiliad[oa])"
)
_SUMMARY = MEDICARE
#: A company's form, whatever the label before it.
_COMPANY = re.compile(r"\b(?:Co|Inc|Corp|Ltd|LLC|LLP)\b\.?$")
#: Labels of a member that are words of other fields too.
_WORDY = frozenset(["to", "for", "sent", "name", "nombre", "para", "who", "cliente"])
_NAME_WORDS = r"(?:[A-ZÁÉÍÓÚÑ][\w'’.\-]*\s+){1,3}"


def read_patient(seen: Survey) -> list[Fact]:
    """The patient, at most one fact; best evidence first: guardian line, patient label, member, addressee."""
    for finder, level in (
        (_guarded, Confidence.HIGH),
        (_labelled_patient, Confidence.HIGH),
        (keyed, Confidence.MEDIUM),
        (_child, Confidence.MEDIUM),
        (noted, Confidence.MEDIUM),
        (of_kin, Confidence.MEDIUM),
        (_given_name, Confidence.MEDIUM),
        (_member, Confidence.HIGH),
        (_numbered, Confidence.HIGH),
        (_greeted, Confidence.HIGH),
        (_subject, Confidence.MEDIUM),
        (_on_a_summary, Confidence.MEDIUM),
        (beside_number, Confidence.MEDIUM),
        (slashed, Confidence.MEDIUM),
        (holding, Confidence.MEDIUM),
        (treated, Confidence.MEDIUM),
        (titled, Confidence.MEDIUM),
        (spoken_to, Confidence.MEDIUM),
        (standing_alone, Confidence.MEDIUM),
        (addressed, Confidence.MEDIUM),
        (cornered, Confidence.MEDIUM),
        (listed, Confidence.MEDIUM),
        (_greeted_by_given_name, Confidence.LOW),
    ):
        for found in finder(seen):
            name, page, start, end = found if " " not in found[0] else _fullest(seen, found)
            return [Fact(name="patient", value=name, confidence=level, source=source(seen.printed, page, start, end))]
    return []


def _named(item: Labelled, seen: Survey) -> Iterator[Found]:
    before = seen.sheet.lines[item.line].text[: item.mark.start]
    contract = item.mark.phrase[0] in ("insured", "asegurado", "asegurada") and before.rstrip().endswith("(")
    if contract or _OTHER_SELF.search(before) or _RELATIVE_OF.search(item.text):
        return
    name = person(_RELATION.sub("", item.text))
    field = item.mark.explicit and not _WORDY & set(item.mark.phrase)
    if (
        name is None
        or is_organisation(name)
        or _COMPANY.search(name)
        or (is_care_provider(re.split(r"  |\(", item.text)[0]) and not field)
    ):
        return
    yield name, item.page, item.start, item.start + extent(item.text, name)


def _labelled_patient(seen: Survey) -> Iterator[Found]:
    for item in seen.labelled("patient"):
        if item.sure and not _SELF.match(item.text):
            yield from _named(item, seen)
    for item in seen.labelled("member_name"):
        if item.sure and re.search(r"(?i)\(\s?patient|\bpaciente\s?\)|\bself\b", item.text):
            yield from _named(item, seen)


def _member(seen: Survey) -> Iterator[Found]:
    items = [i for i in seen.labelled("member_name") if i.sure and i.how is not How.PROSE]
    for item in sorted(items, key=lambda i: bool(_WORDY & set(i.mark.phrase))):
        if _WORDY & set(item.mark.phrase) and not (item.mark.explicit or item.how is How.RIGHT or item.line < 40):
            continue
        yield from _named(item, seen)


def _numbered(seen: Survey) -> Iterator[Found]:
    """A name beside the member's number."""
    for pair in named_numbers(seen):
        yield pair.name, pair.page, *pair.name_at


def _subject(seen: Survey) -> Iterator[Found]:
    """ "Re: Gerhardt Puglisi" with nothing else in its cell."""
    for line in seen.sheet.lines[:40]:
        for cell in line.cells:
            match = _SUBJECT.match(cell.text)
            name = person(match["who"]) if match else None
            if match and name and not is_organisation(name) and not is_care_provider(name):
                yield name, line.page, cell.start + match.start("who"), cell.end


def _on_a_summary(seen: Survey) -> Iterator[Found]:
    """The name in capitals at the head of a Medicare summary."""
    head = [line for line in seen.sheet.lines[:20] if line.cells][:8]
    if not any(_SUMMARY.search(line.text) for line in head):
        return
    for line in head:
        for cell in line.cells:
            name = person(cell.text) if cell.text.isupper() else None
            if name and not is_organisation(name):
                yield name, line.page, cell.start, cell.end


def _given_name(seen: Survey) -> Iterator[Found]:
    """A patient whom the field names by the given name only: "Patient: daughter, Solenne"."""
    for item in seen.labelled("patient"):
        bare = re.sub(r"\s*\(.*$", "", _RELATION.sub("", item.text)).strip()
        if not item.sure or _SELF.match(item.text) or not re.fullmatch(r"[A-ZÁÉÍÓÚÑ][a-záéíóúñü'’\-]{2,20}", bare):
            continue
        if person(f"{bare} {bare}"):
            start = item.start + item.text.find(bare)
            yield bare, item.page, start, start + len(bare)


def _fullest(seen: Survey, found: Found) -> Found:
    """The same person's name as printed most fully: initials written out, the middle one kept, given name first."""
    words = found[0].replace(".", "").lower().split()
    best = found
    for line in seen.sheet.lines[:80]:
        for cell in line.cells:
            if words[-1] not in cell.text.lower() and words[0] not in cell.text.lower():
                continue
            name = person(re.sub(r"(?i)^(?:to|attn|para|logged in as)\s?:\s*", "", cell.text))
            if name and _is_fuller(name, best[0], cell.text.isupper()) and not is_organisation(name):
                best = (name, line.page, cell.start, cell.start + extent(cell.text, name))
    return best


def _is_fuller(name: str, known: str, shouted: bool) -> bool:
    new, old = (n.replace(".", "").lower().split() for n in (name, known))
    if set(new) == set(old):
        return not shouted and new == old[::-1] and len(old) == 2
    if new[-1] != old[-1] or len("".join(new)) <= len("".join(old)):
        return False
    return (
        new[0].startswith(old[0])
        and (len(old[0]) == 1 or new[0] == old[0])
        and all(any(n.startswith(o) for n in new) for o in old)
    )


def _guarded(seen: Survey) -> Iterator[Found]:
    for line in seen.sheet.lines:
        for cell in line.cells:
            match = _GUARDIAN.search(cell.text)
            if match is None:
                continue
            start = cell.start + match.start("who")
            name = person(match["who"])
            if name:
                yield name, line.page, start, start + extent(match["who"], name)
            elif not match["who"].strip(" :"):
                place = line.cells.index(cell)
                under = line.cells[place + 1] if place + 1 < len(line.cells) else _under(seen, line, cell)
                below = person(under.text) if under else None
                if under and below:
                    yield below, line.page, under.start, under.end


def _under(seen: Survey, line: Line, cell: Cell) -> Cell | None:
    following = seen.sheet.lines[line.number + 1] if line.number + 1 < len(seen.sheet.lines) else None
    if following is None:
        return None
    return next((c for c in following.cells if abs(c.column - cell.column) <= 4), None)


def _child(seen: Survey) -> Iterator[Found]:
    for sentence in seen.sentences:
        match = _CHILD.search(sentence.text)
        name = person(_capitalised(match["who"])) if match else None
        if name:
            yield name, sentence.page, sentence.start, sentence.end


def _capitalised(text: str) -> str:
    """The capitalised words at the beginning of running text."""
    match = re.match(r"(?:(?:[A-ZÁÉÍÓÚÑ][\w'’.\-]*|de|la|del|van|von)\s?){1,5}", text)
    return match[0].strip() if match else ""


def _greeted(seen: Survey) -> Iterator[Found]:
    for line in seen.sheet.lines:
        for cell in line.cells:
            match = _GREETING.match(cell.text)
            if match is None:
                continue
            who = re.sub(
                r"(?i)^(?:mr|ms|mrs)\.?\s(?:or|and)\s(?:mr|ms|mrs)\.?\s",
                "",
                (match["who"] or match["bare"]).strip(" .*"),
            )
            full = _full_name(seen, without_title(who))
            if full:
                yield full
            elif person(who):
                yield person(who) or "", line.page, cell.start + match.start(), cell.start + match.end()


def _greeted_by_given_name(seen: Survey) -> Iterator[Found]:
    """ "Hola, Hortensia:" is all that some messages say."""
    for line in seen.sheet.lines:
        for cell in line.cells:
            match = _GREETING.match(cell.text)
            bare = (match["who"] or "").strip() if match else ""
            if match and re.fullmatch(r"[A-ZÁÉÍÓÚÑ][a-záéíóúñü'’\-]{2,20}", bare) and person(f"{bare} {bare}"):
                yield bare, line.page, cell.start + match.start("who"), cell.start + match.start("who") + len(bare)


def _full_name(seen: Survey, surname: str) -> Found | None:
    """The name printed in full elsewhere of which a greeting gives the surname or the first name."""
    if len(surname) < 2 or not surname.replace("-", "").replace(" ", "").replace("'", "").isalpha():
        return None
    for line in seen.sheet.lines:
        for cell in line.cells:
            if surname.lower() not in cell.text.lower() or _GREETING.match(cell.text):
                continue
            for match in re.finditer(
                rf"(?i)(?:(?:[A-ZÁÉÍÓÚÑ][\w'’.\-]*)\s){{1,3}}{re.escape(surname)}\b"
                rf"|\b{re.escape(surname)}(?:\s(?-i:[A-ZÁÉÍÓÚÑ])[\w'’.\-]*){{1,2}}",
                cell.text,
            ):
                name = person(match[0])
                if name and len(name.split()) > len(surname.split()) and not is_organisation(name):
                    return name, line.page, cell.start + match.start(), cell.start + match.end()
    return None
