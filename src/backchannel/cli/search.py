"""search: all that this desk may read, by words, phrases and filters."""

import argparse
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from backchannel.cli.output import Answer, one_line, visible
from backchannel.cli.parsing import Subparsers, add_command

if TYPE_CHECKING:
    from backchannel.desk.searching import Found, Hit
    from backchannel.text.excerpt import Excerpt

_FILTERS = {
    "from": ("NAME", "who wrote it"),
    "to": ("NAME", "to whom it is"),
    "with": ("NAME", "who took part in the conversation"),
    "mentions": ("NAME", "who is mentioned in it"),
    "signed": ("NAME", "who signed it"),
    "person": ("NAME", "who is any of these"),
    "date": ("DATE", "1961, 1961-10, 1961-10-16, or a span such as 1961-10..1961-12"),
    "kind": ("KIND", "letter, telegram, memorandum of conversation, ..."),
    "place": ("PLACE", "where it was written"),
    "class": ("WORDS", "how it was classified, such as top secret"),
    "volume": ("ID", "the volume, such as frus1961-63v06 or frus1961-63*"),
    "channel": ("CHANNEL", "the channel"),
}
_MORE = """\
Words rank what is found; what stands in quotation marks, of any kind, must be there: "hot line", or one word alone.
A star ends the beginning of a word: negotiat*. What has a - before it must not be there; put the whole query in the
shell's quotation marks then: 'berlin -"air corridor" from:rusk'. Every filter may stand in the query too (from:,
to:, date:, ...), and may be repeated: all persons must fit, and one of the values of any other filter.
Case, accents, apostrophes, dashes and the ends of lines, pages and passages do not matter.
Exit code 1: nothing was found."""


def add_commands(commands: Subparsers) -> None:
    """Add the command of this module."""
    search = add_command(
        commands, "search", _search, "backchannel search 'harbour \"pilotage dues\"' --from Maren", more=_MORE
    )
    search.add_argument("words", metavar="WORDS", nargs="*", help="what to look for")
    for name, (metavar, text) in _FILTERS.items():
        search.add_argument(f"--{name}", metavar=metavar, action="append", default=[], help=text)
    search.add_argument("--not", metavar="WORD", action="append", default=[], dest="without", help="must not be there")
    search.add_argument("--page", metavar="N", type=int, default=1, help="which page of what was found (default: 1)")
    search.add_argument("--limit", metavar="N", type=int, default=10, help="documents on a page (default: 10)")
    search.add_argument("--facets", action="store_true", help="count by kind, year, volume, channel and classification")


def _search(args: argparse.Namespace) -> Answer:
    from backchannel.cli.desk_option import open_desk
    from backchannel.desk import searching
    from backchannel.text.query import read

    words = " ".join([*args.words, *(f'-"{word}"' for word in args.without)])
    query = read(words, {name: getattr(args, name) for name in _FILTERS})
    with open_desk(args) as desk:
        found = searching.find(desk, query, page=args.page, limit=args.limit, facets=args.facets)
    return Answer(list(_lines(found)), _value(found), 0 if found.total else 1)


def _lines(found: "Found") -> Iterator[str]:
    if not found.total:
        yield "Nothing was found."
        if found.nowhere:
            yield f"In nothing that this desk holds: {', '.join(f'“{one_line(word)}”' for word in found.nowhere)}."
        return
    yield f"{found.total:,} found" + (f", page {found.page} of {found.pages:,}." if found.pages > 1 else ".")
    for hit in found.hits:
        yield ""
        yield one_line(hit.address) + (f" (and on in {one_line(hit.until)})" if hit.until else "")
        yield f"  {', '.join(_said(hit))}"
        yield f"  {one_line(_marked(hit.excerpt))}"
    for facet in found.facets:
        if facet.counts:
            yield ""
            yield f"By {facet.field}: " + "; ".join(f"{one_line(value)} {count:,}" for value, count in facet.counts)


def _said(hit: "Hit") -> Iterator[str]:
    from backchannel.record.dates import in_words, parse

    yield one_line(hit.heading)
    if hit.day:
        yield in_words(parse(hit.day))
    if hit.source not in (hit.document, ""):
        yield one_line(hit.source)


def _marked(shown: "Excerpt") -> str:
    """Give an excerpt with what was found between stars, as in Markdown."""
    pieces, at = [], 0
    for start, end in shown.marks:
        pieces += [visible(shown.text[at:start]), "**", visible(shown.text[start:end]), "**"]
        at = end
    return "".join(pieces) + visible(shown.text[at:])


def _value(found: "Found") -> dict[str, Any]:
    return {
        "total": found.total,
        "page": found.page,
        "pages": found.pages,
        "hits": [
            {
                "address": hit.address,
                "until": hit.until,
                "document": hit.document,
                "kind": hit.kind,
                "heading": hit.heading,
                "date": hit.day,
                "place": hit.place,
                "classification": hit.classification,
                "source": hit.source,
                "excerpt": hit.excerpt.text,
                "marks": [list(mark) for mark in hit.excerpt.marks],
            }
            for hit in found.hits
        ],
        "nowhere": list(found.nowhere),
        "facets": {facet.field: dict(facet.counts) for facet in found.facets},
    }
