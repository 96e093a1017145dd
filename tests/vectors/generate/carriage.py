"""Cases of what travels: enclosures, batches, pouches."""

from tests.vectors.generate.notation import SIZES, cobble, enc, flip, head_list, le64, made, pad, padme, seal, sha, std
from tests.vectors.generate.people import CHANNEL, ILSE, JON


def fill(data):
    return data + b"\x80" + bytes(max(padme(len(data) + 1), 4096) - len(data) - 1)


def enclosures():
    key = made("enclosure key")
    file = b"Water levels at the upper gate, in hands: 7 7 8 9 9 8 7.\n"
    long = bytes(range(256)) * 80
    context = enc("bc1/enclosure", CHANNEL, ILSE.reader)

    def case(name, expect, about, data=file, **other):
        sealed = other.pop("sealed", None) or cobble(key, context, fill(data))
        return (
            "enclosure",
            name,
            expect,
            about,
            {
                "channel": CHANNEL.hex(),
                "author": ILSE.reader.hex(),
                "key": key.hex(),
                "length": len(data),
                "digest": sha(data).hex(),
                "sealed": std(sealed),
            }
            | other,
        )

    yield case(
        "enclosure", "success", "a small file", file=std(file), sealed_length=len(cobble(key, context, fill(file)))
    )
    yield case(
        "enclosure-of-two-chunks",
        "success",
        "a file of 20480 bytes",
        long,
        file=std(long),
        sealed_length=len(cobble(key, context, fill(long))),
    )
    sealed, two = cobble(key, context, fill(file)), cobble(key, context, fill(long))
    padded = fill(file)
    for name, about, other in (
        ("length-more", "a length of one byte more", {"length": len(file) + 1}),
        ("length-less", "a length of one byte less", {"length": len(file) - 1}),
        ("length-huge", "a length beyond the end", {"length": 1 << 20}),
        ("digest", "the digest of another file", {"digest": sha(b"another").hex()}),
        ("key", "another key", {"key": made("another key").hex()}),
        ("author", "sealed by somebody else", {"author": JON.reader.hex()}),
        ("channel", "sealed on another channel", {"channel": made("another channel").hex()}),
        ("altered", "the last bit", {"sealed": flip(sealed)}),
        ("cut", "the last byte is missing", {"sealed": sealed[:-1]}),
        ("trailing", "a byte after the end", {"sealed": sealed + b"\x00"}),
        (
            "no-mark",
            "zeros without the mark before them",
            {"sealed": cobble(key, context, file + bytes(4096 - len(file)))},
        ),
        ("not-zeros", "something hidden in the padding", {"sealed": cobble(key, context, padded[:-1] + b"\x01")}),
        (
            "hidden-before-mark",
            "a second mark",
            {"sealed": cobble(key, context, file + b"\x80\x80" + bytes(4094 - len(file)))},
        ),
        (
            "label",
            "sealed under the label of a body",
            {"sealed": cobble(key, enc("bc1/body", CHANNEL, ILSE.reader), padded)},
        ),
    ):
        yield case(name, "enclosure", about, **other)
    yield case("chunk-missing", "enclosure", "cut after its first chunk", long, sealed=two[: 56 + 16_400])
    yield case("chunk-twice", "enclosure", "its first chunk twice", long, sealed=two[: 56 + 16_400] + two[56:])


PLAIN = {4096: 4024, 16_384: 16_312, 65_536: 65_416, 262_144: 261_832, 1_048_576: 1_047_496}


