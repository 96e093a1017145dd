"""Guidelines: taken from a document, answered in each draft by a passage or a reason, open again when words change."""

import pytest
from tests.desk.planning.office import DESK, GROUP

from backchannel.desk.planning import cases, comments, guidelines
from backchannel.errors import RuleError, UsageError
from backchannel.planning.acts import Ending
from backchannel.planning.guidelines import GUIDELINE, Guideline

LIST = "For the paper"
DRAFT = """\
We propose that pilots of both shores board every ship.

The lamps at the narrows burn all night.

Nothing of this is taken from the papers of last winter.
"""


def states(desk, draft, **more):
    return [str(one.state) for one in guidelines.check(desk, "", draft, **more).guidelines]


@pytest.fixture
def three(case, tmp_path):
    """Three guidelines taken from Ilse's letter to the desk, and a draft on Greta's machine."""
    letter = case.letter(
        "ilse",
        "What I think we should say is this:",
        "Make it fresh; it should not look like last winter.",
        "Protect the lamps.",
        "Do not insist on pilots if other guarantees can be had.",
        channel=DESK,
        readers=("greta", "karl"),
    )
    case.settle("ilse", "greta", "karl")
    case.at = f"{DESK}/{letter.reference}"
    guidelines.take(case.ilse, LIST, [f"{case.at}/{number}" for number in (2, 3, 4)])
    case.settle("ilse", "greta", "karl")
    case.draft = tmp_path / "draft.md"
    case.draft.write_text(DRAFT, encoding="utf-8")
    return case


def test_passages_are_taken_as_guidelines_each_with_its_words_and_place(three):
    """As many guidelines as passages were named, in their order, seen at every desk of the channel."""
    for name in ("ilse", "karl"):
        (listed,), rests = guidelines.every(three.desks[name])
        assert [one.says.text for one in listed.guidelines] == [
            "Make it fresh; it should not look like last winter.",
            "Protect the lamps.",
            "Do not insist on pilots if other guarantees can be had.",
        ]
        assert [rests[one.act.rests[0]].address for one in listed.guidelines] == [f"{three.at}/{n}" for n in (2, 3, 4)]


def test_nothing_is_answered_by_itself(three):
    """However like the words are: a person says which passage answers."""
    assert states(three.greta, str(three.draft)) == ["open", "open", "open"]


def test_a_passage_or_a_reason_answers_until_the_words_change(three):
    """A passage that only moves still answers; one that is worded anew does not, nor a reason once it changes."""
    draft = str(three.draft)
    guidelines.answer(three.greta, "", "1", draft, passage=3)
    guidelines.answer(three.greta, "", "2", draft, passage=2)
    guidelines.answer(three.greta, "", "3", draft, reason="No other guarantee is to be had.")
    assert states(three.greta, draft) == ["answered", "answered", "not answered, with a reason"]
    assert guidelines.check(three.greta, LIST, draft).open == ()
    three.draft.write_text("A new beginning.\n\n" + DRAFT.replace("all night", "till dawn"), encoding="utf-8")
    found = guidelines.check(three.greta, LIST, draft).guidelines
    assert [(str(one.state), one.passages) for one in found] == [
        ("answered", (4,)),
        ("open again", ()),
        ("open again", ()),
    ]
    guidelines.answer(three.greta, "", "2", draft, passage=3)
    guidelines.answer(three.greta, "", "3", draft, reason="No other guarantee is to be had.")
    assert guidelines.check(three.greta, LIST, draft).open == ()
    assert [len(one.answers) for one in guidelines.check(three.greta, LIST, draft).guidelines] == [1, 1, 1]


def test_each_draft_answers_for_itself(three):
    """An answer for one draft is none for another, even with the same words; --as says that it is the same."""
    guidelines.answer(three.greta, "", "2", str(three.draft), passage=2)
    other = three.draft.with_name("draft-2.md")
    other.write_text(DRAFT, encoding="utf-8")
    assert states(three.greta, str(other)) == ["open", "open", "open"]
    assert states(three.greta, str(other), name="draft.md") == ["open", "answered", "open"]


def test_a_draft_that_is_a_letter_is_known_by_its_own_id_at_every_desk(three):
    """Whatever a desk calls the channel; and who may not read the letter keeps others from speaking of it there."""
    letter = three.letter("greta", "The lamps burn all night.", channel=DESK, readers=("ilse", "karl"))
    three.settle("ilse", "greta", "karl")
    guidelines.answer(three.greta, LIST, "2", f"{DESK}/{letter.reference}", passage=1)
    three.settle("ilse", "greta", "karl")
    assert states(three.karl, f"{DESK}/{letter.reference}") == ["open", "answered", "open"]


