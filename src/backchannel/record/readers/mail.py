"""Mail (.eml: RFC 5322 with MIME, RFC 2045 to 2049): head, text and attachments.

The plain text is read, or else the HTML (`html`); lines that begin with ">" are quotations, what follows a line of
"-- " is the signature, and lines that flow (RFC 3676) or were broken at a margin are joined. From, To, Cc, Bcc, Date
and Subject become the document's own; nothing in a mail proves any of them. The standard parser copes with what is
malformed, but not with much of it: sizes and counts are bounded before it is called.
"""

import codecs
import re
from dataclasses import dataclass
from email import policy
from email.message import Message
from email.parser import BytesParser
from typing import TypeAlias

from backchannel.errors import BadInputError
from backchannel.record.document import NAMES, Document
from backchannel.record.readers.blocks import Block, compose_blocks, quoted
from backchannel.record.readers.findings import Findings, clipped, times
from backchannel.record.readers.flowed import blocks_of as plain_blocks
from backchannel.record.readers.head import Head
from backchannel.record.readers.html import blocks_of as html_blocks
from backchannel.record.readers.letter import FILE
from backchannel.record.readers.mail_head import CONTROLS, HEADER, decoded, head_of
from backchannel.record.readers.report import Report

__all__ = ["MAIL", "Attachment", "Mail", "read", "read_all"]

MAIL = 48 * 1024 * 1024
"""Bytes of the longest mail: what most servers carry, with its attachments a third longer for their encoding."""
DELIMITERS = 10_000
"""Lines that may begin a part; each would take a kilobyte of memory and more."""
MULTIPARTS = 100
"""Multiparts of a mail, one in the other or beside each other."""
COMPARED = 8_000_000
"""Lines of a mail, times its multiparts and one: the parser compares each line with the ends of all that it stands in,
which takes some ten seconds for as many. A mail as long as is allowed has 650,000 lines."""
PARTS = 500
"""Parts that are read."""
STRUCTURED = 4 * 1024
"""Bytes of a header that the parser takes apart while it divides a mail."""

Part: TypeAlias = "Message[str, str]"

_DELIMITER = re.compile(rb"[\r\n]--")
_MULTIPART = re.compile(rb"multipart", re.IGNORECASE)
_STRUCTURED = re.compile(
    rb"(?:\A|[\r\n])content-[a-z-]{1,30}[ \t]*:[^\r\n]*(?:(?:\r\n|\r|\n)[ \t][^\r\n]*)*", re.IGNORECASE
)
_NOT_CHARSETS = {"idna", "punycode", "unicode_escape", "raw_unicode_escape", "undefined", "mbcs", "oem", "utf-7"}
"""Encodings of Python that no mail is written in, or that hide markup in plain letters."""
_SEALED = {"application/pkcs7-mime", "application/x-pkcs7-mime", "multipart/encrypted"}


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file that came with a mail: its name without a path, and its bytes."""

    name: str
    data: bytes


@dataclass(frozen=True, slots=True)
class Mail:
    """A mail's own document, the report on it, and what was attached."""

    document: Document
    report: Report
    attachments: tuple[Attachment, ...]


def read(data: bytes, *, allow_hidden: bool = False) -> tuple[Document, Report]:
    """Read a mail without its attachments; refuse (BadInputError) in one sentence what is none."""
    mail = read_all(data, allow_hidden=allow_hidden)
    return mail.document, mail.report


def read_all(data: bytes, *, allow_hidden: bool = False) -> Mail:
    """Read a mail and give its attachments as they are; refuse (BadInputError) in one sentence what is no mail."""
    walk = _Walk()
    message = _parsed(data)
    head = head_of(list(message.raw_items()), walk.findings)
    walk.part(message)
    blocks = walk.blocks or _without_text(head, walk)
    names = [quoted(attachment.name) for attachment in walk.attachments]
    if len(names) > NAMES["enclosures"]:
        walk.findings.left_out[f"Of {len(names)} attachments the names of the last were left out of the list"] += 1
    head += [("Enclosures", name) for name in names[: NAMES["enclosures"]]]
    document, report = compose_blocks(Head(tuple(head), ""), blocks, None, [], walk.findings.report(), allow_hidden)
    return Mail(document, report, tuple(walk.attachments))


