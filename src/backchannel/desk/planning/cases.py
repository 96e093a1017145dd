"""Cases: opened on channels of our own side, with their issues, parties, people, lanes and documents."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TypeVar

from backchannel.desk.book import Book, find_channel
from backchannel.desk.desk import Desk
from backchannel.desk.own_ledger import NAME as OWN
from backchannel.desk.planning.acting import Acting, members
from backchannel.desk.planning.boards import board
from backchannel.errors import RuleError, UsageError
from backchannel.planning.board import Board, Kept
from backchannel.planning.cases import (
    CASE,
    DOCUMENT,
    ISSUE,
    LANE,
    PARTY,
    PERSON,
    Case,
    CaseDocument,
    CaseParty,
    CasePerson,
    Issue,
    Lane,
    Side,
    named,
)
from backchannel.planning.kinds import Kind
from backchannel.planning.names import folded, on_one_line
from backchannel.vault import acts, channels
from backchannel.vault.sqlcipher import Connection

__all__ = [
    "Shown",
    "add_issue",
    "add_lane",
    "add_party",
    "add_person",
    "change",
    "every",
    "file",
    "find",
    "new",
    "open_on",
    "reading",
    "show",
]

T = TypeVar("T")
_ID = 16


@dataclass(frozen=True, slots=True)
class Shown:
    """A case as this person sees it: on which channels it is open, and what stands on its board."""

    id: bytes
    name: str
    about: str
    open_on: tuple[str, ...]
    issues: tuple[Kept[Issue], ...]
    parties: tuple[Kept[CaseParty], ...]
    people: tuple[Kept[CasePerson], ...]
    lanes: tuple[Kept[Lane], ...]
    documents: tuple[Kept[CaseDocument], ...]
    unread: int
    """Acts of the case that this version cannot read."""


def find(db: Connection, desk: Desk, text: str = "") -> bytes:
    """Give the case of a name, or whose number begins so; without a name the only one.

    UsageError where none is meant, or several.
    """
    known = {case: named(board(db, desk, case)) for case in acts.cases(db)}
    known = {case: name for case, name in known.items() if name}
    wanted = folded(text)
    found = [case for case, name in known.items() if not wanted or name.casefold() == wanted] or [
        case for case in known if len(wanted) >= 6 and case.hex().startswith(wanted)
    ]
    if len(found) == 1:
        return found[0]
    names = ", ".join(f"“{name}” ({case.hex()[:8]})" for case, name in known.items())
    if not known:
        raise UsageError("There is no case at this desk; open one first.", typed="backchannel case new")
    if not wanted:
        raise UsageError(f"Several cases are at this desk; say which is meant: {names}.", typed="--case")
    raise UsageError(f"“{text[:60]}” names no one case; this desk has: {names}.")


@contextmanager
def change(desk: Desk, case: str = "") -> Iterator[Acting]:
    """Give one change of the vault in which acts of a case are written. UsageError as `find`."""
    with desk.vault.change(moves_position=True) as db:
        yield Acting(db, desk, find(db, desk, case))


@contextmanager
def reading(desk: Desk, case: str = "") -> Iterator[tuple[Connection, Board]]:
    """Give one reading of the vault and the board of a case. UsageError as `find`."""
    with desk.vault.read() as db:
        yield db, board(db, desk, find(db, desk, case))


def new(desk: Desk, name: str, about: str = "", onto: str = OWN) -> Shown:
    """Open a new case on a channel of our own party, or on one's own ledger; UsageError for a name that is used."""
    with desk.vault.change(moves_position=True) as db:
        wanted = " ".join(name.split())
        if not wanted:
            raise UsageError("A case needs a name.")
        if any(named(board(db, desk, case)).casefold() == wanted.casefold() for case in acts.cases(db)):
            raise UsageError(f"There is a case “{wanted}” already; give this one another name.")
        acting = Acting(db, desk, desk.random(_ID))
        acting.open(CASE, Case(wanted, about.strip()), onto=onto)
        return _shown(db, desk, acting.case)


def open_on(desk: Desk, case: str, onto: str) -> Shown:
    """Open a case on a further channel of our own party: its members learn its name. UsageError where it is open."""
    with change(desk, case) as acting:
        first = acting.board.every(CASE)[0]
        target = acting.channel(onto)
        if any(one.act.channel == target.id for one in acting.board.every(CASE)):
            raise UsageError(f"The case is open on “{target.name}” already.")
        acting.open(CASE, first.says, onto=onto)
        return _shown(acting.db, desk, acting.case)


def add_issue(desk: Desk, name: str, about: str = "", *, case: str = "", onto: str = "") -> Kept[Issue]:
    """Name an issue of the case. UsageError where one has this name."""
    return _add(desk, ISSUE, Issue(_one(name), about.strip()), case, onto)


