"""Phrases: where words stand one after the other, exactly, anywhere in the archive.

Of every document the index of words keeps one character a token (`search`). Here they lie one behind the other as an
array, and each two that follow each other are a pair with a list of its places. A phrase is sought by its rarest pair,
so that a phrase of small words is found as fast as one of names. Two words may share a character: whoever must know for
certain compares the text.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from backchannel.vault.search import COLUMNS, character
from backchannel.vault.sqlcipher import Connection

__all__ = ["Found", "Numbers16", "Phrases"]

Numbers16 = NDArray[np.uint16]
Places = NDArray[np.int64]

_CHUNK = 1 << 19
"""Tokens that are sorted at once, so few that they stay in the cache of a processor."""
_KEYS = 1 << 16
_BODY = COLUMNS.index("body")
_FACTOR, _SHIFT = np.uint32(0x9E3779B1), np.uint32(16)
_REMEMBERED = 1 << 16
"""Words whose numbers are remembered."""
_PAIRS, _SPENT = 12, 4_000
"""Rare pairs, and their places, by which documents near some words are found."""
_LOOKED = 32_000
"""Places of pairs with the same keys that are looked at for that."""


_TRIED = 3
"""Pairs from which the longest run is sought."""
_NOWHERE = np.empty(0, np.int64)
_NO_KEYS = np.empty(0, np.uint16)


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
        rows = db.execute("SELECT number, value FROM item_tokens ORDER BY number").fetchall()
        self._numbers = np.array([number for number, _ in rows], np.int64)
        self._tokens = _bodies([value for _, value in rows])
        ends = np.flatnonzero(self._tokens == 0)
        self._begins, self._ends = ends[:-1] + 1, ends[1:]
        self._known = np.zeros(_KEYS, np.bool_)
        self._starts = np.zeros(_KEYS + 1, np.int64)
        self._order = np.empty(0, np.uint32)

    def expect(self, asked: Iterable[Numbers16]) -> None:
        """Sort the pairs of words that will be asked for, and if these are not the first, all pairs.

        A single draft asks for a small part of them, for which its reader need not wait as long as for all.
        """
        self._know(np.concatenate([_NO_KEYS, *map(_keys, asked)]))

    def _know(self, keys: Numbers16) -> None:
        if not self._known[keys].all():
            self._known[slice(None) if self._known.any() else keys] = True
            self._sort()

    def numbers(self, told: tuple[str, ...]) -> Numbers16:
        """Give words as the numbers by which they are compared here."""
        return np.fromiter(map(_number, told), np.uint16, len(told))

    def words(self, document: int) -> Numbers16:
        """Give the words of a document as numbers; none for a document that is not here."""
        at = int(self._numbers.searchsorted(document))
        if at == len(self._numbers) or self._numbers[at] != document:
            return np.empty(0, np.uint16)
        return self._tokens[self._begins[at] : self._ends[at]]

    def everywhere(self, asked: Numbers16) -> tuple[Places, Places]:
        """Give the documents in which some words, two at least, stand one after the other, and the first place in each.

        The documents rise.
        """
        if len(asked) < 2:
            return _NOWHERE, _NOWHERE
        keys, sizes = self._sizes(asked)
        pair = int(sizes.argmin())
        found = self._run(asked, pair, self._places(asked, pair, int(keys[pair])))
        documents, places = found.documents, found.places
        if found.last - found.first < len(asked):
            return _NOWHERE, _NOWHERE
        if len(documents) > 1:
            first = np.concatenate([[True], documents[1:] != documents[:-1]])
            documents, places = documents[first], places[first]
        return documents, places

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
            if len(at) == 1:
                last += _alike(asked[last:], self._tokens[at[0] + (last - pair) :])
                break
            more = at[self._tokens[at + (last - pair)] == asked[last]]
            if not len(more):
                break
            at, last = more, last + 1
        while first > 0:
            if len(at) == 1:
                first -= _alike(asked[:first][::-1], self._tokens[: at[0] - (pair - first)][::-1])
                break
            more = at[self._tokens[at - (pair - first) - 1] == asked[first - 1]]
            if not len(more):
                break
            at, first = more, first - 1
        at = at - (pair - first)
        which = self._begins.searchsorted(at, "right") - 1
        return Found(first, last, self._numbers[which], at - self._begins[which])

    def near(self, asked: Numbers16, most: int) -> dict[int, int]:
        """Give the documents that have, close to each other, most of the rare pairs of some words, and the place there.

        The best come first.
        """
        if len(asked) < 2:
            return {}
        keys, sizes = self._sizes(asked)
        rare = sizes.argsort(kind="stable")[:_PAIRS]
        rare = rare[: _within(sizes[rare], _LOOKED)]
        at = np.concatenate([self._order[self._starts[key] : self._starts[key + 1]] for key in keys[rare].tolist()])
        at, pair = at.astype(np.int64), np.repeat(np.arange(len(rare)), sizes[rare])
        true = self._are(at, asked, rare[pair])
        counts = np.bincount(pair[true], minlength=len(rare))
        at = at[true][: counts[: _within(counts, _SPENT)].sum()]
        at.sort()
        documents = self._begins.searchsorted(at, "right") - 1
        votes = at.searchsorted(np.minimum(at + len(asked) + 16, self._ends[documents])) - np.arange(len(at))
        order = (-votes).argsort(kind="stable")
        _, first = np.unique(documents[order], return_index=True)
        best = order[np.sort(first)[:most]]
        numbers, places = self._numbers[documents[best]], at[best] - self._begins[documents[best]]
        return dict(zip(numbers.tolist(), places.tolist(), strict=True))

    def _by_rarity(self, asked: Numbers16) -> list[tuple[int, int]]:
        """Give the pairs of some words, each by the place of its first and its key, the rarest first."""
        keys, sizes = self._sizes(asked)
        order = sizes.argsort(kind="stable")
        return list(zip(order.tolist(), keys[order].tolist(), strict=True))

    def _sizes(self, asked: Numbers16) -> tuple[Numbers16, Places]:
        """Give the keys of the pairs of some words, and how many pairs have each."""
        keys = _keys(asked)
        self._know(keys)
        return keys, self._starts[1:][keys] - self._starts[keys]

    def _places(self, asked: Numbers16, pair: int, key: int) -> Places:
        """Give where a pair stands, as places of its first word among all."""
        at: Places = self._order[self._starts[key] : self._starts[key + 1]].astype(np.int64)
        return at[self._are(at, asked, pair)]

    def _are(self, at: Places, asked: Numbers16, pair: Places | int) -> NDArray[np.bool_]:
        """Whether at each of some places of a key the pair stands that was asked for."""
        are: NDArray[np.bool_] = (self._tokens[at] == asked[pair]) & (self._tokens[at + 1] == asked[pair + 1])
        return are

    def _sort(self) -> None:
        """Lay the places of all pairs with known keys one behind the other by key, rising."""
        every = bool(self._known.all())
        parts: list[tuple[NDArray[np.uint32], NDArray[np.int64]]] = []
        counts = np.zeros(_KEYS, np.int64)
        for start in range(0, len(self._tokens) - 1, _CHUNK):
            keys = _keys(self._tokens[start : start + _CHUNK + 1])
            if every:
                order = keys.argsort(kind="stable")
            else:
                at = np.flatnonzero(self._known[keys])
                keys = keys[at]
                order = at[keys.argsort(kind="stable")]
            many = np.bincount(keys, minlength=_KEYS)
            parts.append((order.astype(np.uint32), many))
            counts += many
        self._starts = np.concatenate([[0], counts.cumsum()])
        self._order = np.empty(self._starts[-1], np.uint32)
        free = self._starts[:-1].copy()
        for number, (part, many) in enumerate(parts):
            to = np.repeat(free - (many.cumsum() - many), many)
            to += np.arange(len(to))
            self._order[to] = part + np.uint32(number * _CHUNK)
            free += many


def _bodies(values: list[bytes]) -> Numbers16:
    """Give the words of the bodies alone, one body behind the other, with a 0 before the first and behind each."""
    told = np.frombuffer(b"\0\0".join([b"", *values, b""]), np.uint16)
    # What divides the columns of a document is a 0 too.
    ends = np.flatnonzero(told == 0)
    before, after = (ends[column :: len(COLUMNS)].tolist() for column in (_BODY, _BODY + 1))
    return np.concatenate([told[:1], *(told[a + 1 : b + 1] for a, b in zip(before, after, strict=False))])


def _within(sizes: Places, most: int) -> int:
    """Give how many of some sizes, one at least, are not more than so much together."""
    return max(1, int(sizes.cumsum().searchsorted(most, "right")))


def _alike(asked: Numbers16, there: Numbers16) -> int:
    """Give how many words from the first on are the same."""
    same = asked[: len(there)] == there[: len(asked)]
    return len(same) if same.all() else int(same.argmin())


@lru_cache(_REMEMBERED)
def _number(word: str) -> int:
    return ord(character(word))


def _keys(tokens: Numbers16) -> Numbers16:
    both = (tokens[:-1].astype(np.uint32) << _SHIFT) | tokens[1:]
    return ((both * _FACTOR) >> _SHIFT).astype(np.uint16)
