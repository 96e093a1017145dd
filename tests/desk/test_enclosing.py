"""Enclosures: sealed in pieces, given out whole or not at all."""

import hashlib
from pathlib import Path

import pytest
from tests.desk.table import LINE

from backchannel.desk import copying, exchange, letters, writing
from backchannel.desk.enclosing import take_chunk
from backchannel.desk.exchange import outgoing
from backchannel.errors import BackchannelError, BadInputError, NotAReaderError, PlaceError, TooEarlyError, UsageError
from backchannel.protocol.batch import Chunk, open_batch
from backchannel.protocol.limits import LIMITS

PIECE = LIMITS.enclosure_chunk


def content(size: int) -> bytes:
    return (hashlib.sha256(str(size).encode()).digest() * (size // 32 + 1))[:size]


def enclosed(table, size=3 * PIECE, name="chart.bin", **more):
    path = table.folder / name
    path.write_bytes(content(size))
    return table.letter("ilse", "With a chart", files=[path], **more)


def save(table, name, letter, file="chart.bin", to="saved"):
    return copying.save_enclosure(table.desks[name], LINE, letter.reference, file, table.out / to)


@pytest.mark.parametrize("size", [1, 100, PIECE - 1, PIECE, PIECE + 1, 1_000_000, 5 * 1024 * 1024])
def test_a_file_arrives_as_it_was(pair, size):
    """Of whatever size, what comes out at the reader's is what went in, and is named by its digest."""
    letter = enclosed(pair, size)
    pair.settle()
    (there,) = letters.show(pair.tomas, LINE, letter.reference).enclosures
    assert (there.name, there.length, there.complete) == ("chart.bin", size, True)
    assert there.digest == hashlib.sha256(content(size)).digest()
    assert save(pair, "tomas", letter) == size
    assert (pair.out / "saved").read_bytes() == content(size)
    with pair.refused(UsageError, ""):
        save(pair, "tomas", letter)


def test_only_readers_get_the_pieces(sides):
    """A member who does not read the letter holds neither the enclosure's name nor a piece of it."""
    letter = enclosed(sides)
    sides.settle()
    with sides.desks["greta"].vault.read() as db:
        for table in ("enclosures", "enclosure_chunks"):
            assert not db.execute(f"SELECT * FROM {table}").fetchall()
    with sides.refused(UsageError, "no enclosure called"):
        save(sides, "greta", letter)
    letters.open_to(sides.ilse, LINE, letter.reference, "Greta Lund", "She draws the annex.")
    sides.settle()
    assert save(sides, "greta", letter) == 3 * PIECE


def test_a_name_that_the_letter_does_not_have_gives_nothing(pair):
    """What is asked for by another name, or from another entry, is not there, and no file is made."""
    letter = enclosed(pair)
    pair.settle()
    for name in ("chart.BIN", "", "../chart.bin"):
        with pair.refused(UsageError, "no enclosure called"):
            save(pair, "tomas", letter, name)


def chunks_of(table, sender="ilse", to="tomas"):
    """Give the pieces that are on their way to a desk, without letting them arrive."""
    desk, reader = table.desks[sender], table.desks[to].reader
    with desk.vault.change() as db:
        items = list(outgoing(db, desk, reader, everything=True))
        key = next(p.outer_send for p in _pairs(db) if p.peer == reader)
    return [c for i in items for c in open_batch(i.blob, key, i.mailbox).chunks]


def _pairs(db):
    from backchannel.vault import pairs

    return pairs.every(db)


def take(table, *found, sender="ilse", to="tomas"):
    """Hand pieces to a desk as coming from a member."""
    with table.book(to) as book:
        for one in found:
            take_chunk(book, book.pairs[table.desks[sender].reader], one)


@pytest.fixture
def announced(pair):
    """A letter whose text has arrived, and whose pieces have not."""
    letter = enclosed(pair)
    desk = pair.desks["ilse"]
    with desk.vault.change() as db:
        db.execute("UPDATE chunk_outbox SET batch = 1000000, day = 1000000")
        items = list(outgoing(db, desk, pair.tomas.reader))
        db.execute("UPDATE chunk_outbox SET batch = 0, day = 0")
    pair.take("tomas", [(i.day, i.mailbox, i.blob) for i in items])
    assert letters.show(pair.tomas, LINE, letter.reference).document is not None
    return letter


def complete(table, letter):
    return letters.show(table.tomas, LINE, letter.reference).enclosures[0].complete


def test_while_a_piece_is_missing_nothing_is_given_out(pair, announced):
    """With all pieces but one the letter is read and the file is not there; the last piece completes it."""
    found = chunks_of(pair)
    assert len(found) == 4
    for missing in range(4):
        take(pair, *(c for c in found if c.index != missing and c.index < 3))
        if missing == 0:
            with pair.refused(TooEarlyError, "has not arrived whole"):
                save(pair, "tomas", announced)
    take(pair, *reversed(found))
    assert complete(pair, announced)
    assert save(pair, "tomas", announced) == 3 * PIECE


def test_wrong_pieces_are_dropped_and_the_right_ones_taken_afterwards(pair, announced):
    """Of another size, of a number beyond the end, of an enclosure that no letter names: dropped and counted."""
    found = chunks_of(pair)
    one = found[0]
    before = len(pair.dropped("tomas"))
    take(
        pair, Chunk(bytes(32), 0, one.data), Chunk(one.enclosure, 99, one.data), Chunk(one.enclosure, 0, one.data[:-1])
    )
    assert len(pair.dropped("tomas")) > before
    with pair.desks["tomas"].vault.read() as db:
        assert not db.execute("SELECT * FROM enclosure_chunks").fetchall()
    take(pair, *found)
    assert save(pair, "tomas", announced) == 3 * PIECE


def test_an_altered_piece_gives_no_file_and_is_asked_for_again(pair, announced):
    """A piece with one bit changed makes the whole wrong: all are dropped, and a second sending completes it."""
    found = chunks_of(pair)
    data = bytearray(found[1].data)
    data[7] ^= 1
    take(pair, found[0], Chunk(found[1].enclosure, 1, bytes(data)), *found[2:])
    assert not complete(pair, announced)
    assert any("not the one that its letter names" in d for d in pair.dropped("tomas"))
    with pair.refused(TooEarlyError, "has not arrived whole"):
        save(pair, "tomas", announced)
    pair.settle()
    assert save(pair, "tomas", announced) == 3 * PIECE


def test_pieces_from_another_member_than_the_author_are_dropped(three):
    """Only the author's own pair brings his enclosure: another member cannot put pieces of it in place."""
    letter = enclosed(three)
    desk = three.desks["ilse"]
    with desk.vault.change() as db:
        db.execute("UPDATE chunk_outbox SET batch = 1000000, day = 1000000")
        items = list(outgoing(db, desk, three.tomas.reader))
        db.execute("UPDATE chunk_outbox SET batch = 0, day = 0")
    three.take("tomas", [(i.day, i.mailbox, i.blob) for i in items])
    found = chunks_of(three)
    take(three, *found, sender="hanne")
    assert not letters.show(three.tomas, LINE, letter.reference).enclosures[0].complete
    take(three, *found)
    assert letters.show(three.tomas, LINE, letter.reference).enclosures[0].complete


def test_one_name_in_two_letters_is_two_files(pair):
    """The same name with other words in another letter is another file."""
    one = enclosed(pair, 1000)
    two = enclosed(pair, 2000)
    same = enclosed(pair, 1000)
    pair.settle()
    for letter, size, to in ((one, 1000, "a"), (two, 2000, "b"), (same, 1000, "c")):
        assert save(pair, "tomas", letter, to=to) == size
        assert (pair.out / to).read_bytes() == content(size)


class Growing(type(Path())):
    """A file that somebody writes to between the look at its size and the reading."""

    def stat(self, **more):
        found = super().stat(**more)
        with Path(str(self)).open("ab") as file:
            file.write(b"one more line\n")
        return found


class Shrinking(type(Path())):
    """A file that is cut between the look at its size and the reading."""

    def open(self, *args, **more):
        Path(str(self)).write_bytes(b"short")
        return super().open(*args, **more)


@pytest.mark.parametrize("kind", [Growing, Shrinking])
def test_a_file_that_changes_while_it_is_sealed_is_not_enclosed(pair, kind):
    """Whatever was written in between, a half-changed file is refused and the letter is not written."""
    path = pair.folder / "log.txt"
    path.write_bytes(content(50_000))
    with pair.refused(BadInputError, ""):
        pair.letter("ilse", "With a log", files=[kind(path)])


def test_a_file_that_is_too_large_is_not_enclosed(pair):
    """More than the limit is refused before a byte is read; a folder is no file."""
    path = pair.folder / "large.bin"
    with path.open("wb") as file:
        file.truncate(LIMITS.enclosure + 1)
    with pair.refused(BadInputError, "larger than 64 MB"):
        pair.letter("ilse", "Too large", files=[path])
    with pair.unchanged(), pytest.raises(BackchannelError):
        pair.letter("ilse", "A folder", files=[pair.folder])


def test_a_file_is_not_saved_where_something_is_or_cannot_be(pair):
    """An existing file stays as it is; a folder that is not there gets none."""
    letter = enclosed(pair)
    pair.settle()
    (pair.out / "taken").write_bytes(b"mine")
    with pair.refused(UsageError, ""):
        save(pair, "tomas", letter, to="taken")
    with pair.refused(PlaceError, ""):
        save(pair, "tomas", letter, to="nowhere/file")


def test_a_letter_that_is_closed_to_one_gives_no_enclosure(sides):
    """A non-reader asks by the right name and gets nothing."""
    letter = enclosed(sides)
    sides.settle()
    with sides.unchanged(), pytest.raises((NotAReaderError, UsageError)):
        save(sides, "pavel", letter)


def test_another_s_enclosure_cannot_be_taken_over_by_naming_it_first(three, monkeypatch):
    """A member who names it in a letter of his own that comes first, with another key, keeps it from nobody."""
    with three.book("tomas") as book:
        before = book.ledger.heads[three.ilse.reader]
    letter = enclosed(three, readers=["tomas", "hanne"])
    with monkeypatch.context() as patch:
        patch.setattr(exchange, "_owes_ack", lambda book: False)
        three.carry("ilse", "tomas")
    with three.desks["tomas"].vault.read() as db:
        from backchannel.vault import enclosures

        known = enclosures.of_letter(db, letter.header.id)[0]
    from backchannel.desk.writing import append
    from backchannel.protocol.encoding import b64, hex32

    body = {
        "document": {"kind": "letter", "passages": [{"text": "Mine", "role": "paragraph"}], "enclosures": ["x.bin"]},
        "enclosures": [
            {
                "name": "x.bin",
                "length": known.length,
                "digest": hex32(known.digest),
                "sealed": hex32(known.id),
                "sealed_length": known.sealed_length,
                "key": b64(bytes(32)),
            }
        ],
    }
    real = writing.make_header
    with monkeypatch.context() as patch:
        # He does not say that he has seen the author's letter, so that his own need not wait for it.
        patch.setattr(
            writing, "make_header", lambda **m: real(**{**m, "seen": {**m["seen"], three.ilse.reader: before}})
        )
        with three.book("tomas") as book:
            append(book, "letter", body, sorted([three.tomas.reader, three.hanne.reader]))
    three.carry("tomas", "hanne")
    assert [x.author.name for x in letters.every(three.hanne, LINE)] == ["Tomas Reik"]
    three.settle()
    assert save(three, "hanne", letter) == 3 * PIECE
