"""Excerpts: the passage of a document that answers a search, with the words of it that do, from the text as it stands.

Phrases are found as the index finds them: over the end of a passage into the beginning of the next one, and in any
setting. The excerpt is the stretch with the most of what was asked.
"""

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from backchannel.record.address import Address
from backchannel.record.stored import Texts
from backchannel.text.folding import fold, occurrences
from backchannel.text.query import Phrase

__all__ = ["Excerpt", "excerpt"]

_LENGTH = 240
_BEFORE = 70
"""Characters of an excerpt, and of those what stands before the first word that was asked for."""
_CLOSE = 180
"""Characters within which what was found belongs together."""
_WORD = 20
"""Characters that are looked through for the end of a word."""
_PASSAGE_ENDS = " ¶ "
_SPACE = re.compile(r"\s")


@dataclass(frozen=True, slots=True)
class Excerpt:
    """A piece of a document: the place it is from (`3`, `n2`, `h1`; empty for the document), the words, the marks.

    `until` is the place where what was found ends, if that is the next passage: its beginning then stands behind a ¶.
    `marks` are spans of `text`. A line feed of the original is a space here; … stands where the passage goes on.
    """

    place: str
    until: str
    text: str
    marks: tuple[tuple[int, int], ...]


class _Series:
    """Texts that follow each other as a reader reads them, each with its place, and all of them as one."""

    def __init__(self, parts: Iterable[tuple[str, str]], favour: float = 1.0, *, apart: bool = True) -> None:
        """Take (place, text) of each; `favour` says how much a finding here counts, `apart` that none is of two."""
        self.favour = favour
        self.apart = apart
        self.places: list[str] = []
        self.starts: list[int] = []
        texts, at = [], 0
        for place, text in parts:
            self.places.append(place)
            self.starts.append(at)
            texts.append(text)
            at += len(text) + 1
        self.text = "\n".join(texts)
        self.ends = [start + len(text) for start, text in zip(self.starts, texts, strict=True)]

    def part(self, at: int) -> int:
        """Give the number of the part in which a character stands."""
        return bisect_right(self.starts, at) - 1


@dataclass(frozen=True, slots=True)
class _Found:
    """Something that was asked for: its number, where it stands in its series, and in which part it begins."""

    wanted: int
    start: int
    end: int
    part: int


def excerpt(texts: Texts, wanted: Sequence[tuple[Phrase, float]]) -> Excerpt:
    """Give the piece of a document that has most of what is wanted, by the weight of each; else its beginning."""
    best: tuple[float, _Series, list[_Found]] | None = None
    for series in _series(texts):
        weight, found = _richest(_find(series, wanted), [weight for _, weight in wanted])
        if found and (best is None or weight * series.favour > best[0]):
            best = weight * series.favour, series, found
            if weight == sum(weight for _, weight in wanted):
                break
    return _cut(best[1], best[2]) if best else _beginning(texts)


def _series(texts: Texts) -> Iterator[_Series]:
    """Give the texts of a document in their series; the body is favoured: it is what one reads."""
    yield _Series(((str(number), text) for number, text in enumerate(texts.passages, 1)), 1.1, apart=False)
    head = ((f"h{number}" if texts.has_head else "", text) for number, text in enumerate(texts.head, 1))
    yield _Series(head)
    yield _Series(
        (Address("", "n", number, inner if len(note) > 1 else 0).place, text)
        for number, note in enumerate(texts.notes, 1)
        for inner, text in enumerate(note, 1)
    )


def _find(series: _Series, wanted: Sequence[tuple[Phrase, float]]) -> list[_Found]:
    """Give what is found, in order; what begins within something else that was found is a part of it."""
    folded = fold(series.text)
    spans = [
        (start, -end, number)
        for number, (one, _) in enumerate(wanted)
        for start, end in occurrences(folded.text, one.tokens, beginning=one.beginning)
    ]
    found, last = [], 0
    for first, end, number in sorted(spans):
        if first >= last:
            last = -end
            start, stop = folded.original(first, last)
            part = series.part(start)
            if stop <= series.ends[part] or not series.apart:
                found.append(_Found(number, start, stop, part))
    return found


def _richest(found: list[_Found], weights: list[float]) -> tuple[float, list[_Found]]:
    """Give the stretch within a passage with most of the different things that were asked, and its weight."""
    best, chosen = 0.0, list[_Found]()
    first = 0
    for index, one in enumerate(found):
        while found[first].start < one.start - _CLOSE or found[first].part < one.part:
            first += 1
        weight = sum(weights[number] for number in {other.wanted for other in found[first : index + 1]})
        if weight > best:
            best, chosen = weight, found[first : index + 1]
    return best, chosen


def _cut(series: _Series, found: list[_Found]) -> Excerpt:
    number = found[0].part
    last = series.part(found[-1].end - 1)
    begins, ends = series.starts[number], series.ends[number]
    start = begins + _word_before(series.text[begins:ends], found[0].start - begins - _BEFORE)
    end = ends if last > number else start + _word_after(series.text[start:ends], _LENGTH)
    pieces = ["… " if start > begins else "", series.text[start:end]]
    spans = [(start, end, len(pieces[0]))]
    if last > number:
        start, ends = series.starts[last], series.ends[last]
        end = start + _word_after(series.text[start:ends], max(_BEFORE, _LENGTH - len(pieces[1])))
        pieces.append(_PASSAGE_ENDS)
        spans.append((start, end, sum(map(len, pieces))))
        pieces.append(series.text[start:end])
    pieces.append(" …" if end < ends else "")
    marks = []
    for start, end, place in spans:
        for one in found:
            if one.start < end and one.end > start:
                marks.append((max(one.start, start) - start + place, min(one.end, end) - start + place))
    until = series.places[last] if last > number else ""
    return Excerpt(series.places[number], until, _on_one_line("".join(pieces)), tuple(marks))


def _beginning(texts: Texts) -> Excerpt:
    for series in _series(texts):
        for place, start, end in zip(series.places, series.starts, series.ends, strict=True):
            text = series.text[start:end]
            if text.strip():
                cut = _word_after(text, _LENGTH)
                return Excerpt(place, "", _on_one_line(text[:cut]) + (" …" if cut < len(text) else ""), ())
    return Excerpt("", "", "", ())


def _word_before(text: str, at: int) -> int:
    """Give where the word begins that stands at a place; the place itself in a word that is too long."""
    near = range(at, max(0, at - _WORD), -1)
    return 0 if at <= 0 else next((one for one in near if text[one - 1].isspace()), at)


def _word_after(text: str, at: int) -> int:
    """Give where the word ends that stands at a place."""
    near = range(at, min(len(text), at + _WORD))
    return len(text) if at >= len(text) else next((one for one in near if text[one].isspace()), at)


def _on_one_line(text: str) -> str:
    # One character for one, so that the marks stay where they are.
    return _SPACE.sub(" ", text)
