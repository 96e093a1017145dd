"""The register of who knows: a channel's letters beside the people who know of them, on a day; and one person's part.

`knowledge` says how somebody knows of one letter; here many letters are gathered in one reading of the vault.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from backchannel.desk import knowledge
from backchannel.desk.book import Book, open_book
from backchannel.desk.desk import Desk
from backchannel.desk.references import reference
from backchannel.errors import UsageError
from backchannel.protocol.knowledge import Knowledge, Way, on
from backchannel.vault import channels, entries, filing
from backchannel.vault.entries import Entry
from backchannel.vault.sqlcipher import Connection

__all__ = ["TEXTS", "Line", "Register", "Someone", "kept_on", "of_channel", "of_letter", "of_someone", "own_side"]

TEXTS = ("letter", "share")
"""The kinds of entries that are letters."""
_PREFIX = 16
"""Characters of an id by which somebody is named at least."""


@dataclass(frozen=True, slots=True)
class Someone:
    """Somebody who knows of a letter. `id` is his reader's, or of the note that named him first: it tells nothing."""

    id: bytes
    name: str
    party: str


@dataclass(frozen=True, slots=True)
class Line:
    """A letter of the register, with all that is known of who knows of it; `opens` says whether it opens here."""

    entry: bytes
    channel: bytes
    called: str
    """The channel's name."""
    reference: str
    time: str
    heading: str
    opens: bool
    known: tuple[Knowledge, ...]

    def of(self, someone: Someone) -> tuple[Knowledge, ...]:
        """Give how somebody knows of it."""
        return tuple(one for one in self.known if (one.person, one.party) == (someone.name, someone.party))


@dataclass(frozen=True, slots=True)
class Register:
    """Some letters of a channel, the newest first, and who knows of any of them: our own people first.

    `total` is how many letters the channel has by that day, of which these are a part.
    """

    channel: bytes
    called: str
    lines: tuple[Line, ...]
    people: tuple[Someone, ...]
    total: int


def kept_on(desk: Desk) -> list[tuple[bytes, str, int]]:
    """Give (id, name, number of letters) of every channel with letters.

    First come those with another party, and of these the one with the latest letter.
    """
    with desk.vault.read() as db:
        found = []
        for channel in _channels(db):
            times = [entry.header.time for entry in entries.of_kinds(db, channel.id, TEXTS)]
            if times:
                found.append((len(channel.charter.parties) > 1, max(times), channel.id, channel.name, len(times)))
        return [(one, name, count) for _, _, one, name, count in sorted(found, reverse=True)]


def own_side(desk: Desk) -> list[str]:
    """Give the channels of one's own party alone, on which a note of who knows may stand, by name."""
    with desk.vault.read() as db:
        found = [Book(db, desk, one) for one in channels.every(db) if one.standing == channels.JOINED]
        return [b.channel.name for b in found if all(m.party == desk.card.party for m in b.state.members.values())]


def of_channel(desk: Desk, channel: str, day: str = "", *, first: int = 0, most: int = 0) -> Register:
    """Give a channel's letters that were written by a day, with who knew of them on it; `most` from `first` on."""
    with desk.vault.read() as db:
        book = open_book(db, desk, channel)
        found = [one for one in entries.of_kinds(db, book.channel.id, TEXTS) if _by(one, day)]
        found.sort(key=lambda one: (one.header.time, one.header.author, one.header.seq), reverse=True)
        chosen = found[first : first + most] if most else found
        notes = list(knowledge.notes(db, desk))
        lines = tuple(_lines(book, chosen, notes, day))
        people = _people(lines, _named([book], notes), desk.card.party)
        return Register(book.channel.id, book.channel.name, lines, people, len(found))


def of_letter(desk: Desk, channel: str, entry: bytes, day: str = "") -> Register:
    """Give one letter with who knew of it on a day. UsageError where the entry is no letter of the channel."""
    with desk.vault.read() as db:
        book = open_book(db, desk, channel)
        found = entries.by_id(db, entry)
        if found is None or found.header.kind not in TEXTS or found.header.channel != book.channel.id:
            raise UsageError("That is no letter; who knows is asked of letters.")
        notes = list(knowledge.notes(db, desk))
        lines = tuple(_lines(book, [found], notes, day))
        return Register(book.channel.id, book.channel.name, lines, _people(lines, _named([book], notes), ""), 1)


def of_someone(desk: Desk, identifier: str, day: str = "") -> tuple[Someone, tuple[Line, ...]]:
    """Give what somebody knew of on a day, on every channel, the newest first; in each line only how he knows.

    He is named by the beginning of his id. UsageError where nobody here has it.
    """
    with desk.vault.read() as db:
        books = [Book(db, desk, one) for one in _channels(db)]
        notes = list(knowledge.notes(db, desk))
        ids = _named(books, notes)
        wanted = identifier.casefold()
        person = next((k for k, one in ids.items() if len(wanted) >= _PREFIX and one.hex().startswith(wanted)), None)
        if person is None:
            raise UsageError("Nobody of whom this desk knows anything is meant; look in the register of who knows.")
        someone = Someone(ids[person], *person)
        lines = []
        for book in books:
            found = [one for one in entries.of_kinds(db, book.channel.id, TEXTS) if _by(one, day)]
            for line in _lines(book, found, notes, day):
                if known := line.of(someone):
                    lines.append(_only(line, known))
        return someone, tuple(sorted(lines, key=lambda one: (one.time, one.reference), reverse=True))


def _only(line: Line, known: tuple[Knowledge, ...]) -> Line:
    return Line(
        line.entry, line.channel, line.called, line.reference, line.time, line.heading, opens=line.opens, known=known
    )


def _channels(db: Connection) -> list[channels.Channel]:
    return [one for one in channels.every(db) if one.standing in {channels.JOINED, channels.GONE}]


def _by(entry: Entry, day: str) -> bool:
    return not day or entry.header.time[: len(day)] <= day


def _lines(book: Book, found: Iterable[Entry], notes: Iterable[tuple[bytes, Knowledge]], day: str) -> Iterator[Line]:
    noted: Mapping[bytes, list[Knowledge]] = defaultdict(list)
    for _, one in notes:
        noted[one.letter].append(one)
    again = knowledge.opened_again(book)
    for entry in found:
        body = entry.body()
        document = filing.document_of(body)
        known = knowledge.sorted_by_person([*knowledge.by_ledger(book, entry, again), *noted[entry.header.id]])
        yield Line(
            entry.header.id,
            book.channel.id,
            book.channel.name,
            reference(book.state, entry.header),
            entry.header.time,
            (document.heading or document.subject or "") if document is not None else "",
            body is not None,
            tuple(on(known, day) if day else known),
        )


def _named(books: Sequence[Book], notes: Iterable[tuple[bytes, Knowledge]]) -> dict[tuple[str, str], bytes]:
    """Give the id of everybody whom a ledger or a note names: (name, party) -> id."""
    found: dict[tuple[str, str], bytes] = {}
    for book in books:
        for reader, member in book.state.members.items():
            key = (member.name, member.party)
            found[key] = min(reader, found.get(key, reader))
    for identifier, one in notes:
        found.setdefault((one.person, one.party), identifier)
    return found


def _people(lines: Iterable[Line], ids: Mapping[tuple[str, str], bytes], ours: str) -> tuple[Someone, ...]:
    named = {(one.person, one.party): one.way for line in lines for one in reversed(line.known)}
    order = list(Way)
    ranked = sorted(named, key=lambda key: (key[1] != ours, key[1], order.index(named[key]), key[0]))
    return tuple(Someone(ids[key], *key) for key in ranked)
