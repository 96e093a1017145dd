"""Phrases: where words stand one after the other, exactly, anywhere in the archive.

Of every document the index of words keeps one character a token (`search`). Here they lie one behind the other as an
array, and each two that follow each other are a pair with a list of its places. A phrase is sought by its rarest pair,
so that a phrase of small words is found as fast as one of names. Two words may share a character: whoever must know for
certain compares the text.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from backchannel.vault import archive, entries, filing
from backchannel.vault.search import COLUMNS, character
from backchannel.vault.sqlcipher import Connection

__all__ = ["Found", "Numbers16", "Phrases", "text_of"]

Numbers16 = NDArray[np.uint16]
Places = NDArray[np.int64]

_CHUNK = 1 << 22
"""Tokens that are sorted at once: sorting takes eight bytes for each."""
_BODY = COLUMNS.index("body")
_FACTOR, _SHIFT = np.uint32(0x9E3779B1), np.uint32(16)
_PAIRS, _SPENT = 12, 4_000
"""Rare pairs, and their places, by which documents near some words are found."""


_TRIED = 3
"""Pairs from which the longest run is sought."""
_NOWHERE = np.empty(0, np.int64)


@dataclass(frozen=True, slots=True)
class Found:
    """The longest run of the words [first, last) that were asked for, and where it stands: documents, places there."""

    first: int
    last: int
    documents: Places
    places: Places


class Phrases:
    """The words of an open vault, in memory; good as long as the read in which it was made."""

    def __init__(self, db: Connection) -> None:
        """Read the words of every document; their pairs are sorted when a phrase is first sought."""
        numbers: list[int] = []
        bodies: list[bytes] = [b"\0\0"]
        for number, value in db.execute("SELECT number, value FROM item_tokens ORDER BY number"):
            body = _body(value)
            if body:
                numbers.append(number)
                bodies += (body, b"\0\0")
        self._tokens = np.frombuffer(b"".join(bodies), np.uint16)
        lengths = np.array([len(body) // 2 for body in bodies[1::2]], np.int64)
        self._numbers = np.array(numbers, np.int64)
        self._begins = 1 + np.cumsum(lengths + 1) - (lengths + 1) if len(lengths) else np.empty(0, np.int64)
        self._ends = self._begins + lengths
        self._pairs: list[tuple[Places, NDArray[np.uint32]]] | None = None

    def numbers(self, told: tuple[str, ...]) -> Numbers16:
        """Give words as the numbers by which they are compared here."""
        return np.fromiter((ord(character(word)) for word in told), np.uint16, len(told))

    def words(self, document: int) -> Numbers16:
        """Give the words of a document as numbers; none for a document that is not here."""
        at = int(np.searchsorted(self._numbers, document))
        if at == len(self._numbers) or self._numbers[at] != document:
            return np.empty(0, np.uint16)
        return self._tokens[self._begins[at] : self._ends[at]]

    def everywhere(self, asked: Numbers16) -> tuple[Places, Places]:
        """Give where all of some words stand, two at least, one after the other: documents and places there."""
        if len(asked) < 2:
            return _NOWHERE, _NOWHERE
        pair, key = self._by_rarity(asked)[0]
        found = self._run(asked, pair, self._places(asked, pair, key))
        return (found.documents, found.places) if found.last - found.first == len(asked) else (_NOWHERE, _NOWHERE)

    def longest(self, asked: Numbers16) -> Found:
        """Give the longest run of words, around one of their rarest pairs, that stands somewhere."""
        best = Found(0, 0, _NOWHERE, _NOWHERE)
        tried = 0
        for pair, key in self._by_rarity(asked):
            if tried == _TRIED or best.last - best.first == len(asked):
                break
            if best.first <= pair < best.last - 1:
                continue
            at = self._places(asked, pair, key)
            if len(at):
                tried += 1
                found = self._run(asked, pair, at)
                best = max(best, found, key=lambda one: one.last - one.first)
        return best

    def _run(self, asked: Numbers16, pair: int, at: Places) -> Found:
        """Go on from the places of a pair, in both directions, as long as the words are those that are asked for."""
        if not len(at):
            return Found(0, 0, _NOWHERE, _NOWHERE)
        first, last = pair, pair + 2
        while last < len(asked):
            more = at[self._tokens[at + (last - pair)] == asked[last]]
            if not len(more):
                break
            at, last = more, last + 1
        while first > 0:
            more = at[self._tokens[at - (pair - first) - 1] == asked[first - 1]]
            if not len(more):
                break
            at, first = more, first - 1
        at = at - (pair - first)
        which = np.searchsorted(self._begins, at, "right") - 1
        return Found(first, last, self._numbers[which], at - self._begins[which])

    def near(self, asked: Numbers16, most: int) -> dict[int, int]:
        """Give the documents that have, close to each other, most of the rare pairs of some words, and the place there.

        The best come first.
        """
        found: list[Places] = []
        spent = 0
        for pair, key in self._by_rarity(asked)[:_PAIRS]:
            at = self._places(asked, pair, key)
            spent += len(at)
            if found and spent > _SPENT:
                break
            found.append(at)
        if not found:
            return {}
        at = np.sort(np.concatenate(found))
        votes = np.searchsorted(at, at + len(asked) + 16) - np.arange(len(at))
        documents = np.searchsorted(self._begins, at, "right") - 1
        best: dict[int, int] = {}
        for index in np.argsort(-votes, kind="stable").tolist():
            document = int(documents[index])
            best.setdefault(int(self._numbers[document]), int(at[index] - self._begins[document]))
            if len(best) == most:
                break
        return best

    def _by_rarity(self, asked: Numbers16) -> list[tuple[int, int]]:
        """Give the pairs of some words, each by the place of its first and its key, the rarest first."""
        keys = _keys(asked).astype(np.int64)
        sizes = np.zeros(len(keys), np.int64)
        for starts, _ in self._sorted():
            sizes += starts[keys + 1] - starts[keys]
        order = np.argsort(sizes, kind="stable")
        return list(zip(order.tolist(), keys[order].tolist(), strict=True))

    def _places(self, asked: Numbers16, pair: int, key: int) -> Places:
        """Give where a pair stands, as places of its first word among all."""
        found = [
            order[starts[key] : starts[key + 1]] + np.int64(number * _CHUNK)
            for number, (starts, order) in enumerate(self._sorted())
        ]
        at: Places = np.concatenate([_NOWHERE, *found])
        kept: Places = at[(self._tokens[at] == asked[pair]) & (self._tokens[at + 1] == asked[pair + 1])]
        return kept

    def _sorted(self) -> list[tuple[Places, NDArray[np.uint32]]]:
        if self._pairs is None:
            self._pairs = []
            for start in range(0, max(0, len(self._tokens) - 1), _CHUNK):
                keys = _keys(self._tokens[start : start + _CHUNK + 1])
                starts = np.concatenate([[0], np.cumsum(np.bincount(keys, minlength=1 << 16))]).astype(np.int64)
                self._pairs.append((starts, np.argsort(keys, kind="stable").astype(np.uint32)))
        return self._pairs


def text_of(db: Connection, document: int) -> str:
    """Give the text in whose words places are counted: the passages of a document, a line feed between them."""
    told = archive.words(db, document)
    if told is not None:
        return "\n".join(told.passages)
    item = archive.by_number(db, document)
    entry = entries.by_id(db, item.entry) if item is not None and item.entry else None
    letter = filing.document_of(entry.body()) if entry is not None else None
    return "\n".join(passage.text for passage in letter.passages) if letter is not None else ""


def _body(value: bytes) -> bytes:
    columns = bytes(value).decode("utf-16-le").split("\0")
    return columns[_BODY].encode("utf-16-le") if len(columns) == len(COLUMNS) else b""


def _keys(tokens: Numbers16) -> Numbers16:
    both = (tokens[:-1].astype(np.uint32) << _SHIFT) | tokens[1:]
    return ((both * _FACTOR) >> _SHIFT).astype(np.uint16)
