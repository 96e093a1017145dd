"""draft: letters before they are letters, passage by passage, on our own side; sealed once."""

import argparse
from typing import TYPE_CHECKING, Any

from backchannel.cli import output
from backchannel.cli.columns import clipped
from backchannel.cli.letter import plan_lines, plan_value
from backchannel.cli.output import Answer, Progress, one_line, table
from backchannel.cli.parsing import Parser, Subparsers, add_command, add_group, add_yes, date

if TYPE_CHECKING:
    from backchannel.desk.drafting import Said
    from backchannel.desk.drafts import Listed
    from backchannel.planning.board import Kept
    from backchannel.planning.drafts import Drafted, DraftPassage

_KEPT = """\
A draft is kept on your own ledger; with --onto on a channel of our own party, whose members write it with you. Each of
them must be able to read the letter that it answers, and be on the channel that it is for."""
_HEAD = ("kind", "heading", "number", "place", "subject", "classification", "caption", "language")
_WORDS = 200


def add_commands(commands: Subparsers) -> None:
    """Add the commands of this module."""
    draft = add_group(commands, "draft", "backchannel draft list --desk ilse")
    new = add_command(
        draft,
        "new",
        _new,
        "backchannel draft new --answers 'The strait line/reik-4' --file answer.md --desk ilse",
        text="begin a draft, from a file if there is one",
        more=_KEPT,
    )
    new.add_argument(
        "name", metavar="NAME", nargs="?", default="", help="what we call it (default: after what it answers)"
    )
    new.add_argument("--channel", metavar="CHANNEL", default="", help="on which channel it is to be sealed")
    new.add_argument("--answers", metavar="LETTER", default="", help="the letter that it answers, by its address")
    new.add_argument("--onto", metavar="CHANNEL", default="", help="a channel of our own side on which it is shared")
    new.add_argument(
        "--file", metavar="FILE", default="", help="Word, Markdown or text whose paragraphs it begins with"
    )
    add_command(draft, "list", _list, "backchannel draft list --desk ilse", text="list the drafts of this desk")
    _with_draft(draft, "show", _show, 'backchannel draft show "Answer to reik-4"', "show a draft, passage by passage")
    _add_head(draft)
    put = _with_draft(
        draft, "put", _put, 'backchannel draft put "Answer to reik-4" "We agree to it." --answers 3', "write a passage",
        more="Without --passage or --after it stands at the end; a blank line divides a new one into several.",
    )  # fmt: skip
    put.add_argument("text", metavar="TEXT", help="its text")
    put.add_argument("--passage", metavar="N", default="", help="the passage in whose place it stands")
    put.add_argument("--after", metavar="N", default="", help="the passage after which it stands; 'first': before all")
    put.add_argument(
        "--role", metavar="ROLE", help="paragraph, heading, item, quotation, salutation, closing, signature"
    )
    put.add_argument("--answers", metavar="N", type=int, nargs="+", help="the passages of theirs that it answers")
    put.add_argument("--mark", metavar="MARK", help="what it is to our position: proposal:ISSUE, position, exploration")
    put.add_argument("--settle", action="store_true", help="put it in place of texts that were saved apart")
    move = _with_passage(draft, "move", _move, 'backchannel draft move "Answer to reik-4" 3 --up', "move a passage")
    way = move.add_mutually_exclusive_group(required=True)
    way.add_argument("--up", action="store_true", help="before the one above it")
    way.add_argument("--down", action="store_true", help="after the one below it")
    _with_passage(draft, "remove", _remove, 'backchannel draft remove "Answer to reik-4" 3', "take a passage out")
    _with_passage(
        draft, "restore", _restore, 'backchannel draft restore "Answer to reik-4" 9a1e77b0', "put a passage back"
    )
    take = _with_draft(
        draft, "take", _take, 'backchannel draft take "Answer to reik-4" answer.docx', "take a file as the draft",
        more="What is the same in the file stays as it is, with its marks; what goes can be put back.",
    )  # fmt: skip
    take.add_argument("file", metavar="FILE", help="Word, Markdown or text")
    take.add_argument("--append", action="store_true", help="put it after what is there")
    give = _with_draft(
        draft,
        "give",
        _give,
        'backchannel draft give "Answer to reik-4" --out answer.docx',
        "write the draft to a file outside the vault, by its name Word (.docx) or Markdown (.md)",
    )
    give.add_argument("--out", metavar="FILE", required=True, help="the new file")
    discard = _with_draft(
        draft, "discard", _discard, 'backchannel draft discard "Answer to reik-4"', "close a draft without sealing it"
    )
    discard.add_argument("--why", metavar="TEXT", default="", help="why")
    _with_draft(
        draft, "resume", _resume, 'backchannel draft resume "Answer to reik-4"', "take up a discarded draft again"
    )
    seal = _with_draft(
        draft,
        "seal",
        _seal,
        'backchannel draft seal "Answer to reik-4" --enclose map.png --desk ilse',
        "seal a draft as a letter, once",
        more="What is sealed, and for whom, is shown first.",
    )
    seal.add_argument("--enclose", metavar="FILE", action="append", default=[], help="an enclosure; may be repeated")
    seal.add_argument(
        "--mark",
        metavar="FILE=MARK",
        action="append",
        default=[],
        help="what an enclosure is, such as map.png=position",
    )
    seal.add_argument("--dry-run", action="store_true", help="only show what would be sealed, and for whom")
    add_yes(seal)


