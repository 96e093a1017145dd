"""The crash sweep and the I/O-error sweep: every write, sync and rename of an act fails once.

    python -m benchmarks.sweeps crash --all          the process is killed at its N-th call, for every N
    python -m benchmarks.sweeps io --all             the N-th call fails with EIO, then with ENOSPC, for every N
    python -m benchmarks.sweeps crash --sample 5     five N of each act, drawn from --seed

Each run works on a fresh copy of two prepared desks, under `strace`, and N grows until the act ends by itself. After
each run the desk is opened and must show that

- nothing is lost that was acknowledged, and the vault is sound and not suspect,
- its ledger stands where an undisturbed run would have acknowledged it, and nowhere between,
- there is no half-written pouch, and no file left over but one that a killed process could not take away,
- after what went out has reached the peer, and both have gone on, nobody has raised an alarm, neither check finds
  anything, and both hold the same ledger: so no place in the chain was used twice, and no step of the ratchet,
- a sentence that says that nothing was kept is true.
"""

import argparse
import base64
import random
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from backchannel.desk import checking, letters, pouches
from backchannel.desk.book import find_channel
from backchannel.desk.desk import Desk
from backchannel.desk.exchange import TakingIn
from backchannel.errors import BackchannelError
from backchannel.protocol.entry import Head
from backchannel.vault import notices
from benchmarks.desks import LINE, carry, document
from benchmarks.sweep_acts import ACTS, heads, open_desk, prepare, today

CALLS = "pwrite64,write,fdatasync,fsync,rename,renameat,renameat2,link,linkat,ftruncate"
FAULTS = {"crash": ("signal=SIGKILL",), "io": ("error=EIO", "error=ENOSPC")}
_KEPT_NOTHING = re.compile(
    r"nothing (of this change was kept|was changed|was taken|was enclosed)|was not (written|made|opened)"
)
_UNKNOWN = re.compile(r"not certain|did not confirm|cannot be read|exchange with the others|damaged")
_CALL = re.compile(r"[0-9]+ +([a-z0-9]+)\(")
_REPOSITORY = Path(__file__).parents[1]


@dataclass
class Swept:
    """What a sweep of one act with one fault came to."""

    act: str
    fault: str
    runs: int = 0
    last: int = 0
    """The number of calls that the act makes."""
    struck: int = 0
    """Runs that were killed, or in which a sentence was said: the others passed over a failed call."""
    kept: int = 0
    """Runs that left something of the act, all of a step or several."""
    failures: list[str] = field(default_factory=list)


@dataclass
class _Said:
    """What the process said before it ended."""

    saved: list[dict[bytes, Head]] = field(default_factory=list)
    packed: bool = False
    deposits: list[tuple[bytes, bytes]] = field(default_factory=list)
    refused: list[str] = field(default_factory=list)
    done: bool = False
    trace: str = ""


def can_trace() -> bool:
    """Whether `strace` is here and may trace: containers often forbid it."""
    if shutil.which("strace") is None:
        return False
    return subprocess.run(["strace", "-o", "/dev/null", "true"], capture_output=True, check=False).returncode == 0


