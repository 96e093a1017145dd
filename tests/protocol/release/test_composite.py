"""Composite signatures, against the published vectors, and with the keys that verifiers disagree about."""

import base64
from collections import Counter

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from tests.protocol.release.played import seeded

from backchannel.protocol.release.composite import (
    PUBLIC,
    SIGNATURE,
    ed25519_verifies,
    halves,
    is_sound,
    mldsa65_verifies,
    prepared,
    verifies,
)
from backchannel.protocol.release.signing import SecretKey, new_key

KEY = new_key(seeded("composite"))
MESSAGE, CONTEXT = b"the lock gates stay open", b"backchannel-release-1"
SIGNED = KEY.sign(MESSAGE, CONTEXT)
LOW_ORDER = [
    "0000000000000000000000000000000000000000000000000000000000000000",
    "0100000000000000000000000000000000000000000000000000000000000000",
    "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05",
    "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a",
    "ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
]
NOT_CANONICAL = [
    "edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
    "eeffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
    "f0ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
    "ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
]


def with_sign(points):
    """Each point, and the same with the sign bit of x set."""
    for point in points:
        yield bytes.fromhex(point)
        yield bytes.fromhex(point)[:31] + bytes([bytes.fromhex(point)[31] | 0x80])


def test_the_published_composite_vectors(outside_json):
    """Both published signatures of id-MLDSA65-Ed25519-SHA512 verify, and its key comes from its seeds."""
    file = outside_json("composite-mldsa/src/testvectors.json")
    (case,) = [case for case in file["tests"] if case["tcId"] == "id-MLDSA65-Ed25519-SHA512"]
    decoded = {name: base64.b64decode(case[name]) for name in ("pk", "sk", "s", "sWithContext")}
    message, context = base64.b64decode(file["m"]), base64.b64decode(file["ctx"])
    assert SecretKey(decoded["sk"][:32], decoded["sk"][32:]).public == decoded["pk"]
    assert verifies(decoded["pk"], message, b"", decoded["s"])
    assert verifies(decoded["pk"], message, context, decoded["sWithContext"])
    assert not verifies(decoded["pk"], message, context, decoded["s"])
    assert not verifies(decoded["pk"], message, b"", decoded["sWithContext"])


def test_the_published_mldsa65_signatures(outside_json):
    """Every Wycheproof verification case of ML-DSA-65 is judged as published."""
    file = outside_json("wycheproof/testvectors_v1/mldsa_65_verify_test.json")
    judged = Counter()
    for group in file["testGroups"]:
        key = bytes.fromhex(group["publicKey"])
        for case in group["tests"]:
            context, message = bytes.fromhex(case.get("ctx", "")), bytes.fromhex(case["msg"])
            holds = mldsa65_verifies(key, message, context, bytes.fromhex(case["sig"]))
            assert holds == (case["result"] == "valid"), case
            judged[case["result"]] += 1
    assert judged["valid"] >= 50
    assert sum(judged.values()) == file["numberOfTests"] >= 210


def test_the_published_mldsa65_seeds(outside_json):
    """Every published ML-DSA-65 seed gives the published public key."""
    file = outside_json("wycheproof/testvectors_v1/mldsa_65_sign_seed_test.json")
    compared = 0
    for group in file["testGroups"]:
        seed = bytes.fromhex(group["privateSeed"])
        if len(seed) == 32 and group.get("publicKey"):
            assert halves(SecretKey(seed, bytes(32)).public)[0].hex() == group["publicKey"]
            compared += 1
    assert compared >= 5


def test_the_published_ed25519_signatures(outside_json):
    """Every Wycheproof case of Ed25519 is judged as published: malleated and overlong ones are refused."""
    file = outside_json("wycheproof/testvectors_v1/ed25519_test.json")
    judged = 0
    for group in file["testGroups"]:
        key = bytes.fromhex(group["publicKey"]["pk"])
        for case in group["tests"]:
            holds = ed25519_verifies(key, bytes.fromhex(case["msg"]), bytes.fromhex(case["sig"]))
            assert holds == (case["result"] == "valid"), case
            judged += 1
    assert judged == file["numberOfTests"] >= 151


