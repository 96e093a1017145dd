"""Drafts: on our own side alone, nothing saved is lost, and each is sealed once."""

import random

import pytest
from tests.desk.table import LINE, dump

from backchannel.desk import draft_sealing, drafting, drafts, letters
from backchannel.desk.drafting import FIRST, Said
from backchannel.desk.planning.acting import Acting
from backchannel.desk.planning.boards import BETWEEN_PARTIES
from backchannel.errors import BadInputError, RuleError, UsageError
from backchannel.planning.drafts import DRAFT, OF, PASSAGE, Draft, DraftPassage, Head, between

HOUSE = "Our own house"


@pytest.fixture
def house(sides):
    """Ilse and Greta of Valdria have a channel of their own beside the line with Ostrava."""
    sides.open_line(("ilse",), ("greta",), title=HOUSE)
    return sides


def texts(desk, name="Ours"):
    """The texts of a draft."""
    return [one.says.text for one in drafts.show(desk, name).draft.passages]


def number(desk, at=1, name="Ours"):
    """The number of a passage."""
    return drafts.show(desk, name).draft.passages[at - 1].id.hex()


def written(desk):
    """All that stands on the ledgers of a desk."""
    return dump(desk)["entries"]


def test_a_draft_never_stands_on_a_channel_with_another_party(house):
    """What we have not said yet is not for its eyes."""
    with house.refused(RuleError, "would read this on"):
        drafting.new(house.ilse, "Ours", onto=LINE)


def test_a_draft_is_not_shared_with_a_colleague_who_may_not_read_what_it_answers(house):
    """Greta would learn from it of a letter that went to the principals alone."""
    letter = house.letter("tomas", "For your eyes.")
    house.settle()
    with house.refused(RuleError, "Greta Lund would learn"):
        drafting.new(house.ilse, answers=letter.header.id.hex(), onto=HOUSE)
    mine = drafting.new(house.ilse, answers=letter.header.id.hex())
    assert mine.kept.says.name == f"Answer to {letter.reference}" and drafts.every(house.greta) == []


def test_a_draft_is_not_shared_with_a_colleague_who_is_not_on_the_channel_that_it_is_for(house):
    """Greta is not on the line with Norlund, so she does not learn of it from a draft; nor by a later word of it."""
    house.open_line(("ilse", "hanne"), title="The Norlund line")
    with house.refused(RuleError, "Greta Lund would learn of the channel"):
        drafting.new(house.ilse, "Ours", channel="The Norlund line", onto=HOUSE)
    drafting.new(house.ilse, "Ours", onto=HOUSE)
    with house.refused(RuleError, "Greta Lund would learn of the channel"):
        drafting.set_head(house.ilse, "Ours", channel="The Norlund line")


def test_what_another_party_calls_a_draft_is_none_of_ours(house):
    """Acts of this kind on the line with Ostrava are not listed, and add nothing to a draft of ours."""
    drafting.new(house.ilse, "Ours", onto=HOUSE)
    drafting.insert(house.ilse, "Ours", "As we wrote it.")
    ours = drafts.show(house.ilse, "Ours").draft.id
    with house.tomas.vault.change(moves_position=True) as db:
        acting = Acting(db, house.tomas, BETWEEN_PARTIES)
        theirs = acting.open(DRAFT, Draft("Seal this"), onto=LINE)
        acting.open(PASSAGE, DraftPassage("Put in by Ostrava.", "a"), onto=LINE, names={OF: (theirs.id,)})
        with pytest.raises(UsageError):
            acting.open(PASSAGE, DraftPassage("Put in by Ostrava.", "a"), onto=LINE, names={OF: (ours,)})
    house.settle()
    assert [one.draft.kept.says.name for one in drafts.every(house.ilse)] == ["Ours"]
    assert texts(house.ilse) == ["As we wrote it."]
    with pytest.raises(UsageError):
        drafts.show(house.ilse, "Seal this")


