"""A text that is quoted, and where its words stand in it."""

from dataclasses import dataclass

from backchannel.text.folding import fold
from backchannel.text.wording import Places, spans

__all__ = ["Kept", "placed"]


@dataclass(frozen=True, slots=True)
class Kept:
    """A text, and the characters [start, end) of each of its words."""

    text: str
    starts: Places
    ends: Places

    def span(self, first: int, last: int) -> tuple[int, int]:
        """Give the characters of the words [first, last), one at least."""
        return int(self.starts[first]), int(self.ends[last - 1])


def placed(text: str) -> Kept:
    """Find the words of a text. Any text may be given."""
    return Kept(text, *spans(fold(text)))
