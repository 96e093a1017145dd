"""Publishing: what of the archive a person says is public, and from which day on. Nothing is unless it is said.

A joint release says it by itself, of what it shows (`vault.published`). All else is said here: of a volume of printed
papers, of a newspaper, of a letter that the other side gave to the press. Each mark is an act on one's own ledger; it
holds for the file that was here, and for no other that comes under its name.
"""

from collections.abc import Collection
from dataclasses import dataclass, replace

from backchannel.desk.desk import Desk
from backchannel.desk.words import named
from backchannel.desk.words.named import Named
from backchannel.desk.words.noting import Noting
from backchannel.errors import UsageError
from backchannel.planning.words.judgements import PUBLIC, Mark, Marks
from backchannel.record.dates import DocumentDate
from backchannel.vault import archive, published, sources, volumes
from backchannel.vault.archive import Item
from backchannel.vault.published import UNDATED
from backchannel.vault.sqlcipher import Connection

__all__ = ["UNDATED", "Marked", "listed", "mark_of", "marked_since", "publish", "take_back", "take_back_all"]


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

    Of a date that is no day its last day counts: before that, nobody can be sure. UsageError for a volume without a
    day: its papers were printed long after their dates.
    """
    day = since.latest.date().isoformat() if since else ""
    with desk.vault.change(moves_position=True) as db:
        found = _named(db, desk, name)
        if not day and any(item.volume for item in _items(db, found)):
            raise UsageError(
                f"{found.name[:120]} was printed in a volume; say from which day on it was public.",
                typed="--since DAY",
            )
        Noting(db, desk).judge(PUBLIC, Marks, [replace(mark_of(db, found), since=day)])
        return _marked(db, found, day)


def marked_since(desk: Desk, number: int) -> str | None:
    """Give the day from which a document is public by a mark, UNDATED if that is not known, None if it is private."""
    with desk.vault.read() as db:
        return published.Published(db).marked(number)


def take_back(desk: Desk, name: str) -> bool:
    """Take such a mark back; False where there was none. What a joint release made public stays so."""
    with desk.vault.change(moves_position=True) as db:
        mark = mark_of(db, _named(db, desk, name))
        return Noting(db, desk).take_back(PUBLIC, Marks, [replace(mark, private=True)])


def take_back_all(db: Connection, desk: Desk, names: Collection[str]) -> None:
    """Take back every mark on sources and documents of these ids, within a change."""
    meant = set(names)
    marked = dict.fromkeys(one.name for one in published.marks(db) if one.name in meant)
    # One id may be that of a file and of the one document in it.
    backs = [Mark(name, alone, private=True) for name in marked for alone in (False, True)]
    if backs:
        Noting(db, desk).take_back(PUBLIC, Marks, backs)


def listed(desk: Desk) -> list[Marked]:
    """Give all that was marked, by name."""
    with desk.vault.read() as db:
        return [_listed(db, desk, mark) for mark in published.marks(db)]


def mark_of(db: Connection, found: Named) -> Mark:
    """Give the mark of a source, a document or a letter, from its own date on, bound to the file that is here."""
    item = found.item
    number = item.source if item is not None else found.source
    source = next((one for one in sources.every(db) if one.number == number), None)
    # Another file of the same volume is the same printed volume; of any other file only the same bytes are the same.
    is_volume = source is not None and volumes.get(db, source.slug) is not None
    file = source.digest.hex() if source is not None and not is_volume else ""
    return Mark(item.id if item is not None else source.slug if source else "", item is not None, file=file)


def _listed(db: Connection, desk: Desk, mark: published.Mark) -> Marked:
    item = archive.find(db, mark.name)
    if sources.by_slug(db, mark.name) is not None or item is None:
        return _marked(db, named.find(db, desk, mark.name), mark.since)
    return _marked(db, Named(named.called(db, desk, item), item=item), mark.since)


def _named(db: Connection, desk: Desk, name: str) -> Named:
    found = named.find(db, desk, name)
    if found.channel is not None:
        raise UsageError(f"{name.strip()[:120]} is a channel; name its letters that are public, one by one.")
    return found


def _marked(db: Connection, found: Named, since: str) -> Marked:
    items = _items(db, found)
    undated = sum(item.last_day is None for item in items)
    return Marked(found.name, since, len(items), 0 if since else undated)


def _items(db: Connection, found: Named) -> list[Item]:
    items = [archive.by_number(db, number) for number in named.numbers(db, found)]
    return [item for item in items if item is not None]
