"""record parse from the command line: one object for a program, a summary for a person, no desk."""

import json

import pytest
from tests.record.readers import transcripts

from backchannel.cli.main import main


@pytest.fixture
def transcript(tmp_path):
    """The file of an invented memorandum of conversation."""
    path = tmp_path / "conversation.txt"
    path.write_text(transcripts.CONVERSATION, encoding="utf-8")
    return path


def test_json_is_the_one_object_of_the_fields(transcript, capsys):
    """Nothing stands around it, and every field is there."""
    assert main(["record", "parse", str(transcript), "--json"]) == 0
    out, err = capsys.readouterr()
    found = json.loads(out)
    assert err == ""
    assert list(found) == [
        *("number", "heading", "kind", "from", "to", "date", "place", "subject", "participants", "classification"),
        *("captions", "source", "body", "signed", "notes", "page_breaks", "xrefs", "omissions"),
    ]
    assert (found["number"], found["kind"], found["date"]) == (281, "memcon", None)
    assert found["notes"][1]["mark"] == "1"
    assert found["page_breaks"] == [{"page": "611", "following": "Both he and Holm had been instructed. Th"}]
    assert found["xrefs"] == [{"volume": None, "doc": 274, "note": None}]


def test_a_person_gets_the_fields_and_what_was_inferred(transcript, capsys):
    """One fact a line, and the inferred date with its evidence."""
    assert main(["record", "parse", str(transcript)]) == 0
    out = capsys.readouterr().out
    assert "participants    The Secretary\n" in out
    assert "notes without a mark: 0" in out
    assert "21 January 1963 (uncertain and approximate)" in out


def test_what_is_no_transcript_is_one_sentence_with_an_exit_code(tmp_path, capsys):
    """A missing file is wrong use; a binary one is bad input, with --json too."""
    (tmp_path / "x").write_bytes(b"\xff\xfe\0")
    assert main(["record", "parse", str(tmp_path / "none")]) == 2
    assert main(["record", "parse", str(tmp_path / "x"), "--json"]) == 1
    out, err = capsys.readouterr()
    assert err.count("error: ") == 2
    assert json.loads(out)["exit"] == 1
