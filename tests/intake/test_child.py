"""The child gives up its rights before it looks at a file."""

import os
import signal
from collections.abc import Callable

import pytest

from firstcheck.intake.child import give_up_rights
from firstcheck.intake.limits import STANDARD, Limits


def in_child(action: Callable[[], object], limits: Limits = STANDARD) -> int:
    """The wait status of a child that gives up its rights and then acts: 0 done, 256 an OSError, 512 MemoryError."""
    pid = os.fork()
    if not pid:
        status = 3
        try:
            give_up_rights(limits)
            action()
            status = 0
        except OSError:
            status = 1
        except MemoryError:
            status = 2
        finally:
            os._exit(status)
    return os.waitpid(pid, 0)[1]


def open_socket() -> None:
    import socket

    socket.socket()


def grow() -> None:
    kept = [bytearray(50_000_000) for _ in range(100)]
    assert kept


def spin() -> None:
    while True:
        pass


@pytest.mark.parametrize(
    "action",
    [
        open_socket,
        lambda: os.open("/etc/hosts", os.O_RDONLY),
        lambda: os.open("made-by-test", os.O_WRONLY | os.O_CREAT),
        lambda: os.pipe(),
        lambda: os.dup(0),
        lambda: os.listdir("/"),
        lambda: os.open("/dev/null", os.O_RDWR),
    ],
    ids=["socket", "read", "write", "pipe", "dup", "list", "device"],
)
def test_it_can_open_nothing(action: Callable[[], object]) -> None:
    assert in_child(action) == 256


def test_it_can_still_work() -> None:
    assert in_child(lambda: sorted(range(99))) == 0


def test_it_gets_no_more_memory_than_allowed() -> None:
    assert in_child(grow) == 512


def test_it_gets_no_more_processor_time_than_allowed() -> None:
    status = in_child(spin, Limits(cpu_seconds=1))
    assert os.WIFSIGNALED(status)
    assert os.WTERMSIG(status) == signal.SIGXCPU


def test_it_writes_no_byte_to_an_open_file(tmp_path: object) -> None:
    descriptor = os.open(str(tmp_path) + "/out", os.O_WRONLY | os.O_CREAT)
    try:
        status = in_child(lambda: os.write(descriptor, b"x"))
        assert status == 256 or os.WTERMSIG(status) == signal.SIGXFSZ
        assert os.fstat(descriptor).st_size == 0
    finally:
        os.close(descriptor)
