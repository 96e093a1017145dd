"""What a TEI element holds: lines of clean text with their spans, notes apart, and frames around lines.

White space (space, tab, line feed, carriage return), however much of it, is one space; what stands around a forced line
break is none, and what stands at the edges of a passage is none. Where white space runs across the beginning or the end
of an element, its one space stands where it begins. No other character is changed, and none is lost.

An element is a passage if it is one of `markup.LEAVES` and holds no other, a frame if it holds some, else a span. Text
that stands loose in a frame is a passage of the role `line`. What stands between passages (a page break, a note, an
element without content) is a span of depth 0 of the next passage, or of the last one where there is no next; its value
`within` names the frame that it stands in where that is not the passage's own. A passage's span `block` has the
attributes of its element, and as `tei` the element's name where the role does not say it ("" for loose text).
"""

import re
from dataclasses import dataclass, field
from xml.etree.ElementTree import Element

from backchannel.record.apparatus import Note
from backchannel.record.markup import (
    CONTAINERS,
    HOMES,
    LEAVES,
    LIST_ROLES,
    MILESTONES,
    ROLES,
    local,
    span_name,
    span_values,
    values,
)
from backchannel.record.passage import Passage
from backchannel.record.spans import Frame, Span

__all__ = ["Content", "Line", "plain_text"]

Values = tuple[tuple[str, str], ...]

_INLINE, _NOTE, _BREAK, _BLOCK = range(4)
_MAY_BE_INLINE = frozenset({"seg", "label", "quote", "l"})
"""Leaves that are a span where they stand among words."""
_OTHER_SPACE = re.compile("[\x1c-\x1f\x0b\x0c\x85\xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]")
"""What Python takes for white space and XML does not (XML 1.0, section 2.3)."""
_SPACE = re.compile("[ \t\r\n]+")

_sorts: dict[str, tuple[int, str]] = {}


def _sort(tag: str) -> tuple[int, str]:
    """Give what an element is among words, and the name of its span."""
    found = _sorts.get(tag)
    if found is None:
        name = local(tag)
        is_block = (name in LEAVES or name in CONTAINERS) and name not in _MAY_BE_INLINE
        kind = _NOTE if name == "note" else _BREAK if name == "lb" else _BLOCK if is_block else _INLINE
        found = kind, span_name(name)
        if len(_sorts) < 1_000:  # a file cannot fill the memory with names
            _sorts[tag] = found
    return found


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

    def add(self, line: Line) -> None:
        if self.pending:
            line.spans[:0] = [_between(name, values_, frame, line, 0) for name, values_, frame in self.pending]
            self.pending.clear()
        self.lines.append(line)

    def close(self) -> list[Line]:
        if self.pending:
            if not self.lines:
                self.lines.append(Line("", "line", 0, []))
            for name, values_, frame in self.pending:
                self.follow(name, values_, frame)
            self.pending.clear()
        return self.lines

    def follow(self, name: str, values_: Values, frame: int) -> None:
        """Set something after the last line."""
        last = self.lines[-1]
        last.spans.append(_between(name, values_, frame, last, len(last.text)))


def _between(name: str, values_: Values, frame: int, line: Line, at: int) -> Span:
    return Span(at, at, name, 0, values_ if frame == line.frame else (*values_, ("within", str(frame))))


class _Text:
    """Clean text as it grows."""

    __slots__ = ("length", "pieces", "spaced", "spans")

    def __init__(self) -> None:
        self.pieces: list[str] = []
        self.length = 0
        self.spaced = True
        self.spans: list[Span] = []

    def add(self, text: str) -> None:
        if text.isascii() or not _OTHER_SPACE.search(text):
            clean = " ".join(text.split())
        else:
            clean = _SPACE.sub(" ", text).strip(" ")
        if not clean:
            if not self.spaced:
                self.pieces.append(" ")
                self.length += 1
                self.spaced = True
            return
        if not self.spaced and text[0] in " \n\t\r":
            clean = " " + clean
        if text[-1] in " \n\t\r":
            clean += " "
            self.spaced = True
        else:
            self.spaced = False
        self.pieces.append(clean)
        self.length += len(clean)

    def line_break(self, depth: int, values_: Values) -> None:
        self._trim()
        self.pieces.append("\n")
        self.spans.append(Span(self.length, self.length + 1, "break", depth, values_))
        self.length += 1
        self.spaced = True

    def close(self) -> str:
        self._trim()
        return "".join(self.pieces)

    def _trim(self) -> None:
        """Take the space away that the text ends with, from the spans over it too."""
        if not self.pieces or self.pieces[-1][-1] != " ":
            return
        self.pieces[-1] = self.pieces[-1][:-1]
        if not self.pieces[-1]:
            self.pieces.pop()
        self.length -= 1
        end = self.length
        for at, span in enumerate(self.spans):
            if span is not None and span.end > end:
                self.spans[at] = Span(min(span.start, end), end, span.name, span.depth, span.values)