class Sweep:
    """One act, prepared once, to be run with any fault at any call."""

    def __init__(self, act: str, folder: Path) -> None:
        self.act = act
        self.folder = folder
        self.prepared = folder / f"{act} prepared"
        self.prepared.mkdir()
        prepare(act, self.prepared)
        with open_desk(self.prepared / "one") as desk:
            before = {author: seq for author, (seq, _) in heads(desk).items()}
            self.reader = desk.reader
        said = self._undisturbed()
        self.stands = [before, *({a: seq for a, (seq, _) in saved.items()} for saved in said.saved)]
        """Where the ledger may stand: before, and after each step that is acknowledged."""
        if not said.done or said.refused:
            raise SystemExit(f"the act {act} does not work: {said.refused} {said.trace}")
        self.calls = self._traced()
        """Every call that can fail. The tracer counts each name for itself."""

    def _undisturbed(self) -> _Said:
        with self._copy() as copy:
            return self._run(copy, [])

    def _traced(self) -> list[tuple[str, int]]:
        """Give the calls of an undisturbed run in their order: (name, which one of that name)."""
        with self._copy() as copy:
            log = copy / "calls"
            self._run(copy, ["strace", "-f", "-o", str(log), "-e", f"trace={CALLS}"])
            lines = log.read_text(errors="replace").splitlines()
        found: list[tuple[str, int]] = []
        seen: dict[str, int] = {}
        for line in lines:
            call = _CALL.match(line)
            if call:
                seen[call[1]] = seen.get(call[1], 0) + 1
                found.append((call[1], seen[call[1]]))
        return found

    def _copy(self) -> "_Copied":
        return _Copied(self.prepared, self.folder / f"{self.act} run")

    def _run(self, copy: Path, before: Sequence[str]) -> _Said:
        process = subprocess.run(
            [*before, sys.executable, "-B", "-m", "benchmarks.sweep_acts", self.act, str(copy)],
            capture_output=True,
            text=True,
            check=False,
            cwd=_REPOSITORY,
            env={"PYTHONPATH": f"{_REPOSITORY / 'src'}:{_REPOSITORY}", "PATH": "/usr/bin:/bin"},
        )
        return _heard(process.stdout, process.stderr)

    def at(self, number: int, fault: str) -> tuple[str, bool, bool]:
        """Run with a fault at a call, counted from 1; give what is wrong, whether it was felt, and whether it was kept.

        One more than there are calls is a run in which nothing fails.
        """
        name, nth = self.calls[number - 1] if number <= len(self.calls) else ("fsync", len(self.calls) + 1)
        tracer = ["strace", "-f", "-o", "/dev/null", "-e", f"trace={name}", "-e", f"inject={name}:{fault}:when={nth}"]
        with self._copy() as copy:
            said = self._run(copy, tracer)
            struck = bool(said.refused) or not said.done
            if said.trace and "Traceback" in said.trace:
                return f"a traceback: {said.trace.strip().splitlines()[-1]}", struck, False
            if not said.done and not fault.startswith("signal"):
                return f"the process ended early: {said.trace[-200:]}", struck, False
            try:
                return "", struck, self._look(copy, said, killed=fault.startswith("signal"))
            except (AssertionError, BackchannelError) as error:
                sentences = " / ".join(said.refused)
                return f"{type(error).__name__}: {error} (said: {sentences or 'nothing'})", struck, False

    def named(self, number: int) -> str:
        """Give the name of a call and which one of that name it is."""
        return "{} {}".format(*self.calls[number - 1]) if number <= len(self.calls) else "none"

    def _look(self, copy: Path, said: _Said, *, killed: bool) -> bool:
        with open_desk(copy / "one") as one, open_desk(copy / "other") as other:
            _require(one.vault.suspect is None, f"the desk is suspect: {one.vault.suspect}")
            _require(not (found := one.vault.check()), f"the vault is not sound: {found}")
            held = heads(one)
            kept = self._ledger(one, said, held)
            self._sentences(said, held)
            self._files(copy, said, killed=killed)
            if (copy / "out").exists():
                pouches.unpack(other, copy / "out")
            _hand_over(other, said.deposits)
            _go_on(one, other, copy)
        return kept

    def _ledger(self, one: Desk, said: _Said, held: dict[bytes, Head]) -> bool:
        for author, (seq, identifier) in (said.saved[-1] if said.saved else {}).items():
            number, newest = held.get(author, (0, b""))
            _require(number >= seq, f"entry {seq} was acknowledged, and the chain ends at {number}")
            _require(number > seq or newest == identifier, f"another entry than the acknowledged one stands at {seq}")
        stands = {author: seq for author, (seq, _) in held.items()}
        retried = len(said.refused) > 0
        # An act that was tried once more after a refusal of uncertain outcome may stand there twice.
        _require(retried or stands in self.stands, f"the ledger stands at {sorted(stands.values())}, between two steps")
        with one.vault.read() as db:
            orphans = db.execute(
                "SELECT count(*) FROM enclosures WHERE letter NOT IN (SELECT id FROM entries)"
            ).fetchone()[0]
        _require(not orphans, "an enclosure is kept without its letter")
        return stands != self.stands[0]

    def _sentences(self, said: _Said, held: dict[bytes, Head]) -> None:
        for sentence in said.refused:
            known = _KEPT_NOTHING.search(sentence) or _UNKNOWN.search(sentence)
            _require(known is not None, f"a sentence does not say what became of the change: {sentence}")
        certain = all(_KEPT_NOTHING.search(s) and not _UNKNOWN.search(s) for s in said.refused)
        if said.refused and certain and said.done:
            # Nothing was kept of what was refused, and then the act was done: it stands there once.
            stands = {author: seq for author, (seq, _) in held.items()}
            allowed = [*self.stands]
            if self.act in {"send", "enclose"} and len(said.saved) > 1:
                # The letter was acknowledged, the pouch refused, and the whole act done again: two letters.
                twice = dict(self.stands[-1])
                twice[self.reader] += 1
                allowed.append(twice)
            _require(stands in allowed, "a sentence said that nothing was kept, and something was")

    def _files(self, copy: Path, said: _Said, *, killed: bool) -> None:
        prepared = {p.name for p in self.prepared.rglob("*")}
        left = {p.name for p in copy.rglob("*")} - prepared - {"out", "vault.db-wal", "vault.db-shm"}
        # Nobody is left to take away what a killed process was writing: it stands under a name of its own.
        left = {name for name in left if not (killed and name.endswith(".part"))}
        _require(not left, f"files were left over: {sorted(left)}")
        _require(not said.packed or (copy / "out").exists(), "the pouch was acknowledged and is not there")


def _require(holds: bool, otherwise: str) -> None:
    if not holds:
        raise AssertionError(otherwise)


