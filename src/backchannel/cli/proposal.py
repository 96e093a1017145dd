"""proposal: drafted, checked against standing orders, sent; the orders themselves, and why somebody is not heard."""

import argparse
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from backchannel.cli import output, planning
from backchannel.cli.output import Answer, one_line
from backchannel.cli.parsing import Subparsers, add_channel, add_command, add_group, add_yes

if TYPE_CHECKING:
    from backchannel.desk.planning.consultation.orders import Ordered
    from backchannel.desk.planning.consultation.proposals import Checked
    from backchannel.planning.board import Kept
    from backchannel.planning.consultation.heard import Heard
    from backchannel.planning.consultation.orders import Waived
    from backchannel.planning.consultation.proposals import Proposal

_NOT_HEARD = 6
_ORDER = """\
Nobody of ours who reads this order can then seal a proposal on the issue to that party, on whatever channel, before
those concerned were heard: every passage that goes there is marked (letter write --mark), and what has a proposal's
words counts as one, whatever its mark. It binds our own desks only, and who reads it: write it on a channel that they
are all on."""


def add_commands(commands: Subparsers) -> None:
    """Add the commands of this module."""
    proposal = add_group(commands, "proposal", "backchannel proposal check ferries --desk ilse")
    draft = add_command(
        proposal,
        "draft",
        _draft,
        "backchannel proposal draft ferries proposal.md --issue passage --desk ilse",
        text="draft a proposal on an issue, or put another text in the place of its last",
    )
    draft.add_argument("name", metavar="NAME", help="what we call it")
    draft.add_argument("file", metavar="FILE", help="its text, Markdown or plain; each paragraph is a passage")
    draft.add_argument("--issue", metavar="ISSUE", required=True, help="the issue")
    planning.add_rests(draft)
    drop = add_command(
        proposal,
        "drop",
        _drop,
        'backchannel proposal drop ferries --why "The ice came early" --desk ilse',
        text="drop a proposal; it stays readable with the reason",
    )
    drop.add_argument("name", metavar="NAME", help="the proposal")
    drop.add_argument("--why", metavar="TEXT", required=True, help="why")
    listed = add_command(
        proposal, "list", _list, "backchannel proposal list --desk ilse", text="list the proposals and their words"
    )
    check = add_command(
        proposal,
        "check",
        _check,
        "backchannel proposal check ferries --desk ilse",
        text="say who was heard on exactly its words, and who was not",
        more="Exit code 6 while somebody is unheard.",
    )
    check.add_argument("name", metavar="NAME", help="the proposal")
    send = add_command(
        proposal,
        "send",
        _send,
        'backchannel proposal send ferries --channel "The strait line" --desk ilse',
        text="send a proposal as a letter, each passage marked as a proposal on its issue",
        more="It is refused with exit code 6 while somebody concerned is unheard.",
    )
    send.add_argument("name", metavar="NAME", help="the proposal")
    send.add_argument("--to", metavar="NAME", action="append", default=[], help="a reader; may be repeated")
    send.add_argument("--answers", metavar="REF", default="", help="the letter that it answers")
    send.add_argument("--heading", metavar="TEXT", default="", help="the letter's heading")
    add_channel(send)
    add_yes(send)
    for parser in (draft, drop, listed, check, send):
        planning.add_case(parser)
    planning.add_onto(draft)
    planning.add_settle(draft)
    planning.add_settle(drop)
    _add_orders(proposal)


def _add_orders(proposal: Subparsers) -> None:
    order = add_command(
        proposal,
        "order",
        _order,
        'backchannel proposal order "No surprises" --issue passage --towards Ostrava --from direct --desk ilse',
        text="order that no proposal on an issue goes to the other side before those concerned were heard",
        more=_ORDER,
    )
    order.add_argument("name", metavar="NAME", help="what the order is called")
    order.add_argument("--issue", metavar="ISSUE", required=True, help="the issue")
    order.add_argument("--towards", metavar="PARTY", required=True, help="the other side")
    order.add_argument(
        "--from", dest="least", choices=("crucial", "direct", "plain"), default="plain", help="from which degree on"
    )
    order.add_argument("--why", metavar="TEXT", default="", help="why")
    lift = add_command(
        proposal,
        "lift",
        _lift,
        'backchannel proposal lift "No surprises" --why "The treaty is signed" --desk ilse',
        text="end a standing order",
    )
    lift.add_argument("name", metavar="NAME", help="the order")
    lift.add_argument("--why", metavar="TEXT", required=True, help="why")
    waive = add_command(
        proposal,
        "waive",
        _waive,
        'backchannel proposal waive "Tervania" --issue passage --ally Tervania --why "Its government fell" '
        "--no-precedent --desk ilse",
        text="record, as a principal, why somebody concerned is not consulted",
    )
    waive.add_argument("name", metavar="NAME", help="what the waiver is called")
    waive.add_argument("--issue", metavar="ISSUE", required=True, help="the issue")
    waive.add_argument("--ally", metavar="PARTY", required=True, help="who is not consulted")
    waive.add_argument("--why", metavar="TEXT", required=True, help="why")
    waive.add_argument("--no-precedent", action="store_true", help="it can be the basis of no other")
    waive.add_argument("--basis", metavar="NAME", default="", help="the waiver on which this one is based")
    unwaive = add_command(
        proposal,
        "unwaive",
        _unwaive,
        'backchannel proposal unwaive "Tervania" --why "There is a government again" --desk ilse',
        text="take a waiver back",
    )
    unwaive.add_argument("name", metavar="NAME", help="the waiver")
    unwaive.add_argument("--why", metavar="TEXT", required=True, help="why")
    listed = add_command(
        proposal,
        "orders",
        _orders,
        "backchannel proposal orders --desk ilse",
        text="list the standing orders and waivers",
    )
    for parser in (order, lift, waive, unwaive, listed):
        planning.add_case(parser)
    for parser in (order, waive):
        planning.add_onto(parser)
    for parser in (lift, unwaive):
        planning.add_settle(parser)


