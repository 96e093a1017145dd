"""Quiet tracks: what this person may know of each, and nothing of the others."""

from datetime import date

import pytest
from tests.desk.planning.office import DESK, GROUP
from tests.desk.table import LINE, dump

from backchannel.desk.own_ledger import NAME as OWN
from backchannel.desk.planning import cases, tracks
from backchannel.errors import RuleError, UsageError
from backchannel.planning.cases import LANE, Lane
from backchannel.record.dates import parse

ALL = ("ilse", "greta", "karl")


@pytest.fixture
def lanes(case):
    """The desk's own lane, the Sela track outside of any channel, and the private line that is Ilse's alone."""
    cases.add_lane(case.ilse, "the desk", channel=DESK)
    cases.add_lane(case.ilse, "the Sela track")
    cases.add_lane(case.ilse, "private letters", channel=LINE, onto=OWN)
    case.settle(*ALL)
    return case


def silent(desk, most=None):
    return {one.track.lane.says.name: (one.track.days, one.too_long) for one in tracks.quiet(desk, most)}


def test_a_track_is_named_when_it_has_been_silent_for_too_long(lanes):
    """A letter on the line, a talk in Sela: 41 days later only the talk lies too far back."""
    tracks.contact(lanes.ilse, "the Sela track", "Tomas Reik", "At the reception")
    lanes.wait(days=20)
    lanes.letter("ilse", "We would let four ferries pass.")
    lanes.wait(days=21)
    assert silent(lanes.ilse, 30) == {
        "the Sela track": (41, True),
        "private letters": (21, False),
        "the desk": (None, True),
    }
    assert tracks.quiet(lanes.ilse, 30, date(2031, 5, 6))[-1].track.days == 1


def test_a_letter_that_a_member_may_not_read_ends_no_silence_for_him(lanes):
    """Ilse and Greta write on the desk's channel; Karl is no reader, and his track is as silent as it was."""
    lanes.letter("ilse", "For all of us.", channel=DESK, readers=("greta", "karl"))
    lanes.wait(days=10)
    lanes.letter("ilse", "For you alone.", channel=DESK, readers=("greta",))
    lanes.settle(*ALL)
    assert [silent(lanes.desks[name])["the desk"][0] for name in ALL] == [0, 0, 10]


def test_the_lane_of_the_private_line_is_not_there_for_who_is_not_on_it(lanes):
    """Greta and Karl see two tracks, whatever is written on the third, and Karl's vault is as it was."""
    assert [sorted(silent(lanes.desks[name])) for name in ("greta", "karl")] == [["the Sela track", "the desk"]] * 2
    before, told = dump(lanes.karl), repr(tracks.quiet(lanes.karl))
    lanes.letter("ilse", "We would let four ferries pass.")
    tracks.contact(lanes.ilse, "private letters", "Tomas Reik")
    tracks.effort(lanes.ilse, "Sent word by the pilot", lane="private letters")
    lanes.settle(*ALL, "tomas")
    after = dump(lanes.karl)
    assert {table for table in before if before[table] != after[table]} <= {"pairs", "postings", "outbox", "meta"}
    assert repr(tracks.quiet(lanes.karl)) == told
    assert tracks.evidence(lanes.karl)[0] == []


def test_a_contact_on_a_hidden_lane_is_not_noted_before_who_may_not_know_of_it(lanes):
    """On the desk's channel it would tell Greta and Karl that there is such a lane."""
    with lanes.refused(RuleError, "would learn from this"):
        tracks.contact(lanes.ilse, "private letters", "Tomas Reik", onto=DESK)
    with lanes.refused(RuleError, "would learn from this"):
        tracks.effort(lanes.ilse, "Sent word", lane="private letters", onto=DESK)
    with lanes.refused(UsageError, "There is no lane"):
        tracks.contact(lanes.karl, "private letters", "Tomas Reik")


def test_a_lane_that_another_program_puts_before_karl_is_not_shown_to_him(lanes):
    """It names a channel that he never entered: the track and the contacts on it are left out."""
    with lanes.desks["ilse"].vault.read() as db:
        line = tracks.channels.every(db)
        runs = next(one.id.hex() for one in line if one.name == LINE)
    with cases.change(lanes.ilse) as acting:
        acting.open(LANE, Lane("the secret line", channel=runs), onto=DESK)
    tracks.contact(lanes.ilse, "the secret line", "Tomas Reik")
    lanes.settle(*ALL)
    assert sorted(silent(lanes.karl)) == ["the Sela track", "the desk"]
    assert "the secret line" in silent(lanes.ilse)


def test_efforts_are_listed_as_evidence_with_the_words_on_which_they_rest(lanes):
    """By their days; one on the small group is for the small group."""
    letter = lanes.letter("greta", "I called the ministry twice.", channel=DESK, readers=("ilse", "karl"))
    lanes.settle(*ALL)
    tracks.effort(lanes.greta, "Called twice", rests=[f"{DESK}/{letter.reference}/1"], on=parse("2031-05-03"))
    cases.open_on(lanes.ilse, "", GROUP)
    tracks.effort(lanes.ilse, "Asked the bishop", on=parse("2031-05-04"), onto=GROUP)
    lanes.settle(*ALL)
    found, rests = tracks.evidence(lanes.greta, date(2031, 5, 1), date(2031, 5, 31))
    assert [(one.says.what, one.says.by) for one in found] == [
        ("Called twice", "Greta Lund"),
        ("Asked the bishop", "Ilse Maren"),
    ]
    assert rests[found[0].act.rests[0]].text == "I called the ministry twice."
    assert [one.says.what for one in tracks.evidence(lanes.karl)[0]] == ["Called twice"]
    assert tracks.evidence(lanes.greta, date(2031, 6, 1))[0] == []
