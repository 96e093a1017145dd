"""release html, release quote: what is done with a bundle, and needs no desk."""

import argparse
import re

from backchannel.cli.output import Answer
from backchannel.cli.parsing import Subparsers, add_command
from backchannel.cli.verify import add_identity, pins_of

_PLACE = re.compile(r"([1-9][0-9]{0,4})\.([1-9][0-9]{0,4})")


def add_without_desk(group: Subparsers) -> None:
    """Add the commands that need no desk."""
    html = add_command(
        group,
        "html",
        _html,
        "backchannel release html strait.release.json --out strait.html",
        text="verify a bundle and write a copy for reading, made from what it reveals alone",
        desk=False,
    )
    html.add_argument("bundle", metavar="BUNDLE")
    html.add_argument("--out", required=True, metavar="FILE", help="the new file")
    add_identity(html)
    quote = add_command(
        group,
        "quote",
        _quote,
        "backchannel release quote strait.release.json 1.3 --out passage.json",
        text="verify a bundle and write one passage of it, which can be verified alone",
        desk=False,
    )
    quote.add_argument("bundle", metavar="BUNDLE")
    quote.add_argument("place", metavar="LETTER.PASSAGE", help="such as 1.3: the third passage of the first letter")
    quote.add_argument("--out", required=True, metavar="FILE", help="the new file")


def _html(args: argparse.Namespace) -> Answer:
    from backchannel.cli.files import read_file, write_file
    from backchannel.protocol.limits import LIMITS
    from backchannel.protocol.release.html import reading_copy
    from backchannel.protocol.release.verify import verify_bundle

    data = reading_copy(verify_bundle(read_file(args.bundle, LIMITS.bundle, "bundle"), pins=pins_of(args.identity)))
    write_file(args.out, data, "copy for reading")
    return Answer(
        [f"Wrote {args.out} ({len(data):,} bytes): a copy for reading, which proves nothing by itself."],
        {"file": args.out, "bytes": len(data)},
    )


def _quote(args: argparse.Namespace) -> Answer:
    from backchannel.cli.files import read_file, write_file
    from backchannel.errors import UsageError
    from backchannel.protocol.limits import LIMITS
    from backchannel.protocol.release.bundle import read_bundle
    from backchannel.protocol.release.passage import quote
    from backchannel.protocol.release.verify import verify_bundle

    match = _PLACE.fullmatch(args.place)
    if match is None:
        raise UsageError("A passage is written as LETTER.PASSAGE, such as 1.3.")
    data = read_file(args.bundle, LIMITS.bundle, "bundle")
    verify_bundle(data)
    quoted = quote(read_bundle(data), int(match[1]), int(match[2]))
    write_file(args.out, quoted, "passage")
    return Answer(
        [f"Wrote {args.out} ({len(quoted):,} bytes): one passage, to be checked with: backchannel verify {args.out}"],
        {"file": args.out, "bytes": len(quoted)},
    )
