"""record export, cite and redact from the command line, each file opened by a program that is not ours."""

import io
import json
import os
import re
import subprocess
import sys
import zipfile
import zlib
from pathlib import Path
from xml.etree import ElementTree

import bagit
import docx
import pypdf
import pytest
import rispy
from pybtex.database import parse_bytes
from tests.cli.town import LETTER
from tests.desk import press


@pytest.fixture
def ilse(town):
    """A desk with two volumes of three documents."""
    town.run("ilse", "init", "--person", "Ilse Maren", "--party", "Valdria")
    town.ok("ilse", "record", "import", press.shelf(town.place / "volumes", 2))
    return town


def test_each_format_is_opened_by_another_program(ilse):
    """One document in every format that is a file."""
    files = {}
    for name in ("tei", "html", "pdf", "docx", "json", "csl", "bibtex", "ris"):
        files[name] = ilse.place / f"out.{name}"
        done = ilse.ok("ilse", "record", "export", "faru1961v01/d2", "--format", name, "--output", files[name])
        assert done.out.startswith(f"Wrote {files[name]} (1 document, ")
    assert ElementTree.parse(files["tei"]).getroot().tag.endswith("TEI")
    assert "The ferry of volume 1 waits." in files["html"].read_text(encoding="utf-8")
    assert "The ferry of volume 1 waits." in pypdf.PdfReader(files["pdf"]).pages[0].extract_text()
    assert "The ferry of volume 1 waits." in docx.Document(str(files["docx"])).paragraphs[2].text
    assert json.loads(files["json"].read_text(encoding="utf-8"))["id"] == "faru1961v01/d2"
    assert json.loads(files["csl"].read_text(encoding="utf-8"))[0]["archive"] == "State Archives"
    assert "faru1961v01-d2" in parse_bytes(files["bibtex"].read_bytes(), "bibtex").entries
    assert rispy.loads(files["ris"].read_text(encoding="utf-8"))[0]["id"] == "faru1961v01/d2"


def test_documents_of_a_volume_stand_in_its_order(ilse):
    """Named the other way round, they are written as the volume has them, and every id once."""
    target = ilse.place / "two.xml"
    ilse.ok("ilse", "record", "export", "faru1961v01/d2", "faru1961v01/d1", "--format", "tei", "--output", target)
    names = [one.get("{http://www.w3.org/XML/1998/namespace}id") for one in ElementTree.parse(target).iter()]
    named = [name for name in names if name]
    assert [name for name in named if name in {"d1", "d2"}] == ["d1", "d2"]
    assert len(named) == len(set(named))


def test_a_file_that_is_there_is_kept(ilse):
    """Without --force the answer is one sentence and the file is as it was."""
    target = ilse.place / "mine.txt"
    target.write_text("mine", encoding="utf-8")
    words = ("record", "export", "faru1961v01/d2", "--format", "html", "--output", target)
    done = ilse.run("ilse", *words)
    assert done.code == 2 and "is there already" in done.err and done.err.count("\n") == 1
    assert target.read_text(encoding="utf-8") == "mine"
    assert ilse.ok("ilse", *words, "--force") and target.read_text(encoding="utf-8").startswith("<!DOCTYPE html>")


def test_text_can_be_printed(ilse):
    """With - as the output, text goes to the terminal, and a file that is none is refused."""
    printed = ilse.ok("ilse", "record", "export", "faru1961v01", "--format", "csl", "--output", "-")
    assert len(json.loads(printed.out)) == 3
    value = ilse.value("ilse", "record", "export", "faru1961v01/d1", "--format", "ris", "--output", "-")
    assert value["text"].startswith("TY  - CHAP\n")
    assert ilse.run("ilse", "record", "export", "faru1961v01/d1", "--format", "pdf", "--output", "-").code == 2


def test_volumes_and_lists_of_ids_become_folders(ilse):
    """A whole volume, and the ids that a file names, are files in a new folder."""
    names = ilse.file("hits", "faru1961v01/d1\n\nfaru1962v01/d3\n")
    folder = ilse.place / "pages"
    done = ilse.ok("ilse", "record", "export", "--from", names, "--format", "html", "--output", folder)
    assert "(2 documents, 2 files, " in done.out
    assert sorted(one.name for one in folder.iterdir()) == ["faru1961v01-d1.html", "faru1962v01-d3.html"]
    value = ilse.value("ilse", "record", "export", "faru1961v01", "--format", "docx", "--output", ilse.place / "word")
    assert (value["documents"], value["files"], value["left_out"]) == (3, 3, [])


def test_a_case_is_a_bag_that_validates(ilse):
    """The bag's own command accepts it."""
    folder = ilse.place / "bag"
    title = ("--title", "The case of the ferries")
    ilse.ok("ilse", "record", "export", "faru1961v01", "faru1962v01/d1", "--format", "bag", "--output", folder, *title)
    ran = subprocess.run([sys.executable, bagit.__file__, "--validate", folder], capture_output=True, check=False)
    assert ran.returncode == 0, ran.stderr
    assert bagit.Bag(str(folder)).info["External-Description"] == "The case of the ferries"


