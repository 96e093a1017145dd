"""record copies, source and collate: the copies of an item, where its paper lies, and two printings side by side."""

import argparse
from typing import TYPE_CHECKING, Any

from backchannel.cli.output import Answer, one_line
from backchannel.cli.parsing import Subparsers, add_command

if TYPE_CHECKING:
    from backchannel.desk.copies import Collation, Source
    from backchannel.record.document import Document
    from backchannel.record.printed.source_note import SourceNote

_NEIGHBOURS = 12


def add_commands(record: Subparsers) -> None:
    """Add the commands of this module."""
    copies = add_command(
        record,
        "copies",
        _copies,
        "backchannel record copies frus1961-63v06/d22 --link kennedy-letter --as printing --desk ilse",
        text="list the copies of an item, and say or take back that two documents are copies of one",
        more="Copies that only the source note names are listed with what that copy alone says.",
    )
    copies.add_argument("id", metavar="ID", help="a document of the archive")
    copies.add_argument("--link", metavar="ID", help="another document that is a copy of it")
    copies.add_argument(
        "--as", dest="relation", default="printing", metavar="WHAT",
        choices=("printing", "file copy", "draft", "translation", "summary"),
        help="what the other is: printing, file copy, draft, translation or summary (printing if not said)",
    )  # fmt: skip
    copies.add_argument("--unlink", metavar="ID", help="a document that is no copy of it after all")
    source = add_command(
        record,
        "source",
        _source,
        "backchannel record source frus1961-63v06/d22 --desk ilse",
        text="show where a document's paper lies, who drafted, cleared and sent it, and what else lies in that file",
    )
    source.add_argument("id", metavar="ID", help="a document of the archive")
    collate = add_command(
        record,
        "collate",
        _collate,
        "backchannel record collate kennedy-letter frus1961-63v06/d22 --desk ilse",
        text="lay two printings side by side, with every difference of wording, and fill the gaps of the first",
        more="Passages without a difference are counted and not shown, but with --all.",
    )
    collate.add_argument("first", metavar="A", help="a document of the archive")
    collate.add_argument("second", metavar="B", help="the document to lay beside it")
    collate.add_argument("--all", action="store_true", help="show the passages that are the same too")
    collate.add_argument(
        "--filled", action="store_true", help="show A with its gaps filled from B, each with its source"
    )


def _copies(args: argparse.Namespace) -> Answer:
    from backchannel.cli.desk_option import open_desk
    from backchannel.desk import copies

    with open_desk(args) as desk:
        said = []
        if args.link and copies.link(desk, args.id, args.link, args.relation):
            said.append(f"Noted: {one_line(args.link)} is a {args.relation} of the same item.")
        if args.unlink and copies.unlink(desk, args.id, args.unlink):
            said.append(f"Noted: {one_line(args.unlink)} is no copy of it.")
        found = copies.listed(desk, args.id)
    note = found.source.note
    lines = [*said, f"{found.item.id}  (this one)"]
    lines += [f"  {line}" for line in _said_of(note, None)]
    for item, relation in found.linked:
        lines.append(f"{item.id}  {relation}: {one_line(item.heading)}")
    named = _named(note)
    for where in named:
        lines += [f"named in its source note: {one_line(where)}", *(f"  {line}" for line in _said_of(note, where))]
    count = 1 + len(found.linked) + len(named)
    lines.append("No other copy is known." if count == 1 else f"{count} copies.")
    return Answer(
        lines,
        {
            "id": found.item.id,
            "linked": [
                {"id": item.id, "relation": relation, "heading": item.heading} for item, relation in found.linked
            ],
            "named": [{"where": where, "says": _said_of(note, where)} for where in named],
            "says": _said_of(note, None),
        },
    )


def _named(note: "SourceNote | None") -> list[str]:
    if note is None:
        return []
    return list(dict.fromkeys([*note.copies, *(act.copy for act in note.acts if act.copy)]))


def _said_of(note: "SourceNote | None", copy: str | None) -> list[str]:
    """What a copy says of its making: the acts that it alone attests, or with None those of the printed one."""
    if note is None:
        return []
    lines = [_act(act) for act in note.acts if act.copy == copy]
    if copy is None and note.drafting == "stated-none":
        lines.append("drafting: stated to be unknown")
    return lines + ([one_line(text) for text in note.printed_from] if copy is None else [])


def _act(act: Any) -> str:
    parts = [act.verb, f"by {', '.join(act.by)}" if act.by else "", f"to {', '.join(act.to)}" if act.to else ""]
    return one_line(" ".join(filter(None, [*parts, act.when or ""])))


