"""A simulated world: real desks with real vaults, a carrier between them, and time that moves only when told.

Everything that the world decides comes from one seed: the order of acts, the faults, the clock, and the randomness
that each desk is given. HPKE and Cobblestone draw their own randomness inside the `cryptography` library, so the
ciphertexts of two runs differ while their course is the same.
"""

import copy
import random
import shutil
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from tests.simulator.carrier import Carrier, Faults, Parcel

from backchannel.desk import channels, letters, people, pouches, readers
from backchannel.desk.desk import Desk
from backchannel.desk.exchange import Arrivals, TakingIn, handed_over, outgoing
from backchannel.desk.letters import Letter
from backchannel.errors import BackchannelError
from backchannel.record.document import Document, passages_of
from backchannel.vault.backup import restore_backup, write_backup
from backchannel.vault.passphrase import FOR_TESTS_ONLY
from backchannel.vault.sqlcipher import Connection

WORDS = "four slow barges under the bridge"
LINE = "The ferry line"
START = datetime(2031, 3, 3, 9, 0, tzinfo=UTC)

PEOPLE = {
    "ilse": ("Ilse Maren", "Valdria"),
    "tomas": ("Tomas Reik", "Ostrava"),
    "hanne": ("Hanne Solvik", "Norlund"),
    "pavel": ("Pavel Dorn", "Ostrava"),
    "greta": ("Greta Lund", "Valdria"),
    "oskar": ("Oskar Thal", "Norlund"),
}
"""Short name -> (person, party). The first of each party speaks for it, unless the charter says otherwise."""


@dataclass(frozen=True)
class Written:
    """A letter that a desk said was saved."""

    author: str
    channel: bytes
    seq: int
    id: bytes
    text: str
    readers: tuple[bytes, ...]


