"""What the documents of the archive point to, and the pages on which they stand, so that both ways can be followed."""

from typing import Any

from backchannel.record.crossreferences import CrossReference, crossreferences_of, placed_texts
from backchannel.record.document import Document
from backchannel.vault.sqlcipher import Connection

__all__ = ["index", "of", "on_page", "remove", "to"]

_COLUMNS = "place, text, kind, volume, document, note, page, marked, repeats"


def index(db: Connection, number: int, document: Document) -> None:
    """Keep the pointers of a document, and the pages that begin in it or go on into it."""
    db.executemany(
        f"INSERT INTO crossreferences (number, {_COLUMNS}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",  # noqa: S608
        [
            (
                number,
                one.place,
                one.text,
                one.kind,
                one.volume,
                one.document,
                one.note,
                one.page,
                one.marked,
                one.repeats,
            )
            for one in crossreferences_of(document)
        ],
    )
    edition = document.apparatus.edition if document.apparatus else None
    if edition is not None:
        begun = [
            span.value("number") for _, text in placed_texts(document) for span in text.spans if span.name == "page"
        ]
        pages = dict.fromkeys(page for page in (edition.page, *begun) if page)
        db.executemany("INSERT INTO pages VALUES (?, ?, ?)", [(edition.volume, page, number) for page in pages])


def remove(db: Connection, number: int) -> None:
    """Forget what a document points to, and its pages."""
    db.execute("DELETE FROM crossreferences WHERE number = ?", (number,))
    db.execute("DELETE FROM pages WHERE number = ?", (number,))


def of(db: Connection, number: int) -> list[CrossReference]:
    """Give what a document points to, in its order."""
    rows = db.execute(
        f"SELECT {_COLUMNS} FROM crossreferences WHERE number = ? ORDER BY rowid",  # noqa: S608
        (number,),
    )
    return [_read(row) for row in rows]


def to(db: Connection, volume: str, document: str) -> list[tuple[int, CrossReference]]:
    """Give the pointers to a document of a volume, from it and from other volumes, with the number of each item."""
    rows = db.execute(
        f"SELECT number, {_COLUMNS} FROM crossreferences WHERE document = ?"  # noqa: S608
        " AND coalesce(volume, (SELECT items.volume FROM items WHERE items.number = crossreferences.number)) = ?"
        " ORDER BY number, rowid",
        (document, volume),
    )
    return [(row[0], _read(row[1:])) for row in rows]


def _read(row: tuple[Any, ...]) -> CrossReference:
    place, text, kind, volume, document, note, page, marked, repeats = row
    return CrossReference(place, text, kind, volume, document, note, page, bool(marked), repeats)


def on_page(db: Connection, volume: str, page: str) -> list[int]:
    """Give the numbers of the documents that stand on a page of a volume, in their order."""
    rows = db.execute("SELECT number FROM pages WHERE volume = ? AND page = ? ORDER BY number", (volume, page))
    return [row[0] for row in rows]
