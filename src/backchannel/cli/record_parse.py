"""record parse: one transcript taken apart, without a desk."""

import argparse
from typing import Any

from backchannel.cli.output import Answer, one_line
from backchannel.cli.parsing import Subparsers, add_command

_SHOWN = ("number", "heading", "kind", "from", "to", "date", "place", "subject", "participants", "classification")
_SHOWN_TOO = ("captions", "source", "signed")


def add_commands(record: Subparsers) -> None:
    """Add the command of this module."""
    parser = add_command(
        record,
        "parse",
        _parse,
        "backchannel record parse letter.txt --json",
        text="say what the plain transcript of one printed document holds",
        more="With --json the fields are one object by themselves, without command, exit and error around it.",
        desk=False,
    )
    parser.add_argument("file", metavar="FILE", help="a transcript in UTF-8, as a page of the printed series gives it")


def _parse(args: argparse.Namespace) -> Answer:
    from backchannel.cli.files import read_file
    from backchannel.record.answer import answer
    from backchannel.record.readers.letter import FILE, as_text
    from backchannel.record.readers.transcripts.anatomy import anatomize

    transcript = anatomize(as_text(read_file(args.file, FILE, "transcript")))
    result = answer(transcript)
    if args.json:
        return Answer([], result, bare=True)
    from backchannel.record.readers.transcripts.inference import inferences, losses

    told = [*(one.evidence for one in inferences(transcript)), *losses(transcript)]
    return Answer([*_lines(result), "", *(f"  {one_line(sentence)}" for sentence in told)])


def _lines(result: dict[str, Any]) -> list[str]:
    """Give the fields for a person: what the document says of itself, and how much of the rest there is."""
    width = max(len(name) for name in (*_SHOWN, *_SHOWN_TOO)) + 2
    lines = []
    for name in (*_SHOWN, *_SHOWN_TOO):
        values = result[name] if isinstance(result[name], list) else [result[name]]
        lines += [f"{name:{width}}{one_line(str(value))}" for value in values if value is not None]
    notes = result["notes"]
    unmarked = sum(note["mark"] is None for note in notes)
    counts = {
        "paragraphs": len(result["body"]),
        "notes": len(notes),
        "notes without a mark": unmarked,
        "page marks": len(result["page_breaks"]),
        "references": len(result["xrefs"]),
        "omissions": len(result["omissions"]),
    }
    return [*lines, f"{'text':{width}}{', '.join(f'{what}: {count}' for what, count in counts.items())}"]


__all__ = ["add_commands"]
