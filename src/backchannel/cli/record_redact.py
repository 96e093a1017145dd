"""record redact: an excerpt from which words are really gone, with a mark where they stood."""

import argparse
import re
from typing import TYPE_CHECKING

from backchannel.cli.output import Answer
from backchannel.cli.parsing import Subparsers, add_command
from backchannel.cli.record_export import add_output, answer_of, target_of

if TYPE_CHECKING:
    from backchannel.record.address import Address

FORMATS = ("tei", "html", "pdf", "docx", "json")
_PASSAGES = re.compile(r"([1-9][0-9]{0,5})(?:[-–]([1-9][0-9]{0,5}))?")


def add_commands(record: Subparsers) -> None:
    """Add the command of this module."""
    redact = add_command(
        record,
        "redact",
        _redact,
        'backchannel record redact frus1961-63v06/d22 --passages 21-23 --reason "other talks" --format pdf '
        "--output excerpt.pdf",
        text="write an excerpt of a document without some of its passages, notes or words",
        more=(
            "The words are not covered but gone: from the file, from what it says of itself, and with the notes that\n"
            "hang on them. A mark stands in their place, and what is left keeps its numbers. What still stands\n"
            "elsewhere of the words or names that were withheld is said, and is yours to judge."
        ),
    )
    redact.add_argument("name", metavar="ID", help="a document, or a letter as CHANNEL/maren-7")
    redact.add_argument(
        "--passages", action="append", default=[], metavar="N[-M]", help="passages, such as 3 or 21-23; may be repeated"
    )
    redact.add_argument(
        "--span", action="append", default=[], metavar="N:A-B", help="characters A to B of passage N; may be repeated"
    )
    redact.add_argument(
        "--place", action="append", default=[], metavar="PLACE", help="a note (n2) or a line of the head (h1)"
    )
    redact.add_argument("--reason", required=True, metavar="TEXT", help="the reason that the marks give")
    redact.add_argument("--lengths", action="store_true", help="say in the marks how many words are gone")
    redact.add_argument("--format", required=True, choices=FORMATS, help="the format of the excerpt")
    add_output(redact)


def _redact(args: argparse.Namespace) -> Answer:
    from backchannel.cli.desk_option import open_desk
    from backchannel.desk import exporting

    wish = exporting.Wish(args.format, target_of(args), args.force, paper=args.paper)
    with open_desk(args) as desk:
        done = exporting.withhold(desk, args.name, _places(args), args.reason, wish, lengths=args.lengths)
    return answer_of(done, args)


def _places(args: argparse.Namespace) -> "list[Address]":
    from backchannel.errors import UsageError
    from backchannel.record.address import Address, read

    places = []
    for word in (part for given in args.passages for part in given.split(",")):
        match = _PASSAGES.fullmatch(word.strip())
        first, last = (int(match[1]), int(match[2] or match[1])) if match else (1, 0)
        if first > last or last - first >= 2_000:
            raise UsageError(f"{word[:40]} names no passages; write --passages 3 or --passages 21-23.")
        places += [Address(args.name, number=number) for number in range(first, last + 1)]
    for word in (*args.span, *args.place):
        place = read(f"x/{word}")
        if not place.number or (word in args.span and place.span is None):
            raise UsageError(f"{word[:40]} names no place; write --span 3:12-40, or --place n2.")
        places.append(Address(args.name, place.part, place.number, place.inner, place.span))
    return places
