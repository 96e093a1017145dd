"""Bags: whole by another program's check, with what is restricted about each document."""

import json
import subprocess
import sys
from dataclasses import replace

import bagit as their_bagit
import pytest
from tests.record.writers.specimens import VOLUME, printed
from tests.record.writers.test_cmif import INDEX

from backchannel.errors import UsageError
from backchannel.record.document import Document, passages_of
from backchannel.record.writers import bagit
from backchannel.record.writers.formats import FORMATS, Export, Wishes, named, stems

WISHES = Wishes(INDEX)
OPEN = Document("paper", passages_of("Ice in the sound."), heading="On ice", classification="Unclassified")
HEBREW = Document("note", passages_of("שלום"), heading="A note")
EXPORTS = [
    Export("faru1961-63v02/d22", printed(), VOLUME, ("Anders Holm", "Reet Kaljo")),
    Export("papers/ice", OPEN),
    Export("papers/Ice", HEBREW),
]


@pytest.fixture(scope="module")
def bag(tmp_path_factory):
    """The bag of three documents as a folder."""
    folder = tmp_path_factory.mktemp("bag")
    for name, content in bagit.write(EXPORTS, WISHES):
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    return folder


@pytest.fixture(scope="module")
def said(bag):
    """What the bag says of its documents."""
    return json.loads((bag / bagit.RESTRICTIONS).read_text(encoding="utf-8"))["documents"]


def test_another_program_finds_the_bag_whole(bag):
    """The library's check and its command line both accept it."""
    opened = their_bagit.Bag(str(bag))
    assert opened.validate() and opened.version_info == (1, 0) and opened.algorithms == ["sha512"]
    ran = subprocess.run([sys.executable, "-m", "bagit", "--validate", str(bag)], capture_output=True, check=False)
    assert ran.returncode == 0, ran.stderr


@pytest.mark.parametrize("change", ["append", "remove", "add"])
def test_another_program_sees_every_change(bag, tmp_path, change):
    """A byte more, a file less, a file more: the bag is not whole any more."""
    for name, content in bagit.write(EXPORTS, WISHES, ["json"]):
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    victim = tmp_path / "data" / "documents" / "papers-ice.json"
    if change == "append":
        victim.write_bytes(victim.read_bytes() + b" ")
    elif change == "remove":
        victim.unlink()
    else:
        (tmp_path / "data" / "more").write_bytes(b"x")
    with pytest.raises(their_bagit.BagError):
        their_bagit.Bag(str(tmp_path)).validate()


def test_restrictions_stand_by_each_document(said):
    """Classification, captions and readers of each, with its banner and what is withheld from it."""
    first, second, _ = said
    assert (first["id"], first["classification"]) == ("faru1961-63v02/d22", "Top Secret")
    assert first["captions"] == ["Eyes Only Chancellor Holm"] and first["readers"] == ["Anders Holm", "Reet Kaljo"]
    assert first["banner"] == ["Eyes Only Chancellor Holm", "Top Secret"]
    assert [(one["passage"], one["kind"]) for one in first["gaps"]] == [(3, "withheld"), (4, "omitted")]
    assert second["readers"] is None and second["gaps"] == []


def test_every_file_that_is_named_is_there(bag, said):
    """Each document has its files, in every format that is a file of its own, under names that no two share."""
    files = [name for one in said for name in one["files"]]
    assert len(files) == len({name.casefold() for name in files}) == 11
    assert all((bag / name).is_file() for name in files)
    assert {"data/documents.bib", "data/documents.ris", "data/documents.csl.json", "data/documents.cmif.xml"} <= {
        str(path.relative_to(bag)) for path in bag.rglob("*")
    }


def test_a_format_that_refuses_is_told(said):
    """What a PDF cannot hold is left out of it, and said, and stands in the other formats."""
    assert list(said[2]["not_written"]) == ["pdf"] and "HEBREW LETTER SHIN" in said[2]["not_written"]["pdf"]
    assert [name.rsplit(".", 1)[1] for name in said[2]["files"]] == ["html", "docx", "json"]


def test_the_bag_says_first_what_is_restricted(bag):
    """Number of restricted documents and highest classification stand in the bag's own description."""
    info = their_bagit.Bag(str(bag)).info
    assert info["Documents"] == "3" and info["Restricted-Documents"] == "1"
    assert info["Highest-Classification"] == "Top Secret" and info["Bagging-Date"] == "1996-05-01"


def test_a_bag_of_nothing_is_refused():
    """There is no bag without documents."""
    with pytest.raises(UsageError, match="no documents"):
        list(bagit.write([], WISHES))


def test_one_letter_with_readers_is_restricted():
    """A document that only some may read is restricted, whatever its classification."""
    (info,) = (
        content for name, content in bagit.write([replace(EXPORTS[1], readers=())], WISHES, ["json"]) if "info" in name
    )
    assert b"Restricted-Documents: 1\n" in info


def test_names_of_files_are_safe_and_their_own():
    """Strokes, dots, capitals and foreign letters make no two names equal and none that leaves its folder."""
    assert stems(["a/b", "A b", "../../etc/passwd", "…", "x" * 300]) == [
        "a-b",
        "A-b-2",
        "etc-passwd",
        "document",
        "x" * 100,
    ]


def test_formats_are_known_by_name():
    """Every format has its ending; an unknown one is refused with the list of those there are."""
    assert [one.suffix for one in FORMATS.values()][:4] == [".xml", ".html", ".pdf", ".docx"]
    with pytest.raises(UsageError, match=r"no format doc; there are tei, html, pdf, docx, json, csl"):
        named("doc")
