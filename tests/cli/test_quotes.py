"""Quotations from the command line: what is wrong is shown with the true words, and references are put in."""

import pytest

LETTER = """\
Date: 16 October 1961
From: Ilse Maren

# The pilots

We do not intend to withdraw the four pilots from Kestrel Sound this year, unless it freezes.

The two governments could appoint a standing commission of six masters.
"""
GOOD = """\
On 16 October 1961 Maren wrote that “the two governments could appoint a standing commission of six masters”. We agree.
"""
BAD = """\
On 16 October 1961 Maren wrote that “the two governments should appoint a standing commission of six masters”.

She “might” have meant it: “the four pilots from Kestrel Sound this year”, she says, and on 17 October 1961 Maren wrote
“a standing commission of six masters”. Nobody ever wrote “the seven herons of Karst fly south at dusk”, nor “half.
"""


@pytest.fixture
def ilse(town):
    """A desk with one letter in its archive."""
    town.run("ilse", "init", "--person", "Ilse Maren", "--party", "Valdria")
    town.ok("ilse", "record", "import", town.file("pilots.md", LETTER))
    return town


def test_a_draft_that_quotes_right_passes(ilse):
    """Exit 0."""
    done = ilse.ok("ilse", "quotes", ilse.file("good.md", GOOD))
    assert "1 quotation: 1 exact." in done.out


def test_what_is_wrong_is_shown_with_the_true_words(ilse):
    """Altered, of another day, cut so that the sense shifts, invented, without a closing mark: exit 1."""
    done = ilse.run("ilse", "quotes", ilse.file("bad.md", BAD))
    assert done.code == 1, done
    assert "line 1: altered" in done.out
    assert "“should” instead of “could”" in done.out
    assert "cut away, a condition: “unless it freezes.”" in done.out
    assert "the whole sentence: “We do not intend to withdraw the four pilots from Kestrel Sound" in done.out
    assert "found, but not of that day" in done.out
    assert "line 4: not found" in done.out
    assert "1 mark without a partner, the first on line 4." in done.out
    assert "phrase" not in done.out.split("5 quotations")[0]


def test_json_gives_the_address_and_the_characters(ilse):
    """Of every quotation."""
    value = ilse.run("ilse", "--json", "quotes", ilse.file("bad.md", BAD)).value
    assert [one["verdict"] for one in value["quotations"]] == [
        "altered", "phrase", "exact", "misattributed", "not_found"
    ]  # fmt: skip
    first = value["quotations"][0]
    assert first["places"][0]["address"].startswith("pilots/")
    assert first["places"][0]["authors"] == ["Ilse Maren"]
    assert BAD[first["start"] : first["end"]] == first["text"]
    assert first["differences"] == [{"kind": "words", "quoted": "should", "true": "could"}]


def test_references_are_put_in_once_and_the_draft_is_kept_as_it_was(ilse):
    """Running it again changes nothing."""
    path = ilse.file("good.md", GOOD)
    done = ilse.ok("ilse", "quotes", path, "--write")
    written = (ilse.place / "good.md").read_text(encoding="utf-8")
    assert "six masters” [pilots/2:0-70]. We agree." in written, written
    assert (ilse.place / "good.before.md").read_text(encoding="utf-8") == GOOD
    assert "1 reference put into" in done.out
    before = ilse.everything()
    assert "nothing was written" in ilse.ok("ilse", "quotes", path, "--write").out
    assert ilse.everything() == before


def test_references_can_go_to_another_file(ilse):
    """The draft stays as it is; a file that is there is not written over."""
    path = ilse.file("good.md", GOOD)
    ilse.ok("ilse", "quotes", path, "--to", ilse.path("cited.md"))
    assert "[pilots/2" in (ilse.place / "cited.md").read_text(encoding="utf-8")
    assert (ilse.place / "good.md").read_text(encoding="utf-8") == GOOD
    before = ilse.everything()
    assert ilse.run("ilse", "quotes", path, "--to", ilse.path("cited.md")).code == 2
    assert ilse.everything() == before


def test_a_draft_that_may_only_be_read_or_points_elsewhere_is_not_written(ilse):
    """Another file can be; nothing is left beside it."""
    path = ilse.file("good.md", GOOD)
    (ilse.place / "good.md").chmod(0o444)
    (ilse.place / "link.md").symlink_to("good.md")
    before = ilse.everything()
    for name, says in (("good.md", "may only be read"), ("link.md", "points to another file")):
        done = ilse.run("ilse", "quotes", ilse.path(name), "--write")
        assert (done.code, says in done.err) == (2, True)
    assert ilse.everything() == before
    assert ilse.ok("ilse", "quotes", path, "--to", ilse.path("cited.md"))


def test_line_ends_and_other_characters_stay_as_they_are(ilse):
    """Only the reference is put in."""
    data = b"\xef\xbb\xbf" + GOOD.replace("We agree.", "Caf\u00e9\tx.").replace("\n", "\r\n").encode()
    (ilse.place / "dos.txt").write_bytes(data)
    ilse.ok("ilse", "quotes", ilse.path("dos.txt"), "--write")
    assert (ilse.place / "dos.txt").read_bytes() == data.replace("”".encode(), "” [pilots/2:0-70]".encode())


def test_a_letter_of_the_archive_is_checked_by_its_address_and_not_written(ilse):
    """It does not quote itself."""
    ilse.ok("ilse", "record", "import", ilse.file("answer.md", GOOD))
    assert "1 exact" in ilse.ok("ilse", "quotes", "answer").out
    before = ilse.everything()
    done = ilse.run("ilse", "quotes", "answer", "--write")
    assert done.code == 2
    assert "is no file" in done.err
    assert ilse.everything() == before


@pytest.mark.parametrize(
    ("name", "data"),
    [("b.bin", bytes(range(256)) * 40), ("d.docx", b"PK\x03\x04 word/ nothing"), ("x.png", b"\x89PNG")],
)
def test_what_is_no_draft_is_refused_in_one_sentence(ilse, name, data):
    """And nothing is written."""
    (ilse.place / name).write_bytes(data)
    before = ilse.everything()
    done = ilse.run("ilse", "quotes", ilse.path(name), "--write")
    assert done.code != 0, done
    assert done.out == ""
    assert len(done.err.splitlines()) == 1
    assert ilse.everything() == before


def test_a_document_that_is_not_here_is_refused(ilse):
    """As a draft, and as what is quoted."""
    assert ilse.run("ilse", "quotes", "nowhere").code == 2
    assert ilse.run("ilse", "quotes", ilse.file("good.md", GOOD), "--against", "nowhere").code == 2


def test_with_against_only_that_document_is_quoted(ilse):
    """What stands elsewhere is not found."""
    ilse.ok("ilse", "record", "import", ilse.file("other.md", "Date: 1 May 1961\n\nThe harvest was good this year.\n"))
    path = ilse.file("good.md", GOOD)
    assert ilse.run("ilse", "quotes", path, "--against", "other").code == 1
    assert ilse.run("ilse", "quotes", path, "--against", "pilots").code == 0


def test_an_empty_draft_has_no_quotation(ilse):
    """And that is no error."""
    (ilse.place / "empty.md").write_bytes(b"")
    assert "There is no quotation in the draft." in ilse.ok("ilse", "quotes", ilse.path("empty.md")).out
