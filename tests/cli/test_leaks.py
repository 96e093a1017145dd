"""Leaks and what is public, from the command line."""

import pytest
from tests.desk import press

LETTER = """\
Place: Port Aldeby
Date: 2 March 1961
From: Minister Kaljo
To: Chancellor Holm

# The guard on the bridge

Dear Chancellor:

We would be ready to withdraw the guard from the northern bridge in forty days, and to pay the pilots their arrears.

The lighthouse fees can wait for the spring.
"""
LEAK = """\
Date: 18 January 1963

The capital is said to be ready to withdraw its guards from the northern bridge in forty days and to pay the pilots
their arrears, as persons close to the talks would have it.

The fishing season was poor.
"""
GUESS = """\
Date: 18 January 1963

Nobody knows what the envoys talk about. Perhaps it is the fishing season, perhaps the price of coal.
"""


@pytest.fixture
def ilse(town):
    """A desk that holds one private letter, and a folder with two articles."""
    town.run("ilse", "init", "--person", "Ilse Maren", "--party", "Valdria")
    town.ok("ilse", "record", "import", town.file("bridge.md", LETTER))
    (town.place / "press").mkdir()
    town.leak = town.file("press/leak.txt", LEAK)
    town.guess = town.file("press/guess.txt", GUESS)
    return town


def test_an_article_with_private_words_shows_both_sides_and_the_holders(ilse):
    """Exit code 1; article and letter stand beneath each other with the shared words marked, then who knew."""
    done = ilse.run("ilse", "leaks", ilse.leak)
    assert done.code == 1
    lines = done.out.splitlines()
    assert lines[0] == f"{ilse.leak}: 1 passage with private words; it appeared on 18 January 1963."
    article, letter = (next(line for line in lines if line.startswith(f"   {side}")) for side in ("article", "letter"))
    assert "ready to withdraw** its **guards from the northern bridge" in article
    assert "ready to withdraw** the **guard from the northern bridge" in letter
    assert "The nearest wording is in bridge; 2 people." in done.out
    assert "Minister Kaljo" in done.out
    assert "Chancellor Holm" in done.out
    assert "claimed" in done.out
    assert "lighthouse" not in done.out


def test_wording_that_stands_there_word_for_word_is_called_so(ilse):
    """What is the same to the last word is said to be exactly that."""
    words = LETTER.partition("Chancellor:\n\n")[2].partition("\n")[0]
    done = ilse.run("ilse", "leaks", ilse.file("word.txt", f"Date: 18 January 1963\n\n{words}\n"))
    assert "Exactly this wording exists in bridge; 2 people." in done.out


def test_quotation_marks_within_shown_words_become_single_ones(ilse):
    """“... the ‘old guard’ ...”, so that one sees where the words that are shown end."""
    letter = LETTER.replace("the guard", "the “old guard”").replace("arrears", '"arrears"')
    ilse.ok("ilse", "record", "import", ilse.file("second.md", letter))
    done = ilse.run("ilse", "screen", ilse.leak)
    assert "the ‘old guard’ from the northern bridge" in done.out
    assert "their ‘arrears" in done.out
    assert "“old" not in done.out


def test_an_article_that_cannot_be_read_is_no_clean_one(ilse):
    """Exit code 1 beside a clean article, with its name."""
    broken = ilse.file("press/broken.txt", "x")
    (ilse.place / "press/broken.txt").write_bytes(b"\xff\xfe\x00\x01" * 9)
    done = ilse.run("ilse", "leaks", ilse.guess, broken)
    assert done.code == 1
    assert f"not read: {broken}: " in done.out


def test_words_typed_for_a_file_name_are_one_short_sentence(ilse):
    """A whole paragraph, a name of nobody's folder, nothing: no file, and nothing is changed."""
    before = ilse.everything()
    for wrong in ("We could let the lightships be withdrawn. " * 30, "~nobody-at-all/x.txt", ""):
        for command in (("leaks",), ("screen",), ("fresh",)):
            done = ilse.run("ilse", *command, wrong)
            assert done.code == 2, done
            assert len(done.err) < 400
            assert done.err.count("\n") == 1
    assert ilse.everything() == before


