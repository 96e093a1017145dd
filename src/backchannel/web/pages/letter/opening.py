"""Opening one's own letter to a further reader, and sharing another's as one's own act: what follows is said first."""

from backchannel.desk import letters
from backchannel.desk.correspondence import Sheet
from backchannel.errors import UsageError
from backchannel.protocol.state import Membership
from backchannel.web import addresses
from backchannel.web.answers import Answer, Go, Page
from backchannel.web.pages.letter import frame
from backchannel.web.visit import Visit

__all__ = ["PAGES"]


def _named(member: Membership) -> str:
    return f"{member.party}/{member.name}"


def _choices(found: Sheet) -> list[tuple[str, str]]:
    return [(_named(one), f"{one.name} ({one.party})") for one in found.others]


def _opening(visit: Visit) -> Answer:
    found, document = frame.readable(visit)
    return frame.view("open.html", found, document, {"people": _choices(found)})


def _open(visit: Visit) -> Answer:
    found, _ = frame.readable(visit)
    to, why = visit.form.one("to"), visit.form.one("why")
    if not to:
        raise UsageError("Say to whom the letter is to be opened.")
    letters.open_to(visit.desk, found.channel.id.hex(), found.reference, to, why, frame.typed_marks(visit))
    return frame.done(found, "Opened to one more reader, and no later letter; its other readers see that, and why.")


def _sharing(visit: Visit) -> Answer:
    found, document = frame.readable(visit)
    return frame.view("share.html", found, document, {"people": _choices(found)})


def _share(visit: Visit) -> Answer:
    found, _ = frame.readable(visit)
    to, why = visit.form.every("to"), visit.form.one("why")
    if not to:
        raise UsageError("Say with whom the letter is to be shared.")
    channel, marks = found.channel.id.hex(), frame.typed_marks(visit)
    mine = letters.share(visit.desk, channel, found.reference, to, why, marks)
    said = "Shared as a letter of your own. Its readers are certain of you, not of its author."
    return Go(addresses.letter(mine.header.id), said)


PAGES = (
    Page("/letter/{entry}/open", _opening, {"open": _open}),
    Page("/letter/{entry}/share", _sharing, {"share": _share}),
)
