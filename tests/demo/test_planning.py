"""What the desks hold once the planning was played, and what they do not: each knows what it should, and no more."""

from datetime import UTC, datetime

import pytest
from tests.desk.table import dump

from backchannel.demo import texts
from backchannel.demo.cast import EKDAL, HOLT, MARRIN, TADAN, VESMAR
from backchannel.demo.planning import papers
from backchannel.demo.planning.calendar import FOR_VINDLAND, VISIT
from backchannel.demo.planning.company import (
    ALLIES,
    BANK_LINE,
    BERG,
    CASE,
    COMPANY,
    FALK,
    GROUP,
    KOST,
    LINES,
    LUNDE,
    OFFICE,
    required,
)
from backchannel.demo.planning.group import OPTIONS
from backchannel.demo.planning.neighbours import CONSULTATION, PROPOSAL
from backchannel.demo.planning.posts import CIRCULAR
from backchannel.demo.planning.sea import INCIDENT, PLEDGE, TOPIC
from backchannel.demo.stage import CHANNEL
from backchannel.desk import letters
from backchannel.desk.planning import (
    allies,
    calendar,
    cases,
    circulars,
    groups,
    incidents,
    options,
    owed,
    pledges,
    positions,
    press,
)
from backchannel.desk.planning.consultation import asked, consultations, orders, proposals
from backchannel.errors import RuleError, UsageError
from backchannel.vault import channels

pytestmark = [pytest.mark.slow, pytest.mark.loopback]

AFTERWARDS = datetime(2025, 9, 3, 20, tzinfo=UTC)
OURS = (HOLT, EKDAL, FALK, MARRIN)


def held(desk):
    """Everything that a vault has in words: its tables, and every letter that opens there."""
    with desk.vault.read() as db:
        names = [channel.name for channel in channels.every(db)]
    opened = [letter.document for name in names for letter in letters.every(desk, name)]
    return repr(dump(desk)) + repr(opened) + repr(names)


@pytest.fixture(scope="module")
def everything(played):
    """What each desk has in words, by its person."""
    found = {}
    for person in (*OURS, VESMAR, TADAN, *(one for one in COMPANY if one is not FALK)):
        with played.desk(person, AFTERWARDS) as desk:
            found[person] = held(desk)
    return found


def begins(name):
    """The beginning of each passage of a paper, as long as no line break comes."""
    return [passage.text.split("\n")[0][:50] for passage in papers.document(name).passages]


def test_the_adviser_has_no_word_of_the_small_group(everything):
    """Neither its name, its papers, its options, its rungs nor its private track are in her vault; the note is."""
    secret = [
        GROUP,
        VISIT,
        OPTIONS,
        "What the nine boats need",
        "With a review",
        "For the next letter",
        PLEDGE,
        INCIDENT,
    ]
    secret += [words for name in ("memorandum", "first-thoughts", "paper") for words in begins(name)]
    for words in secret:
        assert words in everything[FALK] or words in everything[HOLT], words
        assert words not in everything[MARRIN], words
    for words in begins("note"):
        assert words in everything[MARRIN], words


def test_the_other_side_has_the_proposal_and_nothing_of_how_it_came_about(everything, played):
    """On the bank line three letters; of the case, the allies and the posts not a word at either desk of Suvria."""
    with played.desk(VESMAR, AFTERWARDS) as desk:
        found = letters.every(desk, BANK_LINE)
        # The protest and its answer are of the same minute.
        assert sorted(one.author.name for one in found) == sorted((HOLT.name, HOLT.name, VESMAR.name))
        assert "for five autumns" in found[0].document.passages[0].text
        with desk.vault.read() as db:
            assert db.execute("SELECT count(*) FROM acts WHERE plan != x''").fetchone() == (0,)
    for person in (VESMAR, TADAN):
        for words in (CASE, GROUP, OFFICE, CONSULTATION, CIRCULAR, *(one.name for one in COMPANY)):
            assert words not in everything[person], (person.name, words)
    assert "five autumns, by weight" not in everything[TADAN]


def test_an_ally_sees_what_was_put_to_it_and_no_other_ally(everything, played):
    """One question, its own answer; nothing of the case, of whom else was asked, or of the letters."""
    for ally in ALLIES:
        others = [one for one in ALLIES if one is not ally]
        for words in (CASE, GROUP, OFFICE, CHANNEL, BANK_LINE, *(one.name for one in others)):
            assert words not in everything[ally], (ally.name, words)
        for words in (f"With {one.party}" for one in others):
            assert words not in everything[ally], (ally.name, words)
        with played.desk(ally, AFTERWARDS) as desk:
            (put,) = asked.received(desk)
            assert [given.says.party for given in put.answers] == [ally.party]
            with pytest.raises(UsageError, match="no case"):
                cases.show(desk)


def test_a_post_has_both_texts_and_learns_of_no_other(everything, played):
    """The circular and its correction came to each; the list, the other post and the case did not."""
    for post, person, other in (("Post Corvin", LUNDE, BERG), ("Post Dunmore", BERG, LUNDE)):
        with played.desk(person, AFTERWARDS) as desk:
            assert [one.document.number for one in letters.every(desk, post)] == ["Sund 3", "Sund 3/1"]
        (elsewhere,) = {"Post Corvin", "Post Dunmore"} - {post}
        strangers = (other.name, elsewhere, CASE, OFFICE, "posts beside the bank")
        for words in strangers:
            assert words not in everything[person], (person.name, words)


