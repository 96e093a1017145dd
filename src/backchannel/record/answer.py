"""What a program is told of a transcript: one object of plain values (`backchannel record parse FILE --json`)."""

import re
from collections.abc import Iterator
from typing import Any

from backchannel.record.printed import gaps, references
from backchannel.record.readers.transcripts.anatomy import Note, Transcript, markings_of, source_of
from backchannel.record.readers.transcripts.heading import short_name

__all__ = ["answer"]

_CELLS = re.compile(r"\s*\t\s*")
_ANCHOR = 40
"""Characters of the text before a mark, and after a page mark, that are given."""
_BESIDE = {"footnote": 0, "above": -1, "below": 1}
"""A footnote that is printed without its document is of this one, of the one before (supra), or after (infra)."""


def answer(transcript: Transcript) -> dict[str, Any]:
    """Give the fields of a transcript; what the text does not say is None or an empty list."""
    dated = transcript.dated
    when = dated.when if dated else None
    source = source_of(transcript)
    classification, captions = markings_of(transcript)
    return {
        "number": transcript.number,
        "heading": transcript.heading.text or None,
        "kind": transcript.kind,
        "from": [short_name(party) for party in transcript.senders],
        "to": [short_name(party) for party in transcript.addressees],
        "date": f"{when.year:04}-{when.month:02}-{when.day:02}" if when and when.day else None,
        "place": dated.place if dated else None,
        "subject": [part.text for part in transcript.subject],
        "participants": [part.text for part in transcript.participants],
        "classification": classification,
        "captions": list(captions),
        "source": source.text if source else transcript.file_line.text if transcript.file_line else None,
        "body": _body(transcript),
        "signed": [part.text for part in transcript.signed],
        "notes": [_note(transcript, note) for note in transcript.notes],
        "page_breaks": [_page(transcript, page.end, page.page) for page in transcript.pages],
        "xrefs": _references(transcript),
        "omissions": [gap.text for text in _texts(transcript) for gap in gaps.find(text)],
    }


def _body(transcript: Transcript) -> list[str]:
    """Give the paragraphs, the markings of an older volume among them; the cells of a row are joined by a space."""
    parts = sorted((*transcript.body, *transcript.markings), key=lambda part: part.start)
    return [_CELLS.sub(" ", part.text) for part in parts]


def _texts(transcript: Transcript) -> Iterator[str]:
    """Give every text of the document in order."""
    parts = (transcript.heading, *transcript.subject, *transcript.participants, *transcript.body, *transcript.signed)
    yield from (part.text for part in sorted(parts, key=lambda part: part.start))
    yield from (note.text for note in transcript.notes)


def _note(transcript: Transcript, note: Note) -> dict[str, Any]:
    mark = note.mark
    anchor = None
    if mark is not None:
        start = max(mark.start - 4 * _ANCHOR, transcript.text.rfind("\n", 0, mark.start) + 1)
        anchor = transcript.words(start, mark.start).text.removeprefix("•").lstrip()[-_ANCHOR:] or None
    return {"number": note.number, "mark": mark.printed if mark else None, "text": note.text, "anchor": anchor}


def _page(transcript: Transcript, end: int, page: str) -> dict[str, Any]:
    text = transcript.words(end, min(end + 6 * _ANCHOR, transcript.notes_at)).text
    words = " ".join(text.replace("•", " ").split())
    return {"page": page, "following": words[:_ANCHOR]}


def _references(transcript: Transcript) -> list[dict[str, Any]]:
    """Give the references to documents and volumes.

    What is printed without the years of its volume ("Part 2, Document 94") is left out: the text does not say them.
    """
    found = []
    for text in _texts(transcript):
        for one in references.find(text):
            document = one.document
            if document is None and one.note is not None and transcript.number is not None and one.kind in _BESIDE:
                document = transcript.number + _BESIDE[one.kind]
            named = one.volume is None or one.volume.startswith("frus")
            if named and (document or one.volume is not None):
                found.append({"volume": one.volume, "doc": document, "note": one.note})
    return found
