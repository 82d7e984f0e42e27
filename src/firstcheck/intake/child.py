"""The child process: reads one file and ends. Everything that looks inside a PDF or a picture happens here.

`main` is a nursery: a small single-threaded process that loads the readers once and forks one child a file. It sees no
data itself. The child takes its job from a pipe of its own, gives up every right it does not need, reads, answers on
another pipe of its own and is gone.

Wire: on the control pipes the nursery takes lines "fork IN OUT" and "reap PID" and answers "pid PID" and
"gone STATUS PEAK_KB". A job and an answer are each 8 bytes of length and so many bytes of MessagePack; an answer of
length 0 says that a page is done.
"""

import contextlib
import os
import struct
from typing import Final

import msgspec

from firstcheck.intake.document import Document
from firstcheck.intake.errors import Unreadable
from firstcheck.intake.limits import Limits
from firstcheck.intake.opening import documented
from firstcheck.intake.reader import Reader
from firstcheck.intake.registry import by_label

READY: Final = b"ready\n"
LENGTH: Final = struct.Struct(">Q")
#: descriptors below this one stay open in a child: none but its two pipes and the standard three
_HIGHEST_KEPT: Final = 3
OUT_OF_MEMORY: Final = "This file needs too much memory to read. Send fewer pages at a time, or take photos of them."
BROKEN: Final = "This file is damaged and could not be read. Ask for it again, or take a photo of each page."


class Job(msgspec.Struct, frozen=True):
    """What a child is to do. `page` 0 reads the file; another number draws that page `width` pixels wide."""

    reader: str
    name: str
    data: bytes
    limits: Limits
    page: int = 0
    width: int = 0


class Answer(msgspec.Struct, frozen=True):
    """What came of it; exactly one of the three is set."""

    document: Document | None = None
    picture: bytes | None = None
    refusal: str | None = None


def main(warm_labels: str) -> None:
    """Serve the control pipes, standard input and output, until the parent goes away."""
    commands = os.fdopen(os.dup(0), "rb")
    answers = os.dup(1)
    null = os.open(os.devnull, os.O_RDWR)
    for standard in (0, 1, 2):
        os.dup2(null, standard)
    for label in warm_labels.split(","):
        if label:
            by_label(label).warm()
    os.write(answers, READY)
    for line in commands:
        word, *numbers = line.split()
        if word == b"fork":
            os.write(answers, b"pid %d\n" % _fork(int(numbers[0]), int(numbers[1]), commands.fileno(), answers))
        elif word == b"reap":
            _, status, usage = os.wait4(int(numbers[0]), 0)
            os.write(answers, b"gone %d %d\n" % (status, usage.ru_maxrss))


def _fork(job_pipe: int, answer_pipe: int, *control: int) -> int:
    pid = os.fork()
    if pid:
        os.close(job_pipe)
        os.close(answer_pipe)
        return pid
    status = 1
    try:
        status = _serve(job_pipe, answer_pipe)
    finally:
        os._exit(status)


def _serve(job_pipe: int, answer_pipe: int) -> int:
    """Keep only the two pipes, take the job, do it, answer."""
    os.dup2(job_pipe, 0)
    os.dup2(answer_pipe, 1)
    os.closerange(_HIGHEST_KEPT, _open_max())
    job = msgspec.msgpack.decode(_taken(0), type=Job)
    reader = by_label(job.reader)
    answer = _answer(reader, job)
    _send(msgspec.msgpack.encode(answer))
    return 0


def _open_max() -> int:
    return min(os.sysconf("SC_OPEN_MAX"), 1 << 16)


def _answer(reader: Reader, job: Job) -> Answer:
    try:
        reader.warm()
        give_up_rights(job.limits)
        if job.page:
            return Answer(picture=reader.render(job.data, job.page, job.width, job.limits))
        return Answer(document=documented(reader.read(job.data, job.name, job.limits, _progress), job.name, job.data))
    except Unreadable as error:
        return Answer(refusal=str(error))
    except MemoryError:
        return Answer(refusal=OUT_OF_MEMORY)
    except Exception:
        return Answer(refusal=BROKEN)


def give_up_rights(limits: Limits) -> None:
    """From here on: bounded memory and processor time, no new file, pipe or socket, no byte written to a file, no fork.

    No descriptor can be opened at all, which holds for native code too and on every Unix. Limits that a system does not
    have or enforce (memory on macOS) are the parent's to watch.
    """
    import resource

    longest = limits.cpu_seconds + int(limits.wall_seconds)
    bounds = (
        (resource.RLIMIT_AS, limits.memory_bytes, limits.memory_bytes),
        (resource.RLIMIT_CPU, limits.cpu_seconds, longest),
        (resource.RLIMIT_CORE, 0, 0),
        (resource.RLIMIT_FSIZE, 0, 0),
        (resource.RLIMIT_NPROC, 0, 0),
        (resource.RLIMIT_NOFILE, 0, 0),
    )
    for kind, soft, hard in bounds:
        with contextlib.suppress(OSError, ValueError):
            resource.setrlimit(kind, (soft, hard))


def _taken(pipe: int) -> bytes:
    (length,) = LENGTH.unpack(_exactly(pipe, LENGTH.size))
    return _exactly(pipe, length)


def _exactly(pipe: int, count: int) -> bytes:
    parts = bytearray()
    while len(parts) < count:
        piece = os.read(pipe, min(count - len(parts), 1 << 20))
        if not piece:
            os._exit(0)
        parts += piece
    return bytes(parts)


def _send(message: bytes) -> None:
    for part in (LENGTH.pack(len(message)), message):
        view = memoryview(part)
        while view:
            view = view[os.write(1, view) :]


def _progress() -> None:
    _send(b"")
