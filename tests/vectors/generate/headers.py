"""Cases of headers and heads."""

from tests.vectors.generate.notation import enc, head_list, le64, made, sha
from tests.vectors.generate.people import ANA, CHANNEL, ILSE, JON, TIME


def header(author=ILSE, seq=2, previous=None, seen=(), kind=b"letter", **other):
    if previous is None:
        previous = bytes(32) if seq == 1 else made("previous")
    parts = {
        "channel": CHANNEL,
        "charter": CHANNEL,
        "author": author.reader,
        "seq": le64(seq),
        "previous": previous,
        "seen": head_list("bc1/seen", *sorted(seen)),
        "kind": kind,
        "readers": made("readers digest"),
        "body": made("body digest"),
        "time": TIME.encode(),
    } | other
    return enc("bc1/entry", *parts.values())


def headers():
    seen = [(JON.reader, 3, made("jon 3")), (ANA.reader, 1, made("ana 1"))]
    good = header(seen=seen)
    yield (
        "header",
        "header",
        "success",
        "the second entry of its author, who has seen two others",
        {
            "header": good.hex(),
            "id": sha(good).hex(),
            "seq": 2,
            "kind": "letter",
            "time": TIME,
            "seen": [[r.hex(), n, i.hex()] for r, n, i in sorted(seen)],
        },
    )
    first = header(seq=1, kind=b"rekey")
    yield (
        "header",
        "first",
        "success",
        "the first entry of a chain",
        {
            "header": first.hex(),
            "id": sha(first).hex(),
            "seq": 1,
            "kind": "rekey",
            "time": TIME,
            "seen": [],
        },
    )
    a, b = sorted(seen)
    many = [(made(f"reader {n}"), 1, made("id")) for n in range(257)]
    for name, expect, about, data in (
        ("label", "kind-or-end", "under the label of a list of heads", b"".join((good[:16], b"bc1/heads", good[25:]))),
        ("trailing", "kind-or-end", "a byte after the end", good + b"\x00"),
        ("extra-part", "parts-count", "an eleventh part", enc("bc1/entry", *([bytes(32)] * 11))),
        ("part-less", "parts-count", "no time", enc("bc1/entry", *([bytes(32)] * 9))),
        ("cut", "parts-short", "without its last byte", good[:-1]),
        ("author-short", "header-size", "an author of 31 bytes", header_with(author_bytes=ILSE.reader[:31])),
        ("channel-long", "header-size", "a channel of 33 bytes", header(channel=CHANNEL + b"\x00")),
        ("readers-empty", "header-size", "no readers' digest", header(readers=b"")),
        ("number-short", "number", "a number of seven bytes", header_with(seq_bytes=le64(2)[:7])),
        (
            "number-top-bit",
            "number",
            "the top bit of the number is set",
            header_with(seq_bytes=b"\x02" + bytes(6) + b"\x80"),
        ),
        ("number-zero", "header-place", "an entry with the number 0", header(seq=0, previous=bytes(32))),
        (
            "first-with-previous",
            "header-place",
            "a first entry that names one before it",
            header(seq=1, previous=made("previous")),
        ),
        (
            "second-without-previous",
            "header-place",
            "a second entry that names none before it",
            header(seq=2, previous=bytes(32)),
        ),
        ("kind-capital", "header-kind", "a capital", header(kind=b"Letter")),
        ("kind-empty", "header-kind", "no kind", header(kind=b"")),
        ("kind-line-feed", "header-kind", "a line feed after the kind", header(kind=b"letter\n")),
        ("kind-not-ascii", "header-text", "a letter beyond ASCII", header(kind="léttre".encode())),
        ("time-fraction", "header-time", "milliseconds", header(time=b"2031-03-04T09:00:00.000Z")),
        ("time-offset", "header-time", "an hour of another zone", header(time=b"2031-03-04T09:00:00+01:00")),
        ("time-day-32", "header-time", "a day that the month does not have", header(time=b"2031-02-30T09:00:00Z")),
        ("time-hour-24", "header-time", "an hour that the day does not have", header(time=b"2031-03-04T24:00:00Z")),
        (
            "time-second-60",
            "header-time",
            "a second that the minute does not have",
            header(time=b"2031-03-04T23:59:60Z"),
        ),
        ("time-year-0", "header-time", "a year that the calendar does not have", header(time=b"0000-03-04T09:00:00Z")),
        ("time-empty", "header-time", "no time", header(time=b"")),
        ("own-in-seen", "header-own-seen", "it has seen its own author", header(seen=[(ILSE.reader, 1, made("x"))])),
        (
            "seen-unsorted",
            "seen-order",
            "two authors in the wrong order",
            header_with(seen_bytes=head_list("bc1/seen", b, a)),
        ),
        ("seen-twice", "seen-order", "one author twice", header_with(seen_bytes=head_list("bc1/seen", a, a))),
        (
            "seen-zero",
            "seen-order",
            "an entry with the number 0 was seen",
            header_with(seen_bytes=head_list("bc1/seen", (a[0], 0, a[2]))),
        ),
        ("seen-short", "seen", "an item of 71 bytes", header_with(seen_bytes=enc("bc1/seen", bytes(71)))),
        ("seen-many", "seen", "257 authors", header_with(seen_bytes=head_list("bc1/seen", *sorted(many)))),
        (
            "seen-label",
            "kind-or-end",
            "heads where what was seen should stand",
            header_with(seen_bytes=head_list("bc1/heads", a)),
        ),
    ):
        yield "header", name, expect, about, {"header": data.hex()}
    listed = head_list("bc1/heads", a, b)
    yield "heads", "heads", "success", "two chains", {"heads": listed.hex(), "count": 2}
    for name, expect, about, data in (
        ("unsorted", "heads-order", "two authors in the wrong order", head_list("bc1/heads", b, a)),
        ("twice", "heads-order", "one author twice", head_list("bc1/heads", a, a)),
        ("zero", "heads-order", "a chain of no entries", head_list("bc1/heads", (a[0], 0, a[2]))),
        ("short", "heads", "an item of 71 bytes", enc("bc1/heads", bytes(71))),
        ("label", "kind-or-end", "under the label of what was seen", head_list("bc1/seen", a)),
    ):
        yield "heads", name, expect, about, {"heads": data.hex()}


def header_with(seq_bytes=None, author_bytes=None, seen_bytes=None):
    other = {"seq": seq_bytes, "author": author_bytes, "seen": seen_bytes}
    parts = {
        "channel": CHANNEL,
        "charter": CHANNEL,
        "author": ILSE.reader,
        "seq": le64(2),
        "previous": made("previous"),
        "seen": head_list("bc1/seen"),
        "kind": b"letter",
        "readers": made("readers digest"),
        "body": made("body digest"),
        "time": TIME.encode(),
    } | {name: value for name, value in other.items() if value is not None}
    return enc("bc1/entry", *parts.values())


def cases():
    yield from headers()
