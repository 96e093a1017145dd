"""positions: the rungs of each issue from the opening to the fall-back, as far as one may read them."""

import argparse
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from backchannel.cli import planning
from backchannel.cli.output import Answer, one_line
from backchannel.cli.parsing import Subparsers, add_command, add_group
from backchannel.cli.passages import quoted

if TYPE_CHECKING:
    from decimal import Decimal

    from backchannel.planning.board import Kept
    from backchannel.planning.positions import Distance, Judged, Pair, Rung, Said

_STEPS = ("opening", "target", "fall-back")
_MORE = """\
Each rung stands on its own channel, and exactly its members read it. What is shown are the rungs that you may read.
Exit code 1 (distance): the rungs that you see are farther apart than a limit, or cannot be held against it."""
_WORDS = 200


def add_commands(commands: Subparsers) -> None:
    """Add the commands of this module."""
    group = add_group(commands, "positions", "backchannel positions distance --desk ilse")
    put = add_command(
        group,
        "put",
        _put,
        'backchannel positions put passage opening "Four ferries a day pass" --amount 4 --unit "ferries a day" '
        '--onto "The strait desk" --desk ilse',
        text="put a rung of an issue on a channel, or another in its place there",
        more="Who reads the rung is who is on the channel: so it is always said (--onto).\n"
        "That there is no such rung by choice is said with --none, and why.",
    )
    put.add_argument("issue", metavar="ISSUE", help="of which issue")
    put.add_argument("step", choices=_STEPS, help="which rung")
    put.add_argument("words", metavar="WORDS", help="what we say or would accept; with --none, why there is none")
    put.add_argument("--amount", metavar="NUMBER", default="", help="an amount, such as 12 or 3.5")
    put.add_argument("--unit", metavar="UNIT", default="", help="its unit")
    put.add_argument("--none", action="store_true", help="there is no such rung, by choice")
    planning.add_onto(put)
    planning.add_rests(put)
    planning.add_settle(put)
    withdraw = add_command(
        group,
        "withdraw",
        _withdraw,
        'backchannel positions withdraw passage target --why "The ice came early" --desk ilse',
        text="withdraw a rung; it stays readable with the reason",
    )
    withdraw.add_argument("issue", metavar="ISSUE", help="of which issue")
    withdraw.add_argument("step", choices=_STEPS, help="which rung")
    withdraw.add_argument("--why", metavar="TEXT", required=True, help="the reason")
    planning.add_onto(withdraw)
    planning.add_settle(withdraw)
    show = add_command(
        group, "show", _show, "backchannel positions show passage --desk ilse", text="show the rungs you may read",
        more=_MORE,
    )  # fmt: skip
    show.add_argument("--withdrawn", action="store_true", help="those too that were withdrawn, with the reason")
    distance = add_command(
        group,
        "distance",
        _distance,
        "backchannel positions distance passage --desk ilse",
        text="show how far the rungs that you may read are apart, and whether a limit is passed",
        more=_MORE,
    )
    for parser in (show, distance):
        parser.add_argument("issue", metavar="ISSUE", nargs="?", default="", help="this issue alone")
    apart = add_command(
        group,
        "apart",
        _apart,
        'backchannel positions apart passage opening fall-back "A whole winter" --desk ilse',
        text="say in your own words how far two rungs are apart, to those who read both",
    )
    apart.add_argument("issue", metavar="ISSUE", help="of which issue")
    apart.add_argument("one", choices=_STEPS, help="one rung")
    apart.add_argument("other", choices=_STEPS, help="the other")
    apart.add_argument("words", metavar="WORDS", help="how far")
    planning.add_onto(apart)
    limit = add_command(
        group,
        "limit",
        _limit,
        'backchannel positions limit passage 3 --unit "ferries a day" --desk ilse',
        text="set how far the rungs of an issue may be apart; only a principal does",
        more="It stands on the narrowest channel of the rungs that you see, unless you say another (--onto).",
    )
    limit.add_argument("issue", metavar="ISSUE", help="of which issue")
    limit.add_argument("amount", metavar="NUMBER", help="how far at most")
    limit.add_argument("--unit", metavar="UNIT", required=True, help="in which unit")
    planning.add_onto(limit)
    planning.add_settle(limit)
    lift = add_command(
        group,
        "lift",
        _lift,
        'backchannel positions lift passage --why "The rungs are settled" --desk ilse',
        text="lift the limits of an issue; only a principal does",
    )
    lift.add_argument("issue", metavar="ISSUE", help="of which issue")
    lift.add_argument("--why", metavar="TEXT", required=True, help="the reason")
    for parser in (put, withdraw, show, distance, apart, limit, lift):
        planning.add_case(parser)


