"""Importing: each file whole or not at all, whatever breaks it off, and the same again changes nothing."""

import gzip
import json
import os
import signal
import subprocess
import sys
import time
from datetime import UTC, datetime
from pathlib import Path

import pytest
from tests.desk import press

from backchannel.desk import archive, importing, reading_aside
from backchannel.desk.desk import Desk
from backchannel.desk.importing import FAILED, IMPORTED, READ_AGAIN, SKIPPED, UNCHANGED, files_of, import_files
from backchannel.desk.reading import FILE
from backchannel.errors import PlaceError, UsageError
from backchannel.vault import archive as kept
from backchannel.vault.passphrase import FOR_TESTS_ONLY

WORDS = "a lamp in the pilot house"
SOURCE = Path(__file__).parents[2] / "src"


def clock():
    """It is always noon."""
    return datetime(2031, 5, 5, 12, tzinfo=UTC)


def create(folder):
    """Make a desk whose passphrase costs nothing."""
    return Desk.create(folder, WORDS, person="Ilse Maren", party="Valdria", clock=clock, cost=FOR_TESTS_ONLY)


@pytest.fixture
def desk(tmp_path):
    """A desk with nothing in its archive."""
    with create(tmp_path / "desk") as opened:
        yield opened


@pytest.fixture
def folder(tmp_path):
    """A folder of four volumes of three documents each."""
    return press.shelf(tmp_path / "volumes")


def take(desk, *paths, **wishes):
    """Import paths; give the outcomes by the files' names."""
    return {one.path.name: one for one in import_files(desk, files_of([Path(p) for p in paths]), **wishes)}


def rows(desk):
    """Every row that the archive holds, in tables of its own and in the index of words."""
    with desk.vault.read() as db:
        kinds = dict(db.execute("SELECT name, type FROM pragma_table_list WHERE schema = 'main'").fetchall())
        own = [name for name, kind in kinds.items() if kind == "table" and not name.startswith("sqlite_")]
        left = ("meta", "refusal_log")
        return {name: sorted(map(repr, db.execute(f"SELECT * FROM {name}"))) for name in own if name not in left}


def sound(desk):
    """Whether the vault is sound, its index of words included."""
    with desk.vault.change() as db:
        db.execute("INSERT INTO item_words (item_words) VALUES ('integrity-check')")
    return desk.vault.check() == ()


def test_a_folder_is_imported_with_ids_by_volume(desk, folder):
    """Plain and packed volumes alike; each document under its volume's id."""
    found = take(desk, folder)
    assert [one.what for one in found.values()] == [IMPORTED] * 4
    assert [one.documents for one in found.values()] == [3] * 4
    assert [item.id for item in archive.documents(desk, "faru1962v01")] == [f"faru1962v01/d{n}" for n in (1, 2, 3)]
    assert [(one.source.slug, one.title, one.documents) for one in archive.holdings(desk)][:1] == [
        ("faru1961v01", "The Sound of Tarn, faru1961v01", 3)
    ]
    shown = archive.find(desk, "faru1963v01/d2/1")
    assert shown.document.passages[0].text == "The ferry of volume 3 waits. The ice is late in year 2."
    assert (shown.address.number, shown.volume.persons[0].name) == (1, "Kaljo, Reet")
    assert sound(desk)


def test_the_same_again_changes_nothing(desk, folder):
    """Not a row of any table; packed or not makes no difference."""
    take(desk, folder)
    before = rows(desk)
    assert {one.what for one in take(desk, folder).values()} == {UNCHANGED}
    packed = folder / "faru1961v01.xml.gz"
    packed.write_bytes(gzip.compress((folder / "faru1961v01.xml").read_bytes()))
    assert take(desk, packed)[packed.name].what == UNCHANGED
    assert take(desk, folder, again=True).popitem()[1].what == UNCHANGED
    assert rows(desk) == before


def test_other_files_have_ids_of_their_names(desk, tmp_path):
    """A name that is taken by another content is counted on; the same content is the same document."""
    one, other = tmp_path / "Der Brief.md", tmp_path / "more" / "der_brief.md"
    other.parent.mkdir()
    one.write_text("# A letter\n\nYes.\n", encoding="utf-8")
    other.write_text("# A letter\n\nNo.\n", encoding="utf-8")
    assert take(desk, one)["Der Brief.md"].source == "der-brief"
    third = tmp_path / "der brief.md"
    third.write_text("# A letter\n\nPerhaps.\n", encoding="utf-8")
    assert take(desk, third)["der brief.md"].source == "der-brief-2"
    third.write_text("# A letter\n\nYes.\n", encoding="utf-8")
    assert take(desk, third)["der brief.md"].source == "der-brief"
    assert archive.find(desk, "der-brief").document.passages[0].text == "Yes."


