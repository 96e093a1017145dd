"""Numbered series over all channels of a desk: no number used twice by us, and gaps for those whose business they are.

A gap tells whoever has the numbers around it that there is something which he may not read (R41). So a letter of ours
is not numbered into a series so that one who reads other numbers of it would find this one missing, unless our side has
said on a channel of his that its gaps are for him (`planning.numbering`); and a desk shows the gaps in the series of
another party only where that party has said so. That nothing was lost on the way is not to be learnt from numbers:
each author's entries are a chain.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

from backchannel.desk.book import Book, Books
from backchannel.desk.desk import Desk
from backchannel.desk.planning.boards import BETWEEN_PARTIES, board
from backchannel.desk.references import short_names
from backchannel.errors import BadInputError, RuleError, UsageError
from backchannel.planning.numbering import entitled, first_number
from backchannel.protocol.entry import Header
from backchannel.protocol.state import ACTIVE
from backchannel.record.document import Document, from_value
from backchannel.record.series import Course, SeriesNumber, courses, read, series_name
from backchannel.vault import channels, entries
from backchannel.vault.sqlcipher import Connection

Person = tuple[str, str]
"""Name and party."""

_WHERE = {channels.JOINED, channels.GONE}


@dataclass(frozen=True, slots=True)
class Use:
    """A letter that bears a number of a series: where it stands, and who of which party wrote it."""

    number: SeriesNumber
    channel: str
    reference: str
    person: str
    party: str
    document: Document
    entry: bytes = b""


@dataclass(frozen=True, slots=True)
class Gap:
    """Numbers of a series that are not here, and the letters before and after them; None before the first."""

    first: int
    last: int
    before: Use | None
    after: Use


@dataclass(frozen=True, slots=True)
class Run:
    """How one party's series runs, as far as this desk can read: its gaps, and the letters that share a number.

    Without `shows_gaps` they are not this person's business, and `gaps` is empty.
    """

    party: str
    course: Course
    gaps: tuple[Gap, ...]
    repeated: tuple[tuple[Use, ...], ...]
    shows_gaps: bool = True
    uses: tuple[Use, ...] = ()
    """The letters that open here, by their numbers."""


_Bearing = tuple[SeriesNumber, Header, object, frozenset[bytes]]
"""A number, the letter that bears it, the document in its stored form, and for whom it was sealed if that is known."""


@dataclass(frozen=True, slots=True)
class _Letter:
    use: Use
    readers: frozenset[Person]
    """Who can read it, as far as this desk knows."""
    there: frozenset[Person]
    """Who sees what comes on its channel after it."""


class Uses:
    """The letters that open here and bear a number of a series, read once in a read or change of the vault.

    What a change writes after they were first asked for is not among them.
    """

    def __init__(self, db: Connection, desk: Desk, books: Books | None = None) -> None:
        self.db = db
        self.desk = desk
        self.books = Books(db, desk) if books is None else books

    @cached_property
    def letters(self) -> list[_Letter]:
        """All of them; a share only where its letter does not open."""
        there = (channel.id for channel in channels.every(self.db) if channel.standing in _WHERE)
        return [letter for channel in there for letter in self._on(channel)]

    @property
    def ours(self) -> Iterator[_Letter]:
        """Those of our party."""
        return (one for one in self.letters if one.use.party == self.desk.card.party)

    def _on(self, channel: bytes) -> Iterator[_Letter]:
        bearing = list(self._bearing(channel))
        if not bearing:
            return
        book, opened = self.books.of(channel), _opened(self.db, channel)
        members, names = book.state.members, short_names(book.state)
        there = frozenset() if book.state.closed else members_of(book)
        for number, header, value, readers in bearing:
            author = members.get(header.author)
            try:
                document = from_value(value)
            except BadInputError:
                continue
            if author is None:
                continue
            where = f"{names[header.author]}-{header.seq}"
            use = Use(number, book.channel.name, where, author.name, author.party, document, header.id)
            may = readers | opened.get((header.id.hex(), header.author), set())
            persons = frozenset((members[one].name, members[one].party) for one in may if one in members)
            yield _Letter(use, persons, there)

    def _bearing(self, channel: bytes) -> Iterator[_Bearing]:
        """Give the letters of a channel that bear a number; of most the rest is not looked at."""
        for entry in entries.of_kinds(self.db, channel, ("letter",)):
            body = entry.body()
            if body is not None and (number := _number(body)) is not None:
                yield number, entry.header, body["document"], frozenset(body["readers"])
        for entry in entries.of_kinds(self.db, channel, ("share",)):
            body = entry.body()
            shared = entries.by_id(self.db, bytes.fromhex(body["of"])) if body is not None else None
            if body is not None and shared is not None and not shared.key and (number := _number(body)) is not None:
                yield number, shared.header, body["document"], frozenset()


def _number(body: Mapping[str, Any]) -> SeriesNumber | None:
    return read(str(body["document"].get("number", "")))


def _opened(db: Connection, channel: bytes) -> dict[tuple[str, bytes], set[bytes]]:
    """Give to whom letters were opened later by their authors: (entry in hexadecimal, author) -> readers."""
    found: dict[tuple[str, bytes], set[bytes]] = {}
    for again in entries.of_kinds(db, channel, ("reseal",)):
        if (body := again.body()) is not None:
            found.setdefault((body["entry"], again.header.author), set()).add(bytes.fromhex(body["reader"]))
    return found


def runs(desk: Desk, series: str = "") -> list[Run]:
    """Give how the series run, or the one named, over all channels that this desk's person may read.

    A number is missing where it was never sent, has not come, is not open to this person, or was retired: from here
    these cannot be told apart. UsageError where no letter bears a number of the series named.
    """
    with desk.vault.read() as db:
        found = [one.use for one in Uses(db, desk).letters]
        handed = board(db, desk, BETWEEN_PARTIES)
    wanted = series_name(series)
    known = sorted({use.number.series for use in found})
    if wanted and wanted not in known:
        names = ", ".join(known) or "none yet"
        raise UsageError(f"No letter here bears a number of the series {wanted}; the series are: {names}.")
    by_party: dict[str, list[Use]] = {}
    for use in found:
        if not wanted or use.number.series == wanted:
            by_party.setdefault(use.party, []).append(use)
    return [
        run if party == desk.card.party or entitled(handed, run.course.series, party) else _without_gaps(run)
        for party, uses in sorted(by_party.items())
        for run in _runs(party, uses)
    ]


def _without_gaps(run: Run) -> Run:
    return replace(run, gaps=(), shows_gaps=False, course=replace(run.course, missing=()))


def require_free(uses: Uses, document: Document, names: Iterable[str]) -> None:
    """Refuse (RuleError) a document whose number our party has used: on one of the channels named, or for other words.

    What says in its number that it corrects or repeats is let pass, and so is the same document on a further channel.
    """
    number = read(document.number or "")
    if number is None or number.again:
        return
    there = set(names)
    for use in (one.use for one in uses.ours if one.use.number == number):
        if use.channel in there or _words(use.document) != _words(document):
            raise RuleError(
                f"{number} is {use.reference} on “{use.channel}” already, by {use.person}; take the next number, or "
                f"say in the number what this is: {number}/1 for a correction, {number} (repeat) for a repeat."
            )


def numbered(uses: Uses, document: Document, series: str) -> Document:
    """Give a document the next number of a series of our party, after the highest that this desk can see.

    UsageError where the document has a number, or where the series has none here yet: its first number is handed over
    by whoever keeps the series (`planning.numbering`), or written in the letter's head.
    """
    if document.number is not None:
        raise UsageError(f"This letter has a number already, {document.number}; take it out, or leave out the series.")
    named = read(f"{series} 1")
    if named is None or named.again or named.suffix:
        raise UsageError("A series has a name of letters, such as Rothav; give it without a number.")
    db, desk = uses.db, uses.desk
    last = max((one.use.number.number for one in uses.ours if one.use.number.series == named.series), default=0)
    first = first_number(board(db, desk, BETWEEN_PARTIES), named.series, desk.card.party)
    last = max(last, first - 1) if first is not None else last
    if not last and first is None:
        raise UsageError(
            f"Our side has sent nothing of the series {named.series} that this desk can see; "
            "ask for its first number, and write it in the letter's head, or hand the series over.",
            typed="backchannel telegram series",
        )
    return replace(document, number=f"{' '.join(series.split())} {last + 1}")


def require_no_gap(uses: Uses, document: Document, readers: Collection[Person]) -> None:
    """Refuse (RuleError) a number that somebody would find missing who reads others of its series and not this one.

    `readers` are (name, party) of those for whom the document is to be sealed, on all channels of this change. On a
    channel that is closed nobody will see what comes after.
    """
    number = read(document.number or "")
    if number is None or number.again:
        return
    open_to = set(readers)
    others: dict[Person, Use] = {}
    for one in uses.ours:
        if one.use.number == number:
            open_to |= one.readers
        elif one.use.number.series == number.series:
            others.update(dict.fromkeys(one.readers & one.there, one.use))
    db, desk = uses.db, uses.desk
    told = set(others) - open_to - {(desk.card.person, desk.card.party)}
    for channel in entitled(board(db, desk, BETWEEN_PARTIES), number.series, desk.card.party) if told else ():
        told -= members_of(uses.books.of(channel)) if channels.get(db, channel) is not None else set()
    if told:
        name, party = min(told)
        use = others[name, party]
        raise RuleError(
            f"{name} reads {use.number} and would find {number} missing, which he may not read; number this in a "
            f"series of its own, or say on a channel of his that the gaps of {number.series} are his business.",
            typed="backchannel telegram series --gaps",
        )


def members_of(book: Book) -> frozenset[Person]:
    """Give the members of a channel now, as (name, party)."""
    return frozenset((one.name, one.party) for one in book.state.members.values() if one.status == ACTIVE)


def _words(document: Document) -> Document:
    # Enclosures are named when a letter is sealed; how the number is written says nothing.
    return replace(document, enclosures=(), number=None)


def _runs(party: str, uses: list[Use]) -> Iterator[Run]:
    for course in courses(use.number for use in uses):
        own = sorted((u for u in uses if u.number.series == course.series), key=lambda u: u.number.number)
        gaps = tuple(
            Gap(
                first,
                last,
                next((use for use in reversed(own) if use.number.number < first), None),
                next(use for use in own if use.number.number >= last),
            )
            for first, last in course.missing
        )
        same = [tuple(use for use in own if use.number == number) for number in course.repeated]
        yield Run(party, course, gaps, tuple(uses for uses in same if _clash(uses)), uses=tuple(own))


def _clash(uses: tuple[Use, ...]) -> bool:
    """Whether letters of one number are more than one document laid on several channels."""
    return len({use.channel for use in uses}) < len(uses) or any(
        _words(use.document) != _words(uses[0].document) for use in uses
    )
