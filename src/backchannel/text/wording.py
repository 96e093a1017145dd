"""A text as numbers: its tokens and their terms as arrays, each with the characters that it comes from.

Whatever compares texts (quotations, reuse, freshness) compares these numbers. A token's number is its CRC-32, and so is
a term's; 0 is no term. Two words in many billions share a number, so what is told to be exact is compared as text.
"""

from dataclasses import dataclass
from functools import cached_property
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from backchannel.text.folding import fold, tokens
from backchannel.text.terms import term

__all__ = ["Numbers", "Places", "Wording", "wording"]

Numbers = NDArray[np.uint32]
Places = NDArray[np.int32]

_REMEMBERED = 300_000


@dataclass(frozen=True)
class Wording:
    """A text, and for each token of it: its number, its term's number (0: none), and its characters [start, end)."""

    text: str
    tokens: Numbers
    terms: Numbers
    starts: Places
    ends: Places

    @cached_property
    def content(self) -> Places:
        """The tokens that have a term, by their places among all tokens."""
        return np.flatnonzero(self.terms).astype(np.int32)

    def span(self, first: int, last: int) -> tuple[int, int]:
        """Give the characters of the tokens [first, last), one at least."""
        return int(self.starts[first]), int(self.ends[last - 1])


class _Numbers(dict[str, int]):
    # token number << 32 | term number, of the words met so far.
    def __missing__(self, word: str) -> int:
        if len(self) > _REMEMBERED:
            self.clear()
        stem = term(word)
        found = self[word] = (number(word) << 32) | (number(stem) if stem else 0)
        return found


_NUMBERS = _Numbers()


def number(word: str) -> int:
    """Give the number of a token or term; never 0."""
    return crc32(word.encode("utf-8", "surrogatepass")) or 1


def wording(text: str) -> Wording:
    """Give a text's tokens and terms as numbers. Any text may be given."""
    found = list(tokens(fold(text)))
    both = np.fromiter((_NUMBERS[token.text] for token in found), np.uint64, len(found))
    return Wording(
        text,
        (both >> np.uint64(32)).astype(np.uint32),
        both.astype(np.uint32),
        np.fromiter((token.start for token in found), np.int32, len(found)),
        np.fromiter((token.end for token in found), np.int32, len(found)),
    )
