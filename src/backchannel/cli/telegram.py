"""telegram: written with number, precedence and addressees, shown and exported in the form of the trade."""

import argparse
from typing import Any

from backchannel.cli import letter_series, output
from backchannel.cli.output import Answer, Progress, one_line
from backchannel.cli.parsing import Subparsers, add_channel, add_command, add_group, add_yes

_FORM = """\
The captions stand first, the most restrictive before the others; then number, precedence, classification, date-time
group, FROM, ACTION and INFO; then the paragraphs by the numbers of their passages, with their own marks. A file in this
form is read again by 'telegram write', 'record import' and wherever a letter's file is read."""


def add_commands(commands: Subparsers) -> None:
    """Add the commands of this module."""
    telegram = add_group(commands, "telegram", 'backchannel telegram show "The strait line/maren-3" --desk ilse')
    _add_write(telegram)
    show = add_command(
        telegram,
        "show",
        _show,
        'backchannel telegram show "The strait line/maren-3" --desk ilse',
        text="show a letter or a document in the form of a telegram",
        more=_FORM,
    )
    export = add_command(
        telegram,
        "export",
        _export,
        'backchannel telegram export "The strait line/maren-3" --output cable.txt --why "For the cipher office"',
        text="write it to a file outside the vault; who knows of a letter shows the copy",
    )
    export.add_argument("--output", required=True, metavar="PATH", help="the new file; - to print it")
    export.add_argument("--why", default="", metavar="TEXT", help="why a letter is copied out")
    export.add_argument("--force", action="store_true", help="write over a file that is there")
    for parser in (show, export):
        parser.add_argument("address", metavar="ADDRESS", help="a document's id, or a letter as CHANNEL/maren-3")
        parser.add_argument("--upper", action="store_true", help="all in capitals")
    series = add_command(
        telegram,
        "series",
        _series,
        'backchannel telegram series Rothav --first 38 --channel "The strait line" --desk ilse',
        text="hand a numbered series over on a channel: its first number, and who may see its gaps",
        more="Who reads two numbers of a series may not be kept from one between them unless --gaps says on a channel\n"
        "of his that its gaps are his business: a gap would tell him of what he may not read.",
    )
    series.add_argument("series", metavar="SERIES", help="the name of the series, such as Rothav")
    series.add_argument("--first", metavar="NUMBER", type=int, default=1, help="the first number (default 1)")
    series.add_argument("--gaps", action="store_true", help="who is on this channel may see which numbers he lacks")
    add_channel(series)
    letter_series.add_gaps(telegram, "telegram")


def _add_write(telegram: Subparsers) -> None:
    write = add_command(
        telegram,
        "write",
        _write,
        'backchannel telegram write cable.md --series Rothav --action "Tomas Reik" --precedence Niact --desk ilse',
        text="write a telegram, and show it in its form before it is sealed",
        more="Those for action and information are named in its head; who can open it are its readers (--to; by\n"
        "default the principals of every party). A caption limits both.",
    )
    write.add_argument("file", metavar="FILE", help="the form of a telegram, Markdown, or plain text")
    write.add_argument("--to", metavar="NAME", action="append", default=[], help="a reader; may be repeated")
    write.add_argument("--series", metavar="SERIES", help="give it the next number of this series of our side")
    write.add_argument("--action", metavar="NAME", action="append", default=[], help="who is to act; may be repeated")
    write.add_argument("--info", metavar="NAME", action="append", default=[], help="who has it for information")
    write.add_argument("--precedence", metavar="WORD", default="", help="such as Niact, Immediate, Priority, Routine")
    write.add_argument("--classification", metavar="WORDS", default="", help="such as Secret")
    write.add_argument("--caption", metavar="WORDS", default="", help="such as 'Eyes Only Tomas Reik'")
    write.add_argument("--upper", action="store_true", help="show it in capitals; it is sealed as written")
    write.add_argument("--dry-run", action="store_true", help="only show what would be sealed")
    write.add_argument("--allow-hidden", action="store_true", help="let characters pass that nobody can see")
    add_channel(write)
    add_yes(write)


def _write(args: argparse.Namespace) -> Answer:
    from backchannel.cli.desk_option import channel_named, open_desk
    from backchannel.cli.telling import members, route_value, travel_lines
    from backchannel.cli.texts import read_letter
    from backchannel.desk import telegrams, travel
    from backchannel.record.writers import telegram

    read, inferred = read_letter(args.file, allow_hidden=args.allow_hidden)
    head = telegrams.Head(
        tuple(args.action), tuple(args.info), args.precedence, args.classification, args.caption, args.series or ""
    )
    with open_desk(args) as desk:
        channel = channel_named(args, desk)
        planned = telegrams.plan(desk, channel, read, head, tuple(args.to))
        document = planned.document
        form = telegram.write(document, upper=args.upper).rstrip("\n").split("\n")
        lines = [
            *form,
            "",
            f"On “{one_line(channel)}”, for {members(planned.readers)}",
            *(f"  Note: {one_line(remark)}" for remark in planned.remarks),
            *(f"  Of the file: {one_line(line)}" for line in inferred),
        ]
        value: dict[str, Any] = {"number": document.number, "channel": channel, "form": "\n".join(form)}
        if args.dry_run:
            return Answer([*lines, "Nothing was written."], value)
        if not args.yes and not output.agreed(args, lines, "Seal this telegram and lay it out?"):
            return output.NOT_DONE
        with Progress("sealing"):
            letter = telegrams.write(desk, planned)
        ways = travel.routes(desk, channel)
    told = f"Written: {one_line(document.number or 'without a number')}, {letter.reference} on “{one_line(channel)}”."
    value = {**value, "reference": letter.reference, "travels": [route_value(way) for way in ways]}
    return Answer([told, *travel_lines(ways)], value)


def _show(args: argparse.Namespace) -> Answer:
    from backchannel.cli.desk_option import open_desk
    from backchannel.desk import archive
    from backchannel.record.writers import telegram

    with open_desk(args) as desk:
        document = archive.find(desk, args.address).document
    text = telegram.write(document, upper=args.upper)
    lines = text.rstrip("\n").split("\n")
    if document.apparatus is not None and document.apparatus.notes:
        lines.append("The notes of its edition are no part of this form; 'backchannel record show' has them.")
    return Answer(lines, {"address": args.address, "number": document.number, "form": text})


def _export(args: argparse.Namespace) -> Answer:
    from pathlib import Path

    from backchannel.cli.desk_option import open_desk
    from backchannel.cli.record_export import answer_of
    from backchannel.desk import exporting

    args.format = "telegram"
    target = None if args.output == "-" else Path(args.output).expanduser()
    wish = exporting.Wish("telegram", target, args.force, args.why, upper=args.upper)
    with open_desk(args) as desk:
        done = exporting.export(desk, [args.address], wish)
    return answer_of(done, args)


def _series(args: argparse.Namespace) -> Answer:
    from backchannel.cli.desk_option import channel_named, open_desk
    from backchannel.cli.planning import value
    from backchannel.desk.planning import numbering

    with open_desk(args) as desk:
        channel = channel_named(args, desk)
        kept = numbering.hand_over(desk, args.series, args.first, channel, gaps=args.gaps)
    shown = "may see its gaps" if kept.says.gaps else "are not shown its gaps"
    lines = [f"{one_line(kept.says.name)} begins with {kept.says.first}; those on “{one_line(channel)}” {shown}."]
    said = {"series": kept.says.name, "first": kept.says.first, "gaps": kept.says.gaps, "channel": channel}
    return Answer(lines, {**value(kept), **said})
