"""A table as a document: one table in every format, its head in bold, no cell lost however odd."""

import io

import docx
import pytest

from backchannel.errors import BadInputError
from backchannel.record.tabular import as_document
from backchannel.record.writers import html, word

ROWS = [[[""], ["A"], ["B"]], [["Cost"], ["Much", "and more"], []], [["Risk"], ["<i>x</i>"], ["خطر"]]]


def test_every_cell_is_in_its_place():
    """Paragraphs of a cell stay in it, an empty cell stays empty, and what stands before the table stays before it."""
    file = docx.Document(io.BytesIO(word.write(as_document("A sheet", ROWS, before=("Before it.",)))))
    (table,) = file.tables
    assert [[cell.text for cell in row.cells] for row in table.rows] == [
        ["", "A", "B"],
        ["Cost", "Much\nand more", ""],
        ["Risk", "<i>x</i>", "خطر"],
    ]
    assert [p.text for p in file.paragraphs if p.text] == ["A sheet", "Before it."]
    assert all(run.bold for cell in table.rows[0].cells for p in cell.paragraphs for run in p.runs)


def test_a_page_shows_markup_as_text():
    """Nothing in a cell is markup, and nothing hidden stays hidden."""
    page = html.write(as_document("A sheet", [*ROWS, [["\u202e"], ["x"], ["y"]]])).decode()
    assert page.count("<tr>") == 4
    assert "&lt;i&gt;x&lt;/i&gt;" in page
    assert "\u202e" not in page


def test_a_title_of_several_lines_is_refused():
    """As of any document."""
    with pytest.raises(BadInputError):
        as_document("a\nb", ROWS)
