"""The gate: every way round it that we could think of, and that it opens when those concerned were heard."""

import pytest
from tests.desk.planning.consultation.hall import (
    ALLIES,
    ASIDE,
    ENDS,
    FERRIES,
    NETS,
    answer,
    concern,
    consult,
    heard,
    let_end,
    order,
)
from tests.desk.planning.office import NORLUND, SUDMARK
from tests.desk.table import LINE, charter, dump

from backchannel.desk import channels, letters, releases
from backchannel.desk.own_ledger import NAME as OWN
from backchannel.desk.planning import cases
from backchannel.desk.planning.acting import Acting
from backchannel.desk.planning.consultation import consultations, orders, proposals
from backchannel.errors import BackchannelError, NotHeardError, RuleError, UsageError
from backchannel.planning.acts import Ending
from backchannel.planning.cases import PARTY, CaseParty, Side
from backchannel.planning.consultation.concerns import CONCERN, Concern, Degree
from backchannel.planning.consultation.consulting import ANSWER, CONSULTING, OF, Answer, Consulting, Rule, Stance
from backchannel.planning.consultation.hearings import (
    CLOSING,
    CONSULTATION,
    Asked,
    Closing,
    Consultation,
    Outcome,
    Recorded,
)
from backchannel.planning.consultation.marks import MARKS, Mark, Marked, Marks, marked
from backchannel.planning.consultation.orders import BASIS, ORDER, WAIVER, StandingOrder, Waiver
from backchannel.record.dates import parse
from backchannel.record.document import Document, Passage, passages_of

LIGHTLY = (
    "We could let twelve ferries cross the strait every day until ice closes it, counted jointly with the harbour "
    "masters at Port Aldeby."
)


@pytest.fixture
def gated(case):
    """The case with all three allies directly concerned by the passage, and the standing order of Ilse."""
    concern(case)
    order(case)
    case.settle("ilse", "greta", "karl")
    return case


@pytest.fixture
def running(gated):
    """The same, while all three are consulted on the ferries until 12 May."""
    consult(gated)
    return gated


def write(case, *texts, by="ilse", channel=LINE, marks=("all=exploration",), **more):
    return case.letter(by, *texts, channel=channel, marks=marks, **more)


# What must be marked


def test_without_a_standing_order_nothing_is_asked_of_a_letter(case):
    """The case alone gates nothing: a letter goes as it always did."""
    assert case.letter("ilse", FERRIES).reference


def test_a_letter_without_marks_is_refused_and_told_how(gated):
    """Every passage to the other side is marked; half of them is not enough."""
    with gated.refused(RuleError, "mark each as exploration", typed="--mark all=exploration"):
        write(gated, ASIDE, marks=())
    with gated.refused(RuleError, "passage 2 is not"):
        write(gated, ASIDE, FERRIES, marks=("1=exploration",))


def test_an_exploration_goes_out(gated):
    """Marked exploration, in words of its own: it goes, and the mark is kept on our own side alone."""
    letter = write(gated, ASIDE)
    assert letter.document.passages[0].mark is None
    with cases.reading(gated.ilse) as (_, board):
        (says, act), later = marked(board, letter.header.id.hex())
    assert (says.towards, says.passages, later) == ("Ostrava", (Marked(1, Mark.EXPLORATION),), ())
    assert says.digest == letter.header.body.hex()
    # The line is Ilse's alone: on the strait desk the mark would tell Greta and Karl of the letter.
    assert act.writer.person == "Ilse Maren"
    gated.settle()
    for name in ("greta", "karl", "tomas", "hanne"):
        assert letter.header.id.hex() not in repr(dump(gated.desks[name]).get("acts"))


