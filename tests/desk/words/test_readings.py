"""Readings placed on record: open until words of the other side say otherwise, however long they are silent."""

import os
from pathlib import Path

import pytest
from tests.desk.table import LINE, dump

from backchannel.desk import archive, importing, letters, retention
from backchannel.desk.words import readings
from backchannel.desk.words.readings import CONFIRMED, CORRECTED, LAPSED, OPEN
from backchannel.errors import NotAReaderError, RuleError, UsageError

THEIRS = (
    "We would let four ferries pass each day until the ice closes the strait.",
    "The pilots must be able to work under the rules of their own guild.",
)
OURS = (
    "You write of “four ferries” each day. I take it that this includes the mail boat.",
    (
        "As you say that “the pilots must be able to work under the rules of their own guild”, I am sure you are not "
        "insisting on a guild of your own in our half. We assume that fog counts as ice."
    ),
)


@pytest.fixture
def line(pair):
    """A letter of Tomas, and one of Ilse in answer, which both have."""
    pair.first = pair.letter("tomas", *THEIRS).reference
    pair.settle()
    pair.sent = pair.letter("ilse", *OURS, answers=pair.first).reference
    pair.settle()
    return pair


@pytest.fixture
def placed(line):
    """A reading on record at Ilse's desk: that the four ferries include the mail boat."""
    assert readings.place(line.ilse, f"{line.sent}/1").number == 1
    return line


def test_readings_are_suggested_with_their_words_and_ours(line):
    """Each sentence that looks like a reading is shown with its phrase and the passage of theirs that is near it."""
    found = readings.suggested(line.ilse, line.sent)
    assert [(one.phrase, one.theirs.address, one.placed) for one in found] == [
        ("I take it", f"{LINE}/{line.first}/1", False),
        ("I am sure you are not", f"{LINE}/{line.first}/2", False),
        ("We assume", f"{LINE}/{line.first}/2", False),
    ]
    assert found[0].ours.text == "I take it that this includes the mail boat."
    assert archive.find(line.ilse, found[0].ours.address).address.span is not None
    assert [one.phrase for one in readings.suggested(line.ilse, f"{line.sent}/1")] == ["I take it"]


def test_a_reading_is_placed_with_both_sides_words(placed):
    """It is open, has our words and the passage that they read, and is suggested no more as new."""
    (one,) = readings.listed(placed.ilse)
    assert (one.state, one.days, one.changes, one.changed) == (OPEN, 0, (), False)
    assert (one.ours.text, one.theirs.text) == ("I take it that this includes the mail boat.", THEIRS[0])
    assert (one.ours.authors, one.theirs.authors) == (("Ilse Maren",), ("Tomas Reik",))
    assert [s.placed for s in readings.suggested(placed.ilse, placed.sent)] == [True, False, False]


def test_any_words_of_our_letter_can_be_placed(line):
    """By the characters of an address or by the words themselves, of whatever passage of theirs."""
    one = readings.place(line.ilse, f"{line.sent}/2", f"{line.first}/1", "fog counts as ice")
    assert one.ours.text == "fog counts as ice"
    assert readings.place(line.ilse, f"{line.sent}/1:0-9", f"{line.first}/1:3-8").theirs.text == "would"


@pytest.mark.parametrize(
    ("ours", "theirs", "words", "error", "says"),
    [
        ("{sent}/2", "", "", UsageError, "2 sentences"),
        ("{sent}/2", "", "no such words", UsageError, "0 times"),
        ("{sent}/1", "", "e", UsageError, "0 times"),
        ("{sent}", "{first}/1", "", UsageError, "names no passage"),
        ("{sent}/1", "{first}", "", UsageError, "names no passage"),
        ("{sent}/9", "{first}/1", "", UsageError, "has no passage"),
        ("{first}/1", "{first}/2", "ferries", RuleError, "no letter of our side"),
        ("{sent}/1", "{sent}/2", "", RuleError, "not of our own letter"),
    ],
)
def test_what_cannot_be_placed_is_refused(line, ours, theirs, words, error, says):
    """A reading has words of ours that can be told, and a passage of theirs."""
    names = {"sent": line.sent, "first": line.first}
    with line.refused(error, says):
        readings.place(line.ilse, ours.format(**names), theirs.format(**names), words)


