"""Interests at the desk: what is entered, and drafts bound to it in the words that they have."""

import pytest
from tests.desk.planning.office import DESK, GROUP

from backchannel.desk.own_ledger import NAME as OWN
from backchannel.desk.planning import cases, interests
from backchannel.errors import RuleError, UsageError
from backchannel.planning.interests import Nature, Part, State

DRAFT = """\
# Reply on the strait

Ferries pass while there is ice.

Our pilots need not be on board.

Norlund guarantees that nobody is stopped.
"""


@pytest.fixture
def draft(tmp_path):
    """A reply of three passages."""
    path = tmp_path / "reply.md"
    path.write_text(DRAFT, encoding="utf-8")
    return path


@pytest.fixture
def office(case):
    """The case with a letter on the strait desk, an essential and a tradable that rest on it."""
    letter = case.letter("ilse", "Ferries pass.", "Pilots steer.", channel=DESK, readers=("greta", "karl"))
    case.settle("ilse", "greta", "karl")
    where = f"{DESK}/{letter.reference}"
    interests.add(case.ilse, "free passage", Nature.ESSENTIAL, "passage", "All winter", rests=[f"{where}/1"])
    interests.add(
        case.ilse,
        "pilots",
        Nature.TRADABLE,
        "passage",
        "Ours steer",
        condition="another guarantee",
        look=["guarantees"],
        rests=[f"{where}/2"],
    )
    case.where = where
    case.settle("ilse", "greta", "karl")
    return case


def states(desk, draft):
    return [line.state for line in interests.check(desk, str(draft)).check.lines]


def test_occupation_of_the_helm_is_given_up_only_with_a_guarantee(office, draft):
    """R34: the right that is dropped without a passage that meets its condition is a gap, at every desk of ours."""
    interests.bind(office.greta, str(draft), "free passage", 1)
    interests.bind(office.greta, str(draft), "pilots", 2, Part.GIVES)
    checked = interests.check(office.greta, str(draft))
    assert [line.state for line in checked.check.lines] == [State.KEPT, State.UNCONDITIONAL]
    assert [look.passage for look in checked.check.lines[1].look] == [3]
    assert checked.interests[1].rests[0].text == "Pilots steer."
    interests.bind(office.greta, str(draft), "pilots", 3, Part.MEETS)
    office.settle("ilse", "greta", "karl")
    for name in ("ilse", "greta", "karl"):
        assert states(office.desks[name], draft) == [State.KEPT, State.TRADED]


def test_a_draft_that_was_changed_after_it_was_bound_is_open_again(office, draft):
    """One word of the passage that met the condition; bound anew it is met again, and both sayings are kept."""
    for name, passage, part in (
        ("free passage", 1, None),
        ("pilots", 2, Part.GIVES),
        ("pilots", 3, Part.MEETS),
    ):
        interests.bind(office.ilse, str(draft), name, passage, part)
    draft.write_text(DRAFT.replace("guarantees that nobody", "hopes that nobody"), encoding="utf-8")
    assert states(office.ilse, draft) == [State.KEPT, State.REOPENED]
    again = interests.bind(office.ilse, str(draft), "pilots", 3, Part.MEETS)
    assert states(office.ilse, draft) == [State.KEPT, State.TRADED]
    assert len(again.thing.history) == 2
    assert interests.bind(office.ilse, str(draft), "pilots", 3, Part.MEETS).act == again.act


def test_what_was_bound_is_taken_back_with_the_reason(office, draft):
    """Then the draft no longer gives it away, and nobody has said anything."""
    interests.bind(office.ilse, str(draft), "pilots", part=Part.GIVES)
    assert interests.unbind(office.ilse, str(draft), "pilots", "It says so after all") == 1
    assert states(office.ilse, draft) == [State.GAP, State.UNSAID]
    with office.refused(UsageError, "Nothing of this draft is bound"):
        interests.unbind(office.ilse, str(draft), "pilots", "Again")


