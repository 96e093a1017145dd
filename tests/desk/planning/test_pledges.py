"""Pledges at a desk: exact words, acceptance that is no claim, and incidents of both sides alike."""

from dataclasses import replace
from datetime import date

import pytest
from tests.desk.planning.office import DESK
from tests.desk.shelf import shelve
from tests.desk.table import LINE

from backchannel.desk.own_ledger import NAME as OWN
from backchannel.desk.planning import cases, pledges
from backchannel.errors import BadInputError, RuleError, UsageError
from backchannel.planning.cases import Side
from backchannel.planning.incidents import INCIDENT
from backchannel.planning.pledges import ANSWER, TO, Answer, Answered, Force, Pledge
from backchannel.record.dates import parse
from backchannel.record.document import Document, passages_of

ASKED = "While the pilots talk, let both of us refrain from any boarding or harsh word in the strait."
ACCEPTED = "We too shall refrain from any boarding or harsh word in the strait until the ice has gone."
REPORT = "The trawler Sigrun was boarded by a cutter of Ostrava north of the skerries."
OURS = "Our own patrol fired a flare across the bow of the Lena on the ninth."
PLEDGE = Pledge(
    "no boarding",
    ("Valdria", "Ostrava"),
    "boarding and harsh words in the strait",
    "Valdria",
    "let both of us refrain from any boarding or harsh word in the strait",
    "while the pilots talk",
    parse("2031-05-01"),
    parse("2031-06"),
    ("passage",),
)


@pytest.fixture
def line(case):
    """The case with a letter each way on the line, and a report of each side's doing on the strait desk."""
    case.asked = f"{LINE}/{case.letter('ilse', 'Dear colleague,', ASKED).reference}/2"
    case.settle("ilse", "tomas")
    case.accepted = f"{LINE}/{case.letter('tomas', ACCEPTED).reference}/1"
    case.settle("ilse", "tomas")
    for name, text in (("report", REPORT), ("own", OURS)):
        letter = case.letter("ilse", text, channel=DESK, readers=("greta", "karl"))
        setattr(case, name, f"{DESK}/{letter.reference}/1")
    return case


def asked(case):
    """The pledge as Ilse records it for herself: the letter is hers alone."""
    return pledges.add(case.ilse, PLEDGE, case.asked, onto=OWN)


def stands(case, party, on=None):
    (shown,) = pledges.every(case.ilse, on)
    return next(one.stands for one in shown.restraint.parties if one.name == party)


def test_a_pledge_in_our_words_binds_us_and_the_other_side_when_it_accepts_in_its_own(line):
    """Asked, then accepted on the words of its own letter; the passage stands beside the words."""
    asked(line)
    assert (stands(line, "Valdria"), stands(line, "Ostrava")) == (Answered.AUTHOR, Answered.ASKED)
    pledges.answer(
        line.ilse,
        "no boarding",
        "Ostrava",
        Answered.ACCEPTED,
        words="We too shall refrain from any boarding or harsh word in the strait until the ice has gone.",
        rests_on=line.accepted,
    )
    shown = pledges.show(line.ilse, "no boarding")
    assert shown.restraint.is_mutual
    assert (shown.words.stands, shown.words.rest.text) == (True, ASKED)
    assert [one.words.rest.text for one in shown.answers] == [ACCEPTED]


def test_words_that_do_not_stand_in_the_passage_are_refused(line):
    """A pledge's words misquoted: another word, another passage, another's letter, no words, a whole letter."""
    for words, where, says in (
        ("let both of us refrain from any boarding or fishing in the strait", line.asked, "do not stand in"),
        ("let both of us refrain from any boarding", line.accepted, "do not stand in"),
        ("", line.asked, "exact words"),
        ("let both of us refrain", line.asked.rpartition("/")[0], "whole document"),
    ):
        with line.refused((RuleError, UsageError), says):
            pledges.add(line.ilse, replace(PLEDGE, words=words), where, onto=OWN)
    with line.refused(RuleError, "not in the own words of Valdria"):
        pledges.add(
            line.ilse,
            replace(PLEDGE, words=ACCEPTED),
            line.accepted,
            onto=OWN,
        )


def test_a_quotation_cut_so_that_its_sense_shifts_is_no_pledge(line):
    """What hangs on a condition is quoted with it."""
    letter = line.letter("tomas", "We shall board no trawler unless she fishes within the markers.")
    line.settle("ilse", "tomas")
    with line.refused(RuleError, "may shift its sense"):
        pledges.add(
            line.ilse,
            replace(PLEDGE, by="Ostrava", words="We shall board no trawler"),
            f"{LINE}/{letter.reference}/1",
            onto=OWN,
        )


def test_a_claim_is_no_acceptance(line):
    """That somebody says they accepted is refused as acceptance, and kept as a claim with who says so."""
    asked(line)
    for words, where, says in (
        ("", "", "it is a claim"),
        ("let both of us refrain from any boarding or harsh word in the strait", line.asked, "not in the own words"),
    ):
        with line.refused(RuleError, says):
            pledges.answer(line.ilse, "no boarding", "Ostrava", Answered.ACCEPTED, words=words, rests_on=where)
    with line.refused(UsageError, "a claim has its source", typed="--said-by"):
        pledges.answer(line.ilse, "no boarding", "Ostrava", Answered.CLAIMED)
    pledges.answer(line.ilse, "no boarding", "Ostrava", Answered.CLAIMED, said_by="Hanne Solvik")
    assert stands(line, "Ostrava") is Answered.CLAIMED


