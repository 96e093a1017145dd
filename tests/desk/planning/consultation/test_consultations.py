"""Consulting allies from desk to desk: what each learns, what counts, and what may be closed under which rule."""

import json

import pytest
from tests.desk.planning.consultation.hall import ALLIES, ENDS, FERRIES, NETS, answer, concern, consult, let_end, order
from tests.desk.planning.office import CASE, GROUP
from tests.desk.table import LINE, dump

from backchannel.desk.planning import cases
from backchannel.desk.planning.acting import Acting
from backchannel.desk.planning.consultation import asked, concerns, consultations, orders, proposals
from backchannel.errors import RuleError, TooEarlyError, UsageError
from backchannel.planning.cases import Side
from backchannel.planning.consultation.concerns import Degree
from backchannel.planning.consultation.consulting import ANSWER, CONSULTING, OF, Answer, Consulting, Rule, Stance
from backchannel.planning.consultation.hearings import CONSULTATION, Consultation, Outcome
from backchannel.record.dates import parse

PRIVATE = "I could live with a dozen boats a day if the lamp on the eastern mole is lit by your own keeper at dusk."


def outcomes(case, name="Q1", by="ilse"):
    return {one.party: one.outcome for one in consultations.show(case.desks[by], name).lines}


# Whom an issue concerns


def test_those_concerned_are_listed_by_degree(case):
    """Crucial, direct, plain; within one by name; and from a degree on where that is asked."""
    concern(case, Tervania="plain", Sudmark="crucial", Norlund="direct")
    found = concerns.who(case.ilse, "passage")
    assert [(one.party, str(one.degree)) for one in found] == [
        ("Sudmark", "crucial"),
        ("Norlund", "direct"),
        ("Tervania", "plain"),
    ]
    assert [one.party for one in concerns.who(case.ilse, "passage", Degree.DIRECT)] == ["Sudmark", "Norlund"]


def test_anybody_raises_a_concern_and_only_a_principal_lowers_it(case):
    """Greta may say that it concerns them more; that it concerns them less, or not, is refused at her desk."""
    concern(case, Norlund="direct")
    case.settle("ilse", "greta")
    assert concerns.note(case.greta, "Norlund", "passage", Degree.CRUCIAL)[0].degree is Degree.CRUCIAL
    with case.refused(RuleError, "only a principal says"):
        concerns.note(case.greta, "Norlund", "passage", Degree.PLAIN)
    with case.refused(RuleError, "only a principal says"):
        concerns.drop(case.greta, "Norlund", "passage", "We are late.")
    case.settle("ilse", "greta")
    assert concerns.drop(case.ilse, "Norlund", "passage", "Its ferries were sold.") == []


def test_the_other_side_is_not_among_those_who_are_consulted(case):
    """Neither they nor we."""
    for party in ("Ostrava", "Valdria"):
        with case.refused(UsageError, "those are consulted who are neither"):
            concerns.note(case.ilse, party, "passage", Degree.DIRECT)


# What an ally is told


def test_an_ally_is_told_the_text_the_rule_the_end_and_what_happens_then(case):
    """And by a sentence what the rule means, where we give none."""
    consult(case)
    (found,) = asked.received(case.hanne)
    says = found.put.says
    assert (says.name, says.text, says.rule, says.ends) == ("Q1", (FERRIES,), Rule.HEARING, ENDS)
    assert says.then == "When this time has passed we are proceeding, unless you change our mind."
    assert found.channel.startswith("Talks with")


