"""Passages laid side by side on a terminal: excerpts with what they share between stars, quoted words, days in words.

Also what of the files was not read, which every command that compares with files says at its end.
"""

import re
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from backchannel.cli.output import one_line, visible

if TYPE_CHECKING:
    from backchannel.desk.words.collected import Unread

__all__ = ["counted", "day_in_words", "marked", "not_read", "not_read_value", "quoted", "short"]

_LONGEST, _BEFORE = 900, 200
"""Characters that are shown of a text, and of those before the first span."""
_BETWEEN = "**"
_OPENS = re.compile(r"“|(?<![^\s(\[“‘—–-])\"")
_CLOSES = re.compile(r"[”\"]")


def marked(text: str, spans: Iterable[tuple[int, int]]) -> str:
    """Give a text on one line with its spans [start, end) between stars, as in Markdown.

    A long one is cut, at its beginning too where the first span is far from there.
    """
    spans = list(spans)
    begin = max(0, spans[0][0] - _BEFORE) if spans and spans[0][1] > _LONGEST else 0
    cut = min(len(text), begin + _LONGEST)
    pieces, at = ["…" if begin else ""], begin
    for start, end in spans:
        if start < cut:
            pieces += [visible(text[at:start]), _BETWEEN, visible(text[start : min(end, cut)]), _BETWEEN]
            at = min(end, cut)
    pieces += [visible(text[at:cut]), "…" if cut < len(text) else ""]
    return one_line("".join(pieces))


def short(text: str, length: int = 100) -> str:
    """Give a text on one line, cut where it is long."""
    line = one_line(text)
    return line if len(line) <= length else f"{line[: length - 1]}…"


def quoted(text: str, length: int) -> str:
    """Give a text as `short` does, in quotation marks; those within it become single ones, as in print."""
    within = _CLOSES.sub("’", _OPENS.sub("‘", short(text, length))).replace("„", "‚")
    return f"“{within}”"


def day_in_words(day: str) -> str:
    """Give a day such as 1963-01-18 as a person writes it."""
    from backchannel.record.dates import in_words, parse

    return in_words(parse(day)) if day else "an unknown day"


def counted(count: int, one: str, many: str = "") -> str:
    """Give a number with its noun: 1 person, 2,000 persons."""
    return f"{count:,} {one if count == 1 else many or f'{one}s'}"


def not_read(unread: "Iterable[Unread]") -> Iterator[str]:
    """Say of each file that it was not read, and why."""
    for one in unread:
        yield f"not read: {one_line(one.name)}: {one_line(one.why)}"


def not_read_value(unread: "Iterable[Unread]") -> list[dict[str, str]]:
    """Give the same for --json, each by its name."""
    return [{"file": one.name, "why": one.why} for one in unread]
