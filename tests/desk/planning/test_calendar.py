"""The calendar at several desks: who sees which stage, what a party gets, and what moves for whom."""

import re

import pytest
from tests.desk.planning.office import DESK, GROUP
from tests.desk.table import LINE, dump

from backchannel.desk.own_ledger import NAME as OWN
from backchannel.desk.planning import calendar, cases, telling
from backchannel.errors import BadInputError, RuleError, UsageError
from backchannel.planning.calendar.stages import STAGE
from backchannel.record.dates import parse

MONDAY = parse("2031-05-05")
PRIVATE = "private talks"


def names(desk):
    return [line.dated.kept.says.name for line in calendar.show(desk).lines]


def when(desk):
    return {line.dated.kept.says.name: str(line.dated.when or "") for line in calendar.show(desk).lines}


@pytest.fixture
def planned(case):
    """A paper and formal talks that all of Valdria's desk see, and private talks on the small group's channel."""
    cases.open_on(case.ilse, "", GROUP)
    for name, words, onto in (
        ("the paper", "by the end of May", DESK),
        ("formal talks", "about July first", DESK),
        (PRIVATE, "say around June 10th", GROUP),
    ):
        calendar.add(case.ilse, name, words, on=MONDAY, onto=onto)
    calendar.depends(case.ilse, PRIVATE, "the paper")
    calendar.depends(case.ilse, "formal talks", PRIVATE)
    telling.mark(case.ilse, "formal talks", "Norlund")
    case.settle("ilse", "greta", "karl")
    return case


def file_for(table, party="Norlund"):
    return telling.export_for(table.ilse, party).decode()


def test_a_private_track_is_not_on_the_board_of_who_may_not_see_it(planned):
    """Greta of the small group sees it; Karl sees neither it, nor that the talks need it, nor a gap."""
    assert names(planned.greta) == ["the paper", PRIVATE, "formal talks"]
    assert names(planned.karl) == ["the paper", "formal talks"]
    lines = {line.dated.kept.says.name: line.needs for line in calendar.show(planned.karl).lines}
    assert lines == {"the paper": (), "formal talks": ()}
    assert PRIVATE.encode().hex() not in repr(dump(planned.karl)) and PRIVATE not in repr(dump(planned.karl))


def test_learning_of_a_private_track_from_a_calendar(planned):
    """What Norlund gets is the same, byte for byte, as if there were neither paper nor private talks."""
    told = file_for(planned)
    assert "formal talks" in told
    for word in (PRIVATE, "paper", "June", "20310610", "strait", "Valdria"):
        assert word not in told
    calendar.add(planned.ilse, "a second track", "June 12th", on=MONDAY, onto=GROUP)
    calendar.depends(planned.ilse, "formal talks", "a second track")
    calendar.end(planned.ilse, PRIVATE, "dropped", "It is too early.")
    assert file_for(planned) == told


def test_learning_of_a_private_track_from_a_sequence_number(planned):
    """Entries have no number, no hour of making, and identifiers of which none follows from another or from ours."""
    telling.mark(planned.ilse, "the paper", "Norlund")
    first = file_for(planned)
    for word in ("SEQUENCE", "CREATED", "LAST-MODIFIED", "RELATED-TO"):
        assert word not in first
    uids = re.findall(r"UID:(.+)\r", first)
    ids = [line.dated.kept.id.hex() for line in calendar.show(planned.ilse).lines]
    assert len(set(uids)) == 2
    assert not any(uid in one or one in uid for uid in uids for one in ids)
    telling.mark(planned.ilse, "formal talks", "Sudmark")
    assert not set(uids) & set(re.findall(r"UID:(.+)\r", file_for(planned, "Sudmark")))
    telling.mark(planned.ilse, "the paper", "Norlund")
    assert re.findall(r"UID:(.+)\r", file_for(planned)) == uids


def test_learning_of_a_private_track_from_a_count(planned):
    """The file has as many entries as were marked, and says nowhere of how many."""
    assert file_for(planned).count("BEGIN:VEVENT") == 1
    told = file_for(planned)
    for number in range(5):
        calendar.add(planned.ilse, f"track {number}", "June 12th", on=MONDAY, onto=GROUP)
    assert file_for(planned) == told
    with planned.refused(UsageError, "There is no party"):
        telling.export_for(planned.ilse, "Atlantis")
    assert "BEGIN:V" not in file_for(planned, "Tervania").replace("BEGIN:VCALENDAR", "")


