"""The lines above the words of a document: as printed, or put together from what the document states."""

from backchannel.record.dates import in_words
from backchannel.record.document import Document
from backchannel.record.passage import Passage

__all__ = ["dated", "opening", "title"]


def opening(document: Document) -> tuple[Passage, ...]:
    """Give the printed head; of a document without one, passages that state its fields, one a line.

    Their roles are `heading` for the title, `dateline` for place and date, and `label` for `From: ...` and the like.
    """
    if document.apparatus is not None and document.apparatus.head:
        return document.apparatus.head
    lines = [(title(document), "heading")]
    if document.heading is not None:
        kind = document.kind[0].upper() + document.kind[1:]
        lines.append((kind if document.number is None else f"{kind} {document.number}", "label"))
    if words := dated(document):
        lines.append((words, "dateline"))
    lines += [
        (f"{name}: {'; '.join(values)}", "label")
        for name, values in (
            ("From", document.senders),
            ("To", document.addressees),
            ("Participants", document.participants),
            ("Subject", (document.subject,) if document.subject else ()),
            ("Enclosures", document.enclosures),
        )
        if values
    ]
    return tuple(Passage(number, text, role) for number, (text, role) in enumerate(lines, 1))


def title(document: Document) -> str:
    """Give a document's heading; else its kind with its number."""
    if document.heading is not None:
        return document.heading
    kind = document.kind[0].upper() + document.kind[1:]
    return kind if document.number is None else f"{kind} {document.number}"


def dated(document: Document) -> str:
    """Give place and date in words, such as `Rothav, 16 October 1961`; "" where neither is stated."""
    date = in_words(document.date) if document.date else None
    if date and document.until:
        date = f"{date} to {in_words(document.until)}"
    return ", ".join(filter(None, (document.place, date)))
