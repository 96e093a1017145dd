"""Excerpts: the passage of a document that answers a query, with the words of it that do, from the text as it stands.

Phrases are found as the index finds them: over the end of a passage into the beginning of the next one, and in any
setting. The excerpt is the stretch with the most of what was asked.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from backchannel.record.address import Address
from backchannel.record.document import Document
from backchannel.text.folding import Token, fold, tokens
from backchannel.text.query import Phrase, Query

__all__ = ["Excerpt", "excerpt"]

_LENGTH = 240
_BEFORE = 70
"""Characters of an excerpt, and of those what stands before the first word that was asked for."""
_CLOSE = 30
"""Tokens within which what was found belongs together."""
_PASSAGE_ENDS = " ¶ "


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


@dataclass(frozen=True, slots=True)
class _Part:
    """A text with its place; those of one series follow each other as a reader reads them."""

    place: str
    text: str


@dataclass(frozen=True, slots=True)
class _Found:
    """Something that was asked for: its number, its weight, and where it begins and ends in a run of tokens."""

    wanted: int
    weight: float
    first: int
    last: int


_Run = list[tuple[int, Token]]
"""Tokens that follow each other, each with the number of its part in the series."""


def excerpt(document: Document, query: Query) -> Excerpt:
    """Give the piece of a document that has most of what a query asks; its beginning where nothing was asked."""
    wanted = [(one, 3.0) for one in query.phrases] + [(one, _weight(one)) for one in query.words]
    best: tuple[float, Sequence[_Part], _Run, list[_Found]] | None = None
    for series, favour in _series(document):
        for run in _runs(series, wanted):
            weight, found = _richest(run, _find(run, wanted))
            if found and (best is None or weight * favour > best[0]):
                best = weight * favour, series, run, found
    if best is None:
        return _beginning(document)
    return _cut(*best[1:])


def _weight(phrase: Phrase) -> float:
    # What is short is mostly common.
    return 0.3 if len(phrase.tokens) == 1 and len(phrase.tokens[0]) < 4 else 1.0 + 0.5 * (len(phrase.tokens) > 1)


def _series(document: Document) -> Iterator[tuple[Sequence[_Part], float]]:
    """Give the texts of a document in their series, each with how much it is favoured: the body is what one reads."""
    apparatus = document.apparatus
    yield [_Part(str(one.number), one.text) for one in document.passages], 1.1
    lines = apparatus.head if apparatus else ()
    for line in lines:
        yield [_Part(Address("", "h", line.number).place, line.text)], 1.0
    if not lines:
        for text in (document.heading, document.subject, document.place):
            yield [_Part("", text or "")], 1.0
    for note in apparatus.notes if apparatus else ():
        several = len(note.passages) > 1
        yield (
            [
                _Part(Address("", "n", note.number, one.number if several else 0).place, one.text)
                for one in note.passages
            ],
            1.0,
        )


def _runs(series: Sequence[_Part], wanted: Sequence[tuple[Phrase, float]]) -> Iterator[_Run]:
    """Give the tokens of the parts that have anything of what is wanted; neighbours stand in one run."""
    sought = {token for phrase, _ in wanted for token in phrase.tokens}
    run: _Run = []
    for number, part in enumerate(series):
        folded = fold(part.text)
        if any(token in folded.text for token in sought):
            run += ((number, token) for token in tokens(folded))
        elif run:
            yield run
            run = []
    if run:
        yield run


def _find(run: _Run, wanted: Sequence[tuple[Phrase, float]]) -> list[_Found]:
    texts = [token.text for _, token in run]
    places: dict[str, list[int]] = {}
    for at, text in enumerate(texts):
        places.setdefault(text, []).append(at)
    found = []
    for number, (phrase, weight) in enumerate(wanted):
        *fixed, last = phrase.tokens
        starts = [at for at in range(len(texts)) if texts[at].startswith(last)] if phrase.beginning else None
        if phrase.beginning and starts is not None:
            starts = [at - len(fixed) for at in starts if at >= len(fixed)]
        else:
            starts = places.get(phrase.tokens[0], [])
        for at in starts:
            end = at + len(phrase.tokens)
            if (
                texts[at : at + len(fixed)] == fixed
                and end <= len(texts)
                and (phrase.beginning or texts[end - 1] == last)
            ):
                found.append(_Found(number, weight, at, end - 1))
    return sorted(found, key=lambda one: (one.first, one.last))


def _richest(run: _Run, found: list[_Found]) -> tuple[float, list[_Found]]:
    """Give the stretch within a passage with most of the different things that were asked, and its weight."""
    best, chosen = 0.0, list[_Found]()
    first = 0
    for index, one in enumerate(found):
        while found[first].first < one.first - _CLOSE or run[found[first].first][0] < run[one.first][0]:
            first += 1
        stretch = found[first : index + 1]
        weight = sum({other.wanted: other.weight for other in stretch}.values())
        if weight > best:
            best, chosen = weight, stretch
    return best, chosen


def _cut(series: Sequence[_Part], run: _Run, found: list[_Found]) -> Excerpt:
    number, first = run[found[0].first]
    over = run[found[0].last][0] > number
    part, text = series[number], series[number].text
    start = _word_before(text, first.start - _BEFORE)
    end = len(text) if over else _word_after(text, start + _LENGTH)
    pieces = ["… " if start else "", text[start:end]]
    marks = _marks(run, found, number, start, end, len(pieces[0]) - start)
    if over:
        part, text = series[number + 1], series[number + 1].text
        pieces.append(_PASSAGE_ENDS)
        before = sum(map(len, pieces))
        end = _word_after(text, max(_BEFORE, _LENGTH - before))
        marks += _marks(run, found, number + 1, 0, end, before)
        pieces.append(text[:end])
    pieces.append(" …" if end < len(text) else "")
    return Excerpt(series[number].place, part.place if over else "", _on_one_line("".join(pieces)), _joined(marks))


def _marks(run: _Run, found: list[_Found], number: int, start: int, end: int, shift: int) -> list[tuple[int, int]]:
    """Give what was found in [start, end) of one part, moved by `shift`."""
    marks = []
    for one in found:
        its = [token for part, token in run[one.first : one.last + 1] if part == number]
        if its and start <= its[0].start and its[-1].end <= end:
            marks.append((its[0].start + shift, its[-1].end + shift))
    return marks


def _joined(marks: list[tuple[int, int]]) -> tuple[tuple[int, int], ...]:
    joined: list[tuple[int, int]] = []
    for start, end in sorted(marks):
        if joined and start < joined[-1][1]:
            joined[-1] = joined[-1][0], max(end, joined[-1][1])
        else:
            joined.append((start, end))
    return tuple(joined)


def _beginning(document: Document) -> Excerpt:
    for series, _ in _series(document):
        for part in series:
            if part.text.strip():
                end = _word_after(part.text, _LENGTH)
                return Excerpt(
                    part.place, "", _on_one_line(part.text[:end]) + (" …" if end < len(part.text) else ""), ()
                )
    return Excerpt("", "", "", ())


def _word_before(text: str, at: int) -> int:
    if at <= 0:
        return 0
    space = text.rfind(" ", max(0, at - 20), at)
    return space + 1 if space >= 0 else at


def _word_after(text: str, at: int) -> int:
    if at >= len(text):
        return len(text)
    space = text.find(" ", at, at + 20)
    return space if space >= 0 else at


def _on_one_line(text: str) -> str:
    # One character for one, so that the marks stay where they are.
    return "".join(" " if character.isspace() else character for character in text)
