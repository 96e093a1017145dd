"""letter: written, read, acknowledged, opened further, shared, laid on many channels."""

import argparse
from typing import TYPE_CHECKING, Any

from backchannel.cli import letter_series, output, planning
from backchannel.cli.output import Answer, Progress, one_line, table
from backchannel.cli.parsing import Parser, Subparsers, add_channel, add_command, add_group, add_yes

if TYPE_CHECKING:
    from backchannel.desk.letters import Letter, Plan
    from backchannel.record.document import Document

_HIDDEN = "let a letter pass that holds characters nobody can see; it is marked as such"


def add_commands(commands: Subparsers) -> None:
    """Add the commands of this module."""
    letter = add_group(commands, "letter", "backchannel letter write proposal.md --desk ilse")
    _add_write(letter)
    lay = add_command(
        letter,
        "lay",
        _lay,
        'backchannel letter lay circular.md --on "Post Aldeby" --on "Post Tarn"',
        text="lay one letter on many channels, hub and post; no post learns of another",
    )
    lay.add_argument("file", metavar="FILE", help="Markdown or plain text")
    lay.add_argument("--on", metavar="CHANNEL", action="append", default=[], help="a channel; may be repeated")
    planning.add_marks(lay)
    lay.add_argument("--all-posts", metavar="GLOB", help="all open channels whose name fits, such as 'Post *'")
    lay.add_argument("--allow-hidden", action="store_true", help=_HIDDEN)
    add_yes(lay)

    listed = add_command(
        letter, "list", _list, "backchannel letter list --desk ilse", text="list the letters of a channel"
    )
    add_channel(listed)

    _with_reference(
        letter, "show", _show, "backchannel letter show reik-4 --desk ilse", "show a letter and note that you read it"
    )
    ack = _with_reference(
        letter,
        "ack",
        _ack,
        'backchannel letter ack reik-4 --note "The answer follows on Friday"',
        "acknowledge a letter: its author sees that it came",
    )
    ack.add_argument("--note", default="", metavar="TEXT", help="a word with it")
    opened = _with_reference(
        letter,
        "open",
        _open,
        'backchannel letter open maren-3 --to "Karl Oden" --why "He drafts the answer"',
        "open your own letter to a further reader",
    )
    opened.add_argument("--to", required=True, metavar="NAME", help="the further reader")
    opened.add_argument("--why", required=True, metavar="TEXT", help="the reason, which all its readers see")
    planning.add_marks(opened)
    share = _with_reference(
        letter,
        "share",
        _share,
        'backchannel letter share reik-4 --to "Karl Oden" --why "He knows the harbour"',
        "share another's letter as your own act",
    )
    share.add_argument("--to", required=True, metavar="NAME", action="append", help="a reader; may be repeated")
    share.add_argument("--why", required=True, metavar="TEXT", help="the reason, which its readers see")
    planning.add_marks(share)
    copy = _with_reference(
        letter,
        "copy",
        _copy,
        'backchannel letter copy reik-4 --out reik-4.md --why "For the minister\'s folder"',
        "copy a letter to a file outside the vault; who knows of it shows the copy",
    )
    copy.add_argument("--out", required=True, metavar="FILE", help="the new file, in Markdown")
    copy.add_argument("--why", required=True, metavar="TEXT", help="the reason, which is kept on your own ledger")
    enclosure = _with_reference(
        letter,
        "enclosure",
        _enclosure,
        "backchannel letter enclosure reik-4 map.png --out map.png",
        "write an enclosure to a file outside the vault; who knows of its letter shows it",
    )
    enclosure.add_argument("name", metavar="NAME", help="the enclosure's name, as 'letter show' gives it")
    enclosure.add_argument("--out", required=True, metavar="FILE", help="the new file")
    letter_series.add_gaps(letter, "letter")


def _add_write(letter: Subparsers) -> None:
    write = add_command(
        letter,
        "write",
        _write,
        'backchannel letter write proposal.md --to "Tomas Reik" --answers reik-4 --desk ilse',
        text="write a letter from a file of Markdown or plain text",
        more="Without --to it goes to the principals of every party. What is sealed, and for whom, is shown first.",
    )
    write.add_argument("file", metavar="FILE", help="Markdown (.md) or plain text")
    write.add_argument("--to", metavar="NAME", action="append", default=[], help="a reader; may be repeated")
    write.add_argument("--series", metavar="SERIES", help="give it the next number of this series of our side")
    write.add_argument("--answers", metavar="REF", default="", help="the letter that this one answers")
    write.add_argument("--enclose", metavar="FILE", action="append", default=[], help="an enclosure; may be repeated")
    planning.add_marks(write)
    write.add_argument("--dry-run", action="store_true", help="only show what would be sealed, and for whom")
    write.add_argument("--allow-hidden", action="store_true", help=_HIDDEN)
    add_channel(write)
    add_yes(write)


