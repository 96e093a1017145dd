"""One visit of a page: who asks, at which address, with what typed."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from backchannel.web.form import Form
from backchannel.web.numbers import whole_number

if TYPE_CHECKING:
    from backchannel.desk.desk import Desk
    from backchannel.web.shelf import Shelf
    from backchannel.web.site import Site
    from backchannel.web.works import Works

__all__ = ["Visit"]


@dataclass(frozen=True)
class Visit:
    """What a page is given: the site, the changing parts of its address, its query, and what was submitted."""

    site: "Site"
    address: str
    """The path that was asked for; a page's forms go there too."""
    path: Mapping[str, str] = field(default_factory=dict)
    query: Mapping[str, str] = field(default_factory=dict)
    """What stands after the question mark: which part of a list, a day, a choice; never words of a letter."""
    form: Form = field(default_factory=Form)
    refusal: str = ""
    """Why the act that this visit asked for was not done, in one sentence."""
    _told: set[str] = field(default_factory=set)
    """The refusals that a form on the page has told."""

    @property
    def desk(self) -> "Desk":
        """The open desk; LockedError where it is locked."""
        return self.site.desk

    @property
    def shelf(self) -> "Shelf":
        """Where questions are kept."""
        return self.site.shelf

    @property
    def works(self) -> "Works":
        """Where long work is done."""
        return self.site.works

    def number(self, name: str, default: int = 1) -> int:
        """Give a whole number of the query, such as the part of a list, at least 1."""
        number = whole_number(self.query.get(name, ""), 999_999)
        return default if number is None else max(1, number)

    def typed(self, do: str, name: str, default: object = "", which: str = "") -> str:
        """Give what to put into a field: what was typed, if this form was just refused, else `default`."""
        if self.refusal and self._is_of(do, which):
            return self.form.text(name)
        return "" if default is None else str(default)

    def ticked(self, do: str, name: str, value: str, default: bool = False, which: str = "") -> bool:
        """Whether a box or radio button is on: as it was submitted, if this form was just refused, else `default`."""
        if self.refusal and self._is_of(do, which):
            return value in self.form.every(name)
        return default

    def refused(self, do: str, which: str = "") -> str:
        """Give the refusal, if it is of this form."""
        if not self.refusal or not self._is_of(do, which):
            return ""
        self._told.add(self.refusal)
        return self.refusal

    @property
    def untold(self) -> str:
        """The refusal, if no form on the page has told it: the form was there before, and is not any more."""
        return "" if self.refusal in self._told else self.refusal

    def _is_of(self, do: str, which: str) -> bool:
        return self.form.one("do") == do and self.form.one("which") == which
