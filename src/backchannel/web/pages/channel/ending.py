"""How a channel goes on here: its name, resumed after a restoration, words retired, forks mended; left, or closed."""

from backchannel.desk import channels, mending, readers, retention, travel
from backchannel.desk.alarms import MEANINGS
from backchannel.errors import UsageError
from backchannel.protocol.state import ACTIVE
from backchannel.web.answers import Answer, Page
from backchannel.web.numbers import whole_number
from backchannel.web.pages.channel import frame
from backchannel.web.visit import Visit

__all__ = ["PAGES"]


def _show(visit: Visit) -> Answer:
    found = frame.standing(visit)
    due = retention.due(visit.desk, found.channel.name)
    routes = travel.routes(visit.desk, found.channel.name)
    return frame.view(visit, "settings.html", found, {"due": due, "routes": routes})


def _rename(visit: Visit) -> Answer:
    found = frame.standing(visit)
    channels.rename(visit.desk, found.channel.name, visit.form.one("name"))
    return frame.done(found, "Renamed on this desk alone; nobody else hears of it.", "standing")


def _resuming(visit: Visit) -> Answer:
    found = frame.standing(visit)
    others = [m for r, m in found.state.members.items() if m.status == ACTIVE and r != visit.desk.reader]
    lines = readers.consequences(visit.desk, found.channel.name, "restore")[:1]
    return frame.view(visit, "resume.html", found, {"others": others, "lines": lines})


def _resume(visit: Visit) -> Answer:
    found = frame.standing(visit)
    missing = channels.resume(visit.desk, found.channel.name, visit.form.every("without"))
    if missing:
        return frame.done(found, f"It still waits to hear: {', '.join(missing)}.", "resume")
    return frame.done(found, "This channel may be written on again.")


def _leaving(visit: Visit) -> Answer:
    found = frame.standing(visit)
    return frame.view(visit, "leave.html", found, {"lines": _lines(visit, found.channel.name, "leave")})


def _leave(visit: Visit) -> Answer:
    found = frame.standing(visit)
    channels.leave(visit.desk, found.channel.name, visit.form.one("why"))
    return frame.done(found, "You have left this channel; the others see it with the next exchange.")


def _closing(visit: Visit) -> Answer:
    found = frame.standing(visit)
    return frame.view(visit, "close.html", found, {"lines": _lines(visit, found.channel.name, "close")})


def _close(visit: Visit) -> Answer:
    found = frame.standing(visit)
    channels.close(visit.desk, found.channel.name, visit.form.one("why"))
    return frame.done(found, "Closed for everybody; a release can still be agreed.")


def _lines(visit: Visit, name: str, act: str) -> list[str]:
    return readers.consequences(visit.desk, name, act)


def _retiring(visit: Visit) -> Answer:
    found = frame.standing(visit)
    due = retention.due(visit.desk, found.channel.name)
    lines = readers.consequences(visit.desk, found.channel.name, "retire")
    return frame.view(visit, "retire.html", found, {"due": due, "lines": lines})


def _retire(visit: Visit) -> Answer:
    found = frame.standing(visit)
    if visit.form.every("due") != retention.due(visit.desk, found.channel.name).letters:
        raise UsageError("What is due has changed since this page was shown; look at it again.")
    done = retention.retire(visit.desk, found.channel.name)
    return frame.done(found, f"Retired on this desk: {', '.join(done.letters)}. Their places stay.", "standing")


def _mending(visit: Visit) -> Answer:
    found = frame.standing(visit)
    members = found.state.members
    forked = [
        (alarm, members[alarm.author], MEANINGS.get(alarm.kind))
        for alarm in found.alarms
        if alarm.kind in {"fork", "report"} and alarm.author in members
    ]
    said = [(members[one.author], one) for one in found.state.mends if one.author in members]
    return frame.view(visit, "mend.html", found, {"forked": forked, "said": said})


def _mend(visit: Visit) -> Answer:
    found = frame.standing(visit)
    keep, why = whole_number(visit.form.one("keep")), visit.form.one("why")
    if not why:
        raise UsageError("Say why this history stands; all members see the reason.")
    if keep is None:
        raise UsageError("Say by its number which entry of the author is the last that stands.")
    member = next((m for r, m in found.state.members.items() if r.hex() == visit.form.one("which")), None)
    if member is None:
        raise UsageError("There is no such author on this channel.")
    mending.mend(visit.desk, found.channel.name, f"{member.party}/{member.name}", why, keep=keep)
    return frame.done(found, "Said. It counts when a principal of every party has said the same.")


PAGES = (
    Page("/channel/{channel}/standing", _show, {"rename": _rename}),
    Page("/channel/{channel}/resume", _resuming, {"resume": _resume}),
    Page("/channel/{channel}/leave", _leaving, {"leave": _leave}),
    Page("/channel/{channel}/close", _closing, {"close": _close}),
    Page("/channel/{channel}/retire", _retiring, {"retire": _retire}),
    Page("/channel/{channel}/mend", _mending, {"mend": _mend}),
)
