"""points: what is settled and what is not, who has a view of it, and what waits for something else."""

import argparse
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any

from backchannel.cli import planning
from backchannel.cli.output import Answer, one_line
from backchannel.cli.parsing import Subparsers, add_command
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
    from backchannel.desk.planning.resting import Rest
    from backchannel.planning.points import Shown


def add_commands(commands: Subparsers) -> None:
    """Add the commands of this module."""
    listing = add_command(
        commands,
        "points",
        _points,
        "backchannel points --unsettled --desk ilse",
        more="A view settles nothing, a principal's neither; his decision does. A point that is put off returns by\n"
        "itself when its condition is marked as met. Exit code 1 with --unsettled: there are such points.",
    )
    listing.add_argument("--unsettled", action="store_true", help="only what is not settled and not put off")
    add_day(listing)
    planning.add_case(listing)
    raised = add_command(
        commands,
        "points raise",
        _raise,
        'backchannel points raise "The calendar" --says "Talks in autumn, I think." --open "a better way" --desk ilse',
    )
    raised.add_argument("--issue", metavar="ISSUE", default="", help="the issue to which it belongs")
    planning.add_onto(raised)
    view = add_command(
        commands,
        "points view",
        _view,
        'backchannel points view "The calendar" --says "Rather in winter." --desk greta',
        text="state a view of a point",
    )
    for parser in (raised, view):
        parser.add_argument("--open", metavar="TEXT", default="", help="to what who says so is open")
    settle = add_command(
        commands,
        "points settle",
        _settle,
        'backchannel points settle "The calendar" --says "Talks begin about 1 November." --desk ilse',
        more="A decision, and so by a principal of the channel on which the point stands.",
    )
    postpone = add_command(
        commands,
        "points postpone",
        _postpone,
        'backchannel points postpone "Formal talks" --until "further exploration" --desk ilse',
        more="By who raised it, or by a principal. The condition is an event of the case; 'points met' marks it.",
    )
    postpone.add_argument("--until", metavar="CONDITION", required=True, help="what must have happened first")
    met = add_command(
        commands, "points met", _met, 'backchannel points met "further exploration" --on 2031-05-04 --desk ilse'
    )
    met.add_argument("condition", metavar="CONDITION", help="what has happened")
    drop = add_command(
        commands, "points drop", _drop, 'backchannel points drop "The calendar" --why "Overtaken." --desk ilse'
    )
    drop.add_argument("--why", metavar="TEXT", required=True, help="why nobody needs to settle it any more")
    for parser in (raised, view, settle, postpone, drop):
        parser.add_argument("name", metavar="POINT", help="the point")
    for parser in (raised, view, settle, postpone):
        parser.add_argument("--says", metavar="TEXT", default="", help="in which words")
        planning.add_rests(parser)
    for parser in (raised, view, settle, postpone, met):
        add_date(parser, "--on", "on which day")
    for parser in (view, settle, postpone, drop):
        planning.add_settle(parser)
    for parser in (raised, view, settle, postpone, met, drop):
        planning.add_case(parser)


def _points(args: argparse.Namespace) -> Answer:
    from backchannel.cli.desk_option import open_desk
    from backchannel.desk.planning import points
    from backchannel.planning.points import State

    with open_desk(args) as desk:
        found, rests = points.every(desk, day(args), args.case)
    unsettled = [one for one in found if one.state is State.UNSETTLED and one.ended is None]
    shown = unsettled if args.unsettled else found
    lines = [line for one in shown for line in _lines(one, rests)]
    nothing = "Nothing is unsettled." if args.unsettled else "There is no point yet."
    return Answer(lines or [nothing], [_value(one, rests) for one in shown], 1 if args.unsettled and unsettled else 0)


