"""CMIF: who wrote to whom, where and when, as catalogues of letters exchange it.

The Correspondence Metadata Interchange Format of the TEI Correspondence SIG is a small part of TEI: a `correspDesc` a
letter, with a `correspAction` for what was sent and one for what was received. Names are given as printed; a name
that is an office's is an `orgName`. A date that is uncertain or was inferred says so with `cert`. The format wants its
metadata under the licence CC BY 4.0; it holds no word of the letters.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from html import escape
from uuid import NAMESPACE_URL, uuid5

from backchannel.errors import UsageError
from backchannel.record.characters import shown
from backchannel.record.citation import Citation, citation, cite
from backchannel.record.dates import DocumentDate
from backchannel.record.document import Document
from backchannel.record.volume import Volume

__all__ = ["LICENCE", "OFFICES", "Index", "corresponds", "write"]

LICENCE = "https://creativecommons.org/licenses/by/4.0/"
"""The only licence that the format allows."""
OFFICES = frozenset(
    {
        *("agency", "bureau", "committee", "congress", "consulate", "council", "delegation", "department", "desk"),
        *("embassy", "government", "legation", "ministry", "mission", "office", "organization", "party", "post"),
        *("representatives", "secretariat", "staff"),
    }
)
"""Words that make a name an office's and no person's."""

_CERTAINTY = {"": "", "?": "low", "~": "medium", "%": "low"}
_UNKNOWN = "Unknown"


@dataclass(frozen=True, slots=True)
class Index:
    """What a catalogue says of itself: its title, who answers for it, its address, the day of its making."""

    title: str
    editor: str
    publisher: str
    url: str
    day: str


def corresponds(document: Document) -> bool:
    """Whether a document has a sender or an addressee, and so belongs into a catalogue of letters."""
    return bool(document.senders or document.addressees)


def write(letters: Sequence[tuple[str, Document, Volume | None]], index: Index) -> bytes:
    """Write a catalogue of letters (id, document, volume) as XML in UTF-8; others than letters are left out.

    UsageError where none of them has a sender or an addressee.
    """
    chosen = [one for one in letters if corresponds(one[1])]
    if not chosen:
        raise UsageError("None of the documents has a sender or an addressee, so there is no catalogue of letters.")
    return "".join(_file(chosen, index)).encode()


def _file(letters: list[tuple[str, Document, Volume | None]], index: Index) -> Iterator[str]:
    sources = {volume.id if volume else "": volume for _, _, volume in letters}
    yield '<?xml version="1.0" encoding="UTF-8"?>\n<TEI xmlns="http://www.tei-c.org/ns/1.0">\n<teiHeader>\n<fileDesc>\n'
    yield f"<titleStmt><title>{_text(index.title)}</title><editor>{_text(index.editor)}</editor></titleStmt>\n"
    yield f'<publicationStmt><publisher>{_text(index.publisher)}</publisher><idno type="url">{_text(index.url)}</idno>'
    yield f'<date when="{_text(index.day)}"/><availability><licence target="{LICENCE}">'
    yield "This file is licensed under the terms of the Creative Commons License CC-BY 4.0</licence></availability>"
    yield "</publicationStmt>\n<sourceDesc>\n"
    for identifier, volume in sources.items():
        kind = "hybrid" if identifier.startswith("frus") else "print"
        title = _text(volume.title) if volume else "Documents that stand in no volume"
        yield f'<bibl type="{kind}" xml:id="{_source(identifier)}">{title}</bibl>\n'
    yield "</sourceDesc>\n</fileDesc>\n<profileDesc>\n"
    for identifier, document, volume in letters:
        yield from _letter(citation(identifier, document, volume), document, volume)
    yield "</profileDesc>\n</teiHeader>\n<text><body><p/></body></text>\n</TEI>\n"


def _letter(facts: Citation, document: Document, volume: Volume | None) -> Iterator[str]:
    printing = facts.printing
    key = printing.document if printing else facts.id
    where = f' ref="{_text(printing.url)}"' if printing and printing.url else ""
    yield f'<correspDesc key="{_text(key)}"{where} source="#{_source(volume.id if volume else "")}">\n'
    yield f'<correspAction type="sent">{"".join(_names(document.senders))}'
    yield f"<placeName>{_text(document.place)}</placeName>" if document.place else ""
    yield _date(document)
    yield f'</correspAction>\n<correspAction type="received">{"".join(_names(document.addressees))}</correspAction>\n'
    yield f"<note>{_text(cite(facts))}</note>\n</correspDesc>\n"


def _names(names: Iterable[str]) -> Iterator[str]:
    for name in names or (_UNKNOWN,):
        tag = "orgName" if OFFICES & set(name.casefold().replace(",", " ").split()) else "persName"
        yield f"<{tag}>{_text(name)}</{tag}>"


def _date(document: Document) -> str:
    first, last = document.date, document.until
    if first is None:
        return ""
    said = f'from="{_day(first)}" to="{_day(last)}"' if last else f'when="{_day(first)}"'
    certainty = _CERTAINTY[first.qualifier]
    if not certainty and document.apparatus is not None and document.apparatus.inferred("date"):
        certainty = "medium"
    return f"<date {said}{f' cert={chr(34)}{certainty}{chr(34)}' if certainty else ''}/>"


def _day(date: DocumentDate) -> str:
    """Give a date without its hour: the format knows days, months and years."""
    return str(date)[:10].rstrip("?~%")


def _source(volume: str) -> str:
    # A name of XML may not begin with a figure, and should stay the same when the file is made again.
    return f"source-{uuid5(NAMESPACE_URL, f'urn:backchannel:volume:{volume}')}"


def _text(text: str) -> str:
    return escape(shown(" ".join(text.split())))