def test_an_ally_learns_nothing_of_the_case_of_other_allies_or_of_the_private_channel(case):
    """All that his vault holds, and all that came to it, as bytes and as JSON."""
    private = case.letter("tomas", PRIVATE)
    case.settle()
    concern(case)
    order(case)
    proposals.draft(case.ilse, "The twelve", "passage", [FERRIES])
    consult(case, name="Harbours", title="On the ferries", proposal="The twelve", text=())
    consultations.approach(case.ilse, "Harbours", "Sudmark", "Ilse Maren", "She telephones.", parse("2031-05-06"))
    answer(case, "Sudmark", "stays behind", name="On the ferries")
    let_end(case)
    consultations.close(case.ilse, "Harbours", proceed=True)
    case.settle()
    with cases.reading(case.ilse) as (db, _):
        number = cases.find(db, case.ilse)
    rows = dump(case.hanne)
    acts = [json.loads(row[-1]) for row in rows["acts"]]
    assert [one["type"] for one in acts] == ["consulting"]
    assert set(acts[0]) == {"type", "says"}
    assert set(acts[0]["says"]) == {"name", "text", "rule", "ends", "then"}
    everything = repr(rows).encode() + b"".join(
        cell for table in rows.values() for row in table for cell in row if isinstance(cell, bytes)
    )
    bodies = _bodies(case.hanne)
    for secret in (CASE, "Harbours", "The twelve", "Talks with Sudmark", LINE, "lamp on the eastern", "passage"):
        assert secret.encode() not in everything, secret
        assert secret not in bodies, secret
    for other in ("Sudmark", "Tervania", "Bram Velde", "Ines Corro"):
        assert other not in json.dumps(acts)
        assert other not in bodies
    for secret in (number, private.header.id):
        assert secret not in everything
        assert secret.hex() not in bodies


def _bodies(desk):
    from backchannel.vault import channels, entries

    with desk.vault.read() as db:
        every = [one.body() for channel in channels.every(db) for one in entries.every(db, channel.id)]
    return repr([one for one in every if one and one.get("type") != "assent"])


def test_words_of_the_private_channel_do_not_reach_an_ally(case):
    """The passage and the letter are named; nothing was put to anybody."""
    letter = case.letter("tomas", PRIVATE)
    case.settle("ilse", "tomas")
    with case.refused(RuleError, f"passage 2 has words of {LINE}/{letter.reference}"):
        consultations.open_(
            case.ilse, "Q1", "passage", ALLIES, rule=Rule.HEARING, ends=ENDS, text=(FERRIES, f"They say: {PRIVATE}")
        )
    with case.refused(RuleError, "the sentence on what happens then has words of"):
        consultations.open_(
            case.ilse, "Q1", "passage", ALLIES, rule=Rule.HEARING, ends=ENDS, text=(FERRIES,), then=PRIVATE
        )
    assert consultations.every(case.ilse) == []


def test_what_another_ally_wrote_in_confidence_does_not_reach_an_ally(case):
    """Words of Sudmark to us, in what is put to Norlund; to Sudmark itself they may be put."""
    case.letter("bram", PRIVATE, channel="Talks with Sudmark")
    case.settle("ilse", "bram")
    with case.refused(RuleError, "passage 1 has words of Talks with Sudmark/"):
        consult(case, "Norlund", text=(PRIVATE,))
    assert consult(case, "Sudmark", text=(PRIVATE,)).lines


def test_nobody_is_consulted_where_the_other_side_reads(case):
    """Neither on the line itself, nor on one that the ally shares with them; and not the other side."""
    with case.refused(RuleError, "is other side in this case"):
        consultations.open_(case.ilse, "Q1", "passage", ["Ostrava"], rule=Rule.HEARING, ends=ENDS, text=(FERRIES,))
    case.know("hanne", "tomas")
    case.know("tomas", "hanne")
    case.open_line(("ilse", "tomas", "hanne"), title="The three")
    with case.refused(RuleError, "the other side of this case, is on “The three”"):
        consultations.open_(
            case.ilse, "Q1", "passage", ["Norlund"], rule=Rule.HEARING, ends=ENDS, text=(FERRIES,), on=["The three"]
        )
    assert consult(case, "Norlund").line("Norlund").outcome is Outcome.SILENT


def test_what_is_no_consultation_is_refused(case):
    """No end, one that has passed, no text, no ally, nobody to reach, a name that is used."""

    def opens(*allies, **more):
        given = {"rule": Rule.HEARING, "ends": ENDS, "text": (FERRIES,), **more}
        return consultations.open_(case.ilse, "Q1", "passage", allies, **given)

    for more, says in (
        ({"ends": parse("2031-05")}, "is no day or hour"),
        ({"ends": parse("2031-05-12~")}, "is no day or hour"),
        ({"ends": parse("2031-05-04")}, "has passed"),
        ({"text": (" ",)}, "Nothing is put"),
    ):
        with case.refused(UsageError, says):
            opens("Norlund", **more)
    with case.refused(UsageError, "Say who is consulted"):
        opens()
    with case.refused(UsageError, "There is no party “Nowhere”"):
        opens("Nowhere")
    cases.add_party(case.ilse, "Westmark", Side.ALLY)
    with case.refused(UsageError, "There is no channel here with Westmark"):
        opens("Norlund", "Westmark")
    opens("Norlund")
    with case.refused(UsageError, "a name of its own"):
        opens("Sudmark")


