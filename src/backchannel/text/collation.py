"""Two printings of one document side by side: which passage is which, each difference of wording, what fills a gap.

`collate` lays the words of two documents over each other (the longest common subsequence, between stretches that occur
just once in either), and gives rows: the passages of the first and of the second that hold the same words, in the order
of both. A row says how it stands:

    same      to the character
    typeset   the same words, set otherwise: capitals, quotation marks, apostrophes, dashes
    differs   some words are others
    filled    one prints a gap where the other prints words
    first     only the first has it
    second    only the second has it

Each difference gives the characters in either passage. `fill` reads the first with its gaps filled from the second,
each filled passage with the address it comes from.
"""

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from rapidfuzz.distance import LCSseq

from backchannel.errors import UsageError
from backchannel.record.document import Document
from backchannel.record.passage import Passage
from backchannel.record.printed import gaps
from backchannel.text.folding import Token, fold, tokens

__all__ = ["STATES", "Difference", "Filled", "Row", "collate", "fill"]

STATES = {
    "same": "the same to the character",
    "typeset": "the same words, set otherwise",
    "differs": "some words are others",
    "filled": "a gap in one, words in the other",
    "first": "only in the first",
    "second": "only in the second",
}

WORDS = 60_000
"""Words of the longest document that is collated; the longest that was ever printed has half as many."""

_ANCHOR = 6
"""Words of a stretch that, where it occurs once in both, ties them together."""

_STRAY = 3
"""Words in a row that unrelated passages have in common by chance; they tie nothing."""


@dataclass(frozen=True, slots=True)
class Difference:
    """Characters [start, end) of a passage of the first, and of one of the second, that are not the same.

    `kind` is `wording`, `typeset` or `gap`. Either span may be empty: there the other has words more.
    """

    kind: str
    first: tuple[int, int, int]
    second: tuple[int, int, int]


@dataclass(frozen=True, slots=True)
class Row:
    """Passages of the first and of the second that belong together, by number; how they stand (see STATES)."""

    state: str
    first: tuple[int, ...]
    second: tuple[int, ...]
    differences: tuple[Difference, ...] = ()


@dataclass(frozen=True, slots=True)
class Filled:
    """A passage of the first, or one of the second where the first has a gap; `address` says which document's it is."""

    passage: Passage
    address: str
    fills: int | None = None
    """The number of the passage of the first whose gap it fills."""


@dataclass(frozen=True, slots=True)
class _Side:
    """The words of one document, each with the index of its passage."""

    passages: tuple[Passage, ...]
    words: list[tuple[int, Token]] = field(default_factory=list)

    def ids(self, numbers: dict[str, int]) -> list[int]:
        return [numbers.setdefault(word.text, len(numbers)) for _, word in self.words]


def collate(first: Document, second: Document) -> tuple[Row, ...]:
    """Give the rows of two printings in their order. UsageError if one is longer than WORDS."""
    one, other = _side(first), _side(second)
    matches = _without_strays(_matches(one, other))
    return tuple(_joined_gaps(list(_rows(one, other, matches)), one, other))


def fill(first: Document, second: Document, rows: Iterable[Row], names: tuple[str, str]) -> tuple[Filled, ...]:
    """Read the first with its gaps filled from the second; `names` are the addresses of the two documents.

    Every passage of the first stays, its gaps too; after a passage that is a gap come those of the second that it left
    out.
    """
    filled: list[Filled] = []
    for row in rows:
        filled += [Filled(first.passages[n - 1], f"{names[0]}/{n}") for n in row.first]
        if row.state == "filled" and _is_gap(first.passages[row.first[0] - 1]):
            filled += [Filled(second.passages[n - 1], f"{names[1]}/{n}", row.first[0]) for n in row.second]
    return tuple(filled)


def _side(document: Document) -> _Side:
    side = _Side(document.passages)
    for index, passage in enumerate(document.passages):
        side.words.extend((index, word) for word in tokens(fold(passage.text)))
    if len(side.words) > WORDS:
        raise UsageError(f"A document of {len(side.words)} words is too long to collate; {WORDS} are the most.")
    return side


