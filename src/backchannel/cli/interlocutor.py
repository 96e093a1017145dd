"""interlocutor: named by one side, accepted or withdrawn by each, sent when all have accepted."""

import argparse
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from backchannel.cli.output import Answer, one_line
from backchannel.cli.parsing import Parser, Subparsers, add_channel, add_command, add_group

if TYPE_CHECKING:
    from backchannel.desk.desk import Desk
    from backchannel.desk.interlocutors import Shown


def add_commands(commands: Subparsers) -> None:
    """Add the commands of this module."""
    group = add_group(commands, "interlocutor", "backchannel interlocutor list --desk ilse")
    name = _person(
        add_command(
            group,
            "name",
            _name,
            'backchannel interlocutor name "Vera Sund" --mandate "To find place and time"',
            text="name an interlocutor with a mandate, which is our own acceptance",
        )
    )
    name.add_argument("--mandate", required=True, metavar="TEXT", help="what he is to do")
    name.add_argument("--place", default="", metavar="TEXT", help="where")
    name.add_argument("--travel", default="", metavar="TEXT", help="how he travels")
    name.add_argument("--may-say", default="", metavar="TEXT", help="what he may say")
    _person(
        add_command(
            group,
            "accept",
            _accept,
            'backchannel interlocutor accept "Vera Sund" --desk tomas',
            text="accept the interlocutor of another side",
        )
    )
    withdraw = _person(
        add_command(
            group,
            "withdraw",
            _withdraw,
            'backchannel interlocutor withdraw "Vera Sund" --why "She was seen"',
            text="withdraw our acceptance",
        )
    )
    withdraw.add_argument("--why", default="", metavar="TEXT", help="the reason, which all members see")
    _person(
        add_command(
            group,
            "send",
            _send,
            'backchannel interlocutor send "Vera Sund" --desk ilse',
            text="say whether he may be sent: exit code 4 where a side has not accepted him",
        )
    )
    listed = add_command(
        group, "list", _list, "backchannel interlocutor list --desk ilse", text="list the interlocutors of a channel"
    )
    add_channel(listed)


def _person(parser: Parser) -> Parser:
    parser.add_argument("person", metavar="NAME")
    add_channel(parser)
    return parser


def _lines(shown: "Shown") -> list[str]:
    who = shown.who
    lines = [
        (
            f"{one_line(who.name)}, named by {one_line(who.party)}: "
            f"{'accepted by every side' if shown.accepted else 'not accepted by every side'}"
        )
    ]
    for label, text in (
        ("Mandate", who.mandate),
        ("Place", who.place),
        ("Travel", who.travel),
        ("May say", who.may_say),
    ):
        lines += [f"  {label}: {one_line(text)}"] if text else []
    lines += [f"  {one_line(party)}: {said} in {entry}, {when}" for party, said, entry, when in shown.words]
    return lines


def _value(shown: "Shown") -> dict[str, Any]:
    who = shown.who
    return {
        "person": who.name,
        "party": who.party,
        "mandate": who.mandate,
        "place": who.place,
        "travel": who.travel,
        "may_say": who.may_say,
        "accepted": shown.accepted,
        "words": [{"party": p, "said": said, "entry": entry, "time": when} for p, said, entry, when in shown.words],
    }


def _act(args: argparse.Namespace, do: "Callable[[Desk, str], Shown]", told: str, *, travels: bool = True) -> Answer:
    from backchannel.cli.desk_option import channel_named, open_desk
    from backchannel.cli.telling import travel_lines
    from backchannel.desk import travel

    with open_desk(args) as desk:
        channel = channel_named(args, desk)
        shown = do(desk, channel)
        ways = travel.routes(desk, channel) if travels else []
    return Answer([told, *_lines(shown), *travel_lines(ways)], _value(shown))


def _name(args: argparse.Namespace) -> Answer:
    from backchannel.desk import interlocutors

    return _act(
        args,
        lambda desk, channel: interlocutors.name(
            desk,
            channel,
            args.person,
            mandate=args.mandate,
            place=args.place,
            travel=args.travel,
            may_say=args.may_say,
        ),
        "Named; he may be sent when every side has accepted him.",
    )


def _accept(args: argparse.Namespace) -> Answer:
    from backchannel.desk import interlocutors

    return _act(args, lambda desk, channel: interlocutors.accept(desk, channel, args.person), "Accepted.")


def _withdraw(args: argparse.Namespace) -> Answer:
    from backchannel.desk import interlocutors

    return _act(
        args,
        lambda desk, channel: interlocutors.withdraw(desk, channel, args.person, args.why),
        "Withdrawn, for our side.",
    )


def _send(args: argparse.Namespace) -> Answer:
    from backchannel.desk import interlocutors

    return _act(
        args, lambda desk, channel: interlocutors.send(desk, channel, args.person), "He may be sent.", travels=False
    )


def _list(args: argparse.Namespace) -> Answer:
    from backchannel.cli.desk_option import channel_named, open_desk
    from backchannel.desk import interlocutors

    with open_desk(args) as desk:
        found = interlocutors.every(desk, channel_named(args, desk))
    lines = [line for shown in found for line in _lines(shown)]
    return Answer(lines or ["No interlocutor was named."], [_value(shown) for shown in found])
