"""Today: what arrived, what is owed, what waits for a decision, where it is quiet, how what is written travels."""

from backchannel.desk import travel
from backchannel.desk.alarms import MEANINGS
from backchannel.desk.planning import contacts, owed
from backchannel.desk.planning.consultation import asked
from backchannel.desk.today import QUIET_DAYS, today
from backchannel.desk.words import requests
from backchannel.web.answers import Answer, Page, View
from backchannel.web.visit import Visit

__all__ = ["PAGES"]

MOST = 30
"""As many letters and debts are listed; there are pages for all of them."""


def _show(visit: Visit) -> Answer:
    desk = visit.desk
    found = today(desk)
    return View(
        "today.html",
        {
            "today": found,
            "meanings": MEANINGS,
            "most": MOST,
            "quiet_days": QUIET_DAYS,
            "in_cases": owed.owed(desk),
            "contacts": contacts.to_decide(desk),
            "consulted": [one for one in asked.received(desk) if one.answer is None],
            "drafts": requests.waiting(desk),
            "waiting": travel.waiting(desk),
            "relays": desk.card.relays,
            "last": visit.site.courier.last,
        },
    )


PAGES = (Page("/", _show),)
