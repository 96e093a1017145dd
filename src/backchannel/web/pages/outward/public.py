"""What is public: marks that a volume, a document or a letter is, and since when; all else is private."""

from backchannel.desk import publishing
from backchannel.errors import BadInputError, UsageError
from backchannel.record.dates import read_written
from backchannel.web.answers import Answer, Go, Page, View
from backchannel.web.visit import Visit

__all__ = ["PAGES"]

_PART = 100


def _show(visit: Visit) -> Answer:
    marked, part = publishing.listed(visit.desk), visit.number("part")
    shown = marked[(part - 1) * _PART : part * _PART]
    return View(
        "outward/public.html",
        {"marked": shown, "total": len(marked), "part": part, "parts": max(1, -(-len(marked) // _PART))},
    )


def _publish(visit: Visit) -> Answer:
    name, since = visit.form.one("name"), visit.form.one("since")
    if not name:
        raise UsageError("Say what is public: a volume, a document, or a letter.")
    try:
        day = read_written(since) if since else None
    except BadInputError:
        raise UsageError(f"“{since[:40]}” is no date; write one such as 1993-05-01.") from None
    publishing.publish(visit.desk, name, day)
    return Go(visit.address, "The mark stands; it is in the list.")


def _take_back(visit: Visit) -> Answer:
    if not publishing.take_back(visit.desk, visit.form.one("name")):
        raise UsageError("That is not marked as public; look at the list.")
    return Go(visit.address, "It is private again. What a joint release made public stays so.")


PAGES = (Page("/words/public", _show, {"publish": _publish, "take-back": _take_back}),)
