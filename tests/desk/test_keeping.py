"""Keeping a desk: a backup, a restored desk that hears the others before it writes, the own ledger, the overviews."""

import pytest
from tests.desk.table import LINE, WORDS, dump

from backchannel.desk import channels, checking, keeping, knowledge, letters, mending, overview, pouches, travel
from backchannel.desk.desk import Desk
from backchannel.desk.own_ledger import NAME, find_own
from backchannel.errors import BadInputError, LockedError, RuleError, StaleDeskError, UsageError


def restored(table, name="ilse"):
    """Back a desk up, let it write on, lose it, and restore it; give the letter that the backup does not hold."""
    table.letter(name, "In the backup")
    table.settle()
    keeping.write_backup(table.desks[name], table.folder / "backup", "another phrase")
    lost = table.letter(name, "After the backup")
    table.settle()
    table.desks[name].close()
    keeping.restore(table.folder / "backup", "another phrase", table.folder / "restored")
    table.desks[name] = Desk.open(table.folder / "restored", "another phrase", clock=table.clock)
    return lost


def test_a_restored_desk_writes_nothing_before_it_has_heard_the_others(pair):
    """Every act that writes is refused, and nothing changes; reading goes on."""
    restored(pair)
    for act in (
        lambda: pair.letter("ilse", "Too early"),
        lambda: channels.leave(pair.ilse, LINE),
        lambda: channels.close(pair.ilse, LINE),
    ):
        with pair.refused(StaleDeskError, "old copy of itself"):
            act()
    assert letters.every(pair.ilse, LINE)
    assert channels.standing(pair.ilse, LINE).channel.stale


def test_a_restored_desk_gets_back_what_it_had_written_and_goes_on(pair):
    """After the exchange its lost letter is back, it writes at the next place, and nobody sees two histories."""
    lost = restored(pair)
    pair.settle()
    assert not channels.standing(pair.ilse, LINE).channel.stale
    assert letters.show(pair.ilse, LINE, lost.reference).document.passages[0].text == "After the backup"
    after = pair.letter("ilse", "After it came back")
    pair.settle()
    assert after.header.seq > lost.header.seq
    assert letters.show(pair.tomas, LINE, after.reference).document is not None
    for name in ("ilse", "tomas"):
        assert "fork" not in pair.alarms(name)
        assert checking.check(pair.desks[name], LINE).findings == ()


def test_a_restored_desk_waits_for_everybody_unless_told_otherwise(three):
    """With one of two peers heard it still waits and says for whom; excusing him by name lets it write."""
    restored(three)
    for _ in range(4):
        three.carry("ilse", "tomas")
        three.carry("tomas", "ilse")
    with three.refused(StaleDeskError, "old copy"):
        three.letter("ilse", "Too early")
    assert channels.resume(three.ilse, LINE) == ["Hanne Solvik"]
    assert channels.standing(three.ilse, LINE).channel.stale
    assert channels.resume(three.ilse, LINE, ("Hanne Solvik",)) == []
    letter = three.letter("ilse", "At last")
    three.settle()
    assert letters.show(three.hanne, LINE, letter.reference).document is not None
    with three.refused(UsageError, "not waiting"):
        channels.resume(three.ilse, LINE)


def test_a_restored_desk_can_be_mended_by_pouches_alone(pair):
    """Without any relay, pouches both ways bring it back."""
    lost = restored(pair)
    number = 0
    for _ in range(4):
        for sender, to in (("ilse", "tomas"), ("tomas", "ilse")):
            number += 1
            pouches.pack(pair.desks[sender], pair.full(to), pair.out / str(number))
            pouches.unpack(pair.desks[to], pair.out / str(number))
    assert letters.show(pair.ilse, LINE, lost.reference).document is not None
    pair.letter("ilse", "Back")


