"""allies, wedge: where each ally stands on each issue, and what the other side told each of them."""

import argparse
import textwrap
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from backchannel.cli import planning
from backchannel.cli.output import Answer, one_line, table
from backchannel.cli.parsing import Subparsers, add_command
from backchannel.cli.parsing import date as typed
from backchannel.cli.resting import add_day, day, rest_lines, rest_values

if TYPE_CHECKING:
    from backchannel.desk.planning.resting import Rest
    from backchannel.desk.planning.wedge import OnLine, Wedge
    from backchannel.planning.allies import Cell, Stance
    from backchannel.planning.board import Kept

_WORDS = ("ready", "moving", "reserved", "behind", "opposed", "remains to be seen", "unknown")


def add_commands(commands: Subparsers) -> None:
    """Add the commands of this module."""
    grid = add_command(
        commands,
        "allies",
        _allies,
        "backchannel allies --issue passage --on 2030-12-15 --desk ilse",
        more="Each stance stands with the passage on which it rests. That an ally has moved follows from two stances\n"
        "in time. It is our own side's view; an ally's own papers are not touched.",
    )
    grid.add_argument("--issue", metavar="ISSUE", default="", help="on this issue alone")
    add_day(grid)
    note = add_command(
        commands,
        "allies note",
        _note,
        "backchannel allies note Norlund passage ready --rests telegrams/d4/2 --desk ilse",
    )
    note.add_argument("ally", metavar="PARTY", help="which ally")
    note.add_argument("issue", metavar="ISSUE", help="on which issue")
    note.add_argument("stance", choices=_WORDS, help="how he stands")
    note.add_argument("--says", metavar="TEXT", default="", help="in words")
    note.add_argument(
        "--since", metavar="DATE", type=typed, help="since when (default: the date of what it rests on, else today)"
    )
    planning.add_onto(note)
    planning.add_rests(note)
    history = add_command(
        commands, "allies history", _history, "backchannel allies history Norlund passage --desk ilse"
    )
    history.add_argument("ally", metavar="PARTY", help="which ally")
    history.add_argument("issue", metavar="ISSUE", help="on which issue")
    withdraw = add_command(
        commands,
        "allies withdraw",
        _withdraw,
        'backchannel allies withdraw 3f9a01c2 --why "We misread the telegram." --desk ilse',
    )
    withdraw.add_argument("number", metavar="NUMBER", help="the stance, by its number in 'allies history'")
    withdraw.add_argument("--why", metavar="TEXT", required=True, help="why it is taken back")
    planning.add_settle(withdraw)
    wedge = add_command(
        commands,
        "wedge",
        _wedge,
        "backchannel wedge --issue passage --desk ilse",
        more="In ⟦ ⟧ what no other was told. The line of events shows what was offered how many days after what,\n"
        "with a question mark where only the words suggest an offer; nothing is concluded from it.\n"
        "Exit code 1: nobody was told anything on this issue.",
    )
    wedge.add_argument("--issue", metavar="ISSUE", required=True, help="on which issue")
    wedge.add_argument("--offers", metavar="WORDS", default="", help="what was offered, if not on the issue itself")
    add_day(wedge)
    for parser in (grid, note, history, withdraw, wedge):
        planning.add_case(parser)


def _allies(args: argparse.Namespace) -> Answer:
    from backchannel.cli.desk_option import open_desk
    from backchannel.desk.planning import allies

    with open_desk(args) as desk:
        found, rests = allies.grid(desk, args.issue, day(args), args.case)
    rows = [
        (ally, *(_stands(found.cells[ally, issue]) for issue in found.issues)) for ally in found.allies if found.issues
    ]
    lines = table(("", *(one_line(issue) for issue in found.issues)), rows)
    for cell in found.cells.values():
        for stance in cell.now:
            name = f"{one_line(cell.ally)}, {one_line(cell.issue)}"
            lines += ["", f"{name}: {_said(stance)}", *rest_lines(stance.act.rests, rests)]
            lines += planning.disputed(stance)
        if cell.before is not None:
            lines += [f"  before: {_said(cell.before)}", *rest_lines(cell.before.act.rests, rests)]
    values = [_cell(cell, rests) for cell in found.cells.values()]
    return Answer(lines or ["The case has no ally, or no issue, yet."], values)


def _stands(cell: "Cell") -> str:
    words = [str(word) for one in cell.now for word in dict.fromkeys(_both(one))]
    if cell.before is not None:
        return f"{cell.before.says.stance} → {' / '.join(words)}"
    return " / ".join(words) or "nothing said"


def _both(stance: "Kept[Stance]") -> Iterator[str]:
    yield str(stance.says.stance)
    yield from (str(says.stance) for says, _ in stance.beside)


def _said(stance: "Kept[Stance]") -> str:
    words = f": {one_line(stance.says.says)}" if stance.says.says else ""
    return f"{stance.says.stance} since {stance.says.since}{words}"


