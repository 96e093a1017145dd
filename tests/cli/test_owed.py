"""What is owed and promised from the command line: listed by kind and day, closed by who may, with exit codes."""

import pytest
from tests.cli.town import LETTER


@pytest.fixture
def ilse(town):
    """A desk with a case for itself, a person in it, and a paper in the archive."""
    town.run("ilse", "init", "--person", "Ilse Maren", "--party", "Valdria")
    town.ok("ilse", "case", "new", "The strait in winter")
    town.ok("ilse", "case", "person", "Berit Holm", "--party", "Valdria")
    town.ok("ilse", "record", "import", town.file("ferries.md", LETTER))
    return town


def test_what_is_owed_is_one_list_with_kinds(ilse):
    """A reaction, a promise; each alone by its kind; on an earlier day neither, and with --json each says its kind."""
    assert "Nothing is owed." in ilse.ok("ilse", "owed").out
    ilse.ok(
        "ilse", "reactions", "ask", "memorandum", "--of", "Berit Holm", "--by", "prompt", "--since", "2030-11-04",
        "--rests", "ferries/2",
    )  # fmt: skip
    ilse.ok(
        "ilse", "promises", "make", "full report", "--whose", "Berit Holm", "--to", "Ilse Maren",
        "--after", "your return", "--since", "2030-11-04",
    )  # fmt: skip
    out = ilse.ok("ilse", "owed", "--on", "2030-11-06").out
    assert "Berit Holm   2     memorandum   Ilse Maren  prompt  The strait in winter" in out
    assert "after: your return (no date yet)" in out
    assert "“We would let four ferries pass each day until the ice closes the strait.”" in out
    value = ilse.value("ilse", "owed", "--on", "2030-11-06")
    assert [one["kind"] for one in value] == ["reaction", "promise"]
    assert value[0]["waiting"] == [{"person": "Berit Holm", "days": 2, "chased": []}]
    assert [one["kind"] for one in ilse.value("ilse", "owed", "--kind", "promise", "--on", "2030-11-06")] == ["promise"]
    assert ilse.value("ilse", "owed", "--on", "2030-11-03") == []


def test_letters_are_owed_as_before(line):
    """What we wrote and nobody answered: one row, of the kind letter."""
    line.ok("ilse", "letter", "write", line.file("letter.md", LETTER), "--yes")
    (one,) = line.value("ilse", "owed")
    assert (one["kind"], one["by_us"], one["letter"]) == ("letter", False, "maren-4")
    assert line.value("ilse", "owed", "--kind", "reaction") == []
    assert "to us" in line.ok("ilse", "owed", "--kind", "letter").out


def test_a_reaction_is_answered_by_who_was_asked_alone(ilse):
    """Exit code 4 for anybody else, and nothing is written; asked again, then withdrawn by who asked."""
    ilse.ok("ilse", "reactions", "ask", "memorandum", "--of", "Berit Holm")
    before = ilse.everything()
    done = ilse.run("ilse", "reactions", "answer", "memorandum", "--says", "I agree.")
    assert (done.code, "only who was asked answers" in done.err) == (4, True)
    assert ilse.everything() == before
    assert ilse.run("ilse", "reactions").code == 1
    ilse.ok("ilse", "reactions", "chase", "memorandum")
    assert "was asked again on" in ilse.run("ilse", "reactions").out
    ilse.ok("ilse", "reactions", "withdraw", "memorandum", "--why", "She told me on the stairs.")
    assert ilse.ok("ilse", "reactions").out == "No reaction is waited for.\n"
    assert "withdrawn: She told me on the stairs." in ilse.ok("ilse", "reactions", "--all").out


def test_a_question_is_answered_by_oneself_on_a_paper(ilse):
    """Ilse asked herself too, and her reaction stands on a paper."""
    ilse.ok("ilse", "reactions", "ask", "memorandum", "--of", "Ilse Maren")
    value = ilse.value("ilse", "reactions", "answer", "memorandum", "--rests", "ferries/2")
    assert (value["waiting"], value["answers"][0]["person"]) == ([], "Ilse Maren")


def test_points_come_back_when_their_condition_is_met(ilse):
    """Exit code 1 while one is unsettled; put off, back again, settled."""
    ilse.ok("ilse", "points", "raise", "calendar", "--says", "In autumn, I think.", "--open", "a better way")
    done = ilse.run("ilse", "points", "--unsettled")
    assert (done.code, "view of Ilse Maren" in done.out, "(open to: a better way)" in done.out) == (1, True, True)
    ilse.ok("ilse", "points", "postpone", "calendar", "--until", "further exploration")
    assert ilse.ok("ilse", "points", "--unsettled").out == "Nothing is unsettled.\n"
    assert "There again: calendar" in ilse.ok("ilse", "points", "met", "further exploration").out
    assert ilse.run("ilse", "points", "--unsettled").code == 1
    ilse.ok("ilse", "points", "settle", "calendar", "--says", "About 1 November.")
    assert ilse.ok("ilse", "points", "--unsettled").code == 0
    assert ilse.value("ilse", "points")[0]["weight"] == "decision"


