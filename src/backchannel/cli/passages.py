"""Passages laid side by side on a terminal: excerpts with what they share between stars, and days in words."""

from collections.abc import Iterable

from backchannel.cli.output import one_line, visible

__all__ = ["counted", "day_in_words", "marked", "short"]

_LONGEST = 900
_BETWEEN = "**"


def marked(text: str, spans: Iterable[tuple[int, int]]) -> str:
    """Give a text on one line with its spans [start, end) between stars, as in Markdown; a long one is cut."""
    pieces, at = [], 0
    for start, end in spans:
        if start >= _LONGEST:
            break
        pieces += [visible(text[at:start]), _BETWEEN, visible(text[start:end]), _BETWEEN]
        at = end
    cut = max(at, _LONGEST)
    pieces.append(visible(text[at:cut]))
    return one_line("".join(pieces) + ("…" if cut < len(text) else ""))


def short(text: str, length: int = 100) -> str:
    """Give a text on one line, cut where it is long."""
    line = one_line(text)
    return line if len(line) <= length else f"{line[: length - 1]}…"


def day_in_words(day: str) -> str:
    """Give a day such as 1963-01-18 as a person writes it."""
    from backchannel.record.dates import in_words, parse

    return in_words(parse(day)) if day else "an unknown day"


def counted(count: int, one: str, many: str = "") -> str:
    """Give a number with its noun: 1 person, 2,000 persons."""
    return f"{count:,} {one if count == 1 else many or f'{one}s'}"