def test_a_proposal_is_refused_while_somebody_is_unheard(gated):
    """The refusal names the passage and every ally not yet heard."""
    with gated.refused(NotHeardError, "Passage 2 is a proposal on “passage”") as _:
        write(gated, ASIDE, FERRIES, marks=("1=exploration", "2=proposal:passage"))
    for ally in ALLIES:
        with gated.refused(NotHeardError, f"{ally} (not consulted)"):
            write(gated, FERRIES, marks=("all=proposal:passage",))


def test_a_proposal_on_another_issue_is_not_gated(gated):
    """The order is on the passage; nobody ordered anything on the nets."""
    assert write(gated, NETS, marks=("all=proposal:nets",)).reference


def test_marks_that_name_nothing_are_wrong_use(gated):
    """An unknown issue, passage or word, a mark given twice, a proposal without an issue: one sentence each."""
    for marks, says in (
        (("all=proposal:tunnels",), "There is no issue “tunnels”"),
        (("7=exploration",), "is no passage"),
        (("1=suggestion",), "is no mark"),
        (("1",), "is no mark"),
        (("1=proposal",), "names its issue"),
        (("1=exploration:passage",), "names its issue"),
        (("1=exploration", "1=position"), "marked twice"),
        (("all=exploration", "all=position"), "marked twice"),
        (("1-9=position",), "is no passage"),
    ):
        with gated.refused(UsageError, says):
            write(gated, ASIDE, marks=marks)


# Opening it


def test_after_a_hearing_that_was_closed_the_proposal_goes_out(running):
    """Refused while it runs, refused while nobody has closed it, sent when it is."""
    with running.refused(NotHeardError, "consulted in “Q1” until 12 May 2031"):
        write(running, FERRIES, marks=("all=proposal:passage",))
    let_end(running)
    with running.refused(NotHeardError, "was not closed to go ahead"):
        write(running, FERRIES, marks=("all=proposal:passage",))
    consultations.close(running.ilse, "Q1", proceed=True)
    assert write(running, ASIDE, FERRIES, marks=("all=exploration", "2=proposal:passage")).reference


def test_a_waiver_of_a_principal_opens_it_for_that_ally_alone(gated):
    """Two were heard, of the third a principal says why not."""
    consult(gated, "Norlund", "Sudmark")
    let_end(gated)
    consultations.close(gated.ilse, "Q1", proceed=True)
    with gated.refused(NotHeardError, "not yet heard: Tervania (not consulted);"):
        write(gated, FERRIES, marks=("all=proposal:passage",))
    orders.waive(
        gated.ilse, "Tervania", "passage", "Tervania", "Its government fell on Monday; there is nobody to ask."
    )
    assert write(gated, FERRIES, marks=("all=proposal:passage",)).reference


def test_other_words_than_those_that_were_put_to_them_stay_in(running):
    """Heard on twelve ferries, nobody was heard on forty; nor on the ferries with a sentence more."""
    let_end(running)
    consultations.close(running.ilse, "Q1", proceed=True)
    for text in (FERRIES.replace("twelve", "forty"), f"{FERRIES} And trawlers by night."):
        with running.refused(NotHeardError, "on other words than these"):
            write(running, text, marks=("all=proposal:passage",))


def test_the_degree_from_which_allies_are_heard_is_the_order_s(case):
    """Only Norlund is directly concerned: the order from direct on waits for nobody else."""
    concern(case, Norlund="crucial", Sudmark="plain", Tervania="plain")
    order(case, degree=Degree.DIRECT)
    consult(case, "Norlund")
    let_end(case)
    consultations.close(case.ilse, "Q1", proceed=True)
    assert write(case, FERRIES, marks=("all=proposal:passage",)).reference


# Getting round it by marks


