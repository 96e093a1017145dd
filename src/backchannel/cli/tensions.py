"""tensions: statements that seem not to go together, facing each other, and what each ally was told on one issue."""

import argparse
import re
import textwrap
from itertools import zip_longest
from typing import TYPE_CHECKING, Any

from backchannel.cli.output import Answer, one_line
from backchannel.cli.parsing import Subparsers, add_command
from backchannel.cli.planning import add_shared, others
from backchannel.cli.statements import add_selection, selection, statement_value

if TYPE_CHECKING:
    from backchannel.desk.words.bank import Statement
    from backchannel.desk.words.tensions import Ally, Facing

_COLUMN = 54
_PAIRS = 10
_HOURS = re.compile(r"(?P<number>[1-9][0-9]{0,3})\s*(?P<unit>h|d)?")
_VERDICTS = {"tension": "in tension", "compatible": "compatible"}


def add_commands(commands: Subparsers) -> None:
    """Add the commands of this module."""
    listing = add_command(
        commands,
        "tensions",
        _tensions,
        'backchannel tensions --who Vesmar --who "Harbour Office" --about access',
        more="Shown are pairs that share rare words and of which one denies, makes depend on something, counts or dates"
        "\notherwise what the other says, with the words that made them a candidate in ⟦ ⟧. What was judged does not "
        "come\nback. Exit code 1: there is something to judge.",
    )
    add_selection(listing)
    listing.add_argument("--ours", action="store_true", help="also what our own party has written on channels")
    listing.add_argument(
        "--window", metavar="48h", default="", help="only pairs made within so many hours (48h) or days (2d)"
    )
    listing.add_argument("--to-allies", action="store_true", help="what each of those to whom it was said was told")
    listing.add_argument("--judged", action="store_true", help="what has been judged, instead")
    listing.add_argument("--limit", metavar="N", type=int, default=_PAIRS, help=f"show so many (default: {_PAIRS})")
    judge = add_command(
        commands,
        "tensions judge",
        _judge,
        'backchannel tensions judge tension "The strait line/vesmar-2/3:0-84" "The strait line/vesmar-6/2:0-61"',
    )
    judge.add_argument("verdict", metavar="VERDICT", choices=tuple(_VERDICTS), help="tension or compatible")
    judge.add_argument("first", metavar="ADDRESS", help="the one statement")
    judge.add_argument("second", metavar="ADDRESS", help="the other")
    judge.add_argument("--undo", action="store_true", help="take back what you judged of the two")
    add_shared(judge)


def _tensions(args: argparse.Namespace) -> Answer:
    from backchannel.cli.desk_option import open_desk
    from backchannel.desk.words import tensions
    from backchannel.desk.words.bank import Selection

    hours = _hours(args.window)
    with open_desk(args) as desk:
        meant = selection(args)
        if args.to_allies:
            return _allies(tensions.told(desk, meant))
        if args.judged:
            found = tensions.judged(desk)
        else:
            sides = [meant]
            if args.ours:
                sides.append(
                    Selection(about=meant.about, since=meant.since, until=meant.until, channel=meant.channel, ours=True)
                )
            found = tensions.facing(desk, sides, hours)
    lines = [line for one in found[: args.limit] for line in (*_facing(one), "")]
    if len(found) > args.limit:
        lines.append(f"and {len(found) - args.limit} more; --limit shows them.")
    if args.judged:
        lines.append(f"{len(found)} judged.")
    else:
        lines.append(f"{len(found)} to judge." if found else "Nothing seems to be in tension.")
    return Answer(lines, [_value(one) for one in found], 1 if found and not args.judged else 0)


def _judge(args: argparse.Namespace) -> Answer:
    from backchannel.cli.desk_option import open_desk
    from backchannel.desk.words import tensions

    with open_desk(args) as desk:
        if args.undo:
            gone = tensions.forget(desk, args.first, args.second)
            said = "Taken back." if gone else "Nothing was judged of these two."
            return Answer([said], {"removed": gone}, 0 if gone else 1)
        one = tensions.judge(desk, args.first, args.second, _VERDICTS[args.verdict], onto=args.onto)
    return Answer(
        [f"Noted: {one_line(one.first.address)} and {one_line(one.second.address)} are {one.verdict}."], _value(one)
    )


def _hours(text: str) -> int:
    from backchannel.errors import UsageError

    if not text:
        return 0
    match = _HOURS.fullmatch(text.strip().lower())
    if match is None:
        raise UsageError(f"“{text[:40]}” is no span of time; write hours or days, such as 48h or 2d.")
    return int(match["number"]) * (24 if match["unit"] == "d" else 1)


def _facing(one: "Facing") -> list[str]:
    from backchannel.text.statements.tensions import CAUSES

    columns = [
        _column(one.first, [cause.first for cause in one.causes]),
        _column(one.second, [cause.second for cause in one.causes]),
    ]
    lines = [f"{left:{_COLUMN}}  {right}".rstrip() for left, right in zip_longest(*columns, fillvalue="")]
    reasons = "; ".join(dict.fromkeys(CAUSES[cause.what] for cause in one.causes))
    if one.shared:
        reasons += f" (both: {', '.join(one_line(word) for word in one.shared[:6])})"
    return [*lines, f"  {reasons}" + (f": {one.verdict}{others(one.beside)}" if one.verdict else "")]


def _column(one: "Statement", marks: list[tuple[int, int]]) -> list[str]:
    from backchannel.desk.words.explained import told_by

    head = [one_line(one.address), f"{one.day or 'undated'}  {one_line(told_by(one))}"]
    words = one_line(f"“{marked(one.text, marks)}”")
    return [line for text in (*head, words) for line in textwrap.wrap(text, _COLUMN)]


def marked(text: str, marks: "list[tuple[int, int]] | tuple[tuple[int, int], ...]") -> str:
    """Give a text with these characters of it in ⟦ ⟧."""
    pieces, at = [], 0
    for start, end in sorted(set(marks)):
        if start >= at:
            pieces += [text[at:start], "⟦", text[start:end], "⟧"]
            at = end
    return "".join(pieces) + text[at:]


def _allies(rows: "list[Ally]") -> Answer:
    lines = []
    for row in rows:
        lines.append(one_line(row.name))
        for one, marks in row.statements:
            lines.append(f"  {one.day or 'undated'}  {one_line(one.address)}")
            words = one_line(f"“{marked(one.text, marks)}”")
            lines += textwrap.wrap(words, 2 * _COLUMN, initial_indent="    ", subsequent_indent="    ")
        lines.append("")
    lines.append(f"{len(rows)} were told something; in ⟦ ⟧ what no other was." if rows else "Nothing was found.")
    value = [
        {
            "ally": row.name,
            "statements": [
                {**statement_value(one), "marks": [list(mark) for mark in marks]} for one, marks in row.statements
            ],
        }
        for row in rows
    ]
    return Answer(lines, value, 0 if rows else 1)


def _value(one: "Facing") -> dict[str, Any]:
    return {
        "first": statement_value(one.first),
        "second": statement_value(one.second),
        "shared": list(one.shared),
        "causes": [
            {"what": cause.what, "first": list(cause.first), "second": list(cause.second)} for cause in one.causes
        ],
        "verdict": one.verdict,
        "beside": [{"by": person, "verdict": verdict} for person, verdict in one.beside],
    }
