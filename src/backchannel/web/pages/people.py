"""People and keys: one's own card, the cards of others, fingerprints compared by voice."""

from backchannel.desk import channels, people
from backchannel.desk.people import Shown
from backchannel.errors import UsageError
from backchannel.protocol.state import ACTIVE
from backchannel.web import addresses
from backchannel.web.answers import Answer, Download, Go, Page, View
from backchannel.web.drawing.code import code
from backchannel.web.visit import Visit

__all__ = ["PAGES"]

_CARD = 16_000


def _show(visit: Visit) -> Answer:
    desk = visit.desk
    mine = people.own_shown(desk)
    return View(
        "people.html",
        {
            "mine": mine,
            "card_text": people.own_card(desk).decode("utf-8").rstrip("\n"),
            "code": code(mine.fingerprint, "Your fingerprint as a code to be scanned"),
            "contacts": people.every_contact(desk),
            "held": channels.held_invitations(desk),
        },
    )


def _download(visit: Visit) -> Answer:
    return Download(people.own_card(visit.desk), "my.card", "application/json")


def _import(visit: Visit) -> Answer:
    """Take in a card that was pasted or uploaded."""
    file, pasted = visit.form.upload("file"), visit.form.text("card").strip()
    if (file is None) == (not pasted):
        raise UsageError("Paste the text of one card, or choose its file.")
    data = file.data if file is not None else f"{pasted}\n".encode()
    if len(data) > _CARD:
        raise UsageError("This is longer than a card may be; take the file that he calls his card.")
    taken = people.import_card(visit.desk, data)
    if taken.standing == "confirmed":
        said = "Taken in. It has the key whose fingerprint was confirmed before, so nothing is to be compared."
    else:
        said = "Taken in. The name on it is a claim until you have compared the fingerprint."
    return Go(addresses.person(taken.reader), said)


def _person(visit: Visit) -> Answer:
    desk = visit.desk
    person = people.by_reader(desk, visit.path["reader"])
    others = people.every_contact(desk)
    shared = [
        (one.channel, one.state.members[person.reader])
        for one in channels.every_standing(desk)
        if person.reader in one.state.members
    ]
    introducer = next((one for one in others if one.reader == person.introduced_by), None)
    return View(
        "person.html",
        {
            "person": person,
            "namesakes": [one for one in others if _is_namesake(one, person)],
            "introducer": introducer,
            "code": code(person.fingerprint, "The fingerprint of this card as a code to be scanned"),
            "shared": shared,
            "active": ACTIVE,
        },
    )


def _is_namesake(one: Shown, person: Shown) -> bool:
    return (one.person, one.party) == (person.person, person.party) and one.reader != person.reader


def _confirm(visit: Visit) -> Answer:
    """Confirm this card by what was read aloud."""
    person = people.by_reader(visit.desk, visit.path["reader"])
    spoken = "".join(c for c in visit.form.text("spoken") if not (c.isspace() or c in "-–.,"))
    people.confirm(visit.desk, "".join(person.fingerprint), spoken)
    return Go(addresses.person(person.reader), "Confirmed: this is his card.")


PAGES = (
    Page("/people", _show, {"download": _download, "import": _import}, large=True),
    Page("/person/{reader}", _person, {"confirm": _confirm}),
)
