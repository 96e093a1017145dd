"""A channel of three parties with two persons each, every desk its own process and vault, over relay and pouches.

A reader is added late, one desk is restored from a backup, one is unreachable for a month, two amendments cross,
letters of two authors are released with both ways of withholding after one party declined first; in the end the
history checker looks at all six vaults.
"""

import json
import os
import subprocess
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from tests.desk.table import LINE, PEOPLE, charter
from tests.scenarios.worker import WORDS
from tests.simulator.checker import problems
from tests.simulator.world import Written

from backchannel.carriage.relay import RelaySettings
from backchannel.carriage.serve import running_relay
from backchannel.desk.desk import Desk
from backchannel.protocol.release.leaves import Place, Withheld, first_index
from backchannel.protocol.release.twosided import open_withheld, verify_opening
from backchannel.protocol.release.verify import verify_bundle
from backchannel.vault.backup import restore_backup
from backchannel.vault.passphrase import FOR_TESTS_ONLY

ROOT = Path(__file__).parents[2]
TOKEN = "the-token-of-the-operator"
SPEAK = ("ilse", "tomas", "hanne")
FIRST = (*SPEAK, "greta", "pavel")
PRICE = "The price is nine hundred."
BY_POUCH = "pavel"
"""He takes mail at no relay."""
RULES = 'withholding = "two-sided"'


class RefusedError(Exception):
    """A worker said no."""


