"""The first page of the section: what there is to do with exact words."""

from backchannel.desk.words import readings
from backchannel.desk.words.bank import Selection
from backchannel.web.answers import Answer, Go, Page
from backchannel.web.pages.words.frame import view
from backchannel.web.pages.words.statements import counted, listed
from backchannel.web.visit import Visit

__all__ = ["PAGES"]


def _show(visit: Visit) -> Answer:
    found = listed(visit, Selection(), visit.address)
    if isinstance(found, Go):
        return found
    placed = readings.listed(visit.desk)
    still = sum(one.state == readings.OPEN for one in placed)
    return view(
        visit,
        "overview.html",
        {"counts": counted(found), "total": len(found), "readings": len(placed), "open_readings": still},
    )


PAGES = (Page("/words", _show),)
