"""Bringing files into the archive: uploads, or files and folders of this machine, as a long work with its report."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from backchannel.desk import archive, importing
from backchannel.desk.desk import Desk
from backchannel.desk.importing import File, Outcome
from backchannel.errors import UsageError
from backchannel.web import addresses
from backchannel.web.answers import Answer, Go, Page, View
from backchannel.web.visit import Visit
from backchannel.web.works import Work

__all__ = ["PAGES"]


@dataclass(frozen=True, slots=True)
class Imported:
    """What became of the files of one import."""

    outcomes: tuple[Outcome, ...]


def _show(visit: Visit) -> Answer:  # noqa: ARG001
    return View("record/import.html")


def _upload(visit: Visit) -> Answer:
    files = [
        File(Path(one.name or "document"), len(one.data), named=True, data=one.data)
        for one in visit.form.uploads.get("files", ())
    ]
    if not files:
        raise UsageError("Choose at least one file.")
    return _begin(visit, files)


def _fetch(visit: Visit) -> Answer:
    paths = visit.form.places("paths")
    if not paths:
        raise UsageError("Write at least one file or folder, each on a line of its own.")
    missing = next((path for path in paths if not path.exists()), None)
    if missing is not None:
        raise UsageError(f"There is no file or folder {missing} on this machine; write the whole way to it.")
    files = importing.files_of(paths)
    if not files:
        raise UsageError("There is no file in that folder.")
    return _begin(visit, files)


def _begin(visit: Visit, files: Sequence[File]) -> Go:
    again, shelf = visit.form.is_on("again"), visit.shelf

    def job(desk: Desk, work: Work) -> Answer:
        outcomes = tuple(importing.import_files(desk, files, again=again, passed=work.tell))
        return Go(addresses.plain("record", "imported", shelf.keep(Imported(outcomes))))

    total = sum(file.size for file in files)
    work = visit.works.start("Bringing files into the archive", job, unit="bytes", total=total)
    return Go(addresses.work(work.id))


def _done(visit: Visit) -> Answer:
    outcomes = visit.shelf.get(visit.path["kept"], Imported).outcomes
    numbers = {one.source.slug: one.source.number for one in archive.holdings(visit.desk)}
    return View(
        "record/imported.html",
        {
            "outcomes": outcomes,
            "numbers": numbers,
            "files": Counter(one.what for one in outcomes),
            "changed": sum(one.changed for one in outcomes),
            "removed": sum(one.removed for one in outcomes),
        },
    )


PAGES = (
    Page("/record/import", _show, {"upload": _upload, "fetch": _fetch}, large=True),
    Page("/record/imported/{kept}", _done),
)
