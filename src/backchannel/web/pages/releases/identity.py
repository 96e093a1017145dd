"""The identity key: made once, its card published outside every channel."""

from backchannel.desk import identities
from backchannel.errors import UsageError
from backchannel.protocol.release.identity import IdentityCard, read_identity
from backchannel.web.answers import Answer, Download, Go, Page, View
from backchannel.web.visit import Visit

__all__ = ["PAGES", "own_identity"]


def own_identity(visit: Visit) -> IdentityCard | None:
    """Give this desk's identity card, if it has one."""
    try:
        return read_identity(identities.identity_card(visit.desk))
    except UsageError:
        return None


def _show(visit: Visit) -> Answer:
    card = own_identity(visit)
    return View("releases/identity.html", {"identity": card, "fingerprint": card.fingerprint.split() if card else []})


def _make(visit: Visit) -> Answer:
    identities.make_identity(visit.desk)
    return Go("/releases/identity", "Made. Publish its card where people will look for it in thirty years.")


def _download(visit: Visit) -> Answer:
    return Download(identities.identity_card(visit.desk), "identity.json", "application/json")


PAGES = (Page("/releases/identity", _show, {"make": _make, "download": _download}),)
