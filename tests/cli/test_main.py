"""The command line: what it prints, where, and with which exit status."""

import io
import json
import re
from pathlib import Path

import pytest
from benchmarks.cases import ROOT, shared

from firstcheck.cli.answer import WIDTH
from firstcheck.cli.main import main
from firstcheck.knowledge.load import knowledge
from tests.contract import checked

PAPER = ROOT / "docs" / "examples" / "mri-two-bills.txt"
SCHEMA = shared() / "contract" / "analysis.schema.json"


@pytest.fixture
def paper(tmp_path: Path) -> str:
    path = tmp_path / "letter.txt"
    path.write_text(
        "HARBOR HEALTH PLAN\n\nDate of notice: 11/02/2026\nMember: Ada Example   Member ID: HH 1234567\n\n"
        "Dear Ada Example,\nWe denied claim 4410-22 for your visit on 10/05/2026 to Lakeside Imaging.\n"
        "Reason: CO-242. The provider is not in your plan's network.\n"
        "You may appeal within 180 days of receiving this notice.\n",
        encoding="utf-8",
    )
    return str(path)


def run(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str, str]:
    try:
        status = main(arguments)
    except SystemExit as stopped:  # argparse
        status = int(stopped.code or 0)
    said = capsys.readouterr()
    return status, said.out, said.err


def test_it_prints_the_contract_and_nothing_else(paper: str, capsys: pytest.CaptureFixture[str]) -> None:
    status, out, err = run(capsys, "analyze", paper, "--today", "2026-11-23", "--json")
    assert (status, err) == (0, "")
    found = checked(json.loads(out))
    assert found.today.isoformat() == "2026-11-23"
    assert found.determinations[0].denial.family == "network"


@pytest.mark.skipif(
    not SCHEMA.exists(), reason="the schema file is not beside this checkout; tests/contract.py stands in"
)
@pytest.mark.parametrize("trace", [(), ("--trace", "all")])
def test_it_keeps_the_schema(paper: str, trace: tuple[str, ...], capsys: pytest.CaptureFixture[str]) -> None:
    import jsonschema

    _, out, _ = run(capsys, "analyze", paper, "--today", "2026-11-23", "--json", *trace)
    schema = json.loads(SCHEMA.read_text(encoding="utf-8"))
    jsonschema.Draft202012Validator(schema, format_checker=jsonschema.FormatChecker()).validate(json.loads(out))


def test_it_prints_eighty_columns_with_the_date_near_the_top(paper: str, capsys: pytest.CaptureFixture[str]) -> None:
    told = ("--answer", "plan_type=self_funded_erisa", "--answer", "received_date=2026-11-05")
    status, out, _ = run(capsys, "analyze", paper, "--today", "2026-11-23", *told)
    lines = out.splitlines()
    assert status == 0
    assert max(map(len, lines)) <= WIDTH == 80
    assert "Do this first" in "\n".join(lines[:12])
    assert "May 4, 2027" in "\n".join(lines[:20])  # 180 days from receipt
    assert "Not legal advice" in lines[-1]


def test_it_reads_pasted_text(paper: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    text = Path(paper).read_bytes()
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(text), encoding="utf-8"))
    status, out, _ = run(capsys, "analyze", "-", "--today", "2026-11-23", "--json")
    assert status == 0
    assert checked(json.loads(out)).determinations[0].denial.outcome == "denied"


