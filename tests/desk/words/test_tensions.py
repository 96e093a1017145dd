"""Tensions: pairs of statements facing each other, judged once; and what each ally was told."""

import os
from pathlib import Path

import pytest
from tests.desk.shelf import shelve
from tests.desk.table import LINE, dump
from tests.desk.words.bank_case import ASSURED, DENIED, document, recorded, written

from backchannel.desk import retention
from backchannel.desk.importing import files_of, import_files
from backchannel.desk.words import tensions
from backchannel.desk.words.bank import Selection
from backchannel.errors import UsageError


@pytest.fixture
def line(pair):
    """Ilse's desk with the letters of the line, and the addresses of what was assured and denied."""
    first, answer, second = written(pair)
    pair.assured = f"{LINE}/{first}/3:0-{len(ASSURED)}"
    pair.denied = f"{LINE}/{second}/1:0-{len(DENIED)}"
    pair.answer = f"{LINE}/{answer}"
    return pair


def facing(desk, *selections, window=0):
    """The addresses of the pairs."""
    return [(one.first.address, one.second.address) for one in tensions.facing(desk, selections, window)]


def test_two_statements_over_time_face_each_other(line):
    """The earlier first, with the words of both that made it a candidate."""
    (one,) = [f for f in tensions.facing(line.ilse, [Selection()]) if f.second.address == line.denied]
    assert one.first.address == line.assured
    assert "designs" in one.shared
    assert {cause.what for cause in one.causes} & {"negation"}


def test_what_was_judged_does_not_come_back_until_it_is_taken_back(line):
    """In tension or compatible, in either order of naming; it is listed as judged instead."""
    pair = (line.assured, line.denied)
    assert pair in facing(line.ilse, Selection())
    for verdict in tensions.VERDICTS:
        one = tensions.judge(line.ilse, line.denied, line.assured, verdict)
        assert (one.first.address, one.second.address) == pair
        assert pair not in facing(line.ilse, Selection())
    assert [(one.first.address, one.verdict) for one in tensions.judged(line.ilse)] == [(line.assured, "compatible")]
    assert tensions.forget(line.ilse, *pair)
    assert not tensions.forget(line.ilse, *pair)
    assert pair in facing(line.ilse, Selection())


def test_what_one_minister_told_two_allies(pair):
    """One issue, a row for each ally, and what no other was told marked."""
    recorded(pair.ilse)
    assert ("quay/1/1:0-57", "quay/2/1:0-53") in facing(pair.ilse, Selection(who=("teral",), about="troops"))
    rows = tensions.told(pair.ilse, Selection(who=("teral",), about="troops"))
    assert [row.name for row in rows] == ["Chancellor Vesk", "Premier Holm", "The Secretary"]
    ((holm, marks),) = rows[1].statements
    assert holm.document == "quay/1"
    assert [holm.text[start:end] for start, end in marks] == ["two", "hundred"]


def test_our_own_statements_are_compared_when_they_are_asked_for(line):
    """What we proposed and what we said two days before stand side by side; without asking ours stay out."""
    line.letter("ilse", "No survey of the northern channel was ever proposed by Valdria.")
    line.settle()
    own = facing(line.ilse, Selection(), Selection(ours=True))
    assert any(line.answer in first or line.answer in second for first, second in own)
    assert not any(line.answer in first or line.answer in second for first, second in facing(line.ilse, Selection()))


def test_a_window_shows_what_was_asked_and_what_was_then_done(pair):
    """A request that nothing be said, and a communiqué the day after; beyond the window nothing."""
    asked = "We ask that Ambassador Teral be instructed not to say anything about the Senn talks."
    done = "On the Senn talks Premier Holm proposed a communiqué."
    ours = {"senders": ("Premier Holm",), "addressees": ("Minister Teral",)}
    shelve(
        pair.ilse,
        "press",
        {"p/1": document("letter", "1961-03-01", asked, **ours), "p/2": document("letter", "1961-03-02", done, **ours)},
    )
    (one,) = tensions.facing(pair.ilse, [Selection(who=("holm",))], 48)
    assert "restraint" in [cause.what for cause in one.causes]
    shelve(pair.ilse, "late", {"p/2": document("letter", "1961-03-09", done, **ours)})
    assert facing(pair.ilse, Selection(who=("holm",)), window=48) == []


@pytest.mark.parametrize(
    ("act", "says"),
    [
        (lambda d, t: tensions.judge(d, t.assured, t.denied, "perhaps"), "is no judgement"),
        (lambda d, t: tensions.judge(d, t.assured, t.assured, "compatible"), "name one statement"),
        (lambda d, t: tensions.judge(d, t.assured, "nothing/1", "compatible"), "There is no document"),
        (lambda d, t: tensions.judge(d, t.assured, t.answer, "compatible"), "is a whole document"),
    ],
)
def test_what_cannot_be_judged_changes_nothing(line, act, says):
    """One sentence, and no judgement is kept."""
    with line.refused(UsageError, says):
        act(line.ilse, line)
    assert dump(line.ilse)["comparisons"] == []


def test_more_statements_than_a_person_could_wait_for_are_refused(line, monkeypatch):
    """A question that means too many says so."""
    monkeypatch.setattr(tensions, "MOST", 2)
    with line.refused(UsageError, "narrow it by"):
        tensions.facing(line.ilse, [Selection()])


def test_an_erased_letter_leaves_no_judgement(empty):
    """Retention takes what was judged of its words, on either side of a pair."""
    empty.create("ilse")
    empty.create("tomas")
    empty.introduce(("ilse", "tomas"))
    empty.open_line(("ilse", "tomas"), rules="retention_days = 30")
    old = empty.letter("tomas", ASSURED).reference
    empty.settle()
    empty.wait(days=20)
    new = empty.letter("tomas", DENIED).reference
    empty.settle()
    tensions.judge(empty.ilse, f"{LINE}/{old}/1", f"{LINE}/{new}/1", "in tension")
    empty.wait(days=11)
    retention.retire(empty.ilse, LINE)
    assert dump(empty.ilse)["comparisons"] == []
    assert tensions.judged(empty.ilse) == []


def test_an_empty_desk_has_no_tension(pair):
    """Nothing faces nothing."""
    assert facing(pair.ilse, Selection()) == facing(pair.ilse, Selection(who=("nobody",)), window=48) == []
    assert tensions.told(pair.ilse, Selection(who=("nobody",))) == []


def test_the_change_of_line_within_eighteen_hours_is_found(pair):
    """In the talk of 1963, what an emissary urged and what he then proposed face each other, each with its place."""
    folder = Path(os.environ.get("BACKCHANNEL_RECORD") or Path(__file__).parents[4] / "shared" / "record")
    if not folder.is_dir():
        pytest.skip("the record is not on this machine (BACKCHANNEL_RECORD)")
    (path,) = (folder / "seeds").glob("1963-01-20-*.txt")
    (outcome,) = import_files(pair.ilse, files_of([path]))
    assert outcome.documents == 1
    assert facing(pair.ilse, Selection(document=path.stem), window=48)[0] == (
        f"{path.stem}/3:342-592",
        f"{path.stem}/3:593-659",
    )
