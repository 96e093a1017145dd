"""Word files (.docx: WordprocessingML, ISO/IEC 29500-1): paragraphs, headings, items, quotations, rows and notes.

A paragraph is a passage, and so is a row of a table, its cells divided by tabs. The numbers of lists and headings are
counted as Word counts them and put before the words. Footnotes and endnotes become the document's notes. First lines
such as `From: Reet Kaljo`, as paragraphs or as rows of a table, are a letter's head (`head`).

What a reader of the page may not see is said, never passed over: a change that nobody has accepted (the text is read
as though all were accepted), comments, hidden, struck-out and white words, text boxes, running heads, fields. What the
file's properties say of title, author and day is used where the text says nothing, with a sentence.
"""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from xml.etree.ElementTree import Element

from backchannel.errors import BadInputError
from backchannel.record.apparatus import Note
from backchannel.record.document import Document
from backchannel.record.passage import Passage
from backchannel.record.readers.blocks import Block, Properties, classified, compose_blocks, head_of, joined
from backchannel.record.readers.findings import Findings, clipped, numbers, times
from backchannel.record.readers.head import Head
from backchannel.record.readers.numbering import Numbering, roman
from backchannel.record.readers.package import Package, below, children
from backchannel.record.readers.report import Report
from backchannel.record.readers.styles import Styles
from backchannel.record.spans import Span

__all__ = ["read"]

SOFT_HYPHEN = "\N{SOFT HYPHEN}"
NESTED_FIELDS = 20
"""Fields within each other; Word itself stops at twenty."""
TEMPLATES = ("python-docx",)
"""Authors of files whose properties are those of the template that a program was delivered with."""

INSERTED = {"w:ins", "w:moveTo"}
DELETED = {"w:del", "w:moveFrom"}
WRAPPERS = {"w:smartTag", "w:customXml", "w:fldSimple", "w:sdtContent", "w:dir", "w:bdo", "mc:Choice", "mc:Fallback"}
"""Elements that mean nothing for the words within them."""
DRAWINGS = {"w:drawing", "w:pict", "w:object", "w:contentPart"}
CHARACTERS = {
    "w:tab": "\t",
    "w:ptab": "\t",
    "w:cr": "\n",
    "w:noBreakHyphen": "\N{NON-BREAKING HYPHEN}",
    "w:softHyphen": SOFT_HYPHEN,
}
"""Elements that stand for one character."""
SILENT = {
    *("w:pPr", "w:rPr", "w:tblPr", "w:tblGrid", "w:trPr", "w:tcPr", "w:sectPr", "w:sdtPr", "w:sdtEndPr"),
    *("w:bookmarkStart", "w:bookmarkEnd", "w:commentRangeStart", "w:commentRangeEnd", "w:proofErr"),
    *("w:permStart", "w:permEnd", "w:moveFromRangeStart", "w:moveFromRangeEnd", "w:moveToRangeStart"),
    *("w:moveToRangeEnd", "w:lastRenderedPageBreak", "w:annotationRef", "w:footnoteRef", "w:endnoteRef"),
    *("w:separator", "w:continuationSeparator", "w:smartTagPr", "w:customXmlPr", "w:fldData", "w:rubyPr"),
}
"""Elements without words of their own, whose meaning is read elsewhere or does not touch the text."""
KEPT = {
    "white": "Words in white, or in letters too small to be seen, stand in {}; they were kept",
    "struck": "Words that are struck out stand in {}; they were kept",
    "turned": "Words whose direction is overridden stand in {}; they were kept in the order in which they are read",
}
"""What was kept though a reader of the page may not see it so: the flag of a block, and the sentence."""


