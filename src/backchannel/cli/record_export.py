"""record export and cite: documents out of the archive, as files and as citations."""

import argparse
from typing import TYPE_CHECKING

from backchannel.cli.output import Answer, Progress, one_line
from backchannel.cli.parsing import Parser, Subparsers, add_command

if TYPE_CHECKING:
    from pathlib import Path

    from backchannel.desk.exporting import Exported

FORMATS = ("tei", "html", "pdf", "docx", "json", "jsonl", "csl", "bibtex", "ris", "cmif", "bag")
PAPERS = ("A4", "Letter")
_IDS = 1_000_000


def add_commands(record: Subparsers) -> None:
    """Add the commands of this module."""
    export = add_command(
        record,
        "export",
        _export,
        "backchannel record export frus1961-63v06/d22 --format pdf --output letter.pdf --desk ilse",
        text="write documents, volumes or letters to files outside the vault",
        more=(
            "Formats: tei, html, pdf, docx and json hold the words; jsonl the text as one string, a line a document;\n"
            "csl, bibtex and ris the citation; cmif who wrote to whom; bag is a folder with all of them and what is\n"
            "restricted about each. Of many documents, html, pdf, docx and json become a folder of files. A letter\n"
            "of a channel is copied out only with --why, which the register of who knows keeps."
        ),
    )
    export.add_argument("names", metavar="ID", nargs="*", help="a document, a volume or file, or CHANNEL/maren-7")
    export.add_argument("--from", dest="list", metavar="FILE", help="a file with more ids, one a line; - for the input")
    export.add_argument("--format", required=True, choices=FORMATS, help="one of the formats above")
    add_output(export)
    export.add_argument("--why", default="", metavar="TEXT", help="why a letter is copied out")
    export.add_argument("--title", default="", metavar="TEXT", help="what a catalogue or a bag is called")
    export.add_argument("--editor", default="", metavar="NAME", help="who answers for a catalogue of letters")
    export.add_argument("--address", default="", metavar="URL", help="where a catalogue of letters will stand")
    cite = add_command(
        record,
        "cite",
        _cite,
        "backchannel record cite frus1961-63v06/d22 --desk ilse",
        text="cite documents as the Office of the Historian recommends",
    )
    cite.add_argument("names", metavar="ID", nargs="+", help="a document, a volume or file, or CHANNEL/maren-7")


def add_output(parser: Parser) -> None:
    """Add the options that say where a file goes."""
    parser.add_argument("--output", required=True, metavar="PATH", help="the new file or folder; - to print text")
    parser.add_argument("--force", action="store_true", help="write over a file that is there")
    parser.add_argument("--paper", choices=PAPERS, default="A4", help="the paper of a PDF")


def target_of(args: argparse.Namespace) -> "Path | None":
    """Give the path that --output names, None where it says that text is to be printed; UsageError for no text."""
    from pathlib import Path

    if args.output != "-":
        return Path(args.output).expanduser()
    from backchannel.errors import UsageError
    from backchannel.record.writers.formats import FORMATS as FILES

    if args.format in FILES and not FILES[args.format].is_text:
        raise UsageError(f"A file of {args.format} is no text for a terminal; name a file with --output.")
    return None


def answer_of(done: "Exported", args: argparse.Namespace) -> Answer:
    """Say what was written, what was left out, and what stands outside the vault now."""
    value = {
        "file": None if args.output == "-" else args.output,
        "format": args.format,
        "documents": done.documents,
        "files": done.files,
        "bytes": done.size,
        "left_out": [{"id": name, "reason": reason} for name, reason in done.left_out],
        "remarks": list(done.remarks),
    }
    if args.output == "-":
        text = done.data.decode("utf-8").replace("\r\n", "\n")
        return Answer(text.rstrip("\n").split("\n"), {**value, "text": text})
    many = "1 document" if done.documents == 1 else f"{done.documents:,} documents"
    files = "" if done.files == 1 else f", {done.files:,} files"
    lines = [f"Wrote {one_line(args.output)} ({many}{files}, {done.size:,} bytes)."]
    lines += [f"Left out {one_line(name)}: {one_line(reason)}" for name, reason in done.left_out]
    if done.letters:
        lines.append("It lies outside the vault now, readable to whoever has the disk; the copy is noted.")
    lines += [f"ATTENTION: {one_line(remark)}" for remark in done.remarks]
    return Answer(lines, value, 1 if done.left_out else 0)


def _export(args: argparse.Namespace) -> Answer:
    from backchannel.cli.desk_option import open_desk
    from backchannel.desk import exporting

    given = {name: value for name in ("title", "editor", "address") if (value := getattr(args, name))}
    wish = exporting.Wish(args.format, target_of(args), args.force, args.why, paper=args.paper, **given)
    names = [*args.names, *_listed(args.list)]
    with open_desk(args) as desk, Progress("exporting", "documents") as progress:
        done = exporting.export(desk, names, wish, progress)
    return answer_of(done, args)


def _listed(name: str | None) -> list[str]:
    """Give the ids of a file, one a line."""
    if not name:
        return []
    if name == "-":
        import sys

        text = sys.stdin.read(_IDS)
    else:
        from backchannel.cli.files import read_file

        text = read_file(name, _IDS, "list of ids").decode("utf-8", "replace")
    return [line.strip() for line in text.splitlines() if line.strip()]


def _cite(args: argparse.Namespace) -> Answer:
    from backchannel.cli.desk_option import open_desk
    from backchannel.desk import exporting

    with open_desk(args) as desk:
        found = exporting.cite(desk, args.names)
    return Answer([text for _, text in found], [{"id": name, "citation": text} for name, text in found])