def _draft(args: argparse.Namespace) -> Answer:
    from backchannel.cli.desk_option import open_desk
    from backchannel.cli.texts import read_letter
    from backchannel.desk.planning.consultation import proposals

    text = [one.text for one in read_letter(args.file)[0].passages]
    place: dict[str, Any] = {"rests": args.rests, "case": args.case, "onto": args.onto, "settle": args.settle}
    with open_desk(args) as desk:
        kept = proposals.draft(desk, args.name, args.issue, text, **place)
    return Answer(list(_proposal(kept)), _proposal_value(kept))


def _drop(args: argparse.Namespace) -> Answer:
    from backchannel.cli.desk_option import open_desk
    from backchannel.desk.planning.consultation import proposals

    with open_desk(args) as desk:
        kept = proposals.drop(desk, args.name, args.why, case=args.case, settle=args.settle)
    return Answer(list(_proposal(kept)), _proposal_value(kept))


def _list(args: argparse.Namespace) -> Answer:
    from backchannel.cli.desk_option import open_desk
    from backchannel.desk.planning.consultation import proposals

    with open_desk(args) as desk:
        found = proposals.every(desk, case=args.case)
    lines = [line for kept in found for line in _proposal(kept)]
    return Answer(lines or ["There is no proposal yet."], [_proposal_value(kept) for kept in found])


def _check(args: argparse.Namespace) -> Answer:
    from backchannel.cli.desk_option import open_desk
    from backchannel.desk.planning.consultation import proposals

    with open_desk(args) as desk:
        found = proposals.check(desk, args.name, case=args.case)
    value = {
        **_proposal_value(found.proposal),
        "orders": [
            {"order": order.says.name, "towards": order.says.towards, "parties": [heard_value(one) for one in parties]}
            for order, parties in found.orders
        ],
        "unheard": [one.party for one in found.unheard],
    }
    return Answer(list(_checked(found)), value, _NOT_HEARD if found.unheard else 0)


def _send(args: argparse.Namespace) -> Answer:
    from backchannel.cli.desk_option import channel_named, open_desk
    from backchannel.desk.planning.consultation import proposals

    with open_desk(args) as desk:
        channel = channel_named(args, desk)
        found = proposals.check(desk, args.name, case=args.case)
        lines = [f"On “{one_line(channel)}”:", *_proposal(found.proposal)]
        if not args.yes and not found.unheard and not output.agreed(args, lines, "Seal this proposal and lay it out?"):
            return output.NOT_DONE
        letter = proposals.send(
            desk, args.name, channel, readers=args.to, answers=args.answers, heading=args.heading, case=args.case
        )
    line = f"Written: {letter.reference} on “{one_line(channel)}”."
    return Answer([line], {"reference": letter.reference, "channel": letter.channel})


def _order(args: argparse.Namespace) -> Answer:
    from backchannel.cli.desk_option import open_desk
    from backchannel.desk.planning.consultation import orders
    from backchannel.planning.consultation.concerns import Degree

    degree = Degree(args.least)
    with open_desk(args) as desk:
        found = orders.give(desk, args.name, args.issue, args.towards, degree, args.why, case=args.case, onto=args.onto)
    return Answer(list(_ordered(found)), _ordered_value(found))


def _lift(args: argparse.Namespace) -> Answer:
    from backchannel.cli.desk_option import open_desk
    from backchannel.desk.planning.consultation import orders

    with open_desk(args) as desk:
        orders.end(desk, args.name, args.why, case=args.case, settle=args.settle)
    return Answer([f"The standing order “{one_line(args.name)}” has ended."], {"name": args.name, "ended": True})


