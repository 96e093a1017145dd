"""Cases of entries and bodies."""

import re

from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305
from tests.vectors.generate.headers import header
from tests.vectors.generate.notation import (
    Key,
    b64,
    cobble,
    enc,
    flip,
    js,
    le64,
    mac,
    made,
    pad,
    pad_body,
    seal,
    sha,
    std,
    xpd,
    xtr,
)
from tests.vectors.generate.people import ANA, CHANNEL, ILSE, JON, ODO, TIME

LETTER = {
    "document": {
        "kind": "letter",
        "heading": "Letter on the lock gates",
        "passages": [
            {"text": "Sir: I have read your letter twice.", "role": "paragraph"},
            {"text": "The gates stay open until the talks end.", "role": "paragraph", "mark": "proposal"},
        ],
    }
}


class Entry:
    """One entry with everything that made it; what a fault needs can be put in another's place."""

    def __init__(
        self,
        content,
        named,
        *,
        author=ILSE,
        seq=2,
        kind=b"letter",
        name="",
        seen=(),
        previous=None,
        text=None,
        readers=None,
        digest=None,
        padded=None,
        context=None,
        salt=b"",
    ):
        items = b"".join(r + le64(n) + i for r, n, i in sorted(seen))
        before = previous or (bytes(32) if seq == 1 else made("previous"))
        # Two entries that differ in nothing that their headers say are of two desks here.
        self.own = made(f"own {name}")
        self.key = xpd(self.own, enc("bc1/own body", CHANNEL, CHANNEL, le64(seq), before, items, kind, TIME.encode()))
        listed = sorted(reader.reader for reader in named) if readers is None else readers
        told = {"readers": [r.hex() for r in listed]}
        salt = salt or mac(self.own, enc("bc1/own salt", self.key, js(told | content).encode()))
        value = js(told | {"salt": salt.hex()} | content)
        self.text = value if text is None else text(value)
        self.readers = sha(enc("bc1/readers", salt, *listed)) if digest is None else digest(salt)
        self.context = context or enc("bc1/body", CHANNEL, author.reader, le64(seq), self.readers)
        self.padded = (padded or pad_body)(self.text.encode())
        self.sealed = cobble(self.key, self.context, self.padded)
        self.header = header(author, seq, previous, seen, kind, readers=self.readers, body=sha(self.sealed))
        self.id = sha(self.header)


def take(chain):
    return xpd(chain, "bc1/wrap"), xpd(chain, "bc1/mac"), xpd(chain, "bc1/next")


def slot_for(entry, reader, public, wrap, key, *, identifier=None, z=None, label="bc1/kek"):
    identifier = identifier or entry.id
    z = z or made("z")
    carried = seal(public, enc("bc1/slot", identifier, reader), z)
    kek = xpd(xtr(wrap, z), enc(label, identifier, reader))
    return carried + ChaCha20Poly1305(kek).encrypt(bytes(12), key, identifier)


def tag_for(mac_key, entry, slot, kind=b"E", epoch=0, label="bc1/tag", slot_label="bc1/slot digest"):
    return mac(mac_key, enc(label, entry.id, sha(enc(slot_label, slot, kind, le64(epoch)))))


def frame(number, entry, slot, tag, *, kind=b"E", epoch=0, sealed=None, more=()):
    return enc("bc1/frame", le64(number), kind, le64(epoch), entry.header, sealed or entry.sealed, slot, tag, *more)