# Answers


def test_the_latest_answer_before_the_end_counts_and_the_others_are_kept(case):
    """Norlund asks for a change, then joins with a reservation; after the end it stays behind, which is late."""
    consult(case, "Norlund")
    answer(case, "Norlund", "asks for changes", "Ten ferries, and not at night.")
    case.wait(hours=1)
    answer(case, "Norlund", "joins with a reservation", "We count them ourselves.")
    let_end(case)
    answer(case, "Norlund", "stays behind")
    line = consultations.show(case.ilse, "Q1").line("Norlund")
    assert (line.outcome, line.answer.says.words) == (Outcome.RESERVED, "We count them ourselves.")
    assert [(one.says.stance, one.effect) for one in line.others] == [
        (Stance.ASKS, "a later answer stands in its place"),
        (Stance.BEHIND, "late: given after the announced end"),
    ]
    assert asked.received(case.hanne)[0].answer.says.stance is Stance.RESERVES


def test_a_reservation_has_words_and_a_change_its_passage(case):
    """Without words it is refused, and so is a passage that the text has not."""
    consult(case, "Norlund")
    with case.refused(UsageError, "Say which, in words"):
        asked.answer(case.hanne, "Q1", Stance.RESERVES)
    with case.refused(UsageError, "The text has 1 passages"):
        asked.answer(case.hanne, "Q1", Stance.ASKS, "Ten.", 2)
    assert asked.answer(case.hanne, "Q1", Stance.ASKS, "Ten.", 1).answer.says.passage == 1


def test_an_answer_by_somebody_who_is_no_principal(case):
    """Oskar reads the channel for Norlund: refused at his desk; by another program kept, shown, without effect."""
    case.create("oskar")
    case.know("ilse", "oskar")
    case.know("hanne", "oskar")
    case.know("oskar", "ilse")
    case.know("oskar", "hanne")
    case.open_line(("ilse", "hanne"), ("oskar",), title="The wider talks")
    consult(case, "Norlund", on=["The wider talks"])
    case.settle("ilse", "hanne", "oskar")
    with case.refused(RuleError, "only a principal of Norlund answers for it"):
        asked.answer(case.oskar, "Q1", Stance.JOINS)
    with case.oskar.vault.change(moves_position=True) as db:
        acting = Acting(db, case.oskar)
        (kept,) = acting.board.every(CONSULTING)
        acting.open(ANSWER, Answer("Norlund", Stance.JOINS), onto="The wider talks", names={OF: (kept.id,)})
    case.settle("ilse", "hanne", "oskar")
    line = consultations.show(case.ilse, "Q1").line("Norlund")
    assert (line.outcome, [one.effect for one in line.others]) == (
        Outcome.SILENT,
        ["only a principal of Norlund answers for it"],
    )


def test_nobody_answers_his_own_question(case):
    """We do not answer for those whom we asked."""
    consult(case, "Norlund")
    with case.refused(UsageError, "was put by ourselves"):
        asked.answer(case.ilse, "Q1", Stance.JOINS)


def test_consulted_too_little_is_another_finding_than_not_consulted(case):
    """Sudmark was asked, and says with too little time; Tervania was not asked. Only the second keeps a proposal in."""
    concern(case, Sudmark="direct", Tervania="plain")
    order(case, degree=Degree.DIRECT)
    consult(case, "Sudmark")
    asked.had_too_little(case.bram, "Q1", "A week, over a holiday.", time=True)
    case.settle("ilse", "bram")
    let_end(case)
    consultations.close(case.ilse, "Q1", proceed=True)
    found = {one.party: (one.finding, one.is_heard) for one in proposals.heard_on(case.ilse, "passage")}
    assert found == {"Sudmark": ("consulted too little", True), "Tervania": ("not consulted", False)}
    with case.refused(UsageError, "Say of what there was too little"):
        asked.had_too_little(case.bram, "Q1")


# Rules and ends


