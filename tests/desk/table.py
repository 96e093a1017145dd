"""Desks around a table: real vaults, an honest carrier within the process, and time that moves only when told.

`refused` is what most tests here are written with: whatever is refused leaves every vault, and every file that was
given out, as it was.
"""

import shutil
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from backchannel.desk import channels, letters, people
from backchannel.desk.book import Book, open_book
from backchannel.desk.desk import Desk
from backchannel.desk.exchange import Arrivals, TakingIn, outgoing
from backchannel.desk.letters import Letter
from backchannel.errors import BackchannelError
from backchannel.record.document import Document, passages_of
from backchannel.vault.passphrase import FOR_TESTS_ONLY

WORDS = "a lamp in the pilot house"
LINE = "The lock-keepers' line"
NOTHING = Arrivals((), (), 0, 0)
START = datetime(2031, 5, 5, 8, 0, tzinfo=UTC)
PEOPLE = {
    "ilse": ("Ilse Maren", "Valdria"),
    "greta": ("Greta Lund", "Valdria"),
    "karl": ("Karl Oden", "Valdria"),
    "tomas": ("Tomas Reik", "Ostrava"),
    "pavel": ("Pavel Dorn", "Ostrava"),
    "hanne": ("Hanne Solvik", "Norlund"),
    "oskar": ("Oskar Thal", "Norlund"),
    "bram": ("Bram Velde", "Sudmark"),
    "ines": ("Ines Corro", "Tervania"),
}


def dump(desk: Desk) -> dict[str, list[tuple[object, ...]]]:
    """Give every row of every table of a desk's vault, but for the refusal log."""
    with desk.vault.read() as db:
        tables = [r[0] for r in db.execute("SELECT name FROM sqlite_schema WHERE type = 'table'").fetchall()]
        return {
            t: sorted((tuple(r) for r in db.execute(f"SELECT * FROM {t}").fetchall()), key=repr)
            for t in tables
            if t != "refusal_log"
        }


def charter(
    principals: Sequence[str],
    readers: Sequence[str] = (),
    *,
    rules: str = "",
    ceiling: int = 3,
    title: str = LINE,
    assent: str = "",
) -> str:
    """Give the TOML of a charter; the parties come in the order of their first principal."""
    lines = [f'title = "{title}"']
    parties = list(dict.fromkeys(PEOPLE[n][1] for n in (*principals, *readers)))
    for party in parties:
        speak = [PEOPLE[n][0] for n in principals if PEOPLE[n][1] == party]
        read = [PEOPLE[n][0] for n in readers if PEOPLE[n][1] == party]
        lines += ["[[party]]", f'name = "{party}"', f"principals = {speak}".replace("'", '"')]
        lines += [f"readers = {read}".replace("'", '"'), f"ceiling = {max(ceiling, len(speak) + len(read))}"]
        lines += [assent] if assent else []
    return "\n".join([*lines, "[rules]", rules]) + "\n"


