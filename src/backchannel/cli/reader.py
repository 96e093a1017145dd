"""reader: added with a reason, replaced with a new key, removed."""

import argparse
from collections.abc import Callable
from typing import TYPE_CHECKING

from backchannel.cli import output
from backchannel.cli.output import Answer, one_line, table
from backchannel.cli.parsing import Parser, Subparsers, add_channel, add_command, add_group, add_yes

if TYPE_CHECKING:
    from backchannel.desk.desk import Desk


def add_commands(commands: Subparsers) -> None:
    """Add the commands of this module."""
    group = add_group(commands, "reader", "backchannel reader list --desk ilse")
    listed = add_command(
        group, "list", _list, "backchannel reader list --desk ilse", text="list the readers of a channel"
    )
    add_channel(listed)
    add = add_command(
        group,
        "add",
        _add,
        'backchannel reader add "Karl Oden" --why "He drafts the answers"',
        text="add a contact of your own party; he reads no letter of before until its author opens it to him",
    )
    _with_reason(add)
    remove = add_command(
        group,
        "remove",
        _remove,
        'backchannel reader remove "Karl Oden" --why "He has left the ministry"',
        text="remove a reader of your own party; what he has read stays read",
    )
    _with_reason(remove)
    add_yes(remove)
    replace = add_command(
        group,
        "replace",
        _replace,
        'backchannel reader replace "Karl Oden" "Karl Oden 2" --why "His laptop was lost"',
        text="put a new card in the place of a reader whose key or machine is gone",
    )
    _with_reason(replace, "the reader whose key or machine is gone")
    replace.add_argument("new", metavar="NEW", help="the contact who takes his place")
    add_yes(replace)


def _with_reason(parser: Parser, text: str = "whom (Party/Name where two have the name)") -> None:
    parser.add_argument("name", metavar="NAME", help=text)
    parser.add_argument("--why", required=True, metavar="TEXT", help="the reason, which all members see")
    add_channel(parser)


def _list(args: argparse.Namespace) -> Answer:
    from backchannel.cli.desk_option import channel_named, open_desk
    from backchannel.desk import readers

    with open_desk(args) as desk:
        found = readers.every(desk, channel_named(args, desk))
    rows = [
        (
            r.membership.name,
            r.membership.party,
            "principal" if r.membership.principal else "",
            r.membership.status,
            "yes" if r.confirmed else "no",
            "yes" if r.connected else "not yet",
            f"{r.added_by}{f': {r.membership.reason}' if r.membership.reason else ''}",
        )
        for r in found
    ]
    return Answer(
        table(("reader", "party", "", "status", "confirmed", "connected", "named by"), rows),
        [
            {
                "person": r.membership.name,
                "party": r.membership.party,
                "principal": r.membership.principal,
                "status": r.membership.status,
                "confirmed": r.confirmed,
                "connected": r.connected,
                "added_by": r.added_by,
                "reason": r.membership.reason,
            }
            for r in found
        ],
    )


def _add(args: argparse.Namespace) -> Answer:
    from backchannel.desk import readers

    return _act(
        args,
        "",
        lambda desk, channel: readers.add(desk, channel, args.name, args.why),
        f"Added {one_line(args.name)}; he reads what is sealed for him from now on, and no earlier letter:",
    )


def _remove(args: argparse.Namespace) -> Answer:
    from backchannel.desk import readers

    return _act(
        args,
        "remove",
        lambda desk, channel: readers.remove(desk, channel, args.name, args.why),
        f"Removed {one_line(args.name)}; the keys were renewed:",
    )


def _replace(args: argparse.Namespace) -> Answer:
    from backchannel.desk import readers

    return _act(
        args,
        "replace",
        lambda desk, channel: readers.add(desk, channel, args.new, args.why, replaces=args.name),
        f"{one_line(args.new)} stands in the place of {one_line(args.name)}:",
    )


def _act(args: argparse.Namespace, act: str, do: "Callable[[Desk, str], object]", told: str) -> Answer:
    from backchannel.cli.desk_option import channel_named, open_desk
    from backchannel.cli.telling import route_value, travel_lines
    from backchannel.desk import readers, travel

    with open_desk(args) as desk:
        channel = channel_named(args, desk)
        if act:
            lines = readers.consequences(desk, channel, act, args.name)
            if not output.agreed(args, lines, f"{act.capitalize()} {one_line(args.name)} on “{one_line(channel)}”?"):
                return output.NOT_DONE
        do(desk, channel)
        ways = travel.routes(desk, channel)
    value = {"channel": channel, "reader": args.name, "travels": [route_value(w) for w in ways]}
    return Answer([told, *travel_lines(ways)], value)
