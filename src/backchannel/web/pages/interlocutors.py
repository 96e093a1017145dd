"""Interlocutors: named with a mandate, accepted or withdrawn by each side, sent when all have accepted."""

from dataclasses import dataclass

from backchannel.desk import channels, interlocutors
from backchannel.desk.channels import Standing
from backchannel.desk.interlocutors import Shown
from backchannel.errors import UsageError
from backchannel.web import addresses
from backchannel.web.answers import Answer, Go, Page, View
from backchannel.web.visit import Visit

__all__ = ["PAGES"]

_HERE = addresses.plain("people", "interlocutors")


@dataclass(frozen=True, slots=True)
class Named:
    """An interlocutor on a channel, what our own side has said of him, and whose word is missing."""

    standing: Standing
    shown: Shown
    ours: str
    missing: tuple[str, ...]

    @property
    def id(self) -> str:
        """By which his forms are told apart."""
        return self.shown.who.named_in.hex()


def _all(visit: Visit) -> list[Named]:
    found = []
    for standing in channels.every_standing(visit.desk):
        if not standing.is_joined:
            continue
        parties = [party.name for party in standing.state.charter.parties]
        for shown in interlocutors.every(visit.desk, standing.channel.id.hex()):
            said = {party: word for party, word, _, _ in shown.words}
            missing = tuple(party for party in parties if said.get(party) != "accepted")
            found.append(Named(standing, shown, said.get(visit.desk.card.party, ""), missing))
    return found


def _show(visit: Visit) -> Answer:
    speaks = [
        (one.channel.id.hex(), one.channel.name)
        for one in channels.every_standing(visit.desk)
        if one.is_open and (mine := one.state.members.get(visit.desk.reader)) is not None and mine.principal
    ]
    return View("interlocutors.html", {"named": _all(visit), "channels": speaks})


def _name(visit: Visit) -> Answer:
    form = visit.form
    if not form.one("mandate"):
        raise UsageError("Say what he is to do; every side sees it, and accepts him for that.")
    words = {name: form.text(name).strip() for name in ("mandate", "place", "travel", "may_say")}
    interlocutors.name(visit.desk, form.one("channel"), form.one("person"), **words)
    return Go(_HERE, "Named, which is our own acceptance; he may be sent when every side has accepted him.")


def _meant(visit: Visit) -> Named:
    wanted = visit.form.one("which")
    found = next((one for one in _all(visit) if one.id == wanted), None)
    if found is None:
        raise UsageError("He is not named here any more; look at the list again.")
    return found


def _accept(visit: Visit) -> Answer:
    one = _meant(visit)
    interlocutors.accept(visit.desk, one.standing.channel.id.hex(), one.shown.who.name)
    return Go(_HERE, "Accepted, for our side.")


def _withdraw(visit: Visit) -> Answer:
    one = _meant(visit)
    interlocutors.withdraw(
        visit.desk, one.standing.channel.id.hex(), one.shown.who.name, visit.form.text("why").strip()
    )
    return Go(_HERE, "Withdrawn, for our side; the others' word stays as it is.")


PAGES = (Page(_HERE, _show, {"name": _name, "accept": _accept, "withdraw": _withdraw}),)