def test_an_article_with_none_says_so_in_one_sentence(ilse):
    """Exit code 0, with what was searched."""
    done = ilse.ok("ilse", "leaks", ilse.guess)
    assert done.out == (
        f"{ilse.guess}: nothing private was needed to write this; compared with 1 document that this desk may read.\n"
    )


def test_a_folder_is_read_file_by_file_and_what_cannot_be_read_is_named(ilse):
    """A broken file and a picture do not stop the rest; both are named at the end."""
    ilse.file("press/broken.eml", "Received: x\nMessage-ID: <1@x>\nContent-Type: text/plain; charset=no-such\n\n\x00\n")
    (ilse.place / "press/picture.png").write_bytes(b"\x89PNG\r\n\x1a\n\x00")
    done = ilse.run("ilse", "leaks", ilse.place / "press")
    assert done.code == 1
    assert "leak.txt: 1 passage with private words" in done.out
    assert "guess.txt: nothing private was needed" in done.out
    assert f"not read: {ilse.place / 'press/picture.png'}: " in done.out
    value = ilse.run("ilse", "leaks", ilse.place / "press", "--json").value
    assert value["searched"] == {"articles": len(value["articles"]), "documents": 1, "public": 0}
    found = {one["name"]: one["leaks"] for one in value["articles"]}
    ((leak,),) = (leaks for leaks in found.values() if leaks)
    assert leak["held"][0]["document"] == "bridge"
    assert {one["person"] for one in leak["people"]} == {"Minister Kaljo", "Chancellor Holm"}
    assert "ready to withdraw its guards from the northern bridge" in leak["text"]


def test_the_day_that_is_asked_for_counts_before_that_of_the_article(ilse):
    """On a day before the letter was written it cannot be the source, and this is said."""
    done = ilse.ok("ilse", "leaks", ilse.leak, "--on", "1961-03-01")
    assert "nothing private was needed" in done.out
    assert "also stands in bridge/2" in done.out
    assert "written after that day, on 1961-03-02" in done.out
    wrong = ilse.run("ilse", "leaks", ilse.leak, "--on", "1963")
    assert wrong.code == 2
    assert "Give --on as a day" in wrong.err


def test_what_is_published_needs_nothing_private(ilse):
    """Marked as public the letter explains the article; taken back it is private again; the list says what is."""
    assert "only what a joint release shows" in ilse.ok("ilse", "record", "publish").out
    assert ilse.ok("ilse", "record", "publish", "bridge", "--since", "1962-05").out == (
        "bridge: public from 1962-05-31 on.\n"
    )
    done = ilse.ok("ilse", "leaks", ilse.leak)
    assert "1 document that this desk may read (1 of them public)" in done.out
    assert "public since 1962-05-31" in done.out
    assert ilse.run("ilse", "leaks", ilse.leak, "--on", "1962-05-31").code == 1
    assert "bridge            1962-05-31" in ilse.ok("ilse", "record", "publish").out
    assert ilse.ok("ilse", "record", "publish", "bridge", "--take-back").out == "bridge is private again.\n"
    assert ilse.run("ilse", "record", "publish", "bridge", "--take-back").code == 1
    assert ilse.run("ilse", "leaks", ilse.leak).code == 1


def test_only_what_is_here_can_be_marked(ilse):
    """A name that is none, a day without a name, and a day beside --take-back change nothing."""
    before = ilse.everything()
    for words in (
        ("nothere",),
        ("--since", "1962"),
        ("bridge", "--take-back", "--since", "1962"),
        ("no line/maren-1",),
    ):
        done = ilse.run("ilse", "record", "publish", *words)
        assert done.code == 2, words
    assert ilse.everything() == before


def test_a_volume_is_not_public_from_the_dates_of_its_papers(ilse):
    """Its papers were printed later: without a day nothing is marked, of the volume or of a document in it."""
    press.shelf(ilse.place / "volumes", 1)
    ilse.ok("ilse", "record", "import", ilse.place / "volumes")
    volume = next(one["id"] for one in ilse.value("ilse", "record", "list") if one["id"] != "bridge")
    for name in (volume, f"{volume}/d1"):
        done = ilse.run("ilse", "record", "publish", name)
        assert done.code == 2
        assert "from which day on it was public. (--since DAY)" in done.err
    assert ilse.value("ilse", "record", "publish") == []
    assert (
        "3 documents: public from 1993-01-01 on"
        in ilse.ok("ilse", "record", "publish", volume, "--since", "1 January 1993").out
    )


