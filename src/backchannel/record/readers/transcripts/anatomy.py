"""The anatomy of a transcript: every part of a printed document, with its place in the file."""

from collections.abc import Sequence
from dataclasses import dataclass

from backchannel.record import markings, source_note
from backchannel.record.readers.transcripts.dateline import Dateline, read_dateline
from backchannel.record.readers.transcripts.front import SUBJECT, Seen, is_marking, read_front
from backchannel.record.readers.transcripts.heading import LONGEST, heading_line, kind_of, number_in, parties
from backchannel.record.readers.transcripts.lines import Line, lines_of
from backchannel.record.readers.transcripts.marks import Mark, find_marks
from backchannel.record.readers.transcripts.notes import note_list
from backchannel.record.readers.transcripts.pages import PageMark, page_marks
from backchannel.record.readers.transcripts.parts import Cut, Part, part_of
from backchannel.record.readers.transcripts.signature import signature_lines

__all__ = ["Note", "Transcript", "anatomize", "markings_of", "source_of"]

_FRONT_LINES = 400
_DATELINE_WITHIN = 4


@dataclass(frozen=True, slots=True)
class Note:
    """A note of the list: its number there, its paragraphs, and its mark; None where no mark of it is in the text."""

    number: int
    paragraphs: tuple[Part, ...]
    mark: Mark | None

    @property
    def text(self) -> str:
        """The words of the note."""
        return " ".join(part.text for part in self.paragraphs)


@dataclass(frozen=True, slots=True)
class Transcript:
    """The parts of a transcript, each with its place in the file.

    `number` is the one before the heading, `title_at` where the line of both begins. `kind` is one of `heading.KINDS`
    or other, `from_zero` says that the marks begin with 0. Of the parts of `body`, by their place from 0, `bulleted`
    have a bullet, and `joined` follow the one before without an empty line. `headed` are the heading words and the
    names of parties above the lists of the front.
    """

    text: str
    file_line: Part | None
    number: int | None
    title_at: int
    heading: Part
    kind: str
    senders: tuple[str, ...]
    addressees: tuple[str, ...]
    dateline: Part | None
    dated: Dateline | None
    markings: tuple[Part, ...]
    subject: tuple[Part, ...]
    participants: tuple[Part, ...]
    headed: tuple[Part, ...]
    body: tuple[Part, ...]
    bulleted: frozenset[int]
    joined: frozenset[int]
    signed: tuple[Part, ...]
    notes: tuple[Note, ...]
    pages: tuple[PageMark, ...]
    notes_at: int
    from_zero: bool
    cuts: tuple[Cut, ...]

    @property
    def says_kind(self) -> bool:
        """Whether the heading itself says the kind."""
        return kind_of(self.heading.text) == self.kind

    @property
    def names_subject(self) -> bool:
        """Whether a heading word stands above the subject."""
        return bool(self.subject) and any(
            part.end <= self.subject[0].start and SUBJECT.fullmatch(part.text) for part in self.headed
        )

    def words(self, start: int, end: int) -> Part:
        """Read some characters of the file without marks."""
        return part_of(self.text, start, end, self.cuts)


def anatomize(text: str) -> Transcript:
    """Take a transcript apart. Never raises; time grows with the length of the text."""
    notes_at, listed = note_list(text)
    pages = tuple(mark for mark in page_marks(text))
    alone = {mark.start for mark in pages if mark.alone}
    lines = [line for line in lines_of(text, 0, notes_at) if line.start not in alone]
    at = heading_line([text[line.start : min(line.end, line.start + LONGEST)] for line in lines[:4]])
    top = lines[at] if lines else Line(0, 0, 0, 0, bullet=False)
    number, first = number_in(text[top.start : min(top.end, top.start + LONGEST)])
    title = (top.start + first, top.end)
    marks = find_marks(text, notes_at, [text[one.start : one.end] for one in listed], title)
    cuts = _merged([*((mark.start, mark.end) for mark in marks), *(page.cut for page in pages)])

    def words(line: Line) -> Part:
        return part_of(text, line.start, line.end, cuts)

    heading = part_of(text, *title, cuts)
    file_line = words(lines[0]) if at else None
    rest = [(line, words(line)) for line in lines[at + 1 :]]
    rest = [(line, part) for line, part in rest if part.text]
    dateline, dated = None, None
    for index, (_, part) in enumerate(rest[:_DATELINE_WITHIN]):
        dated = read_dateline(part.text)
        if dated is not None:
            dateline = part
            del rest[index]
            break
        bracketed = part.text.startswith("[") and part.text.endswith("]")
        if not (bracketed or is_marking(part.text)):
            break
    seen = [Seen(part.text, line.bullet, line.blank) for line, part in rest]
    front = read_front(seen[:_FRONT_LINES], old=at > 0 or number is None)
    taken = {*front.heads, *front.subject, *front.participants, *front.groups, *front.markings}
    left = [index for index in range(len(rest)) if index not in taken]
    blank_after = text.count("\n", rest[-1][0].end, notes_at) - 1 if rest else 1
    page_after = bool(rest) and any(page.alone and page.start > rest[-1][0].end for page in pages)
    signed = signature_lines([seen[index] for index in left], bool(listed), blank_after, page_after)
    signing = {left[index] for index in signed}
    kind = kind_of(heading.text, file_line.text if file_line else "")
    senders, addressees = parties(heading.text)
    body = [index for index in left if index not in signing]
    by_note = {mark.note: mark for mark in marks}
    return Transcript(
        text=text,
        file_line=file_line,
        number=number,
        title_at=top.start,
        heading=heading,
        kind=kind,
        senders=senders,
        addressees=addressees,
        dateline=dateline,
        dated=dated,
        markings=tuple(rest[index][1] for index in front.markings),
        subject=tuple(rest[index][1] for index in front.subject),
        participants=tuple(rest[index][1] for index in front.participants),
        headed=tuple(rest[index][1] for index in sorted({*front.heads, *front.groups})),
        body=tuple(rest[index][1] for index in body),
        bulleted=frozenset(position for position, index in enumerate(body) if rest[index][0].bullet),
        joined=frozenset(position for position, index in enumerate(body) if position and rest[index][0].blank == 0),
        signed=tuple(rest[index][1] for index in sorted(signing)),
        notes=tuple(
            Note(one.number, tuple(part_of(text, *span, cuts) for span in one.paragraphs), by_note.get(one.number))
            for one in listed
        ),
        pages=pages,
        notes_at=notes_at,
        from_zero=any(mark.printed == "0" for mark in marks),
        cuts=cuts,
    )


def source_of(transcript: Transcript) -> Note | None:
    """Give the source note: the first that names itself so."""
    return next((note for note in transcript.notes if note.text.startswith("Source")), None)


def markings_of(transcript: Transcript) -> tuple[str | None, tuple[str, ...]]:
    """Give classification and captions: of the lines at the top of an older volume, else of the source note."""
    if transcript.markings:
        marked = markings.read("; ".join(part.text.strip(" []") for part in transcript.markings))
        return marked.classification, (*marked.captions, *marked.precedence, *marked.distribution)
    source = source_of(transcript)
    said = source_note.parse(source.text if source else "")
    return said.classification, said.captions


def _merged(cuts: Sequence[Cut]) -> tuple[Cut, ...]:
    found: list[Cut] = []
    for start, end in sorted(cuts):
        if found and start < found[-1][1]:
            found[-1] = (found[-1][0], max(end, found[-1][1]))
        else:
            found.append((start, end))
    return tuple(found)
