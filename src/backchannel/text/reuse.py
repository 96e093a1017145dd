"""Reuse: what of a text stands, word for word or lightly rewritten, in documents of an index.

Seed: fingerprints that both have. Chain: those that follow each other in both are one anchor, and an anchor is kept if
the terms around it agree so far that the find may be one. Extend: from the anchor both ways, token by token, as far as
what is shared outweighs what is not (`alignment`). Join: what follows each other in a text and stands near by in one
document, in whatever order, is one find. Weigh: each shared word counts by how rare it is in the record (`rarity`).
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise
from operator import attrgetter

import numpy as np

from backchannel.text.alignment import MOST, Side, extended
from backchannel.text.fingerprints import LENGTH, Index, fingerprints
from backchannel.text.rarity import Bits, phrases, rarities
from backchannel.text.terms import KIN
from backchannel.text.wording import Numbers, Places, Wording
from backchannel.text.wording import number as number_of

__all__ = ["Piece", "Reuse", "reused"]

_COMMON = 60
"""Places in the record at which a fingerprint may stand to be a seed."""
_AROUND = 20
"""Terms before and behind a seed that are looked at before a document is opened."""
_ASIDE = 4
"""Terms by which they may be displaced."""
_AT_ONCE = 20_000
_BITS = 58.0
"""What a find weighs at least."""
_PART = 20.0
"""What a part of it weighs at least."""
_UNEQUAL = 3.0
"""Bits that a term costs which only one of the texts has."""
_IDLE = 0.75
"""The same for a word that has no term."""
_PLAIN = 1.0
"""Bits that a shared word without a term tells, or one of its kin."""
_VERBATIM = 0.5
"""Bits that it tells besides that the word was not inflected."""
_SUPPOSED = 36.0
_SCALE = 4
_GAP = 12
_APART = 60
_EDGE = 2


@dataclass(frozen=True, slots=True)
class Piece:
    """Characters [start, end) of a text that stand as [begins, ends) in a document, apart from inflection."""

    start: int
    end: int
    begins: int
    ends: int


@dataclass(frozen=True, slots=True)
class Reuse:
    """Characters [start, end) of a text that reuse [begins, ends) of a document: how much, and how long word for word.

    `bits` is the weight of what they share, less what they do not; `shared` the words that stand in both; `run` the
    longest run of words that stand in both without a change; `pieces` what stands in both, in the order of the text.
    """

    start: int
    end: int
    document: int
    begins: int
    ends: int
    bits: float
    shared: int
    run: int
    pieces: tuple[Piece, ...] = ()


@dataclass(frozen=True, slots=True)
class _Anchor:
    # Terms [mine, mine + length) of a text are the terms from `theirs` on of a document.
    text: int
    document: int
    mine: int
    theirs: int
    length: int


@dataclass(slots=True)
class _Part:
    # Tokens of a text and of a document that are matched, in the order of the text; and what that weighs.
    text: int
    document: int
    matched: list[tuple[int, int]]
    bits: float


@dataclass(frozen=True, slots=True)
class _Side:
    # A text, and what each of its tokens weighs, costs and is alike to.
    words: Wording
    side: Side

    def after(self, token: int) -> Side:
        return self._cut(slice(token, token + MOST))

    def before(self, token: int) -> Side:
        if not token:
            return self._cut(slice(0))
        return self._cut(slice(token - 1, token - 1 - MOST if token > MOST else None, -1))

    def _cut(self, part: slice) -> Side:
        side = self.side
        return Side(side.tokens[part], side.alike[part], side.weights[part], side.costs[part])


def reused(texts: Sequence[Wording], index: Index, least: float = _BITS) -> list[tuple[Reuse, ...]]:
    """Give for each text what it reuses, of at least so many bits, in the order of the text.

    Several finds may lie over one place of a text: the same words may stand in many documents.
    """
    found: list[list[_Part]] = [[] for _ in texts]
    sides = {}
    for some in _batches(texts):
        anchors, bits = _anchors(some, texts, index)
        for number in some:
            sides[number] = _side(texts[number], bits[number])
        others = {document: _side(index.wording(document), None) for document in {one.document for one in anchors}}
        for part in _parts(anchors, sides, others):
            found[part.text].append(part)
        for number in some:
            found[number] = _joined(found[number], least)
    return [_reuse(text, parts, index) for text, parts in zip(texts, found, strict=True)]


def _batches(texts: Sequence[Wording]) -> Iterator[list[int]]:
    some: list[int] = []
    held = 0
    for number, text in enumerate(texts):
        some.append(number)
        held += len(text.content)
        if held > _AT_ONCE:
            yield some
            some, held = [], 0
    if some:
        yield some


def _anchors(some: list[int], texts: Sequence[Wording], index: Index) -> tuple[list[_Anchor], dict[int, Bits]]:
    # The texts' terms in one row, zeros between them, so that one question to the index serves for all.
    apart = np.zeros(_AROUND + LENGTH, np.uint32)
    row, begins = [apart], []
    asked, places = [], []
    at = len(apart)
    for number in some:
        terms = texts[number].terms[texts[number].content]
        prints = fingerprints(texts[number])
        row += [terms, apart]
        begins.append(at)
        asked.append(prints)
        places.append(at + np.arange(len(prints)))
        at += len(terms) + len(apart)
    mine = np.concatenate(row)
    place = np.concatenate(places).astype(np.int32)
    seeds = index.seeds(np.concatenate(asked), _COMMON)
    alone = rarities(mine, index)
    counts = np.zeros(len(mine) - LENGTH + 1, np.int32)
    counts[place] = seeds.counts
    bits = phrases(alone, counts, index.size)
    each = {
        number: bits[begin : begin + len(texts[number].content)] for number, begin in zip(some, begins, strict=True)
    }
    anchors = []
    places_mine = place[seeds.asked]
    order = np.lexsort((places_mine, seeds.places - places_mine, seeds.documents))
    documents, ours, theirs = seeds.documents[order], places_mine[order], seeds.places[order]
    follows = (documents[1:] == documents[:-1]) & (ours[1:] == ours[:-1] + 1) & (theirs[1:] == theirs[:-1] + 1)
    first = np.flatnonzero(np.concatenate([[True], ~follows])) if len(order) else np.empty(0, np.int64)
    length = np.diff(np.append(first, len(order))) + LENGTH - 1
    for block in range(0, len(first), 4096):
        part = slice(block, block + 4096)
        head = first[part]
        good = _agreement(mine, bits, documents[head], ours[head], theirs[head], index) >= _SUPPOSED
        for at, long in zip(head[good].tolist(), length[part][good].tolist(), strict=True):
            which = int(np.searchsorted(begins, ours[at], "right")) - 1
            mine_at = int(ours[at]) - begins[which]
            anchors.append(_Anchor(some[which], int(documents[at]), mine_at, int(theirs[at]), long))
    return anchors, each


def _agreement(mine: Numbers, bits: Bits, documents: Places, ours: Places, theirs: Places, index: Index) -> Bits:
    # What the terms around each seed may weigh at most, when the order of near ones is not looked at.
    around = np.arange(-_AROUND, LENGTH + _AROUND)
    at = np.clip(ours[:, None] + around, 0, len(mine) - 1)
    here, weight = mine[at], bits[at]
    there = index.around(documents, theirs, _AROUND + _ASIDE, LENGTH + _AROUND + _ASIDE)
    alike = np.zeros(here.shape, np.bool_)
    for aside in range(2 * _ASIDE + 1):
        alike |= here == there[:, aside : aside + here.shape[1]]
    score = np.where(alike & (here != 0), weight, -_UNEQUAL)
    behind = np.maximum(np.cumsum(score[:, _AROUND + LENGTH :], axis=1).max(axis=1), 0)
    before = np.maximum(np.cumsum(score[:, _AROUND - 1 :: -1], axis=1).max(axis=1), 0)
    found: Bits = weight[:, _AROUND : _AROUND + LENGTH].sum(axis=1) + behind + before
    return found


def _side(words: Wording, bits: Bits | None) -> _Side:
    plain = words.terms == 0
    alike = np.where(plain, _kin(words.tokens), words.terms)
    weights = np.full(len(alike), round(_PLAIN * _SCALE), np.int16)
    if bits is not None:
        weights[~plain] = np.round(bits * _SCALE)
    costs = np.where(plain, np.int16(_IDLE * _SCALE), np.int16(_UNEQUAL * _SCALE))
    return _Side(words, Side(words.tokens, alike, weights, costs))


_KIN_FROM, _KIN_TO = np.array(sorted((number_of(one), number_of(other)) for one, other in KIN.items()), np.uint32).T


def _kin(tokens: Numbers) -> Numbers:
    at = np.minimum(np.searchsorted(_KIN_FROM, tokens), len(_KIN_FROM) - 1)
    return np.where(_KIN_FROM[at] == tokens, _KIN_TO[at], tokens)


def _parts(anchors: list[_Anchor], sides: dict[int, _Side], others: dict[int, _Side]) -> Iterator[_Part]:
    # The longest anchor of each document first; those that lie in what it was extended to are done with it.
    key = attrgetter("text", "document")
    waiting = [
        sorted(group, key=attrgetter("length"), reverse=True) for _, group in groupby(sorted(anchors, key=key), key)
    ]
    while waiting:
        heads = [group[0] for group in waiting]
        inner = [_inside(one, sides[one.text], others[one.document]) for one in heads]
        behind = [
            (sides[one.text].after(part[-1][0] + 1), others[one.document].after(part[-1][1] + 1))
            for one, part in zip(heads, inner, strict=True)
        ]
        before = [
            (sides[one.text].before(part[0][0]), others[one.document].before(part[0][1]))
            for one, part in zip(heads, inner, strict=True)
        ]
        verbatim = round(_VERBATIM * _SCALE)
        grown = extended(before + behind, verbatim)
        left = []
        for group, part, (lost, back), (more, on) in zip(
            waiting, inner, grown[: len(heads)], grown[len(heads) :], strict=True
        ):
            one = group[0]
            side, other = sides[one.text].side, others[one.document].side
            score = sum(int(side.weights[i]) + verbatim * bool(side.tokens[i] == other.tokens[j]) for i, j in part)
            matched = [
                *((part[0][0] - 1 - i, part[0][1] - 1 - j) for i, j in reversed(back)),
                *part,
                *((part[-1][0] + 1 + i, part[-1][1] + 1 + j) for i, j in on),
            ]
            yield _Part(one.text, one.document, matched, (score + lost + more) / _SCALE)
            taken = set(matched)
            rest = [
                anchor for anchor in group[1:] if _first(anchor, sides[one.text], others[one.document]) not in taken
            ]
            if rest:
                left.append(rest)
        waiting = left


def _first(anchor: _Anchor, side: _Side, other: _Side) -> tuple[int, int]:
    return int(side.words.content[anchor.mine]), int(other.words.content[anchor.theirs])


def _inside(anchor: _Anchor, side: _Side, other: _Side) -> list[tuple[int, int]]:
    # The anchor's terms, and the words between two of them that are the same in both.
    ours = side.words.content[anchor.mine : anchor.mine + anchor.length].tolist()
    theirs = other.words.content[anchor.theirs : anchor.theirs + anchor.length].tolist()
    matched = [(ours[0], theirs[0])]
    alike, same = side.side.alike, other.side.alike
    for (i, j), (k, m) in pairwise(zip(ours, theirs, strict=True)):
        if k > i + 1 and m > j + 1:
            n = 1
            while i + n < k and j + n < m and alike[i + n] == same[j + n]:
                matched.append((i + n, j + n))
                n += 1
            back: list[tuple[int, int]] = []
            while (
                k - len(back) - 1 >= i + n
                and m - len(back) - 1 >= j + n
                and (alike[k - len(back) - 1] == same[m - len(back) - 1])
            ):
                back.append((k - len(back) - 1, m - len(back) - 1))
            matched += reversed(back)
        matched.append((k, m))
    return matched


def _joined(parts: list[_Part], least: float) -> list[_Part]:
    found: list[_Part] = []
    parts = [part for part in parts if part.bits >= _PART]
    for _, group in groupby(sorted(parts, key=lambda one: (one.document, one.matched[0])), attrgetter("document")):
        now: _Part | None = None
        for one in group:
            if now is not None and _near(now, one):
                kept = [pair for pair in one.matched if pair[0] > now.matched[-1][0]]
                if kept:
                    apart = max(0, kept[0][0] - now.matched[-1][0] - 1)
                    now.bits += one.bits * len(kept) / len(one.matched) - apart
                    now.matched += kept
                continue
            if now is not None:
                found.append(now)
            now = one
        if now is not None:
            found.append(now)
    return _best([part for part in found if part.bits >= least])


def _near(one: _Part, other: _Part) -> bool:
    if other.matched[0][0] - one.matched[-1][0] > _GAP:
        return False
    begins, ends = min(j for _, j in one.matched), max(j for _, j in one.matched)
    if other.matched[0][1] <= ends and begins <= other.matched[-1][1] and one.matched[-1][0] < other.matched[0][0]:
        return False
    return other.matched[0][1] - ends <= _APART and begins - other.matched[-1][1] <= _APART


def _best(parts: list[_Part]) -> list[_Part]:
    # Where one document has what another has, and clearly more of it, the other tells nothing.
    kept: list[_Part] = []
    for part in sorted(parts, key=lambda one: -one.bits):
        first, last = part.matched[0][0], part.matched[-1][0] + 1
        covered = any(
            min(last, one.matched[-1][0] + 1) - max(first, one.matched[0][0]) > 0.5 * (last - first)
            and part.bits < 0.9 * one.bits
            for one in kept
        )
        if not covered:
            kept.append(part)
    return kept


def _reuse(text: Wording, parts: list[_Part], index: Index) -> tuple[Reuse, ...]:
    found = []
    for part in parts:
        other = index.wording(part.document)
        ours = [i for i, _ in part.matched]
        theirs = [j for _, j in part.matched]
        pieces = []
        begin = 0
        run = longest = 1
        for at in range(1, len(ours) + 1):
            if at == len(ours) or (ours[at], theirs[at]) != (ours[at - 1] + 1, theirs[at - 1] + 1):
                pieces.append(
                    Piece(*text.span(ours[begin], ours[at - 1] + 1), *other.span(theirs[begin], theirs[at - 1] + 1))
                )
                begin = at
        same = [bool(text.tokens[i] == other.tokens[j]) for i, j in part.matched]
        run = longest = int(same[0])
        for at in range(1, len(ours)):
            go = (ours[at], theirs[at]) == (ours[at - 1] + 1, theirs[at - 1] + 1)
            run = (run + 1 if go else 1) if same[at] else 0
            longest = max(longest, run)
        start, end = _edges(text, min(ours), max(ours) + 1)
        found.append(
            Reuse(
                *text.span(start, end),
                part.document,
                *other.span(min(theirs), max(theirs) + 1),
                part.bits,
                len(ours),
                longest,
                tuple(pieces),
            )
        )
    return tuple(sorted(found, key=lambda one: (one.start, -one.bits)))


_STOPS = frozenset('.?!;:\n"“”«»')


def _edges(text: Wording, first: int, last: int) -> tuple[int, int]:
    # What is left of a sentence at an edge is taken in, if it is a word or two: what was changed at the edge of a
    # passage is seen by nothing else.
    for to in range(first, max(first - _EDGE, 0) - 1, -1):
        if to == 0 or not _STOPS.isdisjoint(text.text[text.ends[to - 1] : text.starts[to]]):
            first = to
            break
    for to in range(last, min(last + _EDGE, len(text.tokens)) + 1):
        if to == len(text.tokens) or not _STOPS.isdisjoint(text.text[text.ends[to - 1] : text.starts[to]]):
            last = to
            break
    return first, last
