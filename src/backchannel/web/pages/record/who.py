"""Who somebody was on a day, from lists of persons and from headings; and all that is marked as public."""

from dataclasses import dataclass

from backchannel.desk import archive, persons, publishing
from backchannel.errors import BackchannelError, UsageError
from backchannel.record.dates import DocumentDate, in_words, parse
from backchannel.web import addresses
from backchannel.web.answers import Answer, Go, Page, View
from backchannel.web.visit import Visit

__all__ = ["PAGES"]

_SHOWN = 40


@dataclass(frozen=True, slots=True)
class Name:
    """A name that is looked up, and the day on which."""

    name: str
    on: DocumentDate | None


def _show(visit: Visit) -> Answer:  # noqa: ARG001
    return View("record/who.html", {"asked": None, "day": ""})


def _ask(visit: Visit) -> Answer:
    name, on = visit.form.one("name"), visit.form.one("on")
    try:
        asked = Name(name, parse(on) if on else None)
    except BackchannelError:
        raise UsageError("Write the day as 1963-01-20, or a month or a year.") from None
    persons.who(visit.desk, asked.name, asked.on)
    return Go(addresses.plain("record", "who", visit.shelf.keep(asked)))


def _answer(visit: Visit) -> Answer:
    asked = visit.shelf.get(visit.path["kept"], Name)
    found = persons.who(visit.desk, asked.name, asked.on)
    return View(
        "record/who.html",
        {
            "asked": asked,
            "day": in_words(asked.on) if asked.on else "",
            "found": found,
            "shown": _SHOWN,
            "dated": lambda day: in_words(parse(day)) if day else "no date",
        },
    )


def _public(visit: Visit) -> Answer:
    sources = {one.source.slug: one.source.number for one in archive.holdings(visit.desk)}
    led = {name: addresses.plain("record", "volumes", str(number)) for name, number in sources.items()}
    return View("record/public.html", {"marked": publishing.listed(visit.desk), "led": led})


PAGES = (
    Page("/record/who", _show, {"ask": _ask}),
    Page("/record/who/{kept}", _answer, {"ask": _ask}),
    Page("/record/public", _public),
)
