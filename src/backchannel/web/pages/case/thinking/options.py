"""Options side by side: what each says under each heading, what is missing, what was decided and why."""

from backchannel.desk.planning import options
from backchannel.errors import UsageError
from backchannel.planning.options import Comparison
from backchannel.planning.options_sheet import sheet, standing
from backchannel.record.writers import html, word
from backchannel.web.answers import Answer, Download, Page
from backchannel.web.pages.case.frame import case_of, done, one_of, typed_rests, view
from backchannel.web.visit import Visit

__all__ = ["PAGES"]

_HERE = "options"
_FORMS = {
    "word": (word.write, "options.docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
    "html": (html.write, "options.html", "text/html"),
}


def _show(visit: Visit) -> Answer:
    return view(visit, "thinking/options.html", {"sets": options.every(visit.desk, case_of(visit))})


def _new(visit: Visit) -> Answer:
    form = visit.form
    made = options.new(
        visit.desk,
        form.one("name"),
        [line.strip() for line in form.text("headings").splitlines() if line.strip()],
        form.one("about"),
        tasking=form.one("tasking"),
        case=case_of(visit),
        onto=form.one("onto"),
    )
    return done(visit, f"{_HERE}/{made.set.id.hex()[:16]}", "The set of options is open.")


def _set(visit: Visit) -> Comparison:
    found = options.every(visit.desk, case_of(visit))
    return one_of(visit, found, "set", lambda one: one.set.id, "set of options")


def _compare(visit: Visit) -> Answer:
    found = _set(visit)
    return view(visit, "thinking/options_set.html", {"found": found, "standing": standing})


def _says(visit: Visit, found: Comparison) -> dict[str, str]:
    typed = [visit.form.text(f"says-{at}").strip() for at in range(len(found.headings))]
    return {heading: text for heading, text in zip(found.headings, typed, strict=True) if text}


def _back(visit: Visit, found: Comparison, said: str) -> Answer:
    return done(visit, f"{_HERE}/{found.set.id.hex()[:16]}", said)


def _add(visit: Visit) -> Answer:
    found, form = _set(visit), visit.form
    options.add(
        visit.desk,
        found.set.id.hex(),
        form.one("title"),
        _says(visit, found),
        name=form.one("letter"),
        rests=typed_rests(visit),
        case=case_of(visit),
    )
    return _back(visit, found, "The option is added.")


def _put(visit: Visit) -> Answer:
    found, form = _set(visit), visit.form
    says = _says(visit, found)
    if not says and not form.one("title"):
        raise UsageError("Nothing was worded anew; write under a heading, or another title.")
    options.put(
        visit.desk, found.set.id.hex(), form.one("which"), says, title=form.one("title"),
        case=case_of(visit), settle=form.is_on("settle"),
    )  # fmt: skip
    return _back(visit, found, "The option is worded anew; how it was stays in the record.")


def _heading(visit: Visit) -> Answer:
    found = _set(visit)
    options.add_heading(
        visit.desk, found.set.id.hex(), visit.form.one("heading"), case=case_of(visit),
        settle=visit.form.is_on("settle"),
    )  # fmt: skip
    return _back(visit, found, "The heading is added.")


def _drop(visit: Visit) -> Answer:
    found, form = _set(visit), visit.form
    options.drop(
        visit.desk, found.set.id.hex(), form.one("which"), form.one("why"), case=case_of(visit),
        settle=form.is_on("settle"),
    )  # fmt: skip
    return _back(visit, found, "The option is dropped; it stays with the reason.")


def _take_up(visit: Visit) -> Answer:
    found = _set(visit)
    options.take_up(
        visit.desk, found.set.id.hex(), visit.form.one("which"), case=case_of(visit),
        settle=visit.form.is_on("settle"),
    )  # fmt: skip
    return _back(visit, found, "The option is taken up again.")


def _view(visit: Visit) -> Answer:
    found = _set(visit)
    options.view(visit.desk, found.set.id.hex(), visit.form.text("text").strip(), case=case_of(visit))
    return _back(visit, found, "The view stands; it decides nothing.")


def _decide(visit: Visit) -> Answer:
    found, form = _set(visit), visit.form
    options.decide(
        visit.desk, found.set.id.hex(), form.one("option"), form.one("why"), anew=form.is_on("anew"),
        case=case_of(visit),
    )  # fmt: skip
    return _back(visit, found, "It is decided. What was not taken stays as it is.")


def _give(visit: Visit) -> Answer:
    write, name, media_type = _FORMS.get(visit.form.one("as"), _FORMS["word"])
    return Download(write(sheet(_set(visit))), name, media_type)


PAGES = (
    Page("/case/{case}/options", _show, {"new": _new}),
    Page(
        "/case/{case}/options/{set}",
        _compare,
        {
            "add": _add,
            "put": _put,
            "heading": _heading,
            "drop": _drop,
            "take-up": _take_up,
            "view": _view,
            "decide": _decide,
            "give": _give,
        },
    ),
)
