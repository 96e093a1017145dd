"""What a find of reuse shares, word by word: for marking it in both texts, and for counting it."""

from collections.abc import Iterable

import numpy as np

from backchannel.text.reuse.reused import Reuse
from backchannel.text.wording import Wording

__all__ = ["Pairs", "cut", "marks", "runs", "shared", "tokens_within"]

Pairs = list[tuple[int, int]]
"""Tokens of the one text with those of the other that they are shared with, in the order of the first."""


def shared(text: Wording, find: Reuse, other: Wording) -> Pairs:
    """Give the tokens of a text that a find shares with those of its document, `other`.

    A word is shared in the same or another inflection; a pronoun in the place of another is not, though it is one find.
    """
    pairs: Pairs = []
    for piece in find.pieces:
        mine, theirs = tokens_within(text, piece.start, piece.end), tokens_within(other, piece.begins, piece.ends)
        pairs += zip(range(*mine), range(*theirs), strict=False)
    return [(mine, theirs) for mine, theirs in pairs if _is_same(text, mine, other, theirs)]


def _is_same(text: Wording, mine: int, other: Wording, theirs: int) -> bool:
    inflected = bool(text.terms[mine]) and text.terms[mine] == other.terms[theirs]
    return bool(inflected or text.tokens[mine] == other.tokens[theirs])


def runs(pairs: Pairs, text: Wording, other: Wording, least: int) -> set[int]:
    """Give the tokens of a text that lie in runs of at least so many words that the other has unchanged."""
    found: set[int] = set()
    run: list[int] = []
    before = (-2, -2)
    for mine, theirs in pairs:
        if text.tokens[mine] != other.tokens[theirs]:
            run = []
            continue
        run = [*run, mine] if (mine, theirs) == (before[0] + 1, before[1] + 1) else [mine]
        before = (mine, theirs)
        if len(run) >= least:
            found.update(run if len(run) == least else run[-1:])
    return found


def marks(words: Wording, which: Iterable[int]) -> tuple[tuple[int, int], ...]:
    """Give the characters [start, end) of tokens, those that follow each other as one."""
    found: list[tuple[int, int]] = []
    before = -2
    for token in sorted(set(which)):
        start, end = words.span(token, token + 1)
        if token == before + 1:
            found[-1] = (found[-1][0], end)
        else:
            found.append((start, end))
        before = token
    return tuple(found)


def tokens_within(words: Wording, start: int, end: int) -> tuple[int, int]:
    """Give the tokens [first, last) that lie wholly within characters [start, end)."""
    first = int(np.searchsorted(words.starts, start, "left"))
    return first, max(first, int(np.searchsorted(words.ends, end, "right")))


def cut(words: Wording, start: int, end: int) -> Wording:
    """Give only the tokens within characters [start, end); places remain those of the whole text."""
    part = slice(*tokens_within(words, start, end))
    return Wording(words.text, words.tokens[part], words.terms[part], words.starts[part], words.ends[part])
