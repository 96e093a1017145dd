"""Word files: what another program reads in them, what comes back, and what they do not say."""

import io
import re
import zipfile
from dataclasses import replace
from xml.etree import ElementTree

import docx
from hypothesis import given, settings
from tests.record.strategies import documents
from tests.record.writers.specimens import FIFTH, FIRST, HEADING, SECOND, printed

from backchannel.record.apparatus import Apparatus, Note
from backchannel.record.characters import hidden_characters, shown
from backchannel.record.document import Document, Passage, passages_of
from backchannel.record.readers import word as reader
from backchannel.record.spans import Span
from backchannel.record.writers import word

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def opened(document):
    """The file of a document, read by another program."""
    return docx.Document(io.BytesIO(word.write(document)))


def parts(document):
    """The parts of a file by their names."""
    with zipfile.ZipFile(io.BytesIO(word.write(document))) as archive:
        assert archive.testzip() is None
        return {name: archive.read(name).decode() for name in archive.namelist()}


def plain_letter():
    """A printed letter without tables and lost notes."""
    document = printed()
    apparatus = document.apparatus
    kept = [one for one in document.passages if one.role != "cell"]
    return replace(
        document,
        passages=tuple(replace(one, number=number, within=0) for number, one in enumerate(kept, 1)),
        apparatus=replace(apparatus, notes=apparatus.notes[:4], frames=()),
    )


def test_another_program_reads_styles_and_words():
    """Heading, salutation, quotation, closing and signature are Word's own styles, with the words of the document."""
    found = [(one.style.name, one.text) for one in opened(printed()).paragraphs]
    assert found[:4] == [
        ("Heading 1", HEADING),
        ("Date", "Tarnholm, October 16, 1961."),
        ("Salutation", FIRST),
        ("Normal", SECOND),
    ]
    assert ("Quote", "The sea belongs to those who cross it.") in found
    assert ("Closing", "Sincerely,") in found and ("Signature", "Reet Kaljo") in found


def test_tables_and_emphasis_are_real():
    """Cells stand in a table, and what is in italics is."""
    document = opened(printed())
    (table,) = document.tables
    assert [[cell.text for cell in row.cells] for row in table.rows] == [["Ship", "Tons"], ["Aldis", "1,400"]]
    assert [run.text for one in document.paragraphs for run in one.runs if run.italic][:2] == [
        "never",
        "not declassified",
    ]


def test_the_passages_come_back():
    """Our own reader gives the same passages, headings and notes, each note at its place in the words."""
    document = plain_letter()
    read, report = reader.read(word.write(document))
    assert [one.text for one in read.passages[1:]] == [one.text for one in document.passages]
    assert read.heading == HEADING
    assert [note.text for note in read.apparatus.notes] == [note.text for note in document.apparatus.notes]
    marks = [(s.start, s.value("number")) for p in read.passages for s in p.spans if s.name == "note"]
    assert marks == [(len(FIRST), "2"), (SECOND.index("soundings") + 9, "3"), (FIFTH.index("autumn”") + 7, "4")]
    assert "The numbers of passages in the margin were left out." in report.left_out


def test_a_letter_comes_back_with_its_head():
    """A letter without a printed head comes back equal: its fields are the lines above its words."""
    passages = (Passage(1, "Sir:", "salutation"), Passage(2, "Ice."), Passage(3, "Yours,", "closing"))
    letter = replace(plain_letter(), apparatus=None, passages=passages)
    assert reader.read(word.write(letter))[0] == letter


def test_printed_marks_are_kept():
    """Marks that count from 0 are counted from 0; marks of another sort stand as printed, and come back as no words."""
    document = plain_letter()
    notes = document.apparatus.notes

    def marked(*marks):
        changed = tuple(replace(note, mark=mark) for note, mark in zip(notes, marks, strict=True))
        return replace(document, apparatus=replace(document.apparatus, notes=changed))

    assert '<w:numStart w:val="0"/>' in parts(marked("0", "1", "2", "3"))["word/settings.xml"]
    starred = marked("*", "†", "1", "2")
    references = re.findall(r"<w:footnoteReference[^>]*/><w:t[^>]*>([^<]*)", parts(starred)["word/document.xml"])
    assert references == ["*", "†", "1", "2"]
    read, _ = reader.read(word.write(starred))
    assert [one.text for one in read.passages[1:]] == [one.text for one in document.passages]


