"""What the commands of planning have in common: their options, and how a thing of a case is shown."""

import argparse
from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from backchannel.cli.output import one_line

if TYPE_CHECKING:
    from backchannel.planning.acts import Act
    from backchannel.planning.board import Kept


def add_case(parser: argparse.ArgumentParser) -> None:
    """Add the option that says which case is meant; it may be left out at a desk that has one only."""
    parser.add_argument("--case", metavar="CASE", default="", help="which case (may be left out if there is only one)")


def add_onto(parser: argparse.ArgumentParser) -> None:
    """Add the option that says on which channel an act stands, and so who reads it."""
    parser.add_argument(
        "--onto",
        metavar="CHANNEL",
        default="",
        help="on which channel of our own side it is written: its members read it (may be left out while the case is "
        "open on one; 'own ledger' is for you alone)",
    )


def add_shared(parser: argparse.ArgumentParser) -> None:
    """Add the option that shares with colleagues what a person makes of words, which else is his own."""
    parser.add_argument(
        "--onto",
        metavar="CHANNEL",
        default="",
        help="on which channel of our own side it is written: its members read it (default: your own ledger)",
    )


def others(beside: "Sequence[tuple[str, str]]") -> str:
    """Give what others judged beside this, in one line; '' where nobody did."""
    return "".join(f"; {one_line(person)}: {one_line(judged)}" for person, judged in beside)


def add_rests(parser: argparse.ArgumentParser) -> None:
    """Add the option that says on which passages an act rests."""
    parser.add_argument(
        "--rests",
        metavar="ADDRESS",
        nargs="+",
        default=[],
        help="the passages on which it rests, such as CHANNEL/maren-3/2",
    )


def add_marks(parser: argparse.ArgumentParser) -> None:
    """Add the option that says what passages of a letter to the other side are to our position."""
    parser.add_argument(
        "--mark",
        metavar="WHAT=MARK",
        action="append",
        default=[],
        help="what a passage is by our own word, kept on our side: 3=proposal:ISSUE, 2-4=position, map.png=position, "
        "all=exploration for the rest; may be repeated",
    )


def add_settle(parser: argparse.ArgumentParser) -> None:
    """Add the option that puts one statement in place of several that were made apart."""
    parser.add_argument(
        "--settle", action="store_true", help="put this in place of statements that were made without seeing each other"
    )


def number(kept: "Kept[Any]") -> str:
    """Give the number by which a person names a thing where its name is not enough."""
    return kept.id.hex()[:8]


def disputed(kept: "Kept[Any]") -> Iterator[str]:
    """Give the lines that warn of a thing of which two desks wrote apart, with what the other statements say."""
    yield from beside(kept.beside)


def beside(found: "Sequence[tuple[Any, Act]]", indent: str = "  ") -> Iterator[str]:
    """Give the lines that warn of statements that were made apart, with what the others say, or how they end it."""
    for says, act in found:
        by = f"{one_line(act.writer.person)}, {act.time[:16]}"
        ended = f"{act.ended.how}{f' ({act.ended.why})' if act.ended.why else ''}: " if act.ended else ""
        yield f"{indent}beside it, by {by}, unseen by the other: {one_line(ended + words(says))}"
    if found:
        yield f"{indent}Both stand; put one in place of both with --settle."


def beside_values(found: "Sequence[tuple[Any, Act]]") -> list[dict[str, Any]]:
    """Give statements that were made apart as data."""
    return [
        {
            "by": act.writer.person,
            "time": act.time,
            "says": words(says),
            "rests": list(act.rests),
            "ended": {"how": act.ended.how, "why": act.ended.why} if act.ended else None,
        }
        for says, act in found
    ]


def words(says: object) -> str:
    """Give what an act says in one line, field by field."""
    from dataclasses import asdict, is_dataclass

    fields: Mapping[str, Any] = asdict(says) if is_dataclass(says) and not isinstance(says, type) else {}
    return "; ".join(f"{name} {value}" for name, value in fields.items() if value not in ("", (), None, False))


def value(kept: "Kept[Any]") -> dict[str, Any]:
    """Give what every thing of a case has for a program: its id, who said it when, how it ended, on what it rests."""
    return {
        "id": kept.id.hex(),
        "by": kept.act.writer.person,
        "time": kept.act.time,
        "rests": list(kept.act.rests),
        "ended": {"how": kept.ended.how, "why": kept.ended.why} if kept.ended else None,
        "beside": beside_values(kept.beside),
    }
