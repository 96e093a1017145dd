"""The readers of a channel: who they are, who named them; added, replaced and removed, with the effect shown first."""

from backchannel.desk import people, readers
from backchannel.desk.channels import Standing
from backchannel.errors import UsageError
from backchannel.protocol.state import ACTIVE, REMOVED, Membership
from backchannel.web.answers import Answer, Page
from backchannel.web.pages.channel import frame
from backchannel.web.visit import Visit

__all__ = ["PAGES"]


def _show(visit: Visit) -> Answer:
    found = frame.standing(visit)
    own = visit.desk.card.party
    listed = readers.every(visit.desk, found.channel.name)
    by_place = {(m.name, m.party, m.status): reader for reader, m in found.state.members.items()}
    rows = [(one, by_place.get((one.membership.name, one.membership.party, one.membership.status))) for one in listed]
    party = found.state.charter.party(own)
    here = sum(m.party == own and m.status == ACTIVE for m in found.state.members.values())
    return frame.view(
        visit,
        "readers.html",
        found,
        {"rows": rows, "own": own, "ceiling": party.ceiling if party else 0, "here": here},
    )


def _named(visit: Visit, found: Standing) -> tuple[str, Membership]:
    """Give (how use cases name him, his place) of the reader of the address."""
    wanted = visit.path["reader"]
    for reader, member in found.state.members.items():
        if len(wanted) == 16 and reader.hex().startswith(wanted) and member.status != REMOVED:
            return f"{member.party}/{member.name}", member
    raise UsageError("There is no such reader on this channel; look at its list of readers.")


def _contacts(visit: Visit, found: Standing) -> list[tuple[str, str]]:
    there = {reader for reader, m in found.state.members.items() if m.status == ACTIVE}
    return [
        (f"{one.party}/{one.person}", f"{one.person} ({one.standing})")
        for one in people.every_contact(visit.desk)
        if one.party == visit.desk.card.party and one.reader not in there
    ]


def _adding(visit: Visit) -> Answer:
    found = frame.standing(visit)
    lines = readers.consequences(visit.desk, found.channel.name, "add", "Who is added")
    return frame.view(
        visit, "reader_add.html", found, {"lines": lines[:1], "contacts": _contacts(visit, found), "back": "readers"}
    )


def _add(visit: Visit) -> Answer:
    found = frame.standing(visit)
    readers.add(visit.desk, found.channel.name, visit.form.one("name"), visit.form.one("why"))
    said = "Added. He reads what is sealed for him from now on, and no earlier letter until its author opens it to him."
    return frame.done(found, said, "readers")


def _removing(visit: Visit) -> Answer:
    found = frame.standing(visit)
    name, member = _named(visit, found)
    lines = readers.consequences(visit.desk, found.channel.name, "remove", member.name)
    opened = readers.opened_to(visit.desk, found.channel.name, name)
    return frame.view(visit, "reader_remove.html", found, {"member": member, "lines": lines, "opened": opened})


def _remove(visit: Visit) -> Answer:
    found = frame.standing(visit)
    readers.remove(visit.desk, found.channel.name, _named(visit, found)[0], visit.form.one("why"))
    return frame.done(found, "Removed. He gets nothing more, and the keys were renewed.", "readers")


def _replacing(visit: Visit) -> Answer:
    found = frame.standing(visit)
    _, member = _named(visit, found)
    lines = readers.consequences(visit.desk, found.channel.name, "replace", member.name)
    values = {"member": member, "lines": lines, "contacts": _contacts(visit, found)}
    return frame.view(visit, "reader_replace.html", found, values)


def _replace(visit: Visit) -> Answer:
    found = frame.standing(visit)
    name, why = visit.form.one("name"), visit.form.one("why")
    readers.add(visit.desk, found.channel.name, name, why, replaces=_named(visit, found)[0])
    return frame.done(found, "Replaced. The new key starts with what is written for all from now on.", "readers")


PAGES = (
    Page("/channel/{channel}/readers", _show),
    Page("/channel/{channel}/readers/add", _adding, {"add": _add}),
    Page("/channel/{channel}/readers/{reader}/remove", _removing, {"remove": _remove}),
    Page("/channel/{channel}/readers/{reader}/replace", _replacing, {"replace": _replace}),
)
