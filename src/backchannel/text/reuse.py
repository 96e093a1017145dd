"""Reuse: what of a text stands, word for word or lightly rewritten, in documents of an index.

Seed: fingerprints that both have. Chain: those of one document that lie on nearly one diagonal. Extend: the words
around them are aligned, and the run is kept in which what is shared outweighs what is not. A find is weighed in bits:
each shared word counts by how rare it is in the record, and each word that only one has takes some away.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from rapidfuzz.distance import LCSseq

from backchannel.text.fingerprints import Index, fingerprints
from backchannel.text.wording import Wording

__all__ = ["Reuse", "reused"]

_COMMON = 60
_APART = 12
_BITS = 60.0
_PRIOR = 100_000
"""Words by which a small record is thought larger: rarity in a few letters says little."""


@dataclass(frozen=True, slots=True)
class Reuse:
    """Characters [start, end) of a text that reuse [begins, ends) of a document: how much, and how long word for word.

    `bits` is the weight of what they share; `shared` the words that stand in both, in order; `run` the longest run of
    words that stand in both without a change.
    """

    start: int
    end: int
    document: int
    begins: int
    ends: int
    bits: float
    shared: int
    run: int


def reused(texts: Sequence[Wording], index: Index, least: float = _BITS) -> list[tuple[Reuse, ...]]:
    """Give for each text what it reuses, of at least so many bits, in the order of the text.

    Several finds may lie over one place of a text: the same words may stand in many documents.
    """
    return [tuple(sorted(_found(text, index, least), key=lambda one: (one.start, -one.bits))) for text in texts]


def _found(text: Wording, index: Index, least: float) -> Iterator[Reuse]:
    seeds = index.seeds(fingerprints(text), _COMMON)
    order = np.lexsort((seeds.asked, seeds.documents))
    chain: list[tuple[int, int]] = []
    was = -1
    for at in order:
        document, mine, theirs = int(seeds.documents[at]), int(seeds.asked[at]), int(seeds.places[at])
        if (
            document == was
            and chain
            and 0 <= mine - chain[-1][0] <= _APART
            and 0 <= theirs - chain[-1][1] <= 2 * _APART
        ):
            chain.append((mine, theirs))
            continue
        yield from _aligned(text, index, was, chain, least)
        was, chain = document, [(mine, theirs)]
    yield from _aligned(text, index, was, chain, least)


def _aligned(text: Wording, index: Index, document: int, chain: list[tuple[int, int]], least: float) -> Iterator[Reuse]:
    if not chain:
        return
    other = index.wording(document)
    first, last = _window(text, chain[0][0], chain[-1][0])
    begins, ends = _window(other, chain[0][1], chain[-1][1])
    pairs = [
        (first + block.a + i, begins + block.b + i)
        for block in LCSseq.editops(
            text.terms[first:last].tolist(), other.terms[begins:ends].tolist()
        ).as_matching_blocks()
        for i in range(block.size)
    ]
    counts = index.counts(text.terms[[mine for mine, _ in pairs]])
    bits = [
        float(np.log2((index.size + _PRIOR) / (count + 10))) if text.terms[mine] else 1.0
        for (mine, _), count in zip(pairs, counts, strict=True)
    ]
    best, begin, total, start = 0.0, 0, 0.0, 0
    end = 0
    for number, pair in enumerate(pairs):
        gap = 0 if number == start else (pair[0] - pairs[number - 1][0] - 1) + (pair[1] - pairs[number - 1][1] - 1)
        total -= 3.0 * gap
        if total <= 0:
            total, start = 0.0, number
        total += bits[number]
        if total > best:
            best, begin, end = total, start, number + 1
    if best >= least:
        kept = pairs[begin:end]
        run = longest = 1
        for one, following in pairwise(kept):
            run = run + 1 if following == (one[0] + 1, one[1] + 1) else 1
            longest = max(longest, run)
        start, end = text.span(kept[0][0], kept[-1][0] + 1)
        yield Reuse(start, end, document, *other.span(kept[0][1], kept[-1][1] + 1), best, len(kept), longest)


def _window(text: Wording, first: int, last: int) -> tuple[int, int]:
    content = text.content
    return max(0, int(content[first]) - 24), min(len(text.terms), int(content[min(last + 2, len(content) - 1)]) + 25)
