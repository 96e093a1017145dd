"""The board: the same things whatever the order of acts, nothing lost that was written apart, nothing by strangers."""

from dataclasses import dataclass, replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backchannel.errors import UsageError
from backchannel.planning.acts import Act, Ending, Writer
from backchannel.planning.board import Board
from backchannel.planning.kinds import Kind


@dataclass(frozen=True, slots=True)
class Plank:
    """A thing of the tests."""

    name: str
    length: int = 0


PLANK = Kind("plank", Plank)
LINE, OTHER = b"L" * 32, b"M" * 32
ILSE = Writer(b"i" * 32, "Ilse Maren", "Valdria", True)
GRETA = Writer(b"g" * 32, "Greta Lund", "Valdria", False)
TOMAS = Writer(b"t" * 32, "Tomas Reik", "Ostrava", True)


def named(text):
    return text.encode().ljust(32, b".")


def act(name, of="", after=(), *, says=None, by=ILSE, channel=LINE, kind="plank", time=1, ended=None, names=None):
    return Act(
        id=named(name),
        channel=channel,
        seq=time,
        writer=by,
        time=f"2031-05-05T08:00:{time:02}Z",
        type=kind,
        case=b"",
        of=named(of or name),
        after=tuple(named(one) for one in after),
        names=names or {},
        rests=(),
        ended=ended,
        says=says or {"name": name},
    )


def board_of(*acts):
    board = Board()
    for one in acts:
        board.take(one)
    return board


def seen(board):
    return [
        (one.id, one.says, one.ended, tuple((says, by.id) for says, by in one.beside)) for one in board.every(PLANK)
    ]


def test_a_revision_stands_in_place_of_what_it_names():
    """The last statement stands, and the first stays in the history."""
    board = board_of(act("a"), act("b", "a", ["a"], says={"name": "a", "length": 3}, time=2))
    (kept,) = board.every(PLANK)
    assert (kept.says, kept.is_disputed) == (Plank("a", 3), False)
    assert [says.length for says, _ in board.history(PLANK, kept.thing)] == [0, 3]


def test_two_revisions_made_apart_both_stand_until_one_takes_their_place():
    """Neither clock nor order decides between them, and nothing of either is lost."""
    apart = (
        act("a"),
        act("b", "a", ["a"], says={"name": "a", "length": 3}, time=2),
        act("c", "a", ["a"], says={"name": "a", "length": 4}, by=GRETA, time=3),
    )
    (kept,) = board_of(*apart).every(PLANK)
    assert kept.is_disputed
    assert {kept.says.length, *(says.length for says, _ in kept.beside)} == {3, 4}
    (settled,) = board_of(*apart, act("d", "a", ["b", "c"], says={"name": "a", "length": 5}, time=4)).every(PLANK)
    assert (settled.says.length, settled.is_disputed) == (5, False)


def test_another_party_cannot_revise_what_we_opened():
    """An ally's act that calls itself a revision of ours changes nothing, nor does one from another channel."""
    ours = act("a")
    for stranger in (act("b", "a", ["a"], by=TOMAS), act("b", "a", ["a"], channel=OTHER)):
        assert seen(board_of(ours, stranger)) == seen(board_of(ours))


def test_a_revision_of_another_type_changes_nothing():
    """A thing stays of the type by which it was opened."""
    assert seen(board_of(act("a"), act("b", "a", ["a"], kind="nail"))) == seen(board_of(act("a")))


def test_a_revision_whose_opening_is_not_here_says_nothing():
    """What somebody may not see does not show itself by what was said of it later."""
    board = board_of(act("b", "a", ["a"]))
    assert board.every(PLANK) == []
    board.take(act("a"))
    assert len(board.every(PLANK)) == 1


