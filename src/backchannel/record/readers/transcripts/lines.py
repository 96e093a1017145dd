"""The lines of a transcript: each holds a paragraph, an item of a list or a row of a table, whole."""

import re
from dataclasses import dataclass

__all__ = ["Line", "lines_of"]

_LINE = re.compile(r"[^\n]+")
_INDENT = re.compile(r"[ \t]*(•[ \t]*)?")


@dataclass(frozen=True, slots=True)
class Line:
    """A line with words: [start, end) of the file without indentation and bullet, and how it stands.

    `blank` counts the empty lines above it, `indent` the characters before the bullet or the first word.
    """

    start: int
    end: int
    blank: int
    indent: int
    bullet: bool


def lines_of(text: str, start: int = 0, end: int | None = None) -> tuple[Line, ...]:
    """Give the lines of [start, end) of a file that are not empty, in order."""
    stop = len(text) if end is None else end
    lines: list[Line] = []
    before = start - 1  # where the last line that has words was ended
    for match in _LINE.finditer(text, start, stop):
        dress = _INDENT.match(text, match.start(), match.end())
        assert dress is not None
        first = dress.end()
        last = first + len(text[first : match.end()].rstrip())
        if first == last:
            continue
        indent = (dress.start(1) if dress.group(1) else first) - match.start()
        blank = text.count("\n", before + 1, match.start()) if before >= start else 0
        lines.append(Line(first, last, blank, indent, dress.group(1) is not None))
        before = match.end()
    return tuple(lines)
