"""A release between desks: what an outsider would see, who has done what, what comes next; the bundle at its end."""

from collections.abc import Sequence
from dataclasses import dataclass

from backchannel.desk import channels, release_words, releases
from backchannel.desk.releases import Sheet
from backchannel.errors import UsageError
from backchannel.protocol.release.grammar import REASONS
from backchannel.protocol.release.html import reading_copy
from backchannel.protocol.release.verify import verify_bundle
from backchannel.web import addresses
from backchannel.web.answers import Answer, Download, Go, Page, View
from backchannel.web.pages.releases.checking import check
from backchannel.web.pages.releases.identity import own_identity
from backchannel.web.visit import Visit

__all__ = ["PAGES"]


@dataclass(frozen=True, slots=True)
class Hours:
    """The hours of a release in more capitals than it names."""

    rows: tuple[tuple[str, str], ...]


def _meant(visit: Visit) -> tuple[str, str]:
    return releases.located(visit.desk, visit.path["release"])


def _sheet(visit: Visit) -> tuple[str, Sheet]:
    channel, reference = _meant(visit)
    return channel, releases.show(visit.desk, channel, reference)


def _show(visit: Visit) -> Answer:
    channel, sheet = _sheet(visit)
    hours = releases.plan(visit.desk, channel, sheet.reference) if sheet.course.proposal.not_before else []
    return _view(visit, channel, sheet, hours)


def _with_hours(visit: Visit) -> Answer:
    channel, sheet = _sheet(visit)
    return _view(visit, channel, sheet, visit.shelf.get(visit.path["kept"], Hours).rows)


def _view(visit: Visit, channel: str, sheet: Sheet, hours: Sequence[tuple[str, str]]) -> Answer:
    return View(
        "releases/sheet.html",
        {
            "sheet": sheet,
            "channel": channel,
            "channel_name": channels.standing(visit.desk, channel).channel.name,
            "hours": hours,
            "own": visit.desk.reader,
            "reason_words": REASONS,
        },
    )


def _done(sheet: Sheet, said: str) -> Answer:
    return Go(addresses.release(sheet.course.header.id), said)


def _consent(visit: Visit) -> Answer:
    return _done(releases.consent(visit.desk, *_meant(visit)), "Consented; it is still deniable.")


def _decline(visit: Visit) -> Answer:
    sheet = releases.decline(visit.desk, *_meant(visit), visit.form.text("why").strip())
    return _done(sheet, "Ended; the one-time keys of this desk were erased.")


def _sign(visit: Visit) -> Answer:
    sheet = releases.sign(visit.desk, *_meant(visit))
    return _done(sheet, "Signed, with a key of this release alone; it proves nothing before all attribute theirs.")


def _hours(visit: Visit) -> Answer:
    channel, sheet = _sheet(visit)
    lines = [line for line in visit.form.text("capitals").split("\n") if line.strip()]
    if not lines:
        raise UsageError("Name a capital, such as Lisbon=Europe/Lisbon.")
    rows = releases.plan(visit.desk, channel, sheet.reference, release_words.capitals(lines))
    kept = visit.shelf.keep(Hours(tuple(rows)))
    return Go(addresses.release(sheet.course.header.id, "hours", kept))


def _confirm(visit: Visit) -> Answer:
    _, sheet = _sheet(visit)
    return View("releases/attribute.html", {"sheet": sheet, "identity": own_identity(visit), "reason_words": REASONS})


def _attribute(visit: Visit) -> Answer:
    sheet = releases.attribute_release(visit.desk, *_meant(visit))
    return _done(sheet, "Attributed: your consent to these words can be proven now.")


def _bundle(visit: Visit) -> Answer:
    return Download(releases.export(visit.desk, *_meant(visit)), "release.json", "application/json")


def _html(visit: Visit) -> Answer:
    data = reading_copy(verify_bundle(releases.export(visit.desk, *_meant(visit))))
    return Download(data, "release.html", "text/html; charset=utf-8")


def _check(visit: Visit) -> Answer:
    data = releases.export(visit.desk, *_meant(visit))
    return Go(f"/verify/{visit.shelf.keep(check([('the bundle of this release', data)]))}")


_ACTS = {"consent": _consent, "decline": _decline, "sign": _sign, "hours": _hours, "bundle": _bundle, "html": _html}
PAGES = (
    Page("/release/{release}", _show, {**_ACTS, "check": _check}),
    Page("/release/{release}/hours/{kept}", _with_hours),
    Page("/release/{release}/attribute", _confirm, {"attribute": _attribute}),
)