def test_what_has_ended_stays_and_can_be_taken_up_again():
    """An ending is a statement like another: kept with its reason, and followed by a later one."""
    dropped = act("b", "a", ["a"], says={"name": "a"}, ended=Ending("dropped", "too short"), time=2)
    board = board_of(act("a"), dropped)
    assert board.standing(PLANK) == []
    assert board.every(PLANK)[0].ended == Ending("dropped", "too short")
    board.take(act("c", "a", ["b"], says={"name": "a"}, time=3))
    assert [one.ended for one in board.standing(PLANK)] == [None]


def test_what_one_desk_ended_unseen_by_the_other_stands():
    """Whichever clock is ahead: the thing stands by what has not ended it, with the ending beside it."""
    for early, late in ((2, 3), (3, 2)):
        dropped = act("b", "a", ["a"], says={"name": "a"}, ended=Ending("dropped"), time=late)
        longer = act("c", "a", ["a"], says={"name": "a", "length": 4}, by=GRETA, time=early)
        (kept,) = board_of(act("a"), dropped, longer).standing(PLANK)
        assert (kept.says.length, [one.ended for _, one in kept.beside]) == (4, [Ending("dropped")])


def test_an_act_of_a_newer_version_stands_aside():
    """A field that this version does not know makes the act unread, and breaks nothing."""
    board = board_of(act("a"), act("b", says={"name": "b", "colour": "red"}))
    assert [one.says.name for one in board.every(PLANK)] == ["a"]
    assert [one.id for one in board.unread([PLANK])] == [named("b")]


def test_an_act_that_cannot_be_read_replaces_nothing():
    """A revision or an ending in a form that this version does not know hides nothing, and is counted as unread."""
    strange = act("b", "a", ["a"], says={"name": "a", "colour": "red"}, time=2, ended=Ending("dropped"))
    broken = act("c", "a", ["a", "b"], says={"name": 3}, time=3)
    board = board_of(act("a", says={"name": "a", "length": 1}), strange, broken)
    (kept,) = board.standing(PLANK)
    assert (kept.says, kept.is_disputed, kept.ended) == (Plank("a", 1), False, None)
    assert [says for says, _ in board.history(PLANK, kept.thing)] == [Plank("a", 1)]
    assert [one.id for one in board.unread([PLANK])] == [named("b"), named("c")]


def test_what_is_written_in_the_place_of_an_unread_act_stands_in_the_place_of_what_that_named():
    """Whoever could read it saw both, so nothing stands twice; what he did not see stays beside."""
    strange = act("b", "a", ["a"], says={"name": "a", "colour": "red"}, time=2)
    later = act("c", "a", ["b"], says={"name": "a", "length": 3}, by=GRETA, time=3)
    (kept,) = board_of(act("a"), strange, later).every(PLANK)
    assert (kept.says.length, kept.is_disputed) == (3, False)
    apart = act("d", "a", ["a"], says={"name": "a", "length": 4}, time=4)
    (kept,) = board_of(act("a"), strange, later, apart).every(PLANK)
    assert {kept.says.length, *(says.length for says, _ in kept.beside)} == {3, 4}


def test_asking_for_a_thing_as_another_kind_hides_it_from_nobody():
    """A stranger's act of another type under its id changes nothing, in whatever order one asks."""
    nail = Kind("nail", Plank)
    board = board_of(act("a"), act("b", "a", ["a"], kind="nail"))
    assert board.every(nail) == []
    assert [one.says.name for one in board.every(PLANK)] == ["a"]


def test_a_name_that_two_things_have_is_asked_for_by_number():
    """Ended things give their names free; two that stand are told apart by number."""
    board = board_of(act("a", says={"name": "oak"}), act("b", says={"name": "Oak"}, time=2))
    with pytest.raises(UsageError, match="more than one plank"):
        board.find(PLANK, "OAK", "plank")
    assert board.find(PLANK, named("b").hex()[:12], "plank").id == named("b")
    board.take(act("c", "a", ["a"], says={"name": "oak"}, ended=Ending("dropped")))
    assert board.find(PLANK, " oak ", "plank").id == named("b")
    with pytest.raises(UsageError, match="no plank"):
        board.find(PLANK, "elm", "plank")


