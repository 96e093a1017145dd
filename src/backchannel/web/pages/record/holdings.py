"""What the archive holds: volumes and files, the documents of one, what its reader inferred; taking one out again."""

from backchannel.desk import archive, publishing
from backchannel.desk.archive import Holding
from backchannel.desk.desk import Desk
from backchannel.errors import BackchannelError, UsageError
from backchannel.record.dates import DocumentDate, parse
from backchannel.web import addresses
from backchannel.web.answers import Answer, Download, Go, Page, View
from backchannel.web.numbers import whole_number
from backchannel.web.pages.record import giving_out
from backchannel.web.visit import Visit

__all__ = ["PAGES"]

_ROWS = 100


def _volumes(visit: Visit) -> Answer:
    held = archive.holdings(visit.desk)
    return View("record/volumes.html", {"held": held, "documents": sum(one.documents for one in held)})


def _holding(visit: Visit) -> Holding:
    if (number := whole_number(visit.path["source"])) is None:
        raise UsageError("There is no such volume or file in the archive; look at what it holds.")
    return archive.holding(visit.desk, number)


def _volume(visit: Visit) -> Answer:
    holding = _holding(visit)
    items, part = archive.documents(visit.desk, holding.source.slug), visit.number("part")
    return View(
        "record/volume.html",
        {
            "holding": holding,
            "items": items[(part - 1) * _ROWS : part * _ROWS],
            "part": part,
            "count": -(-len(items) // _ROWS),
            "first": (part - 1) * _ROWS + 1,
            "marked": _mark(visit.desk, holding.source.slug),
            "formats": giving_out.MANY,
        },
    )


def _mark(desk: Desk, slug: str) -> publishing.Marked | None:
    return next((one for one in publishing.listed(desk) if one.name == slug), None)


def _publish(visit: Visit) -> Answer:
    since = day_typed(visit)
    done = publishing.publish(visit.desk, _holding(visit).source.slug, since)
    undated = f" {done.undated:,} of them have no date, and so are public on no day that is asked for."
    said = f"Marked as public: {done.documents:,} documents." + (undated if done.undated else "")
    return Go(visit.address, said)


def day_typed(visit: Visit) -> DocumentDate | None:
    """Give the day since when something is public, as it was typed; UsageError for what is no date."""
    typed = visit.form.one("since")
    try:
        return parse(typed) if typed else None
    except BackchannelError:
        raise UsageError("Write the day as 1993-05-01, or a month or a year.") from None


def _take_back(visit: Visit) -> Answer:
    done = publishing.take_back(visit.desk, _holding(visit).source.slug)
    return Go(visit.address, "It is private again." if done else "It was not marked.")


def _report(visit: Visit) -> Answer:
    holding, part = _holding(visit), visit.number("part")
    told = archive.reports(visit.desk, holding.source.slug)
    numbers = {item.id: item.number for item in archive.documents(visit.desk, holding.source.slug)}
    return View(
        "record/report.html",
        {
            "holding": holding,
            "told": told[(part - 1) * _ROWS : part * _ROWS],
            "numbers": numbers,
            "part": part,
            "count": -(-len(told) // _ROWS),
        },
    )


def _removing(visit: Visit) -> Answer:
    return View("record/remove.html", {"holding": _holding(visit)})


def _remove(visit: Visit) -> Answer:
    removed = archive.remove(visit.desk, _holding(visit).source.slug)
    said = "1 document was taken" if removed == 1 else f"{removed:,} documents were taken"
    return Go(addresses.plain("record", "volumes"), f"{said} out of the archive and its index.")


def _give_out(visit: Visit) -> Download:
    source = _holding(visit).source
    return giving_out.download(visit, source.slug, visit.form.one("format"), f"volume-{source.number}")


PAGES = (
    Page("/record/volumes", _volumes),
    Page("/record/volumes/{source}", _volume, {"publish": _publish, "take-back": _take_back, "give-out": _give_out}),
    Page("/record/volumes/{source}/report", _report),
    Page("/record/volumes/{source}/remove", _removing, {"remove": _remove}),
)
