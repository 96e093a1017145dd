"""Who somebody was on a day: what the volumes' lists say of a name, and the office that headings print with it (R59).

A name is looked up in every list of persons, and each line that may be the same person's is shown with its volume: the
program shows them side by side and joins none. A heading that prints an office with the name ("the Acting Minister of
Trade (Kaljo)") is evidence for its own date.
"""

from dataclasses import dataclass
from datetime import date, timedelta

from backchannel.desk.desk import Desk
from backchannel.errors import UsageError
from backchannel.record import names
from backchannel.record.dates import DocumentDate
from backchannel.record.offices import Office, offices_of, printed_offices
from backchannel.record.volume import ListedPerson
from backchannel.vault import archive, volumes
from backchannel.vault.archive import Item

__all__ = ["Listed", "Printed", "Who", "who"]

NEAR = timedelta(days=92)
"""How far from a day a heading may be dated to say something of it: offices change, and rarely within a season."""


@dataclass(frozen=True, slots=True)
class Listed:
    """A line of a volume's list, with the offices that it names."""

    volume: str
    person: ListedPerson
    offices: tuple[Office, ...]


@dataclass(frozen=True, slots=True)
class Printed:
    """An office that the heading of a document prints with the name."""

    item: Item
    office: str
    name: str


@dataclass(frozen=True, slots=True)
class Who:
    """What the archive says of a name: in lists, and in headings near the day that was asked for and on other days."""

    listed: tuple[Listed, ...]
    near: tuple[Printed, ...]
    other: tuple[Printed, ...]


def who(desk: Desk, name: str, on: DocumentDate | None = None) -> Who:
    """Look a name up; UsageError for none. With a day, lines whose every office was held on other days are left out."""
    asked = names.read(name)
    if not asked.surname:
        raise UsageError("A name to look up has at least one word; give a surname, or a name in full.")
    with desk.vault.read() as db:
        lines = [
            Listed(volume, person, offices_of(person.description))
            for volume, person in volumes.every_person(db)
            if names.may_be_one(asked, names.read(person.name))
        ]
        headed = [
            Printed(item, office, held)
            for item in archive.headed(db, name.split(",", maxsplit=1)[0].rsplit(maxsplit=1)[-1])
            for office, held in printed_offices(item.heading)
            if names.may_be_one(asked, names.read(held))
        ]
    near = tuple(one for one in headed if on is None or _is_near(one.item, on))
    listed = tuple(line for line in lines if on is None or not line.offices or _held(line, on))
    return Who(listed, near, tuple(one for one in headed if one not in near))


def _held(line: Listed, on: DocumentDate) -> bool:
    return any(office.held_on(on) is not False for office in line.offices)


def _is_near(item: Item, on: DocumentDate) -> bool:
    if item.first_day is None or item.last_day is None:
        return False
    first, last = date.fromisoformat(item.first_day), date.fromisoformat(item.last_day)
    return first - NEAR <= on.latest.date() and on.earliest.date() <= last + NEAR
