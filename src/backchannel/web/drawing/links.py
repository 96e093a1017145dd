"""Issues and the links between them: each issue a word on a circle, each link an arrow with its kind written on it."""

from collections.abc import Sequence
from math import cos, pi, sin

from backchannel.planning.linkage import Linked
from backchannel.web.drawing.svg import Part, element, group, label, picture

__all__ = ["links"]

_WIDTH, _EDGE = 760.0, 40.0
_ACROSS, _DOWN = 250.0, 150.0
_GAP = 26.0


def links(found: Sequence[Linked]) -> Part:
    """Give the drawing of links that are open. A precondition is drawn whole, the others broken, by their class."""
    issues = list(dict.fromkeys(issue for one in found for issue in (one.says.issue, one.says.on)))
    places = {issue: _place(at, len(issues)) for at, issue in enumerate(issues)}
    between: dict[tuple[str, str], int] = {}
    parts = [_heads()]
    for one in found:
        pair = one.says.issue, one.says.on
        side = between[pair] = between.get(pair, 0) + 1
        parts.append(_arrow(one, places[pair[0]], places[pair[1]], side))
    parts += [_issue(issue, x, y) for issue, (x, y) in places.items()]
    title = f"{len(found)} links between {len(issues)} issues; the list below says the same in words"
    height = max(y for _, y in places.values()) + _EDGE
    return picture(title, _WIDTH, height, parts, "picture links")


def _place(at: int, count: int) -> tuple[float, float]:
    angle = 2 * pi * at / count - pi / 2
    return _WIDTH / 2 + _ACROSS * cos(angle), _EDGE + _DOWN * (1 + sin(angle))


def _issue(name: str, x: float, y: float) -> Part:
    return label(x, y + 4, name if len(name) <= 28 else f"{name[:27]}…", "issue", "middle")


def _arrow(one: Linked, start: tuple[float, float], end: tuple[float, float], side: int) -> Part:
    (x1, y1), (x2, y2) = start, end
    length = max(1.0, ((x2 - x1) ** 2 + (y2 - y1) ** 2) ** 0.5)
    dx, dy = (x2 - x1) / length, (y2 - y1) / length
    bend = 26.0 * side
    mx, my = (x1 + x2) / 2 - dy * bend, (y1 + y2) / 2 + dx * bend
    x1, y1, x2, y2 = x1 + dx * _GAP, y1 + dy * _GAP, x2 - dx * _GAP, y2 - dy * _GAP
    kind = str(one.says.type).replace("-", " ")
    class_ = f"link {'blocks' if one.blocks else 'open'}"
    path = f"M{x1:.1f},{y1:.1f} Q{mx:.1f},{my:.1f} {x2:.1f},{y2:.1f}"
    return group(
        [
            element("path", d=path, class_=class_, marker_end="url(#arrow)"),
            label((x1 + 2 * mx + x2) / 4, (y1 + 2 * my + y2) / 4 - 4, kind, "soft", "middle"),
        ],
        title=f"{one.says.issue} hangs on {one.says.on}: {kind}, held by {one.says.holder}",
    )


def _heads() -> Part:
    head = element("path", d="M0,0 L8,4 L0,8 z", class_="head")
    marker = element(
        "marker", [head], id="arrow", markerWidth=8, markerHeight=8, refX=7, refY=4, orient="auto",
        markerUnits="userSpaceOnUse",
    )  # fmt: skip
    return element("defs", [marker])
