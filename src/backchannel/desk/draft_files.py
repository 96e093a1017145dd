"""Drafts as files: a Word, Markdown or text file taken as a draft, and a draft given back as one."""

from collections.abc import Sequence
from dataclasses import replace
from difflib import SequenceMatcher
from typing import NamedTuple

from backchannel.desk import drafts
from backchannel.desk.desk import Desk
from backchannel.desk.drafting import Said, insert_texts, write_passage
from backchannel.desk.drafts import Writing
from backchannel.errors import BadInputError, UsageError
from backchannel.planning.acts import Ending
from backchannel.planning.board import Kept
from backchannel.planning.consultation.marks import Mark
from backchannel.planning.drafts import DRAFT, PASSAGE, REMOVED, Drafted, DraftPassage, Head, Role, head_of
from backchannel.record.document import Document

__all__ = ["FORMATS", "Given", "Taken", "give", "take"]


class Given(NamedTuple):
    """A draft as a file: its bytes, the ending of its name, and its media type."""

    data: bytes
    ending: str
    media_type: str


class Taken(NamedTuple):
    """What became of a draft by a file: how many passages stayed, changed, came and went; what the reader remarked."""

    draft: Drafted
    same: int
    changed: int
    new: int
    removed: int
    told: tuple[str, ...]


FORMATS = {
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "md": "text/markdown; charset=utf-8",
}
"""The formats in which a draft is given back, by the endings of files, and their media types."""


def give(desk: Desk, draft: str, ending: str) -> Given:
    """Give a draft as a file of one of FORMATS. UsageError for another; BadInputError where it has no passage yet."""
    if ending not in FORMATS:
        raise UsageError(f"A draft is not given as .{ending[:20]}; there are {', '.join(FORMATS)}.")
    document = drafts.show(desk, draft).draft.document()
    if ending == "docx":
        from backchannel.record.writers import word

        data = word.write(document)
    else:
        from backchannel.record.writers import markdown

        data = markdown.write(document).encode()
    return Given(data, ending, FORMATS[ending])


def take(desk: Desk, draft: str, name: str, data: bytes, *, instead: bool = True) -> Taken:
    """Take a file as what a draft says: `instead` of its passages, of which the same stay as they are, or after them.

    What the file's head says becomes the draft's head. Passages that go can be put back. UsageError for a file with
    several documents; BadInputError for one that no reader reads, or that holds what no letter can.
    """
    document, told = _read(name, data)
    with drafts.writing(desk) as change:
        found = change.find(draft)
        head = _head(found.kept.says.head, document)
        if head != found.kept.says.head:
            change.acting.revise(DRAFT, found.kept, replace(found.kept.says, head=head), settle=True)
        counts = _laid(change, found, document) if instead else _added(change, found, document)
        return Taken(change.again(found), *counts, told)


def _read(name: str, data: bytes) -> tuple[Document, tuple[str, ...]]:
    from backchannel.record.readers import files

    found = files.read(name, data)
    if len(found) != 1:
        raise UsageError(f"The file holds {len(found)} documents; give one with the letter alone.")
    document, report = found[0].document, found[0].report
    told = [*report.inferred, *report.left_out]
    if document.apparatus is not None and (document.apparatus.notes or document.apparatus.frames):
        told.append("The file's notes, tables and printed head are not taken over: a letter has none.")
    known = {str(role) for role in Role}
    if any(one.role not in known for one in document.passages):
        told.append("Pieces that a letter does not have, such as cells of tables, were taken as paragraphs.")
    if not any(one.text.strip() for one in document.passages):
        raise BadInputError("The file has no text; write the letter first.")
    return document, tuple(told)


def _head(before: Head, document: Document) -> Head:
    """Give the draft's head with what the file's head says."""
    read = head_of(document)
    said = {name: value for name in Head.__dataclass_fields__ if (value := getattr(read, name))}
    if read.kind == "other":
        said.pop("kind")
    head = replace(before, **said)
    head.document()
    return head


def _pieces(document: Document) -> list[tuple[str, Role, Mark | None]]:
    known = {str(role): role for role in Role}
    found = []
    for one in document.passages:
        mark = Mark(one.mark) if one.mark in ("exploration", "position") else None
        if one.text.strip():
            found.append((one.text.strip(), known.get(one.role, Role.PARAGRAPH), mark))
    return found


def _added(change: Writing, found: Drafted, document: Document) -> tuple[int, int, int, int]:
    behind = found.passages[-1] if found.passages else None
    pieces = _pieces(document)
    for text, role, mark in pieces:
        (behind,) = insert_texts(change, change.again(found), [text], Said(role, mark=mark), behind)
    return len(found.passages), 0, len(pieces), 0


def _laid(change: Writing, found: Drafted, document: Document) -> tuple[int, int, int, int]:
    """Put the file's passages in place of the draft's, so that the same passage stays the same thing."""
    pieces = _pieces(document)
    before = [one.says.text for one in found.passages]
    same = changed = new = removed = 0
    behind: Kept[DraftPassage] | None = None
    matched = SequenceMatcher(None, before, [text for text, _, _ in pieces], autojunk=False)
    for _, first, last, start, end in matched.get_opcodes():
        shared = min(last - first, end - start)
        for kept, piece in zip(found.passages[first : first + shared], pieces[start : start + shared], strict=True):
            behind = _rewritten(change, kept, *piece)
            same, changed = same + (behind is kept), changed + (behind is not kept)
        for kept in found.passages[first + shared : last]:
            change.acting.revise(PASSAGE, kept, kept.says, ended=Ending(REMOVED), settle=True)
            removed += 1
        for text, role, mark in pieces[start + shared : end]:
            (behind,) = insert_texts(change, change.again(found), [text], Said(role, mark=mark), behind)
            new += 1
    return same, changed, new, removed


def _rewritten(
    change: Writing, kept: Kept[DraftPassage], text: str, role: Role, mark: Mark | None
) -> Kept[DraftPassage]:
    # A plain file knows of no roles: what was a closing stays one.
    role = kept.says.role if role is Role.PARAGRAPH else role
    said = Said(role, kept.says.answers, mark or kept.says.mark, "" if mark else kept.says.issue)
    if kept.is_disputed:
        standing: Sequence[bytes] = tuple(act.id for act in kept.thing.statements)
        return write_passage(change, kept, text, said, standing)
    return write_passage(change, kept, text, said, None)