class Process:
    """A desk in its own process."""

    def __init__(self, scene: "Scene", name: str, folder: Path) -> None:
        self.scene = scene
        self.folder = folder
        path = os.pathsep.join([str(ROOT / "src"), str(ROOT)])
        self._process = subprocess.Popen(
            [sys.executable, str(Path(__file__).with_name("worker.py")), str(folder)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            env={**os.environ, "PYTHONPATH": path},
        )

    def __call__(self, what: str, /, **request: Any) -> Any:
        """Ask, and give the answer."""
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.write(json.dumps({"do": what, "now": self.scene.now.isoformat(), **request}) + "\n")
        self._process.stdin.flush()
        line = self._process.stdout.readline()
        assert line, f"the process of {self.folder.name} ended at {what}"
        answer = json.loads(line)
        if "error" in answer:
            raise RefusedError(f"{answer['error']}: {answer['says']}")
        return answer["ok"]

    def end(self) -> None:
        """Let the process end by itself."""
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.close()
        assert self._process.wait(20) == 0
        self._process.stdout.close()

    def kill(self) -> None:
        """End it at once, as when a machine is lost."""
        self._process.kill()
        self._process.wait(20)
        for stream in (self._process.stdin, self._process.stdout):
            if stream is not None:
                stream.close()


class Scene:
    """The six of them."""

    def __init__(self, folder: Path, relay: str) -> None:
        self.folder = folder
        self.relay = relay
        self.now = datetime(2031, 5, 5, 8, 0, tzinfo=UTC)
        self.processes: dict[str, Process] = {}
        self.cards: dict[str, str] = {}
        self.written: list[Written] = []

    def create(self, name: str) -> None:
        """Make a desk in its own process, and let all know each other."""
        person, party = PEOPLE[name]
        self.processes[name] = Process(self, name, self.folder / name)
        relay = "" if name == BY_POUCH else self.relay
        self.cards[name] = self.ask(name, "create", person=person, party=party, relay=relay, token=TOKEN)
        for other in list(self.processes)[:-1]:
            self.ask(name, "know", card=self.cards[other])
            self.ask(other, "know", card=self.cards[name])

    def ask(self, who: str, what: str, /, **request: Any) -> Any:
        """Ask somebody's process to do something."""
        return self.processes[who](what, **request)

    def write(self, name: str, *texts: str, readers: tuple[str, ...] = ()) -> str:
        """Write a letter; give its reference."""
        named = [f"{PEOPLE[r][1]}/{PEOPLE[r][0]}" for r in readers]
        found = self.ask(name, "write", texts=texts, readers=named)
        self.written.append(
            Written(
                name,
                bytes.fromhex(found["channel"]),
                found["seq"],
                bytes.fromhex(found["id"]),
                "\n\n".join(texts),
                tuple(bytes.fromhex(r) for r in found["readers"]),
            )
        )
        return found["reference"]

    def round(self, *names: str) -> None:
        """Let everybody exchange once: by relay who has one, and with Pavel by pouches both ways."""
        for name in names:
            if name != BY_POUCH:
                assert self.ask(name, "sync") == []
        if BY_POUCH in names:
            for name in names:
                if name != BY_POUCH:
                    self.pouch(name, BY_POUCH)
            for name in names:
                if name != BY_POUCH:
                    self.pouch(BY_POUCH, name)

    def pouch(self, sender: str, to: str) -> None:
        person, party = PEOPLE[to]
        path = self.folder / "pouch"
        try:
            self.ask(sender, "pack", to=f"{party}/{person}", path=str(path))
        except RefusedError as refused:
            assert "There is nothing for" in str(refused)
            return
        self.ask(to, "unpack", path=str(path))

    def settle(self, *names: str, rounds: int = 10) -> None:
        """Exchange until all hold the same."""
        chosen = names or tuple(self.processes)
        for _ in range(rounds):
            self.round(*chosen)
            held = [self.ask(n, "heads") for n in chosen]
            if all(h == held[0] and not h[0] for h in held):
                return
            self.now += timedelta(hours=30)
        raise AssertionError(dict(zip(chosen, held, strict=True)))

    def by_relay(self) -> None:
        """Exchange until all who take mail at the relay hold the same; the pouches can wait."""
        self.settle(*(n for n in self.processes if n != BY_POUCH))

    def release(self, reference: str) -> str:
        """Let all three consent, sign and attribute; give the bundle, which is one file for all."""
        by = next(n for n in SPEAK if reference.startswith(PEOPLE[n][0].split()[-1].lower()))
        for act in ("consent", "sign", "attribute"):
            for name in SPEAK:
                if act != "consent" or name != by:
                    self.ask(name, "step", act=act, reference=reference)
            self.by_relay()
        (data,) = {self.ask(n, "export", reference=reference) for n in SPEAK}
        return data

    def close(self) -> None:
        for process in self.processes.values():
            process.end()

    def kill(self) -> None:
        for process in self.processes.values():
            process.kill()


@pytest.fixture
def scene(tmp_path):
    """Six people, of whom the sixth comes later, and a relay on loopback."""
    clock = {"scene": None}
    settings = RelaySettings(TOKEN, retention_days=60)
    with running_relay(
        tmp_path / "relay.db", settings, clock=lambda: clock["scene"].now if clock["scene"] else datetime.now(UTC)
    ) as url:
        made = Scene(tmp_path, url)
        clock["scene"] = made
        try:
            yield made
        finally:
            made.kill()


@pytest.mark.slow
@pytest.mark.loopback
def test_three_parties_in_six_processes_end_with_one_history(scene):
    """Through all that happens to them, six desks end with the same heads and state, and no alarm is unexplained."""
    for name in FIRST:
        scene.create(name)
    scene.ask("ilse", "propose", charter=charter(SPEAK, ("greta", "pavel"), rules=RULES))
    waiting = set(FIRST) - {"ilse"}
    for _ in range(4):
        scene.round(*FIRST)
        for name in sorted(waiting):
            if scene.ask(name, "invited"):
                scene.ask(name, "accept")
                waiting.discard(name)
    assert not waiting
    scene.settle(*FIRST)
    assert all(scene.ask(n, "state")["in force"] for n in FIRST)

    # Letters of two authors, which are released in the end; a closed one; and a backup.
    ours = scene.write("ilse", "The gate opens at dawn.", PRICE, "We keep the key.")
    theirs = scene.write("tomas", "We agree to dawn.", "Our price is eight hundred.")
    narrow = scene.write("hanne", "For Valdria's ears.", readers=("ilse", "greta"))
    scene.settle(*FIRST)
    assert scene.ask("greta", "read", reference=narrow) == ["For Valdria's ears."]
    with pytest.raises(RefusedError, match="NotAReaderError"):
        scene.ask("pavel", "read", reference=narrow)
    scene.ask("tomas", "backup", path=str(scene.folder / "backup"))

    # Hanne is unreachable for a month, while the others write on.
    others = tuple(n for n in FIRST if n != "hanne")
    for week in range(4):
        scene.write("ilse", f"Week {week}: no word from Norlund.", readers=("tomas", "hanne", "greta"))
        scene.write("tomas", f"Week {week}: none here either.")
        scene.round(*others)
        scene.now += timedelta(days=8)
    month = scene.write("hanne", "I write on a mountain, without a relay.")
    scene.settle(*FIRST)
    assert scene.ask("tomas", "read", reference=month) == ["I write on a mountain, without a relay."]

    # Two amendments cross; whichever is completed, all go by it.
    one = scene.ask("ilse", "amend", charter=_amended('courier = "none"'), reason="No couriers.")
    two = scene.ask("tomas", "amend", charter=_amended('write = "principals"'), reason="Fewer pens.")
    scene.by_relay()
    for name, digest in (("ilse", two), ("tomas", one), ("hanne", one), ("hanne", two)):
        scene.ask(name, "assent", digest=digest)
    scene.settle(*FIRST)
    (in_force,) = {scene.ask(n, "state")["charter"] for n in FIRST}
    assert in_force in {one, two}

    # Tomas loses his machine, and his restored desk writes nothing before it has heard everybody.
    scene.processes["tomas"].kill()
    restore_backup(scene.folder / "backup", WORDS, scene.folder / "tomas again", FOR_TESTS_ONLY)
    scene.processes["tomas"] = Process(scene, "tomas", scene.folder / "tomas again")
    with pytest.raises(RefusedError, match="StaleDeskError"):
        scene.ask("tomas", "write", texts=["Too early"], readers=[])
    scene.settle(*FIRST)
    scene.write("tomas", "I am back.")

    # Oskar is added late; he reads what is opened to him, and nothing else of before.
    scene.create("oskar")
    scene.ask("hanne", "add", name="Norlund/Oskar Thal", reason="He keeps our file.")
    for _ in range(4):
        scene.round(*scene.processes)
        if scene.ask("oskar", "invited"):
            break
    scene.ask("oskar", "accept")
    scene.settle()
    with pytest.raises(RefusedError, match="NotAReaderError"):
        scene.ask("oskar", "read", reference=ours)
    scene.ask("ilse", "open_to", reference=ours, name="Oskar Thal", reason="He drafts Norlund's consent.")
    scene.by_relay()
    assert len(scene.ask("oskar", "read", reference=ours)) == 3
    with pytest.raises(RefusedError, match="NotAReaderError"):
        scene.ask("oskar", "read", reference=theirs)

    # Hanne declines the first proposal; it is answered by another excerpt, withheld on both sides, and by a blank one.
    first = scene.ask("ilse", "release", wishes=[[ours, {}], [theirs, {}]], purpose="For the record", two_sided=True)
    scene.by_relay()
    scene.ask("hanne", "step", act="decline", reference=first, reason="Not the prices.")
    scene.by_relay()
    assert [scene.ask(n, "stage", reference=first) for n in SPEAK] == [["declined", "Not the prices."]] * 3
    hidden = [[ours, {"2": "negotiation"}], [theirs, {"2": "negotiation"}]]
    second = scene.ask(
        "hanne", "release", wishes=hidden, purpose="For the record", two_sided=True, answers=first, no_precedent=True
    )
    third = scene.ask("tomas", "release", wishes=hidden, purpose="For the newspapers")
    scene.by_relay()
    openable, blank = verify_bundle(scene.release(second).encode()), verify_bundle(scene.release(third).encode())
    _check_withheld(scene, second, openable, blank)

    scene.settle()
    # What is left: six vaults, looked at by the history checker.
    states = {n: scene.ask(n, "state") for n in scene.processes}
    for name, found in states.items():
        assert found["findings"] == [], name
        assert found["charter"] == states["ilse"]["charter"]
        assert found["members"] == states["ilse"]["members"]
        assert found["heads"] == states["ilse"]["heads"]
        assert not [a for a in found["alarms"] if a not in {"stale", "reject"}], (name, found["alarms"])
    assert {n for n, f in states.items() if "stale" in f["alarms"]} <= {"tomas"}
    scene.close()
    assert _histories(scene) == []


def _amended(rule: str) -> str:
    return charter(SPEAK, ("greta", "pavel"), rules=f"{RULES}\n{rule}")


def _check_withheld(scene: Scene, reference: str, openable: Any, blank: Any) -> None:
    """What was withheld on both sides opens when all three give their parts; what is blank never does."""
    for verified in (openable, blank):
        assert [x.author for x in verified.statement.letters] == ["Valdria", "Ostrava"]
        assert len(verified.attestations) == 3
        for letter in verified.letters:
            assert isinstance(letter.passages[1], Withheld)
    assert openable.letters[0].passages[1].commitments
    assert not blank.letters[0].passages[1].commitments
    place = Place(first_index(openable.statement.counts, 1) + 2, 1, 2)
    parts = [
        open_withheld(
            bytes.fromhex(scene.ask(n, "secret", reference=reference)),
            PEOPLE[n][1],
            place,
            PRICE,
        )
        for n in SPEAK
    ]
    assert verify_opening(openable, 1, 2, parts) == PRICE


def _histories(scene: Scene) -> list[str]:
    """Give what the history checker finds in the vaults that the processes have left."""
    desks = {n: Desk.open(p.folder, WORDS, clock=lambda: scene.now) for n, p in scene.processes.items()}
    try:
        world = SimpleNamespace(
            desks=desks,
            hostile=set(),
            joining=set(desks),
            places={},
            steps={},
            acknowledged=scene.written,
            name_of=lambda reader: next((n for n, d in desks.items() if d.reader == reader), reader.hex()[:8]),
        )
        return problems(world, LINE)
    finally:
        for desk in desks.values():
            desk.close()
