"""Parsers: each command with its help and an example, and what is common to all of them.

`add_command` and `add_group` are what the modules of commands call; the rest is argparse.
"""

import argparse
import re
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any, NoReturn

from backchannel.cli.commands import COMMANDS
from backchannel.cli.output import Answer
from backchannel.errors import UsageError

if TYPE_CHECKING:
    from backchannel.record.dates import DocumentDate

Run = Callable[[argparse.Namespace], Answer]
Subparsers = Any
"""What `add_subparsers` gives; argparse does not name its type."""


class Parser(argparse.ArgumentParser):
    """A parser that says what is wrong with the words in one sentence, as every other error is said."""

    def error(self, message: str) -> NoReturn:
        """Raise UsageError."""
        raise UsageError(f"{message[:1].upper()}{message[1:].rstrip('.')}; see '{self.prog} --help'.")


def top_parser() -> tuple[Parser, Subparsers]:
    """Give the parser of all commands and the place where they are added."""
    from backchannel import __version__

    parser = Parser(
        prog="backchannel",
        description="The desk of a negotiating team: private channels under agreed rules, and joint release.",
        epilog="example:\n  backchannel demo --once --dir demo\n\nEach command has its own --help, with an example.",
        formatter_class=argparse.RawDescriptionHelpFormatter,
        allow_abbrev=False,
    )
    parser.add_argument("--version", action="version", version=f"backchannel {__version__}")
    parser.add_argument("--desk", metavar="DIR", help="the desk's folder (else BACKCHANNEL_DESK)")
    parser.add_argument(
        "--passphrase-file", metavar="FILE", help="a file whose first line is the passphrase (else asked for)"
    )
    parser.add_argument("--json", action="store_true", help="answer with JSON, for programs")
    # With a program's name given, argparse does not load what it formats help with.
    return parser, parser.add_subparsers(prog=parser.prog, metavar="COMMAND", required=True)


def add_stub(commands: Subparsers, name: str) -> None:
    """Add a command of which only name and help are needed."""
    commands.add_parser(name, help=COMMANDS[name][1], add_help=False)


def add_group(commands: Subparsers, name: str, example: str) -> Subparsers:
    """Add a command that has commands of its own."""
    text = COMMANDS[name][1]
    parser = commands.add_parser(name, **_words(text, example))
    return parser.add_subparsers(prog=parser.prog, metavar="COMMAND", required=True)


def add_command(
    commands: Subparsers, name: str, run: Run, example: str, *, text: str = "", more: str = "", desk: bool = True
) -> Parser:
    """Add a command: what runs it, its example, its help (by default that of COMMANDS), and further words of help.

    `desk` says whether it works on a desk, and so takes --desk and --passphrase-file.
    """
    text = text or COMMANDS[name][1]
    parser: Parser = commands.add_parser(name, **_words(text, example, more))
    parser.set_defaults(run=run, command=parser.prog.removeprefix("backchannel "), example=example)
    # Left out unless given here, so that `backchannel --desk DIR card show` and `backchannel card show --desk DIR`
    # mean the same.
    if desk:
        parser.add_argument("--desk", metavar="DIR", default=argparse.SUPPRESS, help="the desk's folder")
        parser.add_argument(
            "--passphrase-file", metavar="FILE", default=argparse.SUPPRESS, help="its first line is the passphrase"
        )
    parser.add_argument("--json", action="store_true", default=argparse.SUPPRESS, help="answer with JSON")
    return parser


def add_channel(parser: Parser) -> None:
    """Add the option that says which channel is meant; it may be left out by a desk that is on one only."""
    parser.add_argument("--channel", metavar="CHANNEL", help="which channel (may be left out if there is only one)")


def add_yes(parser: Parser) -> None:
    """Add the option that answers a question beforehand."""
    parser.add_argument("--yes", action="store_true", help="do not ask")


def date(text: str) -> "DocumentDate":
    """Read a date that was typed, as the `type` of an option: what is none is wrong use, not bad input."""
    from backchannel.errors import BadInputError
    from backchannel.record.dates import read_written

    try:
        return read_written(text)
    except BadInputError:
        said = f"“{text[:40]}” is no date; write one such as 1963-01-20 or 1963-01"
        raise argparse.ArgumentTypeError(said) from None


def end(text: str) -> "Callable[[datetime], DocumentDate]":
    """Read an end that is announced: a date, or how long from now (+20m, +2h: to the full minute; +3d, +2w: a day).

    As the `type` of an option; what it gives takes the present moment, which the desk alone knows.
    """
    from backchannel.errors import BadInputError
    from backchannel.record.dates import DocumentDate, read_written

    span = re.fullmatch(r"\+([0-9]{1,4})([mhdw])", text.strip())
    if span is not None:
        unit = {"m": timedelta(minutes=1), "h": timedelta(hours=1), "d": timedelta(days=1), "w": timedelta(weeks=1)}
        ahead, is_hour = int(span[1]) * unit[span[2]], span[2] in "mh"

        def after(now: datetime) -> DocumentDate:
            then = now + ahead
            if not is_hour:
                return DocumentDate(then.year, then.month, then.day)
            # Nobody is given less time than he was promised.
            then += timedelta(seconds=59)
            return DocumentDate(then.year, then.month, then.day, (then.hour, then.minute, 0), 0)

        return after
    try:
        given = read_written(text)
    except BadInputError:
        said = f"“{text[:40]}” is no end; write one such as 2031-05-20, 2031-05-20T18:00:00Z, +2h or +3d"
        raise argparse.ArgumentTypeError(said) from None
    return lambda _now: given


def _words(text: str, example: str, more: str = "") -> dict[str, Any]:
    return {
        "help": text,
        "description": f"{text[:1].upper()}{text[1:]}." + (f"\n\n{more}" if more else ""),
        "epilog": f"example:\n  {example}",
        "formatter_class": argparse.RawDescriptionHelpFormatter,
        "allow_abbrev": False,
    }
