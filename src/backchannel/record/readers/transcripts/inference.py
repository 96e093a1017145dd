"""What a transcript does not say and can be inferred, each with its evidence; and what it has lost.

The tool that made a transcript left out datelines, heading words and signatures, and renumbered the notes. Nothing is
put in their place in silence: an inferred date keeps its uncertainty (EDTF: `?` uncertain, `~` approximate, `%` both).
"""

import re
from collections.abc import Iterable, Iterator
from datetime import date

from backchannel.record.apparatus import Inference
from backchannel.record.dates import MONTHS, DocumentDate, in_words
from backchannel.record.printed import source_note
from backchannel.record.readers.findings import clipped, numbers, times
from backchannel.record.readers.transcripts.anatomy import Note, Transcript, source_of
from backchannel.record.readers.transcripts.dateline import read_dateline
from backchannel.record.readers.transcripts.marks import Mark

__all__ = ["inferences", "losses"]

_NAMES = "|".join(MONTHS)
_WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_ORDINALS = (
    "first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth", "eleventh",
    "twelfth", "thirteenth", "fourteenth", "fifteenth", "sixteenth", "seventeenth", "eighteenth", "nineteenth",
    "twentieth", "twenty-first", "twenty-second", "twenty-third", "twenty-fourth", "twenty-fifth", "twenty-sixth",
    "twenty-seventh", "twenty-eighth", "twenty-ninth", "thirtieth", "thirty-first",
)  # fmt: skip
_FULL = re.compile(rf"\b({_NAMES})\s([0-9]{{1,2}}),\s(1[89][0-9]{{2}})\b")
_DAY = re.compile(rf"\b({_NAMES})\s([0-9]{{1,2}})\b(?!,\s[0-9]{{4}})")
_YEAR = re.compile(r"(?<![0-9/.-])19[0-9]{2}(?![0-9/.])")
_RELATIVE = re.compile(
    rf"\b(?P<weekday>{'|'.join(_WEEKDAYS)})\b(?P<week>\sof\sthis\sweek)?(?:[\s,—–-]|\(){{1,3}}"
    rf"(?P<month>{_NAMES})\s(?P<day>[0-9]{{1,2}}|{'|'.join(sorted(_ORDINALS, key=len, reverse=True))})\b"
)
_TAKEN = "There is no dateline, and the date was taken to be"
_OF_SIGNATURE = re.compile(r"\b(?:un)?(?:sign|initial)(?:ed|ature|s)?\b", re.IGNORECASE)
_SHOWN = 10
"""Marks that are told one by one."""
_LONG_RUN = 3
"""Lines without an empty line between them that may have been a numbered list."""


def inferences(transcript: Transcript) -> tuple[Inference, ...]:
    """Give the fields that the text does not state, with what was taken for them and why."""
    return tuple(_inferred(transcript))


def _inferred(transcript: Transcript) -> Iterator[Inference]:
    if transcript.dated is None and (when := _date(transcript)):
        yield Inference("date", str(when[0]), when[1])
    if transcript.file_line is not None and transcript.kind != "other" and not transcript.says_kind:
        yield Inference("kind", transcript.kind, "The kind was read from the line above the heading.")
    if transcript.subject and not transcript.names_subject:
        evidence = "The bullets below the heading were taken for the subject, whose heading word is missing."
        yield Inference("subject", transcript.subject[0].text, evidence)


def losses(transcript: Transcript) -> Iterator[str]:
    """Say in sentences what stands otherwise than it was printed, and what is not there."""
    if transcript.dated is None and not _date(transcript):
        yield "There is no dateline, and nothing in the text or its notes dates the document."
    yield from _of_marks(transcript)
    if transcript.pages:
        inside = sum(not page.alone for page in transcript.pages)
        marks = times(len(transcript.pages), "page mark")
        yield f"{marks} became places in the text, {inside} of them inside paragraphs."
    for first, last in _runs(transcript):
        yield (
            f"Paragraphs {first} to {last} of the text follow each other without an empty line; "
            "if they had numbers or letters, these are lost."
        )


def _of_marks(transcript: Transcript) -> Iterator[str]:
    marks = [note.mark for note in transcript.notes if note.mark]
    if marks:
        yield f"{times(len(marks), 'mark')} of notes, glued to the words of the text, became places in it."
    if transcript.from_zero:
        yield "The marks count from 0 and the list of notes from 1, so that mark 1 is the second note of the list."
    slipped = [note.number for note in transcript.notes if note.mark and _shift(note) != _usual(transcript)]
    if slipped:
        yield f"The marks skip or repeat a number: {numbers(slipped, 'note')} of the list stand where the marks say."
    yield from _of_digits(
        transcript, [mark for mark in marks if transcript.text[mark.start - 1 : mark.start].isdigit()]
    )
    spaced = [mark.printed for mark in marks if transcript.text[mark.start] == " "]
    if spaced:
        yield f"Mark {', '.join(spaced[:_SHOWN])} stands apart from its word, after a space."
    lost = [note for note in transcript.notes if note.mark is None]
    if lost:
        kept = "it is kept without one" if len(lost) == 1 else "they are kept without one"
        has = "has" if len(lost) == 1 else "have"
        yield f"{numbers([note.number for note in lost], 'note').capitalize()} {has} no mark in the text; {kept}."
    if not transcript.signed and (speaks := next((one for one in lost if _OF_SIGNATURE.search(one.text)), None)):
        yield f"There is no signature, and note {speaks.number} speaks of one; it is lost with the mark of the note."


