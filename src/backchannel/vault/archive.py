"""The archive: every document that was imported, whole, with the few columns by which one looks for it.

A document is kept as JSON of its stored form (`record.stored`), compressed, apart from the columns: a search reads
many rows and opens few texts. The number of an item is its row in the index of words too (`search`). A letter of a
channel has a number here and no text: its words stand in the ledger alone.
"""

import json
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

from backchannel.errors import BadInputError
from backchannel.record.dates import DocumentDate
from backchannel.record.document import Document
from backchannel.record.readers.report import Report
from backchannel.record.stored import Texts, from_value, texts, to_value
from backchannel.vault import copies, crossreferences, holdings, search
from backchannel.vault.sources import read_report, report_value
from backchannel.vault.sqlcipher import Connection

__all__ = [
    "Item",
    "by_number",
    "count",
    "drop",
    "find",
    "headed",
    "ids",
    "listed",
    "newest",
    "of_channel",
    "on_channel",
    "packed",
    "put",
    "report",
    "text",
    "total",
    "unpacked",
    "words",
]

_LEVEL = 3
"""Of zlib: beyond it time grows and the size hardly falls."""
_TITLE_LENGTH = 200


@dataclass(frozen=True, slots=True)
class Item:
    """A document of the archive without its text: its number and id, where it comes from, and what it is found by.

    A document of a file has a `source`, and a `volume` if it stands in one; a letter has a `channel` and an `entry`.
    The days are those that the document gives for itself, the first and the last that it may mean, as `1961-10-16`.
    """

    number: int
    id: str
    source: int | None
    volume: str | None
    channel: bytes | None
    entry: bytes | None
    kind: str
    heading: str
    first_day: str | None
    last_day: str | None
    place: str | None
    classification: str | None


_FOUND_BY = "kind, heading, first_day, last_day, place, classification"
_COLUMNS = f"number, id, source, volume, channel, entry, {_FOUND_BY}"


@dataclass(frozen=True, slots=True)
class Derived:
    """All that is kept of one document, before it has a number: made without the vault, in whatever process."""

    value: bytes
    report: bytes
    found_by: tuple[str | None, ...]
    words: search.Words
    pointers: crossreferences.Pointers
    file: str | None


def derive(document: Document, said: Report) -> Derived:
    """Give what is kept of a document, and of what its reader said of it."""
    return Derived(
        packed(document),
        report_value(said),
        found_by(document),
        search.derive(document),
        crossreferences.derive(document),
        holdings.derive(document),
    )


def put(db: Connection, identifier: str, source: int, volume: str | None, derived: Derived) -> int | None:
    """Keep a document of a source under its id, in the place of what was there; give its number.

    None says that the very same document is there, and nothing of it was written.
    """
    was = db.execute(
        "SELECT number, source, value FROM items LEFT JOIN item_texts USING (number) WHERE id = ?", (identifier,)
    ).fetchone()
    if was is None:
        number = db.execute(
            f"INSERT INTO items ({_COLUMNS}) VALUES (NULL, ?, ?, ?, NULL, NULL, ?, ?, ?, ?, ?, ?)",  # noqa: S608
            (identifier, source, volume, *derived.found_by),
        ).lastrowid
        assert number is not None
    else:
        number = was[0]
        db.execute(
            "UPDATE item_reports SET value = ? WHERE number = ? AND value <> ?",
            (derived.report, number, derived.report),
        )
        if was[1] == source and bytes(was[2] or b"") == derived.value:
            return None
        _remove_from_indexes(db, number, unpacked(was[2]))
        # What was said of its words is laid out anew by the words that come (`judgements.settle`).
        db.execute("UPDATE act_documents SET laid = 0 WHERE document = ?", (identifier,))
        db.execute("DELETE FROM item_texts WHERE number = ?", (number,))
        db.execute("DELETE FROM item_reports WHERE number = ?", (number,))
        db.execute(
            f"UPDATE items SET (source, volume, {_FOUND_BY}) = (?, ?, ?, ?, ?, ?, ?, ?) WHERE number = ?",  # noqa: S608
            (source, volume, *derived.found_by, number),
        )
    # Plain insertions throughout: RETURNING and OR REPLACE make SQLite hold a savepoint for the statement, at which
    # FTS5 writes out what it has gathered, and the index would be built a document at a time.
    db.execute("INSERT INTO item_texts VALUES (?, ?)", (number, derived.value))
    db.execute("INSERT INTO item_reports VALUES (?, ?)", (number, derived.report))
    search.put(db, number, derived.words)
    crossreferences.put(db, number, derived.pointers)
    holdings.put(db, number, derived.file)
    return int(number)


def packed(document: Document) -> bytes:
    """Give a document as the archive keeps it."""
    value = json.dumps(to_value(document), ensure_ascii=False, separators=(",", ":"))
    return zlib.compress(value.encode(), _LEVEL)


def unpacked(value: bytes) -> Document:
    """Read what `packed` wrote; BadInputError for anything else."""
    try:
        return from_value(json.loads(zlib.decompress(value)))
    except (zlib.error, ValueError):
        raise BadInputError("A stored document is damaged; import it again.") from None


