"""Stances are known by turns of phrase in the first person, and by nothing that somebody else says."""

import pytest

from backchannel.text.answering.stances import concessions, own_words, quoted, stances

SAID = {
    "I agree with the statement in your letter that our two harbours belong together.": ["agreed"],
    "We cannot but agree with your fourth point.": ["agreed"],
    "You are right in saying that the nets were ours.": ["agreed"],
    "My government has no objection to the second ferry.": ["agreed"],
    "Agreed: four ferries a day.": ["agreed"],
    "We do not agree.": ["disagreed"],
    "My government cannot accept the pilots.": ["disagreed"],
    "Nor can we accept the toll.": ["disagreed"],
    "We no longer accept it.": ["disagreed"],
    "I wish I could agree.": ["disagreed"],
    "Such a toll is quite unacceptable.": ["disagreed"],
    "While we agree with your statement, the pilots remain.": ["agreed in part"],
    "We accept your offer in principle.": ["agreed in part"],
    "We could accept a second ferry.": ["agreed in part"],
    "We take note of your figures.": ["noted"],
    "I am glad of this assurance.": ["noted"],
    "I take it this includes the freedom to fish at night.": ["interpreted"],
    "I am sure you are not insisting on pilots of your own.": ["interpreted"],
    "We understand this to mean four ferries in each direction.": ["interpreted"],
    "We understand your words on the northern pilots to mean the civil ones.": ["interpreted"],
    "I assume that the pilots remain.": ["interpreted"],
    "I shall return to this later.": ["postponed"],
    "To the toll I shall revert.": ["postponed"],
    "We shall answer your fifth question in another letter.": ["postponed"],
    "I reserve my position on the toll.": ["postponed"],
    "The ice closes the strait in January.": [],
}


@pytest.mark.parametrize(("sentence", "states"), SAID.items(), ids=SAID)
def test_a_stance_is_known_by_its_words(sentence, states):
    """Each sentence has the stance that its turn of phrase says, and the words are given."""
    found = stances(sentence)
    assert [one.state for one in found] == states
    assert all(sentence[one.start : one.end].strip() for one in found)


@pytest.mark.parametrize(
    "sentence",
    [
        "If we agree to this, what becomes of the nets?",
        "You say that we accept the toll.",
        "Your minister claims that we agree.",
        "You ask us whether we accept it.",
        "It is untrue that we accept it.",
        "How can we agree to that?",
    ],
)
def test_what_is_asked_supposed_or_reported_of_us_is_no_stance(sentence):
    """An assent that others put into our mouth is not ours."""
    assert stances(sentence) == ()


@pytest.mark.parametrize("marks", ["“%s”", '"%s"', "‘%s’", "«%s»", "„%s“", "「%s」"])
def test_their_words_in_our_quotation_marks_are_not_our_stance(marks):
    """Whoever quotes a refusal does not refuse, whatever the marks are."""
    text = "You write: " + marks % "we cannot accept the pilots' report" + " and no more."
    assert len(quoted(text)) == 1
    assert stances(own_words(text)) == ()
    assert len(own_words(text)) == len(text)


@pytest.mark.parametrize("text", ["“", '"' * 5001, "‘" * 3000, "“we agree", "i " * 40_000, "we certainly " * 9_000])
def test_marks_without_a_fellow_and_long_lines_end_in_bounded_time(text):
    """Nothing that is typed keeps the search busy, and a mark without a fellow hides nothing."""
    stances(own_words(text))
    assert own_words("“we agree") == "“we agree"


def test_what_takes_back_is_known_apart_from_what_adds():
    """ "But also" adds, "nothing but" limits nothing; "but" and "provided that" take back."""
    assert [
        len(concessions(t)) for t in ("We agree, but not yet.", "not only this but also that", "nothing but good")
    ] == [
        1,
        0,
        0,
    ]
    assert concessions("We agree, provided that the ice holds.")


def test_other_languages_have_no_stances_and_no_errors():
    """Cyrillic, Arabic, Chinese and accented Latin go through."""
    for text in (
        "Мы согласны с вашим письмом.",
        "نوافق على رسالتكم.",
        "我们同意贵方来信。",
        "Nous agréons votre thèse.",
    ):
        assert stances(own_words(text)) == ()
