"""Their letter beside our draft: proposals with their words, decisions that stay, doubt where the words are gone."""

import pytest
from tests.desk.shelf import letter as shelved
from tests.desk.shelf import passage, shelve
from tests.desk.table import LINE, dump

from backchannel.desk import archive, letters, retention
from backchannel.desk.words import answering
from backchannel.desk.words.answering import DECIDED, DOUBTFUL, FORM, OPEN, PROPOSED
from backchannel.errors import BadInputError, NotAReaderError, UsageError

THEIRS = (
    "We would let four ferries pass each day until the ice closes the strait.",
    "Our fishermen have lost forty nets since the spring, and the Harbour Office will have to pay for them.",
    "The pilots must be able to work under the rules of their own guild, as they did before the flood.",
    "Please convey my best wishes to your wife.",
)
DRAFT = """\
Dear colleague:

I agree that “four ferries pass each day until the ice closes the strait”.

With paragraph 3 of your letter I cannot agree; paragraph 9 of your letter I do not understand.
"""


@pytest.fixture
def desk(pair):
    """Ilse's desk, with a letter from Tomas on it; `pair.theirs` is its address."""
    sent = pair.letter("tomas", *THEIRS)
    pair.settle()
    pair.theirs = f"{LINE}/{sent.reference}"
    return pair.ilse


def draft(table, text=DRAFT, name="answer.md"):
    """Write a draft, and give its path as a word."""
    path = table.folder / name
    path.write_text(text, encoding="utf-8")
    return str(path)


def standings(found):
    """Give how the passages stand, with their states."""
    return [(point.standing, point.state) for point in found.points]


def test_each_passage_is_proposed_from_the_words_of_the_draft(pair, desk):
    """A quotation and a number point at passages, the words around them say how; the rest is not answered."""
    found = answering.answered(desk, pair.theirs, draft(pair))
    assert standings(found) == [
        (PROPOSED, "agreed"),
        (OPEN, "not answered"),
        (PROPOSED, "disagreed"),
        (PROPOSED, "courtesy"),
    ]
    assert [point.passage.number for point in found.open] == [1, 2, 3, 4]
    (bearing,) = found.points[0].proposal.bearings
    text = found.ours[bearing.touch.ours].passage.text
    assert (bearing.touch.how, [text[start:end] for _, start, end in bearing.said]) == ("quotation", ["I agree"])
    (astray,) = found.astray
    assert found.ours[astray.ours].passage.text[astray.start : astray.end] == "paragraph 9 of your letter"


def test_words_used_again_point_at_their_passage(pair, desk):
    """Without quotation marks, wording that our text takes over from theirs points at where it stands."""
    text = (
        "As to your statement that the fishermen lost forty nets since the spring, we shall answer in another letter.\n"
    )
    found = answering.answered(desk, pair.theirs, draft(pair, text))
    assert (found.points[1].standing, found.points[1].state) == (PROPOSED, "postponed")
    assert {bearing.touch.how for bearing in found.points[1].proposal.bearings} == {"wording"}


def test_a_proposal_is_not_a_decision_and_a_decision_stays(pair, desk):
    """What was decided is kept with reason, time and draft, and is there without the draft; the rest stays open."""
    found = answering.decide(desk, pair.theirs, draft(pair), {1: "agreed", 2: "noted"}, "as the minister wishes")
    assert standings(found)[:3] == [(DECIDED, "agreed"), (DECIDED, "noted"), (PROPOSED, "disagreed")]
    again = answering.answered(desk, pair.theirs)
    decision = again.points[1].decision
    assert (decision.state, decision.because, decision.draft) == ("noted", "as the minister wishes", "answer.md")
    assert decision.decided == desk.now()
    assert standings(again)[2] == (OPEN, "not answered")


def test_a_decision_is_taken_back_whole(pair, desk):
    """Taking back leaves no decision, and the passage as open as before it."""
    before = answering.answered(desk, pair.theirs)
    assert answering.decide(desk, pair.theirs, "", {1: "agreed"}) != before
    assert dump(desk)["answers"]
    assert answering.decide(desk, pair.theirs, "", {1: ""}) == before
    assert dump(desk)["answers"] == []


@pytest.mark.parametrize(
    ("wanted", "says"),
    [
        ({1: "agreed", 5: "noted"}, "no passage 5"),
        ({1: "agreed", 0: "noted"}, "no passage 0"),
        ({1: "agreed", 2: "settled"}, "no state of an answer"),
        ({1: "agreed", 2: "not answered"}, "no state of an answer"),
        ({1: "agreed", 2: ""}, "Nothing was decided on passage 2"),
    ],
)
def test_a_wrong_decision_decides_nothing_else_either(pair, desk, wanted, says):
    """All or nothing: the good half of a wrong wish is not kept."""
    with pair.refused(UsageError, says):
        answering.decide(desk, pair.theirs, "", wanted)
    with pair.refused(UsageError, "more than 1000 characters"):
        answering.decide(desk, pair.theirs, "", {1: "agreed"}, "x" * 1001)


