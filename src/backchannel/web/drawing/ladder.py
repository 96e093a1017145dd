"""A ladder of positions drawn to scale: the rungs of one issue that have amounts in one unit, and how far apart."""

from backchannel.planning.positions import Distance
from backchannel.web.drawing.svg import Part, label, line, picture, rectangle

__all__ = ["ladder"]

_WIDTH, _LEFT, _RIGHT, _ROW = 640, 40, 40, 54


def ladder(found: Distance) -> Part | None:
    """Give the drawing, or None where fewer than two rungs have amounts in one unit: then words alone say it."""
    rungs = [(said, said.amount) for said in found.rungs if said.amount is not None]
    units = {said.says.unit for said, _ in rungs}
    if len(rungs) < 2 or len(units) != 1:
        return None
    amounts = [float(amount) for _, amount in rungs if amount is not None]
    low, high = min(amounts), max(amounts)
    span = (high - low) or 1.0
    room = _WIDTH - _LEFT - _RIGHT

    def place(amount: float) -> float:
        return _LEFT + room * (amount - low) / span

    (unit,) = units
    parts = [line(_LEFT, 40, _WIDTH - _RIGHT, 40, "rail")]
    told = []
    for at, ((said, _), amount) in enumerate(zip(rungs, amounts, strict=True)):
        x, above = place(amount), at % 2 == 0
        anchor = "start" if x < _WIDTH / 3 else "end" if x > 2 * _WIDTH / 3 else "middle"
        parts += [
            rectangle(x - 2, 30, 4, 20, "ours"),
            label(x, 22 if above else 68, f"{said.says.step}: {said.says.amount}", anchor=anchor),
        ]
        told.append(f"{said.says.step} {said.says.amount}")
    parts.append(label(_WIDTH / 2, 88, unit, "soft", "middle"))
    return picture(f"To scale: {', '.join(told)} {unit}", _WIDTH, 96, parts)
