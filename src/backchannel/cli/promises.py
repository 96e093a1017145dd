"""promises: whose, to whom, due by what, and what kept them; events, on which they wait."""

import argparse
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from backchannel.cli import planning
from backchannel.cli.output import Answer, one_line
from backchannel.cli.owed import due
from backchannel.cli.parsing import Subparsers, add_command
from backchannel.cli.parsing import date as typed
from backchannel.cli.resting import (
    add_date,
    add_day,
    beside,
    day,
    rest_lines,
    rest_values,
    without_effect,
    without_values,
)

if TYPE_CHECKING:
    from datetime import date

    from backchannel.desk.planning.resting import Rest
    from backchannel.planning.board import Kept
    from backchannel.planning.events import Event
    from backchannel.planning.promises import Shown


def add_commands(commands: Subparsers) -> None:
    """Add the commands of this module."""
    listing = add_command(
        commands,
        "promises",
        _promises,
        "backchannel promises --open --desk ilse",
        more="One that waits for an event without a date stays open. Exit code 1: one is overdue.",
    )
    listing.add_argument("--open", action="store_true", help="only what is still to be kept")
    add_day(listing)
    make = add_command(
        commands,
        "promises make",
        _make,
        'backchannel promises make "Full report" --whose "Greta Lund" --to "Ilse Maren" --after "your return"',
        more="An event that the case has not yet is noted, without a date.",
    )
    make.add_argument("--whose", metavar="PERSON", required=True, help="who promised, a person or a party")
    make.add_argument("--to", metavar="PERSON", required=True, help="to whom")
    make.add_argument("--says", metavar="TEXT", default="", help="in which words")
    make.add_argument("--due", metavar="TIME", default="", help="by when: a date, or words")
    make.add_argument("--after", metavar="EVENT", default="", help="the event after which it is due")
    make.add_argument("--kept-by", metavar="EVENT", default="", help="the event that keeps it by happening")
    add_date(make, "--since", "when it was made")
    planning.add_onto(make)
    planning.add_rests(make)
    keep = add_command(
        commands,
        "promises keep",
        _keep,
        'backchannel promises keep "Full report" --document "The strait desk/lund-3" --desk greta',
        more="By who promised, to whom it was promised, or a principal. A document that is older than the promise, or\n"
        "by somebody else than who made it, is refused.",
    )
    keep.add_argument("--document", metavar="ADDRESS", default="", help="the document that is filed against it")
    keep.add_argument("--event", metavar="EVENT", default="", help="the event that kept it")
    keep.add_argument("--says", metavar="TEXT", default="", help="a remark")
    add_date(keep, "--on", "when it was kept")
    withdraw = add_command(
        commands,
        "promises withdraw",
        _withdraw,
        'backchannel promises withdraw "Full report" --why "She came back early." --desk ilse',
    )
    withdraw.add_argument("--why", metavar="TEXT", required=True, help="why nobody waits for it any more")
    planning.add_settle(withdraw)
    for parser in (make, keep, withdraw):
        parser.add_argument("name", metavar="PROMISE", help="the promise")
    for parser in (listing, make, keep, withdraw):
        planning.add_case(parser)
    _add_events(commands)


def _add_events(commands: Subparsers) -> None:
    listing = add_command(commands, "events", _events, "backchannel events --desk ilse")
    note = add_command(
        commands,
        "events note",
        _note,
        'backchannel events note "The seizure of the trawlers" --on 2030-12-08 --happened --by Ostrava --desk ilse',
        more="Without a date, what is bound to it waits until 'events happened' says that it has happened.",
    )
    note.add_argument("--happened", action="store_true", help="it has happened")
    note.add_argument("--by", metavar="PARTY", default="", help="whose doing it was, as you see it")
    note.add_argument("--offer", action="store_true", help="something was offered by it")
    note.add_argument("--about", metavar="TEXT", default="", help="what it is about")
    planning.add_onto(note)
    planning.add_rests(note)
    happened = add_command(
        commands, "events happened", _happened, 'backchannel events happened "your return" --on 2031-05-04 --desk ilse'
    )
    planning.add_rests(happened)
    planning.add_settle(happened)
    for parser in (note, happened):
        parser.add_argument("name", metavar="EVENT", help="what the event is called")
        parser.add_argument("--on", metavar="DATE", type=typed, help="its date, such as 2031-05-04 or 2031-05")
    for parser in (listing, note, happened):
        planning.add_case(parser)


def _promises(args: argparse.Namespace) -> Answer:
    from backchannel.cli.desk_option import open_desk
    from backchannel.desk.planning import promises
    from backchannel.planning.promises import State

    with open_desk(args) as desk:
        found, rests = promises.every(desk, day(args), args.case)
        on = day(args) or desk.clock().date()
    shown = [one for one in found if one.is_open or not args.open]
    lines = [line for one in shown for line in _lines(one, on, rests)]
    overdue = any(one.state is State.OVERDUE for one in found)
    nothing = "No promise is open." if args.open else "There is no promise yet."
    return Answer(lines or [nothing], [_value(one, on, rests) for one in shown], 1 if overdue else 0)


