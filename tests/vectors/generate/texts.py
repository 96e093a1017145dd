"""Cases of what is written as text or as bare bytes: notation, cards, charters, padding."""

from tests.vectors.generate.notation import b64, enc, fingerprint, js, le64, made, pad, pad_body, padme, sha, xpd, xtr
from tests.vectors.generate.people import CHARTER, ILSE, card, charter, member, party


def notation():
    s = bytes(range(32))
    fetch = xpd(s, enc("bc1/fetch", le64(22000)))
    yield (
        "notation",
        "derivations",
        "success",
        "what the first table of the specification shows, and more",
        {
            "encoded": enc("bc1/ck", b"ab").hex(),
            "seed": s.hex(),
            "wrap": xpd(s, "bc1/wrap").hex(),
            "mac": xpd(s, "bc1/mac").hex(),
            "next": xpd(s, "bc1/next").hex(),
            "mixed_alone": xtr(s, enc("bc1/rk secrets", s[::-1], b"", b"")).hex(),
            "mixed": xtr(s, enc("bc1/rk secrets", s[::-1], made("other"), made("entry"))).hex(),
            "other": made("other").hex(),
            "entry": made("entry").hex(),
            "day": 22000,
            "fetch": fetch.hex(),
            "mailbox": sha(b"backchannel relay mailbox 1" + fetch).hex(),
            "fingerprint": fingerprint(ILSE.reader),
            "reader": ILSE.reader.hex(),
            "padme": [[n, padme(n)] for n in (2, 9, 100, 1024, 1025, 4097, 5000, 65_535, 100_000, 900_001)],
        },
    )
    whole = enc("bc1/tag", b"one", b"two")

    def decode(name, expect, about, data, count=2):
        return "notation", name, expect, about, {"label": "bc1/tag", "count": count, "data": data.hex()}

    yield decode("decoded", "success", "a label and two parts", whole)
    yield decode("wrong-label", "kind-or-end", "another label of the same length", enc("bc1/kek", b"one", b"two"))
    yield decode("trailing-byte", "kind-or-end", "a byte after the end", whole + b"\x00")
    yield decode("no-label", "kind-or-end", "no parts at all, not even a label", le64(0))
    yield decode("extra-part", "parts-count", "a third part", enc("bc1/tag", b"one", b"two", b""))
    yield decode("part-less", "parts-count", "one part where there are two", enc("bc1/tag", b"one"))
    yield decode("cut", "parts-short", "the last byte is missing", whole[:-1])
    yield decode(
        "length-over-end", "parts-short", "a length that runs over the end", le64(1) + le64(2**40) + b"bc1/tag"
    )
    yield decode("count-huge", "parts-many", "2^40 parts in a few bytes", le64(2**40) + whole[8:])
    yield decode("count-top-bit", "number", "the top bit of the count is set", whole[:7] + b"\x80" + whole[8:])
    yield decode("count-short", "number", "fewer than eight bytes", whole[:5])

    digits = fingerprint(ILSE.reader)
    for name, typed, about in (
        ("fingerprint-short", digits[:-1], "a digit is missing"),
        ("fingerprint-other-digits", digits.replace("7", "\u0667"), "digits of another script"),
    ):
        yield "notation", name, "fingerprint", about, {"typed": typed}


def padding():
    body = b'{"a":1}'
    good = pad_body(body)
    yield "padding", "padded", "success", "padded to the floor", {"data": good.hex(), "body": body.hex()}
    long = pad_body(b"x" * 5000)
    yield "padding", "padded-long", "success", "padded to 5120", {"data": long.hex(), "body": (b"x" * 5000).hex()}
    for name, expect, about, data in (
        ("no-mark", "padding", "zeros without the mark before them", body + bytes(1024 - len(body))),
        ("other-mark", "padding", "0x81 instead of 0x80", body + b"\x81" + bytes(1023 - len(body))),
        ("nothing", "padding", "no byte at all", b""),
        ("too-long", "body-padding", "more zeros than the length asks for", pad(body, 1088)),
        ("too-short", "body-padding", "less than the floor", pad(body, 1000)),
        ("not-padme", "body-padding", "5001 bytes brought to 5121", pad(b"x" * 5000, 5121)),
    ):
        yield "padding", name, expect, about, {"data": data.hex()}


