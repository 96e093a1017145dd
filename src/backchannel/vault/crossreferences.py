"""What documents point to, kept so that it can be followed backwards; and the pages on which they stand."""

from dataclasses import dataclass

from backchannel.record.document import Document
from backchannel.record.printed.crossreferences import crossreferences_of, placed_texts
from backchannel.vault.sqlcipher import Connection

__all__ = ["Pointed", "Pointers", "derive", "on_page", "put", "remove", "to"]


@dataclass(frozen=True, slots=True)
class Pointed:
    """A reference to a document: the number of the item that it stands in, its place there, its words, and its kind."""

    number: int
    place: str
    text: str
    kind: str


@dataclass(frozen=True, slots=True)
class Pointers:
    """What is kept of one document: rows of the references to documents, and the pages of its volume that it is on."""

    rows: tuple[tuple[str, str, str, str, str], ...]
    pages: tuple[tuple[str, str], ...]


def derive(document: Document) -> Pointers:
    """Give the documents that a document points to, and the pages that begin in it or go on into it."""
    edition = document.apparatus.edition if document.apparatus else None
    within = edition.volume if edition else None
    rows = [
        (volume, one.document, one.place, one.text, one.kind)
        for one in crossreferences_of(document, ibid=False)
        if one.document is not None and (volume := one.volume or within) is not None
    ]
    if edition is None:
        return Pointers(tuple(rows), ())
    texts = (text for _, text in placed_texts(document) if text.spans)
    begun = [span.value("number") for text in texts for span in text.spans if span.name == "page"]
    pages = dict.fromkeys(page for page in (edition.page, *begun) if page)
    return Pointers(tuple(rows), tuple((edition.volume, page) for page in pages))


def put(db: Connection, number: int, pointers: Pointers) -> None:
    """Keep them for the document of a number."""
    db.executemany("INSERT INTO crossreferences VALUES (?, ?, ?, ?, ?, ?)", [(number, *row) for row in pointers.rows])
    db.executemany("INSERT INTO pages VALUES (?, ?, ?)", [(*page, number) for page in pointers.pages])


def remove(db: Connection, number: int) -> None:
    """Forget what a document points to, and its pages."""
    db.execute("DELETE FROM crossreferences WHERE number = ?", (number,))
    db.execute("DELETE FROM pages WHERE number = ?", (number,))


def to(db: Connection, volume: str, document: str) -> list[Pointed]:
    """Give the references to a document of a volume, from it and from other volumes, in the order of the archive."""
    rows = db.execute(
        "SELECT number, place, text, kind FROM crossreferences"
        " WHERE volume = ? AND document = ? ORDER BY number, rowid",
        (volume, document),
    )
    return [Pointed(*row) for row in rows]


def on_page(db: Connection, volume: str, page: str) -> list[int]:
    """Give the numbers of the documents that stand on a page of a volume, in their order."""
    rows = db.execute("SELECT number FROM pages WHERE volume = ? AND page = ? ORDER BY number", (volume, page))
    return [row[0] for row in rows]
