"""A long work: how far it is, renewed by itself until it is paused, cancelled, or over."""

from backchannel.web.answers import Answer, Go, Page, View
from backchannel.web.visit import Visit
from backchannel.web.works import Work

__all__ = ["PAGES"]

_RENEW_SECONDS = 2


def _show(visit: Visit) -> Answer:
    work = visit.works.get(visit.path["work"])
    if work.state == "done" and work.answer is not None:
        return work.answer
    held = visit.query.get("renew") == "no"
    refresh = 0 if work.is_over or held else _RENEW_SECONDS
    return View("work.html", {"work": work, "held": held, "far": _far(work)}, refresh=refresh)


def _far(work: Work) -> str:
    if not work.total:
        return f"{work.done:,} {work.unit}".strip() if work.done else "begun"
    return f"{work.done:,} of {work.total:,} {work.unit}".strip()


def _cancel(visit: Visit) -> Answer:
    work = visit.works.get(visit.path["work"])
    work.cancel()
    return Go(visit.address)


PAGES = (Page("/work/{work}", _show, {"cancel": _cancel}, waits=True),)