def test_unknown_files_in_a_folder_are_told_and_named_ones_fail(desk, folder):
    """The rest is imported in both cases; hidden files are not even told."""
    strange = folder / "soundings.bin"
    strange.write_bytes(b"\x00\x01\x02")
    (folder / ".hidden.xml").write_bytes(b"<x/>")
    found = take(desk, folder)
    assert found.pop("soundings.bin").what == SKIPPED
    assert {one.what for one in found.values()} == {IMPORTED}
    assert len(found) == 4
    named = take(desk, strange, folder / "nowhere.xml")
    assert [one.what for one in named.values()] == [FAILED, FAILED]
    assert "no file" in named["nowhere.xml"].why


MAIL = """\
From: Ilse Maren <maren@valdria.example>
To: Tomas Reik <reik@ostrava.example>
Date: Mon, 4 Nov 2030 09:00:00 +0000
Subject: The ferries
Message-ID: <1@valdria.example>
MIME-Version: 1.0
Content-Type: multipart/mixed; boundary="x"

--x
Content-Type: text/plain; charset=utf-8

Dear colleague: the table is attached.
--x
Content-Type: text/markdown; charset=utf-8; name="table.md"
Content-Disposition: attachment; filename="table.md"

# The ferries

Four pass each day.
--x--
"""


def test_a_mail_is_imported_with_its_attachments(desk, tmp_path):
    """The mail under its file's name, what is attached to it behind; no id can be taken for a passage of the mail."""
    file = tmp_path / "Re: ferries.eml"
    file.write_bytes(MAIL.replace("\n", "\r\n").encode())
    outcome = take(desk, file)[file.name]
    assert (outcome.what, outcome.format, outcome.documents) == (IMPORTED, "mail", 2)
    assert [item.id for item in archive.documents(desk, "re-ferries")] == ["re-ferries", "re-ferries/a1"]
    attached = archive.find(desk, "re-ferries/a1")
    assert attached.document.passages[-1].text == "Four pass each day."
    assert attached.report.inferred[0] == "It was attached to the mail as table.md."
    assert archive.find(desk, "re-ferries/1").address.number == 1


def test_a_file_is_known_by_its_bytes_before_its_name(desk, tmp_path):
    """A volume without an ending, a transcript and a letter that are both .txt; the desk's own files are none."""
    volume, transcript, letter = tmp_path / "volume", tmp_path / "transcript.txt", tmp_path / "letter.txt"
    volume.write_bytes(press.volume("faru1960v01"))
    letter.write_text("Dear colleague:\n\nYes.\n", encoding="utf-8")
    transcript.write_text(
        "22. Letter From President Kaljo to Chancellor Holm0\n\nDear Mr. Chancellor: I regret the ice.1\n\n"
        "  1. Source: Department of State, Central Files, 611.61/10-1661. Secret.\n  2. See Document 21.\n",
        encoding="utf-8",
    )
    found = take(desk, tmp_path)
    mine = {name for name, one in found.items() if one.path.parent == desk.vault.folder.path}
    assert {found[name].what for name in mine} == {SKIPPED}
    assert {name: one.format for name, one in found.items() if name not in mine} == {
        "volume": "TEI",
        "transcript.txt": "transcript",
        "letter.txt": "plain text",
    }
    assert archive.find(desk, "transcript").document.apparatus.notes[1].text == "See Document 21."


def test_a_volume_is_no_document_and_its_list_is_pointed_to(desk, folder):
    """Asked for as a document, a volume is refused with where the ids of what it holds stand."""
    take(desk, folder)
    (holding, *_) = archive.holdings(desk)
    with pytest.raises(UsageError, match="the list of the record gives their ids"):
        archive.find(desk, holding.source.slug)


def test_lines_of_json_are_documents_under_their_own_ids(desk, tmp_path):
    """Each line is a document whose id stands after the file's; a line that is none refuses the file."""
    path = tmp_path / "Ferry.jsonl"
    lines = [{"id": "v9/d1", "title": "1. Letter", "text": "The ferry waits."}, {"id": "v9/d2", "text": "It went."}]
    path.write_text("".join(json.dumps(line) + "\n" for line in lines), encoding="utf-8")
    outcome = take(desk, path)["Ferry.jsonl"]
    assert (outcome.what, outcome.documents) == (IMPORTED, 2)
    assert archive.find(desk, "ferry/v9.d2").document.passages[0].text == "It went."
    (tmp_path / "broken.jsonl").write_text(json.dumps(lines[0]) + "\n{", encoding="utf-8")
    outcome = take(desk, tmp_path / "broken.jsonl")["broken.jsonl"]
    assert outcome.what == FAILED
    assert "Line 2" in outcome.why
    assert len(archive.holdings(desk)) == 1