def _matches(one: _Side, other: _Side) -> list[tuple[int, int]]:
    """Pairs of places of one word in both, rising in both."""
    numbers: dict[str, int] = {}
    a, b = one.ids(numbers), other.ids(numbers)
    pairs: list[tuple[int, int]] = []
    before = (0, 0)
    for anchor in [*_anchors(a, b), (len(a), len(b))]:
        for run in LCSseq.opcodes(a[before[0] : anchor[0]], b[before[1] : anchor[1]]):
            if run.tag == "equal":
                start = (before[0] + run.src_start, before[1] + run.dest_start)
                pairs.extend((start[0] + i, start[1] + i) for i in range(run.src_end - run.src_start))
        before = anchor
    return pairs


def _anchors(a: Sequence[int], b: Sequence[int]) -> list[tuple[int, int]]:
    """Where stretches begin that stand once in either, the longest series that rises in both."""
    there = _once(b)
    found = [(i, there[stretch]) for stretch, i in _once(a).items() if stretch in there]
    ends: list[int] = []
    chain: list[tuple[int, int]] = []
    back: list[int] = []
    tops: list[int] = []
    for at, (_, j) in enumerate(found):
        place = bisect_left(ends, j)
        ends[place:] = [j, *ends[place + 1 :]]
        tops[place:] = [at, *tops[place + 1 :]]
        back.append(tops[place - 1] if place else -1)
    at = tops[-1] if tops else -1
    while at >= 0:
        chain.append(found[at])
        at = back[at]
    return chain[::-1]


def _once(ids: Sequence[int]) -> dict[tuple[int, ...], int]:
    stretches = [tuple(ids[i : i + _ANCHOR]) for i in range(len(ids) - _ANCHOR + 1)]
    counts = Counter(stretches)
    return {stretch: i for i, stretch in enumerate(stretches) if counts[stretch] == 1}


