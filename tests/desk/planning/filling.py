"""One thing of every kind on a channel, by the commands as a person types them, and the rest as a program would."""

import shlex
from collections.abc import Iterator
from contextlib import nullcontext
from dataclasses import fields, is_dataclass
from enum import StrEnum
from types import NoneType
from typing import Any, get_args, get_origin, get_type_hints

from backchannel.cli import desk_option
from backchannel.cli.main import build_parser, main
from backchannel.desk.planning import cases
from backchannel.planning.vocabulary import KINDS
from backchannel.record.dates import DocumentDate, parse

PAPER = """\
Place: Port Aldeby
Date: 4 November 2030

Dear colleague:

We would let four ferries pass each day until the ice closes the strait.

Our fishermen have lost nets, and their names are in the enclosure.
"""
WRITING = """
case issue "the {0}" --onto CHANNEL
case party {0}land --side ally --onto CHANNEL
case person "Otto {0}" --party Ostrava --onto CHANNEL
case lane "{0} lane" --onto CHANNEL
case file PAPER --lane "{0} lane" --name "{0} paper" --why "For {0}" --onto CHANNEL
incident new "{0} incident" --party Ostrava --on 2030-11-12 --onto CHANNEL
incident account "{0} incident" "They came at four." --of Valdria
incident point "{0} incident" "Who saw {0}?"
press set "{0} press" --line "We follow the {0}." --owner "Ilse Maren" --speaker "Ilse Maren" --confirms "Ilse Maren" \
--from 2031-05-01 --until 2031-05-30 --onto CHANNEL
press confirm "{0} press" --yes
press said "{0} press" --words "We follow the {0}." --on 2031-05-05
concern note Norlund --issue "the {0}" --degree direct --onto CHANNEL
concern note Norlund --issue passage --degree crucial --why "{0}" --onto CHANNEL
consult round "{0} round" --date 2031-05-03 --issue passage --onto CHANNEL
consult within 3 --ally {0}land --onto CHANNEL
proposal draft "{0} proposal" FILE --issue passage --onto CHANNEL
proposal waive "{0} waiver" --issue passage --ally Norlund --why "Its {0} fell" --onto CHANNEL
calendar stage "{0} stage" --written "by the end of May" --on 2031-05-05 --onto CHANNEL
calendar stage "{0} talks" --written "before 1 June 2031" --on 2031-05-05 --onto CHANNEL
calendar depends "{0} talks" "{0} stage" --onto CHANNEL
calendar shift "{0} stage" +7d
calendar for "{0} talks" Norlund --as "{0} told" --onto CHANNEL
calendar change "{0} stage" --written "9 May 2031"
contacts propose "{0} contact" --who "Greta Lund" --with "Tomas Reik" --decider "Ilse Maren" --by "before 1 June 2031" \
--onto CHANNEL
contacts accept "{0} contact"
interests add "{0} interest" --nature essential --issue passage --what "The {0} stays" --rests PAPER/2 --onto CHANNEL
interests bind FILE "{0} interest" 1 --as keeps --onto CHANNEL
positions put passage opening "{0} ferries" --amount 4 --unit ferries --onto CHANNEL
positions put passage target "{0} boats" --amount 3 --unit ferries --onto CHANNEL
positions put "the {0}" fall-back "{0} last" --amount 1 --unit boats --onto CHANNEL
positions limit passage 2 --unit ferries --onto CHANNEL
gains add PAPER --party Valdria --sort kept --what "{0} ferries" --present "Four" --rests 2 --onto CHANNEL
linkage add "the {0}" nets --type precondition --holder Valdria --rests PAPER/2 --words "four ferries pass" \
--onto CHANNEL
meeting new "{0} meeting" --responsible "Ilse Maren" --purpose "To speak of {0}" --issue passage --ally Norlund \
--onto CHANNEL
meeting no-go "{0} meeting" --why "Not {0}" --onto CHANNEL
paper ask "{0} tasking" --about "The {0}" --of "Ilse Maren" --onto CHANNEL
paper add "{0} tasking" "{0} product" --stage preliminary --owes "Ilse Maren" --by "Friday of this week" \
--written-on 2031-05-05
paper deliver "{0} product" PAPER
paper view "{0} tasking" "Most of {0}."
paper decide "{0} tasking" "We go {0}."
options new "{0} options" --heading Cost --onto CHANNEL
options add "{0} options" "One {0}" --says Cost "One icebreaker"
options add "{0} options" "Two {0}"
options view "{0} options" "I lean to {0}"
comment add "{0} options/A" "Not {0}" --onto CHANNEL
options decide "{0} options" B
guidelines add "Do not insist on {0}." --name "{0} one" --list "{0} list" --onto CHANNEL
guidelines answer 1 FILE --reason "It says nothing of {0}" --list "{0} list" --onto CHANNEL
reactions ask "{0} question" --of "Ilse Maren" --by prompt --onto CHANNEL
reactions chase "{0} question"
reactions answer "{0} question" --says "{0}, yes"
points raise "{0} point" --says "In {0}" --issue passage --onto CHANNEL
points settle "{0} point" --says "No {0}"
events note "{0} event" --on 2031-05-04 --happened --by Ostrava --offer --onto CHANNEL
promises make "{0} promise" --whose "Greta Lund" --to "Ilse Maren" --after "{0} event" --onto CHANNEL
promises keep "{0} promise" --event "{0} event"
quiet contact "{0} lane" --with "Tomas Reik" --onto CHANNEL
efforts note "Called {0} twice" --lane "{0} lane" --onto CHANNEL
allies note Norlund passage behind --says "{0}" --rests PAPER/2 --onto CHANNEL
"""
ON_A_GROUP = """
group new "{0} group" --onto CHANNEL --ceiling 3 --reports-to "Ilse Maren" --apart-from "the {0} desk"
press lay "{0} press" CHANNEL
proposal order "{0} order" --issue passage --towards Ostrava --onto CHANNEL
"""
"""What is not done on one's own ledger."""
ON_A_LEDGER = 'circular list "{0} posts" --posts "Talks with Norlund" --onto CHANNEL'
"""What is done there alone: the members of another channel would learn of one with an ally."""


