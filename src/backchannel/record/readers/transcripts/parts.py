"""Parts of a transcript: some words of the file without the marks between them, and where each of them stands in it.

A transcript carries the marks of notes and pages within its sentences. What a part holds is the clean text, as the
record keeps it, and for each run of characters the place in the file that it was taken from: an offset of a passage can
be found in the file, and one of the file in its passage.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

__all__ = ["Cut", "Kept", "Part", "part_of"]

Cut = tuple[int, int]
"""The first character of something that is no word of the text, and the one after its last."""


@dataclass(frozen=True, slots=True)
class Kept:
    """A run of characters that a part holds: where it begins in the part and in the file, and its length."""

    at: int
    start: int
    length: int


@dataclass(frozen=True, slots=True)
class Part:
    """Clean words, [start, end) the characters of the file that they were read from, and the runs that they are."""

    text: str
    start: int
    end: int
    kept: tuple[Kept, ...]

    def in_file(self, offset: int) -> int:
        """Give the place in the file of a character of the text (of its end: where the last one ends)."""
        if not self.kept:
            return self.start
        run = self.kept[max(0, bisect_right(self.kept, offset, key=lambda kept: kept.at) - 1)]
        if offset >= len(self.text):
            run = self.kept[-1]
        return run.start + min(offset - run.at, run.length)

    def in_text(self, offset: int) -> int | None:
        """Give the place in the text of a character of the file; None outside the part.

        What stands within a mark is at the character of the text that comes after it.
        """
        if not self.start <= offset <= self.end:
            return None
        index = bisect_right(self.kept, offset, key=lambda kept: kept.start) - 1
        if index < 0:
            return 0
        run = self.kept[index]
        return run.at + min(offset - run.start, run.length)


def part_of(text: str, start: int, end: int, cuts: Sequence[Cut]) -> Part:
    """Read the characters [start, end) of a file without the cuts, which are sorted and do not overlap.

    Where a cut stood between two spaces, one is left; none at the ends.
    """
    end = min(end, len(text))
    kept: list[Kept] = []
    length = 0
    at = start
    first = bisect_left(cuts, start, key=lambda cut: cut[1])
    last = bisect_left(cuts, end, key=lambda cut: cut[0])
    for cut_start, cut_end in (*cuts[first:last], (end, end)):
        run_end = min(cut_start, end)
        if not kept or text[kept[-1].start + kept[-1].length - 1].isspace():
            while at < run_end and text[at].isspace():
                at += 1
        if at < run_end:
            kept.append(Kept(length, at, run_end - at))
            length += run_end - at
        at = max(at, cut_end)
    while kept:
        run = kept.pop()
        words = text[run.start : run.start + run.length].rstrip()
        if words:
            kept.append(Kept(run.at, run.start, len(words)))
            break
    words = "".join(text[run.start : run.start + run.length] for run in kept)
    return Part(words, start, end, tuple(kept))