class Table:
    """The desks of one test."""

    def __init__(self, folder: Path, names: Sequence[str] = (), *, know: bool = True) -> None:
        self.folder = folder
        self.out = folder / "out"
        self.out.mkdir(parents=True, exist_ok=True)
        self.now = START
        self.desks: dict[str, Desk] = {}
        for name in names:
            self.create(name)
        if know:
            self.introduce(names)

    def __getattr__(self, name: str) -> Desk:
        try:
            return self.__dict__["desks"][name]
        except KeyError:
            raise AttributeError(name) from None

    def clock(self) -> datetime:
        """Give the time on every desk."""
        return self.now

    def wait(self, **more: float) -> None:
        """Let time pass."""
        self.now += timedelta(**more)

    def create(self, name: str, *, machine: str = "desk", under: str = "") -> Desk:
        """Make the desk of a person; `under` is another name for it here, as of a second machine."""
        person, party = PEOPLE[name]
        path = self.folder / (under or name)
        desk = Desk.create(
            path, WORDS, person=person, party=party, machine=machine, clock=self.clock, cost=FOR_TESTS_ONLY
        )
        self.desks[under or name] = desk
        return desk

    def introduce(self, names: Sequence[str]) -> None:
        """Let everybody import and confirm everybody's card."""
        for name in names:
            for other in names:
                if name != other:
                    self.know(name, other)

    def know(self, name: str, other: str) -> None:
        """Let one desk import another's card and confirm it."""
        desk, card = self.desks[name], self.desks[other].card
        people.import_card(desk, people.own_card(self.desks[other]))
        people.confirm(desk, f"{card.party}/{card.person}", " ".join(people.fingerprint(card.reader)))

    def close(self) -> None:
        """Close every desk."""
        for desk in self.desks.values():
            desk.close()

    def again(self, folder: Path) -> "Table":
        """Give a copy of this closed table in another folder."""
        table = Table(folder)
        table.now = self.now
        for name in self.desks:
            shutil.copytree(self.folder / name, folder / name)
            table.open(name)
        return table

    def open(self, name: str, path: Path | None = None) -> Desk:
        """Open a desk's folder."""
        self.desks[name] = Desk.open(path or self.folder / name, WORDS, clock=self.clock)
        return self.desks[name]

    # Exchange

    def carry(self, sender: str, to: str) -> Arrivals:
        """Carry all that one desk has for another."""
        desk = self.desks[sender]
        with desk.vault.change() as db:
            items = list(outgoing(db, desk, self.desks[to].reader, everything=True))
        if not items:
            return NOTHING
        return self.take(to, [(i.day, i.mailbox, i.blob) for i in items])

    def take(self, to: str, items: Sequence[tuple[int, bytes, bytes]], *, by_pouch: bool = False) -> Arrivals:
        """Let a desk take in blobs in one change."""
        desk = self.desks[to]
        with desk.vault.change(moves_position=True) as db:
            taking = TakingIn(db, desk)
            for item in items:
                taking.take(*item)
            return taking.finish(by_pouch=by_pouch)

    def settle(self, *names: str, rounds: int = 12) -> None:
        """Let everybody exchange with everybody until nothing moves any more."""
        chosen = names or tuple(self.desks)
        before: object = None
        for _ in range(rounds):
            for name in chosen:
                for other in chosen:
                    if name != other:
                        self.carry(name, other)
            after = [self._moved(n) for n in chosen]
            if after == before:
                return
            before = after
        raise AssertionError("the desks do not come to rest")

    def _moved(self, name: str) -> object:
        with self.desks[name].vault.read() as db:
            return (
                db.execute("SELECT channel, author, seq, id, standing, key FROM entries ORDER BY 1, 2, 3").fetchall(),
                db.execute("SELECT count(*) FROM outbox").fetchall(),
                db.execute("SELECT count(*), sum(complete) FROM enclosures").fetchall(),
                db.execute("SELECT channel, peer, box_send FROM pairs ORDER BY 1, 2").fetchall(),
            )

    # The channel

    def open_line(self, principals: Sequence[str], readers: Sequence[str] = (), **more: object) -> None:
        """Open a channel and exchange until it is in force and every pair is open."""
        everybody = (*principals, *readers)
        title = channels.propose(self.desks[principals[0]], charter(principals, readers, **more)).name
        first = principals[0]
        for name in everybody[1:]:
            self.carry(first, name)
            channels.accept(self.desks[name], title)
        self.settle(*everybody)
        for name in everybody:
            found = channels.standing(self.desks[name], title)
            assert found.state.in_force, name
            assert len(found.connected) == len(everybody) - 1, name

    def letter(self, author: str, *texts: str, readers: Sequence[str] = (), channel: str = LINE, **more) -> Letter:
        """Write a letter; what is no argument of `letters.write` is of the document."""
        own = {k: more.pop(k) for k in ("answers", "files", "marks") if k in more}
        document = Document("letter", passages_of(*texts), **more)
        return letters.write(self.desks[author], channel, document, readers=[self.full(r) for r in readers], **own)

    def full(self, name: str) -> str:
        """Give a person as one names him at a desk: Party/Name."""
        person, party = PEOPLE[name]
        return f"{party}/{person}"

    @contextmanager
    def book(self, name: str, channel: str = LINE) -> Iterator[Book]:
        """Open a desk's book for a change, as a program that goes by no use case would."""
        desk = self.desks[name]
        with desk.vault.change(moves_position=True) as db:
            book = open_book(db, desk, channel)
            yield book
            book.save()

    def state(self, name: str, channel: str = LINE):
        """Give the channel's state at a desk."""
        return channels.standing(self.desks[name], channel).state

    def status(self, name: str, of: str, channel: str = LINE) -> str:
        """Give the status of a member at a desk."""
        return self.state(name, channel).members[self.desks[of].reader].status

    def alarms(self, name: str) -> list[str]:
        """Give the kinds of the open alarms at a desk."""
        with self.desks[name].vault.read() as db:
            return [r[0] for r in db.execute("SELECT kind FROM alarms WHERE settled = '' ORDER BY raised")]

    def dropped(self, name: str) -> list[str]:
        """Give the sentences of a desk's refusal log."""
        with self.desks[name].vault.read() as db:
            return [r[0] for r in db.execute("SELECT what FROM refusal_log ORDER BY what")]

    def _outputs(self) -> dict[str, bytes]:
        return {str(p.relative_to(self.out)): p.read_bytes() for p in sorted(self.out.rglob("*")) if p.is_file()}

    @contextmanager
    def unchanged(self) -> Iterator[None]:
        """Require that no vault and no output file changes."""
        before, files = {n: dump(d) for n, d in self.desks.items()}, self._outputs()
        yield
        for name, desk in self.desks.items():
            assert dump(desk) == before[name], f"the vault of {name} has changed"
        assert self._outputs() == files, "an output file has changed"

    @contextmanager
    def refused(self, error: type[BackchannelError], says: str, *, typed: str = "") -> Iterator[None]:
        """Require this error with these words, and what is typed for it; and that nothing anywhere has changed."""
        with self.unchanged(), pytest.raises(error) as caught:
            yield
        sentence = str(caught.value)
        assert says in sentence
        assert typed in caught.value.typed
        assert "\n" not in sentence
        assert sentence.endswith(".")
