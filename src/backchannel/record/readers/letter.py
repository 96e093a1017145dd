"""What the readers of text files share: from bytes to text, and from pieces of text to a letter."""

import re
from dataclasses import dataclass

from backchannel.errors import BadInputError
from backchannel.record.document import PASSAGES, Document, Passage, hidden_in
from backchannel.record.readers.head import Head, by_passage, fields_of
from backchannel.record.readers.report import Report

__all__ = ["FILE", "Piece", "as_text", "compose", "inferred_role"]

FILE = 1024 * 1024
"""Bytes of the longest file that is read."""

_SALUTATION = re.compile(
    r"(?:(?:my\s+)?(?:dear|esteemed)|mr|mrs|ms|madame?|sir|excellency|your\s+(?:excellency|majesty|highness))\b"
    r"[^\n]{0,80}[:,]",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Piece:
    """A passage before it has a number: its text, and the role that the form of the file gives it."""

    text: str
    role: str = "paragraph"


def as_text(data: bytes) -> str:
    """Decode a file that is UTF-8 text, with its byte order mark taken away and its lines ended by line feeds.

    Anything else, an empty and an overlong file are refused (BadInputError).
    """
    if len(data) > FILE:
        raise BadInputError(f"The file has {len(data)} bytes where {FILE} are allowed; divide the letter.")
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        raise BadInputError("The file is text in UTF-16; save it in UTF-8 and try again.")
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise BadInputError("The file is not text in UTF-8; save it as plain text or Markdown in UTF-8.") from None
    if "\0" in text:
        raise BadInputError("The file is not text but some binary format; save it as plain text or Markdown.")
    if not text.strip():
        raise BadInputError("The file is empty; write the letter first.")
    return text.replace("\r\n", "\n").replace("\r", "\n")


def inferred_role(number: int, text: str, role: str) -> str:
    """Give the role of a passage, where the form of the file gives `role`: a salutation is known by its words."""
    return "salutation" if number == 1 and role == "paragraph" and _SALUTATION.fullmatch(text) else role


def compose(
    head: Head, pieces: list[Piece], heading: str | None, report: Report, allow_hidden: bool
) -> tuple[Document, Report]:
    """Make the letter of a head and pieces; `heading` is one inferred from the text, used if the head has none.

    Refuses (BadInputError) a letter without a passage, roles and marks of passages that are not there, and hidden
    characters unless they are allowed.
    """
    fields, inferred = fields_of(head)
    if not pieces:
        raise BadInputError("The letter has no text after its head; write at least one paragraph.")
    if len(pieces) > PASSAGES:
        raise BadInputError(f"The letter has {len(pieces)} passages where {PASSAGES} are allowed; divide it.")
    if heading is not None:
        fields["heading"] = heading
        inferred.append("The first line of the text was taken for the heading.")
    roles, marks = by_passage(head, "Roles"), by_passage(head, "Marks")
    if max((*roles, *marks), default=0) > len(pieces):
        raise BadInputError(f"The head speaks of passages that are not there; the letter has {len(pieces)}.")
    passages = []
    for number, piece in enumerate(pieces, 1):
        role = roles.get(number) or inferred_role(number, piece.text, piece.role)
        if number not in roles and role != piece.role:
            inferred.append(f"Passage {number} was taken for the {role}.")
        passages.append(Passage(number, piece.text, role, marks.get(number)))
    document = Document(passages=tuple(passages), **fields)
    if not allow_hidden and (found := hidden_in(document)):
        place, hidden = found[0]
        more = f", and {len(found) - 1} more in all" if len(found) > 1 else ""
        raise BadInputError(
            f"A hidden character stands in {place}, {hidden}{more}; take it out, or allow hidden characters."
        )
    return document, Report((*inferred, *report.inferred), report.left_out)
