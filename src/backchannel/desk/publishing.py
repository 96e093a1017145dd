"""Publishing: what of the archive a person says is public, and from which day on. Nothing is unless it is said.

A joint release says it by itself, of what it shows (`vault.published`). All else is said here: of a volume of printed
papers, of a newspaper, of a letter that the other side gave to the press.
"""

from dataclasses import dataclass

from backchannel.desk.book import open_book
from backchannel.desk.desk import Desk
from backchannel.desk.references import reference, resolve
from backchannel.errors import UsageError
from backchannel.record.dates import DocumentDate
from backchannel.vault import archive, channels, entries, published, sources
from backchannel.vault.sqlcipher import Connection

__all__ = ["Marked", "listed", "publish", "take_back"]


@dataclass(frozen=True, slots=True)
class Marked:
    """What is marked: a source, a document or a letter by name; its documents; how many of those have no date.

    `since` is '' where each document is public from its own date on; what has no date is then public on no known day.
    """

    name: str
    since: str
    documents: int
    undated: int


def publish(desk: Desk, name: str, since: DocumentDate | None = None) -> Marked:
    """Mark a source, a document of the archive or a letter (CHANNEL/REF) as published; UsageError where there is none.

    Of a date that is no day its last day counts: before that, nobody can be sure.
    """
    day = since.latest.date().isoformat() if since else ""
    with desk.vault.change() as db:
        source, number = _named(db, desk, name)
        if source is not None:
            published.mark_source(db, source, day, desk.now())
        else:
            assert number is not None
            published.mark_document(db, number, day, desk.now())
        return _marked(db, name.strip(), day, source, number)


def take_back(desk: Desk, name: str) -> bool:
    """Take such a mark back; False where there was none. What a joint release made public stays so."""
    with desk.vault.change() as db:
        source, number = _named(db, desk, name)
        if source is not None:
            return published.unmark_source(db, source)
        assert number is not None
        return published.unmark_document(db, number)


def listed(desk: Desk) -> list[Marked]:
    """Give all that was marked, by name."""
    with desk.vault.read() as db:
        return [_listed(db, desk, mark) for mark in published.marks(db)]


def _listed(db: Connection, desk: Desk, mark: published.Mark) -> Marked:
    source = sources.by_slug(db, mark.name)
    if source is not None:
        return _marked(db, mark.name, mark.since, source.number, None)
    item = archive.find(db, mark.name)
    number = item.number if item else None
    entry = entries.by_id(db, item.entry) if item and item.entry else None
    channel = channels.get(db, item.channel) if item and item.channel else None
    name = mark.name
    if entry is not None and channel is not None:
        name = f"{channel.name}/{reference(open_book(db, desk, channel.id.hex()).state, entry.header)}"
    return _marked(db, name, mark.since, None, number)


def _named(db: Connection, desk: Desk, name: str) -> tuple[int | None, int | None]:
    wanted = name.strip()
    source = sources.by_slug(db, wanted)
    if source is not None:
        # A file that is one document has its name: to mark the file is to mark the document.
        return source.number, None
    item = archive.find(db, wanted)
    if item is None or item.entry is not None:
        channel, _, letter = wanted.rpartition("/")
        if channel in [one.name for one in channels.every(db)]:
            entry, _ = resolve(open_book(db, desk, channel), letter)
            item = archive.find(db, entry.header.id.hex())
    if item is None:
        raise UsageError(
            f"There is no volume, file, document or letter {name[:120]} here; see 'backchannel record list'."
        )
    return None, item.number


def _marked(db: Connection, name: str, since: str, source: int | None, number: int | None) -> Marked:
    if source is not None:
        items = list(archive.listed(db, source))
    else:
        one = archive.by_number(db, number) if number is not None else None
        items = [one] if one else []
    return Marked(name, since, len(items), 0 if since else sum(item.last_day is None for item in items))
