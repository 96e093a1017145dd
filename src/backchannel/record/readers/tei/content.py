"""What a TEI element holds: lines of clean text with their spans, notes apart, and frames around lines.

An element is a passage if it is one of `markup.LEAVES` and holds no other, a frame if it holds some, else a span. Text
that stands loose in a frame is a passage of the role `line`. What stands between passages (a page break, a note, an
element without content) is a span of depth 0 of the next passage, or of the last one where there is no next; its value
`within` names the frame that it stands in where that is not the passage's own. A passage's span `block` has the
attributes of its element, and as `tei` the element's name where the role does not say it ("" for loose text). White
space is what `words` makes of it.
"""

from dataclasses import dataclass, field
from typing import cast
from xml.etree.ElementTree import Element

from backchannel.record.apparatus import Note
from backchannel.record.markup import (
    HOMES,
    LEAVES,
    LIST_ROLES,
    MILESTONES,
    ROLES,
    span_values,
    values,
)
from backchannel.record.passage import Passage
from backchannel.record.readers.tei.words import BLANK, BLOCK, BREAK, INLINE, NOTE, SORTS, Sort, Text, plain_text
from backchannel.record.spans import Frame, Span

__all__ = ["Content", "Line"]

Values = tuple[tuple[str, str], ...]

_AROUND = frozenset({"opener", "closer", "postscript"})
"""Leaves that are frames if they hold any other, one that may be a span too."""
_UNANCHORED = ("anchored", "false")
_ONCE = {"head": "heading", "p": "closing"}
"""Elements that stand in a document before any passage of a role; one that follows it says which element it is."""


@dataclass(slots=True)
class Line:
    """A passage before it has a number; `frame` is the number of its frame."""

    text: str
    role: str
    frame: int
    spans: list[Span]

    def passage(self, number: int) -> Passage:
        """Give it a number."""
        return Passage(number, self.text, self.role, None, tuple(self.spans), self.frame)


@dataclass(slots=True)
class _Series:
    """Lines in their order, and what stands before the next: the name of a span, its values, its frame."""

    lines: list[Line] = field(default_factory=list)
    pending: list[tuple[str, Values, int]] = field(default_factory=list)
    roles: set[str] = field(default_factory=set)
    """The roles of the lines that stand in no frame."""
    size: int = 0
    """How much has been set so far."""

    def add(self, line: Line) -> None:
        self.size += 1
        if self.pending:
            line.spans[:0] = [_between(name, values_, frame, line, 0) for name, values_, frame in self.pending]
            self.pending.clear()
        self.lines.append(line)
        if not line.frame:
            self.roles.add(line.role)

    def wait(self, name: str, values_: Values, frame: int) -> None:
        """Set something before the next line."""
        self.size += 1
        self.pending.append((name, values_, frame))

    def follow(self, name: str, values_: Values, frame: int) -> None:
        """Set something after the last line."""
        self.size += 1
        last = self.lines[-1]
        if not last.text and not any(span.depth for span in last.spans):
            last.spans.append(
                Span(0, 0, "block")
            )  # where there are no words, it parts what is before from what is after
        last.spans.append(_between(name, values_, frame, last, len(last.text)))

    def close(self) -> list[Line]:
        if self.pending and not self.lines:
            self.add(Line("", "line", 0, []))
        for name, values_, frame in self.pending:
            self.follow(name, values_, frame)
        return self.lines


def _between(name: str, values_: Values, frame: int, line: Line, at: int) -> Span:
    return Span(at, at, name, 0, values_ if frame == line.frame else (*values_, ("within", str(frame))))


