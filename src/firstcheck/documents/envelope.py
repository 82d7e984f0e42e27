"""The parts of a letter around its body: who writes, to whom, about what, and the signature."""

import re
from collections.abc import Iterator

from firstcheck.documents.letter import Block, Origin, Role, Span
from firstcheck.documents.places import at_place, blank, contact, known, label
from firstcheck.documents.printable import one_line
from firstcheck.documents.setting import Setting
from firstcheck.knowledge.letters import Genre, LetterText, Recipient, Sending

#: What stands in the head of a letter when it is known, in this order.
_SHOWN = [
    "patient",
    "member_id",
    "group_number",
    "claim_number",
    "case_number",
    "matter",
    "authorization_number",
    "referral_number",
    "service_date",
    "service_description",
    "procedure_codes",
    "provider",
    "notice_date",
    "billed_amount",
]
#: To the plan the papers speak of "your notice"; everybody else reads of the plan's.
_PLAN = (Recipient.PLAN, Recipient.APPEALS)
#: Readers who have to be told which plan it is about.
_ABOUT_A_PLAN = (Recipient.REGULATOR, Recipient.HELP_DESK, Recipient.REVIEWER, Recipient.HEARINGS, Recipient.OPM)
#: Who is told less: a debt collector and a credit company have no business with codes of care and plan numbers, and a
#: cover lies open on the machine.
_LESS: dict[Recipient | Genre, tuple[str, ...]] = {
    Recipient.COLLECTOR: ("patient", "provider", "service_date", "billed_amount"),
    Recipient.BUREAU: ("patient",),
    Genre.COVER: ("patient", "member_id", "claim_number", "case_number"),
    Genre.SLIP: ("patient", "member_id", "claim_number", "case_number"),
}
_STATE = re.compile(r"[A-Z]{2}\.?\s+\d{5}")
_BREAK = Span("\n")


def _lines(lines: Iterator[Span]) -> tuple[Span, ...]:
    """The spans one under the other."""
    found: list[Span] = []
    for span in lines:
        found += [_BREAK, span] if found else [span]
    return tuple(found)


def sender_block(setting: Setting, language: str) -> Block:
    """Name, address, phone: as the person gave them, the patient's name where they gave none."""
    return Block(Role.SENDER, _lines(_sender(setting, language)))


def _sender(setting: Setting, language: str) -> Iterator[Span]:
    texts = setting.knowledge.pages[f"letter_{language}"]
    yield _name(setting, language)
    address = [line for part in setting.sender.address.split("\n") if (line := one_line(part))]
    yield from (Span(line, Origin.OWN, "address") for line in address)
    if not address:
        yield blank(texts["your_address"])
    yield (
        Span(one_line(setting.sender.phone), Origin.OWN, "phone")
        if setting.sender.phone.strip()
        else blank(texts["your_phone"])
    )
    if setting.sender.email.strip():
        yield Span(one_line(setting.sender.email), Origin.OWN, "email")


def _name(setting: Setting, language: str) -> Span:
    given = one_line(setting.sender.name)
    if given:
        return Span(given, Origin.OWN, "name")
    if setting.sender.sending is Sending.PATIENT:
        return at_place(setting, "patient", language)
    return blank(setting.knowledge.pages[f"letter_{language}"]["your_name"])


def receiver(setting: Setting, kind: LetterText, language: str) -> Block:
    """To whom it goes, with the address that the paper gives for appeals where it is an appeal."""
    return Block(Role.RECIPIENT, _lines(_receiver(setting, kind, language)))


def _receiver(setting: Setting, kind: LetterText, language: str) -> Iterator[Span]:
    texts = setting.knowledge.pages[f"letter_{language}"]
    if kind.to in (Recipient.PLAN, Recipient.APPEALS):
        yield at_place(setting, "payer", language)
        yield Span(texts[f"to_{kind.to.value}"])
        yield from _plan_address(setting, kind, language)
    elif kind.to in (Recipient.PROVIDER, Recipient.FACILITY):
        yield at_place(setting, "provider" if kind.to is Recipient.PROVIDER else "facility", language)
        yield Span(texts[f"to_{kind.to.value}"])
        yield blank(texts["their_address"])
    elif kind.to is Recipient.REGULATOR:
        yield Span(contact(setting, "name"), Origin.FACT, "regulator")
        yield from _office(setting)
    elif kind.to is Recipient.HELP_DESK:
        yield Span(texts["to_help_desk"])
        yield Span(texts["contact_help_desk"])
    else:
        yield Span(texts[f"to_{kind.to.value}"])
        yield blank(texts[f"address_{kind.to.value}"])


def _office(setting: Setting) -> Iterator[Span]:
    """The address of the office that watches the plan, or where to find it."""
    address = contact(setting, "contact")
    yield from (Span(part, Origin.FACT, "regulator_contact") for part in _address_lines(address))
    if not address:
        yield blank(contact(setting, "find"))


def _plan_address(setting: Setting, kind: LetterText, language: str) -> Iterator[Span]:
    texts = setting.knowledge.pages[f"letter_{language}"]
    address = known(setting, "appeal_address") if kind.to is Recipient.APPEALS else ""
    for part in _address_lines(address):
        if part != known(setting, "payer"):
            yield Span(part, Origin.FACT, "appeal_address")
    if not address:
        yield blank(texts["appeals_address" if kind.to is Recipient.APPEALS else "plan_address"])
    fax = known(setting, "appeal_fax") if kind.to is Recipient.APPEALS else ""
    if fax:
        yield Span(f"{texts['fax']} {fax}", Origin.FACT, "appeal_fax")


def _address_lines(address: str) -> list[str]:
    """The lines of an address that stands on one line; town and state stay together."""
    parts = [part for part in address.split(", ") if part]
    if len(parts) > 1 and _STATE.match(parts[-1]):
        parts[-2:] = [f"{parts[-2]}, {parts[-1]}"]
    return parts


def references(setting: Setting, kind: LetterText, language: str) -> Iterator[Block]:
    """The facts by which the reader finds the case; those that the letter needs and we lack are blanks."""
    for name in dict.fromkeys((*_stated(kind), *kind.shows)):
        lacking = not known(setting, name)
        if (lacking and name in kind.needs) or (not lacking and name != "matter"):
            yield Block(
                Role.REFERENCE, (at_place(setting, name, language),), label=_label(setting, name, kind, language)
            )


def _stated(kind: LetterText) -> tuple[str, ...]:
    less = _LESS.get(kind.genre) or _LESS.get(kind.to)
    return less or (("payer", *_SHOWN) if kind.to in _ABOUT_A_PLAN else tuple(_SHOWN))


def _label(setting: Setting, name: str, kind: LetterText, language: str) -> str:
    """What the reader calls it: the plan's "Member" is the provider's "Patient"."""
    others = setting.knowledge.pages[f"letter_{language}"].get(f"fact_{name}_others")
    return others if others and not for_the_plan(kind) else label(setting, name, language)


def for_the_plan(kind: LetterText) -> bool:
    """Whether the plan itself reads it."""
    return kind.to in _PLAN


def greeting(setting: Setting, kind: LetterText, language: str) -> Block:
    """How the letter opens."""
    return Block(Role.GREETING, (Span(setting.knowledge.pages[f"letter_{language}"][f"greet_{kind.to.value}"]),))


def signature(setting: Setting, language: str) -> Block:
    """A line to sign on, and the name under it."""
    texts = setting.knowledge.pages[f"letter_{language}"]
    role = texts[f"sign_{setting.sender.sending.value}"]
    return Block(Role.SIGNATURE, (_name(setting, language), _BREAK, Span(role)))
