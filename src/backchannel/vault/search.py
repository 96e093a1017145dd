"""The index of words: what a search asks, kept in step with the documents of the archive.

FTS5 over folded text (`text.folding`): the columns hold tokens and their places and nothing of the text itself
(`content = ''`), all encrypted with the rest of the vault. What is taken out is gone: the words are given once more to
FTS5's delete command, and `secure-delete` takes them off the pages themselves. So the very same words must be given:
`FOLDING` says by which rules they were made, and an index that was made by others is made anew (`reindexing`).

Passages of a body follow each other without a mark, so a phrase is found from one into the next. Notes, and the lines
of a head, are divided by a token that no text has.
"""

import unicodedata
from collections.abc import Iterable

from backchannel.record.document import Document
from backchannel.text.folding import fold, words
from backchannel.vault import names
from backchannel.vault.sqlcipher import Connection

__all__ = ["COLUMNS", "FOLDING", "columns", "index", "remove"]

FOLDING = f"1 {unicodedata.unidata_version}".encode("ascii")
"""The version of `columns` and of what it stands on: Unicode's tables are those of the Python that runs it."""

COLUMNS = ("heading", "body", "notes", "place", "classification")

_BETWEEN = " \u00b6 "


def index(db: Connection, number: int, document: Document) -> None:
    """Make a document findable under its number, by its words and by the names in it."""
    db.execute(
        f"INSERT INTO item_words (rowid, {', '.join(COLUMNS)}) VALUES (?, ?, ?, ?, ?, ?)",  # noqa: S608
        (number, *columns(document)),
    )
    names.index(db, number, document)


def remove(db: Connection, number: int, document: Document) -> None:
    """Take a document, as it was indexed, out again: its words and names are gone from the database."""
    db.execute(
        f"INSERT INTO item_words (item_words, rowid, {', '.join(COLUMNS)}) VALUES ('delete', ?, ?, ?, ?, ?, ?)",  # noqa: S608
        (number, *columns(document)),
    )
    names.remove(db, number)


def columns(document: Document) -> tuple[str, ...]:
    """Give what is indexed of a document: folded texts whose tokens are divided by anything but letters and digits."""
    apparatus = document.apparatus
    head = [line.text for line in apparatus.head] if apparatus else []
    if not head:
        head = [one for one in (document.heading, document.subject) if one]
        head += [*document.senders, *document.addressees, *document.participants]
    notes = apparatus.notes if apparatus else ()
    return (
        _divided(head),
        _tokens("\n".join(passage.text for passage in document.passages)),
        _divided(note.text for note in notes),
        _tokens(document.place or ""),
        _tokens(" ".join(one for one in (document.classification, document.caption) if one)),
    )


def _divided(texts: Iterable[str]) -> str:
    return _BETWEEN.join(_tokens(text) for text in texts)


def _tokens(text: str) -> str:
    # FTS5's tokenizer of ASCII takes every other character as part of a token, so those that are none must go.
    folded = fold(text).text
    return folded if folded.isascii() else " ".join(words(folded))
