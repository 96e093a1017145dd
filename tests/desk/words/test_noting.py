"""What is made of words stands on ledgers: shared with colleagues, never lost to theirs, and laid out from acts."""

import pytest
from tests.desk.shelf import shelve
from tests.desk.table import LINE, dump
from tests.desk.words.bank_case import ASSURED, DENIED, OFFER, document

from backchannel.desk import archive, copies, publishing, retention
from backchannel.desk.own_ledger import NAME as OWN
from backchannel.desk.words import answering, bank, pegs, readings, standing, tensions
from backchannel.desk.words.answering import DECIDED, DOUBTFUL
from backchannel.desk.words.bank import OPEN, Selection
from backchannel.desk.writing import append
from backchannel.errors import RuleError, UsageError
from backchannel.planning.acts import content
from backchannel.planning.words.judgements import EXAMINED, Examined, Taken
from backchannel.planning.words.things import READING, Change, Reading
from backchannel.record.dates import parse
from backchannel.vault import entries, judgements
from backchannel.vault.database import Vault

DESK = "The strait desk"
LAID = (
    "examinations", "comparisons", "answers", "elements", "pegs", "synonyms", "readings", "reading_changes",
    "publications", "copies", "act_things", "act_names", "act_documents", "thing_numbers",
)  # fmt: skip


@pytest.fixture
def sides(sides):
    """Ilse and Greta share a channel of their own, and both read the letters of Tomas on the line."""
    sides.open_line(("ilse",), ("greta",), title=DESK)
    sides.settle()
    both = ("ilse", "greta")
    sides.first = f"{LINE}/{sides.letter('tomas', OFFER, ASSURED, readers=both).reference}"
    sides.settle()
    answer = sides.letter("ilse", "I take it that this includes the mail boat.", readers=(*both, "tomas"))
    sides.sent = f"{LINE}/{answer.reference}"
    sides.settle()
    sides.second = f"{LINE}/{sides.letter('tomas', DENIED, readers=both).reference}"
    sides.settle()
    return sides


def taken(desk, address):
    """What the statement at an address is taken for, and by whom otherwise."""
    with desk.vault.read() as db:
        (one,) = bank.Bank(db, desk).at(address)
    return one.judged, one.beside


def laid(desk):
    """The tables that follow from acts."""
    rows = dump(desk)
    return {name: rows[name] for name in LAID}


def rebuilt(desk):
    """The same, made anew from the acts."""
    with desk.vault.change() as db:
        judgements.rebuild(db)
    return laid(desk)


def test_what_one_keeps_for_himself_reaches_nobody(sides):
    """Without --onto it is on one's own ledger: after every exchange the colleague's vault has nothing of it."""
    before = laid(sides.greta)
    bank.accept(sides.ilse, [f"{sides.first}/1"], "offer")
    pegs.add(sides.ilse, f"{sides.first}/2", "the island")
    answering.decide(sides.ilse, sides.first, "", {1: "agreed"})
    sides.settle()
    assert laid(sides.greta) == before