def _source(args: argparse.Namespace) -> Answer:
    from backchannel.cli.desk_option import open_desk
    from backchannel.desk import copies
    from backchannel.record.printed.source_note import house_form

    with open_desk(args) as desk:
        found = copies.source(desk, args.id)
    if found.note is None:
        return Answer([f"{one_line(args.id)} has no source note."], {"note": None, "neighbours": []}, 1)
    note = found.note
    lines = [one_line(house_form(note)), ""]
    parts = (("repository", note.repository), ("collection", note.collection), ("lot", note.lot), ("file", note.file))
    lines += [f"{name}: {one_line(value)}" for name, value in parts if value]
    lines.append(f"classification: {one_line(note.classification or 'not stated')}")
    if note.captions:
        lines.append(f"captions: {one_line('; '.join(note.captions))}")
    lines.append(f"drafting: {note.drafting or 'not stated'}")
    lines += [_act(act) + (f"  (says {one_line(act.copy)})" if act.copy else "") for act in note.acts]
    lines += [one_line(text) for text in (*note.copies, *note.published, *note.printed_from, *note.meeting)]
    lines += [f"not understood: {one_line(text)}" for text in note.rest]
    lines += _neighbours(found)
    return Answer(lines, {**_note_value(note), "neighbours": [item.id for item in found.neighbours]})


def _neighbours(found: "Source") -> list[str]:
    if not found.neighbours:
        return ["", "Nothing else of the archive lies in that file."]
    lines = ["", f"In the same file ({len(found.neighbours)}):"]
    lines += [f"  {item.id}  {one_line(item.heading)}" for item in found.neighbours[:_NEIGHBOURS]]
    more = len(found.neighbours) - _NEIGHBOURS
    return [*lines, f"  and {more} more; --json gives all"] if more > 0 else lines


def _note_value(note: "SourceNote") -> dict[str, Any]:
    names = ("repository", "collection", "lot", "file", "classification", "captions", "drafting", "copies", "rest")
    value = {name: getattr(note, name) for name in names}
    value["acts"] = [{"verb": a.verb, "by": a.by, "to": a.to, "when": a.when, "copy": a.copy} for a in note.acts]
    return value


def _collate(args: argparse.Namespace) -> Answer:
    from backchannel.cli.desk_option import open_desk
    from backchannel.desk import copies

    with open_desk(args) as desk:
        found = copies.collated(desk, args.first, args.second)
    lines = _filled(found) if args.filled else _side_by_side(found, args.first, args.second, every=args.all)
    return Answer(lines, _collation_value(found))


def _side_by_side(found: "Collation", first: str, second: str, *, every: bool) -> list[str]:
    from backchannel.text.collation import STATES

    counts: dict[str, int] = {}
    lines = []
    for row in found.rows:
        counts[row.state] = counts.get(row.state, 0) + 1
        if row.state == "same" and not every:
            continue
        lines += [f"A {_numbers(row.first)} | B {_numbers(row.second)}: {STATES[row.state]}"]
        for one in row.differences:
            lines.append(f"    {one.kind}: {_context(found.first, one.first)}  |  {_context(found.second, one.second)}")
        if row.state in ("first", "second", "filled") and not row.differences:
            lines += [f"    A {n}  {_short(found.first, n)}" for n in row.first]
            lines += [f"    B {n}  {_short(found.second, n)}" for n in row.second]
    head = [f"A  {one_line(first)}", f"B  {one_line(second)}", ""]
    return [*head, *lines, "", "; ".join(f"{count} {STATES[state]}" for state, count in counts.items()) + "."]


def _filled(found: "Collation") -> list[str]:
    lines = []
    for one in found.filled:
        origin = f"  (fills passage {one.fills})" if one.fills else ""
        lines += [f"[{one.address}]{origin}", f"  {one_line(one.passage.text)}"]
    return lines


def _numbers(numbers: tuple[int, ...]) -> str:
    return "-" if not numbers else str(numbers[0]) if len(numbers) == 1 else f"{numbers[0]}-{numbers[-1]}"


def _context(document: "Document", place: tuple[int, int, int]) -> str:
    number, start, end = place
    text = document.passages[number - 1].text
    before, after = text[max(0, start - 20) : start], text[end : end + 20]
    return one_line(f"…{before}⟦{text[start:end]}⟧{after}…")


def _short(document: "Document", number: int) -> str:
    text = one_line(document.passages[number - 1].text)
    return text if len(text) <= 100 else text[:99] + "…"


def _collation_value(found: "Collation") -> dict[str, Any]:
    return {
        "rows": [
            {
                "state": row.state,
                "first": row.first,
                "second": row.second,
                "differences": [{"kind": d.kind, "first": d.first, "second": d.second} for d in row.differences],
            }
            for row in found.rows
        ],
        "filled": [{"address": f.address, "text": f.passage.text, "fills": f.fills} for f in found.filled],
    }
