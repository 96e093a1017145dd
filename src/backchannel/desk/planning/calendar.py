"""The calendar of a case: its stages and their dates, what needs what, and what slips when something slips."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from backchannel.desk.book import Books
from backchannel.desk.desk import Desk
from backchannel.desk.own_ledger import NAME as OWN
from backchannel.desk.planning import cases
from backchannel.desk.planning.acting import Acting, members, passage
from backchannel.desk.planning.resting import Rest, rests
from backchannel.errors import RuleError, UsageError
from backchannel.planning.board import Board, Kept
from backchannel.planning.calendar.phrases import Reading, read
from backchannel.planning.calendar.slips import (
    DEPENDENCY,
    NEEDS,
    WHAT,
    Conflict,
    Dependency,
    Plan,
    conflicts,
    leads_back,
    moved_by,
    plan,
)
from backchannel.planning.calendar.stages import (
    DONE,
    DROPPED,
    STAGE,
    Dated,
    Form,
    Stage,
    as_read,
    folded,
    interval,
    strip,
)
from backchannel.planning.calendar.telling import STAGE_OF, TOLD, Told
from backchannel.planning.cases import PARTY, named
from backchannel.record.address import read as read_address
from backchannel.record.dates import DocumentDate
from backchannel.record.dates import parse as parse_date
from backchannel.vault import archive, channels
from backchannel.vault.sqlcipher import Connection

__all__ = [
    "Line",
    "Shown",
    "Stood",
    "add",
    "change",
    "date_for",
    "depends",
    "end",
    "independent",
    "on_channel",
    "shift",
    "show",
    "stood",
]


@dataclass(frozen=True, slots=True)
class Line:
    """A stage as it is shown: what it needs, whom it is told to, where it stands, and the words on which it rests."""

    dated: Dated
    needs: tuple[str, ...]
    told_to: tuple[str, ...]
    channel: str
    rests: tuple[Rest, ...]


@dataclass(frozen=True, slots=True)
class Shown:
    """The calendar of a case as this person may see it, with what was dropped, and what cannot be as it stands."""

    case: str
    lines: tuple[Line, ...]
    dropped: tuple[Kept[Stage], ...]
    conflicts: tuple[Conflict, ...]


def show(desk: Desk, case: str = "") -> Shown:
    """Give the calendar of a case as this person may see it. UsageError where no case is meant."""
    with cases.reading(desk, case) as (db, board):
        names = {one.id: one.says.name for one in board.every(STAGE)}
        needs: dict[bytes, list[str]] = {}
        for one in board.standing(DEPENDENCY):
            for stage in one.act.names.get(WHAT, ()):
                needs.setdefault(stage, []).extend(names[n] for n in one.act.names.get(NEEDS, ()) if n in names)
        told: dict[bytes, list[str]] = {}
        for mark in board.standing(TOLD):
            for stage in mark.act.names.get(STAGE_OF, ()):
                told.setdefault(stage, []).append(mark.says.party)
        where = {channel.id: channel.name for channel in channels.every(db)}
        lines = tuple(
            Line(
                one,
                tuple(dict.fromkeys(needs.get(one.kept.id, ()))),
                tuple(dict.fromkeys(told.get(one.kept.id, ()))),
                where.get(one.kept.act.channel, ""),
                rests(db, desk, one.kept.act.rests),
            )
            for one in strip(board)
        )
        dropped = tuple(one for one in board.every(STAGE) if one.ended is not None and one.ended.how == DROPPED)
        return Shown(named(board), lines, dropped, tuple(conflicts(board)))


@dataclass(frozen=True, slots=True)
class Stood:
    """One stage with all that belongs to it, also where it was dropped: what it needs, what needs it, who is told."""

    line: Line
    needs: tuple[Kept[Stage], ...]
    needed_by: tuple[Kept[Stage], ...]
    told: tuple[Kept[Told], ...]
    conflicts: tuple[Conflict, ...]
    parties: tuple[str, ...]
    """The parties of the case to whom it may be told."""


def stood(desk: Desk, name: str, case: str = "") -> Stood:
    """Give one stage, by its name or number. UsageError where there is none."""
    with cases.reading(desk, case) as (db, board):
        kept = board.find(STAGE, name, "stage")
        dated = next((one for one in strip(board) if one.kept.id == kept.id), Dated(kept, interval(kept.says)))
        needs = [n for one in board.naming(DEPENDENCY, kept.id, WHAT) for n in one.act.names.get(NEEDS, ())
                 if one.ended is None]  # fmt: skip
        needed_by = [n for one in board.naming(DEPENDENCY, kept.id, NEEDS) for n in one.act.names.get(WHAT, ())
                     if one.ended is None]  # fmt: skip
        told = tuple(one for one in board.naming(TOLD, kept.id, STAGE_OF) if one.ended is None)
        channel = channels.get(db, kept.act.channel)
        line = Line(
            dated,
            tuple(one.says.name for one in _stages(board, needs)),
            tuple(dict.fromkeys(one.says.party for one in told)),
            channel.name if channel else "",
            rests(db, desk, kept.act.rests),
        )
        ours = desk.card.party
        return Stood(
            line,
            _stages(board, needs),
            _stages(board, needed_by),
            told,
            tuple(one for one in conflicts(board) if one.stage.id == kept.id),
            tuple(one.says.name for one in board.standing(PARTY) if folded(one.says.name) != folded(ours)),
        )


def _stages(board: Board, ids: Iterable[bytes]) -> tuple[Kept[Stage], ...]:
    return tuple(found for one in dict.fromkeys(ids) if (found := board.get(STAGE, one)) is not None)


def date_for(
    db: Connection, desk: Desk, written: str, addresses: Sequence[str], on: DocumentDate | None
) -> tuple[Reading, DocumentDate | None]:
    """Read words that say when, against the date of the document in which they stand.

    That is `on` if it is given, else the date of the document on which they rest. Words that rest on nothing are those
    of who writes them, today.
    """
    if on is None and addresses:
        on = _date_of(db, passage(db, desk, addresses[0]))
    elif on is None:
        today = desk.clock().date()
        on = DocumentDate(today.year, today.month, today.day)
    return read(written, on), on


def _date_of(db: Connection, address: str) -> DocumentDate | None:
    item = archive.find(db, read_address(address).document) or archive.find(db, address)
    if item is None or item.first_day is None or item.first_day != item.last_day:
        return None
    return parse_date(item.first_day)


def add(
    desk: Desk,
    name: str,
    written: str = "",
    *,
    on: DocumentDate | None = None,
    form: Form = Form.STAGE,
    fixed: bool = False,
    who: str = "",
    about: str = "",
    rests: Sequence[str] = (),
    case: str = "",
    onto: str = "",
) -> Kept[Stage]:
    """Add a stage, with the words that say when; `on` is the date of the document in which they stand (`date_for`).

    UsageError where a stage of this name stands.
    """
    with cases.change(desk, case) as acting:
        stage = Stage(_new_name(acting.board, name), form=form, fixed=fixed, who=who.strip(), about=about.strip())
        if written.strip():
            stage = as_read(stage, *date_for(acting.db, desk, written, rests, on))
        return acting.open(STAGE, stage, onto=onto, rests=rests)


def _new_name(board: Board, name: str) -> str:
    line = " ".join(name.split())
    if not line:
        raise UsageError("A stage needs a name.")
    if any(folded(one.says.name) == folded(line) for one in board.standing(STAGE)):
        raise UsageError(f"There is a stage “{line[:60]}” already; give this one another name, or change that.")
    return line


def change(
    desk: Desk,
    name: str,
    *,
    written: str | None = None,
    on: DocumentDate | None = None,
    called: str = "",
    fixed: bool | None = None,
    who: str | None = None,
    about: str | None = None,
    why: str = "",
    rests: Sequence[str] | None = None,
    settle: bool = False,
    case: str = "",
) -> Kept[Stage]:
    """Change a stage; what is left out stays. Words that say when are read anew, and what it was moved by is gone."""
    with cases.change(desk, case) as acting:
        kept = acting.board.find(STAGE, name, "stage")
        stage = kept.says
        if called and folded(called) != folded(stage.name):
            stage = replace(stage, name=_new_name(acting.board, called))
        if written is not None:
            stage = as_read(stage, *date_for(acting.db, desk, written, rests or kept.act.rests, on))
        stage = replace(
            stage,
            fixed=stage.fixed if fixed is None else fixed,
            who=stage.who if who is None else who.strip(),
            about=stage.about if about is None else about.strip(),
            why=why.strip(),
        )
        return acting.revise(STAGE, kept, stage, rests=rests, settle=settle)


def end(desk: Desk, name: str, how: str, why: str = "", *, settle: bool = False, case: str = "") -> Kept[Stage]:
    """Say that a stage took place (`stages.DONE`), or that it will not (`stages.DROPPED`), and why."""
    if how not in (DONE, DROPPED):
        raise UsageError(f"A stage ends as {DONE} or {DROPPED}.")
    if how == DROPPED and not why.strip():
        raise UsageError("Say why the stage is dropped; it stays readable with its reason.", typed="--why")
    with cases.change(desk, case) as acting:
        return acting.end(STAGE, acting.board.find(STAGE, name, "stage"), how, why, settle=settle)


def depends(desk: Desk, name: str, needs: str, why: str = "", *, case: str = "", onto: str = "") -> Kept[Dependency]:
    """Say that a stage needs another before it.

    Without `onto` this stands on the channel of the two stages that fewer read. UsageError where it is said already;
    RuleError where the second needs the first, directly or by way of others.
    """
    with cases.change(desk, case) as acting:
        board = acting.board
        one, other = board.find(STAGE, name, "stage"), board.find(STAGE, needs, "stage")
        if leads_back(board, one.id, other.id):
            raise RuleError(
                f"“{other.says.name[:60]}” needs “{one.says.name[:60]}” itself, directly or by way of others; a circle "
                "has no beginning."
            )
        if any(kept.act.names.get(NEEDS) == (other.id,) for kept in board.naming(DEPENDENCY, one.id, WHAT)
               if kept.ended is None):  # fmt: skip
            raise UsageError(f"That “{one.says.name[:60]}” needs “{other.says.name[:60]}” is said already.")
        where = onto or _narrower(acting, one, other)
        return acting.open(DEPENDENCY, Dependency(why.strip()), onto=where, names={WHAT: [one.id], NEEDS: [other.id]})


def independent(desk: Desk, name: str, needs: str, why: str = "", *, case: str = "") -> None:
    """Take back that a stage needs another. UsageError where it is not said."""
    with cases.change(desk, case) as acting:
        board = acting.board
        one, other = board.find(STAGE, name, "stage"), board.find(STAGE, needs, "stage")
        said = [
            kept
            for kept in board.naming(DEPENDENCY, one.id, WHAT)
            if kept.ended is None and other.id in kept.act.names.get(NEEDS, ())
        ]
        if not said:
            raise UsageError(f"Nobody said that “{one.says.name[:60]}” needs “{other.says.name[:60]}”.")
        for kept in said:
            acting.end(DEPENDENCY, kept, "taken back", why, settle=True)


def on_channel(acting: Acting, kept: Kept[Stage]) -> str:
    """Give the channel on which a stage stands, as `onto` of another act."""
    channel = channels.get(acting.db, kept.act.channel)
    assert channel is not None
    return OWN if channel.standing == channels.OWN else channel.id.hex()


def _narrower(acting: Acting, one: Kept[Stage], other: Kept[Stage]) -> str:
    books = Books(acting.db, acting.desk)
    first, second = (members(books.of(kept.act.channel)) for kept in (one, other))
    return on_channel(acting, one if first <= second else other)


def shift(desk: Desk, name: str, days: int, why: str = "", *, dry_run: bool = False, case: str = "") -> Plan:
    """Move a stage by so many days, with all that needs it; with `dry_run` only say what would move.

    Each moves on the channel where it stands, and there nothing is said of another one: neither which moved it nor why.
    UsageError where it has no date or has ended; errors as `slips.plan`.
    """
    with cases.reading(desk, case) as (_, board):
        # Judged before a change is begun: a dry run writes nothing, and needs no right to write.
        found = _planned(board, name, days)
    if dry_run:
        return found
    with cases.change(desk, case) as acting:
        found = _planned(acting.board, name, days)
        for number, one in enumerate(found.moved):
            if not one.follows:
                acting.revise(STAGE, one.kept, moved_by(one.kept.says, days, "" if number else why.strip()))
    return found


def _planned(board: Board, name: str, days: int) -> Plan:
    stage = board.find(STAGE, name, "stage")
    if days == 0:
        raise UsageError("Say by how many days it moves, such as +7d.")
    if stage.ended is not None:
        raise UsageError(f"“{stage.says.name[:60]}” has ended ({stage.ended.how}) and is not moved.")
    if not stage.says.when:
        raise UsageError(
            f"“{stage.says.name[:60]}” has no date of its own to move; change it to give it one.",
            typed="backchannel calendar change",
        )
    return plan(board, stage, days)
