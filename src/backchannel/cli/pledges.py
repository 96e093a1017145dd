"""pledges: mutual restraint, in whose exact words, until when, and what happened against it on either side."""

import argparse
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from backchannel.cli import planning
from backchannel.cli.output import Answer, one_line
from backchannel.cli.parsing import Subparsers, add_command, add_group, date

if TYPE_CHECKING:
    import datetime

    from backchannel.desk.planning.pledges import Shown

_MORE = """\
A pledge rests on exact words in a passage. It binds the party that asked for it in its own words, and a party that
accepted it in its own; what somebody else says that a party accepted is a claim, and binds nobody."""


def add_commands(commands: Subparsers) -> None:
    """Add the commands of this module."""
    group = add_group(commands, "pledges", "backchannel pledges check --on 2030-11-25 --desk ilse")
    add = add_command(
        group,
        "add",
        _add,
        'backchannel pledges add "no boarding" --between Valdria Ostrava --of Valdria --words "let us refrain from '
        'boarding" --rests "The strait line/maren-3/2" --from 2030-11-01 --until 2030-12 --onto "own ledger" '
        "--desk ilse",
        text="record a pledge of restraint in somebody's exact words",
        more=_MORE,
    )
    add.add_argument("name", metavar="NAME", help="what it is called")
    add.add_argument("--between", metavar="PARTY", nargs="+", required=True, help="the parties that it is to bind")
    add.add_argument("--of", metavar="PARTY", required=True, help="in whose words")
    add.add_argument("--words", metavar="TEXT", required=True, help="the exact words")
    add.add_argument("--rests", metavar="ADDRESS", required=True, help="the passage in which they stand")
    add.add_argument("--scope", metavar="TEXT", default="", help="what it keeps them from")
    add.add_argument("--period", metavar="TEXT", default="", help="the period, as it is written")
    add.add_argument("--from", dest="begins", type=date, metavar="DATE", help="from when, as precisely as is known")
    add.add_argument("--until", dest="ends", type=date, metavar="DATE", help="until when")
    add.add_argument("--issue", metavar="ISSUE", nargs="+", default=[], help="what happens on these falls in its scope")
    answer = add_command(
        group,
        "answer",
        _answer,
        'backchannel pledges answer "no boarding" Ostrava accepted --words "we too shall refrain" '
        '--rests "The strait line/reik-4/1" --desk ilse',
        text="record how a party answered: accepted or declined in its own words, or said by somebody to have accepted",
        more=_MORE,
    )
    answer.add_argument("name", metavar="PLEDGE", help="the pledge")
    answer.add_argument("party", metavar="PARTY", help="who answered")
    answer.add_argument("how", choices=("accepted", "declined", "claimed"), help="how")
    answer.add_argument("--words", metavar="TEXT", default="", help="its exact words")
    answer.add_argument("--rests", metavar="ADDRESS", default="", help="the passage in which they stand")
    answer.add_argument("--said-by", metavar="WHO", default="", help="of a claim: who says that it accepted")
    planning.add_settle(answer)
    log = add_command(
        group,
        "log",
        _log,
        'backchannel pledges log "no boarding" "the Sigrun" --party Ostrava --on 2030-11-12 --rests "report/1" '
        "--desk ilse",
        text="hold an incident of either side against a pledge",
    )
    log.add_argument("name", metavar="PLEDGE", help="the pledge")
    log.add_argument("incident", metavar="INCIDENT", help="what the incident is called")
    log.add_argument("--party", metavar="PARTY", required=True, help="whose doing it was, ours as well as theirs")
    log.add_argument("--on", type=date, metavar="DATE", required=True, help="when")
    log.add_argument("--what", metavar="TEXT", default="", help="what happened")
    planning.add_rests(log)
    withdraw = add_command(
        group,
        "withdraw",
        _withdraw,
        'backchannel pledges withdraw "the flare" --why "It was a signal of distress." --desk ilse',
        text="say that an incident was held against a pledge by mistake; it stays listed, with the reason",
    )
    withdraw.add_argument("incident", metavar="INCIDENT", help="the incident")
    end = add_command(
        group,
        "end",
        _end,
        'backchannel pledges end "no boarding" --how denounced --why "Their note of 5 May" --desk ilse',
        text="say how a pledge ended; it stays readable",
    )
    end.add_argument("name", metavar="PLEDGE", help="the pledge")
    end.add_argument("--how", metavar="WORD", default="lapsed", help="how: lapsed, denounced, fulfilled, ...")
    for parser in (withdraw, end):
        parser.add_argument("--why", metavar="TEXT", default="", help="why")
        planning.add_settle(parser)
    show = add_command(
        group,
        "show",
        _show,
        "backchannel pledges show --desk ilse",
        text="show every pledge: how each party stands to it, until when, and the incidents of every party",
        more=_MORE,
    )
    check = add_command(
        group,
        "check",
        _check,
        "backchannel pledges check --on 2030-11-25 --desk ilse",
        text="list the pledges in force on a day, and the incidents within them, of either side alike",
        more="Exit code 1: there is an incident.",
    )
    for parser in (show, check):
        parser.add_argument("--on", type=date, metavar="DATE", help="on which day (default: today)")
    for parser in (add, answer, log, withdraw, end, show, check):
        planning.add_case(parser)
    for parser in (add, log):
        planning.add_onto(parser)


