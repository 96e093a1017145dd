"""Page marks: `[Page 503]` says that page 503 begins here, within a sentence or between paragraphs."""

import re
from dataclasses import dataclass

__all__ = ["PageMark", "page_marks"]

_MARK = re.compile(r"\[Page[ \u00a0]([0-9A-Za-z][0-9A-Za-z–-]{0,15})\]")


@dataclass(frozen=True, slots=True)
class PageMark:
    """A page mark: [start, end) of the file, the page as printed, and whether it has a line for itself."""

    start: int
    end: int
    page: str
    alone: bool

    @property
    def cut(self) -> tuple[int, int]:
        """What is to be taken out to have the words alone."""
        return self.start, self.end


def page_marks(text: str) -> tuple[PageMark, ...]:
    """Give the page marks of a file in order."""
    return tuple(
        PageMark(match.start(), match.end(), match.group(1), _alone(text, match.start(), match.end()))
        for match in _MARK.finditer(text)
    )


def _alone(text: str, start: int, end: int) -> bool:
    while start > 0 and text[start - 1] in " \t":
        start -= 1
    while end < len(text) and text[end] in " \t":
        end += 1
    return (start == 0 or text[start - 1] == "\n") and (end == len(text) or text[end] == "\n")