def _put(args: argparse.Namespace) -> Answer:
    from backchannel.cli.desk_option import open_desk
    from backchannel.desk.planning import positions
    from backchannel.planning.positions import Step

    with open_desk(args) as desk:
        kept = positions.put(
            desk,
            args.issue,
            Step(args.step),
            args.words,
            onto=args.onto,
            amount=args.amount,
            unit=args.unit,
            none=args.none,
            rests=args.rests,
            case=args.case,
            settle=args.settle,
        )
    return Answer([f"{one_line(kept.says.issue)}: {_rung(kept.says, kept.act.writer.person)}"], _rung_value(kept))


def _withdraw(args: argparse.Namespace) -> Answer:
    from backchannel.cli.desk_option import open_desk
    from backchannel.desk.planning import positions
    from backchannel.planning.positions import Step

    with open_desk(args) as desk:
        kept = positions.withdraw(
            desk, args.issue, Step(args.step), args.why, onto=args.onto, case=args.case, settle=args.settle
        )
    said = f"{one_line(kept.says.issue)}: the {kept.says.step} is withdrawn: {one_line(args.why)}"
    return Answer([said], _rung_value(kept))


def _show(args: argparse.Namespace) -> Answer:
    from backchannel.cli.desk_option import open_desk
    from backchannel.desk.planning import positions

    with open_desk(args) as desk:
        found = positions.ladders(desk, args.issue, withdrawn=args.withdrawn, case=args.case)
    lines: list[str] = []
    for ladder in found:
        lines += ["", one_line(ladder.issue)]
        for kept in ladder.rungs:
            lines.append(f"  {_rung(kept.says, kept.act.writer.person)}")
            if kept.ended:
                lines.append(f"    {kept.ended.how}: {one_line(kept.ended.why)}")
            lines += planning.disputed(kept)
    value = [{"issue": one.issue, "rungs": [_rung_value(kept) for kept in one.rungs]} for one in found]
    return Answer(lines[1:] or ["There is no rung."], value)


def _distance(args: argparse.Namespace) -> Answer:
    from backchannel.cli.desk_option import open_desk
    from backchannel.desk.planning import positions

    with open_desk(args) as desk:
        found = positions.distances(desk, args.issue, case=args.case)
    lines = [line for one in found for line in ("", *_distance_lines(one))][1:]
    settled = all(one.is_settled for one in found)
    return Answer(lines or ["There is no rung."], [_distance_value(one) for one in found], 0 if settled else 1)


def _apart(args: argparse.Namespace) -> Answer:
    from backchannel.cli.desk_option import open_desk
    from backchannel.desk.planning import positions
    from backchannel.planning.positions import Step

    with open_desk(args) as desk:
        kept = positions.say_apart(
            desk, args.issue, Step(args.one), Step(args.other), args.words, onto=args.onto, case=args.case
        )
    said = f"{one_line(kept.says.issue)}: from {args.one} to {args.other}, {quoted(kept.says.words, _WORDS)}."
    return Answer([said], {**planning.value(kept), "issue": kept.says.issue, "words": kept.says.words})


def _limit(args: argparse.Namespace) -> Answer:
    from backchannel.cli.desk_option import open_desk
    from backchannel.desk.planning import positions

    with open_desk(args) as desk:
        kept = positions.set_limit(
            desk, args.issue, args.amount, args.unit, onto=args.onto, case=args.case, settle=args.settle
        )
    says = kept.says
    said = f"{one_line(says.issue)}: at most {says.amount} {one_line(says.unit)} between the rungs."
    return Answer([said], {**planning.value(kept), "issue": says.issue, "amount": says.amount, "unit": says.unit})


