"""Readings placed on record: what we told them that we take their words to mean, and what became of it."""

from backchannel.desk.words import exchanged, readings
from backchannel.errors import UsageError
from backchannel.web.answers import Answer, Go, Page
from backchannel.web.numbers import whole_number
from backchannel.web.pages.words.frame import part_of, view
from backchannel.web.visit import Visit

__all__ = ["PAGES"]

_ROWS = 30
_LETTERS = 30


def _show(visit: Visit) -> Answer:
    found = readings.listed(visit.desk)
    wanted = visit.query.get("only") == "open"
    shown = [one for one in found if one.state == readings.OPEN] if wanted else list(found)
    return view(
        visit,
        "readings.html",
        {
            "part": part_of(visit, shown, _ROWS),
            "total": len(found),
            "open": sum(one.state == readings.OPEN for one in found),
            "only_open": wanted,
            "letters": exchanged.recent(visit.desk, own=True, most=_LETTERS),
        },
    )


def _suggest(visit: Visit) -> Answer:
    form = visit.form
    letter = form.text("place").strip() or form.text("letter")
    if not letter:
        raise UsageError("Choose a letter of ours, or write the address of one.")
    of = form.text("of").strip()
    readings.suggested(visit.desk, letter, of)
    return Go(f"/words/readings/suggested/{visit.shelf.keep((letter, of))}")


def _suggested(visit: Visit) -> Answer:
    letter, of = visit.shelf.get(visit.path["kept"], tuple)
    return view(visit, "suggested.html", {"letter": letter, "found": readings.suggested(visit.desk, letter, of)})


def _place(visit: Visit) -> Answer:
    form = visit.form
    placed = readings.place(
        visit.desk,
        form.text("ours").strip(),
        form.text("theirs").strip(),
        form.text("words").strip(),
        onto=form.one("onto"),
    )
    return Go(f"/words/readings/{placed.number}", "The reading is on record, and open until they say something to it.")


def _one(visit: Visit) -> Answer:
    number = _number(visit)
    found = next((one for one in readings.listed(visit.desk) if one.number == number), None)
    if found is None:
        raise UsageError("There is no reading of that number on record; look at the list.")
    states = (
        (readings.CONFIRMED, "confirmed: words of theirs say that it is so"),
        (readings.CORRECTED, "corrected: words of theirs say what they mean instead"),
        (readings.LAPSED, "lapsed: later words, theirs or ours, leave it behind"),
    )
    return view(visit, "reading.html", {"one": found, "states": states})


def _change(visit: Visit) -> Answer:
    form, number = visit.form, _number(visit)
    rests = form.text("rests").strip()
    if not rests:
        raise UsageError("Name the passage on which this rests; silence confirms nothing.")
    done = readings.change(visit.desk, number, form.one("state"), rests, form.one("remark"))
    return Go(f"/words/readings/{number}", f"The reading is {done.state}.")


def _take_back(visit: Visit) -> Answer:
    number = _number(visit)
    left = readings.take_back(visit.desk, number)
    if left is None:
        return Go("/words/readings", "The reading is off the record.")
    return Go(f"/words/readings/{number}", f"Taken back; the reading is {left.state}.")


def _number(visit: Visit) -> int:
    return whole_number(visit.path["number"]) or 0


PAGES = (
    Page("/words/readings", _show, {"suggest": _suggest, "place": _place}),
    Page("/words/readings/suggested/{kept}", _suggested, {"place": _place}),
    Page("/words/readings/{number}", _one, {"change": _change, "back": _take_back}),
)
