"""Any file: which reader reads it, by its bytes first and its name second, and what comes out of it.

A mail gives its own document and then those of its attachments, each read by the reader that fits; an attachment that
no reader reads is reported with the mail. FORMATS has a row for each format: a new reader is one more row.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace

from backchannel.errors import BadInputError
from backchannel.record.document import Document
from backchannel.record.readers import mail, markdown, pdf, plain, telegram, transcript, word
from backchannel.record.readers.findings import clipped
from backchannel.record.readers.letter import FILE, as_text
from backchannel.record.readers.report import Report

__all__ = ["ATTACHED", "DEPTH", "FORMATS", "Format", "Reading", "format_of", "read"]

DEPTH = 5
"""Mails within each other."""
ATTACHED = 200
"""Documents that come out of one mail, with the mails in it."""

Read = Callable[..., tuple[Document, Report]]


@dataclass(frozen=True, slots=True)
class Reading:
    """A document of a file: the file's name (an attachment's after its mail's and a stroke), and what was read."""

    name: str
    document: Document
    report: Report


@dataclass(frozen=True, slots=True)
class Format:
    """A format: its name, the endings of files' names, how its bytes are known (None: by name alone), its reader."""

    name: str
    endings: tuple[str, ...]
    known: Callable[[bytes], bool] | None
    read: Read


def _is_word(data: bytes) -> bool:
    return data.startswith(b"PK\x03\x04") and b"word/" in data


def _is_pdf(data: bytes) -> bool:
    # Programs that write PDF may put something before it (ISO 32000-2, annex on Acrobat's practice); they do so often.
    return b"%PDF-" in data[:1024]


def _is_mail(data: bytes) -> bool:
    # A letter's own head also begins with From and Date: a mail has lines that no person writes.
    head = data[:16_384].replace(b"\r\n", b"\n").split(b"\n\n", 1)[0].lower()
    return any(head.startswith(line) or b"\n" + line in head for line in _MAIL_LINES)


def _is_transcript(data: bytes) -> bool:
    try:
        return len(data) <= FILE and transcript.looks_like(as_text(data))
    except BadInputError:
        return False


_MAIL_LINES = (b"message-id:", b"mime-version:", b"received:", b"return-path:", b"delivered-to:", b"x-mailer:")

FORMATS = (
    Format("PDF", (".pdf",), _is_pdf, pdf.read),
    Format("Word", (".docx", ".docm"), _is_word, word.read),
    Format("mail", (".eml",), _is_mail, mail.read),
    Format("telegram", (), telegram.looks_like, telegram.read),
    Format("transcript", (), _is_transcript, transcript.read),
    Format("Markdown", (".md", ".markdown"), None, markdown.read),
    Format("plain text", (".txt", ".text", ""), None, plain.read),
)
"""The formats, those known by their bytes first; where the bytes say nothing, the last that has the name's ending."""

FOREIGN = (
    (b"\xd0\xcf\x11\xe0", "an old or an encrypted Office file; save it as .docx without a password"),
    (b"PK\x03\x04", "an archive or another Office file; unpack it, or save it as .docx"),
    (b"{\\rtf", "rich text; save it as .docx"),
    (b"\x1f\x8b", "packed; unpack it first"),
    (b"\xff\xd8\xff", "a picture; have its text read by a machine first"),
    (b"\x89PNG", "a picture; have its text read by a machine first"),
    (b"II*\0", "a picture; have its text read by a machine first"),
    (b"MM\0*", "a picture; have its text read by a machine first"),
)
"""The first bytes of what is often sent and cannot be read, and what to do."""


def format_of(name: str, data: bytes) -> Format:
    """Give the format of a file; refuse (BadInputError) in one sentence what no reader reads."""
    found = next((one for one in FORMATS if one.known is not None and one.known(data)), None)
    if found is not None:
        return found
    foreign = next((words for first, words in FOREIGN if data.startswith(first)), None)
    if foreign is not None:
        raise BadInputError(f"{_called(name)} is {foreign}.")
    ending = _ending(name)
    found = next((one for one in reversed(FORMATS) if ending in one.endings), None)
    if found is None:
        endings = ", ".join(ending for one in FORMATS for ending in one.endings if ending)
        raise BadInputError(f"{_called(name)} is of a kind that is not read; bring it as one of {endings}.")
    return found


def read(name: str, data: bytes, *, allow_hidden: bool = False) -> tuple[Reading, ...]:
    """Read a file and what is attached to it; refuse (BadInputError) in one sentence what no reader reads."""
    return _read(name, data, allow_hidden, 0, [ATTACHED])


def _read(name: str, data: bytes, allow_hidden: bool, depth: int, left: list[int]) -> tuple[Reading, ...]:
    format_ = format_of(name, data)
    ending = _ending(name)
    called = next((one for one in FORMATS if ending and ending in one.endings), format_)
    mistaken = format_.endings and called is not format_
    said = (f"The file is called {ending} and was read as {format_.name}, which it is.",) if mistaken else ()
    if format_.read is not mail.read:
        document, report = format_.read(data, allow_hidden=allow_hidden)
        return (Reading(name, document, replace(report, inferred=(*said, *report.inferred))),)
    found = mail.read_all(data, allow_hidden=allow_hidden)
    within: list[Reading] = []
    lost: list[str] = []
    for attachment in found.attachments:
        try:
            if depth == DEPTH or left[0] == 0:
                raise BadInputError("it lies in too many mails, or comes with too many others.")
            left[0] -= 1
            own = f"{name}/{attachment.name}"
            within += _read(own, attachment.data, allow_hidden, depth + 1, left)
        except BadInputError as refusal:
            lost.append(f"The attachment “{clipped(attachment.name)}” was left out: {refusal}")
    report = Report((*said, *found.report.inferred), (*found.report.left_out, *lost))
    return (Reading(name, found.document, report), *within)


def _ending(name: str) -> str:
    last = name.replace("\\", "/").rpartition("/")[2]
    stem, dot, ending = last.rpartition(".")
    return dot + ending.casefold() if stem else ""


def _called(name: str) -> str:
    return f"The file “{clipped(name.rpartition('/')[2])}”" if name else "The file"
