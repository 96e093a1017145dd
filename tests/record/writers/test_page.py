"""What a terminal shows of a document of the record: everything its edition says, in its place."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.record.strategies import documents
from tests.record.writers import specimens

from backchannel.errors import UsageError
from backchannel.record.address import read as address
from backchannel.record.apparatus import Apparatus, Inference, Note
from backchannel.record.characters import hidden_characters
from backchannel.record.dates import parse
from backchannel.record.document import Document, Passage, passages_of
from backchannel.record.readers.report import Report
from backchannel.record.spans import Frame, Span
from backchannel.record.writers import page


def test_a_printed_letter_reads_well():
    """Banner on top and at the bottom, the printed head, numbers before passages, notes below."""
    written = page.write(specimens.printed(), address="faru1961-63v02/d22", width=72)
    assert written.startswith(
        "Eyes Only Chancellor Holm\nTop Secret\n\n22. Letter From President Kaljo to Chancellor Holm[1]\n"
        "Tarnholm, October 16, 1961.\n\nKind: letter\n"
    )
    assert "\nDate: 16 October 1961\nFrom: Reet Kaljo\nTo: Anders Holm\n" in written
    assert "\n\n 1  Dear Mr. Chancellor: I regret that the ice has made it impossible\n    for me" in written
    assert "\n\n14                      Reet Kaljo\n\nNotes\n" in written
    assert "\nCited as: faru1961-63v02/d22\n" in written
    assert written.endswith("\n\nEyes Only Chancellor Holm\nTop Secret\n")
    assert max(map(len, written.split("\n"))) <= 72


def test_notes_hang_on_their_marks():
    """A mark stands where it was printed; its note has its address before it, and one without a mark says so."""
    written = page.write(specimens.printed())
    assert "who saw the\n    soundings[3] on 3 September." in written
    assert "\nn3  [3] The soundings of the cutter Merganser.\n" in written
    assert "\nn4  [4] Not found.\n    Nor is the draft of it.\n" in written
    assert "\nn5  [5] (its mark is lost) Printed from an unsigned copy.\n" in written
    assert "\n\nSource note\nn1  [1] Source: Kaljo Library, President’s Files" in written


def test_a_page_begins_in_its_place():
    """The mark of a page stands before the word with which it begins, and between passages where it begins there."""
    assert "never accepted" in page.write(specimens.printed())
    assert " not |p. 39| accept it now." in page.write(specimens.printed())
    between = Document(
        "letter",
        (Passage(1, "One."), Passage(2, "Two.", spans=(Span(0, 0, "page", 0, (("number", "7"),)),))),
    )
    assert "\n 2  |p. 7| Two.\n" in page.write(between)


def test_the_two_kinds_of_gaps_are_told_apart():
    """What a government withheld and what editors left out are named so in their place, and in the list below."""
    written = page.write(specimens.printed())
    assert "\n 3  {withheld: [3 paragraphs (14 lines) not declassified]}\n" in written
    assert "\n 4  {omitted: [Here follow two paragraphs on the herring fleet.]}\n" in written
    assert "\n  passage 3: withheld by a government: 3 paragraphs (14 lines), not declassified\n" in written
    assert "\n  passage 4: left out by the editors: two paragraphs, on the herring fleet\n" in written


def test_tables_stand_in_columns_and_lists_hold_together():
    """A row is a line with the number of its first cell; items follow each other without a blank line."""
    written = page.write(specimens.printed())
    assert "\n 7  Ship   Tons\n 9  Aldis  1,400\n" in written
    assert "\n 5      1. The eastern channel stays open.\n 6      2. The pilots" in written


def test_a_table_too_wide_for_the_terminal_is_wrapped():
    """Where columns do not fit, the cells of a row follow each other."""
    cells = tuple(Passage(n, f"cell {n} " + "tide " * 6, "cell", within=2) for n in (1, 2))
    table = Document("other", cells, apparatus=Apparatus(frames=(Frame("table"), Frame("row", 1))))
    written = page.write(table, width=40)
    assert " | " in written
    assert max(map(len, written.split("\n"))) <= 40


def test_how_sure_a_date_is_stands_beside_it():
    """An approximate date says so, an inferred one says from what, and one that is not known is not passed over."""
    about = Document("letter", passages_of("Yes."), date=parse("1961-10~"))
    assert "\nDate: October 1961 (approximate)\n" in page.write(about)
    inferred = Document(
        "memorandum",
        passages_of("Yes."),
        date=parse("1961-08-21"),
        apparatus=Apparatus(inferences=(Inference("date", "1961-08-21", "the file number 762.00/8-2161"),)),
    )
    assert "\nDate: 21 August 1961\n  inferred: the file number 762.00/8-2161\n" in page.write(inferred)
    assert "\nDate: not known\n" in page.write(Document("letter", passages_of("Yes.")))


def test_what_a_reader_told_stands_at_the_end():
    """What was inferred and what was left out of the file is listed after the document."""
    told = Report(("The first line was taken for the heading.",), ("A picture was left out.",))
    written = page.write(Document("letter", passages_of("Yes.")), told)
    assert "\nInferred\n  The first line was taken for the heading.\n" in written
    assert "\nLeft out of the file\n  A picture was left out.\n" in written


def test_a_line_note_is_no_footnote():
    """A file number printed as a line stands above the head, has no mark, and none is said to be lost."""
    text = "840.20/1-148: Telegram"
    document = Document(
        "telegram", passages_of("Yes."), apparatus=Apparatus(notes=(Note(1, None, "line", passages_of(text)),))
    )
    written = page.write(document)
    assert written.startswith(f"{text}\n\nTelegram\n")
    assert "lost" not in written


@pytest.mark.parametrize(
    ("place", "shown"),
    [
        ("/12", "12  You wrote of “a calmer autumn”[4]; I hold you to those words, as I said in\n    Document 21."),
        ("/12:0-9", "You wrote"),
        ("/n4.1", "n4.1  Not found."),
        ("/h2", "h2  Tarnholm, October 16, 1961."),
    ],
)
def test_one_place_alone(place, shown):
    """A passage, some of its characters, a note's passage or a line of the head stands alone under the banner."""
    written = page.write_place(specimens.printed(), address(f"faru1961-63v02/d22{place}"))
    assert written == f"Eyes Only Chancellor Holm\nTop Secret\n\n{shown}\n"


def test_a_place_that_is_not_there_is_refused():
    """No other place is shown for it."""
    with pytest.raises(UsageError, match="has no passage 99"):
        page.write_place(specimens.printed(), address("faru1961-63v02/d22/99"))


@settings(deadline=None)
@given(documents(), st.integers(0, 120))
def test_nothing_hidden_reaches_the_terminal(document, width):
    """Whatever a document holds, what is written holds no hidden character but line feeds, and every passage."""
    written = page.write(document, width=width)
    assert not hidden_characters(written.replace("\n", " "))
    assert all(f"{passage.number}  " in written for passage in document.passages)
