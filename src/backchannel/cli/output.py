"""What a command says: lines for a person or JSON for a program, on standard output; dialogue on standard error.

Everything goes out through `visible`, so that no letter, name or error can move the cursor or hide words on a terminal.
The JSON is one object with the names command, exit, result and error (`docs/guide/commands.md`), in ASCII; only an
object whose form is fixed elsewhere stands bare.
"""

import argparse
import sys
import time
from collections.abc import Callable, Iterable, Sequence
from typing import Any, NamedTuple, Self


class Answer(NamedTuple):
    """What a command answers: lines for a person, the same as data for a program, and its exit code."""

    lines: Sequence[str]
    result: Any = None
    exit_code: int = 0
    exact: bool = False
    """Whether the lines are a text to be kept, such as a charter, which has been made safe by its own means."""
    bare: bool = False
    """Whether with --json the result stands alone, as an object whose form is fixed elsewhere."""


def visible(text: str) -> str:
    """Show hidden characters as ⟨U+202E RIGHT-TO-LEFT OVERRIDE⟩; line feeds stay."""
    if text.isascii() and text.replace("\n", "").isprintable():
        return text
    from backchannel.protocol.release.grammar import hides_nothing

    if hides_nothing(text.replace("\n", "")):
        return text
    from backchannel.record.characters import shown

    # A tab within somebody's words could shift what stands beside them.
    return shown(text.replace("\t", "    "))


def one_line(text: str) -> str:
    """Give somebody's words on one line, so that they cannot look like a line of ours."""
    return " ".join(visible(text).split())


def write_answer(command: str, answer: Answer, *, as_json: bool) -> None:
    """Write a command's answer to standard output."""
    if as_json and answer.bare:
        _write_object(answer.result)
    elif as_json:
        _write_json(command, answer.exit_code, answer.result, None)
    else:
        text = "".join(f"{line}\n" for line in answer.lines)
        sys.stdout.write(text if answer.exact else visible(text))
    sys.stdout.flush()


def write_error(command: str, sentence: str, exit_code: int, *, as_json: bool) -> None:
    """Write one sentence to standard error, and for a program the same as JSON to standard output."""
    say(f"error: {one_line(sentence)}")
    if as_json:
        _write_json(command, exit_code, None, one_line(sentence))
        sys.stdout.flush()


def _write_json(command: str, exit_code: int, result: object, error: str | None) -> None:
    _write_object({"command": command, "exit": exit_code, "result": result, "error": error})


def _write_object(value: object) -> None:
    import json

    sys.stdout.write(json.dumps(value, indent=1, ensure_ascii=True) + "\n")


def say(line: str) -> None:
    """Say something beside the answer, on standard error."""
    sys.stderr.write(visible(line) + "\n")
    sys.stderr.flush()


def agreed(args: argparse.Namespace, lines: Iterable[str], question: str) -> bool:
    """Say what will follow and ask whether to go on; with --yes only say it. UsageError where nobody can answer."""
    from backchannel.errors import UsageError

    for line in lines:
        say(line)
    if args.yes:
        return True
    if not sys.stdin.isatty():
        raise UsageError("Nobody is here to answer the question; look at what follows from it, and add --yes.")
    sys.stderr.write(f"{visible(question)} [y/N] ")
    sys.stderr.flush()
    return sys.stdin.readline().strip().casefold() in {"y", "yes"}


NOT_DONE = Answer(["Nothing was done."], {"done": False}, 1)
"""The answer when somebody says no."""


def table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> list[str]:
    """Give a table as lines, each cell on one line with what is hidden shown; nothing for no rows."""
    cells = [[one_line(cell) for cell in row] for row in rows]
    if not cells:
        return []
    cells.insert(0, list(head))
    widths = [max(width_of(row[i]) for row in cells) for i in range(len(head))]
    return [
        "  ".join(cell + " " * (width - width_of(cell)) for cell, width in zip(row, widths, strict=True)).rstrip()
        for row in cells
    ]


def width_of(text: str) -> int:
    """Give how many columns of a terminal a text takes: none for combining characters, two for wide ones."""
    if text.isascii():
        return len(text)
    import unicodedata

    return sum(0 if unicodedata.combining(c) else 2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in text)


class Progress:
    """A line on standard error for whatever takes more than a second: how far, how fast, how long still.

    It is drawn by a thread of its own, and only where standard error is a terminal. Call it with what is done.
    """

    AFTER_SECONDS = 1.0
    EVERY_SECONDS = 0.25

    def __init__(self, what: str, unit: str = "", total: int | None = None) -> None:
        self._what = what
        self._unit = unit
        self._total = total
        self._done = 0
        self._stop: Callable[[], None] | None = None
        self._drawn = False

    def __call__(self, done: int) -> None:
        """Note how much is done."""
        self._done = done

    def __enter__(self) -> Self:
        """Begin to watch."""
        self._began = time.monotonic()
        if sys.stderr.isatty():
            import threading

            ended = threading.Event()
            thread = threading.Thread(target=self._draw, args=(ended,), name="progress", daemon=True)
            thread.start()

            def stop() -> None:
                ended.set()
                thread.join()

            self._stop = stop
        return self

    def __exit__(self, *_: object) -> None:
        """Wipe the line."""
        if self._stop is not None:
            self._stop()
        if self._drawn:
            sys.stderr.write("\r\033[K")
            sys.stderr.flush()

    def _draw(self, ended: Any) -> None:
        wait = self.AFTER_SECONDS
        while not ended.wait(wait):
            wait = self.EVERY_SECONDS
            self._drawn = True
            sys.stderr.write(f"\r{self.line(time.monotonic() - self._began)}\033[K")
            sys.stderr.flush()

    def line(self, seconds: float) -> str:
        """Give the line as it stands after so many seconds."""
        done, total, unit = self._done, self._total, f" {self._unit}" if self._unit else ""
        if not done:
            return f"{self._what}: {seconds:.0f} s"
        rate = done / seconds
        if total is None or total < done:
            return f"{self._what}: {done:,}{unit}, {rate:,.0f} a second"
        left = (total - done) / rate
        return f"{self._what}: {done:,} of {total:,}{unit}, {rate:,.0f} a second, {left:.0f} s left"


def tell(line: str) -> None:
    """Say one line of an answer at once, as something long goes on."""
    sys.stdout.write(visible(line) + "\n")
    sys.stdout.flush()