def test_marking_a_proposal_as_exploration_after_sealing_changes_nothing(running):
    """Neither a second act of marks nor a revision of the first makes another letter of it, or opens the next."""
    let_end(running)
    consultations.close(running.ilse, "Q1", proceed=True)
    letter = write(running, FERRIES, marks=("all=proposal:passage",))
    orders_before = len(orders.listed(running.ilse))
    identifier = letter.header.id.hex()
    mild = Marks(identifier, letter.header.body.hex(), "Ostrava", (Marked(1, Mark.EXPLORATION),))
    with cases.change(running.ilse) as acting:
        acting.open(MARKS, mild, onto=OWN)
        (first,) = [one for one in acting.board.every(MARKS) if one.says.passages[0].mark is Mark.PROPOSAL]
        acting.revise(MARKS, first, mild)
    with cases.reading(running.ilse) as (_, board):
        (says, _), later = marked(board, identifier)
        assert says.passages == (Marked(1, Mark.PROPOSAL, "passage"),)
        assert len(later) == 1
    assert len(orders.listed(running.ilse)) == orders_before
    # The words are known as a proposal still: with a new party concerned they wait again.
    cases.add_party(running.ilse, "Westmark", Side.ALLY)
    concern(running, Westmark="direct")
    with running.refused(NotHeardError, "has the words of a proposal"):
        write(running, FERRIES)


@pytest.mark.parametrize("mark", ["exploration", "position", "proposal:nets"])
@pytest.mark.parametrize("text", [FERRIES, LIGHTLY, f"As to the winter, this: {FERRIES} What do you say?"])
def test_marking_it_beforehand_as_something_else_with_the_words_of_the_consulted_text(running, mark, text):
    """As they stand, lightly reworded, within other words; whatever it is marked as, another issue's proposal too."""
    with running.refused(NotHeardError, "has the words of a proposal on “passage”"):
        write(running, ASIDE, text, marks=("1=exploration", f"2={mark}"))


def test_dividing_a_proposal_over_passages(running):
    """Three lines of a few words each are found as the one text that they are."""
    parts = (
        "We would let twelve ferries pass the strait",
        "each day until the ice closes it,",
        "counted together with the harbour masters of Port Aldeby.",
    )
    with running.refused(NotHeardError, "has the words of a proposal"):
        write(running, *parts)


def test_a_proposal_in_the_head_of_a_letter(running):
    """Its heading, subject or the name of an enclosure cannot be marked, and is read all the same."""
    for part in ("heading", "subject"):
        with running.refused(NotHeardError, f"The {part} has the words of a proposal"):
            write(running, ASIDE, **{part: FERRIES})


def test_a_draft_that_nobody_was_asked_about_is_a_proposal_too(gated):
    """Its words do not go out as an exploration."""
    proposals.draft(gated.ilse, "Twelve ferries", "passage", [FERRIES])
    with gated.refused(NotHeardError, "has the words of a proposal"):
        write(gated, FERRIES)


def test_a_short_proposal_is_found_word_for_word(gated):
    """Too short to be found when it is rewritten, a sentence is found as it stands."""
    consult(gated, text=("Twelve ferries may pass daily.",))
    with gated.refused(NotHeardError, "has the words of a proposal"):
        write(gated, "Twelve ferries may pass daily!")


def test_the_marks_of_the_draft_s_own_head_do_not_travel(gated):
    """What stands in the head of the file is kept with the others, and no passage that goes out bears a mark."""
    document = Document("letter", (Passage(1, ASIDE, mark="exploration"), Passage(2, NETS, mark="position")))
    letter = letters.write(gated.ilse, LINE, document)
    gated.settle("ilse", "tomas")
    for name in ("ilse", "tomas"):
        (shown,) = letters.every(gated.desks[name], LINE)
        assert [one.mark for one in shown.document.passages] == [None, None]
    with cases.reading(gated.ilse) as (_, board):
        (says, _), _ = marked(board, letter.header.id.hex())
    assert [one.mark for one in says.passages] == [Mark.EXPLORATION, Mark.POSITION]
    offers = Document("letter", (Passage(1, FERRIES, mark="proposal"),))
    with gated.refused(RuleError, "say on which issue"):
        letters.write(gated.ilse, LINE, offers, marks=("all=exploration",))