def test_learning_of_a_private_track_from_a_free_busy_export(planned):
    """Nothing in any file counts as busy, and one's own leaves private stages out unless one says otherwise."""
    own = telling.export_own(planned.ilse).decode()
    assert PRIVATE not in own and own.count("BEGIN:VEVENT") == 2
    neutral = telling.export_own(planned.ilse, telling.NEUTRAL).decode()
    assert PRIVATE not in neutral and neutral.count("SUMMARY:Private") == 1
    assert PRIVATE in telling.export_own(planned.ilse, telling.IN_FULL).decode()
    for text in (own, neutral, file_for(planned)):
        assert text.count("TRANSP:TRANSPARENT") == text.count("BEGIN:VEVENT") and "FREEBUSY" not in text


def test_learning_of_a_private_track_from_what_a_shift_writes(planned):
    """The private talks slip: Karl sees that the formal ones did, and not why; Norlund sees a date and no old words."""
    calendar.shift(planned.ilse, PRIVATE, 7, "They asked for a week in private.")
    planned.settle("ilse", "greta", "karl")
    assert when(planned.karl) == {"the paper": "../2031-05-31", "formal talks": "2031-07-08~"}
    everything = repr(dump(planned.karl))
    assert "in private" not in everything and PRIVATE not in everything
    told = file_for(planned)
    assert "20310708" in told and "July first" not in told and "moved" not in told.lower()


def test_a_dependency_on_a_private_stage_is_not_written_where_others_read(planned):
    """Not even if somebody asks for it."""
    calendar.independent(planned.ilse, "formal talks", PRIVATE)
    with planned.refused(RuleError, "Karl Oden would learn"):
        calendar.depends(planned.ilse, "formal talks", PRIVATE, onto=DESK)
    with planned.refused(RuleError, "Karl Oden would learn"):
        telling.mark(planned.ilse, PRIVATE, "Norlund", onto=DESK)


def test_a_calendar_does_not_go_where_another_party_reads(planned):
    """A stage on the line with the other side is refused, on one's own ledger it is one's own."""
    with planned.refused(RuleError, "stays on channels of Valdria alone"):
        calendar.add(planned.ilse, "their answer", "in June", onto=LINE)
    calendar.add(planned.ilse, "their answer", "in June", on=MONDAY, onto=OWN)
    planned.settle("ilse", "greta")
    assert "their answer" in names(planned.ilse) and "their answer" not in names(planned.greta)


def test_a_shift_that_is_only_looked_at_writes_nothing(planned):
    """And says what would move, the stage itself first."""
    with planned.unchanged():
        found = calendar.shift(planned.ilse, "the paper", 7, dry_run=True)
    assert [one.kept.says.name for one in found.moved] == ["the paper", PRIVATE, "formal talks"]
    calendar.shift(planned.ilse, "the paper", 7)
    assert when(planned.ilse) == {
        "the paper": "../2031-06-07",
        PRIVATE: "2031-06-17~",
        "formal talks": "2031-07-08~",
    }


def test_a_circle_is_refused_and_so_is_a_shift_of_nothing(planned):
    """Nothing is changed by either."""
    with planned.refused(RuleError, "a circle has no beginning"):
        calendar.depends(planned.ilse, "the paper", "formal talks")
    with planned.refused(RuleError, "a circle has no beginning"):
        calendar.depends(planned.ilse, "the paper", "the paper")
    with planned.refused(UsageError, "Say by how many days"):
        calendar.shift(planned.ilse, "the paper", 0)
    calendar.add(planned.ilse, "visit", "some day", onto=DESK)
    with planned.refused(UsageError, "has no date of its own"):
        calendar.shift(planned.ilse, "visit", 7)
    with planned.refused(BadInputError, "leaves the calendar"):
        calendar.shift(planned.ilse, "the paper", 9_000_000)
    with planned.refused(UsageError, "already"):
        calendar.add(planned.ilse, "The  PAPER", "in June", onto=DESK)
    with planned.refused(UsageError, "Say why"):
        calendar.end(planned.ilse, "the paper", "dropped")


def test_two_desks_that_date_a_stage_apart_keep_both_dates_and_nobody_is_told(planned):
    """Until one takes the place of both."""
    for name, words in (("ilse", "July 3"), ("greta", "July 9")):
        calendar.change(planned.desks[name], "formal talks", written=words, on=MONDAY)
    planned.settle("ilse", "greta", "karl")
    kept = next(one.dated.kept for one in calendar.show(planned.ilse).lines if one.dated.kept.is_disputed)
    assert {kept.says.when, *(says.when for says, _ in kept.beside)} == {"2031-07-03", "2031-07-09"}
    with planned.refused(UsageError, "Two statements stand"):
        telling.export_for(planned.ilse, "Norlund")
    with planned.refused(UsageError, "yours is put in place of both", typed="--settle"):
        calendar.shift(planned.ilse, "the paper", 7)
    calendar.change(planned.ilse, "formal talks", written="July 5", on=MONDAY, settle=True)
    assert "20310705" in file_for(planned)