def read(data: bytes, *, allow_hidden: bool = False) -> tuple[Document, Report]:
    """Read a document from the bytes of a Word file; refuse (BadInputError) in one sentence what is none."""
    package = Package(data)
    main = next((tie.target for tie in package.relationships() if tie.kind == "officeDocument"), None)
    if main is None:
        raise BadInputError("The file is an archive, but no Word file; save it as .docx.")
    root = package.part(main)
    body = root.find("w:body")
    if root.tag != "w:document" or body is None:
        raise BadInputError("The file is an Office file, but no Word document; save it as .docx.")
    walk = _Walk(package, main)
    walk.body(body)
    walk.end()
    if not walk.blocks:
        raise BadInputError("The file has no words outside of pictures and running heads; write at least a paragraph.")
    head, count = head_of(walk.blocks, walk.findings)
    blocks = walk.blocks[count:]
    heading = None
    if not head.of("Heading") and len(blocks) > 1 and blocks[0] is walk.title:
        heading, blocks = replace(blocks[0], text=blocks[0].text.replace("\n", " ")), blocks[1:]
    inferred = _properties(package).lines(head, heading is not None, walk.findings)
    inferred += classified(walk.running, head, walk.findings)
    walk.say_flags(blocks)
    report = walk.findings.report()
    return compose_blocks(Head((*head.values, *inferred), ""), blocks, heading, walk.notes, report, allow_hidden)


@dataclass(slots=True)
class _Line:
    """A paragraph on its way: its words, the notes that hang on it, what is to be said of it."""

    words: list[str] = field(default_factory=list)
    length: int = 0
    notes: list[tuple[int, int]] = field(default_factory=list)
    flags: set[str] = field(default_factory=set)

    def add(self, words: str) -> None:
        self.words.append(words)
        self.length += len(words)

    def block(self, role: str) -> Block:
        spans = (Span(at, at, "note", values=(("number", str(number)),)) for at, number in self.notes)
        return Block("".join(self.words), role, tuple(spans), frozenset(self.flags)).stripped()


@dataclass(slots=True)
class _Field:
    """A complex field: its code, and the line and the piece of it with which its result begins, once it has."""

    code: list[str] = field(default_factory=list)
    line: _Line | None = None
    start: int = 0


@dataclass(slots=True)
class _Changes:
    """Tracked changes: how many of each sort, and who made them."""

    insertions: int = 0
    deletions: int = 0
    formats: int = 0
    authors: dict[str, None] = field(default_factory=dict)


