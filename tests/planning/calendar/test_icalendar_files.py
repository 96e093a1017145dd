"""Calendar files: read by readers of other hands, never more exact than we are, and no harm from hostile ones."""

import contextlib
import os
import tracemalloc
from datetime import UTC, date, datetime
from pathlib import Path

import ics
import pytest
import vobject
from hypothesis import given, settings
from hypothesis import strategies as st

from backchannel.errors import BackchannelError, BadInputError
from backchannel.planning.calendar.icalendar_files import ENTRIES, LARGEST, Entry, read, write
from backchannel.record.intervals import parse

DAY = date(2031, 5, 5)
OUTSIDE = Path(os.environ.get("BACKCHANNEL_OUTSIDE_TESTS") or Path(__file__).parents[4] / "shared" / "outside-tests")


def entry(when, name="the announcement", uid="a1", **more):
    return Entry(uid, name, parse(when) if when else None, **more)


FUZZY = [
    entry("../2031-08-31", "announcement", "a1", written="before September first", certainty="inferred"),
    entry("2031-11-01~", "formal talks", "a2", written="about November first", certainty="inferred"),
    entry("2031-12-22?/2031-12-24", "Gespräch, “privat”; Ποῦ?", "a3", about="line one\nline two"),
    entry("2031-12-24T09:00:00Z", "the hour", "a4", certainty="stated"),
    entry("2031-09", "some day", "a5"),
    entry("", "first talk", "a6", written="immediately following the allied talks"),
]


def test_two_readers_of_other_hands_read_what_we_write():
    """Days, hours and words are the same in both, and nothing counts as busy."""
    data = write(FUZZY, DAY, "The strait in winter").decode()
    theirs = vobject.readOne(data)
    events = {one.uid.value: one for one in theirs.vevent_list}
    others = {one.uid: one for one in ics.Calendar(data).events}
    assert set(events) == set(others) == {"a1", "a2", "a3", "a4", "a5"}
    assert events["a1"].dtstart.value == others["a1"].begin.date() == date(2031, 8, 31)
    assert events["a3"].dtend.value == date(2031, 12, 25)
    assert events["a4"].dtstart.value == others["a4"].begin.datetime == datetime(2031, 12, 24, 9, tzinfo=UTC)
    assert (events["a5"].dtstart.value, events["a5"].dtend.value) == (date(2031, 9, 1), date(2031, 10, 1))
    assert all(one.transp.value == "TRANSPARENT" for one in events.values())
    assert all(one.transparent for one in others.values())
    assert theirs.vtodo.summary.value == "date open: first talk"
    assert [one.name for one in ics.Calendar(data).todos] == ["date open: first talk"]
    assert others["a3"].name == events["a3"].summary.value


def test_nobody_takes_a_fuzzy_date_for_an_exact_one():
    """The list of a calendar program says in words what it is; our own properties keep the interval."""
    events = {one.uid.value: one for one in vobject.readOne(write(FUZZY, DAY).decode()).vevent_list}
    assert events["a1"].summary.value == "no later than 31 August 2031: announcement"
    assert events["a2"].summary.value == "about 1 November 2031: formal talks"
    assert events["a2"].x_backchannel_when.value == "2031-11-01~"
    assert events["a1"].x_backchannel_written.value == "before September first"
    assert events["a4"].summary.value.endswith("the hour")


def test_what_we_wrote_is_read_again_as_it_was():
    """Name, interval, words, certainty."""
    found = read(write(FUZZY, DAY)).entries
    assert [(one.name, one.when) for one in found] == [(one.name, one.when) for one in FUZZY]
    assert [one.written for one in found][:2] == ["before September first", "about November first"]
    assert [one.certainty for one in found][:2] == ["inferred", "inferred"]


def test_a_neutral_entry_has_its_days_and_no_word():
    """Not even that it is ours."""
    (one,) = vobject.readOne(
        write([entry("2031-08-31", "secret", neutral=True, about="secret")], DAY).decode()
    ).vevent_list
    assert one.summary.value == "Private"
    assert {child.name for child in one.getChildren()} == {
        "UID", "DTSTAMP", "DTSTART", "DTEND", "TRANSP", "SUMMARY", "CLASS"
    }  # fmt: skip


def test_no_sequence_number_and_no_hour_of_making_stand_in_a_file():
    """The stamp is the day of the export, the same for all."""
    data = write(FUZZY, DAY).decode()
    for word in ("SEQUENCE", "CREATED", "LAST-MODIFIED", "FREEBUSY", "X-WR-", "RELATED"):
        assert word not in data
    assert data.count("DTSTAMP:20310505T000000Z") == data.count("DTSTAMP") == len(FUZZY)


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=60).filter(str.strip), st.text(max_size=200))
def test_whatever_a_stage_is_called_the_file_holds_one_entry(name, written):
    """No word of ours can end an entry, or begin another."""
    data = write([entry("2031-08-31", name, written=written)], DAY).decode()
    assert len(ics.Calendar(data).events) == 1
    assert len(vobject.readOne(data).vevent_list) == 1
    assert len(read(data.encode()).entries) == 1


