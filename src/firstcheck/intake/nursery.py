"""The parent's side of the child process: starts it, feeds it, watches it, ends it.

Takes a Job; gives the child's Answer or raises Unreadable. No fault of a child reaches the caller in any other way. One
nursery serves all threads of a process; children of different jobs run side by side and share nothing.
"""

import contextlib
import json
import os
import select
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path
from typing import IO, Final

import msgspec

from firstcheck.intake.child import BROKEN, LENGTH, OUT_OF_MEMORY, Answer, Job
from firstcheck.intake.errors import Unreadable
from firstcheck.intake.limits import Limits

TOO_SLOW: Final = "This file takes too long to read. Send fewer pages at a time, or take a photo of each page."
_START_SECONDS: Final = 60.0
#: how often the memory of a child is looked at, in seconds
_LOOK_SECONDS: Final = 0.2
_SOURCE: Final = str(Path(__file__).resolve().parents[2])
_BOOT: Final = (
    "import json, sys; sys.path[:] = json.loads(sys.argv[1]); from firstcheck.intake.child import main; main(sys.argv[2])"
)


class _Lost(Exception):
    """The nursery itself is gone or talks nonsense; a new one has to be started."""


class Nursery:
    """A started nursery process. `labels` name the readers it loads before the first fork."""

    def __init__(self, labels: tuple[str, ...]) -> None:
        self.owner = os.getpid()
        self._lock = threading.Lock()
        paths = [_SOURCE, *(path for path in sys.path if path and path != _SOURCE)]
        # -I keeps the environment and the working directory out; -S the start-up files
        self._process = subprocess.Popen(
            [sys.executable, "-I", "-S", "-c", _BOOT, json.dumps(paths), ",".join(labels)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env=_environment(),
            close_fds=True,
            start_new_session=True,
            bufsize=0,
        )
        self._ready = False
"""placeholder"""
