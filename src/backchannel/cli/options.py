"""options: alternatives side by side under the same headings, with comments, views, and the decision."""

import argparse
from collections.abc import Iterator, Sequence
from itertools import zip_longest
from pathlib import Path
from typing import TYPE_CHECKING, Any

from backchannel.cli import deciding, planning
from backchannel.cli.columns import room, wrapped
from backchannel.cli.output import Answer, one_line, table, width_of
from backchannel.cli.parsing import Parser, Subparsers, add_command, add_group
from backchannel.errors import UsageError

if TYPE_CHECKING:
    from backchannel.planning.options import Comparison

_MORE = """\
A decision is a principal's, or of whom a principal named for it in the tasking; anybody else's has no effect, at any
desk. What a principal thinks before ('options view') decides nothing. What was not taken stays as it is."""
_NARROWEST = 22
"""Columns of a terminal that an option needs at least; options beyond those that fit are shown below."""


def add_commands(commands: Subparsers) -> None:
    """Add the commands of this module."""
    options = add_group(commands, "options", 'backchannel options compare "Winter passage" --desk ilse')
    new = add_command(
        options,
        "new",
        _new,
        'backchannel options new "Winter passage" --heading Cost --heading Risk --desk ilse',
        text="open a set of options under headings",
    )
    new.add_argument("set", metavar="SET", help="what the set is called")
    new.add_argument("--heading", metavar="TEXT", action="append", default=[], help="a heading (may be repeated)")
    new.add_argument("--about", metavar="TEXT", default="", help="what the options answer")
    new.add_argument("--tasking", metavar="TASKING", default="", help="for which tasking (see 'paper')")
    planning.add_onto(new)
    heading = add_command(
        options,
        "heading",
        _heading,
        'backchannel options heading "Winter passage" "How it looks abroad" --desk ilse',
        text="add a heading for all options of a set",
    )
    heading.add_argument("set", metavar="SET", help="the set")
    heading.add_argument("heading", metavar="HEADING", help="the heading")
    add = add_command(
        options,
        "add",
        _add,
        'backchannel options add "Winter passage" "Four ferries a day" --says Cost "One icebreaker" --desk ilse',
        text="add an option to a set",
    )
    add.add_argument("set", metavar="SET", help="the set")
    add.add_argument("title", metavar="TITLE", help="what the option is called")
    add.add_argument("--as", dest="name", metavar="LETTER", default="", help="its letter (default: the next)")
    planning.add_rests(add)
    put = add_command(
        options,
        "put",
        _put,
        'backchannel options put "Winter passage" A --says Risk "Ostrava asks for six" --desk greta',
        text="word an option anew under some of the headings",
    )
    put.add_argument("--title", metavar="TEXT", default="", help="another title")
    for parser in (add, put):
        parser.add_argument(
            "--says",
            nargs=2,
            metavar=("HEADING", "TEXT"),
            action="append",
            default=[],
            help="what it says under a heading (may be repeated)",
        )
    drop = add_command(
        options,
        "drop",
        _drop,
        'backchannel options drop "Winter passage" C --why "Nobody in the cabinet would have it" --desk greta',
        text="drop an option; it stays in the record with the reason",
    )
    drop.add_argument("--why", metavar="TEXT", required=True, help="why it is not followed any further")
    take = add_command(
        options,
        "take-up",
        _take_up,
        'backchannel options take-up "Winter passage" C --desk greta',
        text="take up an option again that was dropped",
    )
    view = add_command(
        options,
        "view",
        _view,
        'backchannel options view "Winter passage" "I lean to the pilots." --desk ilse',
        text="say as a principal what you think so far; it decides nothing",
    )
    view.add_argument("set", metavar="SET", help="the set")
    view.add_argument("text", metavar="TEXT", help="the view")
    decide = add_command(
        options,
        "decide",
        _decide,
        'backchannel options decide "Winter passage" B --why "The pilots know the strait" --desk ilse',
        text="decide for one of the options",
        more=_MORE,
    )
    for parser in (put, drop, take, decide):
        parser.add_argument("set", metavar="SET", help="the set")
        parser.add_argument("option", metavar="OPTION", help="the option, by its letter or number")
    deciding.add_decision(decide)
    for parser in (heading, put, drop, take):
        planning.add_settle(parser)
    every = _add_reading(options)
    for parser in (new, heading, add, put, drop, take, view, decide, *every):
        planning.add_case(parser)


def _add_reading(options: Subparsers) -> Sequence[Parser]:
    compare = add_command(
        options,
        "compare",
        _compare,
        'backchannel options compare "Winter passage" --docx options.docx --desk ilse',
        text="lay the options of a set side by side, here or as one table in a file",
        more="Comments stand below what they are on; what an option does not say is shown as missing.",
    )
    compare.add_argument("set", metavar="SET", help="the set")
    compare.add_argument("--docx", metavar="FILE", help="write one table as a Word file")
    compare.add_argument("--html", metavar="FILE", help="write a page to be printed")
    compare.add_argument("--force", action="store_true", help="write over a file that is there")
    listing = add_command(
        options,
        "list",
        _list,
        "backchannel options list --desk ilse",
        text="list the sets of options of a case, and what is missing or to be settled in them",
        more="Comments are shown by 'options compare'. Exit code 1: something is missing, or to be settled.",
    )
    return compare, listing


