"""From the lines of printed pages to blocks: running heads, notes at the foot, paragraphs, words divided at line ends.

A page of a PDF knows no paragraphs, only where letters stand. What is decided here is decided from places and sizes,
by the commonest of each in the document, and every decision is counted in the findings.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from itertools import pairwise
from statistics import median

from backchannel.record.apparatus import Note
from backchannel.record.passage import Passage
from backchannel.record.readers.blocks import Block
from backchannel.record.readers.findings import Findings, clipped
from backchannel.record.readers.head import read_head
from backchannel.record.spans import Span

__all__ = ["Layout", "Line", "laid_out"]

EDGE = 3
"""Lines at the head and at the foot of a page among which running heads are looked for."""
REPEATED = 0.4
"""The share of pages on which a running line stands at least: left and right pages have their own."""
APART = 1.2
"""The distance of a running line of the same size from the text, at least, for a usual distance of lines of 1."""
SAME_PLACE = 6.0
"""Points by which a running line moves up or down at most."""
SMALL, LARGE = 0.92, 1.15
"""The size of a note's letters, at most, and of a heading's, at least, for a body of 1."""
WIDE = 1.3
"""The distance of two paragraphs' lines, at least, for a usual distance of 1."""
OPEN, LONG = 1.6, 50
"""The distance of lines for letters of 1, and the letters of a usual line, beyond which paragraphs are in doubt."""
HEAD_LINES = 20
"""Paragraphs among which lines of a letter's head are looked for."""
SHORT = 0.75
"""The length of a paragraph's last line, at most, for a usual length of 1, where nothing else parts paragraphs."""

_NUMBERS = re.compile(r"[0-9]+|\b[ivxlc]+\b", re.IGNORECASE)
_PAGE_NUMBER = re.compile(
    r"(?:[Pp](?:age|\.)\s+)?[-–—\[(\s]*(?:[0-9]{1,4}|[ivxlc]{1,7})[-–—\])\s]*(?:(?:of|/)\s*[0-9]{1,4})?"
)
_NOTE = re.compile(r"([0-9]{1,3}|[*†‡§¶]{1,3})[.)]?\s*(?=\S)")
_LEADER = re.compile(r"(?:\.\s?){4,}\s*\S{0,6}$")
_ITEM = re.compile(r"(?:[0-9]{1,3}[.)]|\([0-9a-z]{1,3}\)|[-–—•*▪●○◦])\s+\S")
_SENTENCE_END = re.compile(r"[.!?:;][\"'”’)\]]*$")
_DIVIDED = re.compile(r"(\w{1,60})[-\u2010\u00ad]$")
END = 200
"""Characters of a line that its end is judged by; a search from every place of an endless line would not end."""
_WORD_START = re.compile(r"\w+")
SOFT_HYPHEN = "\N{SOFT HYPHEN}"


@dataclass(slots=True)
class Line:
    """A line of a page: its words, where it begins (points, from the left and from below), the size of its letters.

    `raised` are small raised signs that may be marks of notes: the offset in the words, and the sign, which is not in
    the words.
    """

    text: str
    x: float
    y: float
    size: float
    raised: list[tuple[int, str]] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Layout:
    """What pages hold: the heading, the blocks, the notes at the foot, and the running lines that were taken out."""

    heading: Block | None
    blocks: list[Block]
    notes: list[Note]
    running: list[str]


@dataclass(slots=True)
class _Paragraph:
    """A paragraph on its way."""

    text: str
    role: str
    last: Line
    spans: list[Span]


