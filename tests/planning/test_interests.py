"""Interests: a draft held to what persons have bound, and to nothing that its words seem to say."""

import pytest
from tests.planning.writing import GRETA, ILSE, Pages

from backchannel.planning.bound import bound
from backchannel.planning.interests import (
    BINDING,
    HELD,
    INTEREST,
    Binding,
    Draft,
    Interest,
    Look,
    Nature,
    Part,
    State,
    check,
    whole,
)

FREE = Interest("free passage", Nature.ESSENTIAL, "passage", "Ferries pass all winter", look=("free passage",))
PILOTS = Interest("pilots", Nature.TRADABLE, "passage", "Ours steer", "another guarantee", look=("guarantee",))
FACE = Interest("face", Nature.PRESENTATION, "nets", "Nobody was forced", before="the fishermen")
TEXTS = ("Ferries pass all winter.", "We ask for no pilots.", "There is a guarantee of Norlund.")


def draft(*texts, name="reply.md"):
    return Draft(name, tuple(enumerate(texts or TEXTS, 1)))


def bind(pages, interest, part, passage, *, texts=TEXTS, name="reply.md", **more):
    words = bound(texts[passage - 1]) if passage else whole(draft(*texts))
    return pages.write(BINDING, Binding(name, part, words, passage), names={HELD: [interest]}, **more)


def state(pages, *texts, name="reply.md", issues=()):
    return [line.state for line in check(pages.board, draft(*texts, name=name), issues).lines]


def test_an_essential_is_kept_by_the_passage_that_a_person_bound():
    """Before, its very words in the draft keep nothing: they are only pointed out."""
    pages = Pages()
    free = pages.write(INTEREST, FREE)
    found = check(pages.board, draft("We grant free  passage to all."))
    assert (found.lines[0].state, found.is_settled) == (State.GAP, False)
    assert found.lines[0].look == (Look(1, ("free passage",)),)
    bind(pages, free, Part.KEEPS, 1)
    found = check(pages.board, draft())
    assert (found.lines[0].state, found.is_settled, found.lines[0].bound[0].at) == (State.KEPT, True, 1)


def test_changed_words_reopen_what_was_bound_to_them():
    """One word is enough; the words elsewhere, or otherwise broken into lines, stay bound."""
    pages = Pages()
    free = pages.write(INTEREST, FREE)
    bind(pages, free, Part.KEEPS, 1)
    assert state(pages, "Ferries pass half the winter.", *TEXTS[1:]) == [State.REOPENED]
    assert state(pages, "A greeting.", "Ferries pass\nall winter.") == [State.KEPT]


def test_another_draft_with_the_same_words_is_not_bound():
    """What somebody said of one draft he did not say of another."""
    pages = Pages()
    free = pages.write(INTEREST, FREE)
    bind(pages, free, Part.KEEPS, 1)
    assert state(pages, name="reply-2.md") == [State.GAP]


def test_a_tradable_that_is_given_away_needs_the_passage_of_its_condition():
    """By a passage or by silence: until somebody binds what meets the condition, it is a gap."""
    for passage in (2, 0):
        pages = Pages()
        pilots = pages.write(INTEREST, PILOTS)
        assert state(pages) == [State.UNSAID]
        bind(pages, pilots, Part.GIVES, passage)
        assert state(pages) == [State.UNCONDITIONAL]
        bind(pages, pilots, Part.MEETS, 3)
        assert state(pages) == [State.TRADED]


def test_rewording_what_gives_a_tradable_away_does_not_hide_it():
    """The passage that gave it may still do so, even while another passage keeps it: somebody has to look."""
    pages = Pages()
    pilots = pages.write(INTEREST, PILOTS)
    bind(pages, pilots, Part.GIVES, 2)
    bind(pages, pilots, Part.KEEPS, 1)
    bind(pages, pilots, Part.MEETS, 3)
    assert state(pages, TEXTS[0], "We ask for no pilot.", TEXTS[2]) == [State.REOPENED]


def test_taking_the_condition_out_again_opens_it():
    """A guarantee that was in the draft once is none."""
    pages = Pages()
    pilots = pages.write(INTEREST, PILOTS)
    bind(pages, pilots, Part.GIVES, 2)
    bind(pages, pilots, Part.MEETS, 3)
    assert state(pages, *TEXTS[:2]) == [State.REOPENED]


def test_silence_is_bound_to_the_whole_draft():
    """Any change of the draft asks again whether it still gives the tradable away; one passage is not the whole."""
    pages = Pages()
    pilots = pages.write(INTEREST, PILOTS)
    bind(pages, pilots, Part.GIVES, 0)
    bind(pages, pilots, Part.MEETS, 3)
    assert state(pages, *TEXTS, "P.S.") == [State.REOPENED]
    alone = Pages()
    free = alone.write(INTEREST, FREE)
    bind(alone, free, Part.KEEPS, 1, texts=TEXTS[:1])
    assert state(alone, TEXTS[0]) == [State.KEPT]


def test_an_essential_that_somebody_sees_given_away_is_a_gap():
    """Whatever another passage keeps."""
    pages = Pages()
    free = pages.write(INTEREST, FREE)
    bind(pages, free, Part.KEEPS, 1)
    bind(pages, free, Part.GIVES, 2)
    assert state(pages) == [State.GIVEN]


def test_how_it_looks_is_noted_and_only_issues_that_were_asked_for_count():
    """A presentation asks for no passage; --issue leaves the other issues aside."""
    pages = Pages()
    pages.write(INTEREST, FACE)
    pages.write(INTEREST, FREE)
    assert state(pages) == [State.GAP, State.NOTED]
    assert state(pages, issues=("Nets",)) == [State.NOTED]


def test_of_two_descriptions_made_apart_the_stricter_counts():
    """Who calls an essential tradable without seeing the other loosens nothing."""
    pages = Pages()
    free = pages.write(INTEREST, FREE)
    loose = Interest("free passage", Nature.TRADABLE, "passage", "Some ferries", "a price")
    pages.revise(INTEREST, free, FREE, after=[free], by=ILSE)
    pages.revise(INTEREST, free, loose, after=[free], by=GRETA)
    (line,) = check(pages.board, draft()).lines
    assert (line.state, line.interest.is_disputed) == (State.GAP, True)


def test_an_ending_that_did_not_see_the_rest_drops_nothing():
    """One desk drops an essential while another rewords it: it stands until both have met."""
    pages = Pages()
    free = pages.write(INTEREST, FREE)
    pages.revise(INTEREST, free, FREE, after=[free], by=GRETA)
    pages.revise(INTEREST, free, FREE, after=[free], ended="dropped")
    assert state(pages) == [State.GAP]


@pytest.mark.parametrize("texts", [("",), ("\u202e" + "x" * 20_000,), ("通峡の自由",), ()])
def test_any_draft_can_be_checked(texts):
    """Empty, hostile, in another script, or without a passage."""
    pages = Pages()
    pages.write(INTEREST, Interest("峡", Nature.ESSENTIAL, "passage", "w", look=("自由", "", "…")))
    found = check(pages.board, Draft("d", tuple(enumerate(texts, 1))))
    assert found.lines[0].state is State.GAP
    assert [look.passage for look in found.lines[0].look] == ([1] if "自由" in "".join(texts) else [])
