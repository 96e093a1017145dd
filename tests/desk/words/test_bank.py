"""The statement bank: whose statements are in it, what is suggested, and what a person makes of them."""

import pytest
from tests.desk.shelf import shelve
from tests.desk.table import LINE, dump
from tests.desk.words.bank_case import ASSURED, DENIED, OFFER, THANKS, document, recorded, written

from backchannel.desk import archive, retention
from backchannel.desk.words import bank
from backchannel.desk.words.bank import OPEN, STRUCK, Selection
from backchannel.errors import UsageError
from backchannel.record.apparatus import Apparatus
from backchannel.record.dates import parse
from backchannel.record.document import Document, Passage


@pytest.fixture
def line(pair):
    """Ilse's desk with the letters of the line."""
    pair.references = written(pair)
    return pair


@pytest.fixture
def record(pair):
    """Ilse's desk with the small record."""
    recorded(pair.ilse)
    return pair.ilse


def told(desk, **more):
    """The texts of the statements that are meant."""
    return [one.text for one in bank.listed(desk, Selection(**more))]


def test_the_counterpart_s_letters_are_the_bank_without_any_name(line):
    """Every sentence of the other party's letters, with exact address, speaker, day and channel; none of our own."""
    found = bank.listed(line.ilse, Selection())
    assert [one.text for one in found] == [THANKS, OFFER, "The herring are late.", ASSURED, DENIED]
    assert {(one.speaker, one.channel, one.form) for one in found} == {("Tomas Reik", LINE, "letter")}
    assert found[0].to == ("Ilse Maren",)
    assert (found[1].day, found[4].day) == ("2031-05-05", "2031-05-20")
    for one in found:
        shown = archive.find(line.ilse, one.address)
        start, end = shown.address.span
        assert shown.document.passages[shown.address.number - 1].text[start:end] == one.text


def test_our_own_are_given_when_they_are_asked_for(line):
    """What we wrote ourselves, for comparing it with what we then did."""
    assert told(line.ilse, ours=True)[-1] == "We propose a survey of the northern channel."
    assert told(line.tomas, ours=True)[0] == THANKS


def test_his_words_in_our_letter_are_his_at_second_hand(line):
    """What we quote of him, and what we say he said, under his name and as quoted by us; his party is a name too."""
    found = [one for one in bank.listed(line.ilse, Selection(who=("Reik",))) if one.form != "letter"]
    assert [(one.form, one.text, one.to) for one in found] == [
        ("quoted", "the northern channel is dredged", ("Ilse Maren",)),
        ("reported", "you have no designs on the island", ("Ilse Maren",)),
    ]
    assert found[1].kind == "assurance"
    assert told(line.ilse, who=("Ostrava",)) == told(line.ilse, who=("tomas reik",))


def test_a_record_is_asked_by_speaker(record):
    """Letters by their senders, talks by who speaks, and what is quoted in letters to him; by day, undated last."""
    found = bank.listed(record, Selection(who=("teral",)))
    assert [(one.address.split(":")[0], one.form) for one in found] == [
        ("quay/1/1", "letter"),
        ("quay/2/1", "letter"),
        ("quay/3/1", "talk"),
        ("quay/3/1", "talk"),
        ("quay/4/1", "quoted"),
        ("quay/5/1", "letter"),
    ]
    assert [one.kind for one in found[2:4]] == ["offer", "assurance"]
    assert [one.rank for one in found] == [0, 0, 2, 2, 3, 0]
    assert told(record) == []


def test_an_issue_is_found_under_its_other_names(record):
    """Self-determination finds whoever chooses his own future; a document's days and kinds narrow it."""
    (one,) = bank.listed(record, Selection(who=("teral",), about="self-determination"))
    assert one.text == "the right of the harbour towns to choose their own future."
    assert len(told(record, about="soldiers")) == 3
    assert len(told(record, about="garrison", since="1961-03-05", until="1961-03-09")) == 1
    assert len(told(record, who=("teral",), until="1961-12-31")) == 5
    assert len(told(record, who=("teral",), kind=("assurance",))) == 4
    assert told(record, document="quay/4", about="harbour")


def test_a_person_s_own_group_means_one_issue_until_it_is_taken_back(record):
    """He adds phrases, and forgets them again."""
    assert told(record, about="winter garrison") == []
    bank.synonyms(record, ["winter  garrison", "two hundred soldiers"])
    assert len(told(record, about="winter garrison")) == 1
    ((number, phrases),) = bank.groups(record)
    assert phrases == ("winter garrison", "two hundred soldiers")
    bank.unfold(record, number)
    assert told(record, about="winter garrison") == []


def test_nothing_is_accepted_by_itself_and_everything_is_undone(line):
    """A suggestion stays one until a person accepts it, perhaps as another kind, strikes it out, or takes that back."""
    offer, assured = (one for one in bank.listed(line.ilse, Selection()) if one.text in (OFFER, ASSURED))
    assert (offer.judged, offer.kind) == (OPEN, "condition")
    assert "We are ready" in offer.because[0]
    (accepted,) = bank.accept(line.ilse, [offer.address])
    assert accepted.judged == accepted.kind == offer.kind
    (other,) = bank.accept(line.ilse, [offer.address], "hint")
    assert (other.judged, other.kind) == ("hint", "hint")
    (struck,) = bank.strike(line.ilse, [assured.address])
    assert (struck.judged, struck.kind) == (STRUCK, "")
    assert {one.text for one in bank.listed(line.ilse, Selection(open=True))}.isdisjoint({OFFER, ASSURED})
    (back,) = bank.reopen(line.ilse, [assured.address])
    assert (back.judged, back.kind) == (OPEN, "assurance")


