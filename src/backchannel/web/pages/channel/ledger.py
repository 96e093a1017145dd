"""The ledger of a channel: its entries with who holds them, what was set aside, and the check of the whole."""

from dataclasses import dataclass

from backchannel.desk import checking, overview
from backchannel.desk.checking import Checked
from backchannel.desk.desk import Desk
from backchannel.web import addresses
from backchannel.web.answers import Answer, Go, Page
from backchannel.web.pages.channel import frame
from backchannel.web.visit import Visit
from backchannel.web.works import Work

__all__ = ["PAGES"]

_PART = 80
"""Entries of one part of the ledger."""


@dataclass(frozen=True, slots=True)
class _Result:
    channel: bytes
    when: str
    checked: Checked


def _show(visit: Visit) -> Answer:
    found = frame.standing(visit)
    part = visit.number("part", 1)
    held, total = overview.ledger_part(visit.desk, found.channel.id.hex(), (part - 1) * _PART, _PART)
    count = max(1, -(-total // _PART))
    values = {
        "held": held,
        "total": total,
        "shown_part": min(part, count),
        "count": count,
        "parties": len(found.state.charter.parties),
        "aside": bool(overview.set_aside(visit.desk, found.channel.name)),
    }
    return frame.view(visit, "ledger.html", found, values)


def _aside(visit: Visit) -> Answer:
    found = frame.standing(visit)
    return frame.view(visit, "aside.html", found, {"rows": overview.set_aside(visit.desk, found.channel.name)})


def _verifying(visit: Visit) -> Answer:
    found = frame.standing(visit)
    return frame.view(visit, "verify.html", found, {"total": overview.length(visit.desk, found.channel.name)})


def _verify(visit: Visit) -> Answer:
    found, shelf = frame.standing(visit), visit.shelf
    name, identifier = found.channel.name, found.channel.id

    def check(desk: Desk, work: Work) -> Answer:
        result = _Result(identifier, desk.now(), checking.check(desk, name, work.tell))
        return Go(addresses.channel(identifier, "verify", shelf.keep(result)))

    total = overview.length(visit.desk, name)
    work = visit.works.start("Checking the ledger of a channel", check, unit="entries", total=total)
    return Go(addresses.work(work.id))


def _verified(visit: Visit) -> Answer:
    found, result = frame.standing(visit), visit.shelf.get(visit.path["kept"], _Result)
    return frame.view(visit, "verified.html", found, {"result": result.checked, "when": result.when})


PAGES = (
    Page("/channel/{channel}/ledger", _show),
    Page("/channel/{channel}/ledger/aside", _aside),
    Page("/channel/{channel}/verify", _verifying, {"verify": _verify}),
    Page("/channel/{channel}/verify/{kept}", _verified),
)
