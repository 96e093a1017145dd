"""Reading files in processes beside this one: reading takes most of an import, and only one process may write.

Such a process knows nothing of the desk. It is given names and contents of files through a pipe, gives back what the
archive keeps of each, and ends when the pipe does, however this process ends.
"""

import os
import pickle
import signal
import subprocess
import sys
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from types import TracebackType
from typing import IO, Any, Self

from backchannel.desk.reading import Taken, take
from backchannel.errors import BackchannelError, BadInputError, PlaceError

__all__ = ["Job", "Readers", "serve"]


@dataclass(slots=True)
class Job:
    """A file to read: its name and content (None where nothing is to be read), and how to tell how much is done.

    It ends with what was `taken`, with a `refusal`, or with neither where nothing was to be read.
    """

    path: Path
    data: bytes | None = field(default=None, repr=False)
    passed: Callable[[float], None] = lambda _: None
    taken: Taken | None = None
    refusal: str = ""


class Readers:
    """So many reading processes, started when they are first needed; with none, files are read in this process."""

    def __init__(self, count: int) -> None:
        self._count = count
        self._started: list[subprocess.Popen[bytes]] = []
        self._idle: list[subprocess.Popen[bytes]] = []

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        for process in self._started:
            process.kill()
            for pipe in (process.stdin, process.stdout):
                with suppress(OSError):
                    _pipe(pipe).close()
            process.wait()

    def read(self, jobs: Iterator[Job]) -> Iterator[Job]:
        """Give the jobs, done, in their order; a few are read ahead. PlaceError where a process was ended."""
        begun: deque[tuple[Job, subprocess.Popen[bytes] | None]] = deque()
        for job in jobs:
            while job.data is not None and begun and not self._has_room():
                yield self._done(*begun.popleft())
            begun.append((job, self._begin(job) if job.data is not None and self._count else None))
            while begun and begun[0][1] is None:
                yield self._done(*begun.popleft())
        while begun:
            yield self._done(*begun.popleft())

    def _has_room(self) -> bool:
        return bool(self._idle) or len(self._started) < self._count

    def _begin(self, job: Job) -> subprocess.Popen[bytes]:
        if not self._idle:
            self._idle.append(_start())
            self._started.append(self._idle[-1])
        process = self._idle.pop()
        try:
            pickle.dump((job.path, job.data), _pipe(process.stdin), pickle.HIGHEST_PROTOCOL)
            _pipe(process.stdin).flush()
        except OSError:
            raise _ended() from None
        job.data = None
        return process

    def _done(self, job: Job, process: subprocess.Popen[bytes] | None) -> Job:
        if process is not None:
            try:
                answer = pickle.load(_pipe(process.stdout))  # noqa: S301 -- of our own process, through our own pipe
            except (EOFError, OSError, pickle.UnpicklingError):
                raise _ended() from None
            self._idle.append(process)
            if isinstance(answer, str):
                job.refusal = answer
            else:
                job.taken = answer
            job.passed(1.0)
        elif job.data is not None:
            try:
                job.taken = take(job.path, job.data, job.passed)
            except BackchannelError as error:
                job.refusal = str(error)
            job.data = None
        return job


def serve(given: IO[bytes], wanted: IO[bytes]) -> None:
    """Read what is given, one file after the other, until there is no more: what a reading process does."""
    while True:
        try:
            path, data = pickle.load(given)  # noqa: S301 -- of the process that started this one
        except EOFError:
            return
        answer: Any
        try:
            answer = take(path, data)
        except BadInputError as error:
            answer = str(error)
        pickle.dump(answer, wanted, pickle.HIGHEST_PROTOCOL)
        wanted.flush()


def _start() -> subprocess.Popen[bytes]:
    # Not from the folder where the command was given: a file there could have the name of a module.
    paths = os.pathsep.join(path for path in sys.path if path)
    return subprocess.Popen(
        [sys.executable, "-P", "-m", "backchannel.desk.reading_aside"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env={**os.environ, "PYTHONPATH": paths},
    )


def _pipe(pipe: IO[bytes] | None) -> IO[bytes]:
    assert pipe is not None
    return pipe


def _ended() -> PlaceError:
    return PlaceError(
        "A process that reads files was ended, perhaps for want of memory; what was told is kept, so import again."
    )


if __name__ == "__main__":
    # Ctrl-C is for the process that writes, which then ends this one.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    with suppress(BrokenPipeError):
        serve(sys.stdin.buffer, sys.stdout.buffer)