class _Copied:
    """A copy of a prepared folder, for one run."""

    def __init__(self, prepared: Path, to: Path) -> None:
        self._prepared, self._to = prepared, to

    def __enter__(self) -> Path:
        shutil.copytree(self._prepared, self._to)
        return self._to

    def __exit__(self, *_: object) -> None:
        shutil.rmtree(self._to)


def _heard(output: str, trace: str) -> _Said:
    said = _Said(trace=trace)
    now: dict[bytes, Head] = {}
    for line in output.splitlines():
        word, _, rest = line.partition(" ")
        if word == "saved":
            author, seq, identifier = rest.split()
            if bytes.fromhex(author) in now:
                said.saved.append(now)
                now = {}
            now[bytes.fromhex(author)] = int(seq), bytes.fromhex(identifier)
            continue
        if now:
            said.saved.append(now)
            now = {}
        if word == "packed":
            said.packed = True
        elif word == "deposit":
            mailbox, blob = rest.split()
            said.deposits.append((bytes.fromhex(mailbox), base64.b64decode(blob)))
        elif word in {"refused", "lost"}:
            said.refused.append(rest)
        elif word == "done":
            said.done = True
    if now:
        said.saved.append(now)
    return said


def _hand_over(other: Desk, deposits: Iterable[tuple[bytes, bytes]]) -> None:
    with other.vault.change(moves_position=True) as db:
        taking = TakingIn(db, other)
        for mailbox, blob in deposits:
            taking.take(today(), mailbox, blob)
        taking.finish()


def _go_on(one: Desk, other: Desk, folder: Path) -> None:
    """Let both write and exchange, and hold what each knows against the other."""
    letters.write(one, LINE, document(500))
    for sender, receiver in ((one, other), (other, one), (one, other), (other, one)):
        carry(sender, receiver, folder)
    letters.write(other, LINE, document(500))
    for sender, receiver in ((other, one), (one, other), (other, one), (one, other)):
        carry(sender, receiver, folder)
    for desk in (one, other):
        with desk.vault.read() as db:
            alarms = notices.alarms(db, find_channel(db, LINE).id)
        _require(not alarms, f"an alarm: {[a.sentence for a in alarms]}")
        _require(heads(one) == heads(other), "the two desks hold different ledgers")
        _require(not (found := checking.check(desk, LINE).findings), f"the check of the ledger found: {found}")
        for letter in letters.every(desk, LINE):
            _require(letter.document is not None, f"{letter.reference} cannot be read")
            _require(all(e.complete for e in letter.enclosures), f"an enclosure of {letter.reference} is not whole")


def sweep(
    kind: str, acts: Sequence[str], choose: Callable[[str, int], Iterable[int]], progress: Callable[[str], None]
) -> Iterator[Swept]:
    """Sweep each act with each fault of a kind, at the calls that `choose` gives for (act, number of calls)."""
    with tempfile.TemporaryDirectory() as folder:
        for act in acts:
            prepared = Sweep(act, Path(folder))
            for fault in FAULTS[kind]:
                swept = Swept(act, fault, last=len(prepared.calls))
                for number in choose(act, len(prepared.calls)):
                    wrong, struck, kept = prepared.at(number, fault)
                    swept.runs += 1
                    swept.struck += struck
                    swept.kept += kept
                    if wrong:
                        swept.failures.append(f"{act}, {fault} at call {number}, {prepared.named(number)}: {wrong}")
                        progress(swept.failures[-1])
                yield swept


def main(arguments: Sequence[str] | None = None) -> int:
    """Sweep and print the figures; exit 1 if anything failed."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("kind", choices=sorted(FAULTS))
    parser.add_argument("--acts", default=",".join(ACTS), help="some of %(default)s")
    parser.add_argument("--sample", type=int, default=8, help="how many calls of each act (default 8)")
    parser.add_argument("--seed", type=int, default=1, help="what the sample is drawn from (default 1)")
    parser.add_argument("--every", type=int, default=1, help="with --all: only every so many calls")
    parser.add_argument("--all", action="store_true", help="every call")
    options = parser.parse_args(arguments)
    if not can_trace():
        raise SystemExit("strace is not installed here, or may not trace")

    def choose(act: str, calls: int) -> Iterable[int]:
        # One more than the act has calls: then nothing fails, and all of it is there.
        if options.all:
            return range(1, calls + 2, options.every)
        chance = random.Random(f"{options.seed} {act}")
        return sorted(chance.sample(range(1, calls + 1), min(options.sample, calls)))

    failed = 0
    for swept in sweep(options.kind, options.acts.split(","), choose, lambda line: print(line, flush=True)):
        failed += len(swept.failures)
        print(
            f"{swept.act:8} {swept.fault:15} {swept.last:4} calls, {swept.runs:4} runs, "
            f"{swept.struck:4} felt it, {swept.kept:4} kept a whole step or more, {len(swept.failures)} failures",
            flush=True,
        )
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
