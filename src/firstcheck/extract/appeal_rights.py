"""How long the reader may appeal, where to send it, whom to call in haste, and the other windows a paper grants.

Takes a Sheet; gives Facts, each only as the paper says it.
"""

import re
from collections.abc import Callable, Iterator
from typing import TypeAlias

from firstcheck.extract.addresses import addresses, boxes_without_zip, one_line
from firstcheck.extract.layout import Sentence, Sheet, part, source, source_of
from firstcheck.extract.lexicon import folded
from firstcheck.extract.other_days import read_other_days
from firstcheck.extract.survey import Survey, survey
from firstcheck.extract.windows import Purpose, Window, windows
from firstcheck.facts.fact import Confidence, Fact

#: A longer time is taken to be for something else: no rule of knowledge/deadlines gives more than 180 days or six
#: months to appeal to a plan.
_MOST_DAYS, _MOST_MONTHS = 366, 12
_FOR_APPEALS = re.compile(
    r"\b(?:appeals?|appealing|apel\w+|grievances?|reconsider\w*|redetermin\w*|reviews? (?:board|committee|desk|unit"
    r"|office|panel|department|request)s?|reviews?(?=,|:| within\b| in \d)|objections?"
    r"|(?:for|of) (?:an? |internal |full and fair )?review\b"
    r"|claims? review|(?:written|signed) request|review of (?:a |your |the )?(?:claims?|decision|denial)"
    r"|to review (?:it|this|any|our|the) |second look"
    r"|disputed?|disputes?|complaints?|contest|disagree|challenge|trustees|look (?:at (?:it|this) )?again"
    r"|looked at again|take a look|we have to get your letter|inconformidad\w*|reclamar por escrito|nos equivocamos"
    r"|impugn\w*|revisemos|vuelvan a ver\w*|calculamos mal|reply to|look at it|put it in writing|not happy"
    r"|second look|conforme|quejas|revision|reconsideracion|comite|revisi\w+)\b"
)
_FOR_OTHERS = re.compile(
    r"\b(?:exceptions?|excepciones|records?|medical management|authorizations?|autorizaciones|peer[- ]to[- ]peer"
    r"|department of (?:insurance|managed|labor|health)|insurance (?:department|commissioner|division)"
    r"|division of insurance|commissioner|departamento de seguros|comisionado|oficina del superintendente"
    r"|superintendente"
    r"|ebsa|employee benefits security|ombuds\w*|external review|independent (?:review|external|medical)"
    r"|revision externa|independiente|premiums?|payments?(?! decision)|pagos?|primas?|claims?:"
    r"|claims? (?:address|mailing)"
    r"|corrected claims?|cc:|fraud|privacy|civil rights|member services|customer service|provider (?:services"
    r"|relations)|fair hearing|audiencia"
    r"|reopen\w*|cover sheet|ampliacion|revision clinica|clinical review|utilization|extension"
    r"|(?<!use )the form|accident|formulario|new requests?|prescriber|coverage determination|billing"
    r"|refund|quality improvement|qio|state help"
    r"|attorney general|consumer (?:assistance|services|affairs)|care coordination|coordinacion)\b"
)
_HEARINGS = re.compile(
    r"\b(?:fair hearings?|hearings?|audiencias?|independent review entity|reviews, inc"
    r"|external reviews?|independent review organization|qualified independent contractor"
    r"|qic|office of personnel management)\b"
)
_REGULATORS = re.compile(
    r"\b(?:insurance (?:department|division|commissioner)|(?:department|division) of insurance"
    r"|seguros)\b"
)
_REFUSED = re.compile(
    r"\b(?:no appeal(?: rights?)?|nothing to appeal|derechos? de apelacion|not (?:an? )?appeal\w*"
    r"|then appeal|no (?:puede|hay)[^.]{0,20}apel\w+|do not appeal|no need to appeal|without (?:an )?appeal|(?:your"
    r"|the) appeal of)\W*$"
)
_ABOVE = re.compile(
    r"(?:address|direccion)(?: shown| listed| given| printed| que aparece)? (?:above|at the top|on (?:page 1"
    r"|the first page|this letterhead)|de arriba|al principio|arriba|del encabezado|en el encabezado)|(?:letterhead"
    r"|above|same) (?:address|box)|box (?:above|at the top)|address (?:on|in) (?:the|our) (?:top|letterhead)"
    r"|the address at the (?:head|top)|(?:to|at|with) the (?:(?:fund|trust|plan) office|\w+ office above)"
)
_PHONE = re.compile(r"(?<![\w-])(?:1[-. ])?\(?[2-9]\d{2}[)]?[-. ]{1,2}\d{3}[-. ]\d{4}(?!\d)")
_FAX = re.compile(r"\bfax(?:ed|es|ing)?\b|facsimile|\btelefax\b|\btelecopi\w+")
_SWIFT = re.compile(
    r"\b(?:expedit\w+|fast(?:er|[- ]track)?|urgent\w*|rush|72[- ]hours?|rapid[ao]|aceler\w+"
    r"|expedit[ao]|urgente?s?)\b"
)
#: Haste, and nothing between it and a number but the word for a telephone or an aside.
_HURRY = re.compile(
    r"\b(?:expedited|fast(?:er|[- ]track)?|urgent|rush|urgencia|urgentes?|rapida|acelerada)"
    r"(?: (?:appeals?|reviews?|requests?|track|line|phone|telephone|apelacion|apelaciones))*(?: \([^()]{0,60}\))?"
    r"\W{0,3}(?:(?:call|phone|tel\.?|telephone|llame(?: al?)?|telefono|at|by phone)\W{0,3}){0,2}$"
)
_ABOUT_APPEALS = re.compile(
    r"\b(?:appeals?|apel\w+|reconsider\w*|redetermin\w*|grievances?|object|revision|reviews?|quejas?)\b"
)
_ENDS_PHONE = re.compile(r"\d{3}[-. ]\d{4}")
_WORKING = re.compile(r"\b(?:business|working|habiles|laborables)\b")
#: Offices that make records or extensions their business; the fax beside them is not for appeals.
_REACH = 420
_NEAR = 160
_LETTERHEAD = 10
#: "Send $1,185.00 to PO Box 5560": where money goes.
_MONEY = re.compile(r"\$\s?\d[\d,]*(?:\.\d\d)?\s[^$.;:]{0,40}$")
_ZIP_AT_END = re.compile(r"\b[A-Z]{2}\.?,?\s\d{5}(?:-\d{4})?\b")
#: Words of the sentence that sends an appeal somewhere, which no letterhead has.
_WRITE = re.compile(r"\b(?:days?|write|send|mail|upload|submit|file|appeals? to|dias|escrib\w+|envi\w+|mand\w+)\b")
_Scored: TypeAlias = tuple[int, str, int, tuple[tuple[int, int], ...]]
_Reader: TypeAlias = Callable[[str], list[tuple[str, int, int]]]