def cards():
    text = js(card("Ilse Maro"))
    yield (
        "card",
        "card",
        "success",
        "a contact card",
        {
            "file": text + "\n",
            "seed": ILSE.seed.hex(),
            "reader": ILSE.reader.hex(),
            "fingerprint": fingerprint(ILSE.reader),
            "person": "Ilse Maro",
            "party": "Arvend",
            "intake": card("Ilse Maro")["intake"],
        },
    )
    key = card("Ilse Maro")["key"]

    def put(**other):
        return js(card("Ilse Maro", **other))

    def without(name):
        return js({k: v for k, v in card("Ilse Maro").items() if k != name})

    relay = {"url": "https://relay.example", "token": ""}
    deep = '"relays":' + "[" * 25 + "]" * 25
    at = text.index('"relays"')
    for name, expect, about, file in (
        ("version", "card-version", "a card of a later version", put(**{"backchannel-card": 2})),
        ("suite", "card-version", "a suite that nobody knows", put(suite=2)),
        ("version-boolean", "field-wrong", "true is not 1", text.replace('"suite":1', '"suite":true')),
        ("version-fraction", "json", "1.0 is not 1", text.replace('"suite":1', '"suite":1.0')),
        ("version-exponent", "json", "1e0 is not 1", text.replace('"suite":1', '"suite":1e0')),
        ("version-large", "json", "an integer of 54 bits", text.replace('"suite":1', '"suite":9007199254740992')),
        ("version-minus-zero", "json-spelling", "-0 is written 0", text.replace('"suite":1', '"suite":-0')),
        ("not-a-number", "json", "NaN is not JSON", text.replace('"suite":1', '"suite":NaN')),
        ("version-string", "field-wrong", "a string is no number", text.replace('"suite":1', '"suite":"1"')),
        ("white-space", "json-spelling", "a space after a comma", text.replace(",", ", ", 1)),
        ("byte-order-mark", "json", "a byte order mark first", "\ufeff" + text),
        ("needless-escape", "json-spelling", "a letter written as its number", text.replace("Ilse", "\\u0049lse")),
        ("escaped-slash", "json-spelling", "a slash with a backslash", text.replace("https://", "https:\\/\\/")),
        ("half-surrogate", "json", "half of a surrogate pair", text.replace("Ilse", "\\ud800lse")),
        ("duplicate-name", "json", "the person twice", text.replace('"party"', '"person":"Odo Lenz","party"')),
        ("null", "json-null", "a token that is null", text.replace('"a token"', "null")),
        ("array", "json-object", "the card in an array", f"[{text}]"),
        ("nested", "json-depth", "arrays within arrays", text[:at] + deep + "}"),
        ("large", "json-size", "more than a card may have", put(machine="m" * 16_000)),
        ("order", "card-order", "its names in another order", js(dict(reversed(card("Ilse Maro").items())))),
        ("field-missing", "field-missing", "no machine", without("machine")),
        ("field-unknown", "field-unknown", "a field of no meaning", put(colour="blue")),
        ("name-two-lines", "field-wrong", "a name of two lines", put(person="Ilse\nMaro")),
        ("name-unseen", "field-wrong", "a name with a space of no width", put(person="Ilse\u200bMaro")),
        ("name-turned", "field-wrong", "a name that turns what follows it", put(person="Ilse \u202eoraM")),
        ("name-space", "field-wrong", "a space after the name", put(person="Ilse Maro ")),
        ("name-empty", "field-wrong", "no name", put(person="")),
        ("name-long", "field-wrong", "a name of 201 characters", put(person="n" * 201)),
        ("key-padded", "base64", "= after the key", put(key=key + "==")),
        ("key-unused-bits", "base64", "the unused bits of the last character are set", put(key=key[:-1] + "B")),
        ("key-other-alphabet", "base64", "+ of the other alphabet", put(key="+" + key[1:])),
        ("key-short", "base64", "a key of 1215 bytes", put(key=key[:-2])),
        ("key-of-low-order", "key", "its X25519 half is of low order", put(key=b64(ILSE.public[:1184] + bytes(32)))),
        ("key-not-reduced", "key", "a coefficient of the key is q or more", put(key="____" + key[4:])),
        ("intake-upper-case", "hex", "hexadecimal in capitals", put(intake=made("x").hex().upper())),
        ("intake-short", "hex", "31 bytes", put(intake=made("x", 31).hex())),
        (
            "relay-plain-http",
            "card-relay",
            "http to another machine",
            put(relays=[{"url": "http://r.example", "token": ""}]),
        ),
        (
            "relay-like-this-machine",
            "card-relay",
            "a host that only begins like this machine",
            put(relays=[{"url": "http://localhost.example", "token": ""}]),
        ),
        (
            "relay-with-name",
            "card-relay",
            "a host after a name and an at sign",
            put(relays=[{"url": "https://a@r.example", "token": ""}]),
        ),
        ("relay-string", "field-object", "a relay that is a string", put(relays=["https://relay.example"])),
        ("relays-five", "field-wrong", "five relays", put(relays=[relay] * 5)),
    ):
        yield "card", name, expect, about, {"file": file + "\n"}
    yield "card", "no-line-feed", "card-end", "the line feed is missing", {"file": text}
    yield "card", "two-line-feeds", "json-spelling", "an empty line after the card", {"file": text + "\n\n"}
    yield "card", "cut", "json", "cut in the middle", {"file": text[:900] + "\n"}


