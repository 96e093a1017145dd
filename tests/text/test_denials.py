"""The grammar of denial: what may be said, what may not, and how somebody would try to get past it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backchannel.text.denials import RULES, denials, mentions, private_means

MAY_BE_SAID = (
    "We do not comment on what governments may say to one another.",
    "The two governments are in touch through their embassies, as they have been for years.",
    "We neither confirm nor deny reports of that kind.",
    "No comment.",
    "I have nothing to add to what the First Minister said on Monday.",
    "We will not speculate.",
    "We won’t be drawn.",
    "We are not in a position to say more.",
    "The ministers will meet when they have something to tell you.",
    "We do not discuss such matters in public.",
    "The First Minister has said that he hopes for an early agreement on the ferries.",
    "",
)
DENIALS = {
    "plain": ("There is no exchange of any kind.", "Nothing of the sort has happened.", "We never wrote.", "No."),
    "double negative": (
        "It is not the case that there is no channel.",
        "It would not be wrong to say that nothing passed.",
        "We cannot deny that we are not in touch.",
    ),
    "called false": ("Such reports are a fabrication.", "The story is false.", "That is rumour and no more."),
    "absence": ("We have yet to speak with Ostrava.", "We are unaware of any contact.", "The talks ceased in May."),
    "nothing else": (
        "Our contacts are solely those you know of.",
        "All our contacts are public.",
        "The embassies alone.",
    ),
    "question": ("What exchange would that be?", "An exchange? Of what?"),
    "contrary to fact": (
        "If there were anything to tell, you would have heard it.",
        "Had there been one, you would know.",
    ),
    "behind declining": (
        "We do not comment on talks that did not occur.",
        "We do not comment on inventions.",
        "We neither confirm nor deny it; still, nothing of the kind exists.",
        "We have nothing to say to Ostrava.",
        "We do not speak with Ostrava.",
    ),
    "half a phrase": ("We can’t confirm it.", "We do not confirm that.", "We do not deny it."),
    "disguised": (
        "We have n0t met them.",
        "We have n o t met them.",
        "We have n.o.t met them.",
        "There isnt any such line.",
        "We have n\u043et met them.",
        "We have n\u200bot met them.",
        "We have ｎｏｔ met them.",
        "WE HAVE NOT MET THEM",
        "We have nôt met them.",
        "We have\nnot\nmet them.",
    ),
    "another language": (
        "Es gibt keinen Briefwechsel.",
        "Никакой переписки не было.",
        "Il n’y a pas de correspondance.",
        "No hay ninguna carta.",
        "没有这回事。",
        "We regret that hay nada.",
    ),
}


@pytest.mark.parametrize("line", MAY_BE_SAID)
def test_what_declines_to_speak_or_says_something_true_of_something_else_passes(line):
    """One may say that one does not say, and everything that says no of nothing."""
    assert denials(line) == ()


@pytest.mark.parametrize(("how", "line"), [(how, line) for how, lines in DENIALS.items() for line in lines])
def test_a_denial_is_found_however_it_is_put(how, line):
    """Each way to say that something is not, alone and behind an innocent sentence."""
    assert denials(line), how
    assert denials(f"The ministers will meet in May. {line}"), how


@given(st.sampled_from([line for lines in DENIALS.values() for line in lines]), st.sampled_from(MAY_BE_SAID))
def test_no_innocent_sentence_before_or_behind_hides_a_denial(denial, innocent):
    """A line is as good as its worst sentence."""
    assert denials(f"{innocent} {denial}")
    assert denials(f"{denial} {innocent}")


@given(st.text(max_size=300))
def test_any_text_has_an_answer(text):
    """Whatever is typed: sentences of it, each by a rule that can be told."""
    for one in denials(text):
        assert one.rule in RULES
        assert one.sentence in text


def test_a_long_line_is_read_in_the_time_of_its_length():
    """No input makes the patterns go back and forth."""
    for piece in ("if any ", "n o ", "had ", "we do not ", "all any ", "'"):
        assert isinstance(denials(piece * (20_000 // len(piece))), tuple)


def test_private_means_and_names_are_found_however_they_are_written():
    """Capitals, accents and hyphens make no difference; a part of a word is no name."""
    assert private_means("His LETTERS of May") == "letters"
    assert private_means("by the back-channel") == "back-channel"
    assert private_means("a pilot's licence") == ""
    assert mentions("Ask our STRAIT–line.", ["The strait line", "Strait line", "rait line"]) == ("Strait line",)