def read_appeal_rights(sheet: Sheet, region: range | None = None) -> list[Fact]:
    """Windows, address, fax and telephone for an appeal, one of each; they are the whole paper's."""
    found = survey(sheet)
    granted = windows(found)
    facts = [*_stated(found, granted), *_other_windows(found, granted)]
    outside = not any(w.purpose is Purpose.APPEAL for w in granted)
    address = _address(found, outside)
    facts += [address[0]] if address else []
    facts += _fax(found, address[1] if address else None)
    facts += _swift_phone(found)
    facts += read_other_days(found)
    return facts


def _stated(found: Survey, granted: list[Window]) -> Iterator[Fact]:
    short = [w for w in granted if w.count <= (_MOST_MONTHS if w.months else _MOST_DAYS)]
    appeals = [w for w in short if w.purpose is Purpose.APPEAL] or [w for w in short if w.purpose is Purpose.HEARING]
    best = max(appeals, key=lambda w: (min(w.strength, 3), w.count >= 20 or w.months, w.strength), default=None)
    if best is None:
        return
    rivals = {(w.count, w.months) for w in appeals if w.strength >= 3}
    level = Confidence.HIGH if best.strength >= 3 and len(rivals) == 1 else Confidence.MEDIUM
    name = "stated_appeal_months" if best.months else "stated_appeal_days"
    where = source(found.printed, best.sentence.page, best.start, best.end)
    yield Fact(name, best.count, confidence=level, source=where)
    if best.runs_from:
        yield Fact("stated_appeal_from", best.runs_from, confidence=level, source=where)