def _cell(cell: "Cell", rests: "dict[str, Rest]") -> dict[str, Any]:
    return {
        "ally": cell.ally,
        "issue": cell.issue,
        "now": [_stance(one, rests) for one in cell.now],
        "before": _stance(cell.before, rests) if cell.before else None,
        "moved": cell.moved,
    }


def _stance(one: "Kept[Stance]", rests: "dict[str, Rest]") -> dict[str, Any]:
    said = {"stance": str(one.says.stance), "since": str(one.says.since), "says": one.says.says or None}
    return {**planning.value(one), **said, "rests": rest_values(one.act.rests, rests)}


def _note(args: argparse.Namespace) -> Answer:
    from backchannel.cli.desk_option import open_desk
    from backchannel.desk.planning import allies
    from backchannel.planning.allies import Word

    with open_desk(args) as desk:
        kept = allies.note(
            desk,
            args.ally,
            args.issue,
            Word(args.stance),
            args.says,
            since=args.since,
            rests=args.rests,
            case=args.case,
            onto=args.onto,
        )
    lines = [f"{one_line(args.ally)} on {one_line(args.issue)}: {_said(kept)}"]
    if not kept.act.rests:
        lines.append("It rests on no passage; say on which with --rests if there is one.")
    return Answer(lines, {**_stance(kept, {}), "ally": args.ally, "issue": args.issue})


def _history(args: argparse.Namespace) -> Answer:
    from backchannel.cli.desk_option import open_desk
    from backchannel.desk.planning import allies

    with open_desk(args) as desk:
        found, rests = allies.history(desk, args.ally, args.issue, args.case)
    lines = []
    for one in found:
        gone = f"  ({one_line(one.ended.how)}: {one_line(one.ended.why)})" if one.ended else ""
        lines.append(f"{planning.number(one)}  {_said(one)}{gone}")
        lines += [*rest_lines(one.act.rests, rests), *planning.disputed(one)]
    return Answer(lines or ["Nothing was said of that yet."], [_stance(one, rests) for one in found])


def _withdraw(args: argparse.Namespace) -> Answer:
    from backchannel.cli.desk_option import open_desk
    from backchannel.desk.planning import allies

    with open_desk(args) as desk:
        kept = allies.withdraw(desk, args.number, args.why, case=args.case, settle=args.settle)
    return Answer([f"Taken back: {_said(kept)}."], _stance(kept, {}))


def _wedge(args: argparse.Namespace) -> Answer:
    from backchannel.cli.desk_option import open_desk
    from backchannel.desk.planning import wedge

    with open_desk(args) as desk:
        found = wedge.wedge(desk, args.issue, day(args), offers=args.offers, case=args.case)
    return Answer(list(_wedge_lines(found)), _wedge_value(found), 0 if found.told else 1)


def _wedge_lines(found: "Wedge") -> Iterator[str]:
    from backchannel.cli.tensions import marked

    for row in found.told:
        yield one_line(row.name)
        for one, marks in row.statements:
            yield f"  {one.day or 'undated'}  {one_line(one.speaker)}  {one_line(one.address)}"
            words = one_line(f"“{marked(one.text, marks)}”")
            yield from textwrap.wrap(words, 108, initial_indent="    ", subsequent_indent="    ")
    if not found.told:
        yield f"Nothing that the other side told anybody on “{one_line(found.issue)}” is here."
    if found.line:
        yield ""
        yield "Line of events"
    for point in found.line:
        yield f"  {_on_line(point)}"


def _on_line(point: "OnLine") -> str:
    if point.event is not None:
        says = point.event.says
        what = f"{one_line(says.name)}{f', by {one_line(says.by)}' if says.by else ''}"
    else:
        what = f"{one_line(point.statement.speaker)}: “{one_line(point.statement.text)}”" if point.statement else ""
    if not point.is_offer:
        return f"{point.day}  {what}"
    after = f"  ({point.days} days after {one_line(point.after.says.name)})" if point.after and point.days else ""
    return f"{point.day}  {'OFFERED' if point.is_taken else 'OFFERED?'}  {what}{after}"


def _wedge_value(found: "Wedge") -> dict[str, Any]:
    from backchannel.cli.statements import statement_value

    return {
        "issue": found.issue,
        "who": list(found.who),
        "told": [
            {
                "ally": row.name,
                "statements": [
                    {**statement_value(one), "marks": [list(mark) for mark in marks]} for one, marks in row.statements
                ],
            }
            for row in found.told
        ],
        "line": [
            {
                "day": point.day,
                "event": point.event.says.name if point.event else None,
                "by": point.event.says.by or None if point.event else None,
                "offered": point.is_offer,
                "words": point.statement.text if point.statement else None,
                "address": point.statement.address if point.statement else None,
                "after": point.after.says.name if point.after else None,
                "days": point.days,
            }
            for point in found.line
        ],
    }
