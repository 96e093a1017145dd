"""What is owed in a case: letters on its lanes without an answer, reactions, promises to keep, papers that are due."""

from datetime import UTC, datetime, time

from backchannel.desk import letters
from backchannel.desk.letters import Owed
from backchannel.desk.planning import owed
from backchannel.web.answers import Answer, Page
from backchannel.web.pages.case.frame import Frame, asked_day, case_of, framed, in_parts, view
from backchannel.web.visit import Visit

__all__ = ["PAGES"]

_ROWS = 60


def _show(visit: Visit) -> Answer:
    on = asked_day(visit)
    day = on or visit.desk.clock().date()
    case = next(iter(owed.owed(visit.desk, on, case_of(visit))), None)
    moment = datetime.combine(on, time(23, 59, 59), UTC) if on else None
    waiting, part, count = in_parts(visit, _on_lanes(letters.owed(visit.desk, moment), framed(visit)), _ROWS)
    return view(
        visit,
        "owed.html",
        {"on": on, "day": day, "case": case, "letters": waiting, "part": part, "count": count},
    )


def _on_lanes(found: list[Owed], frame: Frame) -> list[Owed]:
    """Give of the letters that are owed those on a channel that runs in a lane of the case."""
    lanes = frame.case.lanes
    runs = {says.channel for lane in lanes for says in (lane.says, *(says for says, _ in lane.beside))}
    return [one for one in found if one.channel_id.hex() in runs]


PAGES = (Page("/case/{case}/owed", _show),)