class Content:
    """What an element holds: `lines` in order, `notes` by the order of their marks, `frames`, the last `page` begun."""

    def __init__(self, element: Element) -> None:
        self.frames: list[Frame] = []
        self.page: str | None = None
        self._notes: list[Note | None] = []
        series = _Series()
        self._children(element, 0, "div", "item", series)
        self.lines = series.close()
        self._unmark()

    def _unmark(self) -> None:
        """Take their place from notes behind everything that say of themselves that they have none."""
        spans = self.lines[-1].spans if self.lines else []
        while spans and spans[-1].name == "note" and not spans[-1].depth and (len(spans) > 1 or self.lines[-1].text):
            at = int(spans[-1].value("number") or 0) - 1
            note = self._notes[at]
            if note is None or _UNANCHORED not in note.values:
                break
            own = tuple(one for one in note.values if one != _UNANCHORED)
            self._notes[at] = Note(note.number, note.mark, note.kind, note.passages, note.id, own)
            spans.pop()

    @property
    def notes(self) -> list[Note]:
        """All notes, numbered from 1."""
        return [note for note in self._notes if note is not None]

    def _children(self, element: Element, frame: int, name: str, item: str, series: _Series) -> None:
        """Take apart what stands in a frame of a name; `item` is the role of items in it."""
        text = element.text
        loose: list[Element] = []
        for child in element:
            sort = SORTS[child.tag]
            if sort.stands or (sort.kind == INLINE and len(child) and _holds_block(child)):
                if loose or (text and text.strip(BLANK)):
                    self._loose(text or "", loose, frame, name, series)
                    loose = []
                self._block(child, sort, frame, name, item, series)
                text = child.tail
            else:
                loose.append(child)
        if loose or (text and text.strip(BLANK)):
            self._loose(text or "", loose, frame, name, series)

    def _block(self, element: Element, sort: Sort, frame: int, within: str, item: str, series: _Series) -> None:
        name = sort.name
        if name in LEAVES and not (name in _AROUND and any(SORTS[child.tag].stands for child in element)):
            notes, frames, page = len(self._notes), len(self.frames), self.page
            role = LEAVES[name] if name != "item" else item
            own = _block_values(name, role, within, element)
            if within == "div" and _ONCE.get(name) in series.roles:
                own = (("tei", name), *own)
            text = Text()
            if self._words(element, text, 2 if own else 1):
                self._leaf(element, sort, text, role, frame, own, series)
                return
            del self._notes[notes:], self.frames[frames:]
            self.page = page
        self.frames.append(Frame(name, frame, values(element.items())))
        number = len(self.frames)
        size = series.size
        if name == "list":
            kind = element.get("type")
            item = LIST_ROLES.get(kind, "item") if kind else item
        self._children(element, number, name, item, series)
        if size == series.size:
            del self.frames[number - 1 :]
            series.wait(sort.span, values(element.items()), frame)

    def _leaf(
        self, element: Element, sort: Sort, text: Text, role: str, frame: int, own: Values, series: _Series
    ) -> None:
        words, spans = text.close()
        if not spans and not own and role != "cell" and not words.strip():
            if not words:
                series.wait(sort.span, (), frame)
                return
            own = (("tei", sort.name),)  # some other space alone, which is a passage only with a span
        elif not words and not spans and role != "cell":
            series.wait(sort.span, span_values(sort.span, element.items()), frame)
            return
        if own:
            spans.insert(0, Span(0, len(words), "block", 1, own))
        series.add(Line(words, role, frame, spans))

    def _loose(self, text: str, loose: list[Element], frame: int, name: str, series: _Series) -> None:
        """Take apart words that stand in a frame beside its passages, with what stands among them.

        What stands before the first of the words, or after the last, stands by itself.
        """
        first, last = 0, len(loose)
        while first < last and not text.strip(BLANK) and _stands_alone(loose[first]):
            text = loose[first].tail or ""
            first += 1
        while last > first and _is_milestone(loose[last - 1]) and not (loose[last - 1].tail or "").strip(BLANK):
            last -= 1
        self._apart(loose[:first], frame, series)
        if first < last or text.strip(BLANK):
            own: Values = () if name == "note" or frame else (("tei", ""),)
            grown = Text()
            holder = Element("")
            holder.text = text
            holder.extend(loose[first:last])
            self._words(holder, grown, 2 if own else 1)
            words, spans = grown.close()
            if own or not (spans or words.strip()):
                spans.insert(0, Span(0, len(words), "block", 1, own or (("tei", ""),)))
            series.add(Line(words, "line", frame, spans))
        self._apart(loose[last:], frame, series)

    def _apart(self, elements: list[Element], frame: int, series: _Series) -> None:
        """Set elements between passages."""
        for element in elements:
            sort = SORTS[element.tag]
            if sort.kind == NOTE:
                own: Values = (("number", str(self._note(element))),)
                if series.lines and not series.pending and element.get("rend") != "inline":
                    series.follow("note", own, frame)
                    continue
            else:
                own = span_values(sort.span, element.items())
                if sort.span == "page":
                    self.page = element.get("n") or self.page
                if element.text and (words := plain_text(element)):
                    own = (*own, ("text", words))
            series.wait(sort.span, own, frame)

    def _words(self, element: Element, text: Text, depth: int) -> bool:
        """Add an element's words and spans to a text; False if it holds passages, and the text is worth nothing."""
        if element.text:
            text.add(element.text)
        spans = text.spans
        for child in element:
            sort = SORTS[child.tag]
            kind, name = sort.kind, sort.span
            if kind == BREAK:
                if not len(child) and not child.text:
                    text.line_break(depth, values(child.items()))
                else:
                    kind, name = INLINE, "tei:lb"
            if kind == INLINE:
                start = text.length
                at = len(spans)
                spans.append(start)
                if len(child):
                    if not self._words(child, text, depth + 1):
                        return False
                    start = cast("int", spans[at])
                elif child.text:
                    text.add(child.text)
                spans[at] = Span(start, text.length, name, depth, span_values(name, child.items()))
                if name == "page":
                    self.page = child.get("n") or self.page
            elif kind == NOTE:
                number = str(self._note(child))
                spans.append(Span(text.length, text.length, "note", depth, (("number", number),)))
            elif kind == BLOCK:
                return False
            if child.tail:
                text.add(child.tail)
        return True

    def _note(self, element: Element) -> int:
        """Take a note apart, set it among the notes, and give its number."""
        frames, page = len(self.frames), self.page
        self._notes.append(None)
        number = len(self._notes)
        text = Text()
        if self._words(element, text, 1):
            words, spans = text.close()
            lines = [Line(words, "paragraph", 0, spans)] if words or spans else []
            if lines and not (spans or words.strip()):
                _say_element(lines[0], "")
        else:
            del self._notes[number:], self.frames[frames:]
            self.page = page
            series = _Series()
            self._children(element, 0, "note", "item", series)
            lines = series.close()
            if len(lines) == 1 and lines[0].role == "paragraph":
                _say_element(lines[0], "p")
        passages = tuple(line.passage(place) for place, line in enumerate(lines, 1))
        self._notes[number - 1] = _noted(number, passages, element)
        return number