@pytest.mark.parametrize(
    ("rule", "stance", "passes"),
    [
        (Rule.HEARING, "stays behind", True),
        (Rule.HEARING, "asks for changes", True),
        (Rule.HEARING, "", True),
        (Rule.SILENCE, "", True),
        (Rule.SILENCE, "joins with a reservation", True),
        (Rule.SILENCE, "asks for changes", False),
        (Rule.SILENCE, "stays behind", False),
        (Rule.UNANIMITY, "joins", True),
        (Rule.UNANIMITY, "joins with a reservation", True),
        (Rule.UNANIMITY, "", False),
        (Rule.UNANIMITY, "asks for changes", False),
        (Rule.UNANIMITY, "stays behind", False),
    ],
)
def test_each_rule_lets_pass_what_it_says(case, rule, stance, passes):
    """No veto under a hearing; an objection stops silence; unanimity needs every one."""
    consult(case, "Norlund", "Sudmark", rule=rule)
    answer(case, "Norlund", "joins")
    if stance:
        answer(case, "Sudmark", stance, "In these words.")
    let_end(case)
    if passes:
        assert consultations.close(case.ilse, "Q1", proceed=True).is_passed
    else:
        with case.refused(RuleError, f"Sudmark ({outcomes(case)['Sudmark']}; the rule is {rule})"):
            consultations.close(case.ilse, "Q1", proceed=True)


def test_the_record_says_who_stayed_behind_and_who_was_heard(case):
    """Three asked: one joins, one stays behind, one does not answer; all three were heard."""
    consult(case)
    answer(case, "Norlund", "joins")
    answer(case, "Sudmark", "stays behind")
    let_end(case)
    closed = consultations.close(case.ilse, "Q1", proceed=True)
    assert {one.party: one.outcome for one in closed.closed[0].record} == {
        "Norlund": Outcome.JOINED,
        "Sudmark": Outcome.BEHIND,
        "Tervania": Outcome.SILENT,
    }
    case.settle("ilse", "greta")
    # Greta is on no channel with an ally: the closing tells her.
    assert outcomes(case, by="greta")["Sudmark"] is Outcome.BEHIND


def test_closing_before_the_announced_end_is_too_early(case):
    """On the last day too: the day is theirs to its end."""
    consult(case)
    for days in (0, 7):
        case.wait(days=days)
        with case.refused(TooEarlyError, "runs until 12 May 2031"):
            consultations.close(case.ilse, "Q1", proceed=True)
    case.wait(days=1)
    assert consultations.close(case.ilse, "Q1", proceed=True).is_passed
    with case.refused(UsageError, "was closed already"):
        consultations.close(case.ilse, "Q1", proceed=False, why="No.")


def test_an_end_with_its_hour_is_over_at_that_hour(case):
    """One second before it is not."""
    consult(case, ends=parse("2031-05-06T12:00:00Z"))
    case.wait(days=1, hours=3, minutes=59, seconds=59)
    with case.refused(TooEarlyError, "runs until"):
        consultations.close(case.ilse, "Q1", proceed=True)
    case.wait(seconds=1)
    assert consultations.close(case.ilse, "Q1", proceed=True).is_passed


def test_changing_the_rule_after_opening(case):
    """A revision with another rule, other words or an earlier end changes nothing, at our desk and at the ally's."""
    consult(case, "Norlund", rule=Rule.UNANIMITY)
    with case.ilse.vault.change(moves_position=True) as db:
        acting = Acting(db, case.ilse)
        for says in (
            Consulting("Q1", (FERRIES,), Rule.HEARING, ENDS, "Then."),
            Consulting("Q1", (NETS,), Rule.UNANIMITY, ENDS, "Then."),
            Consulting("Q1", (FERRIES,), Rule.UNANIMITY, parse("2031-05-06"), "Then."),
        ):
            (kept,) = acting.board.every(CONSULTING)
            acting.revise(CONSULTING, kept, says)
    with cases.change(case.ilse) as acting:
        (ours,) = acting.board.every(CONSULTATION)
        own = ours.says
        milder = Consultation(own.name, "nets", (), (NETS,), Rule.HEARING, parse("2031-05-06"), "Then.")
        acting.revise(CONSULTATION, ours, milder)
    case.settle("ilse", "hanne")
    found = consultations.show(case.ilse, "Q1")
    (line,) = found.lines
    assert (found.says.issue, found.ends, line.rule, line.put.says.text) == ("passage", ENDS, "unanimity", (FERRIES,))
    (theirs,) = asked.received(case.hanne)
    assert (theirs.put.says.rule, theirs.put.ends, theirs.put.says.text) == ("unanimity", ENDS, (FERRIES,))
    assert [why for _, why in theirs.put.ignored] == [
        "the rule is the one with which it was opened",
        "the words are those with which it was opened",
        "the words are those with which it was opened",
    ]
    let_end(case)
    with case.refused(RuleError, "Norlund (no answer; the rule is unanimity)"):
        consultations.close(case.ilse, "Q1", proceed=True)