def test_it_lets_the_answer_on_the_line_win(paper: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "answers.yaml"
    file.write_text("plan_type: medicare_advantage\nnote: I was told nothing.\n", encoding="utf-8")
    arguments = ("--answers", str(file), "--answer", "plan_type=self_funded_erisa")
    _, out, _ = run(capsys, "analyze", paper, "--today", "2026-11-23", "--json", *arguments)
    plans = [fact.value for fact in checked(json.loads(out)).facts if fact.name == "plan_type"]
    assert plans[0] == "self_funded_erisa"


def test_it_shows_ruled_out_rules_only_when_asked(paper: str, capsys: pytest.CaptureFixture[str]) -> None:
    _, short, _ = run(capsys, "analyze", paper, "--today", "2026-11-23", "--json")
    _, long, _ = run(capsys, "analyze", paper, "--today", "2026-11-23", "--json", "--trace", "all")
    results = [{traced["result"] for traced in json.loads(out)["trace"]} for out in (short, long)]
    assert "ruled_out" not in results[0]
    assert "ruled_out" in results[1]


def wrong_calls(folder: Path) -> list[tuple[str, ...]]:
    (folder / "empty.txt").write_bytes(b"")
    (folder / "noise.bin").write_bytes(bytes(range(256)) * 8)
    (folder / "list.yaml").write_text("- one\n", encoding="utf-8")
    (folder / "broken.yaml").write_text("a: [1\n", encoding="utf-8")
    letter = str(folder / "letter.txt")
    return [
        ("analyze", str(folder / "missing.pdf")),
        ("analyze", str(folder)),
        ("analyze", str(folder / "empty.txt")),
        ("analyze", str(folder / "noise.bin")),
        ("analyze", letter, "--today", "23.11.2026"),
        ("analyze", letter, "--answer", "emergency"),
        ("analyze", letter, "--answers", str(folder / "none.yaml")),
        ("analyze", letter, "--answers", str(folder / "list.yaml")),
        ("analyze", letter, "--answers", str(folder / "broken.yaml")),
    ]


@pytest.mark.parametrize("number", range(9))
def test_it_says_in_one_line_what_is_wrong_and_what_to_do(
    number: int, paper: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    status, out, err = run(capsys, *wrong_calls(tmp_path)[number])
    assert status == 2
    assert out == ""
    assert err.count("\n") == 1
    assert err.startswith("firstcheck: ") and err.rstrip().endswith(".")
    assert "Traceback" not in err and str(tmp_path) not in err


@pytest.mark.parametrize("arguments", [(), ("analyze",), ("analyse", "x"), ("analyze", "x", "--trace", "some")])
def test_it_refuses_a_wrong_call(arguments: tuple[str, ...], capsys: pytest.CaptureFixture[str]) -> None:
    status, out, err = run(capsys, *arguments)
    assert (status, out) == (2, "")
    assert err


def test_it_checks_the_knowledge(capsys: pytest.CaptureFixture[str]) -> None:
    status, out, _ = run(capsys, "knowledge", "check")
    assert (status, out.count("\n")) == (0, 1), out
    assert out.rstrip().endswith(": 0 faults")


def test_it_explains_codes(capsys: pytest.CaptureFixture[str]) -> None:
    status, out, err = run(capsys, "codes", "CO-242", "N130")
    assert (status, err) == (0, "")
    assert "not in the network" in out and "You do not owe it" in out
    assert max(map(len, out.splitlines())) <= WIDTH


def test_it_says_that_a_code_is_unknown(capsys: pytest.CaptureFixture[str]) -> None:
    status, out, _ = run(capsys, "codes", "N9999", "--json")
    (found,) = json.loads(out)["codes"]
    assert status == 0 and found["known"] is False and found["meaning"] == ""


def test_it_says_that_an_own_list_cannot_be_opened(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    status, out, err = run(capsys, "codes", "CO-242", "--list", str(tmp_path / "gone.csv"))
    assert (status, out) == (2, "") and err.count("\n") == 1 and "gone.csv" in err


def test_it_reports_on_the_knowledge(capsys: pytest.CaptureFixture[str]) -> None:
    status, out, _ = run(capsys, "knowledge", "report")
    assert status == 0 and "naming rules that never speak: 0" in out


NOT_COVERED = (
    "HARBOR HEALTH PLAN\n\nDate of notice: 11/02/2026\nMember: Ada Example   Member ID: HH 1234567\n\n"
    "We denied claim 4410-22. This service requires prior authorization, and none was obtained.\n"
    "Mail your appeal to Harbor Health Plan, P.O. Box 12, Wichita, KS 67201 within 180 days of receiving this notice.\n"
)
CARE_ENDS = (
    "Notice of Medicare Non-Coverage\n\nPatient name: Ada Example\n"
    "The Effective Date Coverage of Your Current Skilled Nursing Facility Services Will End: November 30, 2026\n"
    "Your Medicare Advantage plan has determined that Medicare probably will not pay for your current skilled nursing\n"
    "facility services after the effective date indicated above.\n"
    "Call your QIO no later than noon of the day before the effective date indicated above.\n"
)


def test_it_says_nothing_of_networks_where_nothing_speaks_of_them(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "letter.txt"
    path.write_text(NOT_COVERED, encoding="utf-8")
    _, out, _ = run(capsys, "analyze", str(path), "--today", "2026-11-23")
    assert "middle of treatment" not in out and "--answer contract_ended" not in out
    assert "2026-11-02" not in out and "November 2, 2026" in out
    assert "P.O. Box 12, Wichita" in out


def test_it_starts_with_the_call_where_care_ends(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "notice.txt"
    path.write_text(CARE_ENDS, encoding="utf-8")
    _, out, _ = run(capsys, "analyze", str(path), "--today", "2026-11-28")
    first = " ".join(out.split("WHAT WAS DECIDED")[0].split())
    assert "Call the reviewer named in the notice" in first and "noon" in first
    assert "29 CFR 2560" not in out


@pytest.fixture
def spanish(tmp_path: Path) -> str:
    path = tmp_path / "carta.txt"
    path.write_text(
        "PLAN DE SALUD BAHÍA\n\nFecha del aviso: 2 de noviembre de 2026\nNombre: Ada Ejemplo\n"
        "Número de miembro: BH 1234567\n\nEstimada Ada Ejemplo:\n"
        "Negamos el reclamo 4410-22 por su visita del 5 de octubre de 2026 a Imágenes del Lago.\n"
        "Motivo: el proveedor no está en la red de su plan.\n"
        "Usted puede apelar dentro de 180 días después de recibir este aviso.\n",
        encoding="utf-8",
    )
    return str(path)


def test_it_answers_a_spanish_letter_in_spanish(spanish: str, capsys: pytest.CaptureFixture[str]) -> None:
    status, out, err = run(capsys, "analyze", spanish, "--today", "2026-11-23", "--answer", "plan_type=individual_aca")
    assert (status, err) == (0, "")
    assert max(map(len, out.splitlines())) <= WIDTH
    for said in ("SU CAMINO", "Primero haga", "SUS FECHAS", "No es consejo legal.", "de 2027"):
        assert said in out
    flowing = " ".join(out.split())
    english = {rule.because.strip() for rule in knowledge().rules}
    english |= {told.say for route in knowledge().routes.values() for told in route.why_not}
    english |= {task.do for play in knowledge().plays.values() for task in play.tasks if "{" not in task.do}
    assert not [text for text in english if text in flowing]
    assert not re.search(r"\b(Mon|Tue|Wed|Thu|Fri) [A-Z][a-z]+ \d|\b(Ask|Keep|the plan)\b", flowing)


def test_it_answers_in_the_language_that_is_asked_for(
    paper: str, spanish: str, capsys: pytest.CaptureFixture[str]
) -> None:
    day = ("--today", "2026-11-23")
    assert "YOUR ROUTE" in run(capsys, "analyze", paper, *day)[1]
    assert "SU CAMINO" in run(capsys, "analyze", paper, *day, "--language", "es")[1]
    assert "YOUR ROUTE" in run(capsys, "analyze", spanish, *day, "--language", "en")[1]
    mixed = run(capsys, "analyze", spanish, paper, *day)[1]
    assert "YOUR ROUTE" in mixed, "papers in two languages are answered in English"
    assert run(capsys, "analyze", paper, "--language", "fr")[0] == 2


def test_it_keeps_the_contract_in_every_language(spanish: str, capsys: pytest.CaptureFixture[str]) -> None:
    plain = run(capsys, "analyze", spanish, "--today", "2026-11-23", "--json")[1]
    for language in ("en", "es"):
        assert run(capsys, "analyze", spanish, "--today", "2026-11-23", "--json", "--language", language)[1] == plain


def test_it_says_why_not_only_where_it_matters(paper: str, capsys: pytest.CaptureFixture[str]) -> None:
    routes = knowledge().routes
    _, short, _ = run(capsys, "analyze", paper, "--today", "2026-11-23")
    _, long, _ = run(capsys, "analyze", paper, "--today", "2026-11-23", "--trace", "all")
    dull = routes["none"].why_not[0].say
    assert dull not in " ".join(short.split())
    assert dull in " ".join(long.split())
    assert long.count("Not now:") == len(routes) - 1 > short.count("Not now:") >= 1
