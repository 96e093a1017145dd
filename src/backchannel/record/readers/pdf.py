"""PDF files with a text layer (ISO 32000-2): lines of letters in their places, which `layout` makes paragraphs of.

Only what a page shows as text is read. Encrypted files and pictures of pages are refused. Words that stand beyond the
edge of the page or aslant are left out and reported; words that are drawn without ink, as under a scanned page, are
read and reported. What lies beneath a black bar is read too, if whoever drew the bar left it in the file.

The parser is pypdf, which is Python alone. Its own limits are set far lower than it comes with, and the work of each
page is counted, since a file of a few bytes can ask for hours of it; time itself is not looked at, so that a file is
read everywhere or nowhere.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from io import BytesIO
from math import hypot
from typing import Any

from pypdf import PageObject, PdfReader, apply_configuration, mult
from pypdf.errors import LimitReachedError
from pypdf.generic import DictionaryObject, StreamObject

from backchannel.errors import BackchannelError, BadInputError
from backchannel.record.document import Document
from backchannel.record.readers.blocks import Properties, classified, compose_blocks, head_of
from backchannel.record.readers.findings import Findings, numbers
from backchannel.record.readers.head import Head
from backchannel.record.readers.layout import Layout, Line, laid_out
from backchannel.record.readers.report import Report

__all__ = ["OPERATORS", "PAGES", "PARSED", "PDF", "read"]

PDF = 32 * 1024 * 1024
"""Bytes of the longest file."""
PAGES = 1_000
STREAM = 8 * 1024 * 1024
"""Bytes of one stream, unpacked; a page of text has some ten thousand."""
PARSED = 64 * 1024 * 1024
"""Bytes of all that is drawn, unpacked, each form as often as it is drawn: about a minute of work."""
OPERATORS = 1_000_000
"""Operators of all pages; a page of text has some two thousand."""
LETTERS = 5_000_000
"""Characters of all pages."""
FORMS = 500
"""Forms drawn on a page; a form can draw forms, so that a few draw billions."""
LIMITS: dict[str, Any] = {
    "maximum_declared_stream_length": PDF,
    "array_based_stream_maximum_output_length": STREAM,
    "zlib_maximum_output_length": STREAM,
    "lzw_maximum_output_length": STREAM,
    "run_length_maximum_output_length": STREAM,
    "brotli_maximum_output_length": STREAM,
    "jbig2_maximum_output_length": 0,
    "zlib_maximum_recovery_input_length": 1024 * 1024,
    "stream_filters_maximum_length": 4,
    "stream_decoding_work_maximum_length": 4 * STREAM,
    "stream_parsing_work_maximum_count": 500_000,
    "page_tree_maximum_entries": 4 * PAGES,
    # One more than is allowed here: pypdf passes over the others in silence.
    "xform_maximum_invocations_per_extraction": FORMS + 1,
    # A program that pypdf would start for some pictures; no picture is read.
    "jbig2dec_binary": None,
}
"""The limits of the parser (pypdf.Configuration)."""
INVISIBLE = 3
"""The mode of drawing text without ink (section 9.3.6)."""
RAISED = 0.8
"""The size of a raised sign, at most, for the letters of its line."""

_TOO_MUCH = "The PDF asks for more work than a thousand pages of text; print it to a new PDF."
_MADE = re.compile(r"D:([0-9]{4})([0-9]{2})([0-9]{2})")
_LIGATURES = {"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "ft", "ﬆ": "st"}
_SPACES = re.compile(r"[ \t\u00a0]+")
_CONTROLS = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff]")
_SIGN = re.compile(r"[0-9]{1,3}|[*†‡§¶]{1,3}|[a-z]")


def read(data: bytes, *, allow_hidden: bool = False) -> tuple[Document, Report]:
    """Read a document from the bytes of a PDF file; refuse (BadInputError) in one sentence what is none."""
    if len(data) > PDF:
        raise BadInputError(f"The file has {len(data)} bytes where {PDF} are allowed; divide it.")
    findings = Findings()
    try:
        with apply_configuration(**LIMITS):
            pages, labels, properties = _Reading(data, findings).taken()
    except BackchannelError:
        raise
    except LimitReachedError:
        raise BadInputError(_TOO_MUCH) from None
    except Exception:
        # pypdf says itself that broken files raise more than its own errors.
        raise BadInputError("The file is no PDF, or a damaged one; open it and print it to a new PDF.") from None
    if not any(line.text for page in pages for line in page):
        raise BadInputError("The PDF has no text, only pictures of pages; have its text read by a machine first.")
    layout = laid_out(pages, labels, findings)
    return _composed(layout, properties, findings, allow_hidden)


def _composed(
    layout: Layout, properties: Properties, findings: Findings, allow_hidden: bool
) -> tuple[Document, Report]:
    head, count = head_of(layout.blocks, findings) if layout.heading is None else (Head((), ""), 0)
    blocks = layout.blocks[count:]
    inferred = properties.lines(head, layout.heading is not None, findings)
    inferred += classified(layout.running, head, findings)
    head = Head((*head.values, *inferred), "")
    return compose_blocks(head, blocks, layout.heading, layout.notes, findings.report(), allow_hidden)


@dataclass(slots=True)
class _Budget:
    """What is left of the work that a file may ask for."""

    operators: int = field(default_factory=lambda: OPERATORS)
    parsed: int = field(default_factory=lambda: PARSED)
    letters: int = field(default_factory=lambda: LETTERS)
    forms: dict[str, int] = field(default_factory=dict)

    def take(self, *, operators: int = 0, parsed: int = 0, letters: int = 0) -> None:
        self.operators -= operators
        self.parsed -= parsed
        self.letters -= letters
        self.check()

    def check(self) -> None:
        if min(self.operators, self.parsed, self.letters) < 0:
            raise BadInputError(_TOO_MUCH)


class _Reading:
    """One pass over a file's pages."""

    def __init__(self, data: bytes, findings: Findings) -> None:
        self._findings = findings
        self._budget = _Budget()
        self._reader = PdfReader(BytesIO(data), strict=False)
        if self._reader.is_encrypted:
            raise BadInputError("The PDF is encrypted; save it without a password or restrictions.")

    def taken(self) -> tuple[list[list[Line]], list[str], Properties]:
        """Give the lines of each page, the pages' labels, and the file's properties."""
        count = len(self._reader.pages)
        if count > PAGES:
            raise BadInputError(f"The PDF has {count} pages where {PAGES} are allowed; divide it.")
        pages = []
        invisible = []
        seen: set[int] = set()
        for number, page in enumerate(self._reader.pages, 1):
            self._weigh(page, seen)
            taken = _Page(page, self._budget, self._findings)
            pages.append(taken.lines())
            if taken.invisible:
                invisible.append(number)
        if invisible:
            self._findings.inferred[
                f"The words of {numbers(invisible, 'page')} are drawn without ink, as a machine puts them under a"
                " picture that it has read; compare them with the picture"
            ] += 1
        self._surroundings()
        labels = list(self._reader.page_labels) if "/PageLabels" in self._reader.root_object else []
        plain = [str(number) for number in range(1, count + 1)]
        return pages, labels if len(labels) == count else plain, self._properties()

    def _weigh(self, page: PageObject, seen: set[int]) -> None:
        """Unpack what a page draws before any of it is parsed, and note how much each form is."""
        contents = page.get_contents()
        if contents is not None:
            self._budget.take(parsed=len(contents.get_data()))
        for name, form in _forms(page.get("/Resources"), seen):
            size = len(form.get_data().strip())
            self._budget.forms[name] = max(size, self._budget.forms.get(name, 0))
            # Unpacked only, which is a hundred times less work than to parse.
            self._budget.take(parsed=size // 100)

    def _surroundings(self) -> None:
        root = self._reader.root_object
        names = _dictionary(root.get("/Names"))
        if "/EmbeddedFiles" in names or "/AF" in root:
            self._findings.left_out["Files embedded in the PDF were left out"] += 1
        if "/AcroForm" in root:
            self._findings.left_out["The fields of a form were left out"] += 1
        if "/JavaScript" in names or ("/OpenAction" in root and "/JS" in _dictionary(root.get("/OpenAction"))):
            self._findings.left_out["A program in the PDF was left out"] += 1

    def _properties(self) -> Properties:
        said: Mapping[str, Any] = self._reader.metadata or {}
        made = _MADE.match(str(said.get("/CreationDate", "")))
        return Properties(
            _text(said.get("/Title")), _text(said.get("/Author")), "-".join(made.groups()) if made else ""
        )


class _Page:
    """One pass over what a page draws."""

    def __init__(self, page: PageObject, budget: _Budget, findings: Findings) -> None:
        self.invisible = False
        self._page = page
        self._budget = budget
        self._findings = findings
        self._lines: list[Line] = []
        self._ended = True
        box = page.mediabox
        self._box = tuple(float(edge) for edge in (box.left, box.bottom, box.right, box.top))
        self._mode = 0
        self._open = 0
        self._forms = 0
        self._drawn: list[tuple[int, int, int]] = []

    def lines(self) -> list[Line]:
        """Give the page's lines in the order in which they are drawn."""
        self._page.extract_text(
            visitor_operand_before=self._before, visitor_operand_after=self._after, visitor_text=self._take
        )
        # Our own errors within a form are passed over by pypdf too.
        self._budget.check()
        if self._forms > FORMS:
            raise BadInputError(_TOO_MUCH)
        self._look_around()
        for line in self._lines:
            lead = len(line.text) - len(line.text.lstrip())
            line.text = line.text.strip()
            line.raised = [(min(max(at - lead, 0), len(line.text)), sign) for at, sign in line.raised]
        return [line for line in self._lines if line.text or line.raised]

    def _before(self, operator: bytes, operands: list[Any], _cm: list[float], _tm: list[float]) -> None:
        self._budget.take(operators=1)
        self._open += 1
        if operator == b"Do" and operands and str(operands[0]) in self._budget.forms:
            self._forms += 1
            self._budget.take(parsed=self._budget.forms[str(operands[0])])
            self._drawn.append((self._open, self._budget.operators, self._budget.forms[str(operands[0])]))
            if self._forms > FORMS:
                raise BadInputError(_TOO_MUCH)
        elif operator == b"Tr" and operands:
            self._mode = operands[0] if isinstance(operands[0], int) else 0
        elif operator in (b"Tj", b"TJ", b"'", b'"') and self._mode == INVISIBLE:
            self.invisible = True

    def _after(self, operator: bytes, operands: list[Any], _cm: list[float], _tm: list[float]) -> None:
        if operator == b"Do" and operands and self._drawn and str(operands[0]) in self._budget.forms:
            open_, operators, size = self._drawn.pop()
            # pypdf goes on in silence where a form cannot be read: none of its operators began, or one did not end.
            if self._open != open_ or (size and self._budget.operators == operators):
                self._findings.left_out["A part of a page that cannot be read was left out"] += 1
            self._open = open_
        self._open -= 1

    def _take(self, text: str, cm: list[float], tm: list[float], _font: object, size: float) -> None:
        self._budget.take(letters=len(text))
        a, b, c, d, x, y = (float(number) for number in mult(tm, cm))
        size = abs(size) * (hypot(c, d) or 1)
        for number, piece in enumerate(text.split("\n")):
            self._ended = self._ended or number > 0
            words = self._clean(piece)
            if not words.strip():
                if words and not self._ended:
                    self._add_space()
                continue
            if abs(b) > 0.1 * abs(a):
                self._findings.left_out["Words that stand aslant or upright on the page were left out"] += 1
            elif not (self._box[0] - 2 <= x <= self._box[2] + 2 and self._box[1] - 2 <= y <= self._box[3] + 2):
                self._findings.left_out["Words beyond the edge of the page were left out"] += 1
            else:
                self._add(words, x, y, size)

    def _add(self, words: str, x: float, y: float, size: float) -> None:
        line = self._lines[-1] if self._lines and not self._ended else None
        if self._lines and self._ended and self._is_raised(words, x, y, size):
            # A raised sign is no line of its own, even where the parser ends one before it.
            line = self._lines[-1]
        if line is None or abs(y - line.y) > 0.7 * max(line.size, size):
            self._lines.append(Line(words, x, y, size))
        elif size <= RAISED * line.size and _SIGN.fullmatch(words.strip()):
            line.raised.append((len(line.text.rstrip()), words.strip()))
        elif not line.text.strip() and size > line.size:
            line.text, line.size = words, size
        else:
            if size > line.size and len(words) > len(line.text) and _SIGN.fullmatch(line.text.strip()):
                # The mark of a note stands before its words.
                line.raised, line.text = [(0, line.text.strip())], ""
                line.size, line.x, line.y = size, x, y
            elif len(words.strip()) > len(line.text.strip()):
                # The size of a line is that of most of its letters, and not of its bullet.
                line.size = size
            line.text += words
        self._ended = False

    def _is_raised(self, words: str, x: float, y: float, size: float) -> bool:
        last = self._lines[-1]
        return (
            size <= RAISED * last.size
            and _SIGN.fullmatch(words.strip()) is not None
            and 0 <= y - last.y <= 0.7 * last.size
            and x > last.x
        )

    def _add_space(self) -> None:
        if self._lines and not self._lines[-1].text.endswith(" "):
            self._lines[-1].text += " "

    def _clean(self, text: str) -> str:
        for ligature, letters in _LIGATURES.items():
            if ligature in text:
                self._findings.inferred["Letters that are cast together were written apart, as “fi”"] += 1
                text = text.replace(ligature, letters)
        if _CONTROLS.search(text):
            self._findings.inferred["A sign that the file does not name was replaced by \N{REPLACEMENT CHARACTER}"] += 1
            text = _CONTROLS.sub("\N{REPLACEMENT CHARACTER}", text)
        return _SPACES.sub(" ", text)

    def _look_around(self) -> None:
        resources = _dictionary(self._page.get("/Resources"))
        kinds = [_dictionary(one).get("/Subtype") for one in _dictionary(resources.get("/XObject")).values()]
        if count := kinds.count("/Image"):
            self._findings.left_out["A picture was left out"] += count
        notes = self._page.get("/Annots")
        notes = notes.get_object() if notes is not None else ()
        for note in notes if isinstance(notes, list) else ():
            kind = _dictionary(note).get("/Subtype")
            if kind not in (None, "/Link", "/Widget", "/Popup"):
                self._findings.left_out["A comment, stamp or other mark upon a page was left out"] += 1


def _forms(resources: object, seen: set[int]) -> Iterator[tuple[str, StreamObject]]:
    """Give the forms that resources name, and those within them, each once, with the name it is drawn by."""
    waiting = [resources]
    while waiting:
        for name, one in _dictionary(_dictionary(waiting.pop()).get("/XObject")).items():
            form = one.get_object()
            if isinstance(form, StreamObject) and form.get("/Subtype") == "/Form":
                yield str(name), form
                if id(form) not in seen:
                    seen.add(id(form))
                    waiting.append(form.get("/Resources"))


def _dictionary(value: Any) -> DictionaryObject:
    found = value.get_object() if hasattr(value, "get_object") else value
    return found if isinstance(found, DictionaryObject) else DictionaryObject()


def _text(value: Any) -> str:
    found = value.get_object() if hasattr(value, "get_object") else value
    return found if isinstance(found, str) else ""
