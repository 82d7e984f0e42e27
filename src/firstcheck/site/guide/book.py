"""The knowledge as a guide in one language sees it: words, names, links, and what follows from the rules.

Takes the typed Knowledge; gives titles, links and relations. Fields and folders that only some builds of the knowledge
have are asked for by name and may be absent.
"""

from collections.abc import Iterable, Mapping
from functools import cached_property
from typing import Any

import msgspec

from firstcheck.knowledge.edition import Edition, ScenarioEdition
from firstcheck.knowledge.model import Code, Knowledge, Play, Rule, Scenario, SourceOfLaw
from firstcheck.knowledge.spoken import spoken_in
from firstcheck.site.analyzer.wording import label, say
from firstcheck.site.guide.page import Link


def path(kind: str, name: str = "") -> str:
    """The address of a guide page, without the language."""
    return f"/guide/{kind}/{name}/" if name else f"/guide/{kind}/"


def code_path(table: str, code: str) -> str:
    """The address of a code's page."""
    return path("codes", f"{table}-{code.lower()}")


def optional(item: msgspec.Struct, field: str) -> Any:
    """A field that only some builds of the knowledge have; None where this one has not."""
    return msgspec.structs.asdict(item).get(field)


class Book:
    """The knowledge in one language."""

    def __init__(self, knowledge: Knowledge, language: str) -> None:
        self.knowledge = knowledge
        self.language = language
        self.edition = knowledge.editions.get(language, Edition())
        #: the same with the sentences of this language, for what is translated everywhere: ways and figures
        self.spoken = spoken_in(knowledge, language)

    def folder(self, name: str) -> Mapping[str, Any]:
        """A folder of knowledge by id, empty where this build has none of that name."""
        return optional(self.knowledge, name) or {}

    def translated(self, scenario: str) -> ScenarioEdition | None:
        """The page of a scenario in this language; None where there is none."""
        return self.edition.scenarios.get(scenario)

    def title(self, scenario: str) -> str:
        """The title of a scenario."""
        own = self.translated(scenario)
        return own.title if own else self.knowledge.scenarios[scenario].title

    def scenario_link(self, scenario: str, note: str = "") -> Link:
        """A link to a scenario's page."""
        foreign = self.language != "en" and self.translated(scenario) is None
        note = note or (say("guide_page_english") if foreign else "")
        lang = self.language if self.language != "en" else ""
        return Link(self.spoken.scenarios[scenario].title, path("denials", scenario), note, lang=lang)

    def code_link(self, table: str, code: str) -> Link:
        """A link to a code's page, with its meaning."""
        known = self.knowledge.codes[table][code]
        return Link(code_name(table, code), code_path(table, code), known.meaning)

    def source(self, name: str) -> SourceOfLaw | None:
        """A source of law by id."""
        return self.knowledge.sources.get(name)

    def filled(self, sentence: str, known: Knowledge | None = None) -> str:
        """A sentence of a play, its places filled with what is said where nothing is known of a case.

        `known` is the knowledge that the sentence is from, where it is not in the language of the book.
        """
        answer = (known or self.spoken).pages["answer"]
        missing = {k.removeprefix("missing_"): v for k, v in answer.items() if k.startswith("missing_")}
        full = sentence.format_map(_Plain(missing))
        return full[:1].upper() + full[1:]

    @cached_property
    def naming(self) -> dict[str, list[Rule]]:
        """The rules that lead to each scenario."""
        found: dict[str, list[Rule]] = {}
        for rule in self.knowledge.rules:
            if rule.then.scenario and rule.status == "live":
                found.setdefault(rule.then.scenario, []).append(rule)
        return found

    @cached_property
    def leading(self) -> dict[str, list[Rule]]:
        """The rules that lead to each play."""
        found: dict[str, list[Rule]] = {}
        for rule in self.knowledge.rules:
            if rule.then.play and rule.status == "live":
                found.setdefault(rule.then.play, []).append(rule)
        return found

    def reasons(self, scenario: str) -> tuple[str, ...]:
        """The reasons that, read on a paper, lead to a scenario."""
        rules = self.naming.get(scenario, ())
        return tuple(dict.fromkeys(name for rule in rules for name in rule.when.get("primary_reason", ())))

    def outcomes(self, scenario: str) -> frozenset[str]:
        """The outcomes with which a scenario goes."""
        return frozenset(name for rule in self.naming.get(scenario, ()) for name in rule.when.get("outcome", ()))

    def refused(self, scenario: str) -> bool:
        """Whether something was refused in a scenario, so that the time to appeal runs."""
        return bool(self.outcomes(scenario) & {"denied", "partly-denied", "ended", "reduced"})

    def codes(self, scenario: str, table: str) -> tuple[str, ...]:
        """The codes of a list (`carc`, `rarc`) that a notice of a scenario may carry, as far as they are known."""
        own: Iterable[str] = optional(self.knowledge.scenarios[scenario], table) or ()
        reasons = (self.knowledge.reasons[name] for name in self.reasons(scenario) if name in self.knowledge.reasons)
        found = (code for reason in reasons for code in (reason.carc if table == "carc" else reason.rarc))
        return tuple(code for code in dict.fromkeys((*own, *found)) if code in self.knowledge.codes[table])

    @cached_property
    def scenarios_of_code(self) -> dict[tuple[str, str], list[str]]:
        """The scenarios of each code."""
        found: dict[tuple[str, str], list[str]] = {}
        for name in self.knowledge.scenarios:
            for table in ("carc", "rarc"):
                for code in self.codes(name, table):
                    found.setdefault((table, code), []).append(name)
        return found

    def route(self, play: str) -> str:
        """The route on which a play is taken first; empty where no rule leads to it."""
        rules = self.leading.get(play, ())
        return next((rule.then.route.value for rule in rules if rule.then.route), "")

    def plays(self, scenario: Scenario) -> list[Play]:
        """The plays of a scenario, the one for a plain case first, in the language of its page."""
        plays = self.of_page(scenario.id).plays
        return [plays[name] for name in scenario.plays if name in plays]

    def of_page(self, scenario: str) -> Knowledge:
        """The knowledge in the language of a scenario's page: English where the page is not translated."""
        return self.spoken if self.translated(scenario) else self.knowledge

    def family_names(self) -> dict[str, list[str]]:
        """The scenarios of each family, families in the order of their names for people."""
        found: dict[str, list[str]] = {}
        for scenario in self.knowledge.scenarios.values():
            found.setdefault(scenario.family.value, []).append(scenario.id)
        return dict(
            sorted(found.items(), key=lambda item: (item[0] in ("none", "unknown"), label("family_names", item[0])))
        )


class _Plain(dict[str, str]):
    def __missing__(self, key: str) -> str:
        return key.replace("_", " ")


def code_name(table: str, code: str) -> str:
    """A code as notices print it: `CARC 197`, `RARC N130`."""
    return f"{table.upper()} {code}"


def printable(code: Code) -> bool:
    """Whether a code says enough for a page of its own."""
    return bool(code.meaning)
