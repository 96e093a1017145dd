"""Taking documents out of a desk: whole, as excerpts, as bags; letters only as a noted act."""

import json
import stat
from email.message import EmailMessage

import bagit
import pytest
from tests.desk import press
from tests.desk.table import LINE

from backchannel.desk import exporting, knowledge
from backchannel.desk.exporting import Wish
from backchannel.desk.importing import files_of, import_files
from backchannel.errors import BadInputError, NotAReaderError, PlaceError, UsageError
from backchannel.record.address import read

SECRET = "heron at the third sluice"


@pytest.fixture
def filled(pair, tmp_path):
    """A table of two desks; Ilse's has two volumes of three documents each."""
    list(import_files(pair.ilse, files_of([press.shelf(tmp_path / "volumes", 2)])))
    return pair


def copied(table, name, letter):
    """What one desk's register says of copies of a letter."""
    return [one.source for one in knowledge.of_letter(table.desks[name], LINE, letter) if one.way.name == "COPIED"]


def test_one_document_is_one_file(filled):
    """The file is there whole, for its owner alone, and a name that is taken is refused unless that is wished."""
    target = filled.out / "letter.html"
    done = exporting.export(filled.ilse, ["faru1961v01/d2"], Wish("html", target))
    assert (done.documents, done.files, done.size) == (1, 1, target.stat().st_size)
    assert stat.S_IMODE(target.stat().st_mode) == 0o600
    before = target.read_bytes()
    with pytest.raises(UsageError, match="is there already"):
        exporting.export(filled.ilse, ["faru1961v01/d1"], Wish("html", target))
    assert target.read_bytes() == before
    exporting.export(filled.ilse, ["faru1961v01/d1"], Wish("html", target, overwrite=True))
    assert target.read_bytes() != before and list(filled.out.glob(".*")) == []


def test_a_volume_is_a_folder_of_files_or_one_file(filled):
    """As pages each document is a file of its own in a new folder; as TEI and as citations all are one."""
    folder = filled.out / "pages"
    done = exporting.export(filled.ilse, ["faru1961v01", "faru1962v01/d1"], Wish("html", folder))
    assert (done.documents, done.files) == (4, 4)
    assert sorted(one.name for one in folder.iterdir()) == [
        *(f"faru1961v01-d{number}.html" for number in (1, 2, 3)),
        "faru1962v01-d1.html",
    ]
    with pytest.raises(UsageError, match="not an empty folder"):
        exporting.export(filled.ilse, ["faru1961v01"], Wish("html", folder, overwrite=True))
    done = exporting.export(filled.ilse, ["faru1961v01"], Wish("ris", filled.out / "all.ris"))
    assert (done.documents, done.files) == (3, 1)
    assert (filled.out / "all.ris").read_text().count("TY  - ") == 3


def test_a_document_named_twice_is_given_once(filled):
    """By itself and with its volume, it is one document."""
    done = exporting.export(filled.ilse, ["faru1961v01/d1", "faru1961v01"], Wish("csl", None))
    assert [one["id"] for one in json.loads(done.data)] == ["faru1961v01/d1", "faru1961v01/d2", "faru1961v01/d3"]


def test_what_a_format_cannot_hold_is_left_out_and_told(filled, tmp_path):
    """Of many documents the one with Hebrew letters is no PDF, and is named; alone it is refused."""
    odd = tmp_path / "odd.md"
    odd.write_text("# A note\n\nשלום\n", encoding="utf-8")
    list(import_files(filled.ilse, files_of([odd])))
    done = exporting.export(filled.ilse, ["odd", "faru1961v01/d1"], Wish("pdf", filled.out / "papers"))
    assert (done.documents, done.files) == (1, 1)
    assert [name for name, _ in done.left_out] == ["odd"] and "HEBREW" in done.left_out[0][1]
    with pytest.raises(BadInputError, match="HEBREW"):
        exporting.export(filled.ilse, ["odd"], Wish("pdf", filled.out / "odd.pdf"))
    assert not (filled.out / "odd.pdf").exists()


