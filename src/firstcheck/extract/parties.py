"""Who gave, billed, ordered or supplied the care, and where, each with its NPI.

Takes a Sheet; gives Facts. A name counts behind a label, beside its NPI or network status, or in a sentence that says
what it did; a number that fails the NPI check is kept with low confidence.
"""

import re
from collections.abc import Iterator

import msgspec

from firstcheck.extract.labels import How, Labelled
from firstcheck.extract.layout import Sheet, source
from firstcheck.extract.names import is_care_provider, organisation, person, without_title
from firstcheck.extract.npi import passes_check, ten_figures
from firstcheck.extract.party_lines import beside_the_day
from firstcheck.extract.party_places import beside_numbers, in_prose, letterhead_provider
from firstcheck.extract.survey import Survey, survey
from firstcheck.extract.trade_words import TRADE
from firstcheck.facts.fact import Confidence, Fact

ROLES = ("billing_provider", "rendering_provider", "ordering_provider", "supplier", "facility")
_NEVER = re.compile(
    r"(?i)^(?:status|network|name|npi|number|id|in[- ]network|out[- ]of[- ]network|non[- ]?(?:network|par\w*"
    r"|contracted)"
    r"|participating|services?|billed|charged?|amount|paid|"
    r"information|not|yes|no|none|n/?a|the|your|you|our|see|code|type|details?|discount|home|dentro|fuera|su|la|el"
    r"|outpatient(?: (?:hospital|facility))?|inpatient|office|"
    r"hospital|hosp\.?|emergency|facility|center|clinic|freestanding.*|emergency (?:department|room).*"
    r"|individual\b.*|group\b.*"
    r"|network\b.*|date|total|phone|fax|address)$"
)
_STARTS_BADLY = re.compile(
    r"(?i)^(?:may|must|will|can|should|has|have|is|are|was|were|did|does|who|that|which|and|or"
    r"|of|for|to|in|at|by|with|on|not|who|de|que|y|o|puede|debe|no|si)\b"
)
#: Words that no giver of care bears in a name: a sentence under a heading, a plan's option, a person addressed.
_NOT_A_NAME = re.compile(
    r"(?i)\b(?:was|were|that|you|your|any|which|located|accepts|assignment|high option|quality organization"
    r"|tpa|pbm)\b|^mrs?\.\s|^an?\s"
)
_IN_NETWORK = re.compile(
    r"(?i)\((?:preferred|participating|in[- ]network|out[- ]of[- ]network|non-?par|par|contracted)\b"
)
_NEXT_SENTENCE = re.compile(r"\.\s(?=(?:Referred|Ordered|Requested|Seen|Referid[oa])\b)")
#: The town behind a practice's name, in a field that holds nothing else: "Bluff Street Physical Therapy, Port Angeles".
_TOWN = re.compile(r"(?<=[a-z]{3}),\s(?!Inc|LL|PL|Ltd|Corp)[A-Z][a-z]{2,12}(?:\s[A-Z][a-z]{2,12})?(?=\s\(|$)")
#: What kind of stay stands behind a name: "Congaree Univ. Hospital outpatient".
_STAY = re.compile(r"\s(?:outpatient|inpatient|ambulatorio|campus|infusion suite|outpatient department)$")
#: A practice and its doctor in one field: "Retina Group of the Plains, Dr. Obadiah Lindqvist-Moe".
_ITS_DOCTOR = re.compile(r"^(?P<practice>[^,]{5,60}),\s(?P<doctor>Dra?\.\s[^,]{5,40})$")
#: The other way about: "Ada Voss MD, Coulee Skin Clinic SC".
_ITS_PRACTICE = re.compile(
    r"^[^,]{5,40}?,?\s(?:MD|DO|M\.D\.|D\.O\.|NP|PA-C|DPM|DDS|DMD|DPT),\s(?P<practice>[A-Z][^,()]{4,60}?)(?=\s{2,}|\s\(|,|$)"
)
_LETTERS_APART = re.compile(r"(?:\w\s){3,}\w?")
_PLACE_OF_SERVICE = re.compile(r"^(?:\d{2}\b|\(?\d{2}\)?\s?[-–])")
_PART_OF_NAME = frozenset(["hospital", "centro", "clinica", "instituto", "laboratorio", "farmacia", "clinic", "center"])
#: "Centro Médico Las Flores": all of the label is the name's own beginning.
_NAME_BEGINS = frozenset([("centro", "medico"), ("centro", "quirurgico")])
_SURE_WORDS = re.compile(
    r"\b(?:Dr|Dra|MD|DO|NP|Hospital|Clinic|Cl[ií]nica|Imaging|Radiolog\w*|Patholog\w*|Surgical|Surgery|Laborator\w*"
    r"|Lab|Labs|Diagnostics?|Pharmacy|Orthop\w*|Cardiolog\w*|Oncolog\w*|Physicians|Therapy|Rehab\w*|Medical Center"
    r"|Urgent Care|Anesthesia\w*|EMS|Instituto|Institute|Centro|LLC|PLLC|Pediatrics|Dermatolog\w*|Neuro\w*"
    r"|Home Medical|Medicine|Audiology|Counseling|Dental|Orthotics|Chiropractic)\b"
)
_NOT_AFTER_KIND = re.compile(
    r"(?i)(?:physician|indemnity|services?|department|dept|outpatient|inpatient|benefits?"
    r"|stay|bill|charges?|care|room|visit|network|address|number|infantil$)\b"
)
#: A firm that lends or sells equipment is its supplier too.
_EQUIPMENT = re.compile(
    r"(?i)\b(?:equipos|(?:medical|home) equipment|home medical|medical suppl(?:y|ies)|oxygen|mobility|dme|orthotics"
    r"|prosthetics|respirator[yi]a?s? (?:a domicilio|care|services)|ortopedia)\b"
)
_HOSPITAL = re.compile(
    r"(?i)\b(?:hospital|medical center|surgery center|surgical center|centro m[eé]dico|infirmary"
    r"|hospital cl[ií]nico)\b"
)
#: Labels that are words of any sentence: a value only where they stand as labels.
_SMALL_WORDS = frozenset(
    (word,) for word in ("by", "at", "from", "pay", "doctor", "place", "where", "site", "center", "lab")
)
_NEARBY_LINES = 2
_MOST_WORDS = 9
_SMALL = re.compile(r"of|and|the|for|in|at|by|de|del|la|el|los|las|y|e|a|en|van|von|da|di|do")