def test_the_edge_cases_of_ed25519_stay_as_they_are(outside_json):
    """Of 914 published edge cases exactly those verify that no flag of the strict rule forbids."""
    cases = outside_json("cctv/ed25519/ed25519vectors.json")
    assert len(cases) >= 914
    forbidden = {"low_order_A", "low_order_R", "non_canonical_A", "non_canonical_R", "low_order_residue"}
    accepted, planted = 0, 0
    for case in cases:
        key, signature = bytes.fromhex(case["key"]), bytes.fromhex(case["sig"])
        message, flags = case["msg"].encode(), set(case["flags"] or [])
        assert ed25519_verifies(key, message, signature) == (not flags & forbidden), case
        accepted += not flags & forbidden
        planted += bool(flags & {"low_order_A", "non_canonical_A"}) and library_accepts(key, message, signature)
    assert accepted >= 1
    assert planted >= 122, "the library now refuses such keys itself; look at the rule again"


def library_accepts(key, message, signature):
    """Whether the library alone would take a signature."""
    try:
        Ed25519PublicKey.from_public_bytes(key).verify(signature, message)
    except Exception:
        return False
    return True


def test_a_key_signs_and_verifies():
    """What a key signs verifies under its public half, message and context, and under no other."""
    assert len(KEY.public) == PUBLIC
    assert len(SIGNED) == SIGNATURE
    assert verifies(KEY.public, MESSAGE, CONTEXT, SIGNED)
    assert not verifies(KEY.public, MESSAGE + b".", CONTEXT, SIGNED)
    assert not verifies(KEY.public, MESSAGE, b"", SIGNED)
    assert not verifies(new_key(seeded("other")).public, MESSAGE, CONTEXT, SIGNED)


def test_one_half_is_not_enough():
    """A signature of which one half is another's, or changed, is refused whichever half it is."""
    other = new_key(seeded("other"))
    forged = other.sign(MESSAGE, CONTEXT)
    cut = SIGNATURE - 64
    for signature in (forged[:cut] + SIGNED[cut:], SIGNED[:cut] + forged[cut:]):
        assert not verifies(KEY.public, MESSAGE, CONTEXT, signature)


def test_a_half_is_no_signature_elsewhere():
    """The halves sign the composite message and not the message, so neither can be used alone (separability)."""
    mldsa, ed25519 = halves(KEY.public)
    cut = SIGNATURE - 64
    assert not mldsa65_verifies(mldsa, MESSAGE, CONTEXT, SIGNED[:cut])
    assert not ed25519_verifies(ed25519, MESSAGE, SIGNED[cut:])
    assert not mldsa65_verifies(mldsa, prepared(MESSAGE, CONTEXT), b"", SIGNED[:cut])


def test_wrong_sizes_are_refused():
    """Keys, signatures and contexts that are too short or too long are refused and raise nothing."""
    for key in (b"", KEY.public[:-1], KEY.public + b"\0"):
        assert not is_sound(key)
        assert not verifies(key, MESSAGE, CONTEXT, SIGNED)
    for signature in (b"", SIGNED[:-1], SIGNED + b"\0"):
        assert not verifies(KEY.public, MESSAGE, CONTEXT, signature)
    assert not verifies(KEY.public, MESSAGE, bytes(256), SIGNED)
    assert not ed25519_verifies(bytes(31), MESSAGE, bytes(64))
    with pytest.raises(ValueError, match="255"):
        KEY.sign(MESSAGE, bytes(256))


@pytest.mark.parametrize("point", list(with_sign(LOW_ORDER + NOT_CANONICAL)), ids=bytes.hex)
def test_a_planted_key_is_refused(point):
    """A key with a low-order or non-canonical point, whose signature would fit many messages, is unsound."""
    mldsa, _ = halves(KEY.public)
    assert not is_sound(mldsa + point)
    assert not ed25519_verifies(point, MESSAGE, point + bytes(32))


def test_honest_keys_are_sound():
    """Keys made from seeds are accepted, and differ by either seed."""
    made = [SecretKey(bytes([i]) * 32, bytes([j]) * 32).public for i in range(3) for j in range(3)]
    assert all(is_sound(key) for key in made)
    assert len(set(made)) == 9


def test_a_secret_key_is_not_shown():
    """Neither seed stands in what Python prints of a key."""
    assert repr(SecretKey(b"\x41" * 32, b"\x42" * 32)) == "SecretKey()"
