"""leaks: published words against all that this desk may read, with who held what they reuse."""

import argparse
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from backchannel.cli.output import Answer, Progress, one_line, table
from backchannel.cli.parsing import Subparsers, add_command, date
from backchannel.cli.passages import counted, day_in_words, marked, not_read, not_read_value, quoted, short

if TYPE_CHECKING:
    from backchannel.desk.words.collected import Unread
    from backchannel.desk.words.leaks import Held, Leak, Traced, Trail

_MORE = """\
Passages are found that reuse words of a letter or document, quoted or not, also lightly rewritten; a free paraphrase,
or a fact in other words, is not. What was public before the day of the article needs nothing private, and what was
written after that day is no source of it. Public is what 'record publish' says, and what a joint release shows.
For each passage: the documents whose wording is nearest, those that have less of it, and who knew the nearest that day,
by the register of who knows; of an imported document by its head and source note, as claims. Nothing is weighed for
you. Exit code 1: something private was found, or an article could not be read."""
_ROWS = 12
_DIFFERENCES = 4


def add_commands(commands: Subparsers) -> None:
    """Add the command of this module."""
    parser = add_command(commands, "leaks", _leaks, "backchannel leaks press/ --on 1963-01-18 --desk ilse", more=_MORE)
    parser.add_argument("press", metavar="PRESS", nargs="+", help="an article, a mail, or a folder of them")
    parser.add_argument(
        "--on", metavar="DATE", type=date, help="the day on which it appeared (else each one's own date)"
    )


def _leaks(args: argparse.Namespace) -> Answer:
    from backchannel.cli.desk_option import open_desk
    from backchannel.desk.words import leaks
    from backchannel.desk.words.collected import Text, collected, files_of
    from backchannel.errors import BadInputError, UsageError

    if args.on and args.on.day is None:
        raise UsageError("Give --on as a day, such as 1963-01-18: who knew is asked day by day.")
    files = files_of(args.press)
    unread: list[Unread] = []

    def articles() -> Iterator[Text]:
        for one in collected(files, progress):
            if isinstance(one, Text):
                yield one
            else:
                unread.append(one)

    with open_desk(args) as desk, Progress("reading the press", "files", len(files)) as progress:
        trail = leaks.trace(desk, articles(), str(args.on) if args.on else "")
    if not trail.traced:
        raise BadInputError(unread[0].why if len(unread) == 1 else "There is no article there that can be read.")
    lines = [*_lines(trail), *not_read(unread)]
    settled = not any(one.leaks for one in trail.traced) and not any(one.is_missed for one in unread)
    return Answer(lines, _value(trail, unread), 0 if settled else 1)


def _lines(trail: "Trail") -> Iterator[str]:
    searched = f"compared with {counted(trail.documents, 'document')} that this desk may read"
    if trail.public:
        searched += f" ({trail.public:,} of them public)"
    clean = [one for one in trail.traced if not one.leaks]
    for one in trail.traced:
        if one.leaks:
            yield from _article(one)
            yield ""
    if len(clean) == 1:
        yield f"{one_line(clean[0].text.name)}: nothing private was needed to write this; {searched}."
    elif clean:
        yield f"Nothing private was needed to write {len(clean):,} of the articles; {searched}."
    else:
        yield f"{searched.capitalize()}."
    for one in clean:
        yield from _explained(one)
        if not one.day and one.explained:
            yield "  Its day is not known, so all that was ever public counts; with --on DATE only what was by then."


def _article(one: "Traced") -> Iterator[str]:
    name = one_line(one.text.name)
    passages = counted(len(one.leaks), "passage")
    yield f"{name}: {passages} with private words; it appeared on {day_in_words(one.day)}."
    if one.text.dated_by and one.day == one.text.last_day:
        yield f"  The day is read from its top: “{short(one.text.dated_by)}”; if it is another, say it with --on DATE."
    if not one.day:
        yield "  All who ever knew are listed, and all that was ever public counts; say the day with --on DATE."
    for number, leak in enumerate(one.leaks, 1):
        yield ""
        yield from _leak(one, leak, number)
    yield from _explained(one)


def _leak(one: "Traced", leak: "Leak", number: int) -> Iterator[str]:
    first = leak.held[0]
    where = f"passage {leak.passage}" if leak.passage else "the heading"
    yield f"{number}. {where}, {leak.shared:,} of {counted(leak.words, 'word')} shared"
    spans = [(start - leak.start, end - leak.start) for start, end in first.article]
    yield f"   article  {marked(one.text.text[leak.start : leak.end], spans)}"
    yield f"   {first.place.kind[:8]:8} {marked(first.place.text, first.letter)}"
    yield f"   {_named(first)}"
    nearest, others = leak.nearest, [held for held in leak.held if not held.nearest]
    yield f"   {one_line(leak.where)}"
    for held in nearest[1:_ROWS]:
        yield f"   {'word for word' if held.exact else 'just as near'}: {_named(held)}"
    for held in nearest[:_ROWS] if len(nearest) > 1 else ():
        yield from (f"     {one_line(held.place.address)}: {line}" for line in _differs(held))
    for held in others[:_ROWS]:
        yield f"   {'word for word' if held.exact else 'less of it'}: {_named(held)}"
        yield from (f"     {line}" for line in _differs(held))
    if len(leak.held) > _ROWS:
        yield f"   and {counted(len(leak.held) - _ROWS, 'document')} more; --json gives all"
    for version in leak.without[:_ROWS]:
        alike = f"has {counted(version.shared, 'word')} of what stands around them" if version.shared else ""
        what = ", ".join(filter(None, [f"linked as its {version.linked}" if version.linked else "", alike]))
        yield f"   without these words: {one_line(version.place.document)}" + (f" ({what})" if what else "")
    yield from _people(leak, one.day)


