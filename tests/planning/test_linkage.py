"""Linkage: only an unmet precondition blocks, and nobody unblocks it by the way."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.planning.writing import GRETA, ILSE, Pages

from backchannel.planning.linkage import (
    DROPPED_BY_WHOM,
    KEEPS_ITS_TYPE,
    LINK,
    MET_BY_WHAT,
    Link,
    LinkType,
    ask,
    cycles,
    explain,
    links,
    unmet,
)


def link(type_=LinkType.PRECONDITION, issue="passage", on="nets"):
    return Link(issue, on, type_, "not before the nets are paid for", "Ostrava")


@pytest.mark.parametrize("type_", LinkType)
def test_only_a_precondition_blocks(type_):
    """Progress first, atmosphere, incompatibility and no link are said, and forbid nothing."""
    pages = Pages()
    pages.write(LINK, link(type_))
    asked = ask(pages.board, "Passage")
    assert bool(asked.blocks) == (type_ is LinkType.PRECONDITION)
    assert bool(asked.warns) == (type_ in (LinkType.NEEDS_PROGRESS, LinkType.INCOMPATIBLE_IF))
    assert bool(asked.minds) == (type_ is LinkType.IMPROVES_ATMOSPHERE)
    assert ask(pages.board, "nets").blocks == ()


def test_a_precondition_blocks_until_somebody_says_what_met_it():
    """Then it stands there met, with what met it."""
    pages = Pages()
    first = pages.write(LINK, link())
    assert unmet(pages.board, ["passage"])
    pages.revise(LINK, first, link(), ended="met", by=GRETA)
    (found,) = explain(pages.board, "passage").hangs_on
    assert (found.blocks, found.act.ended.why) == (False, "because")
    assert not unmet(pages.board, ["passage"])


def test_a_precondition_is_not_unblocked_by_calling_it_something_else():
    """Another type, another issue: the act has no effect, is shown with the rule, and the link blocks."""
    for other in (link(LinkType.NEEDS_PROGRESS), link(issue="ice"), link(on="ice")):
        pages = Pages()
        first = pages.write(LINK, link())
        pages.revise(LINK, first, other)
        (found,) = links(pages.board)
        assert found.blocks
        assert [idle.rule for idle in found.without_effect] == [KEEPS_ITS_TYPE]


def test_a_precondition_is_not_unblocked_by_who_may_not_drop_it():
    """Greta is no principal: her dropping it changes nothing; Ilse's does, and both stay readable."""
    pages = Pages()
    first = pages.write(LINK, link())
    pages.revise(LINK, first, link(), ended="dropped", by=GRETA)
    (found,) = links(pages.board)
    assert found.blocks
    assert [idle.rule for idle in found.without_effect] == [DROPPED_BY_WHOM]
    pages.revise(LINK, first, link(), ended="dropped", by=ILSE)
    assert not links(pages.board)[0].blocks


def test_a_precondition_is_not_unblocked_by_an_ending_of_another_name_or_without_words():
    """ "settled" is none, and "met" by nothing meets nothing."""
    pages = Pages()
    first = pages.write(LINK, link())
    pages.revise(LINK, first, link(), ended="settled")
    assert links(pages.board)[0].blocks
    assert links(pages.board)[0].without_effect[0].rule == MET_BY_WHAT


def test_a_precondition_that_one_desk_met_and_another_reworded_blocks_until_both_have_met():
    """Neither of two statements made apart is dropped."""
    pages = Pages()
    first = pages.write(LINK, link())
    pages.revise(LINK, first, link(), after=[first], ended="met")
    pages.revise(LINK, first, link(), after=[first], by=GRETA)
    assert links(pages.board)[0].blocks
    assert len(links(pages.board)[0].statements) == 2


def test_what_cannot_go_together_warns_from_either_side():
    """Incompatible is incompatible, whichever issue was named first."""
    pages = Pages()
    pages.write(LINK, link(LinkType.INCOMPATIBLE_IF))
    assert len(ask(pages.board, "nets").warns) == 1


def test_issues_that_wait_for_each_other_are_shown():
    """The way round and back, once; what is only atmosphere waits for nothing."""
    pages = Pages()
    pages.write(LINK, link(issue="passage", on="nets"))
    pages.write(LINK, link(LinkType.NEEDS_PROGRESS, issue="Nets", on="ice"))
    last = pages.write(LINK, link(issue="ice", on="Passage"))
    pages.write(LINK, link(LinkType.IMPROVES_ATMOSPHERE, issue="ice", on="pilots"))
    pages.write(LINK, link(LinkType.IMPROVES_ATMOSPHERE, issue="pilots", on="ice"))
    assert cycles(pages.board) == (("passage", "nets", "ice", "passage"),)
    assert explain(pages.board, "nets").cycles == cycles(pages.board)
    assert explain(pages.board, "pilots").cycles == ()
    pages.revise(LINK, last, link(issue="ice", on="Passage"), ended="met")
    assert cycles(pages.board) == ()


@given(st.lists(st.tuples(st.sampled_from("abcdef"), st.sampled_from("abcdef")), max_size=20))
def test_a_circle_is_one_and_every_circle_has_one(edges):
    """Each is a way along links back to where it began; and there is one just where somebody waits for himself."""
    pages = Pages()
    for issue, on in edges:
        pages.write(LINK, link(issue=issue, on=on))
    reach = {one: {on for issue, on in edges if issue == one} for one in "abcdef"}
    for _ in "abcdef":
        reach = {one: set().union(to, *(reach[other] for other in to)) for one, to in reach.items()}
    found = cycles(pages.board)
    assert all(pair in edges for circle in found for pair in pairwise(circle))
    assert all(circle[0] == circle[-1] for circle in found)
    knots = {frozenset(other for other in reach[one] if one in reach[other]) for one in reach if one in reach[one]}
    assert len(found) == len(knots)
    assert all(any(set(circle) <= knot for circle in found) for knot in knots)


def test_a_long_chain_is_followed_to_its_end():
    """Two thousand issues that wait each for the next, and the last for the first."""
    pages = Pages()
    for issue in range(2_000):
        pages.write(LINK, link(issue=str(issue), on=str((issue + 1) % 2_000)))
    assert len(cycles(pages.board)[0]) == 2_001
