"""paper: who asks whom for which papers by when; papers delivered, and what was decided."""

import argparse
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

from backchannel.cli import deciding, planning
from backchannel.cli.output import Answer, one_line, table
from backchannel.cli.parsing import Parser, Subparsers, add_command, add_group
from backchannel.cli.parsing import date as typed

if TYPE_CHECKING:
    from backchannel.desk.planning.resting import Rest
    from backchannel.planning.papers import Owed, Product, Tasked

_STAGES = ("preliminary", "session", "decision", "allied use")
_MORE = """\
The date is kept in the words in which it was written ("Friday of this week", "before September first"), beside what it
is read as and how. --written-on gives the date of the document in which the words stand."""


def add_commands(commands: Subparsers) -> None:
    """Add the commands of this module."""
    paper = add_group(commands, "paper", "backchannel paper due --desk ilse")
    ask = add_command(
        paper,
        "ask",
        _ask,
        'backchannel paper ask "The winter paper" --about "Who passes while there is ice" --of "Greta Lund" '
        '--by-order-of "Ilse Maren" --desk ilse',
        text="ask people, or a working group, for papers",
        more="A tasking of a group stands on the group's channel, and its papers are read by nobody else than the\n"
        "group and those to whom it reports.",
    )
    ask.add_argument("name", metavar="TASKING", help="what the tasking is called")
    ask.add_argument("--about", metavar="TEXT", default="", help="what is asked for")
    ask.add_argument("--of", metavar="PERSON", action="append", default=[], help="who is asked (may be repeated)")
    ask.add_argument("--group", metavar="GROUP", default="", help="which working group is asked")
    ask.add_argument("--asked-by", metavar="PERSON", default="", help="who asks (default: you)")
    ask.add_argument("--by-order-of", metavar="PERSON", default="", help="by whose order")
    ask.add_argument(
        "--decides",
        metavar="PERSON",
        action="append",
        default=[],
        help="who decides beside the principals; only a principal names one (may be repeated)",
    )
    planning.add_rests(ask)
    planning.add_onto(ask)
    add = add_command(
        paper,
        "add",
        _add,
        'backchannel paper add "The winter paper" "First proposals" --stage preliminary --owes "Greta Lund" '
        '--by "Friday of this week" --written-on 2031-05-05 --desk ilse',
        text="say what is due for a tasking, who owes it, and by when",
        more=_MORE,
    )
    add.add_argument("tasking", metavar="TASKING", help="the tasking")
    add.add_argument("product", metavar="PRODUCT", help="what is due")
    add.add_argument("--stage", choices=_STAGES, required=True, help="at which stage of the work")
    add.add_argument(
        "--owes", metavar="PERSON", action="append", default=[], help="who owes it (default: who is asked)"
    )
    move = add_command(
        paper,
        "move",
        _move,
        'backchannel paper move "First proposals" --by "12 May 2031" --desk ilse',
        text="give what is due another date; the earlier one stays in its history",
        more=_MORE,
    )
    move.add_argument("product", metavar="PRODUCT", help="what is due")
    for parser in (add, move):
        parser.add_argument(
            "--by", metavar="WORDS", default="", required=parser is move, help="by when, in the words as written"
        )
        parser.add_argument("--written-on", metavar="DATE", type=typed, help="the date of the document with the words")
        planning.add_rests(parser)
    deliver = add_command(
        paper,
        "deliver",
        _deliver,
        'backchannel paper deliver "First proposals" "The strait desk/lund-3" --desk greta',
        text="deliver a paper, by the address of a letter or document",
    )
    deliver.add_argument("product", metavar="PRODUCT", help="what it is delivered for")
    deliver.add_argument("address", metavar="ADDRESS", help="the paper")
    deliver.add_argument("--remark", metavar="TEXT", default="", help="a word to go with it")
    drop = add_command(
        paper,
        "drop",
        _drop,
        'backchannel paper drop "First proposals" --why "The session takes its place" --desk ilse',
        text="drop what is not wanted any more, with the reason",
    )
    drop.add_argument("product", metavar="PRODUCT", help="what was due")
    drop.add_argument("--why", metavar="TEXT", required=True, help="why")
    for parser in (move, drop):
        planning.add_settle(parser)
    for parser in (ask, add, move, deliver, drop, *_add_deciding(paper), *_add_reading(paper)):
        planning.add_case(parser)


