"""pegs: exact quotations of the other side on which elements of our position hang, and what nobody has examined."""

import argparse
from typing import TYPE_CHECKING, Any

from backchannel.cli.output import Answer, one_line
from backchannel.cli.parsing import Subparsers, add_command, add_group
from backchannel.cli.planning import add_shared, others
from backchannel.cli.statements import add_limit, add_selection, selection, statement_lines, statement_value

if TYPE_CHECKING:
    from backchannel.desk.words.pegs import Element


def add_commands(commands: Subparsers) -> None:
    """Add the commands of this module."""
    pegs = add_group(commands, "pegs", 'backchannel pegs add "The strait line/vesmar-2/3:0-84" --element "free access"')
    add = add_command(
        pegs,
        "add",
        _add,
        'backchannel pegs add "The strait line/vesmar-2/3:0-84" --element "free access"',
        text="hang an element of your position on exact words of the other side",
        more="The element is made if there is none of that name. 'backchannel statements' gives addresses.",
    )
    add.add_argument("address", metavar="ADDRESS", help="a passage, or characters of one: ID/3:10-40")
    add.add_argument("--element", required=True, metavar="NAME", help="the element, such as “free access”")
    add.add_argument("--text", metavar="WORDS", help="what it says, if you like")
    add_shared(add)
    listing = add_command(
        pegs,
        "list",
        _list,
        "backchannel pegs list",
        text="list the elements of your position with their pegs, the most authoritative first",
        more="First a principal's letters, then other letters, talks, what is quoted of somebody and what is reported "
        "of him;\namong equals the newest first. Exit code 1: the words of a peg have changed since.",
    )
    listing.add_argument("element", metavar="ELEMENT", nargs="?", default="", help="this element alone")
    remove = add_command(
        pegs,
        "remove",
        _remove,
        'backchannel pegs remove "The strait line/vesmar-2/3:0-84" --element "free access"',
        text="take an element down from words, or with --element alone forget it with all its pegs",
    )
    remove.add_argument("address", metavar="ADDRESS", nargs="?", default="", help="where it hangs")
    remove.add_argument("--element", required=True, metavar="NAME", help="the element")
    remove.add_argument(
        "--onto", metavar="CHANNEL", default="", help="the element of this channel, if several have the name"
    )
    find = add_command(
        pegs,
        "find",
        _find,
        "backchannel pegs find --who Vesmar --about self-determination",
        text="find what the other side has said on which a position could hang, on every channel and in the record",
        more="As 'backchannel statements', with the most authoritative first. Exit code 1: nothing was found.",
    )
    add_selection(find)
    add_limit(find)
    audit = add_command(
        pegs,
        "audit",
        _audit,
        'backchannel pegs audit --channel "The strait line"',
        text="say which statements of the other side nobody has examined",
        more="A statement is examined when somebody has accepted it, or struck it out, with 'backchannel statements'.\n"
        "What is only quoted of somebody counts where his own words are not among them. Exit code 1: one is open.",
    )
    add_selection(audit)
    add_limit(audit)


def _add(args: argparse.Namespace) -> Answer:
    from backchannel.cli.desk_option import open_desk
    from backchannel.desk.words import pegs

    with open_desk(args) as desk:
        one, new = pegs.add(desk, args.address, args.element, args.text, onto=args.onto)
    said = "hangs on" if new else "hangs already on"
    head = f"“{one_line(args.element)}” {said}:"
    return Answer([head, *statement_lines(one)], {**statement_value(one), "new": new})


def _list(args: argparse.Namespace) -> Answer:
    from backchannel.cli.desk_option import open_desk
    from backchannel.desk.words import pegs

    with open_desk(args) as desk:
        found = pegs.elements(desk, args.element)
    lines = [line for element in found for line in _element(element)] or ["No element hangs on anything yet."]
    return Answer(lines, [_value(element) for element in found], 1 if any(element.lost for element in found) else 0)


def _remove(args: argparse.Namespace) -> Answer:
    from backchannel.cli.desk_option import open_desk
    from backchannel.desk.words import pegs

    name = one_line(args.element)
    with open_desk(args) as desk:
        if args.address:
            gone = pegs.remove(desk, args.address, args.element, onto=args.onto)
        else:
            pegs.drop(desk, args.element, onto=args.onto)
            return Answer([f"“{name}” is forgotten, with its pegs."], {"removed": True})
    said = f"“{name}” is taken down." if gone else f"“{name}” does not hang there."
    return Answer([said], {"removed": gone}, 0 if gone else 1)


def _find(args: argparse.Namespace) -> Answer:
    from backchannel.cli.desk_option import open_desk
    from backchannel.desk.words import bank

    with open_desk(args) as desk:
        found = bank.listed(desk, selection(args))
    found.sort(key=lambda one: one.day, reverse=True)
    found.sort(key=lambda one: one.rank)
    lines = [line for one in found[: args.limit] for line in (*statement_lines(one), "")]
    if len(found) > args.limit:
        lines.append(f"and {len(found) - args.limit} more; --limit shows them.")
    lines.append(f"{len(found)} found." if found else "Nothing was found.")
    return Answer(lines, [statement_value(one) for one in found], 0 if found else 1)


def _audit(args: argparse.Namespace) -> Answer:
    from backchannel.cli.desk_option import open_desk
    from backchannel.desk.words import pegs

    with open_desk(args) as desk:
        found = pegs.audit(desk, selection(args))
    lines = [line for one in found.open[: args.limit] for line in (*statement_lines(one), "")]
    if len(found.open) > args.limit:
        lines.append(f"and {len(found.open) - args.limit} more that nobody has examined; --limit shows them.")
    lines.append(f"{found.examined} of {found.total} examined.")
    value = {
        "examined": found.examined,
        "total": found.total,
        "open": [statement_value(one) for one in found.open],
    }
    return Answer(lines, value, 1 if found.open else 0)


def _element(element: "Element") -> list[str]:
    where = f"  (on “{one_line(element.channel)}”, by {one_line(element.person)})" if element.channel else ""
    lines = [f"{one_line(element.name)}{f': {one_line(element.text)}' if element.text else ''}{where}"]
    if element.beside:
        lines.append(f"  beside it, written apart{others(element.beside)}")
    for one in element.pegs:
        lines += [f"  {line}" for line in statement_lines(one)]
    if element.lost:
        lines.append(f"  {element.lost} of its pegs stood on words that have changed since; look for them again.")
    return [*lines, ""]


def _value(element: "Element") -> dict[str, Any]:
    return {
        "element": element.name,
        "text": element.text,
        "pegs": [statement_value(one) for one in element.pegs],
        "lost": element.lost,
        "channel": element.channel,
        "by": element.person,
        "beside": [{"by": person, "text": text} for person, text in element.beside],
    }
