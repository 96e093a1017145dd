"""The bytes between desk and relay, against docs/relay.md, and against garbage."""

import hashlib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backchannel.carriage import wire
from backchannel.carriage.wire import Fetched, FetchedBlob
from backchannel.errors import BackchannelError, BadInputError
from backchannel.protocol.limits import BLOB_SIZES

PAGE = (Path(__file__).parents[2] / "docs" / "relay.md").read_text(encoding="utf-8")
SECRET = bytes(range(32))
BLOB = b"\x55" * 4096
HEAD = (4096).to_bytes(4, "little")


def test_the_size_classes_are_those_of_the_protocol():
    """The carriage keeps its own list, because it knows no room of ours; the two must agree."""
    assert wire.SIZES == BLOB_SIZES


def test_the_page_states_the_limits_of_the_code():
    """docs/relay.md and the code name the same sizes and counts."""
    assert ", ".join(str(size) for size in wire.SIZES) + " bytes" in PAGE
    assert f"| blobs in one deposit | {wire.BATCH}, and {wire.BATCH_BYTES} bytes of blobs |" in PAGE
    assert f"| pairs in one fetch | {wire.BATCH} |" in PAGE
    assert f"| blobs in one answer | {wire.FETCHED}, and {wire.BATCH_BYTES} bytes of blobs |" in PAGE
    assert f"| blobs in one take | {wire.FETCHED} |" in PAGE
    for outcome in wire.Outcome:
        assert f'`"{outcome}"`' in PAGE


def test_the_example_of_the_page():
    """The mailbox of the example is the hash of its secret under the label, and the fields are as shown."""
    mailbox = hashlib.sha256(b"backchannel relay mailbox 1" + SECRET).digest()
    assert mailbox.hex() in PAGE
    assert wire.mailbox_of(SECRET) == mailbox
    assert wire.pack_deposit([(mailbox, BLOB)]) == mailbox + bytes.fromhex("00100000") + BLOB
    assert len(wire.pack_deposit([(mailbox, BLOB)])) == 4132
    assert wire.pack_fetch([(SECRET, 0)], 8) == bytes.fromhex("08000000") + SECRET + bytes(8)
    answer = bytes(5) + (77).to_bytes(8, "little") + bytes.fromhex("00100000") + BLOB
    assert wire.unpack_fetched(answer, [0], 8) == Fetched((FetchedBlob(0, 77, BLOB),), False)
    assert wire.pack_take([(SECRET, 77)]) == SECRET + (77).to_bytes(8, "little")


@pytest.mark.parametrize("secret", [b"", bytes(31), bytes(33)])
def test_a_secret_of_another_length_has_no_mailbox(secret):
    """Only 32 bytes are a secret."""
    with pytest.raises(BadInputError):
        wire.mailbox_of(secret)


@pytest.mark.parametrize(
    "body",
    [
        pytest.param(b"", id="empty"),
        pytest.param(SECRET, id="mailbox-alone"),
        pytest.param(SECRET + HEAD, id="no-blob"),
        pytest.param(SECRET + HEAD + BLOB[1:], id="blob-cut"),
        pytest.param(SECRET + HEAD + BLOB + b"\0", id="trailing-byte"),
        pytest.param(SECRET + bytes(4), id="size-0"),
        pytest.param(SECRET + (4095).to_bytes(4, "little") + BLOB[1:], id="size-4095"),
        pytest.param(SECRET + (8192).to_bytes(4, "little") + BLOB * 2, id="size-8192"),
        pytest.param(SECRET + b"\xff\xff\xff\xff" + BLOB, id="size-4294967295"),
        pytest.param((SECRET + HEAD + BLOB) * 257, id="257-blobs"),
        pytest.param((SECRET + (1048576).to_bytes(4, "little") + bytes(1048576)) * 5, id="5-MiB"),
    ],
)
def test_malformed_deposits_are_refused(body):
    """Attack: odd sizes, lengths that run over the end, trailing bytes, too many."""
    with pytest.raises(BadInputError):
        wire.unpack_deposit(body)


