"""What a document is: its apparatus and its numbered passages, and the plain values that stand for it.

The texts are kept exactly as written. They may hold any Unicode scalar value but U+0000, which no file format of
text carries; whether a character is hidden is for `characters` to say and for whoever takes a letter in to decide.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, TypeVar

from backchannel.errors import BadInputError
from backchannel.record.apparatus import Apparatus
from backchannel.record.characters import Hidden, hidden_characters
from backchannel.record.dates import DocumentDate, parse
from backchannel.record.passage import (
    LETTER_ROLES,
    MARKS,
    PASSAGE_LENGTH,
    ROLES,
    Passage,
    check_scalars,
)

__all__ = [
    "KINDS",
    "LENGTHS",
    "LETTER_ROLES",
    "MARKS",
    "PASSAGES",
    "PASSAGE_LENGTH",
    "ROLES",
    "Document",
    "Passage",
    "from_value",
    "hidden_in",
    "passages_of",
    "texts",
    "to_value",
]

KINDS = (
    "letter",
    "telegram",
    "memorandum",
    "memorandum of conversation",
    "aide-mémoire",
    "circular",
    "proposal",
    "communiqué",
    "statement",
    "message",
    "note",
    "minutes",
    "memorandum for the record",
    "telephone conversation",
    "airgram",
    "despatch",
    "directive",
    "intelligence",
    "paper",
    "editorial note",
    "other",
)
"""The kinds of documents, each with the words that people use for it."""

PASSAGES = 2_000
LENGTHS = {
    "heading": 4_000,
    "number": 200,
    "place": 200,
    "subject": 4_000,
    "classification": 200,
    "caption": 1_000,
    "language": 35,
}
"""Characters of each text of the apparatus."""
NAME_LENGTH = 1_000
NAMES = {"senders": 100, "addressees": 1_000, "participants": 500, "enclosures": 32}
"""How many names each list of the apparatus holds at most."""

T = TypeVar("T")

_ONE_LINE = re.compile(r"[^\n\v\f\r\x1c-\x1e\x85\u2028\u2029]+")
_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*")


@dataclass(frozen=True, slots=True)
class Document:
    """A document: its kind, its passages, and its apparatus as printed.

    `number` is the document's own number in its series ("14", "Rothav 38"), `until` the last day of what lasted longer
    than one (`date` is then its first), `classification` and `caption` are two things (how secret, and who may have it;
    see `captions`), `enclosures` are the names of what is attached, `language` is a BCP 47 tag. `apparatus` is what an
    edition adds: notes, the printed head, the volume; a letter on a channel has none. Construction refuses
    (BadInputError) what breaks the limits of this module, passages that are not numbered from 1 without a gap, and
    texts of the apparatus that are empty or of several lines.
    """

    kind: str
    passages: tuple[Passage, ...]
    heading: str | None = None
    number: str | None = None
    place: str | None = None
    date: DocumentDate | None = None
    senders: tuple[str, ...] = ()
    addressees: tuple[str, ...] = ()
    subject: str | None = None
    classification: str | None = None
    caption: str | None = None
    enclosures: tuple[str, ...] = ()
    language: str | None = None
    participants: tuple[str, ...] = ()
    until: DocumentDate | None = None
    apparatus: Apparatus | None = None

    def __post_init__(self) -> None:
        """Check every part against the limits."""
        if self.kind not in KINDS:
            raise BadInputError(f"A document's kind is none of {', '.join(KINDS)}.")
        if not self.passages and (self.apparatus is None or not self.apparatus.head):
            raise BadInputError("A document has no passages; write at least one paragraph.")
        if len(self.passages) > PASSAGES:
            raise BadInputError(
                f"A document has {len(self.passages)} passages where {PASSAGES} are allowed; divide it."
            )
        if any(passage.number != number for number, passage in enumerate(self.passages, 1)):
            raise BadInputError("A document's passages are not numbered from 1 without a gap.")
        for name, length in LENGTHS.items():
            text = getattr(self, name)
            if text is not None:
                _check_line(text, f"A document's {name}", length)
        for name, count in NAMES.items():
            names = getattr(self, name)
            if len(names) > count:
                raise BadInputError(f"A document has more than {count} {name}; divide it.")
            for text in names:
                _check_line(text, f"One of a document's {name}", NAME_LENGTH)
        if self.until is not None and (self.date is None or self.until.latest < self.date.earliest):
            raise BadInputError("A document's dates end before they begin, or have no beginning; correct them.")
        if self.apparatus is not None:
            self.apparatus.check(self.passages)
        if self.language is not None and not _LANGUAGE.fullmatch(self.language):
            raise BadInputError("A document's language is not a BCP 47 tag such as en or fr-CA.")


def passages_of(*texts_: str, role: str = "paragraph") -> tuple[Passage, ...]:
    """Give the texts as passages of one role, numbered from 1."""
    return tuple(Passage(number, text, role) for number, text in enumerate(texts_, 1))


def texts(document: Document) -> Iterator[tuple[str, str]]:
    """Every free text of a document with the name of its place: `the heading`, ..., `passage 1`, ..."""
    for name in LENGTHS:
        text = getattr(document, name)
        if text is not None:
            yield f"the {name}", text
    for name in NAMES:
        for text in getattr(document, name):
            yield f"the {name}", text
    for passage in document.passages:
        yield f"passage {passage.number}", passage.text


def hidden_in(document: Document) -> list[tuple[str, Hidden]]:
    """Every hidden character of a document, each with the name of its place."""
    return [(place, hidden) for place, text in texts(document) for hidden in hidden_characters(text)]


def to_value(document: Document) -> dict[str, Any]:
    """Give a letter as plain values for strict JSON: what is absent has no name; a passage's place is its number.

    A document with an apparatus is refused (BadInputError): what its notes say would be lost in silence.
    """
    if document.apparatus is not None or any(
        p.spans or p.within or p.role not in LETTER_ROLES for p in document.passages
    ):
        raise BadInputError("The document has notes or another apparatus, which a letter cannot carry; take them out.")
    value: dict[str, Any] = {"kind": document.kind}
    for name in LENGTHS:
        if (text := getattr(document, name)) is not None:
            value[name] = text
    if document.date is not None:
        value["date"] = str(document.date)
    if document.until is not None:
        value["until"] = str(document.until)
    for name in NAMES:
        if names := getattr(document, name):
            value[name] = list(names)
    value["passages"] = [_passage_value(passage) for passage in document.passages]
    return value


def from_value(value: object) -> Document:
    """Read what `to_value` wrote: any other name, type or empty list is refused (BadInputError).

    What this accepts, `to_value` gives again as an equal value.
    """
    parts = _object(value, "A document", {"kind", "passages"}, {"date", "until", *LENGTHS, *NAMES})
    fields: dict[str, Any] = {"kind": _text(parts["kind"], "A document's kind")}
    for name in LENGTHS:
        if name in parts:
            fields[name] = _text(parts[name], f"A document's {name}")
    for name in ("date", "until"):
        if name in parts:
            fields[name] = parse(_text(parts[name], f"A document's {name}"))
    for name, count in NAMES.items():
        if name in parts:
            fields[name] = tuple(_list(parts[name], f"A document's {name}", count, _text))
    passages = _list(parts["passages"], "A document's passages", PASSAGES, _passage_parts)
    return Document(
        passages=tuple(Passage(number, *passage) for number, passage in enumerate(passages, 1)),
        **fields,
    )


def _is_bare(passage: Passage) -> bool:
    return not passage.spans and not passage.within and passage.role in LETTER_ROLES


def _passage_value(passage: Passage) -> dict[str, Any]:
    value = {"text": passage.text, "role": passage.role}
    return value if passage.mark is None else {**value, "mark": passage.mark}


def _passage_parts(value: object, what: str) -> tuple[str, str, str | None]:
    parts = _object(value, what, {"text", "role"}, {"mark"})
    said = {name: _text(part, what) for name, part in parts.items()}
    if said["role"] not in LETTER_ROLES:
        raise BadInputError(f"{what} have a role that is none of {', '.join(LETTER_ROLES)}.")
    return said["text"], said["role"], said.get("mark")


def _object(value: object, what: str, required: set[str], optional: set[str]) -> Mapping[str, object]:
    if not isinstance(value, dict):
        raise BadInputError(f"{what} is not an object.")
    if not required <= value.keys() <= required | optional:
        raise BadInputError(f"{what} lacks a name that it needs, or has one that this version does not know.")
    return value


def _list(value: object, what: str, count: int, read: Callable[[object, str], T]) -> list[T]:
    if not isinstance(value, list) or not value:
        raise BadInputError(f"{what} are not a list with something in it.")
    if len(value) > count:
        raise BadInputError(f"{what} are {len(value)} where {count} are allowed.")
    return [read(part, what) for part in value]


def _text(value: object, what: str) -> str:
    if not isinstance(value, str):
        raise BadInputError(f"{what} is not text where text is expected.")
    return value


def _check_line(text: str, what: str, length: int) -> None:
    if not text.strip() or text != text.strip():
        raise BadInputError(f"{what} is empty, or begins or ends with a space.")
    if len(text) > length:
        raise BadInputError(f"{what} has more than {length} characters; shorten it.")
    if not _ONE_LINE.fullmatch(text):
        raise BadInputError(f"{what} has more than one line.")
    check_scalars(text, what)