def charters():
    yield (
        "charter",
        "charter",
        "success",
        "a founding charter: its digest is the channel",
        {"text": CHARTER.decode(), "digest": sha(enc("bc1/charter", CHARTER)).hex(), "readers": 3},
    )
    amended = charter(nonce=made("nonce 2").hex())
    names = ["charter", "suite", "nonce", "amends", *list(amended)[3:]]
    amended["amends"] = sha(enc("bc1/charter", CHARTER)).hex()
    amended = js({name: amended[name] for name in names})
    yield (
        "charter",
        "amended",
        "success",
        "one that amends it",
        {"text": amended, "digest": sha(enc("bc1/charter", amended.encode())).hex(), "readers": 3},
    )
    ilse, ana, jon = member("Ilse Maro", True), member("Ana Reth", False), member("Jon Teel", True)
    sorlund = party("Sorlund", 2, 1, jon)

    def parties(*listed, **other):
        return js(charter(parties=list(listed), **other))

    def stranger(number):
        return {"name": f"P{number}", "reader": made(f"stranger {number}").hex(), "principal": not number % 64}

    crowd = [party(f"Q{q}", 64, 1, *(stranger(64 * q + i) for i in range(33))) for q in range(2)]
    nine = [party(f"Q{q}", 1, 1, {"name": "P", "reader": made(f"nine {q}").hex(), "principal": True}) for q in range(9)]
    text = CHARTER.decode()
    for name, expect, about, file in (
        ("version", "charter-version", "a charter of a later version", text.replace('"charter":1', '"charter":2')),
        ("suite", "charter-version", "a suite that nobody knows", text.replace('"suite":1', '"suite":7')),
        ("no-party", "charter-no-party", "nobody", parties()),
        (
            "party-twice",
            "charter-twice",
            "one party twice",
            parties(party("Arvend", 2, 1, ilse), party("Arvend", 2, 1, jon)),
        ),
        (
            "person-twice",
            "charter-twice",
            "two of one name in a party",
            parties(party("Arvend", 2, 1, ilse, ana | {"name": "Ilse Maro"}), sorlund),
        ),
        (
            "reader-twice",
            "charter-reader-twice",
            "one key for two persons",
            parties(party("Arvend", 2, 1, ilse, ana | {"reader": ilse["reader"]}), sorlund),
        ),
        (
            "reader-in-two-parties",
            "charter-reader-twice",
            "one person for two parties",
            parties(party("Arvend", 2, 1, ilse), party("Sorlund", 2, 1, ilse)),
        ),
        (
            "over-ceiling",
            "charter-ceiling",
            "two readers under a ceiling of one",
            parties(party("Arvend", 1, 1, ilse, ana), sorlund),
        ),
        (
            "no-principal",
            "charter-no-principal",
            "nobody who could consent",
            parties(party("Arvend", 2, 1, ana), sorlund),
        ),
        (
            "assent-of-more",
            "charter-assent",
            "two principals must assent, and there is one",
            parties(party("Arvend", 2, 2, ilse, ana), sorlund),
        ),
        ("amend-of-more", "charter-amend", "three of two parties amend", js(charter(amend=3))),
        ("amend-by-half", "charter-half", "one of two parties amends", js(charter(amend=1))),
        ("amend-by-none", "field-wrong", "no party needs to assent", js(charter(amend=0))),
        ("too-many-readers", "charter-members", "66 readers", parties(*crowd)),
        ("nine-parties", "field-wrong", "nine parties", parties(*nine, amend=8)),
        ("unknown-rule", "field-wrong", "a release rule that nobody knows", js(charter(release="any party"))),
        ("extra-rule", "field-unknown", "a rule that this version does not have", js(charter(quorum=2))),
        ("nonce-short", "hex", "a nonce of 16 bytes", js(charter(nonce=made("n", 16).hex()))),
        ("principal-number", "field-wrong", "1 is not true", text.replace('"principal":true', '"principal":1', 1)),
        ("empty-courtesy", "field-text", "a rule without words", js(charter(courtesy=[" "]))),
        ("party-array", "field-object", "a party that is an array", parties([])),
        ("key-days-zero", "field-wrong", "old keys kept for no day", js(charter(key_days=0))),
        ("white-space", "json-spelling", "a line feed after it", text + "\n"),
        ("duplicate-name", "json", "two rules of amendment", text.replace('"amend":2', '"amend":2,"amend":1')),
        ("null", "json-null", "a purpose that is null", js(charter(purpose="?")).replace('"?"', "null")),
        ("large", "json-size", "more than 64000 bytes", js(charter(courtesy=["c" * 4000] * 17))),
        ("amends-empty", "hex", "an empty digest instead of none", js(charter(amends=""))),
        ("order", "json-spelling", "its names in another order", js(dict(reversed(charter().items())))),
    ):
        yield "charter", name, expect, about, {"text": file}


def cases():
    for part in (notation, padding, cards, charters):
        yield from part()
