"""What a document points to: marked references, words that say as much, and what "Ibid." repeats."""

import pytest

from backchannel.record.apparatus import Apparatus, Edition, Note
from backchannel.record.document import Document, Passage
from backchannel.record.printed.crossreferences import CrossReference, crossreferences_of
from backchannel.record.spans import Span


def edition(*passages, notes=()):
    """A letter in a volume."""
    return Document("letter", passages, apparatus=Apparatus(Edition("frus1961-63v06", "d9"), notes=tuple(notes)))


def marked(text, target):
    """A passage that is a marked reference as a whole."""
    return Passage(1, text, spans=(Span(0, len(text), "reference", 1, (("target", target),)),))


@pytest.mark.parametrize(
    ("text", "target", "expected"),
    [
        ("Document 21", "#d21", {"kind": "document", "document": "d21"}),
        ("Document 3", "frus1961-63v05#d3", {"kind": "document", "volume": "frus1961-63v05", "document": "d3"}),
        ("footnote 2", "#d6fn2", {"kind": "note", "document": "d6", "note": "d6fn2"}),
        ("p. 21", "#pg_21", {"kind": "page", "page": "21"}),
        ("vol. V", "frus1961-63v05", {"kind": "volume", "volume": "frus1961-63v05"}),
        ("the preface", "#preface", {"kind": "elsewhere", "repeats": "#preface"}),
        ("a page of the web", "https://example.org/#d21", {"kind": "elsewhere", "repeats": "https://example.org/#d21"}),
        ("Document 21", "", {"kind": "elsewhere"}),
    ],
)
def test_marked_reference_goes_where_its_edition_says(text, target, expected):
    """Each form of an address is told apart; what is none of a document is kept as it is."""
    (found,) = crossreferences_of(edition(marked(text, target)))
    assert found == CrossReference(f"1:0-{len(text)}", text, marked=True, **expected)


def test_words_that_are_not_marked_are_read_once():
    """A printed reference is found in head, text and notes, and one that is marked is not found twice."""
    source = Note(1, "1", "footnote", (Passage(1, "See Document 4 and footnote 2, Document 7."),))
    found = crossreferences_of(edition(marked("Document 21", "#d21"), Passage(2, "As in Document 5."), notes=[source]))
    assert [(one.place, one.kind, one.document, one.note, one.marked) for one in found] == [
        ("1:0-11", "document", "d21", None, True),
        ("2:6-16", "document", "d5", None, False),
        ("n1.1:4-14", "document", "d4", None, False),
        ("n1.1:19-41", "note", "d7", "2", False),
    ]


def test_reference_into_the_own_volume_has_no_volume():
    """A volume that is named and is the document's own is the same as none."""
    text = "See Foreign Relations, 1961–1963, volume VI, Document 3."
    (found,) = crossreferences_of(edition(Passage(1, text)))
    assert (found.kind, found.volume, found.document) == ("document", None, "d3")
