"""statements, pegs, assurances and tensions, as a person types them."""

import pytest

LINE = "The strait line"
FIRST = """\
Date: 6 November 2030

Dear colleague:

We are ready to return the four boats. The herring are late.

We have no designs on the island of Senn.
"""
SECOND = """\
Date: 8 November 2030

We never said that we have no designs on the island of Senn.
"""
RECORD = """\
From: Minister Teral
To: Premier Holm
Date: 2 March 1961

We will leave two hundred soldiers on the quay at Aldeby.
"""


@pytest.fixture
def ilse(line):
    """Ilse's desk with two letters of Tomas."""
    for name, text in (("first.md", FIRST), ("second.md", SECOND)):
        line.ok("tomas", "letter", "write", line.file(name, text), "--yes")
    line.to_ilse()
    return line


def addresses(town, *words):
    """The addresses of the statements that are listed."""
    return [one["address"] for one in town.run("ilse", "statements", "--json", *words).value]


def test_the_bank_is_listed_with_what_it_may_be(ilse):
    """Address, day, speaker, words, and the suggestion with its reason; a count at the end."""
    done = ilse.ok("ilse", "statements", "--kind", "assurance")
    assert "2030-11-06  Tomas Reik to Ilse Maren, on “The strait line”" in done.out
    assert "“We have no designs on the island of Senn.”" in done.out
    assert "open; suggested: assurance, for “We have no designs”" in done.out
    assert done.out.endswith("2 statements: 0 accepted, 0 struck out, 2 open.\n")
    assert ilse.run("ilse", "statements", "--who", "Nobody").code == 1


def test_statements_are_accepted_struck_out_and_reopened(ilse):
    """Several at once, as suggested or as another kind."""
    every = addresses(ilse)
    (boats,) = addresses(ilse, "--about", "boats")
    assert "accepted: offer" in ilse.ok("ilse", "statements", "accept", boats).out
    assert "accepted: hint" in ilse.ok("ilse", "statements", "accept", boats, "--as", "hint").out
    assert "struck out" in ilse.ok("ilse", "statements", "strike", *every).out
    assert addresses(ilse, "--open") == []
    ilse.ok("ilse", "statements", "reopen", boats)
    assert addresses(ilse, "--open") == [boats]


def test_pegs_are_hung_listed_found_and_taken_down(ilse):
    """An element hangs on exact words; a search for an issue gives what it could hang on."""
    (senn,) = [one for one in addresses(ilse, "--until", "2030-11-07") if one.endswith("0-41")]
    done = ilse.ok("ilse", "pegs", "add", senn, "--element", "the island", "--text", "Senn stays as it is.")
    assert done.out.startswith("“the island” hangs on:\n")
    listed = ilse.ok("ilse", "pegs", "list").out
    assert listed.startswith("the island: Senn stays as it is.\n")
    assert "We have no designs on the island of Senn." in listed
    found = ilse.run("ilse", "pegs", "find", "--who", "Reik", "--about", "island", "--json").value
    assert [one["day"] for one in found] == ["2030-11-08", "2030-11-06"]
    assert ilse.ok("ilse", "pegs", "remove", senn, "--element", "the island").out == "“the island” is taken down.\n"
    assert ilse.run("ilse", "pegs", "remove", senn, "--element", "the island").code == 1
    ilse.ok("ilse", "pegs", "remove", "--element", "the island")
    assert ilse.ok("ilse", "pegs", "list").out == "No element hangs on anything yet.\n"


def test_an_audit_ends_with_one_while_a_statement_is_open(ilse):
    """And with nought when all are examined."""
    done = ilse.run("ilse", "pegs", "audit", "--channel", LINE)
    assert (done.code, done.out.splitlines()[-1]) == (1, "0 of 4 examined.")
    ilse.ok("ilse", "statements", "strike", *addresses(ilse))
    done = ilse.run("ilse", "pegs", "audit", "--channel", LINE)
    assert (done.code, done.out) == (0, "4 of 4 examined.\n")


def test_assurances_are_listed_with_their_standing(ilse):
    """First said, proposed to be contradicted, and contradicted once somebody says so."""
    first, second = (one for one in addresses(ilse, "--about", "Senn"))
    done = ilse.ok("ilse", "assurances", "--on", "2030-11-30")
    assert f"first said:      2030-11-06  {first}" in done.out
    assert f"to judge: {second} contradicts {first}?" in done.out
    told = ilse.ok("ilse", "assurances", "judge", second, "contradicts", first).out
    assert told == f"Noted: {second} contradicts {first}.\n"
    done = ilse.ok("ilse", "assurances")
    assert f"contradicted by: 2030-11-08  {second}" in done.out
    assert "to judge" not in done.out
    assert f"contradicted by: 2030-11-08  {second}" not in ilse.ok("ilse", "assurances", "--on", "2030-11-07").out
    ilse.ok("ilse", "assurances", "judge", second, "contradicts", first, "--undo")
    assert ilse.run("ilse", "assurances", "judge", second, "contradicts", first, "--undo").code == 1


