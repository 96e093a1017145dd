"""Who knows of a letter, how, since when and by what source: ours as recorded, theirs as claims (R11, R12)."""

import pytest
from tests.desk.table import LINE

from backchannel.desk import channels, knowledge, letters
from backchannel.errors import BadInputError, RuleError, UsageError
from backchannel.protocol.knowledge import Way


def of(table, name, reference, date=""):
    return {(k.person, k.way, k.weight) for k in knowledge.of_letter(table.desks[name], LINE, reference, date)}


def test_our_side_is_recorded_and_the_other_side_is_a_claim(sides):
    """Whom a letter was sealed to is recorded for our party; of the other party it is never called recorded."""
    letter = sides.letter("ilse", "One", readers=["greta", "tomas", "pavel"])
    sides.settle()
    assert of(sides, "ilse", letter.reference) == {
        ("Ilse Maren", Way.WROTE, "recorded"),
        ("Greta Lund", Way.SEALED_TO, "recorded"),
        ("Tomas Reik", Way.SEALED_TO, "claimed"),
        ("Pavel Dorn", Way.SEALED_TO, "claimed"),
    }
    for name in ("ilse", "greta", "tomas", "pavel"):
        party = sides.desks[name].card.party
        for known in knowledge.of_letter(sides.desks[name], LINE, letter.reference):
            assert (known.weight == "recorded") == (known.party == party)


def test_only_one_s_own_reading_is_known_as_reading(pair):
    """That the other side has read is not known here: only that it can open. One's own first reading is dated."""
    letter = pair.letter("ilse", "One")
    pair.settle()
    pair.wait(days=2)
    letters.show(pair.tomas, LINE, letter.reference)
    assert ("Tomas Reik", Way.READ, "recorded") in of(pair, "tomas", letter.reference)
    assert ("Tomas Reik", Way.SEALED_TO, "claimed") in of(pair, "ilse", letter.reference)
    day = pair.now.strftime("%Y-%m-%d")
    (mine,) = [k for k in knowledge.of_letter(pair.tomas, LINE, letter.reference) if k.way is Way.READ]
    assert mine.since.startswith(day)


def test_a_courier_carried_what_he_cannot_open(pair):
    """A courier is recorded as knowing of the letter; he is no member, no reader, and holds no key."""
    letter = pair.letter("ilse", "One")
    noted = knowledge.note(
        pair.ilse, LINE, letter.reference, person="Otto Brandt", party="Valdria", way="carried", since="2031-05-05"
    )
    assert (noted.way, noted.weight) == (Way.CARRIED, "recorded")
    assert ("Otto Brandt", Way.CARRIED, "recorded") in of(pair, "ilse", letter.reference)
    assert all(m.name != "Otto Brandt" for m in pair.state("ilse").members.values())
    pair.settle()
    assert all(person != "Otto Brandt" for person, _, _ in of(pair, "tomas", letter.reference))


def test_a_note_may_be_made_of_a_letter_that_one_cannot_read(sides):
    """Who hands over an envelope notes its courier without opening it."""
    letter = sides.letter("ilse", "One")
    sides.settle()
    knowledge.note(sides.greta, LINE, letter.reference, person="Otto Brandt", party="Valdria", way="carried")
    assert of(sides, "greta", letter.reference) == {("Otto Brandt", Way.CARRIED, "recorded")}


def test_a_charter_without_couriers_has_none(empty):
    """Where the charter knows no couriers none is noted; other ways of knowing are."""
    for name in ("ilse", "tomas"):
        empty.create(name)
    empty.introduce(("ilse", "tomas"))
    empty.open_line(("ilse", "tomas"), rules='courier = "none"')
    letter = empty.letter("ilse", "One")
    with empty.refused(RuleError, "no couriers"):
        knowledge.note(empty.ilse, LINE, letter.reference, person="Otto Brandt", party="Valdria", way="carried")
    knowledge.note(empty.ilse, LINE, letter.reference, person="Otto Brandt", party="Valdria", way="told")


def test_the_other_side_s_knowledge_is_never_recorded(pair):
    """A note about the other side is a claim, an inference or something seen, and names its source."""
    letter = pair.letter("ilse", "One")
    more = {"person": "Runa Falk", "party": "Ostrava", "way": "told"}
    with pair.refused(RuleError, "not ours to record"):
        knowledge.note(pair.ilse, LINE, letter.reference, **more, weight="recorded", source="Tomas Reik")
    with pair.refused(UsageError, "from where"):
        knowledge.note(pair.ilse, LINE, letter.reference, **more)
    noted = knowledge.note(pair.ilse, LINE, letter.reference, **more, source="Tomas Reik said so at the gate")
    assert (noted.weight, noted.source) == ("claimed", "Tomas Reik said so at the gate")


