"""case timeline: the lanes of a case that one may see, side by side on one axis of time."""

import argparse
import textwrap
from itertools import zip_longest
from typing import TYPE_CHECKING, Any

from backchannel.cli import planning
from backchannel.cli.output import Answer, one_line, table, width_of
from backchannel.cli.parsing import Subparsers, add_command
from backchannel.cli.parsing import date as typed

if TYPE_CHECKING:
    from backchannel.desk.planning.timeline import Timeline
    from backchannel.planning.timeline import Item

_ABREAST = 4
"""Columns that a terminal has room for; of more lanes each line names its own."""
_WIDTH = 108


def add_timeline(case: Subparsers) -> None:
    """Add the command to its group."""
    timeline = add_command(
        case,
        "timeline",
        _timeline,
        "backchannel case timeline --from 2030-11-01 --to 2031-05-31 --desk ilse",
        text="lay the lanes of the case side by side on one axis of time",
        more="Lanes that you may not see are not there, and of a channel only the letters that you may read. Dates\n"
        "are as exact as they were written.",
    )
    timeline.add_argument("--from", dest="since", metavar="DATE", type=typed, help="from this day")
    timeline.add_argument("--to", metavar="DATE", type=typed, help="to this day")
    timeline.add_argument("--limit", metavar="N", type=int, default=60, help="show the latest so many (default: 60)")
    planning.add_case(timeline)


def _timeline(args: argparse.Namespace) -> Answer:
    from backchannel.cli.desk_option import open_desk
    from backchannel.desk.planning import timeline

    since = args.since.earliest.date() if args.since else None
    until = args.to.latest.date() if args.to else None
    with open_desk(args) as desk:
        found = timeline.timeline(desk, args.case, since=since, until=until, limit=max(0, args.limit))
    lines = _abreast(found) if len(found.lanes) < _ABREAST else _listed(found)
    if found.more:
        lines.append(f"{found.more} more lie before these; --limit shows them, or --from and --to.")
    return Answer(lines or ["Nothing lies on the timeline yet."], _value(found))


def _abreast(found: "Timeline") -> list[str]:
    """Give a column for each lane, and one for what belongs to the whole case, if anything does."""
    columns = [b""] if any(not item.lane for item in found.items) else []
    columns += [lane.id for lane in found.lanes]
    names = {b"": "the case", **{lane.id: lane.says.name for lane in found.lanes}}
    if not columns or not found.items:
        return []
    dates = max(len(item.when) for item in found.items)
    width = max(16, (_WIDTH - dates) // len(columns) - 2)
    lines = [_row("", [one_line(names[column])[:width] for column in columns], dates, width)]
    for item in found.items:
        told = textwrap.wrap(_told(item), width) or [""]
        cells = [told if item.lane == column else [] for column in columns]
        for number, row in enumerate(zip_longest(*cells, fillvalue="")):
            lines.append(_row(item.when if number == 0 else "", list(row), dates, width))
    return lines


def _row(when: str, cells: list[str], dates: int, width: int) -> str:
    padded = (cell + " " * max(0, width - width_of(cell)) for cell in cells)
    return "  ".join((f"{when:{dates}}", *padded)).rstrip()


def _listed(found: "Timeline") -> list[str]:
    names = {lane.id: lane.says.name for lane in found.lanes}
    return table(("", "lane", ""), [(item.when, names.get(item.lane, ""), _told(item)) for item in found.items])


def _told(item: "Item") -> str:
    return f"{item.kind}: {one_line(item.what)}{' (two statements stand)' if item.is_disputed else ''}"


def _value(found: "Timeline") -> dict[str, Any]:
    names = {lane.id: lane.says.name for lane in found.lanes}
    return {
        "case": found.case,
        "lanes": [lane.says.name for lane in found.lanes],
        "items": [
            {
                "when": item.when,
                "first": item.first.isoformat() if item.first else None,
                "last": item.last.isoformat() if item.last else None,
                "lane": names.get(item.lane),
                "kind": item.kind,
                "what": item.what,
                "rests": list(item.rests),
            }
            for item in found.items
        ],
        "more": found.more,
    }
