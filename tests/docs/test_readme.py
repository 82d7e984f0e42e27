"""The README shows what the product really says.

`FIRSTCHECK_WRITE_GOLDEN=1 .venv/bin/pytest tests/docs` writes its transcripts anew, each as long as it was; read them.
"""

import os
import re
import shlex
from pathlib import Path

import pytest

from firstcheck.cli.main import main

ROOT = Path(__file__).parents[2]
TRANSCRIPT = re.compile(r"<!-- transcript: (.+?) -->\n```\n(.*?)\n```", re.DOTALL)
LINK = re.compile(r"\]\(([^)#:]+)\)")


def test_it_shows_a_transcript_that_the_command_line_prints(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(ROOT)
    page = ROOT / "README.md"
    found = TRANSCRIPT.findall(page.read_text(encoding="utf-8"))
    assert found, "the README has no transcript"
    for call, shown in found:
        assert main(shlex.split(call)) == 0
        said = capsys.readouterr().out
        if os.environ.get("FIRSTCHECK_WRITE_GOLDEN"):
            now = "\n".join(said.splitlines()[: len(shown.splitlines())])
            page.write_text(page.read_text(encoding="utf-8").replace(shown, now), encoding="utf-8")
            continue
        assert said.startswith(shown)


@pytest.mark.parametrize("page", ["README.md", "ARCHITECTURE.md", "CONTRIBUTING.md", "docs/user-guide.md"])
def test_it_links_only_to_files_that_exist(page: str) -> None:
    text = (ROOT / page).read_text(encoding="utf-8")
    missing = [link for link in LINK.findall(text) if not ((ROOT / page).parent / link).exists()]
    assert not missing


def test_it_names_the_two_commands_and_wsl() -> None:
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    assert "make run" in text and "make test" in text and "WSL" in text
