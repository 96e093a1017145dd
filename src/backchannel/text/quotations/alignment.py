"""How the words of a quotation lie over those of a document: where it stands, and each place at which they differ."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from rapidfuzz.distance import LCSseq

from backchannel.text.quotations.parts import Parts

__all__ = ["Aligned", "Run", "Sequence16", "align", "runs_in"]

Sequence16 = NDArray[np.uint16]
"""The words of a text as numbers; two words may share one, so what is exact is seen on the words themselves."""

_LARGEST = 4_000_000
"""Pairs of words of a quotation and of a document that are compared at once."""
_NEAR = 12
_WITHIN = 40
"""Words around a place within which the rest of a quotation is looked for."""


@dataclass(frozen=True, slots=True)
class Run:
    """Words that stand in both: from which of the quotation, from which of the document, how many."""

    quoted: int
    kept: int
    length: int


@dataclass(frozen=True, slots=True)
class Aligned:
    """The runs of words that a quotation and a document share, rising in both."""

    runs: tuple[Run, ...]

    @property
    def shared(self) -> int:
        """How many words they share."""
        return sum(run.length for run in self.runs)

    @property
    def longest(self) -> int:
        """How many words their longest run has."""
        return max((run.length for run in self.runs), default=0)


def runs_in(asked: Sequence16, kept: Sequence16) -> NDArray[np.intp]:
    """Give where words stand one after the other in a document."""
    if not len(asked) or len(asked) > len(kept):
        return np.empty(0, np.intp)
    at = np.flatnonzero(kept[: len(kept) - len(asked) + 1] == asked[0])
    for place in range(1, len(asked)):
        if not len(at):
            break
        at = at[kept[at + place] == asked[place]]
    return at


def align(parts: Parts, asked: Sequence16, kept: Sequence16, near: int | None = None) -> Aligned:
    """Lay a quotation over a document, each piece where most of its words stand, in their order if it can be.

    A quotation of one piece is laid only over what stands near a place, if one is given.
    """
    if near is not None and len(parts.pieces) == 1:
        low = max(0, near - len(asked) - _WITHIN)
        found = _nearly(asked, kept[low : near + 2 * len(asked) + _WITHIN], 0)
        return Aligned(tuple(Run(run.quoted, run.kept + low, run.length) for run in found))
    runs: list[Run] = []
    after = 0
    places = _places(parts, asked, kept)
    for (first, last), place in zip(parts.pieces, places, strict=True):
        if place is not None and place >= after:
            runs.append(Run(first, place, last - first))
            after = place + last - first
            continue
        found = _nearly(asked[first:last], kept, after)
        runs += [Run(first + run.quoted, run.kept, run.length) for run in found]
        if found:
            after = found[-1].kept + found[-1].length
    return Aligned(tuple(runs))


def _places(parts: Parts, asked: Sequence16, kept: Sequence16) -> list[int | None]:
    """Give where each piece stands word for word, so that all of them lie close; None where it stands nowhere."""
    found = [runs_in(asked[first:last], kept) for first, last in parts.pieces]
    sure = min((i for i, places in enumerate(found) if len(places)), key=lambda i: len(found[i]), default=None)
    if sure is None:
        return [None] * len(found)
    best: list[int | None] = []
    width = -1
    for anchor in found[sure][:_NEAR]:
        chosen: list[int | None] = [None] * len(found)
        chosen[sure] = int(anchor)
        end = int(anchor) + _length(parts, sure)
        for i in range(sure + 1, len(found)):
            later = found[i][found[i] >= end]
            if len(later):
                chosen[i] = int(later[0])
                end = int(later[0]) + _length(parts, i)
        start = int(anchor)
        for i in range(sure - 1, -1, -1):
            earlier = found[i][found[i] + _length(parts, i) <= start]
            if len(earlier):
                chosen[i] = start = int(earlier[-1])
        known = sum(place is not None for place in chosen)
        size = known * 1_000_000 - (end - start)
        if not best or size > width:
            best, width = chosen, size
    return best


def _length(parts: Parts, piece: int) -> int:
    first, last = parts.pieces[piece]
    return last - first


def _nearly(asked: Sequence16, kept: Sequence16, after: int) -> list[Run]:
    """Give the runs that a piece shares with a document after a place, where most of its words stand."""
    kept = kept[after : after + _LARGEST // max(1, len(asked))]
    if len(kept) == 0 or len(asked) == 0:
        return []
    equal = asked[:, None] == kept[None, :]
    if len(asked) > 1 and len(kept) > 1:
        equal = equal[:-1, :-1] & equal[1:, 1:]
    mine, theirs = np.nonzero(equal)
    if not len(theirs):
        return []
    order = np.argsort(theirs, kind="stable")
    mine, theirs = mine[order], theirs[order]
    upto = np.searchsorted(theirs, theirs + len(asked) + _NEAR)
    votes = upto - np.arange(len(theirs))
    top = np.flatnonzero(votes == votes.max())
    best = int(top[0])
    start = max(0, int(theirs[best]) - int(mine[best]) - 4)
    end = min(len(kept), int(theirs[upto[best] - 1]) + len(asked) - int(mine[upto[best] - 1]) + 4)
    blocks = LCSseq.editops(asked.tolist(), kept[start:end].tolist()).as_matching_blocks()
    runs = [Run(block.a, start + block.b, block.size) for block in blocks if block.size]
    tight = _tightened(_without_strays(runs), asked, kept)
    return [Run(run.quoted, after + run.kept, run.length) for run in tight]


def _tightened(runs: list[Run], asked: Sequence16, kept: Sequence16) -> list[Run]:
    """Move what was matched too far off: outward from the longest run, each word stands as near to it as it can."""
    if len(runs) < 2 and sum(run.length for run in runs) == len(asked):
        return runs
    main = max(range(len(runs)), key=lambda i: runs[i].length)
    there = _outward(runs[main], runs[main + 1 :], asked, kept)
    size, width = len(asked), len(kept)
    back = [_turned(run, size, width) for run in runs[main - 1 :: -1]] if main else []
    back = _outward(_turned(there[0], size, width), back, asked[::-1], kept[::-1])
    return [*(_turned(run, size, width) for run in back[::-1]), *there[1:]]


def _turned(run: Run, size: int, width: int) -> Run:
    return Run(size - run.quoted - run.length, width - run.kept - run.length, run.length)


def _outward(first: Run, runs: list[Run], asked: Sequence16, kept: Sequence16) -> list[Run]:
    found = [_extended(first, asked, kept)]
    for one in runs:
        last = found[-1]
        mine, theirs = last.quoted + last.length, last.kept + last.length
        over = max(0, mine - one.quoted, theirs - one.kept)
        if over >= one.length:
            continue
        run = Run(one.quoted + over, one.kept + over, one.length - over)
        level = theirs + run.quoted - mine
        if level < run.kept and np.array_equal(
            asked[run.quoted : run.quoted + run.length], kept[level : level + run.length]
        ):
            found.append(_extended(Run(run.quoted, level, run.length), asked, kept))
            continue
        found.append(_extended(run, asked, kept))
    return found


def _extended(run: Run, asked: Sequence16, kept: Sequence16) -> Run:
    end, there = run.quoted + run.length, run.kept + run.length
    while end < len(asked) and there < len(kept) and asked[end] == kept[there]:
        end, there = end + 1, there + 1
    return Run(run.quoted, run.kept, end - run.quoted)


def _without_strays(runs: list[Run]) -> list[Run]:
    """Drop single words at the ends that stand far from all others: they are shared by chance."""
    while len(runs) > 1 and _stands_apart(runs[0], runs[1]):
        runs = runs[1:]
    while len(runs) > 1 and _stands_apart(runs[-1], runs[-2]):
        runs = runs[:-1]
    return runs


def _stands_apart(run: Run, other: Run) -> bool:
    first, second = (run, other) if run.quoted < other.quoted else (other, run)
    mine = second.quoted - first.quoted - first.length
    theirs = second.kept - first.kept - first.length
    return abs(theirs - mine) > 3 * run.length
