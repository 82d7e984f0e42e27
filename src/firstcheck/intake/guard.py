"""A job given to a child process and watched until it answers.

Takes a Job; gives the Answer or raises Unreadable with one sentence. Whatever the child does (dies, hangs, floods, eats
memory), the caller sees nothing else.
"""

import contextlib
import os
import select
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path
from typing import Final

import msgspec

from firstcheck.intake.child import BROKEN, LENGTH, OUT_OF_MEMORY, Answer, Job
from firstcheck.intake.errors import Unreadable
from firstcheck.intake.limits import Limits
from firstcheck.intake.nursery import Child, Ended, Nursery, NurseryLost

TOO_SLOW: Final = "This file takes too long to read. Send fewer pages at a time, or take a photo of each page."
_BUSY: Final = "Too many papers are being read at the moment. Wait a minute and try again."
#: how often a child's memory is looked at, in seconds
_LOOK: Final = 0.2
_CHUNK: Final = 1 << 18
_SPARE_AT: Final = 6
_WAIT_FOR_TURN: Final = 120.0


class _Nurseries:
    """The nursery in use and the one getting ready to follow it."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._current: Nursery | None = None
        self._spare: Nursery | None = None
        self._labels: tuple[str, ...] = ()
        self._turns = threading.BoundedSemaphore(max(2, os.cpu_count() or 2))

    def warm(self, labels: tuple[str, ...]) -> None:
        """Start a nursery that has loaded these readers; it gets ready on its own."""
        with self._lock:
            self._labels = labels
            self._renew()

    def child(self, label: str) -> tuple[Nursery, Child]:
        """A child of a running nursery; the first caller decides what is loaded ahead."""
        for _ in range(3):
            with self._lock:
                if not self._labels:
                    self._labels = (label,)
                nursery = self._usable()
            with contextlib.suppress(NurseryLost):
                return nursery, nursery.fork()
            self.drop(nursery)
        raise Unreadable(_BUSY)

    def _usable(self) -> Nursery:
        if self._current is None or not self._current.left:
            self._renew()
        assert self._current is not None
        if self._current.left < _SPARE_AT and self._spare is None:
            self._spare = Nursery(self._labels)
        return self._current

    def _renew(self) -> None:
        # children of an exhausted nursery may still be reading; it ends by itself when its pipes are closed
        if self._spare is not None and not self._spare.left:
            self._spare = None
        self._current, self._spare = self._spare or Nursery(self._labels), None

    def drop(self, nursery: Nursery) -> None:
        """Forget a nursery that is lost."""
        with self._lock:
            nursery.close()
            if self._current is nursery:
                self._current = None

    def turn(self) -> "threading.BoundedSemaphore":
        """Held while a child works, so that not more run than there are processors."""
        return self._turns

    def close(self) -> None:
        with self._lock:
            for nursery in (self._current, self._spare):
                if nursery is not None:
                    nursery.close()
            self._current = self._spare = None


_nurseries = _Nurseries()


def warm(labels: tuple[str, ...]) -> None:
    """Get a nursery ready ahead of the first file; returns at once."""
    _nurseries.warm(labels)


def close() -> None:
    """End the nursery; the next job starts a new one."""
    _nurseries.close()


def run(job: Job) -> Answer:
    """The child's answer to `job`. Raises Unreadable."""
    if not _nurseries.turn().acquire(timeout=_WAIT_FOR_TURN):
        raise Unreadable(_BUSY)
    try:
        return _watched(job)
    finally:
        _nurseries.turn().release()


def _watched(job: Job) -> Answer:
    nursery, child = _nurseries.child(job.reader)
    refusal: str | None = None
    message = b""
    try:
        message = _Exchange(child, job.limits).result(msgspec.msgpack.encode(job))
    except Unreadable as error:
        refusal = str(error)
    finally:
        # the child is not reaped yet, so its number cannot belong to another process
        with contextlib.suppress(OSError):
            os.kill(child.pid, signal.SIGKILL)
        ended: Ended | None = None
        try:
            ended = nursery.reap(child)
        except NurseryLost:
            _nurseries.drop(nursery)
    if refusal is None and message:
        return _decoded(message)
    killed_by = os.WTERMSIG(ended.status) if ended and os.WIFSIGNALED(ended.status) else 0
    raise Unreadable(refusal or _ending(killed_by))


