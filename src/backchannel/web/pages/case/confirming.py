"""Asking once more before something goes out: a page of its own says exactly what, to whom, by which carrier.

What is asked stands on the shelf with the act that would do it, so its address holds no word of it.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from backchannel.desk import travel
from backchannel.desk.desk import Desk
from backchannel.desk.travel import Route
from backchannel.web.answers import Answer, Go, Page, View
from backchannel.web.pages.case.frame import case_of, view
from backchannel.web.visit import Visit

__all__ = ["PAGES", "Going", "Pending", "ask", "going", "going_to"]


@dataclass(frozen=True, slots=True)
class Going:
    """One channel on which something goes out: what this desk calls it, and the way to each who will read it."""

    channel: str
    routes: tuple[Route, ...]
    fault: str = ""
    """Why nothing can go out there, where that is known before."""


@dataclass(frozen=True)
class Pending:
    """What is about to go out, and the act that does it.

    `facts` are lines of (what, words); `passages` the text as those who have it will read it, `form` a text in lines
    that stay as they are; `rules` say what follows, and what cannot be undone.
    """

    title: str
    button: str
    back: str
    goes: tuple[Going, ...]
    do: Callable[[Visit], Answer]
    facts: tuple[tuple[str, str], ...] = ()
    passages: tuple[str, ...] = ()
    form: str = ""
    rules: tuple[str, ...] = ()


def going(desk: Desk, channel: str, called: str) -> Going:
    """Give how something travels to all others on a channel: by its id in hexadecimal, with what it is called here."""
    return Going(called, tuple(travel.routes(desk, channel)))


def going_to(desk: Desk, channel: str, called: str, readers: Iterable[tuple[str, str]]) -> Going:
    """Give how something travels on a channel to some readers, (name, party) each; the others see that it exists."""
    wanted = set(readers)
    return Going(called, tuple(one for one in travel.routes(desk, channel) if (one.person, one.party) in wanted))


def ask(visit: Visit, pending: Pending) -> Go:
    """Go on to the page that asks whether this is to be done: within the case, where the visit is of one."""
    name = visit.shelf.keep(pending)
    return Go(
        "/".join(("/case", case_of(visit), "confirm", name)) if "case" in visit.path else f"/cases/confirm/{name}"
    )


def _show(visit: Visit) -> Answer:
    pending = visit.shelf.get(visit.path["kept"], Pending)
    values = {"pending": pending, "carriers": _carriers(pending.goes)}
    if "case" in visit.path:
        return view(visit, "abroad/confirm.html", {**values, "layout": "case/base.html"})
    return View("case/abroad/confirm.html", {**values, "layout": "case/abroad/outside.html"})


def _carriers(goes: Sequence[Going]) -> tuple[int, int]:
    """Give how many people have it by relay, and how many by hand."""
    by_relay = {(one.person, one.party): one.relay for where in goes for one in where.routes}
    return sum(by_relay.values()), len(by_relay) - sum(by_relay.values())


def _do(visit: Visit) -> Answer:
    name = visit.path["kept"]
    answer = visit.shelf.get(name, Pending).do(visit)
    # Who goes back to the page and presses again finds that it is done, and does not send it twice.
    visit.shelf.put(name, None)
    return answer


PAGES = (
    Page("/case/{case}/confirm/{kept}", _show, {"do": _do}),
    Page("/cases/confirm/{kept}", _show, {"do": _do}),
)
