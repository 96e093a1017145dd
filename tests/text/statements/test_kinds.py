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
    "Any shot across the bar can only lead to new patrols on our side.": "threat",
    "The lock cannot be opened until the silt has been cleared from the lower gate.": "condition",
    "A pilots' convention is possible only if both harbours read the same gauge.": "condition",
    "On the understanding that the press is told nothing, the launch will sail on Thursday.": "condition",
    "Only after the eleven are home shall we speak of the dues.": "condition",
    "As soon as the ice is out, our pilots will return to the bar.": "condition",
    "We see no possibility of a second count.": "refusal",
    "We cannot but reject a fence across the landing.": "refusal",
    "No government will allow its pilots to be examined at sea.": "refusal",
    "It would be premature to name the buoys in a treaty.": "refusal",
    "Nobody can expect our consent to a fence across the landing.": "refusal",
    "I should not favour a notice in the newspapers.": "refusal",
    "My Government stands ready to open the sluice.": "offer",
    "The commission would sit in turn in Aldeby and in Senn.": "offer",
    "There would be one gauge for both harbours.": "offer",
    "Your second point is acceptable to us.": "offer",
    "We are not opposed to a later date.": "offer",
    "Let us then set the lights by one clock.": "offer",
    "I suggest that you and I meet on the ice.": "invitation",
    "I should be glad to receive your engineer at any time.": "invitation",
    "I hope that you and your Minister will come to the launching.": "invitation",
    "No patient will be turned back from the landing for the colour of a passport; it is written over the door.": (
        "assurance"
    ),
    "Orders have been given that no boat be boarded in the fog.": "assurance",
    "In no case shall we sell the dredger to the company at Ilm.": "assurance",
    "We have paid the pilots of both shores and will go on paying them.": "assurance",
    "The Ostravan Government has decided not to insist on the third buoy.": "assurance",
    "It is our intention to keep the light burning through the winter.": "assurance",
    "The rights of the fishermen will not be impaired.": "assurance",
    "My Government, as it has said before, will keep the lower gate.": "assurance",
    "Our position on the weir remains what it was in spring.": "assurance",
    "The dredging will begin on the second of May.": "assurance",
    "A later date would be more convenient for both harbours.": "hint",
    "Perhaps some part of the survey could wait for better weather.": "hint",
}
NOTHING = [
    "The harbour was built by my grandfather's generation.",
    "I wish to thank you for your kind words on the launching of the dredger.",
    "You say that you cannot accept the northern line.",
    "The Ambassador told us that his Government intends to close the strait.",
    "Who benefits when the light is out?",
    "Peace is better than war.",
    "I shall be short.",
    "I shall put it into my memoirs and nobody will believe me.",
    "I shall not pretend that I slept well.",
    "I shall always remember the evening on the mole.",
    "I shall not dwell on the storm.",
    "Let me say that the winter was hard on both shores.",
    "Let us look for a moment at the chart of 1931.",
    "I shall only repeat what the pilots told me.",
    "Probably I shall find the harbour smaller than I left it.",
    "I hope that we shall not weary him.",
    "We had thought that we would open the sluice in spring.",
    "It was my intention to write to you of nothing but the weir.",
    "I told no newspaper that I would write.",
    "We shall not be able to find a better harbour.",
    "The danger that a shot could only lead to war was always with us.",
    "The fog made it impossible for me to come.",
    "I cannot agree with you that the two buoys are one.",
    "We cannot close our eyes to the silt.",
    "I do not mean that we could close the strait.",
    "He wrote that they would never sign.",
    "You maintain that our guard will remain on the bridge for ever.",
    "The Archbishop has told the Governor that he cannot accept the line.",
    "The attitude of the Government of Valdria will probably be remembered.",
    "We must live with the sea that we have.",
    "If that were so, the harbour had long been empty.",
    "I ask you to convey my greetings to the pilots.",
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


def test_what_comes_before_a_phrase_in_its_clause_only_empties_that_clause():
    """A hope or another's words end where the writer himself goes on."""
    hoped = "We hope that the ice holds, but we shall send the launch."
    told = "You write that you cannot come; we shall wait for you."
    assert [suggestion(one).kind for one in (hoped, told)] == ["assurance", "assurance"]
    assert hoped[slice(*suggestion(hoped).because[0])] == "we shall send"


def test_an_act_within_the_clause_of_a_condition_does_not_depend_on_it():
    """Someone's own act must stand outside the condition: "if we could land" alone commits nobody."""
    assert suggestion("Fishermen are content if we can land them dry.") is None
    found = suggestion("If we can land them dry, we shall carry the nets too.")
    assert found.kind == "condition"
    assert len(found.because) == 2


def test_words_set_between_subject_and_verb_change_nothing():
    """Adverbs of any kind, one after another."""
    for said in ("We, for our part, are still fully prepared to wait.", "We therefore now readily agree to the date."):
        assert suggestion(said).kind == "offer"


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
