"""letter gaps and telegram gaps: the numbered series that this desk can read, and what is missing in them."""

import argparse
from typing import TYPE_CHECKING, Any

from backchannel.cli.output import Answer, one_line
from backchannel.cli.parsing import Subparsers, add_command

if TYPE_CHECKING:
    from backchannel.desk.series import Gap, Run, Use


def add_gaps(group: Subparsers, word: str) -> None:
    """Add the command to the group of a word: of letters, or of telegrams."""
    gaps = add_command(
        group,
        "gaps",
        _gaps,
        f"backchannel {word} gaps Rothav --desk ilse",
        text="list the numbers that are missing in numbered series, and those that stand twice",
        more=(
            "Over all channels whose letters you can read. A number may be missing because it was never sent, has not\n"
            "come, is not open to you, or was retired: from here these cannot be told apart. Ends with 1 if there are\n"
            "missing or double numbers. Of another party's series the gaps are shown where that party says on a\n"
            "channel of yours that they are your business ('telegram series --gaps')."
        ),
    )
    gaps.add_argument("series", metavar="SERIES", nargs="?", default="", help="only this series, such as Rothav")


def _gaps(args: argparse.Namespace) -> Answer:
    from backchannel.cli.desk_option import open_desk
    from backchannel.desk import series

    with open_desk(args) as desk:
        found = series.runs(desk, args.series)
    lines = [line for run in found for line in _lines(run)]
    if any(run.gaps for run in found):
        lines.append("A missing number was never sent, has not come, is not open to you, or was retired.")
    wrong = any(run.gaps or run.repeated for run in found)
    return Answer(lines or ["No letter here bears a number of a series."], [_value(run) for run in found], int(wrong))


def _lines(run: "Run") -> list[str]:
    course = run.course
    lines = [f"{one_line(course.series)} of {one_line(run.party)}: {_span(course.first, course.last)}"]
    lines += [f"  missing {_span(gap.first, gap.last)}: {_between(gap)}" for gap in run.gaps]
    lines += [
        f"  {uses[0].number} stands {len(uses)} times: {'; '.join(_where(use) for use in uses)}"
        for uses in run.repeated
    ]
    if not run.shows_gaps:
        lines.append(f"  its gaps are not shown: {one_line(run.party)} has not said that they are your business")
    elif not run.gaps and not run.repeated:
        lines.append("  nothing is missing")
    return lines


def _span(first: int, last: int) -> str:
    return str(first) if first == last else f"{first} to {last}"


def _between(gap: "Gap") -> str:
    after = f"{gap.after.number} ({_where(gap.after)})"
    return f"between {gap.before.number} ({_where(gap.before)}) and {after}" if gap.before else f"before {after}"


def _where(use: "Use") -> str:
    return f"{use.reference} of {one_line(use.person)} on “{one_line(use.channel)}”"


def _value(run: "Run") -> dict[str, Any]:
    return {
        "series": run.course.series,
        "party": run.party,
        "first": run.course.first,
        "last": run.course.last,
        "shows_gaps": run.shows_gaps,
        "missing": [
            {
                "first": gap.first,
                "last": gap.last,
                "before": _use_value(gap.before) if gap.before else None,
                "after": _use_value(gap.after),
            }
            for gap in run.gaps
        ],
        "repeated": [[_use_value(use) for use in uses] for uses in run.repeated],
    }


def _use_value(use: "Use") -> dict[str, str]:
    return {
        "number": str(use.number),
        "reference": use.reference,
        "channel": use.channel,
        "person": use.person,
        "party": use.party,
    }
