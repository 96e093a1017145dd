"""quiet, efforts: how long each track has been silent, and what was done about it."""

import argparse
from typing import Any

from backchannel.cli import planning
from backchannel.cli.output import Answer, one_line
from backchannel.cli.parsing import Subparsers, add_command
from backchannel.cli.parsing import date as typed
from backchannel.cli.resting import add_date, add_day, day, rest_lines, rest_values


def add_commands(commands: Subparsers) -> None:
    """Add the commands of this module."""
    quiet = add_command(
        commands,
        "quiet",
        _quiet,
        "backchannel quiet --max 30d --desk ilse",
        more="A track is a lane of the case that you may see. What counts are the letters of its channel that you may\n"
        "read, and the contacts that somebody noted. Exit code 1: a track has been silent for longer.",
    )
    quiet.add_argument("--max", metavar="DAYS", default="", help="how long a silence is not too long, such as 30d")
    add_day(quiet)
    contact = add_command(
        commands,
        "quiet contact",
        _contact,
        'backchannel quiet contact "The Sela track" --with "Tomas Reik" --what "At the reception" --desk ilse',
        more="An effort that reached nobody is no contact: note it with 'efforts note'.",
    )
    contact.add_argument("lane", metavar="LANE", help="on which lane")
    contact.add_argument("--with", dest="whom", metavar="PERSON", required=True, help="who was spoken with")
    contact.add_argument("--what", metavar="TEXT", default="", help="what it was")
    contact.add_argument("--by", metavar="PERSON", default="", help="who of ours spoke (default: you)")
    efforts = add_command(
        commands, "efforts", _efforts, "backchannel efforts --from 2031-03-01 --to 2031-05-31 --desk ilse"
    )
    efforts.add_argument("--from", dest="since", metavar="DATE", type=typed, help="made on this day or later")
    efforts.add_argument("--to", metavar="DATE", type=typed, help="made on this day or before it")
    note = add_command(
        commands,
        "efforts note",
        _note,
        'backchannel efforts note "Called the ministry in Sela twice" --lane "The Sela track" --desk ilse',
    )
    note.add_argument("what", metavar="TEXT", help="what was done")
    note.add_argument("--by", metavar="PERSON", default="", help="by whom of ours (default: you)")
    note.add_argument("--lane", metavar="LANE", default="", help="for which lane")
    for parser in (contact, note):
        add_date(parser, "--on", "on which day")
        planning.add_onto(parser)
        planning.add_rests(parser)
    for parser in (quiet, contact, efforts, note):
        planning.add_case(parser)


def _days(text: str) -> int | None:
    from backchannel.errors import UsageError

    number = text.strip().lower().removesuffix("d")
    if not text:
        return None
    if not (number.isascii() and number.isdigit() and len(number) <= 6):
        raise UsageError(f"“{text[:40]}” is no number of days; write one such as 30d.")
    return int(number)


def _quiet(args: argparse.Namespace) -> Answer:
    from backchannel.cli.desk_option import open_desk
    from backchannel.desk.planning import tracks

    with open_desk(args) as desk:
        found = tracks.quiet(desk, _days(args.max), day(args), args.case)
    lines = []
    values: list[dict[str, Any]] = []
    for one in found:
        track = one.track
        silent = "no contact on record" if track.days is None else f"{track.days} days silent"
        last = f", since {track.last}" if track.last else ""
        how = "" if track.last is None else " (a letter)"
        if track.contact is not None:
            said = track.contact.says
            how = f" (with {one_line(said.whom)}{f': {one_line(said.what)}' if said.what else ''})"
        mark = "  TOO LONG" if one.too_long else ""
        lines.append(f"{one_line(track.lane.says.name)}: {silent}{last}{how}{mark}")
        if one.rests:
            lines += rest_lines([rest.address for rest in one.rests], {rest.address: rest for rest in one.rests})
        values.append(
            {
                "track": track.lane.says.name,
                "days": track.days,
                "last": str(track.last) if track.last else None,
                "contact": track.contact.says.whom if track.contact else None,
                "too_long": one.too_long,
            }
        )
    code = 1 if any(one.too_long for one in found) else 0
    return Answer(lines or ["The case has no lane that you may see."], values, code)


def _contact(args: argparse.Namespace) -> Answer:
    from backchannel.cli.desk_option import open_desk
    from backchannel.desk.planning import tracks

    with open_desk(args) as desk:
        kept = tracks.contact(
            desk,
            args.lane,
            args.whom,
            args.what,
            by=args.by or desk.card.person,
            on=args.on,
            rests=args.rests,
            case=args.case,
            onto=args.onto,
        )
    says = kept.says
    line = f"Contact with {one_line(says.whom)} on “{one_line(args.lane)}”, {says.on}."
    said = {"with": says.whom, "what": says.what or None, "by": says.by, "on": str(says.on)}
    return Answer([line], {**planning.value(kept), **said})


def _efforts(args: argparse.Namespace) -> Answer:
    from backchannel.cli.desk_option import open_desk
    from backchannel.desk.planning import tracks

    since = args.since.earliest.date() if args.since else None
    until = args.to.latest.date() if args.to else None
    with open_desk(args) as desk:
        found, rests = tracks.evidence(desk, since, until, args.case)
    lines = []
    for one in found:
        lines.append(f"{one.says.on}  {one_line(one.says.what)}  ({one_line(one.says.by)})")
        lines += [*rest_lines(one.act.rests, rests), *planning.disputed(one)]
    values = [
        {**planning.value(one), "on": str(one.says.on), "what": one.says.what, "whose": one.says.by,
         "rests": rest_values(one.act.rests, rests)}
        for one in found
    ]  # fmt: skip
    return Answer(lines or ["No effort was noted."], values)


def _note(args: argparse.Namespace) -> Answer:
    from backchannel.cli.desk_option import open_desk
    from backchannel.desk.planning import tracks

    with open_desk(args) as desk:
        kept = tracks.effort(
            desk, args.what, by=args.by, lane=args.lane, on=args.on, rests=args.rests, case=args.case, onto=args.onto
        )
    said = {"on": str(kept.says.on), "what": kept.says.what, "whose": kept.says.by}
    return Answer([f"Noted: {kept.says.on}, {one_line(kept.says.what)}."], {**planning.value(kept), **said})
