"""Linkage and meetings from the command line: what blocks, what is missing, and with which exit code."""

import pytest

NOTE = """\
# Note on the strait

We shall not get far on the ferries before the nets are paid for.

We are opening no talks on the price of ice.
"""


@pytest.fixture
def ilse(town):
    """A desk with a case of three issues and a note in the record."""
    town.run("ilse", "init", "--person", "Ilse Maren", "--party", "Valdria")
    town.ok("ilse", "case", "new", "The strait in winter")
    for party, side in (("Valdria", "ours"), ("Norlund", "ally")):
        town.ok("ilse", "case", "party", party, "--side", side)
    for issue in ("passage", "nets", "ice"):
        town.ok("ilse", "case", "issue", issue)
    town.ok("ilse", "record", "import", town.file("note.md", NOTE))
    return town


def link(town, *words):
    town.ok("ilse", "linkage", "add", *words, "--holder", "Valdria", "--rests", "note/1")


def test_what_needs_progress_is_explained_and_only_warns(ilse):
    """R52, as it is typed: typed, in its words, `blocks: no`; asking to open the talks ends with 0."""
    link(ilse, "passage", "nets", "--type", "needs-progress", "--words", "before the nets are paid for")
    link(ilse, "passage", "ice", "--type", "improves-atmosphere")
    shown = ilse.ok("ilse", "linkage", "explain", "passage").out.splitlines()
    assert "  passage -> nets: needs-progress, held by Valdria; blocks: no" in shown
    assert "    “before the nets are paid for”  [note/1]" in shown
    asked = ilse.ok("ilse", "linkage", "open", "passage")
    assert "  warning: passage -> nets: needs-progress" in asked.out
    value = ilse.value("ilse", "linkage", "open", "passage")
    assert (value["open"], len(value["warnings"]), len(value["atmosphere"])) == (True, 1, 1)


def test_an_unmet_precondition_ends_with_4(ilse):
    """Until it is met; asking records nothing."""
    link(ilse, "passage", "nets", "--type", "precondition")
    before = ilse.everything(without={"vault.db", "position"})
    asked = ilse.run("ilse", "--json", "linkage", "open", "passage")
    assert (asked.code, asked.value["open"], asked.value["blocks"][0]["blocks"]) == (4, False, True)
    assert ilse.everything(without={"vault.db", "position"}) == before
    ilse.ok("ilse", "linkage", "met", "passage", "nets", "--by", "Paid for on 4 November")
    assert "met by “Paid for on 4 November”" in ilse.ok("ilse", "linkage", "explain", "passage").out
    ilse.ok("ilse", "linkage", "open", "passage")


def test_issues_that_wait_for_each_other_are_shown(ilse):
    """The circle, in the list and where either is explained."""
    link(ilse, "passage", "nets", "--type", "precondition")
    link(ilse, "nets", "passage", "--type", "needs-progress")
    line = "They wait for each other: passage -> nets -> passage"
    assert line in ilse.ok("ilse", "linkage", "list").out
    assert line in ilse.ok("ilse", "linkage", "explain", "nets").out
    ilse.ok("ilse", "linkage", "drop", "nets", "passage", "--why", "It goes without")
    assert ilse.value("ilse", "linkage", "list")["cycles"] == []


def test_a_meeting_is_ready_with_0_and_with_gaps_ends_with_1(ilse):
    """R53, as it is typed: gaps listed, a precondition among them; the override ends with 0 and is in the record."""
    link(ilse, "passage", "nets", "--type", "precondition")
    new = ilse.ok("ilse", "meeting", "new", "Port Aldeby", "--responsible", "Ilse Maren", "--issue", "passage")
    assert "MISSING: no purpose" in new.out
    gaps = ilse.run("ilse", "--json", "meeting", "ready", "Port Aldeby")
    assert gaps.code == 1
    assert "precondition not met: passage waits for nets" in gaps.value["missing"]
    assert "nobody has said which allies are to be heard" in gaps.value["missing"]
    ilse.ok(
        "ilse", "meeting", "prepare", "port aldeby", "--purpose", "To agree", "--brings", "A map", "--text",
        "joint text=note", "--no-allies", "They sent us", "--expected", "A paper", "--on", "2031-06",
    )  # fmt: skip
    assert ilse.run("ilse", "meeting", "go", "Port Aldeby").code == 4
    ready = ("ilse", "meeting", "ready", "Port Aldeby")
    assert ilse.run(*ready, "--override", "--by", "Greta Lund", "--why", "She said so").code == 4
    assert ilse.run(*ready, "--override", "--why", "I say so").code == 2
    assert ilse.run(*ready, "--by", "Ilse Maren").code == 2
    ilse.ok(*ready, "--override", "--by", "Ilse Maren", "--why", "The ice comes")
    value = ilse.value(*ready)
    assert (value["word"], value["decisions"][0]["why"]) == ("go", "The ice comes")
    assert sorted(value["gone_over"]) == ["no risk named", "precondition not met: passage waits for nets"]
    link(ilse, "passage", "ice", "--type", "precondition")
    later = ilse.run("ilse", "--json", "meeting", "ready", "Port Aldeby")
    assert (later.code, later.value["missing"]) == (1, ["precondition not met: passage waits for ice"])
    ilse.ok("ilse", "meeting", "no-go", "Port Aldeby", "--why", "Too much ice")
    assert ilse.ok("ilse", "meeting", "list").out == "Port Aldeby: no-go; 3 missing\n"


def test_hostile_words_do_not_reach_the_terminal(ilse):
    """In a purpose, a text's name, what met a link (the town looks at every answer)."""
    bad = "\u202e\x1b[2Jnets"
    link(ilse, "passage", "nets", "--type", "precondition")
    ilse.ok("ilse", "linkage", "met", "passage", "nets", "--by", bad)
    ilse.ok("ilse", "meeting", "new", bad, "--responsible", "Ilse Maren", "--purpose", bad, "--text", bad)
    for words in (["linkage", "explain", "passage"], ["meeting", "list"]):
        assert "U+202E" in ilse.ok("ilse", *words).out
    assert "U+202E" in ilse.run("ilse", "meeting", "ready", bad).out
