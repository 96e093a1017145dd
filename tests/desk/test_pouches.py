"""Pouches: carried by hand, lost, doubled, delayed, cut and opened by the wrong person."""

from datetime import UTC, datetime

import pytest
from tests.desk.table import LINE, dump

from backchannel.desk import letters, pouches
from backchannel.errors import BackchannelError, BadInputError, PlaceError, UsageError
from backchannel.protocol.pouch import seal_pouch


def packed(table, sender="ilse", to="tomas", name="pouch"):
    path = table.out / name
    pouches.pack(table.desks[sender], table.full(to), path)
    return path


def entries(table, name):
    return dump(table.desks[name])["entries"]


def test_a_letter_travels_in_a_pouch_and_the_pouch_shows_nothing(pair):
    """It arrives; the file holds neither a word nor a name nor an identifier of anybody."""
    letter = pair.letter("ilse", "By hand, across the lock")
    path = packed(pair)
    data = path.read_bytes()
    for secret in (
        b"By hand",
        b"Ilse",
        b"Tomas",
        b"Valdria",
        pair.ilse.reader,
        pair.tomas.reader,
        letter.header.channel,
    ):
        assert secret not in data
    arrived = pouches.unpack(pair.tomas, path)
    assert letter.header.id in [h.id for _, h in arrived.entries]
    assert path.stat().st_mode & 0o777 == 0o600


def test_somebody_else_s_pouch_is_refused_whole(three):
    """A pouch for Tomas opens neither at Hanne's nor at its sender's."""
    three.letter("ilse", "For Tomas")
    path = packed(three)
    for name in ("hanne", "ilse"):
        with three.refused(BadInputError, "no pouch for this desk"):
            pouches.unpack(three.desks[name], path)


