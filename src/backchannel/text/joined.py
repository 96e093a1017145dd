"""The passages of a document as one text, a line feed between them: the text in which places in it are counted."""

from collections.abc import Sequence
from itertools import accumulate

__all__ = ["beginnings", "joined"]


def joined(passages: Sequence[str]) -> str:
    """Give passages as one text."""
    return "\n".join(passages)


def beginnings(passages: Sequence[str]) -> tuple[int, ...]:
    """Give the character of the text at which each passage begins, one at least; of none it is the first."""
    return tuple(accumulate((len(passage) + 1 for passage in passages[:-1]), initial=0))
