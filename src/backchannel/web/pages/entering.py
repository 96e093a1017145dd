"""Coming in and going: the first start, unlocking, locking, and sending again what was interrupted."""

from backchannel.desk import keeping
from backchannel.desk.desk import Desk
from backchannel.errors import BadInputError, UsageError
from backchannel.protocol.cards import Address
from backchannel.web.answers import Answer, Go, Page, View
from backchannel.web.visit import Visit

__all__ = ["PAGES"]


def _welcome(visit: Visit) -> Answer:
    if not visit.site.is_new:
        return Go("/" if visit.site.is_open else "/unlock")
    return View("welcome.html", {"folder": str(visit.site.folder)})


def _make(visit: Visit) -> Answer:
    """Make a desk in the site's folder and open it."""
    form, site = visit.form, visit.site
    first, second = form.text("passphrase"), form.text("again")
    if first != second:
        raise UsageError("The two passphrases are not the same; type both again.")
    relays: tuple[Address, ...] = ()
    if form.one("relay"):
        relays = (Address(form.one("relay"), form.one("relay_token")),)
    try:
        desk = Desk.create(
            site.folder,
            first,
            person=form.one("person"),
            party=form.one("party"),
            machine=form.one("machine", "desk") or "desk",
            relays=relays,
            clock=site.clock,
            random=site.random,
        )
    except BadInputError:
        raise UsageError(
            "A card cannot hold this name of the person, party or machine, or this relay; write one line of visible "
            "characters each, and the relay's address as https://..."
        ) from None
    site.take(desk)
    return Go("/people", "Your desk is made. Next: give your card to the other side, and take theirs.")


def _restore(visit: Visit) -> Answer:
    form, site = visit.form, visit.site
    keeping.restore(form.place("file"), form.text("passphrase"), site.folder)
    site.unlock(form.text("passphrase"))
    return Go("/", "Restored. This desk writes nothing before it has heard every peer; Today says who is missing.")


def _unlock(visit: Visit) -> Answer:
    if visit.site.is_new:
        return Go("/welcome")
    if visit.site.is_open:
        return Go("/")
    return View("unlock.html", {"waiting": bool(visit.site.interrupted)})


def _open(visit: Visit) -> Answer:
    site = visit.site
    site.unlock(visit.form.text("passphrase"))
    if site.interrupted:
        return Go("/again")
    wanted, site.wanted = site.wanted, "/"
    return Go(wanted)


def _lock(visit: Visit) -> Answer:
    visit.site.lock()
    return Go("/unlock")


def _again(visit: Visit) -> Answer:
    from backchannel.web.app import again

    waiting = visit.site.interrupted
    return again(waiting[-1], more=len(waiting) - 1) if waiting else Go("/")


def _lay_aside(visit: Visit) -> Answer:
    """Forget the last of what was interrupted."""
    visit.site.interrupted = visit.site.interrupted[:-1]
    return Go("/again" if visit.site.interrupted else "/")


def _locking(visit: Visit) -> Answer:  # noqa: ARG001
    return View("locking.html")


PAGES = (
    Page("/welcome", _welcome, {"make": _make, "restore": _restore}),
    Page("/unlock", _unlock, {"unlock": _open}),
    Page("/lock", _locking, {"lock": _lock}),
    Page("/again", _again, {"lay-aside": _lay_aside}),
)