def entries():
    chain = made("chain of Ilse to Jon")
    wrap, mac_key, following = take(chain)
    entry = Entry(LETTER, [ILSE, JON])
    slot = slot_for(entry, JON.reader, JON.public, wrap, entry.key)
    good = frame(1, entry, slot, tag_for(mac_key, entry, slot))
    base = {"chain": chain.hex(), "seed": JON.seed.hex(), "reader": JON.reader.hex()}

    def case(name, expect, about, data, **more):
        return "entry", name, expect, about, base | {"frame": std(data)} | more

    yield case(
        "letter-named",
        "success",
        "a letter, for one of its readers",
        good,
        key=entry.key.hex(),
        id=entry.id.hex(),
        body=entry.text,
        next=following.hex(),
    )
    chain_ana = made("chain of Ilse to Ana")
    wrap_ana, mac_ana, next_ana = take(chain_ana)
    blank = slot_for(entry, ANA.reader, ANA.public, wrap_ana, made("nothing"))
    for_ana = {"chain": chain_ana.hex(), "seed": ANA.seed.hex(), "reader": ANA.reader.hex(), "next": next_ana.hex()}
    data = frame(1, entry, blank, tag_for(mac_ana, entry, blank))
    yield (
        "entry",
        "letter-unnamed",
        "success",
        "the same letter, for a member who is not its reader",
        for_ana
        | {
            "frame": std(data),
            "id": entry.id.hex(),
            "length_as_for_the_named": len(good),
        },
    )

    later = Entry(LETTER, [ILSE, JON], seq=9, name="other")
    other_slot = slot_for(later, JON.reader, JON.public, wrap, later.key)
    wrong = slot_for(entry, JON.reader, JON.public, following, entry.key)
    for_ilse = slot_for(entry, ILSE.reader, JON.public, wrap, entry.key)
    kek_label = slot_for(entry, JON.reader, JON.public, wrap, entry.key, label="bc1/wrap")
    foreign = slot_for(entry, JON.reader, ODO.public, wrap, entry.key)
    tagged = {
        name: frame(1, entry, s, tag_for(mac_key, entry, s))
        for name, s in {
            "slot-of-other-entry": other_slot,
            "slot-of-other-step": wrong,
            "slot-of-other-reader": for_ilse,
            "slot-label": kek_label,
            "slot-to-other-key": foreign,
            "slot-altered": flip(slot),
            "slot-carried-altered": flip(slot, 5),
            "slot-empty": bytes(1216),
        }.items()
    }
    for name, data in tagged.items():
        yield case(name, "slot", "its tag is right, so this is its author's doing", data)
    for name, expect, about, data in (
        ("tag-altered", "tag", "its last bit", frame(1, entry, slot, flip(tag_for(mac_key, entry, slot)))),
        (
            "tag-of-next-step",
            "tag",
            "made with the key of the next step",
            frame(1, entry, slot, tag_for(take(following)[1], entry, slot)),
        ),
        (
            "tag-of-other-pair",
            "tag",
            "made by a member who lacks this pair's key",
            frame(1, entry, slot, tag_for(mac_ana, entry, slot)),
        ),
        (
            "tag-of-other-slot",
            "tag",
            "the tag of the slot for somebody else",
            frame(1, entry, slot, tag_for(mac_key, entry, blank)),
        ),
        ("tag-of-other-entry", "tag", "the tag of a later entry", frame(1, entry, slot, tag_for(mac_key, later, slot))),
        (
            "tag-label",
            "tag",
            "made under another label",
            frame(1, entry, slot, tag_for(mac_key, entry, slot, label="bc1/slot")),
        ),
        (
            "tag-slot-label",
            "tag",
            "its slot under another label",
            frame(1, entry, slot, tag_for(mac_key, entry, slot, slot_label="bc1/slot")),
        ),
        (
            "tag-without-type",
            "tag",
            "over the slot alone, without type and epoch",
            frame(1, entry, slot, mac(mac_key, enc("bc1/tag", entry.id, sha(slot)))),
        ),
        (
            "type-altered-again",
            "tag",
            "a frame laid out as E that came as R",
            frame(1, entry, slot, tag_for(mac_key, entry, slot), kind=b"R"),
        ),
        (
            "type-altered-returned",
            "tag",
            "a frame laid out as E that came as T",
            frame(1, entry, slot, tag_for(mac_key, entry, slot), kind=b"T"),
        ),
        (
            "type-altered-hearsay",
            "tag",
            "a frame laid out as E that came as H",
            frame(1, entry, slot, tag_for(mac_key, entry, slot), kind=b"H"),
        ),
        (
            "type-altered-new",
            "tag",
            "a frame laid out as R that came as E",
            frame(1, entry, slot, tag_for(mac_key, entry, slot, b"R")),
        ),
        (
            "epoch-altered",
            "tag",
            "a frame laid out for epoch 1 that came as for epoch 0",
            frame(1, entry, slot, tag_for(mac_key, entry, slot, epoch=1)),
        ),
        (
            "epoch-altered-later",
            "tag",
            "a frame laid out for epoch 0 that came as for epoch 1",
            frame(1, entry, slot, tag_for(mac_key, entry, slot), epoch=1),
        ),
        ("tag-with-wrap-key", "tag", "made with the wrapping key", frame(1, entry, slot, tag_for(wrap, entry, slot))),
        (
            "slot-short",
            "tag",
            "a slot of 1215 bytes, rightly tagged",
            frame(1, entry, slot[:-1], tag_for(mac_key, entry, slot[:-1])),
        ),
        (
            "slot-long",
            "tag",
            "a slot of 1217 bytes, rightly tagged",
            frame(1, entry, slot + b"\x00", tag_for(mac_key, entry, slot + b"\x00")),
        ),
        (
            "header-altered",
            "tag",
            "the minute of its time",
            enc(
                "bc1/frame",
                le64(1),
                b"E",
                le64(0),
                entry.header[:-2] + b"1Z",
                entry.sealed,
                slot,
                tag_for(mac_key, entry, slot),
            ),
        ),
        ("type", "frame", "a type that nobody knows", frame(1, entry, slot, bytes(32), kind=b"X")),
        ("type-two", "frame", "two types", frame(1, entry, slot, bytes(32), kind=b"ER")),
        ("tag-short", "frame", "a tag of 31 bytes", frame(1, entry, slot, bytes(31))),
        ("extra-part", "parts-count", "an eighth part", frame(1, entry, slot, bytes(32), more=[b""])),
        ("frame-trailing", "kind-or-end", "a byte after the end", good + b"\x00"),
        ("frame-label", "kind-or-end", "under the label of a piece", good.replace(b"bc1/frame", b"bc1/chunk", 1)),
        ("frame-cut", "parts-short", "without its last byte", good[:-1]),
        (
            "number-top-bit",
            "number",
            "the top bit of its number is set",
            enc("bc1/frame", b"\xff" * 8, b"E", le64(0), entry.header, entry.sealed, slot, bytes(32)),
        ),
    ):
        yield case(name, expect, about, data)
    yield from brought()
    yield from rekeyed()


