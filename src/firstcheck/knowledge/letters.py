"""What the files of letters hold: the words of each letter in English and Spanish, who may send it, where law reaches.

A sentence has places in braces, `{claim_number}`, filled with what is known, and places in double square brackets,
`[[what they said]]`, for the person to fill.
"""

import enum
from datetime import date

import msgspec

from firstcheck.knowledge.names import Family, Route


class Entry(msgspec.Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True, gc=False):
    """Manners that every kind of file shares."""


class Form(enum.StrEnum):
    """How a piece of a letter is set: asks are numbered, points have a bullet, spoken lines are said, signs signed."""

    PARAGRAPH = "paragraph"
    HEADING = "heading"
    ASK = "ask"
    POINT = "point"
    SPOKEN = "spoken"
    SIGN = "sign"


class Genre(enum.StrEnum):
    """What kind of paper it is."""

    LETTER = "letter"
    FORM = "form"
    SCRIPT = "script"
    COVER = "cover"
    SLIP = "slip"


class Recipient(enum.StrEnum):
    """To whom a letter goes."""

    PLAN = "plan"
    APPEALS = "appeals"
    PROVIDER = "provider"
    FACILITY = "facility"
    DOCTOR = "doctor"
    REGULATOR = "regulator"
    HELP_DESK = "help_desk"
    REVIEWER = "reviewer"
    HEARINGS = "hearings"
    OPM = "opm"
    COLLECTOR = "collector"
    BUREAU = "bureau"


class Sending(enum.StrEnum):
    """Who puts a name under a letter."""

    PATIENT = "patient"
    REPRESENTATIVE = "representative"
    PROVIDER = "provider"


class May(enum.StrEnum):
    """Whether someone may send a letter."""

    YES = "yes"
    NO = "no"
    WITH_FORM = "with-form"


class Part(Entry, frozen=True):
    """One piece of a letter in both languages; `use` takes the piece of that name from letter_parts.yaml.

    `cite` names the sources behind it: the piece is said only where all of them reach, and they are printed after it.
    """

    say: str = ""
    es: str = ""
    form: Form = Form.PARAGRAPH
    when: dict[str, tuple[str, ...]] = msgspec.field(default_factory=dict)
    unless: dict[str, tuple[str, ...]] = msgspec.field(default_factory=dict)
    cite: tuple[str, ...] = ()
    use: str | None = None


class LetterText(Entry, frozen=True):
    """One kind of letter. `needs` are the facts without which it cannot be sent; `about` tells when it is the one.

    `step` orders letters that fit equally well: 1 comes first, 2 goes with it, 3 comes later. `plan_types` empty = any;
    `deadline` names the kind of date that its sending meets.
    """

    id: str
    title: str
    title_es: str
    about: str
    to: Recipient
    subject: str
    subject_es: str
    body: tuple[Part, ...]
    genre: Genre = Genre.LETTER
    step: int = 2
    appeal: bool = False
    plan_types: tuple[str, ...] = ()
    not_plan_types: tuple[str, ...] = ()
    families: tuple[Family, ...] = ()
    routes: tuple[Route, ...] = ()
    plays: tuple[str, ...] = ()
    needs: tuple[str, ...] = ("payer", "patient", "member_id", "matter")
    shows: tuple[str, ...] = ()
    enclose: tuple[str, ...] = ()
    deadline: tuple[str, ...] = ()
    when: dict[str, tuple[str, ...]] = msgspec.field(default_factory=dict)


class Reach(Entry, frozen=True):
    """Whom a source of law binds, from which day, and the names by which it is spoken of."""

    plan_types: tuple[str, ...] = ()
    states: tuple[str, ...] = ()
    names: tuple[str, ...] = ()
    since: date | None = None


class Filer(Entry, frozen=True):
    """Who may send an appeal; the first entry that fits decides. `say` is told to the person."""

    who: Sending
    may: May
    say: str
    plan_types: tuple[str, ...] = ()
    when: dict[str, tuple[str, ...]] = msgspec.field(default_factory=dict)
    cite: tuple[str, ...] = ()


class ChecklistItem(Entry, frozen=True):
    """A paper to have in hand. `paper` is the kind of paper that settles it, `fact` the fact that does."""

    what: str
    why: str
    paper: tuple[str, ...] = ()
    fact: str | None = None
    when: dict[str, tuple[str, ...]] = msgspec.field(default_factory=dict)


class Checklist(Entry, frozen=True):
    """Papers to gather on some ways on; `routes` empty = on every way."""

    id: str
    title: str
    items: tuple[ChecklistItem, ...]
    routes: tuple[Route, ...] = ()
    families: tuple[Family, ...] = ()
