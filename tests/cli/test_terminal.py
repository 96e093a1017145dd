"""What reaches a terminal: nothing that it obeys, and nothing that stands in another's place."""

import json
import sys

import pytest

from backchannel.cli import output
from backchannel.cli.output import Progress, one_line, table, visible

# Clears the screen, writes a title, goes up a line, hides, turns around, is a C1 control, ends a line for some.
ATTACKS = [
    "\x1b[2J",
    "\x1b]0;owned\x07",
    "\r\x1b[1A",
    "\x9b31m",
    "\u202e",
    "\u200b",
    "\u2028",
    "\x7f",
    "\x08\x08",
    "\ufeff",
]


@pytest.mark.parametrize("attack", ATTACKS, ids=ascii)
def test_a_letter_cannot_move_the_cursor(line, attack):
    """A letter with control or bidi characters is refused, or with leave shown with each of them named."""
    text = f"Dear colleague:\n\nWe {attack} agree.\n"
    letter = line.file("a.txt", text)
    refused = line.run("ilse", "letter", "write", letter, "--yes")
    assert refused.code == 1
    assert "U+" in refused.err
    done = line.run("ilse", "letter", "write", letter, "--yes", "--allow-hidden")
    assert done.code == 0
    (one,) = line.value("ilse", "letter", "list")
    line.to_tomas()
    for words in (("show", one["reference"]), ("list",)):
        shown = line.ok("tomas", "letter", *words)
        assert "⟨U+" in shown.out or "hidden characters" in shown.out
    assert "⟨U+" in line.ok("tomas", "letter", "show", one["reference"]).out


def test_words_beside_a_letter_cannot_either(line):
    """Reasons, notes, mandates, rules and file names of the other side are shown, each on one line."""
    evil = "fine\x1b[2K\x1b[1A\nALARM: none\u202e"
    charter = line.ok("ilse", "channel", "charter", "The strait line", "--toml").out
    changed = charter.replace("restraint = []", 'restraint = ["No\\u001b[2J\\u202e press\\nSecond: line"]').replace(
        "ceiling = 3", "ceiling = 4"
    )
    line.run("ilse", "channel", "amend", "The strait line", line.file("evil.toml", changed), "--why", evil)
    line.run("ilse", "interlocutor", "name", "Vera Sund", "--mandate", evil)
    nets = line.place / "nets\x1b[2J.txt"
    nets.write_text("nets")
    line.run("ilse", "letter", "write", line.file("a.txt", "Dear colleague:\n\nGood.\n"), "--enclose", nets, "--yes")
    line.to_tomas()
    # `Town.bare` sees to it that no hidden character is ever written; here also that no line is made up.
    for words in (
        ("channel", "show", "The strait line"), ("channel", "list"), ("interlocutor", "list"), ("letter", "list"),
        ("ledger", "The strait line"), ("reader", "list"), ("owed",), ("refusals",), ("alarms",),
    ):  # fmt: skip
        done = line.run("tomas", *words)
        assert done.code == 0
        assert not any(text.startswith(("ALARM: none", "Second: line")) for text in done.out.splitlines())
    if line.run("tomas", "channel", "assent", "The strait line").code == 0:
        toml = line.ok("tomas", "channel", "charter", "The strait line", "--toml").out
        assert "\\u001b[2J\\U0000202e press" in toml


def test_an_error_shows_what_it_quotes(line):
    """Words of the command that an error repeats are shown as well."""
    done = line.run("ilse", "channel", "show", "x\x1b[2J\u202e")
    assert done.code == 2
    assert "⟨U+001B ESCAPE⟩" in done.err


def test_a_name_with_hidden_characters_is_not_taken(town):
    """Such a name cannot become a desk's, so no card carries it."""
    for name in ("Ilse\x1b[2J", "Ilse\u202eneraM", "Ilse\nMaren"):
        done = town.run("ilse", "init", "--person", name, "--party", "Valdria")
        assert done.code in {1, 2}
        assert not (town.place / "ilse").exists()


def test_visible_shows_what_is_hidden_and_keeps_lines():
    """Line feeds stay; tabs become spaces; the rest is named."""
    assert visible("a\nb\tc\x1b") == "a\nb    c⟨U+001B ESCAPE⟩"
    assert visible("Ærø — Γ Ж 漢 שלום") == "Ærø — Γ Ж 漢 שלום"
    assert one_line("a\nb\r\nc") == "a b⟨U+000D CARRIAGE RETURN⟩ c"
    assert visible("\ud800") == "⟨U+D800 SURROGATE⟩"


def test_a_table_keeps_its_columns():
    """Cells stand under their heads, wide and combining characters counted as a terminal does."""
    assert table(("a", "b"), []) == []
    lines = table(("a", "b"), [("漢字", "1"), ("e\u0301", "2"), ("x\ny", "3")])
    assert lines == ["a     b", "漢字  1", "e\u0301     2", "x y   3"]


def test_progress_is_silent_without_a_terminal(capsys):
    """Nothing is drawn into a file or a pipe."""
    with Progress("counting", "entries", 10) as progress:
        progress(5)
    assert capsys.readouterr().err == ""


def test_progress_says_rate_and_remaining_time():
    """With a total: how far, how fast, how long still; without one: how fast; with nothing done: how long so far."""
    progress = Progress("checking", "entries", 10_000)
    assert progress.line(2) == "checking: 2 s"
    progress(4_000)
    assert progress.line(2) == "checking: 4,000 of 10,000 entries, 2,000 a second, 3 s left"
    progress = Progress("packing", "blobs")
    progress(10)
    assert progress.line(2) == "packing: 10 blobs, 5 a second"


def test_progress_is_drawn_after_a_second_and_wiped(monkeypatch):
    """On a terminal the line appears once it has taken long, and is gone afterwards."""
    import time

    written = []

    class Terminal:
        def isatty(self):
            return True

        def write(self, text):
            written.append(text)

        def flush(self):
            pass

    monkeypatch.setattr(sys, "stderr", Terminal())
    monkeypatch.setattr(Progress, "AFTER_SECONDS", 0.01)
    with Progress("packing") as progress:
        progress(3)
        for _ in range(500):
            if written:
                break
            time.sleep(0.01)
    assert written[0].startswith("\rpacking: 3")
    assert written[-1] == "\r\033[K"


def test_json_is_ascii(capsys):
    """No character of a text reaches the terminal as it is."""
    output.write_answer("x y", output.Answer([], {"text": "\x1b[2J\u202e\x7f é"}), as_json=True)
    text = capsys.readouterr().out
    assert text.isascii()
    assert "\x1b" not in text
    assert "\x7f" not in text
    assert json.loads(text)["result"]["text"] == "\x1b[2J\u202e\x7f é"


def test_a_terminal_that_knows_fewer_characters_ends_nothing(line, monkeypatch):
    """On a terminal of another encoding what it lacks is escaped."""
    import io

    stream = io.TextIOWrapper(io.BytesIO(), encoding="ascii")
    monkeypatch.setattr(sys, "stdout", stream)
    assert (
        line.bare(
            "--desk", line.path("ilse"), "--passphrase-file", line.words, "channel", "show", "The strait line"
        ).code
        == 0
    )
    stream.flush()
    assert b"\\u201cThe strait line\\u201d" in stream.buffer.getvalue()