def test_words_are_placed_once(placed):
    """The same words, or some of them, are not on record twice."""
    for words in ("", "the mail boat"):
        with placed.refused(UsageError, "on record already, as reading 1"):
            readings.place(placed.ilse, f"{placed.sent}/1", f"{placed.first}/1", words)


def test_another_letter_of_our_own_is_not_read(line):
    """Our colleague's words are not the other side's."""
    before = line.letter("ilse", "Four ferries, we said.").reference
    with line.refused(RuleError, "is of our own side"):
        readings.place(line.ilse, f"{line.sent}/1", f"{before}/1")


def test_a_letter_that_came_later_cannot_have_been_read(line):
    """What they wrote with our letter before them is not what our letter read."""
    later = line.letter("tomas", "Six ferries.").reference
    line.settle()
    with line.refused(RuleError, "is later than our letter"):
        readings.place(line.ilse, f"{line.sent}/1", f"{later}/1")


def test_silence_never_confirms(placed):
    """After ninety days, and after ten years, without a reply a reading is open, and only older."""
    for days, age in ((90, 90), (3650, 3740)):
        placed.wait(days=days)
        (one,) = readings.listed(placed.ilse, only_open=True)
        assert (one.state, one.days, one.changes) == (OPEN, age, ())


def test_letters_that_say_nothing_of_it_change_nothing(placed):
    """Neither a reply, nor an acknowledgement, nor any number of them, changes a state by itself."""
    for _ in range(3):
        placed.letter("tomas", "We have your letter, and agree with all of it.", answers=placed.sent)
    letters.acknowledge(placed.tomas, LINE, placed.sent, "Agreed in everything.")
    placed.settle()
    assert [one.state for one in readings.listed(placed.ilse)] == [OPEN]


def test_their_words_confirm_and_later_words_correct(placed):
    """Each change rests on a passage, with its day, who noted it, and a remark; the last one counts."""
    yes = placed.letter("tomas", "Dear colleague:", "The mail boat is among the four.", answers=placed.sent).reference
    placed.wait(days=3)
    no = placed.letter("tomas", "After all the mail boat is not among them.").reference
    placed.settle()
    one = readings.change(placed.ilse, 1, CONFIRMED, f"{yes}/2", "in so many words")
    assert one.state == CONFIRMED
    assert readings.listed(placed.ilse, only_open=True) == ()
    one = readings.change(placed.ilse, 1, CORRECTED, f"{no}/1:0-9")
    assert [(c.state, c.rests, c.person, c.when, c.remark) for c in one.changes] == [
        (CONFIRMED, f"{LINE}/{yes}/2", "Ilse Maren", placed.ilse.now(), "in so many words"),
        (CORRECTED, f"{LINE}/{no}/1:0-9", "Ilse Maren", placed.ilse.now(), ""),
    ]


def test_our_own_later_words_make_it_lapse_and_nothing_else(placed):
    """We may let our reading go by a later letter; confirming it so is refused."""
    later = placed.letter("ilse", "Of the mail boat I speak no more.").reference
    for state in (CONFIRMED, CORRECTED):
        with placed.refused(RuleError, "was not written by those whose words were read"):
            readings.change(placed.ilse, 1, state, f"{later}/1")
    assert readings.change(placed.ilse, 1, LAPSED, f"{later}/1").state == LAPSED


def test_ones_own_words_do_not_confirm_a_reading(placed):
    """Neither the letter that placed it, nor a colleague's, nor one that quotes their assent."""
    for reference in (placed.sent, placed.letter("ilse", "Reik told me: “the mail boat is among them”.").reference):
        with placed.refused(RuleError, "was not written by"):
            readings.change(placed.ilse, 1, CONFIRMED, f"{reference}/1")


