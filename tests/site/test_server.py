"""The server as it really runs: its own process, over a socket."""

import os
import re
import signal
import socket
import subprocess
import sys
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest

from firstcheck.site.server import MOST_BYTES
from firstcheck.site.shields import HEADERS


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, int]]:
    home = tmp_path_factory.mktemp("server")
    environment = os.environ | {"FIRSTCHECK_STATE": str(home / "state"), "TMPDIR": str(home)}
    command = [sys.executable, "-m", "firstcheck.site", "--port", "0"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=environment) as server:
        assert server.stdout is not None
        said = server.stdout.readline()
        found = re.search(r"http://([\d.]+):(\d+)/", said)
        assert found, said
        yield found[1], int(found[2])
        server.send_signal(signal.SIGINT)
        assert server.wait(15) == 0


def raw(address: tuple[str, int], request: bytes) -> str:
    with socket.create_connection(address, timeout=20) as line:
        line.sendall(request)
        return b"".join(iter(lambda: line.recv(65536), b"")).decode()


def test_it_serves_on_this_computer_only_by_default(address: tuple[str, int]) -> None:
    assert address[0] == "127.0.0.1"
    with urllib.request.urlopen(f"http://127.0.0.1:{address[1]}/") as page:
        assert page.status == 200
        assert page.headers["Content-Security-Policy"] == HEADERS["Content-Security-Policy"]
        assert "Server" not in page.headers or "waitress" not in page.headers["Server"]


@pytest.mark.parametrize(
    ("request_line", "status"),
    [
        (f"POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: {MOST_BYTES + 1}\r\n\r\n", "413"),
        ("nonsense\r\n\r\n", "400"),
        ("GET / HTTP/1.1\r\nHost: evil.example\r\nConnection: close\r\n\r\n", "400"),
    ],
)
def test_it_turns_away_with_its_own_page_and_headers(address: tuple[str, int], request_line: str, status: str) -> None:
    answer = raw(address, request_line.encode())
    assert answer.startswith(f"HTTP/1.{answer[7]} {status}")
    for name, value in HEADERS.items():
        assert f"{name}: {value}".lower() in answer.lower()
    assert "<h1" in answer


def test_it_ships_its_own_script_font_and_licences(address: tuple[str, int]) -> None:
    static = Path(__file__).parents[2] / "src/firstcheck/site/analyzer/static/firstcheck"
    for name in (
        "htmx.min.js",
        "htmx.LICENSE.txt",
        "fonts/OFL.txt",
        "fonts/atkinson-hyperlegible-next-latin-wght-normal.woff2",
    ):
        with urllib.request.urlopen(f"http://127.0.0.1:{address[1]}/static/firstcheck/{name}") as file:
            assert file.read() == (static / name).read_bytes()


def test_it_gives_no_file_outside_its_static_ones(address: tuple[str, int]) -> None:
    for path in (
        "/static/../settings.py",
        "/static/firstcheck/../../views.py",
        "/secret-key",
        "/static/%2e%2e/settings.py",
    ):
        with pytest.raises(urllib.error.HTTPError) as refused:
            urllib.request.urlopen(f"http://127.0.0.1:{address[1]}{path}")
        assert refused.value.code == 404
        refused.value.close()
