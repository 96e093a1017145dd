"""The record from the command line: import, show, list, remove."""

import gzip
import os
from pathlib import Path

import pytest
from tests.cli.town import LETTER
from tests.desk import press


@pytest.fixture
def volumes(town):
    """A folder with two volumes, a letter, and a file that no reader knows."""
    folder = press.shelf(town.place / "volumes", 2)
    (folder / "reply.md").write_text(LETTER, encoding="utf-8")
    (folder / "soundings.bin").write_bytes(b"\x00\x01")
    return folder


@pytest.fixture
def ilse(town):
    """A desk with nothing in its archive."""
    town.run("ilse", "init", "--person", "Ilse Maren", "--party", "Valdria")
    return town


def test_import_tells_what_became_of_each_file(ilse, volumes):
    """A line a file, the reason where one was passed over, and the sums; the exit code is 0."""
    done = ilse.run("ilse", "record", "import", volumes)
    assert done.code == 0
    assert "faru1961v01.xml     imported  3          3" in done.out
    assert f"{volumes / 'soundings.bin'}: " in done.out
    assert done.out.endswith("Files: 3 imported, 1 skipped. Documents: 7 new or changed.\n")
    again = ilse.run("ilse", "record", "import", volumes)
    assert again.code == 0
    assert again.out.endswith("Files: 3 unchanged, 1 skipped. Documents: 0 new or changed.\n")


def test_a_named_file_that_cannot_be_read_is_an_error_at_the_end(ilse, volumes):
    """The rest is imported, the reason is said, and the exit code is 1."""
    (volumes / "broken.xml").write_bytes(press.volume("faru1970v01")[:-9])
    done = ilse.run("ilse", "record", "import", volumes / "broken.xml", volumes / "reply.md")
    assert done.code == 1
    assert "broken.xml" in done.out
    assert "not well-formed" in done.out
    assert "Files: 1 failed, 1 imported." in done.out
    json = ilse.run("ilse", "record", "import", ilse.path("nothere.xml"), "--json")
    assert json.code == 1
    assert [(one["outcome"], one["documents"]) for one in json.value] == [("failed", 0)]


def test_the_report_lists_what_was_inferred(ilse, town):
    """By default it is counted, with --report it is listed under the document, in JSON too."""
    letter = town.file("letter.txt", "The ferries\n\nDear colleague:\n\nYes.\n")
    counted = ilse.run("ilse", "record", "import", letter)
    assert "With --report" in counted.out
    assert "inferred:" not in counted.out
    listed = ilse.run("ilse", "record", "import", letter, "--report")
    assert "\nletter\n  inferred: " in listed.out
    value = ilse.run("ilse", "record", "import", letter, "--report", "--json").value
    assert value[0]["reports"]["letter"]["inferred"]


def test_show_reads_well_and_gives_all_as_json(ilse, volumes):
    """Heading, date, passages with numbers, notes at marks, pages in place; one place alone; everything in JSON."""
    ilse.run("ilse", "record", "import", volumes)
    shown = ilse.run("ilse", "record", "show", "faru1961v01/d2").out
    assert "2. Letter From President Kaljo to Chancellor Holm[1]\nTarnholm, October 3, 1961.\n" in shown
    assert "\n 1  The ferry of volume 1 waits. |p. 2| The ice is late in year 2.\n" in shown
    assert "\nSource note\nn1  [1] Source: State Archives, Harbour Files. Secret.\n" in shown
    assert "\nCited as: faru1961v01/d2\n" in shown
    alone = ilse.run("ilse", "record", "show", "faru1961v01/d2/2").out
    assert alone.endswith(" 2  We let four ferries pass.\n")
    assert "The ice" not in alone
    value = ilse.run("ilse", "record", "show", "faru1961v01/d2/2:7-20", "--json").value
    assert value["address"] == "faru1961v01/d2/2:7-20"
    assert value["texts"] == ["four ferries "]
    assert value["document"]["date"] == "1961-10-03"
    assert {"faru1961v01/d2/h1", "faru1961v01/d2/2", "faru1961v01/d2/n1"} <= set(value["addresses"])


@pytest.mark.parametrize("name", ["faru1961v01/d99", "faru1961v01/d2/99", "faru1961v01", "", "no channel/maren-1"])
def test_what_is_not_there_is_said_in_one_sentence(ilse, volumes, name):
    """A document, a place, a volume where a document was meant, nothing at all."""
    ilse.run("ilse", "record", "import", volumes)
    done = ilse.run("ilse", "record", "show", name)
    assert (done.code, done.out) == (2, "")
    assert done.err.startswith("error: ")
    assert done.err.count("\n") == 1


@pytest.mark.parametrize("day", ["1963-13-45", "", "01/20/63"])
def test_a_day_that_is_none_is_wrong_use(ilse, day):
    """What was typed is no input from outside: exit code 2, and the sentence says how a date is written."""
    done = ilse.run("ilse", "record", "who", "Kaljo", "--on", day)
    assert (done.code, done.out) == (2, "")
    assert done.err.startswith(f"error: Argument --on: “{day}” is no date; write one such as 1963-01-20")