def _parsed(data: bytes) -> Part:
    if len(data) > MAIL:
        raise BadInputError(f"The mail has {len(data)} bytes where {MAIL} are allowed; save its attachments alone.")
    multiparts = len(_MULTIPART.findall(data))
    lines = max(data.count(b"\n"), data.count(b"\r"))
    many = len(_DELIMITER.findall(data)) > DELIMITERS or multiparts > MULTIPARTS or lines * (multiparts + 1) > COMPARED
    if many or any(len(header[0]) > STRUCTURED for header in _STRUCTURED.finditer(data)):
        raise BadInputError("The mail has more parts, or longer heads of parts, than any real one; it is not read.")
    try:
        message = BytesParser(policy=policy.compat32).parsebytes(data)
    except Exception:
        # The standard parser raises what it likes at hostile heads (AttributeError, RecursionError, IndexError, ...).
        raise BadInputError("The mail cannot be read; save it again from a program for mail.") from None
    return message


class _Walk:
    """One pass over a mail's parts."""

    def __init__(self) -> None:
        self.findings = Findings()
        self.blocks: list[Block] = []
        self.attachments: list[Attachment] = []
        self._parts = 0

    def part(self, part: Part) -> None:
        """Take a part and those within it."""
        self._parts += 1
        if self._parts > PARTS:
            raise BadInputError(f"The mail has more than {PARTS} parts; save its attachments alone.")
        if any(len(str(value)) > HEADER for _, value in part.raw_items()):
            raise BadInputError(f"A head in the mail has a line of more than {HEADER} characters; it is not read.")
        if part.defects:
            self.findings.inferred["The mail is not built as it should be; something of it may be missing"] = 1
        kind = _type(part)
        if kind in _SEALED:
            raise BadInputError("The mail is encrypted or sealed as a whole; open it and save it without.")
        if kind == "message/rfc822":
            self._enclosed(part)
        elif part.is_multipart():
            self._multipart(part, kind)
        elif kind in ("text/plain", "text/html") and not _is_attached(part):
            self.blocks += self._text(part, kind)
        else:
            self._attach(part)

    def _multipart(self, part: Part, kind: str) -> None:
        children = [child for child in part.get_payload() if isinstance(child, Message)]
        outside = (part.preamble or "", part.epilogue or "")
        if any(words.strip() for words in outside) and "MIME" not in outside[0]:
            self.findings.left_out["Words outside of the mail's parts were left out"] += 1
        if kind == "multipart/alternative":
            self._alternative(children)
        elif kind == "multipart/signed" and len(children) > 1:
            self.part(children[0])
            self.findings.left_out["The mail's signature by a key was not checked, and was left out"] += 1
        elif kind.startswith("message/"):
            self.findings.left_out[f"A part of the kind {clipped(kind)} was left out"] += 1
        else:
            for child in children:
                self.part(child)

    def _alternative(self, children: list[Part]) -> None:
        """Read one of several forms of one text: the plain one if it says anything, else the last that is text."""
        forms: list[tuple[str, _Walk]] = []
        for child in children:
            walk = _Walk()
            walk._parts = self._parts
            walk.part(child)
            self._parts = walk._parts
            forms.append((_type(child), walk))
        readable = [form for form in forms if form[1].blocks]
        plain = [form for form in readable if form[0] == "text/plain"]
        _, chosen = next(iter(plain or readable[-1:] or forms[-1:]), ("", _Walk()))
        self.blocks += chosen.blocks
        self.findings.take(chosen.findings)
        for kind, walk in forms:
            self.attachments += walk.attachments
            if walk is not chosen and walk.blocks:
                self._say_form(kind, walk.blocks, chosen.blocks)

    def _say_form(self, kind: str, other: list[Block], chosen: list[Block]) -> None:
        # One sender can write two texts here, of which each program shows its reader another.
        missing = _words(other) - _words(chosen)
        differs = f", with {times(len(missing), 'word')} that what was read has not" if missing else ""
        self.findings.left_out[f"The same text in the form {clipped(kind)} was left out{differs}"] += 1

    def _text(self, part: Part, kind: str) -> list[Block]:
        text = self._decoded(part)
        if kind == "text/html":
            return html_blocks(text, self.findings)
        flowed = str(_parameter(part, "format")).casefold() == "flowed"
        joins = str(_parameter(part, "delsp")).casefold() == "yes"
        return plain_blocks(text, self.findings, flowed=flowed, joins=joins)

    def _decoded(self, part: Part) -> str:
        data = _bytes(part)
        if len(data) > FILE:
            raise BadInputError(f"The mail's text has {len(data)} bytes where {FILE} are allowed; divide it.")
        charset = str(_parameter(part, "charset") or "us-ascii")
        name = _charset(charset)
        for encoding in filter(None, (name, "utf-8", "cp1252")):
            try:
                text = data.decode(encoding)
            except (UnicodeError, LookupError, ValueError):
                continue
            if encoding != name and not data.isascii():
                said = f"The mail's text is not in {clipped(charset)}, as it says, and was read as {encoding.upper()}"
                self.findings.inferred[said] += 1
            break
        else:
            text = data.decode("latin-1")
            self.findings.inferred[f"The mail's text is not in {clipped(charset)}, and was read as LATIN-1"] += 1
        return text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")

    def _attach(self, part: Part) -> None:
        kind = _type(part)
        if kind in ("message/partial", "message/external-body"):
            self.findings.left_out["A part that lies elsewhere was left out, and not fetched"] += 1
            return
        self._add(_filename(part), _bytes(part))

    def _enclosed(self, part: Part) -> None:
        payload = part.get_payload()
        inner = payload[0] if isinstance(payload, list) and payload else None
        if not isinstance(inner, Message):
            self._add("mail.eml", _bytes(part))
            return
        try:
            # Unchanged lines: neither folded anew nor with "From" escaped.
            data = inner.as_bytes(policy=policy.compat32.clone(max_line_length=0, mangle_from_=False))
        except Exception:
            self.findings.left_out["A mail within the mail cannot be read and was left out"] += 1
            return
        self._add(_filename(part) or "mail.eml", data)

    def _add(self, name: str, data: bytes) -> None:
        name = " ".join(CONTROLS.sub(" ", name.replace("\\", "/").rpartition("/")[2]).split())[:200].strip()
        self.attachments.append(Attachment(name or f"attachment {len(self.attachments) + 1}", data))