def test_tensions_face_each_other_until_they_are_judged(ilse):
    """Two quotations side by side, the words that made them a candidate marked; judged, they do not come back."""
    done = ilse.run("ilse", "tensions")
    assert done.code == 1
    assert "⟦no⟧" in done.out
    assert "one denies what the other says (both: designs" in done.out
    assert done.out.endswith("1 to judge.\n")
    (pair,) = ilse.run("ilse", "tensions", "--json").value
    both = pair["first"]["address"], pair["second"]["address"]
    assert ilse.ok("ilse", "tensions", "judge", "tension", *both).out.endswith("are in tension.\n")
    done = ilse.run("ilse", "tensions")
    assert (done.code, done.out) == (0, "Nothing seems to be in tension.\n")
    assert ilse.ok("ilse", "tensions", "--judged").out.endswith("1 judged.\n")
    ilse.ok("ilse", "tensions", "judge", "tension", *both, "--undo")
    assert ilse.run("ilse", "tensions", "--window", "48h").code == 1
    assert ilse.run("ilse", "tensions", "--window", "1d").code == 0


def test_what_each_ally_was_told_is_a_row_for_each(ilse):
    """From the imported record, by who said it."""
    ilse.ok("ilse", "record", "import", ilse.file("quay.md", RECORD))
    done = ilse.ok("ilse", "tensions", "--to-allies", "--who", "Teral", "--about", "troops")
    assert done.out.startswith("Premier Holm\n  1961-03-02  quay/1:0-57\n")
    assert ilse.run("ilse", "tensions", "--to-allies", "--who", "Nobody").code == 1


def test_phrases_are_made_one_issue(ilse):
    """A group is added, listed and taken back."""
    assert ilse.ok("ilse", "statements", "synonyms").out == "You have added no group.\n"
    assert ilse.ok("ilse", "statements", "synonyms", "the catch", "herring").out == "1  the catch; herring\n"
    assert len(addresses(ilse, "--about", "the catch")) == 1
    assert ilse.ok("ilse", "statements", "synonyms", "--remove", "1").out == "You have added no group.\n"


@pytest.mark.parametrize(
    "words",
    [
        ("statements", "--since", "yesterday"),
        ("statements", "--kind", "promise"),
        ("statements", "accept", "nothing/1"),
        ("statements", "synonyms", "alone"),
        ("pegs", "add", "nothing/1", "--element", "x"),
        ("pegs", "list", "x"),
        ("assurances", "judge", "a", "repeats", "b"),
        ("tensions", "--window", "soon"),
        ("tensions", "judge", "tension", "a", "b"),
    ],
)
def test_what_cannot_be_asked_is_one_sentence_and_changes_nothing(ilse, words):
    """Wrong use, exit code 2, every file as it was."""
    before = ilse.everything()
    done = ilse.run("ilse", *words)
    assert (done.code, done.out) == (2, "")
    assert done.err.startswith("error: ")
    assert done.err.count("\n") == 1
    assert ilse.everything() == before


def test_characters_of_control_in_a_letter_never_reach_the_terminal(line):
    """Names and words are shown with what is hidden in them (the town's own check is the assertion)."""
    line.ok(
        "ilse", "record", "import", line.file("odd.md", "From: Te\u202eral\n\nWe will leave \x1b[2J the quay\u202e.\n")
    )
    assert line.run("ilse", "statements", "--document", "odd").out
    assert line.run("ilse", "pegs", "audit", "--document", "odd").code == 1


def test_nothing_of_ours_is_written_before_the_other_side(ilse):
    """--onto the line with them is refused with exit code 4; one's own ledger is what goes without saying."""
    (boats,) = addresses(ilse, "--about", "boats")
    for words in (
        ("statements", "accept", boats),
        ("statements", "strike", boats),
        ("statements", "synonyms", "the catch", "herring"),
        ("pegs", "add", boats, "--element", "the boats"),
        ("answer", boats.rpartition("/")[0], "--set", "1=agreed"),
    ):
        done = ilse.run("ilse", *words, "--onto", LINE)
        assert done.code == 4
        assert "stays on channels of" in done.err
    assert addresses(ilse, "--open") == addresses(ilse)
    ilse.ok("ilse", "statements", "accept", boats, "--onto", "own ledger")
    (value,) = [one for one in ilse.run("ilse", "statements", "--json").value if one["address"] == boats]
    assert (value["judged"], value["beside"]) == ("offer", [])