def _add_head(draft: Subparsers) -> None:
    head = _with_draft(
        draft,
        "head",
        _head,
        'backchannel draft head "Answer to reik-4" --subject "The lamp" --to "Tomas Reik" --desk ilse',
        "say what a draft is to be, and for whom",
        more="What is left out stays as it is; '' takes a word of the head away.",
    )
    head.add_argument("--name", metavar="NAME", help="what we call the draft")
    head.add_argument("--channel", metavar="CHANNEL", help="on which channel it is to be sealed")
    head.add_argument("--series", metavar="SERIES", help="give it the next number of this series of ours when sealed")
    head.add_argument("--to", metavar="NAME", action="append", help="a reader; may be repeated ('': the principals)")
    for name in _HEAD:
        head.add_argument(f"--{name}", metavar="TEXT", help=f"its {name}")
    head.add_argument("--date", metavar="DATE", type=date, help="its date")
    head.add_argument("--sender", metavar="NAME", action="append", help="from whom it says it is; may be repeated")
    head.add_argument("--addressee", metavar="NAME", action="append", help="to whom it says it is; may be repeated")


def _with_draft(draft: Subparsers, name: str, run: Any, example: str, text: str, *, more: str = "") -> Parser:
    parser = add_command(draft, name, run, example, text=text, more=more)
    parser.add_argument("draft", metavar="DRAFT", help="the draft by its name or number")
    return parser


def _with_passage(draft: Subparsers, name: str, run: Any, example: str, text: str) -> Parser:
    parser = _with_draft(draft, name, run, example, text)
    parser.add_argument("passage", metavar="N", help="the passage by its place, or by its number")
    return parser


def _new(args: argparse.Namespace) -> Answer:
    from pathlib import Path

    from backchannel.cli.desk_option import open_desk
    from backchannel.desk import draft_files, drafting, drafts, reading

    path = Path(args.file) if args.file else None
    data = reading.content(path) if path is not None else b""
    with open_desk(args) as desk:
        made = drafting.new(desk, args.name, channel=args.channel, answers=args.answers, onto=args.onto)
        told: tuple[str, ...] = ()
        if path is not None:
            told = draft_files.take(desk, made.id.hex(), path.name, data).told
        listed = drafts.show(desk, made.id.hex())
    return Answer([*_lines(listed), *(f"Of the file: {line}" for line in told)], _value(listed))


def _list(args: argparse.Namespace) -> Answer:
    from backchannel.cli.desk_option import open_desk
    from backchannel.desk import drafts

    with open_desk(args) as desk:
        found = drafts.every(desk)
    rows = [
        (
            one.draft.id.hex()[:8],
            one.draft.kept.says.name,
            one.draft.kept.ended.how if one.draft.kept.ended else "open",
            one.channel.name if one.channel else "",
            one.answers,
            str(len(one.draft.passages)),
            one.draft.saved[:16].replace("T", " "),
            "you" if one.own else one.onto.name,
        )
        for one in found
    ]
    head = ("number", "draft", "", "for", "answers", "passages", "saved", "read by")
    lines = table(head, rows) or ["No drafts; begin one with 'backchannel draft new'."]
    return Answer(lines, [_value(one) for one in found])


def _show(args: argparse.Namespace) -> Answer:
    return _shown(args, None)


def _shown(args: argparse.Namespace, said: str | None) -> Answer:
    from backchannel.cli.desk_option import open_desk
    from backchannel.desk import drafts

    with open_desk(args) as desk:
        listed = drafts.show(desk, args.draft)
    return Answer([said] if said else list(_lines(listed)), _value(listed))


def _head(args: argparse.Namespace) -> Answer:
    from dataclasses import replace

    from backchannel.cli.desk_option import open_desk
    from backchannel.desk import drafting, drafts

    with open_desk(args) as desk:
        head = drafts.show(desk, args.draft).draft.kept.says.head
        given: dict[str, Any] = {name: getattr(args, name) for name in _HEAD if getattr(args, name) is not None}
        if args.date is not None:
            given["date"] = args.date
        for name, names in (("senders", args.sender), ("addressees", args.addressee)):
            if names is not None:
                given[name] = tuple(one for one in names if one)
        readers = None if args.to is None else [one for one in args.to if one]
        made = drafting.set_head(
            desk,
            args.draft,
            head=replace(head, **given),
            name=args.name,
            channel=args.channel,
            series=args.series,
            readers=readers,
        )
        listed = drafts.show(desk, made.id.hex())
    return Answer(list(_lines(listed)), _value(listed))


