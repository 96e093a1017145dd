"""The calendar as commands: what a person types, what he sees, and with which exit code."""

import pytest
from tests.cli.town import make_desks


@pytest.fixture
def office(town):
    """Ilse's desk with a case and four stages, of which two need another."""
    make_desks(town)
    town.ok("ilse", "case", "new", "The strait in winter")
    town.ok("ilse", "case", "party", "Norlund", "--side", "ally")
    for name, words in (
        ("the announcement", "before September first"),
        ("the paper", "by the end of August"),
        ("private talks", "say around September 25th"),
        ("formal talks", "about November first"),
    ):
        fixed = ["--fixed"] if name == "the announcement" else []
        town.ok("ilse", "calendar", "stage", name, "--written", words, "--on", "2031-08-21", *fixed)
    town.ok("ilse", "calendar", "depends", "private talks", "the paper")
    town.ok("ilse", "calendar", "depends", "formal talks", "private talks")
    return town


def test_words_are_resolved_without_a_desk(town):
    """The interval stands on the first line; what may mean two dates ends with exit code 1."""
    done = town.bare("date", "resolve", "Friday of this week", "--from", "1961-08-21")
    assert (done.code, done.out.splitlines()[0]) == (0, "1961-08-25")
    done = town.bare("date", "resolve", "next Friday", "--from", "1961-08-21")
    assert (done.code, done.out.splitlines()[0]) == (1, "unresolved")
    assert "25 August 1961" in done.out and "1 September 1961" in done.out
    found = town.bare("--json", "date", "resolve", "after the \u202etalks", "--from", "1961-08-21").value
    assert (found["when"], found["anchor"]["relation"]) == (None, "after")
    assert town.bare("date", "resolve", "x", "--from", "Michaelmas").code == 2


def test_the_calendar_shows_each_date_as_it_was_written_and_as_it_is_read(office):
    """Fuzzy edges drawn as fuzzy, for a program as intervals."""
    stages = office.value("ilse", "calendar", "show")["stages"]
    assert {one["name"]: one["when"] for one in stages} == {
        "the announcement": "../2031-08-31",
        "the paper": "../2031-08-31",
        "private talks": "2031-09-25~",
        "formal talks": "2031-11-01~",
    }
    out = office.ok("ilse", "calendar", "show").out
    assert "“say around September 25th”" in out and "░▒" in out
    assert out.count("\n") < 40


def test_a_shift_lists_what_moves_and_says_what_is_missed(office):
    """Three move, the fixed one stays; exit code 1 says that it would be missed."""
    done = office.value("ilse", "calendar", "shift", "the paper", "+7d", "--dry-run")
    assert [one["name"] for one in done["moved"]] == ["the paper", "private talks", "formal talks"]
    office.ok("ilse", "calendar", "depends", "the announcement", "the paper")
    done = office.run("ilse", "calendar", "shift", "the paper", "+1w", "--dry-run")
    assert done.code == 1 and "MISSED: the announcement" in done.out
    assert office.run("ilse", "calendar", "depends", "the paper", "formal talks").code == 4
    assert office.run("ilse", "calendar", "shift", "the paper", "soon").code == 2
    office.ok("ilse", "calendar", "shift", "the paper", "3d", "--earlier")
    assert "moved by -3 days" in office.ok("ilse", "calendar", "show").out


def test_what_cannot_be_as_it_stands_ends_with_exit_code_1(office):
    """And is listed to be settled."""
    office.ok("ilse", "calendar", "change", "formal talks", "--written", "August 3", "--on", "2031-08-01")
    done = office.run("ilse", "calendar", "show")
    assert done.code == 1
    assert "“formal talks” is over before what it needs begins: “private talks”" in done.out


def test_an_ally_s_file_has_what_was_marked_and_nothing_of_the_rest(office):
    """The check of the requirement: how often the private talks stand in it is 0."""
    out = office.path("norlund.ics")
    office.ok("ilse", "calendar", "for", "formal talks", "Norlund", "--as", "talks with Ostrava")
    office.ok("ilse", "calendar", "export", "--for", "Norlund", "--out", out)
    text = (office.place / "norlund.ics").read_text(encoding="utf-8")
    assert text.count("private") == text.count("paper") == 0
    assert "SUMMARY:about 1 November 2031: talks with Ostrava" in text
    assert office.run("ilse", "calendar", "export", "--for", "Norlund", "--out", out).code == 2
    assert (
        office.run("ilse", "calendar", "for", "formal talks", "Norlund", "--words", "after the private talks").code == 4
    )
    office.ok("ilse", "calendar", "for", "formal talks", "Norlund", "--withdraw")
    assert office.value("ilse", "calendar", "export", "--for", "Norlund")["entries"] == 0


def test_a_file_from_outside_is_looked_at_and_taken_in(office):
    """Its words reach the terminal with what hides in them shown."""
    path = office.file(
        "outside.ics",
        "BEGIN:VCALENDAR\nBEGIN:VEVENT\nSUMMARY:visit \u202eof state\nDTSTART;VALUE=DATE:20310905\n"
        "RRULE:FREQ=SECONDLY\nEND:VEVENT\nEND:VCALENDAR\n",
    )
    before = office.everything()
    assert "5 September 2031" in office.ok("ilse", "calendar", "import", path, "--dry-run").out
    assert {p for p, data in office.everything().items() if before.get(p) != data} <= set(before)
    done = office.value("ilse", "calendar", "import", path)
    assert done["done"] and "recur" in done["left_out"][0]
    assert office.run("ilse", "calendar", "import", office.file("bad.ics", "nothing")).code == 1


def test_a_contact_is_proposed_decided_and_dated_by_its_event(office):
    """It waits with exit code 1; accepted it is in the calendar, and has its date once the event has one."""
    office.ok("ilse", "contacts", "propose", "first talk", "--who", "Greta Lund", "--with", "Tomas Reik", "--decider",
              "Ilse Maren", "--by", "before Christmas, immediately following the allied talks",
              "--on", "2031-12-10", "--avoid", "silence")  # fmt: skip
    assert office.run("ilse", "contacts", "list").code == 1
    accepted = office.value("ilse", "contacts", "accept", "first talk")
    assert [one["waits_for"] for one in accepted["stages"]] == ["allied talks", None]
    office.ok("ilse", "calendar", "stage", "allied talks", "--written", "21 to 22 December 2031")
    (one,) = office.value("ilse", "contacts", "list")
    assert one["stages"][0]["when"] == "2031-12-22/2031-12-24"
    done = office.run("ilse", "contacts", "decline", "first talk", "--why", "The ministers meet first.")
    assert done.code == 0 and "declined" in done.out
    dropped = office.value("ilse", "calendar", "show")["dropped"]
    assert {one["ended"]["why"] for one in dropped} == {"The ministers meet first."}
