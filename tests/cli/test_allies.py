"""Allies from the command line: a grid on a day, each stance with its passage, and what each was told."""

import pytest
from tests.cli.town import LETTER

TOLD = """\
From: Tomas Reik
To: {to}
Date: 4 March 2031

{words}
"""


@pytest.fixture
def ilse(town):
    """A desk with a case, two allies, and a paper in the archive."""
    town.run("ilse", "init", "--person", "Ilse Maren", "--party", "Valdria")
    town.ok("ilse", "case", "new", "The strait in winter")
    for party, side in (("Ostrava", "other side"), ("Norlund", "ally"), ("Sudmark", "ally")):
        town.ok("ilse", "case", "party", party, "--side", side)
    town.ok("ilse", "case", "issue", "passage")
    town.ok("ilse", "record", "import", town.file("ferries.md", LETTER))
    return town


def test_the_grid_shows_movement_and_the_passage(ilse):
    """Norlund was behind and is moving since the day of the paper; of Sudmark nothing was said."""
    ilse.ok("ilse", "allies", "note", "Norlund", "passage", "behind", "--since", "2030-08")
    ilse.ok("ilse", "allies", "note", "Norlund", "passage", "moving", "--rests", "ferries/2")
    out = ilse.ok("ilse", "allies", "--issue", "passage", "--on", "2030-12-15").out
    assert "Norlund  behind → moving" in out
    assert "Sudmark  nothing said" in out
    assert "ferries/2  “We would let four ferries pass" in out
    assert "rests on no passage" in out
    value = ilse.value("ilse", "allies", "--on", "2030-12-15")
    now = {one["ally"]: [word["stance"] for word in one["now"]] for one in value}
    assert now == {"Norlund": ["moving"], "Sudmark": []}
    assert "Norlund  behind\n" in ilse.ok("ilse", "allies", "--on", "2030-10-01").out


def test_a_stance_is_taken_back_by_its_number(ilse):
    """It stays in the history with the reason."""
    kept = ilse.value("ilse", "allies", "note", "Norlund", "passage", "remains to be seen")
    ilse.ok("ilse", "allies", "withdraw", kept["id"][:8], "--why", "We misread it.")
    assert "(withdrawn: We misread it.)" in ilse.ok("ilse", "allies", "history", "Norlund", "passage").out
    assert "Norlund  nothing said" in ilse.ok("ilse", "allies").out
    assert ilse.run("ilse", "allies", "note", "Ostrava", "passage", "ready").code == 2


def test_two_different_offers_stand_side_by_side(ilse):
    """What the other side's minister wrote to each ally, marked; the offers over the line of events."""
    for name, party, words in (
        ("Hanne Solvik", "Norlund", "We are prepared to let two ferries have passage each day."),
        ("Bram Velde", "Sudmark", "We are prepared to let nine trawlers have passage each week."),
    ):
        ilse.ok("ilse", "case", "person", name, "--party", party)
        ilse.ok("ilse", "record", "import", ilse.file(f"{party.lower()}.md", TOLD.format(to=name, words=words)))
    assert ilse.run("ilse", "wedge", "--issue", "passage").code == 1
    ilse.ok("ilse", "case", "person", "Tomas Reik", "--party", "Ostrava")
    ilse.ok("ilse", "events", "note", "the seizure", "--on", "2031-02-20", "--happened", "--by", "Ostrava")
    out = ilse.ok("ilse", "wedge", "--issue", "passage", "--on", "2031-03-31").out
    assert "Norlund\n" in out and "Sudmark\n" in out
    assert "⟦two⟧ ⟦ferries⟧" in out and "⟦nine⟧ ⟦trawlers⟧" in out
    assert "2031-02-20  the seizure, by Ostrava" in out
    assert out.count("(12 days after the seizure)") == 2