def test_a_letter_is_copied_out_only_as_a_noted_act(filled):
    """Without a reason nothing is written; with one, the register has it; its file and the note come together."""
    letter = filled.letter("ilse", SECRET, caption="EYES ONLY Tomas Reik")
    name, target = f"{LINE}/{letter.reference}", filled.out / "letter.html"
    with pytest.raises(UsageError, match="Say why"):
        exporting.export(filled.ilse, [name], Wish("html", target))
    assert not target.exists() and copied(filled, "ilse", letter.reference) == []
    done = exporting.export(filled.ilse, [name], Wish("html", target, why="For the minister"))
    assert done.letters == 1 and SECRET in target.read_text()
    assert copied(filled, "ilse", letter.reference) == ["to the file letter.html: For the minister"]
    with pytest.raises(UsageError, match="is there already"):
        exporting.export(filled.ilse, [name], Wish("html", target, why="Again"))
    with pytest.raises(PlaceError):
        (filled.out / "closed").mkdir()
        exporting.export(filled.ilse, [name], Wish("html", filled.out / ("x" * 300), why="Again"))
    assert len(copied(filled, "ilse", letter.reference)) == 1


def test_a_letter_that_is_only_shown_as_text_is_noted_too(filled):
    """Printing it is copying it."""
    letter = filled.letter("ilse", SECRET)
    done = exporting.export(filled.ilse, [f"{LINE}/{letter.reference}"], Wish("json", None, why="To a program"))
    assert SECRET.encode() in done.data
    assert copied(filled, "ilse", letter.reference) == ["to the terminal: To a program"]


def test_who_is_no_reader_exports_nothing(sides):
    """A member who cannot open a letter cannot export it, and learns nothing of it."""
    letter = sides.letter("ilse", SECRET)
    sides.settle()
    with pytest.raises(NotAReaderError, match="cannot be exported"):
        exporting.export(sides.greta, [f"{LINE}/{letter.reference}"], Wish("html", sides.out / "x.html", why="Because"))
    assert not (sides.out / "x.html").exists()


def test_an_excerpt_lacks_what_was_withheld(filled):
    """The words are gone from the file, and the note of a letter's copy says that it is an excerpt."""
    target = filled.out / "excerpt.html"
    done = exporting.withhold(filled.ilse, "faru1961v01/d2", [read("x/1")], "other talks", Wish("html", target))
    text = target.read_text()
    assert "The ferry of volume" not in text and "[1 paragraph withheld: other talks]" in text
    assert done.remarks == ()
    letter = filled.letter("ilse", SECRET)
    name = f"{LINE}/{letter.reference}"
    exporting.withhold(filled.ilse, name, [read("x/1")], "other talks", Wish("pdf", filled.out / "excerpt.pdf"))
    assert copied(filled, "ilse", letter.reference) == ["an excerpt, to the file excerpt.pdf: other talks"]


def test_excerpts_of_volumes_and_citations_are_refused(filled):
    """An excerpt is of one document, in a format that holds words."""
    wish = Wish("html", filled.out / "x")
    with pytest.raises(UsageError, match="is not one document"):
        exporting.withhold(filled.ilse, "faru1961v01", [read("x/1")], "why", wish)
    with pytest.raises(UsageError, match="one of tei, html"):
        exporting.withhold(filled.ilse, "faru1961v01/d1", [read("x/1")], "why", Wish("ris", filled.out / "x"))


def test_an_excerpt_of_a_mail_is_of_the_mail_alone(filled, tmp_path):
    """Its attachments have its name before theirs, and are documents of their own."""
    mail = EmailMessage()
    mail["From"], mail["Subject"] = "Reet Kaljo <kaljo@aldermark.example>", "Ferries"
    mail.set_content(f"The ferry waits.\n\nA {SECRET}.\n")
    mail.add_attachment("The dues are paid.", filename="dues.txt")
    (tmp_path / "ferries.eml").write_bytes(mail.as_bytes())
    list(import_files(filled.ilse, files_of([tmp_path / "ferries.eml"])))
    target = filled.out / "ferries.json"
    done = exporting.withhold(filled.ilse, "ferries", [read("x/2")], "other talks", Wish("json", target))
    words = target.read_text()
    assert done.documents == 1
    assert "The ferry waits." in words and SECRET not in words and "The dues" not in words