# Getting round it by another way


def test_by_another_channel(running):
    """A second line with the same party, in no lane of the case, is gated as the first."""
    running.open_line(("ilse", "tomas"), title="The other line")
    with running.refused(RuleError, "is marked"):
        write(running, FERRIES, channel="The other line", marks=())
    with running.refused(NotHeardError, "not yet heard"):
        write(running, FERRIES, channel="The other line", marks=("all=proposal:passage",))


def test_by_a_channel_with_somebody_else_of_that_party(running):
    """Pavel is not in the case; he is of Ostrava, and that is enough."""
    running.create("pavel")
    for name in ("ilse", "pavel"):
        running.know(name, "pavel" if name == "ilse" else "ilse")
    running.open_line(("ilse", "pavel"), title="The harbour line")
    with running.refused(NotHeardError, "has the words"):
        write(running, FERRIES, channel="The harbour line")


def test_by_a_channel_on_which_an_ally_is_too(running):
    """That Norlund reads it does not mean that it was heard."""
    running.know("hanne", "tomas")
    running.open_line(("ilse", "tomas", "hanne"), title="The three")
    with running.refused(NotHeardError, "not yet heard"):
        write(running, FERRIES, channel="The three", marks=("all=proposal:passage",))


def test_by_an_enclosure(running):
    """The text of a file is read, as it will be sealed; of any kind that the readers know."""
    for name, data in (
        ("note.txt", FERRIES.encode()),
        ("note.md", f"# Winter\n\n{LIGHTLY}\n".encode()),
        ("note.eml", f"From: a@example.org\nSubject: Winter\n\n{FERRIES}\n".encode()),
    ):
        path = running.folder / name
        path.write_bytes(data)
        with running.refused(NotHeardError, f"The enclosure {name}, marked exploration, has the words"):
            write(running, ASIDE, files=[path])
        with running.refused(NotHeardError, f"The enclosure {name} is a proposal"):
            write(running, ASIDE, files=[path], marks=("all=exploration", f"{name}=proposal:passage"))


def test_by_a_packed_enclosure(running):
    """A packed text is a text."""
    import gzip

    path = running.folder / "note.txt.gz"
    path.write_bytes(gzip.compress(FERRIES.encode()))
    with running.refused(NotHeardError, "has the words"):
        write(running, ASIDE, files=[path])


def test_an_enclosure_that_cannot_be_read_is_declared_by_a_mark_of_its_own(gated):
    """A picture may hold anything: `all` does not speak for it, a person does."""
    path = gated.folder / "map.png"
    path.write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(range(256)))
    with gated.refused(RuleError, "the enclosure map.png (it cannot be read) is not"):
        write(gated, ASIDE, files=[path])
    letter = write(gated, ASIDE, files=[path], marks=("all=exploration", "map.png=position"))
    with cases.reading(gated.ilse) as (_, board):
        (says, _), _ = marked(board, letter.header.id.hex())
    assert [(one.name, one.mark, one.unread) for one in says.enclosures] == [("map.png", Mark.POSITION, True)]


def test_by_a_share(running):
    """Their letter, or a colleague's, shared with more of them carries its words as a letter does."""
    theirs = running.letter("tomas", ASIDE)
    running.settle("ilse", "tomas")
    with running.refused(RuleError, "is marked"):
        letters.share(running.ilse, LINE, theirs.reference, ["Tomas Reik"], "To recall it.")
    words = running.letter("tomas", FERRIES)
    running.settle("ilse", "tomas")
    with running.refused(NotHeardError, "has the words"):
        letters.share(running.ilse, LINE, words.reference, ["Tomas Reik"], "Ours.", marks=("all=exploration",))