def test_passages_are_numbered_by_their_numbers():
    """Where passages are not numbered one by one, as in the cells of a row, the numbering begins anew."""
    files = parts(printed())
    starts = re.findall(r'<w:startOverride w:val="(\d+)"/>', files["word/numbering.xml"])
    assert starts == ["1", "9", "11"]
    counts = [0, 0, 0]
    for number in re.findall(r'<w:numId w:val="(\d+)"/>', files["word/document.xml"]):
        counts[int(number) - 1] += 1
    assert counts == [7, 1, 4]


def test_banner_stands_in_header_and_footer():
    """Caption and classification are on top and at the bottom of every page."""
    section = opened(printed()).sections[0]
    assert [one.text for one in section.header.paragraphs] == ["Eyes Only Chancellor Holm", "Top Secret"]
    assert [one.text for one in section.footer.paragraphs][-2:] == ["Eyes Only Chancellor Holm", "Top Secret"]


def test_the_file_says_nothing_of_who_made_it():
    """No author, hour, program or template; the same document gives the same bytes."""
    properties = opened(printed()).core_properties
    assert properties.title == HEADING and properties.language == "en"
    assert not any((properties.author, properties.last_modified_by, properties.comments, properties.created))
    with zipfile.ZipFile(io.BytesIO(word.write(printed()))) as archive:
        assert {one.date_time for one in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert "docProps/app.xml" not in archive.namelist()
    assert word.write(printed()) == word.write(printed())


def test_pages_are_places_and_no_words():
    """The beginning of a page is a bookmark, so that a phrase across it is found."""
    files = parts(printed())
    assert 'w:name="page_39"' in files["word/document.xml"] and "Page 39" not in files["word/document.xml"]
    assert 'w:name="p14"' in files["word/document.xml"]


def test_a_lost_note_is_shown():
    """A note on which nothing hangs is said to have lost its mark, after the words."""
    assert [one.text for one in opened(printed()).paragraphs][-2:] == [
        "A note whose mark is lost:",
        "Printed from an unsigned copy.",
    ]


def test_words_of_another_direction_are_set_so():
    """A paragraph that begins with Hebrew runs from the right."""
    body = parts(Document("letter", passages_of("שלום to all", "Peace")))["word/document.xml"]
    assert body.count("<w:bidi/>") == 1


@settings(deadline=None, max_examples=60)
@given(documents())
def test_any_document_is_a_file_with_all_its_words(document):
    """Whatever a document holds, every part is XML, and every passage has its words, with what is hidden shown."""
    files = parts(document)
    for content in files.values():
        ElementTree.fromstring(content)
    root = ElementTree.fromstring(files["word/document.xml"])
    paragraphs = [
        "".join(
            {f"{W}br": "\n", f"{W}tab": "\t"}.get(e.tag, e.text or "") for e in one.iter() if e.tag != f"{W}instrText"
        )
        for one in root.iter(f"{W}p")
    ]
    expected = [shown(passage.text) for passage in document.passages]
    assert paragraphs[-len(expected) :] == expected
    assert not hidden_characters("".join(paragraphs).replace("\u200d", ""))


def test_a_note_that_hangs_twice_and_one_without_words_do_no_harm():
    """A second mark refers to the same note; a note without passages has no mark."""
    spans = (Span(1, 1, "note", 1, (("number", "1"),)), Span(2, 2, "note", 1, (("number", "2"),)))
    apparatus = Apparatus(notes=(Note(1, "1", "footnote", passages_of("Yes.")), Note(2, "2", "footnote", ())))
    document = Document("letter", (Passage(1, "Ice", spans=(*spans, spans[1])),), apparatus=apparatus)
    assert parts(document)["word/document.xml"].count("<w:footnoteReference ") == 1
    assert opened(document).paragraphs[1].text == "Ice"
