"""The anatomy of a transcript: every part of a printed document, with its place in the file."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from backchannel.errors import BadInputError
from backchannel.record import markings
from backchannel.record.printed import source_note
from backchannel.record.readers.transcripts.dateline import Dateline, read_dateline
from backchannel.record.readers.transcripts.front import SUBJECT, Seen, is_marking, read_front
from backchannel.record.readers.transcripts.heading import LONGEST, heading_line, kind_of, number_in, parties
from backchannel.record.readers.transcripts.lines import Line, lines_of
from backchannel.record.readers.transcripts.marks import Mark, find_marks
from backchannel.record.readers.transcripts.notes import note_list
from backchannel.record.readers.transcripts.pages import PageMark, page_marks
from backchannel.record.readers.transcripts.parts import Cut, Part, part_of
from backchannel.record.readers.transcripts.signature import signature_lines

__all__ = ["LINES", "NOTES", "Note", "Transcript", "anatomize", "markings_of", "source_of"]

LINES = 10_000
"""Paragraphs, items and rows of the longest transcript."""
NOTES = 1_000
"""Notes of the longest list; no document has had so many."""
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
    """Take a transcript apart, in time that grows with its length; BadInputError for one of far too many parts."""
    notes_at, listed = note_list(text)
    pages = page_marks(text)
    alone = {mark.start for mark in pages if mark.alone}
    lines = [line for line in lines_of(text, 0, notes_at) if line.start not in alone]
    if len(lines) > LINES or len(listed) > NOTES:
        raise BadInputError(
            f"The transcript has {len(lines)} paragraphs and {len(listed)} notes where {LINES} and {NOTES} are allowed;"
            " divide it into its documents."
        )
    at = heading_line([text[line.start : min(line.end, line.start + LONGEST)] for line in lines[:4]])
    top = lines[at] if lines else Line(0, 0, 0, 0, bullet=False)
    number, first = number_in(text[top.start : min(top.end, top.start + LONGEST)])
    title = (top.start + first, top.end)
    marks = find_marks(text, notes_at, [text[one.start : one.end] for one in listed], title)
    cuts = _merged([*((mark.start, mark.end) for mark in marks), *(page.cut for page in pages)])

    heading = part_of(text, *title, cuts)
    parts = {line: part_of(text, line.start, line.end, cuts) for line in lines}
    file_line = parts[lines[0]] if at else None
    rest = [line for line in lines[at + 1 :] if parts[line].text]
    dateline = _dateline(rest, parts)
    if dateline is not None:
        rest.remove(dateline)
    seen = [Seen(parts[line].text, line.bullet, line.blank) for line in rest]
    front = read_front(seen[:_FRONT_LINES], old=at > 0 or number is None)
    taken = {*front.heads, *front.subject, *front.participants, *front.groups, *front.markings}
    left = [index for index in range(len(rest)) if index not in taken]
    blank_after = text.count("\n", rest[-1].end, notes_at) - 1 if rest else 1
    page_after = bool(rest) and any(page.alone and page.start > rest[-1].end for page in pages)
    signing = signature_lines([seen[index] for index in left], bool(listed), blank_after, page_after)
    signed = [rest[left[index]] for index in signing]
    body = [*lines[1:at], *(rest[index] for index in left if rest[index] not in signed)]
    by_note = {mark.note: mark for mark in marks}
    senders, addressees = parties(heading.text)

    def chosen(numbers: Iterable[int]) -> tuple[Part, ...]:
        return tuple(parts[rest[index]] for index in sorted(numbers))

    return Transcript(
        text=text,
        file_line=file_line,
        number=number,
        title_at=top.start,
        heading=heading,
        kind=kind_of(heading.text, file_line.text if file_line else ""),
        senders=senders,
        addressees=addressees,
        dateline=parts[dateline] if dateline else None,
        dated=read_dateline(parts[dateline].text) if dateline else None,
        markings=chosen(front.markings),
        subject=chosen(front.subject),
        participants=chosen(front.participants),
        headed=chosen((*front.heads, *front.groups)),
        body=tuple(parts[line] for line in body),
        bulleted=frozenset(position for position, line in enumerate(body) if line.bullet),
        joined=frozenset(position for position, line in enumerate(body) if position and line.blank == 0),
        signed=tuple(parts[line] for line in signed),
        notes=tuple(
            Note(one.number, tuple(part_of(text, *span, cuts) for span in one.paragraphs), by_note.get(one.number))
            for one in listed
        ),
        pages=pages,
        notes_at=notes_at,
        from_zero=any(mark.printed == "0" for mark in marks),
        cuts=cuts,
    )


def _dateline(lines: Sequence[Line], parts: Mapping[Line, Part]) -> Line | None:
    """Find the dateline: the first line below the heading, or below markings and brackets."""
    for line in lines[:_DATELINE_WITHIN]:
        words = parts[line].text
        if read_dateline(words) is not None:
            return line
        if not (is_marking(words) or (words.startswith("[") and words.endswith("]"))):
            return None
    return None


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
