"""Today: what arrived, what is owed, what waits for a decision."""

from backchannel.web.answers import Answer, Page, View
from backchannel.web.visit import Visit

__all__ = ["PAGES"]


def _show(visit: Visit) -> Answer:  # noqa: ARG001
    return View("today.html")


PAGES = (Page("/", _show),)
