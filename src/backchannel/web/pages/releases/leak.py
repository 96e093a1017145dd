"""Why a leak proves nothing: a letter of the other side that this desk makes itself, and accepts."""

from backchannel.desk import channels, forging
from backchannel.desk.forging import Forgery
from backchannel.errors import UsageError
from backchannel.protocol.state import ACTIVE
from backchannel.record.readers import draft
from backchannel.web.answers import Answer, Go, Page, View
from backchannel.web.visit import Visit

__all__ = ["PAGES"]


def _show(visit: Visit) -> Answer:
    own = visit.desk.reader
    authors = [
        (f"{one.channel.id.hex()}/{reader.hex()}", f"{member.name} ({member.party}), on {one.channel.name}")
        for one in channels.every_standing(visit.desk)
        if one.is_open
        for reader, member in one.state.members.items()
        if reader != own and member.status == ACTIVE and reader in one.connected
    ]
    return View("releases/leak.html", {"authors": authors})


def _forge(visit: Visit) -> Answer:
    channel, _, reader = visit.form.one("author").partition("/")
    if not reader or not visit.form.text("words").strip():
        raise UsageError("Choose whose words they are to be, and write some.")
    members = channels.standing(visit.desk, channel).state.members
    member = next((one for key, one in members.items() if key.hex() == reader), None)
    if member is None:
        raise UsageError("He is not on this channel any more; choose somebody else.")
    document, _ = draft.read(visit.form.text("words").encode("utf-8"), "words.md")
    forged = forging.forge(visit.desk, channel, f"{member.party}/{member.name}", document)
    return Go(f"/releases/leak/{visit.shelf.keep(forged)}")


def _forged(visit: Visit) -> Answer:
    return View("releases/forged.html", {"forged": visit.shelf.get(visit.path["kept"], Forgery)})


PAGES = (Page("/releases/leak", _show, {"forge": _forge}), Page("/releases/leak/{kept}", _forged))
