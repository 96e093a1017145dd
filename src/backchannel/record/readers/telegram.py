"""A telegram in the form that `writers.telegram` writes, in capitals or not: what was given out can be taken in.

The head ends at the first empty line. Its first line is a caption if it has no name. The text ends at BT, or at
another line that is neither a numbered paragraph nor indented, and the file with NNNN.
"""

import re
from collections.abc import Iterator
from typing import Any

from backchannel.errors import BadInputError
from backchannel.record.document import KINDS, Document, Passage, hidden_in
from backchannel.record.readers.findings import clipped
from backchannel.record.readers.letter import FILE, as_text
from backchannel.record.readers.report import Report
from backchannel.record.telegram import END, INDENT, LABELS, NAMES, divided, informed, read_date

__all__ = ["looks_like", "read"]

_LINE = re.compile(r"([A-Z]{3,14}):(?: (.*)|)", re.IGNORECASE | re.DOTALL)
_NUMBERED = re.compile(r"([0-9]{1,4})\. (.*)", re.DOTALL)
_SURE = {"KIND", "NUMBER", "PRECEDENCE", "CLASSIFICATION", "DTG", "ACTION", "INFO", "FROM", "DATE"}
_MARKED = ("precedence", "classification")


def looks_like(data: bytes) -> bool:
    """Whether a file is a telegram in this form: it ends as one, and has a named line of one in its head."""
    if len(data) > FILE or END.encode() not in data[-64:]:
        return False
    text = data.decode("utf-8-sig", "replace").replace("\r\n", "\n").strip("\n")
    head = text.partition("\n\n")[0].split("\n")
    return text.rstrip().endswith(f"\n{END}") and any(line.partition(":")[0].upper() in _SURE for line in head)


def read(data: bytes, *, allow_hidden: bool = False) -> tuple[Document, Report]:
    """Read a telegram; refuse (BadInputError) in one sentence what is none."""
    lines = as_text(data).strip("\n").split("\n")
    ends = next((at for at, line in enumerate(lines) if not line), len(lines))
    left_out: list[str] = []
    fields = _fields(_joined(lines[:ends]), left_out)
    passages: list[Passage] = []
    inferred: list[str] = []
    for number, (printed, text) in enumerate(_passages(lines[ends + 1 :]), 1):
        words, role, mark = divided(text)
        if not words.strip():
            raise BadInputError(f"Paragraph {printed} of the telegram has no words; take it out or write it.")
        if number != printed and not inferred:
            inferred.append(f"The paragraphs are not numbered from 1: the {printed}. of the file is passage {number}.")
        passages.append(Passage(number, words, role, mark))
    if not passages:
        raise BadInputError("The telegram has no numbered paragraphs; write them as “1. ...”, after an empty line.")
    document = Document(passages=tuple(passages), **fields)
    if not allow_hidden and (found := hidden_in(document)):
        place, hidden = found[0]
        raise BadInputError(f"A hidden character stands in {place}, {hidden}; take it out, or allow hidden characters.")
    return document, Report(tuple(inferred), tuple(left_out))


def _joined(lines: list[str]) -> Iterator[str]:
    """Give the lines of a head, each with what goes on indented below it."""
    whole = ""
    for line in lines:
        if whole and line.startswith(INDENT):
            whole = f"{whole} {line[len(INDENT) :]}"
            continue
        if whole:
            yield whole
        whole = line
    if whole:
        yield whole


def _passages(lines: list[str]) -> Iterator[tuple[int, str]]:
    """Give (number, text) of each paragraph."""
    number, text, empty = 0, "", False
    for line in lines:
        match = _NUMBERED.fullmatch(line)
        if match:
            if number:
                yield number, text
            number, text = int(match[1]), match[2]
        elif number and line.startswith(INDENT):
            text += ("\n" if empty else " ") + line[len(INDENT) :]
        elif line:
            break
        empty = not line
    if number:
        yield number, text


def _fields(lines: Iterator[str], left_out: list[str]) -> dict[str, Any]:
    fields: dict[str, Any] = {"kind": "telegram"}
    said: dict[str, str] = {}
    for number, line in enumerate(lines):
        match = _LINE.fullmatch(line)
        label = match[1].upper() if match else ""
        value = (match[2] or "").strip() if match else ""
        if number == 0 and label not in LABELS:
            said["caption"] = line.strip()
        elif label not in LABELS or not value:
            left_out.append(f"The line “{clipped(line)}” of the head is none of a telegram's, or says nothing.")
        elif LABELS[label] in NAMES:
            name = LABELS[label]
            fields[name] = (*fields.get(name, ()), informed(value) if label == "INFO" else value)
        elif LABELS[label] in said:
            raise BadInputError(f"The telegram's head has {label} more than once; keep one.")
        else:
            said[LABELS[label]] = value
    marked = "; ".join(said.pop(name) for name in reversed(_MARKED) if name in said)
    if marked:
        fields["classification"] = marked
    for name in ("date", "until"):
        if name in said:
            fields[name] = read_date(said.pop(name))
    if "kind" in said:
        fields["kind"] = _kind(said.pop("kind"))
    return {**fields, **said}


def _kind(value: str) -> str:
    found = next((kind for kind in KINDS if kind.casefold() == value.casefold()), None)
    if found is None:
        raise BadInputError(f"The telegram's head has a kind that is none of {', '.join(KINDS)}.")
    return found