def test_two_desks_that_save_one_passage_apart_lose_neither(house):
    """Both texts stand at both desks; nothing is sealed before one is put in place of both."""
    drafting.new(house.ilse, "Ours", channel=LINE, onto=HOUSE)
    drafting.insert(house.ilse, "Ours", "At first.")
    house.settle()
    drafting.put(house.ilse, "Ours", "1", "As Ilse has it.")
    drafting.put(house.greta, "Ours", "1", "As Greta has it.")
    house.settle()
    for desk in (house.ilse, house.greta):
        (one,) = drafts.show(desk, "Ours").draft.disputed
        assert {one.says.text, *(says.text for says, _ in one.beside)} == {"As Ilse has it.", "As Greta has it."}
    with house.refused(UsageError, "two versions were saved apart"):
        draft_sealing.seal(house.ilse, "Ours")
    with house.refused(UsageError, "both statements stand"):
        drafting.put(house.ilse, "Ours", "1", "As both have it.")
    (one,) = drafts.show(house.ilse, "Ours").draft.disputed
    drafting.settle(house.ilse, "Ours", "1", "As both have it.", [act.id for act in one.thing.statements])
    house.settle()
    assert texts(house.greta) == ["As both have it."]
    assert draft_sealing.seal(house.greta, "Ours").author.name == "Greta Lund"


def test_a_save_takes_the_place_only_of_what_its_writer_had_seen(pair):
    """A text that was saved meanwhile stands beside it; the same text sent again writes nothing."""
    drafting.new(pair.ilse, "Ours")
    (kept,) = drafting.insert(pair.ilse, "Ours", "At first.")
    seen = (kept.act.id,)
    drafting.put(pair.ilse, "Ours", "1", "One window.", seen=seen)
    before = written(pair.ilse)
    drafting.put(pair.ilse, "Ours", "1", "One window.", seen=seen)
    assert written(pair.ilse) == before
    found = drafting.put(pair.ilse, "Ours", "1", "The other.", seen=seen)
    assert found.is_disputed and len(found.thing.statements) == 2
    before = written(pair.ilse)
    drafting.put(pair.ilse, "Ours", "1", "One window.", seen=seen)
    assert written(pair.ilse) == before


def test_passages_are_put_moved_taken_out_and_put_back(pair):
    """In whatever order, with what they answer and how they are marked."""
    drafting.new(pair.ilse, "Ours")
    drafting.insert(pair.ilse, "Ours", "B\n\nD", Said(answers=(3, 1)))
    drafting.insert(pair.ilse, "Ours", "C", after="1")
    drafting.insert(pair.ilse, "Ours", "A", after=FIRST)
    assert texts(pair.ilse) == ["A", "B", "C", "D"]
    assert drafts.show(pair.ilse, "Ours").draft.passages[1].says.answers == (1, 3)
    drafting.move(pair.ilse, "Ours", "4", up=True)
    drafting.move(pair.ilse, "Ours", "1", up=True)
    drafting.move(pair.ilse, "Ours", "1", up=False)
    assert texts(pair.ilse) == ["B", "A", "D", "C"]
    gone = number(pair.ilse, 2)
    drafting.remove(pair.ilse, "Ours", "2")
    assert texts(pair.ilse) == ["B", "D", "C"]
    drafting.put_back(pair.ilse, "Ours", gone[:8])
    assert texts(pair.ilse) == ["B", "A", "D", "C"]


