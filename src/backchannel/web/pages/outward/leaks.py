"""Leaks: published words beside the letters that have them, with who knew them on the day."""

from collections.abc import Iterator
from dataclasses import dataclass

from backchannel.desk.desk import Desk
from backchannel.desk.words import leaks
from backchannel.desk.words.collected import Text, Unread
from backchannel.desk.words.holders import Holder
from backchannel.desk.words.leaks import Leak, Traced, Trail
from backchannel.errors import BadInputError, UsageError
from backchannel.record.dates import in_words, parse
from backchannel.web.answers import Answer, Go, Page, View
from backchannel.web.pages.outward.given import begun, typed_articles
from backchannel.web.visit import Visit
from backchannel.web.works import Work

__all__ = ["PAGES"]

_PART = 8
"""Passages of a page."""


@dataclass(frozen=True, slots=True, repr=False)
class _Looked:
    """What came of a look at published texts."""

    trail: Trail
    unread: tuple[Unread, ...]

    @property
    def found(self) -> list[tuple[Traced, Leak, int]]:
        """Every passage with private words: its article, itself, its number in the article."""
        return [(one, leak, at) for one in self.trail.traced for at, leak in enumerate(one.leaks, 1)]


def _show(_: Visit) -> Answer:
    return View("outward/leaks.html", {})


def _look(visit: Visit) -> Answer:
    on = _day(visit.form.one("on"))
    given = typed_articles(visit)
    texts = [one for one in given if isinstance(one, Text)]
    unread = tuple(one for one in given if isinstance(one, Unread))
    if not given:
        raise UsageError("Paste what was published, or choose its file.")
    if not texts:
        raise BadInputError(unread[0].why)
    shelf = visit.shelf

    def job(desk: Desk, work: Work) -> Answer:
        def told() -> Iterator[Text]:
            for at, one in enumerate(texts):
                work.tell(at, len(texts))
                yield one

        trail = leaks.trace(desk, told(), on)
        work.tell(len(texts))
        return Go(f"/words/leaks/{shelf.keep(_Looked(trail, unread))}")

    return begun(visit, "Looking for private words in what was published", job, "texts")


def _day(text: str) -> str:
    if not text:
        return ""
    try:
        found = parse(text)
    except BadInputError:
        found = None
    if found is None or found.day is None:
        raise UsageError("Give the day as a day, such as 1963-01-18: who knew is asked day by day.")
    return str(found)


def _found(visit: Visit) -> Answer:
    looked = visit.shelf.get(visit.path["kept"], _Looked)
    part, found = visit.number("part"), looked.found
    return View(
        "outward/leaks_found.html",
        {
            "trail": looked.trail,
            "unread": looked.unread,
            "found": found[(part - 1) * _PART : part * _PART],
            "total": len(found),
            "clean": [one for one in looked.trail.traced if not one.leaks],
            "part": part,
            "parts": max(1, -(-len(found) // _PART)),
            "within": _within,
            "knew": _knew,
            "day_in_words": lambda day: in_words(parse(day)) if day else "a day that is not known",
        },
    )


def _within(leak: Leak) -> list[tuple[int, int]]:
    """Give what is shared as characters of the passage rather than of the article."""
    return [(start - leak.start, end - leak.start) for start, end in leak.held[0].article]


def _knew(leak: Leak, words: bool) -> list[tuple[Holder, str]]:
    """Give who knew the nearest wording, or (not `words`) only that it exists, and through which document."""
    return [(one, held.place.document) for held in leak.nearest for one in held.holders if one.words is words]


PAGES = (
    Page("/words/leaks", _show, {"look": _look}, large=True),
    Page("/words/leaks/{kept}", _found),
)