class Content:
    """What an element holds: `lines` in order, `notes` by the order of their marks, `frames`, the last `page` begun."""

    def __init__(self, element: Element) -> None:
        self.frames: list[Frame] = []
        self.page: str | None = None
        self._notes: list[Note | None] = []
        series = _Series()
        self._children(element, 0, "div", "item", series)
        self.lines = series.close()

    @property
    def notes(self) -> list[Note]:
        """All notes, numbered from 1."""
        return [note for note in self._notes if note is not None]

    def _children(self, element: Element, frame: int, name: str, item: str, series: _Series) -> None:
        """Take apart what stands in a frame of a name; `item` is the role of items in it."""
        run: list[str | Element] = [element.text] if element.text else []
        for child in element:
            if self._is_block(child):
                if run:
                    self._loose(run, frame, name, series)
                    run = []
                self._block(child, frame, name, item, series)
            else:
                run.append(child)
            if child.tail:
                run.append(child.tail)
        if run:
            self._loose(run, frame, name, series)

    def _is_block(self, element: Element) -> bool:
        kind = _sort(element.tag)[0]
        return kind == _BLOCK or local(element.tag) in _MAY_BE_INLINE or (kind == _INLINE and _holds_block(element))

    def _block(self, element: Element, frame: int, within: str, item: str, series: _Series) -> None:
        name = local(element.tag)
        if name in LEAVES:
            notes, frames, page = len(self._notes), len(self.frames), self.page
            role = LEAVES[name] if name != "item" else item
            own = _block_values(name, role, within, element.attrib)
            text = _Text()
            if self._words(element, text, 2 if own else 1):
                self._leaf(element, text, role, frame, own, series)
                return
            del self._notes[notes:], self.frames[frames:]
            self.page = page
        self.frames.append(Frame(name, frame, values(element.attrib)))
        number = len(self.frames)
        lines, pending = len(series.lines), len(series.pending)
        if name == "list":
            kind = element.get("type")
            item = LIST_ROLES.get(kind, "item") if kind else item
        self._children(element, number, name, item, series)
        if (lines, pending) == (len(series.lines), len(series.pending)):
            del self.frames[number - 1 :]
            series.pending.append((span_name(name), values(element.attrib), frame))

    def _leaf(self, element: Element, text: _Text, role: str, frame: int, own: Values, series: _Series) -> None:
        words = text.close()
        if not words and not text.spans and role != "cell":
            name = span_name(local(element.tag))
            series.pending.append((name, span_values(name, element.attrib), frame))
            return
        if not own and not text.spans and not words.strip() and role != "cell":
            own = (("tei", local(element.tag)),)  # some other space alone, which is a passage only with a span
        if own:
            text.spans.insert(0, Span(0, len(words), "block", 1, own))
        series.add(Line(words, role, frame, text.spans))

    def _loose(self, run: list[str | Element], frame: int, name: str, series: _Series) -> None:
        """Take apart words that stand in a frame beside its passages, with what stands among them."""
        first, last = 0, len(run)
        while first < last and (
            (isinstance(node := run[first], str) and not node.strip(" \t\r\n")) or _stands_alone(node)
        ):
            first += 1
        while last > first and (
            (isinstance(node := run[last - 1], str) and not node.strip(" \t\r\n")) or _is_milestone(node)
        ):
            last -= 1
        self._apart(run[:first], frame, series)
        if first < last:
            text = _Text()
            own = () if name == "note" or frame else (("tei", ""),)
            for node in run[first:last]:
                if isinstance(node, str):
                    text.add(node)
                else:
                    self._among(node, text, 2 if own else 1)
            words = text.close()
            if own or not (text.spans or words.strip()):
                text.spans.insert(0, Span(0, len(words), "block", 1, own or (("tei", ""),)))
            series.add(Line(words, "line", frame, text.spans))
        self._apart(run[last:], frame, series)

    def _apart(self, run: list[str | Element], frame: int, series: _Series) -> None:
        for node in run:
            if isinstance(node, str):
                continue
            kind, name = _sort(node.tag)
            if kind != _NOTE:
                own = span_values(name, node.attrib)
                if name == "page":
                    self.page = node.get("n")
                if node.text and (words := plain_text(node)):
                    own = (*own, ("text", words))
                series.pending.append((name, own, frame))
                continue
            own = (("number", str(self._note(node))),)
            if series.lines and not series.pending and node.get("rend") != "inline":
                series.follow(name, own, frame)
            else:
                series.pending.append((name, own, frame))

    def _words(self, element: Element, text: _Text, depth: int) -> bool:
        """Add an element's words and spans to a text; False if it holds passages, and the text is worth nothing."""
        if element.text:
            text.add(element.text)
        for child in element:
            if not self._among(child, text, depth):
                return False
            if child.tail:
                text.add(child.tail)
        return True

    def _among(self, element: Element, text: _Text, depth: int) -> bool:
        """Add an element that stands among words."""
        kind, name = _sort(element.tag)
        if kind == _BREAK and (len(element) or element.text):
            kind, name = _INLINE, "tei:lb"
        if kind == _INLINE:
            spans = text.spans
            at = len(spans)
            spans.append(None)  # type: ignore[arg-type]  # it has its place before what it holds, and its end after
            start = text.length
            if not self._words(element, text, depth + 1):
                return False
            own = span_values(name, element.attrib) if element.attrib else ()
            spans[at] = Span(start if start <= text.length else text.length, text.length, name, depth, own)
            if name == "page":
                self.page = element.get("n")
        elif kind == _NOTE:
            text.spans.append(Span(text.length, text.length, "note", depth, (("number", str(self._note(element))),)))
        elif kind == _BREAK:
            text.line_break(depth, values(element.attrib))
        else:
            return False
        return True

    def _note(self, element: Element) -> int:
        """Take a note apart, set it among the notes, and give its number."""
        frames, page = len(self.frames), self.page
        self._notes.append(None)
        number = len(self._notes)
        text = _Text()
        if self._words(element, text, 1):
            words = text.close()
            lines = [Line(words, "paragraph", 0, text.spans)] if words or text.spans else []
            if lines and not (text.spans or words.strip()):
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


