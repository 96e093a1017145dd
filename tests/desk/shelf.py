"""A small archive of invented documents, put straight into a desk's vault: two volumes and a loose transcript."""

from backchannel.desk.desk import Desk
from backchannel.record.apparatus import Apparatus, Edition, Note
from backchannel.record.dates import parse
from backchannel.record.document import Document, Passage, passages_of
from backchannel.record.readers.report import Report
from backchannel.record.spans import Span
from backchannel.record.volume import ListedPerson, Volume
from backchannel.vault import archive, sources, volumes
from backchannel.vault.sources import Source

FERRY = Volume(
    "frus1961-63v40",
    "The Ferry Exchanges",
    persons=(
        ListedPerson("p_KR1", "Kaljo, Reet", "Minister of Trade until May 1961; thereafter Envoy in Suvria"),
        ListedPerson("p_HA1", "Holm, Anders", "Chief of the Harbour Office"),
    ),
)
HARBOUR = Volume("frus1961-63v41", "The Harbour")


def passage(number: int, text: str, *marked: tuple[str, str]) -> Passage:
    """A passage with references marked on words of it."""
    spans = []
    for words, target in marked:
        start = text.index(words)
        spans.append(Span(start, start + len(words), "reference", 1, (("target", target),)))
    return Passage(number, text, spans=tuple(spans))


def note(number: int, text: str, kind: str = "footnote") -> Note:
    """A note of one passage."""
    return Note(number, str(number - 1), kind, (Passage(1, text),), f"d1fn{number - 1}")


def letter(volume: str | None, number: int, heading: str, *passages: Passage, notes: tuple[Note, ...] = ()) -> Document:
    """A letter in a volume, or with None a loose one that has a printed number and no volume."""
    edition = Edition(volume, f"d{number}", page=str(100 + number)) if volume else None
    apparatus = Apparatus(edition, notes=notes)
    return Document(
        "letter", passages, heading=heading, number=str(number), date=parse("1961-03-02"), apparatus=apparatus
    )


def shelve(desk: Desk, slug: str, documents: dict[str, Document], volume: Volume | None = None) -> None:
    """Put documents into the archive under their ids."""
    with desk.vault.change() as db:
        digest = slug.encode().ljust(32, b".")
        number = sources.add(db, Source(0, digest, slug, "made", 1, slug, "2031-05-05T08:00:00Z", Report()))
        if volume:
            volumes.put(db, number, volume)
        for identifier, document in documents.items():
            archive.put(db, identifier, number, volume.id if volume else None, archive.derive(document, Report()))


def fill(desk: Desk) -> None:
    """Put the whole small archive in."""
    v40, v41 = FERRY.id, HARBOUR.id
    file = "Source: State Archives, Harbour Files, 17.4/3-261. Secret."
    none = "The source text bears no drafting information. Another copy is in the Ferry Office Files, Box 3."
    heading = "1. Letter From the Acting Chief of Protocol (Walden) to Minister Kaljo"
    first = letter(
        v40,
        1,
        heading,
        passage(1, "See Document 2 and the note to it.", ("Document 2", "#d2"), ("the note", "#d2fn0")),
        passage(2, "Also volume XLI, Document 1.", ("volume XLI, Document 1", f"{v41}#d1")),
        passage(3, "And page 101, Document 77.", ("page 101", "#pg_101"), ("Document 77", "#d77")),
        passage(4, "And volume XLV.", ("volume XLV", "frus1961-63v45#d3")),
        notes=(note(1, f"{file} Drafted by Kaljo on March 1.", "source"), note(2, "Document 2.")),
    )
    ferry = passage(1, "The ferry waits.")
    second = letter(v40, 2, "2. Letter From Holm to Kaljo", ferry, notes=(note(1, "Ibid.", "source"),))
    printed = passage(1, "Printed as Document 1 there.", ("Document 1 there", f"{v40}#d1"))
    harbour = letter(v41, 1, "1. Memorandum", printed, notes=(note(1, f"{file} {none}", "source"),))
    loose = Document(
        "letter",
        passages_of("As Document 2 says, the ferry waits."),
        heading=heading,
        number="1",
        apparatus=Apparatus(notes=(note(1, "See Foreign Relations, 1961–1963, volume XL, Document 2."),)),
    )
    shelve(desk, v40, {f"{v40}/d1": first, f"{v40}/d2": second}, FERRY)
    shelve(desk, v41, {f"{v41}/d1": harbour}, HARBOUR)
    shelve(desk, "loose", {"loose": loose})
