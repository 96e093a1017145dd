"""The exchange: with relays now, with pouches by hand, and for whom something still waits."""

from dataclasses import dataclass

from backchannel.desk import overview, people, pouches, travel
from backchannel.desk.desk import Desk
from backchannel.desk.exchange import Arrivals
from backchannel.desk.overview import Row
from backchannel.errors import UsageError
from backchannel.web import addresses
from backchannel.web.answers import Answer, Download, Go, Page, View
from backchannel.web.shelf import Shelf
from backchannel.web.visit import Visit
from backchannel.web.works import Work

__all__ = ["PAGES"]

_PATIENCE_SECONDS = 8.0
_AT_ONCE = 2 * 1024 * 1024
"""A pouch up to this size is taken in while the person waits; a larger one with progress."""


@dataclass(frozen=True, slots=True)
class Brought:
    """What a pouch brought, as it is shown once it was taken in."""

    rows: tuple[Row, ...]
    arrivals: Arrivals


def _show(visit: Visit) -> Answer:
    desk, last = visit.desk, visit.site.courier.last
    arrived = last.done.arrived if last is not None and last.done is not None else ()
    waiting = travel.waiting(desk)
    due = {one.reader for one in waiting}
    cards = sorted(people.every_contact(desk), key=lambda one: one.reader not in due)
    return View(
        "exchange.html",
        {
            "last": last,
            "arrived": overview.arrived(desk, [pair for one in arrived for pair in one.entries]),
            "invitations": [name for one in arrived for name in one.invitations],
            "waiting": waiting,
            "relays": desk.card.relays,
            "every_seconds": visit.site.settings.exchange_seconds,
            "contacts": [(one.reader.hex(), f"{one.person} ({one.party})") for one in cards],
        },
    )


def _exchange(visit: Visit) -> Answer:
    """Exchange now; what takes longer than a person waits goes on."""
    if not visit.desk.card.relays:
        raise UsageError("This desk takes mail at no relay; name one in the settings, or carry a pouch.")
    done = visit.site.courier.go(_PATIENCE_SECONDS)
    if done is None:
        return Go(addresses.plain("exchange"), "The exchange is under way; look again in a moment.")
    if done.refusal:
        raise UsageError(done.refusal)
    return Go(addresses.plain("exchange"), "Sent and fetched.")


def _pack(visit: Visit) -> Answer:
    contact = people.by_reader(visit.desk, visit.form.one("to"))
    data, _ = pouches.packed(visit.desk, "".join(contact.fingerprint))
    return Download(data, "pouch", "application/octet-stream")


def _unpack(visit: Visit) -> Answer:
    file = visit.form.upload("pouch")
    if file is None:
        raise UsageError("Choose the file that is the pouch.")
    if len(file.data) <= _AT_ONCE:
        return _kept(visit.desk, visit.shelf, pouches.unpack_bytes(visit.desk, file.data))
    shelf, data = visit.shelf, file.data

    def job(desk: Desk, work: Work) -> Answer:
        return _kept(desk, shelf, pouches.unpack_bytes(desk, data, work.tell))

    return Go(addresses.work(visit.works.start("Taking in a pouch", job, unit="bytes", total=len(data)).id))


def _kept(desk: Desk, shelf: Shelf, arrivals: Arrivals) -> Answer:
    brought = Brought(tuple(overview.arrived(desk, arrivals.entries)), arrivals)
    return Go(addresses.plain("exchange", "pouch", shelf.keep(brought)), "The pouch was taken in.")


def _brought(visit: Visit) -> Answer:
    return View("exchange_pouch.html", {"brought": visit.shelf.get(visit.path["kept"], Brought)})


PAGES = (
    Page("/exchange", _show, {"exchange": _exchange, "pack": _pack, "unpack": _unpack}, large=True),
    Page("/exchange/pouch/{kept}", _brought),
)
