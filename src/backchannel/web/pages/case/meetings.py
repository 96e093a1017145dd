"""Meetings: whether one is ready, what is missing, who says go or no-go; and one printed page for him."""

from backchannel.desk.planning import meetings, sheets
from backchannel.planning.authority import same_person
from backchannel.planning.meetings import Meeting, MeetingText, Readiness, Word
from backchannel.web.answers import Answer, Go, Page, View
from backchannel.web.pages.case.frame import case_of, done, in_parts, typed_date, view
from backchannel.web.visit import Visit

__all__ = ["PAGES"]


def _list(visit: Visit) -> Answer:
    found, part, count = in_parts(visit, meetings.every(visit.desk, case=case_of(visit)))
    return view(visit, "deeds/meetings.html", {"meetings": found, "part": part, "count": count})


def _new(visit: Visit) -> Answer:
    form = visit.form
    kept = meetings.new(
        visit.desk,
        form.one("name"),
        form.one("responsible"),
        _typed(visit),
        case=case_of(visit),
        onto=form.one("onto"),
    )
    return done(visit, f"meetings/{kept.id.hex()[:16]}", "The meeting is set up.")


def _typed(visit: Visit) -> Meeting:
    form = visit.form
    texts = (line.partition("=") for line in _lines(visit, "texts"))
    return Meeting(
        "",
        "",
        form.text("purpose").strip(),
        _lines(visit, "brings"),
        form.every("issue"),
        tuple(MeetingText(name.strip(), address.strip()) for name, _, address in texts),
        form.every("ally"),
        form.one("no_allies"),
        form.text("expected").strip(),
        form.text("risk").strip(),
        typed_date(visit, "on"),
        form.one("place"),
    )


def _lines(visit: Visit, name: str) -> tuple[str, ...]:
    return tuple(line.strip() for line in visit.form.text(name).splitlines() if line.strip())


def _ready(visit: Visit) -> Readiness:
    return meetings.ready(visit.desk, visit.path["meeting"], case=case_of(visit))


def _show(visit: Visit) -> Answer:
    found = _ready(visit)
    is_mine = same_person(visit.desk.card.person, found.responsible)
    return view(
        visit,
        "deeds/meeting.html",
        {"one": found, "texts": meetings.texts(visit.desk, found), "is_mine": is_mine},
    )


def _prepare(visit: Visit) -> Answer:
    settle = visit.form.is_on("settle")
    meetings.prepare(visit.desk, visit.path["meeting"], _typed(visit), case=case_of(visit), settle=settle)
    return _back(visit, "It is added to what is prepared.")


def _back(visit: Visit, said: str) -> Go:
    return done(visit, f"meetings/{visit.path['meeting']}", said)


def _go(visit: Visit) -> Answer:
    return _decided(visit, Word.GO, override=False)


def _go_over(visit: Visit) -> Answer:
    return _decided(visit, Word.GO, override=True)


def _no_go(visit: Visit) -> Answer:
    return _decided(visit, Word.NO_GO, override=False)


def _decided(visit: Visit, word: Word, *, override: bool) -> Answer:
    why = visit.form.text("why").strip()
    meetings.decide(visit.desk, visit.path["meeting"], word, why, override=override, case=case_of(visit))
    return _back(visit, "Go: it is on record." if word is Word.GO else "No-go: it is on record.")


def _print(visit: Visit) -> Answer:
    found = sheets.sheet(visit.desk, visit.path["meeting"], case=case_of(visit))
    return View("case/deeds/sheet.html", {"sheet": found, "on": visit.desk.clock()})


PAGES = (
    Page("/case/{case}/meetings", _list, {"new": _new}),
    Page(
        "/case/{case}/meetings/{meeting}",
        _show,
        {"prepare": _prepare, "go": _go, "over": _go_over, "no-go": _no_go},
    ),
    Page("/case/{case}/meetings/{meeting}/print", _print),
)
