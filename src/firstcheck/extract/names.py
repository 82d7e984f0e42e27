"""Names of people and organisations as printed: where they end, what is not one, and how they are written down.

Takes the text behind a label or a line of a letterhead; gives the bare name.
"""

import re
from functools import lru_cache

from firstcheck.extract.addresses import STATES
from firstcheck.knowledge.load import reading

_TITLE = re.compile(
    r"(?i)^(?:the\s)?(?:mr|mrs|ms|miss|mx|dr|dra|sr|sra|srta|don|doña|rev|pastor|prof|lic|lt|lieutenant|capt"
    r"|captain|señora?|sister"
    r"|brother|hon|joven|enf(?:ermer[oa])?\.? prof|enf)\b\.?\s+(?!$)"
)
_RANK = re.compile(r"^(?:SFC|SGT|CPT|MAJ|LTC|COL|LT|CAPT|TSgt|MSgt|SSG|CPO|PO[123])\b\.?\s*(?:\(Ret\.?\)\s*)?")
_CREDENTIAL = (
    r"(?:M\.?D|D\.?O|N\.?P|P\.?A(?:-C)?|R\.?N|Ph\.?D|PharmD|D\.?P\.?M|D\.?C|DPT|PT|OTR|FNP(?:-[BC]C?)?|APRN"
    r"|CNP|ARNP|CRNA|D\.?D\.?S|DMD|LCSW|OD|FACS|FACR|MBBS|MPH|PsyD|CNM)"
)
_CREDENTIALED = re.compile(rf"^(.{{3,60}}?,?\s{_CREDENTIAL}\b\.?(?:,?\s{_CREDENTIAL}\b\.?){{0,2}})")
_STOP = re.compile(
    r"\s{2,}|\t|\||[(\[{;<]|\s[-–—>•·*]+\s|\s(?:NPI|TIN|Tax ID|DOB|ID|Member|phone|fax|tel)\b|:\s|,?\s(?:located|who"
    r"|which|que|on|para|for|dated)\s"
    r"|,\s(?=[a-záéíóúñ(])|,?\s(?=\d{10}\b)|,\s(?=\$)|,\s(?=\d)|,\s(?=(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov"
    r"|Dec)[a-z]*\.?\s\d)|,\s(?:participating|(?i:non-?)?(?i:par)\b|in[- ]network|out[- ]of[- ]network|network"
    r"|outpatient|inpatient"
    r"|oncology|cardiology|neurolog|neurolog[ií]a|gastroenterolog|orthop|radiology$|PM&R|dentro|fuera|no participa)"
)
_WORD = re.compile(r"[^\W\d_][\w'’.&+\-]*|&")
_PERSON_WORD = re.compile(
    r"^(?:[A-ZÁÉÍÓÚÑÜ][\w'’.\-]*|de|la|las|los|del|van|von|der|den|da|di|dos|y|e|al|el|bin|ibn"
    r"|St\.?|o')$"
)
#: A word that a full stop ends and that is no shortened one: "HELD HARMLESS. Under".
_SENTENCE_END = re.compile(r"[^\W\d_]{5,}\.")
_ORGANISATION = re.compile(
    r"(?i)\b(?:health\w*|insurance|mutual|plans?|benefits?|administrators?|assurance|salud|seguros?|medicare|medicaid"
    r"|care|cares"
    r"|blue|shield|cross|rx|services|co-?op|trust|fund|network|life|hmo|ppo|epo|company|co\.(?!\w)"
    r"|corp(?:oration)?|inc|llc"
    r"|group|association"
    r"|review|management|solutions|partners|alliance|choice|community|advantage|tricare|military|indemnity|casualty"
    r"|ministr(?:y|ies)|sharing"
    r"|university|college|county|city|district|union|welfare|employees|hospital|medical|clinic|center|centre|imaging"
    r"|radiology|aseguradora"
    r"|behavioral health|state of|estado de (?!cuenta|resultados)|departamento de|department of|society"
    r"|sociedad|aetna|cigna|humana|kaiser|anthem|contractor|pharmacy|prescription|benefit|claims|mercado"
    r"|cooperativa|compañía"
    r"|grupo|seguro|médico|physicians?|mutua|mutualidad|fideicomiso|chip|pbm|guild|administradora)\b"
)
_MEDICAL = re.compile(
    r"(?i)\b(?:hospital|clinic|cl[ií]nica|medical|m[eé]dic[oa]|imaging|im[aá]genes|radiolog\w*|patholog\w*|patolog\w*"
    r"|surg\w+|cirug\w*|"
    r"laborator\w*|labs?|diagnost\w+|pharmacy|farmacia|orthop\w*|cardio\w*|oncolog\w*|physicians?|associates"
    r"|asociados|therapy|terapia|"
    r"rehab\w*|health ?care|health center|home health|infusion|ambulance|ems|anesthesia\w*|emergency|urgent care"
    r"|dialysis|sleep|mri|ct|"
    r"center|centre|centro|institute|instituto|partners|specialists?|dme|supply|supplies|mobility|wellness|family"
    r"|women's|pediatric\w*|"
    r"dermatolog\w*|neuro\w*|gastro\w*|urolog\w*|eye|vision|dental|heart|cancer|spine|scan\w*|open|x-?ray|ultrasound"
    r"|mammog\w*|nursing|hospice|group|medicine|care|"
    r"doctors?|dr|md|do|respiratory|oxygen|prosthetics?|ortho|behavioral|psych\w*|counseling|air|transport|aero\w*"
    r"|endoscopy|outpatient|hospitalists?|\w+olog(?:y|ists?|[ií]a)|\w+iatr(?:y|ics|ists?|[ií]a)|chiropractic"
    r"|optometr\w+"
    r"|genomics|genetics|ankle|dentist\w*|periodont\w*|endodont\w*|orthodont\w*|midwi\w+|arrhythmia|onco|resonancias"
    r"|anestesia)\b"
)


