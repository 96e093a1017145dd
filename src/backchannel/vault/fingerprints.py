"""The index of fingerprints: what is kept of each document so that its words are found where they were reused.

It is kept in step with the index of words (`search`), by the same calls; `concordance` reads it.
"""

from backchannel.record.document import Document
from backchannel.text.wording import wording
from backchannel.vault.sqlcipher import Connection

__all__ = ["derive", "put", "remove", "text_of"]


def derive(document: Document) -> bytes:
    """Give what the index keeps of a document."""
    words = wording(text_of([passage.text for passage in document.passages]))
    return words.terms[words.content].tobytes()


def put(db: Connection, number: int, value: bytes) -> None:
    """Take a document into the index."""
    db.execute("INSERT INTO item_fingerprints VALUES (?, ?)", (number, value))


def remove(db: Connection, number: int) -> None:
    """Take a document out of the index."""
    db.execute("DELETE FROM item_fingerprints WHERE number = ?", (number,))


def text_of(passages: list[str]) -> str:
    """Give the text in which places are counted: the passages, a line feed between them."""
    return "\n".join(passages)
