"""The form in which the archive stores a document: all of it, as plain values, short enough for ten thousands of them.

A document is an object as for a letter (`document.to_value`) with the names `passages` and, if it has an apparatus,
`edition`, `head`, `notes`, `frames`, `inferences`, `values`. A passage is an array: text, role, mark, within, spans
(the last ones left out where they are empty). A span is an array: start, length, name, depth, values. A value is an
object of texts. `from_value` gives an equal document from what `to_value` wrote.
"""

from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple

from backchannel.errors import BadInputError
from backchannel.record.apparatus import Apparatus, Edition, Inference, Note
from backchannel.record.dates import parse
from backchannel.record.document import LENGTHS, NAMES, Document
from backchannel.record.passage import Passage
from backchannel.record.spans import Frame, Span

__all__ = ["Texts", "from_value", "texts", "texts_of", "to_value"]

_TITLES = ("heading", "subject", "place")


class Texts(NamedTuple):
    """The words of a document alone: its date as written, passages, lines of the head, and notes by their passages.

    Where no head is printed, the lines are heading, subject and place, which have no address of their own.
    """

    date: str
    passages: Sequence[str]
    head: Sequence[str]
    has_head: bool
    notes: Sequence[Sequence[str]]


def to_value(document: Document) -> dict[str, Any]:
    """Give a document with its apparatus as plain values for JSON."""
    value: dict[str, Any] = {"kind": document.kind}
    value |= {name: text for name in LENGTHS if (text := getattr(document, name)) is not None}
    value |= {name: str(date) for name in ("date", "until") if (date := getattr(document, name)) is not None}
    value |= {name: list(names) for name in NAMES if (names := getattr(document, name))}
    value["passages"] = _passages(document.passages)
    if document.apparatus is not None:
        value["apparatus"] = _apparatus(document.apparatus)
    return value


def from_value(value: dict[str, Any]) -> Document:
    """Read what `to_value` wrote; anything else is BadInputError."""
    try:
        fields: dict[str, Any] = {name: value[name] for name in LENGTHS if name in value}
        fields |= {name: tuple(value[name]) for name in NAMES if name in value}
        fields |= {name: parse(value[name]) for name in ("date", "until") if name in value}
        return Document(
            kind=value["kind"],
            passages=_read_passages(value["passages"]),
            apparatus=_read_apparatus(value["apparatus"]) if "apparatus" in value else None,
            **fields,
        )
    except (KeyError, TypeError, ValueError, IndexError, AttributeError):
        raise BadInputError("A stored document is damaged; import it again.") from None


def texts(value: dict[str, Any]) -> Texts:
    """Give only the words of what `to_value` wrote, in a tenth of the time; anything else is BadInputError."""
    try:
        apparatus = value.get("apparatus", {})
        head = [line[0] for line in apparatus.get("head", ())]
        return Texts(
            value.get("date", ""),
            [passage[0] for passage in value["passages"]],
            head or [value[name] for name in _TITLES if name in value],
            bool(head),
            [[passage[0] for passage in note[2]] for note in apparatus.get("notes", ())],
        )
    except (KeyError, TypeError, IndexError, AttributeError):
        raise BadInputError("A stored document is damaged; import it again.") from None


def texts_of(document: Document) -> Texts:
    """Give only the words of a document."""
    apparatus = document.apparatus or Apparatus()
    head = [line.text for line in apparatus.head]
    return Texts(
        str(document.date) if document.date else "",
        [passage.text for passage in document.passages],
        head or [text for name in _TITLES if (text := getattr(document, name)) is not None],
        bool(head),
        [[passage.text for passage in note.passages] for note in apparatus.notes],
    )


def _apparatus(apparatus: Apparatus) -> dict[str, Any]:
    value: dict[str, Any] = {}
    if (edition := apparatus.edition) is not None:
        value["edition"] = [edition.volume, edition.document, edition.title, list(edition.sections), edition.page]
    if apparatus.head:
        value["head"] = _passages(apparatus.head)
    if apparatus.notes:
        value["notes"] = [
            [note.mark, note.kind, _passages(note.passages), note.id, dict(note.values)] for note in apparatus.notes
        ]
    if apparatus.frames:
        value["frames"] = [[frame.name, frame.within, dict(frame.values)] for frame in apparatus.frames]
    if apparatus.inferences:
        value["inferences"] = [[one.field, one.value, one.evidence] for one in apparatus.inferences]
    if apparatus.values:
        value["values"] = dict(apparatus.values)
    return value


def _read_apparatus(value: dict[str, Any]) -> Apparatus:
    edition = value.get("edition")
    return Apparatus(
        Edition(edition[0], edition[1], edition[2], tuple(edition[3]), edition[4]) if edition else None,
        _read_passages(value.get("head", ())),
        tuple(
            Note(number, mark, kind, _read_passages(passages), name, tuple(values.items()))
            for number, (mark, kind, passages, name, values) in enumerate(value.get("notes", ()), 1)
        ),
        tuple(Frame(name, within, tuple(values.items())) for name, within, values in value.get("frames", ())),
        tuple(Inference(*one) for one in value.get("inferences", ())),
        tuple(value.get("values", {}).items()),
    )


def _passages(passages: Iterable[Passage]) -> list[list[Any]]:
    return [_passage(passage) for passage in passages]


def _passage(passage: Passage) -> list[Any]:
    value: list[Any] = [passage.text, passage.role, passage.mark, passage.within, _spans(passage.spans)]
    while len(value) > 2 and not value[-1]:
        value.pop()
    return value


def _spans(spans: Iterable[Span]) -> list[list[Any]]:
    return [[span.start, span.end - span.start, span.name, span.depth, dict(span.values)] for span in spans]


def _read_passages(value: Iterable[list[Any]]) -> tuple[Passage, ...]:
    return tuple(_read_passage(number, one) for number, one in enumerate(value, 1))


def _read_passage(number: int, value: list[Any]) -> Passage:
    text, role, mark, within, spans = value + [None] * (5 - len(value))
    read = tuple(
        Span(start, start + length, name, depth, tuple(values.items()))
        for start, length, name, depth, values in spans or ()
    )
    return Passage(number, text, role, mark, read, within or 0)