def _holds_block(element: Element) -> bool:
    for child in element:
        kind = SORTS[child.tag].kind
        if kind == BLOCK or (kind == INLINE and len(child) and _holds_block(child)):
            return True
    return False


def _is_milestone(element: Element) -> bool:
    name = SORTS[element.tag].name
    if len(element):
        return False
    return (name in MILESTONES and not element.text) or name.startswith("frus:")


def _stands_alone(element: Element) -> bool:
    return SORTS[element.tag].kind == NOTE or _is_milestone(element)


def _block_values(name: str, role: str, within: str, element: Element) -> Values:
    """Give the values of a passage's span `block`: its attributes, its element if role and place do not say it."""
    own = values(element.items())
    if ROLES.get(role) != name or within not in HOMES.get(name, (within,)):
        return (("tei", name), *own)
    return own


def _say_element(line: Line, name: str) -> None:
    """Let the span `block` of a passage say which element it is."""
    first = next((at for at, span in enumerate(line.spans) if span.depth), len(line.spans))
    if first < len(line.spans) and line.spans[first].name == "block":
        span = line.spans[first]
        line.spans[first] = Span(span.start, span.end, "block", 1, (("tei", name), *span.values))
        return
    for at in range(first, len(line.spans)):
        span = line.spans[at]
        if span.depth:
            line.spans[at] = Span(span.start, span.end, span.name, span.depth + 1, span.values)
    line.spans.insert(first, Span(0, len(line.text), "block", 1, (("tei", name),)))


def _noted(number: int, passages: tuple[Passage, ...], element: Element) -> Note:
    """Make a note of its element: its type is its kind if it is one, what is not said so far are its values."""
    own = dict(values(element.items()))
    mark, name, kind = own.pop("n", None), own.pop("xml:id", None), own.get("type")
    if kind in ("source", "summary"):
        del own["type"]
    elif own.get("rend") == "inline":
        del own["rend"]
        kind = "line"
    else:
        kind = "footnote"
    return Note(number, mark, kind, passages, name, tuple(own.items()))
