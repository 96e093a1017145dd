"""What is remembered of entries while a vault is open: the same as read anew, and nothing of what was erased."""

from contextlib import contextmanager

import pytest
from tests.desk.table import LINE

from backchannel.desk import channels, identities, letters, readers, retention
from backchannel.vault import channels as kept_channels
from backchannel.vault import entries
from backchannel.vault.opened import Opened
from backchannel.vault.sqlcipher import opened

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


def bodies(desk):
    with desk.vault.read() as db:
        return [
            (entry.header, entry.body())
            for channel in kept_channels.every(db)
            for entry in entries.every(db, channel.id)
        ]


def told(desk):
    standing = channels.standing(desk, LINE)
    return bodies(desk), letters.owed(desk), letters.every(desk, LINE), readers.every(desk, LINE), standing


@contextmanager
def same_as_anew(desk):
    """After the block a desk that has remembered tells what one that was just opened does."""
    told(desk)
    yield
    remembered = told(desk)
    with desk.another() as fresh:
        assert told(fresh) == remembered


def test_after_every_change_what_is_remembered_is_what_is_read_anew(short):
    """A letter, its answer, an acknowledgement, an amendment and its assent: each is seen at once."""
    ilse, tomas = short.ilse, short.tomas
    with same_as_anew(ilse):
        first = short.letter("ilse", SECRET)
    short.settle()
    with same_as_anew(tomas):
        letters.acknowledge(tomas, LINE, first.reference, "the answer follows")
    with same_as_anew(tomas):
        short.letter("tomas", "It was not.")
    with same_as_anew(ilse):
        short.settle()
    with same_as_anew(ilse):
        channels.leave(ilse, LINE)
    with same_as_anew(tomas):
        short.settle()


def test_nothing_is_remembered_of_a_letter_that_was_retired(short):
    """Retention takes the opened words out of memory too."""
    letter = short.letter("ilse", SECRET)
    bodies(short.ilse)
    with short.ilse.vault.read() as db:
        assert letter.header.id in opened(db)
    short.wait(days=31)
    assert retention.retire(short.ilse, LINE).letters
    with short.ilse.vault.read() as db:
        assert letter.header.id not in opened(db)
    assert SECRET not in repr(told(short.ilse))


def test_what_another_process_retired_is_forgotten_when_it_is_seen(short):
    """The vault is asked each time; what it holds no more is not given, and not remembered any longer."""
    letter = short.letter("ilse", SECRET)
    bodies(short.ilse)
    short.wait(days=31)
    with short.ilse.another() as other:
        retention.retire(other, LINE)
    assert SECRET not in repr(told(short.ilse))
    with short.ilse.vault.read() as db:
        assert letter.header.id not in opened(db)


def test_a_change_that_was_given_up_is_not_remembered(short):
    """The state and the debts are those of before."""
    ilse = short.ilse
    before = told(ilse)

    class GivenUpError(Exception):
        pass

    with pytest.raises(GivenUpError), ilse.vault.change() as db:
        channel = kept_channels.every(db)[0]
        for entry in list(entries.every(db, channel.id)):
            entries.retire(db, channel.id, entry.header.author, entry.header.seq)
        raise GivenUpError
    assert told(ilse) == before


def test_another_key_or_other_sealed_bytes_are_opened_anew(short):
    """A remembered body stands for just the bytes and the key that it was opened of."""
    short.letter("ilse", SECRET)
    with short.ilse.vault.read() as db:
        channel = kept_channels.every(db)[0]
        entry = next(one for one in entries.every(db, channel.id) if one.header.kind == "letter")
    memory = Opened()
    found = memory.body(entry.header, entry.ciphertext, entry.key)
    assert found is not None
    assert memory.body(entry.header, entry.ciphertext, bytes(32)) is None
    assert memory.body(entry.header, entry.ciphertext[:-1] + b"\0", entry.key) is None
    assert memory.body(entry.header, b"", entry.key) is None
    assert entry.header.id not in memory


def test_what_a_caller_takes_out_of_a_body_is_there_for_the_next(short):
    """Each caller has a body of his own."""
    short.letter("ilse", SECRET)
    with short.ilse.vault.read() as db:
        channel = kept_channels.every(db)[0]
        entry = next(one for one in entries.every(db, channel.id) if one.header.kind == "letter")
        entry.body().pop("document")
        assert "document" in entry.body()


def test_the_memory_is_bounded(short, monkeypatch):
    """Beyond its bounds what was opened first is forgotten."""
    from backchannel.vault import opened as module

    for n in range(4):
        short.letter("ilse", f"letter {n} " * 400)
    with short.ilse.vault.read() as db:
        channel = kept_channels.every(db)[0]
        found = [one for one in entries.every(db, channel.id) if one.header.kind == "letter"]
    monkeypatch.setattr(module, "_BYTES", sum(len(one.ciphertext) for one in found[:2]))
    monkeypatch.setattr(module, "_HEADERS", 2)
    memory = Opened()
    for one in found:
        assert memory.body(one.header, one.ciphertext, one.key)
        assert memory.header(one.header.data) == one.header
    assert [one.header.id in memory for one in found] == [False, False, True, True]
