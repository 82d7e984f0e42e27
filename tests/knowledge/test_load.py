"""The artefact is renewed when the files change and only then, and read without YAML; what it holds of the calendar."""

import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest

from firstcheck.knowledge.load import ARTEFACT, FILES, knowledge, load

ROUTES = "- {id: fix, name: Fix it, what: w, why_not: [{say: s}]}\n"
LAW = "id: a-law\ntitle: {title}\ncitation: '0010'\ngrade: statute\ndate_read: d\n"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    (tmp_path / "files" / "sources").mkdir(parents=True)
    (tmp_path / "files" / "routes.yaml").write_text(ROUTES)
    (tmp_path / "files" / "sources" / "a-law.yaml").write_text(LAW.format(title="no"))
    return tmp_path / "files"


def test_it_reads_the_artefact_while_nothing_changes(root: Path, tmp_path: Path) -> None:
    artefact = tmp_path / "compiled"
    made = load(root, artefact)
    written = artefact.stat().st_mtime_ns
    assert load(root, artefact) == made
    assert artefact.stat().st_mtime_ns == written


def test_it_makes_the_artefact_again_when_a_file_goes(root: Path, tmp_path: Path) -> None:
    load(root, tmp_path / "compiled")
    (root / "sources" / "a-law.yaml").unlink()
    assert load(root, tmp_path / "compiled").sources == {}


def test_it_leaves_no_half_written_artefact_behind(root: Path, tmp_path: Path) -> None:
    load(root, tmp_path / "compiled")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["compiled", "files"]


def test_it_loads_the_projects_knowledge_without_yaml() -> None:
    load(FILES, ARTEFACT)
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