def _without_strays(pairs: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Drop short runs of matches that have nothing of their kind near them on either side."""
    runs: list[list[tuple[int, int]]] = []
    for pair in pairs:
        if runs and (pair[0] - 1, pair[1] - 1) == runs[-1][-1]:
            runs[-1].append(pair)
        else:
            runs.append([pair])
    kept = []
    for index, run in enumerate(runs):
        near = [runs[i] for i in (index - 1, index + 1) if 0 <= i < len(runs)]
        gap = min((_distance(run, neighbour) for neighbour in near), default=0)
        if len(run) > _STRAY or gap <= 2 * len(run) + 2:
            kept += run
    return kept


def _distance(run: list[tuple[int, int]], other: list[tuple[int, int]]) -> int:
    first, second = sorted((run, other), key=lambda pairs: pairs[0])
    return max(second[0][0] - first[-1][0], second[0][1] - first[-1][1]) - 1


def _rows(one: _Side, other: _Side, pairs: list[tuple[int, int]]) -> Iterator[Row]:
    links = Counter((one.words[i][0], other.words[j][0]) for i, j in pairs)
    sizes = Counter(index for index, _ in one.words), Counter(index for index, _ in other.words)
    real = sorted(link for link, count in links.items() if count >= min(_STRAY, sizes[0][link[0]], sizes[1][link[1]]))
    at = (0, 0)
    index = 0
    while index < len(real):
        a, b = [real[index][0]], [real[index][1]]
        while index < len(real) and (real[index][0] in a or real[index][1] in b):
            a.append(real[index][0])
            b.append(real[index][1])
            index += 1
        yield from _alone(at, (min(a), min(b)))
        group = range(min(a), max(a) + 1), range(min(b), max(b) + 1)
        yield _row(one, other, pairs, group)
        at = (max(a) + 1, max(b) + 1)
    yield from _alone(at, (len(one.passages), len(other.passages)))


def _alone(start: tuple[int, int], end: tuple[int, int]) -> Iterator[Row]:
    for index in range(start[0], end[0]):
        yield Row("first", (index + 1,), ())
    for index in range(start[1], end[1]):
        yield Row("second", (), (index + 1,))


def _row(one: _Side, other: _Side, pairs: list[tuple[int, int]], group: tuple[range, range]) -> Row:
    numbers = tuple(i + 1 for i in group[0]), tuple(i + 1 for i in group[1])
    texts = [one.passages[i].text for i in group[0]], [other.passages[i].text for i in group[1]]
    if texts[0] == texts[1]:
        return Row("same", *numbers)
    inside = [(i, j) for i, j in pairs if one.words[i][0] in group[0] and other.words[j][0] in group[1]]
    found = tuple(_merged(_differences(one, other, inside, group)))
    kinds = {difference.kind for difference in found}
    state = "differs" if "wording" in kinds else "filled" if "gap" in kinds else "typeset"
    return Row(state, *numbers, found)


def _differences(
    one: _Side, other: _Side, pairs: list[tuple[int, int]], group: tuple[range, range]
) -> Iterator[Difference]:
    """What lies between matched words, and how matched words are set."""
    last = (_first_of(one, group[0].start) - 1, _first_of(other, group[1].start) - 1)
    ends = (_first_of(one, group[0].stop), _first_of(other, group[1].stop))
    for i, j in [*pairs, ends]:
        left, right = _stretch(one, last[0] + 1, i, group[0]), _stretch(other, last[1] + 1, j, group[1])
        if i - last[0] > 1 or j - last[1] > 1:
            words_ = one.passages[left[0]].text[slice(*left[1:])], other.passages[right[0]].text[slice(*right[1:])]
            kind = "gap" if any(gaps.find(text) for text in words_) else "wording"
            yield Difference(kind, (left[0] + 1, *left[1:]), (right[0] + 1, *right[1:]))
        elif (i, j) != ends or left[1:] != right[1:]:
            yield from _setting(one, other, left, right)
        if (i, j) != ends:
            yield from _setting(one, other, _place(one, i), _place(other, j))
        last = (i, j)


def _merged(differences: Iterable[Difference]) -> Iterator[Difference]:
    """Join differences of setting that have no more than a space between them."""
    last: Difference | None = None
    for one in differences:
        if (
            last
            and last.kind == one.kind == "typeset"
            and _near(last.first, one.first)
            and _near(last.second, one.second)
        ):
            last = Difference("typeset", (*last.first[:2], one.first[2]), (*last.second[:2], one.second[2]))
            continue
        if last:
            yield last
        last = one
    if last:
        yield last


def _near(before: tuple[int, int, int], after: tuple[int, int, int]) -> bool:
    return before[0] == after[0] and after[1] - before[2] <= 2


def _setting(one: _Side, other: _Side, left: tuple[int, int, int], right: tuple[int, int, int]) -> Iterator[Difference]:
    texts = one.passages[left[0]].text[slice(*left[1:])], other.passages[right[0]].text[slice(*right[1:])]
    if texts[0] != texts[1] and (left[1] < left[2] or right[1] < right[2]):
        yield Difference("typeset", (left[0] + 1, *left[1:]), (right[0] + 1, *right[1:]))


def _place(side: _Side, at: int) -> tuple[int, int, int]:
    index, word = side.words[at]
    return index, word.start, word.end


def _first_of(side: _Side, passage: int) -> int:
    return bisect_left(side.words, passage, key=lambda item: item[0])


def _stretch(side: _Side, start: int, end: int, group: range) -> tuple[int, int, int]:
    """The characters between the word before `start` and the word `end`, in the passage where most of them stand."""
    inside = [index for index, _ in side.words[start:end]] or [
        side.words[at][0] for at in (end, start - 1) if 0 <= at < len(side.words) and side.words[at][0] in group
    ]
    index = Counter(inside).most_common(1)[0][0] if inside else group.start
    before = side.words[start - 1] if start > 0 else None
    after = side.words[end] if end < len(side.words) else None
    left = before[1].end if before and before[0] == index else 0
    right = after[1].start if after and after[0] == index else len(side.passages[index].text)
    return index, left, max(left, right)


def _joined_gaps(rows: list[Row], one: _Side, other: _Side) -> Iterator[Row]:
    """Join a passage that is a gap with the passages alone beside it: they are what it left out."""
    at = 0
    while at < len(rows):
        run = []
        while at < len(rows) and rows[at].state in ("first", "second"):
            run.append(rows[at])
            at += 1
        first = tuple(n for row in run for n in row.first)
        second = tuple(n for row in run for n in row.second)
        if first and second and (_all_gaps(one, first) or _all_gaps(other, second)):
            yield Row("filled", first, second)
        else:
            yield from run
        if at < len(rows):
            yield rows[at]
            at += 1


def _all_gaps(side: _Side, numbers: tuple[int, ...]) -> bool:
    return all(_is_gap(side.passages[number - 1]) for number in numbers)


def _is_gap(passage: Passage) -> bool:
    found = gaps.find(passage.text)
    return bool(found) and found[0].start <= 1 and found[-1].end >= len(passage.text.rstrip(" .")) - 1