def _add(args: argparse.Namespace) -> Answer:
    from backchannel.cli.desk_option import open_desk
    from backchannel.desk.planning import pledges
    from backchannel.planning.pledges import Pledge

    pledge = Pledge(
        args.name,
        tuple(args.between),
        args.scope,
        args.of,
        args.words,
        args.period,
        args.begins,
        args.ends,
        tuple(args.issue),
    )
    with open_desk(args) as desk:
        kept = pledges.add(desk, pledge, args.rests, case=args.case, onto=args.onto)
        shown = pledges.show(desk, kept.id.hex(), case=args.case)
    return Answer(list(_lines(shown)), _value(shown))


def _answer(args: argparse.Namespace) -> Answer:
    from backchannel.cli.desk_option import open_desk
    from backchannel.desk.planning import pledges
    from backchannel.planning.pledges import Answered

    how = Answered.CLAIMED if args.how == "claimed" else Answered(args.how)
    with open_desk(args) as desk:
        pledges.answer(
            desk,
            args.name,
            args.party,
            how,
            words=args.words,
            rests_on=args.rests,
            said_by=args.said_by,
            case=args.case,
            settle=args.settle,
        )
        shown = pledges.show(desk, args.name, case=args.case)
    return Answer(list(_lines(shown)), _value(shown))


def _log(args: argparse.Namespace) -> Answer:
    from backchannel.cli.desk_option import open_desk
    from backchannel.desk.planning import pledges

    with open_desk(args) as desk:
        kept = pledges.log(
            desk,
            args.name,
            args.incident,
            party=args.party,
            on=args.on,
            what=args.what,
            rests_on=args.rests,
            case=args.case,
            onto=args.onto,
        )
    said = f"“{one_line(kept.says.name)}” of {one_line(kept.says.party)} is held against “{one_line(args.name)}”."
    return Answer([said], {**planning.value(kept), "name": kept.says.name, "party": kept.says.party})


def _withdraw(args: argparse.Namespace) -> Answer:
    from backchannel.cli.desk_option import open_desk
    from backchannel.desk.planning import pledges

    with open_desk(args) as desk:
        kept = pledges.withdraw(desk, args.incident, args.why, case=args.case, settle=args.settle)
    return Answer([f"“{one_line(kept.says.name)}” is withdrawn; it stays listed."], planning.value(kept))


def _end(args: argparse.Namespace) -> Answer:
    from backchannel.cli.desk_option import open_desk
    from backchannel.desk.planning import pledges

    with open_desk(args) as desk:
        kept = pledges.end(desk, args.name, args.how, args.why, case=args.case, settle=args.settle)
    return Answer([f"“{one_line(kept.says.name)}” has ended: {one_line(args.how)}."], planning.value(kept))


def _show(args: argparse.Namespace) -> Answer:
    from backchannel.cli.desk_option import open_desk
    from backchannel.desk.planning import pledges

    with open_desk(args) as desk:
        found = pledges.every(desk, _day(args), args.case)
    return Answer([*_all(found)] or ["There is no pledge yet."], [_value(one) for one in found])


