"""What every page of a letter begins with: the letter of the address, and what he sees who is not its reader."""

from collections.abc import Mapping
from typing import Any

from backchannel.desk import channels, correspondence
from backchannel.desk.correspondence import Sheet
from backchannel.errors import NotAReaderError
from backchannel.protocol.state import ACTIVE
from backchannel.record.document import Document
from backchannel.record.markings import banner
from backchannel.web import addresses
from backchannel.web.answers import Go, View
from backchannel.web.visit import Visit

__all__ = ["done", "readable", "sheet", "typed_marks", "view", "writes"]


def sheet(visit: Visit) -> Sheet:
    """Give the letter of the address, which may not open here; UsageError where there is none."""
    return correspondence.sheet(visit.desk, visit.path["entry"])


def readable(visit: Visit) -> tuple[Sheet, Document]:
    """Give the letter of the address with its words; NotAReaderError where it does not open here."""
    found = sheet(visit)
    if found.letter.document is None:
        raise NotAReaderError("This is not open to you; ask its author, or a principal of your side, to open it.")
    return found, found.letter.document


def view(template: str, found: Sheet, document: Document, values: Mapping[str, Any]) -> View:
    """Give a page of a letter, with its banner."""
    return View(
        f"letter/{template}",
        {"sheet": found, "letter": found.letter, "document": document, "marking": banner(document), **values},
    )


def writes(visit: Visit, found: Sheet) -> bool:
    """Whether anything of this desk's person would be taken on the letter's channel now."""
    standing = channels.standing(visit.desk, found.channel.id.hex())
    mine = standing.state.members.get(visit.desk.reader)
    return standing.is_open and not standing.channel.stale and mine is not None and mine.status == ACTIVE


def typed_marks(visit: Visit) -> tuple[str, ...]:
    """Give the marks that were typed, one a line: what a passage is to our position."""
    return tuple(line.strip() for line in visit.form.text("marks").splitlines() if line.strip())


def done(found: Sheet, said: str, *more: str) -> Go:
    """Go on to the letter, or to a page of it."""
    return Go(addresses.letter(found.letter.header.id, *more), said)
