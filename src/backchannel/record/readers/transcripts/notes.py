"""The list of notes at the end of a transcript.

The notes stand after the text, numbered from 1 by the tool that made the transcript, each a line of its own; what goes
on with a note is indented further. The number is the place in this list. It is not always the mark in the text: where
the marks begin with 0, mark 1 is the second of the list (`marks`).
"""

import re
from dataclasses import dataclass

__all__ = ["Listed", "note_list"]

_NOTE = re.compile(r"[ \t]{1,8}(?P<number>[0-9]{1,4})\.(?:[ \t]+|$)")


@dataclass(frozen=True, slots=True)
class Listed:
    """A note of the list: its number there, and its paragraphs as [start, end) of the file."""

    number: int
    paragraphs: tuple[tuple[int, int], ...]

    @property
    def start(self) -> int:
        """Where the words of the note begin."""
        return self.paragraphs[0][0]

    @property
    def end(self) -> int:
        """Where they end."""
        return self.paragraphs[-1][1]


@dataclass(frozen=True, slots=True)
class _Read:
    """An indented line: where it and its words begin, where it ends, its indentation, the number it begins with."""

    start: int
    first: int
    end: int
    indent: int
    number: int | None


def note_list(text: str) -> tuple[int, tuple[Listed, ...]]:
    """Find the list that ends the file: where it begins, and its notes; the end of the file and none if there is none.

    A list is a run of lines numbered from 1 without a gap, all indented alike, to the end of the file.
    """
    tail = _tail(text)
    indent = min((line.indent for line in tail if line.number is not None), default=0)
    notes: list[list[_Read]] = []
    for line in tail:
        if line.indent > indent:
            if notes:
                notes[-1].append(line)
        elif line.number == len(notes) + 1:
            notes.append([line])
        else:
            notes = [[line]] if line.number == 1 else []
    if not notes:
        return len(text), ()
    return notes[0][0].start, tuple(_listed(number, lines) for number, lines in enumerate(notes, 1))


def _tail(text: str) -> list[_Read]:
    """Read lines from the end upwards as long as they are indented."""
    found: list[_Read] = []
    end = len(text)
    while end > 0:
        start = text.rfind("\n", 0, end) + 1
        line = text[start:end].rstrip()
        end = start - 1
        if not line:
            continue
        indent = len(line) - len(line.lstrip())
        if not indent:
            break
        note = _NOTE.match(line)
        words, number = (note.end(), int(note["number"])) if note else (indent, None)
        found.append(_Read(start, start + words, start + len(line), indent, number))
    found.reverse()
    return found


def _listed(number: int, lines: list[_Read]) -> Listed:
    first, *more = lines
    paragraphs = ((first.first, first.end), *((line.start + line.indent, line.end) for line in more))
    return Listed(number, paragraphs)