def test_a_letter_of_a_channel_can_be_marked(line):
    """It is named as elsewhere, CHANNEL/LETTER, and listed so."""
    line.ok("ilse", "letter", "write", line.file("letter.md", LETTER), "--yes")
    listed = line.value("ilse", "letter", "list")
    reference = f"The strait line/{listed[0]['reference']}"
    line.ok("ilse", "record", "publish", reference)
    (marked,) = line.value("ilse", "record", "publish")
    assert marked["name"] == reference


HOSTILE = (
    "\x1b]0;owned\x07\x1b[2J\u202e" + "We would be ready to withdraw the guard from the northern bridge in forty days."
)


def test_a_hostile_article_cannot_speak_to_the_terminal(ilse):
    """Escapes and direction marks in names and words are shown, not obeyed; a hostile file spoils nothing else."""
    ilse.file("press/a\x1b[31mred.txt", f"Date: 18 January 1963\n\n{HOSTILE}\n")
    (ilse.place / "press/zip.docx").write_bytes(b"PK\x03\x04" + b"word/" * 4000)
    (ilse.place / "press/bomb.xml").write_text(
        '<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "b">]><TEI><text>&b;</text></TEI>', encoding="utf-8"
    )
    done = ilse.run("ilse", "leaks", ilse.place / "press")
    assert done.code == 1
    assert "leak.txt: 1 passage" in done.out
    assert "zip.docx" in done.out
    assert "bomb.xml" in done.out


def test_a_huge_article_is_one_sentence_or_an_answer(ilse):
    """Ten megabytes of text, and the same in one line."""
    for text in ("word of the harbour \n\n" * 500_000, "harbour " * 1_300_000):
        done = ilse.run("ilse", "leaks", ilse.file("huge.txt", text))
        assert done.code in (0, 1)
        assert done.out.count("\n") + done.err.count("\n") == 1


def test_nothing_to_compare_with_is_no_clearance(town):
    """An empty record, a folder without articles, and a path that is none are each one sentence, and no exit 0."""
    town.run("tomas", "init", "--person", "Tomas Reik", "--party", "Ostrava")
    done = town.run("tomas", "leaks", town.file("leak.txt", LEAK))
    assert done.code == 2
    assert "no document yet" in done.err
    town.ok("tomas", "record", "import", town.file("bridge.md", LETTER))
    (town.place / "empty").mkdir()
    assert town.run("tomas", "leaks", town.place / "empty").code != 0
    missing = town.run("tomas", "leaks", town.path("leak.txt"), town.place / "nowhere.txt")
    assert missing.code == 2
    assert "There is no file or folder" in missing.err


@pytest.mark.parametrize(
    ("top", "day"),
    [
        ("LONDON, 9 November 1962", "9 November 1962"),
        ("COAST MERCURY, Tarnhavn, 30 June 2025", "30 June 2025"),
        ("Port Aldeby, May 2, 1961", "2 May 1961"),
    ],
)
def test_the_day_of_a_newspaper_is_read_from_its_top(ilse, top, day):
    """Where no head gives a day, the dateline does, and it is said from where the day is."""
    article = LEAK.partition("\n\n")[2]
    done = ilse.run("ilse", "leaks", ilse.file("press.txt", f"{top}\n\n{article}"))
    assert f"it appeared on {day}." in done.out
    assert f"The day is read from its top: “{top}”" in done.out


def test_a_name_that_is_no_text_is_one_sentence(ilse):
    """Bytes that the system could not decode are refused before anything is looked for."""
    done = ilse.run("ilse", "leaks", "press\udcff.txt")
    assert (done.code, done.err) == (
        2,
        "error: A word of the command is no text in UTF-8; type it again, or rename the file.\n",
    )
