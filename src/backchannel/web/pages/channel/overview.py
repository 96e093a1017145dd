"""A channel: what it is, what waits, the exchange drawn in time, who speaks, and its letters."""

from backchannel.desk import correspondence, travel
from backchannel.desk.alarms import MEANINGS
from backchannel.desk.chartering import explained
from backchannel.web.answers import Answer, Page
from backchannel.web.drawing import exchange
from backchannel.web.pages.channel import frame, lists
from backchannel.web.visit import Visit

__all__ = ["PAGES"]

_PART = 50
"""Letters of one part of the list."""


def _show(visit: Visit) -> Answer:
    found = frame.standing(visit)
    if found.is_invited:
        return frame.view(visit, "invited.html", found, {"rules": explained(found.channel.charter)})
    listed = correspondence.on_channel(visit.desk, found.channel.id.hex())
    silences = correspondence.silences(listed, visit.desk.clock())
    parties = [party.name for party in found.state.charter.parties]
    parties.sort(key=lambda name: name != visit.desk.card.party)
    count = max(1, -(-len(listed) // _PART))
    part = min(visit.number("part", 1), count)
    newest = listed[::-1]
    return frame.view(
        visit,
        "page.html",
        found,
        {
            "alarms": [(alarm, MEANINGS.get(alarm.kind)) for alarm in found.alarms],
            "picture": exchange.drawn(listed, silences, parties, visit.desk.clock()),
            "silences": silences,
            "hidden": [one for one in listed if not one.opens and not one.retired],
            "tally": correspondence.tally(listed),
            "total": sum(one.opens for one in listed),
            "letters": newest[(part - 1) * _PART : part * _PART],
            "references": {one.header.id: one.reference for one in listed},
            "shown_part": part,
            "count": count,
            "rules": explained(found.state.charter),
            "routes": travel.routes(visit.desk, found.channel.name),
        },
    )


PAGES = (Page("/channel/{channel}", _show, {"accept": lists.accept, "decline": lists.decline}),)
