"""What allies are told of a calendar, one's own calendar as a file, and calendars of other programs taken over."""

from dataclasses import dataclass

from backchannel.desk.planning import telling
from backchannel.desk.planning.telling import IN_FULL, LEFT_OUT, NEUTRAL, Imported
from backchannel.errors import BackchannelError, BadInputError, UsageError
from backchannel.planning.calendar.icalendar_files import LARGEST
from backchannel.planning.calendar.telling import ToldStage
from backchannel.web.answers import Answer, Download, Go, Page
from backchannel.web.pages.case.frame import case_of, done, framed, view
from backchannel.web.visit import Visit

__all__ = ["PAGES"]

_TYPE = "text/calendar"
_PRIVATE = (
    (LEFT_OUT, "left out"),
    (NEUTRAL, "as entries that say nothing but their days"),
    (IN_FULL, "in full"),
)


@dataclass(frozen=True, slots=True)
class _Party:
    """A party of the case, what it is told of the calendar, or why it cannot be said what."""

    id: str
    name: str
    told: tuple[ToldStage, ...]
    trouble: str = ""


def _told(visit: Visit) -> Answer:
    ours = visit.desk.card.party.casefold()
    parties = [
        _party(visit, one.id.hex(), one.says.name)
        for one in framed(visit).case.parties
        if one.says.name.casefold() != ours
    ]
    return view(visit, "told.html", {"parties": parties})


def _party(visit: Visit, identifier: str, name: str) -> _Party:
    try:
        return _Party(identifier, name, tuple(telling.calendar_for(visit.desk, name, case_of(visit))))
    except BackchannelError as error:
        return _Party(identifier, name, (), str(error))


def _export_for(visit: Visit) -> Answer:
    chosen = visit.form.one("which")
    party = next((one.says.name for one in framed(visit).case.parties if one.id.hex() == chosen), "")
    if not party:
        raise UsageError("The case has no such party.")
    return Download(telling.export_for(visit.desk, party, case_of(visit)), "calendar.ics", _TYPE)


def _files(visit: Visit) -> Answer:
    return view(visit, "calendar_files.html", {"private": _PRIVATE, "largest": LARGEST // 1_000_000})


def _export(visit: Visit) -> Answer:
    private = visit.form.one("private")
    if private not in dict(_PRIVATE):
        raise UsageError("Say what becomes of the stages that not everybody on the case may see.")
    return Download(telling.export_own(visit.desk, private, case_of(visit)), "calendar.ics", _TYPE)


@dataclass(frozen=True, slots=True, repr=False)
class _File:
    """A calendar file that somebody looks at before he takes it over."""

    data: bytes
    onto: str


def _look(visit: Visit) -> Answer:
    upload = visit.form.upload("file")
    if upload is None or not upload.data:
        raise UsageError("Choose a calendar file.")
    if len(upload.data) > LARGEST:
        raise BadInputError(f"A calendar file has {LARGEST:,} bytes at most; export a part of it.")
    telling.import_file(visit.desk, upload.data, dry_run=True, case=case_of(visit))
    name = visit.shelf.keep(_File(upload.data, visit.form.one("onto")))
    return Go(f"/case/{case_of(visit)}/calendar/files/{name}")


def _found(visit: Visit, *, dry_run: bool, onto: str = "") -> Imported:
    file = visit.shelf.get(visit.path["kept"], _File)
    return telling.import_file(visit.desk, file.data, dry_run=dry_run, case=case_of(visit), onto=onto)


def _looked(visit: Visit) -> Answer:
    file = visit.shelf.get(visit.path["kept"], _File)
    return view(visit, "calendar_import.html", {"found": _found(visit, dry_run=True), "onto": file.onto})


def _import(visit: Visit) -> Answer:
    found = _found(visit, dry_run=False, onto=visit.form.one("onto"))
    count = len(found.stages)
    return done(visit, "calendar", f"{count} {'stage was' if count == 1 else 'stages were'} taken over.")


PAGES = (
    Page("/case/{case}/calendar/told", _told, {"export": _export_for}),
    Page("/case/{case}/calendar/files", _files, {"export": _export, "look": _look}, large=True),
    Page("/case/{case}/calendar/files/{kept}", _looked, {"import": _import}),
)
