"""An installed wheel works away from the repository, with networking denied."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
#: Any use of a socket ends the process, so a hidden look-up cannot pass unseen.
NO_NETWORK = """
import socket
def denied(*_args, **_kwargs):
    raise SystemExit("a socket was opened")
socket.socket.connect = denied
socket.create_connection = denied
socket.getaddrinfo = denied
"""
LETTER = """Meadowlark Health Plan                                   October 5, 2026
Member: Rosa Delgado            Member ID: MHP 4471 2290
Claim number: 26-118-4471
We are denying this claim. Dr. Hale does not participate in the Meadowlark network.
You may appeal within 180 days of receiving this letter.
"""


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder that holds the installed wheel and nothing of the repository."""
    place = tmp_path_factory.mktemp("wheel")
    pip = [sys.executable, "-m", "pip", "--quiet", "--disable-pip-version-check"]
    subprocess.run(
        [*pip, "wheel", "--no-deps", "--no-build-isolation", "--wheel-dir", str(place), str(ROOT)],
        check=True,
        capture_output=True,
    )
    wheel = next(place.glob("firstcheck-*.whl"))
    target = place / "site"
    subprocess.run([*pip, "install", "--no-deps", "--target", str(target), str(wheel)], check=True, capture_output=True)
    (target / "sitecustomize.py").write_text(NO_NETWORK, encoding="utf-8")
    return target


def run(installed: Path, folder: Path, *call: str) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "PYTHONPATH": str(installed)}
    code = "import sys; from firstcheck.cli.main import main; sys.exit(main(sys.argv[1:]))"
    return subprocess.run(
        [sys.executable, "-c", code, *call], cwd=folder, env=environment, capture_output=True, text=True, check=False
    )


def test_it_analyzes_a_letter_in_an_empty_folder_without_a_network(installed: Path, tmp_path: Path) -> None:
    (tmp_path / "letter.txt").write_text(LETTER, encoding="utf-8")
    done = run(installed, tmp_path, "analyze", "letter.txt", "--today", "2026-11-01", "--json")
    assert done.returncode == 0, done.stderr
    analysis = json.loads(done.stdout)
    assert analysis["determinations"][0]["denial"]["family"] == "network"
    assert {f["name"]: f["value"] for f in analysis["facts"]}["claim_number"] == "26-118-4471"


def test_it_holds_its_knowledge_and_no_source_files(installed: Path) -> None:
    assert (installed / "firstcheck" / "knowledge" / "compiled.msgpack").stat().st_size > 100_000
    assert not list(installed.rglob("*.yaml"))
    assert (installed / "firstcheck" / "intake" / "tessdata" / "eng.traineddata").exists()


def test_it_ends_a_broken_paper_with_one_line_and_status_2(installed: Path, tmp_path: Path) -> None:
    (tmp_path / "broken.pdf").write_bytes(b"%PDF-1.7\nnothing more")
    done = run(installed, tmp_path, "analyze", "broken.pdf")
    assert done.returncode == 2
    assert done.stderr.count("\n") == 1 and "Traceback" not in done.stderr
