"""Interests, positions and gains from the command line: what is shown, and with which exit code."""

import pytest

NOTE = """\
# Note on the strait

Four ferries pass each day, as they have since 2024.

Our pilots need not be on board.

Norlund guarantees that nobody is stopped.

Valdria clears the ice.
"""
OWN = ("--onto", "own ledger")


@pytest.fixture
def ilse(town):
    """A desk with a case of two issues and a note in the record, which is also a file “note.md”."""
    town.run("ilse", "init", "--person", "Ilse Maren", "--party", "Valdria")
    town.ok("ilse", "case", "new", "The strait in winter")
    for party, side in (("Valdria", "ours"), ("Ostrava", "other side")):
        town.ok("ilse", "case", "party", party, "--side", side)
    for issue in ("passage", "nets"):
        town.ok("ilse", "case", "issue", issue)
    town.note = town.file("note.md", NOTE)
    town.ok("ilse", "record", "import", town.note)
    return town


def tradable(town):
    town.ok(
        "ilse", "interests", "add", "pilots", "--nature", "tradable", "--issue", "passage", "--what", "Ours steer",
        "--if", "another guarantee", "--look", "guarantees", "--rests", "note/2",
    )  # fmt: skip


def test_the_check_of_a_draft_ends_with_1_until_its_condition_is_bound(ilse):
    """R34, as it is typed: the right dropped, the guarantee pointed out, then bound."""
    tradable(ilse)
    first = ilse.run("ilse", "interests", "check", ilse.note)
    assert first.code == 1
    assert "look here: passage 3 (“guarantees”)" in first.out
    ilse.ok("ilse", "interests", "bind", ilse.note, "pilots", "--as", "gives")
    given = ilse.run("ilse", "interests", "check", ilse.note)
    assert (given.code, "given away without its condition" in given.out) == (1, True)
    assert "given away only if: another guarantee" in given.out
    ilse.ok("ilse", "interests", "bind", ilse.note, "pilots", "3", "--as", "meets")
    value = ilse.value("ilse", "interests", "check", ilse.note)
    assert (value["settled"], value["interests"][0]["state"]) == (True, "given away, its condition met")
    ilse.file("note.md", NOTE.replace("guarantees", "hopes"))
    again = ilse.run("ilse", "--json", "interests", "check", ilse.note)
    assert (again.code, again.value["interests"][0]["state"]) == (1, "the words have changed since somebody bound them")


def test_a_check_of_nothing_says_that_nothing_was_checked(ilse):
    """An empty register is no assurance; nor is an empty draft."""
    assert "nothing was checked" in ilse.ok("ilse", "interests", "check", ilse.note).out
    tradable(ilse)
    assert ilse.run("ilse", "interests", "check", ilse.file("empty.md", "")).code == 1


def test_the_distance_ends_with_1_above_the_limit(ilse):
    """R39, as it is typed; for one rung with 0, and nothing that speaks of another."""
    put = ("ilse", "positions", "put", "passage")
    unit = ("--unit", "ferries a day")
    ilse.ok(*put, "opening", "Six ferries a day", "--amount", "6", *unit, *OWN)
    one = ilse.ok("ilse", "positions", "distance")
    assert one.out == "passage\n  opening: Six ferries a day (6 ferries a day)\n"
    assert ilse.value("ilse", "positions", "distance")[0]["distances"] == []
    assert ilse.ok("ilse", "positions", "show").out == one.out
    ilse.ok(*put, "fall-back", "Two, by daylight", "--amount", "2", *unit, *OWN)
    ilse.ok("ilse", "positions", "apart", "passage", "opening", "fall-back", "A whole winter")
    ilse.ok("ilse", "positions", "limit", "passage", "3", *unit)
    two = ilse.run("ilse", "positions", "distance", "passage")
    assert two.code == 1
    assert "from opening to fall-back: 4 ferries a day" in two.out
    assert "Ilse Maren: “A whole winter”" in two.out
    assert "limit 3 ferries a day (Ilse Maren): PASSED, they are 4 apart" in two.out
    ilse.ok("ilse", "positions", "limit", "passage", "4", *unit)
    assert "kept, they are 4 apart" in ilse.ok("ilse", "positions", "distance").out
    ilse.ok("ilse", "positions", "lift", "passage", "--why", "Settled")
    ilse.ok("ilse", "positions", "withdraw", "passage", "fall-back", "--why", "We need none")
    assert ilse.ok("ilse", "positions", "distance").out == one.out
    assert "withdrawn: We need none" in ilse.ok("ilse", "positions", "show", "--withdrawn").out


