"""record import: files into the archive."""

import argparse
from collections import Counter
from typing import TYPE_CHECKING, Any

from backchannel.cli.output import Answer, Progress, one_line, table
from backchannel.cli.parsing import Subparsers, add_command

if TYPE_CHECKING:
    from backchannel.desk.desk import Desk
    from backchannel.desk.importing import Outcome


def add_commands(record: Subparsers) -> None:
    """Add the command of this module."""
    parser = add_command(
        record,
        "import",
        _import,
        "backchannel record import frus1961-63v06.xml.gz letters/ --desk ilse",
        text="import files and folders into the archive",
        more="What is here already is left as it is, and an import that was broken off goes on where it stopped.",
    )
    parser.add_argument("paths", metavar="PATH", nargs="+", help="a file, plain or packed by gzip, or a folder of them")
    parser.add_argument(
        "--again",
        action="store_true",
        help="read anew what was read by an older reader, and let a file replace another of the same volume",
    )
    parser.add_argument("--report", action="store_true", help="list all that was inferred and left out, per document")


def _import(args: argparse.Namespace) -> Answer:
    from pathlib import Path

    from backchannel.cli.desk_option import open_desk
    from backchannel.desk import importing

    files = importing.files_of([Path(name).expanduser() for name in args.paths])
    outcomes: list[importing.Outcome] = []
    with open_desk(args) as desk:
        with Progress("importing", "bytes", sum(file.size for file in files)) as progress:
            outcomes += importing.import_files(desk, files, again=args.again, passed=progress)
        reports = _reports(desk, outcomes) if args.report else {}
    lines = table(
        ("file", "", "documents", "new or changed", "inferred", "left out", "id"), [_row(one) for one in outcomes]
    )
    lines += [f"{one_line(str(one.path))}: {one_line(_why(one))}" for one in outcomes if one.why]
    lines += _told(reports) if args.report else _hint(outcomes)
    lines.append(_sum(outcomes))
    failed = any(one.what == importing.FAILED for one in outcomes)
    return Answer(lines, [_value(one, reports) for one in outcomes], 1 if failed else 0)


def _why(one: "Outcome") -> str:
    return f"{one.why} ({one.typed})" if one.typed else one.why


def _row(one: "Outcome") -> tuple[str, ...]:
    counts = [f"{number:,}" for number in (one.documents, one.changed, one.inferred, one.left_out)]
    return (one.path.name, one.what, *(counts if one.source else [""] * 4), one.source)


def _sum(outcomes: "list[Outcome]") -> str:
    files = Counter(one.what for one in outcomes)
    said = ", ".join(f"{count:,} {what}" for what, count in files.items()) or "none"
    removed = sum(one.removed for one in outcomes)
    gone = f", {removed:,} no longer there" if removed else ""
    return f"Files: {said}. Documents: {sum(one.changed for one in outcomes):,} new or changed{gone}."


def _hint(outcomes: "list[Outcome]") -> list[str]:
    if not any(one.inferred or one.left_out for one in outcomes):
        return []
    return ["With --report all that was inferred or left out is listed, and 'record show' says it of a document."]


def _reports(desk: "Desk", outcomes: "list[Outcome]") -> dict[str, Any]:
    from backchannel.desk import archive

    return {
        one.source: {
            identifier: {"inferred": report.inferred, "left_out": report.left_out}
            for identifier, report in archive.reports(desk, one.source)
        }
        for one in outcomes
        if one.source
    }


def _told(reports: dict[str, Any]) -> list[str]:
    lines: list[str] = []
    for told in reports.values():
        for identifier, report in told.items():
            lines.append(identifier)
            lines += [f"  inferred: {one_line(fact)}" for fact in report["inferred"]]
            lines += [f"  left out: {one_line(fact)}" for fact in report["left_out"]]
    return lines


def _value(one: "Outcome", reports: dict[str, Any]) -> dict[str, Any]:
    value = {
        "file": str(one.path),
        "outcome": one.what,
        "why": _why(one),
        "id": one.source,
        "format": one.format,
        "documents": one.documents,
        "changed": one.changed,
        "removed": one.removed,
        "inferred": one.inferred,
        "left_out": one.left_out,
    }
    return {**value, "reports": reports[one.source]} if one.source in reports else value