def test_by_opening_an_older_letter_to_the_other_side(running):
    """A letter of a line with both that was sealed to the ally alone is judged anew when it is opened to Ostrava."""
    running.know("hanne", "tomas")
    running.open_line(("ilse", "tomas", "hanne"), title="The three")
    orders.end(running.ilse, "No surprises", "For the moment.")
    letter = running.letter("ilse", FERRIES, readers=("hanne",), channel="The three")
    order(running)
    with running.refused(RuleError, "is marked"):
        letters.open_to(running.ilse, "The three", letter.reference, "Tomas Reik", "He asked.")
    with running.refused(NotHeardError, "has the words"):
        letters.open_to(
            running.ilse, "The three", letter.reference, "Tomas Reik", "He asked.", marks=("all=exploration",)
        )


def test_by_a_circular(running):
    """One letter on many channels: one of them is with the other side, and none gets it."""
    document = Document("circular", passages_of(FERRIES))
    with running.refused(NotHeardError, "not yet heard"):
        letters.write_to_many(running.ilse, [NORLUND, LINE], document, marks=("all=proposal:passage",))
    assert len(letters.write_to_many(running.ilse, [NORLUND, SUDMARK], document)) == 2


def test_by_a_telegram(running):
    """Another kind of document is a letter all the same."""
    with running.refused(NotHeardError, "not yet heard"):
        letters.write(running.ilse, LINE, Document("telegram", passages_of(FERRIES)), marks=("all=position",))


def test_by_the_note_of_a_receipt(running):
    """Words beside a letter are words."""
    theirs = running.letter("tomas", ASIDE)
    running.settle("ilse", "tomas")
    with running.refused(NotHeardError, "has the words"):
        letters.acknowledge(running.ilse, LINE, theirs.reference, FERRIES)
    letters.acknowledge(
        running.ilse, LINE, theirs.reference, "The answer follows on Friday, when the minister is back."
    )


def test_by_the_purpose_of_a_release(running):
    """What a release says of itself are new words to the other side."""
    letter = write(running, ASIDE)
    running.settle("ilse", "tomas")
    wish = releases.Wish(letter.reference, {}, {})
    with running.refused(NotHeardError, "has the words"):
        releases.propose(running.ilse, LINE, [wish], purpose=FERRIES)
    assert releases.propose(running.ilse, LINE, [wish], purpose="For the history of the strait.").reference


def test_by_a_charter(running):
    """The purpose of a new channel, or of an amended one, is read before anything else on it."""
    text = charter(("ilse", "tomas"), title="The purposeful line").replace(
        "[[party]]", f'purpose = "{FERRIES}"\n[[party]]', 1
    )
    with running.refused(NotHeardError, "The charter has the words"):
        channels.propose(running.ilse, text)


def test_by_an_act_between_parties(running):
    """To consult the other side itself would be to propose: it is refused as what it is, and its words are seen."""
    told = Consulting("Ferries", (FERRIES,), Rule.HEARING, ENDS, "Then.")
    with running.refused(NotHeardError, "has the words"), running.ilse.vault.change(moves_position=True) as db:
        Acting(db, running.ilse).open(CONSULTING, told, onto=LINE)


def test_by_a_colleague_s_desk(running):
    """Karl reads the order on the strait desk, so it binds him on a line of his own with Tomas."""
    running.know("karl", "tomas")
    running.know("tomas", "karl")
    running.settle("ilse", "greta", "karl")
    running.open_line(("karl", "tomas"), title="Karl's line")
    with running.refused(NotHeardError, "not yet heard"):
        write(running, FERRIES, by="karl", channel="Karl's line", marks=("all=proposal:passage",))
    with running.refused(NotHeardError, "has the words"):
        write(running, FERRIES, by="karl", channel="Karl's line")


def test_by_making_the_other_side_an_ally(gated):
    """Whatever somebody makes of the party in the case, the order is towards it by name."""
    with cases.change(gated.greta) as acting:
        kept = acting.board.find(PARTY, "Ostrava", "party")
        acting.revise(PARTY, kept, CaseParty("Ostrava", Side.ALLY), ended=Ending("gone"))
    gated.settle("ilse", "greta", "karl")
    with gated.refused(NotHeardError, "not yet heard"):
        write(gated, FERRIES, marks=("all=proposal:passage",))