def test_one_copy_is_not_counted(ilse, volumes):
    """A document that is the only one of its item is said to be that."""
    ilse.run("ilse", "record", "import", volumes)
    done = ilse.run("ilse", "record", "copies", "faru1961v01/d1")
    assert (done.code, done.err) == (0, "")
    assert done.out.endswith("No other copy is known.\n")


def test_list_gives_sources_and_documents(ilse, volumes):
    """Sources with their counts and titles, the documents of one with date, kind and heading."""
    assert "Nothing yet" in ilse.run("ilse", "record", "list").out
    ilse.run("ilse", "record", "import", volumes)
    listed = ilse.run("ilse", "record", "list").out
    assert "The Sound of Tarn, faru1961v01" in listed
    assert listed.endswith("Volumes and files: 3. Documents: 7.\n")
    documents = ilse.run("ilse", "record", "list", "faru1962v01", "--json").value
    assert [one["id"] for one in documents] == [f"faru1962v01/d{n}" for n in (1, 2, 3)]
    assert {(one["kind"], one["first_day"][:7]) for one in documents} == {("letter", "1961-10")}
    assert ilse.run("ilse", "record", "list", "nothing").code == 2


def test_remove_asks_first(ilse, volumes):
    """Where nobody can answer nothing goes; with --yes the volume is gone, and can be imported again."""
    ilse.run("ilse", "record", "import", volumes)
    refused = ilse.run("ilse", "record", "remove", "faru1961v01")
    assert refused.code == 2
    assert "3 documents" in refused.err
    assert ilse.run("ilse", "record", "show", "faru1961v01/d1").code == 0
    gone = ilse.run("ilse", "record", "remove", "faru1961v01", "--yes", "--json")
    assert (gone.code, gone.value) == (0, {"removed": 3})
    assert ilse.run("ilse", "record", "show", "faru1961v01/d1").code == 2
    back = ilse.run("ilse", "record", "import", volumes, "--json")
    assert [one["outcome"] for one in back.value] == ["imported", "unchanged", "unchanged", "skipped"]


def test_hidden_characters_of_a_file_reach_no_terminal(ilse, town):
    """Neither of a document nor of its name."""
    data = press.volume("faru1960v01", 1, "Up to \u202egnihton\u202c.")
    path = town.place / "a\u202eb.xml.gz"
    path.write_bytes(gzip.compress(data))
    done = ilse.run("ilse", "record", "import", path, "--report")
    assert done.code == 0
    assert "⟨U+202E" in ilse.run("ilse", "record", "show", "faru1960v01/d1").out


def test_a_letter_of_a_channel_is_shown_by_the_same_writer(line):
    """As CHANNEL/maren-N, with its passages numbered, and who wrote it, which its head does not say."""
    letter = line.file("letter.md", LETTER)
    written = line.run("ilse", "letter", "write", letter, "--yes", "--json").value
    shown = line.run("ilse", "record", "show", f"{written['channel']}/{written['reference']}")
    assert shown.code == 0
    assert "\n\n 2  We would let four ferries pass each day" in shown.out
    assert f"\nCited as: {written['channel']}/{written['reference']}\n" in shown.out
    assert "\nFrom: Ilse Maren\n" in shown.out
    assert "who wrote it on the channel" in " ".join(shown.out.split())


@pytest.fixture(scope="module")
def record():
    """The folder of the real volumes; the test is skipped where it is absent."""
    folder = Path(os.environ.get("BACKCHANNEL_RECORD") or Path(__file__).parents[3] / "shared" / "record")
    if not folder.is_dir():
        pytest.skip("the record is not on this machine (BACKCHANNEL_RECORD)")
    return folder


def test_a_real_volume_is_imported_and_shown(ilse, record):
    """Two volumes by their files; a letter of 1961 with its page marks and notes; the same again changes nothing."""
    files = [record / f"{name}.xml.gz" for name in ("frus1961-63v06", "frus1961-63v07-09mSupp")]
    assert all(file.is_file() for file in files), "the record has fewer files than expected"
    done = ilse.run("ilse", "record", "import", *files, "--json")
    assert [(one["outcome"], one["documents"], one["left_out"]) for one in done.value] == [
        ("imported", 120, 0),
        ("imported", 483, 0),
    ]
    shown = ilse.run("ilse", "record", "show", "frus1961-63v06/d22").out
    assert "Hyannis Port, October 16, 1961." in shown
    assert "|p. 39|" in shown
    assert "\n 6  I like very much your analogy of Noah’s Ark" in shown
    again = ilse.run("ilse", "record", "import", *files, "--json")
    assert {one["outcome"] for one in again.value} == {"unchanged"}
