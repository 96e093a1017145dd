"""An exchange of letters drawn in time: a row a party, each letter a mark that leads to it, answers joined to it.

Only letters that open at this desk are drawn; of the others the page says in words that an entry with a number exists.
"""

from collections.abc import Callable, Iterator, Sequence
from datetime import datetime, timedelta

from backchannel.desk.correspondence import Listed, Silence
from backchannel.web import addresses
from backchannel.web.drawing import svg
from backchannel.web.drawing.svg import Part

__all__ = ["drawn"]

_WIDTH, _LEFT, _RIGHT = 900.0, 150.0, 40.0
_ROW, _TOP, _MARK = 58.0, 26.0, 6.0
_APART = 26.0
"""Between the middles of two labels of one row, so that neither covers the other."""
_Across = Callable[[datetime], float]
"""Where a moment stands across the picture."""

_COLOURS = ("ours", "theirs", "third")


def drawn(found: Sequence[Listed], silences: Sequence[Silence], parties: Sequence[str], now: datetime) -> Part | None:
    """Draw an exchange; None where no letter opens here. `parties` give the rows, our own first."""
    letters = [one for one in found if one.opens]
    if not letters:
        return None
    begins, ends = letters[0].time, max(now, letters[-1].time)
    span = max(ends - begins, timedelta(days=1))
    rows = {party: _TOP + _ROW * (i + 0.5) for i, party in enumerate(parties)}
    height = _TOP + _ROW * len(parties) + 34

    def x(moment: datetime) -> float:
        return _LEFT + (_WIDTH - _LEFT - _RIGHT) * ((moment - begins) / span)

    places = {one.header.id: (x(one.time), rows.get(one.author.party, height - 40)) for one in letters}
    parts = [
        *_silent(silences, x, ends, height),
        *_rows(parties, rows),
        *_joined(letters, places),
        *_marks(letters, places, parties),
        *_axis(begins, ends, height, x),
    ]
    title = (
        f"{len(letters)} letters between {begins:%-d %B %Y} and {letters[-1].time:%-d %B %Y}, "
        f"{'with' if silences else 'without'} long silences; the list below has the same."
    )
    # Neither an image, whose links nobody would reach, nor a group, which HTML does not know an SVG as.
    return svg.picture(title, _WIDTH, height, parts, "picture exchange", role="")


def _rows(parties: Sequence[str], rows: dict[str, float]) -> Iterator[Part]:
    for party in parties:
        y = rows[party]
        yield svg.line(_LEFT, y, _WIDTH - _RIGHT, y, "row")
        name = party if len(party) <= 18 else f"{party[:17]}…"
        yield svg.label(0, y + 4, name, "party")


def _joined(letters: Sequence[Listed], places: dict[bytes, tuple[float, float]]) -> Iterator[Part]:
    for one in letters:
        if one.answers in places:
            yield svg.line(*places[one.answers], *places[one.header.id], "answer")


def _marks(
    letters: Sequence[Listed], places: dict[bytes, tuple[float, float]], parties: Sequence[str]
) -> Iterator[Part]:
    last: dict[float, float] = {}
    for one in letters:
        across, y = places[one.header.id]
        colour = _COLOURS[min(parties.index(one.author.party), 2)] if one.author.party in parties else "soft"
        parts = [svg.rectangle(across - _MARK, y - _MARK, 2 * _MARK, 2 * _MARK, colour)]
        if across - last.get(y, -_APART) >= _APART:
            number = one.number or one.reference.rpartition("-")[2]
            if len(number) <= 5:
                parts.append(svg.label(across, y - 12, number, "", "middle"))
                last[y] = across
        words = f"{one.reference}, {one.time:%-d %B %Y}"
        yield svg.link(addresses.letter(one.header.id), parts, words)


def _silent(silences: Sequence[Silence], x: _Across, ends: datetime, height: float) -> Iterator[Part]:
    for one in silences:
        start, end = x(one.before.time) + _MARK, x(one.after.time if one.after else ends) - _MARK
        if end - start < 24:
            continue
        yield svg.rectangle(start, _TOP - 6, end - start, height - _TOP - 22, "silence")
        words = f"{one.days} days" if end - start > 60 else f"{one.days}"
        yield svg.label((start + end) / 2, _TOP - 11, words, "soft", "middle")


def _axis(begins: datetime, ends: datetime, height: float, x: _Across) -> Iterator[Part]:
    y = height - 22
    yield svg.line(_LEFT, y, _WIDTH - _RIGHT, y, "axis")
    for moment, words in _ticks(begins, ends):
        yield svg.line(x(moment), y, x(moment), y + 5, "axis")
        yield svg.label(x(moment), y + 19, words, "soft", "middle")


def _ticks(begins: datetime, ends: datetime) -> list[tuple[datetime, str]]:
    """Give the first days of months, or days where it is all within a few weeks, at most a dozen."""
    midnight = begins.replace(hour=0, minute=0, second=0, microsecond=0)
    if ends - begins < timedelta(days=45):
        step = max(1, (ends - begins).days // 6 + 1)
        days = [midnight + timedelta(days=step * i) for i in range(1, 50)]
        return [(day, f"{day:%-d %b}") for day in days if begins <= day <= ends]
    months, at = [], midnight.replace(day=1)
    while at <= ends:
        at = at.replace(year=at.year + at.month // 12, month=at.month % 12 + 1)
        months.append(at)
    every = max(1, len(months) // 10 + (1 if len(months) > 10 else 0))
    return [(month, f"{month:%b %Y}") for month in months[::every] if begins <= month <= ends]