class _Party(msgspec.Struct, frozen=True):
    role: str
    name: str
    page: int
    start: int
    end: int
    line: int
    rank: int


def read_parties(sheet: Sheet, region: range | None = None) -> list[Fact]:
    """Providers and their NPIs, one for each role. Names inside `region` win."""
    found = survey(sheet)
    parties = _chosen([*_labelled(found), *_mentioned(found)], region)
    hospital = next((parties[r] for r in ROLES[:2] if r in parties and _HOSPITAL.search(parties[r].name)), None)
    if "facility" not in parties and hospital is not None:
        parties["facility"] = msgspec.structs.replace(hospital, role="facility")
    biller = parties.get("billing_provider")
    if "supplier" not in parties and biller is not None and _EQUIPMENT.search(biller.name):
        parties["supplier"] = msgspec.structs.replace(biller, role="supplier")
    numbers = _numbers(found, parties, region)
    facts = []
    for role in ROLES:
        party = parties.get(role)
        if party is not None:
            level = Confidence.HIGH if party.rank < 2 else Confidence.MEDIUM
            facts.append(
                Fact(
                    role, party.name, confidence=level, source=source(found.printed, party.page, party.start, party.end)
                )
            )
        if role in numbers:
            facts.append(numbers[role])
    return facts


def _chosen(parties: list[_Party], region: range | None) -> dict[str, _Party]:
    def order(party: _Party) -> tuple[object, ...]:
        return (region is not None and party.line not in region, party.rank, party.line, party.start)

    chosen: dict[str, _Party] = {}
    for party in sorted(parties, key=order):
        chosen.setdefault(party.role, party)
    return chosen


