"""What a reader notes on its way through a file, counted, until it becomes the sentences of a report."""

from collections import Counter

from backchannel.record.characters import shown
from backchannel.record.readers.report import Report

__all__ = ["Findings", "clipped", "numbers", "times"]

CLIPPED = 80
"""Characters of the words of a file that a sentence repeats at most."""


class Findings:
    """Facts of two sorts, each a sentence without its stop; one that is noted again is counted."""

    def __init__(self) -> None:
        self.inferred: Counter[str] = Counter()
        self.left_out: Counter[str] = Counter()

    def take(self, others: "Findings") -> None:
        """Add what was noted elsewhere."""
        self.inferred.update(others.inferred)
        self.left_out.update(others.left_out)

    def report(self) -> Report:
        """Give the facts in the order in which each was first noted, with how often where it was more than once."""
        return Report(
            tuple(_sentence(fact, count) for fact, count in self.inferred.items()),
            tuple(_sentence(fact, count) for fact, count in self.left_out.items()),
        )


def times(count: int, thing: str, things: str | None = None) -> str:
    """Give a count of things in words: `1 insertion`, `2 insertions`."""
    return f"{count} {thing if count == 1 else things or thing + 's'}"


def numbers(places: list[int], thing: str) -> str:
    """Give places by their numbers: `passage 3`, `passages 3, 5 and 6`; of more than ten the first ten."""
    shown_ = [str(place) for place in places[:10]]
    if len(places) > 10:
        return f"{thing}s {', '.join(shown_)} and {len(places) - 10} more"
    if len(places) == 1:
        return f"{thing} {shown_[0]}"
    return f"{thing}s {', '.join(shown_[:-1])} and {shown_[-1]}"


def clipped(words: str) -> str:
    """Give words of a file for a sentence: on one line, hidden characters made visible, and not too many of them."""
    line = " ".join(words.split())
    return shown(line if len(line) <= CLIPPED else line[: CLIPPED - 1] + "…")


def _sentence(fact: str, count: int) -> str:
    return f"{fact}." if count == 1 else f"{fact} ({count} times)."