def laid_out(pages: list[list[Line]], labels: list[str], findings: Findings) -> Layout:
    """Make blocks of the lines of pages, in the order in which the file has them; `labels` are the pages' numbers."""
    body = _usual_size(pages)
    length = _usual_length(pages, body)
    leading = _usual_leading(pages, body, length)
    pages, running = _without_running(pages, leading, findings)
    notes: list[Note] = []
    maker = _Maker(body, _words(pages), findings, leading, length)
    for number, page in enumerate(pages):
        lines, foot = _foot(page, body, leading)
        marks = {mark: len(notes) + at for at, (mark, _) in enumerate(foot, 1)}
        for mark, words in foot:
            notes.append(Note(len(notes) + 1, mark, "footnote", (Passage(1, maker.joined(words)),)))
        maker.page(lines, labels[number] if len(pages) > 1 else "", marks)
    if notes:
        findings.inferred["A paragraph in small letters at the foot of a page was taken for a note"] += len(notes)
    if lost := len(notes) - len(maker.marked):
        findings.inferred["No mark in the text was found for a note at the foot of a page"] += lost
        notes = [note if note.number in maker.marked else replace(note, mark=None) for note in notes]
    blocks = list(maker.blocks())
    return Layout(blocks.pop(0) if maker.has_title and len(blocks) > 1 else None, blocks, notes, running)


class _Maker:
    """One pass over the lines of all pages."""

    def __init__(self, body: float, known: Counter[str], findings: Findings, leading: float, length: float) -> None:
        self.marked: set[int] = set()
        self._body = body
        self._known = known
        self._findings = findings
        self._leading = leading
        self._length = length
        self._paragraphs: list[_Paragraph] = []

    def page(self, lines: list[Line], label: str, marks: dict[str, int]) -> None:
        """Take the lines of a page; a label is marked where its page begins; `marks` are its notes by their marks."""
        left = _left(lines, self._body)
        for number, line in enumerate(lines):
            role = "heading" if line.size >= LARGE * self._body else "item" if _ITEM.match(line.text) else "paragraph"
            previous = lines[number - 1] if number else None
            if self._goes_on(line, previous, role, left):
                paragraph = self._paragraphs[-1]
                start = self._append(paragraph, line)
                if not number:
                    self._findings.inferred["A paragraph that a page divides was joined"] += 1
                    if label:
                        paragraph.spans.append(_page(start, 1, label))
            else:
                before = [_page(0, 0, label)] if label and not number else []
                paragraph = _Paragraph(line.text, role, line, before)
                self._paragraphs.append(paragraph)
                start = 0
            self._mark(paragraph, line, start, marks)

    @property
    def has_title(self) -> bool:
        """Whether the first paragraph stands out from all that follow it."""
        first, second = (*self._paragraphs[:2], None, None)[:2]
        return (
            first is not None
            and second is not None
            and first.role == "heading"
            and (second.role != "heading" or first.last.size > 1.1 * second.last.size)
        )

    def blocks(self) -> Iterator[Block]:
        """Give the paragraphs as blocks."""
        for paragraph in self._paragraphs:
            text = paragraph.text
            if SOFT_HYPHEN in text:
                self._findings.left_out["A soft hyphen was left out"] += text.count(SOFT_HYPHEN)
                for span in paragraph.spans:
                    gone = text.count(SOFT_HYPHEN, 0, span.start)
                    paragraph.spans[paragraph.spans.index(span)] = Span(
                        span.start - gone, span.end - gone, span.name, span.depth, span.values
                    )
                text = text.replace(SOFT_HYPHEN, "")
            if text.strip():
                yield Block(text, paragraph.role, tuple(paragraph.spans)).stripped()

    def joined(self, texts: list[str]) -> str:
        """Give the words of several lines as one line."""
        text = ""
        for one in texts:
            text = self._joined(text, one)[0]
        return text.replace(SOFT_HYPHEN, "")

    def _goes_on(self, line: Line, previous: Line | None, role: str, left: float) -> bool:
        if not self._paragraphs or role == "item":
            return False
        if len(self._paragraphs) < HEAD_LINES and len(line.text) < END and read_head(line.text).values:
            # "To: Anders Holm" is a line of a letter's head, however close the lines stand.
            return False
        paragraph = self._paragraphs[-1]
        last = paragraph.last
        if _LEADER.search(last.text[-END:]):
            return False
        if (role == "heading") != (paragraph.role == "heading") or abs(line.size - last.size) > 0.1 * self._body:
            return False
        ended = _SENTENCE_END.search(last.text[-END:]) is not None
        if previous is None:
            return not ended and role != "heading"
        gap = previous.y - line.y
        if gap < -self._leading:
            # The next column begins, as a page does.
            return not ended
        if gap > WIDE * max(self._leading, self._leading * line.size / self._body):
            return False
        indented = line.x > left + 0.9 * line.size and line.x > last.x + 0.9 * line.size
        if indented and paragraph.role != "item":
            return False
        return not (ended and paragraph.role != "item" and len(last.text) < SHORT * self._length)

    def _append(self, paragraph: _Paragraph, line: Line) -> int:
        paragraph.text, start = self._joined(paragraph.text, line.text)
        paragraph.last = line
        return start

    def _joined(self, text: str, line: str) -> tuple[str, int]:
        """Give two lines as one, and where the second begins in it."""
        if not text:
            return line, 0
        divided = _DIVIDED.search(text[-END:])
        word = _WORD_START.match(line)
        if divided is None or word is None:
            return f"{text} {line}", len(text) + 1
        if not line[0].islower() or not divided[1][-1].isalpha():
            # "Anglo-" and "American", "1961-" and "62": the hyphen is part of the word.
            return text + line, len(text)
        first, second = divided[1].casefold(), word[0].casefold()
        whole, hyphened = self._known[first + second], self._known[first] and self._known[second]
        if text.endswith("-") and not whole and hyphened and len(first) > 3 and len(second) > 3:
            self._findings.inferred["A word divided at the end of a line kept its hyphen, since both halves occur"] += 1
            return text + line, len(text)
        self._findings.inferred["A word divided at the end of a line was joined"] += 1
        return text[:-1] + line, len(text) - 1

    def _mark(self, paragraph: _Paragraph, line: Line, start: int, marks: dict[str, int]) -> None:
        # A raised sign that is no note's mark goes back among the words, such as the 2 of a square.
        moved = start
        for at, sign in line.raised:
            number = marks.get(sign)
            place = min(moved + at, len(paragraph.text))
            if number is None:
                # At the beginning it is a number in the margin.
                words = sign if at or not paragraph.text[place:] else f"{sign} "
                paragraph.text = paragraph.text[:place] + words + paragraph.text[place:]
                moved += len(words)
            else:
                self.marked.add(number)
                paragraph.spans.append(Span(place, place, "note", values=(("number", str(number)),)))


