"""From the anatomy of a transcript to a document of the record: head, passages, notes, and spans where marks stood."""

import re
from bisect import bisect_left
from collections import deque
from collections.abc import Sequence
from operator import itemgetter
from typing import Any

from backchannel.record.apparatus import Apparatus, Note
from backchannel.record.dates import parse
from backchannel.record.document import Document
from backchannel.record.passage import Passage
from backchannel.record.readers.tei.fields import KIND_WORDS
from backchannel.record.readers.transcripts import anatomy
from backchannel.record.readers.transcripts.inference import inferences
from backchannel.record.readers.transcripts.parts import Part
from backchannel.record.readers.transcripts.places import Place
from backchannel.record.spans import Frame, Span

__all__ = ["compose"]

_SALUTATION = re.compile(
    r"(?:(?:my )?(?:dear|esteemed)|mr|mrs|ms|madame?|sir|excellency|your (?:excellency|majesty|highness))\b"
    r".{0,80}[:,—]",
    re.IGNORECASE,
)
_CELL = re.compile(r"[^\t]+")


def compose(transcript: anatomy.Transcript) -> tuple[Document, tuple[Place, ...]]:
    """Make the document, and say where its passages stand in the file; BadInputError beyond the record's limits."""
    return _Composition(transcript).document()


