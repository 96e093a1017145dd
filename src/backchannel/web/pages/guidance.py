"""A circular at a post: what may be done with each of its points on a day, its receipt, and how the post adapted it."""

from backchannel.desk import letters
from backchannel.desk.planning import guidance
from backchannel.desk.planning.guidance import Guidance, Point
from backchannel.desk.references import located
from backchannel.errors import UsageError
from backchannel.record.dates import parse
from backchannel.record.use_marks import Use
from backchannel.web.answers import Answer, Go, Page, View
from backchannel.web.numbers import whole_number
from backchannel.web.pages.case.confirming import Pending, ask, going
from backchannel.web.pages.case.frame import asked_day
from backchannel.web.visit import Visit

__all__ = ["PAGES", "grouped"]


def grouped(found: Guidance) -> list[tuple[str, tuple[Point, ...]]]:
    """Give the points by what may be done with them now, the most first; then the held, then the unmarked."""
    groups = [
        (str(use), tuple(one for one in found.points if one.mark and one.mark.use is use and not one.held))
        for use in reversed(Use)
    ]
    groups.append(("Held, and background only until then", tuple(one for one in found.points if one.held)))
    groups.append(("Unmarked: given for no use", tuple(one for one in found.points if one.mark is None)))
    return [(name, points) for name, points in groups if points]


def _show(visit: Visit) -> Answer:
    on = asked_day(visit) or visit.desk.clock().date()
    channel, reference = located(visit.desk, visit.path["entry"])
    found = guidance.points(visit.desk, f"{channel}/{reference}", parse(on.isoformat()))
    letter = letters.show(visit.desk, channel, reference)
    card = visit.desk.card
    values = {
        "found": found,
        "on": on,
        "groups": grouped(found),
        "layout": "case/abroad/outside.html",
        "post": letter,
        "is_author": (letter.author.name, letter.author.party) == (card.person, card.party),
        "adapted": guidance.adaptations(visit.desk, f"{channel}/{reference}"),
    }
    return View("case/abroad/points.html", values)


def _acknowledge(visit: Visit) -> Answer:
    channel, reference = located(visit.desk, visit.path["entry"])
    guidance.acknowledge(visit.desk, f"{channel}/{reference}", visit.form.one("note"))
    return Go(visit.address, "It is acknowledged; the receipt lies ready for the next exchange.")


def _adapt(visit: Visit) -> Answer:
    channel, reference = located(visit.desk, visit.path["entry"])
    name, words = f"{channel}/{reference}", visit.form.text("words")
    passages = [at for one in visit.form.every("passage") if (at := whole_number(one, 9_999)) is not None]
    if not words.strip():
        raise UsageError("Say in words how the circular was adapted.")

    def do(again: Visit) -> Answer:
        guidance.adapt(again.desk, name, words, passages)
        return Go(visit.address, "The hub will read how it was adapted; it lies ready for the next exchange.")

    called = letters.show(visit.desk, channel, reference).channel
    return ask(
        visit,
        Pending(
            title="Tell the hub how it was adapted?",
            button="Tell them",
            back=visit.address,
            goes=(going(visit.desk, channel, called),),
            do=do,
            facts=(("Of the points", ", ".join(map(str, passages)) or "the whole"),),
            passages=(words.strip(),),
            rules=("It stands on this post’s own channel; no other post learns of it.",),
        ),
    )


PAGES = (Page("/letter/{entry}/points", _show, {"acknowledge": _acknowledge, "adapt": _adapt}),)
