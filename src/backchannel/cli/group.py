"""group: a small working group on a channel of its own, with a ceiling, reporting to named principals alone."""

import argparse
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from backchannel.cli import planning
from backchannel.cli.output import Answer, one_line
from backchannel.cli.parsing import Subparsers, add_command

if TYPE_CHECKING:
    from backchannel.desk.planning.groups import Shown

_MORE = """\
What is known of a group stands on its own channel: who is not on that channel sees nothing here, as where there is no
group. Only a principal sets one up or changes it. A report that anybody else would read is refused.
Exit code 1: somebody reads its channel who is neither of the group nor one of those to whom it reports, or a member
does not read it yet ('reader add')."""


def add_commands(commands: Subparsers) -> None:
    """Add the commands of this module."""
    show = add_command(commands, "group", _show, "backchannel group --desk ilse", more=_MORE)
    new = add_command(
        commands,
        "group new",
        _new,
        'backchannel group new "The winter five" --onto "The small group" --ceiling 5 --reports-to "Ilse Maren" '
        '--apart-from "the day-to-day work on the strait" --desk ilse',
        more="The case must be open on the channel ('backchannel case open'). Its charter says how many may read it;\n"
        "the ceiling says how many are of the group.",
    )
    new.add_argument("name", metavar="NAME", help="what the group is called")
    new.add_argument("--onto", metavar="CHANNEL", required=True, help="the group's own channel")
    new.add_argument("--ceiling", metavar="N", type=int, required=True, help="how many members it has at most")
    new.add_argument(
        "--reports-to", metavar="PERSON", action="append", required=True, help="a principal it reports to (repeatable)"
    )
    new.add_argument(
        "--apart-from", metavar="DESK", required=True, help="from whose work it is kept apart: a channel, or words"
    )
    add = add_command(
        commands, "group add", _add, 'backchannel group add "Greta Lund" --asked-by "Ilse Maren" --desk ilse'
    )
    add.add_argument("person", metavar="PERSON", help="who; he reads nothing before he is on its channel")
    add.add_argument("--asked-by", metavar="PERSON", required=True, help="who asked for him")
    add.add_argument("--why", metavar="TEXT", default="", help="why he")
    remove = add_command(commands, "group remove", _remove, 'backchannel group remove "Greta Lund" --desk ilse')
    remove.add_argument("person", metavar="PERSON", help="who")
    ceiling = add_command(
        commands, "group ceiling", _ceiling, 'backchannel group ceiling 6 --why "A lawyer is needed" --desk ilse'
    )
    ceiling.add_argument("ceiling", metavar="N", type=int, help="how many members it has at most from now on")
    ceiling.add_argument("--why", metavar="TEXT", required=True, help="why")
    for parser in (show, new, add, remove, ceiling):
        planning.add_case(parser)
    for parser in (add, remove, ceiling):
        parser.add_argument("--group", metavar="GROUP", default="", help="which group (if there are several)")


def _show(args: argparse.Namespace) -> Answer:
    from backchannel.cli.desk_option import open_desk
    from backchannel.desk.planning import groups

    with open_desk(args) as desk:
        found = groups.every(desk, args.case)
    lines = [line for one in found for line in _lines(one)]
    return Answer(lines, [_value(one) for one in found], 1 if any(one.besides or one.absent for one in found) else 0)


def _new(args: argparse.Namespace) -> Answer:
    from backchannel.cli.desk_option import open_desk
    from backchannel.desk.planning import groups

    with open_desk(args) as desk:
        shown = groups.new(desk, args.name, args.onto, args.apart_from, args.reports_to, args.ceiling, case=args.case)
    return Answer(list(_lines(shown)), _value(shown))


def _add(args: argparse.Namespace) -> Answer:
    from backchannel.cli.desk_option import open_desk
    from backchannel.desk.planning import groups

    with open_desk(args) as desk:
        shown = groups.add(desk, args.person, args.asked_by, args.why, group=args.group, case=args.case)
    return Answer(list(_lines(shown)), _value(shown))


def _remove(args: argparse.Namespace) -> Answer:
    from backchannel.cli.desk_option import open_desk
    from backchannel.desk.planning import groups

    with open_desk(args) as desk:
        shown = groups.remove(desk, args.person, group=args.group, case=args.case)
    return Answer(list(_lines(shown)), _value(shown))


def _ceiling(args: argparse.Namespace) -> Answer:
    from backchannel.cli.desk_option import open_desk
    from backchannel.desk.planning import groups

    with open_desk(args) as desk:
        shown = groups.raise_ceiling(desk, args.ceiling, args.why, group=args.group, case=args.case)
    return Answer(list(_lines(shown)), _value(shown))


def _lines(shown: "Shown") -> Iterator[str]:
    from backchannel.cli.resting import without_effect

    group = shown.group.kept.says
    yield f"{one_line(group.name)}  ({planning.number(shown.group.kept)}), on “{one_line(shown.channel)}”"
    yield f"  reports to {one_line(', '.join(group.reports_to))}, and to nobody else"
    yield f"  apart from {one_line(group.apart_from)}"
    raised = f"; raised, since {one_line(group.raised)}" if group.raised else ""
    yield f"  {len(group.members)} of {group.ceiling} members{raised}"
    for member in group.members:
        why = f": {one_line(member.why)}" if member.why else ""
        absent = "; not on the channel yet" if member.name in shown.absent else ""
        yield f"    {one_line(member.name)}, asked for by {one_line(member.by)}{why}{absent}"
    yield f"  {shown.readers} of {shown.charter_ceiling} readers that the charter of the channel allows"
    for name in shown.besides:
        yield f"  {one_line(name)} reads the channel, and is neither of the group nor one of those it reports to"
    yield from planning.disputed(shown.group.kept)
    yield from without_effect(shown.group.without_effect)


def _value(shown: "Shown") -> dict[str, Any]:
    from backchannel.cli.resting import without_values

    group = shown.group.kept.says
    return {
        **planning.value(shown.group.kept),
        "name": group.name,
        "channel": shown.channel,
        "ceiling": group.ceiling,
        "raised": group.raised or None,
        "reports_to": list(group.reports_to),
        "apart_from": group.apart_from,
        "members": [{"name": one.name, "asked_by": one.by, "why": one.why or None} for one in group.members],
        "readers": shown.readers,
        "charter_ceiling": shown.charter_ceiling,
        "besides": list(shown.besides),
        "absent": list(shown.absent),
        "without_effect": without_values(shown.group.without_effect),
    }
