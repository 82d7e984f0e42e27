"""Pages that are copies are found, pages that are not are let be, and the project's own keep far apart."""

from hypothesis import given
from hypothesis import strategies as st

from firstcheck.knowledge.distinct import LEAST_WORDS, likenesses, nearest_by_words, shingles
from firstcheck.knowledge.load import knowledge
from firstcheck.knowledge.texts import first_checks, page_texts

WORDS = st.lists(
    st.sampled_from(["ask", "plan", "doctor", "letter", "date", "bill", "send", "keep"]), min_size=5, max_size=30
)


@given(WORDS)
def test_it_finds_a_copy(words: list[str]) -> None:
    text = [" ".join(words)]
    one, other = likenesses({"a": text, "b": text})
    assert one.jaccard == other.jaccard == 1.0
    assert one.held == 1.0 and one.own == 0.0
    assert len(one.faults) >= 3


@given(WORDS)
def test_it_finds_nothing_alike_in_other_words(words: list[str]) -> None:
    other = [word + "x" for word in words]
    for like in likenesses({"a": [" ".join(words)], "b": [" ".join(other)]}):
        assert (like.jaccard, like.held, like.own) == (0.0, 0.0, 1.0)


def test_it_counts_runs_inside_a_text_only() -> None:
    assert shingles(["one two three", "four five"]) == frozenset()
    assert len(shingles(["one two three four five six"])) == 2


def test_it_names_the_nearest_by_rare_words() -> None:
    pages = {"a": ["scan dye tracer"], "b": ["scan tracer dye center"], "c": ["premium month pay"]}
    assert nearest_by_words(pages)["a"] == "b"


def test_the_pages_of_the_project_keep_apart() -> None:
    known = knowledge()
    pages = {name: page_texts(page, known.plays) for name, page in known.scenarios.items()}
    for like in likenesses(pages):
        assert like.jaccard <= 0.12 and like.own >= 0.60 and like.held <= 0.30, like
        assert like.words >= LEAST_WORDS, like


def test_no_two_pages_begin_with_the_same_checks() -> None:
    known = knowledge()
    seen: dict[str, str] = {}
    for page in known.scenarios.values():
        checks = first_checks(page, known.plays)
        assert len(checks) == len(range(3)), page.id
        for task in checks:
            assert seen.setdefault(task.do, page.id) == page.id, f"{page.id} and {seen[task.do]}: {task.do}"
