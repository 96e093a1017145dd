"""The releases of every channel, and where to begin one."""

from backchannel.desk import releases
from backchannel.web.answers import Answer, Page, View
from backchannel.web.visit import Visit

__all__ = ["PAGES"]


def _show(visit: Visit) -> Answer:
    return View("releases/list.html", {"releases": releases.listed(visit.desk)})


PAGES = (Page("/releases", _show),)
