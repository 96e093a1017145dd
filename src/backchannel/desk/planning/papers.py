"""Taskings: who asks whom for which papers by when; papers delivered by address, commented on, decided."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from backchannel.desk.desk import Desk
from backchannel.desk.planning import cases, deciding, groups
from backchannel.desk.planning.acting import Acting, passage
from backchannel.desk.planning.resting import Rest, rest
from backchannel.errors import UsageError
from backchannel.planning.board import Kept
from backchannel.planning.calendar.phrases import Certainty, read
from backchannel.planning.decisions import Decision, View, decided
from backchannel.planning.groups import named as group_named
from backchannel.planning.names import on_one_line
from backchannel.planning.papers import (
    FOR,
    GROUP,
    PAPER,
    PRODUCT,
    TASKING,
    Owed,
    Paper,
    Product,
    Stage,
    Tasked,
    Tasking,
    deciders,
    due,
    taskings,
)
from backchannel.record.dates import DocumentDate
from backchannel.vault import channels

__all__ = ["Overview", "add", "ask", "decide", "deliver", "drop", "due_on", "every", "move", "view"]


@dataclass(frozen=True, slots=True)
class Overview:
    """The taskings of a case on a day, with the words on which they, their dates and their papers rest."""

    on: date
    taskings: tuple[Tasked, ...]
    rests: dict[str, Rest]


def ask(
    desk: Desk,
    name: str,
    about: str,
    asked: Sequence[str],
    *,
    asked_by: str = "",
    by_order_of: str = "",
    decides: Sequence[str] = (),
    group: str = "",
    rests: Sequence[str] = (),
    case: str = "",
    onto: str = "",
) -> Kept[Tasking]:
    """Ask people, or a working group, for papers; `decides` are who decide on them beside the principals.

    A tasking of a group stands on the group's channel. UsageError for a name that another tasking has; RuleError where
    somebody who is no principal names who decides.
    """
    with cases.change(desk, case) as acting:
        wanted = on_one_line(name, "A tasking needs a name.")
        if any(one.says.name.casefold() == wanted.casefold() for one in acting.board.standing(TASKING)):
            raise UsageError(f"There is a tasking “{wanted[:60]}” already; give this one another name.")
        found = groups.find(acting.board, group) if group else None
        persons = _names(asked) or ((found.kept.says.name,) if found else ())
        if not persons:
            raise UsageError("Say who is asked, or which group.", typed="--of, or --group")
        value = Tasking(
            wanted,
            about.strip(),
            " ".join(asked_by.split()) or desk.card.person,
            persons,
            " ".join(by_order_of.split()),
            _names(decides),
        )
        kept = acting.open(
            TASKING,
            value,
            onto=onto or (found.kept.act.channel.hex() if found else ""),
            names={GROUP: (found.kept.id,)} if found else {},
            rests=rests,
        )
        deciding.require_named_by_principal(value.decides, deciders(acting.board, kept.act))
        return kept


def add(
    desk: Desk,
    tasking: str,
    name: str,
    stage: Stage,
    owes: Sequence[str],
    *,
    by: str = "",
    read_on: DocumentDate | None = None,
    rests: Sequence[str] = (),
    case: str = "",
) -> Kept[Product]:
    """Say what is due for a tasking: at which stage, who owes it, and by when, in the words in which it was written.

    `read_on` is the date of the document in which they stand. Words that cannot be read as a date stay as they are.
    """
    with cases.change(desk, case) as acting:
        kept = acting.board.find(TASKING, tasking, "tasking")
        wanted = on_one_line(name, "What is due needs a name.")
        if any(
            one.ended is None and one.says.name.casefold() == wanted.casefold()
            for one in acting.board.opened_naming(PRODUCT, kept.id, FOR)
        ):
            raise UsageError(
                f"“{wanted[:60]}” is due for this tasking already; move its date instead.",
                typed="backchannel paper move",
            )
        value = _dated(Product(wanted, stage, _names(owes) or kept.says.asked), by, read_on)
        return acting.open(PRODUCT, value, onto=kept.act.channel.hex(), names={FOR: (kept.id,)}, rests=rests)


def move(
    desk: Desk,
    product: str,
    by: str,
    *,
    read_on: DocumentDate | None = None,
    rests: Sequence[str] = (),
    case: str = "",
    settle: bool = False,
) -> Kept[Product]:
    """Give a product another date, as `add` does; the earlier one stays in its history."""
    with cases.change(desk, case) as acting:
        kept = acting.board.find(PRODUCT, product, "product")
        value = _dated(kept.says, by, read_on)
        return acting.revise(PRODUCT, kept, value, rests=rests or None, ended=kept.ended, settle=settle)


def deliver(desk: Desk, product: str, address: str, remark: str = "", *, case: str = "") -> Kept[Paper]:
    """Deliver a paper for a product, by the address of a letter or document.

    RuleError where it is a group's and anybody else would read it than its members and those to whom it reports.
    """
    with cases.change(desk, case) as acting:
        kept = acting.board.find(PRODUCT, product, "product")
        tasking = _tasking_of(acting, kept)
        own = passage(acting.db, desk, address)
        for identifier in tasking.thing.opened.names.get(GROUP, ()):
            found = group_named(acting.board, identifier)
            onto = channels.get(acting.db, kept.act.channel)
            if found is not None and onto is not None:
                groups.require_told(acting, found, own, onto)
        return acting.open(
            PAPER, Paper(remark.strip()), onto=kept.act.channel.hex(), names={FOR: (kept.id,)}, rests=(address,)
        )


def drop(desk: Desk, product: str, why: str, *, case: str = "", settle: bool = False) -> Kept[Product]:
    """Drop a product that is not wanted any more, with the reason. UsageError without one."""
    if not why.strip():
        raise UsageError("Say why it is not wanted any more.", typed="--why")
    with cases.change(desk, case) as acting:
        return acting.end(PRODUCT, acting.board.find(PRODUCT, product, "product"), "dropped", why, settle=settle)


def view(desk: Desk, tasking: str, text: str, *, case: str = "") -> Kept[View]:
    """Give a principal's view on what a tasking is about. RuleError where this person is no principal there."""
    with cases.change(desk, case) as acting:
        return deciding.give_view(acting, acting.board.find(TASKING, tasking, "tasking").thing.opened, text)