def brought():
    """The other types of a frame; who may send which is no matter of bytes."""
    for kind, name, author, about in (
        (b"R", "letter-again", ILSE, "a letter that its author lays out once more"),
        (b"T", "letter-returned", JON, "a letter of the recipient's own, given back to him"),
        (b"H", "letter-hearsay", ODO, "a letter of somebody who left, brought by a principal of one's own party"),
    ):
        chain = made(f"chain of {name}")
        wrap, mac_key, following = take(chain)
        entry = Entry(LETTER, [ODO if author is ODO else ILSE, JON], author=author, name=name)
        slot = slot_for(entry, JON.reader, JON.public, wrap, entry.key, z=made(f"z {name}"))
        yield (
            "entry",
            name,
            "success",
            about,
            {
                "chain": chain.hex(),
                "seed": JON.seed.hex(),
                "reader": JON.reader.hex(),
                "frame": std(frame(1, entry, slot, tag_for(mac_key, entry, slot, kind), kind=kind)),
                "key": entry.key.hex(),
                "id": entry.id.hex(),
                "body": entry.text,
                "next": following.hex(),
            },
        )
    chain, key = made("chain of a moved rekey"), Key(made("reader key of Jon, epoch 1"))
    content = {"key": b64(Key(made("reader key of Ilse, epoch 2")).public), "shares": []}
    wrap, mac_key, _ = take(chain)
    rekey = Entry(content, [ILSE, JON], kind=b"rekey", name="rekey as again")
    slot = slot_for(rekey, JON.reader, key.public, wrap, rekey.key, z=made("z rekey as again"))
    yield (
        "entry",
        "rekey-altered-again",
        "tag",
        "a rekey laid out as E that came as R: it would not be mixed, and the chains would part",
        {
            "chain": chain.hex(),
            "seed": key.seed.hex(),
            "reader": JON.reader.hex(),
            "frame": std(frame(2, rekey, slot, tag_for(mac_key, rekey, slot, epoch=1), kind=b"R", epoch=1)),
        },
    )


