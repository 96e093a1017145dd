"""The fields of a document of TEI, read from its content: what it is, from whom, to whom, when, about what.

The printed head is the run of lines above the text: heading, dateline, opener, the lists of subject, participants,
from, to, references, and in volumes of 1948 to 1954 a line of markings. Names of senders and addressees are those that
the source tags as such in the heading. Classification and captions are read from the source note, else from the line
of markings. What is inferred has its evidence.
"""

import re
from collections.abc import Iterable, Iterator
from typing import Any

from backchannel.errors import BadInputError
from backchannel.record.apparatus import Apparatus, Edition, Inference, Note
from backchannel.record.classification import level
from backchannel.record.dates import DocumentDate, parse, read_written
from backchannel.record.document import KINDS, LENGTHS, NAME_LENGTH, NAMES, Document
from backchannel.record.printed import source_note
from backchannel.record.readers.findings import Findings, clipped
from backchannel.record.readers.tei.content import Content, Line
from backchannel.record.readers.transcripts.heading import kind_of, number_in
from backchannel.record.spans import Span

__all__ = ["KIND_WORDS", "document_of"]

KIND_WORDS = {
    "memcon": "memorandum of conversation",
    "editorial_note": "editorial note",
    "communique": "communiqué",
    "memo_record": "memorandum for the record",
    "telephone": "telephone conversation",
}
"""Kinds of headings, and the words of `document.KINDS` where they are others."""

_SUBTYPES = {kind.replace(" ", "-"): kind for kind in KINDS}
"""What the `subtype` of a document says that no heading of the edition has named."""
_HEAD_ROLES = ("heading", "dateline", "subject", "participant")
_HEAD_LISTS = ("subject", "participants", "from", "to", "references", "memo")
_MARKING = 120
_EXTRACT = re.compile(r"\[(?:extracts?|excerpts?|translation|summary|paraphrase)\]", re.IGNORECASE)
_SUBJECT_LABEL = re.compile(r"(?:subjects?|subj|re)\b", re.IGNORECASE)
_LABEL = re.compile(r"[\w ]{1,30}:")
_SOURCE = re.compile(r"\W*source(?: note)?:", re.IGNORECASE)
_NO_SECONDS = re.compile(r"T\d\d:\d\d(?=$|Z|[+-])")


def document_of(content: Content, edition: Edition, values: dict[str, str]) -> tuple[Document, Findings]:
    """Make the document of an element's content; `values` are the attributes of the element.

    What breaks a limit of `document.Document` is BadInputError; a field that would is left out, as the findings say.
    """
    findings = Findings()
    inferences: list[Inference] = []
    lines = content.lines
    count = _head_length(lines, content)
    head = lines[:count]
    notes = _with_source(content.notes, inferences)
    heading, number, kind = _heading(head, notes, inferences)
    kind = _SUBTYPES.get(values.get("subtype", ""), kind)
    fields: dict[str, Any] = {"heading": heading, "number": number or _one_line(values.get("n", "")) or None}
    fields |= _dates(head, inferences, findings)
    fields |= _markings(head, notes)
    fields["subject"] = "; ".join(_subjects(head)) or None
    names: dict[str, list[str]] = {
        "senders": _parties(head, "from"),
        "addressees": _parties(head, "to"),
        "participants": [_one_line(line.text) for line in head if line.role == "participant"],
    }
    fields = {name: _fitting(name, text, findings) for name, text in fields.items()}
    fields |= {name: tuple(_fitting_names(name, texts, findings)) for name, texts in names.items()}
    document = Document(
        kind=kind,
        passages=tuple(line.passage(place) for place, line in enumerate(lines[count:], 1)),
        apparatus=Apparatus(
            edition,
            tuple(line.passage(place) for place, line in enumerate(head, 1)),
            tuple(notes),
            tuple(content.frames),
            tuple(inferences),
            tuple(values.items()),
        ),
        **fields,
    )
    for inference in inferences:
        findings.inferred[inference.evidence.rstrip(".")] += 1
    return document, findings


