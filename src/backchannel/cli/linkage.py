"""linkage: how issues hang together, each link in the words it rests on; only a precondition blocks."""

import argparse
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

from backchannel.cli import planning
from backchannel.cli.output import Answer, one_line
from backchannel.cli.parsing import Subparsers, add_command, add_group
from backchannel.cli.passages import quoted

if TYPE_CHECKING:
    from backchannel.desk.planning.linkage import Shown
    from backchannel.planning.linkage import Linked

_TYPES = ("precondition", "needs-progress", "improves-atmosphere", "incompatible-if", "none")
_MORE = """\
precondition: talks on the issue are not opened before it is met. needs-progress: one will not get far without progress
there. improves-atmosphere: it would help. incompatible-if: they do not go together if something happens. none: somebody
holds that there is no link. Only a precondition blocks, until somebody says what met it."""
_WORDS = 500


def add_commands(commands: Subparsers) -> None:
    """Add the commands of this module."""
    group = add_group(commands, "linkage", "backchannel linkage explain passage --desk ilse")
    add = add_command(
        group,
        "add",
        _add,
        "backchannel linkage add passage nets --type needs-progress --holder Valdria --rests strait-note/d1/4 "
        '--words "we shall not get far on the ferries" --desk ilse',
        text="link an issue to another on which it hangs, in the words that say so",
        more=_MORE,
    )
    add.add_argument("issue", metavar="ISSUE", help="the issue that hangs")
    add.add_argument("on", metavar="ON", help="the issue on which it hangs")
    add.add_argument("--type", choices=_TYPES, required=True, help="how it hangs on it")
    add.add_argument("--holder", metavar="WHO", required=True, help="which party or person holds so")
    add.add_argument("--words", metavar="WORDS", default="", help="exact words of the passage (else the whole passage)")
    add.add_argument("--if", metavar="TEXT", dest="condition", default="", help="incompatible-if: when")
    planning.add_rests(add)
    planning.add_onto(add)
    explain = add_command(
        group,
        "explain",
        _explain,
        "backchannel linkage explain passage --desk ilse",
        text="explain how an issue hangs together with others, in the words that say so",
        more=_MORE,
    )
    explain.add_argument("issue", metavar="ISSUE", help="which issue")
    listing = add_command(
        group,
        "list",
        _list,
        "backchannel linkage list --desk ilse",
        text="list every link, and the issues that wait for each other",
    )
    open_ = add_command(
        group,
        "open",
        _open,
        "backchannel linkage open passage --desk ilse",
        text="ask whether talks on an issue may be opened",
        more="Nothing is recorded by asking. Exit code 0: they may, with warnings where progress elsewhere is needed.\n"
        "Exit code 4: a precondition is not met.",
    )
    open_.add_argument("issue", metavar="ISSUE", help="which issue")
    met = add_command(
        group,
        "met",
        _met,
        'backchannel linkage met passage nets --by "The nets were paid for on 4 November" --desk ilse',
        text="say what met a link: a precondition blocks no longer",
    )
    met.add_argument("--by", metavar="TEXT", required=True, help="what met it")
    planning.add_rests(met)
    drop = add_command(
        group,
        "drop",
        _drop,
        'backchannel linkage drop passage nets --why "Ostrava holds it no longer" --desk ilse',
        text="drop a link; a precondition that is not met is dropped by a principal alone",
    )
    drop.add_argument("--why", metavar="TEXT", required=True, help="the reason")
    for parser in (met, drop):
        parser.add_argument("issue", metavar="ISSUE", help="the issue that hangs")
        parser.add_argument("on", metavar="ON", help="the issue on which it hangs")
        parser.add_argument("--type", choices=_TYPES, help="which of several links between them")
    for parser in (add, explain, listing, open_, met, drop):
        planning.add_case(parser)


def _add(args: argparse.Namespace) -> Answer:
    from backchannel.cli.desk_option import open_desk
    from backchannel.desk.planning import linkage
    from backchannel.planning.linkage import LinkType

    with open_desk(args) as desk:
        link = linkage.add(
            desk,
            args.issue,
            args.on,
            LinkType(args.type),
            args.holder,
            rests=args.rests,
            wording=args.words,
            condition=args.condition,
            case=args.case,
            onto=args.onto,
        )
    return Answer([_head(link)], _link_value(link))


def _explain(args: argparse.Namespace) -> Answer:
    from backchannel.cli.desk_option import open_desk
    from backchannel.desk.planning import linkage

    with open_desk(args) as desk:
        found, hangs_on, hangs_on_it = linkage.explain(desk, args.issue, case=args.case)
    lines = [one_line(found.issue)]
    for one in hangs_on:
        lines += _link(one)
    if hangs_on_it:
        lines += ["", f"Others that hang on {one_line(found.issue)}"]
    for one in hangs_on_it:
        lines += _link(one)
    if not hangs_on and not hangs_on_it:
        lines.append("  No link is said.")
    lines += _cycles(found.cycles)
    value = {
        "issue": found.issue,
        "hangs_on": [_value(one) for one in hangs_on],
        "hangs_on_it": [_value(one) for one in hangs_on_it],
        "cycles": [list(one) for one in found.cycles],
    }
    return Answer(lines, value)