@pytest.mark.parametrize(("way", "weight"), [("dreamt", ""), ("wrote", ""), ("told", "certain")])
def test_a_way_or_weight_that_there_is_not_is_refused(pair, way, weight):
    """Ways and weights are those of the list; writing is shown by the ledger and never noted."""
    letter = pair.letter("ilse", "One")
    with pair.refused(UsageError, "A way is one of"):
        knowledge.note(pair.ilse, LINE, letter.reference, person="Otto Brandt", party="Valdria", way=way, weight=weight)


def test_a_day_that_is_none_is_refused(pair):
    """A note is dated by a day that exists."""
    letter = pair.letter("ilse", "One")
    with pair.refused(BadInputError, ""):
        knowledge.note(
            pair.ilse, LINE, letter.reference, person="Otto Brandt", party="Valdria", way="told", since="2031-02-30"
        )


def test_who_knew_on_a_day(pair):
    """On a day are listed those who knew by then, and nobody who was told later."""
    letter = pair.letter("ilse", "One")
    sent = pair.now.strftime("%Y-%m-%d")
    pair.wait(days=10)
    for person, since in (("Otto Brandt", sent), ("Runa Falk", "2031-05-12")):
        knowledge.note(pair.ilse, LINE, letter.reference, person=person, party="Valdria", way="told", since=since)
    assert of(pair, "ilse", letter.reference, "2031-05-04") == set()
    assert {p for p, _, _ in of(pair, "ilse", letter.reference, "2031-05-11")} == {
        "Ilse Maren",
        "Tomas Reik",
        "Otto Brandt",
    }
    assert "Runa Falk" in {p for p, _, _ in of(pair, "ilse", letter.reference, "2031-05-12")}


def test_a_person_whom_nobody_told_lists_nothing(sides):
    """Of somebody who is in no note and reads no letter nothing is listed, nor of what this desk cannot see."""
    letter = sides.letter("ilse", "One")
    sides.settle()
    assert knowledge.of_person(sides.ilse, "Runa Falk") == []
    assert knowledge.of_person(sides.ilse, "Greta Lund") == []
    assert knowledge.of_person(sides.greta, "Tomas Reik") == []
    assert [r for _, r, _ in knowledge.of_person(sides.ilse, "Tomas Reik")] == [letter.reference]


def test_an_opened_and_a_shared_letter_show_through_whom_he_knows(sides):
    """Who can read it because it was opened or shared is listed with the act, its author's reference and its reason."""
    letter = sides.letter("ilse", "One")
    sides.settle()
    letters.open_to(sides.ilse, LINE, letter.reference, "Greta Lund", "She drafts.")
    letters.share(sides.tomas, LINE, letter.reference, ["Pavel Dorn"], "He files.")
    sides.settle()
    found = {k.person: k for k in knowledge.of_letter(sides.tomas, LINE, letter.reference)}
    assert "opened by maren-" in found["Greta Lund"].source
    assert "She drafts." in found["Greta Lund"].source
    assert "by reik-" in found["Pavel Dorn"].source
    assert "He files." in found["Pavel Dorn"].source
    assert found["Pavel Dorn"].weight == "recorded"


def test_notes_stay_on_our_own_side(sides):
    """A note goes onto one's own ledger or a channel of one's own party; onto a line with others it is refused."""
    letter = sides.letter("ilse", "One")
    sides.settle()
    more = {"person": "Otto Brandt", "party": "Valdria", "way": "told"}
    with sides.refused(RuleError, "stay on our own side"):
        knowledge.note(sides.ilse, LINE, letter.reference, **more, onto=LINE)
    sides.open_line(("ilse",), ("greta",), title="Our file room")
    knowledge.note(sides.ilse, LINE, letter.reference, **more, onto="Our file room")
    sides.settle("ilse", "greta")
    assert ("Otto Brandt", Way.TOLD, "recorded") in of(sides, "greta", letter.reference)
    assert ("Otto Brandt", Way.TOLD, "recorded") not in of(sides, "tomas", letter.reference)


def test_a_third_party_s_people_make_a_channel_not_ours(three):
    """A line on which anybody of another party ever was takes no notes, though he was removed or has left."""
    letter = three.letter("ilse", "One")
    channels.leave(three.tomas, LINE)
    channels.leave(three.hanne, LINE)
    three.settle()
    with three.refused(RuleError, "stay on our own side"):
        knowledge.note(three.ilse, LINE, letter.reference, person="Otto Brandt", party="Valdria", way="told", onto=LINE)


def test_notes_do_not_reach_the_other_side(pair):
    """After a note nothing more travels than before it."""
    letter = pair.letter("ilse", "One")
    pair.settle()
    before = letters.every(pair.tomas, LINE)
    knowledge.note(pair.ilse, LINE, letter.reference, person="Otto Brandt", party="Valdria", way="told")
    assert pair.carry("ilse", "tomas").entries == ()
    assert letters.every(pair.tomas, LINE) == before
