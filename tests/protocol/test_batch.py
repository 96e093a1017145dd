"""Frames, batches, blobs and mailboxes."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone

import pytest
from cryptography.cobblestone import Cobblestone256Encryptor
from hypothesis import example, given, settings
from hypothesis import strategies as st
from tests.protocol.test_entry import DIGESTS, HEADS

from backchannel.errors import BadInputError
from backchannel.protocol import labels
from backchannel.protocol.batch import (
    AGAIN,
    CAPACITY,
    NEW,
    RETURNED,
    Batch,
    Chunk,
    Frame,
    day_of,
    fetch_secret,
    fits,
    mailbox_id,
    open_batch,
    outer_size,
    read_frame,
    seal_batch,
    write_frame,
)
from backchannel.protocol.encoding import enc, h, u64
from backchannel.protocol.entry import write_heads
from backchannel.protocol.limits import BLOB_SIZES, LIMITS
from backchannel.protocol.padding import pad_to

OUTER, MAILBOX = h(b"outer"), h(b"mailbox")
SHORT = st.binary(max_size=60)
NUMBERS = st.integers(0, 2**50)
FRAMES = st.builds(
    Frame,
    NUMBERS,
    st.sampled_from([NEW, AGAIN, RETURNED]),
    NUMBERS,
    SHORT,
    SHORT,
    SHORT,
    st.binary(min_size=32, max_size=32),
)
BATCHES = st.builds(
    Batch,
    NUMBERS,
    NUMBERS,
    NUMBERS,
    HEADS,
    st.lists(DIGESTS, max_size=4).map(tuple),
    st.lists(FRAMES.map(write_frame), max_size=4).map(tuple),
    st.lists(st.builds(Chunk, DIGESTS, NUMBERS, SHORT), max_size=3).map(tuple),
)
EMPTY = Batch(1, 0, 1, {}, (), (), ())
FULL = replace(EMPTY, heads={h(b"a"): (2, h(b"b"))}, frames=(write_frame(Frame(1, NEW, 0, b"h", b"c", b"s", MAILBOX)),))


@given(FRAMES)
def test_a_frame_is_read_as_written(frame):
    """A frame comes back the same and has one encoding."""
    assert read_frame(write_frame(frame)) == frame


@given(FRAMES, st.data())
def test_a_frame_cut_short_or_lengthened_is_refused(frame, data):
    """No prefix of a frame is one, nor a frame with something after its end."""
    whole = write_frame(frame)
    with pytest.raises(BadInputError):
        read_frame(whole[: data.draw(st.integers(0, len(whole) - 1))])
    with pytest.raises(BadInputError):
        read_frame(whole + data.draw(st.binary(min_size=1, max_size=9)))


@given(st.binary(max_size=200))
@example(enc(labels.FRAME))
@example(enc(labels.FRAME, u64(1), b"X", u64(0), b"", b"", b"", bytes(32)))
@example(enc(labels.FRAME, u64(1), b"E", u64(0), b"", b"", b"", bytes(31)))
@example(enc(labels.FRAME, b"1", b"E", u64(0), b"", b"", b"", bytes(32)))
@example(enc(labels.FRAME, u64(1), b"E", b"", b"", b"", b"", bytes(32)))
def test_fuzz_any_bytes_are_no_frame(data):
    """Bytes at random, another type, another size of tag or number: each gets a sentence."""
    with pytest.raises(BadInputError):
        read_frame(data)


@settings(max_examples=60, deadline=None)
@given(BATCHES)
def test_a_batch_is_read_as_written(batch):
    """Whatever one desk tells the other arrives the same, in a blob of a size class."""
    blob = seal_batch(batch, OUTER, MAILBOX)
    assert len(blob) in BLOB_SIZES
    assert open_batch(blob, OUTER, MAILBOX) == batch


def test_two_blobs_of_one_batch_share_no_bytes():
    """A relay or a thief of two pouches cannot see that the same was sent twice."""
    one, other = seal_batch(FULL, OUTER, MAILBOX), seal_batch(FULL, OUTER, MAILBOX)
    assert not {one[i : i + 16] for i in range(0, len(one), 16)} & {other[i : i + 16] for i in range(0, len(other), 16)}


def test_attack_tell_batches_apart_by_length():
    """An empty batch and one with several letters have one length, if they fit into one class."""
    frames = tuple(write_frame(Frame(i, NEW, 0, bytes(300), bytes(200), b"", MAILBOX)) for i in range(5))
    assert len(seal_batch(EMPTY, OUTER, MAILBOX)) == len(seal_batch(replace(FULL, frames=frames), OUTER, MAILBOX))


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_attack_flip_a_byte_of_a_blob(data):
    """Every byte of a blob counts, the padding included."""
    blob = bytearray(seal_batch(FULL, OUTER, MAILBOX))
    blob[data.draw(st.integers(0, len(blob) - 1))] ^= 1 << data.draw(st.integers(0, 7))
    with pytest.raises(BadInputError):
        open_batch(bytes(blob), OUTER, MAILBOX)


def test_attack_move_a_blob_to_another_mailbox_or_pair():
    """A blob opens in the mailbox and under the pair's key for which it was made, and nowhere else."""
    blob = seal_batch(FULL, OUTER, MAILBOX)
    for outer, mailbox in ((h(b"other"), MAILBOX), (OUTER, h(b"other"))):
        with pytest.raises(BadInputError, match="does not open"):
            open_batch(blob, outer, mailbox)


@pytest.mark.parametrize("size", [0, 1, 4095, 4097, 8192, 1_048_577])
def test_a_blob_of_another_size_is_dropped(size):
    """Only the size classes travel."""
    with pytest.raises(BadInputError, match="another size"):
        open_batch(bytes(size), OUTER, MAILBOX)


