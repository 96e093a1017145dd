"""guidelines: what is to be heeded in every draft, and how each draft answers it."""

import argparse
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

from backchannel.cli import deciding, planning
from backchannel.cli.columns import clipped
from backchannel.cli.output import Answer, one_line
from backchannel.cli.parsing import Subparsers, add_command, add_group

if TYPE_CHECKING:
    from backchannel.desk.planning.guidelines import Report
    from backchannel.desk.planning.resting import Rest
    from backchannel.planning.board import Kept
    from backchannel.planning.guidelines import Checked, Guideline, Listed

_MORE = """\
A draft is a file, known by its name, or the address of a letter or document. A guideline is answered by a passage of
the draft, or by a reason why it is not followed. An answer is bound to the words: when the passage is worded anew, or,
where a reason was given, anything in the draft, the guideline is open again. A passage that was only moved still
answers. Whether it answers well is for people to judge."""
_WORDS = 240


def add_commands(commands: Subparsers) -> None:
    """Add the commands of this module."""
    guidelines = add_group(commands, "guidelines", "backchannel guidelines check draft.md --desk greta")
    add = add_command(
        guidelines,
        "add",
        _add,
        'backchannel guidelines add "Do not insist on pilots if other guarantees can be had." --list "For the paper" '
        "--desk ilse",
        text="give a guideline; its list is opened if it is the first",
    )
    add.add_argument("text", metavar="TEXT", help="the guideline")
    add.add_argument("--name", metavar="NAME", default="", help="a short name for it")
    planning.add_rests(add)
    take = add_command(
        guidelines,
        "take",
        _take,
        'backchannel guidelines take "The strait desk/maren-4/6" "The strait desk/maren-4/7" --list "For the paper" '
        "--desk ilse",
        text="take passages of a document as guidelines, one each",
    )
    take.add_argument("addresses", metavar="ADDRESS", nargs="+", help="a passage")
    for parser in (add, take):
        parser.add_argument("--list", metavar="LIST", default="guidelines", help="to which list (default: guidelines)")
        planning.add_onto(parser)
    strike = add_command(
        guidelines,
        "strike",
        _strike,
        'backchannel guidelines strike 3 --why "The pilots were given up" --list "For the paper" --desk ilse',
        text="strike a guideline out, with the reason",
    )
    strike.add_argument("guideline", metavar="GUIDELINE", help="its number in the list, its name, or its own number")
    strike.add_argument("--why", metavar="TEXT", required=True, help="why it is asked of no draft any more")
    planning.add_settle(strike)
    answer = add_command(
        guidelines,
        "answer",
        _answer,
        "backchannel guidelines answer 3 draft.md --passage 5 --desk greta",
        text="answer a guideline for a draft, by a passage of it or by a reason",
        more=_MORE,
    )
    answer.add_argument("guideline", metavar="GUIDELINE", help="its number in the list, its name, or its own number")
    answer.add_argument("draft", metavar="DRAFT", help="a file, or the address of a letter or document")
    answer.add_argument("--passage", metavar="N", type=int, default=0, help="the passage of the draft that answers it")
    answer.add_argument("--reason", metavar="TEXT", default="", help="why the draft does not follow it")
    planning.add_onto(answer)
    check = add_command(
        guidelines,
        "check",
        _check,
        "backchannel guidelines check draft.md --desk greta",
        text="hold a draft against the guidelines, what is not answered first",
        more=f"{_MORE}\nExit code 1: a guideline is not answered.",
    )
    check.add_argument("draft", metavar="DRAFT", help="a file, or the address of a letter or document")
    for parser in (answer, check):
        parser.add_argument(
            "--as", dest="name", metavar="NAME", default="", help="the name by which the draft is known"
        )
    for parser in (strike, answer, check):
        parser.add_argument("--list", metavar="LIST", default="", help="which list (if there are several)")
    every = add_command(
        guidelines,
        "list",
        _list,
        "backchannel guidelines list --desk greta",
        text="show the guidelines of a case, those that were struck out too",
    )
    for parser in (add, take, strike, answer, check, every):
        planning.add_case(parser)


def _add(args: argparse.Namespace) -> Answer:
    from backchannel.cli.desk_option import open_desk
    from backchannel.desk.planning import guidelines

    with open_desk(args) as desk:
        kept = guidelines.add(
            desk, args.list, args.text, name=args.name, rests=args.rests, case=args.case, onto=args.onto
        )
    said = {"text": kept.says.text, "name": kept.says.name or None}
    return Answer([f"A guideline of “{one_line(args.list)}”."], {**planning.value(kept), **said})


def _take(args: argparse.Namespace) -> Answer:
    from backchannel.cli.desk_option import open_desk
    from backchannel.desk.planning import guidelines

    with open_desk(args) as desk:
        made = guidelines.take(desk, args.list, args.addresses, case=args.case, onto=args.onto)
    count = "1 guideline" if len(made) == 1 else f"{len(made)} guidelines"
    return Answer(
        [f"{count} of “{one_line(args.list)}”.", *(f"  {clipped(one.says.text, _WORDS)}" for one in made)],
        [{**planning.value(one), "text": one.says.text} for one in made],
    )


