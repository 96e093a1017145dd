"""card: one's own, and those of others."""

import argparse
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

from backchannel.cli.output import Answer, one_line, table
from backchannel.cli.parsing import Subparsers, add_command, add_group

if TYPE_CHECKING:
    from backchannel.desk.people import Shown

_CARD = 16_000


def add_commands(commands: Subparsers) -> None:
    """Add the commands of this module."""
    card = add_group(commands, "card", "backchannel card show --desk ilse")

    show = add_command(
        card,
        "show",
        _show,
        "backchannel card show --out ilse.card --desk ilse",
        text="show your own card, and write it to a file for the others",
    )
    show.add_argument("--out", metavar="FILE", help="write the card to this new file")
    show.add_argument("--qr", action="store_true", help="show the fingerprint as a QR code")
    show.add_argument("--svg", metavar="FILE", help="write the QR code to this new SVG file")

    take = add_command(
        card,
        "import",
        _import,
        "backchannel card import tomas.card --desk ilse",
        text="import somebody's card; his name is a claim until you have confirmed the fingerprint",
    )
    take.add_argument("file", metavar="FILE")

    confirm = add_command(
        card,
        "confirm",
        _confirm,
        'backchannel card confirm "Tomas Reik" 84016 22957 90113 40877 16034 55910 77120 31846 09251 68307 44190 12768',
        text="confirm somebody's card by the fingerprint that he read aloud, or that was scanned",
    )
    confirm.add_argument("name", metavar="NAME", help="whose (Party/Name where two have the name)")
    confirm.add_argument("fingerprint", metavar="DIGITS", nargs="+", help="the sixty digits, with or without spaces")

    add_command(card, "list", _list, "backchannel card list --desk ilse", text="list the cards that this desk holds")


def fingerprint_lines(groups: Sequence[str]) -> Iterator[str]:
    """Give a fingerprint as three lines of four groups, to be read aloud."""
    for start in range(0, len(groups), 4):
        yield "    " + " ".join(groups[start : start + 4])


def card_value(card: "Shown") -> dict[str, Any]:
    """Give a card as data."""
    return {
        "person": card.person,
        "party": card.party,
        "machine": card.machine,
        "fingerprint": " ".join(card.fingerprint),
        "standing": card.standing,
    }


def _show(args: argparse.Namespace) -> Answer:
    from backchannel.cli.desk_option import open_desk
    from backchannel.cli.files import write_file
    from backchannel.desk import people

    with open_desk(args) as desk:
        mine, data = people.own_shown(desk), people.own_card(desk)
        relays = [a.url for a in desk.card.relays]
    lines = [
        f"{one_line(mine.person)} ({one_line(mine.party)}), on the machine “{one_line(mine.machine)}”",
        f"Takes mail at: {', '.join(relays) or 'no relay; by pouch only'}",
        "Fingerprint, to read aloud:",
        *fingerprint_lines(mine.fingerprint),
    ]
    if args.qr:
        lines += _terminal(mine.fingerprint)
    if args.svg:
        write_file(args.svg, _svg(mine.fingerprint), "QR code")
        lines.append(f"Wrote the fingerprint's QR code to {args.svg}.")
    if args.out:
        write_file(args.out, data, "card")
        lines.append(f"Wrote your card to {args.out}. It holds no secret; give it to the other side.")
    return Answer(lines, {**card_value(mine), "relays": relays, "file": args.out, "svg": args.svg})


def _terminal(fingerprint: Sequence[str]) -> list[str]:
    """Draw a fingerprint's QR code with two rows of modules in each line of text."""
    from backchannel.desk.fingerprint_code import modules

    rows = modules(fingerprint)
    if len(rows) % 2:
        rows.append([False] * len(rows[0]))
    # Light modules are drawn and dark ones left out, as a terminal is dark.
    marks = {(False, False): "█", (False, True): "▀", (True, False): "▄", (True, True): " "}
    return ["".join(marks[pair] for pair in zip(*rows[i : i + 2], strict=True)) for i in range(0, len(rows), 2)]


def _svg(fingerprint: Sequence[str]) -> bytes:
    import io

    import segno

    svg = io.BytesIO()
    segno.make("".join(fingerprint), micro=False, error="m").save(svg, kind="svg", scale=6, xmldecl=True)
    return svg.getvalue()


def _import(args: argparse.Namespace) -> Answer:
    from backchannel.cli.desk_option import open_desk
    from backchannel.cli.files import read_file
    from backchannel.desk import people

    data = read_file(args.file, _CARD, "card")
    with open_desk(args) as desk:
        card = people.import_card(desk, data)
    who = f"{one_line(card.person)} ({one_line(card.party)})"
    if card.standing == "confirmed":
        return Answer([f"Imported the card of {who}, whose fingerprint was confirmed before."], card_value(card))
    return Answer(
        [
            f"Imported a card that calls itself {who}. Its fingerprint:",
            *fingerprint_lines(card.fingerprint),
            "Call him by a way that you trust, let him read his own aloud, and type what you hear:",
            f'  backchannel card confirm "{one_line(card.person)}" DIGITS',
        ],
        card_value(card),
    )


def _confirm(args: argparse.Namespace) -> Answer:
    from backchannel.cli.desk_option import open_desk
    from backchannel.desk import people

    with open_desk(args) as desk:
        card = people.confirm(desk, args.name, " ".join(args.fingerprint))
    return Answer(
        [f"Confirmed: this is the card of {one_line(card.person)} ({one_line(card.party)})."], card_value(card)
    )


def _list(args: argparse.Namespace) -> Answer:
    from backchannel.cli.desk_option import open_desk
    from backchannel.desk import people

    with open_desk(args) as desk:
        cards = people.every_contact(desk)
    rows = [(c.party, c.person, c.machine, c.standing, " ".join(c.fingerprint[:3]) + " …") for c in cards]
    lines = table(("party", "person", "machine", "standing", "fingerprint"), rows)
    return Answer(
        lines or ["No cards yet; import one with 'backchannel card import FILE'."], list(map(card_value, cards))
    )