def test_what_was_seen_is_accepted_and_nothing_else(pair, desk):
    """Accepting decides what was proposed when it was seen; a draft that changed meanwhile is refused whole."""
    name = draft(pair)
    seen = [(p.passage.number, p.state) for p in answering.answered(desk, pair.theirs, name).points if p.state != OPEN]
    draft(pair, DRAFT.replace("I agree that", "I cannot agree that"))
    with pair.refused(UsageError, "not proposed as agreed any more"):
        answering.accept(desk, pair.theirs, name, seen)
    draft(pair)
    found = answering.accept(desk, pair.theirs, name, seen)
    assert [point.standing for point in found.points] == [DECIDED, OPEN, DECIDED, DECIDED]


def test_a_decision_whose_words_are_gone_is_doubtful(pair, desk):
    """Decisions stay when the draft changes, but what they rested on is missed, and holds up what must be complete."""
    name = draft(pair)
    answering.decide(desk, pair.theirs, name, {1: "agreed", 3: "disagreed"})
    draft(
        pair, DRAFT.replace("I agree that “four ferries", "They say “four ferries").replace("With paragraph 3", "P. 3")
    )
    found = answering.answered(desk, pair.theirs, name)
    assert standings(found)[0] == (DOUBTFUL, "agreed")
    assert "reads as noted" in found.points[0].doubt
    assert "says nothing to it any more" in found.points[2].doubt
    assert {1, 3} <= {point.passage.number for point in found.open}
    draft(pair, DRAFT.replace("I agree that “four ferries pass each day", "We agree: “until the ice"))
    assert "the words of ours on which it was decided" in answering.answered(desk, pair.theirs, name).points[0].doubt
    draft(pair)
    assert standings(answering.answered(desk, pair.theirs, name))[0] == (DECIDED, "agreed")


def test_a_concession_that_comes_later_makes_a_decision_doubtful(pair, desk):
    """An agreement that was decided is looked at again when the draft takes half of it back."""
    name = draft(pair)
    answering.decide(desk, pair.theirs, name, {1: "agreed"})
    draft(pair, DRAFT.replace("strait”.", "strait”, but not on feast days."))
    found = answering.answered(desk, pair.theirs, name)
    assert (found.points[0].standing, found.points[0].proposal.state) == (DOUBTFUL, "agreed in part")


def test_a_person_may_decide_against_the_proposal(pair, desk):
    """What was decided otherwise than proposed is not doubted for that."""
    name = draft(pair)
    answering.decide(desk, pair.theirs, name, {1: "noted"})
    assert standings(answering.answered(desk, pair.theirs, name))[0] == (DECIDED, "noted")


def test_a_letter_that_was_sent_in_answer_is_found_by_itself(pair, desk):
    """Without a draft what we sent in answer lies beside it, all of it if there were two."""
    one = pair.letter("ilse", "We agree with paragraph 1 of your letter.", answers=pair.theirs.rpartition("/")[2])
    two = pair.letter("ilse", "Paragraph 3 of your letter we cannot accept.", answers=pair.theirs.rpartition("/")[2])
    pair.letter("ilse", "Paragraph 2 of your letter we cannot accept.")
    found = answering.answered(desk, pair.theirs)
    assert found.drafts == (f"{LINE}/{one.reference}", f"{LINE}/{two.reference}")
    assert [state for _, state in standings(found)] == ["agreed", "not answered", "disagreed", "courtesy"]
    assert standings(answering.answered(desk, pair.theirs, two.reference))[0] == (OPEN, "not answered")


def test_ones_own_letter_and_a_letter_as_its_own_answer_are_refused(pair, desk):
    """The other side's letter is what is answered, and not by itself."""
    own = pair.letter("ilse", "We agree.")
    with pair.refused(UsageError, "of our own"):
        answering.answered(desk, own.reference)
    with pair.refused(UsageError, "is the letter itself"):
        answering.answered(desk, pair.theirs, pair.theirs)
    with pair.refused(UsageError, "There is no file"):
        answering.answered(desk, pair.theirs, "nothing.md")
    with pair.refused(UsageError, "names no letter or document here"):
        answering.answered(desk, "reik-77")


def test_a_letter_that_one_may_not_read_is_not_laid_beside_anything(sides):
    """Who is not a reader of a letter learns nothing of its passages."""
    sent = sides.letter("tomas", *THEIRS, readers=["ilse"])
    sides.settle("ilse", "greta", "tomas", "pavel")
    with sides.refused(NotAReaderError, "not a letter whose words are on this desk"):
        answering.answered(sides.greta, sent.reference)


