"""The press: the line of the day on a topic, whose it is, who may say it, and what was said."""

from collections.abc import Sequence
from datetime import date

from backchannel.desk.planning import cases, press
from backchannel.desk.planning.press import Here
from backchannel.desk.words import noting
from backchannel.errors import UsageError
from backchannel.planning.press import Line, SaidOnce
from backchannel.record.dates import DocumentDate
from backchannel.web.answers import Answer, Go, Page, View
from backchannel.web.pages.case.frame import asked_day, case_of, done, typed_date, view
from backchannel.web.visit import Visit

__all__ = ["PAGES"]


def _show(visit: Visit) -> Answer:
    on, name = asked_day(visit), cases.show(visit.desk, case_of(visit)).name
    found = press.every(visit.desk, on)
    return view(
        visit,
        "deeds/press.html",
        {
            "lines": [one for one in found if one.case == name],
            "elsewhere": [one for one in found if one.is_laid],
            "log": [one for one in press.log(visit.desk) if one[0].case == name],
            "on": on,
        },
    )


def _one(visit: Visit) -> Answer:
    here = _line(visit)
    return view(visit, "deeds/line.html", {"here": here, "places": noting.places(visit.desk)})


def _line(visit: Visit, on: date | None = None) -> Here:
    name = cases.show(visit.desk, case_of(visit)).name
    begins = visit.path["line"].lower()
    known = [one for one in press.every(visit.desk, on) if one.case == name]
    found = [one for one in known if len(begins) >= 6 and one.now.kept.id.hex().startswith(begins)]
    if len(found) != 1:
        raise UsageError("There is no such line in this case, as far as you may see.")
    return found[0]


def _record(visit: Visit) -> Answer:
    press.record(visit.desk, _typed(visit, visit.form.one("topic")), case=case_of(visit), onto=visit.form.one("onto"))
    return done(visit, "press", "The line is recorded. It may not be said before it was confirmed as true.")


def _change(visit: Visit) -> Answer:
    topic = _line(visit).now.says.name
    press.record(visit.desk, _typed(visit, topic), case=case_of(visit), change=True)
    return _back(visit, "The line is changed. It may not be said before it was confirmed again.")


def _typed(visit: Visit, topic: str) -> Line:
    form = visit.form
    begins = typed_date(visit, "begins")
    if begins is None:
        raise UsageError("Say from when the line is to be said.")
    return Line(
        topic,
        form.text("line"),
        form.one("owner"),
        _lines(form.text("speakers")),
        begins,
        typed_date(visit, "ends"),
        form.text("limits"),
        form.one("voucher"),
    )


def _lines(text: str) -> tuple[str, ...]:
    return tuple(line.strip() for line in text.splitlines() if line.strip())


def _back(visit: Visit, said: str) -> Go:
    return done(visit, f"press/{visit.path['line']}", said)


def _confirm(visit: Visit) -> Answer:
    press.confirm(visit.desk, _line(visit).now.says.name, case=case_of(visit))
    return _back(visit, "Confirmed as true, in the words that it has now.")


def _confirming(visit: Visit) -> Answer:
    return view(visit, "deeds/confirm.html", {"here": _line(visit)})


def _lay(visit: Visit) -> Answer:
    press.lay(visit.desk, _line(visit).now.says.name, visit.form.one("channel"), case=case_of(visit))
    return _back(visit, "The line lies there, word for word, and nothing else with it.")


def _withdraw(visit: Visit) -> Answer:
    count = press.withdraw(visit.desk, _line(visit).now.says.name, visit.form.text("why"), case=case_of(visit))
    where = f", and where it was laid ({count - 1})" if count > 1 else ""
    return _back(visit, f"The line is withdrawn{where}.")


def _said_here(visit: Visit) -> Answer:
    return _back(visit, _logged(visit, _line(visit).now.says.name))


def _logged(visit: Visit, topic: str) -> str:
    form = visit.form
    once = SaidOnce(form.text("words"), form.one("by") or visit.desk.card.person, _when(visit), form.one("where"))
    _, logged = press.said(visit.desk, topic, once)
    remarks = "; ".join(str(one) for one in logged.remarks)
    return f"Logged. To be remarked of it: {remarks}." if remarks else "Logged; it was the line."


def _when(visit: Visit) -> DocumentDate:
    on = typed_date(visit, "on")
    if on is None:
        raise UsageError("Say on which day it was said.")
    return on


def _every(visit: Visit) -> Answer:
    on = asked_day(visit)
    found = press.every(visit.desk, on)
    return View("press.html", {"lines": found, "log": press.log(visit.desk), "on": on, "topics": _topics(found)})


def _topics(found: Sequence[Here]) -> list[tuple[str, str]]:
    return [(name, name) for name in dict.fromkeys(one.now.says.name for one in found)]


def _said(visit: Visit) -> Answer:
    return Go("/words/press", _logged(visit, visit.form.one("topic")))


PAGES = (
    Page("/case/{case}/press", _show, {"record": _record}),
    Page(
        "/case/{case}/press/{line}",
        _one,
        {"change": _change, "lay": _lay, "withdraw": _withdraw, "said": _said_here},
    ),
    Page("/case/{case}/press/{line}/confirm", _confirming, {"confirm": _confirm}),
    Page("/words/press", _every, {"said": _said}),
)
