"""Alarms: what each means and what to do; saying which history stands; what was dropped and how often."""

from dataclasses import dataclass

from backchannel.desk import channels, mending, overview
from backchannel.desk.alarms import MEANINGS, Alarm, Meaning
from backchannel.desk.channels import Standing
from backchannel.errors import UsageError
from backchannel.protocol.state import ACTIVE
from backchannel.web import addresses
from backchannel.web.answers import Answer, Go, Page, View
from backchannel.web.numbers import whole_number
from backchannel.web.visit import Visit

__all__ = ["PAGES"]


@dataclass(frozen=True, slots=True)
class Raised:
    """An alarm with its meaning, its channel, and the name of the author that it is about."""

    alarm: Alarm
    meaning: Meaning
    standing: Standing | None
    author: str
    others: tuple[tuple[str, str, bool], ...]
    """(reader, name, False) of the other members, who must be heard: the boxes of a form."""


def _show(visit: Visit) -> Answer:
    desk = visit.desk
    found = overview.alarms(desk, settled=True)
    known = {one.channel.id: one for one in channels.every_standing(desk)}
    return View(
        "alarms.html",
        {
            "raised": [
                _raised(alarm, known.get(alarm.channel), desk.reader) for _, alarm in found if not alarm.settled
            ],
            "settled": [(name, alarm) for name, alarm in found if alarm.settled],
            "refusals": list(reversed(overview.refusals(desk))),
        },
    )


def _raised(alarm: Alarm, standing: Standing | None, own: bytes) -> Raised:
    members = standing.state.members if standing else {}
    author = members.get(alarm.author)
    others = tuple(
        (reader.hex(), f"{one.name} ({one.party})", False)
        for reader, one in members.items()
        if reader != own and one.status == ACTIVE
    )
    return Raised(alarm, MEANINGS[alarm.kind], standing, author.name if author else "", others)


def _mend(visit: Visit) -> Answer:
    """Say which history of an author stands."""
    form = visit.form
    channel, author = _of(visit)
    kept = whole_number(form.one("keep"))
    if kept is None and form.one("keep"):
        raise UsageError("Say up to which entry his history stands as a number, or leave it empty.")
    if not form.one("why"):
        raise UsageError("Say why this history stands; every member sees it.")
    seq = mending.mend(visit.desk, channel, author, form.one("why"), keep=kept)
    return Go(
        addresses.plain("alarms"),
        f"Said: his history stands up to entry {seq}. It counts when every party has said the same.",
    )


def _resume(visit: Visit) -> Answer:
    """Let an old copy write again, without those whom the person does not wait for."""
    channel = visit.form.one("which")
    members = channels.standing(visit.desk, channel).state.members
    chosen = set(visit.form.every("without"))
    without = [member for reader, member in members.items() if reader.hex() in chosen]
    missing = channels.resume(visit.desk, channel, tuple(f"{one.party}/{one.name}" for one in without))
    if missing:
        raise UsageError(f"Not heard yet: {', '.join(missing)}; exchange once more, or go on without them.")
    return Go(addresses.plain("alarms"), "This desk writes on the channel again.")


def _of(visit: Visit) -> tuple[str, str]:
    wanted = visit.form.one("which")
    for _, alarm in overview.alarms(visit.desk):
        if alarm.id.hex()[:12] == wanted:
            member = channels.standing(visit.desk, alarm.channel.hex()).state.members.get(alarm.author)
            if member is not None:
                return alarm.channel.hex(), f"{member.party}/{member.name}"
    raise UsageError("This alarm is not here any more; look at the list again.")


PAGES = (Page("/alarms", _show, {"mend": _mend, "resume": _resume}),)
