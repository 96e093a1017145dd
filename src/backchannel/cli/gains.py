"""gains: who gains what by a proposal against what he has now, what he merely keeps, and what he gives."""

import argparse
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from backchannel.cli import planning
from backchannel.cli.output import Answer, one_line
from backchannel.cli.parsing import Subparsers, add_command, add_group
from backchannel.cli.passages import quoted

if TYPE_CHECKING:
    from backchannel.desk.planning.gains import Drawn
    from backchannel.desk.planning.resting import Resting
    from backchannel.planning.gains import Gain

_SORTS = {"new": "new", "kept": "merely kept", "given": "given"}
_MORE = """\
A proposal is a document by its address, or a thing of the case by its name. What it does for a party is said by a
person, against the present position and with the passage. A party whose gain is only what it holds already is marked
"no new gain"; one that gives something for it as well buys the same horse twice.
Exit code 1 (show): there is no new gain for us, or nobody has said what we gain."""
_REST = 300


def add_commands(commands: Subparsers) -> None:
    """Add the commands of this module."""
    group = add_group(commands, "gains", "backchannel gains show strait-note/d1 --desk ilse")
    add = add_command(
        group,
        "add",
        _add,
        'backchannel gains add strait-note/d1 --party Valdria --sort kept --what "Four ferries a day" '
        '--present "Four have passed each day since 2024" --rests 3 --desk ilse',
        text="say what a proposal does for a party, against the present position",
        more=_MORE,
    )
    add.add_argument("proposal", metavar="PROPOSAL", help="a document by its address, or a thing of the case by name")
    add.add_argument("--party", metavar="PARTY", required=True, help="for which party")
    add.add_argument("--sort", choices=tuple(_SORTS), required=True, help="new, merely kept, or given")
    add.add_argument("--what", metavar="TEXT", required=True, help="what it gains, keeps or gives")
    add.add_argument("--present", metavar="TEXT", required=True, help="how it stands in this at present")
    add.add_argument(
        "--rests",
        metavar="ADDRESS",
        nargs="+",
        required=True,
        help="the passages that do so: addresses, or of a document that is the proposal their numbers",
    )
    planning.add_onto(add)
    show = add_command(
        group,
        "show",
        _show,
        "backchannel gains show strait-note/d1 --desk ilse",
        text="show who gains what by a proposal",
        more=_MORE,
    )
    show.add_argument("proposal", metavar="PROPOSAL", help="a document by its address, or a thing of the case by name")
    listing = add_command(group, "list", _list, "backchannel gains list --desk ilse", text="show it for every proposal")
    drop = add_command(
        group,
        "drop",
        _drop,
        'backchannel gains drop 3f0c9a1e --why "The note does not say so" --desk ilse',
        text="drop a line by its number; it stays in the record with the reason",
    )
    drop.add_argument("number", metavar="NUMBER", help="the number of the line, as 'gains show' gives it")
    drop.add_argument("--why", metavar="TEXT", required=True, help="the reason")
    planning.add_settle(drop)
    for parser in (add, show, listing, drop):
        planning.add_case(parser)


def _add(args: argparse.Namespace) -> Answer:
    from backchannel.cli.desk_option import open_desk
    from backchannel.desk.planning import gains
    from backchannel.planning.gains import Sort

    with open_desk(args) as desk:
        kept = gains.add(
            desk,
            args.proposal,
            args.party,
            Sort(_SORTS[args.sort]),
            args.what,
            args.present,
            rests=args.rests,
            case=args.case,
            onto=args.onto,
        )
    said = f"{one_line(kept.says.party)}: {kept.says.sort}: {one_line(kept.says.what)}  ({planning.number(kept)})"
    return Answer([said], {**planning.value(kept), **_said(kept.says)})


def _show(args: argparse.Namespace) -> Answer:
    from backchannel.cli.desk_option import open_desk
    from backchannel.desk.planning import gains

    with open_desk(args) as desk:
        drawn = gains.draw(desk, args.proposal, case=args.case)
    return Answer(list(_lines(drawn)), _value(drawn), 0 if drawn.balance.is_settled else 1)


def _list(args: argparse.Namespace) -> Answer:
    from backchannel.cli.desk_option import open_desk
    from backchannel.desk.planning import gains

    with open_desk(args) as desk:
        found = gains.listed(desk, case=args.case)
    lines = [line for drawn in found for line in ("", *_lines(drawn))][1:]
    settled = all(drawn.balance.is_settled for drawn in found)
    nothing = ["Nobody has said of any proposal who gains what."]
    return Answer(lines or nothing, [_value(drawn) for drawn in found], 0 if settled else 1)


def _drop(args: argparse.Namespace) -> Answer:
    from backchannel.cli.desk_option import open_desk
    from backchannel.desk.planning import gains

    with open_desk(args) as desk:
        kept = gains.drop(desk, args.number, args.why, case=args.case, settle=args.settle)
    return Answer([f"“{one_line(kept.says.what)}” is dropped: {one_line(args.why)}"], planning.value(kept))


def _lines(drawn: "Drawn") -> Iterator[str]:
    from backchannel.planning.gains import Flag, Sort

    yield one_line(drawn.called)
    for share, lines in drawn.shares:
        flags = [_flag(flag, share.party) for flag in share.flags]
        yield f"  {one_line(share.party)}" + (f" ({share.side})" if share.side else "")
        for one in lines:
            says = one.kept.says
            mark = "merely keeps" if says.sort is Sort.KEPT else "gives" if says.sort is Sort.GIVEN else "new"
            yield f"    {mark}: {one_line(says.what)}  ({planning.number(one.kept)})"
            yield f"      at present: {one_line(says.present)}"
            for rest in one.rests:
                words = f": {quoted(rest.text, _REST)}" if rest.text else ""
                yield f"      rests on {one_line(rest.address)}{words}"
            yield from (f"  {line}" for line in planning.disputed(one.kept))
        if Flag.TWICE in share.flags or Flag.NO_NEW_GAIN in share.flags:
            yield from (f"    -> {flag}" for flag in flags)
    for party in drawn.balance.unsaid:
        yield f"  Nobody has said what {one_line(party)} gains."


def _flag(flag: Any, party: str) -> str:
    from backchannel.planning.gains import Flag

    if flag is Flag.NO_NEW_GAIN:
        return f"{flag} for {one_line(party)}"
    return f"{one_line(party)} {flag}: the same horse bought twice"


def _said(says: "Gain") -> dict[str, Any]:
    return {"party": says.party, "sort": str(says.sort), "what": says.what, "present": says.present}


def _line_value(one: "Resting[Gain]") -> dict[str, Any]:
    rests = [{"address": rest.address, "words": rest.text or None} for rest in one.rests]
    return {**planning.value(one.kept), **_said(one.kept.says), "rests_on": rests}


def _value(drawn: "Drawn") -> dict[str, Any]:
    return {
        "proposal": drawn.called,
        "settled": drawn.balance.is_settled,
        "unsaid": list(drawn.balance.unsaid),
        "parties": [
            {
                "party": share.party,
                "side": str(share.side) if share.side else None,
                "flags": [str(flag) for flag in share.flags],
                "lines": [_line_value(one) for one in lines],
            }
            for share, lines in drawn.shares
        ],
    }
