"""Filing: letters of channels among the documents of the archive, found by the same search.

A letter that is taken in and opens here has an item without a text of its own, whose words are in the index: the text
stands in the ledger alone. What retention erases, or a mended fork sets aside, is unfiled before it goes.
"""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from backchannel.errors import BadInputError
from backchannel.protocol.entry import Header
from backchannel.record.document import Document, from_value
from backchannel.vault import copies, search
from backchannel.vault.archive import found_by
from backchannel.vault.sqlcipher import Connection

__all__ = ["FILED_KINDS", "document_of", "file", "file_again", "titled", "unfile"]

FILED_KINDS = ("letter", "share")
"""The kinds of entries that are documents."""


def document_of(body: Mapping[str, Any] | None) -> Document | None:
    """Give the document of an entry's body; None where there is none that can be read."""
    try:
        return from_value(body["document"]) if body is not None and "document" in body else None
    except BadInputError:
        return None


def file(db: Connection, header: Header, body: Mapping[str, Any] | None) -> None:
    """Make a letter an item of the archive and findable; nothing if it is one, or is no letter that opens here."""
    document = document_of(body) if header.kind in FILED_KINDS else None
    if document is not None and _number(db, header) is None:
        search.index(db, _new(db, header, document), document)


def file_again(db: Connection, header: Header, body: Mapping[str, Any] | None) -> None:
    """As `file`, into an index that was emptied: what is an item is findable again."""
    document = document_of(body)
    if document is not None:
        search.index(db, _number(db, header) or _new(db, header, document), document)


def unfile(db: Connection, header: Header, body: Mapping[str, Any] | None) -> None:
    """Take a letter out of the archive with every trace of its words; the body must still be what was filed."""
    number = _number(db, header)
    document = document_of(body)
    if number is not None and document is not None:
        search.remove(db, number, document)
        copies.remove(db, number)
        db.execute("DELETE FROM items WHERE number = ?", (number,))


def titled(db: Connection, titles: Iterable[str]) -> Iterator[tuple[int, bytes]]:
    """Give (number in the archive, entry) of the letters of channels that have one of these headings."""
    names = list(titles)
    marks = ", ".join("?" * len(names))
    yield from db.execute(
        f"SELECT number, entry FROM items WHERE channel IS NOT NULL AND heading IN ({marks}) ORDER BY number",  # noqa: S608
        names,
    ).fetchall()


def _new(db: Connection, header: Header, document: Document) -> int:
    kind, title, first, last, *where = found_by(document)
    # Where the head has no date, the day on which the author says that he sealed it is the letter's.
    day = header.time[:10]
    row = db.execute(
        "INSERT INTO items (id, channel, entry, kind, heading, first_day, last_day, place, classification)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?) RETURNING number",
        (header.id.hex(), header.channel, header.id, kind, title, first or day, last or day, *where),
    ).fetchone()
    return int(row[0])


def _number(db: Connection, header: Header) -> int | None:
    row = db.execute("SELECT number FROM items WHERE channel = ? AND entry = ?", (header.channel, header.id)).fetchone()
    return int(row[0]) if row else None