# Getting round it by authority


def told(case, by, kind, value, *, onto="", names=None):
    """Write an act as a program that goes by no use case would."""
    with cases.change(case.desks[by]) as acting:
        kept = acting.open(kind, value, onto=onto, names=names)
    case.settle("ilse", "greta", "karl")
    return kept


def stays_shut(case, says="not yet heard"):
    with case.refused(NotHeardError, says):
        write(case, FERRIES, marks=("all=proposal:passage",))


def test_a_waiver_by_somebody_who_is_no_principal(gated):
    """Greta is a reader on the strait desk: refused at her desk, without effect at Ilse's, and shown with the rule."""
    with gated.refused(RuleError, "only a principal"):
        orders.waive(gated.greta, "W", "passage", "Norlund", "It is late.")
    for ally in ALLIES:
        told(gated, "greta", WAIVER, Waiver(f"W {ally}", "passage", ally, "It is late."))
    stays_shut(gated)
    (shown,) = orders.listed(gated.ilse)
    assert {one.effect for one in shown.waivers} == {
        "only a principal of the channel on which the order stands says who is not heard"
    }


def test_a_waiver_on_one_s_own_ledger(gated):
    """Everybody is the principal of his own ledger; under an order that stands elsewhere that makes him none."""
    gated.know("greta", "tomas")
    gated.know("tomas", "greta")
    gated.open_line(("greta", "tomas"), title="Greta's line")
    with gated.refused(RuleError, "only a principal"):
        orders.waive(gated.greta, "W", "passage", "Norlund", "It is late.", onto=OWN)
    for ally in ALLIES:
        told(gated, "greta", WAIVER, Waiver(f"W {ally}", "passage", ally, "It is late."), onto=OWN)
    with gated.refused(NotHeardError, "not yet heard"):
        write(gated, FERRIES, by="greta", channel="Greta's line", marks=("all=proposal:passage",))


def test_a_no_precedent_exception_as_basis(gated):
    """Refused as the basis of another, and of another's other; without effect where a program writes it."""
    orders.waive(gated.ilse, "Norlund once", "passage", "Norlund", "It asked for it.", no_precedent=True)
    with gated.refused(RuleError, "given as no precedent"):
        orders.waive(gated.ilse, "Sudmark", "passage", "Sudmark", "As Norlund.", basis="Norlund once")
    with cases.change(gated.ilse) as acting:
        once = acting.board.find(WAIVER, "Norlund once", "waiver")
        value = Waiver("Sudmark", "passage", "Sudmark", "As Norlund.")
        second = acting.open(WAIVER, value, names={BASIS: (once.id,)})
        third = Waiver("Tervania", "passage", "Tervania", "As Sudmark.")
        acting.open(WAIVER, third, names={BASIS: (second.id,)})
        # Nor does it become a precedent when somebody says so later.
        acting.revise(WAIVER, once, Waiver("Norlund once", "passage", "Norlund", "It asked for it."))
    stays_shut(gated, "not yet heard: Sudmark (not consulted); Tervania (not consulted);")
    effects = {one.says.name: one.effect for one in orders.listed(gated.ilse)[0].waivers}
    assert effects == {
        "Norlund once": "",
        "Sudmark": "its basis was given as no precedent",
        "Tervania": "its basis was given as no precedent",
    }


def test_ending_the_order_without_being_a_principal(gated):
    """Refused at Greta's desk; where her program ends it all the same, or rewrites it, it stands."""
    with gated.refused(RuleError, "Only a principal"):
        orders.end(gated.greta, "No surprises", "We are late.")
    with cases.change(gated.greta) as acting:
        kept = acting.board.find(ORDER, "No surprises", "standing order")
        acting.revise(ORDER, kept, StandingOrder("No surprises", "nets", "Nobody"), ended=Ending("ended"))
    gated.settle("ilse", "greta", "karl")
    stays_shut(gated)
    (shown,) = orders.listed(gated.greta)
    assert [one.rule for one in shown.order.without_effect] == [
        "only a principal gives, changes or ends a standing order"
    ]