def test_what_names_a_thing_is_found_by_it():
    """Only by what it names now, in the part that was asked for."""
    board = board_of(act("a"), act("b", names={"on": (named("a"),)}), act("c", names={"under": (named("a"),)}, time=2))
    assert [one.says.name for one in board.naming(PLANK, named("a"))] == ["b", "c"]
    assert [one.says.name for one in board.naming(PLANK, named("a"), "under")] == ["c"]


@st.composite
def stories(draw):
    """Acts of several people who revise what they have seen, or a part of it; and an order in which they come."""
    acts = []
    for number in range(draw(st.integers(1, 12))):
        known = [one for one in acts if draw(st.booleans())]
        writer = draw(st.sampled_from([ILSE, GRETA, TOMAS]))
        says = {"name": draw(st.sampled_from("ab")), **({"length": number} if number else {})}
        ended = Ending("dropped") if draw(st.integers(0, 4)) == 0 else None
        here = replace(act(f"n{number}", by=writer, says=says, time=draw(st.integers(1, 3))), ended=ended)
        if known:
            thing = draw(st.sampled_from(known)).of
            here = replace(here, of=thing, after=tuple(one.id for one in known if one.of == thing))
        acts.append(here)
    return acts, draw(st.permutations(acts))


@given(stories())
def test_a_board_carried_on_is_the_board_folded_from_the_start(story):
    """In any order, looked at after every act or only at the end, twice or once: the same things."""
    acts, order = story
    whole = board_of(*acts)
    carried = Board()
    for one in order:
        carried.take(one)
        seen(carried)
        carried.take(one)
    assert seen(carried) == seen(whole)
    kept = whole.every(PLANK)
    said = [{act.id for _, act in whole.history(PLANK, one.thing)} for one in kept]
    assert all({one.act.id, *(by.id for _, by in one.beside)} <= acts_ for one, acts_ in zip(kept, said, strict=True))


def test_no_later_act_takes_a_thing_out_of_the_list_of_its_kind():
    """Not one without the form of the kind, and not one that names something else."""
    board = board_of(
        act("beam"),
        act("plank", names={"on": (named("beam"),)}),
        act("spoiled", of="plank", after=("plank",), says={"length": "long"}, time=2),
    )
    assert [one.id for one in board.naming(PLANK, named("beam"))] == [named("plank")]
    assert [one.id for one in board.things(PLANK, named("beam"))] == [named("plank")]
    assert [one.id for one in board.things(PLANK)] == [named("beam"), named("plank")]
    assert board.things(PLANK, named("nothing")) == []


def test_what_a_thing_named_when_it_was_opened_it_keeps():
    """A later act that names something else takes it out of no list of what was opened for it."""
    board = board_of(
        act("beam"),
        act("plank", names={"on": (named("beam"),)}),
        act("moved", of="plank", after=("plank",), says={"name": "plank"}, time=2),
    )
    assert board.naming(PLANK, named("beam")) == []
    assert [one.id for one in board.opened_naming(PLANK, named("beam"), "on")] == [named("plank")]
    assert board.opened_naming(PLANK, named("beam"), "under") == []


def test_what_a_fold_made_is_made_anew_when_an_act_came():
    """Kept while nothing came, so that a view is not folded twice; never shown after an act that it has not seen."""
    made = []

    def lengths(board):
        made.append(board.taken)
        return [kept.says.length for kept in board.every(PLANK)]

    board = board_of(act("a"))
    assert (board.folded(lengths), board.folded(lengths)) == ([0], [0])
    board.take(act("b", "a", ["a"], says={"name": "a", "length": 3}, time=2))
    assert (board.folded(lengths), made) == ([3], [1, 2])
