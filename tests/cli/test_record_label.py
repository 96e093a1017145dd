"""A document's markings as a label, from the command line."""

from pathlib import Path

from tests.cli.test_record_statements import ilse

__all__ = ["ilse"]


def test_label_is_shown_or_written_to_a_new_file(ilse):
    """The XML as it is, or a file that nothing overwrites."""
    shown = ilse.run("ilse", "record", "label", "faru1961v01/d1", "--policy", "Valdria", "--review", "2041-05-05")
    assert shown.code == 0
    assert shown.out.startswith('<?xml version="1.0" encoding="UTF-8"?>\n<s4774:originatorConfidentialityLabel')
    assert "<s4774:Classification>Secret</s4774:Classification>" in shown.out
    written = ilse.run("ilse", "record", "label", "faru1961v01/d1", "--out", ilse.path("label.xml"))
    assert written.code == 0
    assert b"as printed" in Path(ilse.path("label.xml")).read_bytes()
    assert ilse.run("ilse", "record", "label", "faru1961v01/d1", "--out", ilse.path("label.xml")).code == 2


def test_wrong_day_or_policy_is_said_in_one_sentence(ilse):
    """A day that is over, a day that is none, a policy without a name."""
    for words in (("--review", "1961"), ("--review", "soon"), ("--policy", " ")):
        done = ilse.run("ilse", "record", "label", "faru1961v01/d1", *words)
        assert done.code in (1, 2)
        assert done.err.count("\n") == 1
