"""contacts: proposals for the next contact, accepted or declined by the person named to decide."""

import argparse
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from backchannel.cli import planning
from backchannel.cli.output import Answer, one_line
from backchannel.cli.parsing import Subparsers, add_command, add_group, date

if TYPE_CHECKING:
    from backchannel.desk.planning.contacts import Listed

_EXAMPLE = (
    'backchannel contacts propose "first talk in Aldeby" --who "Greta Lund" --with "Tomas Reik" --decider "Ilse Maren" '
    '--by "before Christmas, perhaps immediately following the allied talks" --desk greta'
)


def add_commands(commands: Subparsers) -> None:
    """Add the commands of this module."""
    group = add_group(commands, "contacts", "backchannel contacts list --desk ilse")
    propose = add_command(
        group,
        "propose",
        _propose,
        _EXAMPLE,
        text="propose a contact: who meets whom, where, when, to avoid what",
        more="Words that hang on an event without a date stay open until somebody gives the event its date.",
    )
    propose.add_argument("name", metavar="NAME", help="what the contact is called")
    propose.add_argument("--who", metavar="PERSON", required=True, help="who goes")
    propose.add_argument("--with", dest="with_whom", metavar="PERSON", required=True, help="whom he meets")
    propose.add_argument("--decider", metavar="PERSON", required=True, help="who decides; nobody else can")
    propose.add_argument("--where", metavar="PLACE", default="", help="where")
    propose.add_argument("--by", metavar="WORDS", default="", help="when, in words")
    propose.add_argument(
        "--on", metavar="DATE", type=date, help="the date of the document in which the words stand (default: today)"
    )
    propose.add_argument("--avoid", metavar="TEXT", default="", help="what it is to avoid")
    planning.add_rests(propose)
    planning.add_onto(propose)
    accept = add_command(
        group,
        "accept",
        _accept,
        'backchannel contacts accept "first talk in Aldeby" --desk ilse',
        text="accept a proposal: it becomes a stage of the calendar, with its preparation",
    )
    decline = add_command(
        group,
        "decline",
        _decline,
        'backchannel contacts decline "first talk in Aldeby" --why "Not before the ministers have met" --desk ilse',
        text="decline a proposal, with the reason",
    )
    withdraw = add_command(
        group,
        "withdraw",
        _withdraw,
        'backchannel contacts withdraw "first talk in Aldeby" --desk greta',
        text="withdraw a proposal that waits",
    )
    for parser in (accept, decline, withdraw):
        parser.add_argument("name", metavar="PROPOSAL", help="the proposal, by name or number")
        parser.add_argument("--why", metavar="TEXT", default="", help="why")
    show = add_command(
        group,
        "list",
        _list,
        "backchannel contacts list --desk ilse",
        text="list the proposals, those first that wait for a decision",
        more="Exit code 1 says that one waits.",
    )
    for parser in (propose, accept, decline, withdraw, show):
        planning.add_case(parser)


def _propose(args: argparse.Namespace) -> Answer:
    from backchannel.cli.desk_option import open_desk
    from backchannel.desk.planning import contacts

    with open_desk(args) as desk:
        kept = contacts.propose(
            desk,
            args.name,
            who=args.who,
            with_whom=args.with_whom,
            decider=args.decider,
            by=args.by,
            on=args.on,
            where=args.where,
            avoid=args.avoid,
            rests=args.rests,
            case=args.case,
            onto=args.onto,
        )
        found = next(one for one in contacts.listed(desk, args.case) if one.proposed.kept.id == kept.id)
    return Answer(list(_lines(found)), _value(found))


def _accept(args: argparse.Namespace) -> Answer:
    from backchannel.cli.desk_option import open_desk
    from backchannel.desk.planning import contacts

    with open_desk(args) as desk:
        done = contacts.accept(desk, args.name, args.why, case=args.case)
        found = next(one for one in contacts.listed(desk, args.case) if one.proposed.kept.id == done.kept.id)
    return Answer(list(_lines(found)), _value(found))


