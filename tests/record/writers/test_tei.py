"""What is written as TEI validates, and reads back as the same documents."""

import re
from dataclasses import replace
from xml.etree import ElementTree

import pytest
from hypothesis import given, settings
from tests.record.strategies import documents
from tests.record.tei_volumes import document, markup, read_all, real, volume

from backchannel.errors import UsageError
from backchannel.record.apparatus import Apparatus, Edition, Note
from backchannel.record.dates import parse
from backchannel.record.document import Document, Passage, passages_of
from backchannel.record.readers.tei.volumes import read
from backchannel.record.spans import Span
from backchannel.record.volume import ListedPerson, Term, Volume
from backchannel.record.writers import tei

VOLUME = Volume(
    "maren-oskar",
    "Maren to Oskar",
    editors=(("Ilse Maren", "primary"),),
    publisher="The desk of Aldermark",
    place="Aldenburg",
    year="2031",
    persons=(ListedPerson("p_MI1", "Maren, Ilse", "Minister & envoy"), ListedPerson("", "Nobody", "")),
    terms=(Term("t_PM1", "PM", "Prime Minister"),),
)
LETTER = Document(
    kind="aide-mémoire",
    passages=(
        Passage(1, "Dear Oskar:", "salutation"),
        Passage(2, "On the line", "heading"),
        Passage(3, "We agree that\nit holds <for now> & later.", mark="proposal"),
        Passage(4, "the north", "item"),
        Passage(5, "the south", "item"),
        Passage(6, "as you said", "quotation"),
        Passage(7, "With regards,", "closing"),
        Passage(8, "Ilse Maren", "signature"),
        Passage(9, "And one thing more."),
    ),
    heading="On the Northern Line",
    number="Rothav 14",
    place="Rothav",
    date=parse("1961-10-16"),
    until=parse("1961-10-17"),
    senders=("Ilse Maren",),
    addressees=("Oskar Lind", "Tomas Ried"),
    participants=("Ilse Maren", "Oskar Lind"),
    subject="The Northern Line",
    classification="Secret",
    caption="Eyes Only",
    enclosures=("map.png",),
    language="en",
)


@pytest.fixture(scope="session")
def validate(outside, tmp_path_factory):
    """A function that gives the errors of a volume against the schema and its rules."""
    pytest.importorskip("lxml", reason="lxml, rnc2rng and saxonche validate what is written")
    pytest.importorskip("rnc2rng")
    pytest.importorskip("saxonche")
    from benchmarks.relaxng import libxml2
    from benchmarks.schematron import Rules

    folder = outside / "frus-schema" / "schema"
    count, rules = libxml2(folder / "frus.rnc"), Rules(folder / "frus.sch")
    place = tmp_path_factory.mktemp("tei")

    def errors(data):
        name = re.search(rb'<TEI [^>]*xml:id="([^"]+)"', data)[1].decode()
        path = place / f"{name}.xml"
        path.write_bytes(data)
        return count(path), rules.failures(path)

    return errors


def written(*found, of=VOLUME):
    return b"".join(tei.write(of, found))


def test_a_volume_comes_back():
    """The title page and the lists of a volume are the same after export and import."""
    made = read(volume("")).volume
    assert read(written(of=made)).volume == made
    assert read(written()).volume.persons == VOLUME.persons


def test_documents_come_back_under_their_sections():
    """Documents in divisions, with pages that begin between them, are equal after export and import."""
    body = (
        '<div type="compilation" xml:id="c1"><head>Suvria</head><pb n="3" xml:id="pg_3"/>'
        '<div type="chapter" xml:id="ch1"><head>North</head>' + document("<head>1. Letter</head><p>One.</p>") + "</div>"
        '<pb n="4" xml:id="pg_4"/><pb n="5" xml:id="pg_5"/><div type="chapter" xml:id="ch2"><head>South</head>'
        + document('<head>2. Note</head><p>T<pb n="6"/>wo.</p>', "d2", "2")
        + document("<head>3. Note</head><p>Three.</p>", "d3", "3")
        + "</div></div>"
    )
    opened, found = read_all(volume(body))
    again_volume, again = read_all(written(*found, of=opened.volume))
    assert again == found
    assert [one.apparatus.edition.page for one in again] == ["3", "5", "6"]
    assert again_volume.volume == opened.volume


@settings(max_examples=200, deadline=None)
@given(markup)
def test_arbitrary_markup_comes_back(inner):
    """Whatever was read from whatever markup is equal after export and import."""
    opened, found = read_all(volume(document(inner)))
    assert read_all(written(*found, of=opened.volume))[1] == found