def _put(args: argparse.Namespace) -> Answer:
    from backchannel.cli.desk_option import open_desk
    from backchannel.desk import drafting, drafts
    from backchannel.errors import UsageError

    if args.passage and args.after:
        raise UsageError("A passage stands in place of another or after one; say --passage or --after.")
    with open_desk(args) as desk:
        if not args.passage:
            drafting.insert(desk, args.draft, args.text, _said(args, None), after=args.after)
        else:
            kept = _found(drafts.show(desk, args.draft).draft, args.passage)
            seen = tuple(act.id for act in kept.thing.statements) if args.settle and kept is not None else None
            drafting.put(desk, args.draft, args.passage, args.text, _said(args, kept), seen=seen)
    return _shown(args, "Saved.")


def _said(args: argparse.Namespace, kept: "Kept[DraftPassage] | None") -> "Said | None":
    """Give what the options say of a passage; what they leave out is as it was."""
    from backchannel.desk.drafting import Said
    from backchannel.errors import UsageError
    from backchannel.planning.consultation.marks import Mark
    from backchannel.planning.drafts import Role

    if args.role is None and args.answers is None and args.mark is None:
        return None
    before = Said(kept.says.role, kept.says.answers, kept.says.mark, kept.says.issue) if kept is not None else Said()
    word, _, issue = (args.mark or "").partition(":")
    try:
        role = Role(args.role) if args.role is not None else before.role
        mark = before.mark if args.mark is None else Mark(word) if word else None
    except ValueError as error:
        raise UsageError(f"{error}; roles are {', '.join(Role)}, marks {', '.join(Mark)}.") from None
    answers = before.answers if args.answers is None else tuple(args.answers)
    return Said(role, answers, mark, before.issue if args.mark is None else issue)


def _found(draft: "Drafted", passage: str) -> "Kept[DraftPassage] | None":
    for number, one in enumerate(draft.passages, 1):
        if passage == str(number) or (len(passage) >= 6 and one.id.hex().startswith(passage)):
            return one
    return None


def _move(args: argparse.Namespace) -> Answer:
    from backchannel.cli.desk_option import open_desk
    from backchannel.desk import drafting

    with open_desk(args) as desk:
        drafting.move(desk, args.draft, args.passage, up=args.up)
    return _show(args)


def _remove(args: argparse.Namespace) -> Answer:
    from backchannel.cli.desk_option import open_desk
    from backchannel.desk import drafting

    with open_desk(args) as desk:
        kept = drafting.remove(desk, args.draft, args.passage)
    number = kept.id.hex()[:8]
    return _shown(args, f"Taken out; put it back with: backchannel draft restore DRAFT {number}")


def _restore(args: argparse.Namespace) -> Answer:
    from backchannel.cli.desk_option import open_desk
    from backchannel.desk import drafting

    with open_desk(args) as desk:
        drafting.put_back(desk, args.draft, args.passage)
    return _show(args)


def _take(args: argparse.Namespace) -> Answer:
    from pathlib import Path

    from backchannel.cli.desk_option import open_desk
    from backchannel.desk import draft_files, drafts, reading

    path = Path(args.file)
    data = reading.content(path)
    with open_desk(args) as desk:
        taken = draft_files.take(desk, args.draft, path.name, data, instead=not args.append)
        listed = drafts.show(desk, args.draft)
    lines = [
        f"Taken: {taken.same} passages as they were, {taken.changed} changed, {taken.new} new, {taken.removed} gone.",
        *taken.told,
    ]
    return Answer(lines, {**_value(listed), "told": list(taken.told)})


def _give(args: argparse.Namespace) -> Answer:
    from pathlib import Path

    from backchannel.cli.desk_option import open_desk
    from backchannel.cli.files import write_file
    from backchannel.desk import draft_files

    with open_desk(args) as desk:
        given = draft_files.give(desk, args.draft, Path(args.out).suffix.removeprefix(".").casefold())
    write_file(args.out, given.data, "draft")
    return Answer([f"Written to {one_line(args.out)}, outside the vault."], {"file": args.out})


def _discard(args: argparse.Namespace) -> Answer:
    from backchannel.cli.desk_option import open_desk
    from backchannel.desk import drafting

    with open_desk(args) as desk:
        made = drafting.discard(desk, args.draft, args.why)
    name = one_line(made.kept.says.name)
    return Answer(
        [f"“{name}” is discarded; it can be taken up again."], {"id": made.id.hex(), "name": made.kept.says.name}
    )