def batches():
    outer, mailbox = made("outer key"), made("mailbox")
    heads = head_list("bc1/heads", (ILSE.reader, 3, made("third entry")))
    complete = sha(b"a whole enclosure")
    frame = enc("bc1/frame", le64(7), b"E", le64(0), b"header", b"sealed", bytes(1216), bytes(32))
    piece = enc("bc1/chunk", sha(b"sealed"), le64(2), b"the third piece")

    def head(**other):
        parts = {"n": le64(5), "got": le64(4), "next": le64(9), "heads": heads, "complete": complete} | other
        return enc("bc1/batch head", *parts.values())

    def blob(data, *, size=4096, key=outer, box=mailbox, label="bc1/outer", mark=True):
        plain = pad(data, PLAIN[size]) if mark else data + bytes(PLAIN[size] - len(data))
        return cobble(key, enc(label, box), plain)

    whole = enc("bc1/batch", head(), frame, piece)

    def case(name, expect, about, data, **more):
        return "batch", name, expect, about, {"outer": outer.hex(), "mailbox": mailbox.hex(), "blob": std(data)} | more

    said = {"number": 5, "last_got": 4, "next_frame": 9, "complete": [complete.hex()]}
    yield case(
        "batch",
        "success",
        "a frame and a piece",
        blob(whole),
        **said,
        frames=[frame.hex()],
        pieces=[[sha(b"sealed").hex(), 2, b"the third piece".hex()]],
    )
    nothing = enc("bc1/batch", head(complete=b""))
    yield case(
        "cover", "success", "nothing but its head", blob(nothing), **said | {"complete": []}, frames=[], pieces=[]
    )
    big = enc(
        "bc1/batch", head(), enc("bc1/frame", le64(7), b"E", le64(0), b"header", bytes(9000), bytes(1216), bytes(32))
    )
    yield case(
        "size-class-2",
        "success",
        "in the second size class",
        blob(big, size=SIZES[1]),
        **said,
        frames=[enc("bc1/frame", le64(7), b"E", le64(0), b"header", bytes(9000), bytes(1216), bytes(32)).hex()],
        pieces=[],
    )
    for name, expect, about, data in (
        ("size-more", "blob-size", "a byte more than its size class", blob(whole) + b"\x00"),
        ("size-less", "blob-size", "a byte less than its size class", blob(whole)[:-1]),
        ("size-between", "blob-size", "5000 bytes", cobble(outer, enc("bc1/outer", mailbox), pad(whole, 4928))),
        ("empty", "blob-size", "no byte at all", b""),
        ("key", "blob-key", "sealed under another pair's key", blob(whole, key=made("another outer key"))),
        ("mailbox", "blob-key", "moved from the mailbox of another day", blob(whole, box=made("another mailbox"))),
        ("label", "blob-key", "sealed under another label", blob(whole, label="bc1/batch")),
        ("altered", "blob-key", "its last bit", flip(blob(whole))),
        ("nonce-altered", "blob-key", "a bit of its nonce", flip(blob(whole), 0)),
        ("random", "blob-key", "bytes of the right size", made("noise", 4096)),
        ("cut-to-smaller-class", "blob-key", "a larger blob cut to a smaller class", blob(big, size=SIZES[1])[:4096]),
        ("no-padding-mark", "padding", "zeros without a mark", blob(whole + b"\x01", mark=False)),
        ("trailing", "kind-or-end", "a byte after the batch", blob(whole + b"\x01")),
        ("batch-label", "kind-or-end", "under another label", blob(enc("bc1/frame", head(), frame))),
        (
            "head-label",
            "kind-or-end",
            "a head under another label",
            blob(enc("bc1/batch", enc("bc1/batch", *[le64(1)] * 5))),
        ),
        (
            "heads-label",
            "kind-or-end",
            "what was seen instead of heads",
            blob(enc("bc1/batch", head(heads=head_list("bc1/seen")))),
        ),
        ("head-extra-part", "parts-count", "a head of six parts", blob(enc("bc1/batch", head(more=b"")))),
        ("number-short", "number", "a number of four bytes", blob(enc("bc1/batch", head(n=b"\x05\x00\x00\x00")))),
        (
            "complete-odd",
            "batch-enclosures",
            "33 bytes of digests",
            blob(enc("bc1/batch", head(complete=complete + b"\x00"))),
        ),
        (
            "complete-many",
            "batch-enclosures",
            "257 digests",
            blob(enc("bc1/batch", head(complete=complete * 257)), size=SIZES[1]),
        ),
        (
            "heads-unsorted",
            "heads-order",
            "one author twice",
            blob(enc("bc1/batch", head(heads=head_list("bc1/heads", *[(ILSE.reader, 1, made("x"))] * 2)))),
        ),
        (
            "piece-name-short",
            "piece",
            "an enclosure's name of 31 bytes",
            blob(enc("bc1/batch", head(), enc("bc1/chunk", bytes(31), le64(0), b"x"))),
        ),
        (
            "piece-extra-part",
            "parts-count",
            "a piece of four parts",
            blob(enc("bc1/batch", head(), enc("bc1/chunk", bytes(32), le64(0), b"x", b""))),
        ),
    ):
        yield case(name, expect, about, data)