def test_who_reads_which_channel(played):
    """Every desk has the channels on which its person is, and no other."""
    for person in (*OURS, *COMPANY, VESMAR, TADAN):
        there = {line.name for line in LINES if person in line.persons}
        with played.desk(person, AFTERWARDS) as desk, desk.vault.read() as db:
            names = {channel.name for channel in channels.every(db)} - {"own ledger"}
        assert names - {CHANNEL} == there, person.name
        assert (CHANNEL in names) == (person in (HOLT, EKDAL, MARRIN, VESMAR, TADAN)), person.name


def test_one_colleague_sees_one_rung_and_the_calendar_without_the_private_track(played):
    """Marrin one rung and six stages, Falk three and seven; no group for the one, and one for the other."""
    seen = {}
    for person in (FALK, MARRIN):
        with played.desk(person, AFTERWARDS) as desk:
            (ladder,) = positions.ladders(desk, "the bank")
            lines = calendar.show(desk).lines
            seen[person] = (len(ladder.rungs), len(lines), len(groups.every(desk)), len(cases.show(desk).lanes))
    assert seen == {FALK: (3, 7, 1, 3), MARRIN: (1, 6, 0, 2)}
    assert VISIT.encode() not in (played.folder / FOR_VINDLAND).read_bytes()


def test_the_decision_keeps_the_option_that_was_not_taken(played):
    """Both options stand side by side, with the comment and its answer, and one decision by the principal."""
    with played.desk(EKDAL, AFTERWARDS) as desk:
        found = options.compare(desk, OPTIONS)
        assert [len(column.comments) for column in found.columns] == [2, 0]
        (decision,) = found.decided.standing
        assert decision.act.writer.person == HOLT.name


def test_three_allies_were_heard_and_one_stayed_behind(played):
    """The record says so, the proposal went out afterwards, and the standing order ended with it."""
    with played.desk(HOLT, AFTERWARDS) as desk:
        found = consultations.show(desk, CONSULTATION)
        assert [(line.party, str(line.outcome)) for line in found.lines] == [
            ("Vindland", "joined"),
            ("Kelmare", "joined with a reservation"),
            (KOST.party, "stayed behind"),
        ]
        assert found.closed[1].time.startswith("2025-08-21T12:00")
        (proposal,) = proposals.every(desk)
        assert proposal.says.name == PROPOSAL
        assert orders.listed(desk) == []
    with played.desk(EKDAL, AFTERWARDS) as desk:
        moved, _ = allies.history(desk, KOST.party, "the bank")
        assert [str(one.says.stance) for one in moved] == ["remains to be seen", "behind"]


def test_the_receipt_that_is_missing_is_named(played):
    """Two received the first text and one adapted it; of the correction one receipt is missing."""
    with played.desk(EKDAL, AFTERWARDS) as desk:
        first, second = circulars.status(desk, CIRCULAR).texts
        assert (len(first.posts), first.received, first.changed) == (2, 2, 1)
        assert [one.laid.post for one in second.without_receipt] == ["Post Corvin"]


def test_what_rests_on_the_letters_is_before_holt_alone(everything, played):
    """The pledge with an incident of each side, and the two accounts by the minute, stand on her own ledger."""
    with played.desk(HOLT, AFTERWARDS) as desk:
        (shown,) = pledges.every(desk)
        assert sorted(one.breach.party for one in shown.evidence if one.breach.by_name) == ["Aldermark", "Suvria"]
        first = incidents.show(desk, INCIDENT).chain.happenings[0]
        assert [one.says.of for one in first.accounts] == ["Aldermark", "Suvria"]
        assert "hour" in first.differs
        (found,) = owed.owed(desk)
        assert [one.person for one in found.reactions[0].waiting] == [MARRIN.name]
        assert len(found.promises) == 2
    for person in (EKDAL, FALK, MARRIN):
        assert PLEDGE not in everything[person], person.name
        assert INCIDENT not in everything[person], person.name


def test_the_line_for_the_press_stands_and_the_denial_nowhere(everything, played):
    """Falk has the line that Ekdal confirmed; the sentence that denied something is in no vault."""
    with played.desk(FALK, AFTERWARDS) as desk:
        assert str(press.find(desk, TOPIC).now.standing) == "may be said"
    assert all("Nothing has happened off Senn" not in words for words in everything.values())


def test_the_correspondence_is_as_it_was(played):
    """The planning wrote nothing on the channel of the fourteen letters."""
    for person in (HOLT, VESMAR):
        with played.desk(person, AFTERWARDS) as desk:
            assert len(letters.every(desk, CHANNEL)) == len(texts.LETTERS)


def test_it_shows_its_refusals(played):
    """Each rule of the planning is tried against, and the desk's own sentence is shown."""
    for sentence in (
        "The group has the 2 members that its ceiling allows",
        "Only a principal decides, or whom a principal named for it",
        "those whom it concerns are heard before; not yet heard: Vindland",
        "nobody goes ahead before",
        "take the next number, or say in the number what this is",
        "Only Jorn Ekdal decides on the meeting",
        "this is missing: text not ready: joint record",
        "would learn from this on “The Senn office” of a letter that they may not read",
    ):
        assert sentence in played.text, sentence


def test_what_is_not_found_as_it_was_planted_stops_the_play(played):
    """A play that went another way than it should says so, and does not go on."""
    with pytest.raises(RuleError, match="not as it was planted"):
        required(False, "The ladder")
