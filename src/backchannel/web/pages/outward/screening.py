"""Screening a draft before it goes: by this desk, and by a keeper who may read what its author may not."""

from dataclasses import dataclass
from itertools import groupby

from backchannel.desk import channels
from backchannel.desk.desk import Desk
from backchannel.desk.words import allowance, asking, keeper, screening, trust
from backchannel.desk.words.requests import Request
from backchannel.desk.words.screening import Echo, Screened
from backchannel.desk.words.trust import Colleague
from backchannel.errors import UsageError
from backchannel.protocol.screening import Outcome
from backchannel.web.answers import Answer, Go, Page, View
from backchannel.web.pages.outward.given import begun, typed_draft
from backchannel.web.visit import Visit
from backchannel.web.works import Work

__all__ = ["PAGES", "colleague", "colleagues"]

_LISTED = 50


@dataclass(frozen=True, slots=True, repr=False)
class _Looked:
    """A draft that was screened: what it is called, and what came of it."""

    name: str
    screened: Screened

    @property
    def by_passage(self) -> list[tuple[tuple[int, ...], list[Echo]]]:
        """Give what was found by the parts of the draft in which it stands, letters before imported documents."""
        grouped = groupby(self.screened.echoes, key=lambda echo: echo.parts)
        return [(parts, sorted(found, key=lambda echo: echo.is_imported)) for parts, found in grouped]

    @property
    def count(self) -> int:
        """How many parts of the draft must be cleared."""
        return len({at for echo in self.screened.echoes for at in echo.parts})


def colleagues(visit: Visit) -> list[tuple[str, str]]:
    """Give whom one may ask as the options of a choice: each person on each channel that is shared with him."""
    return [(_value(one), f"{one.name}, on {one.called}") for one in trust.colleagues(visit.desk)]


def colleague(visit: Visit, name: str) -> Colleague:
    """Give the colleague who was chosen in a field; UsageError where nobody was."""
    chosen = visit.form.one(name)
    for one in trust.colleagues(visit.desk):
        if _value(one) == chosen:
            return one
    raise UsageError("Choose somebody with whom you share a channel of your own side.")


def _value(one: Colleague) -> str:
    return f"{one.channel.hex()[:16]}-{one.reader.hex()[:16]}"


def _show(visit: Visit) -> Answer:
    desk = visit.desk
    return View(
        "outward/screening.html",
        {
            "channels": [
                ("", "to nobody whom I name: all that is private counts"),
                *((one.channel.id.hex(), one.channel.name) for one in channels.every_standing(desk)),
            ],
            "sent": asking.sent(desk)[:_LISTED],
            "asked": list(reversed(keeper.asked(desk)))[:_LISTED],
            "by_itself": trust.listed(desk),
            "colleagues": colleagues(visit),
            "measure": allowance,
            "state": _state,
            "Outcome": Outcome,
        },
    )


def _state(request: Request, waits: str = "") -> str:
    """Say where a request stands, for its asker and for its keeper."""
    if request.fault:
        return request.fault
    if request.answer is None:
        return f"waits for your look: {waits}" if waits else "is not answered yet"
    outcomes = request.answer.outcomes
    if Outcome.REFUSED in outcomes:
        return "refused"
    return f"answered: {outcomes.count(Outcome.CLEAR) or 'none'} of {len(outcomes)} to clear"


def _screen(visit: Visit) -> Answer:
    draft, to, shelf = typed_draft(visit), visit.form.one("to"), visit.shelf

    def job(desk: Desk, _: Work) -> Answer:
        found = screening.screen_document(desk, draft.document, to, draft.address)
        return Go(f"/words/screening/found/{shelf.keep(_Looked(draft.name, found))}")

    return begun(visit, "Screening a draft", job)


def _found(visit: Visit) -> Answer:
    looked = visit.shelf.get(visit.path["kept"], _Looked)
    return View("outward/screened.html", {"looked": looked, "colleagues": colleagues(visit)})


def _ask(visit: Visit) -> Answer:
    looked = visit.shelf.get(visit.path["kept"], _Looked)
    one = colleague(visit, "keeper")
    again = visit.form.is_on("again")
    asked = asking.ask(visit.desk, looked.screened.parts, one.name, one.channel.hex(), again=again)
    said = (
        f"Sent to {one.name}, who alone can read it; it goes with the next exchange."
        if asked.now
        else f"{one.name} was asked about this very draft before; here is what became of it."
    )
    return Go(f"/words/screening/asked/{asked.request.header.id.hex()}", said)


def _asked(visit: Visit) -> Answer:
    request = next((one for one in asking.sent(visit.desk) if one.header.id.hex() == visit.path["entry"]), None)
    if request is None:
        raise UsageError("You sent no such draft to a keeper; look in the list of those that you sent.")
    outcomes = request.answer.outcomes if request.answer else ()
    return View("outward/screening_asked.html", {"request": request, "outcomes": outcomes, "Outcome": Outcome})


PAGES = (
    Page("/words/screening", _show, {"screen": _screen}, large=True),
    Page("/words/screening/found/{kept}", _found, {"ask": _ask}),
    Page("/words/screening/asked/{entry}", _asked),
)
