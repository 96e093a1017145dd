"""record publish: say what of the archive is public, and from which day on."""

import argparse
from typing import TYPE_CHECKING, Any

from backchannel.cli.output import Answer, one_line, table
from backchannel.cli.parsing import Subparsers, add_command, date

if TYPE_CHECKING:
    from backchannel.desk.publishing import Marked


def add_commands(record: Subparsers) -> None:
    """Add the command of this module."""
    parser = add_command(
        record,
        "publish",
        _publish,
        "backchannel record publish coast-mercury --since 1963-01-20 --desk ilse",
        text="say that a volume, a document or a letter is public, and from which day on; or list what is",
        more=(
            "Everything on a desk is private until this is said of it, or a joint release shows it. 'leaks' and\n"
            "'claims' go by it. Without --since each document is public from its own date on, as newspapers are; of a\n"
            "volume, whose papers were printed long after their dates, the day must be said. Without a name: what is\n"
            "marked as public."
        ),
    )
    parser.add_argument("name", metavar="NAME", nargs="?", default="", help="a volume, a document, or CHANNEL/LETTER")
    parser.add_argument("--since", metavar="DATE", type=date, help="public from this day on, such as 1993-05-01")
    parser.add_argument("--take-back", action="store_true", help="say that it is private after all")


def _publish(args: argparse.Namespace) -> Answer:
    from backchannel.cli.desk_option import open_desk
    from backchannel.desk import publishing
    from backchannel.errors import UsageError

    if (not args.name and (args.since or args.take_back)) or (args.since and args.take_back):
        raise UsageError("Name what is public, with --since DATE or with --take-back.")
    with open_desk(args) as desk:
        if args.take_back:
            done = publishing.take_back(desk, args.name)
            said = f"{one_line(args.name)} is private again." if done else f"{one_line(args.name)} was not marked."
            return Answer([said], {"name": args.name, "taken_back": done}, 0 if done else 1)
        if args.name:
            one = publishing.publish(desk, args.name, args.since)
            return Answer(_said(one), _value(one))
        found = publishing.listed(desk)
    rows = [(one.name, one.since or "each from its date", f"{one.documents:,}", f"{one.undated:,}") for one in found]
    lines = table(("marked as public", "since", "documents", "undated"), rows)
    lines += [] if lines else ["Nothing is marked as public; only what a joint release shows is."]
    return Answer(lines, [_value(one) for one in found])


def _said(one: "Marked") -> list[str]:
    many = one.documents != 1
    documents = f", {one.documents:,} documents" if many else ""
    since = one.since or ("the date of each" if many else "its date")
    lines = [f"{one_line(one.name)}{documents}: public from {since} on."]
    if one.undated:
        said = f"{one.undated:,} of them have" if many else "It has"
        lines.append(f"{said} no date, and so count as public on no day that is asked for; say it with --since DATE.")
    return lines


def _value(one: "Marked") -> dict[str, Any]:
    return {"name": one.name, "since": one.since, "documents": one.documents, "undated": one.undated}
