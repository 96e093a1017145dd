"""Words as numbers: a token's number is its CRC-32, and so is a term's.

Two words in many billions share a number, so what is told to be exact is compared as text. This module does without
numpy, so that whoever only files a document need not wait for it.
"""

from collections.abc import Iterable
from zlib import crc32

from backchannel.text.terms import term

__all__ = ["RULES", "both", "number", "packed_terms"]

RULES = 1
"""The version of `terms`, of these numbers and of `fingerprints`: raise it whenever one of them gives something else.

What was indexed by other rules is indexed anew.
"""

_REMEMBERED = 300_000
"""Words whose numbers are remembered: those of a large archive, but not those of a hostile text."""


class _Both(dict[str, int]):
    # token number << 32 | term number, of the words met so far.
    def __missing__(self, word: str) -> int:
        if len(self) > _REMEMBERED:
            self.clear()
        stem = term(word)
        found = self[word] = (number(word) << 32) | (number(stem) if stem else 0)
        return found


class _Terms(dict[str, bytes]):
    # Term number as it is kept, of the words met so far; nothing for a word without one.
    def __missing__(self, word: str) -> bytes:
        if len(self) > _REMEMBERED:
            self.clear()
        stem = term(word)
        found = self[word] = number(stem).to_bytes(4, "little") if stem else b""
        return found


_BOTH = _Both()
_TERMS = _Terms()


def number(word: str) -> int:
    """Give the number of a token or term; never 0."""
    return crc32(word.encode("utf-8", "surrogatepass")) or 1


def both(words: Iterable[str]) -> Iterable[int]:
    """Give for each folded word its own number, 32 bits up, and the number of its term (0: none)."""
    return map(_BOTH.__getitem__, words)


def packed_terms(words: Iterable[str]) -> bytes:
    """Give the numbers of the terms that folded words have, in order, four bytes each, the lowest first."""
    return b"".join(map(_TERMS.__getitem__, words))
