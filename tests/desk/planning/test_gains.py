"""Gains at the desk: each against the present, with the passage of the proposal."""

import pytest
from tests.desk.planning.office import DESK, GROUP
from tests.desk.table import LINE

from backchannel.desk.own_ledger import NAME as OWN
from backchannel.desk.planning import cases, gains
from backchannel.errors import RuleError, UsageError
from backchannel.planning.gains import Flag, Sort
from backchannel.planning.interests import INTEREST, Interest, Nature


@pytest.fixture
def note(case):
    """A note on the strait desk that offers us four ferries, which we have, for the ice, which we would clear."""
    letter = case.letter(
        "ilse", "Four ferries pass each day.", "Valdria clears the ice.", channel=DESK, readers=("greta", "karl")
    )
    case.settle("ilse", "greta", "karl")
    case.note = f"{DESK}/{letter.reference}"
    return case


def add(case, who, sort, passage="1", party="Valdria", **more):
    return gains.add(
        case.desks[who], more.pop("proposal", case.note), party, sort, "what", "now", rests=[passage], **more
    )


def test_the_horse_that_we_have_already_is_not_bought_again(note):
    """R14: kept against something given: no new gain for us, at every desk of ours, with the words that say so."""
    add(note, "greta", Sort.KEPT)
    add(note, "ilse", Sort.GIVEN, "2")
    add(note, "ilse", Sort.NEW, "2", party="Ostrava")
    note.settle("ilse", "greta", "karl")
    for name in ("ilse", "greta", "karl"):
        drawn = gains.draw(note.desks[name], note.note)
        (share, lines), _ = drawn.shares
        assert share.flags == (Flag.NO_NEW_GAIN, Flag.TWICE)
        assert not drawn.balance.is_settled
        assert {line.rests[0].text for line in lines} == {"Four ferries pass each day.", "Valdria clears the ice."}
        assert gains.listed(note.desks[name])[0].balance == drawn.balance


def test_a_line_that_was_dropped_no_longer_counts(note):
    """With its reason; and what is left is nothing said."""
    kept = add(note, "ilse", Sort.KEPT)
    gains.drop(note.ilse, kept.id.hex()[:8], "The note does not say so")
    assert gains.draw(note.ilse, note.note).balance.unsaid == ("Valdria",)
    with note.refused(UsageError, "Say why"):
        gains.drop(note.ilse, kept.id.hex()[:8], " ")


def test_a_thing_of_the_case_is_a_proposal_by_its_name(note):
    """The line stands where the thing stands, and not before who may not read it."""
    cases.open_on(note.ilse, "", GROUP)
    with cases.change(note.ilse) as acting:
        acting.open(INTEREST, Interest("the price", Nature.ESSENTIAL, "passage", "w"), onto=GROUP)
    with note.refused(RuleError, "Karl Oden would learn"):
        add(note, "ilse", Sort.NEW, f"{note.note}/1", proposal="the price", onto=DESK)
    add(note, "ilse", Sort.NEW, f"{note.note}/1", proposal="The  Price")
    note.settle("ilse", "greta", "karl")
    assert [drawn.called for drawn in gains.listed(note.greta)] == ["the price"]
    assert gains.listed(note.karl) == ()


def test_a_letter_of_the_private_line_is_no_proposal_before_who_may_not_read_it(note):
    """On the strait desk it would betray the line; on Ilse's own ledger it is weighed."""
    letter = note.letter("ilse", "We would let six ferries pass.")
    where = f"{LINE}/{letter.reference}"
    with note.refused(RuleError, "of a letter that they may not read"):
        add(note, "ilse", Sort.NEW, proposal=where)
    add(note, "ilse", Sort.NEW, proposal=where, onto=OWN)
    assert gains.draw(note.ilse, where).called == where


def test_what_is_no_gain_is_refused(note):
    """Without the present position, a passage, a party of the case, or a proposal that is there."""
    for proposal, party, present, rests, words in (
        (note.note, "Valdria", " ", ["1"], "how the party stands at present"),
        (note.note, "Valdria", "now", [], "on which passage"),
        (note.note, "Atlantis", "now", ["1"], "There is no party"),
        ("the tunnel", "Valdria", "now", ["1"], "is no document here"),
        ("passage", "Valdria", "now", ["1"], "is no document here"),
    ):
        with note.refused(UsageError, words):
            gains.add(note.ilse, proposal, party, Sort.NEW, "what", present, rests=rests)
