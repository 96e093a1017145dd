"""Ways round the gate that were once open, and what an ally must not learn: each by the name of the attack."""

import gzip

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
    let_end,
    order,
)
from tests.desk.planning.office import CASE, NORLUND
from tests.desk.table import LINE, PEOPLE, charter

from backchannel.desk import channels, interlocutors, letters, readers, reading
from backchannel.desk.planning import cases
from backchannel.desk.planning.consultation import asked, concerns, consultations, enclosed, orders, proposals, talks
from backchannel.desk.writing import append
from backchannel.errors import NotHeardError, RuleError
from backchannel.planning.acts import content
from backchannel.planning.cases import Side
from backchannel.planning.consultation.concerns import Degree
from backchannel.planning.consultation.consulting import ANSWER, CONSULTING, OF, Answer, Rule, Stance
from backchannel.planning.consultation.hearings import Outcome
from backchannel.planning.consultation.talks import About, Level
from backchannel.record.dates import parse

CYRILLIC = FERRIES.translate({ord("a"): "\u0430", ord("e"): "\u0435", ord("o"): "\u043e"})
PROPOSAL = ("all=proposal:passage",)


@pytest.fixture
def running(case):
    """All three allies directly concerned, the standing order, and the consultation on the ferries until 12 May."""
    concern(case)
    order(case)
    consult(case)
    case.settle("ilse", "greta", "karl")
    return case


@pytest.fixture
def past(running):
    """The same when it was closed to go ahead."""
    let_end(running)
    consultations.close(running.ilse, "Q1", proceed=True)
    return running


def write(case, *texts, by="ilse", channel=LINE, marks=("all=exploration",), **more):
    return case.letter(by, *texts, channel=channel, marks=marks, **more)


# Words beside a letter


def test_by_the_reason_of_a_share(running):
    """The reason goes to whoever gets the letter, and is no passage of it."""
    theirs = running.letter("tomas", ASIDE)
    running.settle("ilse", "tomas")
    with running.refused(NotHeardError, "What is sealed has the words"):
        letters.share(running.ilse, LINE, theirs.reference, ["Tomas Reik"], FERRIES, marks=("all=exploration",))


def test_by_the_reason_for_which_a_letter_is_opened(running):
    """Opened to an ally on a line with both, its reason is sealed to those of Ostrava who read it."""
    running.know("hanne", "tomas")
    running.open_line(("ilse", "tomas", "hanne"), title="The three")
    letter = write(running, ASIDE, channel="The three", readers=("tomas",))
    with running.refused(NotHeardError, "has the words"):
        letters.open_to(running.ilse, "The three", letter.reference, "Hanne Solvik", FERRIES)


def test_by_an_amendment_whose_words_stand_on_lines_of_their_own(running):
    """A charter travels as one text in which a line's end is written as a sign; it is judged as it will be read."""
    text = charter(("ilse", "tomas")).replace("[[party]]", 'purpose = """{}"""\n[[party]]', 1)
    for words in (FERRIES, FERRIES.replace(" ", "\n")):
        with running.refused(NotHeardError, "has the words"):
            channels.amend(running.ilse, LINE, text.format(words), "A clearer purpose.")
    with running.refused(NotHeardError, "has the words"):
        channels.amend(running.ilse, LINE, text.format("To talk."), FERRIES)


def test_by_a_charter_s_restraints_one_word_each(running):
    """What is too short to be looked at alone is looked at with its neighbours."""
    rules = f"restraint = {FERRIES.split()}".replace("'", '"')
    text = charter(("ilse", "tomas"), title="The patient line", rules=rules)
    with running.refused(NotHeardError, "The charter has the words"):
        channels.propose(running.ilse, text)


def test_by_an_interlocutor_s_mandate(running):
    """What somebody is said to speak for is said to the other side."""
    with running.refused(NotHeardError, "has the words"):
        interlocutors.name(running.ilse, LINE, "Ilse Maren", mandate=FERRIES)