def test_two_desks_answer_apart_and_both_answers_are_shown(three):
    """No answer is lost: the guideline is answered by the passages of both."""
    for name, at in (("greta", 1), ("karl", 3)):
        guidelines.answer(three.desks[name], "", "1", str(three.draft), passage=at)
    three.settle("ilse", "greta", "karl")
    first = guidelines.check(three.ilse, "", str(three.draft)).guidelines[0]
    assert (first.passages, len(first.answers)) == ((1, 3), 2)


def test_a_guideline_is_struck_out_with_the_reason_and_stays(three):
    """It is asked of no draft any more; the others keep their numbers."""
    with three.refused(UsageError, "Say why the guideline is struck out"):
        guidelines.strike(three.ilse, "", "2", " ")
    guidelines.strike(three.ilse, "", "2", "The lamps are agreed")
    assert [one.number for one in guidelines.check(three.ilse, "", str(three.draft)).guidelines] == [1, 3]
    (listed,), _ = guidelines.every(three.ilse)
    assert listed.guidelines[1].ended.why == "The lamps are agreed"


def test_attack_soften_a_guideline_that_was_given(three):
    """Other words in its place, or an end without a reason, have no effect at any desk."""
    with cases.change(three.greta) as acting:
        kept = acting.board.every(GUIDELINE)[1]
        acting.revise(GUIDELINE, kept, Guideline("Think of the lamps."))
    with cases.change(three.greta) as acting:
        kept = acting.board.every(GUIDELINE)[2]
        acting.revise(GUIDELINE, kept, kept.says, ended=Ending("struck out"))
    three.settle("ilse", "greta", "karl")
    for name in ("ilse", "greta", "karl"):
        (listed,), _ = guidelines.every(three.desks[name])
        assert [(one.says.text, one.ended) for one in listed.guidelines][1:] == [
            ("Protect the lamps.", None),
            ("Do not insist on pilots if other guarantees can be had.", None),
        ]


def test_what_does_not_answer_is_refused(three):
    """Neither or both of passage and reason, a passage that is not there, a guideline that is not there."""
    draft = str(three.draft)
    with three.refused(UsageError, "Say which passage of the draft answers it"):
        guidelines.answer(three.greta, "", "1", draft)
    with three.refused(UsageError, "Say which passage of the draft answers it"):
        guidelines.answer(three.greta, "", "1", draft, passage=1, reason="Both")
    for number in (4, -1):
        with three.refused(UsageError, "has no passage"):
            guidelines.answer(three.greta, "", "1", draft, passage=number)
    for which in ("4", "0", "", "²", "abcdef"):
        with three.refused(UsageError, "has no one guideline"):
            guidelines.answer(three.greta, "", which, draft, passage=1)
    with three.refused(UsageError, "is a guideline of “For the paper” already"):
        guidelines.take(three.ilse, LIST, [f"{three.at}/2"])
    with three.refused(UsageError, "is no passage with words"):
        guidelines.take(three.ilse, LIST, [three.at])


def test_attack_let_karl_learn_of_the_memorandum_from_the_guidelines(three):
    """A passage of a letter that he may not read is no guideline where he reads; on the small group it is."""
    letter = three.letter("ilse", "Do not tell the desk.", channel=DESK, readers=("greta",))
    with three.refused(RuleError, "Karl Oden would learn from this"):
        guidelines.take(three.ilse, LIST, [f"{DESK}/{letter.reference}/1"])
    cases.open_on(three.ilse, "", GROUP)
    guidelines.take(three.ilse, "Quietly", [f"{DESK}/{letter.reference}/1"], onto=GROUP)
    three.settle()
    assert [one.kept.says.name for one in guidelines.every(three.karl)[0]] == [LIST]
    assert {one.kept.says.name for one in guidelines.every(three.greta)[0]} == {LIST, "Quietly"}


def test_comments_stand_beside_a_guideline(three):
    """By its number; kept as any comment is."""
    (listed,), _ = guidelines.every(three.karl)
    comments.add(three.karl, listed.guidelines[2].id.hex()[:8], "Which other guarantees?")
    three.settle("ilse", "karl")
    (listed,), _ = guidelines.every(three.ilse)
    assert [one.says.text for one in listed.comments[listed.guidelines[2].id]] == ["Which other guarantees?"]