def _waive(args: argparse.Namespace) -> Answer:
    from backchannel.cli.desk_option import open_desk
    from backchannel.desk.planning.consultation import orders

    with open_desk(args) as desk:
        found = orders.waive(
            desk,
            args.name,
            args.issue,
            args.ally,
            args.why,
            no_precedent=args.no_precedent,
            basis=args.basis,
            case=args.case,
            onto=args.onto,
        )
    return Answer([_waived(found)], _waived_value(found))


def _unwaive(args: argparse.Namespace) -> Answer:
    from backchannel.cli.desk_option import open_desk
    from backchannel.desk.planning.consultation import orders

    with open_desk(args) as desk:
        orders.take_back(desk, args.name, args.why, case=args.case, settle=args.settle)
    return Answer([f"The waiver “{one_line(args.name)}” was taken back."], {"name": args.name, "ended": True})


def _orders(args: argparse.Namespace) -> Answer:
    from backchannel.cli.desk_option import open_desk
    from backchannel.desk.planning.consultation import orders

    with open_desk(args) as desk:
        found = orders.listed(desk, case=args.case)
    lines = [line for one in found for line in _ordered(one)]
    return Answer(lines or ["There is no standing order yet."], [_ordered_value(one) for one in found])


def _proposal(kept: "Kept[Proposal]") -> Iterator[str]:
    ended = f"  ({one_line(kept.ended.how)}: {one_line(kept.ended.why)})" if kept.ended else ""
    yield f"“{one_line(kept.says.name)}” on “{one_line(kept.says.issue)}”{ended}"
    for number, text in enumerate(kept.says.text, 1):
        yield f"  {number}  {one_line(text)}"
    for address in kept.act.rests:
        yield f"      rests on {one_line(address)}"
    yield from planning.disputed(kept)


def _proposal_value(kept: "Kept[Proposal]") -> dict[str, Any]:
    said = {"name": kept.says.name, "issue": kept.says.issue, "text": list(kept.says.text)}
    return {**planning.value(kept), **said}


def _checked(found: "Checked") -> Iterator[str]:
    yield from _proposal(found.proposal)
    if not found.orders:
        yield "No standing order asks that anybody be heard on it."
    for order, parties in found.orders:
        yield f"By “{one_line(order.says.name)}”, before it goes to {one_line(order.says.towards)}:"
        for one in parties:
            how = "heard  " if one.is_heard else "UNHEARD"
            yield f"  {how}  {one_line(one.party)} ({one.degree}): {one_line(one.why)}"
        if not parties:
            yield "  nobody is recorded as concerned (see 'backchannel concern note')"


def heard_value(one: "Heard") -> dict[str, Any]:
    """Give for a program what came of consulting a party."""
    return {
        "party": one.party,
        "degree": str(one.degree) if one.degree else None,
        "finding": str(one.finding),
        "outcome": str(one.outcome) if one.outcome else None,
        "heard": one.is_heard,
        "why": one.why,
    }


def _ordered(found: "Ordered") -> Iterator[str]:
    says, act = found.order.says, found.order.act
    yield (
        f"“{one_line(says.name)}”: no proposal on “{one_line(says.issue)}” to {one_line(says.towards)} before those "
        f"concerned, from {says.degree} on, were heard  ({one_line(act.writer.person)})"
    )
    for one in found.waivers:
        yield f"  {_waived(one)}"
    for refused in found.order.without_effect:
        yield f"  without effect, by {one_line(refused.act.writer.person)}: {one_line(refused.rule)}"


def _ordered_value(found: "Ordered") -> dict[str, Any]:
    says = found.order.says
    return {
        "name": says.name,
        "issue": says.issue,
        "towards": says.towards,
        "from": str(says.degree),
        "why": says.why,
        "by": found.order.act.writer.person,
        "waivers": [_waived_value(one) for one in found.waivers],
        "without_effect": [{"by": one.act.writer.person, "rule": one.rule} for one in found.order.without_effect],
    }


def _waived(one: "Waived") -> str:
    says = one.says
    precedent = ", no precedent" if says.no_precedent else ""
    effect = f"  (without effect: {one_line(one.effect)})" if one.effect else ""
    return (
        f"“{one_line(says.name)}”: {one_line(says.party)} is not consulted{precedent}: {one_line(says.why)}  "
        f"({one_line(one.act.writer.person)}){effect}"
    )


def _waived_value(one: "Waived") -> dict[str, Any]:
    return {
        "name": one.says.name,
        "issue": one.says.issue,
        "party": one.says.party,
        "why": one.says.why,
        "no_precedent": one.says.no_precedent,
        "by": one.act.writer.person,
        "without_effect": one.effect or None,
    }