@pytest.mark.parametrize(
    "body",
    [
        pytest.param(b"", id="empty"),
        pytest.param(HEAD, id="no-pair"),
        pytest.param(bytes(4) + SECRET + bytes(8), id="limit-0"),
        pytest.param((1025).to_bytes(4, "little") + SECRET + bytes(8), id="limit-1025"),
        pytest.param(bytes.fromhex("01000000") + SECRET + bytes(7), id="cut"),
        pytest.param(bytes.fromhex("01000000") + SECRET + bytes(9), id="trailing-byte"),
        pytest.param(bytes.fromhex("01000000") + SECRET + bytes(7) + b"\x80", id="top-bit"),
        pytest.param(bytes.fromhex("01000000") + (SECRET + bytes(8)) * 257, id="257-pairs"),
    ],
)
def test_malformed_fetches_are_refused(body):
    """Attack: a fetch for nothing, for everything, or with numbers out of range."""
    with pytest.raises(BadInputError):
        wire.unpack_fetch(body)


@pytest.mark.parametrize("body", [b"", SECRET, SECRET + bytes(7) + b"\x80", (SECRET + bytes(8)) * 1025])
def test_malformed_takes_are_refused(body):
    """Attack: a take that names nothing, or too much."""
    with pytest.raises(BadInputError):
        wire.unpack_take(body)


def record(index, number, blob=BLOB):
    """One blob of an answer."""
    return index.to_bytes(4, "little") + number.to_bytes(8, "little") + len(blob).to_bytes(4, "little") + blob


@pytest.mark.parametrize(
    "answer",
    [
        pytest.param(b"", id="empty"),
        pytest.param(b"\x02", id="unknown-more"),
        pytest.param(b"\x01", id="more-without-a-blob"),
        pytest.param(b"\0" + record(0, 5)[:-1], id="cut"),
        pytest.param(b"\0" + record(0, 5) + b"\0", id="trailing-byte"),
        pytest.param(b"\0" + record(0, 5, bytes(5000)), id="odd-size"),
        pytest.param(b"\0" + record(2, 5), id="a-pair-not-asked-for"),
        pytest.param(b"\0" + record(0, 4), id="not-newer"),
        pytest.param(b"\0" + record(0, 6) + record(0, 5), id="out-of-order"),
        pytest.param(b"\0" + record(0, 5) + record(0, 5), id="twice"),
        pytest.param(b"\0" + record(1, 5) + record(0, 6), id="pairs-out-of-order"),
        pytest.param(b"\0" + record(0, 5) + record(0, 6) + record(1, 7) + record(1, 8), id="more-than-asked"),
    ],
)
def test_answers_to_another_question_are_refused(answer):
    """Attack: a lying relay adds, repeats, reorders or truncates blobs."""
    with pytest.raises(BadInputError):
        wire.unpack_fetched(answer, [4, 0], 3)


def test_batches_keep_order_and_fit():
    """However many blobs, each batch is one deposit that the relay takes, and nothing is lost or reordered."""
    items = [(n.to_bytes(32, "big"), bytes(wire.SIZES[n % 5])) for n in range(300)] + [(bytes(32), BLOB)] * 300
    split = list(wire.batches(items))
    assert [item for batch in split for item in batch] == items
    for batch in split:
        assert wire.unpack_deposit(wire.pack_deposit(batch)) == batch
    assert len(list(wire.batches([(bytes(32), BLOB)] * 256))) == 1
    assert list(wire.batches([])) == []


@given(st.binary(max_size=300), st.sampled_from([b"", SECRET + HEAD + BLOB, b"\0" + record(0, 5), HEAD]))
def test_fuzz_garbage_gives_a_value_that_encodes_to_it_or_one_error(garbage, before):
    """What the decoders accept, the encoders write again to the same bytes; all else is BadInputError."""
    body = before + garbage
    decoders = (
        lambda: wire.pack_deposit(wire.unpack_deposit(body)),
        lambda: wire.pack_fetch(*wire.unpack_fetch(body)),
        lambda: wire.pack_take(wire.unpack_take(body)),
        lambda: wire.pack_fetched(wire.unpack_fetched(body, [0, 0], 9)),
    )
    for again in decoders:
        try:
            assert again() == body
        except BackchannelError as error:
            assert isinstance(error, BadInputError)
