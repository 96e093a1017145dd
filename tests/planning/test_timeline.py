"""The axis: what lies where, as fuzzy as it was dated, the latest shown and the rest counted."""

from datetime import date

from hypothesis import given
from hypothesis import strategies as st
from tests.planning.writing import Pages, on

from backchannel.planning.calendar.phrases import Certainty
from backchannel.planning.calendar.stages import STAGE, Stage
from backchannel.planning.cases import LANE, Lane
from backchannel.planning.events import EVENT, Event
from backchannel.planning.timeline import laid, of_board
from backchannel.planning.tracks import CONTACT, EFFORT, ON, Contact, Effort


def shown(pages, lanes=(), since=None, until=None, limit=60):
    found = laid(of_board(pages.board, lanes), since, until, limit)
    return [(one.when, one.what) for one in found.items], found.more


def test_a_stage_stands_with_its_words_and_its_fuzz():
    """Before September: drawn at its last day, found by any range that it may lie in, and never made exact."""
    pages = Pages()
    stage = Stage("announcement", "before September first", "../2031-08-31", Certainty.INFERRED)
    pages.write(STAGE, stage)
    pages.write(EVENT, Event("the thaw", on("2031-04")))
    told = ("../2031-08-31", "announcement (“before September first”)")
    assert shown(pages)[0] == [("2031-04", "the thaw"), told]
    assert shown(pages, since=date(2031, 8, 1))[0] == [told]
    assert shown(pages, until=date(2031, 4, 10))[0] == [("2031-04", "the thaw")]


def test_contacts_and_efforts_on_a_lane_that_is_not_shown_are_not_there():
    """Nor counted; an effort for no lane in particular belongs to the whole case."""
    pages = Pages()
    lanes = [pages.write(LANE, Lane(name)) for name in ("seen", "hidden")]
    for lane in lanes:
        pages.write(CONTACT, Contact(on("2031-05-01"), "Tomas Reik"), names={ON: [lane]})
        pages.write(EFFORT, Effort(on("2031-05-02"), "Called", "Greta Lund"), names={ON: [lane]})
    pages.write(EFFORT, Effort(on("2031-05-03"), "Asked around", "Greta Lund"))
    assert shown(pages, lanes[:1])[0] == [
        ("2031-05-01", "with Tomas Reik"),
        ("2031-05-02", "Called (Greta Lund)"),
        ("2031-05-03", "Asked around (Greta Lund)"),
    ]
    assert shown(pages, lanes[:1], limit=1)[1] == 2


@given(st.lists(st.sampled_from(["2031", "2031-04", "2031-04-09", "2031-05-01", ""])), st.integers(0, 9))
def test_nothing_is_lost_between_what_is_shown_and_what_is_counted(days, limit):
    """The latest so many, the rest in the number; what has no date last."""
    pages = Pages()
    for number, day in enumerate(days):
        pages.write(EVENT, Event(str(number), on(day) if day else None))
    rows, more = shown(pages, limit=limit)
    assert len(rows) + more == len(days)
    assert len(rows) == min(limit, len(days))
    everything, _ = shown(pages, limit=len(days) + 1)
    assert everything[len(everything) - len(rows) :] == rows
    assert [when for when, _ in everything][len(days) - days.count("") :] == ["no date yet"] * days.count("")
