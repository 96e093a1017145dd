"""A passage cut into pieces loses no word, and shows what its spans say."""

from hypothesis import given, settings
from hypothesis import strategies as st
from tests.record.strategies import documents
from tests.record.writers.specimens import FIFTH, SECOND, THIRD, printed

from backchannel.record.document import Passage, passages_of
from backchannel.record.spans import Frame, Span
from backchannel.record.writers.nesting import Held, nested
from backchannel.record.writers.nesting import passages_of as held_passages
from backchannel.record.writers.pieces import Piece, around, lost, pieces


@settings(deadline=None)
@given(documents(), st.data())
def test_pieces_together_are_the_words(document, data):
    """Whatever spans cut a passage, its pieces joined are its words to the character."""
    for passage in document.passages:
        ends = data.draw(st.lists(st.integers(0, len(passage.text)), min_size=2, max_size=2).map(sorted))
        spans = (Span(ends[0], ends[1], "emphasis", 1, (("rend", "italic strong"),)),)
        cut = list(pieces(Passage(1, passage.text, spans=spans)))
        assert "".join(piece.text for piece in cut) == passage.text
        assert "".join(piece.text for piece in cut if piece.look) == passage.text[ends[0] : ends[1]]


def test_marks_pages_and_looks_stand_in_their_places():
    """The mark of a note and a page's beginning stand between the words where they were printed."""
    found = list(pieces(printed().passages[1]))
    assert "".join(piece.text for piece in found) == SECOND
    before_page = found[: next(i for i, piece in enumerate(found) if piece.page == "39")]
    assert "".join(piece.text for piece in before_page).endswith("it will not ")
    assert [piece.text for piece in found if piece.look] == ["never"]
    assert [piece.note for piece in found if piece.note] == [3]


def test_a_gap_is_one_though_its_letters_change():
    """A bracket about withheld words is a gap from end to end, in italics or not."""
    found = list(pieces(printed().passages[2]))
    assert {piece.gap for piece in found} == {"withheld"}
    assert "".join(piece.text for piece in found) == THIRD
    assert [piece.gap for piece in pieces(printed().passages[3])] == ["omitted"]


def test_a_reference_keeps_its_target():
    """The words of a printed reference carry where it points."""
    assert [(p.text, p.target) for p in pieces(printed().passages[11]) if p.target] == [("Document 21", "#d21")]
    assert FIFTH.startswith(next(iter(pieces(printed().passages[11]))).text)


def test_emphasis_that_is_taken_back_is_none():
    """Upright letters within italics are upright; an unknown look is none."""
    spans = (
        Span(0, 9, "emphasis", 1, (("rend", "italic"),)),
        Span(3, 6, "emphasis", 2, (("rend", "roman"),)),
        Span(10, 13, "emphasis", 1, (("rend", "strpng"),)),
    )
    assert [(p.text, p.look) for p in pieces(Passage(1, "abcdefghi jkl", spans=spans))] == [
        ("abc", {"italic"}),
        ("def", set()),
        ("ghi", {"italic"}),
        (" ", set()),
        ("jkl", set()),
    ]


def test_what_stands_between_blocks_is_told_apart():
    """A page or a note's mark before a passage stands before it, one after it behind it."""
    spans = (
        Span(0, 0, "page", 0, (("number", "4"),)),
        Span(0, 0, "note", 0, (("number", "1"),)),
        Span(3, 3, "page", 0, (("number", "5"),)),
    )
    passage = Passage(1, "Ice", spans=spans)
    assert around(passage) == ([Piece(page="4"), Piece(note=1)], [Piece(page="5")])
    assert list(pieces(passage)) == [Piece("Ice")]


def test_a_note_without_a_mark_is_lost():
    """The fifth note hangs on no words, the others do."""
    assert lost(printed()) == {5}


def test_frames_hold_what_stands_in_them():
    """A list within a table's row is found there, and a frame that comes back is opened anew."""
    frames = (Frame("table"), Frame("row", 1), Frame("list", 2), Frame("quote"))
    inside = [0, 2, 3, 2, 4, 0]
    tree = nested(
        [Passage(number, "x", within=within) for number, within in enumerate(inside, 1)],
        frames,
    )
    table = tree[1]
    assert isinstance(table, Held) and table.frame.name == "table"
    row = table.children[0]
    assert isinstance(row, Held) and [p.number for p in held_passages(row)] == [2, 3, 4]
    assert [type(one).__name__ for one in tree] == ["Passage", "Held", "Held", "Passage"]
    assert nested(passages_of("a", "b"), ())[1].number == 2
