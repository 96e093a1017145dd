"""date: what words say of a date, with the steps by which it is read; needs no desk."""

import argparse

from backchannel.cli.output import Answer, one_line
from backchannel.cli.parsing import Subparsers, add_command, add_group, date


def add_commands(commands: Subparsers) -> None:
    """Add the commands of this module."""
    group = add_group(commands, "date", 'backchannel date resolve "by the end of May" --from 2031-05-05')
    resolve = add_command(
        group,
        "resolve",
        _resolve,
        'backchannel date resolve "Friday of this week" --from 2031-05-05',
        text="read words that say when, as an interval (EDTF), with the steps",
        more="Nothing is guessed: what cannot be read, or may mean two dates, stays unresolved (exit code 1).",
        desk=False,
    )
    resolve.add_argument("words", metavar="WORDS", help="the words, such as 'say around September 25th'")
    resolve.add_argument(
        "--from", dest="on", metavar="DATE", type=date, help="the date of the document in which the words stand"
    )


def _resolve(args: argparse.Namespace) -> Answer:
    from backchannel.planning.calendar.phrases import read

    reading = read(args.words, args.on)
    lines = [str(reading.when) if reading.when else "unresolved"]
    lines += [f"  {reading.certainty}: {reading.when.in_words()}"] if reading.when else []
    lines += [f"  {one_line(step)}" for step in reading.steps]
    value = {
        "written": reading.written,
        "when": str(reading.when) if reading.when else None,
        "certainty": str(reading.certainty),
        "steps": list(reading.steps),
        "anchor": {"event": reading.anchor, "relation": str(reading.relation), "days": reading.days}
        if reading.anchor
        else None,
    }
    return Answer(lines, value, 0 if reading.when else 1)