def test_dropping_a_concern_without_being_a_principal(gated):
    """Who must be heard is not made to disappear by a colleague: not ended, not lowered, not renamed."""
    with cases.change(gated.greta) as acting:
        for kept in acting.board.standing(CONCERN):
            acting.revise(CONCERN, kept, Concern("Nowhere", "nets", Degree.PLAIN), ended=Ending("dropped"))
    gated.settle("ilse", "greta", "karl")
    for ally in ALLIES:
        stays_shut(gated, f"{ally} (not consulted)")


def test_a_consultation_of_one_s_own_invention(gated):
    """Greta says on her own ledger that she asked all and that all joined: no ally knows of it, and nobody vouches."""
    gated.know("greta", "tomas")
    gated.know("tomas", "greta")
    gated.open_line(("greta", "tomas"), title="Greta's line")
    asked = tuple(Asked(ally, "ab" * 32) for ally in ALLIES)
    value = Consultation("Q9", "passage", asked, (FERRIES,), Rule.HEARING, ENDS, "Then.")
    kept = told(gated, "greta", CONSULTATION, value, onto=OWN)
    let_end(gated)
    record = tuple(Recorded(ally, Outcome.JOINED) for ally in ALLIES)
    told(gated, "greta", CLOSING, Closing(True, record), onto=OWN, names={OF: (kept.id,)})
    with gated.refused(NotHeardError, "is not seen from this desk, and no principal says it"):
        write(gated, FERRIES, by="greta", channel="Greta's line", marks=("all=proposal:passage",))


def test_a_consultation_that_names_what_was_put_to_another(gated):
    """What Norlund was asked is not what Sudmark was asked: it never read the channel."""
    first = consult(gated, "Norlund")
    let_end(gated)
    act = first.says.asked[0].act
    asked = tuple(Asked(ally, act) for ally in ALLIES)
    value = Consultation("Q9", "passage", asked, (FERRIES,), Rule.HEARING, parse("2031-05-06"), "Then.")
    kept = told(gated, "ilse", CONSULTATION, value)
    told(gated, "ilse", CLOSING, Closing(True, ()), names={OF: (kept.id,)})
    stays_shut(gated, "Sudmark (")
    (_, without) = (consultations.show(gated.ilse, "Q9").closed, consultations.show(gated.ilse, "Q9").without_effect)
    assert "does not read the channel" in without[0].rule


def test_closing_before_the_announced_end(running):
    """Too early at the desk; dated before the end it has no effect, whoever writes it."""
    found = consultations.show(running.ilse, "Q1")
    told(running, "ilse", CLOSING, Closing(True, ()), names={OF: (found.id,)})
    let_end(running)
    stays_shut(running, "was not closed to go ahead")
    shown = consultations.show(running.ilse, "Q1")
    assert (shown.closed, [one.rule for one in shown.without_effect]) == (None, ["closed before the announced end"])


def test_closing_with_a_clock_that_is_ahead(running):
    """A desk that dates its closing after the end opens no gate before the end by the clock of who sends."""
    running.wait(days=9)
    consultations.close(running.ilse, "Q1", proceed=True)
    running.wait(days=-9)
    stays_shut(running, "until 12 May 2031")