def test_an_earlier_letter_does_not_confirm_a_reading(placed):
    """Not the words that were read, and not a letter that crossed ours and only bears a later time."""
    with placed.refused(RuleError, "was not written with our letter at hand"):
        readings.change(placed.ilse, 1, CONFIRMED, f"{placed.first}/1")


def test_a_letter_that_crossed_ours_does_not_confirm_a_reading(pair):
    """What they sealed later by the clock, but without our letter, says nothing of our reading."""
    first = pair.letter("tomas", *THEIRS).reference
    pair.settle()
    sent = pair.letter("ilse", *OURS, answers=first).reference
    pair.wait(days=5)
    crossed = pair.letter("tomas", "The mail boat is among them.").reference
    pair.settle()
    readings.place(pair.ilse, f"{sent}/1")
    with pair.refused(RuleError, "was not written with our letter at hand"):
        readings.change(pair.ilse, 1, CONFIRMED, f"{crossed}/1")


def test_a_letter_of_somebody_elses_channel_does_not_confirm_a_reading(three):
    """A third party, or the same person on another channel, did not answer what was sent here."""
    three.open_line(("ilse", "tomas"), title="The narrow line")
    first = three.letter("tomas", *THEIRS).reference
    three.settle()
    sent = three.letter("ilse", *OURS, answers=first).reference
    three.settle()
    readings.place(three.ilse, f"{LINE}/{sent}/1")
    third = three.letter("hanne", "The mail boat is among them.").reference
    apart = three.letter("tomas", "The mail boat is among them.", channel="The narrow line").reference
    three.settle()
    with three.refused(RuleError, "was not written by those whose words were read"):
        readings.change(three.ilse, 1, CONFIRMED, f"{LINE}/{third}/1")
    with three.refused(RuleError, "is not of the channel"):
        readings.change(three.ilse, 1, CONFIRMED, f"The narrow line/{apart}/1")
    assert readings.change(three.ilse, 1, LAPSED, f"{LINE}/{third}/1").state == LAPSED


def test_a_share_of_our_own_letter_does_not_confirm_a_reading(sides):
    """When they hand our letter on, its words are still ours."""
    first = sides.letter("tomas", *THEIRS).reference
    sides.settle("ilse", "greta", "tomas", "pavel")
    sent = sides.letter("ilse", *OURS, answers=first).reference
    sides.settle("ilse", "greta", "tomas", "pavel")
    readings.place(sides.ilse, f"{sent}/1")
    shared = letters.share(sides.tomas, LINE, sent, ["Ilse Maren", "Pavel Dorn"], "He must know it.").reference
    sides.settle("ilse", "greta", "tomas", "pavel")
    with sides.refused(RuleError, "shares somebody's letter"):
        readings.change(sides.ilse, 1, CONFIRMED, f"{shared}/1")


def test_an_imported_paper_does_not_confirm_what_was_sent_on_a_channel(placed):
    """A file that anybody could have written, under their name, is not their letter."""
    path = placed.folder / "reik.txt"
    path.write_text("From: Tomas Reik\nDate: 4 November 2031\n\nThe mail boat is among them.\n", encoding="utf-8")
    importing_of(placed.ilse, path)
    with placed.refused(RuleError, "is not of the channel"):
        readings.change(placed.ilse, 1, CONFIRMED, "reik/1")


def test_a_reading_is_confirmed_once(placed):
    """The second time is refused, and a lapsed reading stays lapsed, until the change is taken back."""
    later = placed.letter("tomas", "The mail boat is among the four.").reference
    placed.settle()
    readings.change(placed.ilse, 1, CONFIRMED, f"{later}/1")
    with placed.refused(UsageError, "is confirmed already"):
        readings.change(placed.ilse, 1, CONFIRMED, f"{later}/1")
    readings.change(placed.ilse, 1, LAPSED, f"{later}/1")
    with placed.refused(UsageError, "is lapsed already"):
        readings.change(placed.ilse, 1, CONFIRMED, f"{later}/1")
    assert readings.take_back(placed.ilse, 1).state == CONFIRMED


