"""answer: their letter beside our draft, as a person at a terminal decides passage by passage."""

import pytest

from backchannel.cli.columns import beside, clipped, wrapped
from backchannel.cli.output import width_of

LETTER = "The strait line/{}"
THEIRS = """\
Date: 4 November 2030

Dear colleague:

We would let four ferries pass each day until the ice closes the strait.

Our fishermen have lost forty nets since the spring, and their names are in the enclosure.

The pilots must be able to work under the rules of their own guild.

I wish you and your family good health.
"""
DRAFT = """\
Dear colleague:

I agree that “four ferries pass each day until the ice closes the strait”, but not on feast days.

Paragraph 4 of your letter we cannot accept.
"""


@pytest.fixture
def town(line, monkeypatch):
    """Ilse has a letter of Tomas (`town.letter`) and a draft of her answer (`town.draft`)."""
    monkeypatch.setenv("COLUMNS", "110")
    line.ok("tomas", "letter", "write", line.file("theirs.txt", THEIRS), "--yes")
    line.to_ilse()
    (one,) = line.value("ilse", "letter", "list")
    line.letter = LETTER.format(one["reference"])
    line.draft = line.file("answer.md", DRAFT)
    return line


def states(value):
    """Give the states of all passages with how they stand."""
    return [(one["standing"], one["state"]) for one in value["passages"]]


def test_unanswered_points_come_first_and_proposals_are_shown_as_such(town):
    """What nothing points at is in front, then what is proposed with both texts side by side and the reasons."""
    out = town.ok("ilse", "answer", town.letter, "--draft", town.draft).out
    heads = [line for line in out.splitlines() if line.startswith("[")]
    assert [head.partition("  ")[0] for head in heads] == [
        "[3] not answered",
        "[2] proposed: agreed in part",
        "[4] proposed: disagreed",
        "[5] proposed: courtesy",
        "[1] Dear colleague:",
    ]
    assert "decided" not in out.replace("not decided", "")
    (row,) = [line for line in out.splitlines() if "⟦I agree⟧" in line]
    assert row.strip().startswith("We would let four ferries")
    assert "“but” (agreed in part)" in out
    assert out.splitlines()[-1].startswith("4 of 4 passages to be settled: 1 not answered, 3 proposed and not decided")


def test_every_passage_has_a_state_for_a_program(town):
    """--json gives each passage its state, says how it stands, and never calls a proposal decided."""
    value = town.value("ilse", "answer", town.letter, "--draft", town.draft)
    assert states(value) == [
        ("form", "courtesy"),
        ("proposed", "agreed in part"),
        ("not answered", "not answered"),
        ("proposed", "disagreed"),
        ("proposed", "courtesy"),
    ]
    assert value["open"] == [2, 3, 4, 5]
    assert all(one["decided"] is None for one in value["passages"])
    (bearing,) = [one for one in value["passages"][1]["because_of"] if one["state"] == "agreed in part"]
    assert (bearing["how"], bearing["words"]) == ("quotation", ["but"])
    assert value["passages"][1]["address"] == f"{town.letter}/2"


def test_require_all_refuses_while_one_is_open(town):
    """It lists what is open and exits with 1, until the person has decided everything that asks for an answer."""
    words = ("answer", town.letter, "--draft", town.draft, "--require-all")
    assert town.run("ilse", *words).code == 1
    done = town.run("ilse", *words, "--accept", "--yes")
    assert done.code == 1
    assert "1 of 3 passages to be settled: 1 not answered." in done.out
    done = town.ok("ilse", *words, "--set", "3=postponed", "--because", "the minister is away")
    assert "All 3 passages that ask for an answer are settled." in done.out
    assert "because the minister is away" in done.out


def test_accepting_shows_first_and_asks(town):
    """Where nobody can answer the question nothing is decided; with --yes what was shown is."""
    before = town.value("ilse", "answer", town.letter, "--draft", town.draft)
    refused = town.run("ilse", "answer", town.letter, "--draft", town.draft, "--accept")
    assert refused.code == 2
    assert "[4] proposed: disagreed" in refused.err
    assert town.value("ilse", "answer", town.letter, "--draft", town.draft) == before
    after = town.value("ilse", "answer", town.letter, "--draft", town.draft, "--accept", "--yes")
    assert [standing for standing, _ in states(after)] == ["form", "decided", "not answered", "decided", "decided"]