def _make(args: argparse.Namespace) -> Answer:
    from backchannel.cli.desk_option import open_desk
    from backchannel.desk.planning import promises

    with open_desk(args) as desk:
        found = promises.make(
            desk,
            args.name,
            args.whose,
            args.to,
            args.says,
            due=args.due,
            after=args.after,
            kept_by=args.kept_by,
            since=args.since,
            rests=args.rests,
            case=args.case,
            onto=args.onto,
        )
        return _said(found, desk.clock().date())


def _keep(args: argparse.Namespace) -> Answer:
    from backchannel.cli.desk_option import open_desk
    from backchannel.desk.planning import promises

    with open_desk(args) as desk:
        found = promises.keep(
            desk, args.name, document=args.document, event=args.event, says=args.says, on=args.on, case=args.case
        )
        return _said(found, desk.clock().date())


def _withdraw(args: argparse.Namespace) -> Answer:
    from backchannel.cli.desk_option import open_desk
    from backchannel.desk.planning import promises

    with open_desk(args) as desk:
        found = promises.withdraw(desk, args.name, args.why, case=args.case, settle=args.settle)
        return _said(found, desk.clock().date())


def _said(one: "Shown", on: "date") -> Answer:
    return Answer([_head(one, on)], _value(one, on, {}))


def _head(one: "Shown", on: "date") -> str:
    who = f"{one_line(one.says.whose)} to {one_line(one.says.to)}"
    return f"{one_line(one.says.name)}: {one.state}  ({who}; due: {one_line(due(one, on))})"


def _lines(one: "Shown", on: "date", rests: "dict[str, Rest]") -> Iterator[str]:
    yield _head(one, on)
    if one.says.says:
        yield f"  promised {one.says.since}: {one_line(one.says.says)}"
    yield from rest_lines(one.act.rests, rests)
    if one.fulfilled is not None:
        says, act = one.fulfilled
        remark = f": {one_line(says.says)}" if says.says else ""
        yield f"  kept {says.on}, says {one_line(act.writer.person)}{remark}"
        if act.rests:
            yield from rest_lines(act.rests, rests)
    elif one.kept_by is not None:
        to_be = "to be " if one.is_open else ""
        yield f"  {to_be}kept by: {one_line(one.kept_by.says.name)}, {one.kept_by.says.on or 'no date yet'}"
    if one.ended is not None:
        yield f"  {one_line(one.ended.how)}: {one_line(one.ended.why)}"
    yield from without_effect(one.without_effect)
    yield from beside(one.beside)


def _value(one: "Shown", on: "date", rests: "dict[str, Rest]") -> dict[str, Any]:
    says = one.says
    kept = {"on": str(one.fulfilled[0].on), "by": one.fulfilled[1].writer.person} if one.fulfilled else None
    return {
        "id": one.thing.id.hex(),
        "name": says.name,
        "whose": says.whose,
        "to": says.to,
        "since": str(says.since),
        "says": says.says or None,
        "state": str(one.state),
        "due": due(one, on),
        "after": one.after.says.name if one.after else None,
        "kept_by": one.kept_by.says.name if one.kept_by else None,
        "kept": {**kept, "rests": rest_values(one.fulfilled[1].rests, rests)} if kept and one.fulfilled else None,
        "ended": {"how": one.ended.how, "why": one.ended.why} if one.ended else None,
        "days": one.days,
        "rests": rest_values(one.act.rests, rests),
        "without_effect": without_values(one.without_effect),
    }


def _events(args: argparse.Namespace) -> Answer:
    from backchannel.cli.desk_option import open_desk
    from backchannel.desk.planning import events

    with open_desk(args) as desk:
        found, rests = events.every(desk, args.case)
    lines = []
    for one in found:
        lines.append(_event_line(one))
        lines += [*rest_lines(one.act.rests, rests), *planning.disputed(one)]
    return Answer(lines or ["There is no event yet."], [_event_value(one) for one in found])


def _note(args: argparse.Namespace) -> Answer:
    from backchannel.cli.desk_option import open_desk
    from backchannel.desk.planning import events

    with open_desk(args) as desk:
        kept = events.note(
            desk,
            args.name,
            args.on,
            happened=args.happened,
            by=args.by,
            offer=args.offer,
            about=args.about,
            rests=args.rests,
            case=args.case,
            onto=args.onto,
        )
    return Answer([_event_line(kept)], _event_value(kept))


def _happened(args: argparse.Namespace) -> Answer:
    from backchannel.cli.desk_option import open_desk
    from backchannel.desk.planning import events

    with open_desk(args) as desk:
        kept = events.happened(desk, args.name, args.on, rests=args.rests, case=args.case, settle=args.settle)
    return Answer([_event_line(kept)], _event_value(kept))


def _event_line(kept: "Kept[Event]") -> str:
    says = kept.says
    state = "" if says.happened else " (has not happened yet)"
    by = f", by {one_line(says.by)}" if says.by else ""
    return f"{says.on or 'no date yet'}  {one_line(says.name)}{by}{', an offer' if says.offer else ''}{state}"


def _event_value(kept: "Kept[Event]") -> dict[str, Any]:
    says = kept.says
    said = {"name": says.name, "on": str(says.on) if says.on else None, "happened": says.happened}
    return {**planning.value(kept), **said, "whose": says.by or None, "offer": says.offer, "about": says.about or None}
