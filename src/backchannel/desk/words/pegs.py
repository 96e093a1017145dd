"""Pegs: exact quotations of the other side on which an element of our position hangs (R36).

An element has a name that a person gives it, and a text if he likes. Its pegs are listed the most authoritative first
and among equals the newest: a principal's letter, another letter, a talk, what is quoted in a letter to its author,
what is only reported there. What is kept is where a quotation stands; its words are read there each time, and where an
import has changed them the peg says so and holds nothing.

An element is one's own, or on a channel of our own side, where colleagues hang pegs on it too. Two of one name on two
channels are two elements.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from backchannel.desk.desk import Desk
from backchannel.desk.words.bank import FIRST_HAND, OPEN, Bank, Selection, Statement, Tell
from backchannel.desk.words.noting import Noting
from backchannel.errors import UsageError
from backchannel.planning.words import things
from backchannel.planning.words.things import ELEMENT, PEG
from backchannel.text.folding import fold, words
from backchannel.text.terms import term
from backchannel.vault import channels, pegs
from backchannel.vault.sqlcipher import Connection

__all__ = ["Audit", "Element", "add", "audit", "drop", "elements", "name", "remove"]

_NAME = 120
_TEXT = 4_000


@dataclass(frozen=True, slots=True)
class Element:
    """An element of our position, with the quotations that it hangs on; `lost` counts those whose words changed.

    `channel` is where it is shared, '' for one's own; `person` who named it; `beside` are (person, text) of what was
    written of it by desks that had not seen each other.
    """

    name: str
    text: str
    pegs: tuple[Statement, ...]
    lost: int
    channel: str = ""
    person: str = ""
    beside: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Audit:
    """How many of the statements that were meant somebody has examined, and those that nobody has."""

    examined: int
    total: int
    open: tuple[Statement, ...]


def add(desk: Desk, address: str, element: str, text: str | None = None, *, onto: str = "") -> tuple[Statement, bool]:
    """Hang an element on the exact words at an address, a passage or characters of one; False if it hangs there.

    The element is made if there is none of that name, `onto` a channel of our own side or else on one's own ledger, and
    the peg is written there. UsageError where the address names no words within one passage.
    """
    own = _named(element, text)
    with desk.vault.change(moves_position=True) as db:
        found = Bank(db, desk).at(address, whole=True)
        if len(found) != 1:
            raise UsageError(f"{address[:120]} is a whole document; name a passage, or characters of one: ID/3:10-40.")
        noting = Noting(db, desk, onto)
        known = _name(db, noting, own, text)
        if any(peg.place == found[0].place for peg in pegs.pegs(db, known.number)):
            return found[0], False
        cited = found[0].cited
        noting.open(PEG, things.Peg(cited.at, cited.words), {things.OF: [known.thing]})
        return found[0], True


def remove(desk: Desk, address: str, element: str, *, onto: str = "") -> bool:
    """Take an element down from the words at an address; False if it does not hang there. UsageError as for `add`."""
    with desk.vault.change(moves_position=True) as db:
        known = _only(db, desk, element, onto)
        found = {one.key for one in Bank(db, desk).at(address, whole=True)}
        hung = [peg for peg in pegs.pegs(db, known.number) if peg.place[:3] in found]
        for peg in hung:
            Noting(db, desk).end(PEG, peg.thing, "taken down")
        return bool(hung)


def name(desk: Desk, element: str, text: str | None = None, *, onto: str = "") -> None:
    """Name an element of our position, or change its text; UsageError for no name, or one that is too long."""
    own = _named(element, text)
    with desk.vault.change(moves_position=True) as db:
        _name(db, Noting(db, desk, onto), own, text)


def drop(desk: Desk, element: str, *, onto: str = "") -> None:
    """Drop an element with its pegs; UsageError where there is none of that name."""
    with desk.vault.change(moves_position=True) as db:
        Noting(db, desk).end(ELEMENT, _only(db, desk, element, onto).thing, "dropped")


def elements(desk: Desk, element: str = "") -> list[Element]:
    """Give the elements with their pegs, or those of that name; UsageError where there is none."""
    with desk.vault.read() as db:
        bank = Bank(db, desk)
        found = []
        for own in pegs.elements(db):
            if element and own.name != element.strip():
                continue
            places = list(dict.fromkeys(peg.place for peg in pegs.pegs(db, own.number)))
            held = [one for place in places if (one := bank.kept(place)) is not None]
            held.sort(key=lambda one: one.day, reverse=True)
            held.sort(key=lambda one: one.rank)
            lost, where = len(places) - len(held), _channel(db, own)
            found.append(Element(own.name, own.text, tuple(held), lost, where, own.person, own.beside))
    if element and not found:
        raise UsageError(
            f"There is no element “{element[:80]}”; look in the list of elements.", typed="backchannel pegs list"
        )
    return found


def _name(db: Connection, noting: Noting, own: str, text: str | None) -> pegs.Element:
    """Give the element of a name on the channel of `noting`, which is made if there is none; a text replaces its text.

    What is one's own may hang on an element that colleagues share, if only one has the name.
    """
    known = [one for one in pegs.elements(db) if one.name == own]
    here = [one for one in known if one.channel == noting.channel]
    if not here and noting.is_own and len(known) == 1 and text is None:
        here = known
    if not here:
        thing = noting.open(ELEMENT, things.Element(own, text or ""))
    else:
        thing = here[0].thing
        if text is not None and (text != here[0].text or here[0].beside):
            noting.revise(ELEMENT, thing, things.Element(own, text))
    return next(one for one in pegs.elements(db) if one.thing == thing)


def _only(db: Connection, desk: Desk, element: str, onto: str) -> pegs.Element:
    """Give the element of a name: on a channel, else one's own, else the only one."""
    known = [one for one in pegs.elements(db) if one.name == element.strip()]
    if onto:
        channel = Noting(db, desk, onto).channel
        known = [one for one in known if one.channel == channel]
    if not known:
        raise UsageError(
            f"There is no element “{element[:80]}”; look in the list of elements.", typed="backchannel pegs list"
        )
    own = [one for one in known if not _channel(db, one)] or known
    if len(own) > 1:
        where = ", ".join(f"“{_channel(db, one)}”" for one in own)
        raise UsageError(
            f"Several elements are called “{element[:80]}”; say on which channel it is: {where}.", typed="--onto"
        )
    return own[0]


def _channel(db: Connection, element: pegs.Element) -> str:
    kept = channels.get(db, element.channel)
    return kept.name if kept is not None and kept.standing != channels.OWN else ""


def audit(desk: Desk, selection: Selection, tell: Tell = lambda _done, _total: None) -> Audit:
    """Say which of the statements that are meant nobody has examined.

    What is quoted of somebody counts where his own words are not among them.
    """
    with desk.vault.read() as db:
        found = list(Bank(db, desk, tell).chosen(selection))
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
