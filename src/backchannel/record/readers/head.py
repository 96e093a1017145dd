"""The head of a letter's file: `Name: value` lines up to the first blank line.

    Kind: letter
    From: Reet Kaljo
    To: Anders Holm; Pia Lund
    Date: 16 October 1961

The names are those of NAMED, in any case, with any spaces or hyphens alike. From, To and Enclosures take several
names: on several lines, or on one, divided by `;` or else by commas; a name in double quotes is taken whole (a quote
within it is doubled). Roles and Marks say them of passages by number: `Roles: 1 salutation, 9-10 closing`. An indented
line goes on with the line before it. A head may also stand between two lines of `---`.

`read_head` divides, `fields_of` gives the fields of a document, `written_head` writes what these read.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from backchannel.errors import BadInputError
from backchannel.record.characters import shown
from backchannel.record.dates import read_written
from backchannel.record.document import KINDS, MARKS, PASSAGES, ROLES, Document

__all__ = ["Head", "by_passage", "fields_of", "read_head", "written_head"]

SINGLE = {
    "Kind": "kind",
    "Number": "number",
    "Heading": "heading",
    "Place": "place",
    "Date": "date",
    "Subject": "subject",
    "Classification": "classification",
    "Caption": "caption",
    "Language": "language",
}
PLURAL = {"From": "senders", "To": "addressees", "Enclosures": "enclosures"}
BY_PASSAGE = {"Roles": ROLES, "Marks": MARKS}
NAMED = (
    *("Kind", "Number", "Heading", "Place", "Date", "From", "To", "Subject"),
    *("Classification", "Caption", "Language", "Enclosures", "Roles", "Marks"),
)
"""Every name, in the order in which they are written."""

_LINE = re.compile(r"([^\W\d_][\w -]{0,39}?)[ \t]*:(?:[ \t]+|$)(.*)")
_BLANK_START = re.compile(r"\A(?:[ \t]*\n)+")
_QUOTED = re.compile(r'"((?:[^"]|"")*)"')
_SPAN = re.compile(r"([0-9]{1,4})(?:[-–]([0-9]{1,4}))?\s+(\w+)")
_SAYS_NAMES = f"use {', '.join(NAMED[:-1])} or {NAMED[-1]}, or put a blank line before the text"


@dataclass(frozen=True, slots=True)
class Head:
    """The values of a file's head by their names as in NAMED, in order; and the file's text after it."""

    values: tuple[tuple[str, str], ...]
    body: str

    def of(self, name: str) -> list[str]:
        """Every value of one name."""
        return [value for own, value in self.values if own == name]


def read_head(text: str) -> Head:
    """Divide a file's text into its head and its body.

    A block is a head if all its lines are `Name: value` and one name is known, or if at least two names are known;
    a line of a head that is neither is refused (BadInputError). Any other first block belongs to the text.
    """
    text = _BLANK_START.sub("", text)
    if text.startswith("---\n"):
        block, fence, body = text.removeprefix("---\n").partition("\n---\n")
        lines = _lines(block)
        fenced = bool(fence) and "\n\n" not in block and bool(lines)
    else:
        block, _, body = _divide(text)
        lines = _lines(block)
        fenced = False
    parts = [_LINE.fullmatch(line) for line in lines]
    names = [_known(part.group(1)) if part else None for part in parts]
    known = len([name for name in names if name])
    if not (fenced or known >= 2 or (known and all(parts))):
        return Head((), text)
    values = []
    for number, (part, name) in enumerate(zip(parts, names, strict=True), 1):
        if part is None:
            raise BadInputError(f"Line {number} of the letter's head is not “Name: value”; {_SAYS_NAMES}.")
        if name is None:
            unknown = shown(part.group(1))
            raise BadInputError(f"The letter's head has a name that is not known, “{unknown}”; {_SAYS_NAMES}.")
        values.append((name, part.group(2).strip()))
    return Head(tuple(values), body)


def fields_of(head: Head) -> tuple[dict[str, Any], list[str]]:
    """Give the fields of a Document that a head states, and a sentence for each that was inferred.

    Refuses (BadInputError) a name that stands twice where one value is meant, an empty value, an unknown kind.
    """
    fields: dict[str, Any] = {}
    inferred = []
    for name, own in SINGLE.items():
        values = head.of(name)
        if len(values) > 1:
            raise BadInputError(f"The letter's head has {name} more than once; keep one.")
        if values:
            fields[own] = _value(name, values[0])
    for name, own in PLURAL.items():
        names = [one for value in head.of(name) for one in _names(name, value)]
        if names:
            fields[own] = tuple(names)
        if len(names) > len(head.of(name)):
            inferred.append(f"{name} was read as {len(names)} names.")
    if "kind" not in fields:
        fields["kind"] = "letter"
        inferred.append("The kind is taken to be a letter, since the head does not say it.")
    return fields, inferred


def by_passage(head: Head, name: str) -> dict[int, str]:
    """Give what Roles or Marks (`name`) says of each passage, by its number; BadInputError if it cannot be read."""
    said: dict[int, str] = {}
    for value in head.of(name):
        for part in value.replace(";", ",").split(","):
            match = _SPAN.fullmatch(part.strip())
            word = match.group(3).casefold() if match else ""
            if match is None or word not in BY_PASSAGE[name]:
                allowed = ", ".join(BY_PASSAGE[name])
                raise BadInputError(
                    f"{name} in the letter's head cannot be read; write it as “1 {allowed.split(', ')[-1]}”,"
                    f" “2-4 ...”, with one of {allowed}."
                )
            first, last = int(match.group(1)), int(match.group(2) or match.group(1))
            if not 1 <= first <= last <= PASSAGES:
                raise BadInputError(f"{name} in the letter's head names passages that cannot be; count them from 1.")
            said.update(dict.fromkeys(range(first, last + 1), word))
    return said


def written_head(document: Document, roles: Iterable[tuple[int, str]]) -> str:
    """Write the head of a document, a line each value, with the roles given and the passages' marks."""
    lines = [(name, str(value)) for name, own in SINGLE.items() if (value := getattr(document, own)) is not None]
    lines += [(name, _quoted(one)) for name, own in PLURAL.items() for one in getattr(document, own)]
    marks = [(passage.number, passage.mark) for passage in document.passages if passage.mark is not None]
    lines += [(name, ", ".join(_spans(said))) for name, said in (("Roles", sorted(roles)), ("Marks", marks)) if said]
    lines.sort(key=lambda line: NAMED.index(line[0]))
    return "".join(f"{name}: {value}\n" for name, value in lines)


