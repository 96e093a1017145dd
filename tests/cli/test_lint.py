"""lint, as it is typed."""

import pytest
from tests.cli.town import CHARTER

RULES = """\
[rules]
courtesy = ["No polemics and no threats.", "An answer within three weeks."]
restraint = ["Nothing to the press."]
"""
CALM = "Dear colleague:\n\nWe would let four ferries pass each day until the ice closes the strait.\n"
ANGRY = CALM + "\nYour navy has openly violated the line. Unless you withdraw it, we will publish these letters.\n"


@pytest.fixture
def ilse(desks):
    """A desk with a channel whose charter has rules of tone."""
    desks.ok("ilse", "channel", "propose", desks.file("charter.toml", CHARTER + RULES))
    return lambda *words: desks.run("ilse", *words)


def test_a_calm_draft_passes(ilse, town):
    """Exit 0, and the rule that a program cannot judge is listed for the person."""
    done = ilse("lint", town.file("calm.md", CALM), "--charter", "The strait line")
    assert done.code == 0, done
    assert "No sentence is doubtful under the 2 rules of tone" in done.out
    assert "For you to judge: An answer within three weeks." in done.out


def test_each_doubtful_sentence_is_shown_with_its_rule(ilse, town):
    """Exit 1; passage, words and rule are named, and the draft is as it was."""
    path = town.file("angry.md", ANGRY)
    done = ilse("lint", path, "--charter", "The strait line")
    assert done.code == 1
    assert "courtesy: No polemics and no threats.  (polemics)" in done.out
    assert "**Unless you withdraw**" in done.out
    assert "restraint: Nothing to the press.  (publicity)" in done.out
    assert "2 sentences are doubtful" in done.out
    assert (town.place / "angry.md").read_text(encoding="utf-8") == ANGRY
    value = ilse("--json", "lint", path, "--charter", "The strait line").value
    assert [(one["passage"], one["rule"], one["why"]) for one in value["doubts"]] == [
        (3, 1, "polemics"),
        (3, 1, "pressure"),
        (3, 3, "publicity"),
    ]


def test_what_cannot_be_held_to_a_charter_is_refused(ilse, town):
    """No such channel, no such draft, or a file that nobody can read: one sentence, exit 2."""
    assert ilse("lint", town.file("a.md", CALM), "--charter", "moon").code == 2
    assert "no document here has that address" in ilse("lint", "nowhere.md", "--charter", "The strait line").err
    (town.place / "b.bin").write_bytes(bytes(range(256)) * 40)
    assert "of a kind that is not read" in ilse("lint", town.path("b.bin"), "--charter", "The strait line").err


def test_a_sentence_without_end_is_shown_around_its_doubtful_words(ilse, town):
    """One unbroken line of a thousand words, and marks that nobody closes: a line of output, in no time."""
    text = f"{'we hope and ' * 900} unless you withdraw {'we hope and ' * 900}"
    done = ilse("lint", town.file("long.md", text), "--charter", "The strait line")
    assert "**unless you withdraw**" in done.out
    assert max(map(len, done.out.splitlines())) < 1_100
    assert ilse("lint", town.file("open.md", "“" * 90_000), "--charter", "The strait line").code == 0
