"""Acts: what a sentence of a source note says was done with the document."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backchannel.record.printed.acts import VERBS, read


def told(sentence):
    """The acts of a sentence, in short."""
    return [(act.verb, act.by, act.to, act.when) for act in read(sentence)]


@pytest.mark.parametrize(
    ("sentence", "acts"),
    [
        ("Drafted and initialed by Holt.", [("drafted", ("Holt",), (), None), ("initialed", ("Holt",), (), None)]),
        (
            "Drafted by E. F. Holt, Jr. (AF/E), cleared in S/S and with Marsh and Vane, approved by Orlo who signed.",
            [
                ("drafted", ("E. F. Holt, Jr. (AF/E)",), (), None),
                ("cleared", ("S/S",), (), None),
                ("cleared", ("Marsh", "Vane"), (), None),
                ("approved", ("Orlo",), (), None),
                ("signed", ("Orlo",), (), None),
            ],
        ),
        (
            "Approved by the White House on March 5, and by the Office of the Under Secretary on March 9.",
            [
                ("approved", ("White House",), (), "March 5"),
                ("approved", ("Office of the Under Secretary",), (), "March 9"),
            ],
        ),
        (
            "Sent to Brennau and The Hague; repeated priority to Aldermark for Vane.",
            [("sent", (), ("Brennau", "The Hague"), None), ("repeated", (), ("Aldermark for Vane",), None)],
        ),
        ("Received at 10:46 p.m. on May 3.", [("received", (), (), "10:46 p.m. on May 3")]),
        ("Approved for transmission by Holt.", [("approved", ("Holt",), (), None)]),
        ("Repeated by pouch to Brennau.", [("repeated", (), ("Brennau",), None)]),
        ("Initialed by Holt for the Acting Secretary.", [("initialed", ("Holt",), (), None)]),
        (
            "Approved by Assistant Secretary for Suvrian Affairs Edgar Holt.",
            [("approved", ("Assistant Secretary for Suvrian Affairs Edgar Holt",), (), None)],
        ),
        ("The message was delivered by Ambassador Holt on May 2.", [("delivered", ("Ambassador Holt",), (), "May 2")]),
        ("Copies were sent to Holt and Marsh.", [("sent", (), ("Holt", "Marsh"), None)]),
        ("Holt initialed his approval on May 2.", [("initialed", ("Holt",), (), "May 2")]),
        ("Drafted by Holt; Vane concurred.", [("drafted", ("Holt",), (), None), ("concurred", ("Vane",), (), None)]),
    ],
)
def test_acts_are_told_clause_by_clause(sentence, acts):
    """Each verb with its own persons, offices, places and day."""
    assert told(sentence) == acts


@pytest.mark.parametrize(
    "sentence",
    [
        "Estimates were drafted by officers from several agencies.",
        "A summary of the talk was transmitted to Brennau. (Ibid.)",
        "Handwritten notes at the top are illegible.",
        "Attached but not printed is a map.",
        "Holt was in Brennau for a meeting.",
        "On May 2 Vane had sent a letter to Orlo.",
        "",
    ],
)
def test_what_was_done_with_other_papers_is_no_act(sentence):
    """A sentence about something else tells no act of the document, whatever verbs it has."""
    assert told(sentence) == []


def test_what_a_clause_says_of_another_paper_is_left_out():
    """ "Attached to a note, which was sent to Vane" tells of the attaching alone."""
    assert [act.verb for act in read("Attached to a note from Holt, which was sent to Vane.")] == ["attached"]


def test_an_act_names_the_copy_that_says_it():
    """An act that only another copy tells carries it."""
    (act,) = read("According to another copy it was drafted by Holt.", "another copy")
    assert (act.verb, act.by, act.copy) == ("drafted", ("Holt",), "another copy")


@given(
    st.lists(
        st.one_of(
            st.sampled_from([*VERBS, " by ", " to ", ", and ", "; ", "Holt", "(", ")", " on May 2", ". "]),
            st.text(max_size=5),
        )
    )
)
def test_any_sentence_is_read(pieces):
    """No sentence is too strange, and every name that is given stands in it."""
    sentence = "".join(pieces)
    for act in read(sentence) + read(sentence, "another copy"):
        assert act.sentence == sentence
        assert act.when is None or act.when in sentence
