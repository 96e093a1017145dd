"""Circulars from the command line: a list, a circular, its receipt, adaptation, correction, and its points."""

import pytest

POST = "The strait line"
TEXT = """\
Number: Rothav 12

# Guidance on the ferries

(may be said) We would let four ferries pass each day.

(may be said; not before 23 February 2031) The masters give their names alone.

(background only) The harbour master is not sure of the soundings.

This point has no mark.
"""


@pytest.fixture
def hub(line):
    """Ilse with a case of her own and a list of one post, Tomas."""
    line.ok("ilse", "case", "new", "Guidance")
    line.ok("ilse", "circular", "list", "all posts", "--posts", POST)
    line.ok("ilse", "circular", "send", "Ferries", line.file("c.md", TEXT), "--to", "all posts", "--yes")
    line.to_tomas()
    return line


def letter(hub):
    found = hub.value("tomas", "letter", "list")
    return f"{POST}/{found[-1]['reference']}"


def test_status_prints_missing_receipts_and_exits_1(hub):
    """R50: until the receipt has come; then sent, received and adapted are counted, and the exit code is 0."""
    done = hub.run("ilse", "circular", "status", "Ferries")
    assert done.code == 1
    assert "sent 1, received 0, adapted 0" in done.out
    assert f"no receipt: {POST}" in done.out
    hub.ok("tomas", "circular", "ack", letter(hub), "--note", "Understood")
    hub.ok("tomas", "circular", "adapt", letter(hub), "Left out the ferries.", "--passages", "1")
    hub.to_ilse()
    done = hub.ok("ilse", "circular", "status", "Ferries")
    assert "sent 1, received 1, adapted 1" in done.out
    assert "(1) by Tomas Reik" in done.out and "Left out the ferries." in done.out
    (text,) = hub.value("ilse", "circular", "status", "Ferries")["texts"]
    assert (text["posts"][0]["note"], text["lacking"]) == ("Understood", [])


def test_points_omits_those_held_until_their_day(hub):
    """R51: what may be said on 20 February, and on the 23rd; all of them grouped without --use."""
    early = hub.value("tomas", "circular", "points", letter(hub), "--use", "say", "--on", "2031-02-20")
    late = hub.value("tomas", "circular", "points", letter(hub), "--use", "say", "--on", "2031-02-23")
    assert [one["passage"] for one in early["points"]] == [1]
    assert [one["passage"] for one in late["points"]] == [1, 2]
    shown = hub.ok("ilse", "circular", "points", "Ferries", "--on", "2031-02-20").out
    order = ["may be said", "background only", "held, and background only until then", "unmarked"]
    assert [one for one in shown.splitlines() if one in order] == order


def test_a_correction_goes_to_the_earlier_recipients(hub):
    """R50: numbered /1; the same words again find nobody left."""
    better = hub.file("better.md", TEXT.replace("four", "five"))
    assert "Rothav 12/1: sent to 1 post." in hub.ok("ilse", "circular", "correct", "Ferries", better, "--yes").out
    hub.to_tomas()
    points = hub.value("tomas", "circular", "points", letter(hub), "--on", "2031-02-20")
    assert "five" in points["points"][0]["text"]
    done = hub.run("ilse", "circular", "correct", "Ferries", better, "--yes")
    assert (done.code, "has had Rothav 12/1 too" in done.err) == (2, True)


def test_a_broken_mark_or_an_unknown_event_is_refused(hub):
    """One sentence each, and nothing is written."""
    broken = hub.file("broken.md", TEXT.replace("(background only)", "(background only!)").replace("12", "13"))
    done = hub.run("ilse", "circular", "send", "Broken", broken, "--to", "all posts", "--yes")
    assert (done.code, "something like a use-mark" in done.err) == (2, True)
    done = hub.run("ilse", "circular", "happened", "Ferries", "the fair")
    assert (done.code, "No point of" in done.err) == (2, True)


def test_hostile_names_do_not_reach_the_terminal(hub):
    """A name with marks of direction stands on its line, and is shown."""
    hub.ok("ilse", "circular", "list", "a\u202eb\nc", "--posts", POST)
    hub.ok("tomas", "circular", "adapt", letter(hub), "x\u202ey\nCLASH: z")
    hub.to_ilse()
    for words in (("list",), ("status", "Ferries")):
        out = hub.run("ilse", "circular", *words).out
        assert "\u202e" not in out
        assert not any(one.startswith("CLASH") for one in out.splitlines())