def test_an_imported_letter_is_answered_too(pair):
    """A document of the archive is laid beside a draft by its id; an answer to another letter is none to it."""
    paper = shelved(None, 1, "A letter", passage(1, "Dear Minister:"), passage(2, THEIRS[0]), passage(3, THEIRS[1]))
    shelve(pair.ilse, "quay", {"quay/1": paper})
    found = answering.answered(pair.ilse, "quay/1", draft(pair, "We accept quay/1/3. Of wharf/1/2 we speak later.\n"))
    assert [state for _, state in standings(found)] == ["not answered", "not answered", "agreed"]
    answering.decide(pair.ilse, "quay/1", "", {3: "agreed"})
    archive.remove(pair.ilse, "quay/1")
    assert not dump(pair.ilse)["answers"]


def test_words_of_theirs_that_an_import_changed_are_decided_anew(pair):
    """A decision holds for the words that were there; when the document is imported with others it is doubtful."""

    def paper(text):
        return shelved(None, 1, "A letter", passage(1, text), passage(2, THEIRS[2]))

    shelve(pair.ilse, "quay", {"quay/1": paper(THEIRS[0])})
    answering.decide(pair.ilse, "quay/1", "", {1: "agreed", 2: "noted"})
    with pair.ilse.vault.change() as db:
        from backchannel.record.readers.report import Report
        from backchannel.vault import archive as kept

        kept.put(db, "quay/1", kept.find(db, "quay/1").source, None, kept.derive(paper(THEIRS[1]), Report()))
    found = answering.answered(pair.ilse, "quay/1")
    assert [point.standing for point in found.points] == [DOUBTFUL, DECIDED]
    assert "their words" in found.points[0].doubt


def test_decisions_go_when_retention_erases_the_letter(empty):
    """What was decided on a letter is kept no longer than the letter."""
    for name in ("ilse", "tomas"):
        empty.create(name)
    empty.introduce(("ilse", "tomas"))
    empty.open_line(("ilse", "tomas"), rules="retention_days = 30")
    sent = empty.letter("tomas", *THEIRS)
    empty.settle()
    answering.decide(empty.ilse, sent.reference, "", {1: "agreed"}, "the minister's own words")
    empty.wait(days=31)
    retention.retire(empty.ilse, LINE)
    assert dump(empty.ilse)["answers"] == []
    with empty.refused(NotAReaderError, "not a letter whose words"):
        answering.answered(empty.ilse, sent.reference)


def test_no_word_of_either_side_is_kept_with_a_decision(pair, desk):
    """The vault keeps the person's reason and digests, so that nothing of a letter outlives it there."""
    answering.decide(desk, pair.theirs, draft(pair), {1: "agreed"}, "because")
    (row,) = dump(desk)["answers"]
    assert not any(word in repr(row) for word in ("ferries", "agree that", "strait"))


def test_showing_a_letter_notes_that_it_was_read(pair, desk):
    """Who was shown the passages knows them, and the register says so."""
    assert letters.every(desk, LINE)[0].first_read == ""
    answering.answered(desk, pair.theirs)
    assert letters.every(desk, LINE)[0].first_read == desk.now()


@pytest.mark.parametrize(
    "data",
    [b"", b"\x00\x01\x02\xff" * 99, "“" * 5_000 + " agree", "we agree with paragraph 1 of your letter " * 20_000],
)
def test_a_draft_that_is_no_text_or_one_endless_line_gives_an_answer_or_a_sentence(pair, desk, data):
    """Bad input is an answer or one sentence, and changes nothing."""
    path = pair.folder / "bad.txt"
    path.write_bytes(data if isinstance(data, bytes) else data.encode())
    answering.answered(desk, pair.theirs)
    with pair.unchanged():
        try:
            found = answering.answered(desk, pair.theirs, str(path))
        except BadInputError as error:
            assert "\n" not in str(error)
        else:
            assert len(found.points) == 4


def test_other_languages_are_quoted_and_pointed_at(pair):
    """Quotations in Cyrillic, Arabic and Chinese point at their passages; how we stand to them, the person says."""
    theirs = (
        "Мы пропустим четыре парома каждый день.",
        "سنسمح بمرور أربع عبارات كل يوم.",
        "我们每天允许四艘渡轮通过海峡。",
    )
    sent = pair.letter("tomas", *theirs)
    pair.settle()
    text = "«четыре парома каждый день»\n\n«أربع عبارات كل يوم»\n\n「四艘渡轮通过海峡」\n"
    found = answering.answered(pair.ilse, sent.reference, draft(pair, text))
    assert [state for _, state in standings(found)] == ["noted", "noted", "noted"]
    assert FORM not in [standing for standing, _ in standings(found)]