def test_many_are_examined_at_once(line):
    """A passage means its statements, a letter all of them; what is named twice is one."""
    first = f"{LINE}/{line.references[0]}"
    assert len(bank.strike(line.ilse, [f"{first}/1", f"{first}/2", f"{first}/2"])) == 3
    assert len(bank.reopen(line.ilse, [first])) == 4


@pytest.mark.parametrize(
    ("act", "says"),
    [
        (lambda d, a: bank.accept(d, [a + "/1"]), "suggests a kind"),
        (lambda d, a: bank.accept(d, [a + "/2", a + "/1"]), "suggests a kind"),
        (lambda d, a: bank.accept(d, [a + "/2"], "promise"), "is no kind of statement"),
        (lambda d, a: bank.strike(d, [a + "/9"]), "has no passage 9"),
        (lambda d, a: bank.strike(d, [a + "/1:900-990"]), "has no characters"),
        (lambda d, a: bank.strike(d, [a + "/n1"]), "is no passage"),
        (lambda d, a: bank.strike(d, ["nothing/1"]), "There is no document"),
        (lambda d, a: bank.strike(d, ["", "x"]), "An address is"),
        (lambda d, a: bank.synonyms(d, ["alone"]), "two phrases or more"),
        (lambda d, a: bank.synonyms(d, ["of the", "and"]), "two phrases or more"),
        (lambda d, a: bank.unfold(d, 7), "There is no group 7"),
        (lambda d, a: bank.listed(d, Selection(about="of the")), "has no word"),
        (lambda d, a: bank.listed(d, Selection(who=("…",))), "is no name"),
        (lambda d, a: bank.listed(d, Selection(kind=("promise",))), "is no kind"),
        (lambda d, a: bank.listed(d, Selection(channel="No line")), "no channel"),
    ],
)
def test_what_cannot_be_asked_changes_nothing(line, act, says):
    """One sentence, and every vault stays as it was: no half of a bulk examination is kept."""
    with line.refused(UsageError, says):
        act(line.ilse, f"{LINE}/{line.references[0]}")


def test_an_erased_letter_takes_with_it_what_was_made_of_its_words(empty):
    """After retention nothing of it is left, neither its words nor where they stood; other letters keep theirs."""
    empty.create("ilse")
    empty.create("tomas")
    empty.introduce(("ilse", "tomas"))
    empty.open_line(("ilse", "tomas"), rules="retention_days = 30")
    old = empty.letter("tomas", "We are ready to return the boats of Senn.")
    empty.settle()
    empty.wait(days=20)
    new = empty.letter("tomas", "We are ready to dredge.")
    empty.settle()
    for letter in (old, new):
        bank.accept(empty.ilse, [f"{LINE}/{letter.reference}"])
    assert len(dump(empty.ilse)["examinations"]) == 2
    empty.wait(days=11)
    assert retention.retire(empty.ilse, LINE).letters == (old.reference,)
    kept = dump(empty.ilse)
    assert len(kept["examinations"]) == 1
    assert not any("Senn" in str(value) for rows in kept.values() for row in rows for value in row)
    assert told(empty.ilse) == ["We are ready to dredge."]


def test_no_word_of_a_statement_is_kept_beside_it(line):
    """What a person makes of statements is kept by places and numbers alone."""
    bank.accept(line.ilse, [f"{LINE}/{line.references[0]}/2"], "offer")
    with line.ilse.vault.read() as db:
        rows = db.execute("SELECT * FROM examinations").fetchall()
    assert rows
    assert not any("boats" in str(value) for row in rows for value in row)


def test_words_that_an_import_has_changed_are_open_again(record):
    """What was said of the old words does not count for the new ones; equal words elsewhere in it keep theirs."""
    (one,) = bank.accept(record, ["quay/1"], "assurance")
    assert one.judged == "assurance"
    shelve(
        record, "quay2", {"quay/1": document("letter", "1961-03-02", "We will leave no hundred soldiers on the quay "
        "at Aldeby.", senders=("Minister Teral",))},
    )  # fmt: skip
    (again,) = bank.listed(record, Selection(document="quay/1"))
    assert again.judged == OPEN


def test_a_removed_document_leaves_nothing(record):
    """What was examined in it is forgotten with it."""
    bank.strike(record, ["quay/1"])
    archive.remove(record, "quay/1")
    assert dump(record)["examinations"] == []


def test_other_scripts_and_odd_letters_are_listed(pair):
    """Cyrillic, Arabic and Chinese sentences, and passages that are all marks: whatever has words is listed."""
    pair.letter("tomas", "Мы готовы вернуть лодки. Лёд поздний.", "نحن مستعدون", "我们愿意归还船只。", "…!?", "“" * 400)
    pair.settle()
    found = bank.listed(pair.ilse, Selection())
    assert len(found) >= 3
    assert all(one.suggested is None for one in found)
    assert len(told(pair.ilse, about="лодки")) == 1


def test_a_huge_sentence_is_one_statement_without_a_suggestion(pair):
    """Ninety thousand characters without a stop are one, and nothing is looked for in it."""
    pair.letter("tomas", "we will if you " * 6_000, date=parse("2031-05-05"))
    pair.settle()
    (one,) = bank.listed(pair.ilse, Selection())
    assert one.suggested is None


def test_a_document_without_a_passage_has_no_statement(pair):
    """A paper of which only the head is printed is passed over, wherever it is asked for."""
    bare = Document("letter", (), heading="A letter", senders=("Minister Teral",),
                    apparatus=Apparatus(head=(Passage(1, "A letter"),)))  # fmt: skip
    shelve(pair.ilse, "bare", {"bare/1": bare})
    assert told(pair.ilse, who=("teral",)) == told(pair.ilse, document="bare/1") == []
    with pytest.raises(UsageError, match="no passage"):
        bank.strike(pair.ilse, ["bare/1"])