def test_a_letter_of_a_channel_needs_a_reason(line):
    """Without --why it is refused; with it, `knows` lists the copy."""
    written = line.value("ilse", "letter", "write", line.file("letter.md", LETTER), "--yes")
    name = f"{written['channel']}/{written['reference']}"
    words = ("record", "export", name, "--format", "docx", "--output", line.place / "letter.docx")
    refused = line.run("ilse", *words)
    assert refused.code == 2 and "--why" in refused.err
    done = line.ok("ilse", *words, "--why", "For the minister")
    assert "the copy is noted" in done.out
    assert "to the file letter.docx: For the minister" in line.ok("ilse", "knows", written["reference"]).out


def test_citations_are_printed(ilse):
    """A line a document, the same as data."""
    done = ilse.ok("ilse", "record", "cite", "faru1961v01/d2", "faru1962v01")
    assert done.out.splitlines()[0] == "The Sound of Tarn, faru1961v01 (Republic Printing Office), Document 2."
    assert len(ilse.value("ilse", "record", "cite", "faru1962v01")) == 3


def redact(town, *words):
    """Run the command on the second document of the first volume."""
    return town.run("ilse", "record", "redact", "faru1961v01/d2", *words)


def test_an_excerpt_is_written(ilse):
    """Passages, words, notes and lines are gone, marks stand, and what still stands is said."""
    target = ilse.place / "excerpt.html"
    words = ("--reason", "the ferries", "--format", "html", "--output", target)
    assert redact(ilse, "--passages", "1", "--place", "n1", "--span", "2:0-2", "--lengths", *words).code == 0
    text = target.read_text(encoding="utf-8")
    assert "The ferry of volume" not in text and "Harbour Files" not in text
    assert "[1 paragraph (13 words) withheld: the ferries]" in text
    assert "[note withheld: the ferries]" in text and "[1 word withheld: the ferries]" in text


@pytest.mark.parametrize(
    "words",
    [
        ("--passages", "0"),
        ("--passages", "3-1"),
        ("--passages", "7"),
        ("--span", "2"),
        ("--place", "q4"),
        (),
    ],
)
def test_what_names_no_place_is_refused(ilse, words):
    """One sentence, exit code 2, and no file."""
    target = ilse.place / "excerpt.html"
    done = redact(ilse, *words, "--reason", "why", "--format", "html", "--output", target)
    assert done.code == 2 and done.err.count("\n") == 1
    assert not target.exists()


@pytest.fixture(scope="module")
def record():
    """The folder of the real volumes; the test is skipped where it is absent."""
    folder = Path(os.environ.get("BACKCHANNEL_RECORD") or Path(__file__).parents[3] / "shared" / "record")
    if not folder.is_dir():
        pytest.skip("the record is not on this machine (BACKCHANNEL_RECORD)")
    return folder


def unpacked(path):
    """A file's bytes, and everything that can be unpacked from it."""
    data = path.read_bytes()
    yield data
    for stream in re.findall(rb"stream\r?\n(.*?)\r?\nendstream", data, re.DOTALL):
        yield zlib.decompress(stream) if stream[:1] == b"x" else stream
    if data[:2] == b"PK":
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            yield from (archive.read(name) for name in archive.namelist())
    if data[:4] == b"%PDF":
        reader = pypdf.PdfReader(path)
        yield "\n".join(page.extract_text() for page in reader.pages).encode()
        yield repr(reader.metadata).encode()


def test_a_real_letter_without_three_paragraphs_names_nobody_of_them(town, record):
    """The letter of 16 October 1961 without the passages that name one man: he is in no byte of any format."""
    town.run("ilse", "init", "--person", "Ilse Maren", "--party", "Valdria")
    volume = record / "frus1961-63v06.xml.gz"
    assert volume.is_file(), "the record has fewer files than expected"
    town.ok("ilse", "record", "import", volume)
    document = town.value("ilse", "record", "show", "frus1961-63v06/d22")["document"]
    numbers = [str(at) for at, one in enumerate(document["passages"], 1) if "Souvanna" in one[0]]
    assert numbers
    for name in ("pdf", "docx", "html", "tei", "json"):
        target = town.place / f"excerpt.{name}"
        words = ("--reason", "other talks", "--format", name, "--output", target)
        done = town.ok("ilse", "record", "redact", "frus1961-63v06/d22", "--passages", ",".join(numbers), *words)
        assert "Souvanna" not in done.out
        assert not any(b"Souvanna" in one for one in unpacked(target)), name
        assert any(b"withheld: other talks" in b" ".join(one.split()) for one in unpacked(target)), name