@pytest.mark.parametrize(
    ("number", "state", "rests", "error", "says"),
    [
        (2, CONFIRMED, "{first}/1", UsageError, "no reading 2"),
        (1, "open", "{first}/1", UsageError, "no state of a reading"),
        (1, CONFIRMED, "{first}", UsageError, "names no passage"),
        (1, CONFIRMED, "reik-99/1", UsageError, "names no letter"),
        (1, CONFIRMED, "", UsageError, ""),
    ],
)
def test_a_change_without_words_to_rest_on_is_none(placed, number, state, rests, error, says):
    """No state without the address of a passage that is here."""
    with placed.refused(error, says):
        readings.change(placed.ilse, number, state, rests.format(first=placed.first))


def test_taking_back_leaves_nothing(placed):
    """The last change first, then the reading itself; its number is not given again."""
    assert readings.take_back(placed.ilse, 1) is None
    assert readings.listed(placed.ilse) == ()
    with placed.refused(UsageError, "no reading 1"):
        readings.take_back(placed.ilse, 1)
    assert readings.place(placed.ilse, f"{placed.sent}/1").number == 2


def test_who_may_not_read_a_letter_rests_nothing_on_it(sides):
    """A letter that is not open to this desk cannot be cited here."""
    first = sides.letter("tomas", *THEIRS).reference
    sides.settle("ilse", "greta", "tomas", "pavel")
    with sides.refused(NotAReaderError, "not a letter whose words"):
        readings.suggested(sides.greta, first)


def test_a_reading_goes_with_its_letter(empty):
    """When retention erases one of the two letters, the reading and its changes go."""
    for name in ("ilse", "tomas"):
        empty.create(name)
    empty.introduce(("ilse", "tomas"))
    empty.open_line(("ilse", "tomas"), rules="retention_days = 30")
    first = empty.letter("tomas", *THEIRS).reference
    empty.settle()
    empty.wait(days=20)
    sent = empty.letter("ilse", *OURS, answers=first).reference
    empty.settle()
    readings.place(empty.ilse, f"{sent}/1")
    later = empty.letter("tomas", "The mail boat is among them.").reference
    empty.settle()
    readings.change(empty.ilse, 1, CONFIRMED, f"{later}/1")
    empty.wait(days=11)
    assert len(readings.listed(empty.ilse)) == 1
    retention.retire(empty.ilse, LINE)
    assert readings.listed(empty.ilse) == ()
    assert dump(empty.ilse)["reading_changes"] == []


def importing_of(desk, *paths):
    """Import files, to the end."""
    for _ in importing.import_files(desk, importing.files_of(paths)) or ():
        pass


def test_the_letter_of_october_1961_has_two_readings_at_least(pair):
    """R09: in the real letter the two are suggested, of the passage that it quotes, and stay open without a reply."""
    folder = Path(os.environ.get("BACKCHANNEL_RECORD") or Path(__file__).parents[4] / "shared" / "record")
    volume = folder / "frus1961-63v06.xml.gz"
    if not volume.is_file():
        pytest.skip("the record is not on this machine (BACKCHANNEL_RECORD)")
    importing_of(pair.ilse, volume)
    ours, theirs = "frus1961-63v06/d22", "frus1961-63v06/d21"
    found = readings.suggested(pair.ilse, ours, theirs)
    assert {"I take it", "I am sure you are not"} <= {one.phrase for one in found}
    for one in found:
        assert readings.place(pair.ilse, one.ours.address, one.theirs.address).state == OPEN
    assert {one.theirs.address for one in found} == {f"{theirs}/24"}
    with pair.refused(RuleError, "was not written by"):
        readings.change(pair.ilse, 1, CONFIRMED, f"{ours}/16")
    with pair.refused(RuleError, "was not written with our letter at hand"):
        readings.change(pair.ilse, 1, CONFIRMED, f"{theirs}/24")
    pair.wait(days=90)
    still = readings.listed(pair.ilse, only_open=True)
    assert len(still) == len(found) >= 2
    assert all(one.days > 90 for one in still)