def _page(at: int, depth: int, label: str) -> Span:
    return Span(at, at, "page", depth, (("number", label),))


def _usual_size(pages: list[list[Line]]) -> float:
    sizes: Counter[float] = Counter()
    for page in pages:
        for line in page:
            sizes[round(line.size * 2) / 2] += len(line.text)
    return max(sizes.most_common(1)[0][0], 0.5) if sizes else 1.0


def _usual_leading(pages: list[list[Line]], body: float, length: float) -> float:
    gaps = [
        first.y - second.y
        for page in pages
        for first, second in pairwise(page)
        if 0.5 * body < first.y - second.y < 3 * body and abs(first.size - second.size) < 0.1 * body
    ]
    usual = median(gaps) if gaps else 0.0
    # Where few lines are long, the usual distance may be that of paragraphs of one line.
    return usual if 0 < usual < OPEN * body or (usual and length > LONG) else 1.25 * body


def _usual_length(pages: list[list[Line]], body: float) -> float:
    lengths = sorted(len(line.text) for page in pages for line in page if abs(line.size - body) < 0.1 * body)
    return lengths[len(lengths) * 3 // 4] if lengths else 0


def _left(lines: list[Line], body: float) -> float:
    starts = Counter(round(line.x) for line in lines if abs(line.size - body) < 0.1 * body)
    return starts.most_common(1)[0][0] if starts else 0.0


def _without_running(pages: list[list[Line]], leading: float, findings: Findings) -> tuple[list[list[Line]], list[str]]:
    """Take out the lines that stand at the head or foot of many pages, and numbers of pages."""
    edges = [_edges(page, leading) for page in pages]
    seen: dict[tuple[bool, str], list[tuple[int, float]]] = defaultdict(list)
    for number, edge in enumerate(edges):
        for head, line in edge:
            seen[head, _folded(line.text)].append((number, line.y))
    enough = max(2, round(REPEATED * len(pages)))
    gone: dict[str, None] = {}
    kept = []
    for page, edge in zip(pages, edges, strict=True):
        out: set[int] = set()
        ended: set[bool] = set()
        for head, line in edge:
            same = {number for number, y in seen[head, _folded(line.text)] if abs(y - line.y) <= SAME_PLACE}
            is_number = _PAGE_NUMBER.fullmatch(line.text) is not None
            if head in ended or not (len(same) >= enough or (is_number and len(page) > len(out) + 1)):
                # What stands further in is no running line if this one is none.
                ended.add(head)
                continue
            out.add(id(line))
            gone["" if is_number else _NUMBERS.sub("#", line.text)] = None
        kept.append([line for line in page if id(line) not in out])
    if gone:
        words = ", ".join(f"“{clipped(one)}”" for one in list(gone)[:5] if one) or "the numbers of pages"
        findings.left_out[f"The lines at the head and foot of the pages were left out: {words}"] += 1
    return kept, [one for one in gone if one]


def _edges(page: list[Line], leading: float) -> list[tuple[bool, Line]]:
    """Give the lines at the head (True) and the foot of a page that stand apart from its text, from without."""
    by_height = sorted(page, key=lambda line: -line.y)
    found: list[tuple[bool, Line]] = []
    for head, lines in ((True, by_height), (False, by_height[::-1])):
        apart = 0
        for at in range(min(EDGE, len(lines) - 1)):
            gap = abs(lines[at].y - lines[at + 1].y)
            if gap > APART * leading or abs(lines[at].size - lines[at + 1].size) > 0.5:
                apart = at + 1
        found += [(head, line) for line in lines[:apart]]
    return found


def _folded(text: str) -> str:
    return _NUMBERS.sub("#", " ".join(text.casefold().split()))


def _words(pages: list[list[Line]]) -> Counter[str]:
    """Count the words that no line end divides."""
    known: Counter[str] = Counter()
    for page in pages:
        divided = False
        for line in page:
            words = _WORD_START.findall(line.text.casefold())
            last = _DIVIDED.search(line.text[-END:]) is not None
            known.update(words[1 if divided else 0 : len(words) - 1 if last else len(words)])
            divided = last
    return known


def _foot(page: list[Line], body: float, leading: float) -> tuple[list[Line], list[tuple[str, list[str]]]]:
    """Divide a page into its text and the notes at its foot, each with its mark and its lines.

    They are notes only if they stand apart, below the text, in smaller letters, and the mark of the first is found in
    the text; what is less certain stays where it is.
    """
    at = len(page)
    while at > 0 and page[at - 1].size <= SMALL * body:
        at -= 1
    while at < len(page) and not (_mark_of(page[at]) and at and page[at - 1].y - page[at].y > WIDE * leading):
        at += 1
    notes: list[tuple[str, list[str]]] = []
    for line in page[at:]:
        mark = _mark_of(line)
        if mark and (not notes or _follows(notes[-1][0], mark)):
            own = line.text if line.raised else line.text[len(mark) :].lstrip(".) ")
            notes.append((mark, [own.strip()]))
        else:
            notes[-1][1].append(line.text)
    notes = [(mark, lines) for mark, lines in notes if any(lines)]
    if not notes or not _found(page[:at], notes[0][0]):
        return page, []
    for mark, _ in notes[1:]:
        _found(page[:at], mark)
    return page[:at], notes


def _found(lines: list[Line], mark: str) -> bool:
    """Whether lines have the mark of a note: raised, or stuck to a word, from which it is then taken."""
    if any(sign == mark for line in lines for _, sign in line.raised):
        return True
    stuck = re.compile(rf"(?<=[^\W\d_])([.,;:”’\"')]*){re.escape(mark)}(?![\w*†‡§¶])")
    for line in lines:
        found = stuck.search(line.text)
        if found:
            place = found.end(1)
            line.text = line.text[:place] + line.text[place + len(mark) :]
            line.raised.append((place, mark))
            return True
    return False


def _mark_of(line: Line) -> str:
    if line.raised and line.raised[0][0] == 0:
        return line.raised[0][1]
    match = _NOTE.match(line.text)
    return match[1] if match else ""


def _follows(first: str, second: str) -> bool:
    if first.isdecimal() and second.isdecimal():
        return int(second) == int(first) + 1
    return not second.isdecimal() and first != second and len(second) >= len(first)
