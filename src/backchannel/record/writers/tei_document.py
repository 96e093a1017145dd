"""A document as its TEI element: what `readers.tei` took apart, put together again.

What an edition's apparatus says is written as it says. A document that never was TEI (a letter of a channel, a
transcript) gets what a document of *Foreign Relations* needs: a heading, a dateline, an opener with its parties and its
markings, the lists of its head, and around its passages the elements that must hold them (an item stands in a list, a
signature in a closer). Its enclosures are a list after the text. Passages and notes get no ids but their own.
XML cannot carry some control characters; each is written as U+FFFD. A line feed within a passage is a line break.
"""

import re
from collections.abc import Iterator, Sequence
from itertools import takewhile

from backchannel.record.apparatus import Apparatus, Note
from backchannel.record.dates import DocumentDate, in_words
from backchannel.record.document import Document, Passage
from backchannel.record.markup import HOMES, ROLES, attributes, element_of
from backchannel.record.spans import Span

__all__ = ["end", "escaped", "start", "write"]

_WRAPPERS = {"item": "list", "label": "list", "cell": "row", "row": "table", "salute": "opener", "signed": "closer"}
"""Elements that cannot stand alone, and what is written around them where nothing in the source does."""
_LIST_TYPES = {"subject": "subject", "participant": "participants"}
_TOP = frozenset({"head", "dateline", "opener"})
"""Elements that stand above the text of a document."""
_COMMON = frozenset({"p", "list", "quote", "table"})
"""Elements that cannot follow a closer, but in a postscript."""
_NEVER_EMPTY = frozenset({"p", "gloss", "persName"})
"""Elements that the rules of the edition want to hold something, be it a space."""
_NO_XML = re.compile("[\x01-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
_ESCAPES = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;"})
_ATTRIBUTE_ESCAPES = str.maketrans(
    {"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "\n": "&#10;", "\t": "&#9;", "\r": "&#13;"}
)

Attributes = Sequence[tuple[str, str]]


def escaped(text: str) -> str:
    """Give text as XML text; what XML cannot carry is U+FFFD."""
    return _NO_XML.sub("\ufffd", text).translate(_ESCAPES) if not text.isalnum() else text


def start(name: str, own: Attributes = (), empty: bool = False) -> str:
    """Give a start tag, or the tag of an empty element."""
    said = "".join(f' {key}="{_NO_XML.sub(chr(0xFFFD), value).translate(_ATTRIBUTE_ESCAPES)}"' for key, value in own)
    return f"<{name}{said}{'/' if empty else ''}>"


def end(name: str) -> str:
    """Give an end tag."""
    return f"</{name}>"


def write(document: Document, name: str, number: str) -> tuple[str, str | None]:
    """Give a document as a `div`, and the last page that begins in it.

    `name` is its id, `number` what its `n` says if the source did not say it.
    """
    apparatus = document.apparatus or Apparatus()
    own: list[tuple[str, str]] = [("type", "document"), ("xml:id", name), *attributes("", apparatus.values)]
    said = {key for key, _ in own}
    if "n" not in said:
        own.append(("n", number))
    if document.language is not None and "xml:lang" not in said:
        own.append(("xml:lang", document.language))
    headed = any(line.role == "heading" and not line.within for line in apparatus.head)
    printed = headed or bool(apparatus.values)  # an element of TEI is left as it was, even without a heading
    if not printed and "subtype" not in said:
        own.append(("subtype", document.kind.replace(" ", "-")))
    made = "" if printed else _made_head(document, apparatus)
    writer = _Writer(apparatus, made)
    body = writer.series((*apparatus.head, *document.passages), "div")
    rest = "".join(writer.note(note, lost=True) + "\n" for note in apparatus.notes if note.number not in writer.marked)
    return f"{start('div', own)}\n{made}{body}{_enclosures(document, closed=writer.closed)}{rest}</div>\n", writer.page


class _Writer:
    """What is written of one document: which notes have found their marks, and which page has begun."""

    def __init__(self, apparatus: Apparatus, made: str) -> None:
        self._apparatus = apparatus
        self._headed = bool(made)
        self._begun = "<list" in made
        self._was_tei = bool(apparatus.values)
        self._inferred_source = apparatus.inferred("source") is not None
        self.marked: set[int] = set()
        self.page: str | None = None
        self.closed = False
        """Whether the document has come to its closer."""

    def series(self, lines: Sequence[Passage], root: str) -> str:
        """Write the lines of a document or of a note, with the frames and wrappers around them."""
        out = _Open(self._apparatus, begun=self._begun)
        alone = root == "note" and len(lines) == 1
        heading = self._headed
        for line in lines:
            before, inner, after = _divided(line)
            for span in before:
                out.go(_frame_of(span, line))
                out.add(self._between(span) + out.feed)
            element, own = _element(line, root, alone, heading)
            if not self._was_tei and root == "div" and not line.within and out.misplaced(element):
                element = "p"
            heading = heading or (element == "head" and not line.within)
            if element or line.text or inner:
                out.go(line.within)
                if not element:
                    out.add(self._text(line.text, inner))
                else:
                    out.wrap(line, element, said=_block(line) is not None, root=root)
                    out.add(start(element, own) + self._text(line.text, inner) + end(element) + out.feed)
            for span in after:
                out.go(_frame_of(span, line))
                out.add(self._between(span) + out.feed)
        self.closed = self.closed or out.closed
        return out.close()

    def note(self, note: Note, *, lost: bool = False) -> str:
        """Write a note where its mark is."""
        self.marked.add(note.number)
        own: list[tuple[str, str]] = []
        if note.mark is not None:
            own.append(("n", note.mark))
        if note.id is not None:
            own.append(("xml:id", note.id))
        if note.kind == "summary" or (note.kind == "source" and not self._inferred_source):
            own.append(("type", note.kind))
        elif note.kind == "line":
            own.append(("rend", "inline"))
        own += attributes("", note.values)
        if lost:
            own.append(("anchored", "false"))
        return start("note", own) + self.series(note.passages, "note") + end("note")

    def _between(self, span: Span, spaced: bool = True) -> str:
        """Write what stands between passages, or at a place among words where a space would be lost (`spaced`)."""
        if span.name == "note":
            return self._noted(span)
        if span.name == "page":
            self.page = span.value("number") or self.page
        name = element_of(span.name)
        own = attributes(span.name, span.values)
        words = span.value("text")
        if words is None and spaced and name in _NEVER_EMPTY:
            words = " "
        return start(name, own, empty=True) if words is None else start(name, own) + escaped(words) + end(name)

    def _noted(self, span: Span) -> str:
        note = self._apparatus.note(int(span.value("number") or 0))
        return self.note(note) if note is not None and note.number not in self.marked else ""

    def _text(self, text: str, spans: Sequence[Span]) -> str:
        """Write words with the elements over them."""
        out: list[str] = []
        open_: list[Span] = []
        at = 0

        def close(depth: int) -> None:
            nonlocal at
            while open_ and open_[-1].depth >= depth:
                span = open_.pop()
                out.extend((_words(text[at : span.end]), end(element_of(span.name))))
                at = max(at, span.end)

        for span, after in zip(spans, (*spans[1:], None), strict=False):
            close(span.depth)
            out.append(_words(text[at : span.start]))
            at = max(at, span.start)
            if span.name == "note":
                out.append(self._noted(span))
            elif span.name == "break":
                out.append(start("lb", attributes("break", span.values), empty=True))
                at = max(at, span.end)
            elif span.start == span.end and (after is None or after.depth <= span.depth):
                out.append(self._between(span, spaced=at in (0, len(text)) or text[at - 1] in " \n"))
            else:
                out.append(start(element_of(span.name), attributes(span.name, span.values)))
                open_.append(span)
        close(0)
        out.append(_words(text[at:]))
        return "".join(out)


class _Open:
    """The frames that are open, and the wrappers within the innermost of them."""

    def __init__(self, apparatus: Apparatus, *, begun: bool) -> None:
        self._frames = apparatus.frames
        self._begun = begun
        self._path: list[int] = []
        self._wrappers: list[tuple[str, str | None]] = []
        self.closed = False
        self._out: list[str] = []

    @property
    def feed(self) -> str:
        """A line feed where it can stand: between the passages of a document."""
        return "\n" if not self._path or self._frames[self._path[-1] - 1].name in ("list", "table", "row") else ""

    def add(self, text: str) -> None:
        """Write something where we are."""
        self._out.append(text)

    def go(self, frame: int) -> None:
        """Open and close frames until that one is the innermost."""
        path: list[int] = []
        while frame:
            path.append(frame)
            frame = self._frames[frame - 1].within
        path.reverse()
        common = len(list(takewhile(lambda pair: pair[0] == pair[1], zip(path, self._path, strict=False))))
        if (common, common) != (len(path), len(self._path)):
            self._unwrap(0)
        while len(self._path) > common:
            self.add(end(self._frames[self._path.pop() - 1].name) + self.feed)
        if path and not self._path:
            self._begun = self._begun or self._frames[path[0] - 1].name not in _TOP
        for one in path[common:]:
            self.add(start(self._frames[one - 1].name, attributes("", self._frames[one - 1].values)))
            self._path.append(one)

    def misplaced(self, element: str) -> bool:
        """Whether a salutation would stand behind the text's beginning, or a closer before it."""
        return element == "salute" if self._begun else element in ("closer", "signed")

    def wrap(self, line: Passage, element: str, *, said: bool, root: str) -> None:
        """Open and close wrappers until an element can stand."""
        within = self._frames[self._path[-1] - 1].name if self._path else root
        needed: list[tuple[str, str | None]] = []
        name = element
        while not said and within not in HOMES.get(name, (within,)):
            name = _WRAPPERS[name]
            needed.insert(0, (name, _LIST_TYPES.get(line.role) if name == "list" else None))
        if root == "div" and not self._path:
            outermost = needed[0][0] if needed else element
            if self.closed and not said and outermost in _COMMON:
                needed.insert(0, ("postscript", None))
            self.closed = self.closed or element == "closer" or ("closer", None) in needed
            self._begun = self._begun or outermost not in _TOP
        common = len(list(takewhile(lambda pair: pair[0] == pair[1], zip(needed, self._wrappers, strict=False))))
        self._unwrap(common)
        for name, kind in needed[common:]:
            self.add(start(name, [("type", kind)] if kind else []))
            self._wrappers.append((name, kind))

    def close(self) -> str:
        """Close everything, and give what was written."""
        self._unwrap(0)
        self.go(0)
        return "".join(self._out)

    def _unwrap(self, count: int) -> None:
        while len(self._wrappers) > count:
            self.add(end(self._wrappers.pop()[0]) + self.feed)


def _divided(line: Passage) -> tuple[list[Span], list[Span], list[Span]]:
    """Give the spans before a passage, within it, and after it."""
    within = [at for at, span in enumerate(line.spans) if span.depth]
    if within:
        first, last = within[0], within[-1] + 1
    else:
        first = last = next((at for at, span in enumerate(line.spans) if span.start), len(line.spans))
    inner = [span for span in line.spans[first:last] if span.name != "block" or span.depth != 1]
    return list(line.spans[:first]), inner, list(line.spans[last:])


def _frame_of(span: Span, line: Passage) -> int:
    return int(span.value("within") or line.within)


def _block(line: Passage) -> str | None:
    """Give the element that the source says a passage is; "" is loose text."""
    return next((span.value("tei") for span in line.spans if span.name == "block" and span.depth == 1), None)


def _element(line: Passage, root: str, alone: bool, heading: bool) -> tuple[str, list[tuple[str, str]]]:
    """Give the element that a passage is ("" for loose text), and its attributes."""
    block = next((span for span in line.spans if span.name == "block" and span.depth == 1), None)
    own = attributes("", block.values) if block is not None else []
    said = block.value("tei") if block is not None else None
    if said is not None:
        return said, own
    if alone and line.role == "paragraph" and not line.within:
        return "", own
    if line.role == "line":
        return ("p" if root == "div" and not line.within and (line.text or block is not None) else ""), own
    if line.role == "heading" and root == "div" and not line.within and heading:
        return "p", [("rend", "sectiontitleital"), *own]
    return ROLES[line.role], own


def _words(text: str) -> str:
    words = escaped(text)
    return words.replace("\n", "<lb/>") if "\n" in words else words


def _made_head(document: Document, apparatus: Apparatus) -> str:
    """Write what a document of the edition has above its text, for one that has no printed head."""
    return "".join(_head_lines(document, {line.role for line in apparatus.head}))


def _head_lines(document: Document, printed: set[str]) -> Iterator[str]:
    words = document.heading or document.kind[0].upper() + document.kind[1:]
    yield f"<head>{f'{escaped(document.number)}. ' if document.number else ''}{escaped(words)}</head>\n"
    if "dateline" not in printed and (document.place or document.date):
        place = f"<placeName>{escaped(document.place)}</placeName>" if document.place else ""
        date = _date(document.date, document.until) if document.date else ""
        yield f"<dateline>{', '.join(filter(None, (place, date)))}</dateline>\n"
    parties = (("from", "From", document.senders), ("to", "To", document.addressees))
    segments = [
        f"{label}: " + "; ".join(f'<persName type="{kind}">{escaped(name)}</persName>' for name in names)
        for kind, label, names in parties
        if names
    ]
    segments += [escaped(text) for text in (document.classification, document.caption) if text]
    if segments:
        yield f"<opener>{'<lb/>'.join(f'<seg>{segment}</seg>' for segment in segments)}</opener>\n"
    if document.participants and "participant" not in printed:
        items = (f"<item>{escaped(name)}</item>" for name in document.participants)
        yield f'<list type="participants"><head>Participants</head>{"".join(items)}</list>\n'
    if document.subject and "subject" not in printed:
        yield f'<list type="subject"><head>Subject</head><item>{escaped(document.subject)}</item></list>\n'


def _date(date: DocumentDate, until: DocumentDate | None) -> str:
    if until is None:
        return start("date", [("when", _when(date))]) + escaped(in_words(date)) + "</date>"
    own = [("from", _when(date)), ("to", _when(until))]
    return start("date", own) + escaped(f"{in_words(date)} – {in_words(until)}") + "</date>"


def _when(date: DocumentDate) -> str:
    """Give a date as XML Schema has it, which cannot say that one is uncertain; the words say it."""
    return str(date).rstrip("?~%")


def _enclosures(document: Document, *, closed: bool) -> str:
    if not document.enclosures:
        return ""
    items = "".join(f"<item>{escaped(name)}</item>" for name in document.enclosures)
    listed = f"<list><head>Enclosures</head>{items}</list>"
    return f"<postscript>{listed}</postscript>\n" if closed else f"{listed}\n"