def plain_text(element: Element) -> str:
    """Give the words of an element on one line, without those of its notes."""
    pieces: list[str] = []
    _gather(element, pieces)
    return _SPACE.sub(" ", "".join(pieces)).strip(" ")


def _gather(element: Element, pieces: list[str]) -> None:
    if element.text:
        pieces.append(element.text)
    for child in element:
        kind = _sort(child.tag)[0]
        if kind == _BREAK:
            pieces.append(" ")
        elif kind != _NOTE:
            _gather(child, pieces)
        if child.tail:
            pieces.append(child.tail)


def _holds_block(element: Element) -> bool:
    return len(element) > 0 and any(
        kind == _BLOCK or (kind == _INLINE and _holds_block(child))
        for child in element
        for kind in (_sort(child.tag)[0],)
    )


def _is_milestone(node: str | Element) -> bool:
    if isinstance(node, str) or len(node):
        return False
    name = local(node.tag)
    return (name in MILESTONES and not node.text) or (name.startswith("frus:") and "text" not in node.attrib)


def _stands_alone(node: str | Element) -> bool:
    return not isinstance(node, str) and (_sort(node.tag)[0] == _NOTE or _is_milestone(node))


def _block_values(name: str, role: str, within: str, attributes: dict[str, str]) -> Values:
    """Give the values of a passage's span `block`: its attributes, its element if role and place do not say it."""
    said = ROLES.get(role) == name and within in HOMES.get(name, (within,))
    if said and not attributes:
        return ()
    return values(attributes) if said else (("tei", name), *values(attributes))


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
    own = dict(values(element.attrib))
    mark, name, kind = own.pop("n", None), own.pop("xml:id", None), own.get("type")
    if kind in ("source", "summary"):
        del own["type"]
    elif own.get("rend") == "inline":
        del own["rend"]
        kind = "line"
    else:
        kind = "footnote"
    return Note(number, mark, kind, passages, name, tuple(own.items()))