def lines(text: str, word: str, channel: str, file: str) -> Iterator[list[str]]:
    """Give the commands of a list for a channel, every name in them with a word of its own."""
    for line in filter(None, text.replace("\\\n", "").splitlines()):
        words = shlex.split(line.format(word))
        yield [one.replace("CHANNEL", channel).replace("PAPER", "paper").replace("FILE", file) for one in words]


def leaves(parser=None) -> Iterator[Any]:
    """Give the parser of every command that does something."""
    parser = parser or build_parser()
    groups = [action for action in parser._actions if type(action).__name__ == "_SubParsersAction"]
    if not groups:
        yield parser
    for group in groups:
        for inner in group.choices.values():
            yield from leaves(inner)


class Terminal:
    """Commands typed at the desks of a table, which stay open."""

    def __init__(self, table, capsys, monkeypatch):
        self.table, self.capsys, self.now = table, capsys, ""
        monkeypatch.setattr(desk_option, "open_desk", lambda _: nullcontext(table.desks[self.now]))

    def run(self, name: str, *words: str) -> tuple[int, str, str]:
        """Run a command, and give its code and what it wrote."""
        self.now = name
        self.capsys.readouterr()
        code = main(list(words))
        return (code, *self.capsys.readouterr())


def rest(desk, channel: str, word: str, *, but: frozenset[str]) -> None:
    """Write one thing of each kind that the commands left out on a channel, in words made of its form."""
    for kind in KINDS:
        if kind.name in but:
            continue
        with cases.change(desk) as acting:
            acting.open(kind, _made(kind.form, word), onto=channel)


def _made(hint: Any, word: str, name: str = "") -> Any:
    if get_origin(hint) is tuple:
        return (_made(get_args(hint)[0], word, name),)
    if get_args(hint):
        return _made(next(one for one in get_args(hint) if one is not NoneType), word, name)
    if issubclass(hint, StrEnum):
        return next(iter(hint))
    if is_dataclass(hint) and hint is not DocumentDate:
        hints = get_type_hints(hint)
        return hint(**{part.name: _made(hints[part.name], word, part.name) for part in fields(hint)})
    known = {"party": "Norlund", "issue": "passage"}
    return {str: known.get(name, word), bool: False, int: 2, DocumentDate: parse("2031-05-05")}[hint]