def rekeyed():
    chain = made("chain of Ilse to Jon after the opening")
    jon_key, ilse_key = Key(made("reader key of Jon, epoch 1")), Key(made("reader key of Ilse, epoch 2"))
    other_secret, other_entry = made("secret of Jon for Ilse"), made("Jon's rekey entry")
    secret = made("secret of Ilse for Jon")
    share = seal(jon_key.public, enc("bc1/rk", CHANNEL, ILSE.reader, le64(2), JON.reader), secret)
    content = {"key": b64(ilse_key.public), "shares": [{"reader": JON.reader.hex(), "share": b64(share)}]}
    rekey = Entry(content, [ILSE, JON], kind=b"rekey", name="rekey", seen=[(JON.reader, 1, other_entry)])
    wrap, mac_key, following = take(chain)
    slot = slot_for(rekey, JON.reader, jon_key.public, wrap, rekey.key, z=made("z rekey"))
    first = frame(2, rekey, slot, tag_for(mac_key, rekey, slot, epoch=1), epoch=1)
    mixed = xtr(following, enc("bc1/rk secrets", secret, other_secret, other_entry))
    letter = Entry(LETTER, [ILSE, JON], seq=3, previous=rekey.id, seen=[(JON.reader, 1, other_entry)], name="after")
    wrap, mac_key, last = take(mixed)
    slot = slot_for(letter, JON.reader, jon_key.public, wrap, letter.key, z=made("z after"))
    base = {
        "chain": chain.hex(),
        "seed": jon_key.seed.hex(),
        "reader": JON.reader.hex(),
        "rekey": std(first),
        "other_secret": other_secret.hex(),
        "other_entry": other_entry.hex(),
        "frame": std(frame(3, letter, slot, tag_for(mac_key, letter, slot, epoch=1), epoch=1)),
    }
    yield (
        "entry",
        "letter-after-rekey",
        "success",
        "a rekey that mixes both sides' secrets, and the letter after it",
        base
        | {
            "secret": secret.hex(),
            "mixed": mixed.hex(),
            "id": letter.id.hex(),
            "key": letter.key.hex(),
            "body": letter.text,
            "next": last.hex(),
        },
    )
    wrap, mac_key, _ = take(following)
    slot = slot_for(letter, JON.reader, jon_key.public, wrap, letter.key, z=made("z unmixed"))
    yield (
        "entry",
        "letter-after-rekey-unmixed",
        "tag",
        "the letter after a rekey that its author did not follow himself",
        base | {"frame": std(frame(3, letter, slot, tag_for(mac_key, letter, slot, epoch=1), epoch=1))},
    )
    half = xtr(following, enc("bc1/rk secrets", secret, b"", b""))
    wrap, mac_key, _ = take(half)
    slot = slot_for(letter, JON.reader, jon_key.public, wrap, letter.key, z=made("z half"))
    yield (
        "entry",
        "letter-after-rekey-one-sided",
        "tag",
        "mixed without the other side's secret, as a thief would",
        base | {"frame": std(frame(3, letter, slot, tag_for(mac_key, letter, slot, epoch=1), epoch=1))},
    )
    wrong = seal(jon_key.public, enc("bc1/rk", CHANNEL, ILSE.reader, le64(7), JON.reader), secret)
    moved = Entry(
        content | {"shares": [{"reader": JON.reader.hex(), "share": b64(wrong)}]},
        [ILSE, JON],
        kind=b"rekey",
        name="moved",
    )
    wrap, mac_key, _ = take(chain)
    slot = slot_for(moved, JON.reader, jon_key.public, wrap, moved.key, z=made("z moved"))
    yield (
        "entry",
        "rekey-of-other-entry",
        "sealed",
        "a share that was made for another entry",
        base | {"rekey": std(frame(2, moved, slot, tag_for(mac_key, moved, slot, epoch=1), epoch=1))},
    )