def test_colleagues_share_what_is_written_onto_a_channel_of_their_own(sides):
    """Greta sees what Ilse examined, hung, compared, decided and read, each with its words."""
    bank.accept(sides.ilse, [f"{sides.first}/1"], "offer", onto=DESK)
    pegs.add(sides.ilse, f"{sides.first}/2", "the island", "Senn is ours.", onto=DESK)
    tensions.judge(sides.ilse, f"{sides.first}/2", f"{sides.second}/1", "in tension", onto=DESK)
    standing.judge(sides.ilse, f"{sides.second}/1", f"{sides.first}/2", "contradicts", onto=DESK)
    answering.decide(sides.ilse, sides.first, "", {1: "agreed"}, "as the minister wishes", onto=DESK)
    readings.place(sides.ilse, f"{sides.sent}/1", f"{sides.first}/1", onto=DESK)
    bank.synonyms(sides.ilse, ["winter garrison", "two hundred soldiers"], onto=DESK)
    sides.settle()
    greta = sides.greta
    assert taken(greta, f"{sides.first}/1") == ("offer", ())
    (element,) = pegs.elements(greta)
    assert (element.name, element.text, element.channel, element.person) == (
        "the island", "Senn is ours.", DESK, "Ilse Maren",
    )  # fmt: skip
    assert [one.text for one in element.pegs] == [ASSURED]
    (pair,) = tensions.judged(greta)
    assert pair.verdict == "in tension"
    point = answering.answered(greta, sides.first).points[0]
    assert (point.standing, point.decision.state, point.decision.person) == (DECIDED, "agreed", "Ilse Maren")
    (reading,) = readings.listed(greta)
    assert (reading.person, reading.theirs.text) == ("Ilse Maren", OFFER)
    assert [phrases for _, phrases in bank.groups(greta)] == [("winter garrison", "two hundred soldiers")]
    assert rebuilt(greta) == laid(greta)


def test_two_who_examine_a_statement_differently_are_both_kept(sides):
    """Apart or one after the other: each judgement stays its person's, is shown beside the other, and is found by."""
    bank.accept(sides.ilse, [f"{sides.first}/1"], "offer", onto=DESK)
    sides.settle()
    bank.accept(sides.greta, [f"{sides.first}/1"], "hint", onto=DESK)
    sides.settle()
    assert taken(sides.ilse, f"{sides.first}/1") == ("offer", (("Greta Lund", "hint"),))
    assert taken(sides.greta, f"{sides.first}/1") == ("hint", (("Ilse Maren", "offer"),))
    for kind in ("offer", "hint"):
        for desk in (sides.ilse, sides.greta):
            assert [s.text for s in bank.listed(desk, Selection(channel=LINE, kind=(kind,)))] == [OFFER]
    bank.reopen(sides.ilse, [f"{sides.first}/1"])
    sides.settle()
    for desk in (sides.ilse, sides.greta):
        assert taken(desk, f"{sides.first}/1") == ("hint", ())
        assert rebuilt(desk) == laid(desk)


def test_two_who_compare_or_decide_differently_are_both_kept(sides):
    """A pair has both verdicts; a passage that two decided otherwise is doubtful until they agree."""
    for desk, verdict, state in ((sides.ilse, "in tension", "agreed"), (sides.greta, "compatible", "noted")):
        tensions.judge(desk, f"{sides.first}/2", f"{sides.second}/1", verdict, onto=DESK)
        answering.decide(desk, sides.first, "", {1: state}, onto=DESK)
    standing.judge(sides.ilse, f"{sides.second}/1", f"{sides.first}/2", "withdraws", onto=DESK)
    standing.judge(sides.greta, f"{sides.second}/1", f"{sides.first}/2", "contradicts", onto=DESK)
    sides.settle()
    for desk, verdict, other in (
        (sides.ilse, "in tension", ("Greta Lund", "compatible")),
        (sides.greta, "compatible", ("Ilse Maren", "in tension")),
    ):
        (pair,) = tensions.judged(desk)
        assert (pair.verdict, pair.beside) == (verdict, (other,))
        (one,) = [a for a in standing.assurances(desk, Selection(channel=LINE)) if a.first.text == ASSURED]
        assert [s.text for s in one.withdrawn] == [s.text for s in one.contradicted] == [DENIED]
    point = answering.answered(sides.ilse, sides.first).points[0]
    assert (point.standing, point.decision.state, [d.state for d in point.beside]) == (DOUBTFUL, "agreed", ["noted"])
    assert "Greta Lund decided that it is noted" in point.doubt
    answering.decide(sides.greta, sides.first, "", {1: "agreed"}, onto=DESK)
    sides.settle()
    assert answering.answered(sides.ilse, sides.first).points[0].standing == DECIDED