def _other_windows(found: Survey, granted: list[Window]) -> Iterator[Fact]:
    for purpose, name in ((Purpose.REOPENING, "reopening_days"), (Purpose.EXTERNAL, "external_review_days")):
        first = next((w for w in granted if w.purpose is purpose and not w.months), None)
        if first is not None:
            where = source(found.printed, first.sentence.page, first.start, first.end)
            if name == "reopening_days" and _WORKING.search(folded(where.quote)):
                name = "reopening_business_days"  # noqa: PLW2901 - the same time, counted without weekends
            yield Fact(name, first.count, confidence=Confidence.MEDIUM, source=where)


def _context(found: Survey, page: int, start: int) -> int:
    """How the words before a place point: above zero to appeals, below zero to another office, by the nearest words."""
    text = folded(found.sheet.page(page).text[max(0, start - _REACH) : start])
    text = re.sub(r"\s+", " ", text)
    mine = max((m.end() for m in _FOR_APPEALS.finditer(text) if not _REFUSED.search(text[: m.end()])), default=-1)
    others = max((m.end() for m in _FOR_OTHERS.finditer(text)), default=-1)
    if mine < 0 or others > mine:
        return -1 if others >= 0 else 0
    return 3 if len(text) - mine < 60 else 2 if len(text) - mine < 160 else 1


def _outside(found: Survey, page: int, start: int) -> int:
    """1 where the words before an address are about the hearing or outside review that is the only way on."""
    text = re.sub(r"\s+", " ", folded(found.sheet.page(page).text[max(0, start - 160) : start]))
    return 1 if _HEARINGS.search(text) and not _REGULATORS.search(text) else 0


def _address(found: Survey, outside: bool) -> tuple[Fact, tuple[int, int]] | None:
    best = _best_address(found, outside, addresses) or _best_address(found, outside, boxes_without_zip)
    if best is None:
        return _address_above(found)
    _, text, page, spans = best
    level = Confidence.HIGH if best[0] >= 2 else Confidence.MEDIUM
    return Fact("appeal_address", text, confidence=level, source=source_of(found.printed, page, spans)), (
        page,
        spans[-1][1],
    )


def _best_address(found: Survey, outside: bool, read: _Reader) -> _Scored | None:
    """The address that the words before it give to appeals most clearly, the first printed among equals."""
    best: _Scored | None = None
    for paragraph in (*found.paragraphs, *_lines_apart(found)):
        for text, begin, end in _printed(found, paragraph, read):
            piece = part(found.sheet, paragraph, begin, end)
            score = _context(found, paragraph.page, piece.start)
            if outside and score <= 0:
                score = _outside(found, paragraph.page, piece.start)
            lead = _lead(found, paragraph.page, piece.start)
            if paragraph.first_line < _LETTERHEAD and (_MONEY.search(lead) or not _WRITE.search(lead)):
                score -= 3
            if score > 0 and (best is None or score > best[0]):
                best = (score, text, paragraph.page, piece.spans)
    return best


def _lines_apart(found: Survey) -> Iterator[Sentence]:
    """Lines whose address is set apart by spaces: "BOARD OF REVIEW  PO BOX 29881  PEORIA IL 61612"."""
    for line in found.sheet.lines:
        if len(line.cells) < 2 or not _ZIP_AT_END.search(line.text):
            continue
        first, last = line.cells[0], line.cells[-1]
        spans = tuple((cell.start, cell.end) for cell in line.cells)
        text = " ".join(re.sub(r"\s+", " ", cell.text) for cell in line.cells)
        yield Sentence(text, line.page, spans, line.number, line.number, first.column if last else 0)


def _lead(found: Survey, page: int, start: int) -> str:
    return folded(found.sheet.page(page).text[max(0, start - _NEAR) : start])


def _printed(found: Survey, paragraph: Sentence, read: _Reader = addresses) -> list[tuple[str, int, int]]:
    """Addresses of a paragraph; a short printed line ends where a comma would stand."""
    text = found.sheet.page(paragraph.page).text
    pieces = [re.sub(r"\s+", " ", text[start:end]).strip() for start, end in paragraph.spans]
    joined = "".join(
        piece + ("\n" if len(piece) < 45 and not piece.endswith(("PO", "P.O.")) else " ") for piece in pieces
    )[:-1]
    if len(joined) != len(paragraph.text):
        joined = paragraph.text
    return read(joined)