def sealed(data, size=BLOB_SIZES[0]):
    """A blob that holds any plaintext, as only the peer himself can make it."""
    plain = next(n for n in range(size, 0, -1) if outer_size(n) <= size)
    sealer = Cobblestone256Encryptor(OUTER, enc(labels.OUTER, MAILBOX))
    return sealer.update(pad_to(data, plain)) + sealer.finalize()


NUMBERS_OF_HEAD = (u64(1), u64(0), u64(1))


def head(*, heads=None, complete=b"", numbers=NUMBERS_OF_HEAD):
    """The head of a batch."""
    return enc(labels.BATCH_HEAD, *numbers, write_heads({}) if heads is None else heads, complete)


@pytest.mark.parametrize(
    "data",
    [
        b"",
        enc(labels.BATCH),
        enc(labels.BATCH, b""),
        enc(labels.BATCH, enc(labels.BATCH_HEAD)),
        enc(labels.FRAME, head()),
        enc(labels.BATCH, head(heads=b"")),
        enc(labels.BATCH, head(complete=bytes(31))),
        enc(labels.BATCH, head(numbers=(b"", u64(0), u64(1)))),
        enc(labels.BATCH, head(numbers=(b"\xff" * 8, u64(0), u64(1)))),
        enc(labels.BATCH, head(), enc(labels.CHUNK)),
        enc(labels.BATCH, head(), enc(labels.CHUNK, bytes(31), u64(0), b"")),
        enc(labels.BATCH, head(), enc(labels.CHUNK, bytes(32), b"", b"")),
        enc(labels.BATCH, head()) + b"\x01",
    ],
)
def test_attack_a_peer_seals_a_malformed_batch(data):
    """A hostile member can seal anything to his peer: each gets a sentence and nothing else happens."""
    with pytest.raises(BadInputError):
        open_batch(sealed(data), OUTER, MAILBOX)


def test_attack_a_peer_lists_or_sends_too_much():
    """Lists and pieces are bounded."""
    for data in (
        enc(labels.BATCH, head(complete=bytes(32 * 257))),
        enc(labels.BATCH, head(), enc(labels.CHUNK, bytes(32), u64(0), bytes(LIMITS.enclosure_chunk + 1))),
    ):
        with pytest.raises(BadInputError):
            open_batch(sealed(data, BLOB_SIZES[-1]), OUTER, MAILBOX)


@settings(max_examples=60, deadline=None)
@given(st.binary(max_size=300), st.booleans())
def test_fuzz_a_peer_seals_anything(data, as_item):
    """Any plaintext is a batch, or is refused with a sentence; what is no frame is refused when it is read."""
    blob = sealed(enc(labels.BATCH, head(), data) if as_item else data)
    try:
        batch = open_batch(blob, OUTER, MAILBOX)
    except BadInputError:
        return
    for frame in batch.frames:
        with pytest.raises(BadInputError):
            read_frame(frame)


def test_a_batch_filled_as_allowed_fits_with_the_longest_head():
    """What `fits` allows can be sealed, whatever else the head has to tell; one frame of the largest body fits."""
    heads = {i.to_bytes(32, "big"): (2**40, h(b"")) for i in range(4 * LIMITS.members)}
    complete = tuple(i.to_bytes(32, "big") for i in range(256))
    frames, used = [], 0
    while fits(used, 4_000):
        frames.append(bytes(4_000))
        used += 4_000
    full = Batch(1, 2, 3, heads, complete, tuple(frames), ())
    assert open_batch(seal_batch(full, OUTER, MAILBOX), OUTER, MAILBOX) == full
    assert fits(0, int(LIMITS.body * 1.03) + 20_000)
    assert BLOB_SIZES[-1] > CAPACITY
    with pytest.raises(ValueError, match="beyond the largest"):
        seal_batch(replace(full, frames=(bytes(BLOB_SIZES[-1]),)), OUTER, MAILBOX)


@pytest.mark.parametrize("plain", [0, 1, 16_383, 16_384, 16_385, 32_768, 65_000, 1_000_000])
def test_the_size_of_a_sealed_batch_is_known_before(plain):
    """The size of a Cobblestone ciphertext follows from that of its plaintext, also at the borders of chunks."""
    sealer = Cobblestone256Encryptor(OUTER, b"")
    assert len(sealer.update(bytes(plain)) + sealer.finalize()) == outer_size(plain)


def test_mailboxes_change_with_the_day_and_cannot_be_linked():
    """A day's mailbox follows from the seed alone; its identifier gives away neither the secret nor the next day."""
    seed = h(b"seed")
    secrets = [fetch_secret(seed, day) for day in range(20_000, 20_010)]
    names = [mailbox_id(s) for s in secrets]
    assert len({*secrets, *names}) == 20
    assert fetch_secret(seed, 20_000) == secrets[0] != fetch_secret(h(seed), 20_000)


@given(st.datetimes(datetime(1970, 1, 2), datetime(2200, 1, 1)), st.integers(-12, 12))
def test_a_day_is_utcs(moment, hours):
    """The same moment has one day wherever the desk stands."""
    utc = moment.replace(tzinfo=UTC)
    assert day_of(utc) == day_of(utc.astimezone(timezone(timedelta(hours=hours))))
    assert day_of(utc + timedelta(days=1)) == day_of(utc) + 1
    assert day_of(datetime(1970, 1, 1, 23, 59, 59, tzinfo=UTC)) == 0


def test_before_the_days_are_counted_every_day_is_the_first():
    """A desk whose clock stands in 1961, by a dead battery or for an old case, still makes and opens mailboxes."""
    assert day_of(datetime(1961, 10, 16, tzinfo=UTC)) == 0