def add_party(desk: Desk, name: str, side: Side, *, case: str = "", onto: str = "") -> Kept[CaseParty]:
    """Name a party of the case, and how it stands in it. UsageError where one has this name."""
    return _add(desk, PARTY, CaseParty(_one(name), side), case, onto)


def add_person(
    desk: Desk, name: str, party: str, office: str = "", *, case: str = "", onto: str = ""
) -> Kept[CasePerson]:
    """Name a person of the case. UsageError where one has this name."""
    return _add(desk, PERSON, CasePerson(_one(name), _one(party), office.strip()), case, onto)


def add_lane(desk: Desk, name: str, what: str = "", *, channel: str = "", case: str = "", onto: str = "") -> Kept[Lane]:
    """Add a lane of the case's timeline: a channel, or what runs outside of any.

    RuleError where a member of the channel that would carry the act is not on the lane's channel.
    """
    with change(desk, case) as acting:
        _require_new(acting.board, LANE, name)
        runs = find_channel(acting.db, channel) if channel else None
        kept = acting.open(LANE, Lane(_one(name), what.strip(), runs.id.hex() if runs else ""), onto=onto)
        if runs is not None:
            _require_known(acting, runs, kept)
        return kept


def _require_known(acting: Acting, runs: channels.Channel, lane: Kept[Lane]) -> None:
    carrier = channels.get(acting.db, lane.act.channel)
    assert carrier is not None
    told = members(Book(acting.db, acting.desk, carrier)) - members(Book(acting.db, acting.desk, runs))
    if told:
        who = ", ".join(name for name, _ in sorted(told))
        raise RuleError(
            f"{who} would learn of the channel “{runs.name}” from “{carrier.name}”; write the lane on a narrower "
            f"channel, such as your {OWN}.",
            typed=f"--onto '{OWN}'",
        )


def file(
    desk: Desk, address: str, lane: str = "", *, name: str = "", moved: str = "", case: str = "", onto: str = ""
) -> Kept[CaseDocument]:
    """Say that a document belongs to the case, in a lane of it.

    To move it to another lane, or repeat it there, is an act of its own, which says why (`moved`). UsageError for an
    address of nothing here, or a lane that the case has not; RuleError where a member may not know of the document.
    """
    with change(desk, case) as acting:
        runs = acting.board.find(LANE, lane, "lane") if lane else None
        lane = runs.says.name if runs else ""
        kept = acting.open(
            DOCUMENT,
            CaseDocument(_one(name or address), lane, moved.strip()),
            onto=onto,
            names={"lane": [runs.id]} if runs else {},
            rests=(address,),
        )
        there = [
            one for one in acting.board.standing(DOCUMENT) if one.act.rests == kept.act.rests and one.id != kept.id
        ]
        if any(one.says.lane == lane for one in there):
            raise UsageError(f"{address[:80]} is in this lane of the case already.")
        if there and not moved.strip():
            raise UsageError(
                f"{address[:80]} is in the lane “{there[0].says.lane}” already; say why it is moved.",
                typed="--why",
            )
        return kept


def show(desk: Desk, case: str = "") -> Shown:
    """Give a case as this person sees it. UsageError as `find`."""
    with desk.vault.read() as db:
        return _shown(db, desk, find(db, desk, case))


def every(desk: Desk) -> list[Shown]:
    """Give every case of which this person sees anything, in the order in which they came to this desk."""
    with desk.vault.read() as db:
        shown = [_shown(db, desk, case) for case in acts.cases(db)]
    return [one for one in shown if one.name]


def _shown(db: Connection, desk: Desk, case: bytes) -> Shown:
    # Imported where a case is shown: it brings every subject with it, and most commands need one of them.
    from backchannel.planning.vocabulary import unread

    found = board(db, desk, case)
    opened = found.every(CASE)
    names = [channel.name for one in opened if (channel := channels.get(db, one.act.channel))]
    about = next((one.says.about for one in opened if one.says.about), "")
    return Shown(
        case,
        named(found),
        about,
        tuple(names),
        tuple(found.standing(ISSUE)),
        tuple(found.standing(PARTY)),
        tuple(found.standing(PERSON)),
        tuple(found.standing(LANE)),
        tuple(found.standing(DOCUMENT)),
        found.folded(unread),
    )


def _add(desk: Desk, kind: Kind[T], value: T, case: str, onto: str) -> Kept[T]:
    with change(desk, case) as acting:
        _require_new(acting.board, kind, getattr(value, "name", ""))
        return acting.open(kind, value, onto=onto)


def _require_new(found: Board, kind: Kind[T], name: str) -> None:
    names: Sequence[str] = [getattr(one.says, "name", "") for one in found.standing(kind)]
    if _one(name).casefold() in {one.casefold() for one in names}:
        raise UsageError(f"There is a {kind.name} “{_one(name)[:60]}” in this case already.")


def _one(text: str) -> str:
    return on_one_line(text, "A name is missing; give one.")