def _address_above(found: Survey) -> tuple[Fact, tuple[int, int]] | None:
    """ "Send it to the address above": the letterhead's."""
    for sentence in found.sentences:
        text = folded(sentence.text)
        if not _ABOVE.search(text) or not _FOR_APPEALS.search(text):
            continue
        for paragraph in found.paragraphs:
            if paragraph.first_line >= sentence.first_line:
                break
            for printed, begin, end in _printed(found, paragraph):
                piece = part(found.sheet, paragraph, begin, end)
                where = source_of(found.printed, paragraph.page, piece.spans)
                fact = Fact("appeal_address", one_line(printed), confidence=Confidence.MEDIUM, source=where)
                return fact, (paragraph.page, piece.end)
    return None


def _fax(found: Survey, address: tuple[int, int] | None) -> Iterator[Fact]:
    best: tuple[int, str, int, int, int] | None = None
    for page in found.sheet.document.pages:
        text = folded(page.text)
        for phone in _PHONE.finditer(text):
            if not _is_fax(text, phone):
                continue
            score = _context(found, page.number, phone.start())
            if re.search(
                r"fax (?:de |for |to )?(?:apel|appeal|grievance|review)\w*\W{0,12}$",
                text[max(0, phone.start() - 30) : phone.start()],
            ):
                score += 4
            if address and address[0] == page.number and 0 <= phone.start() - address[1] <= 90:
                score += 3
            if score > 0 and (best is None or score > best[0]):
                best = (score, page.text[phone.start() : phone.end()], page.number, phone.start(), phone.end())
    if best is not None:
        score, number, page_number, start, end = best
        level = Confidence.HIGH if score >= 2 else Confidence.MEDIUM
        yield Fact("appeal_fax", number, confidence=level, source=source(found.printed, page_number, start, end))


def _is_fax(text: str, phone: re.Match[str]) -> bool:
    lead = re.sub(r"\.{3,}", " ", text[max(0, phone.start() - 84) : phone.start()])[-34:]
    before = re.split(r"\d{3}[-. ]\d{4}", lead)[-1]
    if re.search(r"\bfor (?:records|referrals|refills|claims)\b", before):
        return False
    word = list(_FAX.finditer(before))
    if word and not re.search(r"\b(?:phone|tel\w*|call|tty)\b", before[word[-1].end() :]):
        return True
    behind = text[phone.end() : phone.end() + 12]
    return re.match(r"\s?\(?\s?fax\b", behind) is not None and not re.match(r"\s{2,}|\s?\n|\s?fax\s?:?\s?\(?\d", behind)


def _swift_phone(found: Survey) -> Iterator[Fact]:
    beside = next(_beside_swift(found), None)
    if beside is not None:
        yield beside
        return
    previous = ""
    for sentence in found.sentences:
        text = folded(sentence.text)
        swift = _SWIFT.search(text) or (
            _SWIFT.search(previous)
            and re.match(
                r"\W*(?:call|llame|phone|telephone|tel"
                r"|fast)",
                text,
            )
        )
        if swift and re.search(r"appeal|apel|review|reconsider|revision|grievance|decision", text + " " + previous):
            for phone in _PHONE.finditer(text):
                if _is_fax(text, phone) or re.search(
                    r"opm|state|department|tty", text[max(0, phone.start() - 25) : phone.start()]
                ):
                    continue
                piece = part(found.sheet, sentence, phone.start(), phone.end())
                where = source(found.printed, sentence.page, piece.start, piece.end)
                yield Fact("expedited_appeal_phone", sentence.text[phone.start() : phone.end()], source=where)
                return
        previous = text


def _beside_swift(found: Survey) -> Iterator[Fact]:
    """A telephone right behind the word for haste, in words about appeals: "Fast: 1-866 ...", "Expedited phone ..."."""
    for page in found.sheet.document.pages:
        text = folded(page.text)
        for phone in _PHONE.finditer(text):
            before = re.sub(r"\s+", " ", text[max(0, phone.start() - _REACH) : phone.start()])
            lead = _ENDS_PHONE.split(before)[-1]
            if _HURRY.search(lead) and _ABOUT_APPEALS.search(before) and not _is_fax(text, phone):
                start, end = phone.span()
                where = source(found.printed, page.number, start, end)
                yield Fact("expedited_appeal_phone", page.text[start:end], source=where)
