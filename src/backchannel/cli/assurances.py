"""assurances: where each was first said, repeated, contradicted and withdrawn, by whom and where."""

import argparse
import textwrap
from typing import TYPE_CHECKING, Any

from backchannel.cli.output import Answer, one_line
from backchannel.cli.parsing import Subparsers, add_command
from backchannel.cli.planning import add_shared
from backchannel.cli.statements import add_limit, add_selection, selection, statement_value

if TYPE_CHECKING:
    from backchannel.desk.words.bank import Statement
    from backchannel.desk.words.standing import Assurance, Proposal

_WIDTH = 96
_VERDICTS = ("repeats", "contradicts", "withdraws", "neither")
_PROPOSED = 3
_MORE = """\
What nobody has examined yet is listed as its words suggest. That a later statement repeats or contradicts an earlier
one is proposed with the reason, and is so when you say it: 'backchannel assurances judge'. Documents without a day are
left out where one is asked for."""


def add_commands(commands: Subparsers) -> None:
    """Add the commands of this module."""
    listing = add_command(
        commands,
        "assurances",
        _assurances,
        "backchannel assurances --who Vesmar --on 2025-07-10",
        more=_MORE,
    )
    add_selection(listing)
    listing.add_argument("--on", metavar="DATE", default="", help="as it stood on this day")
    listing.add_argument(
        "--kind", metavar="KIND", action="append", default=[], help="other kinds of statements (default: assurance)"
    )
    add_limit(listing)
    judge = add_command(
        commands,
        "assurances judge",
        _judge,
        'backchannel assurances judge "The strait line/vesmar-6/2:0-61" contradicts "The strait line/vesmar-2/3:0-84"',
        more="'neither' sets aside what was proposed.",
    )
    judge.add_argument("later", metavar="LATER", help="the later statement")
    judge.add_argument("verdict", metavar="VERDICT", choices=_VERDICTS, help=", ".join(_VERDICTS))
    judge.add_argument("earlier", metavar="EARLIER", help="the earlier statement")
    judge.add_argument("--undo", action="store_true", help="take back what you said of the two")
    add_shared(judge)


def _assurances(args: argparse.Namespace) -> Answer:
    from backchannel.cli.desk_option import open_desk
    from backchannel.desk.words import standing

    args.until = args.on or args.until
    with open_desk(args) as desk:
        found = standing.assurances(desk, selection(args, kind=tuple(args.kind) or ("assurance",)))
    lines = [line for one in found[: args.limit] for line in (*_lines(one), "")]
    if len(found) > args.limit:
        lines.append(f"and {len(found) - args.limit} more; --limit shows them.")
    against = sum(bool(one.contradicted or one.withdrawn) for one in found)
    lines.append(f"{len(found)} found; {against} contradicted or withdrawn." if found else "Nothing was found.")
    return Answer(lines, [_value(one) for one in found], 0 if found else 1)


def _judge(args: argparse.Namespace) -> Answer:
    from backchannel.cli.desk_option import open_desk
    from backchannel.desk.words import standing

    with open_desk(args) as desk:
        if args.undo:
            gone = standing.forget(desk, args.later, args.earlier)
            said = "Taken back." if gone else "Nothing was said of these two."
            return Answer([said], {"removed": gone}, 0 if gone else 1)
        later, earlier = standing.judge(desk, args.later, args.earlier, args.verdict, onto=args.onto)
    verdict = "neither repeats nor contradicts" if args.verdict == "neither" else args.verdict
    return Answer(
        [f"Noted: {one_line(later.address)} {verdict} {one_line(earlier.address)}."],
        {"later": later.address, "verdict": args.verdict, "earlier": earlier.address},
    )


def _lines(one: "Assurance") -> list[str]:
    first = one.first
    judged = first.judged if first.judged != "open" else f"suggested: {first.kind}"
    lines = textwrap.wrap(f"“{one_line(first.text)}”", _WIDTH)
    lines.append(f"    first said:      {_where(first)}  [{judged}]")
    if one.repeated:
        lines.append(f"    last repeated:   {_where(one.last)}" + _times(len(one.repeated)))
    if one.condition:
        lines.append(f"    condition:       “{one_line(one.condition)}”")
    lines += [f"    contradicted by: {_where(by)}" for by in one.contradicted]
    lines += [f"    withdrawn by:    {_where(by)}" for by in one.withdrawn]
    lines += [f"    {_proposal(by)}" for by in one.proposals[:_PROPOSED]]
    return lines


def _where(one: "Statement") -> str:
    from backchannel.desk.words.explained import told_by

    return f"{one.day or 'undated'}  {one_line(one.address)}  {one_line(told_by(one))}"


def _times(count: int) -> str:
    return f" ({count} times)" if count > 1 else ""


def _proposal(one: "Proposal") -> str:
    reason = one_line(one.reason)
    return f"to judge: {one_line(one.later.address)} {one.verdict} {one_line(one.earlier.address)}? {reason[:160]}"


def _value(one: "Assurance") -> dict[str, Any]:
    return {
        "first": statement_value(one.first),
        "last": statement_value(one.last),
        "condition": one.condition,
        "repeated": [statement_value(by) for by in one.repeated],
        "contradicted": [statement_value(by) for by in one.contradicted],
        "withdrawn": [statement_value(by) for by in one.withdrawn],
        "proposals": [
            {
                "later": by.later.address,
                "verdict": by.verdict,
                "earlier": by.earlier.address,
                "reason": by.reason,
            }
            for by in one.proposals
        ],
    }
