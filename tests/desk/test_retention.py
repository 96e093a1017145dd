"""Retention: what the charter says is kept no longer is erased on this desk, and on no other."""

import pytest
from tests.desk.table import LINE, dump

from backchannel.desk import checking, identities, keeping, letters, releases, retention
from backchannel.desk.releases import Wish
from backchannel.errors import NotAReaderError

SECRET = "the weir was mined in the spring"


@pytest.fixture
def short(empty):
    """A pair under a charter that keeps letters for thirty days."""
    for name in ("ilse", "tomas"):
        empty.create(name)
        identities.make_identity(empty.desks[name])
    empty.introduce(("ilse", "tomas"))
    empty.open_line(("ilse", "tomas"), rules="retention_days = 30")
    return empty


def holds(table, name, word):
    values = [v for rows in dump(table.desks[name]).values() for row in rows for v in row]
    return any(word.encode() in v for v in values if isinstance(v, bytes)) or any(word == v for v in values)


def find(table, name, reference):
    return next(x for x in letters.every(table.desks[name], LINE) if x.reference == reference)


def test_nothing_is_due_before_its_day(short):
    """A letter is due when the charter's days have passed, and not on the last of them."""
    short.letter("ilse", SECRET)
    short.settle()
    short.wait(days=30)
    with short.unchanged():
        assert retention.retire(short.ilse, LINE).letters == ()


def test_a_charter_that_keeps_everything_has_nothing_due(pair):
    """Without a number of days nothing is ever retired."""
    pair.letter("ilse", SECRET)
    pair.wait(days=3000)
    with pair.unchanged():
        assert retention.retire(pair.ilse, LINE).letters == ()


def test_what_is_due_is_told_first_and_erased_on_this_desk_only(short):
    """`due` changes nothing; `retire` takes words, key and enclosure from this desk; the other keeps its copy."""
    file = short.folder / "plan.txt"
    file.write_bytes(b"plan of the weir " * 9000)
    old = short.letter("ilse", SECRET, files=[file])
    short.settle()
    short.wait(days=20)
    new = short.letter("ilse", "later")
    short.settle()
    short.wait(days=11)
    with short.unchanged():
        assert retention.due(short.ilse, LINE).letters == (old.reference,)
    before = dump(short.tomas)
    assert retention.retire(short.ilse, LINE).letters == (old.reference,)
    assert dump(short.tomas) == before
    with short.desks["ilse"].vault.read() as db:
        row = db.execute("SELECT ciphertext, key, seq FROM entries WHERE id = ?", (old.header.id,)).fetchone()
        assert row == (b"", b"", old.header.seq)
        assert not db.execute("SELECT * FROM enclosure_chunks").fetchall()
        assert not db.execute("SELECT * FROM enclosures").fetchall()
    assert find(short, "ilse", old.reference).document is None
    assert find(short, "ilse", new.reference).document is not None
    assert find(short, "tomas", old.reference).document.passages[0].text == SECRET
    with short.refused(NotAReaderError, ""):
        letters.show(short.ilse, LINE, old.reference)
    assert retention.due(short.ilse, LINE).letters == ()


def test_the_chain_stays_whole_and_the_channel_goes_on(short):
    """After retirement the checks find nothing, letters go on both ways, and both desks agree."""
    short.letter("ilse", SECRET)
    short.letter("tomas", "An answer")
    short.settle()
    short.wait(days=31)
    retention.retire(short.ilse, LINE)
    assert checking.check(short.ilse, LINE).findings == ()
    assert keeping.check(short.ilse) == ()
    short.letter("ilse", "After")
    short.letter("tomas", "After")
    short.settle()
    assert short.state("ilse") == short.state("tomas")
    for name in ("ilse", "tomas"):
        assert checking.check(short.desks[name], LINE).findings == ()
        assert short.alarms(name) == []


def test_a_letter_under_a_release_is_kept_until_it_has_ended(short):
    """What a release still needs is not erased; once the release has ended it is due."""
    letter = short.letter("ilse", SECRET)
    short.settle()
    short.wait(days=31)
    sheet = releases.propose(short.ilse, LINE, [Wish(letter.reference, {}, {})], purpose="For the record")
    short.settle()
    for name in ("ilse", "tomas"):
        found = retention.due(short.desks[name], LINE)
        assert (found.letters, found.kept) == ((), (letter.reference,))
        retention.retire(short.desks[name], LINE)
        assert find(short, name, letter.reference).document is not None
    releases.decline(short.tomas, LINE, sheet.reference)
    short.settle()
    assert retention.retire(short.ilse, LINE).letters == (letter.reference,)


def test_a_release_cannot_be_consented_to_by_a_desk_that_has_retired_the_letter(short):
    """Whoever has no copy left to compare with cannot consent."""
    letter = short.letter("ilse", SECRET)
    short.settle()
    short.wait(days=31)
    retention.retire(short.tomas, LINE)
    sheet = releases.propose(short.ilse, LINE, [Wish(letter.reference, {}, {})], purpose="For the record")
    short.settle()
    assert "cannot read" in releases.show(short.tomas, LINE, sheet.reference).problem
    with short.refused(NotAReaderError, "cannot read one of the letters"):
        releases.consent(short.tomas, LINE, sheet.reference)


def test_a_letter_dated_into_the_future_does_not_escape_by_more_than_its_claim(short):
    """Retention goes by the author's claimed time: a share of the letter is retired by its own time."""
    letter = short.letter("ilse", SECRET)
    short.settle()
    short.wait(days=20)
    again = letters.share(short.tomas, LINE, letter.reference, ["Ilse Maren"], "To recall it.")
    short.settle()
    short.wait(days=11)
    assert retention.retire(short.ilse, LINE).letters == (letter.reference,)
    assert find(short, "ilse", again.reference).document is not None
    short.wait(days=20)
    assert retention.retire(short.ilse, LINE).letters == (again.reference,)
    assert not holds(short, "ilse", SECRET)
