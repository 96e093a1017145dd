"""Cutting words out of a passage: a mark takes their place, and what the edition says of them goes with them.

Spans that name something (a person, a date, a reference, any element of the source) go if they touch what is cut: their
values may say what the words said. Emphasis is clipped, the block that holds the whole passage stays. Where a page
began, or a note hung, within the words, it does so after the mark.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from backchannel.record.passage import Passage
from backchannel.record.spans import Span

__all__ = ["Cut", "cut", "merged"]

_SHAPES = frozenset({"tei", "rend", "rendition", "cols", "rows"})
"""Attributes of a block that say how it is set, and nothing of its words."""
_NAMELESS = frozenset({"block", "emphasis"})
_PLACES = frozenset({"page", "note"})


@dataclass(frozen=True, slots=True)
class Cut:
    """Characters [start, end) of a passage, and the mark that takes their place."""

    start: int
    end: int
    mark: str


def merged(spans: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    """Give spans in order, those that touch or overlap as one."""
    found: list[tuple[int, int]] = []
    for start, end in sorted(spans):
        if found and start <= found[-1][1]:
            found[-1] = (found[-1][0], max(end, found[-1][1]))
        else:
            found.append((start, end))
    return found


def cut(passage: Passage, cuts: list[Cut]) -> Passage:
    """Give the passage with marks in the place of what is cut; the cuts are in order and do not touch."""
    text, at = "", 0
    places = []
    for one in cuts:
        text += passage.text[at : one.start] + one.mark
        places.append((one, len(text)))
        at = one.end
    whole = cuts[0].start == 0 and cuts[0].end == len(passage.text)
    spans = passage.spans
    if whole:
        spans = tuple(
            replace(span, values=tuple(pair for pair in span.values if pair[0] in _SHAPES))
            if span.name == "block"
            else span
            for span in spans
            if span.depth or span.name in _PLACES
        )
    mark = None if whole else passage.mark
    return replace(passage, text=text + passage.text[at:], mark=mark, spans=_moved(spans, places))


def _moved(spans: Iterable[Span], places: list[tuple[Cut, int]]) -> tuple[Span, ...]:
    made: list[Span] = []
    around: list[tuple[int, Span]] = []
    for span in spans:
        if _goes(span, [one for one, _ in places]):
            continue
        start = _place(span.start, places, is_end=False)
        end = max(start, _place(span.end, places, is_end=span.start < span.end))
        while around and (around[-1][0] >= span.depth or not _within(start, end, around[-1][1])):
            around.pop()
        moved = replace(span, start=start, end=end, depth=len(around) + 1 if span.depth else 0)
        made.append(moved)
        if span.depth:
            around.append((span.depth, moved))
    return tuple(made)


def _goes(span: Span, cuts: list[Cut]) -> bool:
    if span.start == span.end:
        return span.name not in _PLACES and any(one.start < span.start < one.end for one in cuts)
    touching = [one for one in cuts if span.start < one.end and one.start < span.end]
    if span.name not in _NAMELESS:
        return bool(touching)
    return span.name != "block" and any(one.start <= span.start and span.end <= one.end for one in touching)


def _place(place: int, places: list[tuple[Cut, int]], *, is_end: bool) -> int:
    """Say where a place is now; within what was cut it is the end of the mark, for the end of a span its beginning."""
    for one, last in reversed(places):
        if place >= one.end:
            return place - one.end + last
        if place > one.start:
            return last - len(one.mark) if is_end else last
    return place


def _within(start: int, end: int, outer: Span) -> bool:
    return outer.start <= start and end <= outer.end