def _of_digits(transcript: Transcript, marks: list[Mark]) -> Iterator[str]:
    for mark in marks[:_SHOWN]:
        start = max(transcript.text.rfind(end, 0, mark.start) for end in " \n\t") + 1
        words = clipped(transcript.text[start : mark.end])
        yield f"The last {mark.printed} of “{words}” was taken for a mark, as the order of the notes asks."
    if len(marks) > _SHOWN:
        yield f"So were the last digits of {times(len(marks) - _SHOWN, 'more number')}."


def _shift(note: Note) -> int:
    return note.number - int(note.mark.printed) if note.mark else 0


def _usual(transcript: Transcript) -> int:
    return next(_shift(note) for note in transcript.notes if note.mark)


def _runs(transcript: Transcript) -> Iterator[tuple[int, int]]:
    """Give the first and the last of the paragraphs that follow each other without an empty line."""
    first = 1
    for number in range(2, len(transcript.body) + 2):
        if number <= len(transcript.body) and number - 1 in transcript.joined:
            continue
        if number - first >= _LONG_RUN:
            yield first, number - 1
        first = number


def _date(transcript: Transcript) -> tuple[DocumentDate, str] | None:
    """Infer the date of a document without a dateline, with the evidence in a sentence."""
    if in_heading := _in_heading(transcript):
        return in_heading
    source = source_of(transcript)
    said = source.text if source else transcript.file_line.text if transcript.file_line else ""
    if filed := source_note.file_date(said):
        day = DocumentDate(filed.year, filed.month, filed.day, qualifier="?")
        evidence = f"{_TAKEN} {in_words(day)}, the day under which the paper was filed by its number"
        return day, evidence + _borne_out(transcript, filed) + "."
    return _of_drafting(transcript, said) or _of_year(transcript)


def _in_heading(transcript: Transcript) -> tuple[DocumentDate, str] | None:
    heading = transcript.heading.text
    match = _FULL.search(heading)
    dateline = read_dateline(match.group()) if match else None
    if match is None or dateline is None or dateline.when is None:
        return None
    return dateline.when, f"{_TAKEN} {match.group()}, as the heading says."


def _borne_out(transcript: Transcript, near: DocumentDate) -> str:
    """Say which weekday of the text falls on the day it names in the same year."""
    for part in transcript.body:
        for match in _RELATIVE.finditer(part.text):
            day = _made(near.year, match["month"], _number(match["day"]))
            if day is not None and _WEEKDAYS[day.weekday()] == match["weekday"]:
                return f"; {match['month']} {day.day} was a {match['weekday']} in {near.year}, as the text has it"
    return ""


def _of_drafting(transcript: Transcript, source: str) -> tuple[DocumentDate, str] | None:
    """Take the day on which it was drafted, in the year that lies nearest to the dates in the notes."""
    for act in source_note.parse(source).acts:
        match = _FULL.search(act.when or "") or _DAY.search(act.when or "")
        if act.verb != "drafted" or match is None:
            continue
        by = f" by {', '.join(act.by)}" if act.by else ""
        drafted = f"as the source note says that it was drafted{by} on {match.group()}"
        if match.re is _FULL:
            day = _made(int(match.group(3)), match.group(1), int(match.group(2)))
            return (_dated(day, "~"), f"{_TAKEN} {in_words(_dated(day, '~'))}, {drafted}.") if day else None
        latest = max((day for day in _full_dates(transcript)), default=None)
        if latest is None:
            return None
        years = (_made(latest.year + more, match.group(1), int(match.group(2))) for more in (-1, 0, 1))
        near = min((day for day in years if day), key=lambda day: abs((day - latest).days), default=None)
        if near is None:
            return None
        latest_words = in_words(DocumentDate(latest.year, latest.month, latest.day))
        when = _dated(near, "%")
        nearest = f"in the year nearest to {latest_words}, the latest date in the text and its notes"
        return when, f"{_TAKEN} {in_words(when)}, {drafted}, {nearest}."
    return None


def _of_year(transcript: Transcript) -> tuple[DocumentDate, str] | None:
    """Take the year that alone is named in the editors' notes; the text itself may speak of any time."""
    notes = [note for note in transcript.notes if note is not source_of(transcript)]
    years = {year for note in notes for year in _YEAR.findall(note.text)}
    if len(years) != 1:
        return None
    (year,) = years
    when = DocumentDate(int(year), qualifier="?")
    return when, f"{_TAKEN} {in_words(when)}, as the notes name no other year."


def _full_dates(transcript: Transcript) -> Iterator[date]:
    for text in _texts(transcript):
        for month, day, year in _FULL.findall(text):
            if made := _made(int(year), month, int(day)):
                yield made


def _texts(transcript: Transcript) -> Iterable[str]:
    yield from (part.text for part in transcript.body)
    yield from (note.text for note in transcript.notes)


def _number(day: str) -> int:
    return int(day) if day.isdigit() else _ORDINALS.index(day) + 1


def _made(year: int, month: str, day: int) -> date | None:
    try:
        return date(year, MONTHS.index(month) + 1, day)
    except ValueError:
        return None


def _dated(day: date, qualifier: str) -> DocumentDate:
    return DocumentDate(day.year, day.month, day.day, qualifier=qualifier)