def _with_reference(letter: Subparsers, name: str, run: Any, example: str, text: str) -> Parser:
    parser = add_command(letter, name, run, example, text=text)
    parser.add_argument("reference", metavar="REF", help="the letter, such as reik-4")
    add_channel(parser)
    return parser


def _write(args: argparse.Namespace) -> Answer:
    from pathlib import Path

    from backchannel.cli.desk_option import channel_named, open_desk
    from backchannel.cli.telling import route_value, travel_lines
    from backchannel.cli.texts import read_letter
    from backchannel.desk import letters, series, travel
    from backchannel.errors import UsageError

    document, inferred = read_letter(args.file, allow_hidden=args.allow_hidden)
    files = [Path(name) for name in args.enclose]
    for path in files:
        if not path.is_file():
            raise UsageError(f"There is no file {path} to enclose; name another.")
    with open_desk(args) as desk:
        channel = channel_named(args, desk)
        wish: dict[str, Any] = {"readers": args.to, "answers": args.answers, "files": files, "marks": args.mark}
        with desk.vault.read() as db:
            if args.series is not None:
                document = series.numbered(series.Uses(db, desk), document, args.series)
            planned = letters.plan(db, desk, channel, document, **wish)[1]
        lines = [*plan_lines(planned), *(f"  Of the file: {line}" for line in inferred)]
        if args.dry_run:
            return Answer([*lines, "Nothing was written."], {**plan_value(planned), "inferred": inferred})
        if not args.yes and not output.agreed(args, lines, "Seal this letter and lay it out?"):
            return output.NOT_DONE
        names = [f"{m.party}/{m.name}" for m in planned.readers]
        if not any("/" in m.name for m in planned.readers):
            # Sealed for whom it was shown, even if the channel's readers have changed since.
            wish["readers"] = names
        with Progress("sealing"):
            letter = letters.write(desk, channel, document, **wish)
        ways = travel.routes(desk, channel)
    told = [
        f"Written: {letter.reference} on “{one_line(channel)}”.",
        *(line for line in plan_lines(planned)[1:] if not line.startswith("  Letter")),
        *travel_lines(ways),
    ]
    value = {"reference": letter.reference, **plan_value(planned), "travels": [route_value(w) for w in ways]}
    return Answer(told, {**value, "inferred": inferred})


def plan_lines(planned: "Plan") -> list[str]:
    """Give what will be sealed, and for whom, in lines."""
    from backchannel.cli.telling import members
    from backchannel.record.markings import limits

    document = planned.document
    title = document.heading or document.subject or document.passages[0].text[:60]
    lines = [
        f"On “{one_line(planned.channel)}”:",
        f"  Letter: {one_line(title)} ({len(document.passages)} passages)",
        f"  Readers: {members(planned.readers)}",
    ]
    if planned.others:
        lines.append(f"  See only that an entry with a number exists: {members(planned.others)}")
    lines += [f"  Number: {one_line(document.number)}"] if document.number else []
    if caption := limits(document):
        lines.append(f"  Caption: {one_line(caption)}: {one_line(planned.caption_rule)}")
    lines += [f"  Note: {one_line(remark)}" for remark in planned.remarks]
    lines += [f"  Enclosure: {one_line(name)} ({size:,} bytes)" for name, size in planned.enclosures]
    if planned.answers:
        lines.append(f"  Answers: {planned.answers}")
    return lines


def plan_value(planned: "Plan") -> dict[str, Any]:
    """Give what will be sealed, and for whom, as data."""
    return {
        "channel": planned.channel,
        "number": planned.document.number or "",
        "passages": len(planned.document.passages),
        "readers": [{"person": m.name, "party": m.party} for m in planned.readers],
        "see_only_the_number": [{"person": m.name, "party": m.party} for m in planned.others],
        "caption_rule": planned.caption_rule,
        "remarks": list(planned.remarks),
        "enclosures": [{"name": name, "bytes": size} for name, size in planned.enclosures],
        "answers": planned.answers,
    }


