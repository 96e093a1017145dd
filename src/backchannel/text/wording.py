"""A text as numbers: its tokens and their terms as arrays, each with the characters that it comes from.

Whatever compares texts (quotations, reuse, freshness) compares these numbers (`numbering`). 0 is no term.
"""

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from backchannel.text.folding import Folded, fold, words
from backchannel.text.numbering import both, number

__all__ = ["Numbers", "Places", "Wording", "number", "spans", "wording"]

Numbers = NDArray[np.uint32]
Places = NDArray[np.int32]

_APART, _JOINS, _ALONE = 0, 1, 2
"""What a folded character does: divides tokens, is one token with its neighbours, or is a token of its own."""


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


def wording(text: str) -> Wording:
    """Give a text's tokens and terms as numbers: those of `folding.tokens`. Any text may be given."""
    folded = fold(text)
    starts, ends = spans(folded)
    numbers = np.fromiter(both(words(folded.text)), np.uint64, len(starts))
    return Wording(
        text,
        (numbers >> np.uint64(32)).astype(np.uint32),
        numbers.astype(np.uint32),
        starts,
        ends,
    )


def spans(folded: Folded) -> tuple[Places, Places]:
    """Give where the tokens of a folded text begin and end in the original."""
    starts, ends = _spans(folded.text)
    if folded.starts is not None and folded.ends is not None and len(starts):
        starts = np.frombuffer(folded.starts, np.uint32)[starts].astype(np.int32)
        ends = np.frombuffer(folded.ends, np.uint32)[ends - 1].astype(np.int32)
    return starts, ends


def _does(character: str) -> int:
    return (_APART, _JOINS, _ALONE)[len(words(2 * character))]


_ASCII = np.array([_does(chr(code)) for code in range(128)], np.uint8)


def _spans(folded: str) -> tuple[Places, Places]:
    """Give where the tokens of a folded text begin and end in it."""
    if folded.isascii():
        does = _ASCII[np.frombuffer(folded.encode("ascii"), np.uint8)]
    else:
        codes = np.frombuffer(folded.encode("utf-32-le", "surrogatepass"), np.dtype("<u4"))
        different, which = np.unique(codes, return_inverse=True)
        does = np.array([_does(chr(code)) for code in different], np.uint8)[which]
    joins, alone = np.zeros(len(does) + 2, np.bool_), does == _ALONE
    joins[1:-1] = does == _JOINS
    begin = alone | (joins[1:-1] & ~joins[:-2])
    end = alone | (joins[1:-1] & ~joins[2:])
    return np.flatnonzero(begin).astype(np.int32), np.flatnonzero(end).astype(np.int32) + np.int32(1)
