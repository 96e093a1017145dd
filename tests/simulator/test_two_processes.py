"""Two real processes on one desk: no place in the chain and no step of a pair is ever used twice."""

import os
import subprocess
import sys
from pathlib import Path

from tests.simulator import checker
from tests.simulator.world import LINE, WORDS

from backchannel.desk import letters

ROOT = Path(__file__).parents[2]
EACH = 12

WRITER = """
import sys
from pathlib import Path
from backchannel.desk import letters
from backchannel.desk.desk import Desk
from backchannel.desk.exchange import outgoing, handed_over
from backchannel.record.document import Document, passages_of
folder, name, times, words, line, out = sys.argv[1:]
with Desk.open(Path(folder), words) as desk:
    print("ready", flush=True)
    sys.stdin.readline()
    for number in range(int(times)):
        written = letters.write(desk, line, Document("letter", passages_of(f"Letter {number} of {name}.")))
        print(written.header.seq, flush=True)
        if number % 4 == 0:
            with desk.vault.change() as db:
                items = list(outgoing(db, desk))
            with Path(out).open("ab") as file:
                for item in items:
                    file.write(item.day.to_bytes(8, "big") + item.mailbox)
                    file.write(len(item.blob).to_bytes(8, "big") + item.blob)
            with desk.vault.change() as db:
                handed_over(db, desk, items)
"""


def test_two_processes_on_one_desk_never_use_a_place_or_a_step_twice(pair, tmp_path):
    """Two programs write and send at the same time; every letter has a place of its own, and all are read."""
    desk = pair.folder / "ilse"
    pair.desks["ilse"].close()
    outs = [tmp_path / "one.blobs", tmp_path / "two.blobs"]
    children = [
        subprocess.Popen(
            [sys.executable, "-c", WRITER, str(desk), name, str(EACH), WORDS, LINE, str(out)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            env={**os.environ, "PYTHONPATH": str(ROOT / "src")},
        )
        for name, out in zip(("one", "two"), outs, strict=True)
    ]
    try:
        for child in children:
            assert child.stdout.readline() == "ready\n", child.stderr.read()
        for child in children:
            child.stdin.write("go\n")
            child.stdin.flush()
        said = [child.communicate(timeout=60) for child in children]
    finally:
        for child in children:
            if child.poll() is None:
                child.kill()
                child.communicate()
    assert [(c.returncode, error) for c, (_, error) in zip(children, said, strict=True)] == [(0, ""), (0, "")]
    numbers = [int(line) for out, _ in said for line in out.split()]
    assert len(numbers) == len(set(numbers)) == 2 * EACH

    pair._open("ilse", desk)
    assert pair.desks["ilse"].vault.suspect is None
    for out in outs:
        pair.take("tomas", list(blobs(out.read_bytes())))
    pair.settle()
    assert checker.problems(pair) == []
    read = sorted(x.document.passages[0].text for x in letters.every(pair.desks["tomas"], LINE))
    assert read == sorted(f"Letter {n} of {name}." for n in range(EACH) for name in ("one", "two"))
    with pair.desks["tomas"].vault.read() as db:
        refused = db.execute("SELECT what FROM refusal_log WHERE what LIKE '%does not come from%'").fetchall()
    assert refused == []


def blobs(data: bytes):
    """Read what the processes wrote: (day, mailbox, blob)."""
    while data:
        day, mailbox, size = int.from_bytes(data[:8], "big"), data[8:40], int.from_bytes(data[40:48], "big")
        yield day, mailbox, data[48 : 48 + size]
        data = data[48 + size :]
