"""Telegrams from the command line: written with their head, shown and given out in their form, taken in again."""

import pytest

CABLE = "Four ferries are let through each day.\n\n(TS) The price is not named.\n"


@pytest.fixture
def cable(line):
    """A telegram of Ilse's for Tomas."""
    line.ok("ilse", "telegram", "series", "Rothav", "--first", "38")
    line.ok(
        "ilse", "telegram", "write", line.file("cable.txt", CABLE), "--series", "Rothav", "--action", "Tomas Reik",
        "--precedence", "Niact", "--classification", "Secret", "--caption", "Eyes Only Tomas Reik", "--yes",
    )  # fmt: skip
    return line


def address(line):
    (letter,) = line.value("ilse", "letter", "list")
    return f"The strait line/{letter['reference']}"


def test_a_telegram_is_shown_in_its_form_with_the_number_that_was_handed_over(cable):
    """The caption first, the banner raised by the paragraph's mark, FROM and ACTION; with --upper in capitals."""
    shown = cable.ok("ilse", "telegram", "show", address(cable)).out.splitlines()
    assert shown[:4] == ["Eyes Only Tomas Reik", "NUMBER: Rothav 38", "PRECEDENCE: Niact", "CLASSIFICATION: Top Secret"]
    assert "FROM: Ilse Maren" in shown and "ACTION: Tomas Reik" in shown and shown[-1] == "NNNN"
    assert any(one.startswith("DTG: ") for one in shown)
    upper = cable.ok("ilse", "telegram", "show", address(cable), "--upper").out
    assert upper == upper.upper()


def test_a_second_telegram_of_a_number_exits_4(cable):
    """R41: the number is used, and nothing is written."""
    before = cable.everything()
    again = cable.file("again.txt", "NUMBER: Rothav 38\nFROM: Ilse Maren\n\n1. Other words.\n\nNNNN\n")
    done = cable.run("ilse", "telegram", "write", again, "--yes")
    assert (done.code, "ROTHAV 38 is" in done.err) == (4, True)
    assert {k: v for k, v in cable.everything().items() if k.name != "again.txt"} == before


def test_eyes_only_for_one_and_information_for_another_exits_4(line):
    """R42: who has it for information is not among those of the caption, and nobody else is let in for him."""
    text = line.file("cable.txt", CABLE)
    words = ("--caption", "Eyes Only", "--action", "Karl Oden", "--info", "Tomas Reik", "--yes")
    done = line.run("ilse", "telegram", "write", text, *words)
    assert (done.code, "leaves no reader but its author" in done.err) == (4, True)
    assert line.value("ilse", "letter", "list") == []


def test_an_export_needs_a_reason_and_is_read_again(cable):
    """The copy is noted; the file is a telegram to whoever takes it in."""
    out = cable.path("out.txt")
    refused = cable.run("ilse", "telegram", "export", address(cable), "--output", out)
    assert (refused.code, "Say why" in refused.err) == (2, True)
    cable.ok("ilse", "telegram", "export", address(cable), "--output", out, "--why", "For the cipher office")
    assert cable.value("tomas", "record", "import", out)
    again = cable.ok("tomas", "telegram", "show", "out").out
    assert again.splitlines()[1] == "NUMBER: Rothav 38"
    assert "The price is not named." in again


def test_wrong_words_are_refused_in_one_sentence(line):
    """A precedence that there is none of, and one that is said twice."""
    text = line.file("cable.txt", CABLE)
    assert "is no precedence" in line.run("ilse", "telegram", "write", text, "--precedence", "Hasty", "--yes").err
    twice = line.file("twice.txt", "FROM: Ilse Maren\nPRECEDENCE: Niact\n\n1. x\n\nNNNN\n")
    done = line.run("ilse", "telegram", "write", twice, "--precedence", "Flash", "--yes")
    assert (done.code, "already" in done.err) == (2, True)


def test_a_dry_run_writes_nothing(line):
    """The form is shown, and the ledger is as it was."""
    text = line.file("cable.txt", CABLE)
    before = line.everything()
    assert "NNNN" in line.ok("ilse", "telegram", "write", text, "--dry-run").out
    assert line.everything() == before
