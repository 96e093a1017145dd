"""Excerpts: documents from which words are really gone, with a mark where they stood (R57).

What is withheld is named by address: `21` a passage, `3:12-40` some characters of one (whole words are taken), `n2` a
note, `h1` a line of the printed head. A mark of the printed form takes its place: `[3 paragraphs withheld: REASON]`
in the first passage of a run and `[withheld]` in those that follow it, `[text withheld: REASON]` within a passage. So
every passage and note that is left keeps its number, and an address means the same in the whole and in the excerpt;
only offsets of characters after a mark within a passage move. How many words were taken is said only if asked.

With the words go what the edition says of them (`cutting`), the texts of the notes that hang on them, the fields of the
document that no other words show, and what was inferred from them. The beginnings of pages stay.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from backchannel.errors import UsageError
from backchannel.record.address import Address, place_of
from backchannel.record.apparatus import Apparatus, Inference, Note
from backchannel.record.cutting import Cut, cut, merged
from backchannel.record.document import LENGTHS, NAMES, Document, texts
from backchannel.record.echoes import ROW, WORD, echoed, holds, words
from backchannel.record.passage import Passage
from backchannel.record.volume import Volume

__all__ = ["WITHHELD", "Excerpt", "pared", "redact"]

WITHHELD = "[withheld]"
"""The mark of a passage that goes on with a run, and of what is gone from a field."""

_UNITS = {"heading": "heading", "item": "item", "cell": "cell"}
"""What a passage is called in a mark, by its role; any other is a paragraph."""
_DATES = ("when", "from", "to", "notBefore", "notAfter")
_REASON = re.compile(r"[^\[\]\n\r]+")
_NOT_FIELDS = ("language", "classification", "caption")
"""Fields that stay whatever is withheld: an excerpt must not be less protected than the whole."""


@dataclass(frozen=True, slots=True)
class Excerpt:
    """A document without what was withheld, and sentences that say where words of it still stand (`echoes`)."""

    document: Document
    echoes: tuple[str, ...]


def redact(document: Document, places: Iterable[Address], reason: str, *, lengths: bool = False) -> Excerpt:
    """Take from a document what stands at the places; `lengths` says in the marks how many words were taken.

    UsageError for a place that is not there, for no place at all, and for a reason that is empty, has brackets or has
    more than one line.
    """
    reason = reason.strip()
    if not _REASON.fullmatch(reason):
        raise UsageError("Say why the words are withheld, in one line without brackets.")
    withholding = _Withholding(document, reason, lengths)
    for place in places:
        withholding.name(place)
    return withholding.made()


def pared(volume: Volume, document: Document) -> Volume:
    """Give a volume with those lines only of its lists to which the document points: others may name what is gone."""
    apparatus = document.apparatus or Apparatus()
    notes = [passage for note in apparatus.notes for passage in note.passages]
    spans = [span for one in (*apparatus.head, *document.passages, *notes) for span in one.spans]
    keys = {span.value("key") for span in spans}
    persons = tuple(one for one in volume.persons if one.key in keys)
    return replace(volume, persons=persons, terms=tuple(one for one in volume.terms if one.key in keys))


Spans = dict[int, list[tuple[int, int]]]
"""What is withheld of each passage of a series, by its number."""


@dataclass(slots=True)
class _Withholding:
    """What is to be taken from a document, and, as it is made, what was taken."""

    document: Document
    reason: str
    lengths: bool
    passages: Spans = field(default_factory=dict)
    head: Spans = field(default_factory=dict)
    notes: dict[int, Spans] = field(default_factory=dict)
    gone_notes: set[int] = field(default_factory=set)
    gone: list[str] = field(default_factory=list)
    chosen: list[str] = field(default_factory=list)
    persons: set[str] = field(default_factory=set)
    dates: set[str] = field(default_factory=set)

    def name(self, place: Address) -> None:
        """Take in one place of what is to be withheld; UsageError where it is not there."""
        if not place.number:
            raise UsageError("Name what is withheld by passage, note or line; a whole document need not be exported.")
        found = place_of(self.document, place)
        if place.part == "n" and not (place.inner or place.span):
            self.gone_notes.add(place.number)
            return
        series = {"": self.passages, "h": self.head}.get(place.part)
        number = place.number
        if series is None:
            series, number = self.notes.setdefault(place.number, {}), place.inner or 1
        span = _whole_words(found[0].text, place.span) if place.span else (0, len(found[0].text))
        series.setdefault(number, []).append(span)

    def made(self) -> Excerpt:
        """Make the excerpt."""
        if not (self.passages or self.head or self.notes or self.gone_notes):
            raise UsageError("Name what is to be withheld: passages, parts of them, notes or lines of the head.")
        apparatus = self.document.apparatus or Apparatus()
        head = self._series(apparatus.head, self.head)
        passages = self._series(self.document.passages, self.passages)
        notes = tuple(self._note(note) for note in apparatus.notes)
        document = replace(self.document, passages=passages)
        if self.document.apparatus is not None:
            document = replace(document, apparatus=replace(apparatus, head=head, notes=notes))
        document = self._without_fields(document)
        return Excerpt(document, tuple(dict.fromkeys(self._echoes(document))))

    # Words

    def _series(self, series: Sequence[Passage], spans: Spans) -> tuple[Passage, ...]:
        whole = {one.number for one in series if _is_all(one.text, spans.get(one.number, []))}
        made = []
        for passage in series:
            if passage.number in whole:
                mark = WITHHELD if passage.number - 1 in whole else self._mark(passage, series, whole)
                made.append(self._cut(passage, [Cut(0, len(passage.text), mark)]))
            elif passage.number in spans:
                found = merged(spans[passage.number])
                self.chosen += [passage.text[start:end] for start, end in found]
                made.append(self._cut(passage, [Cut(*span, self._inner_mark(passage, span)) for span in found]))
            else:
                made.append(passage)
        return tuple(made)

    def _mark(self, passage: Passage, series: Sequence[Passage], whole: set[int]) -> str:
        run = []
        for one in series[passage.number - 1 :]:
            if one.number not in whole:
                break
            run.append(one)
        units = {_UNITS.get(one.role, "paragraph") for one in run}
        unit = units.pop() if len(units) == 1 else "passage"
        length = f" ({_counted(sum(len(words(one.text)) for one in run), 'word')})" if self.lengths else ""
        return f"[{_counted(len(run), unit)}{length} withheld: {self.reason}]"

    def _inner_mark(self, passage: Passage, span: tuple[int, int]) -> str:
        length = _counted(len(words(passage.text[slice(*span)])), "word") if self.lengths else "text"
        return f"[{length} withheld: {self.reason}]"

    def _cut(self, passage: Passage, cuts: list[Cut]) -> Passage:
        for one in cuts:
            self.gone.append(passage.text[one.start : one.end])
            whole = one.start == 0 and one.end == len(passage.text)
            for span in passage.spans:
                touches = span.start < one.end and one.start < span.end
                # The mark of a note hangs on the words before it.
                hangs = one.start < span.start <= one.end or whole
                if span.name == "note" and hangs:
                    self.gone_notes.add(int(span.value("number") or 0))
                elif span.name == "person" and touches:
                    self.persons.add(passage.text[span.start : span.end])
                elif span.name in ("date", "time") and touches:
                    self.dates |= {value for name, value in span.values if name in _DATES}
        return cut(passage, cuts)

    def _note(self, note: Note) -> Note:
        if note.number not in self.gone_notes:
            return replace(note, passages=self._series(note.passages, self.notes.get(note.number, {})))
        for passage in note.passages:
            self._cut(passage, [Cut(0, len(passage.text), WITHHELD)])
        return Note(note.number, note.mark, note.kind, (Passage(1, f"[note withheld: {self.reason}]"),), note.id)

    # Fields

    def _without_fields(self, document: Document) -> Document:
        """Take from the fields what was taken from the words, unless other words still show it."""
        left = "\n".join(text for _, text in _printed(document))
        changes: dict[str, Any] = {}
        for name in LENGTHS.keys() - set(_NOT_FIELDS):
            changes[name] = self._field(getattr(document, name), left)
        for name in NAMES:
            changes[name] = tuple(filter(None, (self._field(one, left) for one in getattr(document, name))))
        undated = document.date is not None and any(value[:10] == str(document.date)[:10] for value in self.dates)
        if undated:
            changes |= {"date": None, "until": None}
        if document.apparatus is not None:
            lost = {name for name, value in changes.items() if value != getattr(document, name)}
            changes["apparatus"] = replace(
                document.apparatus,
                inferences=tuple(
                    one for one in document.apparatus.inferences if one.field not in lost and self._may_stay(one, left)
                ),
                values=tuple(
                    (name, value)
                    for name, value in document.apparatus.values
                    if not (undated and "date" in name.casefold()) and self._field(value, left) == value
                ),
            )
        return replace(document, **changes)

    def _field(self, text: str | None, left: str) -> str | None:
        if text is None or holds(left, text):
            return text
        for one in self.gone:
            if one in text and one != text and words(one):
                text = text.replace(one, WITHHELD)
            elif holds(one, text) or holds(text, one):
                return None
        return text

    def _may_stay(self, one: Inference, left: str) -> bool:
        said = (one.value, one.evidence)
        if any(self._field(text, left) != text for text in said):
            return False
        return not echoed(said, self.gone) or holds(left, one.evidence)

    def _echoes(self, document: Document) -> Iterator[str]:
        names = sorted(name for name in self.persons if words(name))
        # Few words say little, unless somebody chose just them: a name, a place, a sum.
        few = [one for one in self.chosen if len(words(one)) < ROW]
        for where, text in _everything(document):
            if echoed([text], self.gone) or any(holds(text, one) for one in few):
                yield f"Words that were withheld also stand in {where}."
            for name in names:
                if holds(text, name):
                    yield f"The name “{name}” also stands in {where}."


def _counted(count: int, unit: str) -> str:
    return f"{count} {unit}" if count == 1 else f"{count} {unit}s"


def _whole_words(text: str, span: tuple[int, int]) -> tuple[int, int]:
    """Widen a span to whole words: the rest of a word often gives the whole away."""
    start, end = span
    if start >= end:
        raise UsageError(
            "What is withheld within a passage has no characters; give the first and the one after the last."
        )
    for match in WORD.finditer(text):
        if match.start() < end and start < match.end():
            start, end = min(start, match.start()), max(end, match.end())
    return start, end


def _is_all(text: str, spans: list[tuple[int, int]]) -> bool:
    """Whether nothing but white space and points would be left of a text."""
    if not spans:
        return False
    left, at = "", 0
    for start, end in merged(spans):
        left += text[at:start]
        at = end
    return not any(character.isalnum() for character in left + text[at:])


def _printed(document: Document) -> Iterator[tuple[str, str]]:
    """Everything that is printed of a document, with the name of its place."""
    apparatus = document.apparatus or Apparatus()
    for line in apparatus.head:
        yield f"line {line.number} of the head", line.text
    for passage in document.passages:
        yield f"passage {passage.number}", passage.text
    for note in apparatus.notes:
        yield f"note {note.number}", note.text


def _everything(document: Document) -> Iterator[tuple[str, str]]:
    yield from (one for one in texts(document) if not one[0].startswith("passage "))
    yield from _printed(document)
    if document.apparatus is None:
        return
    for one in document.apparatus.inferences:
        yield "what was inferred", f"{one.value} {one.evidence}"
    edition = document.apparatus.edition
    if edition is not None:
        yield "the title of the edition", edition.title or ""
        for section in edition.sections:
            yield "the headings of the edition", section
