"""The sheet of a set of options: one table, an option a column, with comments beside what they are on."""

from collections.abc import Iterator

from backchannel.planning.comments import Said
from backchannel.planning.names import same
from backchannel.planning.options import Column, Comparison
from backchannel.record.document import Document
from backchannel.record.tabular import Cell, as_document

__all__ = ["MISSING", "cell", "rest_of", "sheet", "standing"]

MISSING = "(nothing yet)"
"""What stands where an option says nothing under a heading."""
_SAID, _STANDING = "Comments", "Standing"


def sheet(comparison: Comparison) -> Document:
    """Give the comparison as a document with one table, to be printed or written as a Word file."""
    columns = comparison.columns
    rows: list[list[Cell]] = [[[""], *([column.name] for column in columns)]]
    for at, heading in enumerate(comparison.headings):
        rows.append([[heading], *(list(cell(column, at, heading)) for column in columns)])
    if any(rest := [list(rest_of(column, comparison.headings)) for column in columns]):
        rows.append([[_SAID], *rest])
    rows.append([[_STANDING], *([standing(comparison, column)] for column in columns)])
    return as_document(f"Options: {comparison.set.says.name}", rows, before=tuple(_before(comparison)))


def cell(column: Column, at: int, heading: str) -> Iterator[str]:
    """Give what an option says under the heading at a place, and the comments that stand under it."""
    wordings = column.cells[at]
    for wording in wordings:
        by = f" ({wording.act.writer.person})" if len(wordings) > 1 else ""
        yield f"{wording.text}{by}"
    if not wordings:
        yield MISSING
    for said in column.comments:
        if same(said.says.under, heading):
            yield _quoted(said)


def rest_of(column: Column, headings: tuple[str, ...]) -> Iterator[str]:
    """Give the comments on an option that stand under none of the headings."""
    for said in column.comments:
        if not any(same(said.says.under, heading) for heading in headings):
            under = f" (under “{said.says.under}”)" if said.says.under else ""
            yield f"{_quoted(said)}{under}"


def standing(comparison: Comparison, column: Column) -> str:
    """Say how an option stands: dropped and why, taken, not taken, or open."""
    found = []
    if column.option.id in comparison.taken:
        by = [
            act.writer.person
            for one in comparison.decided.standing
            for act in (one.act, *(act for _, act in one.beside))
            if column.option.id in act.names.get("taken", ())
        ]
        found.append(f"taken by {', '.join(dict.fromkeys(by))}")
        if column in comparison.reworded:
            found.append("worded anew since")
    elif comparison.taken and column.dropped is None:
        found.append("not taken")
    if column.dropped is not None:
        found.append(f"dropped: {column.dropped.why}")
    return "; ".join(found) or "open"


def _before(comparison: Comparison) -> Iterator[str]:
    if comparison.set.says.about:
        yield comparison.set.says.about
    for kept in comparison.views:
        yield f"{kept.act.writer.person} thinks so far, without deciding: {kept.says.text}"
    for said in comparison.comments:
        yield _quoted(said)
    for one in comparison.decided.standing:
        why = f", because {one.says.why}" if one.says.why else ""
        yield f"Decided by {one.act.writer.person} on {one.act.time[:10]}: {one.says.what}{why}"
    if comparison.decided.is_disputed:
        yield "Two desks decided apart; nothing is settled."


def _quoted(said: Said) -> str:
    earlier = ", on an earlier wording" if said.on_earlier_words else ""
    lead = "↳ " if said.depth else "» "
    return f"{lead}{said.act.writer.person}, {said.act.time[:10]}{earlier}: {said.says.text}"