def test_an_acceptance_that_another_program_wrote_on_our_own_words_is_shown_as_a_claim(line):
    """The rule is judged when it is read: an act that rests on our letter, or on nothing, makes nobody accept."""
    kept = asked(line)
    with cases.change(line.ilse) as acting:
        acting.open(
            ANSWER,
            Answer("Ostrava", Answered.ACCEPTED, PLEDGE.words),
            onto=OWN,
            names={TO: (kept.id,)},
            rests=(line.asked,),
        )
    assert stands(line, "Ostrava") is Answered.CLAIMED


def test_incidents_of_both_sides_are_listed_alike(line):
    """Ours and theirs, with the words of the evidence; without evidence, or of a third party, none is recorded."""
    asked(line)
    with line.refused(UsageError, "Name the evidence", typed="--rests"):
        pledges.log(line.ilse, "no boarding", "the flare", party="Valdria", on=parse("2031-05-09"))
    with line.refused(UsageError, "is no party to this pledge"):
        pledges.log(
            line.ilse, "no boarding", "x", party="Norlund", on=parse("2031-05-09"), rests_on=[line.own], onto=OWN
        )
    for name, party, day, where in (
        ("the Sigrun", "Ostrava", "2031-05-12", line.report),
        ("the flare", "valdria", "2031-05-09", line.own),
    ):
        pledges.log(line.ilse, "no boarding", name, party=party, on=parse(day), rests_on=[where])
    (shown,) = pledges.check(line.ilse, date(2031, 5, 25))
    assert [(one.breach.party, one.rests[0].text) for one in shown.evidence] == [("Valdria", OURS), ("Ostrava", REPORT)]
    (before,) = pledges.check(line.ilse, date(2031, 5, 10))
    assert [one.breach.party for one in before.evidence] == ["Valdria"]


def test_our_own_incident_is_not_hidden_by_withdrawing_it_or_by_giving_it_to_the_other_side(line):
    """Withdrawn it is listed with the reason; an act that says it was theirs changes nothing of whose it was."""
    asked(line)
    kept = pledges.log(
        line.ilse, "no boarding", "the flare", party="Valdria", on=parse("2031-05-09"), rests_on=[line.own]
    )
    with cases.change(line.ilse) as acting:
        acting.revise(INCIDENT, kept, replace(kept.says, party="Ostrava"), names={})
    (shown,) = pledges.check(line.ilse, date(2031, 5, 25))
    assert [one.breach.party for one in shown.evidence] == ["Valdria"]
    with line.refused(UsageError, "recorded by mistake", typed="--why"):
        pledges.withdraw(line.ilse, "the flare", " ")
    pledges.withdraw(line.ilse, "the flare", "It was a signal of distress.")
    (shown,) = pledges.check(line.ilse, date(2031, 5, 25))
    assert [(one.breach.withdrawn, one.breach.incident.ended.why) for one in shown.evidence] == [
        (True, "It was a signal of distress.")
    ]
    assert shown.restraint.counting == ()


def test_a_pledge_is_in_force_as_far_as_its_dates_say(line):
    """Before it begins, within, in the month in which it ends, after, and once it was denounced."""
    asked(line)
    for day, force in (
        (date(2031, 4, 30), Force.NOT_YET),
        (date(2031, 5, 20), Force.IN_FORCE),
        (date(2031, 6, 12), Force.PERHAPS),
        (date(2031, 7, 1), Force.OVER),
    ):
        assert pledges.show(line.ilse, "no boarding", day).restraint.force is force
    pledges.end(line.ilse, "no boarding", "denounced", "Ostrava's note of 5 May")
    assert pledges.show(line.ilse, "no boarding", date(2031, 5, 20)).restraint.force is Force.ENDED
    assert pledges.show(line.ilse, "no boarding", date(2031, 5, 4)).restraint.force is Force.IN_FORCE
    assert pledges.check(line.ilse, date(2031, 5, 20)) == []


def test_a_pledge_on_a_private_letter_is_not_written_where_others_would_learn_of_the_letter(line):
    """On the strait desk it is refused, and at Greta's desk there is none."""
    with line.refused(RuleError, "of a letter that they may not read"):
        pledges.add(line.ilse, PLEDGE, line.asked, onto=DESK)
    asked(line)
    line.settle("ilse", "greta")
    assert pledges.every(line.greta) == []


def test_whose_words_an_imported_letter_is_follows_from_its_sender(line):
    """A letter in the archive is its sender's, whose party the case knows; a record of a talk is nobody's own words."""
    cases.add_person(line.ilse, "Lev Darin", "Ostrava", "Envoy")
    assert cases.show(line.ilse).parties[1].says.side is Side.OTHER
    letter = Document("letter", passages_of(ACCEPTED), senders=("Envoy Darin",))
    talk = Document("memorandum of conversation", passages_of(ACCEPTED), participants=("Lev Darin",))
    shelve(line.ilse, "papers", {"papers/1": letter, "papers/2": talk})
    asked(line)
    with line.refused(RuleError, "what others say is a claim"):
        pledges.answer(line.ilse, "no boarding", "Ostrava", Answered.ACCEPTED, words=ACCEPTED, rests_on="papers/2/1")
    pledges.answer(line.ilse, "no boarding", "Ostrava", Answered.ACCEPTED, words=ACCEPTED, rests_on="papers/1/1")
    assert stands(line, "Ostrava") is Answered.ACCEPTED


@pytest.mark.parametrize(("how", "why"), [("lapsed" * 11, ""), (" ", ""), ("lapsed", "because " * 501)])
def test_an_ending_that_nobody_could_read_is_not_written(line, how, why):
    """What is longer than an act may be is refused before it stands on the ledger, where no desk would count it."""
    asked(line)
    with line.unchanged(), pytest.raises(BadInputError, match="at most 60 characters"):
        pledges.end(line.ilse, "no boarding", how, why)
    assert pledges.end(line.ilse, "no boarding", "lapsed", "The ice has gone.").ended.how == "lapsed"
