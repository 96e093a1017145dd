"""record statements: who said what in a talk, how, and with what authority."""

import argparse
import textwrap
from typing import TYPE_CHECKING, Any

from backchannel.cli.output import Answer, one_line
from backchannel.cli.parsing import Subparsers, add_command

if TYPE_CHECKING:
    from backchannel.desk.statements import Spoken
    from backchannel.record.talks.statements import Statement

_WIDTH = 96


def add_commands(record: Subparsers) -> None:
    """Add the command of this module."""
    statements = add_command(
        record,
        "statements",
        _statements,
        "backchannel record statements frus1961-63v05/d281 --speaker Ambassador --desk ilse",
        text="show who said what in a memorandum of conversation, how, and with what authority, as far as it says so",
        more="A pronoun is followed by whom it stands for, where only one can be meant, and else by a question mark.",
    )
    statements.add_argument("address", metavar="ID[/PLACE]", help="a document, or one passage of it")
    statements.add_argument("--speaker", metavar="NAME", help="only what this one said: an office or a name")


def _statements(args: argparse.Namespace) -> Answer:
    from backchannel.cli.desk_option import open_desk
    from backchannel.desk.statements import spoken

    with open_desk(args) as desk:
        found = spoken(desk, args.address, args.speaker)
    lines = []
    for one in found.statements:
        lines += [_head(found, one), *textwrap.wrap(one_line(_words(found, one)), _WIDTH, initial_indent="    ",
                                                    subsequent_indent="    "), ""]  # fmt: skip
    said = [one for one in found.statements if one.speaker is not None]
    with_authority = sum(one.authority is not None for one in said)
    lines.append(f"{len(said)} statements; {with_authority} say with what authority.")
    return Answer(lines, [_value(found, one) for one in found.statements], 0 if found.statements else 1)


def _words(found: "Spoken", one: "Statement") -> str:
    return found.found.document.passages[one.passage - 1].text[one.start : one.end]


def _head(found: "Spoken", one: "Statement") -> str:
    if one.speaker is None:
        return f"[{one.passage}]  (nobody is said to speak)"
    who = one_line(one.speaker)
    if one.named is None:
        who += " (?)"
    elif one.named != one.speaker:
        who += f" ({one_line(one.named)})"
    parts = [f"[{one.passage}]  {who}", one_line(one.verb) if one.verb else ""]
    if one.person is not None:
        parts.append(f"<{one_line(found.found.document.participants[one.person])}>")
    if one.authority is not None:
        parts.append(f"[{one.authority}: “{one_line(one.evidence or '')}”]")
    return "  ".join(filter(None, parts))


def _value(found: "Spoken", one: "Statement") -> dict[str, Any]:
    from backchannel.record.address import Address

    names = ("passage", "start", "end", "speaker", "named", "person", "verb", "authority", "evidence")
    address = Address(found.found.address.document, "", one.passage, span=(one.start, one.end))
    participants = found.found.document.participants
    return {
        "address": str(address),
        **{name: getattr(one, name) for name in names},
        "participant": None if one.person is None else participants[one.person],
        "text": _words(found, one),
    }
