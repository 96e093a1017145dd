"""knows, knows note: who knows of what."""

import argparse
from typing import TYPE_CHECKING, Any

from backchannel.cli.output import Answer, one_line, table
from backchannel.cli.parsing import Subparsers, add_channel, add_command

if TYPE_CHECKING:
    from backchannel.protocol.knowledge import Knowledge

_WAYS = ("read", "copied", "read-to", "handled", "told", "carried")
_WEIGHTS = ("recorded", "seen", "claimed", "inferred")


def add_commands(commands: Subparsers) -> None:
    """Add the commands of this module."""
    knows = add_command(
        commands,
        "knows",
        _knows,
        "backchannel knows maren-3 --on 2031-05-04",
        more=(
            "For our side as recorded; for the other side as claims, with their source.\n"
            "'backchannel knows note' adds what no ledger shows."
        ),
    )
    knows.add_argument("reference", metavar="REF", nargs="?", default="", help="a letter, such as maren-3")
    knows.add_argument("--person", metavar="NAME", help="what this person knows of, on all channels")
    knows.add_argument("--on", metavar="DATE", default="", help="on this day, such as 2031-05-04")
    add_channel(knows)

    note = add_command(
        commands,
        "knows note",
        _note,
        'backchannel knows note maren-3 --person "Otto Brandt" --party Valdria --way carried',
        more="A note stays on our own side: on your own ledger, or with --onto on a channel of our party alone.",
    )
    note.add_argument("reference", metavar="REF", help="the letter")
    note.add_argument("--person", required=True, metavar="NAME")
    note.add_argument("--party", required=True, metavar="NAME")
    note.add_argument("--way", required=True, choices=_WAYS, help="how he knows of it")
    note.add_argument("--since", default="", metavar="DATE", help="since when (default: today)")
    note.add_argument("--source", default="", metavar="TEXT", help="from where this is known")
    note.add_argument("--weight", default="", choices=("", *_WEIGHTS), metavar="WEIGHT", help=", ".join(_WEIGHTS))
    note.add_argument(
        "--onto", default="", metavar="CHANNEL", help="a channel of our own party (default: your own ledger)"
    )
    add_channel(note)


def _end_of(date: str) -> Any:
    from datetime import UTC, datetime, timedelta

    from backchannel.errors import UsageError

    try:
        return datetime.strptime(date, "%Y-%m-%d").replace(tzinfo=UTC) + timedelta(days=1, seconds=-1)
    except ValueError:
        raise UsageError("The day cannot be read; write it as 2031-05-04.") from None


def _knows(args: argparse.Namespace) -> Answer:
    from backchannel.cli.desk_option import channel_named, open_desk
    from backchannel.desk import knowledge
    from backchannel.errors import UsageError

    if bool(args.reference) == bool(args.person):
        raise UsageError("Name either a letter or, with --person, somebody.")
    if args.on:
        _end_of(args.on)
    with open_desk(args) as desk:
        if args.person:
            found = knowledge.of_person(desk, args.person, args.on)
        else:
            channel = channel_named(args, desk)
            found = [(channel, args.reference, k) for k in knowledge.of_letter(desk, channel, args.reference, args.on)]
    if args.person:
        rows = [(c, ref, k.way.value, k.since[:10], k.weight, k.source) for c, ref, k in found]
        lines = table(("channel", "letter", "how", "since", "weight", "source"), rows)
    else:
        rows = [(k.person, k.party, k.way.value, k.since[:10], k.weight, k.source) for _, _, k in found]
        lines = table(("person", "party", "how", "since", "weight", "source"), rows)
    return Answer(lines or ["Nobody is known to know, by what this desk can see."], [_value(*one) for one in found])


def _value(channel: str, reference: str, known: "Knowledge") -> dict[str, Any]:
    return {
        "channel": channel,
        "letter": reference,
        "person": known.person,
        "party": known.party,
        "way": known.way.name.lower().replace("_", "-"),
        "since": known.since,
        "weight": known.weight,
        "source": known.source,
    }


def _note(args: argparse.Namespace) -> Answer:
    from backchannel.cli.desk_option import channel_named, open_desk
    from backchannel.desk import knowledge

    with open_desk(args) as desk:
        channel = channel_named(args, desk)
        known = knowledge.note(
            desk,
            channel,
            args.reference,
            person=args.person,
            party=args.party,
            way=args.way,
            since=args.since,
            source=args.source,
            weight=args.weight,
            onto=args.onto,
        )
    return Answer(
        [
            (
                f"Noted ({known.weight}): {one_line(known.person)} ({one_line(known.party)}) {known.way.value}, "
                f"{args.reference}, since {known.since}. The other side sees nothing of this."
            )
        ],
        _value(channel, args.reference, known),
    )