def _labelled(found: Survey) -> Iterator[_Party]:
    for role in ROLES:
        for item in found.labelled(role):
            name = _name(item)
            if name is None:
                continue
            rank = 0 if item.sure and (item.mark.explicit or item.how is not How.BESIDE) else 1 if item.sure else 3
            start = item.start
            yield from _practice(item, role, rank)
            if item.how in (How.BESIDE, How.PROSE) and not item.mark.explicit and item.mark.phrase[-1] in _PART_OF_NAME:
                # "Hospital Bahía Clara": the label is the name's own first word
                kind = found.sheet.page(item.page).text[: item.start].rstrip().rsplit(maxsplit=1)[-1]
                if not kind[:1].isupper() or not name[:1].isupper() or _NOT_AFTER_KIND.match(name):
                    continue
                name, start = f"{kind} {name}", item.start - len(kind) - 1
            elif item.how is How.BESIDE and not item.mark.explicit and item.mark.phrase in _NAME_BEGINS:
                start = found.sheet.lines[item.line].start + item.mark.start
                name = f"{found.sheet.page(item.page).text[start : item.start].strip()} {name}"
            both = _ITS_DOCTOR.match(name) if role in ROLES[:2] else None
            if both:
                doctor = person(both["doctor"]) or both["doctor"]
                yield _Party("rendering_provider", doctor, item.page, start, start + len(name), item.line, rank)
                name = both["practice"]
            yield _Party(
                "billing_provider" if both else _true_role(role, item, name),
                name,
                item.page,
                start,
                start + len(name),
                item.line,
                rank,
            )
    for item in found.labelled("member_name"):
        # "WHO   Tidewater Reference Laboratory": who gave the care
        who = _name(item) if item.mark.phrase == ("who",) and item.how in (How.RIGHT, How.BESIDE) else None
        if who and (TRADE.search(who) or _IN_NETWORK.search(item.text)):
            yield _Party("billing_provider", who, item.page, item.start, item.start + len(who), item.line, 1)


def _practice(item: Labelled, role: str, rank: int) -> Iterator[_Party]:
    match = _ITS_PRACTICE.match(item.text) if role in ROLES[:2] and item.sure else None
    if match and TRADE.search(match["practice"]):
        start = item.start + match.start("practice")
        end = item.start + match.end("practice")
        yield _Party("billing_provider", match["practice"], item.page, start, end, item.line, rank)


def _name(item: Labelled) -> str | None:
    text = item.text
    if "@" in text or (item.mark.phrase == ("from",) and not _SURE_WORDS.search(text)):
        return None
    if not item.sure and item.mark.phrase in _SMALL_WORDS:
        return None
    if not item.sure and not (text[:1].isupper() and _SURE_WORDS.search(text[:60])):
        return None
    text = _TOWN.sub("", _NEXT_SENTENCE.split(text)[0])
    if _LETTERS_APART.match(text):
        return None
    if _PLACE_OF_SERVICE.match(text):
        text = text[2:].lstrip(" )-–")
    name = organisation(_STAY.sub("", text))
    if name is None or _NEVER.match(name) or _NOT_A_NAME.search(name) or _STARTS_BADLY.match(name) or len(name) > 70:
        return None
    if not _is_written_as_name(name):
        return None
    trusted = item.sure and (item.mark.explicit or item.how is not How.BESIDE)
    known = is_care_provider(name) or person(name) is not None or re.search(r"(?i)\b(?:dr|dra|md|do|np|pa)\b", name)
    if known:
        return _doctor(name)
    # a name without a word of the trade is believed only in a field of its own
    return name if trusted and name[0].isupper() and 1 < len(name.split()) <= 7 and item.how is not How.PROSE else None