def _lay(args: argparse.Namespace) -> Answer:
    from fnmatch import fnmatchcase

    from backchannel.cli.desk_option import open_desk
    from backchannel.cli.texts import read_letter
    from backchannel.desk import channels, letters
    from backchannel.errors import UsageError

    document, inferred = read_letter(args.file, allow_hidden=args.allow_hidden)
    with open_desk(args) as desk:
        names = [channels.standing(desk, name).channel.name for name in args.on]
        if args.all_posts:
            names += [
                s.channel.name
                for s in channels.every_standing(desk)
                if s.channel.standing == "joined" and fnmatchcase(s.channel.name, args.all_posts)
            ]
        names = list(dict.fromkeys(names))
        if not names:
            raise UsageError("No channel was named, or none fits; name some with --on or --all-posts.")
        lines = [f"On {len(names)} channels, each sealed for itself:", *(f"  {one_line(n)}" for n in names), *inferred]
        if not args.yes and not output.agreed(args, lines, "Lay this letter on all of them?"):
            return output.NOT_DONE
        with Progress("sealing"):
            written = letters.write_to_many(desk, names, document, args.mark)
    return Answer(
        [
            *table(("written", "channel"), [(one.reference, one.channel) for one in written]),
            "It travels with the next 'backchannel sync', or with a pouch for each post.",
        ],
        [{"reference": one.reference, "channel": one.channel} for one in written],
    )


def _list(args: argparse.Namespace) -> Answer:
    from backchannel.cli.desk_option import channel_named, open_desk
    from backchannel.cli.telling import who
    from backchannel.desk import letters

    with open_desk(args) as desk:
        found = letters.every(desk, channel_named(args, desk))
    rows = [
        (
            one.reference,
            one.header.time[:16].replace("T", " "),
            who(one.author.name, one.author.party),
            _title(one),
            _remarks(one),
        )
        for one in found
    ]
    lines = table(("letter", "written (claimed)", "from", "heading", ""), rows)
    return Answer(
        lines or ["No letters yet; write one with 'backchannel letter write FILE'."],
        [_summary(one) for one in found],
    )


def _title(letter: "Letter") -> str:
    document = letter.document
    if document is None:
        return "(you cannot open it, or it was retired)" if not letter.readers else "(cannot be shown)"
    text = document.heading or document.subject or document.passages[0].text
    return text if len(text) <= 60 else text[:59] + "…"


def _remarks(letter: "Letter") -> str:
    parts = [f"answers {letter.answers}"] if letter.answers else []
    parts += [f"shares {letter.shared_from}"] if letter.shared_from else []
    parts += [letter.marked] if letter.marked else []
    parts += [f"refused: {letter.refusal}"] if letter.refusal else []
    return "; ".join(parts)


def _summary(letter: "Letter") -> dict[str, Any]:
    return {
        "reference": letter.reference,
        "channel": letter.channel,
        "time": letter.header.time,
        "author": letter.author.name,
        "party": letter.author.party,
        "opens": letter.document is not None,
        "answers": letter.answers,
        "shared_from": letter.shared_from,
        "reason": letter.reason,
        "standing": letter.standing,
        "refusal": letter.refusal,
        "first_read": letter.first_read,
        "marked": letter.marked,
        "heading": (letter.document.heading or "") if letter.document else "",
        "enclosures": [{"name": e.name, "bytes": e.length, "complete": e.complete} for e in letter.enclosures],
    }


def _show(args: argparse.Namespace) -> Answer:
    from backchannel.cli.desk_option import channel_named, open_desk
    from backchannel.cli.telling import members, who
    from backchannel.desk import channels, letters
    from backchannel.record.document import to_value
    from backchannel.record.markings import findings
    from backchannel.record.writers import text

    with open_desk(args) as desk:
        channel = channel_named(args, desk)
        letter = letters.show(desk, channel, args.reference)
        known = channels.standing(desk, channel).state.members
    readers = [known[r] for r in letter.readers if r in known]
    lines = [
        f"{letter.reference} on “{one_line(channel)}”, by {who(letter.author.name, letter.author.party)}",
        f"Written, by its author's clock: {letter.header.time}",
        f"Readers: {members(readers)}",
    ]
    lines += [f"Answers: {letter.answers}"] if letter.answers else []
    lines += [f"Shares {letter.shared_from}, because: {one_line(letter.reason)}"] if letter.shared_from else []
    lines += [f"ATTENTION: {one_line(letter.marked)}"] if letter.marked else []
    lines += [f"Refused: {one_line(letter.refusal)}"] if letter.refusal else []
    for one in letter.enclosures:
        lines.append(
            f"Enclosure: {one_line(one.name)} ({one.length:,} bytes{'' if one.complete else ', has not arrived whole'})"
        )
    if letter.document is not None:
        lines += [f"ATTENTION: {one_line(finding)}" for finding in findings(letter.document)]
        lines += ["", *text.write(letter.document, _width()).rstrip("\n").split("\n")]
    value = {
        **_summary(letter),
        "readers": [{"person": m.name, "party": m.party} for m in readers],
        "document": to_value(letter.document) if letter.document else None,
        "markings": _markings_value(letter.document) if letter.document else None,
    }
    return Answer(lines, value)


