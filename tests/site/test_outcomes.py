"""Charts of measured outcomes: every figure as x of n with years and source, bars as long as the counts say, no odds."""

import re
from pathlib import Path

import pytest
import yaml

from firstcheck.knowledge.load import knowledge
from firstcheck.site.guide.figures import row
from firstcheck.site.guide.shelf import html, shelf
from firstcheck.site.language import spoken

FILES = {
    file.stem: yaml.safe_load(file.read_text(encoding="utf-8"))
    for file in (Path(__file__).parents[2] / "knowledge" / "evidence").glob("*.yaml")
}
ROOT = Path(__file__).parents[2]
#: words of the figures in Spanish, by their English ones
SPANISH = {
    str(FILES[key.partition(".")[0]][key.partition(".")[2]]): word
    for key, word in yaml.safe_load((ROOT / "knowledge/es/pages/figures.yaml").read_text(encoding="utf-8")).items()
    if key.partition(".")[2] in FILES.get(key.partition(".")[0], {})
}
COUNT = {"en": "{k:,} of {n:,}", "es": "{k:,} de {n:,}"}
EVIDENCE = "/guide/evidence/"


def uses() -> list[tuple[str, str]]:
    """Pages and the figures that their files name."""
    known = knowledge()
    own = [
        (f"/guide/denials/{s.id}/", use.id) for s in known.scenarios.values() if s.fixable for use in s.fixable.figures
    ]
    return own + [(f"/guide/care/{care.id}/", name) for care in known.procedures.values() for name in care.figures]


def rows_of(page: str) -> dict[str, str]:
    """The rows of the chart by the id of their figure."""
    table = re.findall(r'<table class="outcomes">(.*?)</table>', page, re.DOTALL)
    return dict(re.findall(r'<tr id="([^"]+)">(.*?)</tr>', "".join(table), re.DOTALL))


def checked(drawn: str, figure: dict[str, object], language: str) -> None:
    """A row says the count, the years, whose cases and who counted; its bar is as long as the count says."""
    text = re.sub(r"<[^>]+>", " ", drawn).replace("&#x27;", "'")
    assert str(figure["years"]).replace("-", "–") in text
    said = {name: str(figure[name]) for name in ("population", "source", "service")}
    spoken_words = {word: {SPANISH.get(word, word), word} if language == "es" else {word} for word in said.values()}
    # a page that is not translated keeps its own English figures, marked as such
    assert all(any(word in text for word in words) for words in spoken_words.values()), said
    k, n = figure.get("k"), int(str(figure["n"]))
    bars = re.findall(r"<svg.*?</svg>", drawn, re.DOTALL)
    if k is None:
        said_so = str(figure["said"])
        assert (said_so in text or (language == "es" and SPANISH.get(said_so, said_so) in text)) and not bars
        return
    counted = COUNT[language].format(k=k, n=n)
    assert counted in text
    if n < 10:
        assert not bars
        return
    assert len(bars) == 1
    assert 'role="img" aria-label="' in bars[0] and counted in bars[0]
    width = re.search(r'chart-share"[^>]*width="([0-9.]+)%"', bars[0])
    assert width and abs(float(width[1]) - 100 * int(str(k)) / n) <= 0.05
    low, high = (int(part) for part in re.findall(r'chart-span" x1="(\d+)%" x2="(\d+)%" y1="24"', bars[0])[0])
    assert 0 <= low < float(width[1]) < high <= 100


@pytest.mark.parametrize("language", ["en", "es"])
def test_it_holds_that_every_page_with_figures_draws_each_of_them_as_its_file_says(language: str) -> None:
    assert len({page for page, _ in uses()}) > 50
    for page, name in uses():
        drawn = rows_of(html(page, language))
        assert name in drawn, (page, name)
        checked(drawn[name], FILES[name], language)


@pytest.mark.parametrize("language", ["en", "es"])
def test_it_holds_that_the_page_of_outcomes_draws_all_figures_and_names_the_pages_that_use_them(language: str) -> None:
    page = html(EVIDENCE, language)
    drawn = rows_of(page)
    assert drawn.keys() == FILES.keys()
    for name, figure in FILES.items():
        checked(drawn[name], figure, language)
    for place, name in uses():
        assert f'{place}"' in drawn[name], (place, name)
        assert f'{EVIDENCE}"' in html(place, language)


def test_it_holds_that_a_page_without_figures_says_that_none_are_on_file() -> None:
    none = knowledge().pages["guide"]["guide_fixable_none"]
    for scenario in knowledge().scenarios.values():
        if scenario.fixable and scenario.fixable.say:
            page = html(f"/guide/denials/{scenario.id}/", "en")
            assert (none in page) == (not scenario.fixable.figures), scenario.id
            assert ('class="outcomes"' in page) == bool(scenario.fixable.figures), scenario.id


def test_it_holds_that_fewer_than_ten_cases_have_no_bar_and_no_share() -> None:
    figure = next(f for f in knowledge().evidence.values() if f.k is not None)
    few = type(figure)(**{name: getattr(figure, name) for name in figure.__struct_fields__} | {"n": 9, "k": 4})
    with spoken("en"):
        drawn = row(few)
    assert (drawn.count, drawn.too_few, drawn.share, drawn.low, drawn.high) == ("4 of 9", True, None, None, None)


@pytest.mark.parametrize("language", ["en", "es"])
def test_it_holds_that_no_chart_speaks_of_chances_or_shares_in_percent(language: str) -> None:
    for path, page in shelf(language).items():
        if page.kind in ("scenario", "care", "evidence"):
            tables = " ".join(rows_of(html(path, language)).values())
            counts = " ".join(re.findall(r'<td class="outcome-count">(.*?)</td>', tables, re.DOTALL))
            assert "%" not in re.sub(r"<[^>]+>", " ", counts), path
            text = re.sub(r"<[^>]+>", " ", tables)
            assert not re.search(r"chance|likel|probab|\bodds\b|win rate|success rate", text, re.IGNORECASE), path


def test_it_holds_that_a_bar_is_drawn_by_the_server_with_no_style_and_no_script_of_its_own() -> None:
    bars = re.findall(r"<svg class=\"bar.*?</svg>", html(EVIDENCE, "en"), re.DOTALL)
    assert len(bars) == sum(1 for f in FILES.values() if f.get("k") is not None and f["n"] >= 10)
    assert not [bar for bar in bars if "style=" in bar or "<script" in bar or "href" in bar]