def test_a_backup_is_one_new_file_and_opens_with_its_phrase_only(pair):
    """It is not written over anything; a wrong phrase, a cut or altered file make no desk."""
    size = keeping.write_backup(pair.ilse, pair.out / "backup", "another phrase")
    data = (pair.out / "backup").read_bytes()
    assert len(data) == size
    with pair.refused(UsageError, "exists already"):
        keeping.write_backup(pair.ilse, pair.out / "backup", "another phrase")
    with pair.refused(LockedError, ""):
        keeping.restore(pair.out / "backup", WORDS, pair.folder / "new")
    for bad in (data[:-1], data[: len(data) // 2], data[:-9] + b"x" + data[-8:], data + b"x", b""):
        (pair.folder / "bad").write_bytes(bad)
        with pair.refused(BadInputError, ""):
            keeping.restore(pair.folder / "bad", "another phrase", pair.folder / "new")
    with pair.refused(UsageError, ""):
        keeping.restore(pair.out / "backup", "another phrase", pair.folder / "tomas")
    assert not (pair.folder / "new").exists()


def test_a_new_passphrase_takes_the_place_of_the_old(pair):
    """The old one opens nothing any more, the new one does, and all is there; a wrong old one changes nothing."""
    letter = pair.letter("ilse", "Still here")
    pair.ilse.close()
    with pytest.raises(LockedError):
        keeping.change_passphrase(pair.folder / "ilse", "not it", "a new one")
    keeping.change_passphrase(pair.folder / "ilse", WORDS, "a new one")
    with pytest.raises(LockedError):
        Desk.open(pair.folder / "ilse", WORDS)
    pair.desks["ilse"] = Desk.open(pair.folder / "ilse", "a new one", clock=pair.clock)
    assert letters.show(pair.ilse, LINE, letter.reference).document is not None
    assert keeping.check(pair.ilse) == ()


# The own ledger


def test_the_own_ledger_is_made_when_it_is_needed_and_stays_at_home(pair):
    """It is there after the first note, is no channel that is listed or named, and nothing of it is ever sent."""
    letter = pair.letter("ilse", "One")
    pair.settle()
    with pair.desks["ilse"].vault.read() as db:
        assert find_own(db, pair.ilse) is None
    for person in ("Otto Brandt", "Runa Falk"):
        knowledge.note(pair.ilse, LINE, letter.reference, person=person, party="Valdria", way="told")
    with pair.desks["ilse"].vault.read() as db:
        own = find_own(db, pair.ilse)
        assert own is not None
        assert own.state.active() == [pair.ilse.reader]
        assert db.execute("SELECT count(*) FROM channels WHERE standing = 'own'").fetchone() == (1,)
        assert not db.execute("SELECT * FROM outbox WHERE channel = ?", (own.channel.id,)).fetchall()
    assert [s.channel.name for s in channels.every_standing(pair.ilse)] == [LINE]
    assert all(o.channel == LINE for o in letters.owed(pair.ilse))
    before = dump(pair.tomas)
    pair.carry("ilse", "tomas")
    assert dump(pair.tomas)["entries"] == before["entries"]
    assert dump(pair.tomas)["channels"] == before["channels"]


def test_the_own_ledger_checks_like_any_other(pair):
    """Its chain can be checked, and nothing is found."""
    letter = pair.letter("ilse", "One")
    knowledge.note(pair.ilse, LINE, letter.reference, person="Otto Brandt", party="Valdria", way="told")
    assert checking.check(pair.ilse, NAME).findings == ()


# What lies on a desk


def test_what_lies_on_a_desk_is_listed_and_nothing_else(sides):
    """Entries with their author and standing, without a word of what is closed; alarms and refusals as they stand."""
    sides.letter("ilse", "Not for the clerks")
    sides.settle()
    rows = overview.ledger(sides.pavel, LINE)
    assert len(rows) == overview.length(sides.pavel, LINE)
    assert [r.opens for r in rows if r.kind == "letter"] == [False]
    assert "Not for the clerks" not in repr(rows)
    assert overview.alarms(sides.pavel) == []
    assert overview.set_aside(sides.pavel, LINE) == []
    assert overview.refusals(sides.hanne) == []


def test_an_exchange_is_told_without_its_acknowledgements(pair):
    """What arrived is listed as letters and acts; acknowledgements and renewals of keys are left out."""
    pair.letter("ilse", "One")
    rows = overview.arrived(pair.tomas, pair.carry("ilse", "tomas").entries)
    assert [(r.kind, r.author, r.opens) for r in rows] == [("letter", "Ilse Maren", True)]
    assert overview.arrived(pair.ilse, pair.carry("tomas", "ilse").entries) == []


def test_what_waits_is_told_until_it_is_known_to_have_come(pair):
    """A letter waits for its reader until his desk has said that it has it."""
    assert travel.waiting(pair.ilse) == []
    pair.letter("ilse", "One")
    (route,) = travel.waiting(pair.ilse)
    assert (route.person, route.party, route.relay, route.open) == ("Tomas Reik", "Ostrava", False, True)
    pair.settle()
    assert travel.waiting(pair.ilse) == []


def test_there_is_nothing_to_mend_where_nothing_is_forked(sides):
    """A mend without a fork is refused, as is one by somebody who is no principal."""
    with sides.refused(UsageError, "No fork"):
        mending.mend(sides.ilse, LINE, "Tomas Reik", "To be sure.")
    with sides.refused(UsageError, "No fork"):
        mending.mend(sides.greta, LINE, "Tomas Reik", "To be sure.")
    from backchannel.desk.writing import append

    content = {"author": sides.tomas.reader.hex(), "seq": 0, "entry": bytes(32).hex(), "reason": "By hand."}
    with sides.refused(RuleError, "Only a principal"), sides.book("greta") as book:
        append(book, "mend", content)
