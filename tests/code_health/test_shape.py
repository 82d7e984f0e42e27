"""The house rules that no linter checks: sizes, names, what may be imported, how many packages."""

import ast
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
SOURCE = ROOT / "src" / "firstcheck"
MODULES = sorted(SOURCE.rglob("*.py"))
CODE = sorted([*MODULES, *(ROOT / "tests").rglob("*.py"), *(ROOT / "benchmarks").rglob("*.py")])
#: Modules over 300 lines; the list may only shrink.
LONG: set[str] = set()
HARD_LINES, GOOD_LINES, FUNCTION_LINES, RULE_LINES, CORE_PACKAGES = 500, 300, 60, 60, 20
VAGUE = {"utils", "util", "helpers", "helper", "common", "lib", "misc"}
MARKS = ("TO" + "DO", "FIX" + "ME", "X" + "XX")


def named(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


def functions(path: Path) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    return (node for node in ast.walk(tree(path)) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef))


def lines(path: Path) -> int:
    return path.read_text(encoding="utf-8").count("\n")


@pytest.mark.parametrize("path", MODULES, ids=named)
def test_it_keeps_modules_short(path: Path) -> None:
    assert lines(path) <= HARD_LINES
    assert lines(path) <= GOOD_LINES or named(path) in LONG, f"{lines(path)} lines; split it"


def test_it_takes_modules_off_the_list_of_long_ones() -> None:
    assert {name for name in LONG if lines(ROOT / name) > GOOD_LINES} == LONG


@pytest.mark.parametrize("path", CODE, ids=named)
def test_it_keeps_functions_short(path: Path) -> None:
    long = {f.name: f.end_lineno - f.lineno + 1 for f in functions(path) if f.end_lineno}
    assert not {name: size for name, size in long.items() if size > FUNCTION_LINES}


def test_it_keeps_the_middle_function_within_ten_lines() -> None:
    sizes = sorted(f.end_lineno - f.lineno + 1 for path in MODULES for f in functions(path) if f.end_lineno)
    assert sizes[len(sizes) // 2] <= 10


@pytest.mark.parametrize("path", MODULES, ids=named)
def test_it_says_what_each_module_is(path: Path) -> None:
    assert ast.get_docstring(tree(path)), "a module says what it is, takes and gives"


@pytest.mark.parametrize("path", MODULES, ids=named)
def test_it_prints_nothing_by_the_way(path: Path) -> None:
    calls = [node for node in ast.walk(tree(path)) if isinstance(node, ast.Call)]
    assert not [
        call.lineno for call in calls if isinstance(call.func, ast.Name) and call.func.id in ("print", "breakpoint")
    ]


@pytest.mark.parametrize("path", [p for p in MODULES if "site" not in p.relative_to(SOURCE).parts], ids=named)
def test_it_imports_django_in_the_site_alone(path: Path) -> None:
    assert not {name for name in imported(path) if name.split(".")[0] == "django"}


def imported(path: Path) -> set[str]:
    names: set[str] = set()
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            names.add(node.module)
    return names


def test_it_has_no_vague_modules() -> None:
    assert not [named(path) for path in CODE if VAGUE & {path.stem, *path.relative_to(ROOT).parts}]


@pytest.mark.parametrize("path", CODE, ids=named)
def test_it_leaves_no_marks_of_unfinished_work(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert not [mark for mark in MARKS if mark in text]


@pytest.mark.parametrize("path", CODE, ids=named)
def test_it_names_no_place_of_one_machine(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert not [place for place in ("/wo" + "rk/", "/ro" + "ot/", "/ho" + "me/") if place in text]


def test_it_keeps_rule_files_short() -> None:
    rules = sorted((ROOT / "knowledge" / "rules").rglob("*.yaml"))
    assert rules
    assert not {named(path): lines(path) for path in rules if lines(path) > RULE_LINES}


def test_it_needs_few_packages() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert len(project["dependencies"]) <= CORE_PACKAGES


@pytest.mark.parametrize("path", [p for p in CODE if p.name.startswith("test_")], ids=named)
def test_it_names_tests_by_what_it_does(path: Path) -> None:
    tests = [f.name for f in functions(path) if f.name.startswith("test")]
    assert tests
    assert not [name for name in tests if not name.startswith("test_it_")]
