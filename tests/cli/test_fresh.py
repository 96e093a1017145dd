"""Freshness from the command line: the warmed-over paragraph is found with its year, the new ones are not."""

import pytest

OLD = """\
Date: 12 May 1959

# Proposals for the strait

The two governments should appoint a standing commission of six pilots, who would meet each month in Port Aldeby and
settle every dispute over the right of way by a vote of four.

Nothing in these proposals touches the fishing grounds of either side.
"""
DRAFT = """\
Date: 20 August 1961

# A new approach

We should begin from what both coasts need before the ice comes: coal, salt, and a safe passage for the mail.

The two governments would appoint a standing commission of six pilots to meet every month in Port Aldeby and settle all
disputes over the right of way by a vote of four.

An envoy with full powers could sail next week, and nobody need be told why.
"""


@pytest.fixture
def ilse(town):
    """A desk, and a folder of old papers beside a draft."""
    town.run("ilse", "init", "--person", "Ilse Maren", "--party", "Valdria")
    (town.place / "old").mkdir()
    town.old = town.file("old/strait.md", OLD)
    town.file("old/fees.txt", "The lighthouse fees are due in spring.\n")
    town.draft = town.file("draft.md", DRAFT)
    return town


def test_the_planted_paragraph_is_found_and_the_new_ones_are_not(ilse):
    """Against a folder: the words are counted and marked, the paper is named with its year, and exit code 1 says so."""
    done = ilse.run("ilse", "fresh", ilse.draft, "--against", ilse.place / "old")
    assert done.code == 1
    assert "heading: new" in done.out
    assert "passage 1: new, 21 words" in done.out
    assert "passage 3: new, 15 words" in done.out
    assert "passage 2: 28 of 32 words stand in earlier papers" in done.out
    assert f"  1959  {ilse.old}/1  " in done.out
    value = ilse.run("ilse", "--json", "fresh", ilse.draft, "--against", ilse.place / "old").value
    assert [part["reused"] > 0 for part in value["passages"]] == [False, False, True, False]
    passage = value["passages"][2]
    assert 25 <= passage["reused"] < passage["words"]
    shared = [passage["text"][start:end] for start, end in passage["marks"]]
    assert any("a standing commission of six pilots" in words for words in shared)
    assert not any("every" in words.split() for words in shared)
    assert value["papers"] == 2


def test_without_papers_named_the_archive_before_the_draft_counts(ilse):
    """A paper of 1959 counts; one of the draft's own day does not, and a draft of before 1959 is new."""
    ilse.ok("ilse", "record", "import", ilse.old)
    done = ilse.run("ilse", "fresh", ilse.draft)
    assert done.code == 1
    assert "1959  strait/1" in done.out
    assert "Looked at were the papers of before 20 August 1961" in done.out
    ilse.ok("ilse", "record", "import", ilse.file("same-day.md", OLD.replace("12 May 1959", "20 August 1961")))
    assert "same-day" not in ilse.run("ilse", "fresh", ilse.draft).out
    assert "same-day/1" in ilse.run("ilse", "fresh", ilse.draft, "--against", "same-day").out
    early = ilse.file("early.md", DRAFT.replace("20 August 1961", "1 March 1958"))
    assert ilse.run("ilse", "fresh", early).code == 2


@pytest.mark.parametrize("name", ["strait", "strait/2"])
def test_papers_are_named_as_anywhere(ilse, name):
    """A source by its id, a document by an address in it."""
    ilse.ok("ilse", "record", "import", ilse.old)
    assert "1959  strait/1" in ilse.run("ilse", "fresh", ilse.draft, "--against", name).out


def test_a_draft_of_the_archive_is_not_compared_with_itself(ilse):
    """Named by its id it is new, but for what another paper has."""
    ilse.ok("ilse", "record", "import", ilse.draft, ilse.place / "old")
    done = ilse.run("ilse", "--json", "fresh", "draft")
    assert {one["name"] for part in done.value["passages"] for one in part["sources"]} == {"strait/1:0-177"}


def test_nothing_to_compare_with_is_said(ilse):
    """An empty archive, an empty folder, a name that is none, a draft that is none: one sentence, exit code 2."""
    (ilse.place / "none").mkdir()
    for words in ((ilse.draft,), (ilse.draft, "--against", ilse.place / "none"), (ilse.draft, "--against", "nothere")):
        done = ilse.run("ilse", "fresh", *words)
        assert done.code == 2, done
        assert done.err.count("\n") == 1
    assert ilse.run("ilse", "fresh", "nowhere.md", "--against", ilse.old).code == 2


def test_a_draft_among_the_papers_is_not_compared_with_itself(ilse):
    """A folder that holds the draft too, or the draft alone, which is then nothing to compare with."""
    apart = ilse.run("ilse", "fresh", ilse.draft, "--against", ilse.place / "old").out
    within = ilse.file("old/draft.md", DRAFT)
    assert ilse.run("ilse", "fresh", within, "--against", ilse.place / "old").out == apart
    assert ilse.run("ilse", "fresh", within, "--against", within).code == 2


def test_papers_that_cannot_be_read_are_the_reason_that_is_given(ilse):
    """Not that there are none."""
    (ilse.place / "broken.txt").write_bytes(b"\xff\xfe\x00\x01" * 9)
    done = ilse.run("ilse", "fresh", ilse.draft, "--against", ilse.place / "broken.txt")
    assert done.code == 1
    assert "UTF-8" in done.err


def test_what_cannot_be_read_is_named_and_the_rest_goes_on(ilse):
    """A picture and a hostile file in the folder; nothing that a terminal could obey is written."""
    (ilse.place / "old/picture.png").write_bytes(b"\x89PNG\r\n\x1a\n\x00")
    ilse.file("old/\x1b[2Jescape.txt", OLD.replace("pilots", "pi\x1b[31mlots"))
    done = ilse.run("ilse", "fresh", ilse.draft, "--against", ilse.place / "old")
    assert done.code == 1
    assert "not read: " in done.out
    assert "picture.png" in done.out