def _is_written_as_name(name: str) -> bool:
    """Whether no word of it is one of running text: small letters in the middle, or a whole sentence in capitals."""
    words = name.split()
    if name.islower():
        return True
    return len(words) <= _MOST_WORDS and all(
        w[:1].isupper() or not w[:1].isalpha() or _SMALL.fullmatch(w.lower()) for w in words
    )


def _doctor(name: str) -> str:
    """A doctor's title goes where credentials follow; "Dr. Hamish Obi" keeps nothing but the name."""
    bare = without_title(name)
    return bare if bare and bare[0].isupper() else name


def _true_role(role: str, item: Labelled, name: str) -> str:
    """A hospital behind "provider" stays the provider; "Centro:" or "Place:" is the facility."""
    if role == "facility" and re.search(r"(?i),?\s(?:MD|DO|M\.D\.|D\.O\.|NP|PA-C)\b|^Dra?\b", name):
        return "rendering_provider"
    return role


def _mentioned(found: Survey) -> Iterator[_Party]:
    for rank, mentions in (
        (2, beside_numbers(found)),
        (4, in_prose(found)),
        (5, beside_the_day(found)),
        (8, letterhead_provider(found)),
    ):
        for m in mentions:
            yield _Party(m.role, m.name, m.page, m.start, m.end, m.line, rank)


def _numbers(found: Survey, parties: dict[str, _Party], region: range | None) -> dict[str, Fact]:
    """NPIs by their own label's role, else by the party they are printed with, else of the billing provider."""
    numbers: dict[str, Fact] = {}
    own = [(f"{role}_npi", item) for role in ROLES for item in found.labelled(f"{role}_npi")]
    for name, item in own:
        fact = _npi_at(found, name, item)
        if fact is not None:
            numbers.setdefault(name.removesuffix("_npi"), fact)
    inside = [i for i in found.labelled("npi") if region is None or i.line in region] or found.labelled("npi")
    for item in inside:
        party = _holder(found, parties, item)
        role = party.role if party else "billing_provider"
        fact = _npi_at(found, f"{role}_npi", item)
        if fact is not None and fact.value not in {f.value for f in numbers.values()}:
            numbers.setdefault(role, fact)
    return numbers if numbers else _unlabelled(found, parties)


def _npi_at(found: Survey, name: str, item: Labelled) -> Fact | None:
    for number, begin, end in ten_figures(item.text):
        if begin > 24:
            break
        level = Confidence.HIGH if passes_check(number) else Confidence.LOW
        return Fact(
            name,
            number,
            confidence=level,
            source=source(found.printed, item.page, item.start + begin, item.start + end),
        )
    return None


def _holder(found: Survey, parties: dict[str, _Party], item: Labelled) -> _Party | None:
    """The party whose name stands last before the number, on its line or in the same sentence."""
    before = [
        party
        for party in parties.values()
        if party.page == item.page and party.start < item.start and item.line - party.line <= _NEARBY_LINES
    ]
    same_line = [p for p in before if p.line == item.line]
    return max(same_line or before, key=lambda p: p.start, default=None)


def _unlabelled(found: Survey, parties: dict[str, _Party]) -> dict[str, Fact]:
    """A valid NPI printed without its label right behind or under a provider's name."""
    for role, party in parties.items():
        text = found.sheet.page(party.page).text
        near = text[party.end : party.end + 160]
        for number, begin, end in ten_figures(near):
            if passes_check(number) and not re.search(
                r"(?i)(?:phone|fax|tel|call|account|acct)[^\n]{0,12}$", near[:begin]
            ):
                where = source(found.printed, party.page, party.end + begin, party.end + end)
                return {role: Fact(f"{role}_npi", number, confidence=Confidence.MEDIUM, source=where)}
    return {}