def test_the_same_file_under_another_name_is_another_draft(office, draft):
    """A copy of a checked draft is not a checked draft."""
    interests.bind(office.ilse, str(draft), "free passage", 1)
    copy = draft.with_name("reply-2.md")
    copy.write_text(DRAFT, encoding="utf-8")
    assert states(office.ilse, copy)[0] is State.GAP


def test_a_letter_is_bound_by_its_own_id_and_not_before_who_may_not_read_it(office):
    """A draft on the line with the other side is Ilse's alone: bound on the strait desk it would betray the line."""
    letter = office.letter("ilse", "Ferries pass.")
    where = f"The lock-keepers' line/{letter.reference}"
    with office.refused(RuleError, "of a letter that they may not read"):
        interests.bind(office.ilse, where, "free passage", 1)
    kept = interests.bind(office.ilse, where, "free passage", 1, onto=OWN)
    assert kept.says.draft == letter.header.id.hex()
    assert interests.check(office.ilse, where).check.lines[0].state is State.KEPT


def test_an_interest_of_the_small_group_is_bound_there_and_nowhere_wider(office, draft):
    """By itself the binding goes where the interest stands; on the strait desk Karl would learn of it."""
    cases.open_on(office.ilse, "", GROUP)
    interests.add(
        office.ilse, "the price", Nature.ESSENTIAL, "passage", "Less than nine", rests=[office.where], onto=GROUP
    )
    with office.refused(RuleError, "Karl Oden would learn"):
        interests.bind(office.ilse, str(draft), "the price", 1, onto=DESK)
    interests.bind(office.ilse, str(draft), "the price", 1)
    office.settle("ilse", "greta", "karl")
    assert len(states(office.greta, draft)) == 3
    assert len(states(office.karl, draft)) == 2


def test_what_is_no_interest_is_refused(office, draft):
    """Without a passage to rest on, a condition, an audience, a known issue, a new name, or a passage that is there."""
    desk, rests = office.ilse, [office.where]
    for nature, more, words in (
        (Nature.ESSENTIAL, {"rests": []}, "on which passage"),
        (Nature.TRADABLE, {"rests": rests}, "has the condition"),
        (Nature.PRESENTATION, {"rests": rests}, "to whom it looks so"),
        (Nature.ESSENTIAL, {"rests": rests, "condition": "ice"}, "Only a tradable"),
        (Nature.ESSENTIAL, {"rests": ["nowhere/3"]}, "There is no"),
    ):
        with office.refused(UsageError, words):
            interests.add(desk, "new", nature, "passage", "what", **more)
    with office.refused(UsageError, "There is no issue"):
        interests.add(desk, "new", Nature.ESSENTIAL, "herring", "what", rests=rests)
    with office.refused(UsageError, "already"):
        interests.add(desk, " Free  PASSAGE", Nature.ESSENTIAL, "passage", "what", rests=rests)
    with office.refused(UsageError, "has no passage 9"):
        interests.bind(desk, str(draft), "free passage", 9)
    with office.refused(UsageError, "or meets its condition", typed="--as"):
        interests.bind(desk, str(draft), "pilots", 2)
    with office.refused(UsageError, "Name the passage"):
        interests.bind(desk, str(draft), "pilots", 0, Part.MEETS)
    with office.refused(UsageError, "There is no file"):
        interests.check(desk, "no-such-draft")


def test_a_dropped_interest_is_readable_with_its_reason_and_asks_for_nothing(office, draft):
    """It leaves the check and stays in the register of all."""
    interests.drop(office.ilse, "pilots", "Norlund sends them")
    assert states(office.ilse, draft) == [State.GAP]
    assert [one.kept.says.name for one in interests.register(office.ilse)] == ["free passage"]
    assert interests.register(office.ilse, dropped=True)[1].kept.ended.why == "Norlund sends them"
