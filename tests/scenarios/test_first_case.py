"""The guide's first case, typed in from top to bottom: seven desks, and only pouches between them."""

import json
import os
import re
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest
from tests.scenarios.typist import SHELL

ROOT = Path(__file__).parents[2]
PAGE = ROOT / "docs" / "guide" / "first-case.md"
READING = {
    "calendar show", "case list", "case show", "case timeline", "channel list", "circular points", "circular status",
    "consult list", "consult show", "incident show", "letter list", "letter show", "options compare", "options list",
    "owed", "proposal check",
}  # fmt: skip
"""The commands of the page that change nothing, and are asked again with --json."""
WRITING = {
    "calendar change", "calendar depends", "calendar export", "calendar for", "calendar shift", "calendar stage",
    "card confirm", "card import", "card show", "case issue", "case lane", "case new", "case party", "channel accept",
    "channel propose", "circular ack", "circular adapt", "circular correct", "circular list", "circular send",
    "comment add", "concern note", "consult answer", "consult close", "consult open", "incident account",
    "incident close", "incident new", "incident point", "incident print", "incident settle", "init", "letter write",
    "options add", "options decide", "options new", "options put", "pouch pack", "pouch unpack", "proposal draft",
    "proposal order", "proposal send", "record import",
}  # fmt: skip
"""Those that write, or that leave a file."""
MONTHS = "January|February|March|April|May|June|July|August|September|October|November|December"
DAILY = (
    (rf"\b[0-9]{{1,2}} ({MONTHS}) [0-9]{{4}}\b", "DAY"),
    (r"\b[0-9]{4}-[0-9]{2}-[0-9]{2}(T[0-9:]+Z?)?", "DAY"),
    (r"\b[0-9]{2}:[0-9]{2} UTC", "HOUR"),
    (r"\b[0-9a-f]{8}\b", "NUMBER"),
    (r"[·░▒█]{48}", "STRIP"),
)
"""What is another every day."""
EVERY_SUBJECT = {"case", "calendar", "options", "concern", "proposal", "consult", "circular", "incident", "owed"}


@dataclass(frozen=True)
class Block:
    """What is typed at once, what the page says is then seen, and the exit code that it names for the last command."""

    typed: str
    seen: str
    exit: int


@dataclass(frozen=True)
class Typed:
    """One command that was run: of which block, its words without the desk, its exit code, its answer with --json."""

    block: int
    words: str
    exit: int
    json: str | None

    @property
    def command(self):
        """Name it as the lists above do."""
        known = [name for name in READING | WRITING if f"{self.words} ".startswith(f"{name} ")]
        assert known, f"“{self.words}” is neither among the commands that read nor among those that write"
        return max(known, key=len)


def blocks():
    """Read the page: each block in a shell's words, with what stands between it and the next."""
    parts = re.split(r"^```sh\n(.*?)^```\n", PAGE.read_text(encoding="utf-8"), flags=re.DOTALL | re.MULTILINE)
    found = []
    for typed, after in zip(parts[1::2], parts[2::2], strict=True):
        shown = re.match(r"\s*```\n(.*?)^```\n", after, re.DOTALL | re.MULTILINE)
        said = after[shown.end() :] if shown else after
        code = re.match(r"\s*Exit code ([0-9])\b", said)
        found.append(Block(typed, shown[1] if shown else "", int(code[1]) if code else 0))
    return found


def on_any_day(shown):
    """Take out of what a terminal shows what is another every day: dates, numbers of things, the calendar's strips.

    How lines are broken is the page's own matter, too.
    """
    for pattern, word in DAILY:
        shown = re.sub(pattern, word, shown)
    return " ".join(shown.split())


def type_in(page, place, moment):
    """Type every block into one shell; give what was run, and what each block made the terminal show."""
    typist, desks = place / "typist", place / "desks"
    typist.mkdir()
    desks.mkdir()
    for pipe in ("ask", "answer"):
        os.mkfifo(typist / pipe)
    script = f"{SHELL}\ndate() {{ echo {moment[:10]}; }}\n"
    for number, block in enumerate(page):
        script += f'BLOCK={number}\n{{\n{block.typed}}} > "$TYPIST/{number}.seen" 2>&1\n'
    script += ': > "$TYPIST/ask"\n'
    environment = {
        "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}",
        "PYTHONPATH": os.pathsep.join((str(ROOT), str(ROOT / "src"))),
        "HOME": str(place),
        "LANG": "C.UTF-8",
        "TYPIST": str(typist),
    }
    program = [sys.executable, "-m", "tests.scenarios.typist", str(typist), moment, *sorted(READING)]
    with subprocess.Popen(program, cwd=desks, env=environment) as running:
        try:
            subprocess.run(
                ["bash", "-c", script], cwd=desks, env=environment, stdin=subprocess.DEVNULL, check=True, timeout=240
            )
            assert running.wait(timeout=20) == 0
        finally:
            running.kill()
    lines = (typist / "journal").read_text(encoding="utf-8").splitlines()
    journal = [Typed(one["block"], one["words"], one["exit"], one.get("json")) for one in map(json.loads, lines)]
    return journal, [(typist / f"{number}.seen").read_text(encoding="utf-8") for number in range(len(page))]


@pytest.mark.slow
@pytest.mark.parametrize("moment", ["2031-05-06T09:00:00+00:00", "2031-12-31T23:52:00+00:00"])
def test_the_first_case_of_the_guide_can_be_typed_in_on_any_day(tmp_path, moment):
    """Each command ends as the page says, shows what the page shows, and answers a program as it answers a person."""
    page = blocks()
    journal, seen = type_in(page, tmp_path, moment)

    for number, block in enumerate(page):
        run = [one for one in journal if one.block == number]
        if block.typed.startswith("until "):
            # Refused once a minute, until the announced end has come.
            waited = [one for one in run if one.exit == 5]
            assert 1 < len(waited) < 25
            assert {one.command for one in waited} == {"consult close"}
            run = [one for one in run if one not in waited]
        ended = [one.exit for one in run]
        assert ended == [0] * (len(ended) - 1) + [block.exit] * bool(ended), (block.typed, seen[number])
        at, screen = 0, on_any_day(seen[number])
        for piece in on_any_day(block.seen).split("…"):
            at = screen.find(piece.strip(), at)
            assert at >= 0, f"{piece}\n\nis not shown in\n\n{screen}"

    read = [one for one in journal if one.command in READING]
    assert {one.command for one in read} == READING
    for one in read:
        answer = json.loads(one.json)
        assert (answer["command"], answer["exit"], answer["error"]) == (one.command, one.exit, None)
        assert answer["result"] is not None
    assert {one.words.split()[0] for one in journal} >= EVERY_SUBJECT
    assert {block.exit for block in page} == {0, 1, 4, 5, 6}
