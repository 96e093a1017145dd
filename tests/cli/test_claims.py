"""Claims of silence from the command line: what was searched is printed, and exit code 0 is never cheap."""

import pytest
from tests.cli.test_leaks import GUESS, LEAK, LETTER

SAID = "Nothing of our letters has appeared in print."


@pytest.fixture
def ilse(town):
    """A desk with one private letter and a claim about it, and a folder of press without a leak."""
    town.run("ilse", "init", "--person", "Ilse Maren", "--party", "Valdria")
    town.ok("ilse", "record", "import", town.file("bridge.md", LETTER))
    (town.place / "press").mkdir()
    town.file("press/guess.txt", GUESS)
    words = ("--by", "Tomas Reik", "--about", "bridge", "--up-to", "19 January 1963", "--not-searched", "television")
    done = town.ok("ilse", "claims", "add", SAID, *words)
    assert "On record as claim 1" in done.out
    return town


def test_a_claim_that_holds_says_what_was_searched_and_what_not(ilse):
    """Exit code 0, the number of items, the days, the claim's day, and the place where nobody looked."""
    done = ilse.ok("ilse", "claims", "test", "1", "--in", ilse.place / "press")
    lines = done.out.splitlines()
    assert lines[0] == f"Claim 1: “{SAID}” (by Tomas Reik, about bridge, up to 19 January 1963)"
    assert "No hit in 1 public item, from 18 January 1963 to 18 January 1963; not searched: television." in lines
    assert any(line.startswith("Last collected: ") for line in lines)


def test_a_hit_is_shown_with_both_texts(ilse):
    """Exit code 1; statement and letter beneath each other, with the address of each and the day."""
    clipping = ilse.file("press/leak.txt", LEAK)
    done = ilse.run("ilse", "claims", "test", "1", "--in", ilse.place / "press")
    assert done.code == 1
    assert f"18 January 1963  {clipping}/1" in done.out
    assert "letter  " in done.out
    assert "bridge/2:" in done.out
    assert "1 hit in 2 public items" in done.out
    value = ilse.run("ilse", "--json", "claims", "test", "1", "--in", clipping).value
    assert (value["holds"], len(value["hits"])) == (False, 1)
    assert value["not_searched"] == ["television"]
    assert value["searched"]["items"] == 1


def test_nothing_searched_is_not_silence(ilse):
    """Without anything collected exit code 1, and a sentence that says so."""
    done = ilse.run("ilse", "claims", "test", "1")
    assert done.code == 1
    assert "Nothing was searched, so nothing is known" in done.out
    missing = ilse.run("ilse", "claims", "test", "1", "--in", ilse.place / "press", ilse.place / "pres")
    assert missing.code == 2
    assert "There is no file or folder" in missing.err


def test_existence_is_betrayed_by_words(ilse):
    """Words given for one test are looked for exactly."""
    done = ilse.run("ilse", "claims", "test", "1", "--in", ilse.place / "press", "--words", "the Envoys talk")
    assert done.code == 1
    assert "**the envoys talk**" in done.out
    assert "Looked for exactly: “the Envoys talk”." in done.out


def test_a_withdrawn_claim_is_listed_as_withdrawn(ilse):
    """It stays in the list and in its own test."""
    ilse.ok("ilse", "claims", "withdraw", "1", "--why", "The evening news had it.")
    listed = ilse.ok("ilse", "claims", "list").out
    assert SAID in listed
    assert "withdrawn 2" in listed
    assert "The evening news had it." in ilse.run("ilse", "claims", "test", "1", "--in", ilse.place / "press").out
    assert ilse.run("ilse", "claims", "withdraw", "1").code == 2
    assert ilse.run("ilse", "claims", "test", "9").code == 2


def test_words_of_strangers_cannot_speak_to_the_terminal(ilse):
    """A claim and a clipping with escapes and direction marks are shown, not obeyed."""
    said = "Nothing\x1b[2J \u202egnihton"
    ilse.ok("ilse", "claims", "add", said, "--by", "Tomas\x1b[1m", "--about", "bridge", "--up-to", "1963-02-01")
    name = ilse.file("press/\x1b[31mred.txt", LEAK.replace("fishing", "fish\x1b[0ming"))
    done = ilse.run("ilse", "claims", "test", "2", "--in", name)
    assert done.code == 1
    ilse.ok("ilse", "claims", "list")