def test_a_later_end_may_be_announced_and_an_earlier_may_not(case):
    """It is told on every channel, and the answers of the days between count."""
    consult(case, "Norlund", "Sudmark")
    with case.refused(RuleError, "put off and not brought forward"):
        consultations.put_off(case.ilse, "Q1", parse("2031-05-10"))
    consultations.put_off(case.ilse, "Q1", parse("2031-05-20"))
    case.settle("ilse", "hanne", "bram", "greta")
    assert [asked.received(case.desks[name])[0].put.ends for name in ("hanne", "bram")] == [parse("2031-05-20")] * 2
    assert consultations.show(case.greta, "Q1").ends == parse("2031-05-20")
    let_end(case)
    answer(case, "Norlund", "joins")
    assert outcomes(case)["Norlund"] is Outcome.JOINED
    with case.refused(TooEarlyError, "20 May 2031"):
        consultations.close(case.ilse, "Q1", proceed=True)


def test_somebody_who_is_neither_a_principal_nor_who_opened_it_does_not_close_it(case):
    """Greta reads it on the strait desk; Ilse opened it."""
    consult(case, "Norlund")
    case.settle("ilse", "greta")
    let_end(case)
    with case.refused(RuleError, "cannot be closed to go ahead over Norlund (its answer is not seen from this desk"):
        consultations.close(case.greta, "Q1", proceed=True)
    with case.refused(RuleError, "only a principal, or who opened it"):
        consultations.close(case.greta, "Q1", proceed=False, why="I think so.")


def test_one_that_is_given_up_says_why_and_opens_nothing(case):
    """It stays readable."""
    concern(case, Norlund="direct")
    consult(case, "Norlund")
    with case.refused(UsageError, "Say why"):
        consultations.close(case.ilse, "Q1", proceed=False)
    consultations.close(case.ilse, "Q1", proceed=False, why="The ice came early.")
    (found,) = proposals.heard_on(case.ilse, "passage")
    assert (found.finding, found.is_heard) == ("consulted, and given up", False)
    assert consultations.show(case.ilse, "Q1").closed[0].why == "The ice came early."


def test_a_personal_approach_is_a_step_of_the_record(case):
    """By whom, to whom, what and when; to somebody who was not asked it is none."""
    consult(case, "Norlund")
    found = consultations.approach(
        case.ilse, "Q1", "Norlund", "Ilse Maren", "A letter of her own to the First Minister", parse("2031-05-06")
    )
    assert [one.what for one, _ in found.approaches] == ["A letter of her own to the First Minister"]
    with case.refused(UsageError, "was not asked"):
        consultations.approach(case.ilse, "Q1", "Sudmark", "Ilse Maren", "She writes.", parse("2031-05-06"))


def test_what_the_small_group_consults_on_leaves_no_trace_for_karl(case):
    """Opened on the small group: his vault has no new act."""
    cases.open_on(case.ilse, "", GROUP)
    case.settle("ilse", "greta", "karl")
    before = dump(case.karl)["acts"]
    with case.refused(UsageError, "say on which this is written", typed="--onto"):
        consult(case, "Norlund")
    consult(case, "Norlund", onto=GROUP)
    case.settle("ilse", "greta", "karl")
    assert dump(case.karl)["acts"] == before
    assert [one.says.name for one in consultations.every(case.greta)] == ["Q1"]


def test_a_standing_order_is_given_and_ended_by_a_principal_and_towards_the_other_side(case):
    """Ended, it binds nobody; by a reader, or towards an ally, none is given."""
    order(case)
    case.settle("ilse", "greta")
    orders.end(case.ilse, "No surprises", "For the winter.")
    assert orders.listed(case.ilse) == []
    with case.refused(UsageError, "is ally in this case"):
        orders.give(case.ilse, "Another", "passage", "Norlund")
    with case.refused(RuleError, "Only a principal"):
        orders.give(case.greta, "Another", "passage", "Ostrava")