def test_hidden_characters_are_kept_and_told(desk, tmp_path):
    """The archive keeps a text as it was, and says what of it nobody can see."""
    file = tmp_path / "letter.md"
    file.write_text("Up to \u202egnihton\u202c.\n", encoding="utf-8")
    take(desk, file)
    found = archive.find(desk, "letter")
    assert "\u202e" in found.document.passages[0].text
    assert "2 hidden characters" in found.report.inferred[-1]


HOSTILE = {
    "a document type": b'<!DOCTYPE TEI [<!ENTITY a "b">]><TEI xmlns="http://www.tei-c.org/ns/1.0"/>',
    "broken off": press.volume("faru1960v01", 5)[:-40],
    "wrong at its end": press.volume("faru1960v01", 5, end="<p>&nothing;</p>"),
    "nested without end": press.volume("faru1960v01", 2, end="<div>" * 500 + "</div>" * 500),
    "an id that is a path": press.volume("../faru1960v01", 2),
    "no id": press.volume("", 2),
    "a document's id that is a path": press.volume("faru1960v01", names=["d1", "../d2"]),
    "no volume": b"<root/>",
}


@pytest.mark.parametrize("attack", HOSTILE)
def test_a_file_that_is_refused_leaves_nothing(desk, tmp_path, attack):
    """Whatever its reader had read before it refused; the files beside it are imported."""
    before = rows(desk)
    file = tmp_path / "hostile.xml"
    file.write_bytes(HOSTILE[attack])
    outcome = take(desk, file)["hostile.xml"]
    assert (outcome.what, outcome.documents, outcome.source) == (FAILED, 0, "")
    assert outcome.why.endswith(".")
    assert rows(desk) == before
    good = tmp_path / "letter.md"
    good.write_text("Yes.\n", encoding="utf-8")
    assert [one.what for one in take(desk, file, good).values()] == [FAILED, IMPORTED]
    assert [one.source.slug for one in archive.holdings(desk)] == ["letter"]
    assert sound(desk)


PACKED = {
    "no gzip": b"plain",
    "broken off": gzip.compress(press.volume("faru1960v01", 5))[:-20],
    "one that unpacks without end": gzip.compress(bytes(FILE + 1)),
}


@pytest.mark.parametrize("attack", PACKED)
def test_a_packed_file_that_is_none_is_refused(desk, tmp_path, attack):
    """Damaged, or far larger than it looks."""
    file = tmp_path / "hostile.xml.gz"
    file.write_bytes(PACKED[attack])
    outcome = take(desk, file)["hostile.xml.gz"]
    assert outcome.what == FAILED
    assert archive.holdings(desk) == []


def test_two_documents_of_one_name_are_both_kept(desk, tmp_path):
    """The second is counted on, and its report says so."""
    file = tmp_path / "faru1960v01.xml"
    file.write_bytes(press.volume("faru1960v01", names=["d1", "d2", "d1", "d1"]))
    assert take(desk, file)[file.name].documents == 4
    ids = [item.id for item in archive.documents(desk, "faru1960v01")]
    assert ids == ["faru1960v01/d1", "faru1960v01/d2", "faru1960v01/d1-2", "faru1960v01/d1-3"]
    told = dict(archive.reports(desk, "faru1960v01"))
    assert "another document of the name d1" in told["faru1960v01/d1-2"].inferred[-1]


def test_another_file_of_a_volume_is_refused_and_replaces_it_when_asked(desk, tmp_path):
    """Documents that are the same are left, others replaced, those that are there no longer taken out."""
    file = tmp_path / "faru1960v01.xml"
    file.write_bytes(press.volume("faru1960v01", 3))
    take(desk, file)
    before = rows(desk)
    newer = press.volume("faru1960v01", 2).replace(b"four ferries", b"five ferries", 1)
    file.write_bytes(newer)
    refused = take(desk, file)[file.name]
    assert (refused.what, refused.typed) == (FAILED, "--again")
    assert refused.why.endswith(f"import {file.name} and say that it may.")
    assert rows(desk) == before
    again = take(desk, file, again=True)[file.name]
    assert (again.what, again.documents, again.changed, again.removed) == (READ_AGAIN, 2, 1, 1)
    assert "five ferries" in archive.find(desk, "faru1960v01/d1").document.passages[1].text
    with pytest.raises(UsageError):
        archive.find(desk, "faru1960v01/d3")
    assert sound(desk)


