"""readings: our interpretations of their words that were sent to them, and what became of each."""

import argparse
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from backchannel.cli.columns import beside, clipped
from backchannel.cli.output import Answer, one_line
from backchannel.cli.parsing import Subparsers, add_command
from backchannel.cli.planning import add_shared, others
from backchannel.errors import UsageError

if TYPE_CHECKING:
    from backchannel.desk.words.readings import Placed, Side, Suggested

_MORE = """\
A reading placed on record is what we told them that we take their words to mean ("I take it that this includes ...").
--suggest shows what looks like one in a letter that we sent; --place puts one on record. It is open until words of
theirs confirm or correct it, or later words make it lapse: each change names the passage on which it rests, with --by.
They must have written that passage with our letter before them. Their silence never confirms, however long it is."""

_WORDS = 360


def add_commands(commands: Subparsers) -> None:
    """Add the command of this module."""
    readings = add_command(
        commands,
        "readings",
        _readings,
        "backchannel readings --confirm 2 --by 'The strait line/reik-7/3' --desk ilse",
        more=_MORE,
    )
    readings.add_argument("--open", action="store_true", help="list only the readings that are open")
    act = readings.add_mutually_exclusive_group()
    act.add_argument("--suggest", metavar="OURS", help="show what looks like a reading in a letter of ours")
    act.add_argument("--place", metavar="OURS", help="put a passage of a letter of ours on record")
    act.add_argument("--confirm", metavar="N", type=int, help="their words confirm reading N")
    act.add_argument("--correct", metavar="N", type=int, help="their words correct reading N")
    act.add_argument("--lapse", metavar="N", type=int, help="later words, theirs or ours, make reading N lapse")
    act.add_argument("--take-back", metavar="N", type=int, help="take back the last change of reading N, or N itself")
    readings.add_argument(
        "--of", metavar="THEIRS", default="", help="the passage of theirs that is read; with --suggest, their letter"
    )
    readings.add_argument("--words", metavar="TEXT", default="", help="which words of our passage, for --place")
    readings.add_argument("--by", metavar="ADDRESS", default="", help="the passage on which the change rests")
    readings.add_argument("--remark", metavar="TEXT", default="", help="a word to go with the change")
    add_shared(readings)


def _readings(args: argparse.Namespace) -> Answer:
    from backchannel.cli.desk_option import open_desk
    from backchannel.desk.words import readings

    changes = {
        readings.CONFIRMED: args.confirm,
        readings.CORRECTED: args.correct,
        readings.LAPSED: args.lapse,
    }
    state, number = next(((state, given) for state, given in changes.items() if given is not None), ("", 0))
    if state and not args.by:
        raise UsageError(f"Say on which passage it rests that reading {number} is {state}, with --by ADDRESS.")
    if (args.by or args.remark) and not state:
        raise UsageError("Say what becomes of which reading, with --confirm, --correct or --lapse.")
    if (args.words and not args.place) or (args.of and not (args.place or args.suggest)):
        raise UsageError("--of and --words say more of --place, and --of of --suggest; name a letter of ours with one.")
    if args.onto and not args.place:
        raise UsageError("--onto says where a reading is placed; say which with --place.")
    with open_desk(args) as desk:
        if args.suggest:
            suggested = readings.suggested(desk, args.suggest, args.of)
            return Answer(list(_suggestions(suggested)), [_suggested_value(one) for one in suggested])
        if args.take_back is not None:
            left = readings.take_back(desk, args.take_back)
            if left is None:
                return Answer([f"Reading {args.take_back} is off the record."], None)
            return Answer(list(_reading(left)), _value(left))
        if args.place or state:
            done = (
                readings.place(desk, args.place, args.of, args.words, onto=args.onto)
                if args.place
                else readings.change(desk, number, state, args.by, args.remark)
            )
            return Answer(list(_reading(done)), _value(done))
        found = readings.listed(desk, only_open=args.open)
    lines = [line for one in found for line in [*_reading(one), ""]]
    still = sum(one.state == readings.OPEN for one in found)
    kept = "1 reading" if len(found) == 1 else f"{len(found)} readings"
    lines.append(f"{kept}, {still} open." if found else f"No reading is {'open' if args.open else 'on record'}.")
    return Answer(lines, [_value(one) for one in found])


def _reading(one: "Placed") -> Iterator[str]:
    days = "" if one.days is None else ", 1 day old" if one.days == 1 else f", {one.days:,} days old"
    yield f"Reading {one.number}: {one.state}{days}"
    if one.changed:
        yield "  A later import has changed one of the two texts; see whether these are still the words."
    yield from beside(_side("ours", one.ours), _side("theirs", one.theirs))
    for change in one.changes:
        remark = f": {one_line(change.remark)}" if change.remark else ""
        yield f"  {change.state} {change.when[:10]} by {one_line(change.person)}, on {one_line(change.rests)}{remark}"
    for change, rule in one.void:
        yield f"  without effect: {change.state} {change.when[:10]} by {one_line(change.person)}: {one_line(rule)}"
    if one.beside:
        yield f"  beside it, said apart{others([(person, state) for state, person in one.beside])}"


def _side(whose: str, side: "Side") -> list[str]:
    by = f" ({one_line(', '.join(side.authors))}{', ' if side.authors and side.day else ''}{side.day})"
    return [f"{whose}: {one_line(side.address)}{by if by != ' ()' else ''}", clipped(side.text, _WORDS)]


def _suggestions(found: "tuple[Suggested, ...]") -> Iterator[str]:
    for one in found:
        yield f"“{one_line(one.phrase)}”{'  (on record already)' if one.placed else ''}"
        nothing = ["theirs: nothing near it points at a passage; say which with --of"]
        yield from beside(_side("ours", one.ours), _side("theirs", one.theirs) if one.theirs else nothing)
        if not one.placed:
            of = f" --of '{one_line(one.theirs.address)}'" if one.theirs else " --of ADDRESS"
            yield f"  backchannel readings --place '{one_line(one.ours.address)}'{of}"
        yield ""
    count = "1 sentence looks" if len(found) == 1 else f"{len(found)} sentences look"
    yield (
        f"{count} like a reading of their words; which of them are, you say."
        if found
        else ("No sentence looks like a reading of their words; --place with --words puts any on record.")
    )


def _side_value(side: "Side | None") -> dict[str, Any] | None:
    if side is None:
        return None
    return {"address": side.address, "text": side.text, "authors": side.authors, "day": side.day}


def _suggested_value(one: "Suggested") -> dict[str, Any]:
    return {
        "ours": _side_value(one.ours),
        "phrase": one.phrase,
        "theirs": _side_value(one.theirs),
        "placed": one.placed,
    }


def _value(one: "Placed") -> dict[str, Any]:
    return {
        "number": one.number,
        "state": one.state,
        "days": one.days,
        "ours": _side_value(one.ours),
        "theirs": _side_value(one.theirs),
        "changed": one.changed,
        "changes": [
            {"state": c.state, "rests": c.rests, "person": c.person, "when": c.when, "remark": c.remark}
            for c in one.changes
        ],
        "by": one.person,
        "beside": [{"by": person, "state": state} for state, person in one.beside],
        "without_effect": [{"state": c.state, "by": c.person, "when": c.when, "rule": rule} for c, rule in one.void],
    }
