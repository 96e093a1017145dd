"""The map of who knows: a column for each person, a line for each letter, and where they meet how he knows of it."""

from collections.abc import Sequence

from markupsafe import Markup

from backchannel.desk.register import Line, Register, Someone
from backchannel.protocol.knowledge import Knowledge, Way
from backchannel.web.drawing import svg
from backchannel.web.rendering import day, plural

__all__ = ["SHORT", "draw"]

SHORT = {
    Way.WROTE: "wrote",
    Way.READ: "read",
    Way.COPIED: "copied",
    Way.SEALED_TO: "can open",
    Way.READ_TO: "was read it",
    Way.HANDLED: "handled",
    Way.TOLD: "was told",
    Way.CARRIED: "carried",
}
"""The ways of knowing in as many words as a picture has room for."""
_FIRST, _COLUMN, _BETWEEN = 190.0, 104.0, 40.0
_NARROWEST = 640.0
_TOP, _ROW = 74.0, 40.0
_NAME, _REFERENCE = 15, 22
"""Characters of a name and of a letter's reference for which there is room."""


def draw(register: Register, ours: Sequence[Someone], theirs: Sequence[Someone]) -> Markup:
    """Draw some letters of a register, the newest above, with our people on the left and the others on the right."""
    across = {one: _FIRST + _COLUMN * at for at, one in enumerate(ours)}
    start = _FIRST + _COLUMN * len(ours) + (_BETWEEN if ours else 0)
    across |= {one: start + _COLUMN * at for at, one in enumerate(theirs)}
    width = max(start + _COLUMN * len(theirs), _NARROWEST)
    bottom = _TOP + _ROW * len(register.lines)
    parts = [
        svg.label(_FIRST - 20, 14, "Our side, as recorded", "soft"),
        *([svg.label(start - 20, 14, "Others, as claimed, seen or inferred", "soft")] if theirs else []),
        *(_person(one, x, bottom, "ours" if one in ours else "theirs") for one, x in across.items()),
        *(_letter(one, _TOP + _ROW * (at + 0.5), across, ours) for at, one in enumerate(register.lines)),
    ]
    counted = f"{plural(len(register.lines), 'letter')} and {plural(len(across), 'person', 'people')}"
    said = (
        f"{counted}: a line for each letter, a column for each person, "
        "and where they meet how he knows of it; the list below says the same, with links"
    )
    return svg.picture(said, width, bottom + 10, parts, "picture knowing")


def _person(someone: Someone, x: float, bottom: float, side: str) -> Markup:
    return svg.group(
        [
            svg.line(x, _TOP - 18, x, bottom, "life"),
            svg.label(x, 36, _cut(someone.name, _NAME), side, "middle"),
            svg.label(x, 52, _cut(someone.party, _NAME), "soft small", "middle"),
        ]
    )


def _letter(line: Line, y: float, across: dict[Someone, float], ours: Sequence[Someone]) -> Markup:
    met = [(x, one, line.of(one)) for one, x in across.items()]
    met = [(x, one, known) for x, one, known in met if known]
    ends = [x for x, _, _ in met]
    drawn = [svg.line(min(ends), y, max(ends), y, "letter")] if len(ends) > 1 else []
    for x, one, known in met:
        drawn += _mark(x, y, known[0], "ours" if one in ours else "theirs")
    name = svg.label(0, y + 1, _cut(line.reference, _REFERENCE))
    return svg.group([name, svg.label(0, y + 15, day(line.time), "soft small"), *drawn])


def _mark(x: float, y: float, known: Knowledge, side: str) -> list[Markup]:
    """Give the mark of the fullest way in which somebody knows: filled where he had the words before him."""
    if known.way is Way.WROTE:
        mark = svg.rectangle(x - 6, y - 6, 12, 12, side)
    elif known.way in (Way.TOLD, Way.CARRIED):
        mark = svg.rectangle(x - 2, y - 7, 4, 14, side)
    else:
        has_read = known.way in (Way.READ, Way.COPIED, Way.READ_TO)
        mark = svg.element("circle", cx=x, cy=y, r=5.5, class_=side if has_read else f"{side} open")
    words = SHORT[known.way] if known.weight in ("recorded", "claimed") else f"{SHORT[known.way]} ({known.weight})"
    return [mark, svg.label(x, y + 18, words, "small halo", "middle")]


def _cut(text: str, most: int) -> str:
    return text if len(text) <= most else f"{text[: most - 1]}…"