def test_an_ally_s_desk_opens_nothing(running):
    """Its acts under our case, a closing, a waiver, an order that ends, a consultation in our name: none is ours."""
    with running.hanne.vault.read() as db:
        (identifier,) = [one.id for one in _between(db, running.hanne).every(CONSULTING)]
    with running.ilse.vault.read() as db:
        case = cases.find(db, running.ilse)
    before = consultations.show(running.ilse, "Q1")
    with running.hanne.vault.change(moves_position=True) as db:
        # A program that knows the number of our case, and writes under it on the channel that we share.
        from backchannel.desk.book import open_book
        from backchannel.desk.writing import append
        from backchannel.planning.acts import content

        book = open_book(db, running.hanne, NORLUND)
        for kind, value, names in (
            (WAIVER, Waiver("W", "passage", "Norlund", "We need not be asked."), {}),
            (CLOSING, Closing(True, ()), {OF: (before.id,)}),
            (ORDER, StandingOrder("No surprises", "passage", "Nobody"), {}),
            (CONCERN, Concern("Norlund", "passage", Degree.PLAIN), {}),
        ):
            append(book, "act", content(kind.name, kind.write(value), case=case, names=names))
        early = Consulting("Q1", (FERRIES,), Rule.HEARING, parse("2031-05-05T09:00:00Z"), "Then.")
        append(book, "act", content(CONSULTING.name, CONSULTING.write(early)))
        append(book, "act", content(CONSULTING.name, CONSULTING.write(early), of=identifier, after=(identifier,)))
        book.save()
    running.settle("ilse", "hanne")
    after = consultations.show(running.ilse, "Q1")
    assert (after.ends, after.closed, after.without_effect) == (before.ends, None, ())
    let_end(running)
    stays_shut(running)
    assert orders.listed(running.ilse)[0].waivers == ()


def test_an_ally_who_answers_for_the_others(running):
    """On a line that two allies share, one answers in the other's name: kept, shown, and without effect."""
    running.know("hanne", "bram")
    running.know("bram", "hanne")
    running.open_line(("ilse", "hanne", "bram"), title="The two")
    consult(running, "Norlund", "Sudmark", name="Q2", rule=Rule.UNANIMITY, on=["The two"], ends=parse("2031-05-20"))
    running.settle("ilse", "hanne", "bram")
    answer(running, "Norlund", "joins", name="Q2")
    with running.hanne.vault.change(moves_position=True) as db:
        acting = Acting(db, running.hanne)
        (asked,) = [one for one in acting.board.every(CONSULTING) if one.says.name == "Q2"]
        acting.open(ANSWER, Answer("Sudmark", Stance.JOINS), onto="The two", names={OF: (asked.id,)})
    running.settle("ilse", "hanne", "bram")
    line = consultations.show(running.ilse, "Q2").line("Sudmark")
    assert (line.outcome, [one.effect for one in line.others]) == (
        Outcome.SILENT,
        ["Hanne Solvik is of Norlund, and nobody answers for another party"],
    )
    running.wait(days=20)
    with running.refused(RuleError, "Sudmark (no answer; the rule is unanimity)"):
        consultations.close(running.ilse, "Q2", proceed=True)


def test_every_refusal_is_one_sentence_and_leaves_nothing(running):
    """Hostile marks and texts: an answer or one sentence, and no row anywhere."""
    for marks in (("\u202e=exploration",), ("x" * 20_000,), ("=",), ("all=",), ("all=proposal:" + "y" * 20_000,)):
        with running.unchanged(), pytest.raises(BackchannelError) as caught:
            write(running, ASIDE, marks=marks)
        assert "\n" not in str(caught.value)
        assert len(str(caught.value)) < 500


def test_who_was_heard_is_told_per_ally(case):
    """What readiness asks: per ally the finding and the outcome, of the last consultation that went ahead."""
    heard(case)
    found = proposals.heard_on(case.ilse, "passage")
    assert [(one.party, one.finding, one.outcome, one.is_heard) for one in found] == [
        (ally, "consulted", "no answer", True) for ally in ALLIES
    ]


def _between(db, desk):
    from backchannel.desk.planning.boards import BETWEEN_PARTIES, board

    return board(db, desk, BETWEEN_PARTIES)
