"""Anchors: where a run of terms of a text stands in a document, and enough of what is around it to look closer.

A single fingerprint that two texts share says little, and a long article shares some with most documents. So before a
document is opened, the terms around its fingerprint, which the index holds, are laid beside those of the text, for all
fingerprints at once.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from backchannel.text.fingerprints import LENGTH, Index, fingerprints
from backchannel.text.reuse.rarity import Bits, phrases, rarities
from backchannel.text.wording import Numbers, Places, Wording

__all__ = ["Anchor", "anchors"]

_COMMON = 60
"""Places in the record at which a fingerprint may stand to begin an anchor."""
_AROUND = 20
"""Terms before and behind a fingerprint that are looked at."""
_ASIDE = 4
"""Terms by which they may be displaced in the document."""
_UNEQUAL = 3.0
"""Bits that a term costs which the document does not have there."""
_AT_ONCE = 20_000
"""Fingerprints that are asked for at once, and"""
_MOST = 2_000
"""anchors that are kept of so many: those around which most agrees."""
_GATHERED = 4_096

_Where = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Anchor:
    """Terms [mine, mine + length) of a text, by its number, that are the terms from `theirs` on of a document."""

    text: int
    document: int
    mine: int
    theirs: int
    length: int


def anchors(texts: Sequence[Wording], index: Index, least: float) -> tuple[list[Anchor], list[Bits]]:
    """Give the anchors of texts around which agrees what may weigh so many bits; and what each term of each text tells.

    The terms of a text are those of its `content`. An anchor is the whole of a run of terms that are the same in both.
    """
    # The texts' terms in one row, with zeros between them, so that one question to the index serves for all.
    apart = np.zeros(_AROUND + LENGTH, np.uint32)
    terms = [text.terms[text.content] for text in texts]
    row = np.concatenate([apart, *(part for one in terms for part in (one, apart))])
    lengths = np.array([len(one) for one in terms], np.int64)
    begins = len(apart) + np.cumsum(lengths + len(apart)) - lengths - len(apart)
    asked = np.concatenate([np.empty(0, np.uint32), *(fingerprints(text) for text in texts)])
    prints = np.maximum(lengths - LENGTH + 1, 0)
    places = np.arange(len(asked)) + np.repeat(begins - np.cumsum(prints) + prints, prints)
    bits = rarities(row, index)
    found: list[Anchor] = []
    known: list[tuple[_Where, _Where, _Where, _Where]] = []
    counts = np.zeros(len(row) - LENGTH + 1, np.int32)
    for first in range(0, len(asked), _AT_ONCE):
        part = slice(first, first + _AT_ONCE)
        seeds = index.seeds(asked[part], _COMMON)
        counts[places[part]] = seeds.counts
        known.append(_runs(places[part][seeds.asked], seeds.documents, seeds.places))
    bits = phrases(bits, counts, index.size)
    for runs in known:
        for mine, document, theirs, length in _agreeing(row, bits, runs, index, least):
            text = int(np.searchsorted(begins, mine, "right")) - 1
            found.append(Anchor(text, document, mine - int(begins[text]), theirs, length))
    return found, [bits[begin : begin + length] for begin, length in zip(begins, lengths, strict=True)]


def _runs(mine: _Where, documents: Places, theirs: Places) -> tuple[_Where, _Where, _Where, _Where]:
    # Fingerprints that follow each other in both, as one: places, documents, places there, and how many terms.
    order = np.lexsort((mine, theirs - mine, documents))
    ours, where, there = mine[order], documents[order].astype(np.int64), theirs[order].astype(np.int64)
    follows = (where[1:] == where[:-1]) & (ours[1:] == ours[:-1] + 1) & (there[1:] == there[:-1] + 1)
    first = np.flatnonzero(np.concatenate([np.ones(min(1, len(order)), np.bool_), ~follows]))
    return ours[first], where[first], there[first], np.diff(np.append(first, len(order))) + LENGTH - 1


def _agreeing(
    row: Numbers, bits: Bits, runs: tuple[_Where, _Where, _Where, _Where], index: Index, least: float
) -> Iterator[tuple[int, int, int, int]]:
    weights = np.empty(len(runs[0]))
    for first in range(0, len(weights), _GATHERED):
        part = slice(first, first + _GATHERED)
        weights[part] = _agreement(row, bits, runs[0][part], runs[1][part], runs[2][part], index)
    good = np.flatnonzero(weights >= least)
    if len(good) > _MOST:
        good = good[np.argpartition(-weights[good], _MOST)[:_MOST]]
    yield from zip(*(part[good].tolist() for part in runs), strict=True)


def _agreement(row: Numbers, bits: Bits, mine: _Where, documents: _Where, theirs: _Where, index: Index) -> Bits:
    # What the terms around each fingerprint may weigh at most, if the order of near ones is not looked at.
    at = np.minimum(mine[:, None] + np.arange(-_AROUND, LENGTH + _AROUND), len(row) - 1)
    here, weights = row[at], bits[at]
    reach = _AROUND + _ASIDE
    there = index.around(documents.astype(np.int32), theirs.astype(np.int32), reach, LENGTH + reach)
    alike = np.zeros(here.shape, np.bool_)
    for aside in range(2 * _ASIDE + 1):
        alike |= here == there[:, aside : aside + here.shape[1]]
    scores = np.where(alike & (here != 0), weights, -_UNEQUAL)
    behind = np.cumsum(scores[:, _AROUND + LENGTH :], axis=1).max(axis=1)
    before = np.cumsum(scores[:, _AROUND - 1 :: -1], axis=1).max(axis=1)
    within = weights[:, _AROUND : _AROUND + LENGTH].sum(axis=1)
    found: Bits = within + np.maximum(behind, 0.0) + np.maximum(before, 0.0)
    return found
