"""Writing what a person makes of words: acts on his own ledger, or on a channel of our own side where colleagues read.

A person's judgement stands beside a colleague's and never in its place. He takes his own back wherever he made it.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

from backchannel.desk.book import Book, find_channel
from backchannel.desk.desk import Desk
from backchannel.desk.own_ledger import NAME, open_own
from backchannel.desk.planning.acting import members, require_ours, require_rest
from backchannel.desk.writing import append
from backchannel.planning.acts import Ending, content
from backchannel.planning.kinds import Kind
from backchannel.planning.words.judgements import INSTEAD, MOST, Judged
from backchannel.planning.words.things import Reading
from backchannel.vault import channels, judgements, things_kept
from backchannel.vault.placing import Placing
from backchannel.vault.sqlcipher import Connection

__all__ = ["Noting", "Where", "places"]

T = TypeVar("T")
J = TypeVar("J", bound=Judged)


@dataclass(frozen=True, slots=True)
class Where:
    """A channel of our own side on which acts about words may stand, and the names of those who read it."""

    id: bytes
    name: str
    readers: tuple[str, ...]


def places(desk: Desk) -> list[Where]:
    """Give the channels of our own side, by name; one's own ledger, which is always there, is not among them."""
    found = []
    with desk.vault.read() as db:
        for channel in channels.every(db):
            if channel.standing != channels.JOINED:
                continue
            book = Book(db, desk, channel)
            if {member.party for member in book.state.members.values()} == {desk.card.party}:
                found.append(Where(channel.id, channel.name, tuple(sorted(name for name, _ in members(book)))))
    return found


class Noting:
    """One change of a vault in which acts about words are written: on `onto`, else on one's own ledger."""

    def __init__(self, db: Connection, desk: Desk, onto: str = "") -> None:
        """Take a change of the vault; UsageError for no channel of that name, RuleError where others read it."""
        self._db, self._desk = db, desk
        self._books: dict[bytes, Book] = {}
        self._placing = Placing(db)
        book = Book(db, desk, find_channel(db, onto)) if onto not in ("", NAME) else open_own(db, desk)
        require_ours(book)
        self._books[book.channel.id] = book
        self.is_own = book.channel.standing == channels.OWN
        """Whether this is one's own ledger."""
        self.channel = book.channel.id
        """The channel on which is written."""

    def judge(self, kind: Kind[T], group: Callable[[tuple[J, ...]], T], judged: Sequence[J]) -> None:
        """Judge things; RuleError where a member of the channel may not read one of their documents."""
        self._judge(self.channel, kind, group, judged)

    def take_back(self, kind: Kind[T], group: Callable[[tuple[J, ...]], T], judged: Sequence[J]) -> bool:
        """Take back what this person judged of these, on whatever channel; False where he had judged none of them."""
        where: dict[bytes, list[J]] = {}
        for one in judged:
            for channel in {on for _, on in self._mine(kind, one)}:
                where.setdefault(channel, []).append(one)
        for channel, ones in where.items():
            self._judge(channel, kind, group, ones)
        return bool(where)

    def has_judged(self, kind: Kind[Any], one: Judged) -> bool:
        """Whether this person judged the same thing, and it stands."""
        return bool(self._mine(kind, one))

    def open(self, kind: Kind[T], value: T, names: Mapping[str, Sequence[bytes]] | None = None) -> bytes:
        """Open a thing; give its id. What it names must be known to all members of the channel. Errors as `judge`."""
        return self._append(self.channel, kind, value, names=names)

    def revise(self, kind: Kind[T], thing: bytes, value: T, ended: Ending | None = None) -> None:
        """Put a statement in place of how a thing stands, where it was opened, or end it. Errors as `judge`."""
        opened, standing = things_kept.standing(self._db, thing)
        names = dict(opened.names)
        after = tuple(act.id for act in standing)
        self._append(opened.channel, kind, value, names=names, of=thing, after=after, ended=ended)

    def end(self, kind: Kind[Any], thing: bytes, how: str) -> None:
        """End a thing as it stands."""
        _, standing = things_kept.standing(self._db, thing)
        self.revise(kind, thing, kind.read(dict(standing[-1].says)), Ending(how))

    def _judge(self, channel: bytes, kind: Kind[T], group: Callable[[tuple[J, ...]], T], judged: Sequence[J]) -> None:
        for start in range(0, len(judged), MOST):
            some = tuple(judged[start : start + MOST])
            instead = dict.fromkeys(act for one in some for act, _ in self._mine(kind, one, channel))
            self._append(channel, kind, group(some), names={INSTEAD: list(instead)[:MOST]})

    def _mine(self, kind: Kind[Any], one: Judged, channel: bytes | None = None) -> list[tuple[bytes, bytes]]:
        return judgements.mine(self._db, self._placing, kind.name, one, self._desk.card.person, channel)

    def _append(
        self,
        channel: bytes,
        kind: Kind[T],
        value: T,
        *,
        names: Mapping[str, Sequence[bytes]] | None = None,
        of: bytes = b"",
        after: tuple[bytes, ...] = (),
        ended: Ending | None = None,
    ) -> bytes:
        book = self._book(channel)
        self._require_readable(book, _told(value))
        said = {part: tuple(ids) for part, ids in (names or {}).items() if ids}
        body = content(kind.name, kind.write(value), of=of, after=after, names=said, ended=ended)
        entry = append(book, "act", body)
        book.save()
        return entry.header.id

    def _require_readable(self, book: Book, documents: Iterable[str]) -> None:
        if book.channel.standing == channels.OWN:
            return
        readers = members(book)
        for document in sorted(set(documents)):
            require_rest(self._db, self._desk, readers, document, book)

    def _book(self, channel: bytes) -> Book:
        if channel not in self._books:
            kept = channels.get(self._db, channel)
            assert kept is not None
            self._books[channel] = Book(self._db, self._desk, kept)
        return self._books[channel]


def _told(value: object) -> Iterator[str]:
    """Give every document of which somebody learns who reads what an act says."""
    yield from judgements.documents(value)
    for one in getattr(value, "judged", ()):
        yield from getattr(one, "draft", ())
    if isinstance(value, Reading):
        yield from (change.rests for change in value.changes)