def _markings_value(document: "Document") -> dict[str, Any]:
    from backchannel.record import markings

    whole = markings.overall(document)
    return {
        "banner": markings.banner(document),
        "classification": whole.classification,
        "captions": list(whole.captions),
        "precedence": list(whole.precedence),
        "distribution": list(whole.distribution),
        "passages": [
            {"passage": one.passage, "printed": one.printed, "classification": one.classification}
            for one in markings.portions(document)
        ],
        "findings": list(markings.findings(document)),
    }


def _width() -> int:
    import shutil

    return max(40, min(100, shutil.get_terminal_size().columns))


def _ack(args: argparse.Namespace) -> Answer:
    from backchannel.desk import letters

    return _act(
        args,
        lambda desk, channel: letters.acknowledge(desk, channel, args.reference, args.note),
        f"Acknowledged: {args.reference}. Its author sees it with the next exchange; an answer is still owed.",
    )


def _open(args: argparse.Namespace) -> Answer:
    from backchannel.desk import letters

    return _act(
        args,
        lambda desk, channel: letters.open_to(desk, channel, args.reference, args.to, args.why, args.mark),
        f"Opened {args.reference} to {one_line(args.to)}, and no later letter; its other readers see that, and why.",
    )


def _act(args: argparse.Namespace, act: Any, told: str) -> Answer:
    from backchannel.cli.desk_option import channel_named, open_desk
    from backchannel.cli.telling import route_value, travel_lines
    from backchannel.desk import travel

    with open_desk(args) as desk:
        channel = channel_named(args, desk)
        act(desk, channel)
        ways = travel.routes(desk, channel)
    value = {"reference": args.reference, "channel": channel, "travels": [route_value(w) for w in ways]}
    return Answer([told, *travel_lines(ways)], value)


def _share(args: argparse.Namespace) -> Answer:
    from backchannel.cli.desk_option import channel_named, open_desk
    from backchannel.cli.telling import route_value, travel_lines
    from backchannel.desk import letters, travel

    with open_desk(args) as desk:
        channel = channel_named(args, desk)
        letter = letters.share(desk, channel, args.reference, args.to, args.why, args.mark)
        ways = travel.routes(desk, channel)
    return Answer(
        [
            f"Shared {args.reference} as {letter.reference}. Its readers are certain of you, not of its author.",
            *travel_lines(ways),
        ],
        {**_summary(letter), "travels": [route_value(w) for w in ways]},
    )


def _copy(args: argparse.Namespace) -> Answer:
    from pathlib import Path

    from backchannel.cli.desk_option import channel_named, open_desk
    from backchannel.desk import copying

    with open_desk(args) as desk:
        channel = channel_named(args, desk)
        size = copying.save_letter(desk, channel, args.reference, Path(args.out), args.why)
    return Answer(
        [
            f"Wrote {args.out} ({size:,} bytes). It lies outside the vault now, readable to whoever has the disk.",
            f"The copy is noted: backchannel knows {args.reference}",
        ],
        {"file": args.out, "bytes": size, "why": args.why},
    )


def _enclosure(args: argparse.Namespace) -> Answer:
    from pathlib import Path

    from backchannel.cli.desk_option import channel_named, open_desk
    from backchannel.desk import copying

    with open_desk(args) as desk, Progress("writing the enclosure"):
        channel = channel_named(args, desk)
        size = copying.save_enclosure(desk, channel, args.reference, args.name, Path(args.out))
    return Answer(
        [f"Wrote {args.out} ({size:,} bytes). It lies outside the vault now, readable to whoever has the disk."],
        {"file": args.out, "bytes": size},
    )
