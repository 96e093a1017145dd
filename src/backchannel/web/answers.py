"""What a page answers, and what a page is."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from backchannel.web.visit import Visit

__all__ = ["Act", "Answer", "Download", "Go", "Page", "View"]


@dataclass(frozen=True, slots=True)
class View:
    """A template with its values. `status` is HTTP's; `refresh` asks for the page again after so many seconds."""

    template: str
    values: Mapping[str, Any] = field(default_factory=dict)
    status: int = 200
    refresh: int = 0


@dataclass(frozen=True, slots=True)
class Go:
    """Go on to another address of this desk; `said` is shown there once."""

    address: str
    said: str = ""


@dataclass(frozen=True, slots=True)
class Download:
    """A file for the person's machine, outside the vault. Only an act gives one, whose form says so first.

    `name` is plain ASCII and holds no word of a letter: it ends up in the browser's list of downloads.
    """

    data: bytes
    name: str
    media_type: str


Answer = View | Go | Download
Act = Callable[["Visit"], Answer]


@dataclass(frozen=True, slots=True)
class Page:
    """One address of the desk.

    `address` has its changing parts in braces; they hold ids, never words of a letter. `show` answers GET. `acts`
    answer POST, by the name that a form gives in its field `do`; where one refuses, `show` is asked again, with the
    refusal and what was typed in the visit. `large` takes uploads; `waits` is for pages that renew themselves, which
    do not count as a sign that somebody is there.
    """

    address: str
    show: Act
    acts: Mapping[str, Act] = field(default_factory=dict)
    large: bool = False
    waits: bool = False
