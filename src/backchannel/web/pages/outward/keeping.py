"""A keeper's side of screening: the drafts that colleagues sent here, each answer, and who is answered by the desk."""

from backchannel.desk.desk import Desk
from backchannel.desk.words import allowance, keeper, trust
from backchannel.desk.words.keeper import Entered
from backchannel.errors import UsageError
from backchannel.protocol.screening import Outcome
from backchannel.web.answers import Answer, Go, Page, View
from backchannel.web.numbers import whole_number
from backchannel.web.pages.outward.screening import colleague, colleagues
from backchannel.web.visit import Visit

__all__ = ["PAGES"]


def _entered(desk: Desk, entry: str) -> Entered:
    for one in keeper.asked(desk):
        if one.request.header.id.hex() == entry:
            return one
    raise UsageError("Nobody sent such a draft here; look in the list of what this desk was asked.")


def _show(visit: Visit) -> Answer:
    entered = _entered(visit.desk, visit.path["entry"])
    request = entered.request
    is_open = not request.fault and request.answer is None
    passages = keeper.look(visit.desk, request.reference, request.channel)[1] if is_open else ()
    return View(
        "outward/screening_request.html",
        {"request": request, "waits": entered.waits, "passages": passages, "is_open": is_open, "Outcome": Outcome},
    )


def _answer(visit: Visit) -> Answer:
    request = _entered(visit.desk, visit.path["entry"]).request
    clear = [at for one in visit.form.every("clear") if (at := whole_number(one, 99_999)) is not None]
    outcomes = keeper.answer(visit.desk, request.reference, request.channel, clear=clear)
    count = outcomes.count(Outcome.CLEAR)
    return Go(visit.address, f"Answered: {count or 'none'} of {len(outcomes)} passages to clear.")


def _refuse(visit: Visit) -> Answer:
    request = _entered(visit.desk, visit.path["entry"]).request
    keeper.answer(visit.desk, request.reference, request.channel, refuse=True)
    return Go(visit.address, "Refused: nothing is said of any passage.")


def _by_itself(visit: Visit) -> Answer:
    return View(
        "outward/screening_by_itself.html",
        {"listed": trust.listed(visit.desk), "colleagues": colleagues(visit), "measure": allowance},
    )


def _let(visit: Visit, *, by_itself: bool) -> Answer:
    one = colleague(visit, "asker")
    trust.let(visit.desk, one.name, one.channel.hex(), by_itself=by_itself)
    said = "is answered by this desk itself from now on" if by_itself else "waits for your look from now on"
    return Go(visit.address, f"What {one.name} asks on {one.called} {said}.")


PAGES = (
    Page("/words/screening/request/{entry}", _show, {"answer": _answer, "refuse": _refuse}),
    Page(
        "/words/screening/by-itself",
        _by_itself,
        {"let": lambda visit: _let(visit, by_itself=True), "look-first": lambda visit: _let(visit, by_itself=False)},
    ),
)
