"""Events of a case: what happened or is to happen, with its date as far as anybody knows it.

An event may have no date yet: "your return", "the talks of the ministers". What is bound to it (a promise, a point put
off, an offer beside a crisis) waits until somebody says that it has happened. Whose doing it was, and whether it was an
offer, is what our people say of it; nothing is concluded from it.
"""

from dataclasses import dataclass
from datetime import date

from backchannel.planning.board import Kept
from backchannel.planning.kinds import Kind
from backchannel.record.dates import DocumentDate

__all__ = ["EVENT", "Event", "happened", "may_have_happened"]


@dataclass(frozen=True, slots=True)
class Event:
    """An event: its date if it has one, the date as it was written, and whether it has happened."""

    name: str
    on: DocumentDate | None = None
    written: str = ""
    happened: bool = False
    by: str = ""
    """The party whose doing it was, as who wrote this sees it."""
    offer: bool = False
    """Whether something was offered by it."""
    about: str = ""


EVENT = Kind("event", Event)


def happened(event: Kept[Event], on: date) -> bool:
    """Whether it had happened by the end of a day, as every statement of it that stands says."""
    return all(_by(says, on) for says in _said(event))


def may_have_happened(event: Kept[Event], on: date) -> bool:
    """Whether it had happened by the end of a day, as any statement of it that stands says."""
    return any(_by(says, on) for says in _said(event))


def _said(event: Kept[Event]) -> tuple[Event, ...]:
    return (event.says, *(says for says, _ in event.beside))


def _by(event: Event, on: date) -> bool:
    return event.happened and (event.on is None or event.on.earliest.date() <= on)
