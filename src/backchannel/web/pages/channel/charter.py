"""The charter of a channel, whole: what each rule enforces, what waits for an answer, and the text of it."""

from backchannel.desk import channels
from backchannel.desk.chartering import charter_toml, differences, explained
from backchannel.web.answers import Answer, Download, Page
from backchannel.web.pages.channel import frame
from backchannel.web.visit import Visit

__all__ = ["PAGES"]


def _show(visit: Visit) -> Answer:
    found = frame.standing(visit)
    state = found.state
    waiting = [(one, differences(state.charter, one.charter)) for one in state.amendments]
    mine = visit.desk.reader
    return frame.view(
        visit,
        "charter.html",
        found,
        {
            "rules": explained(state.charter),
            "waiting": waiting,
            "assenting": sorted(state.parties_assenting(state.assents)),
            "assented": mine in state.assents,
            "toml": charter_toml(state.charter),
        },
    )


def _assent(visit: Visit) -> Answer:
    return _say(visit, "assent", "Assented. The others see it with the next exchange.")


def _decline(visit: Visit) -> Answer:
    return _say(visit, "decline", "Declined. The others see it, and your reason, with the next exchange.")


def _say(visit: Visit, answer: str, said: str) -> Answer:
    found = frame.standing(visit)
    digest, why = visit.form.one("which"), visit.form.one("why")
    channels.assent(visit.desk, found.channel.name, digest, answer=answer, reason=why)
    return frame.done(found, said, "charter")


def _toml(visit: Visit) -> Answer:
    found = frame.standing(visit)
    return Download(charter_toml(found.state.charter).encode(), "charter.toml", "application/toml")


PAGES = (Page("/channel/{channel}/charter", _show, {"assent": _assent, "decline": _decline, "toml": _toml}),)
