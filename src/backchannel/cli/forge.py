"""forge: why a leaked letter proves nothing."""

import argparse

from backchannel.cli.output import Answer, one_line
from backchannel.cli.parsing import Subparsers, add_command

_MARK = "FORGED BY THIS DESK"


def add_commands(commands: Subparsers) -> None:
    """Add the command of this module."""
    forge = add_command(
        commands,
        "forge",
        _forge,
        'backchannel forge "The strait line" "Tomas Reik" confession.txt --desk ilse',
        more="Nothing is sent or kept; the ledger is not touched.",
    )
    forge.add_argument("channel", metavar="CHANNEL")
    forge.add_argument("author", metavar="NAME", help="the member who is to have written it")
    forge.add_argument("file", metavar="FILE", help="his words, as Markdown or plain text")


def _forge(args: argparse.Namespace) -> Answer:
    from backchannel.cli.desk_option import open_desk
    from backchannel.cli.texts import read_letter
    from backchannel.desk import forging
    from backchannel.record.document import to_value
    from backchannel.record.writers import text

    document, _ = read_letter(args.file)
    with open_desk(args) as desk:
        forged = forging.forge(desk, args.channel, args.author, document)
    lines = [f"=== {_MARK}: {one_line(forged.author)} never wrote this ===", ""]
    lines += text.write(forged.document).rstrip("\n").split("\n")
    lines += ["", f"=== {_MARK} ===", "", "This desk's own checks, all of them passed:"]
    lines += [f"  {one_line(check)}" for check in forged.checks]
    lines += ["", *forged.explanation.rstrip("\n").split("\n"), "See 'backchannel release'."]
    return Answer(
        lines,
        {
            "forged": True,
            "author": forged.author,
            "entry": forged.header.id.hex(),
            "document": to_value(forged.document),
            "checks": list(forged.checks),
            "explanation": forged.explanation,
        },
    )