def test_a_newer_reader_reads_again_when_asked(desk, folder, monkeypatch):
    """Without the wish nothing changes; with it what comes out the same stays as it is."""
    take(desk, folder)
    before = rows(desk)
    monkeypatch.setattr("backchannel.desk.reading.READERS", 2)
    assert {one.what for one in take(desk, folder).values()} == {UNCHANGED}
    assert rows(desk) == before
    again = take(desk, folder, again=True)
    assert {(one.what, one.changed, one.removed) for one in again.values()} == {(READ_AGAIN, 0, 0)}
    after = rows(desk)
    assert {name for name in after if after[name] != before[name]} == {"sources"}
    assert {one.what for one in take(desk, folder, again=True).values()} == {UNCHANGED}


def test_progress_counts_the_bytes_of_the_files(desk, folder):
    """It never goes back, and ends with all of them."""
    files = files_of([folder])
    passed = []
    list(import_files(desk, files, passed=passed.append))
    assert passed == sorted(passed)
    assert passed[-1] == sum(file.size for file in files)
    assert len(set(passed)) > len(files)


class Interrupted(KeyboardInterrupt):
    """A key pressed while a document was taken in."""


@pytest.mark.parametrize("at", range(0, 12, 2))
@pytest.mark.parametrize("where", ["reading", "writing"])
def test_an_import_that_is_broken_off_goes_on_where_it_stopped(tmp_path, folder, monkeypatch, where, at):
    """Broken off at any document: the volumes told are there, no other is, and the second import adds the rest."""
    monkeypatch.setattr(importing, "_CHANGE_BYTES", 1)
    with create(tmp_path / "whole") as whole, create(tmp_path / "broken") as desk:
        list(import_files(whole, files_of([folder])))
        count = 0

        def press_key(*given):
            nonlocal count
            count += 1
            if count > at:
                raise Interrupted
            return put(*given) if where == "writing" else None

        put = kept.put
        told = []
        with monkeypatch.context() as patched, pytest.raises(Interrupted):
            if where == "writing":
                patched.setattr(kept, "put", press_key)
            for one in import_files(desk, files_of([folder]), **({"passed": press_key} if where == "reading" else {})):
                told.append(one.source)
        assert [one.source.slug for one in archive.holdings(desk)] == told
        assert all(one.documents == 3 for one in archive.holdings(desk))
        again = take(desk, folder)
        assert [one.what for one in again.values()] == [UNCHANGED] * len(told) + [IMPORTED] * (4 - len(told))
        assert rows(desk) == rows(whole)
        assert sound(desk)


@pytest.mark.parametrize("aside", [1, 2, 3])
def test_files_read_in_other_processes_are_kept_alike(tmp_path, aside):
    """Documents, refusals and their order are those of one process."""
    folder = press.shelf(tmp_path / "volumes", 7, 5)
    (folder / "faru1962v01.xml").write_bytes(HOSTILE["broken off"])
    (folder / "soundings.bin").write_bytes(b"\x00")
    with create(tmp_path / "one") as one, create(tmp_path / "more") as more:
        files = files_of([folder, tmp_path / "nowhere.xml"])
        passed = []
        alone = list(import_files(one, files, aside=0))
        beside = list(import_files(more, files, aside=aside, passed=passed.append))
        assert beside == alone
        assert [one.what for one in beside].count(FAILED) == 2
        assert rows(more) == rows(one)
        assert passed == sorted(passed)


def test_a_reading_process_that_is_ended_is_told(tmp_path, folder, monkeypatch):
    """As by a machine without memory: one sentence, what was told is kept, and the next import goes on."""
    begun = reading_aside._start

    def start():
        process = begun()
        process.kill()
        process.wait()
        return process

    monkeypatch.setattr(reading_aside, "_start", start)
    with create(tmp_path / "desk") as desk:
        with pytest.raises(PlaceError, match="was ended"):
            list(import_files(desk, files_of([folder]), aside=2))
        assert archive.holdings(desk) == []
        monkeypatch.undo()
        assert {one.what for one in import_files(desk, files_of([folder]), aside=2)} == {IMPORTED}


def test_no_reading_process_is_left_over(folder, desk):
    """Neither after an import that was given up halfway, nor after a whole one."""
    started = []
    with pytest.MonkeyPatch.context() as patched:
        begun = reading_aside._start
        patched.setattr(reading_aside, "_start", lambda: started.append(begun()) or started[-1])
        patched.setattr(importing, "_CHANGE_BYTES", 1)
        halfway = import_files(desk, files_of([folder]), aside=2)
        next(halfway)
        halfway.close()
        list(import_files(desk, files_of([folder]), aside=2))
    assert len(started) == 4
    assert all(process.poll() is not None for process in started)


