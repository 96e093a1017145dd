"""The apparatus of a document in an edition: where it stands, its printed head, its notes, and what was inferred.

The places of a document are numbered apart: its passages from 1, its notes from 1 in the order of their marks (a note
that has lost its mark comes last), the lines of its printed head from 1. `address` says how a place is cited.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from backchannel.errors import BadInputError
from backchannel.record.passage import Passage
from backchannel.record.spans import Frame

__all__ = ["NOTE_KINDS", "Apparatus", "Edition", "Inference", "Note"]

NOTE_KINDS = ("source", "summary", "footnote", "line")
"""A source note says where the paper lies; a line is a note printed as a line of its own, such as a file number."""


@dataclass(frozen=True, slots=True)
class Edition:
    """Where a document was printed: the volume's id and title, the document's id in it, the headings it stands under.

    `page` is the page that had begun before the document, if the volume says so.
    """

    volume: str
    document: str
    title: str | None = None
    sections: tuple[str, ...] = ()
    page: str | None = None


@dataclass(frozen=True, slots=True)
class Note:
    """A note: its number in the document (from 1), its mark as printed, its kind, its text in passages from 1.

    `id` is its name in the source file ("d22fn1"). `values` are further attributes of the source's element. The text
    that it hangs on has a span `note` with its number; a note without one has lost its mark.
    """

    number: int
    mark: str | None
    kind: str
    passages: tuple[Passage, ...]
    id: str | None = None
    values: tuple[tuple[str, str], ...] = ()

    @property
    def text(self) -> str:
        """The words of the note, its passages divided by a line feed."""
        return "\n".join(passage.text for passage in self.passages)


@dataclass(frozen=True, slots=True)
class Inference:
    """A field of the document that the text does not state: what was taken for it, and the evidence, in a sentence."""

    field: str
    value: str
    evidence: str


@dataclass(frozen=True, slots=True)
class Apparatus:
    """Everything that an edition adds to the words of a document.

    `head` are the lines printed above the text, in order: heading, dateline, subject, participants, markings.
    `frames` hold passages (of the head, the text and the notes) by their number from 1. `values` are further attributes
    of the document's own element in the source.
    """

    edition: Edition | None = None
    head: tuple[Passage, ...] = ()
    notes: tuple[Note, ...] = ()
    frames: tuple[Frame, ...] = ()
    inferences: tuple[Inference, ...] = ()
    values: tuple[tuple[str, str], ...] = ()

    def note(self, number: int) -> Note | None:
        """Give the note of a number."""
        return self.notes[number - 1] if 1 <= number <= len(self.notes) else None

    def source(self) -> Note | None:
        """Give the source note: the first of that kind."""
        return next((note for note in self.notes if note.kind == "source"), None)

    def inferred(self, field: str) -> Inference | None:
        """Say how a field of the document was inferred; None where the text states it."""
        return next((one for one in self.inferences if one.field == field), None)

    def check(self, passages: tuple[Passage, ...]) -> None:
        """Refuse (BadInputError) numbers with gaps, unknown kinds, and frames that are not there."""
        if any(note.number != number for number, note in enumerate(self.notes, 1)):
            raise BadInputError("A document's notes are not numbered from 1 without a gap.")
        if any(line.number != number for number, line in enumerate(self.head, 1)):
            raise BadInputError("The lines of a document's head are not numbered from 1 without a gap.")
        if any(note.kind not in NOTE_KINDS for note in self.notes):
            raise BadInputError(f"A document has a note that is none of {', '.join(NOTE_KINDS)}.")
        if any(frame.within >= number for number, frame in enumerate(self.frames, 1)):
            raise BadInputError("A document has a list or table that stands within a later one.")
        if any(not 0 <= one.within <= len(self.frames) for one in (*self.head, *passages, *self._noted())):
            raise BadInputError("A document has a passage in a list or table that is not there.")

    def _noted(self) -> Iterator[Passage]:
        for note in self.notes:
            yield from note.passages