@lru_cache(maxsize=4)
def _words(kind: str) -> frozenset[str]:
    return frozenset(reading("names")[kind])


def without_title(text: str) -> str:
    """A person's name without Mr., Sra., rank or the like in front."""
    return _RANK.sub("", _TITLE.sub("", text.strip()))


def cut(text: str) -> str:
    """The part of a field that is the name: up to a remark, a number, another field."""
    credentialed = _CREDENTIALED.match(text)
    stop = _STOP.search(text)
    if credentialed and (stop is None or stop.start() >= credentialed.end(1)):
        return credentialed[1].strip(" ,")
    head = text[: stop.start()] if stop else text
    return head.strip(" ,.:;-–*") + ("." if _ends_abbreviated(head) else "")


def _ends_abbreviated(head: str) -> bool:
    return re.search(r"\b(?:Inc|Co|Corp|Ltd|S\.C|P\.C|P\.A|P\.S|L\.L\.C|Jr|Sr|M\.D|D\.O)\.\s*$", head) is not None


def person(text: str) -> str | None:
    """The person's name a field begins with, in plain order; None when it is not a person's name."""
    head = without_title(cut(without_title(text.split(" / ", maxsplit=1)[0])))
    surname_first = re.match(r"^([^\W\d][\w'’\- ]{1,30}),\s*([^\W\d][\w'’.\- ]{0,30})$", head)
    if (
        surname_first
        and len(surname_first[1].split()) <= 2
        and len(surname_first[2].split()) <= 2
        and not re.match(rf"(?i){_CREDENTIAL}\b|jr|sr|ii", surname_first[2])
        and surname_first[2].lower() not in STATES
    ):
        head = f"{surname_first[2]} {surname_first[1]}"
    if not surname_first and "," in head:
        head = head if re.search(rf"(?i),\s(?:{_CREDENTIAL}|jr|sr|ii|iii|iv)\b", head) else head.split(",")[0]
    words = head.replace(",", " ").split()
    if not 1 < len(words) <= 6 or any(c.isdigit() for c in head) or max(map(len, words)) < 2:
        return None
    if any(_SENTENCE_END.fullmatch(w) for w in words[:-1]):
        return None
    if any(w.lower().strip(".") in _words("not_a_person") for w in words) or not all(
        _PERSON_WORD.match(w) for w in words
    ):
        return None
    return cased(" ".join(words) if surname_first else head)


def is_organisation(text: str) -> bool:
    """Whether a line names a payer, plan or company: it holds a word such as Health, Mutual, Plan, Seguros."""
    return _ORGANISATION.search(text) is not None


def is_care_provider(text: str) -> bool:
    """Whether a name is one of those that give care: hospital, clinic, group, laboratory, doctor."""
    return _MEDICAL.search(text) is not None


def organisation(text: str) -> str | None:
    """The organisation's or doctor's name a field begins with; None when it is no name."""
    head = cut(text)
    words = _WORD.findall(head)
    if not words or len(head) > 90 or len(head) < 3 or sum(map(str.isdigit, head)) > 4:
        return None
    if not head[0].isupper() and not head[0].isdigit() and not (head.islower() and is_organisation(head)):
        return None
    if all(w.lower().strip(".") in _words("not_a_person") for w in words):
        return None
    return cased(head)


def cased(name: str) -> str:
    """A name set all in capitals or all in small letters, written as names are; any other stays as printed."""
    letters = [c for c in name if c.isalpha()]
    if not letters or not (all(c.isupper() for c in letters) or all(c.islower() for c in letters)):
        return name
    words = re.split(r"([\s\-/]+)", name)
    return "".join(_cased_word(word, index == 0) for index, word in enumerate(words))


def _cased_word(word: str, first: bool) -> str:
    bare = word.strip(".,()&'").upper()
    if bare in _words("acronyms") or re.fullmatch(r"(?:[A-Za-z]\.){2,}[,]?", word):
        return word.upper()
    if word.lower() in _words("small") and not first:
        return word.lower()
    written = re.sub(r"^([^\w]*)(\w)(.*)$", lambda m: m[1] + m[2].upper() + m[3].lower(), word, flags=re.S)
    return re.sub(r"^([OD]['’])([a-z])(?=\w\w)", lambda m: m[1] + m[2].upper(), written)
