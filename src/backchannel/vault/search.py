"""The index of words: what a search asks, kept in step with the documents of the archive.

FTS5 over folded text (`text.folding`): the columns hold tokens and their places and nothing of the text itself
(`content = ''`), all encrypted with the rest of the vault. What is taken out is gone: the words are given once more to
FTS5's delete command, and `secure-delete` takes them off the pages themselves. So the very same words must be given:
`FOLDING` says by which rules they were made, and an index that was made by others is made anew (`reindexing`).

Beside it stands each document as a string of one character a token, by which the ranking sees where words stand
(`ranking`): two bytes a word, and many words share a character.

Passages of a body follow each other without a mark, so a phrase is found from one into the next. Notes, and the lines
of a head, are divided by a token that no text has.
"""

import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from zlib import crc32

from backchannel.record.document import Document
from backchannel.text.folding import fold, words
from backchannel.text.numbering import RULES
from backchannel.vault import fingerprints, names
from backchannel.vault.names import Names
from backchannel.vault.sqlcipher import Connection

__all__ = ["COLUMNS", "FOLDING", "Words", "character", "columns", "derive", "index", "put", "remove", "sequences"]

FOLDING = f"3 {RULES} {unicodedata.unidata_version}".encode("ascii")
"""The version of what is indexed and of what it stands on: Unicode's tables are those of the Python that runs it."""

COLUMNS = ("heading", "body", "notes")
_BODY = COLUMNS.index("body")

_BETWEEN = " \u00b6 "
_DIVIDED = "\0"
_REMEMBERED = 300_000


@dataclass(frozen=True, slots=True)
class Words:
    """What the index keeps of one document: its columns, its tokens as characters, its names and fingerprints."""

    columns: tuple[str, ...]
    tokens: bytes
    names: Names
    fingerprints: bytes


def derive(document: Document) -> Words:
    """Give what the index keeps of a document."""
    told = columns(document)
    tokens = [words(column) for column in told]
    return Words(told, _sequence(tokens), names.derive(document), fingerprints.derive(tokens[_BODY]))


def put(db: Connection, number: int, found: Words) -> None:
    """Make a document findable under its number, by its words and by the names in it."""
    db.execute(
        f"INSERT INTO item_words (rowid, {', '.join(COLUMNS)}) VALUES (?, ?, ?, ?)",  # noqa: S608
        (number, *found.columns),
    )
    db.execute("INSERT INTO item_tokens VALUES (?, ?)", (number, found.tokens))
    names.put(db, number, found.names)
    fingerprints.put(db, number, found.fingerprints)


def index(db: Connection, number: int, document: Document) -> None:
    """Derive and put."""
    put(db, number, derive(document))


def remove(db: Connection, number: int, document: Document) -> None:
    """Take a document, as it was indexed, out again: its words and names are gone from the database.

    So are its fingerprints, at the end of the change.
    """
    db.execute(
        f"INSERT INTO item_words (item_words, rowid, {', '.join(COLUMNS)}) VALUES ('delete', ?, ?, ?, ?)",  # noqa: S608
        (number, *columns(document)),
    )
    db.execute("DELETE FROM item_tokens WHERE number = ?", (number,))
    names.remove(db, number)
    fingerprints.remove(db, number)


def columns(document: Document) -> tuple[str, ...]:
    """Give what is indexed of a document: folded texts whose tokens are divided by anything but letters and digits."""
    apparatus = document.apparatus
    head = [line.text for line in apparatus.head] if apparatus else []
    if not head:
        head = [one for one in (document.heading, document.subject, document.place) if one]
        head += [*document.senders, *document.addressees, *document.participants]
    notes = apparatus.notes if apparatus else ()
    return (
        _divided(head),
        _tokens("\n".join(passage.text for passage in document.passages)),
        _divided(note.text for note in notes),
    )


def character(token: str) -> str:
    """Give the character that stands for a token: below the surrogates, and not the one that divides columns."""
    return chr(1 + crc32(token.encode("utf-8", "surrogatepass")) % 0xD7FF)


def sequences(value: bytes) -> list[str]:
    """Read what is kept of a document: for each column a string of one character a token."""
    return value.decode("utf-16-le").split(_DIVIDED)


class _Characters(dict[str, str]):
    # The characters of the tokens met so far; there are some hundred thousand in a large archive.
    def __missing__(self, token: str) -> str:
        if len(self) > _REMEMBERED:
            self.clear()
        found = self[token] = character(token)
        return found


_CHARACTERS = _Characters()


def _sequence(tokens: Iterable[Sequence[str]]) -> bytes:
    strings = ("".join(map(_CHARACTERS.__getitem__, column)) for column in tokens)
    return _DIVIDED.join(strings).encode("utf-16-le")


def _divided(texts: Iterable[str]) -> str:
    return _BETWEEN.join(_tokens(text) for text in texts)


def _tokens(text: str) -> str:
    # FTS5's tokenizer of ASCII takes every other character as part of a token, so those that are none must go.
    folded = fold(text).text
    return folded if folded.isascii() else " ".join(words(folded))
