"""The timeline: the lanes that a person may see, and nothing that betrays another."""

from datetime import date

import pytest
from tests.desk.planning.office import DESK, GROUP
from tests.desk.table import LINE

from backchannel.desk.own_ledger import NAME as OWN
from backchannel.desk.planning import allies, cases, events, timeline, tracks
from backchannel.planning.allies import Word
from backchannel.record.dates import parse

ALL = ("ilse", "greta", "karl")


@pytest.fixture
def lanes(case):
    """The desk's own lane and the Sela track for all, the private line for Ilse."""
    cases.add_lane(case.ilse, "the desk", channel=DESK)
    cases.add_lane(case.ilse, "the Sela track")
    cases.add_lane(case.ilse, "private letters", channel=LINE, onto=OWN)
    case.settle(*ALL)
    return case


def lines(desk, **more):
    found = timeline.timeline(desk, **more)
    names = {lane.id: lane.says.name for lane in found.lanes}
    return [(one.when, names.get(one.lane, ""), one.kind, one.what) for one in found.items]


def test_lanes_stand_side_by_side_on_one_axis(lanes):
    """Letters with the number of their passages, contacts, efforts, events and stances, each at its date."""
    letter = lanes.letter("greta", "The ice has come.", "We begin.", channel=DESK, readers=("ilse", "karl"))
    lanes.settle(*ALL)
    tracks.contact(lanes.ilse, "the Sela track", "Tomas Reik", on=parse("2031-04-02"))
    tracks.effort(lanes.ilse, "Called twice", lane="the Sela track", on=parse("2031-03-01"))
    events.note(lanes.ilse, "the thaw", parse("2031-04"))
    events.note(lanes.ilse, "your return")
    allies.note(lanes.ilse, "Norlund", "passage", Word.BEHIND, since=parse("2031-05-06"))
    assert lines(lanes.ilse) == [
        ("2031-03-01", "the Sela track", "effort", "Called twice (Ilse Maren)"),
        ("2031-04", "", "event, not yet", "the thaw"),
        ("2031-04-02", "the Sela track", "contact", "with Tomas Reik"),
        ("2031-05-05", "the desk", "letter", f"{DESK}/{letter.reference}, 2 passages"),
        ("2031-05-06", "", "stance", "Norlund on passage: behind"),
        ("no date yet", "", "event, not yet", "your return"),
    ]
    assert "We begin" not in repr(timeline.timeline(lanes.ilse))
    shown = lines(lanes.ilse, since=date(2031, 4, 20), until=date(2031, 5, 5))
    assert [when for when, *_ in shown] == ["2031-04", "2031-05-05"]


def test_a_lane_that_one_may_not_see_is_not_there(lanes):
    """Karl's timeline before and after the private line, the small group and a letter that is not for him: the same."""
    lanes.letter("ilse", "For all.", channel=DESK, readers=("greta", "karl"))
    lanes.settle(*ALL)
    before = timeline.timeline(lanes.karl)
    assert [lane.says.name for lane in before.lanes] == ["the desk", "the Sela track"]
    lanes.letter("ilse", "We would let four ferries pass.")
    lanes.letter("ilse", "For you alone.", channel=DESK, readers=("greta",))
    cases.open_on(lanes.ilse, "", GROUP)
    events.note(lanes.ilse, "the price is named", parse("2031-05-01"), onto=GROUP)
    cases.add_lane(lanes.ilse, "the small group", channel=GROUP, onto=GROUP)
    lanes.letter("ilse", "Two ferries.", channel=GROUP, readers=("greta",))
    lanes.settle(*ALL, "tomas")
    after = timeline.timeline(lanes.karl)
    assert repr(after) == repr(before)
    assert "the small group" in [lane.says.name for lane in timeline.timeline(lanes.greta).lanes]
    assert len(timeline.timeline(lanes.ilse).items) > len(before.items)


def test_what_is_not_shown_is_counted_among_what_one_may_see_alone(lanes):
    """The latest two of five; of Karl's five, not of Ilse's nine."""
    for number in range(5):
        lanes.letter("ilse", f"For all, {number}.", channel=DESK, readers=("greta", "karl"))
    for number in range(4):
        lanes.letter("ilse", f"For Tomas, {number}.")
    lanes.settle(*ALL)
    assert [(len(found.items), found.more) for name in ("karl", "ilse")
            for found in [timeline.timeline(lanes.desks[name], limit=2)]] == [(2, 3), (2, 7)]  # fmt: skip


def test_a_document_stands_in_each_lane_where_it_was_filed_with_the_reason(lanes):
    """A letter of the desk's channel is in its lane once, and in the other because somebody said why."""
    letter = lanes.letter("ilse", "The ice has come.", channel=DESK, readers=("greta", "karl"))
    where = f"{DESK}/{letter.reference}"
    cases.file(lanes.ilse, where, "the desk", name="the note")
    cases.file(lanes.ilse, where, "the Sela track", name="the note", moved="It went to Sela as a note.")
    found = lines(lanes.ilse)
    assert sorted(lane for _, lane, _, _ in found) == ["the Sela track", "the desk"]
    assert (
        "2031-05-05",
        "the Sela track",
        "document",
        "the note (here because: It went to Sela as a note.), 1 passage",
    ) in found
