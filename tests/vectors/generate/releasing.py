"""Releases, made from `docs/release.md`: composite signatures, leaves and trees, statements, bundles, passages."""

import hashlib

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.asymmetric.mldsa import MLDSA65PrivateKey
from tests.vectors.generate.notation import b64, enc, js, le64, mac, made, sha, xpd

RULE = "asserts nothing without valid signatures and attributions of every party listed"
PAGE = ["How to check this file", "This page stands in a vector; the specification is docs/release.md."]
NAME = b"COMPSIG-MLDSA65-Ed25519-SHA512"


def js_pretty(value, indent=0):
    """The one writer's form of a file that people are given."""
    space = " " * (indent + 1)
    if isinstance(value, list) and value:
        return "[\n" + ",\n".join(space + js_pretty(v, indent + 1) for v in value) + "\n" + " " * indent + "]"
    if isinstance(value, dict) and value:
        lines = (f"{space}{js(k)}: {js_pretty(v, indent + 1)}" for k, v in value.items())
        return "{\n" + ",\n".join(lines) + "\n" + " " * indent + "}"
    return js(value)


class Composite:
    def __init__(self, name):
        self.mldsa = MLDSA65PrivateKey.from_seed_bytes(made(name + " ML-DSA"))
        self.ed25519 = Ed25519PrivateKey.from_private_bytes(made(name + " Ed25519"))
        self.public = self.mldsa.public_key().public_bytes_raw() + self.ed25519.public_key().public_bytes_raw()

    def sign(self, message, context):
        body = (
            b"CompositeAlgorithmSignatures2025"
            + NAME
            + bytes([len(context)])
            + context
            + hashlib.sha512(message).digest()
        )
        return self.mldsa.sign(body, NAME) + self.ed25519.sign(body)


def dsse(kind, body):
    return b" ".join((b"DSSEv1", str(len(kind)).encode(), kind, str(len(body)).encode(), body))


def root(hashes):
    if len(hashes) == 1:
        return hashes[0]
    split = 1
    while split * 2 < len(hashes):
        split *= 2
    return sha(b"\x01" + root(hashes[:split]) + root(hashes[split:]))


def path(index, hashes):
    if len(hashes) == 1:
        return []
    split = 1
    while split * 2 < len(hashes):
        split *= 2
    if index < split:
        return [*path(index, hashes[:split]), root(hashes[split:])]
    return [*path(index - split, hashes[split:]), root(hashes[:split])]


def leaf(index, letter, what, number=0):
    where = (le64(index), le64(letter), le64(number))
    if "apparatus" in what:
        return enc("bc1/apparatus", *where[:2], bytes.fromhex(what["salt"]), js(what["apparatus"]).encode())
    if "passage" in what and "text" in what:
        return enc("bc1/rel", *where, bytes.fromhex(what["salt"]), what["text"].encode())
    if "commitments" in what:
        parts = [x for party, digest in what["commitments"].items() for x in (party.encode(), bytes.fromhex(digest))]
        return enc("bc1/two", *where, what["withheld"].encode(), *parts)
    if "passage" in what:
        return enc("bc1/blank", *where, what["withheld"].encode())
    if "withheld" in what:
        return enc("bc1/blank enclosure", *where, what["withheld"].encode())
    salt, digest = bytes.fromhex(what["salt"]), bytes.fromhex(what["sha256"])
    return enc("bc1/rel enclosure", *where, salt, what["name"].encode(), le64(what["length"]), digest)


def leaves(letters):
    found = []
    for number, letter in enumerate(letters, 1):
        found.append(leaf(len(found), number, letter))
        for key in ("passages", "enclosures"):
            for place, item in enumerate(letter[key], 1):
                found.append(leaf(len(found), number, item, place))
    return [sha(b"\x00" + one) for one in found]


PARTIES = [("Arvend", "Ilse Maro"), ("Sorlund", "Jon Teel")]
TEXTS = [
    "Mr. President: I have read your letter twice.",
    "We could live with two hours.",
    "The gates stay open until the talks end.",
]
REPLY = ["Madam: two hours are enough."]


def commitments(text, index, letter, passage):
    given = {}
    for party, _ in PARTIES:
        salt = xpd(made("secret of " + party), enc("bc1/two salt", le64(index)))
        given[party] = mac(
            salt, enc("bc1/commit", party.encode(), le64(index), le64(letter), le64(passage), text.encode())
        ).hex()
    return given


