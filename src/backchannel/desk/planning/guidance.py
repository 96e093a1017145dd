"""Guidance at a post: a circular as it came, what may be done with each of its points today, and how it was adapted.

What stands on the post's channel is all that a post has: the letters, the receipt, what it says of its adaptation, and
the word of the circular's author that an event has happened. A correction counts if the one who wrote the first text
wrote it too, on the same channel, under its number with a stroke.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from backchannel.desk import letters
from backchannel.desk.book import Book, find_channel
from backchannel.desk.desk import Desk
from backchannel.desk.planning import cases
from backchannel.desk.planning.acting import Acting
from backchannel.desk.planning.boards import BETWEEN_PARTIES, board
from backchannel.desk.references import reference, resolve
from backchannel.errors import NotAReaderError, RuleError, UsageError
from backchannel.planning import circulars
from backchannel.planning.board import Kept
from backchannel.planning.circulars import ADAPTATION, CIRCULAR, Adaptation, Adapted
from backchannel.protocol.entry import Header
from backchannel.record import use_marks
from backchannel.record.dates import DocumentDate
from backchannel.record.document import Document
from backchannel.record.series import read as read_number
from backchannel.record.use_marks import Use, UseMark
from backchannel.vault import channels, entries, filing
from backchannel.vault.sqlcipher import Connection

__all__ = ["Guidance", "Point", "acknowledge", "adapt", "adaptations", "points"]


@dataclass(frozen=True, slots=True)
class Point:
    """A passage of a circular: its number, its text without the mark, the mark (None: unmarked), whether it is held."""

    number: int
    text: str
    mark: UseMark | None
    held: bool


@dataclass(frozen=True, slots=True)
class Guidance:
    """A circular as it stands at a post on a day: the newest text that came, and its points.

    `corrects` is the reference of the letter that was asked for, where a later one took its place. `beside` are letters
    that its author gave the same number apart, and `without_effect` those under its number that somebody else wrote.
    """

    channel: str
    reference: str
    number: str
    corrects: str
    beside: tuple[str, ...]
    without_effect: tuple[str, ...]
    points: tuple[Point, ...]
    entry: bytes = b""
    """The letter of which these are the points."""

    def for_use(self, use: Use) -> tuple[Point, ...]:
        """Give the points of which a use may be made now: marked so, and not held."""
        return tuple(p for p in self.points if p.mark is not None and not p.held and use_marks.allows(p.mark, use))


@dataclass(frozen=True, slots=True)
class _Text:
    header: Header
    document: Document
    author: tuple[str, str]
    again: int


def points(desk: Desk, name: str, on: DocumentDate, *, case: str = "") -> Guidance:
    """Give the points of a circular on a day: by its letter, as CHANNEL/maren-7, or at the hub by its name.

    UsageError where there is none, or it has no number of a series and so no corrections; NotAReaderError where it does
    not open here.
    """
    with desk.vault.read() as db:
        book, asked = _letter(db, desk, name) or _at_hub(db, desk, name, case)
        texts, others = _texts(book, asked)
        newest = max(one.again for one in texts)
        current = [one for one in texts if one.again == newest]
        own = current[-1]
        by_letter = {one.header.id.hex(): (book.channel.id, one.author) for one in texts}
        told = circulars.events_told(board(db, desk, BETWEEN_PARTIES), by_letter)
        said = [event for events in told.values() for event in events]
        return Guidance(
            book.channel.name,
            reference(book.state, own.header),
            own.document.number or "",
            reference(book.state, asked) if asked.id != own.header.id else "",
            tuple(reference(book.state, one.header) for one in current[:-1]),
            tuple(reference(book.state, one) for one in others),
            tuple(_points(own.document, on, said)),
            own.header.id,
        )


def acknowledge(desk: Desk, name: str, note: str = "") -> None:
    """Acknowledge a circular, as CHANNEL/maren-7: the hub counts its receipt. Errors as `letters.acknowledge`."""
    channel, _, letter = name.strip().rpartition("/")
    if not channel:
        raise UsageError("Give the circular as CHANNEL/maren-7.")
    letters.acknowledge(desk, channel, letter, note)


def adapt(desk: Desk, name: str, words: str, passages: Sequence[int] = ()) -> Kept[Adaptation]:
    """Say on the post's own channel how the post adapted a circular, of which of its passages.

    RuleError for its author, who corrects it instead; errors as `points`.
    """
    if not words.strip():
        raise UsageError("Say in words how the circular was adapted.")
    with desk.vault.change(moves_position=True) as db:
        found = _letter(db, desk, name)
        if found is None:
            raise UsageError("Give the circular as CHANNEL/maren-7.")
        book, asked = found
        member = book.state.members.get(asked.author)
        if member is not None and (member.name, member.party) == (desk.card.person, desk.card.party):
            raise RuleError("A circular is adapted by the posts that have it; its author corrects it.")
        where = asked.id.hex()
        rests = [f"{where}/{number}" for number in passages] or [where]
        return Acting(db, desk).open(ADAPTATION, Adaptation(words.strip()), onto=book.channel.id.hex(), rests=rests)


def adaptations(desk: Desk, name: str) -> list[Adapted]:
    """Give how those at a post said that they adapted a circular, by its letter, as CHANNEL/maren-7."""
    with desk.vault.read() as db:
        found = _letter(db, desk, name)
        if found is None:
            raise UsageError("Give the circular as CHANNEL/maren-7.")
        book, asked = found
        letter = asked.id.hex()
        between = board(db, desk, BETWEEN_PARTIES)
        return circulars.adapted(between, {letter: book.channel.id}).get(letter, [])


def _letter(db: Connection, desk: Desk, name: str) -> tuple[Book, Header] | None:
    """Give the letter that an address names, with its channel's book; None where it is no address of a channel here."""
    channel, _, letter = name.strip().rpartition("/")
    if not channel or all(channel not in (one.name, one.id.hex()) for one in channels.every(db)):
        return None
    book = Book(db, desk, find_channel(db, channel))
    entry, _ = resolve(book, letter)
    if filing.document_of(entry.body()) is None:
        raise NotAReaderError(f"{name[:120]} is no letter that this desk can read.")
    return book, entry.header


