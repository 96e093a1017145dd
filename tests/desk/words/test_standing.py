"""The standing of assurances: what a person said of them, what is proposed, and how it stood on a day."""

import os
from pathlib import Path

import pytest
from tests.desk.table import LINE, dump
from tests.desk.words.bank_case import ASSURED, DENIED, recorded, written

from backchannel.desk.importing import files_of, import_files
from backchannel.desk.words import standing
from backchannel.desk.words.bank import Selection
from backchannel.errors import UsageError

ASSURANCE = Selection(kind=("assurance",))
AGAIN = "I repeat that we have no designs on the island of Senn, and that you may rely on that."


@pytest.fixture
def line(pair):
    """Ilse's desk with the letters of the line, and the addresses of what was assured, denied and said again."""
    first, _, second = written(pair)
    third = pair.letter("tomas", AGAIN).reference
    pair.settle()
    pair.assured = f"{LINE}/{first}/3:0-{len(ASSURED)}"
    pair.denied = f"{LINE}/{second}/1:0-{len(DENIED)}"
    pair.again = f"{LINE}/{third}/1:0-{len(AGAIN)}"
    return pair


def only(desk, **more):
    """The assurance of Senn."""
    found = standing.assurances(desk, Selection(kind=("assurance",), **more))
    (one,) = [one for one in found if "Senn" in one.first.text and one.first.text == ASSURED]
    return one


def test_what_may_repeat_or_contradict_is_proposed_with_its_reason(line):
    """Wording used again, and shared words that one denies; nothing is so before a person says it."""
    one = only(line.ilse)
    assert (one.repeated, one.contradicted, one.withdrawn) == ((), (), ())
    proposed = {(p.later.address, p.verdict): p.reason for p in one.proposals}
    assert "words of it stand in both" in proposed[line.again, "repeats"]
    assert any(verdict in ("contradicts", "repeats") and address == line.denied for address, verdict in proposed)


def test_a_person_says_what_repeats_and_what_contradicts(line):
    """The later of the two does it, in whichever order they are named; what was judged is proposed no more."""
    later, earlier = standing.judge(line.ilse, line.denied, line.assured, "contradicts")
    assert (later.address, earlier.address) == (line.denied, line.assured)
    standing.judge(line.ilse, line.again, line.assured, "repeats")
    one = only(line.ilse)
    assert [by.address for by in one.contradicted] == [line.denied]
    assert [by.address for by in one.repeated] == [line.again]
    assert one.last.address == line.again
    assert one.proposals == ()
    assert not any(found.first.address == line.again for found in standing.assurances(line.ilse, ASSURANCE))


def test_a_chain_of_repetitions_has_one_first(line):
    """What repeats a repetition repeats the first."""
    standing.judge(line.ilse, line.denied, line.assured, "repeats")
    standing.judge(line.ilse, line.again, line.denied, "repeats")
    one = only(line.ilse)
    assert one.last.address in (line.denied, line.again)
    assert {by.address for by in one.repeated} >= {line.denied}


def test_how_it_stood_on_a_day(line):
    """What was said after the day that is asked for is not part of it."""
    standing.judge(line.ilse, line.denied, line.assured, "withdraws")
    assert only(line.ilse).withdrawn
    assert only(line.ilse, until="2031-05-19").withdrawn == ()


def test_a_judgement_is_taken_back(line):
    """And what was set aside as neither is proposed again only then."""
    standing.judge(line.ilse, line.again, line.assured, "neither")
    assert line.again not in {p.later.address for p in only(line.ilse).proposals}
    assert standing.forget(line.ilse, line.again, line.assured)
    assert not standing.forget(line.ilse, line.again, line.assured)
    assert line.again in {p.later.address for p in only(line.ilse).proposals}


def test_a_condition_is_shown(pair):
    """The words that make an offer or an assurance depend on something, where it is listed."""
    pair.letter("tomas", "If the ice comes early, we shall stop the ferries at Senn.")
    pair.settle()
    (one,) = standing.assurances(pair.ilse, Selection(kind=("condition",)))
    assert one.condition == "If the ice comes early"


@pytest.mark.parametrize(
    ("act", "says"),
    [
        (lambda d, t: standing.judge(d, t.assured, t.assured, "repeats"), "name one statement"),
        (lambda d, t: standing.judge(d, t.assured, t.denied, "may repeat"), "is no judgement"),
        (lambda d, t: standing.judge(d, t.assured, t.assured.rsplit("/", 1)[0], "repeats"), "is a whole document"),
        (lambda d, t: standing.judge(d, t.assured, "nothing/1", "repeats"), "There is no document"),
    ],
)
def test_what_cannot_be_judged_changes_nothing(line, act, says):
    """One sentence, and no judgement is kept."""
    with line.refused(UsageError, says):
        act(line.ilse, line)
    assert dump(line.ilse)["comparisons"] == []


def test_an_archive_of_several_has_its_assurances(pair):
    """A minister's letters to two allies and his talk: three assurances, each with who was told."""
    recorded(pair.ilse)
    found = standing.assurances(pair.ilse, Selection(who=("teral",), kind=("assurance",), until="1961-12-31"))
    assert [one.first.document for one in found] == ["quay/1", "quay/2", "quay/3"]


def test_the_assurance_on_the_city_stands_on_16_october_1961(pair):
    """What the letter of that day is glad to have is listed with document and place, as reported by its writer."""
    folder = Path(os.environ.get("BACKCHANNEL_RECORD") or Path(__file__).parents[4] / "shared" / "record")
    if not folder.is_dir():
        pytest.skip("the record is not on this machine (BACKCHANNEL_RECORD)")
    (outcome,) = import_files(pair.ilse, files_of([folder / "frus1961-63v06.xml.gz"]))
    assert outcome.documents == 120
    wanted = Selection(who=("khrushchev",), kind=("assurance",), until="1961-10-16")
    found = {one.first.address: one.first for one in standing.assurances(pair.ilse, wanted)}
    reported = found["frus1961-63v06/d22/15:1112-1146"]
    assert (reported.form, reported.day, reported.speaker) == ("reported", "1961-10-16", "Khrushchev")
    assert found["frus1961-63v06/d21/16:1290-1397"].form == "letter"
    assert all(one.day and one.day <= "1961-10-16" for one in found.values())
