"""What slips when something slips: all that needs it, nothing else; and what cannot be as it stands."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.planning.calendar.test_stages import stage
from tests.planning.writing import Pages

from backchannel.errors import RuleError
from backchannel.planning.calendar.slips import (
    DEPENDENCY,
    NEEDS,
    WHAT,
    Dependency,
    Trouble,
    conflicts,
    leads_back,
    moved_by,
    plan,
)
from backchannel.planning.calendar.stages import DONE, DROPPED, STAGE, Stage


def needs(pages, one, other):
    return pages.write(DEPENDENCY, Dependency(), names={WHAT: [one], NEEDS: [other]})


def names(kept):
    return [one.kept.says.name for one in kept]


@pytest.fixture
def pages():
    """A paper, talks that need it, an agreement that needs the talks, and a visit that needs nothing."""
    pages = Pages()
    pages.ids = {
        name: pages.write(STAGE, stage(name, words))
        for name, words in (
            ("paper", "by the end of May"),
            ("talks", "say around June 25th"),
            ("agreement", "by the end of July"),
            ("visit", "about August first"),
        )
    }
    needs(pages, pages.ids["talks"], pages.ids["paper"])
    needs(pages, pages.ids["agreement"], pages.ids["talks"])
    return pages


def shifted(pages, name="paper", days=7):
    return plan(pages.board, pages.board.find(STAGE, name, "stage"), days)


def test_what_needs_it_moves_by_whatever_way_and_nothing_else(pages):
    """By as many days, and as fuzzy as it was."""
    found = shifted(pages)
    assert [(one.kept.says.name, str(one.now)) for one in found.moved] == [
        ("paper", "../2031-06-07"),
        ("talks", "2031-07-02~"),
        ("agreement", "../2031-08-07"),
    ]
    assert names(shifted(pages, "agreement").moved) == ["agreement"]


def test_a_fixed_deadline_stays_and_what_comes_too_late_for_it_is_said(pages):
    """And what needs it through the fixed one stays too."""
    fixed = pages.write(STAGE, stage("announcement", "before June third", fixed=True))
    after = pages.write(STAGE, stage("reception", "June 20"))
    needs(pages, fixed, pages.ids["paper"])
    needs(pages, after, fixed)
    found = shifted(pages, days=3)
    assert "reception" not in names(found.moved)
    assert [(one.kept.says.name, one.needs.says.name, str(one.ends)) for one in found.missed] == [
        ("announcement", "paper", "../2031-06-03")
    ]
    assert (shifted(pages, days=2).missed, [one.says.name for one in shifted(pages, days=2).stays]) == (
        (),
        ["announcement"],
    )
    with pytest.raises(RuleError, match="is fixed"):
        shifted(pages, "announcement")


def test_what_hangs_on_a_stage_that_moves_follows_without_an_act(pages):
    """And so does what needs that."""
    report = pages.write(STAGE, stage("report", "three days after the talks"))
    press = pages.write(STAGE, stage("press", "July 9"))
    needs(pages, press, report)
    found = {one.kept.says.name: (str(one.now), one.follows) for one in shifted(pages).moved}
    assert found["report"] == ("2031-07-05~", True)
    assert found["press"] == ("2031-07-16", False)


def test_what_took_place_is_not_moved(pages):
    """The past stands."""
    pages.revise(STAGE, pages.ids["talks"], stage("talks", "June 25"), ended=DONE)
    assert names(shifted(pages).moved) == ["paper"]


def test_a_circle_that_two_desks_wrote_apart_is_told_and_nothing_moves_in_it(pages):
    """Each dependency was right where it was written; together they are refused."""
    assert leads_back(pages.board, pages.ids["paper"], pages.ids["agreement"])
    needs(pages, pages.ids["paper"], pages.ids["agreement"])
    circle = [one.stage.says.name for one in conflicts(pages.board) if one.trouble == Trouble.CIRCLE]
    assert sorted(circle) == ["agreement", "paper", "talks"]
    with pytest.raises(RuleError, match="needs itself"):
        shifted(pages)
    assert names(shifted(pages, "visit").moved) == ["visit"]
    needs(pages, pages.ids["agreement"], pages.ids["visit"])
    with pytest.raises(RuleError, match="needs itself"):
        shifted(pages, "visit")


def test_what_cannot_be_as_it_stands_is_told(pages):
    """Before what it needs, perhaps before it, needing what was dropped, at odds with its event."""
    early = pages.write(STAGE, stage("early", "May 6"))
    late = pages.write(STAGE, stage("late", "May 20 at the latest"))
    odd = pages.write(STAGE, stage("odd", "before May 10, after the visit"))
    needs(pages, early, pages.ids["visit"])
    needs(pages, late, pages.ids["paper"])
    gone = pages.write(STAGE, stage("gone", "May 7"))
    needs(pages, odd, gone)
    pages.revise(STAGE, gone, stage("gone", "May 7"), ended=DROPPED)
    found = {
        (one.stage.says.name, one.trouble, one.other.says.name if one.other else "") for one in conflicts(pages.board)
    }
    assert found == {
        ("early", Trouble.BEFORE, "visit"),
        ("late", Trouble.LATE, "paper"),
        ("odd", Trouble.CLASH, ""),
        ("odd", Trouble.DROPPED, "gone"),
    }


def test_moving_keeps_the_words_and_says_how_far_it_lies_from_them():
    """Twice is the sum."""
    paper = stage("paper", "by the end of May")
    twice = moved_by(moved_by(paper, 7, "They asked for a week."), 3)
    assert (twice.written, twice.when, twice.moved, twice.why) == ("by the end of May", "../2031-06-10", 10, "")
    assert moved_by(Stage("visit"), 7) == Stage("visit")


@settings(max_examples=40)
@given(st.lists(st.tuples(st.integers(0, 7), st.integers(0, 7)), max_size=14), st.integers(0, 7))
def test_exactly_what_needs_it_moves_whatever_was_strung_together(edges, first):
    """Held against walking the dependencies one by one."""
    pages = Pages()
    ids = [pages.write(STAGE, stage(f"s{one}", f"June {one + 1}")) for one in range(8)]
    for one, other in edges:
        needs(pages, ids[one], ids[other])
    reached, size = {first}, 0
    while size != len(reached):
        size = len(reached)
        reached |= {one for one, other in edges if other in reached}
    within = [(one, other) for one, other in edges if one in reached and other in reached]
    ordered, left = set(), set(reached)
    while free := {one for one in left if not any(a == one and b in left for a, b in within)}:
        ordered |= free
        left -= free
    if left:
        with pytest.raises(RuleError):
            shifted(pages, f"s{first}")
    else:
        assert sorted(names(shifted(pages, f"s{first}").moved)) == sorted(f"s{one}" for one in reached)


def test_ten_thousand_stages_are_shown_and_moved_in_a_moment():
    """Half of them need the one before; no loop within a loop."""
    pages = Pages()
    one = stage("s", "June 3")
    before = None
    for number in range(5_000):
        identifier = pages.write(STAGE, Stage(f"s{number}", one.written, one.when, one.certainty))
        if before is not None:
            needs(pages, identifier, before)
        before = identifier
    assert len(shifted(pages, "s0").moved) == 5_000
    assert conflicts(pages.board) == []