def _add_deciding(paper: Subparsers) -> tuple[Parser, Parser]:
    view = add_command(
        paper,
        "view",
        _view,
        'backchannel paper view "The winter paper" "Most of it is standing around already." --desk ilse',
        text="say as a principal what you think so far; it decides nothing",
    )
    view.add_argument("tasking", metavar="TASKING", help="the tasking")
    view.add_argument("text", metavar="TEXT", help="the view")
    decide = add_command(
        paper,
        "decide",
        _decide,
        'backchannel paper decide "The winter paper" "We propose the pilots." --why "They know the strait" --desk ilse',
        text="decide on what a tasking was for",
        more="A principal decides, or whom a principal named for it in the tasking; anybody else's decision has no\n"
        "effect, at any desk.",
    )
    decide.add_argument("tasking", metavar="TASKING", help="the tasking")
    decide.add_argument("what", metavar="TEXT", help="what is decided")
    deciding.add_decision(decide)
    return view, decide


def _add_reading(paper: Subparsers) -> tuple[Parser, Parser]:
    due = add_command(
        paper,
        "due",
        _due,
        "backchannel paper due --on 2031-05-08 --desk ilse",
        text="list what is due and who owes it, what is overdue first",
        more="Exit code 1: something is overdue.",
    )
    listing = add_command(
        paper,
        "list",
        _list,
        "backchannel paper list --desk ilse",
        text="show the taskings of a case with what is due, delivered, said and decided",
    )
    for parser in (due, listing):
        parser.add_argument("--on", metavar="DATE", type=typed, help="as of this day (default: today)")
    return due, listing


def _ask(args: argparse.Namespace) -> Answer:
    from backchannel.cli.desk_option import open_desk
    from backchannel.desk.planning import papers

    with open_desk(args) as desk:
        kept = papers.ask(
            desk,
            args.name,
            args.about,
            args.of,
            asked_by=args.asked_by,
            by_order_of=args.by_order_of,
            decides=args.decides,
            group=args.group,
            rests=args.rests,
            case=args.case,
            onto=args.onto,
        )
    says = kept.says
    said = {"name": says.name, "about": says.about, "asked": list(says.asked), "decides": list(says.decides)}
    return Answer(
        [f"“{one_line(says.name)}”: {one_line(says.asked_by)} asks {one_line(', '.join(says.asked))}."],
        {**planning.value(kept), **said, "asked_by": says.asked_by, "by_order_of": says.by_order_of or None},
    )


def _add(args: argparse.Namespace) -> Answer:
    from backchannel.cli.desk_option import open_desk
    from backchannel.desk.planning import papers
    from backchannel.planning.papers import Stage

    with open_desk(args) as desk:
        kept = papers.add(
            desk,
            args.tasking,
            args.product,
            Stage(args.stage),
            args.owes,
            by=args.by,
            read_on=args.written_on,
            rests=args.rests,
            case=args.case,
        )
    return Answer(list(_product_lines(kept.says)), {**planning.value(kept), **_product_value(kept.says)})


def _move(args: argparse.Namespace) -> Answer:
    from backchannel.cli.desk_option import open_desk
    from backchannel.desk.planning import papers

    with open_desk(args) as desk:
        kept = papers.move(
            desk,
            args.product,
            args.by,
            read_on=args.written_on,
            rests=args.rests,
            case=args.case,
            settle=args.settle,
        )
    return Answer(list(_product_lines(kept.says)), {**planning.value(kept), **_product_value(kept.says)})


def _deliver(args: argparse.Namespace) -> Answer:
    from backchannel.cli.desk_option import open_desk
    from backchannel.desk.planning import papers

    with open_desk(args) as desk:
        kept = papers.deliver(desk, args.product, args.address, args.remark, case=args.case)
    return Answer([f"Delivered for “{one_line(args.product)}”: {one_line(args.address)}."], planning.value(kept))


def _drop(args: argparse.Namespace) -> Answer:
    from backchannel.cli.desk_option import open_desk
    from backchannel.desk.planning import papers

    with open_desk(args) as desk:
        kept = papers.drop(desk, args.product, args.why, case=args.case, settle=args.settle)
    said = [f"“{one_line(kept.says.name)}” is dropped; it stays with the reason."]
    return Answer(said, {**planning.value(kept), **_product_value(kept.says)})


def _view(args: argparse.Namespace) -> Answer:
    from backchannel.cli.desk_option import open_desk
    from backchannel.desk.planning import papers

    with open_desk(args) as desk:
        kept = papers.view(desk, args.tasking, args.text, case=args.case)
    return Answer(["The view stands; it decides nothing."], {**planning.value(kept), "text": kept.says.text})


def _decide(args: argparse.Namespace) -> Answer:
    from backchannel.cli.desk_option import open_desk
    from backchannel.desk.planning import papers

    with open_desk(args) as desk:
        kept = papers.decide(desk, args.tasking, args.what, args.why, anew=args.anew, case=args.case)
    said = {"what": kept.says.what, "why": kept.says.why or None}
    return Answer([f"Decided: {one_line(kept.says.what)}"], {**planning.value(kept), **said})