class _Walk:
    """One pass over a file's body, with the parts that it refers to."""

    def __init__(self, package: Package, main: str) -> None:
        self.findings = Findings()
        self.blocks: list[Block] = []
        self.title: Block | None = None
        self.notes: list[Note] = []
        self.running: list[str] = []
        self._package = package
        self._ties = package.relationships(main)
        self._links = {tie.id: tie.target for tie in self._ties if tie.external}
        self._styles = Styles(self._part("styles"))
        self._numbering = Numbering(self._part("numbering"))
        self._sources = {
            kind: {one.get("w:id", ""): one for one in root if one.get("w:type", "normal") == "normal"}
            for kind in ("footnote", "endnote")
            if (root := self._part(f"{kind}s")) is not None
        }
        self._noted: dict[tuple[str, str], int] = {}
        self._marks = {"footnote": 0, "endnote": 0}
        self._noted_flags: set[str] = set()
        self._in_note = False
        self._changes = _Changes()
        self._comments = 0
        self._fields: list[_Field] = []
        self._computed: dict[str, int] = {}
        self._hidden = 0
        self._deleted = 0
        self._levels: set[int] = set()
        self._pending: _Line | None = None

    def _part(self, kind: str) -> Element | None:
        tie = next((tie for tie in self._ties if tie.kind == kind and not tie.external), None)
        return self._package.part(tie.target) if tie is not None and tie.target in self._package else None

    # Blocks

    def body(self, container: Element) -> None:
        """Take the paragraphs and tables of a body, a cell or a note."""
        for child in container:
            match child.tag:
                case "w:p":
                    self._paragraph(child)
                case "w:tbl":
                    self._table(child)
                case "w:sdt":
                    self._control(child, self.body)
                case "mc:AlternateContent":
                    self._alternative(child, self.body)
                case tag if tag in WRAPPERS or tag in INSERTED:
                    self.body(child)
                case "w:altChunk" | "w:subDoc":
                    self.findings.left_out["A file within the file, which Word shows as text, was left out"] += 1
                case "m:oMathPara":
                    line = _Line()
                    self._formula(child, line)
                    self._finish(line, "paragraph")
                case tag if tag not in SILENT:
                    self._unknown(child)

    def _paragraph(self, paragraph: Element) -> None:
        properties = paragraph.find("w:pPr")
        style = self._styles.paragraph(properties)
        line = self._pending or _Line()
        self._pending = None
        self._inline(paragraph, line, style.hidden)
        if properties is not None:
            if (form := properties.find("w:pPrChange")) is not None:
                self._changed(form, "formats", line)
            mark = properties.find("w:rPr")
            if mark is not None and (deleted := _first(mark, DELETED)) is not None:
                # Accepted, the change joins this paragraph to the next, whose properties it takes.
                self._changed(deleted, "deletions", line)
                line.add(" ")
                self._pending = line
                return
            if mark is not None and (inserted := _first(mark, INSERTED)) is not None:
                self._changed(inserted, "insertions", line)
        number = self._numbering.next(style.list, style.level) if style.list is not None else None
        if style.contents:
            self.findings.left_out["A line of a table of contents was left out"] += 1
            return
        self._finish(line, style.role or ("item" if number is not None else "paragraph"), number, style.outline)

    def _finish(self, line: _Line, role: str, number: str | None = None, outline: int | None = None) -> None:
        block = line.block(role)
        if not block.text and not block.spans:
            if number is not None:
                self.findings.left_out["An item of a list without words was left out"] += 1
            return
        if number:
            self.findings.inferred["The number of an item or heading was counted by the file's rules"] += 1
            block = block.lead(f"{number} ")
        if outline is not None:
            if not self._levels and outline == 0:
                self.title = block
            elif self._levels and outline not in self._levels:
                self.findings.left_out["The levels of headings below another were left out"] = 1
            self._levels.add(outline)
        self.blocks.append(block)

    def _table(self, table: Element) -> None:
        rows = [self._within(row, "w:tc") for row in self._within(table, "w:tr") if not self._row_deleted(row)]
        if all(len(cells) <= 1 for cells in rows):
            # A table of one column is a frame around paragraphs.
            for cells in rows:
                for cell in cells:
                    self.body(cell)
            return
        self.findings.inferred["A table was read row by row, each a passage with tabs between its cells"] += 1
        for cells in rows:
            block = joined([self._cell(cell) for cell in cells], "\t", "paragraph").stripped()
            if block.text or block.spans:
                self.blocks.append(block)

    def _cell(self, cell: Element) -> Block:
        outer, self.blocks = self.blocks, []
        self.body(cell)
        inner, self.blocks = self.blocks, outer
        return joined(inner, "\n", "paragraph")

    def _within(self, parent: Element, tag: str) -> list[Element]:
        # Rows of a table or cells of a row, also those within controls and custom markup.
        found = []
        for child in parent:
            if child.tag == tag:
                found.append(child)
            elif child.tag in WRAPPERS or child.tag in INSERTED or child.tag == "w:sdt":
                found += self._within(child, tag)
            elif child.tag not in SILENT:
                self._unknown(child)
        return found

    def _row_deleted(self, row: Element) -> bool:
        properties = row.find("w:trPr")
        change = None if properties is None else _first(properties, DELETED)
        if change is not None:
            self._changed(change, "deletions", None)
            self._deleted += _letters(row)
        return change is not None

    def _control(self, control: Element, take: Callable[[Element], None]) -> None:
        content = control.find("w:sdtContent")
        if below(control, "w:sdtPr", "w:showingPlcHdr") is not None:
            self.findings.left_out["A form's field that nobody filled in was left out"] += 1
        elif content is not None:
            take(content)

    def _alternative(self, element: Element, take: Callable[[Element], None]) -> None:
        # Word takes the first form that it knows, and today's Word knows them all.
        forms = [one for one in element if one.tag in ("mc:Choice", "mc:Fallback")]
        if forms:
            take(forms[0])

    # Words

    def _inline(self, container: Element, line: _Line, hidden: bool) -> None:
        def take(element: Element) -> None:
            self._inline(element, line, hidden)

        for child in container:
            match child.tag:
                case "w:r":
                    self._run(child, line, hidden)
                case tag if tag in INSERTED:
                    self._changed(child, "insertions", line)
                    take(child)
                case tag if tag in DELETED:
                    self._changed(child, "deletions", line)
                    self._deleted += _letters(child)
                case "w:hyperlink":
                    start = len(line.words)
                    take(child)
                    self._link(line, start, self._links.get(child.get("r:id", ""), ""))
                case "w:sdt":
                    self._control(child, take)
                case "mc:AlternateContent":
                    self._alternative(child, take)
                case "m:oMath" | "m:oMathPara":
                    self._formula(child, line)
                case "w:bdo":
                    line.flags.add("turned")
                    take(child)
                case tag if tag in WRAPPERS:
                    if tag == "w:fldSimple":
                        self._compute(child.get("w:instr", ""))
                    take(child)
                case tag if tag not in SILENT:
                    self._unknown(child)

    def _run(self, run: Element, line: _Line, hidden: bool) -> None:
        look = self._styles.run(run.find("w:rPr"), hidden)
        if look.changed is not None:
            self._changed(look.changed, "formats", line)
        if look.emphasis:
            self.findings.left_out["The marks of emphasis were left out"] = 1
        before = len(line.words)
        self._pieces(run, line, look.hidden)
        if any(words.strip() for words in line.words[before:]):
            line.flags.update(flag for flag, on in (("white", look.white), ("struck", look.struck)) if on)

    def _pieces(self, run: Element, line: _Line, hidden: bool) -> None:
        for child in run:
            match child.tag:
                case "w:t":
                    self._words((child.text or "").replace("\r", " ").replace("\n", " "), line, hidden)
                case tag if tag in CHARACTERS:
                    self._words(CHARACTERS[tag], line, hidden)
                case "w:br":
                    if child.get("w:type", "textWrapping") == "textWrapping":
                        self._words("\n", line, hidden)
                case "w:sym":
                    self.findings.left_out["A sign of a font of signs was replaced by �"] += 1
                    self._words("\N{REPLACEMENT CHARACTER}", line, hidden)
                case "w:fldChar":
                    self._field(child.get("w:fldCharType", ""), line)
                case "w:instrText":
                    if self._fields:
                        self._fields[-1].code.append(child.text or "")
                case "w:footnoteReference" | "w:endnoteReference":
                    number = self._note(child.tag[2:].removesuffix("Reference"), child.get("w:id", ""))
                    if number:
                        line.notes.append((line.length, number))
                    if child.get("w:customMarkFollows", "0") in ("1", "true", "on"):
                        # The rest of the run is the mark as it was printed, and no word of the text.
                        return
                case "w:commentReference":
                    self._comments += 1
                    line.flags.add("comment")
                case tag if tag in DRAWINGS:
                    self._drawing(child)
                case "mc:AlternateContent":
                    self._alternative(child, lambda form: self._pieces(form, line, hidden))
                case "w:ruby":
                    self.findings.left_out["The small letters that say how a word is read were left out"] += 1
                    base = child.find("w:rubyBase")
                    for one in children(base, "w:r") if base is not None else ():
                        self._run(one, line, hidden)
                case tag if tag not in SILENT:
                    self._unknown(child)

    def _words(self, words: str, line: _Line, hidden: bool) -> None:
        if any(one.line is None for one in self._fields):
            # A field's code may hold the results of other fields; none of it is text.
            self.findings.left_out["Words within the code of a field were left out"] += bool(words.strip())
            return
        if SOFT_HYPHEN in words:
            self.findings.left_out["A soft hyphen was left out"] += words.count(SOFT_HYPHEN)
            words = words.replace(SOFT_HYPHEN, "")
        if hidden:
            self._hidden += len(words)
            line.flags.add("hidden")
        else:
            line.add(words)

    def _link(self, line: _Line, start: int, address: str) -> None:
        shown = "".join(line.words[start:])
        if address and address.removeprefix("mailto:") != shown.removeprefix("mailto:"):
            line.add(f" ({' '.join(address.split())})")
            self.findings.inferred["The address of a link was put after its words"] += 1

    def _formula(self, formula: Element, line: _Line) -> None:
        self.findings.inferred["A formula was read as the letters it is made of"] += 1
        line.add("".join(one.text or "" for one in formula.iter("m:t")))

    def _drawing(self, drawing: Element) -> None:
        letters = sum(_letters(box) for box in drawing.iter("w:txbxContent"))
        if letters:
            self.findings.left_out[f"A text box of {times(letters, 'letter')} was left out"] += 1
        else:
            self.findings.left_out["A picture, drawing or embedded object was left out"] += 1

    def _unknown(self, element: Element) -> None:
        if _letters(element):
            self.findings.left_out["Words within markup that this reader does not know were left out"] += 1

    # Fields (section 17.16): what Word computed when the file was last saved.

    def _field(self, kind: str, line: _Line) -> None:
        if kind == "begin":
            if len(self._fields) == NESTED_FIELDS:
                raise BadInputError("The file has fields nested deeper than Word allows; it is not read.")
            self._fields.append(_Field())
        elif kind == "separate" and self._fields:
            self._fields[-1].line = line
            self._fields[-1].start = len(line.words)
        elif kind == "end" and self._fields:
            ended = self._fields.pop()
            code = "".join(ended.code)
            words = code.split()
            if words[:1] != ["HYPERLINK"]:
                self._compute(code)
            elif ended.line is line and len(words) > 1 and not words[1].startswith("\\"):
                self._link(line, ended.start, words[1].strip('"'))

    def _compute(self, code: str) -> None:
        name = clipped((code.split() or ["?"])[0].upper())
        self._computed[name] = self._computed.get(name, 0) + 1

    # Notes

    def _note(self, kind: str, name: str) -> int:
        source = self._sources.get(kind, {}).get(name)
        if self._in_note:
            self.findings.left_out["The mark of a note within a note was left out"] += 1
            return 0
        if source is None:
            self.findings.left_out[f"The mark of {_a(kind)} that the file does not have was left out"] += 1
            return 0
        if (kind, name) not in self._noted:
            self._noted[kind, name] = len(self._noted) + 1
            self._read_note(kind, source, lost=False)
        return self._noted[kind, name]

    def _read_note(self, kind: str, source: Element, *, lost: bool) -> None:
        outer = self.blocks, self._fields, self._pending
        self.blocks, self._fields, self._pending, self._in_note = [], [], None, True
        self.body(source)
        blocks = self.blocks
        self.blocks, self._fields, self._pending = outer
        self._in_note = False
        self._noted_flags.update(*(block.flags for block in blocks))
        self._marks[kind] += not lost
        mark = None if lost else str(self._marks[kind]) if kind == "footnote" else roman(self._marks[kind])
        passages = (Passage(number, block.text, block.role) for number, block in enumerate(blocks, 1))
        self.notes.append(Note(len(self._noted), mark, "footnote", tuple(passages), values=(("place", kind),)))

    # The end

    def end(self) -> None:
        """Take what is left when the body has been read, and say what was found on the way."""
        if self._pending is not None:
            self._finish(self._pending, "paragraph")
        if self._fields:
            raise BadInputError("The file has a field that nowhere ends, so that its text is unsure; save it in Word.")
        for kind, sources in self._sources.items():
            for name, source in sources.items():
                if (kind, name) not in self._noted and _letters(source):
                    self._noted[kind, name] = len(self._noted) + 1
                    self._read_note(kind, source, lost=True)
                    self.findings.inferred[f"No mark in the text points to {_a(kind)}; it was kept as the last"] += 1
        for name, count in self._computed.items():
            fact = f"The text of {times(count, 'field')} {name} was taken as the file last computed it"
            self.findings.inferred[fact] += 1
        for form in sorted(self._numbering.unknown_forms):
            self.findings.inferred[f"Numbers of the form {clipped(form)} were written in figures"] += 1
        if self._numbering.numbers_passages:
            self.findings.left_out["The numbers of passages in the margin were left out"] = 1
        self._say_surroundings()

    def _say_surroundings(self) -> None:
        targets = {tie.target: None for tie in self._ties if tie.kind in ("header", "footer") and not tie.external}
        for target in targets:
            if target in self._package:
                texts = (one.text or "" for one in self._package.part(target).iter("w:t"))
                words = " ".join("".join(texts).split())
                if words and words not in self.running:
                    self.running.append(words)
                    self.findings.left_out[f"The running head or foot “{clipped(words)}” was left out"] += 1
        kinds = [tie.kind for tie in self._ties]
        if "vbaProject" in kinds:
            self.findings.left_out["The file's macros were left out"] += 1
        if count := kinds.count("oleObject") + kinds.count("package"):
            self.findings.left_out["A file embedded in the file was left out"] += count

    def _changed(self, change: Element, sort: str, line: _Line | None) -> None:
        setattr(self._changes, sort, getattr(self._changes, sort) + 1)
        author = clipped(change.get("w:author", ""))
        if author:
            self._changes.authors[author] = None
        if line is not None and sort != "formats":
            line.flags.add("changed")

    def say_flags(self, blocks: list[Block]) -> None:
        """Say what was found in which passage, now that the passages have their numbers."""

        def where(flag: str) -> str:
            found = [number for number, block in enumerate(blocks, 1) if flag in block.flags]
            return numbers(found, "passage") if found else "the head or the notes"

        flags = self._noted_flags.union(*(block.flags for block in self.blocks))
        changes = self._changes
        if changes.insertions or changes.deletions:
            by = f" by {', '.join(changes.authors)}" if changes.authors else ""
            self.findings.inferred[
                f"The file has changes{by} that nobody has accepted or rejected, in {where('changed')}:"
                f" {times(changes.insertions, 'insertion')}, {times(changes.deletions, 'deletion')} of"
                f" {times(self._deleted, 'letter')}; it was read as though all were accepted"
            ] += 1
        if changes.formats:
            self.findings.left_out["A change of form that nobody has accepted was left out"] += changes.formats
        if self._comments:
            comments = self._part("comments")
            names = {clipped(one.get("w:author", "")): None for one in comments} if comments is not None else {}
            of = f" of {', '.join(filter(None, names))}" if any(names) else ""
            self.findings.left_out[f"Of {where('comment')}, {times(self._comments, 'comment')}{of} was left out"] += 1
        if self._hidden:
            self.findings.left_out[
                f"Hidden words in {where('hidden')}, {times(self._hidden, 'letter')} in all, were left out"
            ] += 1
        for flag, sentence in KEPT.items():
            if flag in flags:
                self.findings.inferred[sentence.format(where(flag))] += 1


def _properties(package: Package) -> Properties:
    tie = next((tie for tie in package.relationships() if tie.kind == "core-properties"), None)
    if tie is None or tie.target not in package:
        return Properties()
    core = package.part(tie.target)
    author = core.findtext("dc:creator") or ""
    if author in TEMPLATES:
        return Properties()
    return Properties(core.findtext("dc:title") or "", author, (core.findtext("dcterms:created") or "").strip()[:10])


def _first(parent: Element, tags: set[str]) -> Element | None:
    return next((child for child in parent if child.tag in tags), None)


def _letters(element: Element) -> int:
    return sum(len(one.text or "") for one in element.iter() if one.tag in ("w:t", "w:delText"))


def _a(kind: str) -> str:
    return "an endnote" if kind == "endnote" else "a footnote"