def test_by_letting_the_other_side_join_a_channel_with_an_ally(running):
    """No charter gains a party, and no reader is added to it who is of another: what was put there stays there."""
    running.know("hanne", "tomas")
    text = charter(("ilse", "hanne", "tomas"), title=NORLUND)
    with running.refused(RuleError, "cannot add or remove a party"):
        channels.amend(running.ilse, NORLUND, text, "Ostrava joins us.")
    with running.refused(RuleError, ""):
        readers.add(running.ilse, NORLUND, "Ostrava/Tomas Reik", "He joins us.")


# Words that are not seen


def test_with_letters_that_only_look_latin(running):
    """In Cyrillic a, e and o the words look the same, to a reader there as to us."""
    assert CYRILLIC != FERRIES
    with running.refused(NotHeardError, "has the words"):
        write(running, CYRILLIC)


def test_with_the_end_of_a_packed_file_beyond_what_is_read(running, monkeypatch):
    """A file that is cut off at the length that is read was not read."""
    monkeypatch.setattr(reading, "FILE", 1_000)
    path = running.folder / "note.txt.gz"
    path.write_bytes(gzip.compress(f"{ASIDE}\n{' ' * 1_000}\n{FERRIES}".encode()))
    with running.refused(RuleError, "the enclosure note.txt.gz (it cannot be read) is not"):
        write(running, ASIDE, files=[path])
    assert enclosed._words("note.txt.gz", path.read_bytes()) == ((), False)


def test_with_a_picture_that_is_declared_a_proposal(past):
    """Nobody can have been heard on a picture's words; to say that it is a proposal lets it out no more than a text."""
    path = past.folder / "map.png"
    path.write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(range(256)))
    with past.refused(NotHeardError, "The enclosure map.png is a proposal"):
        write(past, ASIDE, files=[path], marks=("all=exploration", "map.png=proposal:passage"))


# Words that were proposed once


def test_by_redrafting_a_proposal_to_let_its_first_words_out(running):
    """Put on another issue, in other words, or dropped, what was drafted first is a proposal that was drafted."""
    proposals.draft(running.ilse, "Fund", "passage", [NETS])
    proposals.draft(running.ilse, "Fund", "nets", ["Let us talk of whales, and of nothing else, until the summer."])
    with running.refused(NotHeardError, "has the words of a proposal"):
        write(running, NETS)
    proposals.drop(running.ilse, "Fund", "We have thought better of it.")
    with running.refused(NotHeardError, "has the words of a proposal"):
        write(running, NETS, marks=("all=position",))


@pytest.mark.parametrize(
    ("old", "new"), [("twelve", "forty"), ("would let", "would not let"), ("each day", "each night and day")]
)
def test_by_changing_what_was_heard_and_calling_it_an_exploration(past, old, new):
    """Heard on twelve, nobody was heard on forty, however it is marked."""
    with past.refused(NotHeardError, "on other words than these"):
        write(past, FERRIES.replace(old, new))
    with past.refused(NotHeardError, "on other words than these"):
        write(past, f"You have our offer. {FERRIES.replace(old, new)}", marks=("all=position",))


def test_what_was_heard_may_be_said_again_and_quoted(past):
    """Whole, within other words, or a part of it between quotation marks: that is how one talks of an offer."""
    for text in (
        FERRIES,
        f"You have our offer of May: {FERRIES} What do you say?",
        "What do you mean by “pass the strait each day until the ice closes it”, which we wrote in May?",
    ):
        assert write(past, text).reference


def test_by_changing_a_sign_of_what_was_heard(past):
    """A sign is a word: five dollars are not five pounds, nor is a question an offer."""
    with past.refused(NotHeardError, "on other words than these"):
        write(past, FERRIES.replace("twelve", "twelve (?)"), marks=PROPOSAL)


# Who they are


