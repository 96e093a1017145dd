"""Linkage at the desk: links in exact words, and a precondition that nobody gets round."""

import pytest
from tests.desk.planning.office import DESK, GROUP

from backchannel.desk.planning import cases, linkage
from backchannel.errors import RuleError, UsageError
from backchannel.planning.acts import Ending
from backchannel.planning.linkage import LINK, Link, LinkType

WORDS = "We shall not get far on the ferries before the nets are paid for."


@pytest.fixture
def office(case):
    """A letter on the strait desk that says how the ferries hang on the nets."""
    letter = case.letter("ilse", "Dear all", WORDS, channel=DESK, readers=("greta", "karl"))
    case.settle("ilse", "greta", "karl")
    case.where = f"{DESK}/{letter.reference}"
    return case


def link(office, who="ilse", type_=LinkType.PRECONDITION, **more):
    return linkage.add(office.desks[who], "passage", "nets", type_, "Ostrava", rests=[f"{office.where}/2"], **more)


def test_a_link_is_explained_in_the_words_it_rests_on(office):
    """R52: type, holder, words, place, and that it does not block; asking to open the talks only warns."""
    link(office, type_=LinkType.NEEDS_PROGRESS, wording="before the NETS are paid for")
    office.settle("ilse", "greta", "karl")
    found, (shown,), others = linkage.explain(office.karl, "Passage")
    says = shown.link.says
    assert (says.type, says.holder, says.words) == (LinkType.NEEDS_PROGRESS, "Ostrava", "before the NETS are paid for")
    assert (shown.rests[0].address, shown.rests[0].text) == (f"{office.where}/2", WORDS)
    assert (shown.link.blocks, others, found.cycles) == (False, (), ())
    asked, _ = linkage.ask(office.karl, "passage")
    assert (asked.blocks, len(asked.warns)) == ((), 1)


def test_an_unmet_precondition_blocks_until_it_is_said_what_met_it(office):
    """Said by anybody of ours, with words, and kept with the passage that shows it."""
    link(office)
    office.settle("ilse", "greta", "karl")
    assert linkage.ask(office.greta, "passage")[0].blocks
    with office.refused(UsageError, "Say what met it"):
        linkage.meet(office.greta, "passage", "nets", "  ")
    linkage.meet(office.greta, "passage", "nets", "They were paid for", rests=[f"{office.where}/1"])
    office.settle("ilse", "greta", "karl")
    (shown,), _ = linkage.listed(office.karl)
    assert (shown.link.blocks, shown.link.act.ended.why) == (False, "They were paid for")
    assert [rest.text for rest in shown.rests] == [WORDS, "Dear all"]


def test_who_is_no_principal_drops_no_precondition(office):
    """Refused at Greta's desk, with nothing changed; a principal drops it, and what only warns anybody drops."""
    link(office)
    link(office, type_=LinkType.NEEDS_PROGRESS)
    office.settle("ilse", "greta", "karl")
    with office.refused(RuleError, "Only a principal drops"):
        linkage.drop(office.greta, "passage", "nets", "In a hurry", type_=LinkType.PRECONDITION)
    linkage.drop(office.greta, "passage", "nets", "It helps", type_=LinkType.NEEDS_PROGRESS)
    linkage.drop(office.ilse, "passage", "nets", "They hold it no longer", type_=LinkType.PRECONDITION)
    assert linkage.ask(office.ilse, "passage")[0].blocks == ()


def test_another_program_that_drops_or_retypes_a_precondition_unblocks_nothing(office):
    """Greta's desk leaves the rule out: at every desk the link blocks, and shows her act with the rule."""
    link(office)
    office.settle("ilse", "greta", "karl")
    with cases.change(office.greta) as acting:
        (kept,) = acting.board.every(LINK)
        kept = acting.revise(LINK, kept, kept.says, ended=Ending("dropped", "In a hurry"))
        says = kept.says
        acting.revise(LINK, kept, Link(says.issue, says.on, LinkType.NONE, says.words, says.holder))
    office.settle("ilse", "greta", "karl")
    for name in ("ilse", "greta", "karl"):
        asked, shown = linkage.ask(office.desks[name], "passage")
        assert [one.says.type for one in asked.blocks] == [LinkType.PRECONDITION]
        assert len(shown[asked.blocks[0].id].link.without_effect) == 2


def test_a_link_to_an_issue_that_a_reader_may_not_know_is_refused_before_him(office):
    """It would tell Karl of the issue; on the small group it stands, and he sees none."""
    cases.open_on(office.ilse, "", GROUP)
    cases.add_issue(office.ilse, "the price", onto=GROUP)
    rests = [f"{office.where}/2"]
    with office.refused(RuleError, "Karl Oden would learn"):
        linkage.add(office.ilse, "passage", "the price", LinkType.PRECONDITION, "Valdria", rests=rests, onto=DESK)
    linkage.add(office.ilse, "passage", "the price", LinkType.PRECONDITION, "Valdria", rests=rests, onto=GROUP)
    office.settle("ilse", "greta", "karl")
    assert linkage.ask(office.greta, "passage")[0].blocks
    assert linkage.listed(office.karl) == ((), ())


def test_what_is_no_link_is_refused(office):
    """Words that do not stand there, no address, a whole document, a stranger as holder, one issue alone, twice."""
    with office.refused(UsageError, "does not stand at"):
        link(office, wording="before the nets are sold")
    for on, holder, rests, words in (
        ("nets", "Valdria", [], "on which words"),
        ("nets", "Valdria", [office.where], "name the passage"),
        ("nets", "Atlantis", [f"{office.where}/2"], "is no party and no person"),
        ("passage", "Valdria", [f"{office.where}/2"], "does not hang on itself"),
        ("herring", "Valdria", [f"{office.where}/2"], "There is no issue"),
    ):
        with office.refused(UsageError, words):
            linkage.add(office.ilse, "passage", on, LinkType.NONE, holder, rests=rests)
    with office.refused(UsageError, "would be incompatible", typed="--if"):
        link(office, type_=LinkType.INCOMPATIBLE_IF)
    link(office)
    with office.refused(UsageError, "holds this link already"):
        link(office)
    with office.refused(UsageError, "No open link"):
        linkage.meet(office.ilse, "nets", "passage", "x")
