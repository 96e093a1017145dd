"""The index of words: what a search asks, kept in step with the documents of the archive."""

from backchannel.record.document import Document
from backchannel.vault.sqlcipher import Connection

__all__ = ["index", "remove"]


def index(db: Connection, number: int, document: Document) -> None:
    """Make a document findable under its number."""


def remove(db: Connection, number: int, document: Document) -> None:
    """Take a document, as it was indexed, out again."""
