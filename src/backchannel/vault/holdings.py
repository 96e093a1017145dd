"""Where the papers lie: repository, collection and file, so that a file's papers can be had together."""

from backchannel.record.document import Document
from backchannel.record.printed.source_note import parse
from backchannel.text.folding import fold
from backchannel.vault.sqlcipher import Connection

__all__ = ["derive", "neighbours", "put", "remove"]


def derive(document: Document) -> str | None:
    """Give where a document's paper lies, as its source note says; None if it says nothing."""
    source = document.apparatus.source() if document.apparatus else None
    if source is None:
        return None
    note = parse(source.text)
    parts = [part for part in (note.repository, note.collection, note.lot, note.file) if part]
    # Folded, since dashes in file numbers are set as hyphens in one volume and as en dashes in the next.
    return fold(" | ".join(parts)).text if parts else None


def put(db: Connection, number: int, file: str | None) -> None:
    """Keep it for the document of a number."""
    if file is not None:
        db.execute("INSERT INTO holdings VALUES (?, ?)", (number, file))


def remove(db: Connection, number: int) -> None:
    """Forget where a document's paper lies."""
    db.execute("DELETE FROM holdings WHERE number = ?", (number,))


def neighbours(db: Connection, number: int) -> list[int]:
    """Give the numbers of the other documents whose papers lie in the same file, in their order."""
    rows = db.execute(
        "SELECT other.number FROM holdings AS own JOIN holdings AS other USING (file)"
        " WHERE own.number = ? AND other.number <> own.number ORDER BY other.number",
        (number,),
    )
    return [row[0] for row in rows]