@pytest.mark.slow
@pytest.mark.parametrize("name", ["frus1948v01p1", "frus1961-63v06"])
def test_real_volumes_come_back_and_validate(name, validate):
    """Two real volumes are equal after export and import, and the export has no error."""
    opened, found = read_all(real(name))
    out = written(*found, of=opened.volume)
    again_volume, again = read_all(out)
    assert again == found
    assert again_volume.volume == opened.volume
    assert validate(out) == (0, [])


def test_a_letter_becomes_a_valid_document(validate):
    """A letter that never was TEI validates, and its words, parties and markings are read back."""
    out = written(LETTER)
    assert validate(out) == (0, [])
    _, (found,) = read_all(out)
    assert (found.kind, found.place, found.date, found.until) == ("aide-mémoire", "Rothav", LETTER.date, LETTER.until)
    assert (found.senders, found.addressees) == (LETTER.senders, LETTER.addressees)
    assert (found.participants, found.subject) == (LETTER.participants, LETTER.subject)
    assert (found.classification, found.caption) == ("Secret", "Eyes Only")
    words = [one.text for one in found.passages if one.role not in ("heading", "label")]
    assert words == [one.text for one in LETTER.passages] + ["map.png"]


@settings(max_examples=60, deadline=None)
@given(documents())
def test_every_letter_is_valid(validate, letter):
    """Whatever a letter holds, its export validates, and exporting what was read from it changes nothing more."""
    out = written(letter)
    errors, failures = validate(out)
    assert (errors, failures) == (0, [])
    _, found = read_all(out)
    assert read_all(written(*found))[1] == found
    assert found[0].kind == letter.kind


def test_a_transcript_becomes_a_valid_document(validate):
    """A document with a printed head and notes, one of which has lost its mark, validates and keeps them."""
    transcript = Document(
        kind="memorandum",
        passages=(Passage(1, "Yes.", spans=(Span(4, 4, "note", 1, (("number", "2"),)),)),),
        apparatus=Apparatus(
            Edition("arel1961-63v02", "d9"),
            head=(
                Passage(1, "9. Memorandum", "heading", spans=(Span(13, 13, "note", 1, (("number", "1"),)),)),
                Passage(2, "The Line", "subject"),
                Passage(3, "Mr. Ried", "participant"),
            ),
            notes=(
                Note(1, "0", "source", passages_of("Source: Ministry of State. Secret.")),
                Note(2, "1", "footnote", passages_of("First.", "And more.")),
                Note(3, None, "footnote", passages_of("Printed from an unsigned copy.")),
            ),
        ),
    )
    out = written(transcript)
    assert validate(out) == (0, [])
    _, (found,) = read_all(out)
    assert [note.text for note in found.apparatus.notes] == [note.text for note in transcript.apparatus.notes]
    assert (found.number, found.subject, found.participants) == ("9", "The Line", ("Mr. Ried",))
    assert found.passages == transcript.passages
    assert read_all(written(found))[1] == [found]


def test_an_empty_volume_is_valid(validate):
    """A volume of no documents is a valid file."""
    assert validate(written()) == (0, [])


def test_two_documents_of_one_id_are_refused():
    """References could mean either, so they are not written into one file."""
    _, (found,) = read_all(volume(document("<head>1. Letter</head>")))
    with pytest.raises(UsageError, match="d1"):
        written(found, found)


def test_letters_get_ids_beside_those_of_an_edition():
    """A letter's invented id is none that a document before it has."""
    _, (found,) = read_all(volume(document("<head>1. Letter</head>", "d2")))
    _, again = read_all(written(found, LETTER))
    assert [one.apparatus.edition.document for one in again] == ["d2", "d3"]


def test_control_characters_do_not_break_the_file():
    """What XML cannot carry is the replacement character, in text and in attributes."""
    odd = Document(kind="letter", passages=passages_of("a\x01b\x1b\uffff", "c\u2028d\x85e"))
    marked = replace(odd, passages=(replace(odd.passages[0], spans=(Span(0, 1, "emphasis", 1, (("rend", "\x02"),)),)),))
    assert "a\ufffdb\ufffd\ufffd" in ElementTree.tostring(ElementTree.fromstring(written(odd)), "unicode")
    assert "c\u2028d\x85e" in "".join(ElementTree.fromstring(written(odd)).itertext())
    assert ElementTree.fromstring(written(marked)) is not None


def test_writing_streams():
    """Documents are asked for one after the other, as they are written."""
    asked = []

    def each():
        for number in range(3):
            asked.append(number)
            yield LETTER

    pieces = tei.write(VOLUME, each())
    next(pieces)
    assert asked == []
    next(pieces)
    assert asked == [0]
    assert len(list(pieces)) == 3
    assert asked == [0, 1, 2]
