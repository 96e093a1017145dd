"""identity: the key that attributes releases, published outside every channel."""

import argparse
from typing import TYPE_CHECKING, Any

from backchannel.cli.card import fingerprint_lines
from backchannel.cli.output import Answer, one_line
from backchannel.cli.parsing import Subparsers, add_command, add_group

if TYPE_CHECKING:
    from backchannel.protocol.release.identity import IdentityCard


def add_commands(commands: Subparsers) -> None:
    """Add the commands of this module."""
    group = add_group(commands, "identity", "backchannel identity make --desk ilse")
    add_command(
        group, "make", _make, "backchannel identity make --desk ilse", text="make this desk's identity key, once"
    )
    card = add_command(
        group,
        "card",
        _card,
        "backchannel identity card --out ilse.identity --desk ilse",
        text="show the identity card, or write it to a file to be published",
    )
    card.add_argument("--out", metavar="FILE", help="the new file")


def _value(card: "IdentityCard", file: str | None) -> dict[str, Any]:
    return {"person": card.person, "party": card.party, "fingerprint": card.fingerprint, "file": file}


def _make(args: argparse.Namespace) -> Answer:
    from backchannel.cli.desk_option import open_desk
    from backchannel.desk import identities

    with open_desk(args) as desk:
        card = identities.make_identity(desk)
    return Answer(
        [
            f"Made the identity key of {one_line(card.person)} ({one_line(card.party)}). Its fingerprint:",
            *fingerprint_lines(card.fingerprint.split()),
            "Publish its card where everybody can find it: backchannel identity card --out FILE",
        ],
        _value(card, None),
    )


def _card(args: argparse.Namespace) -> Answer:
    from backchannel.cli.desk_option import open_desk
    from backchannel.cli.files import write_file
    from backchannel.desk import identities
    from backchannel.protocol.release.identity import read_identity

    with open_desk(args) as desk:
        data = identities.identity_card(desk)
    card = read_identity(data)
    lines = [
        f"Identity of {one_line(card.person)} ({one_line(card.party)}). Its fingerprint:",
        *fingerprint_lines(card.fingerprint.split()),
    ]
    if args.out:
        write_file(args.out, data, "identity card")
        lines.append(f"Wrote {args.out}; publish it. A verifier pins it with --identity.")
    return Answer(lines, _value(card, args.out))