def _divide(text: str) -> tuple[str, str, str]:
    match = re.search(r"\n[ \t]*(?:\n|$)", text)
    return (text, "", "") if match is None else (text[: match.start()], "\n", text[match.end() :])


def _lines(block: str) -> list[str]:
    lines: list[str] = []
    for line in block.split("\n"):
        if lines and line[:1] in (" ", "\t") and line.strip():
            lines[-1] += " " + line.strip()
        else:
            lines.append(line.rstrip(" \t"))
    return lines


def _known(name: str) -> str | None:
    plain = re.sub(r"[\s-]+", " ", name).casefold()
    singular = {"sender": "From", "addressee": "To", "enclosure": "Enclosures", "role": "Roles", "mark": "Marks"}
    return singular.get(plain) or next((known for known in NAMED if known.casefold() == plain), None)


def _value(name: str, value: str) -> Any:
    if not value:
        raise BadInputError(f"{name} in the letter's head is empty; fill it in or take the line out.")
    if name == "Date":
        return read_written(value)
    if name == "Kind":
        kind = next((kind for kind in KINDS if _bare(kind) == _bare(value)), None)
        if kind is None:
            raise BadInputError(f"The letter's head has a kind that is none of {', '.join(KINDS)}.")
        return kind
    return value


def _bare(kind: str) -> str:
    return kind.casefold().replace("é", "e").replace("-", " ")


def _names(name: str, value: str) -> Iterator[str]:
    if _QUOTED.fullmatch(value):
        yield value[1:-1].replace('""', '"')
        return
    for part in value.split(";" if ";" in value else ","):
        if not part.strip():
            raise BadInputError(f"{name} in the letter's head has an empty name; fill it in or take it out.")
        yield part.strip()


def _quoted(name: str) -> str:
    return '"' + name.replace('"', '""') + '"' if re.search('[,;"]', name) else name


def _spans(said: list[tuple[int, str]]) -> Iterator[str]:
    at = 0
    while at < len(said):
        end = at
        while end + 1 < len(said) and said[end + 1] == (said[end][0] + 1, said[at][1]):
            end += 1
        first, last = said[at][0], said[end][0]
        yield f"{first} {said[at][1]}" if first == last else f"{first}-{last} {said[at][1]}"
        at = end + 1