def decide(desk: Desk, tasking: str, what: str, why: str = "", *, anew: bool = False, case: str = "") -> Kept[Decision]:
    """Decide on what a tasking was for. RuleError where this person may not; UsageError where it was decided before."""
    with cases.change(desk, case) as acting:
        opened = acting.board.find(TASKING, tasking, "tasking").thing.opened
        value = Decision(on_one_line(what, "Say what is decided."), why.strip())
        return deciding.decide(
            acting, opened, value, lambda: decided(acting.board, opened, deciders(acting.board, opened)), anew=anew
        )


def every(desk: Desk, on: date | None = None, case: str = "") -> Overview:
    """Give the taskings of a case as they stand on a day, today if none is given."""
    day = on or desk.clock().date()
    with cases.reading(desk, case) as (db, board):
        found = taskings(board, day)
        acts = [one.kept.act for one in found]
        acts += [owed.product.act for one in found for owed in one.products]
        acts += [paper.act for one in found for owed in one.products for paper in owed.papers]
        return Overview(day, found, {address: rest(db, desk, address) for act in acts for address in act.rests})


def due_on(desk: Desk, on: date | None = None, case: str = "") -> tuple[date, tuple[Owed, ...]]:
    """Give the day that is meant, and what is due then and later, what is overdue first."""
    day = on or desk.clock().date()
    with cases.reading(desk, case) as (_, board):
        return day, due(board, day)


def _dated(product: Product, written: str, on: DocumentDate | None) -> Product:
    words = " ".join(written.split())
    if not words:
        return product
    found = read(words, on)
    when = str(found.when or "")
    certainty = found.certainty if when else Certainty.UNRESOLVED
    return replace(product, written=words, when=when, certainty=certainty, steps=found.steps, read_on=on)


def _tasking_of(acting: Acting, product: Kept[Product]) -> Kept[Tasking]:
    identifier = next(iter(product.thing.opened.names.get(FOR, ())), b"")
    found = acting.board.get(TASKING, identifier)
    if found is None:
        raise UsageError(f"“{product.says.name[:60]}” belongs to no tasking that you may see.")
    return found


def _names(names: Sequence[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(line for name in names if (line := " ".join(name.split()))))