def _list(args: argparse.Namespace) -> Answer:
    from backchannel.cli.desk_option import open_desk
    from backchannel.desk.planning import linkage

    with open_desk(args) as desk:
        found, cycles = linkage.listed(desk, case=args.case)
    lines = [line for one in found for line in _link(one)] or ["No link is said yet."]
    value = {"links": [_value(one) for one in found], "cycles": [list(one) for one in cycles]}
    return Answer([*lines, *_cycles(cycles)], value)


def _open(args: argparse.Namespace) -> Answer:
    from backchannel.cli.desk_option import open_desk
    from backchannel.desk.planning import linkage

    with open_desk(args) as desk:
        asked, shown = linkage.ask(desk, args.issue, case=args.case)
    issue = one_line(asked.issue)
    lines = [f"Talks on {issue} are not opened: a precondition is not met."] if asked.blocks else []
    lines += [] if lines else [f"Nothing forbids talks on {issue}."]
    for mark, links in (("", asked.blocks), ("warning: ", asked.warns), ("to bear in mind: ", asked.minds)):
        for one in links:
            first, *rest = _link(shown[one.id])
            lines += [f"  {mark}{first.strip()}", *rest]
    value = {
        "issue": asked.issue,
        "open": not asked.blocks,
        "blocks": [_value(shown[one.id]) for one in asked.blocks],
        "warnings": [_value(shown[one.id]) for one in asked.warns],
        "atmosphere": [_value(shown[one.id]) for one in asked.minds],
    }
    return Answer(lines, value, 4 if asked.blocks else 0)


def _met(args: argparse.Namespace) -> Answer:
    from backchannel.cli.desk_option import open_desk
    from backchannel.desk.planning import linkage
    from backchannel.planning.linkage import LinkType

    with open_desk(args) as desk:
        link = linkage.meet(
            desk,
            args.issue,
            args.on,
            args.by,
            type_=LinkType(args.type) if args.type else None,
            rests=args.rests,
            case=args.case,
        )
    return Answer([_head(link), f"  {_ended(link)}"], _link_value(link))


def _drop(args: argparse.Namespace) -> Answer:
    from backchannel.cli.desk_option import open_desk
    from backchannel.desk.planning import linkage
    from backchannel.planning.linkage import LinkType

    with open_desk(args) as desk:
        type_ = LinkType(args.type) if args.type else None
        link = linkage.drop(desk, args.issue, args.on, args.why, type_=type_, case=args.case)
    return Answer([_head(link), f"  {_ended(link)}"], _link_value(link))


def _head(link: "Linked") -> str:
    says = link.says
    blocks = "yes" if link.blocks else "no"
    return (
        f"{one_line(says.issue)} -> {one_line(says.on)}: {says.type}, held by {one_line(says.holder)}; blocks: {blocks}"
    )


def _ended(link: "Linked") -> str:
    ended = link.act.ended
    if link.is_open or ended is None:
        return ""
    by = "by " if ended.how == "met" else ""
    return f"{ended.how} {by}{quoted(ended.why, _WORDS)} ({one_line(link.act.writer.person)}, {link.act.time[:10]})"


def _link(one: "Shown") -> Iterator[str]:
    link = one.link
    yield f"  {_head(link)}"
    if link.says.condition:
        yield f"    if: {one_line(link.says.condition)}"
    where = f"  [{one_line(one.rests[0].address)}]" if one.rests else ""
    yield f"    {quoted(link.says.words, _WORDS)}{where}"
    for rest in one.rests[1:]:
        yield f"    also {one_line(rest.address)}: {quoted(rest.text, _WORDS)}"
    if ended := _ended(link):
        yield f"    {ended}"
    for says, act in link.statements[:-1]:
        yield f"    beside it, by {one_line(act.writer.person)}, unseen by the other: {one_line(planning.words(says))}"
    for idle in link.without_effect:
        yield f"    no effect: {one_line(idle.act.writer.person)}, {idle.act.time[:10]}. {idle.rule}"


def _cycles(cycles: Sequence[Sequence[str]]) -> list[str]:
    return ["", *(f"They wait for each other: {' -> '.join(map(one_line, one))}" for one in cycles)] if cycles else []


def _link_value(link: "Linked") -> dict[str, Any]:
    says, ended = link.says, link.act.ended
    return {
        "id": link.id.hex(),
        "issue": says.issue,
        "on": says.on,
        "type": str(says.type),
        "holder": says.holder,
        "words": says.words,
        "condition": says.condition or None,
        "blocks": link.blocks,
        "by": link.thing.opened.writer.person,
        "ended": {"how": ended.how, "why": ended.why} if ended and not link.is_open else None,
        "beside": planning.beside_values(link.statements[:-1]),
        "without_effect": [{"by": idle.act.writer.person, "rule": idle.rule} for idle in link.without_effect],
    }


def _value(one: "Shown") -> dict[str, Any]:
    rests = [{"address": rest.address, "words": rest.text or None} for rest in one.rests]
    return {**_link_value(one.link), "rests_on": rests}
