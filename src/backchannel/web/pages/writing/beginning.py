"""The drafts of this desk, what waits for an answer, and a new draft."""

from backchannel.desk import channels, draft_files, drafting, drafts, letters
from backchannel.desk.channels import Standing
from backchannel.desk.own_ledger import NAME as OWN
from backchannel.desk.references import located
from backchannel.planning.drafts import DISCARDED, SEALED
from backchannel.web import addresses
from backchannel.web.answers import Answer, Go, Page, View
from backchannel.web.pages.writing.frame import for_channels
from backchannel.web.visit import Visit

__all__ = ["PAGES"]

_ENDED = 40
"""Drafts that have ended, of which the last are listed."""


def _list(visit: Visit) -> Answer:
    every = drafts.every(visit.desk)
    begun = {one.draft.answers for one in every if one.draft.kept.ended is None}
    return View(
        "writing/list.html",
        {
            "open": [one for one in every if one.draft.kept.ended is None],
            "ended": [one for one in every if one.draft.kept.ended is not None][:_ENDED],
            "owed": [one for one in letters.owed(visit.desk) if one.by_us and one.entry.hex() not in begun],
            "sealed": SEALED,
            "discarded": DISCARDED,
        },
    )


def _take_up(visit: Visit) -> Answer:
    draft = drafting.take_up(visit.desk, visit.form.one("which"))
    return Go(addresses.draft(draft.id), "The draft is taken up again.")


def _new(visit: Visit) -> Answer:
    answers = visit.form.one("_answers") or visit.query.get("answers", "")
    channel = visit.query.get("channel", "")
    reference = ""
    if answers:
        channel, reference = located(visit.desk, answers)
    standings = channels.every_standing(visit.desk)
    ours = visit.desk.card.party
    return View(
        "writing/new.html",
        {
            "answers": answers,
            "reference": reference,
            "channels": for_channels(standings),
            "channel": next((one.channel.id.hex() for one in standings if _is(one, channel)), ""),
            "onto": [
                (OWN, "My own ledger: nobody else reads it"),
                *(
                    (
                        one.channel.id.hex(),
                        f"{one.channel.name}: {_names(one, visit.desk.reader)} too",
                    )
                    for one in standings
                    if one.is_open and {m.party for m in one.state.members.values()} == {ours}
                ),
            ],
            "own": OWN,
        },
    )


def _is(standing: Standing, channel: str) -> bool:
    return bool(channel) and standing.is_open and standing.channel.id.hex().startswith(channel)


def _names(standing: Standing, me: bytes) -> str:
    others = [standing.state.members[one].name for one in standing.state.active() if one != me]
    return ", ".join(others) or "nobody else can"


def _begin(visit: Visit) -> Answer:
    form, desk = visit.form, visit.desk
    draft = drafting.new(
        desk,
        form.one("name"),
        channel=form.one("channel"),
        answers=form.one("_answers"),
        onto=form.one("onto"),
        slip=form.one("once"),
    )
    said = "The draft is begun; every passage that you save is kept."
    if (file := form.upload("file")) and not draft.passages:
        taken = draft_files.take(desk, draft.id.hex(), file.name, file.data)
        said = " ".join([f"The draft is begun with the {taken.new} passages of the file.", *taken.told])
    return Go(addresses.draft(draft.id), said)


PAGES = (
    Page("/writing", _list, {"take-up": _take_up}),
    Page("/writing/new", _new, {"begin": _begin}, large=True),
)