def _strike(args: argparse.Namespace) -> Answer:
    from backchannel.cli.desk_option import open_desk
    from backchannel.desk.planning import guidelines

    with open_desk(args) as desk:
        kept = guidelines.strike(desk, args.list, args.guideline, args.why, case=args.case, settle=args.settle)
    said = f"Struck out, and kept with the reason: {clipped(kept.says.text, _WORDS)}"
    return Answer([said], {**planning.value(kept), "text": kept.says.text})


def _answer(args: argparse.Namespace) -> Answer:
    from backchannel.cli.desk_option import open_desk
    from backchannel.desk.planning import guidelines

    with open_desk(args) as desk:
        kept = guidelines.answer(
            desk,
            args.list,
            args.guideline,
            args.draft,
            passage=args.passage,
            reason=args.reason,
            name=args.name,
            case=args.case,
            onto=args.onto,
        )
    says = kept.says
    how = f"by passage {says.passage}" if says.passage else "with a reason"
    said = {"draft": says.draft, "passage": says.passage or None, "reason": says.reason or None}
    return Answer(
        [f"Answered for {one_line(says.draft)} {how}, as long as the words stay so."], {**planning.value(kept), **said}
    )


def _check(args: argparse.Namespace) -> Answer:
    from backchannel.cli.desk_option import open_desk
    from backchannel.desk.planning import guidelines

    with open_desk(args) as desk:
        found = guidelines.check(desk, args.list, args.draft, name=args.name, case=args.case)
    lines = [line for one in sorted(found.guidelines, key=lambda one: not one.is_open) for line in _checked(found, one)]
    count = len(found.open)
    total = len(found.guidelines)
    lines.append(f"{total - count} of {total} guidelines of “{one_line(found.name)}” are answered in this draft.")
    return Answer(lines, _report(found), 1 if count else 0)


def _list(args: argparse.Namespace) -> Answer:
    from backchannel.cli.desk_option import open_desk
    from backchannel.desk.planning import guidelines

    with open_desk(args) as desk:
        found, rests = guidelines.every(desk, args.case)
    lines = [line for one in found for line in _listed(one, rests)]
    return Answer(lines or ["There are no guidelines in this case yet."], [_listed_value(one, rests) for one in found])


def _checked(report: "Report", one: "Checked") -> Iterator[str]:
    yield f"{one.number}. {one.state}: {clipped(one.guideline.says.text, _WORDS)}"
    yield from _from(one.guideline, report.rests)
    for number in one.passages:
        words = report.draft.passages[number - 1].text
        yield f"    passage {number}: “{clipped(words, _WORDS)}”"
    for answer in one.answers:
        says, by = answer.says, one_line(answer.act.writer.person)
        if says.reason:
            yield f"    {by}, {answer.act.time[:10]}: {one_line(says.reason)}"
        elif one.is_open:
            yield f"    {by} named passage {says.passage} on {answer.act.time[:10]}; its words are not in the draft now"
        yield from planning.disputed(answer)


def _listed(one: "Listed", rests: "Mapping[str, Rest]") -> Iterator[str]:
    yield f"{one_line(one.kept.says.name)}  ({planning.number(one.kept)})"
    yield from deciding.comment_lines(one.comments[one.kept.id])
    for number, kept in enumerate(one.guidelines, 1):
        name = f"[{one_line(kept.says.name)}] " if kept.says.name else ""
        yield f"  {number}. {name}{clipped(kept.says.text, _WORDS)}"
        if kept.ended is not None:
            yield f"    struck out by {one_line(kept.act.writer.person)}: {one_line(kept.ended.why)}"
        yield from _from(kept, rests)
        yield from deciding.comment_lines(one.comments[kept.id], "    ")
        yield from planning.disputed(kept)


def _from(kept: "Kept[Guideline]", rests: "Mapping[str, Rest]") -> Iterator[str]:
    """Give where a guideline is from; the words too where they are others than its own."""
    from backchannel.cli.resting import rest_lines

    for address in kept.act.rests:
        rest = rests.get(address)
        if rest is not None and " ".join(rest.text.split()) in ("", kept.says.text):
            yield f"    from {one_line(rest.address)}"
        else:
            yield from rest_lines((address,), rests)


def _report(found: "Report") -> dict[str, Any]:
    from backchannel.cli.resting import rest_values

    return {
        "list": found.name,
        "draft": found.draft_name,
        "guidelines": [
            {
                "number": one.number,
                "id": one.guideline.id.hex(),
                "text": one.guideline.says.text,
                "name": one.guideline.says.name or None,
                "rests": rest_values(one.guideline.act.rests, found.rests),
                "state": str(one.state),
                "open": one.is_open,
                "passages": list(one.passages),
                "answers": [
                    {
                        **planning.value(answer),
                        "passage": answer.says.passage or None,
                        "reason": answer.says.reason or None,
                    }
                    for answer in one.answers
                ],
            }
            for one in found.guidelines
        ],
        "unanswered": len(found.open),
    }


def _listed_value(one: "Listed", rests: "Mapping[str, Rest]") -> dict[str, Any]:
    from backchannel.cli.resting import rest_values

    return {
        **planning.value(one.kept),
        "name": one.kept.says.name,
        "comments": deciding.comment_values(one.comments[one.kept.id]),
        "guidelines": [
            {
                **planning.value(kept),
                "number": number,
                "text": kept.says.text,
                "name": kept.says.name or None,
                "words": rest_values(kept.act.rests, rests),
                "comments": deciding.comment_values(one.comments[kept.id]),
            }
            for number, kept in enumerate(one.guidelines, 1)
        ],
    }
