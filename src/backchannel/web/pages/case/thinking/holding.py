"""A draft to be held against what our side wants: an address of this desk, or a file that is handed over, in memory."""

from dataclasses import dataclass

from backchannel.desk.words.drafts import Given
from backchannel.errors import UsageError
from backchannel.web.answers import Go
from backchannel.web.pages.case.frame import case_of
from backchannel.web.visit import Visit

__all__ = ["Held", "held", "hold"]


@dataclass(frozen=True, slots=True, repr=False)
class Held:
    """The draft that is held against a part of a case, and which of several lists it is held against."""

    draft: str | Given
    of: str = ""

    @property
    def called(self) -> str:
        """What it is called on the page."""
        return self.draft.name if isinstance(self.draft, Given) else self.draft


def hold(visit: Visit, part: str) -> Go:
    """Keep the draft that a form names (`draft`, an address) or hands over (`file`), and go to where it is held."""
    upload, address = visit.form.upload("file"), visit.form.one("draft")
    if upload is None and not address:
        raise UsageError("Name the draft by its address, or choose its file.")
    draft = Given(upload.name, upload.data) if upload is not None else address
    name = visit.shelf.keep(Held(draft, visit.form.one("of")))
    return Go(f"/case/{case_of(visit)}/{part}/held/{name}")


def held(visit: Visit) -> Held:
    """Give the draft of this page."""
    return visit.shelf.get(visit.path["kept"], Held)
