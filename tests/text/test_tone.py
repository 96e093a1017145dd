"""What a charter's rules of tone make doubtful in a draft."""

import os
from pathlib import Path

import pytest

from backchannel.desk.words.drafts import from_file
from backchannel.record.document import Document, passages_of
from backchannel.text.tone.doubts import doubts, is_english, ruled_out, subjects_of

POLEMICS = "These letters are free from polemics and from the usual charges and counter-charges."
SILENCE = "Nothing of it is hinted at in public statements or disclosed to the press."
PLAIN = "We write as persons, informally."
CALM = "Neither side sets deadlines or threatens."
WORD = "The words “protectorate” and “guarantee” are not used."

RECORD = Path(os.environ.get("BACKCHANNEL_RECORD", "../shared/record"))


def found(rules, *texts):
    """The doubtful words, each with why."""
    document = Document("letter", passages_of(*texts))
    return [
        (one.passage, document.passages[one.passage - 1].text[one.first : one.last], one.why)
        for one in doubts(document, rules)
    ]


@pytest.mark.parametrize(
    ("rule", "sentence", "words"),
    [
        (POLEMICS, "In May your government openly violated what we had agreed at the lake.", "violated"),
        (POLEMICS, "It was you who closed the strait.", "It was you who"),
        (POLEMICS, "I must speak of your bad faith in this matter.", "your bad faith"),
        (CALM, "Unless you withdraw the patrol, the ferries stop.", "Unless you withdraw"),
        (CALM, "You must answer before the first of June.", "You must answer"),
        (CALM, "You will bear the consequences.", "bear the consequences"),
        (SILENCE, "I shall inform our press of this tomorrow.", "I shall inform our press"),
        (SILENCE, "We will publish both letters.", "We will publish"),
        (PLAIN, "My Government has the honour to state the following.", "has the honour to"),
        (WORD, "What we want is a Guarantee by both sides.", "Guarantee"),
    ],
)
def test_a_planted_sentence_is_doubtful_under_its_rule(rule, sentence, words):
    """The sentence is named with the words that make it so, and no other sentence is."""
    calm = "We met at the lake. I have read your letter with care, and I thank you for it."
    (one,) = found([rule], calm, f"{calm} {sentence} {calm}")
    assert one[0] == 2
    assert words in one[1] or one[1] in words


@pytest.mark.parametrize(
    "sentence",
    [
        "You say that our patrols have not been consistent with my assurances, and I shall look into it.",
        "The television address was more balanced than “belligerent bandits”, as your letter calls it.",
        "Let us both avoid any statement, incident or other provocation in the strait.",
        "We made it public at the time that we would defend our rights there.",
        "If we can reach a reasonable settlement, I would gladly come.",
        "We shall have to find an answer before the ice comes.",
    ],
)
def test_a_frank_sentence_is_no_polemic(sentence):
    """Frankness, other people's words in quotation marks and joint duties pass every rule."""
    assert found([POLEMICS, SILENCE, PLAIN, CALM, WORD], sentence) == []


def test_a_rule_about_something_else_is_left_to_the_reader():
    """What no subject is known for is about nothing here, and makes nothing doubtful."""
    assert subjects_of("A letter is acknowledged within two days.") == ()
    assert ruled_out("A letter is acknowledged within two days.") == ()
    assert found(["A letter is acknowledged within two days."], "You have lied!") == []


def test_a_rule_may_be_about_several_things():
    """Each subject that a rule names is looked for, and each sentence is told once for a rule."""
    assert [one.name for one in subjects_of("No threats, no polemics, nothing to the press.")] == [
        "polemics",
        "pressure",
        "publicity",
    ]
    assert len(found(["No threats and no insults."], "Unless you withdraw, your hypocrisy will be plain.")) == 1


def test_another_language_is_told_apart():
    """A draft without English function words is not said to be without fault."""
    french = "Le Gouvernement a lu votre lettre avec attention et souhaite que le passage du détroit reste ouvert. " * 4
    assert not is_english(Document("letter", passages_of(french)))
    assert is_english(Document("letter", passages_of("We have read your letter with attention. " * 8)))


@pytest.mark.skipif(not (RECORD / "seeds").is_dir(), reason="BACKCHANNEL_RECORD is not there")
def test_the_letter_that_set_the_tone_has_no_doubtful_sentence():
    """The letter of 16 October 1961 asks for such rules and keeps them (R04)."""
    letter = from_file(RECORD / "seeds" / "1961-10-16-kennedy-khrushchev-letter.txt")
    assert doubts(letter, [POLEMICS, SILENCE, PLAIN, CALM, "Letters are courteous."]) == ()