def _one_line(text: str) -> str:
    return " ".join(text.split())


def _fitting(name: str, text: Any, findings: Findings) -> Any:
    if isinstance(text, str) and len(text) > LENGTHS[name]:
        findings.left_out[
            f"The {name} has more than {LENGTHS[name]} characters and is not a field: {clipped(text)}"
        ] += 1
        return None
    return text


def _fitting_names(name: str, texts: list[str], findings: Findings) -> Iterator[str]:
    kept = [text for text in texts if text]
    if len(kept) > NAMES[name]:
        findings.left_out[f"{len(kept) - NAMES[name]} of the {name}, beyond {NAMES[name]}"] += 1
    for text in kept[: NAMES[name]]:
        if len(text) <= NAME_LENGTH:
            yield text
        else:
            findings.left_out[f"One of the {name} has more than {NAME_LENGTH} characters: {clipped(text)}"] += 1


def _head_length(lines: list[Line], content: Content) -> int:
    """Count the lines above the text; a paragraph that is a line of markings becomes a line of the head."""
    for count, line in enumerate(lines):
        if line.role in _HEAD_ROLES:
            continue
        frames = list(_frames(line.frame, content))
        if any(name == "opener" or (name == "list" and kind in _HEAD_LISTS) for name, kind in frames):
            if line.role == "salutation":
                return count
            continue
        if line.role == "line" and _element(line) in ("opener", "seg"):
            continue
        if line.role == "paragraph" and not frames and count and _is_marking(line.text):
            line.role = "line"
            continue
        return count
    return len(lines)


def _frames(number: int, content: Content) -> Iterator[tuple[str, str | None]]:
    while number:
        frame = content.frames[number - 1]
        yield frame.name, frame.value("type")
        number = frame.within


def _element(line: Line) -> str | None:
    return next((span.value("tei") for span in line.spans if span.name == "block"), None)


def _is_marking(text: str) -> bool:
    if len(text) > _MARKING:
        return False
    first = re.split(r"[;\n]", text, maxsplit=1)[0].strip()
    return level(first) is not None or _EXTRACT.fullmatch(text) is not None or _two_words(first)


def _two_words(text: str) -> bool:
    """Whether a line is a level and then only words in capitals or of the same look: Secret NIACT."""
    words = text.split()
    return any(level(" ".join(words[:n])) is not None and all(w.isupper() for w in words[n:]) for n in (1, 2, 3))


def _with_source(notes: list[Note], inferences: list[Inference]) -> list[Note]:
    """Take the first note that says Source: for the source note, where the source tags none as such."""
    if any(note.kind == "source" for note in notes):
        return notes
    for at, note in enumerate(notes):
        if note.kind == "footnote" and _SOURCE.match(note.text):
            notes[at] = Note(note.number, note.mark, "source", note.passages, note.id, note.values)
            inferences.append(
                Inference(
                    "source",
                    f"note {note.number}",
                    f"Note {note.number} was taken for the source note by its first word.",
                )
            )
            break
    return notes


def _heading(head: list[Line], notes: list[Note], inferences: list[Inference]) -> tuple[str | None, str | None, str]:
    line = next((line for line in head if line.role == "heading"), None)
    text = _one_line(line.text) if line else ""
    number, start = number_in(text)
    words = text[start:].strip()
    file_line = _file_line(notes)
    kind = kind_of(words)
    if kind == "other" and file_line and (told := kind_of(words, file_line)) != "other":
        kind = told
        inferences.append(Inference("kind", told, "The kind was read from the line above the heading."))
    return words or None, str(number) if number is not None else None, KIND_WORDS.get(kind, kind)


def _file_line(notes: list[Note]) -> str:
    return next((note.text for note in notes if note.kind == "line" or ("rend", "inline") in note.values), "")


