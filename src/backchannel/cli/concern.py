"""concern: whom an issue of the case concerns, and how directly."""

import argparse
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from backchannel.cli import planning
from backchannel.cli.output import Answer, one_line
from backchannel.cli.parsing import Subparsers, add_command, add_group

if TYPE_CHECKING:
    from backchannel.planning.consultation.concerns import Concerned

_DEGREES = ("crucial", "direct", "plain")
_MORE = """\
Those whom an issue concerns are heard before a proposal on it goes out, where a standing order says so. Anybody of ours
says that it concerns a party, or more directly than was said; that it does so less, or not, a principal says."""


def add_commands(commands: Subparsers) -> None:
    """Add the commands of this module."""
    concern = add_group(commands, "concern", "backchannel concern who --issue passage --desk ilse")
    note = add_command(
        concern,
        "note",
        _note,
        'backchannel concern note Norlund --issue passage --degree direct --why "Its ferries use it" --desk ilse',
        text="say that an issue concerns a party, how directly and why",
        more=_MORE,
    )
    note.add_argument("party", metavar="PARTY", help="the party, as in the case")
    note.add_argument("--issue", metavar="ISSUE", required=True, help="the issue")
    note.add_argument("--degree", choices=_DEGREES, required=True, help="how directly it concerns it")
    note.add_argument("--why", metavar="TEXT", default="", help="why")
    planning.add_rests(note)
    drop = add_command(
        concern,
        "drop",
        _drop,
        'backchannel concern drop Norlund --issue passage --why "Its ferries were sold" --desk ilse',
        text="say that an issue does not concern a party after all",
    )
    drop.add_argument("party", metavar="PARTY", help="the party")
    drop.add_argument("--issue", metavar="ISSUE", required=True, help="the issue")
    drop.add_argument("--why", metavar="TEXT", required=True, help="why")
    who = add_command(
        concern,
        "who",
        _who,
        "backchannel concern who --issue passage --desk ilse",
        text="list whom an issue concerns, the most directly first",
    )
    who.add_argument("--issue", metavar="ISSUE", required=True, help="the issue")
    who.add_argument("--from", dest="least", choices=_DEGREES, default="plain", help="from this degree on")
    for parser in (note, drop, who):
        planning.add_case(parser)
    planning.add_onto(note)
    planning.add_settle(note)
    planning.add_settle(drop)


def _note(args: argparse.Namespace) -> Answer:
    from backchannel.cli.desk_option import open_desk
    from backchannel.desk.planning.consultation import concerns
    from backchannel.planning.consultation.concerns import Degree

    degree = Degree(args.degree)
    place: dict[str, Any] = {"rests": args.rests, "case": args.case, "onto": args.onto, "settle": args.settle}
    with open_desk(args) as desk:
        found = concerns.note(desk, args.party, args.issue, degree, args.why, **place)
    return _answer(args.issue, found)


def _drop(args: argparse.Namespace) -> Answer:
    from backchannel.cli.desk_option import open_desk
    from backchannel.desk.planning.consultation import concerns

    with open_desk(args) as desk:
        found = concerns.drop(desk, args.party, args.issue, args.why, case=args.case, settle=args.settle)
    return _answer(args.issue, found)


def _who(args: argparse.Namespace) -> Answer:
    from backchannel.cli.desk_option import open_desk
    from backchannel.desk.planning.consultation import concerns
    from backchannel.planning.consultation.concerns import Degree

    with open_desk(args) as desk:
        found = concerns.who(desk, args.issue, Degree(args.least), case=args.case)
    return _answer(args.issue, found)


def _answer(issue: str, found: "Sequence[Concerned]") -> Answer:
    lines = [f"“{one_line(issue)}” concerns:"] if found else [f"Nobody says yet whom “{one_line(issue)}” concerns."]
    for one in found:
        for says, act in one.statements:
            why = f": {one_line(says.why)}" if says.why else ""
            lines.append(f"  {says.degree}  {one_line(says.party)}{why}  ({one_line(act.writer.person)})")
            lines += [f"      rests on {one_line(address)}" for address in act.rests]
        lines += [
            f"      without effect, by {one_line(refused.act.writer.person)}: {one_line(refused.rule)}"
            for refused in one.without_effect
        ]
    return Answer(lines, [_value(one) for one in found])


def _value(one: "Concerned") -> dict[str, Any]:
    return {
        "party": one.party,
        "degree": str(one.degree),
        "statements": [
            {"degree": str(says.degree), "why": says.why, "by": act.writer.person, "rests": list(act.rests)}
            for says, act in one.statements
        ],
        "without_effect": [{"by": refused.act.writer.person, "rule": refused.rule} for refused in one.without_effect],
    }