def bodies():
    def case(name, expect, about, entry, key=None, sealed=None, **more):
        payload = {"header": entry.header.hex(), "sealed": std(sealed or entry.sealed), "key": (key or entry.key).hex()}
        return "body", name, expect, about, payload | more

    entry = Entry(LETTER, [ILSE, JON])
    yield case("body", "success", "a letter's body under its key", entry, body=entry.text, own=entry.own.hex())
    linked = Entry(
        LETTER, [ILSE, JON], seq=3, previous=entry.id, seen=[(JON.reader, 4, made("j")), (ANA.reader, 1, made("a"))]
    )
    yield case(
        "body-with-seen",
        "success",
        "one whose author had seen two others",
        linked,
        body=linked.text,
        own=linked.own.hex(),
    )
    large = Entry(
        {"document": {"kind": "letter", "passages": [{"text": "a " * 20_000, "role": "paragraph"}]}}, [ILSE, JON]
    )
    yield case("body-of-three-chunks", "success", "more than one chunk of the cipher", large, body=large.text)
    other = Entry(LETTER, [ILSE, JON], name="other")
    for name, about, e, key, sealed in (
        ("salamander", "one ciphertext, and a second key for it: it opens under one only", entry, other.key, None),
        ("altered", "the last bit of the ciphertext", entry, None, flip(entry.sealed)),
        ("commitment-altered", "a bit of the commitment to the key", entry, None, flip(entry.sealed, 30)),
        ("cut", "the last byte is missing", entry, None, entry.sealed[:-1]),
        ("chunk-missing", "cut after a whole chunk", large, None, large.sealed[: 56 + 2 * (16_384 + 16)]),
        (
            "chunks-swapped",
            "two chunks in each other's place",
            large,
            None,
            large.sealed[:56]
            + large.sealed[56 + 16_400 : 56 + 32_800]
            + large.sealed[56 : 56 + 16_400]
            + large.sealed[56 + 32_800 :],
        ),
        ("trailing", "a byte after the end", entry, None, entry.sealed + b"\x00"),
        (
            "of-other-number",
            "sealed for another place in the chain",
            Entry(LETTER, [ILSE, JON], context=enc("bc1/body", CHANNEL, ILSE.reader, le64(3), entry.readers)),
            None,
            None,
        ),
        (
            "of-other-author",
            "sealed as somebody else's",
            Entry(LETTER, [ILSE, JON], context=enc("bc1/body", CHANNEL, JON.reader, le64(2), entry.readers)),
            None,
            None,
        ),
        (
            "label",
            "sealed under the label of an enclosure",
            Entry(LETTER, [ILSE, JON], context=enc("bc1/enclosure", CHANNEL, ILSE.reader)),
            None,
            None,
        ),
    ):
        yield case(name, "body-key", about, e, key, sealed)
    texts = (
        ("white-space", "a space in the JSON", lambda t: t.replace(",", ", ", 1)),
        ("null", "a null in the JSON", lambda t: t.replace('"letter"', "null")),
        ("duplicate-name", "the document twice", lambda t: t[:-1] + ',"document":1}'),
        ("fraction", "a fraction in the JSON", lambda t: t[:-1] + ',"weight":0.5}'),
        ("array", "an array instead of an object", lambda t: f"[{t}]"),
        (
            "readers-object",
            "readers that are no list",
            lambda t: t.replace('"readers":[', '"readers":{"a":[').replace("],", "]},", 1),
        ),
        ("no-readers", "no list of readers", lambda t: t.replace('"readers"', '"reader"')),
        ("no-salt", "no salt", lambda t: t.replace('"salt"', '"pepper"')),
        (
            "salt-upper-case",
            "the salt in capitals",
            lambda t: re.sub('(?<="salt":")[0-9a-f]+', lambda m: m[0].upper(), t),
        ),
        ("reader-short", "a reader of 31 bytes", lambda t: t.replace(ILSE.reader.hex(), ILSE.reader.hex()[2:])),
        ("nested", "arrays within arrays", lambda t: t[:-1] + ',"x":' + "[" * 24 + "]" * 24 + "}"),
    )
    for name, about, change in texts:
        yield case(name, "body", about, Entry(LETTER, [ILSE, JON], text=change))
    yield case(
        "padding-long",
        "body",
        "padded to more than its length asks for",
        Entry(LETTER, [ILSE, JON], padded=lambda d: pad(d, 1088)),
    )
    yield case("padding-none", "body", "not padded", Entry(LETTER, [ILSE, JON], padded=lambda d: d))
    ordered = sorted([ILSE.reader, JON.reader])
    backwards = ordered[::-1]
    for name, about, e in (
        (
            "readers-unsorted",
            "readers in the wrong order, and a digest of that",
            Entry(LETTER, [], readers=backwards, digest=lambda salt: sha(enc("bc1/readers", salt, *backwards))),
        ),
        (
            "reader-twice",
            "one reader twice, and a digest of that",
            Entry(
                LETTER,
                [],
                readers=[ordered[0], ordered[0]],
                digest=lambda salt: sha(enc("bc1/readers", salt, ordered[0], ordered[0])),
            ),
        ),
        (
            "readers-more",
            "one reader more than the digest has",
            Entry(LETTER, [ILSE, JON, ANA], digest=lambda salt: sha(enc("bc1/readers", salt, *ordered))),
        ),
        (
            "readers-less",
            "one reader less than the digest has",
            Entry(LETTER, [ILSE], digest=lambda salt: sha(enc("bc1/readers", salt, *ordered))),
        ),
        (
            "readers-other-salt",
            "a digest under another salt",
            Entry(LETTER, [ILSE, JON], digest=lambda _: sha(enc("bc1/readers", made("salt 3"), *ordered))),
        ),
        (
            "readers-label",
            "a digest under another label",
            Entry(LETTER, [ILSE, JON], digest=lambda salt: sha(enc("bc1/seen", salt, *ordered))),
        ),
    ):
        yield case(name, "body-readers", about, e)


