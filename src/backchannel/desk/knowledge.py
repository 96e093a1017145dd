"""Who knows: per letter, per person, on a date; for our side as recorded, for the other as claims with their source."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from backchannel.desk import channels
from backchannel.desk.book import Book, open_book
from backchannel.desk.desk import Desk
from backchannel.desk.own_ledger import find_own, open_own
from backchannel.desk.references import reference, resolve
from backchannel.desk.writing import append
from backchannel.errors import BackchannelError, RuleError, UsageError
from backchannel.protocol.knowledge import NOTE_TYPE, NOTED, WEIGHTS, Knowledge, Way, note_content, on, read_note
from backchannel.record.dates import parse
from backchannel.vault import channels as kept_channels
from backchannel.vault import entries
from backchannel.vault.entries import Entry
from backchannel.vault.sqlcipher import Connection


def note(
    desk: Desk,
    channel: str,
    text: str,
    *,
    person: str,
    party: str,
    way: str,
    since: str = "",
    source: str = "",
    weight: str = "",
    onto: str = "",
) -> Knowledge:
    """Note that somebody knows of a letter, on one's own ledger or (`onto`) on a channel of one's own side.

    A courier is noted as having carried it. For the other side the weight must be a claim, an inference or a sight.
    RuleError where the charter knows no couriers, or where `onto` has members of another party.
    """
    ours = party == desk.card.party
    weight = weight or ("recorded" if ours else "claimed")
    if way not in NOTED or weight not in WEIGHTS:
        raise UsageError(f"A way is one of {', '.join(NOTED)}; a weight one of {', '.join(WEIGHTS)}.")
    if not ours and weight == "recorded":
        raise RuleError("What the other side knows is not ours to record; note it as seen, claimed or inferred.")
    if not ours and not source.strip():
        raise UsageError("Say from where it is known what the other side knows.")
    day = str(parse(since)) if since else desk.now()[:10]
    with desk.vault.change(moves_position=True) as db:
        book = open_book(db, desk, channel)
        entry, _ = resolve(book, text)
        if way == "carried" and book.state.charter.courier == "none":
            raise RuleError(f"The charter of “{channel}” knows no couriers; it would have to be amended first.")
        content = note_content(
            entry.header.id, person, party, way, day, source or f"noted by {desk.card.person}", weight
        )
        read_note(content)
        target = open_book(db, desk, onto) if onto else open_own(db, desk)
        if any(m.party != desk.card.party for m in target.state.members.values()):
            raise RuleError("Notes of who knows stay on our own side; choose a channel of our own party alone.")
        append(target, "act", content)
        target.save()
        return read_note(content)


def of_letter(desk: Desk, channel: str, text: str, date: str = "") -> list[Knowledge]:
    """Give who knows of a letter, and how; on a date if given."""
    with desk.vault.read() as db:
        book = open_book(db, desk, channel)
        return of_entry(book, resolve(book, text)[0], date)


def of_entry(book: Book, entry: Entry, date: str = "") -> list[Knowledge]:
    """Give who knows of a letter, and how, within a reading of the vault; on a date if given."""
    known = list(by_ledger(book, entry, opened_again(book)))
    known += (k for _, k in notes(book.db, book.desk) if k.letter == entry.header.id)
    return sorted_by_person(on(known, date) if date else known)


def of_person(desk: Desk, person: str, date: str = "") -> list[tuple[str, str, Knowledge]]:
    """Give what a person knows of: (channel, letter's reference, how). Nothing is listed that this desk cannot see."""
    found: list[tuple[str, str, Knowledge]] = []
    with desk.vault.read() as db:
        noted = [one for _, one in notes(db, desk)]
        for channel in kept_channels.every(db):
            if channel.standing not in {kept_channels.JOINED, kept_channels.GONE}:
                continue
            book = Book(db, desk, channel)
            again = opened_again(book)
            for entry in entries.of_kinds(db, channel.id, {"letter", "share"}):
                known = [*by_ledger(book, entry, again), *(k for k in noted if k.letter == entry.header.id)]
                for one in on(known, date) if date else known:
                    if one.person == person:
                        found.append((channel.name, reference(book.state, entry.header), one))
    return found


Again = Sequence[tuple[Entry, Mapping[str, Any]]]
"""Entries by which letters are opened or shared further, with their bodies."""


def opened_again(book: Book) -> Again:
    """Give the entries of a channel by which letters were opened or shared further, as far as they open here."""
    found = entries.of_kinds(book.db, book.channel.id, {"reseal", "share"})
    return [(entry, body) for entry in found if (body := entry.body()) is not None]


def by_ledger(book: Book, entry: Entry, again: Again) -> Iterator[Knowledge]:
    """Give who knows of a letter by its channel's ledger; nothing where it does not open here."""
    desk = book.desk
    body = entry.body()
    if body is None:
        return
    members, header = book.state.members, entry.header
    where = reference(book.state, header)
    for reader in body["readers"]:
        member = members.get(reader)
        if member is None:
            continue
        way = Way.WROTE if reader == header.author else Way.SEALED_TO
        since = header.time
        if reader == desk.reader and way is Way.SEALED_TO and (read := entries.first_read(book.db, header)):
            way, since = Way.READ, read
        weight = "recorded" if member.party == desk.card.party else "claimed"
        yield Knowledge(
            header.id,
            member.name,
            member.party,
            way,
            since,
            f"sealed in {where}" if way is not Way.WROTE else where,
            weight,
        )
    for further, told in again:
        if header.id.hex() not in {told.get("entry"), told.get("of")}:
            continue
        if "reader" in told and further.header.author != header.author:
            continue
        readers = [bytes.fromhex(told["reader"])] if "reader" in told else told["readers"]
        for reader in readers:
            member = members.get(reader)
            if member is not None and reader != further.header.author:
                weight = "recorded" if member.party == desk.card.party else "claimed"
                act = "opened" if "reader" in told else "shared"
                source = f"{act} by {reference(book.state, further.header)}: {told.get('reason', '')}"
                yield Knowledge(
                    header.id, member.name, member.party, Way.SEALED_TO, further.header.time, source, weight
                )


def notes(db: Connection, desk: Desk) -> Iterator[tuple[bytes, Knowledge]]:
    """Give what people noted of who knows, on one's own ledger and our own channels, each with its entry's id."""
    own = find_own(db, desk)
    books = [own] if own is not None else []
    for channel in kept_channels.every(db):
        if channel.standing == kept_channels.JOINED:
            book = Book(db, desk, channel)
            if all(m.party == desk.card.party for m in book.state.members.values()):
                books.append(book)
    for book in books:
        for entry in entries.acts_apart(db, book.channel.id):
            body = entry.body()
            if body is not None and body.get("type") == NOTE_TYPE:
                try:
                    yield entry.header.id, read_note(body)
                except BackchannelError:
                    continue


def sorted_by_person(known: list[Knowledge]) -> list[Knowledge]:
    """Give them by party, person, way and day."""
    order = list(Way)
    return sorted(known, key=lambda k: (k.party, k.person, order.index(k.way), k.since))


__all__ = [
    "by_ledger",
    "channels",
    "note",
    "notes",
    "of_entry",
    "of_letter",
    "of_person",
    "opened_again",
    "sorted_by_person",
]
