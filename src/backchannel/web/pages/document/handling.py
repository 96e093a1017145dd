"""How a document is handled: whether it counts as public, and taking it out of the archive."""

from backchannel.desk import archive, publishing
from backchannel.desk.archive import Item
from backchannel.web import addresses
from backchannel.web.answers import Answer, Go, Page, View
from backchannel.web.pages.document.opened import of_document, tabs
from backchannel.web.pages.record.holdings import day_typed
from backchannel.web.visit import Visit

__all__ = ["PAGES"]


@of_document
def _handling(visit: Visit, item: Item) -> Answer:
    since = publishing.marked_since(visit.desk, item.number)
    return View(
        "document/handling.html",
        {"item": item, "tabs": tabs(item), "since": since, "source": archive.holding(visit.desk, item.source or 0)},
    )


@of_document
def _publish(visit: Visit, item: Item) -> Answer:
    done = publishing.publish(visit.desk, item.id, day_typed(visit))
    undated = " It has no date, and so counts as public on no day that is asked for." if done.undated else ""
    return Go(visit.address, f"Marked as public.{undated}")


@of_document
def _take_back(visit: Visit, item: Item) -> Answer:
    done = publishing.take_back(visit.desk, item.id)
    said = "It is private again." if done else "The document itself was not marked; look at its volume or file."
    return Go(visit.address, said)


@of_document
def _removing(visit: Visit, item: Item) -> Answer:
    return View("document/remove.html", {"item": item, "tabs": tabs(item), "held": archive.held(visit.desk, item.id)})


@of_document
def _remove(visit: Visit, item: Item) -> Answer:
    source = archive.holding(visit.desk, item.source or 0).source
    archive.remove(visit.desk, item.id)
    where = () if source.slug == item.id else (str(source.number),)
    return Go(addresses.plain("record", "volumes", *where), "The document was taken out of the archive and its index.")


PAGES = (
    Page("/document/{number}/handling", _handling, {"publish": _publish, "take-back": _take_back}),
    Page("/document/{number}/remove", _removing, {"remove": _remove}),
)
