"""Pages for paper: lines put on pages, each note at the foot of the page on which its mark stands.

A note that does not fit goes on at the foot of the next page. Lengths are points, measured down from the top of the
room that lies between the banners.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from backchannel.record.writers.pdf_lines import Line

__all__ = ["RULE", "Page", "filled"]

RULE = 14
"""Space between the words of a page and its notes, with the rule in it."""


@dataclass(slots=True)
class Page:
    """The lines of a page with their tops, those of its words and those of its notes."""

    lines: list[tuple[float, Line]] = field(default_factory=list)
    notes: list[tuple[float, Line]] = field(default_factory=list)


class _Filling:
    """The page that is being filled: how far its words go, and the lines of notes at its foot."""

    def __init__(self, room: float) -> None:
        self.pages: list[Page] = []
        self._room = room
        self._waiting: list[Line] = []
        self._lines: list[tuple[float, Line]] = []
        self._foot: list[Line] = []
        self._down = 0.0
        self._begin()

    def _begin(self) -> None:
        self._lines, self._foot, self._down = [], [], 0.0
        waiting, self._waiting = self._waiting, []
        self._take_notes(waiting)

    def _foot_height(self, more: Iterable[Line] = ()) -> float:
        lines = [*self._foot, *more]
        return sum(line.before + line.height for line in lines) + RULE if lines else 0

    def _take_notes(self, lines: list[Line]) -> None:
        """Take as many lines of notes as there is room for; the others wait for the next page, in order."""
        for index, line in enumerate(lines):
            if self._waiting or self._down + self._foot_height([line]) > self._room:
                self._waiting += lines[index:]
                return
            self._foot.append(line)

    def fits(self, chunk: list[Line], notes: list[Line]) -> bool:
        """Whether a chunk can stand here with its notes, or with the first lines of the last of them."""
        height = sum(line.before + line.height for line in chunk)
        if not self._lines:
            height -= chunk[0].before
        first = notes[:2] if not self._waiting else []
        return self._down + height + self._foot_height(first) <= self._room

    def place(self, line: Line, notes: list[Line]) -> None:
        """Put a line on the page, and its notes at the foot."""
        top = self._down + (line.before if self._lines else 0)
        self._lines.append((top, line))
        self._down = top + line.height
        self._take_notes(notes)

    @property
    def empty(self) -> bool:
        """Whether nothing but the rest of earlier notes stands on the page."""
        return not self._lines

    def turn(self) -> None:
        """End the page and begin the next."""
        top = self._room - self._foot_height() + RULE
        notes = []
        for line in self._foot:
            notes.append((top + line.before, line))
            top += line.before + line.height
        self.pages.append(Page(self._lines, notes))
        self._begin()

    def end(self) -> list[Page]:
        """End the last page, and those that its notes still need."""
        self.turn()
        while self._foot:
            self.turn()
        return self.pages


def filled(lines: list[Line], notes: Mapping[int, list[Line]], room: float) -> list[Page]:
    """Put lines on pages of so much room, with the notes (by number) whose marks stand in them."""
    filling = _Filling(room)
    taken: set[int] = set()

    def fresh(chunk: Iterable[Line]) -> list[Line]:
        numbers = [number for line in chunk for number in line.notes if number not in taken]
        return [line for number in dict.fromkeys(numbers) for line in notes.get(number, ())]

    for chunk in _chunks(lines):
        if not filling.empty and not filling.fits(chunk, fresh(chunk)):
            filling.turn()
        for line in chunk:
            # A chunk that is longer than a page, or notes that leave it no room, break it all the same.
            while not filling.fits([line], fresh([line])) and not filling.empty:
                filling.turn()
            filling.place(line, fresh([line]))
            taken.update(line.notes)
    return filling.end()


def _chunks(lines: list[Line]) -> Iterable[list[Line]]:
    chunk: list[Line] = []
    for line in lines:
        chunk.append(line)
        if not line.keep:
            yield chunk
            chunk = []
    if chunk:
        yield chunk