def test_a_pouch_cut_anywhere_brings_nothing(pair):
    """Cut at any of many places, nothing of it is taken; whole, it is."""
    letter = pair.letter("ilse", "Whole or not at all")
    data = packed(pair).read_bytes()
    cut = pair.folder / "cut"
    places = sorted({1, 100, 1167, 1168, 1169, len(data) // 2, *range(1200, len(data), max(1, len(data) // 12))})
    with pair.unchanged():
        for length in (*places, len(data) - 1):
            cut.write_bytes(data[:length])
            with pytest.raises(BadInputError):
                pouches.unpack(pair.tomas, cut)
    pouches.unpack(pair.tomas, pair.out / "pouch")
    assert letters.show(pair.tomas, LINE, letter.reference).document is not None


def test_a_pouch_with_something_after_its_end_brings_nothing(pair):
    """A byte too much, the same pouch twice in one file, another after it: refused whole."""
    pair.letter("ilse", "And no more")
    data = packed(pair).read_bytes()
    longer = pair.folder / "longer"
    for more in (b"\0", b"x", data, bytes(4096)):
        longer.write_bytes(data + more)
        with pair.refused(BadInputError, ""):
            pouches.unpack(pair.tomas, longer)


def test_a_pouch_with_one_bit_changed_brings_nothing(pair):
    """Wherever a bit is flipped, nothing is taken."""
    pair.letter("ilse", "Every bit")
    data = packed(pair).read_bytes()
    flipped = pair.folder / "flipped"
    with pair.unchanged():
        for place in range(0, len(data), max(1, len(data) // 25)):
            flipped.write_bytes(data[:place] + bytes([data[place] ^ 64]) + data[place + 1 :])
            with pytest.raises(BackchannelError):
                pouches.unpack(pair.tomas, flipped)


def test_a_pouch_taken_twice_changes_nothing_the_second_time(pair):
    """The second time no entry, no alarm and no letter is added."""
    pair.letter("ilse", "Once")
    path = packed(pair)
    pouches.unpack(pair.tomas, path)
    before = dump(pair.tomas)
    arrived = pouches.unpack(pair.tomas, path)
    assert arrived.entries == ()
    after = dump(pair.tomas)
    for table in ("entries", "enclosures", "alarms", "channels", "contacts", "outbox"):
        assert after[table] == before[table]


def test_last_year_s_pouch_today_is_taken_or_passed_over_without_harm(pair):
    """A pouch that arrives a year late brings what had not arrived otherwise; one that is overtaken brings nothing."""
    late = pair.letter("ilse", "Late")
    old = packed(pair, name="old")
    overtaken = packed(pair, name="overtaken")
    pair.wait(days=366)
    assert late.header.id in [h.id for _, h in pouches.unpack(pair.tomas, old).entries]
    pair.settle()
    before = entries(pair, "tomas")
    assert pouches.unpack(pair.tomas, overtaken).entries == ()
    assert entries(pair, "tomas") == before
    assert pair.alarms("tomas") == []
    pair.letter("tomas", "It came")
    pair.settle()


def test_pouches_out_of_order_end_as_if_they_had_been_in_order(pair):
    """The third before the first: all letters are there in the end, each once."""
    written, paths = [], []
    for number in range(3):
        written.append(pair.letter("ilse", f"Number {number}").header.id)
        paths.append(packed(pair, name=f"p{number}"))
    for path in reversed(paths):
        pouches.unpack(pair.tomas, path)
    assert [x.header.id for x in letters.every(pair.tomas, LINE)] == written


def test_a_stranger_with_our_key_brings_only_what_is_dropped(pair):
    """Anybody can seal a pouch to a public key; what it brings is counted and changes no entry."""
    items = [(day, bytes([day]) * 32, bytes(4096)) for day in range(20)]
    items.append((0, pair.tomas.card.intake, bytes(4096)))
    path = pair.folder / "stranger"
    path.write_bytes(b"".join(seal_pouch(pair.ilse.random, pair.tomas.card.key, items)))
    before = dump(pair.tomas)
    arrived = pouches.unpack(pair.tomas, path)
    assert (arrived.blobs, arrived.dropped, arrived.entries) == (21, 21, ())
    after = dump(pair.tomas)
    assert {t: r for t, r in after.items() if t != "meta"} == {t: r for t, r in before.items() if t != "meta"}


@pytest.mark.parametrize("make", ["absent", "empty", "folder", "text"])
def test_what_is_no_pouch_is_refused(pair, make):
    """A file that is not there, is empty, is a folder or is something else gets a sentence and changes nothing."""
    path = pair.folder / "it"
    if make == "empty":
        path.touch()
    elif make == "folder":
        path.mkdir()
    elif make == "text":
        path.write_text("Dear colleague\n" * 500)
    with pair.refused(PlaceError if make == "absent" else BadInputError, ""):
        pouches.unpack(pair.tomas, path)


def test_a_pouch_is_not_written_over_something(pair):
    """An existing file stays, unless one says otherwise; nothing is put where there is no folder."""
    pair.letter("ilse", "One")
    (pair.out / "mine").write_text("my own notes")
    with pair.refused(UsageError, "name is taken"):
        pouches.pack(pair.ilse, "Tomas Reik", pair.out / "mine")
    with pair.refused(PlaceError, "not written"):
        pouches.pack(pair.ilse, "Tomas Reik", pair.out / "nowhere" / "pouch")
    pouches.pack(pair.ilse, "Tomas Reik", pair.out / "mine", overwrite=True)
    assert pouches.unpack(pair.tomas, pair.out / "mine").entries


def test_a_lost_pouch_does_no_harm(pair):
    """What was packed and never came is packed again."""
    letter = pair.letter("ilse", "Lost at the lock")
    packed(pair, name="lost").unlink()
    pouches.unpack(pair.tomas, packed(pair, name="again"))
    assert letters.show(pair.tomas, LINE, letter.reference).document is not None


def test_two_desks_whose_clocks_stand_before_1970_exchange_letters(empty):
    """As for an old case that is played in its own time."""
    empty.now = datetime(1961, 8, 21, 12, tzinfo=UTC)
    for name in ("ilse", "tomas"):
        empty.create(name)
    empty.introduce(("ilse", "tomas"))
    empty.open_line(("ilse", "tomas"))
    sent = empty.letter("ilse", "The wall is two weeks old.")
    pouch = empty.out / "old.pouch"
    pouches.pack(empty.ilse, "Tomas Reik", pouch)
    pouches.unpack(empty.tomas, pouch)
    assert letters.show(empty.tomas, LINE, sent.reference).header.time == "1961-08-21T12:00:00Z"
