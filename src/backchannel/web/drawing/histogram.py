"""How many documents stand in each period, drawn: a bar a year, month or day, each of which leads to its period."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from backchannel.desk.searching import Counted
from backchannel.record.dates import in_words, parse
from backchannel.web.drawing import svg
from backchannel.web.rendering import plural

__all__ = ["Bar", "bars", "draw"]

_WIDTH, _HEIGHT, _FOOT, _HEAD = 900.0, 120.0, 22.0, 16.0
_MOST = 48
"""Bars that can be told from each other; beyond them years are joined to decades."""
_LABEL = 46.0
"""Width of a label under the bars."""


@dataclass(frozen=True, slots=True)
class Bar:
    """One period: as it stands in an address, in words, shortly, and how many documents."""

    period: str
    words: str
    short: str
    documents: int


def bars(counted: Sequence[Counted]) -> tuple[Bar, ...]:
    """Give a bar for each period between the first and the last, those without a document too."""
    if not counted:
        return ()
    known = {one.value: one.documents for one in counted}
    periods = list(_between(counted[0].value, counted[-1].value))
    if len(periods) > _MOST and len(periods[0]) == 4:
        decades: dict[str, int] = {}
        for period in periods:
            decades[period[:3]] = decades.get(period[:3], 0) + known.get(period, 0)
        return tuple(
            Bar(f"{decade}0..{decade}9", f"{decade}0 to {decade}9", f"{decade}0s", documents)
            for decade, documents in decades.items()
        )
    return tuple(Bar(one, in_words(parse(one)), _short(one), known.get(one, 0)) for one in periods)


def _between(first: str, last: str) -> Iterator[str]:
    if len(first) == 4:
        yield from (f"{year:04}" for year in range(int(first), int(last) + 1))
    elif len(first) == 7:
        yield from (f"{first[:4]}-{month:02}" for month in range(int(first[5:]), int(last[5:]) + 1))
    else:
        start = date.fromisoformat(first)
        yield from (str(start + timedelta(days)) for days in range((date.fromisoformat(last) - start).days + 1))


def _short(period: str) -> str:
    if len(period) == 7:
        return f"{date.fromisoformat(f'{period}-01'):%b}"
    return str(int(period[8:])) if len(period) == 10 else period


def draw(counted: Sequence[Counted], leads: Callable[[str], str]) -> svg.Part | None:
    """Draw the bars, each leading where `leads` says; None where there is nothing to compare."""
    found = bars(counted)
    if len(found) < 2:
        return None
    most, step = max(bar.documents for bar in found), _WIDTH / len(found)
    every = max(1, int(_LABEL / step) + 1)
    parts = [svg.line(0, _HEIGHT + _HEAD, _WIDTH, _HEIGHT + _HEAD)]
    for at, bar in enumerate(found):
        left, height = at * step, _HEIGHT * bar.documents / most
        if bar.documents:
            told = f"{bar.words}: {plural(bar.documents, 'document')}"
            rise = max(height, 2.0)
            shape = svg.rectangle(left + step * 0.08, _HEIGHT + _HEAD - rise, step * 0.84, rise, "bar", told)
            ground = svg.rectangle(left, 0, step, _HEIGHT + _HEAD, "ground")
            parts.append(svg.link(leads(bar.period), [ground, shape], told))
        if at % every == 0:
            anchor = "start" if left + _LABEL > _WIDTH or at == 0 else "middle"
            x = left if at == 0 else min(left + step / 2, _WIDTH - _LABEL)
            parts.append(svg.label(x, _HEIGHT + _HEAD + _FOOT - 5, bar.short, "soft", anchor))
    parts.append(svg.label(0, 11, f"at most {most:,} in one", "soft"))
    title = f"Documents by period, {found[0].words} to {found[-1].words}; each bar leads to its period"
    return svg.picture(title, _WIDTH, _HEIGHT + _HEAD + _FOOT, parts, "picture histogram", role="")