def test_ranges_are_decided_and_taken_back(town):
    """Several passages at once, with dashes or spaces in a state's name, and back again."""
    value = town.value("ilse", "answer", town.letter, "--set", "2-3=agreed-in-part", "--set", "4,5=Noted")
    assert [state for _, state in states(value)] == ["courtesy", "agreed in part", "agreed in part", "noted", "noted"]
    value = town.value("ilse", "answer", town.letter, "--set", "2-5=")
    assert value["open"] == [2, 3, 4, 5]


@pytest.mark.parametrize(
    "words",
    [
        ("--set", "agreed"),
        ("--set", "3"),
        ("--set", "3=yes"),
        ("--set", "3=agreed", "--set", "2-4=noted"),
        ("--set", "99=agreed"),
        ("--set", "4-3=agreed"),
        ("--set", "3="),
        ("--set", "5-2=noted", "--set", "77=noted"),
        ("--because", "why"),
        ("--draft", "no-such-file.md"),
    ],
)
def test_what_decides_nothing_is_said_in_one_sentence(town, words):
    """A wrong wish is refused and changes nothing."""
    before = town.value("ilse", "answer", town.letter)
    done = town.run("ilse", "answer", town.letter, *words)
    assert done.code == 2
    assert len(done.err.strip().splitlines()) == 1
    assert town.value("ilse", "answer", town.letter) == before


def test_a_changed_draft_brings_a_decision_back(town):
    """A decision whose words are gone stands again among what is to be settled, as decided and doubtful."""
    town.ok("ilse", "answer", town.letter, "--draft", town.draft, "--accept", "--yes", "--set", "3=noted")
    town.file("answer.md", DRAFT.replace("Paragraph 4 of your letter we cannot", "The toll we cannot"))
    done = town.run("ilse", "answer", town.letter, "--draft", town.draft, "--require-all")
    assert done.code == 1
    assert "[4] was decided disagreed" in done.out
    assert "says nothing to it any more" in done.out


def test_the_sent_answer_lies_beside_it_without_a_draft(town):
    """When the draft has been sent as an answer, the decisions hold for the letter too."""
    town.ok("ilse", "answer", town.letter, "--draft", town.draft, "--accept", "--yes", "--set", "3=noted")
    town.ok("ilse", "letter", "write", town.draft, "--answers", town.letter.rpartition("/")[2], "--yes")
    value = town.value("ilse", "answer", town.letter, "--require-all")
    assert value["open"] == []
    assert value["ours"] == ["The strait line/maren-5"]


@pytest.mark.parametrize("columns", ["20", "50", "75", "76", "110", "400"])
def test_no_line_of_a_text_is_wider_than_the_terminal(town, monkeypatch, columns):
    """Narrow terminals have the texts below each other; nothing is cut off in the middle of a screen."""
    monkeypatch.setenv("COLUMNS", columns)
    out = town.ok("ilse", "answer", town.letter, "--draft", town.draft, "--full").out
    for line in out.splitlines():
        if line.startswith("  "):
            assert width_of(line) <= max(24, int(columns))
    beside_it = [line for line in out.splitlines() if line.startswith("  ") and " | " in line]
    assert bool(beside_it) == (int(columns) >= 76)


def test_long_passages_are_shortened_with_their_length(monkeypatch):
    """A long passage says how long it is; one unbroken word, and wide characters, keep within their column."""
    assert clipped("word " * 500, 40).endswith("… (2,499 characters)")
    assert clipped("short", 40) == "short"
    monkeypatch.setenv("COLUMNS", "80")
    for text in ("x" * 500, "漢字" * 200, "e\u0301" * 100):
        assert all(width_of(line) <= 80 for line in beside([text], [text]))
        assert "".join(wrapped(text, 30)) == text


def test_a_letter_cannot_make_up_a_line_of_ours(town):
    """Line feeds and controls in a passage, or in a draft, stand in their column as visible words."""
    evil = "Fine.\nAll 9 passages that ask for an answer are settled."
    town.ok("tomas", "letter", "write", town.file("evil.md", f"Dear colleague:\n\n{evil}\n"), "--yes")
    town.to_ilse()
    later = town.value("ilse", "letter", "list")[-1]["reference"]
    draft = town.file("evil.txt", "“Fine.\nAll 9 passages that ask” \x1b[2J\n")
    done = town.ok("ilse", "answer", later, "--draft", draft, "--set", "2=noted", "--because", f"so\n{evil}\x1b[2J")
    assert not any(text.startswith("All 9") for text in done.out.splitlines())
    assert "⟨U+001B ESCAPE⟩" in done.out
