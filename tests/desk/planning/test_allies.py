"""Allies: each stance on its passage, over time, before our own side alone; and what each was told."""

from datetime import date

import pytest
from tests.desk.planning.office import DESK, GROUP, NORLUND
from tests.desk.shelf import shelve
from tests.desk.table import dump
from tests.desk.words.bank_case import document

from backchannel.desk.planning import allies, cases, events, wedge
from backchannel.errors import RuleError, UsageError
from backchannel.planning.allies import Word
from backchannel.record.dates import parse

ALL = ("ilse", "greta", "karl")
DAY = date(2031, 12, 15)


def stands(desk, ally="Norlund", **more):
    grid, _ = allies.grid(desk, "passage", DAY, **more)
    return [one.says.stance for one in grid.cells[ally, "passage"].now]


def test_the_grid_shows_each_ally_with_the_passage_on_which_that_rests(case):
    """Norlund has moved, Sudmark is ready, of Tervania nobody has said anything."""
    letter = case.letter(
        "greta", "Even Norlund has moved.", "Sudmark is ready.", channel=DESK, readers=("ilse", "karl")
    )
    case.settle(*ALL)
    where = f"{DESK}/{letter.reference}"
    allies.note(case.greta, "Norlund", "passage", Word.BEHIND, since=parse("2031-02"))
    allies.note(case.greta, "Norlund", "passage", Word.MOVING, rests=[f"{where}/1"])
    allies.note(case.greta, "Sudmark", "passage", Word.READY, rests=[f"{where}/2"])
    case.settle(*ALL)
    grid, rests = allies.grid(case.ilse, "passage", DAY)
    cell = grid.cells["Norlund", "passage"]
    assert (grid.allies, cell.moved, cell.before.says.stance) == (("Norlund", "Sudmark", "Tervania"), True, Word.BEHIND)
    assert rests[cell.now[0].act.rests[0]].text == "Even Norlund has moved."
    assert str(cell.now[0].says.since) == "2031-05-05"
    assert (stands(case.ilse, "Sudmark"), stands(case.ilse, "Tervania")) == ([Word.READY], [])


def test_an_allys_own_board_is_not_touched(case):
    """No desk of an ally learns of a stance, and none is written where an ally reads."""
    before = dump(case.hanne)
    allies.note(case.ilse, "Norlund", "passage", Word.BEHIND)
    case.settle()
    after = dump(case.hanne)
    assert {table for table in before if before[table] != after[table]} <= {"pairs", "postings", "outbox", "meta"}
    with case.refused(RuleError, "stays on channels of Valdria alone"):
        allies.note(case.ilse, "Norlund", "passage", Word.READY, onto=NORLUND)


def test_a_stance_on_an_issue_of_the_small_group_betrays_neither_to_karl(case):
    """The issue is on the small group; so is what is said of it, and his grid has no gap."""
    cases.open_on(case.ilse, "", GROUP)
    cases.add_issue(case.ilse, "the price", onto=GROUP)
    case.settle(*ALL)
    before = repr(allies.grid(case.karl))
    with case.refused(RuleError, "Karl Oden would learn"):
        allies.note(case.ilse, "Norlund", "the price", Word.READY, onto=DESK)
    allies.note(case.ilse, "Norlund", "the price", Word.READY, onto=GROUP)
    case.settle(*ALL)
    assert repr(allies.grid(case.karl)) == before
    assert set(allies.grid(case.greta)[0].issues) == {"passage", "nets", "the price"}


def test_only_an_ally_has_a_stance_and_one_that_was_taken_back_is_kept_with_its_reason(case):
    """Neither we nor the other side; and the history shows the misreading."""
    for party in ("Valdria", "Ostrava"):
        with case.refused(UsageError, "no ally"):
            allies.note(case.ilse, party, "passage", Word.READY)
    kept = allies.note(case.ilse, "Norlund", "passage", Word.READY)
    allies.withdraw(case.ilse, kept.id.hex()[:8], "We misread the telegram.")
    assert stands(case.ilse) == []
    (shown,), _ = allies.history(case.ilse, "Norlund", "passage")
    assert shown.ended.why == "We misread the telegram."


@pytest.fixture
def told(case):
    """Two letters of the other side's minister on the passage: to Norlund's envoy, and to Sudmark's."""
    offers = {
        "Hanne Solvik": "We are prepared to let two ferries have passage each day.",
        "Bram Velde": "We are prepared to let nine trawlers have passage each week.",
    }
    letters = {
        f"talks/{number}": document("letter", "2031-03-04", text, senders=("Tomas Reik",), addressees=(to,))
        for number, (to, text) in enumerate(offers.items(), 1)
    }
    shelve(case.ilse, "talks", letters)
    cases.add_person(case.ilse, "Tomas Reik", "Ostrava")
    return case


def test_what_each_ally_was_told_stands_side_by_side_with_the_differences_marked(told):
    """Two offers on one issue: what only Norlund heard is marked there, and what only Sudmark heard there."""
    found = wedge.wedge(told.ilse, "passage")
    assert [row.name for row in found.told] == ["Norlund", "Sudmark"]
    marked = {
        row.name: {one.text[slice(*mark)] for one, marks in row.statements for mark in marks} for row in found.told
    }
    assert {"two", "ferries"} <= marked["Norlund"]
    assert {"nine", "trawlers"} <= marked["Sudmark"]
    assert not {"prepared", "passage"} & marked["Norlund"]


def test_offers_lie_over_the_line_of_events(told):
    """Talks offered twelve days after the seizure: the days are counted, and nothing is concluded."""
    events.note(told.ilse, "the seizure", parse("2031-02-01"), happened=True, by="Ostrava")
    events.note(told.ilse, "talks on ice", parse("2031-02-13"), happened=True, by="Ostrava", offer=True)
    events.note(told.ilse, "next winter", parse("2031-11-01"))
    line = wedge.wedge(told.ilse, "passage").line
    shown = [(one.event.says.name if one.event else one.statement.day, one.is_offer, one.days) for one in line]
    assert shown[:2] == [("the seizure", False, None), ("talks on ice", True, 12)]
    assert all(one.is_offer and one.days == 31 for one in line[2:])


def test_a_wedge_needs_an_issue_and_another_side(case):
    """Of the case's own names."""
    with case.refused(UsageError, "There is no issue"):
        wedge.wedge(case.ilse, "the moon")
