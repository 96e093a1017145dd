"""A case from the command line: opened, filled, shown, and refused where somebody would learn too much."""

import pytest
from tests.cli.town import LETTER, WORDS

from backchannel.desk.desk import Desk
from backchannel.desk.own_ledger import open_own
from backchannel.desk.planning import cases
from backchannel.desk.writing import append
from backchannel.planning.acts import content


@pytest.fixture
def ilse(town):
    """A desk with a case for itself."""
    town.run("ilse", "init", "--person", "Ilse Maren", "--party", "Valdria")
    town.ok("ilse", "case", "new", "The strait in winter", "--about", "Who passes while there is ice")
    return town


def test_a_case_is_shown_with_what_belongs_to_it(ilse):
    """Parties with their sides, people with their offices, issues, lanes and documents, each in its place."""
    ilse.ok("ilse", "case", "party", "Norlund", "--side", "ally")
    ilse.ok("ilse", "case", "person", "Tomas Reik", "--party", "Ostrava", "--office", "First Minister")
    ilse.ok("ilse", "case", "issue", "passage", "--about", "Ferries and trawlers")
    ilse.ok("ilse", "case", "lane", "formal notes", "--what", "what embassies carry")
    ilse.ok("ilse", "record", "import", ilse.file("ferries.md", LETTER))
    ilse.ok("ilse", "case", "file", "ferries", "--lane", "formal notes")
    lines = ilse.ok("ilse", "case", "show").out.splitlines()
    assert lines[0].startswith("The strait in winter  (")
    for line in (
        "Open on: own ledger",
        "  Norlund: ally",
        "  Tomas Reik, First Minister, Ostrava",
        "  passage: Ferries and trawlers",
        "  formal notes: what embassies carry",
        "  ferries (formal notes)",
    ):
        assert line in lines
    value = ilse.value("ilse", "case", "show")
    assert value["documents"] == [{"name": "ferries", "lane": "formal notes", "address": "ferries"}]
    assert [one["name"] for one in ilse.value("ilse", "case", "list")] == ["The strait in winter"]


def test_what_this_version_cannot_read_is_counted(ilse):
    """An act of a kind that a newer program writes is not passed over in silence."""
    assert "newer version" not in ilse.ok("ilse", "case", "show").out
    with Desk.open(ilse.place / "ilse", WORDS) as desk, cases.change(desk) as acting:
        append(open_own(acting.db, desk), "act", content("weather", {"sky": "grey"}, case=acting.case))
    shown = ilse.ok("ilse", "case", "show").out
    assert "1 act needs a newer version of this program, or has not the form of its kind." in shown
    assert ilse.value("ilse", "case", "show")["unread"] == 1


def test_without_a_case_the_answer_says_how_to_open_one(town):
    """One sentence and exit code 2; an empty list is no error."""
    town.run("ilse", "init", "--person", "Ilse Maren", "--party", "Valdria")
    done = town.run("ilse", "case", "show")
    assert (done.code, "open one first. (backchannel case new)" in done.err) == (2, True)
    assert "There is no case yet." in town.ok("ilse", "case", "list").out


def test_hostile_words_do_not_reach_the_terminal(ilse):
    """A name with marks of direction, line breaks or markup stays on its line."""
    ilse.ok("ilse", "case", "issue", "pass\u202eegas\nIssues <b>", "--about", "x" * 20_000)
    assert "\u202e" not in ilse.ok("ilse", "case", "show").out
    before = ilse.everything()
    done = ilse.run("ilse", "case", "issue", "long", "--about", "x" * 20_001)
    assert (done.code, "longer than 20,000" in done.err) == (1, True)
    assert ilse.everything() == before


def test_a_case_is_not_opened_before_the_other_side(line):
    """On a channel that has a member of another party: exit code 4, and nothing is written."""
    before = line.everything()
    done = line.run("ilse", "case", "new", "The strait in winter", "--onto", "The strait line")
    assert (done.code, "stays on channels of Valdria alone" in done.err) == (4, True)
    assert line.everything() == before