def test_no_fall_back_is_said_by_somebody_with_why(ilse):
    """It is a rung that there is not, by choice; without a reason it is refused."""
    assert ilse.run("ilse", "positions", "put", "nets", "fall-back", " ", "--none", *OWN).code == 2
    ilse.ok("ilse", "positions", "put", "nets", "fall-back", "The first word is the last", "--none", *OWN)
    line = "  fall-back: none, by choice of Ilse Maren: The first word is the last"
    assert line in ilse.ok("ilse", "positions", "show").out.splitlines()
    assert ilse.run("ilse", "positions", "put", "nets", "opening", "All").code == 2


def test_no_new_gain_for_us_ends_with_1(ilse):
    """R14, as it is typed: the planted proposal gives us what we have, for the ice."""
    empty = ilse.run("ilse", "gains", "show", "note")
    assert (empty.code, "Nobody has said what Valdria gains." in empty.out) == (1, True)
    add = ("ilse", "gains", "add", "note", "--party")
    ilse.ok(*add, "Valdria", "--sort", "kept", "--what", "Four a day", "--present", "Four since 2024", "--rests", "1")
    ilse.ok(*add, "Valdria", "--sort", "given", "--what", "Clears ice", "--present", "Each its own", "--rests", "4")
    ilse.ok(*add, "Ostrava", "--sort", "new", "--what", "No ice", "--present", "Each its own", "--rests", "note/4")
    shown = ilse.run("ilse", "gains", "show", "note")
    assert shown.code == 1
    for line in (
        "    -> no new gain for Valdria",
        "    -> Valdria gives for what it already holds: the same horse bought twice",
        "      at present: Four since 2024",
        "      rests on note/4: “Valdria clears the ice.”",
    ):
        assert line in shown.out.splitlines()
    assert "merely keeps: Four a day" in shown.out
    new = ilse.value(*add, "Valdria", "--sort", "new", "--what", "A light", "--present", "None", "--rests", "3")
    value = ilse.value("ilse", "gains", "show", "note")
    assert [one["flags"] for one in value["parties"]] == [["gives for what it already holds"], []]
    ilse.ok("ilse", "gains", "drop", new["id"][:8], "--why", "It is not there")
    assert ilse.run("ilse", "gains", "list").code == 1


def test_hostile_words_do_not_reach_the_terminal(ilse):
    """What would turn a line around, or move the cursor, is shown in letters (the town looks at every answer)."""
    bad = "\u202e\x1b[2Jnets"
    ilse.ok("ilse", "positions", "put", "nets", "opening", bad, *OWN)
    tradable(ilse)
    ilse.ok(
        "ilse", "interests", "add", bad, "--nature", "presentation", "--issue", "nets", "--what", bad, "--before", bad,
        "--look", bad, "--rests", "note/1",
    )  # fmt: skip
    ilse.ok("ilse", "gains", "add", "note", "--party", "Valdria", "--sort", "new", "--what", bad, "--present", bad,
            "--rests", "1")  # fmt: skip
    for words in (["positions", "show"], ["positions", "distance"], ["interests", "list"], ["gains", "show", "note"]):
        assert "U+202E" in ilse.ok("ilse", *words).out
    long = ilse.run("ilse", "positions", "put", "nets", "target", "x" * 20_001, *OWN)
    assert long.code == 1
    assert long.err.count("\n") == 1
