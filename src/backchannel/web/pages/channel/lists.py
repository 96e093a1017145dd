"""All channels of the desk, invitations among them, and the numbered series that run over them."""

from backchannel.desk import channels, series
from backchannel.web import addresses
from backchannel.web.answers import Answer, Go, Page, View
from backchannel.web.visit import Visit

__all__ = ["PAGES", "accept", "decline"]


def _show(visit: Visit) -> Answer:
    found = channels.every_standing(visit.desk)
    return View(
        "channel/list.html",
        {
            "invitations": [one for one in found if one.is_invited],
            "open": [one for one in found if not one.is_invited and not one.is_gone],
            "gone": [one for one in found if one.is_gone],
            "held": channels.held_invitations(visit.desk),
            "me": visit.desk.reader,
        },
    )


def accept(visit: Visit) -> Answer:
    """Accept the invitation that the form names in `which`, and assent to its charter unless the form says later."""
    assent = visit.form.one("assent", "yes") == "yes"
    channel = channels.accept(visit.desk, visit.form.one("which"), assent=assent)
    said = "Accepted. Your answer travels with the next exchange, or by a pouch."
    return Go(addresses.channel(channel.id), said)


def decline(visit: Visit) -> Answer:
    """Decline the invitation that the form names, with a reason, or without a word."""
    silent = visit.form.is_on("silent")
    channels.decline(visit.desk, visit.form.one("which"), visit.form.one("why"), silent=silent)
    said = "Put away; its sender sees only that no answer comes." if silent else "Declined; the invitation is put away."
    return Go("/channels", said)


def _series(visit: Visit) -> Answer:
    return View("channel/series.html", {"runs": series.runs(visit.desk)})


PAGES = (
    Page("/channels", _show, {"accept": accept, "decline": decline}),
    Page("/channels/series", _series),
)