def test_a_later_judgement_of_the_same_person_stands_in_place_of_his_earlier(sides):
    """Also for a part of what one act judged at once: the rest of it stands."""
    bank.strike(sides.ilse, [sides.first], onto=DESK)
    bank.accept(sides.ilse, [f"{sides.first}/1"], "offer", onto=DESK)
    sides.settle()
    for desk in (sides.ilse, sides.greta):
        assert taken(desk, f"{sides.first}/1") == ("offer", ())
        assert taken(desk, f"{sides.first}/2")[0] == "struck out"
        assert rebuilt(desk) == laid(desk)


def test_five_thousand_statements_are_examined_by_few_acts(pair):
    """At most 500 an act."""
    text = " ".join(f"We shall count the boats of pier {number}." for number in range(1_200))
    shelve(pair.ilse, "log", {"log/1": document("letter", "1961-03-02", text, senders=("Teral",))})
    assert len(bank.strike(pair.ilse, ["log/1"])) == 1_200
    with pair.ilse.vault.read() as db:
        assert db.execute("SELECT count(*) FROM acts").fetchone() == (3,)
    bank.accept(pair.ilse, ["log/1/1"], "assurance")
    assert {row[4] for row in dump(pair.ilse)["examinations"]} == {"assurance"}
    assert rebuilt(pair.ilse) == laid(pair.ilse)


def test_an_act_about_a_document_that_is_not_here_waits_for_it(sides):
    """Greta has not the paper that Ilse examined; when she imports it, Ilse's judgement is there."""
    paper = {"quay/1": document("letter", "1961-03-02", "We will leave the quay.", senders=("Teral",))}
    shelve(sides.ilse, "quay", paper)
    bank.accept(sides.ilse, ["quay/1"], "offer", onto=DESK)
    pegs.add(sides.ilse, "quay/1/1", "the quay", onto=DESK)
    sides.settle()
    assert dump(sides.greta)["examinations"] == []
    assert [one.pegs for one in pegs.elements(sides.greta)] == [()]
    shelve(sides.greta, "quay", paper)
    assert taken(sides.greta, "quay/1")[0] == "offer"
    assert [len(one.pegs) for one in pegs.elements(sides.greta)] == [1]
    assert rebuilt(sides.greta) == laid(sides.greta)
    archive.remove(sides.greta, "quay/1")
    assert dump(sides.greta)["examinations"] == []
    assert rebuilt(sides.greta) == laid(sides.greta)


def test_words_that_come_back_hold_again(pair):
    """An import changes the words and a later one brings them back: what was made of them is there again."""

    def paper(text):
        return {"quay/1": document("letter", "1961-03-02", *text, senders=("Teral",))}

    shelve(pair.ilse, "quay", paper(("First.", "We will leave the quay.")))
    pegs.add(pair.ilse, "quay/1/2", "the quay")
    shelve(pair.ilse, "other", paper(("First.",)))
    (element,) = pegs.elements(pair.ilse)
    assert (element.pegs, element.lost) == ((), 1)
    assert rebuilt(pair.ilse) == laid(pair.ilse)
    shelve(pair.ilse, "third", paper(("First and more.", "We will leave the quay.")))
    (element,) = pegs.elements(pair.ilse)
    assert ([one.text for one in element.pegs], element.lost) == (["We will leave the quay."], 0)
    assert rebuilt(pair.ilse) == laid(pair.ilse)