def test_promises_are_kept_by_documents_and_events(ilse):
    """A document of another is refused with exit code 4; the event that keeps it closes it by itself."""
    ilse.ok(
        "ilse", "promises", "make", "see him", "--whose", "Berit Holm", "--to", "Ilse Maren",
        "--due", "6 November 2030", "--kept-by", "the talk", "--since", "2030-11-01",
    )  # fmt: skip
    done = ilse.run("ilse", "promises", "--open", "--on", "2030-11-07")
    assert (done.code, "overdue" in done.out) == (1, True)
    ilse.ok("ilse", "events", "happened", "the talk", "--on", "2030-11-06")
    assert "No promise is open." in ilse.ok("ilse", "promises", "--open", "--on", "2030-11-07").out
    assert ilse.value("ilse", "promises", "--on", "2030-11-07")[0]["state"] == "kept"
    ilse.ok("ilse", "promises", "make", "a map", "--whose", "Berit Holm", "--to", "Ilse Maren", "--since", "2030-12-01")
    done = ilse.run("ilse", "promises", "keep", "a map", "--document", "ferries")
    assert (done.code, "before “a map” was promised" in done.err) == (4, True), done.err


def test_a_quiet_track_is_named_with_exit_code_one(ilse):
    """41 days; an effort does not end it, a contact does; efforts are listed between two days."""
    ilse.ok("ilse", "case", "lane", "Sela track")
    ilse.ok("ilse", "quiet", "contact", "Sela track", "--with", "Tomas Reik", "--on", "2030-10-01")
    done = ilse.run("ilse", "quiet", "--max", "30d", "--on", "2030-11-11")
    assert (done.code, "Sela track: 41 days silent" in done.out) == (1, True)
    ilse.ok("ilse", "efforts", "note", "Called the ministry", "--on", "2030-11-05", "--rests", "ferries/2")
    assert ilse.run("ilse", "quiet", "--max", "30d", "--on", "2030-11-11").code == 1
    assert ilse.run("ilse", "quiet", "--max", "41", "--on", "2030-11-11").code == 0
    assert len(ilse.value("ilse", "efforts", "--from", "2030-11-01", "--to", "2030-11")) == 1
    assert ilse.value("ilse", "efforts", "--from", "2030-12-01") == []
    assert ilse.run("ilse", "quiet", "--max", "soon").code == 2


def test_the_timeline_lays_lanes_side_by_side(ilse):
    """A column for each lane and one for the case; with --limit, how many more there are."""
    ilse.ok("ilse", "case", "lane", "Sela track")
    ilse.ok("ilse", "case", "lane", "formal notes")
    ilse.ok("ilse", "case", "file", "ferries", "--lane", "formal notes")
    ilse.ok("ilse", "quiet", "contact", "Sela track", "--with", "Tomas Reik", "--on", "2030-10-01")
    ilse.ok("ilse", "events", "note", "the thaw", "--on", "2031-04")
    out = ilse.ok("ilse", "case", "timeline").out
    head, *rows = out.splitlines()
    assert head.split("  ")[-1] == "formal notes"
    assert [row.split(" ")[0] for row in rows if row[0] != " "] == ["2030-10-01", "2030-11-04", "2031-04"]
    assert "2 more lie before these" in ilse.ok("ilse", "case", "timeline", "--limit", "1").out
    value = ilse.value("ilse", "case", "timeline", "--to", "2030-12-31")
    assert [one["lane"] for one in value["items"]] == ["Sela track", "formal notes"]
    assert value["items"][1]["what"] == "ferries, 3 passages"


def test_hostile_words_do_not_reach_the_terminal(ilse):
    """Names with marks of direction and line breaks, of 19,000 characters: an answer each, on its line."""
    name = "re\u202eport\nOwed by us: nothing " + "x" * 19_000
    ilse.ok("ilse", "promises", "make", name, "--whose", "\u202eKarl", "--to", "<b>Ilse</b>")
    ilse.ok("ilse", "points", "raise", name)
    ilse.ok("ilse", "events", "note", "\u2066event")
    for words in (("owed",), ("promises",), ("points",), ("events",), ("case", "timeline")):
        done = ilse.ok("ilse", *words)
        assert not any(line.startswith("Owed by us") for line in done.out.splitlines())
