"""record label: a document's markings as a label that other programs read."""

import argparse

from backchannel.cli.output import Answer, one_line
from backchannel.cli.parsing import Subparsers, add_command, date


def add_commands(record: Subparsers) -> None:
    """Add the command of this module."""
    label = add_command(
        record,
        "label",
        _label,
        "backchannel record label frus1961-63v05/d281 --policy NATO --out d281.label.xml --desk ilse",
        text="write a document's markings as a confidentiality label in XML (STANAG 4774)",
        more="No word of a marking is turned into another's. Without --review it is to be reviewed after a year.",
    )
    label.add_argument("id", metavar="ID", help="a document of the archive, or a letter: CHANNEL/maren-7")
    label.add_argument("--policy", metavar="NAME", help="whose words the markings are (else nobody's: as printed)")
    label.add_argument(
        "--review", metavar="DATE", type=date, help="by when the label is to be reviewed, such as 2041-05-05"
    )
    label.add_argument("--out", metavar="FILE", help="the new file (else the label is shown)")


def _label(args: argparse.Namespace) -> Answer:
    from backchannel.cli.desk_option import open_desk
    from backchannel.cli.files import write_file
    from backchannel.desk.labels import label
    from backchannel.record.writers.stanag4774 import POLICY

    with open_desk(args) as desk:
        data = label(desk, args.id, POLICY if args.policy is None else args.policy, args.review)
    if args.out:
        write_file(args.out, data, "label")
        return Answer([f"Written: {one_line(args.out)}."], {"file": args.out})
    text = data.decode()
    return Answer(text.rstrip("\n").split("\n"), {"label": text}, exact=True)
