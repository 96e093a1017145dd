"""The words of a document, imported or a letter, as one text: what every index of words counts its places in."""

from backchannel.text.joined import joined
from backchannel.vault import archive, entries, filing
from backchannel.vault.sqlcipher import Connection

__all__ = ["text_of", "texts_of"]


def text_of(db: Connection, document: int) -> str:
    """Give the passages of a document by its number in the archive, a line feed between them; '' if it is not here."""
    return joined(texts_of(db, document))


def texts_of(db: Connection, document: int) -> list[str]:
    """Give the passages of a document by its number in the archive, each by itself; none if it is not here."""
    words = archive.words(db, document)
    if words is not None:
        return list(words.passages)
    item = archive.by_number(db, document)
    entry = entries.by_id(db, item.entry) if item is not None and item.entry else None
    letter = filing.document_of(entry.body()) if entry is not None else None
    return [passage.text for passage in letter.passages] if letter is not None else []