def test_everything_kept_is_what_the_acts_make_anew(sides):
    """After doing, changing, taking back and dropping, the tables are those that follow from the ledgers."""
    ilse = sides.ilse
    shelve(ilse, "quay", {
        "quay/1": document("letter", "1961-03-02", "We will leave the quay.", senders=("Teral",)),
        "quay/2": document("letter", "1961-03-02", "We will leave the quay now.", senders=("Teral",)),
    })  # fmt: skip
    for name in ("the island", "the quay", "the fog"):
        pegs.add(ilse, f"{sides.first}/2", name, onto=DESK if name == "the fog" else "")
    pegs.drop(ilse, "the quay")
    pegs.add(ilse, "quay/1/1", "the quay", "again")
    pegs.remove(ilse, f"{sides.first}/2", "the island")
    pegs.name(ilse, "the island", "Senn")
    for phrases in (["fog bank", "mist"], ["pier end", "mole"], ["ice", "frost"]):
        bank.synonyms(ilse, phrases)
    bank.unfold(ilse, 2)
    assert [number for number, _ in bank.groups(ilse)] == [1, 3]
    publishing.publish(ilse, "quay/1", parse("1961-05-01"))
    publishing.publish(ilse, "quay/2", parse("1961-05-01"))
    publishing.take_back(ilse, "quay/2")
    copies.link(ilse, "quay/1", "quay/2", "printing")
    copies.link(ilse, "quay/2", "quay/1", "draft")
    readings.place(ilse, f"{sides.sent}/1:0-9", f"{sides.first}/1")
    readings.place(ilse, f"{sides.sent}/1:10-19", f"{sides.first}/1", onto=DESK)
    readings.take_back(ilse, 1)
    readings.change(ilse, 2, "lapsed", f"{sides.second}/1", "let go")
    tensions.judge(ilse, f"{sides.first}/2", f"{sides.second}/1", "in tension")
    tensions.judge(ilse, f"{sides.first}/2", f"{sides.second}/1", "compatible")
    tensions.forget(ilse, f"{sides.first}/2", f"{sides.second}/1")
    before = laid(ilse)
    assert {name: len(rows) for name, rows in before.items() if name in LAID[:10]} == {
        "examinations": 0, "comparisons": 0, "answers": 0, "elements": 3, "pegs": 2, "synonyms": 2, "readings": 1,
        "reading_changes": 1, "publications": 1, "copies": 1,
    }  # fmt: skip
    assert rebuilt(ilse) == before


def test_a_vault_that_loses_an_act_lays_the_others_out_anew(sides):
    """As when a fork is mended: what the lost act had replaced stands again."""
    bank.strike(sides.ilse, [f"{sides.first}/1"], onto=DESK)
    bank.accept(sides.ilse, [f"{sides.first}/1"], "offer", onto=DESK)
    with sides.ilse.vault.change() as db:
        db.execute("DELETE FROM acts WHERE number = (SELECT max(number) FROM acts)")
    assert taken(sides.ilse, f"{sides.first}/1")[0] == "struck out"


# What must not happen.


def test_what_is_made_of_words_is_not_written_before_another_party(sides):
    """Neither on the line with the other side, by whatever command."""
    first = f"{sides.first}/1"
    for act in (
        lambda: bank.accept(sides.ilse, [first], "offer", onto=LINE),
        lambda: bank.strike(sides.ilse, [first], onto=LINE),
        lambda: bank.synonyms(sides.ilse, ["fog bank", "mist"], onto=LINE),
        lambda: pegs.add(sides.ilse, first, "x", onto=LINE),
        lambda: tensions.judge(sides.ilse, first, f"{sides.first}/2", "compatible", onto=LINE),
        lambda: standing.judge(sides.ilse, first, f"{sides.first}/2", "repeats", onto=LINE),
        lambda: answering.decide(sides.ilse, sides.first, "", {1: "agreed"}, onto=LINE),
        lambda: readings.place(sides.ilse, f"{sides.sent}/1", first, onto=LINE),
    ):
        with sides.refused(RuleError, "stays on channels of Valdria alone"):
            act()
    with sides.refused(UsageError, "no channel called"):
        bank.accept(sides.ilse, [first], "offer", onto="The narrow desk")


