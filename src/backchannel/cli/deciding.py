"""What was said of a thing, what principals think of it so far, and what was decided: as lines, and for a program."""

import argparse
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

from backchannel.cli import planning
from backchannel.cli.columns import room, wrapped
from backchannel.cli.output import one_line

if TYPE_CHECKING:
    from backchannel.planning.board import Kept
    from backchannel.planning.comments import Said
    from backchannel.planning.decisions import Decided, View

_DEEPEST = 6
"""How far answers to answers are moved in, at most."""


def add_decision(parser: argparse.ArgumentParser) -> None:
    """Add the options of a decision: why, and whether it takes the place of an earlier one."""
    parser.add_argument("--why", metavar="TEXT", default="", help="why it is decided so")
    parser.add_argument(
        "--anew",
        action="store_true",
        help="put this in place of what was decided before, here or at another desk; needs --why",
    )


def comment_lines(comments: "Sequence[Said]", indent: str = "  ") -> Iterator[str]:
    """Give comments in their order, answers moved in."""
    for said in comments:
        under = f", under “{one_line(said.says.under)}”" if said.says.under else ""
        earlier = ", on an earlier wording" if said.on_earlier_words else ""
        head = f"{one_line(said.act.writer.person)}, {said.act.time[:10]}{under}{earlier}  ({said.id.hex()[:8]})"
        before = indent + "  " * min(said.depth, _DEEPEST)
        yield f"{before}{head}"
        yield from (f"{before}  {line}" for line in wrapped(said.says.text, max(20, room() - len(before) - 2)))
        for act in said.without_effect:
            yield f"{before}  a later act by {one_line(act.writer.person)} has no effect: a comment is never changed"


def view_lines(views: "Sequence[Kept[View]]", indent: str = "  ") -> Iterator[str]:
    """Give what principals think so far."""
    for kept in views:
        by = f"{one_line(kept.act.writer.person)}, {kept.act.time[:10]}"
        yield f"{indent}{by}, thinks so far (no decision): {one_line(kept.says.text)}"


def decided_lines(decided: "Decided", indent: str = "  ") -> Iterator[str]:
    """Give what was decided; where desks decided apart, all of it."""
    for kept in decided.standing:
        for says, act in (*kept.beside, (kept.says, kept.act)):
            why = f"  because {one_line(says.why)}" if says.why else ""
            yield f"{indent}decided by {one_line(act.writer.person)}, {act.time[:16]}: {one_line(says.what)}{why}"
    if decided.is_disputed:
        yield f"{indent}These were decided apart; all stand, until one is put in place of them with --anew and --why."
    for kept in decided.ended:
        ended = kept.ended
        if ended is not None:
            by = one_line(kept.act.writer.person)
            yield f"{indent}no longer: {one_line(kept.says.what)}  ({ended.how} by {by}: {one_line(ended.why)})"


def comment_values(comments: "Sequence[Said]") -> list[dict[str, Any]]:
    """Give comments as data."""
    return [
        {
            "id": said.id.hex(),
            "by": said.act.writer.person,
            "time": said.act.time,
            "under": said.says.under or None,
            "text": said.says.text,
            "depth": said.depth,
            "on_earlier_words": said.on_earlier_words,
        }
        for said in comments
    ]


def view_values(views: "Sequence[Kept[View]]") -> list[dict[str, Any]]:
    """Give views as data."""
    return [{"by": kept.act.writer.person, "time": kept.act.time, "text": kept.says.text} for kept in views]


def decided_values(decided: "Decided") -> list[dict[str, Any]]:
    """Give decisions as data, those that ended too."""
    return [
        {**planning.value(kept), "what": kept.says.what, "why": kept.says.why or None}
        for kept in (*decided.standing, *decided.ended)
    ]
