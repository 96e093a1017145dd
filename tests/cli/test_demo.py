"""The command `demo` hands its words to the play, and gives its exit code."""

from pathlib import Path

import pytest

from backchannel.demo import play


@pytest.mark.parametrize("code", [0, 130])
def test_the_demo_gets_its_words(town, monkeypatch, code):
    """Folder and `once` arrive; each line is said at once, and the play's exit code is the command's."""
    got = []

    def demo(directory, once, say, *, browser):
        got.append((directory, once, browser))
        say("Two states \x1b[2J meet.")
        return code

    monkeypatch.setattr(play, "demo", demo)
    done = town.bare("demo", "--once", "--dir", town.path("here"))
    assert (done.code, done.out) == (code, "Two states ⟨U+001B ESCAPE⟩[2J meet.\n")
    assert town.bare("demo", "--no-browser").code == code
    assert got == [(Path(town.path("here")), True, True), (None, False, False)]


def test_with_json_the_play_is_beside_the_answer(town, monkeypatch):
    """Standard output holds one JSON object alone."""
    monkeypatch.setattr(play, "demo", lambda _directory, _once, say, **_: say("Two states meet.") or 0)
    done = town.bare("demo", "--json", "--once")
    assert done.value == {"exit": 0, "dir": None}
    assert done.err == "Two states meet.\n"