def test_with_a_party_that_is_spelled_another_way(case):
    """An order towards a name that only looks like Ostrava's is an order towards Ostrava: capitals, spaces, letters."""
    concern(case)
    cases.add_party(case.ilse, "  \u041estr\u0430v\u0430 ", Side.OTHER)
    orders.give(case.ilse, "X", "passage", "\u041estr\u0430v\u0430")
    with case.refused(RuleError, "is marked"):
        write(case, FERRIES, marks=())
    with case.refused(NotHeardError, "not yet heard"):
        write(case, FERRIES, marks=PROPOSAL)


def test_with_a_person_of_the_other_side_under_another_party_s_name(running, monkeypatch):
    """Pavel's card says that he is of a harbour trust; the case knows that he is Ostrava's."""
    monkeypatch.setitem(PEOPLE, "pavel", ("Pavel Dorn", "The harbour trust"))
    running.create("pavel")
    running.know("ilse", "pavel")
    running.know("pavel", "ilse")
    running.open_line(("ilse", "pavel"), title="The trust line")
    cases.add_person(running.ilse, "Pavel Dorn", "Ostrava")
    with running.refused(NotHeardError, "not yet heard"):
        write(running, FERRIES, channel="The trust line", marks=PROPOSAL)


def test_by_a_party_that_is_called_as_an_ally_is(case, monkeypatch):
    """On one channel with Norlund and one whose name looks the same, either could answer: nobody is asked there."""
    monkeypatch.setitem(PEOPLE, "oskar", ("Oskar Thal", "N\u043erlund"))
    case.create("oskar")
    for one, other in (("ilse", "oskar"), ("oskar", "ilse"), ("oskar", "hanne"), ("hanne", "oskar")):
        case.know(one, other)
    case.open_line(("ilse", "hanne", "oskar"), title="The wider talks")
    with case.refused(RuleError, "are called alike"):
        consult(case, "Norlund", on=["The wider talks"])


def test_by_a_second_case_with_an_order_of_its_own(running):
    """Each order is judged in its own case: what one lets out the other may keep in."""
    cases.new(running.ilse, "The strait in summer")
    summer = {"case": "The strait in summer"}
    cases.add_party(running.ilse, "Ostrava", Side.OTHER, **summer)
    cases.add_party(running.ilse, "Norlund", Side.ALLY, **summer)
    cases.add_issue(running.ilse, "passage", **summer)
    concerns.note(running.ilse, "Norlund", "passage", Degree.DIRECT, **summer)
    orders.give(running.ilse, "Not in summer either", "passage", "Ostrava", **summer)
    let_end(running)
    consultations.close(running.ilse, "Q1", proceed=True, case=CASE)
    with running.refused(NotHeardError, "“Not in summer either”"):
        write(running, FERRIES, marks=PROPOSAL)


# What the other desk says


def test_an_ally_revises_what_we_announced_answers_and_closes_for_us(running):
    """Raw acts of Norlund's on our channel, `of` our consulting and under no case or ours: none has an effect."""
    with running.ilse.vault.read() as db:
        number = cases.find(db, running.ilse)
    put = consultations.show(running.ilse, "Q1").line("Norlund").put
    with running.book("hanne", NORLUND) as book:
        says = {**CONSULTING.write(put.says), "rule": "unanimity", "ends": "2040-01-01"}
        append(book, "act", content("consulting", says, of=put.thing.id, after=(put.opened.id,)))
        ours = content(
            "consulting-answer",
            ANSWER.write(Answer("Valdria", Stance.BEHIND)),
            names={OF: (put.thing.id,)},
        )
        append(book, "act", ours)
        closing = {"proceeds": False, "record": [], "why": "We object."}
        for case_ in (b"", number):
            of = consultations.show(running.ilse, "Q1").id
            append(book, "act", content("consultation-closing", closing, case=case_, names={OF: (of,)}))
    running.settle("ilse", "hanne")
    shown = consultations.show(running.ilse, "Q1")
    assert (shown.ends, shown.line("Norlund").rule, shown.closed) == (ENDS, Rule.HEARING, None)
    assert shown.line("Norlund").outcome is Outcome.SILENT
    let_end(running)
    assert consultations.close(running.ilse, "Q1", proceed=True).is_passed


