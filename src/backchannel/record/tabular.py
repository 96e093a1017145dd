"""A table as a document, so that it leaves the desk in the formats that a document has."""

from collections.abc import Iterable, Sequence

from backchannel.record.apparatus import Apparatus
from backchannel.record.document import Document
from backchannel.record.passage import Passage
from backchannel.record.spans import Frame, Span

__all__ = ["Cell", "as_document"]

Cell = Sequence[str]
"""The paragraphs of one cell."""


def as_document(title: str, rows: Iterable[Sequence[Cell]], *, before: Sequence[str] = ()) -> Document:
    """Give a document of the kind “paper” with a title, paragraphs, and one table whose first row is its head.

    It all stands above the text, as a printed head does: nobody cites a cell, so nothing in it is numbered.
    BadInputError for a title of several lines, or a text that is longer than a passage may be.
    """
    head = [Passage(1, title, "heading")]
    for text in before:
        head.append(Passage(len(head) + 1, text, "line"))
    frames = [Frame("table")]
    for at, row in enumerate(rows):
        frames.append(Frame("row", 1))
        here = len(frames)
        for cell in row:
            frames.append(Frame("cell", here))
            for text in cell or ("",):
                strong = (Span(0, len(text), "emphasis", values=(("rend", "strong"),)),) if at == 0 and text else ()
                head.append(Passage(len(head) + 1, text, "cell", spans=strong, within=len(frames)))
    return Document("paper", (), heading=title, apparatus=Apparatus(head=tuple(head), frames=tuple(frames)))
