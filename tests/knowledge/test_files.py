"""Knowledge files as they are read: what YAML would change silently stays as written, and faults have a place."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from firstcheck.knowledge import load
from firstcheck.knowledge.build import KnowledgeFault, build, content_hash, load_yaml, write
from firstcheck.knowledge.check import faults


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A copy of the knowledge files to spoil."""
    return Path(shutil.copytree(load.FILES, tmp_path / "knowledge"))


def written(path: Path, text: str) -> Path:
    path.write_text(text, encoding="utf-8")
    return path


def test_it_refuses_a_key_given_twice_and_says_where(tmp_path: Path) -> None:
    path = written(tmp_path / "rule.yaml", "id: one\nwhen:\n  a: [yes]\n  a: [no]\n")
    with pytest.raises(KnowledgeFault, match=r"rule\.yaml: line 4: the key 'a' stands twice"):
        load_yaml(path)


def test_it_keeps_codes_and_words_as_text(tmp_path: Path) -> None:
    path = written(tmp_path / "x.yaml", "cpt: 00100\nanswer: no\nday: 2026-01-02\nnumber: 1_000\nsexagesimal: 12:30\n")
    expected = {"cpt": "00100", "answer": "no", "day": "2026-01-02", "number": "1_000", "sexagesimal": "12:30"}
    assert load_yaml(path) == expected


def test_it_says_where_yaml_is_broken(tmp_path: Path) -> None:
    with pytest.raises(KnowledgeFault, match=r"x\.yaml:3: "):
        load_yaml(written(tmp_path / "x.yaml", "a: 1\nb: [1, 2\nc: 3\n"))


def test_it_finds_the_knowledge_without_fault() -> None:
    assert [str(fault) for fault in faults(load.FILES)] == []


def test_it_names_file_and_line_of_a_wrong_value(root: Path) -> None:
    path = root / "rules" / "finds" / "urgent-by-doctor.yaml"
    written(path, path.read_text(encoding="utf-8").replace("urgent: [yes]", "urgent: [perhaps]"))
    line = path.read_text(encoding="utf-8").split("urgent: [perhaps]")[0].count("\n") + 1
    found = [str(fault) for fault in faults(root)]
    assert any(f"rules/finds/urgent-by-doctor.yaml:{line}: 'urgent' is never 'perhaps'" in fault for fault in found)


@pytest.mark.parametrize(
    "file, old, new, says",
    [
        (
            "rules/finds/urgent-by-doctor.yaml",
            "cite: [",
            "cite: [no-such-source, ",
            "no source is called 'no-such-source'",
        ),
        ("rules/finds/urgent-by-doctor.yaml", "expect: fires", "expect: not", "expected not, found fires"),
        (
            "rules/routes/route-urgent.yaml",
            "play: fast-appeal",
            "play: no-such-play",
            "no play is called 'no-such-play'",
        ),
        ("scenarios/out-of-network-imaging.yaml", "adjacent: ", "adjacent: no-", "no scenario is called"),
        ("deadlines/appeal-180-days.yaml", "- self_funded_erisa", "- selffunded", "no plan type"),
        ("deadlines/appeal-chip.yaml", "- chip-457-1260", "- no-such", "no source is called 'no-such'"),
        ("questions/facility_type.yaml", 'value: "office"', 'value: "study"', "'facility_type' cannot be 'study'"),
        ("rules/finds/urgent-by-doctor.yaml", "about:", "abuot:", "abuot"),
    ],
)
def test_it_finds_each_kind_of_fault(root: Path, file: str, old: str, new: str, says: str) -> None:
    path = root / file
    text = path.read_text(encoding="utf-8")
    assert old in text
    written(path, text.replace(old, new, 1))
    found = [str(fault) for fault in faults(root)]
    assert any(fault.startswith(file) and says in fault for fault in found), found


def test_it_keys_the_artefact_by_content(root: Path, tmp_path: Path) -> None:
    before = content_hash(root)
    assert build(root).content_hash == before
    path = root / "pages" / "alerts.yaml"
    written(path, path.read_text(encoding="utf-8") + "# a word more\n")
    assert content_hash(root) != before
    path.rename(path.with_name("alarms.yaml"))
    assert content_hash(root) not in (before, content_hash(load.FILES))


def test_it_writes_what_it_reads(root: Path, tmp_path: Path) -> None:
    artefact = tmp_path / "compiled.msgpack"
    built = write(root, artefact)
    assert load.load(tmp_path / "no files here", artefact) == built
    assert load.load(root, artefact) == built


def test_it_renews_the_artefact_when_a_file_changes(root: Path, tmp_path: Path) -> None:
    artefact = tmp_path / "compiled.msgpack"
    before = load.load(root, artefact)
    path = root / "pages" / "alerts.yaml"
    written(path, path.read_text(encoding="utf-8") + "one_more: a word\n")
    after = load.load(root, artefact)
    assert after.pages["alerts"]["one_more"] == "a word"
    assert after.content_hash != before.content_hash


def test_it_loads_without_the_files_and_without_yaml(root: Path, tmp_path: Path) -> None:
    """As in an installed wheel: only the package and its artefact."""
    package = tmp_path / "a" / "b" / "site" / "firstcheck"
    shutil.copytree(Path(load.__file__).parents[1], package, ignore=shutil.ignore_patterns("tessdata", "site"))
    write(root, package / "knowledge" / "compiled.msgpack")
    code = (
        "import sys; sys.modules['yaml'] = None; sys.modules['holidays'] = None\n"
        "from firstcheck.knowledge.load import knowledge, FILES\n"
        "assert not FILES.exists(), FILES\n"
        "print(len(knowledge().rules), knowledge().content_hash)"
    )
    ran = subprocess.run(
        [sys.executable, "-c", code],
        check=False,
        env={"PYTHONPATH": str(package.parent)},
        capture_output=True,
        text=True,
    )
    assert ran.returncode == 0, ran.stderr
    assert ran.stdout.split()[1] == content_hash(root)


def test_it_prints_no_second_hand_law_as_law() -> None:
    for source in load.knowledge().sources.values():
        assert not (source.printable and (source.grade == "secondary" or source.status == "unverified")), source.id