def pouches():
    key = made("pouch key")
    blobs = [made("blob one", 4096), made("blob two", 4096)]
    days = [22_000, 22_001]
    boxes = [made("box one"), made("box two")]

    def item(day, box, blob, length=None):
        return le64(day) + box + (len(blob) if length is None else length).to_bytes(4, "little") + blob

    items = b"".join(item(d, b, x) for d, b, x in zip(days, boxes, blobs, strict=True))
    end = bytes(44)

    def full(data):
        return data + bytes(padme(max(len(data), 4096)) - len(data))

    def pouch(data, *, to=JON, label="bc1/pouch", body="bc1/pouch body", who=None):
        return seal(to.public, enc(label, (who or to).reader), key) + cobble(key, enc(body), data)

    good = pouch(full(items + end))

    def case(name, expect, about, data, **more):
        return "pouch", name, expect, about, {"seed": JON.seed.hex(), "pouch": std(data)} | more

    yield case(
        "pouch",
        "success",
        "two blobs",
        good,
        items=[[d, b.hex(), std(x)] for d, b, x in zip(days, boxes, blobs, strict=True)],
    )
    yield case("empty", "success", "nothing in it", pouch(full(end)), items=[])
    small = item(22_000, boxes[0], blobs[0])
    for name, expect, about, data in (
        ("nothing", "pouch", "no byte at all", b""),
        ("cut-in-key", "pouch", "cut within its key", good[:1000]),
        ("for-another", "pouch-other", "sealed to somebody else", pouch(full(items + end), to=ILSE)),
        ("for-another-by-name", "pouch-other", "sealed to this key under another name", pouch(full(end), who=ILSE)),
        ("label", "pouch-other", "its key sealed under another label", pouch(full(end), label="bc1/flight")),
        ("text-file", "pouch-other", "a file that is no pouch", b"Minutes of the meeting. " * 100),
        ("cut-after-key", "pouch-altered", "cut after its key", good[:1168]),
        ("cut", "pouch-altered", "its last byte is missing", good[:-1]),
        ("cut-in-middle", "pouch-altered", "cut in the middle", good[:5000]),
        ("altered", "pouch-altered", "its last bit", flip(good)),
        ("commitment-altered", "pouch-altered", "a bit of the commitment to its key", flip(good, 1168 + 30)),
        ("bytes-after-file", "pouch-altered", "a byte after the file", good + b"\x00"),
        ("body-label", "pouch-altered", "its items sealed under another label", pouch(full(end), body="bc1/pouch")),
        ("no-end", "pouch-end", "an item, and no end", pouch(small)),
        ("no-items-no-end", "pouch-end", "nothing at all within", pouch(b"")),
        ("item-size", "pouch-item", "an item of 5000 bytes", pouch(full(item(1, boxes[0], bytes(5000)) + end))),
        (
            "item-huge",
            "pouch-item",
            "an item that says it has 4 GiB",
            pouch(full(item(1, boxes[0], b"", 2**32 - 1) + end)),
        ),
        ("item-cut", "pouch-after", "an item that runs over the end", pouch(item(1, boxes[0], bytes(1000), 4096))),
        ("after-end", "pouch-after", "a byte after the end", pouch(full(end)[:-1] + b"\x01")),
        ("item-after-end", "pouch-after", "an item after the end", pouch(full(end + small))),
    ):
        yield case(name, expect, about, data)


def cases():
    for part in (enclosures, batches, pouches):
        yield from part()
