"""The words on which things of a case rest, beside them; acts without effect, with their rule; days of the case."""

import argparse
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

from backchannel.cli import planning
from backchannel.cli.output import one_line
from backchannel.cli.parsing import date as typed

if TYPE_CHECKING:
    from backchannel.desk.planning.resting import Rest
    from backchannel.planning.acts import Act
    from backchannel.planning.authority import NoEffect

_WORDS = 200
"""Characters of a passage that are shown in a list; the whole is a command away."""


def add_day(parser: argparse.ArgumentParser) -> None:
    """Add the option that asks about another day than today."""
    parser.add_argument("--on", metavar="DATE", type=typed, help="as it stood at the end of this day (default: today)")


def add_date(parser: argparse.ArgumentParser, name: str, what: str) -> None:
    """Add an option for the date of an act, which is today where it is left out."""
    parser.add_argument(name, metavar="DATE", type=typed, help=f"{what}, such as 2031-05-04 (default: today)")


def day(args: argparse.Namespace) -> date | None:
    """Give the day that is asked about; None for today."""
    return args.on.latest.date() if args.on else None


def rest_lines(addresses: Iterable[str], known: "Mapping[str, Rest]", indent: str = "    ") -> Iterator[str]:
    """Give the words on which something rests, a line for each; a line that says so where it rests on none."""
    found = [known[one] for one in addresses if one in known]
    for rest in found:
        words = one_line(rest.text)
        cut = f"{words[:_WORDS].rsplit(' ', 1)[0]} …" if len(words) > _WORDS else words
        said = f"“{cut}”" if cut else "(not at this desk)"
        yield f"{indent}{one_line(rest.address)}  {said}"
    if not found:
        yield f"{indent}rests on no passage"


def rest_values(addresses: Iterable[str], known: "Mapping[str, Rest]") -> list[dict[str, Any]]:
    """Give the words on which something rests as data."""
    return [{"address": known[one].address, "words": known[one].text or None} for one in addresses if one in known]


def without_effect(found: "Sequence[NoEffect]") -> Iterator[str]:
    """Give a line for each act that has no effect, with the rule that says so."""
    for one in found:
        yield f"    without effect: {one_line(one.act.writer.person)}, {one.act.time[:10]}: {one_line(one.rule)}"


def without_values(found: "Sequence[NoEffect]") -> list[dict[str, Any]]:
    """Give the acts that have no effect as data."""
    return [{"by": one.act.writer.person, "time": one.act.time, "rule": one.rule} for one in found]


def beside(found: "Sequence[tuple[Any, Act]]") -> Iterator[str]:
    """Give the lines that warn of statements that were made apart, under a line of a list."""
    return planning.beside(found, "    ")
