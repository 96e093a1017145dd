"""What the readers of laid-out files share: from blocks with their spans, and notes, to a document."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from backchannel.errors import BadInputError
from backchannel.record.apparatus import Apparatus, Note
from backchannel.record.characters import hidden_characters
from backchannel.record.classification import highest, level
from backchannel.record.dates import parse
from backchannel.record.document import LENGTHS, NAME_LENGTH, Document
from backchannel.record.passage import Passage
from backchannel.record.readers.findings import Findings
from backchannel.record.readers.head import Head, fields_of, read_head
from backchannel.record.readers.letter import Piece, compose
from backchannel.record.readers.report import Report
from backchannel.record.spans import Span

__all__ = ["Block", "Properties", "classified", "compose_blocks", "head_of", "joined", "quoted"]


@dataclass(frozen=True, slots=True)
class Block:
    """A passage before it has a number: its text, its role, its spans over the text, what is to be said of it."""

    text: str
    role: str = "paragraph"
    spans: tuple[Span, ...] = ()
    flags: frozenset[str] = frozenset()

    def stripped(self) -> "Block":
        """The block without white space at its ends; spans there move to the ends."""
        text = self.text.strip()
        cut = len(self.text) - len(self.text.lstrip())
        if not cut and len(text) == len(self.text):
            return self
        return replace(self, text=text, spans=tuple(_moved(span, -cut, len(text)) for span in self.spans))

    def lead(self, words: str) -> "Block":
        """The block with words put before its text."""
        spans = tuple(_moved(span, len(words), len(words) + len(self.text)) for span in self.spans)
        return replace(self, text=words + self.text, spans=spans)


def joined(blocks: list[Block], between: str, role: str) -> Block:
    """Make one block of several."""
    words: list[str] = []
    spans: list[Span] = []
    at = 0
    for number, block in enumerate(blocks):
        words += [between, block.text] if number else [block.text]
        at += len(between) if number else 0
        spans += [_moved(span, at, at + len(block.text)) for span in block.spans]
        at += len(block.text)
    return Block("".join(words), role, tuple(spans), frozenset().union(*(block.flags for block in blocks)))


def head_of(blocks: list[Block], findings: Findings) -> tuple[Head, int]:
    """Give the head that the first blocks make, line by line, and how many they are.

    Lines that look like a head and cannot be read as one stay text, and the findings say so.
    """
    lines: list[str] = []
    count = 0
    for block in blocks:
        own = block.text.split("\n")
        if block.role != "paragraph" or block.spans or not all(read_head(line).values for line in own):
            break
        lines += own
        count += 1
    head = read_head("\n".join(lines))
    try:
        fields_of(head)
    except BadInputError as refusal:
        findings.inferred[f"The first lines look like a letter's head and were kept as text: {str(refusal)[:-1]}"] += 1
        return Head((), ""), 0
    return head, count


@dataclass(frozen=True, slots=True)
class Properties:
    """What a file's properties say of its text: title, author, and the day it was made, as EDTF."""

    title: str = ""
    author: str = ""
    made: str = ""

    def lines(self, head: Head, has_heading: bool, findings: Findings) -> list[tuple[str, str]]:
        """Give lines of a head for what the text does not say itself, with a sentence for each."""
        values: list[tuple[str, str]] = []
        title, author = " ".join(self.title.split()), " ".join(self.author.split())
        if 0 < len(title) <= LENGTHS["heading"] and not has_heading and not head.of("Heading"):
            values.append(("Heading", title))
            findings.inferred["The heading is the title that the file's properties name"] += 1
        if 0 < len(author) <= NAME_LENGTH and not head.of("From"):
            values.append(("From", quoted(author)))
            findings.inferred[
                "The sender is the author that the file's properties name, who may only have typed it"
            ] += 1
        if self.made and not head.of("Date"):
            try:
                values.append(("Date", str(replace(parse(self.made), qualifier="?"))))
            except BadInputError:
                return values
            findings.inferred[
                "The date is the day on which the file was made, by its properties, and is uncertain"
            ] += 1
        return values


def classified(running: Iterable[str], head: Head, findings: Findings) -> list[tuple[str, str]]:
    """Give the line of a head for a classification that stands alone at the head or foot of the pages."""
    found = [words for words in running if level(words) is not None]
    if not found or head.of("Classification"):
        return []
    findings.inferred["The classification is what stands at the head or foot of the pages"] += 1
    return [("Classification", " ".join((highest(found) or "").split()))]


def quoted(name: str) -> str:
    """Give a name as a head has it that must stay whole: in double quotes, a quote within it doubled."""
    return '"' + name.replace('"', '""') + '"'


def compose_blocks(
    head: Head, blocks: list[Block], heading: Block | None, notes: list[Note], report: Report, allow_hidden: bool
) -> tuple[Document, Report]:
    """Make the document of a head, blocks and notes; refuses (BadInputError) what `compose` refuses, notes included."""
    pieces = [Piece(block.text, block.role) for block in blocks]
    document, report = compose(head, pieces, heading.text if heading else None, report, allow_hidden)
    title = (Passage(1, heading.text, "heading", spans=heading.spans),) if heading and heading.spans else ()
    if not (notes or title or any(block.spans for block in blocks)):
        return document, report
    for note in notes:
        found = hidden_characters(note.text)
        if found and not allow_hidden:
            raise BadInputError(
                f"A hidden character stands in note {note.number}, {found[0]}; take it out, or allow hidden characters."
            )
    passages = zip(document.passages, blocks, strict=True)
    return replace(
        document,
        passages=tuple(replace(passage, spans=block.spans) for passage, block in passages),
        apparatus=Apparatus(head=title, notes=tuple(notes)),
    ), report


def _moved(span: Span, by: int, length: int) -> Span:
    start = min(max(span.start + by, 0), length)
    return replace(span, start=start, end=min(max(span.end + by, start), length))
