"""What a text shares with one document and with none of some others: the words that can only come from that one."""

from collections.abc import Iterable

import numpy as np

from backchannel.text.reuse.reused import Reuse
from backchannel.text.wording import Wording, number

__all__ = ["peculiar"]

_TURNS = ("not", "no", "nor", "never", "neither", "none", "nothing", "without", "unless", "until", "only", "cannot")
"""Words without a term that make another sentence of one."""
_TURNING = frozenset(number(word) for word in _TURNS)


def peculiar(text: Wording, find: Reuse, others: Iterable[Reuse]) -> list[int]:
    """Give the tokens of the text, by their places, that `find` shares with its document and no other with its own.

    Of words without a term only those count that make another sentence of one. A word is the same in all its
    inflections.
    """
    known = {token for one in others for token in _shared(text, one)}
    return [
        token
        for token in _shared(text, find)
        if token not in known and (text.terms[token] or int(text.tokens[token]) in _TURNING)
    ]


def _shared(text: Wording, find: Reuse) -> Iterable[int]:
    for piece in find.pieces:
        yield from range(int(np.searchsorted(text.starts, piece.start)), int(np.searchsorted(text.starts, piece.end)))
