"""The artefact: made from files of every type, keyed by their content, renewed when they change, read without YAML."""

import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest

from firstcheck.knowledge.build import KnowledgeFault, build, content_hash, load_yaml
from firstcheck.knowledge.load import ARTEFACT, FILES, knowledge, load, reading

ROUTES = "- {id: fix, name: Fix it, what: w, why_not: [{say: s}]}\n"
LAW = "id: a-law\ntitle: {title}\ncitation: '0010'\ngrade: statute\ndate_read: d\n"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    (tmp_path / "files" / "sources").mkdir(parents=True)
    (tmp_path / "files" / "routes.yaml").write_text(ROUTES)
    (tmp_path / "files" / "sources" / "a-law.yaml").write_text(LAW.format(title="no"))
    return tmp_path / "files"


def test_it_keeps_codes_and_words_as_they_are_written(root: Path) -> None:
    source = build(root).sources["a-law"]
    assert (source.citation, source.title) == ("0010", "no")


def test_it_refuses_a_key_given_twice(tmp_path: Path) -> None:
    path = tmp_path / "a.yaml"
    path.write_text("one: 1\ntwo: 2\none: 3\n")
    with pytest.raises(KnowledgeFault, match="line 3.*'one' stands twice"):
        load_yaml(path)


def test_it_refuses_a_field_that_it_does_not_know(root: Path) -> None:
    (root / "sources" / "a-law.yaml").write_text(LAW.format(title="t") + "colour: red\n")
    with pytest.raises(KnowledgeFault, match=r"a-law\.yaml.*colour"):
        build(root)


def test_it_reads_the_artefact_while_nothing_changes(root: Path, tmp_path: Path) -> None:
    artefact = tmp_path / "compiled"
    made = load(root, artefact)
    written = artefact.stat().st_mtime_ns
    assert load(root, artefact) == made
    assert artefact.stat().st_mtime_ns == written


def test_it_makes_the_artefact_again_when_a_file_changes(root: Path, tmp_path: Path) -> None:
    artefact = tmp_path / "compiled"
    before = load(root, artefact)
    (root / "sources" / "a-law.yaml").write_text(LAW.format(title="another"))
    after = load(root, artefact)
    assert after.sources["a-law"].title == "another"
    assert before.content_hash != after.content_hash == content_hash(root)


def test_it_makes_the_artefact_again_when_a_file_goes(root: Path, tmp_path: Path) -> None:
    load(root, tmp_path / "compiled")
    (root / "sources" / "a-law.yaml").unlink()
    assert load(root, tmp_path / "compiled").sources == {}


def test_it_needs_no_files_where_there_is_an_artefact(root: Path, tmp_path: Path) -> None:
    made = load(root, tmp_path / "compiled")
    assert load(tmp_path / "nowhere", tmp_path / "compiled") == made


def test_it_leaves_no_half_written_artefact_behind(root: Path, tmp_path: Path) -> None:
    load(root, tmp_path / "compiled")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["compiled", "files"]


def test_it_hashes_names_and_content_alone(root: Path, tmp_path: Path) -> None:
    copy = tmp_path / "copy"
    for path in root.rglob("*.yaml"):
        target = copy / path.relative_to(root)
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(path.read_bytes())
    assert content_hash(copy) == content_hash(root)


def test_it_loads_the_projects_knowledge_without_yaml() -> None:
    knowledge()
    code = (
        "import sys; from firstcheck.knowledge.load import knowledge; knowledge();"
        "print([name for name in ('yaml', 'holidays', 'django') if name in sys.modules])"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, env={"PYTHONPATH": "src"}
    )
    assert done.stdout.strip() == "[]"


def test_it_holds_the_federal_holidays_of_the_calendar() -> None:
    import holidays

    years = range(2025, 2032)
    ours = {day for day in knowledge().holidays if day.year in years}
    assert ours == set(holidays.country_holidays("US", years=years, observed=False))
    assert date(2026, 7, 3) not in ours  # observed for pay and leave only: 5 USC 6103(b)


def test_it_gives_word_lists_by_name() -> None:
    assert reading("labels")["member_id"]
    assert ARTEFACT.exists() and FILES.exists()
