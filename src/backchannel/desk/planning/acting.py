"""Writing planning acts, and what keeps them from telling anybody what he may not know.

An act is read by all members of the channel it stands on. So it stands on a channel of our own party (or between
parties, where it names no case), and neither the things that it names nor the passages on which it rests may be such as
a member of that channel may not read.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TypeVar

from backchannel.desk.book import Book, Books, find_channel
from backchannel.desk.desk import Desk
from backchannel.desk.letters import readers_now
from backchannel.desk.own_ledger import NAME, open_own
from backchannel.desk.planning.boards import BETWEEN_PARTIES, board
from backchannel.desk.words import named
from backchannel.desk.writing import append
from backchannel.errors import RuleError, UsageError
from backchannel.planning.acts import Ending, content
from backchannel.planning.board import Board, Kept
from backchannel.planning.cases import CASE
from backchannel.planning.kinds import Kind
from backchannel.protocol.state import ACTIVE
from backchannel.record.address import read as read_address
from backchannel.vault import archive, channels, entries
from backchannel.vault.channels import Channel
from backchannel.vault.sqlcipher import Connection

__all__ = ["Acting", "Person", "members", "passage", "readers_of", "require_ours", "require_rest"]

T = TypeVar("T")
Person = tuple[str, str]
"""Name and party; a person may have several desks."""


@dataclass
class Acting:
    """One change of a vault in which planning acts of a case are written; `case` is empty between parties."""

    db: Connection
    desk: Desk
    case: bytes = BETWEEN_PARTIES
    books: Books = field(init=False)
    """The books of this change: whoever writes besides on a channel that it may write on writes in the same."""

    def __post_init__(self) -> None:
        """Open no book yet."""
        self.books = Books(self.db, self.desk)

    @property
    def board(self) -> Board:
        """The board as it stands, with what this change has written."""
        return board(self.db, self.desk, self.case)

    def open(
        self,
        kind: Kind[T],
        value: T,
        *,
        onto: str = "",
        names: Mapping[str, Sequence[bytes]] | None = None,
        rests: Sequence[str] = (),
    ) -> Kept[T]:
        """Open a thing by an act on a channel: `onto`, else the one on which the case is open.

        `names` are ids of things of the case; `rests` addresses as a person types them. UsageError for an address of
        nothing here, a case that is not open on the channel, or is open on several and none was said; RuleError where a
        member may not read what is named.
        """
        book = self._book(self.channel(onto))
        identifier = self._append(book, kind, value, names=names or {}, rests=self._addresses(rests))
        return self._written(kind, identifier)

    def revise(
        self,
        kind: Kind[T],
        kept: Kept[T],
        value: T,
        *,
        names: Mapping[str, Sequence[bytes]] | None = None,
        rests: Sequence[str] | None = None,
        ended: Ending | None = None,
        settle: bool = False,
        onto: str = "",
        seen: Collection[bytes] | None = None,
    ) -> Kept[T]:
        """Put a new statement in place of how a thing stands, on the channel where it was opened.

        Who says `onto` chose who reads it: UsageError where that is another channel.

        What is left out stays as it is, but for `ended`: None takes a thing up again. Where two statements stand beside
        each other UsageError, unless `settle` says that this one takes the place of both. Who says which acts he had
        `seen` takes the place of these alone: what was written meanwhile stands beside it. Errors as `open`.
        """
        if kept.is_disputed and not settle and seen is None:
            raise UsageError(
                f"Two desks wrote of this {kind.name} without seeing each other, and both statements stand; look at "
                "them, and say that yours is put in place of both.",
                typed="--settle",
            )
        if kept.thing.opened.writer.party != self.desk.card.party:
            raise RuleError(f"Only {kept.thing.opened.writer.party} revises this {kind.name}, which it opened.")
        book = self._book(self.there(kept, onto))
        identifier = self._append(
            book,
            kind,
            value,
            names=kept.act.names if names is None else names,
            rests=kept.act.rests if rests is None else self._addresses(rests),
            ended=ended,
            of=kept.id,
            after=self._replaced(kind, kept, seen),
        )
        found = self._written(kind, kept.id)
        assert identifier in {act.id for act in found.thing.statements}
        return found

    def _replaced(self, kind: Kind[T], kept: Kept[T], seen: Collection[bytes] | None) -> tuple[bytes, ...]:
        if seen is not None:
            return tuple(act.id for act in kept.thing.history if act.id in seen)
        return tuple(act.id for _, act in self.board.statements(kind, kept.thing))

    def end(self, kind: Kind[T], kept: Kept[T], how: str, why: str = "", *, settle: bool = False) -> Kept[T]:
        """End a thing as it stands: how (dropped, met, ...) and why. UsageError where it has ended already."""
        if kept.ended is not None:
            raise UsageError(f"That {kind.name} has ended already ({kept.ended.how}).")
        return self.revise(kind, kept, kept.says, ended=Ending(how, why.strip()), settle=settle)

    def _append(
        self,
        book: Book,
        kind: Kind[T],
        value: T,
        *,
        names: Mapping[str, Sequence[bytes]],
        rests: Sequence[str],
        ended: Ending | None = None,
        of: bytes = b"",
        after: tuple[bytes, ...] = (),
    ) -> bytes:
        readers = members(book)
        if self.case != BETWEEN_PARTIES:
            self._require_ours(book, kind)
        self._require_readable(readers, names, book.channel.name)
        for address in rests:
            require_rest(self.db, self.desk, readers, address, book)
        said = {part: tuple(ids) for part, ids in names.items() if ids}
        body = content(
            kind.name,
            kind.write(value),
            case=self.case,
            of=of,
            after=after,
            names=said,
            rests=tuple(rests),
            ended=ended,
        )
        entry = append(book, "act", body)
        book.save()
        return entry.header.id

    def _written(self, kind: Kind[T], identifier: bytes) -> Kept[T]:
        found = self.board.get(kind, identifier)
        assert found is not None
        return found

    def _book(self, channel: Channel) -> Book:
        return self.books.of(channel.id)

    def channel(self, onto: str) -> Channel:
        """Give the channel on which an act is written that says `onto`. UsageError where it has to be said."""
        if onto == NAME:
            return open_own(self.db, self.desk).channel
        if onto:
            return find_channel(self.db, onto)
        if self.case == BETWEEN_PARTIES:
            raise UsageError("Say on which channel this is said.", typed="--onto")
        found = {one.act.channel: _of(self.db, one.act.channel) for one in self.board.every(CASE)}
        if len(found) > 1:
            # Not the first or the widest of them: who reads something is for a person to say.
            names = ", ".join(sorted(f"“{channel.name}”" for channel in found.values()))
            raise UsageError(
                f"The case is open on {names}; say on which this is written, and so who reads it.", typed="--onto"
            )
        return next(iter(found.values()))

    def there(self, kept: Kept[T], onto: str) -> Channel:
        """Give the channel of a thing, on which it is revised. UsageError where `onto` says another one."""
        channel = _of(self.db, kept.act.channel)
        if onto and self.channel(onto).id != channel.id:
            raise UsageError(
                f"This stands on “{channel.name}” already, whose members would read what you say of it; leave "
                "the channel open if they may, or give yours another name.",
                typed="without --onto",
            )
        return channel

    def _require_ours(self, book: Book, kind: Kind[T]) -> None:
        require_ours(book)
        if book.channel.standing == channels.OWN or kind.name == CASE.name:
            return
        if all(one.act.channel != book.channel.id for one in self.board.every(CASE)):
            raise UsageError(
                f"The case is not open on “{book.channel.name}”, whose members would learn of it; open the case there "
                "if they may.",
                typed="backchannel case open",
            )

    def _require_readable(self, readers: frozenset[Person], names: Mapping[str, Sequence[bytes]], where: str) -> None:
        board_ = self.board
        for identifier in (one for ids in names.values() for one in ids):
            act = board_.opening(identifier)
            if act is None:
                raise UsageError(
                    "What is named is not on this case's board; look at the case.", typed="backchannel case show"
                )
            told = readers - members(self._book(_of(self.db, act.channel)))
            if told:
                raise RuleError(
                    f"{_people(told)} would learn from this on “{where}” that there is a {act.type} which they may not "
                    "read; write it on the narrower of the two channels.",
                    typed="--onto",
                )

    def _addresses(self, rests: Sequence[str]) -> tuple[str, ...]:
        return tuple(dict.fromkeys(passage(self.db, self.desk, one) for one in rests))


def members(book: Book) -> frozenset[Person]:
    """Give who reads the acts of a channel: its members now."""
    return frozenset((m.name, m.party) for m in book.state.members.values() if m.status == ACTIVE)


def require_ours(book: Book) -> None:
    """Refuse a channel on which another party is, or was: what we plan is not for its eyes."""
    ours = book.desk.card.party
    strangers = sorted({m.party for m in book.state.members.values()} - {ours})
    if strangers:
        raise RuleError(
            f"{', '.join(strangers)} would read this on “{book.channel.name}”; what we plan stays on channels of "
            f"{ours} alone."
        )


def passage(db: Connection, desk: Desk, text: str) -> str:
    """Give the address of a place in a document as every desk writes it: by the document's own id.

    UsageError where the address names no document that this desk can read.
    """
    found = named.find(db, desk, text)
    item = found.item
    if item is None and found.source is not None and len(held := list(archive.listed(db, found.source))) == 1:
        item = held[0]
    if item is None:
        raise UsageError(f"{text[:120]} is no document or passage of one; give an address such as ID/3.")
    address = read_address(text)
    place = address.place if text.strip() != item.id and address.number else ""
    return f"{item.id}/{place}" if place else item.id


def readers_of(db: Connection, desk: Desk, address: str) -> frozenset[Person] | None:
    """Give who may read the letter of an address, as an act keeps it; None where it is no letter of a channel."""
    item = archive.find(db, read_address(address).document) or archive.find(db, address)
    entry = entries.by_id(db, item.entry) if item is not None and item.entry else None
    if entry is None:
        return None
    book = Book(db, desk, _of(db, entry.header.channel))
    known = book.state.members
    return frozenset((known[one].name, known[one].party) for one in readers_now(book, entry) if one in known)


def require_rest(db: Connection, desk: Desk, readers: frozenset[Person], address: str, onto: Book) -> None:
    """Refuse an act that rests on a letter which a member of its channel may not read: he would learn of the letter."""
    may = readers_of(db, desk, address)
    if may is not None and (told := readers - may):
        raise RuleError(
            f"{_people(told)} would learn from this on “{onto.channel.name}” of a letter that they may not read; write "
            "it on a narrower channel, or rest it on something that they know.",
            typed="--onto",
        )


def _people(persons: Collection[Person]) -> str:
    return ", ".join(name for name, _ in sorted(persons))


def _of(db: Connection, channel: bytes) -> Channel:
    found = channels.get(db, channel)
    assert found is not None
    return found