def _lift(args: argparse.Namespace) -> Answer:
    from backchannel.cli.desk_option import open_desk
    from backchannel.desk.planning import positions

    with open_desk(args) as desk:
        positions.lift(desk, args.issue, args.why, case=args.case)
    return Answer([f"{one_line(args.issue)}: the limit is lifted: {one_line(args.why)}"], {"lifted": True})


def _rung(says: "Rung", by: str) -> str:
    if says.none:
        return f"{says.step}: none, by choice of {one_line(by)}: {one_line(says.words)}"
    amount = f" ({says.amount} {one_line(says.unit)})" if says.amount else ""
    return f"{says.step}: {one_line(says.words)}{amount}"


def _distance_lines(one: "Distance") -> Iterator[str]:
    yield one_line(one.issue)
    for said in one.rungs:
        beside = "  (beside it another statement stands; settle them)" if said.kept.is_disputed else ""
        yield f"  {_rung(said.says, said.act.writer.person)}{beside}"
    for pair in one.pairs:
        yield f"  from {_named(pair.one)} to {_named(pair.other)}: {_how_far(pair)}"
        for says, act in pair.said:
            yield f"    {one_line(act.writer.person)}: {quoted(says.words, _WORDS)}"
    yield from (f"  {_limit_line(limit)}" for limit in one.limits)
    for idle in one.without_effect:
        yield f"  no effect: a limit by {one_line(idle.act.writer.person)}, {idle.act.time[:10]}. {idle.rule}"


def _named(said: "Said") -> str:
    return str(said.says.step)


def _how_far(pair: "Pair") -> str:
    if pair.difference is not None:
        return f"{_plain(pair.difference)} {one_line(pair.one.says.unit)}"
    return f"{quoted(pair.one.says.words, _WORDS)} | {quoted(pair.other.says.words, _WORDS)}"


def _limit_line(one: "Judged") -> str:
    limit = f"limit {one_line(one.limit.amount)} {one_line(one.limit.unit)} ({one_line(one.act.writer.person)})"
    said = ""
    if one.widest is not None:
        how = "PASSED, they are" if one.is_over else "kept, they are"
        said = f": {how} {_plain(one.widest)} apart"
    return f"{limit}{said}" + ("; not every rung has an amount in this unit" if one.is_open else "")


def _plain(number: "Decimal") -> str:
    text = f"{number:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def _rung_value(kept: "Kept[Rung]") -> dict[str, Any]:
    return {**planning.value(kept), **_says_value(kept.says)}


def _says_value(says: "Rung") -> dict[str, Any]:
    value: dict[str, Any] = {"issue": says.issue, "step": str(says.step), "words": says.words, "none": says.none}
    return {**value, "amount": says.amount, "unit": says.unit} if says.amount else value


def _distance_value(one: "Distance") -> dict[str, Any]:
    return {
        "issue": one.issue,
        "rungs": [{**_says_value(said.says), "by": said.act.writer.person} for said in one.rungs],
        "distances": [
            {
                "from": _named(pair.one),
                "to": _named(pair.other),
                "difference": _plain(pair.difference) if pair.difference is not None else None,
                "unit": pair.one.says.unit if pair.difference is not None else None,
                "said": [{"words": says.words, "by": act.writer.person} for says, act in pair.said],
            }
            for pair in one.pairs
        ],
        "limits": [
            {
                "amount": limit.limit.amount,
                "unit": limit.limit.unit,
                "by": limit.act.writer.person,
                "widest": _plain(limit.widest) if limit.widest is not None else None,
                "passed": limit.is_over,
                "open": limit.is_open,
            }
            for limit in one.limits
        ],
        "without_effect": [{"by": idle.act.writer.person, "rule": idle.rule} for idle in one.without_effect],
    }
