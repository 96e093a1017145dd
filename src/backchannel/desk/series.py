"""Numbered series over all channels of a desk: no number used twice by us, and the gaps of every sender (R41)."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from backchannel.desk.book import Book
from backchannel.desk.desk import Desk
from backchannel.desk.references import reference
from backchannel.errors import BadInputError, RuleError, UsageError
from backchannel.record.document import Document, from_value
from backchannel.record.series import Course, SeriesNumber, courses, read, series_name
from backchannel.vault import channels, entries
from backchannel.vault.entries import Entry
from backchannel.vault.sqlcipher import Connection

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


@dataclass(frozen=True, slots=True)
class Gap:
    """Numbers of a series that are not here, and the letters before and after them; None before the first."""

    first: int
    last: int
    before: Use | None
    after: Use


@dataclass(frozen=True, slots=True)
class Run:
    """How one party's series runs, as far as this desk can read: its gaps, and the letters that share a number."""

    party: str
    course: Course
    gaps: tuple[Gap, ...]
    repeated: tuple[tuple[Use, ...], ...]


def runs(desk: Desk, series: str = "") -> list[Run]:
    """Give how the series run, or the one named, over all channels that this desk's person may read.

    A number is missing where it was never sent, has not come, is not open to this person, or was retired: from here
    these cannot be told apart. UsageError where no letter bears a number of the series named.
    """
    with desk.vault.read() as db:
        found = list(_uses(db, desk))
    wanted = series_name(series)
    known = sorted({use.number.series for use in found})
    if wanted and wanted not in known:
        names = ", ".join(known) or "none yet"
        raise UsageError(f"No letter here bears a number of the series {wanted}; the series are: {names}.")
    by_party: dict[str, list[Use]] = {}
    for use in found:
        if not wanted or use.number.series == wanted:
            by_party.setdefault(use.party, []).append(use)
    return [run for party, uses in sorted(by_party.items()) for run in _runs(party, uses)]


def require_free(db: Connection, desk: Desk, document: Document, names: Iterable[str]) -> None:
    """Refuse (RuleError) a document whose number our party has used: on one of the channels named, or for other words.

    What says in its number that it corrects or repeats is let pass, and so is the same document on a further channel.
    """
    number = read(document.number or "")
    if number is None or number.again:
        return
    there = set(names)
    for use in _uses(db, desk):
        if (
            use.party == desk.card.party
            and use.number == number
            and (use.channel in there or _words(use.document) != _words(document))
        ):
            raise RuleError(
                f"{number} is {use.reference} on “{use.channel}” already, by {use.person}; take the next number, or "
                f"say in the number what this is: {number}/1 for a correction, {number} (repeat) for a repeat."
            )


def numbered(db: Connection, desk: Desk, document: Document, series: str) -> Document:
    """Give a document the next number of a series of our party, after the highest that this desk can see.

    UsageError where the document has a number, or where the series has none here yet: its first number is handed over
    by whoever keeps the series, and is written in the letter's head.
    """
    if document.number is not None:
        raise UsageError(f"This letter has a number already, {document.number}; take it out, or leave out the series.")
    named = read(f"{series} 1")
    if named is None or named.again or named.suffix:
        raise UsageError("A series has a name of letters, such as Rothav; give it without a number.")
    last = max(
        (use.number.number for use in _uses(db, desk) if use.party == desk.card.party and _same(use, named)), default=0
    )
    if not last:
        raise UsageError(
            f"Our side has sent nothing of the series {named.series} that this desk can see; "
            "ask for its first number, and write it in the letter's head."
        )
    return replace(document, number=f"{' '.join(series.split())} {last + 1}")


def _same(use: Use, named: SeriesNumber) -> bool:
    return use.number.series == named.series


def _uses(db: Connection, desk: Desk) -> Iterator[Use]:
    """Give every letter that opens here and bears a number of a series; a share only where its letter does not open."""
    for channel in channels.every(db):
        if channel.standing not in _WHERE:
            continue
        book = Book(db, desk, channel)
        for entry in entries.of_kinds(db, channel.id, {"letter"}):
            yield from _use(book, entry, entry)
        for entry in entries.of_kinds(db, channel.id, {"share"}):
            body = entry.body()
            shared = entries.by_id(db, bytes.fromhex(body["of"])) if body is not None else None
            if shared is not None and not shared.key:
                yield from _use(book, entry, shared)


def _use(book: Book, holds: Entry, letter: Entry) -> Iterator[Use]:
    body, author = holds.body(), book.state.members.get(letter.header.author)
    # The number is looked at before the whole is read: most letters have none.
    number = read(str(body["document"].get("number", ""))) if body is not None else None
    if body is None or number is None or author is None:
        return
    try:
        document = from_value(body["document"])
    except BadInputError:
        return
    where = reference(book.state, letter.header)
    yield Use(number, book.channel.name, where, author.name, author.party, document)


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
        yield Run(party, course, gaps, tuple(uses for uses in same if _clash(uses)))


def _clash(uses: tuple[Use, ...]) -> bool:
    """Whether letters of one number are more than one document laid on several channels."""
    return len({use.channel for use in uses}) < len(uses) or any(
        _words(use.document) != _words(uses[0].document) for use in uses
    )