def test_a_case_is_a_bag_with_readers(filled):
    """Another program finds the bag whole; the letter's readers stand by it."""
    letter = filled.letter("ilse", SECRET, classification="Secret")
    name, target = f"{LINE}/{letter.reference}", filled.out / "bag"
    done = exporting.export(filled.ilse, ["faru1961v01/d1", name], Wish("bag", target, why="To the archive"))
    assert bagit.Bag(str(target)).validate()
    said = json.loads((target / "data" / "restrictions.json").read_text())["documents"]
    assert [one["id"] for one in said] == ["faru1961v01/d1", name]
    assert said[0]["readers"] is None and said[1]["readers"] == ["Ilse Maren", "Tomas Reik"]
    assert done.letters == 1 and copied(filled, "ilse", letter.reference) == ["to the file bag: To the archive"]


def test_a_bag_that_fails_leaves_nothing(filled, monkeypatch):
    """Where a file cannot be written there is no folder, and no note of a copy."""
    letter = filled.letter("ilse", SECRET)
    target = filled.out / "bag"

    def full(*_args, **_more):
        raise PlaceError("The machine refused (no space left): the file was not written.")

    monkeypatch.setattr("backchannel.desk.outfile.put", full)
    with pytest.raises(PlaceError):
        exporting.export(filled.ilse, [f"{LINE}/{letter.reference}"], Wish("bag", target, why="To the archive"))
    assert not target.exists() and list(filled.out.glob(".*")) == []
    assert copied(filled, "ilse", letter.reference) == []


def test_documents_are_cited(filled):
    """A document of a volume by its number, a letter by its writer, without a copy being noted."""
    ((name, text),) = exporting.cite(filled.ilse, ["faru1961v01/d2"])
    assert name == "faru1961v01/d2" and text == "The Sound of Tarn, faru1961v01 (Republic Printing Office), Document 2."
    letter = filled.letter("ilse", SECRET)
    assert "Ilse Maren" in exporting.cite(filled.ilse, [f"{LINE}/{letter.reference}"])[0][1]
    assert copied(filled, "ilse", letter.reference) == []


def test_a_letter_is_exported_under_its_writer(filled):
    """Also where its head does not say who writes: the writer is its sender; what the head says stays."""
    silent, said = filled.letter("ilse", SECRET), filled.letter("ilse", SECRET, senders=("The Chancellor",))
    for letter, sender in ((silent, "Ilse Maren"), (said, "The Chancellor")):
        wish = Wish("cmif", None, why="catalogue")
        data = exporting.export(filled.ilse, [f"{LINE}/{letter.reference}"], wish).data.decode()
        assert sender in data and ("Ilse Maren" in data) == (sender == "Ilse Maren")


@pytest.mark.parametrize("names", [[], ["nothing/d1"], ["no channel/maren-1"]])
def test_what_is_not_here_is_refused(filled, names):
    """No name, an unknown document, an unknown channel: one sentence, and no file."""
    with pytest.raises(UsageError):
        exporting.export(filled.ilse, names, Wish("html", filled.out / "x.html"))
    assert not (filled.out / "x.html").exists()


def test_attack_copy_a_letter_out_by_its_number_in_the_archive(filled):
    """By the name of its row in the archive a letter is not given out: neither its words, nor an error."""
    letter = filled.letter("ilse", SECRET)
    with filled.refused(UsageError, "nothing to export"):
        exporting.export(filled.ilse, [letter.header.id.hex()], Wish("telegram", None, why="to see"))


def test_a_folder_needs_a_name(filled):
    """One file may be given out from memory; a bag is many."""
    with pytest.raises(UsageError, match=r"name (?:the|a) new f"):
        exporting.export(filled.ilse, ["faru1961v01/d1"], Wish("bag", None))
    for name in ("pdf", "docx"):
        assert exporting.export(filled.ilse, ["faru1961v01/d1"], Wish(name, None)).data[:2] in {b"%P", b"PK"}