def letters(two_sided):
    master = made("master of the proposal")
    count = iter(range(100))

    def salt():
        return xpd(master, enc("bc1/salt", le64(next(count)))).hex()

    first = {
        "number": 1,
        "apparatus": {
            "heading": "Letter from the Chancellor of Arvend to the President of Sorlund",
            "date": "2031-03-04",
            "from": ["Chancellor Maro"],
            "to": ["President Teel"],
        },
        "salt": salt(),
        "passages": [{"passage": 1, "text": TEXTS[0], "salt": salt()}],
    }
    index = next(count)
    held = {"passage": 2, "withheld": "negotiation"}
    if two_sided:
        held["commitments"] = commitments(TEXTS[1], index, 1, 2)
    first["passages"] += [held, {"passage": 3, "text": TEXTS[2], "salt": salt()}]
    first["enclosures"] = [
        {"enclosure": 1, "name": "levels.txt", "length": 57, "sha256": sha(b"levels").hex(), "salt": salt()},
    ]
    second = {
        "number": 2,
        "apparatus": {"kind": "telegram", "place": "Teelstad"},
        "salt": salt(),
        "passages": [{"passage": 1, "text": REPLY[0], "salt": salt()}],
        "enclosures": [{"enclosure": 1, "withheld": "security"}],
    }
    next(count)
    return [first, second]


class Release:
    """A release with every part that a fault may need put in another's place before or after it is signed."""

    def __init__(
        self, *, two_sided=False, change_letters=None, change_statement=None, keys=None, identities=None, text=None
    ):
        self.letters = letters(two_sided)
        if change_letters:
            change_letters(self.letters)
        kind = "two-sided" if two_sided else "blank"
        self.keys = keys or [Composite(f"wk {kind} {party}") for party, _ in PARTIES]
        self.identities = identities or [Composite(f"ik {party}") for party, _ in PARTIES]
        hashes = leaves(self.letters)
        statement = {
            "backchannel-release": 1,
            "algorithm": "id-MLDSA65-Ed25519-SHA512",
            "purpose": "The letters on the lock gates",
            "not_before": "2031-05-04T09:00:00Z",
            "no_precedent": True,
            "rule": RULE,
            "how_to_check": sha("".join(line + "\n" for line in PAGE).encode()).hex(),
            "letters": [
                {"number": 1, "author": "Arvend", "addressees": ["Sorlund"], "passages": 3, "enclosures": 1},
                {"number": 2, "author": "Sorlund", "addressees": ["Arvend"], "passages": 1, "enclosures": 1},
            ],
            "signers": [
                {"party": party, "person": person, "key": b64(key.public)}
                for (party, person), key in zip(PARTIES, self.keys, strict=True)
            ],
            "tree_size": len(hashes),
            "root": root(hashes).hex(),
        }
        if change_statement:
            change_statement(statement)
        self.statement = js(statement) if text is None else text(js(statement))
        data = self.statement.encode()
        self.signatures, self.attributions = [], []
        for (party, person), key, identity in zip(PARTIES, self.keys, self.identities, strict=True):
            others = [k.public for k in self.keys if k is not key]
            told = enc("bc1/attribution", party.encode(), person.encode(), sha(data), key.public, *others)
            who = {"party": party, "person": person}
            signed = key.sign(dsse(b"application/vnd.backchannel.release+json", data), b"backchannel-release-1")
            attributed = identity.sign(
                dsse(b"application/vnd.backchannel.attribution", told), b"backchannel-attribution-1"
            )
            self.signatures.append(who | {"signature": b64(signed)})
            self.attributions.append(who | {"identity_key": b64(identity.public), "signature": b64(attributed)})

    def value(self):
        return {
            "format": "backchannel-release-1",
            "how_to_check": PAGE,
            "statement": self.statement,
            "letters": self.letters,
            "signatures": self.signatures,
            "attributions": self.attributions,
        }

    def passage(self, letter, passage):
        hashes = leaves(self.letters)
        at = sum(1 + len(one["passages"]) + len(one["enclosures"]) for one in self.letters[: letter - 1])
        chosen = self.letters[letter - 1]
        words = chosen["passages"][passage - 1]
        return {
            "format": "backchannel-passage-1",
            "how_to_check": PAGE,
            "statement": self.statement,
            "letter": letter,
            "apparatus": chosen["apparatus"],
            "apparatus_salt": chosen["salt"],
            "apparatus_proof": [p.hex() for p in path(at, hashes)],
            "passage": passage,
            "text": words.get("text", ""),
            "salt": words.get("salt", made("no salt").hex()),
            "proof": [p.hex() for p in path(at + passage, hashes)],
            "signatures": self.signatures,
            "attributions": self.attributions,
        }


def file(value):
    return js_pretty(value) + "\n"


def identity(index):
    party, person = PARTIES[index]
    return file(
        {"backchannel-identity": 1, "party": party, "person": person, "key": b64(Composite(f"ik {party}").public)}
    )