@pytest.mark.parametrize(
    ("error", "says", "act"),
    [
        (UsageError, "needs words", lambda desk: drafting.insert(desk, "Ours", " \n ")),
        (UsageError, "divide it in two", lambda desk: drafting.insert(desk, "Ours", "a" * 20_001)),
        (UsageError, "nobody sees", lambda desk: drafting.put(desk, "Ours", "1", "a\u2066b")),
        (UsageError, "names its issue", lambda desk: drafting.insert(desk, "Ours", "a", Said(issue="tolls"))),
        (UsageError, "has no passage 2", lambda desk: drafting.put(desk, "Ours", "2", "a")),
        (UsageError, "is no passage of this draft", lambda desk: drafting.remove(desk, "Ours", "abcdef12")),
        (UsageError, "There is a draft", lambda desk: drafting.new(desk, "ours")),
        (UsageError, "needs a name", lambda desk: drafting.new(desk, " ")),
        (UsageError, "There is no draft", lambda desk: drafting.put(desk, "Theirs", "1", "a")),
        (UsageError, "for no channel yet", lambda desk: draft_sealing.seal(desk, "Ours")),
        (BadInputError, "kind is none of", lambda desk: drafting.set_head(desk, "Ours", head=Head(kind="song"))),
        (UsageError, "which channel", lambda desk: drafting.set_head(desk, "Ours", readers=["Tomas Reik"])),
    ],
)
def test_what_is_refused_leaves_the_draft_as_it_was(pair, error, says, act):
    """Each refusal says what is wrong, and nothing is kept of it."""
    drafting.new(pair.ilse, "Ours")
    drafting.insert(pair.ilse, "Ours", "As it was.")
    with pair.refused(error, says):
        act(pair.ilse)


def test_a_crash_between_the_letter_and_the_end_of_its_draft_leaves_neither(pair, monkeypatch):
    """The letter and the end of the draft are one change: it is sealed once, or not at all."""
    drafting.new(pair.ilse, "Ours", channel=LINE)
    drafting.insert(pair.ilse, "Ours", "Once.")

    def crash(*_, **__):
        raise RuntimeError

    monkeypatch.setattr(draft_sealing, "end", crash)
    with pair.unchanged(), pytest.raises(RuntimeError):
        draft_sealing.seal(pair.ilse, "Ours")
    monkeypatch.undo()
    draft_sealing.seal(pair.ilse, "Ours")
    with pair.refused(UsageError, "was sealed"):
        draft_sealing.seal(pair.ilse, "Ours")
    assert [one.document.passages[0].text for one in letters.every(pair.ilse, LINE)] == ["Once."]


def test_a_draft_on_the_channel_on_which_it_is_sealed_keeps_its_chain(house):
    """The letter and the end of the draft are written on one channel, in one change."""
    drafting.new(house.ilse, "Ours", channel=HOUSE, onto=HOUSE)
    drafting.insert(house.ilse, "Ours", "To our own house.")
    drafting.set_head(house.ilse, "Ours", readers=["Greta Lund"])
    letter = draft_sealing.seal(house.ilse, "Ours")
    house.settle()
    assert letters.show(house.greta, HOUSE, letter.reference).document.passages[0].text == "To our own house."
    assert drafts.show(house.greta, "Ours").draft.kept.says.letter == letter.header.id.hex()


def test_readers_are_those_who_were_chosen(house):
    """Chosen on the draft, they are the letter's readers; the others see a number."""
    drafting.new(house.ilse, "Ours", channel=LINE)
    drafting.insert(house.ilse, "Ours", "For Pavel.")
    drafting.set_head(house.ilse, "Ours", readers=["Pavel Dorn"], head=Head(subject="The lamp"))
    readers, rule = draft_sealing.possible_readers(house.ilse, "Ours")
    assert [one.member.name for one in readers if one.chosen] == ["Pavel Dorn"] and rule
    letter = draft_sealing.seal(house.ilse, "Ours")
    house.settle()
    assert letters.show(house.pavel, LINE, letter.reference).document.subject == "The lamp"
    assert [one.document for one in letters.every(house.tomas, LINE)] == [None]


def test_there_is_always_a_place_between_two_places():
    """Wherever passages are put in, and however often."""
    chosen, places = random.Random(7), []
    for _ in range(2_000):
        at = chosen.randrange(len(places) + 1)
        before = places[at - 1] if at else ""
        after = places[at] if at < len(places) else ""
        made = between(before, after)
        assert before < made and (not after or made < after)
        places.insert(at, made)
    assert max(map(len, places)) < 40 and between("n", "n") > "n"
