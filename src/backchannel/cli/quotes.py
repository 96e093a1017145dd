"""quotes: every quotation of a draft, held against the record."""

import argparse
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from backchannel.cli.output import Answer, one_line
from backchannel.cli.parsing import Subparsers, add_command

if TYPE_CHECKING:
    from backchannel.desk.words.places import Place
    from backchannel.desk.words.quoting import Entry, Shown, Told, Written

_MORE = """\
The draft is a file of any kind that can be imported, or the address of a letter or document. Every quotation in it is
looked for in all that this desk may read, or with --against only in the documents, volumes or channels that are named.
  exact          word for word, but for case, punctuation and spelling
  elided         something is left out or put in, as the quotation itself says
  altered        other words; the true ones are shown
  misattributed  word for word, but not of whom or when the draft says
  not found      found nowhere
  phrase         a phrase in quotation marks that is nobody's in particular
A quotation is warned of, and the whole sentence shown, where a condition, a negation or another clause is cut away.
With --write the address of each quotation that was found is put behind it, in a file of text or Markdown; the file as
it was is kept beside it. Exit code 1: something is to be settled."""

_LENGTH = 300


def add_commands(commands: Subparsers) -> None:
    """Add the command of this module."""
    quotes = add_command(commands, "quotes", _quotes, "backchannel quotes answer.md --against maren/reik-4", more=_MORE)
    quotes.add_argument("draft", metavar="DRAFT", help="a file, or the address of a letter or document")
    quotes.add_argument(
        "--against", metavar="NAME", action="append", default=[], help="only these are quoted; may be repeated"
    )
    quotes.add_argument("--write", action="store_true", help="put the addresses into the draft")
    quotes.add_argument("--to", metavar="FILE", help="put them into a new file instead")
    quotes.add_argument("--all", action="store_true", help="show phrases and all that is in order too")


def _quotes(args: argparse.Namespace) -> Answer:
    from backchannel.cli.desk_option import open_desk
    from backchannel.desk.words import quoting

    with open_desk(args) as desk:
        told = quoting.check(desk, args.draft, args.against)
        written = None
        if args.write or args.to:
            written = quoting.write(Path(args.draft), told, Path(args.to) if args.to else None)
    return Answer(list(_lines(told, written, every=args.all)), _value(told, written), 0 if told.is_fine else 1)


def _lines(told: "Told", written: "Written | None", *, every: bool) -> Iterator[str]:
    from backchannel.desk.words.explained import VERDICTS

    for entry in told.entries:
        if every or entry.checked.is_wrong:
            yield from _entry(entry)
            yield ""
    counts = Counter(entry.checked.verdict for entry in told.entries)
    warned = sum(bool(entry.checked.cuts) for entry in told.entries)
    if not told.entries:
        yield "There is no quotation in the draft."
    else:
        said = [f"{count} {VERDICTS[verdict]}" for verdict, count in counts.items()]
        yield f"{_count(len(told.entries), 'quotation')}: {', '.join(said)}."
    if warned:
        yield f"{_count(warned, 'quotation')} may say something else than the whole sentence."
    if told.stray:
        yield f"{_count(told.stray, 'mark')} without a partner, the first on line {told.stray_line}."
    if written is not None:
        yield from _written(written)


def _entry(entry: "Entry") -> Iterator[str]:
    from backchannel.desk.words.explained import CUTS, FAULTS, VERDICTS

    checked = entry.checked
    yield f"line {entry.line}: {VERDICTS[checked.verdict]}  “{_short(entry.text)}”"
    if checked.fault:
        yield f"  found, {FAULTS[checked.fault]}; the draft says: {one_line(checked.attribution.said)}"
    for place in entry.places:
        yield f"  {_place(place)}"
    if checked.others:
        yield f"  the same words stand in {checked.others} more"
    if checked.verdict == "altered" and entry.places:
        yield f"  true: “{_short(entry.places[0].text)}”"
    for one in entry.differences:
        yield f"    {_difference(one)}"
    for cut in checked.cuts:
        yield f"  cut away, {CUTS[cut.kind]}: “{_short(cut.words)}”"
    if entry.sentence:
        yield f"  the whole sentence: “{_short(entry.sentence, 1_000)}”"
    if entry.nearest:
        yield f"  nearest: {_place(entry.nearest)}"
        yield f"    “{_short(entry.nearest.text)}”"


def _difference(one: "Shown") -> str:
    from backchannel.desk.words.explained import difference

    how, quoted, true = difference(one)
    if one.kind == "words" and quoted and true:
        return f"“{_short(quoted)}” instead of “{_short(true)}”"
    if quoted and true:
        return f"{how}: “{_short(quoted)}”, there “{_short(true)}”"
    return f"{how}: “{_short(quoted or true)}”" if quoted or true else how


def _place(place: "Place") -> str:
    who = ", ".join(place.authors[:3])
    told = [one for one in (who, place.day, place.heading if not who else "") if one]
    until = f" to {one_line(place.until)}" if place.until else ""
    return f"{one_line(place.address)}{until}" + (f"  ({one_line(', '.join(told))[:200]})" if told else "")


def _written(written: "Written") -> Iterator[str]:
    if written.path is None or (not written.references and written.copy is None):
        yield "Every reference is there already; nothing was written."
        return
    yield f"{_count(written.references, 'reference')} put into {one_line(str(written.path))}." + (
        f" As it was, it is kept as {one_line(str(written.copy))}." if written.copy else ""
    )


def _count(number: int, what: str) -> str:
    return f"{number:,} {what}" + ("" if number == 1 else "s")


def _short(text: str, length: int = _LENGTH) -> str:
    told = one_line(text)
    return told if len(told) <= length else f"{told[: length // 2]} … {told[-length // 2 :]}"


def _value(told: "Told", written: "Written | None") -> dict[str, Any]:
    value: dict[str, Any] = {"quotations": [_entry_value(entry) for entry in told.entries], "stray": told.stray}
    if written is not None:
        value["written"] = {
            "file": str(written.path) if written.path else None,
            "copy": str(written.copy) if written.copy else None,
            "references": written.references,
        }
    return value


def _entry_value(entry: "Entry") -> dict[str, Any]:
    checked = entry.checked
    return {
        "line": entry.line,
        "start": checked.start,
        "end": checked.end,
        "text": entry.text,
        "verdict": checked.verdict,
        "fault": checked.fault or None,
        "attribution": {
            "names": [" ".join(name) for name in checked.attribution.names],
            "days": [str(day) for day in checked.attribution.days],
        },
        "places": [_place_value(place) for place in entry.places],
        "others": checked.others,
        "differences": [{"kind": one.kind, "quoted": one.quoted, "true": one.true} for one in entry.differences],
        "negation": checked.negation,
        "cuts": [{"kind": one.kind, "words": one.words} for one in checked.cuts],
        "sentence": entry.sentence or None,
        "nearest": _place_value(entry.nearest) if entry.nearest else None,
    }


def _place_value(place: "Place") -> dict[str, Any]:
    return {
        "address": place.address,
        "until": place.until or None,
        "authors": list(place.authors),
        "date": place.day or None,
        "heading": place.heading,
        "channel": place.channel or None,
        "text": place.text,
    }