def test_a_letter_that_a_colleague_may_not_read_is_not_betrayed_by_what_is_made_of_it(sides):
    """Written for Ilse alone: to examine, hang or answer it on the shared channel would tell Greta that it is there."""
    private = f"{LINE}/{sides.letter('tomas', ASSURED, readers=('ilse',)).reference}"
    answer = f"{LINE}/{sides.letter('ilse', 'I agree.', readers=('tomas',)).reference}"
    sides.settle()
    for act in (
        lambda: bank.accept(sides.ilse, [f"{private}/1"], "offer", onto=DESK),
        lambda: pegs.add(sides.ilse, f"{private}/1", "x", onto=DESK),
        lambda: tensions.judge(sides.ilse, f"{sides.first}/1", f"{private}/1", "compatible", onto=DESK),
        lambda: answering.decide(sides.ilse, private, "", {1: "agreed"}, onto=DESK),
        lambda: answering.decide(sides.ilse, sides.first, answer, {1: "agreed"}, onto=DESK),
    ):
        with sides.refused(RuleError, "of a letter that they may not read"):
            act()
    bank.accept(sides.ilse, [f"{private}/1"], "offer", onto=OWN)


def test_the_other_side_cannot_judge_at_our_desk(sides):
    """An act of theirs on the line that calls itself an examination has no effect at all."""
    with sides.ilse.vault.read() as db:
        address = bank.Bank(db, sides.ilse).at(f"{sides.first}/1")[0].cited
    said = Examined((Taken(address.at, address.words, "threat"),))
    with sides.book("tomas", LINE) as book:
        append(book, "act", content(EXAMINED.name, EXAMINED.write(said)))
    before = laid(sides.ilse)
    sides.settle()
    assert laid(sides.ilse) == before


def test_a_colleague_cannot_take_back_what_another_judged(sides):
    """An act that names another's judgement as its own earlier one stands beside it, and not in its place."""
    bank.accept(sides.ilse, [f"{sides.first}/1"], "offer", onto=DESK)
    sides.settle()
    with sides.greta.vault.read() as db:
        (act,) = (bytes(row[0]) for row in db.execute("SELECT act FROM examinations"))
        address = bank.Bank(db, sides.greta).at(f"{sides.first}/1")[0].cited
    with sides.book("greta", DESK) as book:
        for kind in (OPEN, "hint"):
            said = Examined((Taken(address.at, address.words, kind),))
            append(book, "act", content(EXAMINED.name, EXAMINED.write(said), names={"instead": (act,)}))
    sides.settle()
    assert taken(sides.ilse, f"{sides.first}/1") == ("offer", (("Greta Lund", "hint"),))


def test_a_colleague_s_program_cannot_let_silence_confirm_a_reading(sides):
    """A change that rests on our own letter is kept, counts for nothing, and is shown with the rule."""
    placed = readings.place(sides.ilse, f"{sides.sent}/1", f"{sides.first}/1", onto=DESK)
    sides.settle()
    with sides.greta.vault.read() as db:
        (thing,) = (bytes(row[0]) for row in db.execute("SELECT thing FROM readings"))
        body = entries.by_id(db, thing).body()
    said = READING.read(body["says"])
    forged = Reading(said.ours, said.theirs, said.digest, (Change("confirmed", said.ours, sides.greta.now()),))
    with sides.book("greta", DESK) as book:
        append(book, "act", content(READING.name, READING.write(forged), of=thing, after=(thing,)))
    sides.settle()
    (one,) = readings.listed(sides.ilse)
    assert (one.state, one.changes) == (placed.state, ())
    ((change, rule),) = one.void
    assert (change.state, change.person) == ("confirmed", "Greta Lund")
    assert "was not written by those whose words were read" in rule


def test_a_mark_of_a_colleague_makes_nothing_public(sides):
    """What is public on this desk its own person says; an act on the shared channel does not."""
    shelve(sides.ilse, "quay", {"quay/1": document("letter", "1961-03-02", "We leave.", senders=("Teral",))})
    with sides.book("greta", DESK) as book:
        says = {"judged": [{"name": "quay", "since": "1961-05-01"}, {"name": "quay/1", "alone": True}]}
        append(book, "act", content("public", says))
    sides.settle()
    assert publishing.listed(sides.ilse) == []


