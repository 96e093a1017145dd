"""What a sentence commits its author to: suggested from general phrases, in the order of the labelling rule."""

import time

import pytest

from backchannel.text.statements.kinds import KINDS, LONGEST, condition, suggestion

OWN = {
    "If the ferries are stopped again, we shall be compelled to close the lock.": "threat",
    "Such a step would have the most serious consequences for the whole strait.": "threat",
    "If your dredgers do not leave, then the Valdrian Government will mine the channel.": "threat",
    "We would let the pilots through if the light at Senn were lit again.": "condition",
    "I could come to Port Aldeby only after the eleven have been released.": "condition",
    "The guard will be withdrawn, provided that the survey is finished first.": "condition",
    "We cannot accept an inspection of the harbour by anybody.": "refusal",
    "The clause on pilotage is wholly unacceptable.": "refusal",
    "My Government must decline to sign a paper of that kind.": "refusal",
    "We are ready to discuss the dues at any level.": "offer",
    "I propose that two engineers of each side look at the weir.": "offer",
    "The Ostravan Government is prepared to return the four boats.": "offer",
    "Please let me know whether the fourth of May would suit you.": "invitation",
    "I should be grateful if you would send me the figures.": "invitation",
    "We have no designs on the island.": "assurance",
    "I can assure you that the survey will go on.": "assurance",
    "We shall not fire first.": "assurance",
    "You may rest assured that nobody but the Minister reads these letters.": "assurance",
    "Perhaps we might look at the northern channel together.": "hint",
    "It might be possible to let the fishermen back before the ice.": "hint",
}
NOTHING = [
    "The harbour was built by my grandfather's generation.",
    "I wish to thank you for your kind words on the launching of the dredger.",
    "You say that you cannot accept the northern line.",
    "The Ambassador told us that his Government intends to close the strait.",
    "Who benefits when the light is out?",
    "Peace is better than war.",
    "With warm regards to you and your family.",
    "Your statement that Ostrava is prepared to talk was read here with interest.",
    "",
    "Мы никогда не согласимся на это.",
    "我们愿意谈判。",
    "\x00\ud800",
]


@pytest.mark.parametrize("sentence", OWN)
def test_a_statement_is_suggested_with_the_words_that_made_it_so(sentence):
    """Each kind is known by general phrases, and the spans are words of the sentence."""
    found = suggestion(sentence)
    assert found is not None
    assert found.kind == OWN[sentence]
    assert all(sentence[start:end].strip() for start, end in found.because)


@pytest.mark.parametrize("sentence", NOTHING)
def test_what_commits_nobody_has_no_suggestion(sentence):
    """Facts, courtesy, questions, others' words, and other languages."""
    assert suggestion(sentence) is None


def test_every_kind_is_suggested_somewhere():
    """The examples above leave no kind out."""
    assert set(OWN.values()) == set(KINDS)


def test_what_is_quoted_within_a_sentence_makes_no_statement_of_it():
    """A phrase in quotation marks is somebody else's."""
    assert suggestion("The paper had the headline “We shall never accept the line”, and was sold out.") is None


def test_a_record_of_a_talk_tells_of_its_speaker_in_the_third_person():
    """What is an offer there is none in a letter, where "he" is somebody else."""
    said = "The Ambassador was ready to consider a longer season."
    assert suggestion(said, "told").kind == "offer"
    assert suggestion("He had no intention of closing the lock.", "told").kind == "assurance"


def test_what_a_reader_is_told_that_he_said_is_his():
    """An answer tells its reader what he said, in the second person."""
    assert suggestion("you have no designs on the island", "addressed").kind == "assurance"
    assert suggestion("you cannot accept the northern line", "addressed").kind == "refusal"


def test_a_condition_is_given_in_its_own_words():
    """From the word that makes it one to the end of the clause."""
    assert condition("If the ice comes early, we would stop the ferries.") == "If the ice comes early"
    assert condition("We would stop the ferries if the ice comes early.") == "if the ice comes early"
    assert condition("We shall stop the ferries.") == ""


def test_a_sentence_without_an_end_is_no_statement_and_takes_no_time():
    """Ten megabytes of phrases, a wall of words and a heap of quotation marks are answered at once."""
    began = time.perf_counter()
    for text in ("we will if you " * 700_000, "a " * LONGEST, "“" * 100_000, "we shall, " * (LONGEST // 10 - 1)):
        suggestion(text)
        condition(text)
    assert time.perf_counter() - began < 5