def found_by(document: Document) -> tuple[str | None, ...]:
    """Give what a document is found by, in the order of the columns: kind, heading, days, place, classification."""
    title = document.heading or document.subject or document.number
    if title is None:
        title = " ".join(next((p.text for p in document.passages if p.text.strip()), "").split())[:_TITLE_LENGTH]
    first = _days(document.date)[0] if document.date else None
    last = _days(document.until or document.date)[1] if document.date else None
    return document.kind, title, first, last, document.place, document.classification


def _days(date: DocumentDate | None) -> tuple[str, str]:
    # As the document has them: an evening in one place is the next day in another, and nobody looks for that one.
    assert date is not None
    day = replace(date, time=None, offset=None)
    return day.earliest.date().isoformat(), day.latest.date().isoformat()


def find(db: Connection, identifier: str) -> Item | None:
    """Give the item of an id."""
    row = db.execute(f"SELECT {_COLUMNS} FROM items WHERE id = ?", (identifier,)).fetchone()  # noqa: S608
    return Item(*row) if row else None


def by_number(db: Connection, number: int) -> Item | None:
    """Give the item of a number."""
    row = db.execute(f"SELECT {_COLUMNS} FROM items WHERE number = ?", (number,)).fetchone()  # noqa: S608
    return Item(*row) if row else None


def text(db: Connection, number: int) -> Document | None:
    """Give the document of a number; None for one that is not here, or is a letter."""
    row = db.execute("SELECT value FROM item_texts WHERE number = ?", (number,)).fetchone()
    return unpacked(row[0]) if row else None


def words(db: Connection, number: int) -> Texts | None:
    """Give only the words of the document of a number; None as for `text`."""
    row = db.execute("SELECT value FROM item_texts WHERE number = ?", (number,)).fetchone()
    return texts(json.loads(zlib.decompress(row[0]))) if row else None


def report(db: Connection, number: int) -> Report:
    """Give what the reader said of a document."""
    row = db.execute("SELECT value FROM item_reports WHERE number = ?", (number,)).fetchone()
    return read_report(row[0]) if row else Report()


def listed(db: Connection, source: int | None = None) -> Iterator[Item]:
    """Give the items of a source, or all, in the order in which they came."""
    where, values = ("", ()) if source is None else ("WHERE source = ?", (source,))
    for row in db.execute(f"SELECT {_COLUMNS} FROM items {where} ORDER BY number", values):  # noqa: S608
        yield Item(*row)


def headed(db: Connection, words: str) -> Iterator[Item]:
    """Give the items whose heading has these words, in any case, by date."""
    for row in db.execute(
        f"SELECT {_COLUMNS} FROM items WHERE instr(lower(heading), lower(?)) ORDER BY first_day, number",  # noqa: S608
        (words,),
    ):
        yield Item(*row)


def ids(db: Connection, source: int) -> list[str]:
    """Give the ids of a source's documents."""
    return [row[0] for row in db.execute("SELECT id FROM items WHERE source = ? ORDER BY number", (source,))]


def count(db: Connection, source: int) -> int:
    """Count the documents of a source."""
    return int(db.execute("SELECT count(*) FROM items WHERE source = ?", (source,)).fetchone()[0])


def of_channel(db: Connection, channel: bytes) -> list[int]:
    """Give the numbers of a channel's letters that can be read here, in the order in which they came."""
    return [row[0] for row in db.execute("SELECT number FROM items WHERE channel = ? ORDER BY number", (channel,))]


def on_channel(db: Connection, channel: bytes) -> Iterator[Item]:
    """Give the letters of a channel that can be read here, in the order in which they came."""
    for row in db.execute(f"SELECT {_COLUMNS} FROM items WHERE channel = ? ORDER BY number", (channel,)):  # noqa: S608
        yield Item(*row)


def total(db: Connection) -> int:
    """Count all documents that are here, letters of channels among them."""
    return int(db.execute("SELECT count(*) FROM items").fetchone()[0])


def newest(db: Connection) -> int:
    """Give the highest number of an item; no number is used twice."""
    return int(db.execute("SELECT coalesce(max(number), 0) FROM items").fetchone()[0])


def drop(db: Connection, identifier: str) -> None:
    """Remove a document with its words in the index; nothing if it is not here."""
    row: Any = db.execute(
        "SELECT number, value FROM items JOIN item_texts USING (number) WHERE id = ?", (identifier,)
    ).fetchone()
    if row is None:
        return
    number, value = row
    _remove_from_indexes(db, number, unpacked(value))
    copies.remove(db, number)
    for table in ("item_reports", "item_texts", "items"):
        db.execute(f"DELETE FROM {table} WHERE number = ?", (number,))  # noqa: S608


def _remove_from_indexes(db: Connection, number: int, document: Document) -> None:
    search.remove(db, number, document)
    crossreferences.remove(db, number)
    holdings.remove(db, number)
