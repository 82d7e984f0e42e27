"""Code pages: each reason or remark code in our own words, what to check first, and the pages it leads to."""

from collections.abc import Iterator

from firstcheck.knowledge.model import Code
from firstcheck.site.analyzer.wording import label, say
from firstcheck.site.guide.book import Book, code_name, code_path, path
from firstcheck.site.guide.kinds.families import crumb
from firstcheck.site.guide.page import Link, Page

_TABLES = ("carc", "rarc")
_NEIGHBOURS = 8


def pages(book: Book) -> Iterator[Page]:
    """The list of codes, one list a family, then a page for each code."""
    shown = {table: book.knowledge.codes.get(table, {}) for table in _TABLES}
    yield _index(book, shown)
    for table, codes in shown.items():
        for code, known in codes.items():
            yield _page(book, table, code, known)


def _index(book: Book, shown: dict[str, dict[str, Code]]) -> Page:
    lists = []
    for table, codes in shown.items():
        entries = [(book.code_link(table, code), (table, code) in book.scenarios_of_code) for code in codes]
        lists.append((table, say(f"guide_codes_{table}"), entries))
    groups = [(code, known, say(f"guide_group_{known.patient_may_be_billed}")) for code, known in _groups(book)]
    return Page(
        path=path("codes"),
        kind="codes",
        title=say("guide_codes_title"),
        description=say("guide_codes_lead"),
        words={"lists": lists, "groups": groups},
        crumbs=(crumb(),),
        marked_up={"@type": "DefinedTermSet"},
    )


def _groups(book: Book) -> list[tuple[str, Code]]:
    return list(book.knowledge.codes.get("groups", {}).items())


def _page(book: Book, table: str, code: str, known: Code) -> Page:
    name = code_name(table, code)
    scenarios = [book.scenario_link(s) for s in book.scenarios_of_code.get((table, code), [])]
    meaning = known.meaning.rstrip(".")
    return Page(
        path=code_path(table, code),
        kind="code",
        title=say("guide_code_title", code=name, meaning=meaning),
        description=f"{name}: {meaning}. {say('guide_first_word')}: {known.first_check or say('guide_code_ask')}"[:200],
        words={
            "code": code,
            "table": table,
            "name": name,
            "known": known,
            "meaning": meaning,
            "kind_say": say(f"guide_kind_{known.kind}") if known.kind else "",
            "who": [label("who", who) for who in known.who_must_act],
            "fix_say": say(f"guide_correctable_{known.correctable or 'unknown'}"),
            "scenarios": scenarios,
            "family": _family(known),
            "neighbours": _neighbours(book, table, code, known),
            "groups": [(g, k, say(f"guide_group_{k.patient_may_be_billed}")) for g, k in _groups(book)],
        },
        crumbs=(crumb(), Link(say("guide_codes_title"), path("codes"))),
        keywords=f"{code} {name} {table} co {code} pr {code} oa {code} pi {code}",
        indexed=bool(scenarios),
        marked_up={"@type": "DefinedTerm", "termCode": code, "name": name},
        english=book.language != "en",
    )


def _family(known: Code) -> Link | None:
    if known.family in ("", "none", "unknown"):
        return None
    return Link(label("family_names", known.family), path("families", known.family), label("families", known.family))


def _neighbours(book: Book, table: str, code: str, known: Code) -> list[Link]:
    """Codes of the same family beside this one in the list."""
    same = [name for name, other in book.knowledge.codes[table].items() if other.family == known.family]
    at = same.index(code)
    around = sorted((name for name in same if name != code), key=lambda name: abs(same.index(name) - at))
    return [book.code_link(table, name) for name in sorted(around[:_NEIGHBOURS], key=same.index)]
