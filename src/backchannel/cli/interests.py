"""interests: what must be kept, what can be traded on a condition, how it looks; and drafts held to them."""

import argparse
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from backchannel.cli import planning
from backchannel.cli.output import Answer, one_line
from backchannel.cli.parsing import Subparsers, add_command, add_group
from backchannel.cli.passages import quoted, short

if TYPE_CHECKING:
    from backchannel.desk.planning.interests import Checked
    from backchannel.desk.planning.resting import Rest, Resting
    from backchannel.planning.interests import Bound, Interest, Line

_MORE = """\
A draft is a file, or the address of a letter or document. Each essential needs a passage that keeps it; each tradable a
passage that keeps it, or one that meets the condition on which it is given away. What a passage does is said by a
person, with 'interests bind', and bound to its words: when they change it is open again. Nothing is concluded from
words; those that an interest names with --look are pointed out where nobody has bound a passage.
Exit code 1: something is missing, or open again."""
_NATURES = ("essential", "tradable", "presentation")
_PARTS = {"keeps": "keeps", "gives": "gives away", "meets": "meets the condition"}
_REST = 300


def add_commands(commands: Subparsers) -> None:
    """Add the commands of this module."""
    group = add_group(commands, "interests", "backchannel interests check reply.md --desk ilse")
    add = add_command(
        group,
        "add",
        _add,
        'backchannel interests add "pilots on board" --nature tradable --issue passage --what "Our pilots steer" '
        '--if "another guarantee of safe passage is in the text" --look guarantee --rests strait-note/d1/3 --desk ilse',
        text="enter an interest on an issue, with the passage it rests on",
    )
    add.add_argument("name", metavar="NAME", help="what it is called")
    add.add_argument("--nature", choices=_NATURES, required=True, help="whether it is kept, traded, or how it looks")
    add.add_argument("--issue", metavar="ISSUE", required=True, help="on which issue")
    add.add_argument("--what", metavar="TEXT", required=True, help="what it is, in your words")
    add.add_argument(
        "--if", metavar="TEXT", dest="condition", default="", help="on which condition a tradable is given"
    )
    add.add_argument("--before", metavar="WHOM", default="", help="a presentation: to whom it looks so")
    add.add_argument(
        "--look", metavar="WORDS", action="append", default=[], help="words to point out in a draft (may be repeated)"
    )
    planning.add_rests(add)
    planning.add_onto(add)
    listing = add_command(
        group, "list", _list, "backchannel interests list --issue passage --desk ilse", text="list the interests"
    )
    listing.add_argument("--issue", metavar="ISSUE", default="", help="of this issue alone")
    listing.add_argument("--dropped", action="store_true", help="those too that were dropped, with the reason")
    drop = add_command(
        group,
        "drop",
        _drop,
        'backchannel interests drop "pilots on board" --why "Norlund sends pilots now" --desk ilse',
        text="drop an interest; it stays readable with the reason",
    )
    drop.add_argument("name", metavar="INTEREST", help="which interest")
    drop.add_argument("--why", metavar="TEXT", required=True, help="the reason")
    planning.add_settle(drop)
    bind = add_command(
        group,
        "bind",
        _bind,
        'backchannel interests bind reply.md "pilots on board" 4 --as meets --desk ilse',
        text="say what a passage of a draft does to an interest, as long as it has these words",
        more="Without a passage (--as gives alone) it is the whole draft that gives the interest away, by its silence.",
    )
    _add_draft(bind)
    bind.add_argument("passage", metavar="PASSAGE", nargs="?", type=int, default=0, help="its number in the draft")
    bind.add_argument(
        "--as", dest="part", choices=tuple(_PARTS), help="what it does (of what is no tradable: keeps, if left out)"
    )
    planning.add_onto(bind)
    unbind = add_command(
        group,
        "unbind",
        _unbind,
        'backchannel interests unbind reply.md "pilots on board" --why "The new text keeps them" --desk ilse',
        text="take back what was bound in a draft for an interest",
    )
    _add_draft(unbind)
    unbind.add_argument("passage", metavar="PASSAGE", nargs="?", type=int, help="of this passage alone")
    unbind.add_argument("--as", dest="part", choices=tuple(_PARTS), help="this part alone")
    unbind.add_argument("--why", metavar="TEXT", required=True, help="the reason")
    check = add_command(
        group,
        "check",
        _check,
        "backchannel interests check reply.md --issue passage --desk ilse",
        text="hold a draft against the interests: what keeps each, and what is missing",
        more=_MORE,
    )
    check.add_argument("draft", metavar="DRAFT", help="a file, or the address of a letter or document")
    check.add_argument(
        "--issue", metavar="ISSUE", action="append", default=[], help="of this issue alone (may be repeated)"
    )
    for parser in (add, listing, drop, bind, unbind, check):
        planning.add_case(parser)


