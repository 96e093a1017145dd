"""What a quotation has otherwise than a document, place by place, and what it leaves out."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from backchannel.text.folding import fold, words
from backchannel.text.quotations.alignment import Aligned, Run
from backchannel.text.quotations.figures import figure
from backchannel.text.quotations.kept import Kept
from backchannel.text.quotations.likeness import likeness
from backchannel.text.quotations.parts import Parts
from backchannel.text.quotations.sense import negations

__all__ = ["Difference", "differences", "verified"]

_EDGE = 4
"""Words of a document that are given for as many at an end of a quotation that do not stand there."""

_AND = ("و", "ف")
"""Arabic writes "and" and "so" as one with the word that follows; a quotation may begin behind them."""


@dataclass(frozen=True, slots=True)
class Difference:
    """Characters [start, end) of the draft that stand where a document has [begins, ends); either may be empty.

    `kind` is `words` for other words, `left out` for what the quotation says that it leaves out or replaces, or what
    `likeness` calls it. `negation` says that there is a negation more or less.
    """

    kind: str
    start: int
    end: int
    begins: int
    ends: int
    negation: bool = False


def verified(parts: Parts, aligned: Aligned, kept: Kept) -> Aligned:
    """Give the runs that are the same words in truth, and not only by their numbers."""
    runs: list[Run] = []
    for run in aligned.runs:
        begins, ends = kept.span(run.kept, run.kept + run.length)
        there = words(fold(kept.text[begins:ends]).text)
        mine = parts.texts[run.quoted : run.quoted + run.length]
        if list(mine) == there:
            runs.append(run)
        else:
            runs += [
                Run(run.quoted + i, run.kept + i, 1)
                for i, (one, other) in enumerate(zip(mine, there, strict=False))
                if one == other
            ]
    return Aligned(tuple(runs))


def differences(draft: str, parts: Parts, aligned: Aligned, kept: Kept) -> tuple[Difference, ...]:
    """Give what lies between the runs that a quotation shares with a document, one run at least, and beside them."""
    found = [one for stretch in _stretches(parts, aligned, kept) for one in _told(draft, parts, kept, *stretch)]
    if any(map(str.isdigit, parts.texts)):
        found += [one for run in aligned.runs for one in _other_numbers(draft, parts, kept, run)]
    found += _put_in(parts, aligned, kept, found)
    return tuple(sorted(found, key=lambda one: one.start))


Stretch = tuple[int, int, int, int]
"""Words [first, last) of a quotation for words [begins, ends) of a document."""


def _stretches(parts: Parts, aligned: Aligned, kept: Kept) -> Iterator[Stretch]:
    runs: Sequence[Run] = aligned.runs
    first = runs[0]
    if first.quoted:
        yield 0, first.quoted, max(0, first.kept - min(first.quoted, _EDGE)), first.kept
    for one, other in pairwise(runs):
        stretch = one.quoted + one.length, other.quoted, one.kept + one.length, other.kept
        if stretch[0] < stretch[1] or stretch[2] < stretch[3]:
            yield stretch
    last = runs[-1]
    end, there = last.quoted + last.length, last.kept + last.length
    if end < len(parts.words):
        yield end, len(parts.words), there, min(len(kept.starts), there + min(len(parts.words) - end, _EDGE))


def _told(draft: str, parts: Parts, kept: Kept, first: int, last: int, begins: int, ends: int) -> Iterator[Difference]:
    start, end = _mine(parts, first, last)
    there = kept.span(begins, ends) if begins < ends else (_place(kept, begins), _place(kept, begins))
    mine, theirs = parts.texts[first:last], tuple(words(fold(kept.text[slice(*there)]).text))
    gap = any(first <= one.at <= last and one.kind != "letters" for one in parts.gaps)
    if gap and first == last:
        kind = "left out"
    elif not first and mine and theirs in [(f"{one}{mine[0]}",) for one in _AND] and len(mine) == 1:
        yield Difference("setting", start, end, *there)
        return
    else:
        kind = likeness(mine, theirs, _raw(draft[start:end]), _raw(kept.text[slice(*there)])) or "words"
    yield Difference(kind, start, end, *there, negations(mine) != negations(theirs))


def _put_in(parts: Parts, aligned: Aligned, kept: Kept, found: Sequence[Difference]) -> Iterator[Difference]:
    """Give the negations in brackets where a document has none: brackets explain, and turn nothing round."""
    replaced = {one.start for one in found if one.kind == "left out" and one.negation}
    for gap in parts.gaps:
        at = _mine(parts, gap.at, gap.at)[0]
        if gap.words and at not in replaced and negations(words(fold(gap.words).text)):
            before = [run for run in aligned.runs if run.quoted < gap.at]
            place = int(kept.starts[aligned.runs[0].kept])
            if before:
                place = _place(kept, before[-1].kept + min(before[-1].length, gap.at - before[-1].quoted))
            yield Difference("words", gap.start, gap.end, place, place, negation=True)


def _other_numbers(draft: str, parts: Parts, kept: Kept, run: Run) -> Iterator[Difference]:
    """Give the numbers of a run that have the same digits in both, and are not the same."""
    told = 0
    for at in range(run.length):
        word = parts.words[run.quoted + at]
        if word.text.isdigit() and word.start >= told:
            mine = figure(draft, word.start, word.end)
            theirs = figure(kept.text, *kept.span(run.kept + at, run.kept + at + 1))
            if mine and theirs and mine[2] != theirs[2]:
                yield Difference("words", *mine[:2], *theirs[:2])
                told = mine[1]


def _raw(text: str) -> str:
    # With the ends of lines, which divide words that one text has whole.
    return text.casefold()


def _mine(parts: Parts, first: int, last: int) -> tuple[int, int]:
    if first < last:
        return parts.words[first].start, parts.words[last - 1].end
    at = parts.words[first - 1].end if first else parts.words[0].start
    return at, at


def _place(kept: Kept, at: int) -> int:
    return int(kept.ends[at - 1]) if at else int(kept.starts[0]) if len(kept.starts) else 0
