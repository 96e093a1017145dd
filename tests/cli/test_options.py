"""options and comment, as they are typed: side by side on a terminal, in Word and on a page; decided, never lost."""

import docx
import pytest


@pytest.fixture
def ilse(town):
    """A desk with three options under two headings, of which C says nothing of the risk."""
    town.run("ilse", "init", "--person", "Ilse Maren", "--party", "Valdria")
    town.ok("ilse", "case", "new", "The strait in winter")
    town.ok("ilse", "options", "new", "Winter passage", "--heading", "Cost", "--heading", "Risk", "--about", "Ice")
    add = ("options", "add", "Winter passage")
    town.ok("ilse", *add, "Four ferries a day", "--says", "Cost", "One icebreaker", "--says", "Risk", "They ask six")
    town.ok("ilse", *add, "A pilot on each ship", "--says", "cost", "Twelve pilots", "--says", "Risk", "They are few")
    town.ok("ilse", *add, "Close the strait", "--says", "Cost", "Nothing")
    return town


def test_options_are_laid_side_by_side_with_comments_in_the_margin(ilse, monkeypatch):
    """Columns with the headings above them, the missing shown, the comment below what it is on."""
    monkeypatch.setenv("COLUMNS", "100")
    ilse.ok("ilse", "comment", "add", "Winter passage/A", "Who pays?", "--under", "Cost")
    lines = ilse.ok("ilse", "options", "compare", "Winter passage").out.splitlines()
    assert lines[0].startswith("Winter passage  (")
    assert any("A: Four ferries a day" in one and "| B: A pilot on each ship" in one for one in lines)
    assert "  [Cost]" in lines
    assert any(one.startswith("  One icebreaker") and "| Twelve pilots" in one and "| Nothing" in one for one in lines)
    assert any(one.startswith("  » Ilse Maren") for one in lines)
    assert any(one.rstrip().endswith("| (nothing yet)") for one in lines)
    assert "To settle: C says nothing under “Risk”." in lines
    monkeypatch.setenv("COLUMNS", "30")
    narrow = ilse.ok("ilse", "options", "compare", "Winter passage").out
    assert max(len(line) for line in narrow.splitlines() if line.startswith("  ")) <= 110
    assert narrow.index("A: Four ferries") < narrow.index("B: A pilot") < narrow.index("C: Close")


def test_a_decision_keeps_the_others_readable(ilse):
    """R29: after B was decided, A and C are read as before."""
    done = ilse.ok("ilse", "options", "decide", "Winter passage", "B", "--why", "They know the strait")
    assert done.out == "Decided: B: A pilot on each ship. A, C stay as written.\n"
    value = ilse.value("ilse", "options", "compare", "Winter passage")
    assert [(one["letter"], one["taken"], one["says"]["Cost"][0]["text"]) for one in value["options"]] == [
        ("A", False, "One icebreaker"),
        ("B", True, "Twelve pilots"),
        ("C", False, "Nothing"),
    ]
    assert [one["what"] for one in value["decided"]] == ["B: A pilot on each ship"]
    again = ilse.run("ilse", "options", "decide", "Winter passage", "A")
    assert (again.code, "decided anew, and why. (--anew --why)" in again.err) == (2, True)


def test_one_table_is_written_to_a_word_file_and_to_a_page(ilse):
    """R29: one table in Word, a page to print; a file that is there is not written over unasked."""
    word, page = ilse.path("o.docx"), ilse.path("o.html")
    done = ilse.ok("ilse", "options", "compare", "Winter passage", "--docx", word, "--html", page)
    assert "is written: 3 options under 2 headings." in done.out
    (table,) = docx.Document(word).tables
    assert [cell.text for cell in table.rows[1].cells] == ["Cost", "One icebreaker", "Twelve pilots", "Nothing"]
    assert (ilse.place / "o.html").read_text(encoding="utf-8").count("<table>") == 1
    before = (ilse.place / "o.docx").read_bytes()
    assert ilse.run("ilse", "options", "compare", "Winter passage", "--docx", word).code == 2
    assert (ilse.place / "o.docx").read_bytes() == before
    ilse.ok("ilse", "options", "compare", "Winter passage", "--docx", word, "--force")


def test_a_dropped_option_is_listed_with_its_reason(ilse):
    """And what is still missing is exit code 1; a reason is asked for."""
    assert ilse.run("ilse", "options", "list").code == 1
    assert ilse.run("ilse", "options", "drop", "Winter passage", "C").code == 2
    ilse.ok("ilse", "options", "drop", "Winter passage", "C", "--why", "Nobody would have it")
    assert "A, B, C (dropped)" in ilse.ok("ilse", "options", "list").out
    assert "dropped: Nobody" in ilse.ok("ilse", "options", "compare", "Winter passage").out
    assert ilse.value("ilse", "options", "compare", "Winter passage")["options"][2]["dropped"] == "Nobody would have it"
    ilse.ok("ilse", "options", "take-up", "Winter passage", "C")
    assert ilse.value("ilse", "options", "compare", "Winter passage")["options"][2]["dropped"] is None


def test_comments_are_listed_and_answered_and_there_is_no_command_that_takes_one_away(ilse):
    """In their order, the answer below; the help knows no way to change one."""
    number = ilse.value("ilse", "comment", "add", "Winter passage", "Is there a fourth?")["id"][:8]
    ilse.ok("ilse", "comment", "answer", number, "A bridge.")
    lines = ilse.ok("ilse", "comment", "list", "Winter passage").out.splitlines()
    assert [line.strip() for line in lines[2::2]] == ["Is there a fourth?", "A bridge."]
    assert lines[0] == "options “Winter passage”"
    for word in ("remove", "edit", "end", "withdraw"):
        assert ilse.run("ilse", "comment", word, number).code == 2


def test_hostile_words_stay_in_their_place(ilse):
    """Marks of direction, a title of 20,000 characters, text without spaces: an answer, and nothing hidden."""
    ilse.ok("ilse", "options", "add", "Winter passage", "\u202eegdirb " + "x" * 19_000, "--says", "Cost", "氷" * 900)
    out = ilse.ok("ilse", "options", "compare", "Winter passage").out
    assert "\u202e" not in out
    assert ilse.run("ilse", "options", "add", "Winter passage", "x" * 20_001).code == 1
    assert ilse.run("ilse", "options", "add", "Winter passage", "").code == 2
    assert ilse.run("ilse", "options", "compare", "").code == 2
