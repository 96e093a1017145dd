"""Pegs: exact quotations of the other side on which an element of our position hangs (R36).

An element has a name that a person gives it, and a text if he likes. Its pegs are listed the most authoritative first
and among equals the newest: a principal's letter, another letter, a talk, what is quoted in a letter to its author,
what is only reported there. What is kept is where a quotation stands; its words are read there each time, and where an
import has changed them the peg says so and holds nothing.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from backchannel.desk.desk import Desk
from backchannel.desk.words.bank import FIRST_HAND, OPEN, Bank, Selection, Statement
from backchannel.errors import UsageError
from backchannel.text.folding import fold, words
from backchannel.text.terms import term
from backchannel.vault import pegs

__all__ = ["Audit", "Element", "add", "audit", "drop", "elements", "name", "remove"]

_NAME = 120
_TEXT = 4_000


@dataclass(frozen=True, slots=True)
class Element:
    """An element of our position, with the quotations that it hangs on; `lost` counts those whose words changed."""

    name: str
    text: str
    pegs: tuple[Statement, ...]
    lost: int


@dataclass(frozen=True, slots=True)
class Audit:
    """How many of the statements that were meant somebody has examined, and those that nobody has."""

    examined: int
    total: int
    open: tuple[Statement, ...]


def add(desk: Desk, address: str, element: str, text: str | None = None) -> tuple[Statement, bool]:
    """Hang an element on the exact words at an address, a passage or characters of one; False if it hangs there.

    The element is made if there is none of that name. UsageError where the address names no words within one passage.
    """
    own = _named(element, text)
    with desk.vault.change() as db:
        found = Bank(db, desk).at(address, whole=True)
        if len(found) != 1:
            raise UsageError(f"{address[:120]} is a whole document; name a passage, or characters of one: ID/3:10-40.")
        number = pegs.name_element(db, own, text, desk.now())
        return found[0], pegs.hang(db, number, found[0].place, desk.now())


def remove(desk: Desk, address: str, element: str) -> bool:
    """Take an element down from the words at an address; False if it does not hang there. UsageError as for `add`."""
    with desk.vault.change() as db:
        number = next((n for n, own, _ in pegs.elements(db) if own == element.strip()), None)
        if number is None:
            raise UsageError(f"There is no element “{element[:80]}”; see 'backchannel pegs list'.")
        found = Bank(db, desk).at(address, whole=True)
        return sum(pegs.take_down(db, number, one.place) for one in found) > 0


def name(desk: Desk, element: str, text: str | None = None) -> None:
    """Name an element of our position, or change its text; UsageError for no name, or one that is too long."""
    own = _named(element, text)
    with desk.vault.change() as db:
        pegs.name_element(db, own, text, desk.now())


def drop(desk: Desk, element: str) -> None:
    """Forget an element with its pegs; UsageError where there is none of that name."""
    with desk.vault.change() as db:
        if not pegs.drop_element(db, element.strip()):
            raise UsageError(f"There is no element “{element[:80]}”; see 'backchannel pegs list'.")


def elements(desk: Desk, element: str = "") -> list[Element]:
    """Give the elements with their pegs, or the one of that name; UsageError where there is none."""
    with desk.vault.read() as db:
        bank = Bank(db, desk)
        found = []
        for number, own, text in pegs.elements(db):
            if element and own != element.strip():
                continue
            places = pegs.pegs(db, number)
            held = [one for place in places if (one := bank.kept(place)) is not None]
            held.sort(key=lambda one: one.day, reverse=True)
            held.sort(key=lambda one: one.rank)
            found.append(Element(own, text, tuple(held), len(places) - len(held)))
    if element and not found:
        raise UsageError(f"There is no element “{element[:80]}”; see 'backchannel pegs list'.")
    return found


def audit(desk: Desk, selection: Selection) -> Audit:
    """Say which of the statements that are meant nobody has examined.

    What is quoted of somebody counts where his own words are not among them.
    """
    with desk.vault.read() as db:
        found = list(Bank(db, desk).chosen(selection))
    told = _once(found)
    unexamined = tuple(one for one in told if one.judged == OPEN)
    return Audit(len(told) - len(unexamined), len(told), unexamined)


def _once(found: Sequence[Statement]) -> list[Statement]:
    own = f" {' '.join(_terms(one.text) for one in found if one.form in FIRST_HAND)} "
    return [one for one in found if one.form in FIRST_HAND or f" {_terms(one.text)} " not in own]


def _terms(text: str) -> str:
    # "You have no designs" says what "we have no designs" does.
    return " ".join(own for word in words(fold(text).text) if (own := term(word)))


def _named(element: str, text: str | None) -> str:
    own = " ".join(element.split())
    if not own or len(own) > _NAME or (text is not None and len(text) > _TEXT):
        raise UsageError(f"An element has a name of 1 to {_NAME} characters and a text of {_TEXT} at most; shorten it.")
    return own
