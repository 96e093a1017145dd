"""Backchannel as a shell finds it, kept warm: each command runs in a fork of this process, by a clock of its own.

A guide page has some two hundred commands; starting the program anew for each would take minutes. The shell's function
`backchannel` (`SHELL`) writes the words of a command into a named pipe, waits for the exit code in another, and gives
out what the command wrote. Each command takes three seconds of the clock and `sleep` as many as it says, so that an
announced hour comes on any machine, and on any day that a test chooses. Passphrases cost nothing here.

Every command is noted in the file `journal`, a JSON object a line: its block of the page, its words, its exit code. A
command that only reads is asked a second time with --json, and what it answers is noted beside it.
"""

import gc
import io
import json
import os
import pkgutil
import sys
from contextlib import redirect_stderr, redirect_stdout
from datetime import datetime, timedelta
from importlib import import_module
from pathlib import Path

import backchannel.cli
import backchannel.desk
from backchannel.cli.main import main
from backchannel.desk.desk import Desk
from backchannel.vault.passphrase import FOR_TESTS_ONLY

SHELL = r"""
backchannel() {
    printf '%s\0' "$BLOCK" "$@" > "$TYPIST/ask"
    read -r code < "$TYPIST/answer"
    cat "$TYPIST/out"
    cat "$TYPIST/err" >&2
    return "$code"
}
sleep() { printf '%s\0' "$BLOCK" sleep "$1" > "$TYPIST/ask"; read -r code < "$TYPIST/answer"; return "$code"; }
"""
A_COMMAND = timedelta(seconds=3)


class Typist:
    """What the shell talks to: two pipes, the time of day, and the journal."""

    def __init__(self, place: Path, now: datetime, readings: frozenset[str]) -> None:
        self.place = place
        self.now = now
        self.readings = readings

    def serve(self) -> None:
        """Run what the shell asks for until it asks for nothing."""
        while True:
            words = (self.place / "ask").read_bytes().decode().split("\0")[:-1]
            if not words:
                return
            code = self._take(words[0], words[1:])
            (self.place / "answer").write_text(f"{code}\n", encoding="ascii")

    def _take(self, block: str, words: list[str]) -> int:
        if words[0] == "sleep":
            self.now += timedelta(seconds=int(words[1]))
            return 0
        self.now += A_COMMAND
        child = os.fork()
        if not child:
            os._exit(self._run(block, words))
        return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])

    def _run(self, block: str, words: list[str]) -> int:
        """Run one command in the fork, and note it."""
        Desk.open.__func__.__defaults__ = (lambda: self.now, os.urandom)
        Desk.create.__func__.__kwdefaults__.update(cost=FOR_TESTS_ONLY, clock=lambda: self.now)
        code, out, err = _typed(words)
        (self.place / "out").write_text(out, encoding="utf-8")
        (self.place / "err").write_text(err, encoding="utf-8")
        # Without which desk is meant, and what opens it.
        said = " ".join(words[4:] if words[0] == "--desk" else words)
        noted = {"block": int(block), "words": said, "exit": code}
        if any(f"{said} ".startswith(f"{reading} ") for reading in self.readings):
            noted["json"] = _typed([*words, "--json"])[1]
        with (self.place / "journal").open("a", encoding="utf-8") as journal:
            journal.write(json.dumps(noted) + "\n")
        return code


def _typed(words: list[str]) -> tuple[int, str, str]:
    out, err = io.StringIO(), io.StringIO()
    with redirect_stdout(out), redirect_stderr(err):
        code = main(words)
    return code, out.getvalue(), err.getvalue()


def _warm() -> None:
    """Load what any command may need, once for all of them."""
    for room in (backchannel.cli, backchannel.desk):
        for module in pkgutil.walk_packages(room.__path__, f"{room.__name__}."):
            import_module(module.name)


if __name__ == "__main__":
    _warm()
    # What is loaded is not touched in the forks, so that they share it.
    gc.freeze()
    Typist(Path(sys.argv[1]), datetime.fromisoformat(sys.argv[2]), frozenset(sys.argv[3:])).serve()