def _check(args: argparse.Namespace) -> Answer:
    from backchannel.cli.desk_option import open_desk
    from backchannel.desk.planning import pledges

    with open_desk(args) as desk:
        found = pledges.check(desk, _day(args), args.case)
    count = sum(len(one.restraint.counting) for one in found)
    said = "There is no pledge in force." if not found else f"{count} incident{'' if count == 1 else 's'} within them."
    return Answer([*_all(found), said], [_value(one) for one in found], 1 if count else 0)


def _day(args: argparse.Namespace) -> "datetime.date | None":
    from backchannel.errors import UsageError

    if args.on is None:
        return None
    if args.on.day is None:
        raise UsageError("Name a day, such as --on 2030-11-25.")
    return args.on.earliest.date()  # type: ignore[no-any-return]


def _all(found: "list[Shown]") -> Iterator[str]:
    for one in found:
        yield from _lines(one)
        yield ""


def _lines(shown: "Shown") -> Iterator[str]:
    from backchannel.record.dates import in_words

    found, says = shown.restraint, shown.restraint.pledge.says
    until = f", until {in_words(says.ends)}" if says.ends else ""
    since = f", from {in_words(says.begins)}" if says.begins else ""
    written = f" (“{one_line(says.period)}”)" if says.period else ""
    yield f"{one_line(says.name)}: {found.force}{since}{until}{written}"
    if says.scope:
        yield f"  {one_line(says.scope)}"
    yield f"  “{one_line(says.words)}”"
    yield f"  {one_line(says.by)}, {one_line(shown.words.rest.address)}{_true(shown.words.stands)}"
    yield from planning.disputed(found.pledge)
    for party in found.parties:
        yield f"  {one_line(party.name)}: {party.stands}"
    for one in shown.answers:
        ended = f" [{one_line(one.kept.ended.how)}]" if one.kept.ended else ""
        if one.words is not None:
            words = f"“{one_line(one.kept.says.words)}”{_true(one.words.stands)}"
            yield f"    {one_line(one.kept.says.party)}: {words}{ended}"
        if one.kept.says.said_by:
            yield f"    {one_line(one.kept.says.party)}: as {one_line(one.kept.says.said_by)} says{ended}"
        yield from planning.disputed(one.kept)
    if not found.is_mutual:
        yield "  Not every party has pledged itself."
    for party in found.parties:
        own = [held for held in shown.evidence if held.breach.party == party.name]
        yield f"  Incidents of {one_line(party.name)}: {sum(not held.breach.withdrawn for held in own) or 'none'}"
        for held in own:
            kept = held.breach.incident
            day = in_words(kept.says.on) if kept.says.on else "day not known"
            how = "" if held.breach.by_name else " (touches its issue; not held against it by name)"
            gone = f" [withdrawn: {one_line(kept.ended.why)}]" if held.breach.withdrawn and kept.ended else ""
            what = f": {one_line(kept.says.what)}" if kept.says.what else ""
            yield f"    {one_line(day)}  {one_line(kept.says.name)}{what}{how}{gone}"
            yield from (f"      {one_line(rest.address)}: “{one_line(rest.text)}”" for rest in held.rests)
            yield from planning.disputed(kept)


def _true(stands: bool | None) -> str:
    return "" if stands else " (not at this desk)" if stands is None else " (THESE WORDS DO NOT STAND THERE)"


def _value(shown: "Shown") -> dict[str, Any]:
    found, says = shown.restraint, shown.restraint.pledge.says
    return {
        **planning.value(found.pledge),
        "name": says.name,
        "force": str(found.force),
        "of": says.by,
        "words": says.words,
        "stands": shown.words.stands,
        "scope": says.scope or None,
        "period": says.period or None,
        "from": str(says.begins) if says.begins else None,
        "until": str(says.ends) if says.ends else None,
        "mutual": found.is_mutual,
        "parties": [{"name": one.name, "stands": str(one.stands), "bound": one.is_bound} for one in found.parties],
        "incidents": [
            {
                "id": one.breach.incident.id.hex(),
                "name": one.breach.incident.says.name,
                "party": one.breach.party,
                "on": str(one.breach.incident.says.on) if one.breach.incident.says.on else None,
                "by_name": one.breach.by_name,
                "withdrawn": one.breach.withdrawn,
                "evidence": [{"address": rest.address, "text": rest.text} for rest in one.rests],
            }
            for one in shown.evidence
        ],
    }
