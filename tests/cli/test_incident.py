"""Pledges, incidents and lines for the press as they are typed, with what comes out and the exit codes."""

import pytest

from backchannel.cli import incident as words
from backchannel.planning.incidents import Authority, Consulted, Means, Step
from backchannel.record.talks.speech import AUTHORITIES

NOTE = """\
Date: 4 November 2030

# Talk with the envoy

The envoy came around 4 p.m. and said that Ostrava would print the timetable, having asked us too late.
"""
LETTER = """\
From: Ilse Maren
Date: 1 November 2030

# To the First Minister

While the pilots talk, let both of us refrain from any boarding in the strait.
"""
LINE = ("--line", "The ministers follow the matter closely.", "--owner", "Greta Lund", "--speaker", "Karl Oden",
        "--confirms", "Ilse Maren", "--from", "2020-11-05")  # fmt: skip


@pytest.fixture
def ilse(town):
    """A desk with a case for itself, a letter of hers and a note."""
    town.run("ilse", "init", "--person", "Ilse Maren", "--party", "Valdria")
    town.ok("ilse", "case", "new", "The strait")
    for party, side in (("Valdria", "ours"), ("Ostrava", "other side")):
        town.ok("ilse", "case", "party", party, "--side", side)
    town.ok("ilse", "case", "person", "Ilse Maren", "--party", "Valdria")
    town.ok("ilse", "record", "import", town.file("letter.md", LETTER), town.file("note.md", NOTE))
    return town


def test_the_words_of_the_options_are_those_of_the_acts():
    """Every step, means, authority and finding can be typed; the authorities are those of records of talks."""
    assert set(words._STEPS) == {*map(str, Step)}
    assert {*words._MEANS, "not said"} == {*map(str, Means)}
    assert {*words._AUTHORITIES, "not said"} == {*map(str, Authority)} == {*AUTHORITIES, "not said"}
    assert {*words._CONSULTED, "not said"} == {*map(str, Consulted)}


def test_a_pledge_is_recorded_checked_and_its_incidents_listed(ilse):
    """Exit code 1 where there is an incident, of whichever side; 4 for words that were not said."""
    quoted = ("--rests", "letter/1", "--from", "2030-11-01", "--between", "Valdria", "Ostrava", "--of", "Valdria")
    before = ilse.everything()
    done = ilse.run("ilse", "pledges", "add", "no boarding", "--words", "let both of us refrain from fishing", *quoted)
    assert (done.code, "do not stand in letter/1" in done.err) == (4, True)
    assert ilse.everything() == before
    text = "let both of us refrain from any boarding in the strait"
    ilse.ok("ilse", "pledges", "add", "no boarding", "--words", text, *quoted)
    assert ilse.run("ilse", "pledges", "check", "--on", "2030-11-25").code == 0
    ilse.ok(
        "ilse", "pledges", "log", "no boarding", "the flare", "--party", "Valdria", "--on", "2030-11-09",
        "--rests", "note/1",
    )  # fmt: skip
    done = ilse.run("ilse", "pledges", "check", "--on", "2030-11-25")
    assert (done.code, "Incidents of Valdria: 1" in done.out, "Incidents of Ostrava: none" in done.out) == (
        1,
        True,
        True,
    )
    (value,) = ilse.value("ilse", "pledges", "show")
    assert [one["stands"] for one in value["parties"]] == ["in its own words", "asked"]


def test_a_dossier_is_shown_by_the_minute_and_printed(ilse):
    """With the hour in two capitals; exit code 1 while a point is open; Word, PDF and a page for the browser."""
    ilse.ok("ilse", "incident", "new", "the timetable", "--party", "Ostrava", "--on", "2030-11-04")
    ilse.ok(
        "ilse", "incident", "account", "the timetable", "He said they would print it.", "--of", "Valdria", "--step",
        "announcement", "--when", "around 4 p.m.", "--day", "2030-11-04", "--zone", "America/New_York",
        "--by", "the envoy",
        "--to", "Greta Lund", "--consulted", "consulted too little", "--rests", "note/1",
    )  # fmt: skip
    ilse.ok("ilse", "incident", "point", "the timetable", "Who was told first?")
    done = ilse.run("ilse", "incident", "show", "the timetable", "--zone", "Europe/Moscow")
    assert done.code == 1
    assert "“around 4 p.m.” (about 4 November 2030, 16:00 America/New_York = 5 November 2030, 00:00 Europe/Moscow)" in (
        done.out
    )
    for kind in ("html", "docx", "pdf"):
        ilse.ok("ilse", "incident", "print", "the timetable", "--output", ilse.path(f"dossier.{kind}"))
    done = ilse.run("ilse", "incident", "print", "the timetable", "--output", ilse.path("dossier.odt"))
    assert (done.code, "is printed as html" in done.err) == (2, True)
    ilse.ok("ilse", "incident", "settle", "Who was told first?", "--how", "Greta was.")
    assert ilse.run("ilse", "incident", "show", "the timetable").code == 0


def test_a_line_is_refused_recorded_confirmed_and_said(ilse):
    """Exit code 4 for a denial, 1 until somebody who knows has confirmed; what was said otherwise is remarked."""
    before = ilse.everything()
    done = ilse.run("ilse", "press", "set", "shipping", *LINE[2:], "--line", "There is no exchange.")
    assert (done.code, "cannot be recorded" in done.err) == (4, True)
    assert ilse.everything() == before
    ilse.ok("ilse", "press", "set", "shipping", *LINE)
    assert ilse.run("ilse", "press", "line", "shipping").code == 1
    ilse.ok("ilse", "press", "confirm", "shipping", "--yes")
    done = ilse.ok("ilse", "press", "line", "shipping")
    assert "owner: Greta Lund; may say it: Karl Oden" in done.out
    assert "letter" not in done.out.casefold()
    said = ("press", "said", "shipping", "--on", "2026-11-06", "--words")
    assert ilse.run("ilse", *said, "The ministers follow the matter closely.", "--by", "Karl Oden").code == 0
    assert ilse.run("ilse", *said, "There is nothing in it.").code == 1
    assert "it denies something" in ilse.ok("ilse", "press", "log").out


def test_hostile_words_do_not_reach_the_terminal(ilse):
    """Names and accounts with marks of direction, line breaks and markup stay on their lines."""
    ilse.ok("ilse", "incident", "new", "a\u202eb\nc <b>", "--party", "Ostrava", "--what", "x" * 20_000)
    number = ilse.value("ilse", "incident", "list")[0]["id"][:8]
    ilse.ok("ilse", "incident", "account", number, "\u202enever\n# heading", "--of", "V\u2066")
    assert "\u202e" not in ilse.run("ilse", "incident", "show", number).out
    ilse.ok("ilse", "incident", "print", number, "--output", ilse.path("d.pdf"))
