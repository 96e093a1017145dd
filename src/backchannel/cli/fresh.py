"""fresh: what of a draft is warmed over from earlier papers."""

import argparse
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from backchannel.cli.output import Answer, Progress, one_line
from backchannel.cli.parsing import Subparsers, add_command
from backchannel.cli.passages import counted, day_in_words, marked, not_read, not_read_value, short

if TYPE_CHECKING:
    from backchannel.desk.words.freshness import Freshness, Part, Warmed

_MORE = """\
Each passage is shown with the words of it that stand in earlier papers between stars, how many they are, and the papers
with their year and address. Words are counted and nothing is weighed: whether it is stale, you judge. Without --against
all that this desk may read of before the draft's date counts. Exit code 1: something stands in an earlier paper."""
_SOURCES = 5


def add_commands(commands: Subparsers) -> None:
    """Add the command of this module."""
    fresh = add_command(commands, "fresh", _fresh, "backchannel fresh draft.md --against old/ --desk ilse", more=_MORE)
    fresh.add_argument("draft", metavar="DRAFT", help="a file, or the address of a document or letter")
    fresh.add_argument(
        "--against",
        metavar="WHAT",
        nargs="+",
        default=[],
        help="earlier papers: files, folders, volumes, documents, channels, letters",
    )


def _fresh(args: argparse.Namespace) -> Answer:
    from backchannel.cli.desk_option import open_desk
    from backchannel.desk.words import freshness

    with open_desk(args) as desk, Progress("reading the papers", "files") as progress:
        found = freshness.compare(desk, args.draft, args.against, progress)
    return Answer(list(_lines(found)), _value(found), 1 if any(part.reused for part in found.parts) else 0)


def _lines(found: "Freshness") -> Iterator[str]:
    for part in found.parts:
        yield from _part(part)
    warmed = sum(part.reused > 0 for part in found.parts)
    words, reused = sum(part.words for part in found.parts), sum(part.reused for part in found.parts)
    papers = counted(found.papers, "earlier paper" if found.until else "paper")
    if not warmed:
        yield f"Nothing of the draft stands in {papers}."
    else:
        where = f"{counted(warmed, 'passage')} of {len(found.parts):,}"
        yield f"{reused:,} of {counted(words, 'word')}, in {where}, stand in {papers}."
    if found.until:
        yield f"Looked at were the papers of before {day_in_words(found.day)}, and those without a date."
    yield from not_read(found.unread)


def _part(part: "Part") -> Iterator[str]:
    where = f"passage {part.number}" if part.number else "heading"
    if not part.reused:
        yield f"{where}: new, {counted(part.words, 'word')}"
        yield ""
        return
    yield f"{where}: {part.reused:,} of {counted(part.words, 'word')} stand in earlier papers"
    yield f"  {marked(part.text, part.marked)}"
    for one in part.sources[:_SOURCES]:
        heading = f", {short(one.heading, 80)}" if one.heading else ""
        yield f"  {one.day[:4] or 'no date'}  {one_line(one.name)}  {counted(one.words, 'word')}{heading}"
    if len(part.sources) > _SOURCES:
        yield f"  and {counted(len(part.sources) - _SOURCES, 'paper')} more; --json gives all"
    yield ""


def _value(found: "Freshness") -> dict[str, Any]:
    return {
        "day": found.day or None,
        "papers": found.papers,
        "passages": [
            {
                "number": part.number,
                "text": part.text,
                "words": part.words,
                "reused": part.reused,
                "marks": [list(span) for span in part.marked],
                "sources": [_source(one) for one in part.sources],
            }
            for part in found.parts
        ],
        "not_read": not_read_value(found.unread),
    }


def _source(one: "Warmed") -> dict[str, Any]:
    return {
        "name": one.name,
        "heading": one.heading,
        "date": one.day or None,
        "words": one.words,
        "marks": {"draft": [list(span) for span in one.ours], "text": [list(span) for span in one.theirs]},
        "text": one.text,
    }