def _ending(killed_by: int) -> str:
    if killed_by == signal.SIGXCPU:
        return TOO_SLOW
    # PDFium and other native code abort when they get no memory
    return OUT_OF_MEMORY if killed_by in (signal.SIGABRT, signal.SIGKILL) else BROKEN


def _decoded(message: bytes) -> Answer:
    try:
        answer = msgspec.msgpack.decode(message, type=Answer)
    except msgspec.MsgspecError as error:
        raise Unreadable(BROKEN) from error
    if answer.refusal is not None:
        raise Unreadable(answer.refusal)
    return answer


class _Exchange:
    """Writing the job and reading the answer, both without ever blocking on the child."""

    def __init__(self, child: Child, limits: Limits) -> None:
        self._child = child
        self._limits = limits
        self._end = time.monotonic() + limits.wall_seconds
        self._stalled = time.monotonic() + limits.stall_seconds
        self._got = bytearray()

    def result(self, job: bytes) -> bytes:
        """The answer's bytes, empty where the child ended without one."""
        child = self._child
        os.set_blocking(child.job, False)
        os.set_blocking(child.answer, False)
        waiting = memoryview(LENGTH.pack(len(job)) + job)
        poll = select.poll()
        poll.register(child.answer, select.POLLIN)
        poll.register(child.job, select.POLLOUT)
        while True:
            self._check()
            for descriptor, _ in poll.poll(_LOOK * 1000):
                if descriptor == child.job:
                    waiting = self._fed(waiting)
                    if not waiting:
                        poll.unregister(child.job)
                elif not self._received():
                    return b""
            message = self._message()
            if message is not None:
                return message

    def _fed(self, waiting: memoryview) -> memoryview:
        try:
            return waiting[os.write(self._child.job, waiting[:_CHUNK]) :]
        except BlockingIOError:
            return waiting
        except OSError:
            return waiting[:0]

    def _received(self) -> bool:
        try:
            piece = os.read(self._child.answer, _CHUNK)
        except BlockingIOError:
            return True
        self._got += piece
        return bool(piece)

    def _message(self) -> bytes | None:
        """The answer once it is whole; notes of progress on the way push the stall limit back."""
        while len(self._got) >= LENGTH.size:
            (length,) = LENGTH.unpack_from(self._got)
            if length > self._limits.reply_bytes:
                raise Unreadable(BROKEN)
            if length == 0:
                del self._got[: LENGTH.size]
                self._stalled = time.monotonic() + self._limits.stall_seconds
                continue
            if len(self._got) < LENGTH.size + length:
                return None
            return bytes(self._got[LENGTH.size : LENGTH.size + length])
        return None

    def _check(self) -> None:
        now = time.monotonic()
        if now > min(self._end, self._stalled):
            raise Unreadable(TOO_SLOW)
        if resident_bytes(self._child.pid) > self._limits.memory_bytes:
            raise Unreadable(OUT_OF_MEMORY)


def resident_bytes(pid: int) -> int:
    """Memory a process holds at the moment; 0 where it cannot be told. Asked for where the system enforces no limit."""
    if sys.platform == "linux":
        with contextlib.suppress(OSError, ValueError, IndexError):
            return int(Path(f"/proc/{pid}/statm").read_bytes().split()[1]) * os.sysconf("SC_PAGE_SIZE")
        return 0
    with contextlib.suppress(OSError, ValueError, subprocess.SubprocessError):
        shown = subprocess.run(
            ["/bin/ps", "-o", "rss=", "-p", str(pid)], capture_output=True, timeout=2, check=False, text=True
        )
        return int(shown.stdout.strip() or 0) * 1024
    return 0