def _named(held: "Held") -> str:
    place = held.place
    said = [short(place.heading, 80) if place.heading else place.kind, day_in_words(place.day) if place.day else ""]
    said += [f"by {short(', '.join(place.authors), 80)}" if place.authors else ""]
    said += [f"linked as {held.linked} of it" if held.linked else ""]
    said += [f"public since {held.since}" if held.since else ""]
    return f"{one_line(place.address)}  {', '.join(filter(None, said))}"


def _differs(held: "Held") -> Iterator[str]:
    for one in held.differences[:_DIFFERENCES]:
        if one.instead:
            yield f"has {quoted(one.instead, 100)} where the article has {quoted(one.text, 100)}"
        else:
            yield f"has not {quoted(one.text, 100)}"
    if len(held.differences) > _DIFFERENCES:
        yield f"and {counted(len(held.differences) - _DIFFERENCES, 'difference')} more"


def _people(leak: "Leak", day: str) -> Iterator[str]:
    knew = [(h, held.place.document) for held in leak.nearest for h in held.holders]
    when = f"on {day_in_words(day)}" if day else "ever"
    head = ("person", "party", "how", "since", "weight", "through", "source")
    for words, said in ((True, f"Who knew the words {when}:"), (False, f"Who knew {when} only that it exists:")):
        rows = [
            (h.person, h.party, h.way, _since(h.since), h.weight, where, short(h.source, 60))
            for h, where in knew
            if h.words is words
        ]
        if rows:
            yield f"   {said}"
            # A column that tells nothing of anybody only makes the others harder to read.
            kept = [i for i in range(len(head)) if any(row[i] for row in rows) and (i != 5 or len(leak.nearest) > 1)]
            lines = table([head[i] for i in kept], ([row[i] for i in kept] for row in rows))
            yield from (f"     {line}" for line in lines)
    for held in leak.nearest:
        for copy in held.copies:
            yield f"   A further copy of {one_line(held.place.document)} lies in {one_line(copy)}, by its source note."


def _since(text: str) -> str:
    # A time of an entry as its day; what a source note prints stays as it is.
    return text[:10] if text[4:5] == "-" else text


def _explained(one: "Traced") -> Iterator[str]:
    for found in one.explained[:_ROWS]:
        words = quoted(one.text.text[found.start : found.end], 70)
        yield f"  passage {found.passage} also stands in {one_line(found.place.address)} ({found.why}): {words}"


def _value(trail: "Trail", unread: "list[Unread]") -> dict[str, Any]:
    return {
        "articles": [_article_value(one) for one in trail.traced],
        "searched": {"articles": len(trail.traced), "documents": trail.documents, "public": trail.public},
        "not_read": not_read_value(unread),
    }


def _article_value(one: "Traced") -> dict[str, Any]:
    return {
        "name": one.text.name,
        "day": one.day or None,
        "leaks": [
            {
                "start": leak.start,
                "end": leak.end,
                "passage": leak.passage,
                "text": one.text.text[leak.start : leak.end],
                "shared": leak.shared,
                "words": leak.words,
                "held": [_held_value(held) for held in leak.held],
                "without": [
                    {"document": w.place.document, "linked": w.linked, "shared": w.shared} for w in leak.without
                ],
                "people": [{"person": person, "party": party} for person, party in leak.people],
            }
            for leak in one.leaks
        ],
        "explained": [
            {"start": e.start, "end": e.end, "passage": e.passage, "address": e.place.address, "why": e.why}
            for e in one.explained
        ],
    }


def _held_value(held: "Held") -> dict[str, Any]:
    return {
        "address": held.place.address,
        "document": held.place.document,
        "heading": held.place.heading,
        "date": held.place.day,
        "authors": list(held.place.authors),
        "channel": held.place.channel,
        "text": held.place.text,
        "nearest": held.nearest,
        "exact": held.exact,
        "public_since": held.since or None,
        "linked": held.linked,
        "marks": {"article": [list(s) for s in held.article], "text": [list(s) for s in held.letter]},
        "copies": list(held.copies),
        "differences": [{"article": d.text, "instead": d.instead} for d in held.differences],
        "holders": [
            {
                "person": h.person,
                "party": h.party,
                "way": h.way,
                "since": h.since,
                "weight": h.weight,
                "source": h.source,
                "words": h.words,
            }
            for h in held.holders
        ],
    }
