"""Alignment: from a place at which two texts agree, how far they go on to agree, though words were changed between.

Many pairs are aligned at once, row by row over all of them, since a single row is too short for arrays to be worth
their while. A pair's score is what its matched tokens weigh, less what the tokens cost that were left out, put in or
changed for others; the alignment kept is the one that scores highest, wherever it ends.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from backchannel.text.wording import Numbers

__all__ = ["MOST", "Pairs", "Scores", "Side", "extended"]

MOST = 64
"""Tokens of one side that are looked at."""

Scores = NDArray[np.int16]
Pairs = list[tuple[int, int]]
"""Tokens of the one text, each with the token of the other that it is matched with."""

_TOGETHER = 64
_NEVER = 64


@dataclass(frozen=True, slots=True)
class Side:
    """The tokens of one text, or those from a place on: their numbers, and those under which they are alike.

    `weights` is what a token adds that is matched, `costs` what it takes away when it is not, both in steps of the
    caller's choosing, of 64 at most; no number is 0.
    """

    tokens: Numbers
    alike: Numbers
    weights: Scores
    costs: Scores

    def __getitem__(self, part: slice) -> "Side":
        return Side(self.tokens[part], self.alike[part], self.weights[part], self.costs[part])

    def weight(self, other: "Side", matched: Pairs, verbatim: int) -> int:
        """Give what these matches weigh, and `verbatim` more for each of the same tokens."""
        return sum(int(self.weights[i]) + verbatim * int(self.tokens[i] == other.tokens[j]) for i, j in matched)


def extended(pairs: Sequence[tuple[Side, Side]], verbatim: int) -> list[tuple[int, Pairs]]:
    """Give for each pair the score of its best alignment that begins at the beginning of both, and what is matched.

    Sides have MOST tokens at most.
    A match weighs what it weighs on the first side, and `verbatim` more where the tokens are the same. What is matched
    is given as places on the first and on the second side, both rising.
    """
    found: list[tuple[int, Pairs]] = [(0, [])] * len(pairs)
    order = sorted(range(len(pairs)), key=lambda at: len(pairs[at][0].tokens))
    for first in range(0, len(order), _TOGETHER):
        some = order[first : first + _TOGETHER]
        for at, one in zip(some, _extended([pairs[at] for at in some], verbatim), strict=True):
            found[at] = one
    return found


def _extended(pairs: list[tuple[Side, Side]], verbatim: int) -> list[tuple[int, Pairs]]:
    mine = _padded([one for one, _ in pairs], 0)
    theirs = _padded([other for _, other in pairs], 1)
    down = mine.costs.T[:, :, None]
    right = np.cumsum(theirs.costs, axis=1, dtype=np.int16)
    edge = np.zeros((len(pairs), 1), np.int16)
    across = np.concatenate([edge, right], axis=1)
    rows = [-across]
    scored = []
    for at in range(mine.tokens.shape[1]):
        alike = mine.alike[:, at, None] == theirs.alike
        match = mine.weights[:, at, None] + np.int16(verbatim) * (mine.tokens[:, at, None] == theirs.tokens)
        step = np.where(alike, match, -np.maximum(down[at], theirs.costs))
        was = rows[-1]
        now = was - down[at]
        np.maximum(now[:, 1:], was[:, :-1] + step, out=now[:, 1:])
        now += across
        np.maximum.accumulate(now, axis=1, out=now)
        now -= across
        rows.append(now)
        scored.append(step)
    return _traced(np.array(rows), np.array(scored), down[:, :, 0])


def _traced(table: NDArray[np.int16], steps: NDArray[np.int16], down: NDArray[np.int16]) -> list[tuple[int, Pairs]]:
    # Back from the highest score of each pair to the beginning, all pairs at once.
    _, many, columns = table.shape
    flat = table.transpose(1, 0, 2).reshape(many, -1)
    best = flat.argmax(axis=1)
    scores = flat[np.arange(many), best].tolist()
    active = np.arange(many)
    i, j = best // columns, best % columns
    matched: list[Pairs] = [[] for _ in range(many)]
    while True:
        going = (i > 0) & (j > 0)
        active, i, j = active[going], i[going], j[going]
        if not len(active):
            break
        here = table[i, active, j]
        step = steps[i - 1, active, j - 1]
        diagonal = here == table[i - 1, active, j - 1] + step
        above = ~diagonal & (here == table[i - 1, active, j] - down[i - 1, active])
        for pair, one, other in zip(*(part[diagonal & (step > 0)].tolist() for part in (active, i, j)), strict=True):
            matched[pair].append((one - 1, other - 1))
        i = i - (diagonal | above)
        j = j - ~above
    return [(score, found[::-1]) for score, found in zip(scores, matched, strict=True)]


def _padded(sides: list[Side], number: int) -> Side:
    longest = max(len(side.tokens) for side in sides)
    shape = (len(sides), longest)
    tokens, alike = np.full(shape, number, np.uint32), np.full(shape, number, np.uint32)
    weights, costs = np.zeros(shape, np.int16), np.full(shape, _NEVER, np.int16)
    for at, side in enumerate(sides):
        length = len(side.tokens)
        tokens[at, :length], alike[at, :length] = side.tokens, side.alike
        weights[at, :length], costs[at, :length] = side.weights, side.costs
    return Side(tokens, alike, weights, costs)