def _new(args: argparse.Namespace) -> Answer:
    from backchannel.cli.desk_option import open_desk
    from backchannel.desk.planning import options

    with open_desk(args) as desk:
        found = options.new(
            desk, args.set, args.heading, args.about, tasking=args.tasking, case=args.case, onto=args.onto
        )
    headings = ", ".join(one_line(heading) for heading in found.headings)
    return Answer([f"Options “{one_line(found.set.says.name)}”, under: {headings}."], _value(found))


def _heading(args: argparse.Namespace) -> Answer:
    from backchannel.cli.desk_option import open_desk
    from backchannel.desk.planning import options

    with open_desk(args) as desk:
        found = options.add_heading(desk, args.set, args.heading, case=args.case, settle=args.settle)
    headings = ", ".join(one_line(heading) for heading in found.headings)
    return Answer([f"Options “{one_line(found.set.says.name)}”, under: {headings}."], _value(found))


def _add(args: argparse.Namespace) -> Answer:
    from backchannel.cli.desk_option import open_desk
    from backchannel.desk.planning import options

    with open_desk(args) as desk:
        options.add(desk, args.set, args.title, _says(args), name=args.name, rests=args.rests, case=args.case)
        found = options.compare(desk, args.set, args.case)
    return Answer([f"Option {one_line(found.columns[-1].name)}.", *_missing(found)], _value(found))


def _put(args: argparse.Namespace) -> Answer:
    from backchannel.cli.desk_option import open_desk
    from backchannel.desk.planning import options

    if not args.says and not args.title and not args.settle:
        raise UsageError("Say what is worded anew, with --says HEADING TEXT or --title.")
    with open_desk(args) as desk:
        kept = options.put(
            desk, args.set, args.option, _says(args), title=args.title, case=args.case, settle=args.settle
        )
        found = options.compare(desk, args.set, args.case)
    return Answer([f"Option {one_line(kept.says.name)} is worded anew.", *_missing(found)], _value(found))


def _drop(args: argparse.Namespace) -> Answer:
    from backchannel.cli.desk_option import open_desk
    from backchannel.desk.planning import options

    with open_desk(args) as desk:
        kept = options.drop(desk, args.set, args.option, args.why, case=args.case, settle=args.settle)
        found = options.compare(desk, args.set, args.case)
    return Answer([f"Option {one_line(kept.says.name)} is dropped; it stays with the reason."], _value(found))


def _take_up(args: argparse.Namespace) -> Answer:
    from backchannel.cli.desk_option import open_desk
    from backchannel.desk.planning import options

    with open_desk(args) as desk:
        kept = options.take_up(desk, args.set, args.option, case=args.case, settle=args.settle)
        found = options.compare(desk, args.set, args.case)
    return Answer([f"Option {one_line(kept.says.name)} is taken up again."], _value(found))


def _view(args: argparse.Namespace) -> Answer:
    from backchannel.cli.desk_option import open_desk
    from backchannel.desk.planning import options

    with open_desk(args) as desk:
        kept = options.view(desk, args.set, args.text, case=args.case)
    return Answer(["The view stands; it decides nothing."], {**planning.value(kept), "text": kept.says.text})


def _decide(args: argparse.Namespace) -> Answer:
    from backchannel.cli.desk_option import open_desk
    from backchannel.desk.planning import options

    with open_desk(args) as desk:
        kept = options.decide(desk, args.set, args.option, args.why, anew=args.anew, case=args.case)
        found = options.compare(desk, args.set, args.case)
    others = [one_line(column.option.says.name) for column in found.columns if column.option.id not in found.taken]
    left = f" {', '.join(others)} {'stays' if len(others) == 1 else 'stay'} as written." if others else ""
    return Answer([f"Decided: {one_line(kept.says.what)}.{left}"], _value(found))


def _compare(args: argparse.Namespace) -> Answer:
    from backchannel.cli.desk_option import open_desk
    from backchannel.desk.planning import options

    with open_desk(args) as desk:
        found = options.compare(desk, args.set, args.case)
    written = list(_written(args, found))
    return Answer(written or list(_lines(found)), {**_value(found), "files": [str(p) for p in _files(args)]})