def test_a_hearing_is_no_veto_and_its_silence_no_consent(running):
    """All stay behind, or say nothing: it is closed, and the record says which; nobody is said to have joined."""
    answer(running, "Norlund", "stays behind")
    let_end(running)
    closed = consultations.close(running.ilse, "Q1", proceed=True)
    assert {one.party: one.outcome for one in closed.lines} == {
        "Norlund": Outcome.BEHIND,
        "Sudmark": Outcome.SILENT,
        "Tervania": Outcome.SILENT,
    }
    assert write(running, FERRIES, marks=PROPOSAL).reference


# What an ally would learn


def test_a_title_that_names_the_other_allies(case):
    """The title goes to each of them; without one it is the name that we gave it."""
    with case.refused(RuleError, "tells every ally of Norlund"):
        consult(case, "Norlund", "Sudmark", name="Norlund and Sudmark on the ferries")
    assert consult(case, "Norlund", "Sudmark", name="Both", title="On the ferries").lines


@pytest.mark.parametrize("name", [CASE, LINE, "Talks with Sudmark"])
def test_the_name_of_the_case_of_the_private_channel_and_of_another_ally_s(case, name):
    """In a title, a text, a sentence on what happens then, a report, a suggestion or an answer: each is refused."""
    says = f"names “{name}”"
    for more in ({"title": f"On {name.upper()}"}, {"text": (f"See {name}.",)}, {"then": f"As in {name}."}):
        with case.refused(RuleError, says):
            consult(case, "Norlund", **more)
    talks.round_(case.ilse, name, parse("2031-05-04"))
    with case.refused(RuleError, says):
        talks.tell(case.ilse, "Norlund", name, Level.EXISTENCE, ["It took place."])
    with case.refused(RuleError, says):
        talks.inform(case.ilse, NORLUND, name, ["It took place."])
    with case.refused(RuleError, says):
        talks.suggest(case.ilse, NORLUND, "How", About.MEANS, f"As on {name}.")
    asked_by_norlund = {"text": ("A pilot of each side keeps the fund.",)}
    assert consult(case, "Norlund", **asked_by_norlund).lines


def test_an_answer_with_words_of_the_answering_side_s_private_letters(case):
    """Who is asked has his own private channels, and his answer is screened as our text was."""
    case.know("hanne", "tomas")
    case.know("tomas", "hanne")
    case.open_line(("hanne", "tomas"), title="The quiet line")
    private = "I could live with a dozen boats a day if the lamp on the eastern mole is lit by your own keeper at dusk."
    case.letter("tomas", private, channel="The quiet line")
    case.settle("hanne", "tomas")
    consult(case, "Norlund")
    with case.refused(RuleError, "the answer has words of The quiet line"):
        asked.answer(case.hanne, "Q1", Stance.ASKS, f"We hear: {private}")


# What a refusal says


def test_a_refusal_names_every_passage_without_a_mark(running):
    """Of 24, as runs: nobody learns of the seventh by trying again."""
    texts = [f"{ASIDE} ({number})" for number in range(1, 25)]
    with running.refused(RuleError, "passages 1-24 are not"):
        write(running, *texts, marks=())
    with running.refused(RuleError, "passages 1-3, 5 and 7-24 are not"):
        write(running, *texts, marks=("4=exploration", "6=position"))


def test_a_refusal_names_every_ally_who_is_unheard(running):
    """All three, with how each was taken along."""
    for ally in ALLIES:
        with running.refused(NotHeardError, f"{ally} ("):
            write(running, FERRIES)
