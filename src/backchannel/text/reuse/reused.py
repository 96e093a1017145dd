"""Reuse: what of a text stands, word for word or lightly rewritten, in documents of an index.

Seed: runs of terms that both have, and around which enough agrees (`anchors`). Extend: from there both ways, token by
token, as far as what is shared outweighs what is not (`alignment`). Chain: what follows each other in a text and stands
near by in one document, in whatever order, is one find. Weigh: each shared word counts by how rare it is in the record
(`rarity`), a long run without a change counts besides, and the larger a record is, the more must chance be outweighed.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise
from math import log2
from operator import attrgetter

import numpy as np

from backchannel.text.fingerprints import Index
from backchannel.text.reuse.alignment import MOST, Pairs, Side, extended
from backchannel.text.reuse.anchors import Anchor, anchors
from backchannel.text.reuse.rarity import RECORD, Bits
from backchannel.text.terms import KIN
from backchannel.text.wording import Numbers, Wording, number

__all__ = ["LEAST", "Piece", "Reuse", "reused"]

LEAST = 60.0
"""Bits from which on a find is told: about five rare words in their order, or twelve common ones."""
_PROMISED = 36.0
"""Bits that the terms around an anchor promise before its document is opened."""
_PART = 20.0
"""Bits of each of the parts that are chained."""
_PLAIN, _VERBATIM = 1.5, 1.0
"""Bits that a shared word without a term tells, or one of its kin; and any shared word that was not inflected."""
_UNEQUAL, _IDLE = 5.0, 1.5
"""Bits that a word costs which only one of the two has; and one that has no term."""
_RUN, _LONG, _LONG_RUN = 10, 8, 4.0
"""Words of a run without a change that count a bit each, at most; from how many on it is long; and bits for that."""
_OF_NAMES = 0.3
"""What a name tells less than another word as rare: whoever writes of the same matter writes the same names."""
_NO_NAMES = 2
"""Words with a term that are no names, without which a run tells nothing: the long name of a body is printed alike."""
_NEIGHBOURS = 12
"""Words around a find in which names are told from a headline, all of which is printed in capitals."""
_SCALE = 4
"""Steps of a bit in which alignments are weighed."""

_BESIDE = 12
"""Words of the text that may stand between two parts of a find, and"""
_NEAR = 60
"""words of the document."""
_PARTED, _PARTED_THERE = 8, 24
"""Words of the text, or of the document, left out, by which finds are two, if each would be told by itself."""
_EDGE = 1
"""Words left over at the edge of a sentence that are taken in: a second one is as often "sources said"."""
_STOPS = frozenset('.?!;:\n"“”«»')

_LESSER = 0.9
"""Share of another find's weight below which a find over the same place is left out."""

_TERMS_AT_ONCE = 20_000
_DOCUMENTS_AT_ONCE = 200
_STRETCH = 256
"""Terms of a text in which one anchor for each document is extended at a time."""


@dataclass(frozen=True, slots=True)
class Piece:
    """Characters [start, end) of a text that are [begins, ends) of a document, apart from inflection."""

    start: int
    end: int
    begins: int
    ends: int


