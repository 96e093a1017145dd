"""PDF files: words that can be copied whole, the banner on every page, and nothing said that should not be."""

import io
import re
import zlib
from dataclasses import replace

import pypdf
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.record.writers.specimens import printed

from backchannel.errors import BadInputError
from backchannel.record.apparatus import Apparatus, Note
from backchannel.record.document import Document, Passage, passages_of
from backchannel.record.spans import Span
from backchannel.record.writers import pdf
from backchannel.record.writers.pdf_lines import Shape, broken, columns
from backchannel.record.writers.pdf_pages import filled
from backchannel.record.writers.pieces import Piece, pieces


def opened(document, paper="A4"):
    """The file of a document, read by another program."""
    return pypdf.PdfReader(io.BytesIO(pdf.write(document, paper)))


def pages(document, paper="A4"):
    """The words of each page."""
    return [page.extract_text() for page in opened(document, paper).pages]


def long_letter(count=120):
    """A letter of several pages, every tenth passage with a note."""
    words = "The pilots of the sound have taken soundings in every month but two since the ice went out. " * 3
    passages, notes = [], []
    for number in range(1, count + 1):
        text = f"Paragraph{number} begins. {words}"
        spans = ()
        if number % 10 == 0:
            notes.append(Note(len(notes) + 1, str(len(notes) + 1), "footnote", passages_of(f"Note{len(notes) + 1}.")))
            spans = (Span(5, 5, "note", 1, (("number", str(len(notes))),)),)
        passages.append(Passage(number, text, spans=spans))
    return Document(
        "letter",
        tuple(passages),
        heading="A long letter",
        classification="Secret",
        caption="Nodis",
        apparatus=Apparatus(notes=tuple(notes)),
    )


def test_words_are_copied_out_whole():
    """Another program finds every word of the passages, the head and the notes, in order and unbroken."""
    text = " ".join("\n".join(pages(printed())).split())
    for words in (
        "22. Letter From President Kaljo to Chancellor Holm",
        "Dear Mr. Chancellor: I regret that the ice has made it impossible for me to reply earlier.",
        "My government has never accepted the line drawn at Anders Head",
        "[3 paragraphs (14 lines) not declassified]",
        "1. The eastern channel stays open.",
        "The sea belongs to those who cross it.",
        "Source: Kaljo Library, President’s Files, Correspondence Series, Box 14, Folder Holm.",
        "Printed from an unsigned copy.",
    ):
        assert words in text, words


def test_greek_and_cyrillic_are_copied_out_too():
    """Letters of three scripts, fractions and dashes come out as they went in."""
    words = "Θεσσαλονίκη, Петропавловск, Čakovec — 2½ § 14"
    assert words in pages(Document("letter", passages_of(words)))[0]


def test_every_page_has_banner_and_number():
    """Caption and classification stand twice on each page, and each says which of how many it is."""
    found = pages(long_letter())
    assert len(found) > 5
    for number, text in enumerate(found, 1):
        assert text.count("NODIS") == 2 and text.count("SECRET") == 2
        assert f"{number} / {len(found)}" in text


def test_a_note_stands_on_the_page_of_its_mark():
    """Each note is at the foot of the page that holds the words it hangs on."""
    found = pages(long_letter())
    for number in range(1, 13):
        (page,) = (text for text in found if f"{number}raph{number * 10} begins" in text.replace("\n", ""))
        assert f"Note{number}." in page


def test_marks_and_notes_are_linked_both_ways():
    """Each mark leads to its note and each note to its mark; a note that lost its mark leads nowhere."""
    (page,) = opened(printed()).pages
    links = [one.get_object() for one in page["/Annots"]]
    assert len(links) == 8 and all(one["/Subtype"] == "/Link" for one in links)


def test_the_file_says_nothing_of_who_made_it():
    """Title and language are there; no author, program, path or true hour is, and the same words give the same file."""
    data = pdf.write(printed())
    reader = pypdf.PdfReader(io.BytesIO(data))
    assert dict(reader.metadata) == {
        "/Title": "22. Letter From President Kaljo to Chancellor Holm",
        "/CreationDate": "D:19800101000000Z",
    }
    assert reader.trailer["/Root"]["/Lang"] == "en"
    assert data == pdf.write(printed())
    assert not re.search(rb"/home|/root|/tmp|/work|site-packages|fpdf|Producer|Creator", data)


