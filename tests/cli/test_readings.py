"""readings: what we told them that we take their words to mean, from the suggestion to their answer."""

import pytest

THEIRS = "Dear colleague:\n\nWe would let four ferries pass each day until the ice closes the strait.\n"
OURS = """\
Dear colleague:

You write of “four ferries” each day. I take it that this includes the mail boat.
"""


@pytest.fixture
def town(line, monkeypatch):
    """Tomas has written and Ilse has answered with a reading; `town.theirs` and `town.ours` are the letters."""
    monkeypatch.setenv("COLUMNS", "110")
    line.ok("tomas", "letter", "write", line.file("theirs.txt", THEIRS), "--yes")
    line.to_ilse()
    (one,) = line.value("ilse", "letter", "list")
    line.theirs = one["reference"]
    line.ours = line.value("ilse", "letter", "write", line.file("ours.md", OURS), "--answers", line.theirs, "--yes")[
        "reference"
    ]
    line.to_tomas()
    return line


def test_a_reading_goes_from_suggestion_to_confirmation(town):
    """What is suggested can be typed as it is shown; their later passage confirms it, and the open list is empty."""
    shown = town.ok("ilse", "readings", "--suggest", town.ours)
    assert "“I take it”" in shown.out
    (suggested,) = town.value("ilse", "readings", "--suggest", town.ours)
    words = ("readings", "--place", suggested["ours"]["address"], "--of", suggested["theirs"]["address"])
    assert town.value("ilse", *words)["state"] == "open"
    out = town.ok("ilse", "readings", "--open").out
    assert "Reading 1: open, 0 days old" in out
    assert "includes the mail boat" in out
    assert "four ferries" in out
    town.ok("tomas", "letter", "write", town.file("yes.txt", "The mail boat is among them.\n"), "--yes")
    town.to_ilse()
    *_, later = (x["reference"] for x in town.value("ilse", "letter", "list") if x["reference"].startswith("reik"))
    done = town.ok("ilse", "readings", "--confirm", "1", "--by", f"{later}/1", "--remark", "at last")
    assert f"on The strait line/{later}/1: at last" in done.out
    assert town.value("ilse", "readings", "--open") == []
    assert "1 reading, 0 open." in town.ok("ilse", "readings").out
    assert town.value("ilse", "readings", "--take-back", "1")["state"] == "open"
    assert "off the record" in town.ok("ilse", "readings", "--take-back", "1").out
    assert "No reading is on record." in town.ok("ilse", "readings").out


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (("--confirm", "1"), 2),
        (("--by", "reik-5/2"), 2),
        (("--words", "x"), 2),
        (("--of", "reik-5/2"), 2),
        (("--confirm", "1", "--correct", "1", "--by", "reik-5/2"), 2),
        (("--confirm", "1", "--by", "{theirs}/2"), 4),
        (("--confirm", "1", "--by", "{ours}/2"), 4),
        (("--confirm", "7", "--by", "{ours}/2"), 2),
        (("--suggest", "{theirs}"), 4),
        (("--place", "{ours}/2"), 2),
    ],
)
def test_what_cannot_be_done_is_said_in_one_sentence(town, words, code):
    """A change without words, with our own words, or with earlier ones is refused and leaves the reading open."""
    town.ok("ilse", "readings", "--place", f"{town.ours}/2")
    before = town.value("ilse", "readings")
    done = town.run("ilse", "readings", *(word.format(ours=town.ours, theirs=town.theirs) for word in words))
    assert done.code == code
    assert len(done.err.strip().splitlines()) == 1
    assert town.value("ilse", "readings") == before
    assert before[0]["state"] == "open"