def test_words_are_read_against_the_date_of_the_letter_on_which_they_rest(planned):
    """The passage stands beside the stage, and its letter's day is where the reading began."""
    letter = planned.letter("ilse", "Let us meet on Friday of this week.", channel=DESK, readers=("greta", "karl"),
                            date=parse("2031-06-02"))  # fmt: skip
    kept = calendar.add(
        planned.ilse, "meeting", "Friday of this week", rests=[f"{DESK}/{letter.reference}/1"], onto=DESK
    )
    assert (kept.says.when, str(kept.says.read_on)) == ("2031-06-06", "2031-06-02")
    shown = next(one for one in calendar.show(planned.ilse).lines if one.dated.kept.id == kept.id)
    assert [rest.text for rest in shown.rests] == ["Let us meet on Friday of this week."]


def test_a_mark_is_withdrawn_and_made_again_under_the_same_identifier(planned):
    """So that the party's program knows the entry again."""
    before = file_for(planned)
    telling.withdraw(planned.ilse, "formal talks", "Norlund", "Not now.")
    assert "BEGIN:VEVENT" not in file_for(planned)
    with planned.refused(UsageError, "is not marked"):
        telling.withdraw(planned.ilse, "formal talks", "Norlund")
    telling.mark(planned.ilse, "formal talks", "Norlund")
    assert file_for(planned).count("BEGIN:VEVENT") == before.count("BEGIN:VEVENT") == 1


def test_a_calendar_is_taken_in_once(planned):
    """What stands already is left, another date under the same name is another stage, a bad file changes nothing."""
    data = telling.export_own(planned.ilse, telling.IN_FULL)
    with planned.unchanged():
        found = telling.import_file(planned.ilse, data, onto=DESK)
        assert (len(found.stages), len(found.known)) == (0, 3)
    other = b"BEGIN:VEVENT\r\nSUMMARY:formal talks\r\nDTSTART;VALUE=DATE:20310705\r\nEND:VEVENT\r\n"
    with planned.refused(UsageError, "say on which this is written", typed="--onto"):
        telling.import_file(planned.ilse, other)
    found = telling.import_file(planned.ilse, other, onto=DESK)
    assert [stage.name for stage in found.stages] == ["formal talks (2031-07-05)"]
    assert telling.import_file(planned.ilse, other, onto=DESK).stages == ()
    with planned.refused(BadInputError, "no calendar file"):
        telling.import_file(planned.ilse, b"nothing", onto=DESK)


def test_everything_that_a_stage_said_is_kept(planned):
    """A shift and a change stand in the history of the thing."""
    calendar.shift(planned.ilse, "the paper", 7, "They asked for a week.")
    calendar.end(planned.ilse, "the paper", "done")
    with cases.reading(planned.ilse) as (_, board):
        kept = board.find(STAGE, "the paper", "stage")
        said = [(says.when, says.moved, says.why) for says, _ in board.history(STAGE, kept.thing)]
    assert said == [
        ("../2031-05-31", 0, ""),
        ("../2031-06-07", 7, "They asked for a week."),
        ("../2031-06-07", 7, "They asked for a week."),
    ]


def test_attack_learn_our_own_name_of_a_stage_from_the_words_of_another(case):
    """Norlund is told of the allied talks as “a meeting”: no words that go to it have our name, before or after."""
    calendar.add(case.ilse, "allied talks", "about 3 June 2031")
    calendar.add(case.ilse, "first talk", "immediately following the allied talks", on=parse("2031-05-05"))
    telling.mark(case.ilse, "allied talks", "Norlund", called="a meeting", words="early in June")
    with case.refused(RuleError, "has not by that name"):
        telling.mark(case.ilse, "first talk", "Norlund")
    telling.mark(case.ilse, "first talk", "Norlund", words="soon after the meeting")
    telling.mark(case.ilse, "allied talks", "Norlund")
    telling.mark(case.ilse, "first talk", "Norlund")
    with case.refused(RuleError, "has not by that name"):
        telling.mark(case.ilse, "allied talks", "Norlund", called="a meeting", words="early in June")
    assert b"allied talks" in telling.export_for(case.ilse, "Norlund")
