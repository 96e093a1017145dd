"""A checker of bundles and passages written from the page `how_to_check` alone. It imports nothing of the product."""

import base64
import hashlib
import hmac
import json

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from cryptography.hazmat.primitives.asymmetric.mldsa import MLDSA65PublicKey

P = 2**255 - 19
Y8 = int.from_bytes(bytes.fromhex("26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05"), "little")


class UnsoundError(Exception):
    """The file does not check."""


def need(condition):
    """Stop unless this holds."""
    if not condition:
        raise UnsoundError


def H(data):
    """SHA-256."""
    return hashlib.sha256(data).digest()


def u64(number):
    """Eight bytes, lowest first."""
    return number.to_bytes(8, "little")


def enc(*items):
    """Count, then length and bytes of each."""
    items = [item.encode() if isinstance(item, str) else item for item in items]
    return u64(len(items)) + b"".join(u64(len(item)) + item for item in items)


def pae(kind, body):
    """The encoding of what is signed."""
    return b" ".join([b"DSSEv1", str(len(kind)).encode(), kind.encode(), str(len(body)).encode(), body])


def from_base64(text):
    """Base64url without padding."""
    return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))


def fingerprint(key):
    """Twelve groups of five digits."""
    digits = str(int.from_bytes(H(enc("bc1/ik", key)), "big")).zfill(60)[-60:]
    return " ".join(digits[at : at + 5] for at in range(0, 60, 5))


def commitment(salt, party, i, letter, n, text):
    """One party's commitment."""
    return hmac.new(salt, enc("bc1/commit", party, u64(i), u64(letter), u64(n), text), "sha256").digest()


def root(hashes):
    """The root of hashes of leaves."""
    if len(hashes) == 1:
        return hashes[0]
    k = 1
    while 2 * k < len(hashes):
        k *= 2
    return H(b"\x01" + root(hashes[:k]) + root(hashes[k:]))


def usable(point):
    """Section 3: neither out of range nor of low order."""
    y = int.from_bytes(point, "little") % 2**255
    return y < P and y not in (0, 1, P - 1, Y8, P - Y8)


def signature(key, message, context, signed):
    """Section 4: both halves."""
    need(len(key) == 1984 and len(signed) == 3373)
    need(usable(key[1952:]) and usable(signed[3309:3341]))
    name = b"COMPSIG-MLDSA65-Ed25519-SHA512"
    m2 = b"CompositeAlgorithmSignatures2025" + name + bytes([len(context)]) + context + hashlib.sha512(message).digest()
    MLDSA65PublicKey.from_public_bytes(key[:1952]).verify(signed[:3309], m2, name)
    Ed25519PublicKey.from_public_bytes(key[1952:]).verify(signed[3309:], m2)


def apparatus_leaf(i, letter_number, apparatus, salt):
    """The leaf of what stands around a letter."""
    shown = json.dumps(apparatus, ensure_ascii=False, separators=(",", ":"))
    return enc("bc1/apparatus", u64(i), u64(letter_number), bytes.fromhex(salt), shown)


def leaves(letters, parties):
    """Section 5: every leaf."""
    i = 0
    for letter in letters:
        number = letter["number"]
        yield apparatus_leaf(i, number, letter["apparatus"], letter["salt"])
        i += 1
        for one in letter["passages"]:
            where = (u64(i), u64(number), u64(one["passage"]))
            if "text" in one:
                yield enc("bc1/rel", *where, bytes.fromhex(one["salt"]), one["text"])
            elif "commitments" in one:
                need(list(one["commitments"]) == parties)
                pairs = [part for p, c in one["commitments"].items() for part in (p, bytes.fromhex(c))]
                yield enc("bc1/two", *where, one["withheld"], *pairs)
            else:
                yield enc("bc1/blank", *where, one["withheld"])
            i += 1
        for one in letter["enclosures"]:
            where = (u64(i), u64(number), u64(one["enclosure"]))
            if "withheld" in one:
                yield enc("bc1/blank enclosure", *where, one["withheld"])
            else:
                salt, digest = bytes.fromhex(one["salt"]), bytes.fromhex(one["sha256"])
                yield enc("bc1/rel enclosure", *where, salt, one["name"], u64(one["length"]), digest)
            i += 1