@dataclass(frozen=True, slots=True)
class Reuse:
    """Characters [start, end) of a text that reuse [begins, ends) of a document: how much, and how long word for word.

    `bits` is the weight of what they share, less that of what they do not; `shared` the words that stand in both; `run`
    the longest run of words that stand in both without a change; `pieces` what stands in both, in the text's order.
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


def reused(texts: Sequence[Wording], index: Index, least: float = LEAST) -> list[tuple[Reuse, ...]]:
    """Give for each text what it reuses, of at least so many bits, in the order of the text.

    Several finds may lie over one place of a text, where several documents have nearly the same words there; those of
    which one has clearly less are left out.
    """
    found: list[tuple[Reuse, ...]] = []
    for batch in _batches(texts):
        told: dict[int, list[Reuse]] = defaultdict(list)
        held, bits = anchors(batch, index, min(_PROMISED, least))
        ours = {text: _Compared.of(batch[text], bits[text]) for text in {anchor.text for anchor in held}}
        for group in _by_documents(held):
            theirs = {document: _Compared.of(index.wording(document)) for document in {one.document for one in group}}
            for part in _parted(_chained(_extended(group, ours, theirs)), ours, least):
                one = _told(part, ours[part.text], theirs[part.document].words, index.size)
                if one.bits >= least:
                    told[part.text].append(one)
        found += [_without_lesser(told[text]) for text in range(len(batch))]
    return found


@dataclass(frozen=True, slots=True)
class _Compared:
    # A text, and what each of its tokens weighs, costs and is alike to.
    words: Wording
    side: Side

    @classmethod
    def of(cls, words: Wording, bits: Bits | None = None) -> "_Compared":
        plain = words.terms == 0
        alike = np.where(plain, _kin(words.tokens), words.terms)
        weights = np.full(len(alike), _PLAIN * _SCALE, np.int16)
        if bits is not None:
            weights[words.content] = np.round(bits * _SCALE)
        costs = np.where(plain, np.int16(_IDLE * _SCALE), np.int16(_UNEQUAL * _SCALE))
        return cls(words, Side(words.tokens, alike, weights, costs))

    def behind(self, token: int) -> Side:
        return self.side[token : token + MOST]

    def before(self, token: int) -> Side:
        return self.side[max(0, token - MOST) : token][::-1]


@dataclass(slots=True)
class _Part:
    # Tokens of a text and of a document that are matched, in the order of the text; and what that weighs.
    text: int
    document: int
    matched: Pairs
    bits: float


def _batches(texts: Sequence[Wording]) -> Iterator[Sequence[Wording]]:
    first = held = 0
    for end, text in enumerate(texts, 1):
        held += len(text.content)
        if held > _TERMS_AT_ONCE or end == len(texts):
            yield texts[first:end]
            first, held = end, 0


def _by_documents(held: list[Anchor]) -> Iterator[list[Anchor]]:
    by_document = attrgetter("document")
    group: list[Anchor] = []
    documents = 0
    for _, some in groupby(sorted(held, key=by_document), by_document):
        group += some
        documents += 1
        if documents == _DOCUMENTS_AT_ONCE:
            yield group
            group, documents = [], 0
    yield group


def _extended(held: list[Anchor], ours: dict[int, _Compared], theirs: dict[int, _Compared]) -> Iterator[_Part]:
    # The longest anchor of a stretch first; those that lie in what it was extended to are done with it.
    def stretch(anchor: Anchor) -> tuple[int, int, int]:
        return anchor.text, anchor.document, anchor.mine // _STRETCH

    waiting = [
        sorted(group, key=attrgetter("length"), reverse=True)
        for _, group in groupby(sorted(held, key=stretch), stretch)
    ]
    verbatim = round(_VERBATIM * _SCALE)
    while waiting:
        sides = [(ours[group[0].text], theirs[group[0].document]) for group in waiting]
        inner = [_within(group[0], *both) for group, both in zip(waiting, sides, strict=True)]
        grown = extended(
            [
                pair
                for part, (one, other) in zip(inner, sides, strict=True)
                for pair in (
                    (one.before(part[0][0]), other.before(part[0][1])),
                    (one.behind(part[-1][0] + 1), other.behind(part[-1][1] + 1)),
                )
            ],
            verbatim,
        )
        left = []
        for at, (group, part, (one, other)) in enumerate(zip(waiting, inner, sides, strict=True)):
            (more, back), (yet_more, on) = grown[2 * at : 2 * at + 2]
            matched = [
                *((part[0][0] - 1 - i, part[0][1] - 1 - j) for i, j in reversed(back)),
                *part,
                *((part[-1][0] + 1 + i, part[-1][1] + 1 + j) for i, j in on),
            ]
            score = more + one.side.weight(other.side, part, verbatim) + yet_more
            yield _Part(group[0].text, group[0].document, matched, score / _SCALE)
            done = set(matched)
            rest = [
                anchor
                for anchor in group[1:]
                if (one.words.content[anchor.mine], other.words.content[anchor.theirs]) not in done
            ]
            if rest:
                left.append(rest)
        waiting = left


def _within(anchor: Anchor, one: _Compared, other: _Compared) -> Pairs:
    # The anchor's terms, and the words between two of them that are the same in both.
    ours = one.words.content[anchor.mine : anchor.mine + anchor.length].tolist()
    theirs = other.words.content[anchor.theirs : anchor.theirs + anchor.length].tolist()
    matched = []
    mine, there = one.side.alike, other.side.alike
    for here, following in pairwise(zip(ours, theirs, strict=True)):
        between = min(following[0] - here[0], following[1] - here[1])
        on = 1
        while on < between and mine[here[0] + on] == there[here[1] + on]:
            on += 1
        back = 0
        while on + back < between and mine[following[0] - 1 - back] == there[following[1] - 1 - back]:
            back += 1
        matched += [(here[0] + at, here[1] + at) for at in range(on)]
        matched += [(following[0] - at, following[1] - at) for at in range(back, 0, -1)]
    matched.append((ours[-1], theirs[-1]))
    return matched


def _chained(parts: Iterable[_Part]) -> Iterator[_Part]:
    def where(part: _Part) -> tuple[int, int]:
        return part.text, part.document

    kept = sorted((part for part in parts if part.bits >= _PART), key=lambda one: (*where(one), one.matched[0]))
    for _, group in groupby(kept, where):
        chain: _Part | None = None
        for part in group:
            if chain is not None and _follows(chain, part):
                more = [pair for pair in part.matched if pair[0] > chain.matched[-1][0]]
                if more:
                    between = max(0, more[0][0] - chain.matched[-1][0] - 1)
                    chain.bits += part.bits * len(more) / len(part.matched) - between
                    chain.matched += more
                continue
            if chain is not None:
                yield chain
            chain = part
        if chain is not None:
            yield chain


def _follows(chain: _Part, part: _Part) -> bool:
    # In the text behind the chain; in the document before or behind it, but not the same words once more.
    between = part.matched[0][0] - chain.matched[-1][0]
    begins, ends = min(j for _, j in chain.matched), max(j for _, j in chain.matched)
    if between > _BESIDE or part.matched[0][1] - ends > _NEAR or begins - part.matched[-1][1] > _NEAR:
        return False
    return between <= 0 or part.matched[0][1] > ends or part.matched[-1][1] < begins


def _parted(parts: Iterable[_Part], ours: dict[int, _Compared], least: float) -> Iterator[_Part]:
    # What was chained over words of the text's own, or from two places of the document, is several finds.
    for part in parts:
        cuts = [
            at
            for at, ((i, j), (i_next, j_next)) in enumerate(pairwise(part.matched), 1)
            if i_next - i > _PARTED or j_next - j > _PARTED_THERE
        ]
        weights = ours[part.text].side.weights
        pieces = [part.matched[first:last] for first, last in pairwise([0, *cuts, len(part.matched)])]
        bits = [sum(int(weights[i]) for i, _ in piece) / _SCALE for piece in pieces]
        if min(bits) < least:
            yield part
        else:
            share = part.bits / sum(bits)
            for piece, weight in zip(pieces, bits, strict=True):
                yield _Part(part.text, part.document, piece, share * weight)


def _told(part: _Part, compared: _Compared, document: Wording, size: int) -> Reuse:
    text = compared.words
    pieces = []
    run = longest = first = 0
    matched = part.matched
    for at, (i, j) in enumerate(matched):
        follows = at > 0 and matched[at - 1] == (i - 1, j - 1)
        if at > 0 and not follows:
            pieces.append(_piece(matched[first], matched[at - 1], text, document))
            first = at
        same = text.tokens[i] == document.tokens[j]
        run = (run + 1 if follows else 1) if same else 0
        longest = max(longest, run)
    pieces.append(_piece(matched[first], matched[-1], text, document))
    there = [j for _, j in matched]
    names = _names(text, [i for i, _ in matched])
    bits = part.bits - _OF_NAMES * sum(int(compared.side.weights[i]) for i in names) / _SCALE
    if sum(bool(text.terms[i]) for i, _ in matched) >= len(names) + _NO_NAMES:
        bits += min(longest, _RUN) + _LONG_RUN * (longest >= _LONG)
    return Reuse(
        *text.span(*_to_edges(text, matched[0][0], matched[-1][0] + 1)),
        part.document,
        *document.span(min(there), max(there) + 1),
        bits - log2(1 + size / RECORD),
        len(matched),
        longest,
        tuple(pieces),
    )


def _piece(first: tuple[int, int], last: tuple[int, int], text: Wording, document: Wording) -> Piece:
    return Piece(*text.span(first[0], last[0] + 1), *document.span(first[1], last[1] + 1))


def _names(text: Wording, matched: list[int]) -> list[int]:
    # The words that are printed as names are, unless others are too: in capitals throughout, or in a headline's line.
    def is_capital(at: int) -> bool:
        return text.text[text.starts[at]].isupper()

    if any(not text.terms[at] and text.text[text.starts[at] : text.starts[at] + 2].isupper() for at in matched):
        return []
    first, last = max(0, matched[0] - _NEIGHBOURS), min(len(text.tokens), matched[-1] + 1 + _NEIGHBOURS)
    begin = text.text.rfind("\n", text.starts[first], text.starts[matched[0]])
    end = text.text.find("\n", text.ends[matched[-1]], text.ends[last - 1])
    line = [
        at
        for at in range(first, last)
        if text.terms[at] and text.starts[at] > begin and (end < 0 or text.starts[at] < end)
    ]
    if all(is_capital(at) for at in line):
        return []
    return [at for at in matched if text.terms[at] and is_capital(at) and not _is_sentence_edge(text, at)]


def _to_edges(text: Wording, first: int, last: int) -> tuple[int, int]:
    # A word or two that are left of a sentence were changed at its edge, where nothing behind them is shared.
    begins = range(first, max(first - _EDGE, 0) - 1, -1)
    ends = range(last, min(last + _EDGE, len(text.tokens)) + 1)
    return (
        next((at for at in begins if _is_sentence_edge(text, at)), first),
        next((at for at in ends if _is_sentence_edge(text, at)), last),
    )


def _is_sentence_edge(text: Wording, at: int) -> bool:
    # Whether a sentence, or what is quoted, begins with this token or ended with the one before.
    if at in (0, len(text.tokens)):
        return True
    return not _STOPS.isdisjoint(text.text[text.ends[at - 1] : text.starts[at]])


def _without_lesser(found: list[Reuse]) -> tuple[Reuse, ...]:
    # Where one document has what another has, and clearly more of it, the other tells nothing.
    kept: list[Reuse] = []
    for group in _overlapping(sorted(found, key=attrgetter("start"))):
        told: list[Reuse] = []
        for one in sorted(group, key=lambda one: -one.bits):
            half = (one.end - one.start) / 2
            if not any(
                one.bits < _LESSER * more.bits and min(one.end, more.end) - max(one.start, more.start) > half
                for more in told
            ):
                told.append(one)
        kept += sorted(told, key=lambda one: (one.start, -one.bits))
    return tuple(kept)


def _overlapping(found: list[Reuse]) -> Iterator[list[Reuse]]:
    group: list[Reuse] = []
    end = 0
    for one in found:
        if group and one.start >= end:
            yield group
            group = []
        group.append(one)
        end = max(end, one.end)
    if group:
        yield group


_FUNCTION_WORDS, _THEIR_KIN = np.array(sorted((number(one), number(other)) for one, other in KIN.items()), np.uint32).T


def _kin(tokens: Numbers) -> Numbers:
    at = np.minimum(np.searchsorted(_FUNCTION_WORDS, tokens), len(_FUNCTION_WORDS) - 1)
    return np.where(_FUNCTION_WORDS[at] == tokens, _THEIR_KIN[at], tokens)