def _raise(args: argparse.Namespace) -> Answer:
    from backchannel.cli.desk_option import open_desk
    from backchannel.desk.planning import points

    with open_desk(args) as desk:
        found = points.raise_(
            desk,
            args.name,
            args.says,
            issue=args.issue,
            open_to=args.open,
            on=args.on,
            rests=args.rests,
            case=args.case,
            onto=args.onto,
        )
    return _said(found)


def _view(args: argparse.Namespace) -> Answer:
    from backchannel.desk.planning import points

    return _stated(args, points.view, args.says, open_to=args.open)


def _settle(args: argparse.Namespace) -> Answer:
    from backchannel.desk.planning import points

    return _stated(args, points.settle, args.says)


def _postpone(args: argparse.Namespace) -> Answer:
    from backchannel.desk.planning import points

    return _stated(args, points.postpone, args.until, says=args.says)


def _stated(args: argparse.Namespace, state: "Callable[..., Shown]", *said: str, **more: str) -> Answer:
    from backchannel.cli.desk_option import open_desk

    with open_desk(args) as desk:
        found = state(
            desk, args.name, *said, on=args.on, rests=args.rests or None, case=args.case, join=args.settle, **more
        )
    return _said(found)


def _met(args: argparse.Namespace) -> Answer:
    from backchannel.cli.desk_option import open_desk
    from backchannel.desk.planning import points

    with open_desk(args) as desk:
        event, back = points.met(desk, args.condition, args.on, case=args.case)
    lines = [f"“{one_line(event.says.name)}” is met, on {event.says.on}."]
    lines += [f"There again: {one_line(one.says.name)}" for one in back]
    return Answer(lines, {"condition": event.says.name, "on": str(event.says.on), "back": [b.says.name for b in back]})


def _drop(args: argparse.Namespace) -> Answer:
    from backchannel.cli.desk_option import open_desk
    from backchannel.desk.planning import points

    with open_desk(args) as desk:
        found = points.drop(desk, args.name, args.why, case=args.case, join=args.settle)
    return _said(found)


def _said(one: "Shown") -> Answer:
    return Answer([_head(one)], _value(one, {}))


def _head(one: "Shown") -> str:
    name = one_line(one.says.name)
    if one.ended is not None:
        return f"{name}: {one_line(one.ended.how)}, {one_line(one.ended.why)}"
    waits = one_line(one.waits_for.says.name) if one.waits_for else ""
    if one.returned:
        return f"{name}: unsettled again, since “{waits}” is met"
    return f"{name}: {one.state}" + (f" until “{waits}”" if waits else "")


def _lines(one: "Shown", rests: "dict[str, Rest]") -> Iterator[str]:
    yield _head(one)
    for says, act in (*one.earlier, (one.says, one.act)):
        openness = f" (open to: {one_line(says.open_to)})" if says.open_to else ""
        if says.says:
            whose = f"{says.weight} of {one_line(act.writer.person)}, {says.on}"
            yield f"  {whose}: {one_line(says.says)}{openness}"
    yield from rest_lines(one.act.rests, rests)
    yield from without_effect(one.without_effect)
    yield from beside(one.beside)


def _value(one: "Shown", rests: "dict[str, Rest]") -> dict[str, Any]:
    return {
        "id": one.thing.id.hex(),
        "name": one.says.name,
        "state": str(one.state),
        "weight": str(one.says.weight),
        "says": one.says.says or None,
        "by": one.act.writer.person,
        "on": str(one.says.on),
        "open_to": one.says.open_to or None,
        "until": one.waits_for.says.name if one.waits_for else None,
        "returned": one.returned,
        "ended": {"how": one.ended.how, "why": one.ended.why} if one.ended else None,
        "beside": planning.beside_values(one.beside),
        "earlier": [
            {"by": act.writer.person, "on": str(says.on), "weight": str(says.weight), "says": says.says}
            for says, act in one.earlier
        ],
        "rests": rest_values(one.act.rests, rests),
        "without_effect": without_values(one.without_effect),
    }
