"""Tracks: the silence of each lane in days, and the efforts that were made meanwhile."""

from datetime import date

from tests.planning.writing import Pages, on

from backchannel.planning.cases import LANE, Lane
from backchannel.planning.tracks import CONTACT, EFFORT, ON, Contact, Effort, efforts, tracks


def test_the_silence_of_a_track_is_counted_from_its_last_contact_or_letter():
    """A later letter ends it, an earlier one does not; what comes after the day that is asked about does not count."""
    pages = Pages()
    lane = pages.write(LANE, Lane("the Sela track"))
    for day in ("2031-03-30", "2031-03-02", "2031-06-01"):
        pages.write(CONTACT, Contact(on(day), "Tomas Reik"), names={ON: [lane]})
    (track,) = tracks(pages.board, {}, date(2031, 5, 10))
    assert (track.days, track.contact.says.whom) == (41, "Tomas Reik")
    assert tracks(pages.board, {lane: date(2031, 3, 1)}, date(2031, 5, 10))[0].days == 41
    (track,) = tracks(pages.board, {lane: date(2031, 5, 1)}, date(2031, 5, 10))
    assert (track.days, track.contact) == (9, None)


def test_an_effort_that_reached_nobody_ends_no_silence():
    """It stands among the efforts, and the track is as silent as before."""
    pages = Pages()
    lane = pages.write(LANE, Lane("the Sela track"))
    pages.write(EFFORT, Effort(on("2031-05-08"), "Called the ministry twice", "Greta Lund"), names={ON: [lane]})
    (track,) = tracks(pages.board, {}, date(2031, 5, 10))
    assert track.days is None
    assert [one.says.by for one in efforts(pages.board, None, None)] == ["Greta Lund"]


def test_efforts_are_listed_by_days_and_a_fuzzy_date_wherever_it_may_lie():
    """The whole of May may lie in the second week of May; the third of April does not."""
    pages = Pages()
    for day in ("2031-05", "2031-04-03", "2031-05-09"):
        pages.write(EFFORT, Effort(on(day), f"in {day}", "Greta Lund"))
    found = efforts(pages.board, date(2031, 5, 8), date(2031, 5, 14))
    assert [str(one.says.on) for one in found] == ["2031-05", "2031-05-09"]


def test_the_longest_silence_stands_first_and_no_contact_at_all_before_it():
    """Of three tracks."""
    pages = Pages()
    ids = {name: pages.write(LANE, Lane(name)) for name in ("short", "long", "never")}
    for name, day in (("short", "2031-05-09"), ("long", "2031-01-01")):
        pages.write(CONTACT, Contact(on(day), "Tomas Reik"), names={ON: [ids[name]]})
    assert [one.lane.says.name for one in tracks(pages.board, {}, date(2031, 5, 10))] == ["never", "long", "short"]