def _dates(head: list[Line], inferences: list[Inference], findings: Findings) -> dict[str, Any]:
    places = (_said(line, span).strip("[] ") for line, span in _tagged("place", "dateline", head))
    found: dict[str, Any] = {"place": next(filter(None, places), None)}
    for role in ("dateline", "heading"):
        for line, span in _tagged("date", role, head):
            date, until = _date(line, span, inferences, findings)
            if date is None:
                continue
            if role == "heading":
                evidence = "The date was taken from the heading, there being none in a dateline."
                inferences.append(Inference("date", str(date), evidence))
            return found | {"date": date, "until": until}
    return found


def _tagged(name: str, role: str, head: list[Line]) -> Iterator[tuple[Line, Span]]:
    """Give the spans of a name on the lines of a role that stand in no list."""
    return (
        (line, span)
        for line in head
        if line.role == role and (role != "heading" or not line.frame)
        for span in line.spans
        if span.name == name
    )


def _said(line: Line, span: Span) -> str:
    return _one_line(line.text[span.start : span.end])


def _date(
    line: Line, span: Span, inferences: list[Inference], findings: Findings
) -> tuple[DocumentDate | None, DocumentDate | None]:
    first = span.value("when") or span.value("from") or span.value("notBefore")
    last = span.value("to") or span.value("notAfter")
    if first is None:
        try:
            date = read_written(_said(line, span).rstrip("."))
        except BadInputError:
            return None, None
        inferences.append(Inference("date", str(date), "The date was read from its printed words."))
        return date, None
    begin, end = _read(first, findings), _read(last, findings) if last else None
    if begin is not None and end is not None and end.latest < begin.earliest:
        findings.left_out[f"The end of the date, {clipped(last or '')}, which lies before its beginning"] += 1
        end = None
    return begin, end if begin is not None else None


def _read(when: str, findings: Findings) -> DocumentDate | None:
    exact = _NO_SECONDS.sub(lambda match: match[0] + ":00", when.strip())
    try:
        return parse(exact)
    except BadInputError:
        findings.left_out[f"The date {clipped(when)}, which no calendar has"] += 1
        return None


def _markings(head: list[Line], notes: list[Note]) -> dict[str, Any]:
    source = next((note for note in notes if note.kind == "source"), None)
    level_, captions = source_note.markings(source.text) if source else (None, ())
    if level_ or captions:
        return {"classification": level_, "caption": "; ".join(captions) or None}
    lines = [part.strip(" .") for line in head if line.role == "line" for part in re.split(r"[;\n]", line.text)]
    printed = [part for part in map(_one_line, lines) if part and not part.startswith("[")]
    at = next((at for at, part in enumerate(printed) if level(part) is not None or _two_words(part)), None)
    if at is None:
        return {}
    words = printed[at].split()
    own = next((n for n in (3, 2, 1) if level(" ".join(words[:n])) is not None), len(words))
    after = [" ".join(words[own:]), *printed[at + 1 :]]
    return {
        "classification": " ".join(words[:own]),
        "caption": "; ".join(part for part in after if part) or None,
    }


def _subjects(head: list[Line]) -> Iterable[str]:
    """Give the subjects: of several lists of that type, only those whose label says subject, if one does."""
    by_list: dict[int, tuple[str, list[str]]] = {}
    for line in head:
        if line.role == "subject":
            by_list.setdefault(line.frame, ("", []))[1].append(_one_line(line.text))
        elif line.role == "heading" and line.frame:
            by_list.setdefault(line.frame, (_one_line(line.text), []))
    told = [items for label, items in by_list.values() if items and _SUBJECT_LABEL.match(label)]
    chosen = told or [items for _, items in by_list.values() if items]
    return [text for items in chosen for text in items if text and not (_LABEL.fullmatch(text) and len(items) > 1)]


def _parties(head: list[Line], kind: str) -> list[str]:
    """Give the names that the head's markup tags as from, or as to."""
    return [
        _said(line, span)
        for line in head
        for span in line.spans
        if span.name in ("person", "term") and span.value("type") == kind
    ]
