"""ledger, set-aside, alarms, refusals, retire: what lies on the desk."""

import argparse
from typing import TYPE_CHECKING

from backchannel.cli import output
from backchannel.cli.output import Answer, Progress, one_line, table
from backchannel.cli.parsing import Subparsers, add_command, add_yes

if TYPE_CHECKING:
    from backchannel.desk.overview import Row


def add_commands(commands: Subparsers) -> None:
    """Add the commands of this module."""
    for name, run in (("ledger", _ledger), ("set-aside", _set_aside)):
        listed = add_command(commands, name, run, f'backchannel {name} "The strait line" --desk ilse')
        listed.add_argument("channel", metavar="CHANNEL")
    alarms = add_command(commands, "alarms", _alarms, "backchannel alarms --desk ilse")
    alarms.add_argument("--all", action="store_true", help="also those that were settled")
    add_command(commands, "refusals", _refusals, "backchannel refusals --desk ilse")
    retire = add_command(commands, "retire", _retire, 'backchannel retire "The strait line" --desk ilse')
    retire.add_argument("channel", metavar="CHANNEL")
    add_yes(retire)


def _rows(rows: "list[Row]", nothing: str) -> Answer:
    from backchannel.cli.telling import kind_of, row_value, who

    lines = table(
        ("entry", "kind", "author", "time (claimed)", "standing", ""),
        [
            (
                r.reference,
                kind_of(r),
                who(r.author, r.party),
                r.time,
                r.standing,
                r.refusal or ("" if r.opens else "sealed to this desk"),
            )
            for r in rows
        ],
    )
    return Answer(lines or [nothing], [row_value(r) for r in rows])


def _ledger(args: argparse.Namespace) -> Answer:
    from backchannel.cli.desk_option import open_desk
    from backchannel.desk import overview

    with open_desk(args) as desk:
        rows = overview.ledger(desk, args.channel)
    return _rows(rows, "No entries yet.")


def _set_aside(args: argparse.Namespace) -> Answer:
    from backchannel.cli.desk_option import open_desk
    from backchannel.desk import overview

    with open_desk(args) as desk:
        rows = overview.set_aside(desk, args.channel)
    return _rows(rows, "Nothing was set aside.")


_COMMAND = {
    "fork": " (backchannel channel mend)",
    "report": " (backchannel channel mend)",
    "stale": " (backchannel channel resume)",
}


def _alarms(args: argparse.Namespace) -> Answer:
    from backchannel.cli.desk_option import open_desk
    from backchannel.desk import overview
    from backchannel.desk.alarms import MEANINGS

    with open_desk(args) as desk:
        found = overview.alarms(desk, settled=args.all)
    lines = table(
        ("raised", "kind", "alarm", ""),
        [(a.raised, a.kind, a.sentence, f"settled {a.settled}" if a.settled else "") for _, a in found],
    )
    lines += [
        f"{meaning.title}: {meaning.todo}{_COMMAND.get(kind, '')}"
        for kind, meaning in MEANINGS.items()
        if any(a.kind == kind and not a.settled for _, a in found)
    ]
    value = [
        {"channel": name, "kind": a.kind, "sentence": a.sentence, "raised": a.raised, "settled": a.settled}
        for name, a in found
    ]
    return Answer(lines or ["No alarms."], value)


def _refusals(args: argparse.Namespace) -> Answer:
    from backchannel.cli.desk_option import open_desk
    from backchannel.desk import overview

    with open_desk(args) as desk:
        found = overview.refusals(desk)
    lines = table(("day", "times", "what was dropped"), [(day, str(count), what) for day, what, count in found])
    return Answer(
        lines or ["Nothing was dropped."], [{"day": day, "what": what, "count": count} for day, what, count in found]
    )


def _retire(args: argparse.Namespace) -> Answer:
    from backchannel.cli.desk_option import open_desk
    from backchannel.desk import channels, readers, retention

    with open_desk(args) as desk:
        name = channels.standing(desk, args.channel).channel.name
        due = retention.due(desk, name)
        kept = [f"Kept, since a release of them is under way: {', '.join(due.kept)}."] if due.kept else []
        if not due.letters:
            days = f"after {due.days} days" if due.days else "never, by its charter"
            return Answer(
                [f"Nothing on “{one_line(name)}” is due: words are retired {days}.", *kept],
                {"retired": [], "kept": list(due.kept), "days": due.days},
            )
        lines = [*readers.consequences(desk, name, "retire"), f"Due: {', '.join(due.letters)}.", *kept]
        if not output.agreed(args, lines, f"Erase the words of {len(due.letters)} letters on this desk?"):
            return output.NOT_DONE
        with Progress("retiring"):
            done = retention.retire(desk, name)
    return Answer(
        [f"Retired on this desk: {', '.join(done.letters)}. Their places in the ledger stay.", *kept],
        {"retired": list(done.letters), "kept": list(done.kept), "days": done.days},
    )