def follow(leaf, i, size, proof):
    """A quoted passage's proof."""
    r, f, s = H(b"\x00" + leaf), i, size - 1
    for p in proof:
        need(s != 0)
        if f % 2 == 1 or f == s:
            r = H(b"\x01" + bytes.fromhex(p) + r)
            while f % 2 == 0 and f != 0:
                f, s = f // 2, s // 2
        else:
            r = H(b"\x01" + r + bytes.fromhex(p))
        f, s = f // 2, s // 2
    need(s == 0)
    return r


def check(file):
    """Follow the page; UnsoundError, or whatever else goes wrong, if the file is not sound."""
    page = "".join(line + "\n" for line in file["how_to_check"]).encode()
    signed_bytes = file["statement"].encode()
    statement = json.loads(signed_bytes)
    need(H(page).hex() == statement["how_to_check"])
    signers = statement["signers"]
    parties = sorted({signer["party"] for signer in signers}, key=str.encode)
    for letter in statement["letters"]:
        need({letter["author"], *letter["addressees"]} <= set(parties))
    names = [(signer["party"], signer["person"]) for signer in signers]
    for made in ("signatures", "attributions"):
        need([(one["party"], one["person"]) for one in file[made]] == names)
    keys = [from_base64(signer["key"]) for signer in signers]
    identities = [from_base64(one["identity_key"]) for one in file["attributions"]]
    halves = [half for key in keys + identities for half in (key[:1952], key[1952:])]
    need(len(set(halves)) == len(halves))
    for at, (party, person) in enumerate(names):
        message = pae("application/vnd.backchannel.release+json", signed_bytes)
        signature(keys[at], message, b"backchannel-release-1", from_base64(file["signatures"][at]["signature"]))
        others = keys[:at] + keys[at + 1 :]
        body = enc("bc1/attribution", party, person, H(signed_bytes), keys[at], *others)
        message = pae("application/vnd.backchannel.attribution", body)
        signed = from_base64(file["attributions"][at]["signature"])
        signature(identities[at], message, b"backchannel-attribution-1", signed)
    counts = [(letter["passages"], letter["enclosures"]) for letter in statement["letters"]]
    need(statement["tree_size"] == sum(1 + passages + enclosures for passages, enclosures in counts))
    if file["format"] == "backchannel-passage-1":
        check_passage(file, statement, counts)
        return
    need(file["format"] == "backchannel-release-1")
    need([(len(letter["passages"]), len(letter["enclosures"])) for letter in file["letters"]] == counts)
    made = [H(b"\x00" + leaf) for leaf in leaves(file["letters"], parties)]
    need(root(made).hex() == statement["root"])


def check_passage(file, statement, counts):
    """The two leaves of a quoted passage."""
    number, passage = file["letter"], file["passage"]
    need(1 <= number <= len(counts) and 1 <= passage <= counts[number - 1][0])
    i = sum(1 + passages + enclosures for passages, enclosures in counts[: number - 1])
    head = apparatus_leaf(i, number, file["apparatus"], file["apparatus_salt"])
    where = (u64(i + passage), u64(number), u64(passage))
    words = enc("bc1/rel", *where, bytes.fromhex(file["salt"]), file["text"])
    size = statement["tree_size"]
    need(follow(head, i, size, file["apparatus_proof"]).hex() == statement["root"])
    need(follow(words, i + passage, size, file["proof"]).hex() == statement["root"])


def checks(data):
    """Whether a file checks."""
    try:
        check(json.loads(data))
    except (UnsoundError, InvalidSignature, ValueError, KeyError, TypeError, OverflowError):
        return False
    return True