def _at_hub(db: Connection, desk: Desk, name: str, case: str) -> tuple[Book, Header]:
    found = board(db, desk, cases.find(db, desk, case))
    course = circulars.course(found, found.find(CIRCULAR, name, "circular"))
    for version in reversed(course.versions):
        for one in version.laid:
            entry = entries.by_id(db, bytes.fromhex(one.letter))
            channel = channels.get(db, entry.header.channel) if entry is not None else None
            if entry is not None and channel is not None and filing.document_of(entry.body()) is not None:
                return Book(db, desk, channel), entry.header
    raise NotAReaderError(f"No text of “{name[:80]}” is kept here any more.")


def _texts(book: Book, asked: Header) -> tuple[list[_Text], list[Header]]:
    """Give the texts of a circular on a channel, the first and its corrections, and what others wrote under its number.

    A text without a number of a series stands alone.
    """
    members = book.state.members
    found: list[_Text] = []
    for entry in entries.of_kinds(book.db, book.channel.id, {"letter"}):
        document, member = filing.document_of(entry.body()), members.get(entry.header.author)
        if document is None or member is None:
            continue
        number = read_number(document.number or "")
        again = int(number.again) if number is not None and number.again.isdecimal() else 0
        found.append(_Text(entry.header, document, (member.name, member.party), again))
    own = next((one for one in found if one.header.id == asked.id), None)
    if own is None:
        raise UsageError("This is no letter of its author's; look at the letter.", typed="backchannel letter show")
    number = read_number(own.document.number or "")
    if number is None:
        return [own], []
    wanted = (number.series, number.number, number.suffix)
    same = [
        one
        for one in found
        if (n := read_number(one.document.number or "")) is not None and (n.series, n.number, n.suffix) == wanted
    ]
    mine = [one for one in same if one.author == own.author]
    others = [one.header for one in same if one.author != own.author and one.author[1] == own.author[1]]
    return sorted(mine, key=lambda one: (one.again, one.header.time, one.header.id)), others


def _points(document: Document, on: DocumentDate, happened: Iterable[str]) -> Iterable[Point]:
    said = list(happened)
    for passage in document.passages:
        mark = use_marks.read(passage.text)
        held = mark is not None and use_marks.held(mark, on, said)
        yield Point(passage.number, use_marks.bare(passage.text), mark, held)
