"""Who said what in a talk, from the command line."""

import pytest
from tests.desk import press

TALK = (
    '<div type="document" n="1" xml:id="d1"><head>1. Memorandum of Conversation<note n="1" type="source">'
    "Source: State Archives, Harbour Files, 17.4/3-261. Secret; Eyes Only. Drafted by Holm.</note></head>"
    '<list type="participants"><head>PARTICIPANTS</head><item>Ambassador Juhan V. Teral, Suvria</item>'
    "<item>The Secretary</item></list>"
    "<p>The Secretary asked whether the strait was open. In reply, the Ambassador said he had no instructions. He "
    "thought it was.</p><p>He added that the ice was late.</p><p>The conversation then turned to the ferries.</p></div>"
)


@pytest.fixture
def ilse(town):
    """A desk with one memorandum of conversation."""
    town.run("ilse", "init", "--person", "Ilse Maren", "--party", "Valdria")
    path = town.place / "talk.xml"
    path.write_bytes(press.volume("faru1961v01", 0, end=TALK))
    assert town.run("ilse", "record", "import", path).code == 0
    return town


def test_statements_are_shown_with_speaker_and_authority(ilse):
    """Each with its passage, the speaker, whom a pronoun stands for, the participant, and the words of authority."""
    done = ilse.run("ilse", "record", "statements", "faru1961v01/d1")
    assert done.code == 0
    assert (
        "[1]  The Secretary  asked  <The Secretary>\n    The Secretary asked whether the strait was open.\n" in done.out
    )
    assert (
        "[1]  the Ambassador  said  <Ambassador Juhan V. Teral, Suvria>  [no instructions: “he had no instructions”]\n"
        in done.out
    )
    assert "[2]  He (?)  added" not in done.out
    assert "[2]  He (the Ambassador)  added" in done.out
    assert "[3]  (nobody is said to speak)" in done.out
    assert done.out.endswith("3 statements; 1 say with what authority.\n")


def test_statements_of_one_speaker_as_json(ilse):
    """Each has an address that gives exactly its words."""
    value = ilse.run("ilse", "record", "statements", "faru1961v01/d1", "--speaker", "ambassador", "--json").value
    assert [(one["address"], one["participant"]) for one in value] == [
        (f"faru1961v01/d1/1:{value[0]['start']}-{value[0]['end']}", "Ambassador Juhan V. Teral, Suvria"),
        (f"faru1961v01/d1/2:0-{value[1]['end']}", "Ambassador Juhan V. Teral, Suvria"),
    ]
    shown = ilse.run("ilse", "record", "show", value[0]["address"], "--json").value
    assert shown["texts"] == [value[0]["text"]]


def test_nothing_said_by_a_stranger_is_an_answer_of_1(ilse):
    """A speaker who is not there said nothing; a document that is not there is a wrong question."""
    assert ilse.run("ilse", "record", "statements", "faru1961v01/d1", "--speaker", "Walden").code == 1
    assert ilse.run("ilse", "record", "statements", "nothing").code == 2