def _list(args: argparse.Namespace) -> Answer:
    from backchannel.cli.desk_option import open_desk
    from backchannel.desk.planning import options

    with open_desk(args) as desk:
        found = options.every(desk, args.case)
    rows = []
    for one in found:
        taken = ", ".join(c.option.says.name for c in one.columns if c.option.id in one.taken)
        letters = ", ".join(c.option.says.name + (" (dropped)" if c.dropped else "") for c in one.columns)
        rows.append((planning.number(one.set), one.set.says.name, letters, taken or "open"))
    lines = table(("", "set", "options", "decided"), rows) or ["There are no options in this case yet."]
    unsettled = [f"“{one_line(one.set.says.name)}”: {one_line(what)}." for one in found for what in one.unsettled]
    values = [{name: said for name, said in _value(one).items() if name != "comments"} for one in found]
    for value in values:
        value["options"] = [{n: said for n, said in one.items() if n != "comments"} for one in value["options"]]
    return Answer([*lines, *unsettled], values, 1 if unsettled else 0)


def _says(args: argparse.Namespace) -> dict[str, str]:
    says = dict(args.says)
    if len(says) != len(args.says):
        raise UsageError("A heading is given twice with --says; give each its one text.")
    return says


def _files(args: argparse.Namespace) -> list[Path]:
    return [Path(name) for name in (args.docx, args.html) if name]


def _written(args: argparse.Namespace, found: "Comparison") -> Iterator[str]:
    if not _files(args):
        return
    from backchannel.desk.outfile import put
    from backchannel.planning.options_sheet import sheet
    from backchannel.record.writers import html, word

    made = sheet(found)
    for name, data in ((args.docx, word.write), (args.html, html.write)):
        if name:
            put(Path(name), data(made), overwrite=args.force)
            yield f"{one_line(name)} is written: {len(found.columns)} options under {len(found.headings)} headings."


def _missing(found: "Comparison") -> Iterator[str]:
    for what in found.unsettled:
        yield f"  still: {one_line(what)}."


def _lines(found: "Comparison") -> Iterator[str]:
    from backchannel.cli.resting import without_effect

    says = found.set.says
    yield f"{one_line(says.name)}  ({planning.number(found.set)})"
    if says.about:
        yield f"  {one_line(says.about)}"
    yield from planning.disputed(found.set)
    yield from deciding.view_lines(found.views)
    yield from deciding.comment_lines(found.comments)
    yield from deciding.decided_lines(found.decided)
    yield from without_effect(found.without_effect)
    at_once = max(1, (room() - 2) // (_NARROWEST + 3))
    for first in range(0, len(found.columns), at_once):
        yield ""
        yield from _side_by_side(found, range(first, min(first + at_once, len(found.columns))))
    if found.unsettled:
        yield ""
    for what in found.unsettled:
        yield f"To settle: {one_line(what)}."


def _side_by_side(found: "Comparison", places: range) -> Iterator[str]:
    from backchannel.planning.options_sheet import cell, rest_of, standing

    columns = [found.columns[at] for at in places]
    width = (room() - 2 - 3 * (len(columns) - 1)) // len(columns)
    rule = "  " + "-+-".join("-" * width for _ in columns)
    yield from _row([[column.name] for column in columns], width)
    yield from _row([[standing(found, column)] for column in columns], width)
    for at, heading in enumerate(found.headings):
        yield rule
        yield f"  [{one_line(heading)}]"
        yield from _row([list(cell(column, at, heading)) for column in columns], width)
    rest = [list(rest_of(column, found.headings)) for column in columns]
    if any(rest):
        yield rule
        yield "  [Comments]"
        yield from _row(rest, width)
    for column in columns:
        for one in column.without_effect:
            yield f"  {one_line(column.name)}: an act by {one_line(one.act.writer.person)} has no effect: {one.rule}"


def _row(cells: Sequence[Sequence[str]], width: int) -> Iterator[str]:
    made = [[line for text in texts for line in wrapped(text, width)] for texts in cells]
    for pieces in zip_longest(*made, fillvalue=""):
        yield "  " + " | ".join(piece + " " * (width - width_of(piece)) for piece in pieces).rstrip()


def _value(found: "Comparison") -> dict[str, Any]:
    from backchannel.cli.resting import without_values

    return {
        **planning.value(found.set),
        "name": found.set.says.name,
        "about": found.set.says.about or None,
        "headings": list(found.headings),
        "options": [
            {
                **planning.value(column.option),
                "letter": column.option.says.name,
                "title": column.option.says.title,
                "says": {
                    heading: [{"text": w.text, "by": w.act.writer.person} for w in cell]
                    for heading, cell in zip(found.headings, column.cells, strict=True)
                },
                "missing": list(column.missing(found.headings)),
                "dropped": column.dropped.why if column.dropped else None,
                "taken": column.option.id in found.taken,
                "comments": deciding.comment_values(column.comments),
                "without_effect": without_values(column.without_effect),
            }
            for column in found.columns
        ],
        "comments": deciding.comment_values(found.comments),
        "views": deciding.view_values(found.views),
        "decided": deciding.decided_values(found.decided),
        "disputed": found.decided.is_disputed,
        "without_effect": without_values(found.without_effect),
        "unsettled": list(found.unsettled),
    }