def _decline(args: argparse.Namespace) -> Answer:
    from backchannel.cli.desk_option import open_desk
    from backchannel.desk.planning import contacts

    with open_desk(args) as desk:
        done = contacts.decline(desk, args.name, args.why, case=args.case)
        found = next(one for one in contacts.listed(desk, args.case) if one.proposed.kept.id == done.kept.id)
    return Answer(list(_lines(found)), _value(found))


def _withdraw(args: argparse.Namespace) -> Answer:
    from backchannel.cli.desk_option import open_desk
    from backchannel.desk.planning import contacts

    with open_desk(args) as desk:
        contacts.withdraw(desk, args.name, args.why, case=args.case)
    return Answer([f"“{one_line(args.name)}” is withdrawn."], {"name": args.name, "state": "withdrawn"})


def _list(args: argparse.Namespace) -> Answer:
    from backchannel.cli.desk_option import open_desk
    from backchannel.desk.planning import contacts

    with open_desk(args) as desk:
        found = contacts.listed(desk, args.case)
    open_ = ("waiting", "decided twice")
    ordered = sorted(found, key=lambda one: one.proposed.state not in open_)
    lines = [line for one in ordered for line in (*_lines(one), "")][:-1]
    waits = any(one.proposed.state in open_ for one in found)
    return Answer(lines or ["No contact is proposed."], [_value(one) for one in ordered], 1 if waits else 0)


def _lines(listed: "Listed") -> Iterator[str]:
    found, says = listed.proposed, listed.proposed.kept.says
    state = f"waits for {found.decider}" if found.state == "waiting" else found.state
    yield f"{one_line(says.name)}: {one_line(state)}"
    where = f", {one_line(says.where)}" if says.where else ""
    yield f"    {one_line(says.who)} with {one_line(says.with_whom)}{where}"
    if says.written:
        yield f"    “{one_line(says.written)}”  [{says.when or 'no date'}] {says.certainty}"
    if says.anchor:
        yield f"    hangs on: {says.relation} “{one_line(says.anchor)}”{', perhaps' if says.is_perhaps else ''}"
    if says.avoid:
        yield f"    to avoid: {one_line(says.avoid)}"
    for decision, act in found.decisions:
        why = f": {one_line(decision.why)}" if decision.why else ""
        yield f"    {decision.answer} by {one_line(act.writer.person)}, {act.time[:16]}{why}"
    if found.changed_since:
        yield "    It was changed after it was decided; what was decided is what stood then."
    for stage in listed.stages:
        when = f"{stage.when.in_words()} [{stage.when}]" if stage.when else "no date"
        waits = f", waits for “{one_line(stage.waits_for)}”" if stage.waits_for else ""
        yield f"    -> {one_line(stage.kept.says.name)}: {when}{waits}"
    for rest in listed.rests:
        yield f"    rests on {one_line(rest.address)}" + (f": “{one_line(rest.text)}”" if rest.text else "")
    for one in found.without_effect:
        yield f"    without effect: {one_line(one.act.writer.person)}, {one.act.time[:10]}: {one_line(one.rule)}"
    yield from planning.disputed(found.kept)


def _value(listed: "Listed") -> dict[str, Any]:
    from backchannel.cli.calendar import dated_value

    found, says = listed.proposed, listed.proposed.kept.says
    return {
        **planning.value(found.kept),
        "name": says.name,
        "state": found.state,
        "decider": found.decider,
        "who": says.who,
        "with": says.with_whom,
        "where": says.where or None,
        "avoid": says.avoid or None,
        "written": says.written or None,
        "when": says.when or None,
        "certainty": str(says.certainty),
        "anchor": says.anchor or None,
        "decisions": [
            {"answer": str(one.answer), "by": act.writer.person, "time": act.time, "why": one.why or None}
            for one, act in found.decisions
        ],
        "without_effect": [{"by": one.act.writer.person, "rule": one.rule} for one in found.without_effect],
        "stages": [dated_value(one) for one in listed.stages],
        "words": [{"address": rest.address, "text": rest.text} for rest in listed.rests],
    }
