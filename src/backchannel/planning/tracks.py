"""Tracks: when anybody last spoke with the other side on each lane of a case, and every effort that was made.

A contact ends a silence; an effort that reached nobody ends none, and is evidence all the same.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from backchannel.planning.board import Board, Kept
from backchannel.planning.cases import LANE, Lane
from backchannel.planning.kinds import Kind
from backchannel.record.dates import DocumentDate

__all__ = ["CONTACT", "EFFORT", "ON", "Contact", "Effort", "Track", "efforts", "tracks"]

ON = "lane"
"""The part in which a contact or an effort names its lane."""


@dataclass(frozen=True, slots=True)
class Contact:
    """A contact outside of any channel: when, with whom, by whom of ours, and what it was."""

    on: DocumentDate
    whom: str
    what: str = ""
    by: str = ""


@dataclass(frozen=True, slots=True)
class Effort:
    """An effort that was made: when, what, by whom."""

    on: DocumentDate
    what: str
    by: str


CONTACT = Kind("contact", Contact)
EFFORT = Kind("effort", Effort)


@dataclass(frozen=True, slots=True)
class Track:
    """A lane with its last contact up to a day: a letter (`last` alone), or a contact that was noted.

    `days` are those since then; None where there is none.
    """

    lane: Kept[Lane]
    last: date | None
    days: int | None
    contact: Kept[Contact] | None = None


def tracks(board: Board, letters: Mapping[bytes, date], on: date) -> list[Track]:
    """Give the tracks of a case, the longest silence first; `letters` is the day of the last letter by lane's id."""
    last: dict[bytes, Kept[Contact]] = {}
    for one in board.standing(CONTACT):
        day = one.says.on.earliest.date()
        if day > on:
            continue
        for lane in one.act.names.get(ON, ()):
            if lane not in last or day >= last[lane].says.on.earliest.date():
                last[lane] = one
    found = [_track(lane, letters.get(lane.id), last.get(lane.id), on) for lane in board.standing(LANE)]
    return sorted(found, key=lambda track: -(track.days if track.days is not None else 1 << 30))


def efforts(board: Board, since: date | None, until: date | None) -> list[Kept[Effort]]:
    """Give the efforts that may have been made within these days, the oldest first."""
    found = [
        one
        for one in board.standing(EFFORT)
        if (since is None or one.says.on.latest.date() >= since)
        and (until is None or one.says.on.earliest.date() <= until)
    ]
    return sorted(found, key=lambda one: one.says.on.earliest)


def _track(lane: Kept[Lane], letter: date | None, contact: Kept[Contact] | None, on: date) -> Track:
    spoken = contact.says.on.earliest.date() if contact is not None else None
    if spoken is not None and (letter is None or spoken > letter):
        return Track(lane, spoken, (on - spoken).days, contact)
    return Track(lane, letter, (on - letter).days if letter is not None else None)
