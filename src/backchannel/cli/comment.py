"""comment: on a thing of the case, or on a passage; kept for ever."""

import argparse
from typing import TYPE_CHECKING

from backchannel.cli import deciding, planning
from backchannel.cli.columns import clipped
from backchannel.cli.output import Answer, one_line
from backchannel.cli.parsing import Subparsers, add_command, add_group

if TYPE_CHECKING:
    from backchannel.desk.planning.comments import Commented

_MORE = """\
WHAT is a thing of the case by its name or number, an option as SET/B, or the address of a passage. A comment stands on
the channel of what it is on; with --onto 'own ledger' only you read it. Nobody changes a comment or takes one away, not
even who made it: who thinks otherwise now answers it."""
_WORDS = 300


def add_commands(commands: Subparsers) -> None:
    """Add the commands of this module."""
    comment = add_group(commands, "comment", 'backchannel comment list "Winter passage/A" --desk ilse')
    add = add_command(
        comment,
        "add",
        _add,
        'backchannel comment add "Winter passage/A" "Six is what they will ask for next." --under Risk --desk ilse',
        text="comment on a thing of the case, or on a passage",
        more=_MORE,
    )
    add.add_argument("what", metavar="WHAT", help="what is commented on")
    add.add_argument("text", metavar="TEXT", help="the comment")
    add.add_argument("--under", metavar="HEADING", default="", help="under which heading of an option it stands")
    answer = add_command(
        comment,
        "answer",
        _answer,
        'backchannel comment answer 9a1e77b0 "Then we offer five." --desk greta',
        text="answer a comment",
    )
    answer.add_argument("number", metavar="NUMBER", help="the comment's number, as it is listed")
    answer.add_argument("text", metavar="TEXT", help="the answer")
    for parser in (add, answer):
        planning.add_case(parser)
        planning.add_onto(parser)
    every = add_command(
        comment,
        "list",
        _list,
        'backchannel comment list "Winter passage" --desk ilse',
        text="show the comments on a thing or a passage in their order, each with what was answered to it",
        more=_MORE,
    )
    every.add_argument("what", metavar="WHAT", help="what they are on")
    planning.add_case(every)


def _add(args: argparse.Namespace) -> Answer:
    from backchannel.cli.desk_option import open_desk
    from backchannel.desk.planning import comments

    with open_desk(args) as desk:
        kept = comments.add(desk, args.what, args.text, under=args.under, case=args.case, onto=args.onto)
    said = {"text": kept.says.text, "under": kept.says.under or None}
    return Answer([f"The comment {planning.number(kept)} stands."], {**planning.value(kept), **said})


def _answer(args: argparse.Namespace) -> Answer:
    from backchannel.cli.desk_option import open_desk
    from backchannel.desk.planning import comments

    with open_desk(args) as desk:
        kept = comments.answer(desk, args.number, args.text, case=args.case, onto=args.onto)
    said = {"text": kept.says.text, "under": kept.says.under or None}
    return Answer([f"The answer {planning.number(kept)} stands."], {**planning.value(kept), **said})


def _list(args: argparse.Namespace) -> Answer:
    from backchannel.cli.desk_option import open_desk
    from backchannel.desk.planning import comments

    with open_desk(args) as desk:
        found = comments.every(desk, args.what, args.case)
    head = one_line(found.what)
    if found.on is not None:
        head = f"{one_line(found.on.address)}  “{clipped(found.on.text, _WORDS)}”"
    lines = list(deciding.comment_lines(found.comments)) or ["  No comment yet."]
    return Answer([head, *lines], _value(found))


def _value(found: "Commented") -> dict[str, object]:
    return {
        "what": found.what,
        "words": found.on.text if found.on else None,
        "comments": deciding.comment_values(found.comments),
    }