def test_another_file_under_a_public_name_is_private(pair):
    """The mark is of the file that was here: another under its name is not public, nor the same brought anew."""
    paper = {"gazette": document("letter", "1961-03-02", "The harbour is full.")}
    shelve(pair.ilse, "gazette", paper)
    publishing.publish(pair.ilse, "gazette", parse("1961-05-01"))
    with pair.ilse.vault.change() as db:
        db.execute("UPDATE sources SET digest = ?", (b"?" * 32,))
        judgements.rebuild(db)
    assert publishing.listed(pair.ilse) == []
    with pair.ilse.vault.change() as db:
        db.execute("UPDATE sources SET digest = ?", (b"gazette".ljust(32, b"."),))
        judgements.rebuild(db)
    assert len(publishing.listed(pair.ilse)) == 1
    archive.remove(pair.ilse, "gazette")
    shelve(pair.ilse, "gazette", paper)
    assert publishing.listed(pair.ilse) == []


def test_acts_of_another_program_that_are_nonsense_have_no_effect(sides):
    """No address, characters out of any passage, digests that are none, ids of nothing: kept, and shown nowhere."""
    before = laid(sides.ilse)
    nonsense = [
        ("examined", {"judged": [{"at": "", "words": 1, "kind": "offer"}, {"at": "x/", "words": 1, "kind": "hint"}]}),
        ("examined", {"judged": "all of it"}),
        ("comparison", {"judged": [{"question": "tension", "first": {"at": "a/1", "words": 1},
                                    "second": {"at": "\u202e", "words": 2}, "verdict": "x"}]}),
        ("answer", {"judged": [{"letter": "x" * 20_000, "passage": 1, "state": "agreed", "theirs": "no digest"}]}),
        ("peg", {"at": "nothing/9:9-1", "words": 1}),
        ("reading", {"ours": "a", "theirs": "b", "digest": "zz"}),
    ]  # fmt: skip
    with sides.book("greta", DESK) as book:
        for kind, says in nonsense:
            append(book, "act", content(kind, says))
    sides.settle()
    for name in LAID[:10]:
        assert laid(sides.ilse)[name] == before[name]
    assert rebuilt(sides.ilse) == laid(sides.ilse)


def test_retention_takes_a_letter_from_every_view_though_acts_of_it_stay(empty):
    """What stays in the acts is an address, numbers of words and the person's own remarks: no word of the letter."""
    for name in ("ilse", "tomas"):
        empty.create(name)
    empty.introduce(("ilse", "tomas"))
    empty.open_line(("ilse", "tomas"), rules="retention_days = 30")
    letter = f"{LINE}/{empty.letter('tomas', ASSURED).reference}"
    empty.settle()
    bank.accept(empty.ilse, [letter], "assurance")
    pegs.add(empty.ilse, f"{letter}/1", "the island")
    answering.decide(empty.ilse, letter, "", {1: "agreed"}, "my own remark")
    empty.wait(days=31)
    retention.retire(empty.ilse, LINE)
    rows = dump(empty.ilse)
    assert not any(rows[name] for name in ("examinations", "pegs", "answers"))
    acts = repr(rows["acts"])
    assert "my own remark" in acts
    assert not any(word in acts for word in ("designs", "Senn", "rely"))
    assert rebuilt(empty.ilse) == laid(empty.ilse)


def test_a_change_that_was_given_up_leaves_no_judgement(sides, monkeypatch):
    """The act and its row come together or not at all."""
    monkeypatch.setattr(Vault, "_commit", lambda self, db: (_ for _ in ()).throw(RuntimeError))
    before = laid(sides.ilse)
    with pytest.raises(RuntimeError):
        bank.accept(sides.ilse, [f"{sides.first}/1"], "offer")
    monkeypatch.undo()
    sides.ilse.vault._roll_back()
    assert laid(sides.ilse) == before
