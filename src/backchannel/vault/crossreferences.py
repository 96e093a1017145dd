"""What documents point to, kept so that it can be followed backwards; and the pages on which they stand."""

from dataclasses import dataclass

from backchannel.record.crossreferences import crossreferences_of, placed_texts
from backchannel.record.document import Document
from backchannel.vault.sqlcipher import Connection

__all__ = ["Pointed", "index", "on_page", "remove", "to"]


@dataclass(frozen=True, slots=True)
class Pointed:
    """A reference to a document: the number of the item that it stands in, its place there, its words, and its kind."""

    number: int
    place: str
    text: str
    kind: str


def index(db: Connection, number: int, document: Document) -> None:
    """Keep the documents that a document points to, and the pages that begin in it or go on into it."""
    edition = document.apparatus.edition if document.apparatus else None
    within = edition.volume if edition else None
    db.executemany(
        "INSERT INTO crossreferences VALUES (?, ?, ?, ?, ?, ?)",
        [
            (number, one.volume or within, one.document, one.place, one.text, one.kind)
            for one in crossreferences_of(document, ibid=False)
            if one.document is not None and (one.volume or within) is not None
        ],
    )
    if edition is not None:
        texts = (text for _, text in placed_texts(document) if text.spans)
        begun = [span.value("number") for text in texts for span in text.spans if span.name == "page"]
        pages = dict.fromkeys(page for page in (edition.page, *begun) if page)
        db.executemany("INSERT INTO pages VALUES (?, ?, ?)", [(edition.volume, page, number) for page in pages])


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