class _Composition:
    """A document as it is put together; pages that begin between two parts go to the one that comes next."""

    def __init__(self, transcript: anatomy.Transcript) -> None:
        self.transcript = transcript
        self.frames: list[Frame] = []
        self.places: list[Place] = []
        self.numbers = _numbers(transcript)
        self.waiting = deque(page for page in transcript.pages if page.alone)
        noted = ((note.mark.start, "note", str(self.numbers[note.number])) for note in transcript.notes if note.mark)
        paged = ((page.start, "page", page.page) for page in transcript.pages if not page.alone)
        self.marks = sorted((*noted, *paged))

    def document(self) -> tuple[Document, tuple[Place, ...]]:
        transcript = self.transcript
        head = self._head()
        passages = self._passages()
        self._end(passages or head)
        notes = self._notes()
        inferred = inferences(transcript)
        told = next((one.value for one in inferred if one.field == "date"), None)
        dated = transcript.dated
        classification, captions = anatomy.markings_of(transcript)
        fields: dict[str, Any] = {
            "kind": KIND_WORDS.get(transcript.kind, transcript.kind),
            "heading": transcript.heading.text or None,
            "number": str(transcript.number) if transcript.number is not None else None,
            "place": dated.place if dated else None,
            "date": dated.when if dated else parse(told) if told else None,
            "until": dated.until if dated else None,
            "senders": transcript.senders,
            "addressees": transcript.addressees,
            "participants": tuple(part.text for part in transcript.participants),
            "subject": "; ".join(part.text for part in transcript.subject) or None,
            "classification": classification,
            "caption": "; ".join(captions) or None,
        }
        apparatus = Apparatus(None, tuple(head), tuple(notes), tuple(self.frames), inferred)
        self.places.sort(key=lambda place: place.part.start)
        return Document(passages=tuple(passages), apparatus=apparatus, **fields), tuple(self.places)

    def _head(self) -> list[Passage]:
        """Set the printed head in the order of the file; a list of it is a frame with its heading word inside."""
        transcript = self.transcript
        title = transcript.words(transcript.title_at, transcript.heading.end)
        lines = [(title, "heading", "")]
        lines += [(transcript.dateline, "dateline", "")] if transcript.dateline else []
        lines += [(part, "line", "") for part in transcript.markings]
        subjects = {part.start for part in transcript.subject}
        first_participant = min((part.start for part in transcript.participants), default=0)
        for part in transcript.headed:
            follows = min((start for start in subjects if start > part.start), default=None)
            of_subject = follows is not None and not part.start <= first_participant < follows
            lines.append((part, "heading", "subject" if of_subject else "participants"))
        lines += [(part, "subject", "subject") for part in transcript.subject]
        lines += [(part, "participant", "participants") for part in transcript.participants]
        lines.sort(key=lambda line: line[0].start)
        frames: dict[str, int] = {}
        head = []
        for number, (part, role, kind) in enumerate(lines, 1):
            if kind and kind not in frames:
                frames[kind] = self._frame("list", (("type", kind),))
            head.append(self._passage(f"h{number}", number, part, role, frames.get(kind, 0)))
        if transcript.file_line is not None:
            line = Span(0, 0, "note", 0, (("number", "1"),))
            head[0] = Passage(1, head[0].text, head[0].role, None, (line, *head[0].spans), head[0].within)
        return head

    def _passages(self) -> list[Passage]:
        transcript = self.transcript
        passages: list[Passage] = []
        signed = {part.start for part in transcript.signed}
        bulleted = {transcript.body[position].start for position in transcript.bulleted}
        list_frame = table_frame = 0
        for part in sorted((*transcript.body, *transcript.signed), key=lambda part: part.start):
            number = len(passages) + 1
            cells = [transcript.words(*cell.span()) for cell in self._cells(part)]
            list_frame = (list_frame or self._frame("list")) if part.start in bulleted else 0
            table_frame = (table_frame or self._frame("table")) if len(cells) > 1 else 0
            if table_frame:
                row = self._frame("row", within=table_frame)
                passages += [
                    self._passage(str(number + at), number + at, cell, "cell", row) for at, cell in enumerate(cells)
                ]
                continue
            role = "signature" if part.start in signed else "item" if list_frame else "paragraph"
            if number == 1 and role == "paragraph" and _SALUTATION.fullmatch(part.text):
                role = "salutation"
            passages.append(self._passage(str(number), number, part, role, list_frame))
        return passages

    def _end(self, lines: list[Passage]) -> None:
        """Set the pages that begin after the last line behind it."""
        last = lines[-1]
        at = len(last.text)
        pages = tuple(Span(at, at, "page", 0, (("number", page.page),)) for page in self.waiting)
        lines[-1] = Passage(last.number, last.text, last.role, None, (*last.spans, *pages), last.within)
        self.waiting.clear()

    def _cells(self, part: Part) -> list[re.Match[str]]:
        return [cell for cell in _CELL.finditer(self.transcript.text, part.start, part.end) if cell.group().strip()]

    def _notes(self) -> list[Note]:
        transcript = self.transcript
        notes = []
        if transcript.file_line is not None:
            place = self._passage("n1.1", 1, transcript.file_line, "line", 0)
            notes.append(Note(1, None, "line", (place,)))
        source = anatomy.source_of(transcript)
        for note in sorted(transcript.notes, key=lambda note: self.numbers[note.number]):
            number = self.numbers[note.number]
            words = [part for part in note.paragraphs if part.text]
            passages = tuple(
                self._passage(f"n{number}.{at}", at, part, "paragraph", 0) for at, part in enumerate(words, 1)
            )
            kind = "source" if note is source else "footnote"
            printed = note.mark.printed if note.mark else None
            notes.append(Note(number, printed, kind, passages, values=(("listed", str(note.number)),)))
        return notes

    def _passage(self, address: str, number: int, part: Part, role: str, within: int) -> Passage:
        self.places.append(Place(address, part))
        return Passage(number, part.text, role, None, self._spans(part), within)

    def _spans(self, part: Part) -> tuple[Span, ...]:
        """Give the marks that stood in a part, and before it the pages that had begun since the part above."""
        before = []
        while self.waiting and self.waiting[0].start < part.start:
            before.append(Span(0, 0, "page", 0, (("number", self.waiting.popleft().page),)))
        first, last = (bisect_left(self.marks, at, key=itemgetter(0)) for at in (part.start, part.end))
        inside = []
        for start, name, value in self.marks[first:last]:
            at = part.in_text(start) or 0
            inside.append(Span(at, at, name, 1, (("number", value),)))
        return (*before, *inside)

    def _frame(self, name: str, values: tuple[tuple[str, str], ...] = (), within: int = 0) -> int:
        self.frames.append(Frame(name, within, values))
        return len(self.frames)


def _numbers(transcript: anatomy.Transcript) -> dict[int, int]:
    """Give the numbers of the notes in the document by those in the list: a note that has lost its mark comes last."""
    first = 1 if transcript.file_line is None else 2
    ordered: Sequence[anatomy.Note] = sorted(transcript.notes, key=lambda note: (note.mark is None, note.number))
    return {note.number: number for number, note in enumerate(ordered, first)}
