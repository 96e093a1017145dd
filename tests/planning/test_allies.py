"""Allies: a stance since a date, a move from two of them, and nothing where dates give no order."""

from datetime import date

from tests.planning.writing import Pages, on

from backchannel.planning.allies import OF, ON, STANCE, Stance, Word, grid, history
from backchannel.planning.cases import ISSUE, PARTY, CaseParty, Issue, Side

DAY = date(2031, 12, 15)


def office():
    pages = Pages()
    sides = {"Valdria": Side.OURS, "Ostrava": Side.OTHER, "Norlund": Side.ALLY, "Sudmark": Side.ALLY}
    ids = {name: pages.write(PARTY, CaseParty(name, side)) for name, side in sides.items()}
    ids["passage"] = pages.write(ISSUE, Issue("passage"))
    return pages, ids


def stance(pages, ids, ally, word, since, **more):
    return pages.write(STANCE, Stance(word, on(since)), names={OF: [ids[ally]], ON: [ids["passage"]]}, **more)


def cell(pages, ally="Norlund", day=DAY):
    return grid(pages.board, day).cells[ally, "passage"]


def test_every_ally_has_a_cell_and_who_is_none_has_not():
    """Of Sudmark nobody has said anything, and that is shown; neither we nor the other side stand there."""
    pages, ids = office()
    stance(pages, ids, "Norlund", Word.READY, "2031-12-01")
    found = grid(pages.board, DAY)
    assert (found.allies, found.issues) == (("Norlund", "Sudmark"), ("passage",))
    assert (cell(pages).now[0].says.stance, cell(pages, "Sudmark").now) == (Word.READY, ())


def test_an_ally_has_moved_where_two_stances_follow_each_other():
    """Behind in August, moving in December; asked about November he was behind."""
    pages, ids = office()
    stance(pages, ids, "Norlund", Word.MOVING, "2031-12-14")
    stance(pages, ids, "Norlund", Word.BEHIND, "2031-08")
    found = cell(pages)
    assert (found.moved, found.before.says.stance, found.now[0].says.stance) == (True, Word.BEHIND, Word.MOVING)
    assert cell(pages, day=date(2031, 11, 30)).now[0].says.stance is Word.BEHIND
    assert not cell(pages, day=date(2031, 11, 30)).moved


def test_the_same_stance_once_more_is_no_move():
    """He was ready and is ready."""
    pages, ids = office()
    for since in ("2031-10-01", "2031-12-01"):
        stance(pages, ids, "Norlund", Word.READY, since)
    assert not cell(pages).moved
    assert len(history(pages.board, ids["Norlund"], ids["passage"])) == 2


def test_two_stances_whose_dates_may_coincide_both_stand():
    """Since December, and since the second of December: which is the later nobody knows."""
    pages, ids = office()
    stance(pages, ids, "Norlund", Word.READY, "2031-12")
    stance(pages, ids, "Norlund", Word.OPPOSED, "2031-12-02")
    assert ({one.says.stance for one in cell(pages).now}, cell(pages).moved) == ({Word.READY, Word.OPPOSED}, False)


def test_a_stance_that_was_taken_back_stands_in_the_history_alone():
    """With its reason; the grid shows what stood before."""
    pages, ids = office()
    stance(pages, ids, "Norlund", Word.READY, "2031-10-01")
    of = stance(pages, ids, "Norlund", Word.OPPOSED, "2031-12-02")
    pages.revise(
        STANCE, of, Stance(Word.OPPOSED, on("2031-12-02")),
        names={OF: [ids["Norlund"]], ON: [ids["passage"]]}, ended="withdrawn",
    )  # fmt: skip
    assert cell(pages).now[0].says.stance is Word.READY
    assert [one.ended is not None for one in history(pages.board, ids["Norlund"], ids["passage"])] == [False, True]