def test_a_full_disk_keeps_what_was_told_and_nothing_else(desk, folder, monkeypatch):
    """The sentence says that nothing of this change was kept; with room again, the import goes on."""
    monkeypatch.setattr(importing, "_CHANGE_BYTES", 1)
    folder = press.shelf(folder / "more", 8, 20)
    db = desk.vault._connection
    (pages,) = db.execute("PRAGMA page_count").fetchone()
    told, refused = [], 0
    for more in range(0, 200, 8):
        db.execute(f"PRAGMA max_page_count = {pages + more}").fetchall()
        try:
            for one in import_files(desk, files_of([folder])):
                told += [one.source] if one.what == IMPORTED else []
        except PlaceError as error:
            assert str(error).endswith("; nothing of this change was kept.")
            refused += 1
        assert [one.source.slug for one in archive.holdings(desk)] == told
        assert all(one.documents == 20 for one in archive.holdings(desk))
    assert refused > 2
    assert len(told) == 8
    assert sound(desk)


KILLED = f"""
import sys
from pathlib import Path
from datetime import UTC, datetime
from backchannel.desk import importing
from backchannel.desk.desk import Desk
importing._CHANGE_BYTES = 1
desk = Desk.open(Path(sys.argv[1]), {WORDS!r}, lambda: datetime(2031, 5, 5, 12, tzinfo=UTC))
print("begun", flush=True)
for one in importing.import_files(desk, importing.files_of([Path(sys.argv[2])]), aside=int(sys.argv[3])):
    print(one.source, flush=True)
"""


@pytest.mark.parametrize("aside", [0, 2])
def test_a_killed_import_goes_on_where_it_stopped(tmp_path, aside):
    """Killed at four instants one after the other, each time a little later: nothing told is lost, nothing is half."""
    folder = press.shelf(tmp_path / "volumes", 12, 12)
    with create(tmp_path / "whole") as whole:
        list(import_files(whole, files_of([folder])))
        wanted = rows(whole)
    create(tmp_path / "killed").close()
    killed = 0
    for wait in (0.0, 0.03, 0.06, 0.1):
        child = subprocess.Popen(
            [sys.executable, "-c", KILLED, str(tmp_path / "killed"), str(folder), str(aside)],
            stdout=subprocess.PIPE,
            text=True,
            env={**os.environ, "PYTHONPATH": str(SOURCE)},
        )
        assert child.stdout.readline() == "begun\n"
        time.sleep(wait * (1 + aside))
        child.send_signal(signal.SIGKILL)
        told = set(child.communicate()[0].split())
        killed += child.returncode == -signal.SIGKILL
        with Desk.open(tmp_path / "killed", WORDS, clock) as desk:
            assert sound(desk)
            held = archive.holdings(desk)
            assert told <= {one.source.slug for one in held}
            assert all(one.documents == 12 for one in held)
    assert killed
    with Desk.open(tmp_path / "killed", WORDS, clock) as desk:
        assert FAILED not in {one.what for one in take(desk, folder).values()}
        assert rows(desk) == wanted
        assert sound(desk)


def test_what_is_removed_is_removed_wholly(desk, folder):
    """A volume goes with its lists and its words; a document alone leaves the others; neither can be found after."""
    take(desk, folder)
    assert archive.held(desk, "faru1961v01") == 3
    assert archive.remove(desk, "faru1962v01/d2") == 1
    assert [item.id for item in archive.documents(desk, "faru1962v01")] == ["faru1962v01/d1", "faru1962v01/d3"]
    assert archive.remove(desk, "faru1961v01") == 3
    left = repr(rows(desk))
    assert "faru1961v01" not in left
    for name in ("faru1961v01", "faru1961v01/d1", "faru1962v01/d2"):
        with pytest.raises(UsageError):
            archive.remove(desk, name)
    assert sound(desk)
    take(desk, folder)
    assert [one.documents for one in archive.holdings(desk)] == [3, 2, 3, 3]


def test_a_letter_of_a_channel_is_found_by_its_reference(pair):
    """As CHANNEL/maren-2, and its passages as CHANNEL/maren-2/1."""
    letter = pair.letter("ilse", "The ferries pass again.")
    pair.settle()
    found = archive.find(pair.tomas, f"{letter.channel}/{letter.reference}/1")
    assert found.document.passages[0].text == "The ferries pass again."
    assert found.address.number == 1
    with pytest.raises(UsageError, match="no document"):
        archive.find(pair.tomas, f"another line/{letter.reference}")
