"""Headers of entries, and heads."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from backchannel.errors import BadInputError
from backchannel.protocol import labels
from backchannel.protocol.encoding import enc, h, u64
from backchannel.protocol.entry import (
    FIRST,
    KINDS,
    make_header,
    read_header,
    read_heads,
    read_seen,
    read_time,
    write_heads,
    write_time,
)

DIGESTS = st.binary(min_size=32, max_size=32)
HEADS = st.dictionaries(DIGESTS, st.tuples(st.integers(1, 2**40), DIGESTS), max_size=5)
MOMENTS = st.datetimes(datetime(1600, 1, 1), datetime(9999, 1, 1), timezones=st.just(UTC))


@st.composite
def headers(draw):
    """Headers such as desks make."""
    seq = draw(st.integers(1, 2**40))
    return make_header(
        channel=draw(DIGESTS),
        charter=draw(DIGESTS),
        author=draw(DIGESTS),
        seq=seq,
        previous=FIRST if seq == 1 else draw(DIGESTS.filter(lambda d: d != FIRST)),
        seen=draw(HEADS),
        kind=draw(st.sampled_from(KINDS)),
        readers=draw(DIGESTS),
        body=draw(DIGESTS),
        time=write_time(draw(MOMENTS)),
    )


def parts(**changed):
    """The encoding of a good header with some of its parts changed."""
    good = {
        "channel": h(b"channel"),
        "charter": h(b"charter"),
        "author": h(b"author"),
        "seq": u64(2),
        "previous": h(b"previous"),
        "seen": enc(labels.SEEN, h(b"a") + u64(1) + h(b"id")),
        "kind": b"letter",
        "readers": h(b"readers"),
        "body": h(b"body"),
        "time": b"2031-03-04T05:06:07Z",
    }
    return enc(labels.ENTRY, *(good | changed).values())


GOOD = parts()


@given(headers())
def test_a_header_is_read_as_made(header):
    """What its author wrote is what every member reads, and it is written again to the same bytes."""
    read = read_header(header.data)
    assert read == header
    assert read.id == h(header.data)
    again = make_header(
        channel=read.channel,
        charter=read.charter,
        author=read.author,
        seq=read.seq,
        previous=read.previous,
        seen={a: (n, i) for a, n, i in read.seen},
        kind=read.kind,
        readers=read.readers,
        body=read.body,
        time=read.time,
    )
    assert again.data == header.data
    assert read.past == {a: n for a, n, _ in header.seen} | {header.author: header.seq}


def test_every_prefix_and_every_trailing_byte_is_refused():
    """A header that was cut short anywhere, or goes on after its end, is none."""
    assert read_header(GOOD).kind == "letter"
    for at in range(len(GOOD)):
        with pytest.raises(BadInputError):
            read_header(GOOD[:at])
    with pytest.raises(BadInputError):
        read_header(GOOD + b"\x00")


def test_every_flipped_byte_is_refused_or_another_entry():
    """No byte of a header is without meaning: whatever still reads has another identifier and the same encoding."""
    for at in range(len(GOOD)):
        bent = GOOD[:at] + bytes([GOOD[at] ^ 0x01]) + GOOD[at + 1 :]
        try:
            read = read_header(bent)
        except BadInputError:
            continue
        assert read.data == bent
        assert read.id != h(GOOD)


@pytest.mark.parametrize(
    "changed",
    [
        {"channel": bytes(31)},
        {"charter": b""},
        {"author": bytes(33)},
        {"seq": u64(0)},
        {"seq": u64(1)},
        {"seq": bytes(7)},
        {"seq": b"\xff" * 8},
        {"previous": FIRST},
        {"previous": b""},
        {"readers": bytes(16)},
        {"body": bytes(64)},
        {"kind": b""},
        {"kind": b"Letter"},
        {"kind": b"let ter"},
        {"kind": b"letter\n"},
        {"kind": "létter".encode()},
        {"kind": b"a" * 21},
        {"kind": b"a-b-c-d"},
        {"time": b""},
        {"time": b"2031-03-04T05:06:07"},
        {"time": b"2031-03-04T05:06:07+00:00"},
        {"time": b"2031-03-04 05:06:07Z"},
        {"time": b"2031-02-30T05:06:07Z"},
        {"time": b"2031-03-04T25:06:07Z"},
        {"time": b"2031-03-04T05:06:60Z"},
        {"time": b"0000-03-04T05:06:07Z"},
        {"time": "２031-03-04T05:06:07Z".encode()},
        {"seen": b""},
        {"seen": enc(labels.HEADS)},
        {"seen": enc(labels.SEEN, bytes(71))},
        {"seen": enc(labels.SEEN, h(b"author") + u64(1) + h(b"id"))},
        {"seen": enc(labels.SEEN, h(b"a") + u64(0) + h(b"id"))},
        {"seen": enc(labels.SEEN, *[h(b"a") + u64(1) + h(b"id")] * 2)},
        {"seen": enc(labels.SEEN, b"\x02" * 32 + u64(1) + h(b"i"), b"\x01" * 32 + u64(1) + h(b"i"))},
        {"seen": enc(labels.SEEN, *(i.to_bytes(32, "big") + u64(1) + h(b"i") for i in range(257)))},
    ],
)
def test_a_header_out_of_its_form_is_refused(changed):
    """Sizes, numbers, kinds, times that exist, and lists in their order: nothing else is a header."""
    with pytest.raises(BadInputError):
        read_header(parts(**changed))


def test_a_header_with_a_part_too_many_or_too_few_is_refused():
    """A header has ten parts."""
    from backchannel.protocol.encoding import dec

    ten = dec(labels.ENTRY, GOOD)
    for some in (ten[:9], [*ten, b""]):
        with pytest.raises(BadInputError):
            read_header(enc(labels.ENTRY, *some))


@given(st.binary(max_size=300))
@example(enc(labels.ENTRY))
@example(enc(labels.ENTRY, *[b""] * 10))
def test_fuzz_any_bytes_are_refused(data):
    """Bytes at random are no header, no list and no heads, and each gets a sentence."""
    for read in (read_header, read_seen, read_heads):
        with pytest.raises(BadInputError):
            read(data)


def test_a_kind_of_a_newer_version_is_read():
    """An unknown kind is authenticated and kept, so its header must be read."""
    assert read_header(parts(kind=b"new-kind-here")).kind == "new-kind-here"


@given(headers(), st.data())
def test_any_other_field_is_another_entry(header, data):
    """The identifier binds every field."""
    field = data.draw(st.sampled_from(["channel", "charter", "author", "readers", "body"]))
    other = replace(header, **{field: h(getattr(header, field))})
    made = make_header(
        **{
            f: getattr(other, f) for f in ("channel", "charter", "author", "seq", "previous", "readers", "body", "time")
        },
        kind=other.kind,
        seen={a: (n, i) for a, n, i in other.seen},
    )
    assert made.id != header.id


def test_a_header_shows_little_of_itself():
    """What a log may hold of an entry is its kind, its number and the beginning of its author."""
    assert repr(read_header(GOOD)) == f"Header(letter 2 of {h(b'author').hex()[:8]})"


@given(HEADS)
def test_heads_are_read_as_written(heads):
    """Heads come back the same and have one encoding."""
    data = write_heads(heads)
    assert read_heads(data) == heads
    assert write_heads(read_heads(data)) == data


@given(HEADS, st.data())
def test_heads_in_another_order_or_cut_short_are_refused(heads, data):
    """A list that is cut short, doubled, turned around or lengthened is none."""
    whole = write_heads(heads)
    at = data.draw(st.integers(0, len(whole) - 1))
    with pytest.raises(BadInputError):
        read_heads(whole[:at])
    with pytest.raises(BadInputError):
        read_heads(whole + b"\x00")
    items = [a + u64(n) + i for a, (n, i) in sorted(heads.items())]
    if items:
        with pytest.raises(BadInputError):
            read_heads(enc(labels.HEADS, *items, items[-1]))
    if len(items) > 1:
        with pytest.raises(BadInputError):
            read_heads(enc(labels.HEADS, *reversed(items)))


def test_heads_of_nothing_are_not_written():
    """A chain without entries has no head, and a head without a number is refused."""
    assert write_heads({h(b"a"): (0, FIRST)}) == write_heads({})
    with pytest.raises(BadInputError):
        read_heads(enc(labels.HEADS, h(b"a") + u64(0) + FIRST))


def test_more_heads_than_a_channel_can_have_are_refused():
    """A list of heads is bounded before it is kept."""
    many = {i.to_bytes(32, "big"): (1, h(b"")) for i in range(257)}
    with pytest.raises(BadInputError):
        read_heads(write_heads(many))


@given(MOMENTS)
def test_times_are_read_as_written(moment):
    """A moment comes back to the second, in UTC, whatever zone it was given in."""
    whole = moment.replace(microsecond=0)
    assert read_time(write_time(moment)) == whole
    elsewhere = whole.astimezone(timezone(timedelta(hours=-3))) if whole.year > 1600 else whole
    assert write_time(elsewhere) == write_time(whole)


@settings(max_examples=200)
@given(st.text(max_size=24) | st.from_regex(r"\A\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ\Z"))
def test_fuzz_whatever_is_a_time_is_written_so(text):
    """There is one spelling of a moment, in digits of ASCII."""
    try:
        moment = read_time(text)
    except BadInputError:
        return
    if moment.year >= 1000:
        assert write_time(moment) == text
