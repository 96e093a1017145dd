"""Two columns, as what they wrote beside what we wrote; below each other where the terminal is narrow."""

import shutil
from collections.abc import Iterator, Sequence
from itertools import zip_longest

from backchannel.cli.output import one_line, width_of

__all__ = ["beside", "clipped", "room", "wrapped"]

_NARROW = 76
"""Columns of a terminal below which two texts stand one below the other."""
_WIDEST = 160
_BETWEEN = " | "


def beside(left: Sequence[str], right: Sequence[str], indent: int = 2) -> list[str]:
    """Give two lists of paragraphs as lines, side by side or below each other, within the terminal's width."""
    before = " " * indent
    narrow = room() < _NARROW
    width = max(20, room() - indent - 2) if narrow else (room() - indent - len(_BETWEEN)) // 2
    first = [line for text in left for line in wrapped(text, width)]
    second = [line for text in right for line in wrapped(text, width)]
    if narrow:
        return [f"{before}{line}" for line in first] + [f"{before}> {line}" for line in second]
    return [
        f"{before}{one}{' ' * (width - width_of(one))}{_BETWEEN}{other}".rstrip(" ")
        for one, other in zip_longest(first, second, fillvalue="")
    ]


def room() -> int:
    """Give how many columns of the terminal are used."""
    return min(shutil.get_terminal_size((100, 24)).columns, _WIDEST)


def clipped(text: str, length: int) -> str:
    """Give a text on one line, shortened at a word if it has more characters than `length`, with how many it has."""
    line = one_line(text)
    if len(line) <= length:
        return line
    head = line[:length].rsplit(" ", 1)[0] if " " in line[:length] else line[:length]
    return f"{head} … ({len(line):,} characters)"


def wrapped(text: str, width: int) -> Iterator[str]:
    """Divide somebody's words into lines of at most so many columns, at spaces where there are any."""
    line, held = "", 0
    for word in (piece for whole in one_line(text).split() for piece in _pieces(whole, width)):
        taken = width_of(word)
        if line and held + 1 + taken > width:
            yield line
            line, held = "", 0
        line, held = (f"{line} {word}", held + 1 + taken) if line else (word, taken)
    if line:
        yield line


def _pieces(word: str, width: int) -> Iterator[str]:
    """Give a word in pieces that fit: of scripts without spaces, and of addresses."""
    piece, held = "", 0
    for character in word:
        taken = width_of(character)
        if piece and held + taken > width:
            yield piece
            piece, held = "", 0
        piece, held = piece + character, held + taken
    yield piece