def test_a_letter_that_the_font_lacks_is_refused():
    """Hebrew words are refused by name, not dropped; a sign is spelled out where it stands."""
    with pytest.raises(BadInputError, match=r"no letters U\+05E9 HEBREW LETTER SHIN.*HTML or Word"):
        pdf.write(Document("letter", passages_of("He wrote שלום to us.")))
    (text,) = pages(Document("letter", passages_of("left ║ right, \u202ehidden")))
    flat = " ".join(text.split())
    assert "left ‹U+2551 BOX DRAWINGS DOUBLE VERTICAL› right, ‹U+202E RIGHT-TO-LEFT OVERRIDE›hidden" in flat


def test_paper_can_be_letter():
    """The sheet has the size of the paper that was asked for."""
    (page,) = opened(printed(), "Letter").pages
    assert (float(page.mediabox.width), float(page.mediabox.height)) == (612, 792)


def test_streams_can_be_searched():
    """What a search of the file must unpack are plain deflated streams, so a test for removed words can be trusted."""
    data = pdf.write(printed())
    streams = re.findall(rb"stream\n(.*?)\nendstream", data, re.DOTALL)
    assert any(b"Tj" in zlib.decompress(one) for one in streams if one[:1] == b"x")


# The setting of lines and pages, with letters that are all one wide.


def measure(text, face, size):
    """Every letter is as wide as its size."""
    return len(text) * size


def set_(text, width, spans=(), **more):
    """The lines of a text in a column of so many letters."""
    return broken(pieces(Passage(1, text, spans=spans)), Shape(0, width, 1, **more), measure, str)


def plain(line):
    """The words of a line."""
    return "".join(run.text for run in line.runs)


@settings(deadline=None)
@given(st.text(alphabet="ab -—\n/", min_size=1, max_size=80).filter(str.strip), st.integers(1, 12), st.data())
def test_lines_hold_all_words_and_are_not_too_long(text, width, data):
    """However narrow the column and however the look changes, no letter is lost and no line is wider."""
    start = data.draw(st.integers(0, len(text)))
    lines = set_(text, width, (Span(0, start, "emphasis", 1, (("rend", "italic"),)),))
    assert "".join("".join(map(plain, lines)).split()) == "".join(text.split())
    assert all(sum(run.width for run in line.runs) <= width + 0.01 for line in lines)


def test_a_word_of_two_looks_is_not_torn():
    """A word whose second half is in italics goes to the next line whole."""
    lines = set_("aaaa bbcc", 7, (Span(7, 9, "emphasis", 1, (("rend", "italic"),)),))
    assert [plain(line) for line in lines] == ["aaaa", "bbcc"]


def test_the_mark_of_a_note_goes_with_its_word():
    """A mark that has no room goes to the next line with the word it hangs on."""
    lines = list(broken([Piece("aa bbb"), Piece(note=1), Piece(" c")], Shape(0, 6.2, 1), measure, str))
    assert [plain(line) for line in lines] == ["aa", "bbb1 c"]
    assert [line.notes for line in lines] == [(), (1,)]


def test_columns_share_what_there_is():
    """A narrow column gets what it wants, wide ones share the rest."""
    assert columns([[10, 20], [5, 30]], 100) == [19, 39]
    assert columns([[10, 400, 300]], 219) == [19, 100, 100]


@settings(deadline=None)
@given(st.lists(st.tuples(st.integers(1, 6), st.integers(0, 30), st.booleans()), min_size=1, max_size=40))
def test_pages_hold_all_lines_and_notes_in_order(parts):
    """Whatever stands together and however long the notes are, all is there once, in order and on the page."""
    lines, notes = [], {}
    for number, (height, note, keep) in enumerate(parts, 1):
        (line,) = set_("x", 5, before=1)
        lines.append(replace(line, height=height, notes=(number,) if note else (), keep=keep))
        notes[number] = [replace(line, height=1, before=0, number=f"{number}.{i}") for i in range(note)]
    made = filled(lines, notes, 40)
    assert [line for page in made for _, line in page.lines] == lines
    assert [line for page in made for _, line in page.notes] == [one for part in notes.values() for one in part]
    for page in made:
        foot = page.notes[0][0] if page.notes else 40
        assert all(top + line.height <= foot for top, line in page.lines[1:])
        assert all(top + line.height <= 40 for top, line in page.notes)
