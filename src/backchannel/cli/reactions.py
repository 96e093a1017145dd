"""reactions: whose reaction is wanted by when; asking, answering, asking again, withdrawing."""

import argparse
from collections.abc import Iterator
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
    from backchannel.planning.reactions import Asked


def add_commands(commands: Subparsers) -> None:
    """Add the commands of this module."""
    listing = add_command(
        commands,
        "reactions",
        _reactions,
        "backchannel reactions --on 2031-05-04 --desk ilse",
        more="Only who was asked answers, for himself. Exit code 1: somebody's reaction is waited for.",
    )
    listing.add_argument("--all", action="store_true", help="also what was answered, withdrawn or superseded")
    add_day(listing)
    planning.add_case(listing)
    ask = add_command(
        commands,
        "reactions ask",
        _ask,
        'backchannel reactions ask "The winter memorandum" --of "Greta Lund" --by prompt --desk ilse',
        more="--by is kept as it is written: a date, or words such as prompt. What is a date can be overdue.",
    )
    ask.add_argument("name", metavar="NAME", help="what the question is called")
    ask.add_argument("--of", metavar="PERSON", nargs="+", required=True, help="whose reaction is wanted")
    ask.add_argument("--asks", metavar="TEXT", default="", help="what is asked")
    ask.add_argument("--by", metavar="TIME", default="", help="by when: a date, or words such as prompt")
    ask.add_argument("--instead", metavar="NAME", default="", help="the earlier question in whose place this stands")
    add_date(ask, "--since", "since when it is asked")
    planning.add_onto(ask)
    answer = add_command(
        commands,
        "reactions answer",
        _answer,
        'backchannel reactions answer "The winter memorandum" --says "I would begin in autumn." --desk greta',
        more="Whoever was not asked is refused, a principal too.",
    )
    chase = add_command(
        commands,
        "reactions chase",
        _chase,
        'backchannel reactions chase "The winter memorandum" --of "Greta Lund" --desk ilse',
    )
    chase.add_argument("--of", metavar="PERSON", nargs="+", default=[], help="whom (default: all who are waited for)")
    for parser in (answer, chase):
        parser.add_argument("name", metavar="NAME", help="the question")
        parser.add_argument("--says", metavar="TEXT", default="", help="in which words")
        add_date(parser, "--on", "on which day")
    withdraw = add_command(
        commands,
        "reactions withdraw",
        _withdraw,
        'backchannel reactions withdraw "The winter memorandum" --why "He told me on the stairs." --desk ilse',
    )
    withdraw.add_argument("name", metavar="NAME", help="the question")
    withdraw.add_argument("--why", metavar="TEXT", required=True, help="why nobody waits for it any more")
    planning.add_settle(withdraw)
    for parser in (ask, answer, chase, withdraw):
        planning.add_case(parser)
    for parser in (ask, answer):
        planning.add_rests(parser)


def _reactions(args: argparse.Namespace) -> Answer:
    from backchannel.cli.desk_option import open_desk
    from backchannel.desk.planning import reactions

    with open_desk(args) as desk:
        found, rests = reactions.every(desk, day(args), args.case)
    shown = [one for one in found if args.all or one.is_open]
    lines = [line for one in shown for line in _lines(one, rests)]
    return Answer(
        lines or ["No reaction is waited for."],
        [_value(one, rests) for one in shown],
        1 if any(one.is_open for one in found) else 0,
    )


def _ask(args: argparse.Namespace) -> Answer:
    from backchannel.cli.desk_option import open_desk
    from backchannel.desk.planning import reactions

    with open_desk(args) as desk:
        found = reactions.ask(
            desk,
            args.name,
            args.of,
            args.asks,
            by=args.by,
            since=args.since,
            instead=args.instead,
            rests=args.rests,
            case=args.case,
            onto=args.onto,
        )
    return _said(found)


def _answer(args: argparse.Namespace) -> Answer:
    from backchannel.cli.desk_option import open_desk
    from backchannel.desk.planning import reactions

    with open_desk(args) as desk:
        found = reactions.answer(desk, args.name, args.says, on=args.on, rests=args.rests, case=args.case)
    return _said(found)


def _chase(args: argparse.Namespace) -> Answer:
    from backchannel.cli.desk_option import open_desk
    from backchannel.desk.planning import reactions

    with open_desk(args) as desk:
        found = reactions.chase(desk, args.name, args.of, args.says, on=args.on, case=args.case)
    return _said(found)


def _withdraw(args: argparse.Namespace) -> Answer:
    from backchannel.cli.desk_option import open_desk
    from backchannel.desk.planning import reactions

    with open_desk(args) as desk:
        found = reactions.withdraw(desk, args.name, args.why, case=args.case, settle=args.settle)
    return _said(found)


def _said(one: "Asked") -> Answer:
    return Answer([_head(one)], _value(one, {}))


def _head(one: "Asked") -> str:
    waiting = ", ".join(f"{one_line(who.person)} ({who.days} days)" for who in one.waiting)
    if one.withdrawn is not None:
        state = f"withdrawn: {one_line(one.withdrawn.why)}"
    elif one.instead:
        state = f"“{one_line(one.instead)}” stands in its place"
    else:
        state = f"waiting for {waiting}" if waiting else "answered"
    wanted = f", wanted: {one_line(one.says.written)}" if one.says.written else ""
    return f"{one_line(one.says.name)}: {state}{wanted}{' (overdue)' if one.overdue else ''}"


def _lines(one: "Asked", rests: "dict[str, Rest]") -> Iterator[str]:
    yield _head(one)
    asks = f": {one_line(one.says.asks)}" if one.says.asks else ""
    yield f"  asked by {one_line(one.by)} since {one.says.since}{asks}"
    yield from rest_lines(one.act.rests, rests)
    for who in one.waiting:
        if who.chased:
            yield f"  {one_line(who.person)} was asked again on {', '.join(str(chased) for chased in who.chased)}"
    for answer in one.answers:
        yield f"  {answer.says.on}  {one_line(answer.act.writer.person)}: {one_line(answer.says.says) or 'by a paper'}"
        if answer.act.rests:
            yield from rest_lines(answer.act.rests, rests)
    yield from without_effect(one.without_effect)
    yield from beside(one.beside)


def _value(one: "Asked", rests: "dict[str, Rest]") -> dict[str, Any]:
    return {
        "id": one.thing.id.hex(),
        "name": one.says.name,
        "asks": one.says.asks or None,
        "asked_by": one.by,
        "of": list(one.persons),
        "since": str(one.says.since),
        "wanted": one.says.written or None,
        "by": str(one.says.by) if one.says.by else None,
        "overdue": one.overdue,
        "waiting": [
            {"person": who.person, "days": who.days, "chased": [str(chased) for chased in who.chased]}
            for who in one.waiting
        ],
        "answers": [
            {
                "person": answer.act.writer.person,
                "on": str(answer.says.on),
                "says": answer.says.says or None,
                "rests": rest_values(answer.act.rests, rests),
            }
            for answer in one.answers
        ],
        "instead": one.instead or None,
        "withdrawn": one.withdrawn.why if one.withdrawn else None,
        "rests": rest_values(one.act.rests, rests),
        "without_effect": without_values(one.without_effect),
    }
