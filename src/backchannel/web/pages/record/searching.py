"""Searching the record: the form, what was found with what it can be narrowed to, and how a search is written."""

from collections.abc import Iterable
from dataclasses import dataclass

from backchannel.desk import archive, searching
from backchannel.desk.desk import Desk
from backchannel.desk.searching import Counted, Counts
from backchannel.record.dates import in_words as day_in_words
from backchannel.record.dates import parse
from backchannel.record.document import KINDS
from backchannel.text.asked import in_words
from backchannel.web import addresses
from backchannel.web.answers import Answer, Go, Page, View
from backchannel.web.drawing import histogram
from backchannel.web.numbers import whole_number
from backchannel.web.pages.record.question import ORDERS, Choice, Question, asked_in, chosen_in
from backchannel.web.visit import Visit

__all__ = ["PAGES"]

_HITS = 15
_SHOWN = 12
"""Values of a facet that are shown at first; the rest opens."""


@dataclass(frozen=True, slots=True)
class Line:
    """One value of a facet: what it is in words, how many documents, where choosing it leads."""

    words: str
    documents: int
    leads: str


@dataclass(frozen=True, slots=True)
class Facet:
    """A field by which what was found can be narrowed, with its values."""

    name: str
    title: str
    lines: tuple[Line, ...]


def _search(visit: Visit) -> Answer:
    return View("record/search.html", {**_form(visit.desk), "question": Question(""), "held": _held(visit.desk)})


def _ask(visit: Visit) -> Answer:
    return Go(addresses.plain("record", "found", visit.shelf.keep(asked_in(visit))))


def _found(visit: Visit) -> Answer:
    desk, question, choice = visit.desk, visit.shelf.get(visit.path["kept"], Question), chosen_in(visit)
    query = question.query
    found = searching.find(desk, query, page=choice.part, limit=_HITS, within=choice.within, order=choice.order)
    narrowed = searching.narrowed(desk, choice.within)
    counts = question.counts(desk, choice.within)
    return View(
        "record/found.html",
        {
            **_form(desk),
            "question": question,
            "clauses": in_words(query),
            "choice": choice,
            "found": found,
            "narrowed": narrowed,
            "facets": _facets(desk, counts, choice),
            "bars": histogram.bars(counts.days),
            "led": [_led(hit) for hit in found.hits],
            "in_day": lambda day: day_in_words(parse(day)),
            "page_size": _HITS,
            "undated": counts.undated,
            "histogram": histogram.draw(counts.days, lambda period: visit.address + choice.with_("days", period)),
            "orders": ORDERS,
            "by_words": query.asks_words,
            "shown": _SHOWN,
        },
    )


def _led(hit: searching.Hit) -> str:
    place = hit.excerpt.place
    if hit.entry is not None:
        return addresses.letter(hit.entry, passage=whole_number(place) or 0)
    return addresses.place(hit.number, place)


def _form(desk: Desk) -> dict[str, object]:
    return {
        "kinds": (("", "any kind"), *((kind, kind) for kind in KINDS)),
        "volumes": (
            ("", "any"),
            *((slug, title) for _, slug, title in searching.sources_named(desk)),
        ),
        "channels": (("", "any"), *searching.channel_names(desk).items()),
    }


def _held(desk: Desk) -> tuple[int, int]:
    held = archive.holdings(desk)
    return sum(one.documents for one in held), len(held)


def _facets(desk: Desk, counts: Counts, choice: Choice) -> tuple[Facet, ...]:
    titles = {slug: title for _, slug, title in searching.sources_named(desk)}
    names = searching.channel_names(desk)
    return tuple(
        Facet(name, title, tuple(lines))
        for name, title, lines in (
            ("kind", "Kind", [_line(choice, "kind", one, KINDS.index(one.value)) for one in counts.kinds]),
            ("person", "Person who wrote it, had it, or took part", _numbered(choice, "person", counts.persons)),
            ("classification", "Classification", _numbered(choice, "classification", counts.classifications)),
            (
                "source",
                "Volume or file",
                [Line(titles[one.value], one.documents, choice.with_("source", one.number)) for one in counts.sources],
            ),
            (
                "channel",
                "Channel",
                [
                    Line(names.get(one.value, one.value[:8]), one.documents, choice.with_("channel", one.value))
                    for one in counts.channels
                ],
            ),
        )
        if lines and name not in choice.narrowed
    )


def _numbered(choice: Choice, name: str, counted: Iterable[Counted]) -> list[Line]:
    return [_line(choice, name, one, one.number) for one in counted]


def _line(choice: Choice, name: str, one: Counted, value: int) -> Line:
    return Line(one.value, one.documents, choice.with_(name, value))


def _how(visit: Visit) -> Answer:  # noqa: ARG001
    return View("record/how.html", {"kinds": KINDS})


PAGES = (
    Page("/record", _search, {"ask": _ask}),
    Page("/record/how", _how),
    Page("/record/found/{kept}", _found, {"ask": _ask}),
)