# Calendars from outside


def calendar(*lines, kind="VEVENT"):
    return "\r\n".join(["BEGIN:VCALENDAR", f"BEGIN:{kind}", *lines, f"END:{kind}", "END:VCALENDAR", ""]).encode()


def test_a_rule_that_means_billions_of_hours_is_not_worked_out():
    """Nor one that hides in a time zone; the first time is taken, and it is said."""
    zone = ["BEGIN:VTIMEZONE", "TZID:Evil/Zone", "BEGIN:STANDARD", "DTSTART:19700101T000000", "TZOFFSETFROM:+0100",
            "TZOFFSETTO:+0100", "RRULE:FREQ=SECONDLY", "END:STANDARD", "END:VTIMEZONE"]  # fmt: skip
    data = calendar("DTSTART;TZID=Evil/Zone:20310505T090000", "SUMMARY:x", "RRULE:FREQ=SECONDLY")
    data = data.replace(b"BEGIN:VEVENT", "\r\n".join([*zone, "BEGIN:VEVENT"]).encode())
    found = read(data)
    assert [(one.name, str(one.when)[:10]) for one in found.entries] == [("x", "2031-05-05")]
    assert "recur; only the first time" in found.left_out[0]


def test_what_is_nested_long_or_many_takes_little_memory_and_ends():
    """Each is an answer or one sentence."""
    deep = b"BEGIN:VEVENT\r\n" * 100_000 + b"END:VEVENT\r\n" * 100_000
    long = calendar("DTSTART:20310505", "SUMMARY:" + "x" * 3_000_000)
    many = b"BEGIN:VCALENDAR\r\n" + b"BEGIN:VEVENT\r\nSUMMARY:x\r\nEND:VEVENT\r\n" * (ENTRIES + 1) + b"END:VCALENDAR"
    folds = calendar("DTSTART:20310505", "SUMMARY:x" + "\r\n " * 500_000)
    tracemalloc.start()
    try:
        for data in (deep, long, many, folds, b"x" * (LARGEST + 1)):
            try:
                assert read(data).entries
            except BadInputError as error:
                assert str(error).endswith(".") and "\n" not in str(error)
        assert tracemalloc.get_traced_memory()[1] < 150_000_000
    finally:
        tracemalloc.stop()


@pytest.mark.parametrize("data", [b"", b"\xff\xfe\x00", b"no calendar", calendar(), calendar("DTSTART:INVALID")])
def test_what_is_no_calendar_is_one_sentence(data):
    """And an entry that says neither what nor when is none."""
    with pytest.raises(BadInputError, match="no calendar file"):
        read(data)


def test_an_interval_that_a_calendar_program_would_not_have_shown_is_not_believed():
    """A hostile file shows one day and means another in our own property: the day that is seen is taken."""
    data = calendar("DTSTART;VALUE=DATE:20310505", "SUMMARY:x", "X-BACKCHANNEL-WHEN:2099-01-01")
    assert str(read(data).entries[0].when) == "2031-05-05"


def test_days_end_before_the_day_on_which_they_end_and_hours_are_utc():
    """RFC 5545, 3.6.1; a zone that the library knows by its name is worked out."""
    data = calendar("DTSTART;VALUE=DATE:20310505", "DTEND;VALUE=DATE:20310508", "SUMMARY:x")
    assert str(read(data).entries[0].when) == "2031-05-05/2031-05-07"
    data = calendar("DTSTART;TZID=Europe/Berlin:20310505T090000", "SUMMARY:x")
    assert str(read(data).entries[0].when) == "2031-05-05T07:00:00Z"


def test_an_entry_that_the_end_of_the_file_cuts_short_is_told():
    """What came whole before it is taken."""
    data = b"BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nSUMMARY:x\r\nEND:VEVENT\r\nBEGIN:VEVENT\r\nSUMM"
    found = read(data)
    assert [one.name for one in found.entries] == ["x"]
    assert "cut short" in found.left_out[0]


@settings(max_examples=80)
@given(st.binary(max_size=300), st.integers(0, 200))
def test_no_damage_to_a_file_is_an_error_of_ours(noise, at):
    """Bytes put into the middle of a good one: entries, or one sentence."""
    good = write(FUZZY, DAY)
    with contextlib.suppress(BackchannelError):
        read(good[:at] + noise + good[at:])


def test_every_file_of_the_outside_suite_is_entries_or_one_sentence():
    """All that broke other programs."""
    files = sorted((OUTSIDE / "icalendar").rglob("*.ics"))
    if not files:
        pytest.skip("the outside test suites are not on this machine (BACKCHANNEL_OUTSIDE_TESTS)")
    taken = 0
    for path in files:
        try:
            found = read(path.read_bytes())
        except BadInputError as error:
            assert str(error).endswith(".") and "\n" not in str(error), path.name
            continue
        assert found.entries
        assert all(one.name or one.when is not None for one in found.entries), path.name
        taken += 1
    assert taken >= 120
