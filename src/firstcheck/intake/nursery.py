"""The process that forks children, seen from the parent.

Takes the labels of the readers to load; gives `Nursery.fork`, a child with a pipe in and a pipe out that belong to it
alone. The pipes are made before the nursery starts, so that descriptors need not be sent between processes; when they
are used up, a new nursery takes over.
"""

import contextlib
import json
import os
import signal
import subprocess
import sys
import threading
from pathlib import Path
from typing import Final

import msgspec

from firstcheck.intake.child import READY

#: files one nursery can serve
_CHILDREN: Final = 48
_SOURCE: Final = str(Path(__file__).resolve().parents[2])
_BOOT: Final = (
    "import json, sys; sys.path[:] = json.loads(sys.argv[1])\n"
    "from firstcheck.intake.child import main; main(sys.argv[2])"
)


class NurseryLost(Exception):
    """The nursery is gone; a new one has to be started."""


class Child(msgspec.Struct, frozen=True):
    """A forked child: its process id, the pipe it reads its job from and the pipe it answers on."""

    pid: int
    job: int
    answer: int


class Ended(msgspec.Struct, frozen=True):
    """How a child ended: its wait status, and the most memory it held, in kilobytes (bytes on macOS)."""

    status: int
    peak: int


class Nursery:
    """A nursery process, started at once and ready some tenths of a second later; `fork` waits for it."""

    def __init__(self, labels: tuple[str, ...]) -> None:
        self.owner = os.getpid()
        self._lock = threading.Lock()
        self._jobs = [os.pipe() for _ in range(_CHILDREN)]
        self._answers = [os.pipe() for _ in range(_CHILDREN)]
        theirs = [pipe[0] for pipe in self._jobs] + [pipe[1] for pipe in self._answers]
        paths = [_SOURCE, *(path for path in sys.path if path and path != _SOURCE)]
        # -I keeps environment and working directory out, -S the start-up files
        self._process = subprocess.Popen(
            [sys.executable, "-I", "-S", "-c", _BOOT, json.dumps(paths), ",".join(labels)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env=_environment(),
            pass_fds=theirs,
            start_new_session=True,
        )
        for descriptor in theirs:
            os.close(descriptor)
        self._left = _CHILDREN
        self._alive = 0
        self._ready = False

    @property
    def left(self) -> int:
        """How many children it can still fork."""
        return self._left if self.owner == os.getpid() and self._process.poll() is None else 0

    def fork(self) -> Child:
        """A new child, waiting for its job. NurseryLost where there can be none."""
        with self._lock:
            if not self.left:
                raise NurseryLost
            self._left -= 1
            job, answer = self._jobs[self._left], self._answers[self._left]
            reply = self._said(b"fork %d %d" % (job[0], answer[1]), b"pid", 1)
            self._alive += 1
            return Child(reply[0], job[1], answer[0])

    def reap(self, child: Child) -> Ended:
        """Wait for a child that has ended or was killed, and close its pipes; the last one ends a used-up nursery."""
        for pipe in (child.job, child.answer):
            with contextlib.suppress(OSError):
                os.close(pipe)
        with self._lock:
            status, peak = self._said(b"reap %d" % child.pid, b"gone", 2)
            self._alive -= 1
            if not self._left and not self._alive:
                self.close()
            return Ended(status, peak)

    def _said(self, command: bytes, word: bytes, count: int) -> list[int]:
        """Send a command line and take the numbers of the answer."""
        commands, answers = self._process.stdin, self._process.stdout
        if commands is None or answers is None:
            raise NurseryLost
        try:
            if not self._ready:
                self._ready = answers.readline() == READY
            commands.write(command + b"\n")
            commands.flush()
            said = answers.readline().split()
        except (OSError, ValueError) as error:
            raise NurseryLost from error
        if not self._ready or len(said) != count + 1 or said[0] != word:
            raise NurseryLost
        return [int(number) for number in said[1:]]

    def close(self) -> None:
        """End the nursery and whatever it has forked, and free the pipes not yet used."""
        if self.owner == os.getpid():
            with contextlib.suppress(OSError):
                os.killpg(self._process.pid, signal.SIGKILL)
            self._process.wait()
        for pipe in (self._process.stdin, self._process.stdout):
            if pipe is not None:
                with contextlib.suppress(OSError):
                    pipe.close()
        for number in range(self._left):
            for descriptor in (self._jobs[number][1], self._answers[number][0]):
                with contextlib.suppress(OSError):
                    os.close(descriptor)
        self._left = 0


def _environment() -> dict[str, str]:
    """The child's whole environment: no keys or settings of ours, no threads in native libraries.

    The last entry lets a macOS process use system libraries after a fork.
    """
    single = dict.fromkeys(
        ("OMP_THREAD_LIMIT", "OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "VECLIB_MAXIMUM_THREADS"), "1"
    )
    return {**single, "OBJC_DISABLE_INITIALIZE_FORK_SAFETY": "YES", "LC_ALL": "C.UTF-8"}