def _due(args: argparse.Namespace) -> Answer:
    from backchannel.cli.desk_option import open_desk
    from backchannel.desk.planning import papers

    with open_desk(args) as desk:
        on, found = papers.due_on(desk, args.on.latest.date() if args.on else None, args.case)
    rows = [
        (
            one.in_words,
            one.product.says.name,
            ", ".join(one.product.says.owes),
            one_line(one.product.says.date_in_words),
            one.tasking.says.name,
        )
        for one in found
    ]
    head = ("", "product", "owed by", "date", "tasking")
    lines = table(head, rows) or [f"Nothing is due on {on.isoformat()} or later."]
    beside = [line for one in found for line in planning.disputed(one.product)]
    overdue = any(one.days is not None and one.days < 0 for one in found)
    return Answer([*lines, *beside], [_owed_value(one) for one in found], 1 if overdue else 0)


def _list(args: argparse.Namespace) -> Answer:
    from backchannel.cli.desk_option import open_desk
    from backchannel.desk.planning import papers

    with open_desk(args) as desk:
        found = papers.every(desk, args.on.latest.date() if args.on else None, args.case)
    lines = [line for one in found.taskings for line in _tasked_lines(one, found.rests)]
    return Answer(
        lines or ["Nobody was asked for a paper in this case yet."], [_tasked_value(one) for one in found.taskings]
    )


def _tasked_lines(one: "Tasked", rests: "Mapping[str, Rest]") -> Iterator[str]:
    from backchannel.cli.resting import rest_lines, without_effect

    says = one.kept.says
    order = f", by order of {one_line(says.by_order_of)}" if says.by_order_of else ""
    yield f"{one_line(says.name)}  ({planning.number(one.kept)})"
    yield f"  {one_line(says.asked_by)} asks {one_line(', '.join(says.asked))}{order}"
    if says.about:
        yield f"  {one_line(says.about)}"
    if says.decides:
        yield f"  decides beside the principals: {one_line(', '.join(says.decides))}"
    if one.kept.act.rests:
        yield from rest_lines(one.kept.act.rests, rests)
    yield from planning.disputed(one.kept)
    shown = one.kept.act.rests
    for owed in one.products:
        yield f"  {owed.in_words}: {one_line(owed.product.says.name)}, {owed.product.says.stage}"
        yield f"    owed by {one_line(', '.join(owed.product.says.owes))}; {one_line(owed.product.says.date_in_words)}"
        # What the tasking rests on was shown already.
        if further := [one for one in owed.product.act.rests if one not in shown]:
            yield from rest_lines(further, rests)
        if owed.product.ended:
            yield f"    dropped: {one_line(owed.product.ended.why)}"
        for paper in owed.papers:
            remark = f": {one_line(paper.says.remark)}" if paper.says.remark else ""
            where = ", ".join(one_line(rests[one].address) for one in paper.act.rests if one in rests)
            yield f"    delivered {paper.act.time[:10]} by {one_line(paper.act.writer.person)}, {where}{remark}"
        yield from planning.disputed(owed.product)
    yield from deciding.view_lines(one.views)
    yield from deciding.comment_lines(one.comments)
    yield from deciding.decided_lines(one.decided)
    yield from without_effect(one.without_effect)


def _product_lines(product: "Product") -> Iterator[str]:
    owes = one_line(", ".join(product.owes))
    yield f"“{one_line(product.name)}”, {product.stage}: owed by {owes}; {one_line(product.date_in_words)}."
    for step in product.steps:
        yield f"  {one_line(step)}"


def _product_value(product: "Product") -> dict[str, Any]:
    return {
        "name": product.name,
        "stage": str(product.stage),
        "owes": list(product.owes),
        "written": product.written or None,
        "when": product.when or None,
        "certainty": str(product.certainty),
        "steps": list(product.steps),
    }


def _owed_value(owed: "Owed") -> dict[str, Any]:
    return {
        **planning.value(owed.product),
        **_product_value(owed.product.says),
        "tasking": owed.tasking.says.name,
        "state": str(owed.state),
        "days": owed.days,
        "papers": [{**planning.value(paper), "remark": paper.says.remark or None} for paper in owed.papers],
    }


def _tasked_value(one: "Tasked") -> dict[str, Any]:
    from backchannel.cli.resting import without_values

    says = one.kept.says
    return {
        **planning.value(one.kept),
        "name": says.name,
        "about": says.about or None,
        "asked_by": says.asked_by,
        "asked": list(says.asked),
        "by_order_of": says.by_order_of or None,
        "decides": list(says.decides),
        "products": [_owed_value(owed) for owed in one.products],
        "comments": deciding.comment_values(one.comments),
        "views": deciding.view_values(one.views),
        "decided": deciding.decided_values(one.decided),
        "without_effect": without_values(one.without_effect),
    }
