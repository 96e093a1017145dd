"""The document of an address: a number of this vault. One that is a letter of a channel leads to the letter's page."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps

from backchannel.desk import archive
from backchannel.desk.archive import Item
from backchannel.errors import UsageError
from backchannel.record.talks.statements import KINDS
from backchannel.web import addresses
from backchannel.web.answers import Act, Answer, Go
from backchannel.web.numbers import whole_number
from backchannel.web.visit import Visit

__all__ = ["Tab", "of_document", "tabs"]


@dataclass(frozen=True, slots=True)
class Tab:
    """A page of a document: what comes after the document's address, and its name."""

    name: str
    words: str


_TABS = (
    Tab("", "Read"),
    Tab("refs", "References"),
    Tab("source", "Where it lies"),
    Tab("copies", "Copies"),
    Tab("statements", "Who said what"),
    Tab("cite", "Cite"),
    Tab("export", "Take along"),
    Tab("redact", "Withhold"),
    Tab("handling", "Handling"),
)


def tabs(item: Item) -> tuple[Tab, ...]:
    """Give the pages of a document; only a record of a talk has statements."""
    return tuple(one for one in _TABS if one.name != "statements" or item.kind in KINDS)


def of_document(show: Callable[[Visit, Item], Answer]) -> Act:
    """Give a page or act of an imported document; for a letter it leads to the letter's own page."""

    @wraps(show)
    def page(visit: Visit) -> Answer:
        if (number := whole_number(visit.path["number"])) is None:
            raise UsageError("There is no such document on this desk; look for it in the record.")
        item = archive.item(visit.desk, number)
        return Go(addresses.letter(item.entry)) if item.entry is not None else show(visit, item)

    return page
