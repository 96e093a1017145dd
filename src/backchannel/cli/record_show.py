"""record show, list and remove: what the archive holds."""

import argparse
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from backchannel.cli import output
from backchannel.cli.output import Answer, one_line, table
from backchannel.cli.parsing import Subparsers, add_command, add_yes

if TYPE_CHECKING:
    from backchannel.desk.archive import Found
    from backchannel.record.document import Document


def add_commands(record: Subparsers) -> None:
    """Add the commands of this module."""
    show = add_command(
        record,
        "show",
        _show,
        "backchannel record show frus1961-63v06/d22 --desk ilse",
        text="show a document of the archive or of a channel, or one place in it",
        more="A place is /3 for the third passage, /n2 for the second note, /h1 for the first line of the head.",
    )
    show.add_argument("address", metavar="ID[/PLACE]", help="such as frus1961-63v06/d22/3, or CHANNEL/maren-7")
    listed = add_command(
        record,
        "list",
        _list,
        "backchannel record list frus1961-63v06 --desk ilse",
        text="list what was imported, or the documents of one volume or file",
    )
    listed.add_argument("source", metavar="VOLUME", nargs="?", help="a volume or file, as the list without it gives it")
    remove = add_command(
        record,
        "remove",
        _remove,
        "backchannel record remove frus1961-63v06 --desk ilse",
        text="take a volume, a file or one document out of the archive and its index",
        more="A document taken out of a volume comes back when the volume is removed and imported anew.",
    )
    remove.add_argument("name", metavar="VOLUME|ID", help="as 'record list' gives it")
    add_yes(remove)


def _show(args: argparse.Namespace) -> Answer:
    from backchannel.cli.desk_option import open_desk
    from backchannel.desk import archive
    from backchannel.record.writers import page

    with open_desk(args) as desk:
        found = archive.find(desk, args.address)
    if found.address.number:
        lines = page.write_place(found.document, found.address, width=_width())
    else:
        lines = page.write(found.document, found.report, address=str(found.address), width=_width())
    return Answer(lines.rstrip("\n").split("\n"), _value(found))


def _value(found: "Found") -> dict[str, Any]:
    """Give all of a document, each of its places with its address."""
    from backchannel.record import stored
    from backchannel.record.address import Address, place_of

    address, document = found.address, found.document
    value = {
        "address": str(address),
        "document": stored.to_value(document),
        "addresses": [str(Address(address.document, part, number)) for part, number in _places(document)],
        "inferred": found.report.inferred,
        "left_out": found.report.left_out,
        "volume": {"id": found.volume.id, "title": found.volume.title} if found.volume else None,
    }
    if address.number:
        value["texts"] = [one.text[slice(*address.span or (None,))] for one in place_of(document, address)]
    return value


def _places(document: "Document") -> Iterator[tuple[str, int]]:
    apparatus = document.apparatus
    for part, series in (
        ("h", apparatus.head if apparatus else ()),
        ("", document.passages),
        ("n", apparatus.notes if apparatus else ()),
    ):
        for one in series:
            yield part, one.number


def _width() -> int:
    import shutil

    return max(40, min(100, shutil.get_terminal_size().columns))


def _list(args: argparse.Namespace) -> Answer:
    from backchannel.cli.desk_option import open_desk
    from backchannel.desk import archive

    with open_desk(args) as desk:
        if args.source:
            items = archive.documents(desk, args.source)
            rows = [(one.id, _days(one.first_day, one.last_day), one.kind, _clipped(one.heading)) for one in items]
            return Answer(
                table(("document", "date", "kind", "heading"), rows),
                [
                    {
                        "id": one.id,
                        "kind": one.kind,
                        "heading": one.heading,
                        "first_day": one.first_day,
                        "last_day": one.last_day,
                        "place": one.place,
                        "classification": one.classification,
                    }
                    for one in items
                ],
            )
        found = archive.holdings(desk)
    lines = table(
        ("id", "documents", "format", "imported", "title or file"),
        [
            (
                one.source.slug,
                f"{one.documents:,}",
                one.source.format,
                one.source.imported[:10],
                _clipped(one.title or one.source.name),
            )
            for one in found
        ],
    )
    documents = sum(one.documents for one in found)
    lines.append(f"Volumes and files: {len(found):,}. Documents: {documents:,}.")
    return Answer(
        lines if found else ["Nothing yet; begin with 'backchannel record import PATH'."],
        [
            {
                "id": one.source.slug,
                "documents": one.documents,
                "format": one.source.format,
                "imported": one.source.imported,
                "file": one.source.name,
                "title": one.title,
            }
            for one in found
        ],
    )


def _days(first: str | None, last: str | None) -> str:
    if first is None or first == last:
        return first or ""
    return f"{first} to {last}"


def _clipped(text: str) -> str:
    return text if len(text) <= 70 else text[:69] + "…"


def _remove(args: argparse.Namespace) -> Answer:
    from backchannel.cli.desk_option import open_desk
    from backchannel.desk import archive

    with open_desk(args) as desk:
        count = archive.held(desk, args.name)
        many = "1 document" if count == 1 else f"{count:,} documents"
        lines = [f"{one_line(args.name)}: {many}, and all that the index knows of them."]
        if not args.yes and not output.agreed(args, lines, "Take this out of the archive?"):
            return output.NOT_DONE
        removed = archive.remove(desk, args.name)
    return Answer([f"Removed: {removed:,} of {one_line(args.name)}."], {"removed": removed})