def _add_draft(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("draft", metavar="DRAFT", help="a file, or the address of a letter or document")
    parser.add_argument("name", metavar="INTEREST", help="which interest")


def _add(args: argparse.Namespace) -> Answer:
    from backchannel.cli.desk_option import open_desk
    from backchannel.desk.planning import interests
    from backchannel.planning.interests import Nature

    with open_desk(args) as desk:
        kept = interests.add(
            desk,
            args.name,
            Nature(args.nature),
            args.issue,
            args.what,
            rests=args.rests,
            condition=args.condition,
            before=args.before,
            look=args.look,
            case=args.case,
            onto=args.onto,
        )
    value = {**planning.value(kept), **_said(kept.says)}
    return Answer([f"{kept.says.nature}: “{one_line(kept.says.name)}”, on {one_line(kept.says.issue)}."], value)


def _list(args: argparse.Namespace) -> Answer:
    from backchannel.cli.desk_option import open_desk
    from backchannel.desk.planning import interests

    with open_desk(args) as desk:
        found = interests.register(desk, args.issue, dropped=args.dropped, case=args.case)
    lines = [line for one in found for line in (*_interest(one), "")][:-1] or ["No interest is entered yet."]
    return Answer(lines, [_value(one) for one in found])


def _drop(args: argparse.Namespace) -> Answer:
    from backchannel.cli.desk_option import open_desk
    from backchannel.desk.planning import interests

    with open_desk(args) as desk:
        kept = interests.drop(desk, args.name, args.why, case=args.case, settle=args.settle)
    return Answer([f"“{one_line(kept.says.name)}” is dropped: {one_line(args.why)}"], planning.value(kept))


def _bind(args: argparse.Namespace) -> Answer:
    from backchannel.cli.desk_option import open_desk
    from backchannel.desk.planning import interests

    with open_desk(args) as desk:
        kept = interests.bind(
            desk, args.draft, args.name, args.passage, _part(args.part), case=args.case, onto=args.onto
        )
    says = kept.says
    where = f"Passage {says.passage}" if says.passage else "The whole draft"
    value = {**planning.value(kept), "draft": says.draft, "part": str(says.part), "passage": says.passage or None}
    return Answer([f"{where} of {one_line(says.draft)} {says.part}: “{one_line(args.name)}”."], value)


def _unbind(args: argparse.Namespace) -> Answer:
    from backchannel.cli.desk_option import open_desk
    from backchannel.desk.planning import interests

    with open_desk(args) as desk:
        count = interests.unbind(
            desk, args.draft, args.name, args.why, passage=args.passage, part=_part(args.part), case=args.case
        )
    return Answer([f"Taken back: {count}."], {"taken_back": count})


def _check(args: argparse.Namespace) -> Answer:
    from backchannel.cli.desk_option import open_desk
    from backchannel.desk.planning import interests

    with open_desk(args) as desk:
        checked = interests.check(desk, args.draft, args.issue, case=args.case)
    missing = sum(not line.is_settled for line in checked.check.lines)
    lines = [line for one in _checked(checked) for line in one]
    if not checked.check.lines:
        end = "No interest is entered yet, so nothing was checked."
    else:
        end = f"{missing} to settle." if missing else "Every essential is kept, and every condition met."
    value = {
        "draft": checked.check.draft,
        "settled": checked.check.is_settled,
        "interests": [
            {**_value(one), **_line_value(line)}
            for one, line in zip(checked.interests, checked.check.lines, strict=True)
        ],
    }
    return Answer([*lines, end], value, 1 if missing else 0)


def _part(name: str | None) -> Any:
    from backchannel.planning.interests import Part

    return Part(_PARTS[name]) if name else None


def _checked(checked: "Checked") -> Iterator[list[str]]:
    words = dict(checked.draft.passages)
    # What is to be settled comes first.
    pairs = sorted(zip(checked.interests, checked.check.lines, strict=True), key=lambda pair: pair[1].is_settled)
    for one, line in pairs:
        mark = "ok " if line.is_settled else "GAP"
        says = one.kept.says
        lines = [f"{mark} {says.nature} “{one_line(says.name)}” ({one_line(says.issue)}): {line.state}"]
        if not line.is_settled:
            lines.append(f"      {one_line(says.what)}")
            if says.condition:
                lines.append(f"      given away only if: {one_line(says.condition)}")
            lines += [f"    {rest}" for rest in _rests(one.rests)]
        lines += [f"      {_bound(bound, words)}" for bound in line.bound]
        lines += [
            f"      look here: passage {look.passage} ({', '.join(map(_quote, look.words))})" for look in line.look
        ]
        lines += planning.disputed(one.kept)
        yield [*lines, ""]


def _bound(bound: "Bound", words: dict[int, str]) -> str:
    by = f"{one_line(bound.kept.act.writer.person)}, {bound.kept.act.time[:10]}"
    if bound.at is None:
        was = f"passage {bound.says.passage}" if bound.says.passage else "the whole draft"
        return f"{bound.says.part}: {was} had other words when it was bound ({by}); look again and bind or unbind it"
    if not bound.at:
        return f"{bound.says.part}: the whole draft, by saying nothing of it ({by})"
    return f"{bound.says.part}: passage {bound.at} {quoted(words[bound.at], 120)} ({by})"


def _quote(text: str) -> str:
    return f"“{short(text, 60)}”"


def _interest(one: "Resting[Interest]") -> Iterator[str]:
    says = one.kept.says
    yield f"{says.nature} “{one_line(says.name)}” ({one_line(says.issue)}): {one_line(says.what)}"
    if says.condition:
        yield f"    given away only if: {one_line(says.condition)}"
    if says.before:
        yield f"    before: {one_line(says.before)}"
    if one.kept.ended:
        yield f"    {one.kept.ended.how}: {one_line(one.kept.ended.why)}"
    yield from (f"  {line}" for line in _rests(one.rests))
    yield from planning.disputed(one.kept)


def _rests(rests: "tuple[Rest, ...]") -> Iterator[str]:
    for rest in rests:
        yield f"  rests on {one_line(rest.address)}" + (f": {quoted(rest.text, _REST)}" if rest.text else "")


def _said(says: "Interest") -> dict[str, Any]:
    return {
        "name": says.name,
        "nature": str(says.nature),
        "issue": says.issue,
        "what": says.what,
        "condition": says.condition or None,
        "before": says.before or None,
        "look": list(says.look),
    }


def _value(one: "Resting[Interest]") -> dict[str, Any]:
    rests = [{"address": rest.address, "words": rest.text or None} for rest in one.rests]
    return {**planning.value(one.kept), **_said(one.kept.says), "rests_on": rests}


def _line_value(line: "Line") -> dict[str, Any]:
    return {
        "state": str(line.state),
        "settled": line.is_settled,
        "bound": [
            {
                "part": str(one.says.part),
                "passage": one.at or None,
                "changed": one.at is None,
                "by": one.kept.act.writer.person,
            }
            for one in line.bound
        ],
        "look": [{"passage": look.passage, "words": list(look.words)} for look in line.look],
    }