def _resume(args: argparse.Namespace) -> Answer:
    from backchannel.cli.desk_option import open_desk
    from backchannel.desk import drafting

    with open_desk(args) as desk:
        drafting.take_up(desk, args.draft)
    return _show(args)


def _seal(args: argparse.Namespace) -> Answer:
    from pathlib import Path

    from backchannel.cli.desk_option import open_desk
    from backchannel.cli.telling import route_value, travel_lines
    from backchannel.desk import draft_sealing
    from backchannel.errors import UsageError

    files = [Path(name) for name in args.enclose]
    for path in files:
        if not path.is_file():
            raise UsageError(f"There is no file {path} to enclose; name another.")
    with open_desk(args) as desk:
        planned = draft_sealing.planned(desk, args.draft, files, args.mark)
        lines = plan_lines(planned.plan)
        if args.dry_run:
            return Answer([*lines, "Nothing was written."], plan_value(planned.plan))
        if not args.yes and not output.agreed(args, lines, "Seal this letter and lay it out?"):
            return output.NOT_DONE
        with Progress("sealing"):
            letter = draft_sealing.seal(desk, args.draft, planned.shown, files, args.mark)
    told = [
        f"Written: {letter.reference} on “{one_line(letter.channel)}”; the draft is closed.",
        *travel_lines(planned.ways),
    ]
    value = {"reference": letter.reference, **plan_value(planned.plan)}
    return Answer(told, {**value, "travels": [route_value(way) for way in planned.ways]})


def _lines(listed: "Listed") -> list[str]:
    draft, says = listed.draft, listed.draft.kept.says
    ended = f", {draft.kept.ended.how}" if draft.kept.ended else ""
    lines = [f"“{one_line(says.name)}” ({draft.id.hex()[:8]}){ended}"]
    lines += [f"For:      {one_line(listed.channel.name)}"] if listed.channel else []
    lines += [f"Answers:  {one_line(listed.answers)}"] if listed.answers else []
    lines += [f"Read by:  {'you' if listed.own else f'the members of {one_line(listed.onto.name)}'}"]
    lines += [f"Saved:    {draft.saved[:16].replace('T', ' ')}"]
    for name in (*_HEAD, "date"):
        said = getattr(says.head, name)
        if said and (name, said) != ("kind", "letter"):
            lines.append(f"{f'{name.capitalize()}:':<15} {one_line(str(said))}")
    if draft.kept.is_disputed:
        lines.append("ATTENTION: its head was saved twice apart; give it anew with 'backchannel draft head'.")
    for number, one in enumerate(draft.passages, 1):
        lines += ["", f"[{number}] {_of(one)}", *one.says.text.split("\n")]
        for other, act in one.beside:
            how = "taken out" if act.ended else f"“{clipped(other.text, _WORDS)}”"
            lines.append(f"  saved apart, by {one_line(act.writer.person)}: {how}; settle it with put --settle")
    for one in draft.removed:
        lines += ["", f"taken out ({one.id.hex()[:8]}): {clipped(one.says.text, _WORDS)}"]
    return lines


def _of(one: "Kept[DraftPassage]") -> str:
    said = [str(one.says.role)]
    said += [f"{one.says.mark}{f' on {one_line(one.says.issue)}' if one.says.issue else ''}"] if one.says.mark else []
    said += [f"answers {', '.join(map(str, one.says.answers))}"] if one.says.answers else []
    return "; ".join(said)


def _value(listed: "Listed") -> dict[str, Any]:
    draft, says = listed.draft, listed.draft.kept.says
    return {
        "id": draft.id.hex(),
        "name": says.name,
        "ended": draft.kept.ended.how if draft.kept.ended else None,
        "letter": says.letter or None,
        "channel": listed.channel.name if listed.channel else None,
        "answers": listed.answers or None,
        "onto": listed.onto.name,
        "saved": draft.saved,
        "head": {name: str(said) for name in (*_HEAD, "date") if (said := getattr(says.head, name))},
        "series": says.series or None,
        "readers": list(says.readers),
        "passages": [_passage_value(one) for one in draft.passages],
        "removed": [_passage_value(one) for one in draft.removed],
    }


def _passage_value(one: "Kept[DraftPassage]") -> dict[str, Any]:
    return {
        "id": one.id.hex(),
        "text": one.says.text,
        "role": str(one.says.role),
        "answers": list(one.says.answers),
        "mark": str(one.says.mark) if one.says.mark else None,
        "issue": one.says.issue or None,
        "saved": one.act.time,
        "beside": [
            {"text": other.text, "by": act.writer.person, "taken_out": bool(act.ended)} for other, act in one.beside
        ],
    }
