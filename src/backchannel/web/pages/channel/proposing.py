"""Proposing a channel: its charter filled in, looked at as all will see it, and proposed."""

from backchannel.desk import channels
from backchannel.desk.chartering import Terms, explained
from backchannel.web import addresses
from backchannel.web.answers import Answer, Go, Page, View
from backchannel.web.pages.channel import terms
from backchannel.web.pages.channel.terms import Kept
from backchannel.web.visit import Visit

__all__ = ["PAGES"]


def _show(visit: Visit) -> Answer:
    before = Terms("")
    if name := visit.query.get("from", ""):
        before = visit.shelf.get(name, Kept).terms or before
    found = terms.candidates(visit)
    return View("channel/new.html", {**terms.form_values(found, before), "alone": len(found) == 1})


def _look(visit: Visit) -> Answer:
    wished = terms.typed(visit, terms.candidates(visit))
    name = terms.kept(visit, wished)
    channels.foresee(visit.desk, visit.shelf.get(name, Kept).text)
    return Go(addresses.plain("channels", "new", name))


def _paste(visit: Visit) -> Answer:
    text = terms.pasted(visit)
    channels.foresee(visit.desk, text)
    return Go(addresses.plain("channels", "new", visit.shelf.keep(Kept(text))))


def _before(visit: Visit) -> Answer:
    kept = visit.shelf.get(visit.path["kept"], Kept)
    charter = channels.foresee(visit.desk, kept.text)
    others = [m.name for reader, (_, m) in charter.members.items() if reader != visit.desk.reader]
    return View(
        "channel/proposal.html",
        {"charter": charter, "rules": explained(charter), "kept": kept, "others": others, "name": visit.path["kept"]},
    )


def _propose(visit: Visit) -> Answer:
    kept = visit.shelf.get(visit.path["kept"], Kept)
    channel = channels.propose(visit.desk, kept.text)
    said = "Proposed. It opens when every party has assented; the invitations travel with the next exchange."
    return Go(addresses.channel(channel.id), said)


PAGES = (
    Page("/channels/new", _show, {"look": _look, "paste": _paste}, large=True),
    Page("/channels/new/{kept}", _before, {"propose": _propose}),
)