def _without_text(head: list[tuple[str, str]], walk: _Walk) -> list[Block]:
    subject = next((value for name, value in head if name == "Subject"), "")
    if not walk.attachments:
        raise BadInputError("The mail has neither text nor attachments; there is nothing to read.")
    walk.findings.inferred["The mail has no text of its own; its subject, or what it brings, stands in its place"] += 1
    return [Block(subject or ", ".join(attachment.name for attachment in walk.attachments))]


def _type(part: Part) -> str:
    try:
        return part.get_content_type()
    except Exception:
        return "application/octet-stream"


def _parameter(part: Part, name: str) -> object:
    try:
        return part.get_param(name)
    except Exception:
        return None


def _filename(part: Part) -> str:
    try:
        name = part.get_filename() or ""
    except Exception:
        return ""
    # RFC 2231 is the way to write it, but many programs use encoded words within quotation marks.
    return decoded(name) or name


def _is_attached(part: Part) -> bool:
    try:
        return part.get_content_disposition() == "attachment" or bool(part.get_filename())
    except Exception:
        return True


def _bytes(part: Part) -> bytes:
    try:
        data = part.get_payload(decode=True)
    except Exception:
        raise BadInputError("A part of the mail is encoded so that it cannot be read; save the mail again.") from None
    return data if isinstance(data, bytes) else b""


def _charset(name: str) -> str | None:
    try:
        found = codecs.lookup(name.strip()[:40])
    except (LookupError, ValueError):
        return None
    known = found._is_text_encoding and found.name not in _NOT_CHARSETS
    # What is called ASCII or Latin-1 in mail is Windows-1252 wherever it differs (WHATWG, Encoding, section 4.2).
    return {"ascii": "utf-8", "iso8859-1": "cp1252"}.get(found.name, found.name) if known else None


def _words(blocks: list[Block]) -> set[str]:
    return {word for block in blocks for word in re.findall(r"\w{3,}", block.text.casefold())}
