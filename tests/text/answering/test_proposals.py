"""What a draft says to each passage of their letter is proposed from the words around what points at it."""

import pytest

from backchannel.record.document import Passage, passages_of
from backchannel.text.answering.pointing import Touch, numbered
from backchannel.text.answering.proposals import proposals, readings

LETTER = passages_of("Ferries.", "Nets.", "Toll.", "Pilots.", "Ice.", "Lamps.", "Quays.")


def proposed(*texts, touches=None):
    """Give the proposed states of the passages that the texts say anything to, as {passage: state}."""
    ours = [Passage(n, text.removeprefix("> "), "quotation" if text.startswith("> ") else "paragraph")
            for n, text in enumerate(texts, 1)]  # fmt: skip
    pointed = list(numbered([p.text for p in ours], LETTER, "")) if touches is None else touches
    return {one.passage: one.state for one in proposals(LETTER, ours, pointed) if one.bearings}


def numbered_in(text):
    """Write `§3` for a paragraph of their letter."""
    return "".join(f"paragraph {part[0]} of your letter{part[1:]}" if n else part
                   for n, part in enumerate(text.split("§")))  # fmt: skip


CASES = {
    "We agree with §3 but cannot accept §4.": {3: "agreed", 4: "disagreed"},
    "We agree with §3, but cannot accept its second sentence.": {3: "agreed in part"},
    "We agree with §3. However, the pilots must stay.": {3: "agreed in part"},
    "We agree, subject to one thing, with §3.": {3: "agreed in part"},
    "We agree not only with §3 but also with §4.": {3: "agreed", 4: "agreed"},
    "We accept §3 and §4.": {3: "agreed", 4: "agreed"},
    "§4 we cannot accept, whereas with §5 we agree.": {4: "disagreed", 5: "agreed"},
    "As to §3: this we cannot accept.": {3: "disagreed"},
    "I have read §3 twice. It is not acceptable to my government.": {3: "disagreed"},
    "To §2 I shall return later. In §3 you speak of nets.": {2: "postponed", 3: "noted"},
    "You write in §3 “we cannot accept the toll”.": {3: "noted"},
    "If it is so, as §3 says, I take it that this includes the toll.": {3: "interpreted"},
    "As §3 says, the sea is wide. So it is. I am sure you are not insisting on the toll.": {3: "interpreted"},
    "§3 is long. The ice will close the strait, and we cannot accept the winter.": {3: "noted"},
    "Nothing is said here of their letter; we agree with ourselves.": {},
}


@pytest.mark.parametrize(("text", "states"), CASES.items(), ids=CASES)
def test_a_stance_goes_to_what_it_speaks_of(text, states):
    """The nearest words decide, what goes on about "this" is heard, and what is taken back makes it part."""
    assert proposed(numbered_in(text)) == states


def test_a_quotation_set_apart_is_answered_before_and_after_it():
    """The sentence before that ends in a colon, and the one after, speak of it; its own words are theirs."""
    touches = [Touch(3, 1, 0, 20, "quotation")]
    quoted = "> We agree to nothing."
    assert proposed("We cannot accept what you write:", quoted, touches=touches) == {3: "disagreed"}
    assert proposed("You write:", quoted, "That we cannot accept.", touches=touches) == {3: "disagreed"}
    assert proposed("You write:", quoted, "The ice is thick.", touches=touches) == {3: "noted"}


def test_the_words_that_made_it_so_are_given():
    """Every proposal names the words of ours: the place in our texts and the characters."""
    texts = ("We write of many things.", numbered_in("We agree with §3, but not with the toll."))
    (one,) = [p for p in proposals(LETTER, passages_of(*texts), list(numbered(texts, LETTER, ""))) if p.bearings]
    assert [(b.state, [texts[at][s:e] for at, s, e in b.said]) for b in one.bearings] == [
        ("agreed", ["We agree"]),
        ("agreed in part", ["but"]),
    ]


def test_every_passage_has_a_state():
    """A passage that nothing points at is not answered; a salutation asks for nothing."""
    letter = (Passage(1, "Dear colleague:", "salutation"), Passage(2, "Four ferries."))
    assert [(p.state, p.form) for p in proposals(letter, (), ())] == [("courtesy", True), ("not answered", False)]


@pytest.mark.parametrize(
    ("text", "role"),
    [
        ("We shall close the strait on Monday.", "closing"),
        ("Yours faithfully, and withdraw the pilots by Friday", "closing"),
        ("Dear colleague, unless the toll falls we close the strait:", "salutation"),
        ("the strait will be closed", "signature"),
        ("Tomas Reik, who will close the strait at noon on the first day of the coming spring", "signature"),
    ],
)
def test_a_demand_under_the_role_of_a_courtesy_is_not_passed_over(text, role):
    """Whoever writes a letter chooses its roles; what says more than a form is counted like any passage."""
    (one,) = proposals((Passage(1, text, role),), (), ())
    assert (one.state, one.form) == ("not answered", False)


@pytest.mark.parametrize(
    ("text", "state"),
    [
        ("Please convey my best wishes to your wife. I wish you and your family good health.", "courtesy"),
        ("We thank you for withdrawing the pilots.", "not answered"),
        ("I wish you good health, which you will need if you cross the line.", "not answered"),
        ("With my best wishes. The toll is ours.", "not answered"),
    ],
)
def test_good_wishes_are_proposed_and_threats_among_them_are_not(text, state):
    """A passage looks like a courtesy only if every sentence of it does and none says more; it stays a proposal."""
    (one,) = proposals(passages_of(text), (), ())
    assert (one.state, one.form) == (state, False)
    assert bool(one.kind) == (state == "courtesy")


def test_a_reading_is_found_with_its_words():
    """Each sentence that reads something out of their words is given, with the words by which it does."""
    text = (
        "Your letter is clear. I take it this includes pilots; “I assume” is yours. I assume that ice does not count."
    )
    assert [(text[r.start : r.end], text[r.first : r.last]) for r in readings(text)] == [
        ("I take it this includes pilots; “I assume” is yours.", "I take it"),
        ("I assume that ice does not count.", "I assume"),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "we agree with paragraph 3 of your letter but " * 2_100,
        "We agree with paragraph 3 of your letter. But no. " * 1_900,
        "“" * 40_000 + " we agree with paragraph 3 of your letter",
    ],
    ids=["one sentence", "many sentences", "marks"],
)
def test_a_passage_as_long_as_one_may_be_is_read_in_bounded_time(text):
    """Thousands of touches and stances in one passage, in one sentence even, keep nobody waiting."""
    assert proposed(text, text)[3] in ("agreed", "agreed in part")