class World:
    """Desks, carrier and clock of one seed."""

    def __init__(self, seed: int, folder: Path, names: Sequence[str] = ("ilse", "tomas"), faults: Faults | None = None):
        self.seed = seed
        self.folder = folder
        self.chance = random.Random(f"world {seed}")
        self.now = START
        self.carrier = Carrier(random.Random(f"carrier {seed}"))
        self.desks: dict[str, Desk] = {}
        self.hostile: set[str] = set()
        """Desks for whose own doings nothing is promised."""
        self.acknowledged: list[Written] = []
        self.joining: set[str] = set(names)
        """Desks whose person accepts every invitation."""
        self.places: dict[tuple[str, bytes, int], set[bytes]] = {}
        """(desk, channel, number in its own chain) -> identifiers of the entries that it ever had there."""
        self.steps: dict[tuple[str, bytes, int], set[bytes]] = {}
        """(desk, the sending pair's mailbox seed, step) -> tags of the frames that it ever made with it."""
        self.received: dict[str, Arrivals] = {}
        self._copies = 0
        for name in names:
            self._create(name)
        for name in names:
            self._introduce(name)
        if faults is not None:
            self.carrier.faults = faults

    def again(self, folder: Path) -> "World":
        """Give a copy of this closed world that lives in another folder."""
        world = copy.copy(self)
        world.folder = folder
        world.chance, world.carrier = copy.deepcopy((self.chance, self.carrier))
        world.hostile, world.joining = set(self.hostile), set(self.joining)
        world.acknowledged, world.received = list(self.acknowledged), {}
        world.places, world.steps = copy.deepcopy((self.places, self.steps))
        world.desks = {}
        for name in self.desks:
            shutil.copytree(self.folder / name, folder / name)
            world._open(name, folder / name)
        return world

    # Desks

    def _create(self, name: str) -> None:
        person, party = PEOPLE[name]
        self.desks[name] = Desk.create(
            self.folder / name,
            WORDS,
            person=person,
            party=party,
            clock=self.clock,
            random=self._randomness(name),
            cost=FOR_TESTS_ONLY,
        )

    def _randomness(self, name: str):
        self._copies += 1
        return random.Random(f"desk {self.seed} {name} {self._copies}").randbytes

    def _introduce(self, name: str) -> None:
        for other in self.desks:
            if other != name:
                self.know(name, other)
                self.know(other, name)

    def know(self, name: str, other: str) -> None:
        """Let a desk import another's card and confirm its fingerprint."""
        card = self.desks[other].card
        people.import_card(self.desks[name], people.own_card(self.desks[other]))
        people.confirm(self.desks[name], f"{card.party}/{card.person}", " ".join(people.fingerprint(card.reader)))

    def clock(self) -> datetime:
        """Give the world's time: what every desk reads as its clock."""
        return self.now

    def pass_time(self, days: float = 0, hours: float = 0) -> None:
        """Let time pass."""
        self.now += timedelta(days=days, hours=hours)

    def close(self) -> None:
        """Close every desk."""
        for desk in self.desks.values():
            desk.close()

    def name_of(self, reader: bytes) -> str:
        """Give the short name of a reader."""
        return next((n for n, d in self.desks.items() if d.reader == reader), reader.hex()[:8])

    def full(self, name: str) -> str:
        """Give a person as one names him at a desk: Party/Name."""
        person, party = PEOPLE[name]
        return f"{party}/{person}"

    def twin(self, name: str) -> str:
        """Open a copy of a desk's folder beside it, as a member does who shows two histories; give its name here."""
        kept = self.copy_folder(name)
        twin = f"{name}*"
        self.hostile |= {name, twin}
        self.desks[twin] = Desk.open(kept, WORDS, clock=self.clock, random=self._randomness(twin))
        return twin

    def restart(self, name: str) -> None:
        """Close a desk and open it again."""
        self.desks[name].close()
        self._open(name, self.folder / name)

    def _open(self, name: str, path: Path) -> None:
        self.desks[name] = Desk.open(path, WORDS, clock=self.clock, random=self._randomness(name))

    def copy_folder(self, name: str) -> Path:
        """Copy a desk's folder as it lies on the disk; give where the copy is."""
        self.desks[name].close()
        self._copies += 1
        kept = self.folder / f"{name}-copy-{self._copies}"
        shutil.copytree(self.folder / name, kept)
        self._open(name, self.folder / name)
        return kept

    def put_back(self, name: str, kept: Path) -> None:
        """Put an earlier copy in the place of a desk's folder, behind the program's back."""
        self.desks[name].close()
        shutil.rmtree(self.folder / name)
        shutil.copytree(kept, self.folder / name)
        self._open(name, self.folder / name)

    def backup(self, name: str) -> Path:
        """Write a backup of a desk; give the file."""
        self._copies += 1
        path = self.folder / f"{name}-{self._copies}.backup"
        write_backup(self.desks[name].vault, path, WORDS, FOR_TESTS_ONLY)
        return path

    def restore(self, name: str, backup: Path) -> None:
        """Lose a desk's folder, and make it anew from a backup."""
        self.desks[name].close()
        shutil.rmtree(self.folder / name)
        restore_backup(backup, WORDS, self.folder / name, FOR_TESTS_ONLY)
        self._open(name, self.folder / name)
        self._forget_what_nobody_has(name)

    def _forget_what_nobody_has(self, name: str) -> None:
        """Let go of what was lost with a machine: entries that no other desk has, and nobody can bring back."""
        reader = self.desks[name].reader
        held: set[bytes] = set()
        for desk in self.desks.values():
            with desk.vault.read() as db:
                held |= {i for (i,) in db.execute("SELECT id FROM entries WHERE author = ?", (reader,)).fetchall()}
        self.acknowledged = [w for w in self.acknowledged if w.author != name or w.id in held]
        for place, identifiers in self.places.items():
            if place[0] == name:
                identifiers &= held

    # Acts

    def charter(self, names: Sequence[str], others: Sequence[str] = (), title: str = LINE, rules: str = "") -> str:
        """Give a charter of these principals and readers, as TOML, with room for late readers."""
        parties: dict[str, tuple[list[str], list[str]]] = {}
        for name in (*names, *others):
            person, party = PEOPLE[name]
            parties.setdefault(party, ([], []))[name in others].append(person)
        lines = [f'title = "{title}"']
        for party, (principals, further) in parties.items():
            lines += ["[[party]]", f'name = "{party}"', f"principals = {principals}".replace("'", '"')]
            lines += [f"readers = {further}".replace("'", '"'), "ceiling = 3"]
        return "\n".join([*lines, "[rules]", rules]) + "\n"

    def open_line(self, principals: Sequence[str], readers: Sequence[str] = (), rules: str = "") -> None:
        """Propose a channel and exchange until it is in force and every pair is open, over an honest carrier."""
        faults, self.carrier.faults = self.carrier.faults, Faults()
        channels.propose(self.desks[principals[0]], self.charter(principals, readers, rules=rules))
        for _ in range(4):
            self.round((*principals, *readers))
        self.settle((*principals, *readers))
        self.carrier.faults = faults
        for name in (*principals, *readers):
            standing = channels.standing(self.desks[name], LINE)
            assert standing.state.in_force, name
            assert len(standing.connected) == len(principals) + len(readers) - 1, name

    def letter(self, author: str, text: str, readers: Sequence[str] = (), **more) -> Letter:
        """Write a letter, and remember that it was acknowledged to the person as saved."""
        document = Document("letter", passages_of(text))
        written = letters.write(self.desks[author], LINE, document, readers=[self.full(r) for r in readers], **more)
        header = written.header
        self.acknowledged.append(Written(author, header.channel, header.seq, header.id, text, tuple(written.readers)))
        self.witness(author)
        return written

    def add_reader(self, name: str, new: str) -> None:
        """Let a principal add a reader of his party to the channel."""
        readers.add(self.desks[name], LINE, self.full(new), "He drafts the annex.")
        self.witness(name)

    def remove_reader(self, name: str, old: str) -> None:
        """Let a principal remove a reader of his party from the channel."""
        readers.remove(self.desks[name], LINE, self.full(old), "He is posted elsewhere.")
        self.witness(name)

    # Exchange

    def send(self, name: str, to: str | None = None, *, everything: bool = False, cover: bool = False) -> int:
        """Hand to the carrier, as to a relay, what a desk has to send; give how many blobs."""
        desk = self.desks[name]
        reader = self.desks[to].reader if to else None
        with desk.vault.change() as db:
            items = list(outgoing(db, desk, reader, everything=everything, cover=cover))
        for item in items:
            self.carrier.hand_in(Parcel(name, self.name_of(item.peer), item.day, item.mailbox, item.blob))
        with desk.vault.change() as db:
            handed_over(db, desk, items)
        self.witness(name)
        return len(items)

    def receive(self, name: str) -> Arrivals:
        """Take in what the carrier gives, and accept what the person was invited to."""
        return self.take(name, self.carrier.collect(name))

    def take(self, name: str, items: Sequence[tuple[int, bytes, bytes]]) -> Arrivals:
        """Take in blobs at a desk within one change."""
        desk = self.desks[name]
        with desk.vault.change(moves_position=True) as db:
            taking = TakingIn(db, desk)
            for item in items:
                taking.take(*item)
            arrivals = taking.finish()
        return self._arrived(name, arrivals)

    def _arrived(self, name: str, arrivals: Arrivals) -> Arrivals:
        self.received[name] = arrivals
        if name in self.joining:
            for channel in arrivals.invitations:
                channels.accept(self.desks[name], channel)
        self.witness(name)
        return arrivals

    def round(self, names: Sequence[str] = (), *, cover: bool = False, everything: bool = False) -> None:
        """Let every desk receive, then send; then let everyone receive."""
        chosen = list(names or self.desks)
        self.chance.shuffle(chosen)
        for name in chosen:
            self.receive(name)
            self.send(name, cover=cover, everything=everything)
        for name in chosen:
            self.receive(name)

    def pouch(self, sender: str, to: str) -> list[BackchannelError]:
        """Let a pouch travel from one desk to another; give what was refused of what arrived in its place."""
        self._copies += 1
        path = self.folder / f"pouch-{self._copies}"
        pouches.pack(self.desks[sender], self.full(to), path)
        self.witness(sender)
        refused = []
        for data in self.carrier.carry_pouch(to, path.read_bytes()):
            path.write_bytes(data)
            error = self.unpack(to, path)
            if error is not None:
                refused.append(error)
        path.unlink()
        return refused

    def unpack(self, name: str, path: Path) -> BackchannelError | None:
        """Take a pouch in; give why it was refused, if it was."""
        try:
            self._arrived(name, pouches.unpack(self.desks[name], path))
        except BackchannelError as error:
            return error
        return None

    def settle(self, names: Sequence[str] = (), rounds: int = 12) -> int:
        """Let everybody exchange over an honest carrier until nothing moves any more; give the rounds it took.

        Three days pass between two rounds: so long a desk waits before it sends again what may have been lost.
        """
        self.carrier.heal()
        before: object = None
        for number in range(rounds):
            self.pass_time(days=3, hours=1)
            self.round(names, cover=True)
            after = [self._moved(n) for n in sorted(names or self.desks)]
            if after == before:
                return number
            before = after
        return rounds

    def _moved(self, name: str) -> object:
        with self.desks[name].vault.read() as db:
            rows = db.execute("SELECT channel, author, seq, id, standing, key FROM entries ORDER BY 1, 2, 3").fetchall()
            out = db.execute("SELECT count(*) FROM outbox").fetchone()
            runs = db.execute("SELECT channel, peer, run, role, state FROM runs ORDER BY 1, 2").fetchall()
            pairs = db.execute("SELECT channel, peer, box_send FROM pairs ORDER BY 1, 2").fetchall()
        return rows, out, runs, pairs

    # What is watched

    def witness(self, name: str) -> None:
        """Write down which places of its chain and which steps of its pairs a desk has used."""
        desk = self.desks[name]
        with desk.vault.read() as db:
            for channel, seq, identifier in db.execute(
                "SELECT channel, seq, id FROM entries WHERE author = ?", (desk.reader,)
            ).fetchall():
                self.places.setdefault((name, channel, seq), set()).add(identifier)
            for box, number, tag in db.execute(
                "SELECT p.box_send, o.number, o.tag FROM outbox o JOIN pairs p USING (channel, peer)"
            ).fetchall():
                self.steps.setdefault((name, box, number), set()).add(tag)


def dump(db: Connection) -> dict[str, list[tuple[object, ...]]]:
    """Give every row of every table, but for the refusal log and the position, which every exchange moves."""
    tables = [r[0] for r in db.execute("SELECT name FROM sqlite_schema WHERE type = 'table'").fetchall()]
    found = {}
    for table in tables:
        if table != "refusal_log":
            rows = db.execute(f"SELECT * FROM {table}").fetchall()
            found[table] = sorted((tuple(r) for r in rows if not (table == "meta" and r[0] == "position")), key=repr)
    return found


def whole(desk: Desk) -> dict[str, list[tuple[object, ...]]]:
    """Give `dump` of a desk's vault."""
    with desk.vault.read() as db:
        return dump(db)
