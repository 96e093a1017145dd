"""Documents from lines of JSON, each with its text as one string: the form that `writers.flat` writes.

A line of the text is a passage; the title is the printed heading, from which the kind and the number are read. A line
of the file that is no such object is refused with its number, and with it the file.
"""

import json
from collections.abc import Iterator
from typing import Any

from backchannel.errors import BadInputError
from backchannel.record.apparatus import Apparatus
from backchannel.record.dates import DocumentDate, parse
from backchannel.record.document import LENGTHS, NAME_LENGTH, NAMES, PASSAGES, Document, passages_of
from backchannel.record.passage import PASSAGE_LENGTH, Passage
from backchannel.record.readers.findings import Findings, clipped
from backchannel.record.readers.report import Report
from backchannel.record.readers.tei.fields import KIND_WORDS
from backchannel.record.readers.transcripts.heading import kind_of, number_in

__all__ = ["LINE", "read"]

LINE = 8 * 1024 * 1024
"""Bytes of one line."""


def read(data: bytes) -> Iterator[tuple[str, Document, Report]]:
    """Read each document with its id, its fields, and what was inferred and left out of it.

    BadInputError, with the line's number, for a line that is too long, no JSON, or no such object; for a text without
    words; for what breaks a limit of `document.Document`; and for a file without any line.
    """
    if not data.strip():
        raise BadInputError("The file is empty; write a document on each line.")
    for number, line in enumerate(data.split(b"\n"), 1):
        if line.strip():
            try:
                yield _document(_object(line))
            except BadInputError as refusal:
                raise BadInputError(
                    f"Line {number} cannot be read: {str(refusal)[:1].lower()}{str(refusal)[1:]}"
                ) from None


def _object(line: bytes) -> dict[str, Any]:
    if len(line) > LINE:
        raise BadInputError(f"It has more than {LINE} bytes; divide the document.")
    try:
        value = json.loads(line)
    except (ValueError, RecursionError):
        raise BadInputError("It is not JSON in UTF-8; write one object on each line.") from None
    if not isinstance(value, dict):
        raise BadInputError("It is no object; write one object on each line.")
    for name in ("id", "text"):
        if not isinstance(value.get(name), str) or not value[name].strip():
            raise BadInputError(f"Its {name} is missing or empty; write one.")
    for name in ("title", "date"):
        if not isinstance(value.get(name, ""), str):
            raise BadInputError(f"Its {name} is no text; write it as one.")
    for name in ("from", "to"):
        names = value.get(name, [])
        if not isinstance(names, list) or not all(isinstance(one, str) for one in names):
            raise BadInputError(f"Its {name} is no list of names; write one.")
    return value


def _document(value: dict[str, Any]) -> tuple[str, Document, Report]:
    findings = Findings()
    title = " ".join(value.get("title", "").split())
    number, start = number_in(title)
    kind = kind_of(title[start:].strip()) if title else "other"
    words = title[start:].strip()
    if title:
        findings.inferred[f"The kind was read from the title “{clipped(title)}”"] += 1
    if len(words) > LENGTHS["heading"]:
        findings.left_out[f"The heading has more than {LENGTHS['heading']} characters and is no field"] += 1
        words = ""
    lines = [line for line in value["text"].split("\n") if line.strip()]
    if len(lines) > PASSAGES or any(len(line) > PASSAGE_LENGTH for line in lines):
        raise BadInputError(
            f"Its text has more than {PASSAGES} lines, or one of more than {PASSAGE_LENGTH} characters."
        )
    document = Document(
        kind=KIND_WORDS.get(kind, kind),
        passages=passages_of(*lines),
        heading=words or None,
        number=str(number) if number is not None else None,
        date=_date(value.get("date", "").strip(), findings),
        senders=_names("senders", value.get("from", []), findings),
        addressees=_names("addressees", value.get("to", []), findings),
        apparatus=Apparatus(head=(Passage(1, title, "heading"),)) if title else None,
    )
    return value["id"].strip(), document, findings.report()


def _date(text: str, findings: Findings) -> DocumentDate | None:
    if not text:
        return None
    try:
        return parse(text)
    except BadInputError:
        findings.left_out[f"The date {clipped(text)}, which no calendar has"] += 1
        return None


def _names(field: str, names: list[str], findings: Findings) -> tuple[str, ...]:
    kept = [" ".join(name.split()) for name in names if name.strip()]
    fitting = [name for name in kept if len(name) <= NAME_LENGTH][: NAMES[field]]
    if len(fitting) < len(kept):
        findings.left_out[f"{len(kept) - len(fitting)} of the {field}, too many or too long"] += 1
    return tuple(fitting)