def returned():
    def case(name, expect, about, entry, own=None, sealed=None):
        payload = {"own": (own or ilse).hex(), "header": entry.header.hex(), "sealed": std(sealed or entry.sealed)}
        return "returned", name, expect, about, payload | ({"body": entry.text} if expect == "success" else {})

    entry = Entry(LETTER, [ILSE, JON])
    ilse = entry.own
    other = {"document": {"kind": "letter", "passages": [{"text": "We give up the gates.", "role": "paragraph"}]}}
    changed = Entry(LETTER, [ILSE, JON], text=lambda t: t.replace("stay open", "are shut"))
    more = Entry(LETTER, [ILSE, JON], text=lambda t: t[:-1] + ',"answers":"' + made("e").hex() + '"}')
    drawn = Entry(other, [ILSE, JON], salt=made("a salt that its forger drew"))
    readers = Entry(LETTER, [ILSE, JON, ANA], salt=bytes.fromhex(re.findall('"salt":"([0-9a-f]+)', entry.text)[0]))
    forged = Entry(other, [ILSE, JON], name="of somebody else")
    yield case("returned", "success", "an entry that its author's desk had lost", entry)
    for name, about, e, sealed in (
        ("forged", "an entry that its peer made", forged, None),
        ("other-words", "other words under the right key: a reader knows it", changed, None),
        ("more-words", "a field more under the right key", more, None),
        ("salt-drawn", "other words with a salt that somebody drew", drawn, None),
        ("other-readers", "other readers with the right salt and words", readers, None),
        ("altered", "the last bit of its body", entry, flip(entry.sealed)),
    ):
        yield case(name, "returned", about, e, sealed=sealed)
    later = entry.header.replace(TIME.encode(), b"2031-03-05T09:00:00Z")
    moved = case("moved-in-time", "returned", "a header that claims another day", entry)
    moved[4]["header"] = later.hex()
    yield moved


def cases():
    for part in (entries, bodies, returned):
        yield from part()
