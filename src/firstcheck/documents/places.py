"""Places in the sentences of letters filled: {facts} with what is known, [[prompts]] as blanks for the person.

Takes a sentence; gives spans. A fact we lack becomes a blank that names it, never an empty place and never a guess.
"""

import re
from collections.abc import Iterator

from firstcheck.documents.letter import Origin, Span
from firstcheck.documents.printable import one_line
from firstcheck.documents.setting import APPEALS, Setting
from firstcheck.documents.spoken import spoken

_PLACE = re.compile(r"\{([a-z_]+)\}|\[\[(.+?)\]\]")


def filled(setting: Setting, sentence: str, language: str = "en") -> Iterator[Span]:
    """The sentence as spans, in order."""
    end = 0
    for place in _PLACE.finditer(sentence):
        if place.start() > end:
            yield Span(sentence[end : place.start()])
        yield blank(place[2]) if place[2] else at_place(setting, place[1], language)
        end = place.end()
    if end < len(sentence):
        yield Span(sentence[end:])


def blank(prompt: str) -> Span:
    """A place for the person to fill, shown in square brackets."""
    return Span(f"[{one_line(prompt)}]", Origin.BLANK, one_line(prompt))


def at_place(setting: Setting, name: str, language: str = "en") -> Span:
    """The span for a named place."""
    if name == "quote":
        return _quote(setting, language)
    if name in ("regulator", "regulator_contact"):
        return Span(contact(setting, name.removeprefix("regulator_") if "_" in name else "name"), Origin.FACT, name)
    text = known(setting, name, language)
    return Span(text, Origin.FACT, name) if text else blank(label(setting, name, language))


def known(setting: Setting, name: str, language: str = "en") -> str:
    """The words for a fact of the setting, empty where it is not known."""
    if name == "today":
        return spoken(setting.today, language)
    if name == "provider":
        return setting.provider
    if name == "service":
        return _service(setting, language)
    if name == "matter":
        return _matter(setting, language)
    if name == "appeal_by":
        days = [d.safe for d in setting.determination.deadlines if d.kind in APPEALS and d.safe and not d.expired]
        return spoken(min(days), language) if days else ""
    if name.startswith("sender_"):
        return one_line(str(getattr(setting.sender, name.removeprefix("sender_"))))
    value = setting.values.get(name)
    return spoken(value, language) if value not in (None, "", ()) and not isinstance(value, bool) else ""


def _service(setting: Setting, language: str) -> str:
    """What was refused: in the plan's words, else by its day."""
    named, day = setting.values.get("service_description"), setting.values.get("service_date")
    if named:
        return one_line(str(named))
    say = setting.knowledge.pages[f"letter_{language}"]["service_on"]
    return say.format(day=spoken(day, language)) if day else ""


def _matter(setting: Setting, language: str) -> str:
    """What the decision is filed under: the claim, or before there is one the plan's own reference."""
    say = setting.knowledge.pages[f"letter_{language}"]
    for fact, words in (("claim_number", "matter_claim"), ("case_number", "matter_case")):
        number = known(setting, fact)
        if number:
            return say[words].format(number=number)
    return ""


def label(setting: Setting, name: str, language: str) -> str:
    """What a fact is called in the head of a letter and in its blank."""
    texts = setting.knowledge.pages[f"letter_{language}"]
    return texts.get(f"fact_{name}") or setting.knowledge.pages["facts"].get(name, name.replace("_", " "))


def contact(setting: Setting, what: str) -> str:
    """`name` or `contact` of the office that watches this kind of plan, or how to `find` it; empty where not known."""
    texts = setting.knowledge.pages["regulators"]
    plan_type = setting.plan_type if f"{setting.plan_type}_name" in texts else "unknown"
    return texts.get(f"{plan_type}_{what}", "")


def _quote(setting: Setting, language: str) -> Span:
    quote = setting.determination.denial.quote
    if quote is None or not quote.quote:
        return blank(setting.knowledge.pages[f"letter_{language}"]["their_words"])
    return Span(one_line(quote.quote), Origin.QUOTE, f"{quote.document}:{quote.page or ''}")
