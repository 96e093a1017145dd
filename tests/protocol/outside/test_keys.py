"""X-Wing, HPKE, ML-KEM-768 and X25519 of others, opened through our secret key."""

import pytest
from cryptography.hazmat.primitives.asymmetric.mlkem import MLKEM768PrivateKey
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305
from tests.protocol.outside.schedule import combined, exchanged, key_from, schedule, sealed

from backchannel.errors import BadInputError
from backchannel.protocol.kem import SecretKey, public_key, seal

INFO, WORDS = b"context", b"The ferry crosses in winter."


def test_seeds_expand_to_the_published_keys_of_xwing(suite):
    """All three seeds give the published public key, and what was encapsulated to it opens."""
    vectors = suite("xwing/spec/test-vectors.json")
    assert len(vectors) >= 3
    for vector in vectors:
        key = SecretKey(bytes.fromhex(vector["seed"]))
        assert key.public.hex() == vector["pk"]
        assert key.seed.hex() == vector["sk"]
        shared = bytes.fromhex(vector["ss"])
        assert key.open(bytes.fromhex(vector["ct"]) + sealed(shared, INFO, WORDS), INFO) == WORDS


def test_the_sealing_suite_is_hpkes(suite):
    """Vector 4 of hpke-pq: same key, same schedule, all its messages, and our suite opens what it encapsulated."""
    vectors = suite("hpke-pq/test-vectors.json")
    assert len(vectors) >= 13
    vector = vectors[4]
    assert (vector["mode"], vector["kem_id"], vector["kdf_id"], vector["aead_id"]) == (0, 0x647A, 1, 3)
    key = SecretKey(bytes.fromhex(vector["skRm"]))
    info, shared = bytes.fromhex(vector["info"]), bytes.fromhex(vector["shared_secret"])
    assert key.public.hex() == vector["pkRm"]
    derived, nonce = schedule(shared, info)
    assert (derived.hex(), nonce.hex()) == (vector["key"], vector["base_nonce"])
    assert len(vector["encryptions"]) >= 10
    for message in vector["encryptions"]:
        plain = ChaCha20Poly1305(derived).decrypt(
            bytes.fromhex(message["nonce"]), bytes.fromhex(message["ct"]), bytes.fromhex(message["aad"])
        )
        assert plain.hex() == message["pt"]
    carried = bytes.fromhex(vector["enc"])
    assert key.open(carried + sealed(shared, info, WORDS), info) == WORDS
    # The vector's own first message is bound to additional data, which this protocol does not use.
    with pytest.raises(BadInputError):
        key.open(carried + bytes.fromhex(vector["encryptions"][0]["ct"]), info)
    with pytest.raises(BadInputError):
        key.open(carried + sealed(shared, info, WORDS), b"another context")


def test_what_we_seal_is_hpke():
    """The second opinion opens what our suite sealed."""
    key = SecretKey(bytes(range(32)))
    blob = seal(WORDS, key.public, INFO)
    inner, outer = blob[:1088], blob[1088:1120]
    half = key_halves(bytes(range(32)))
    shared = combined(half[0].decapsulate(inner), exchanged(half[1], outer), outer, key.public[1184:])
    derived, nonce = schedule(shared, INFO)
    assert ChaCha20Poly1305(derived).decrypt(nonce, blob[1120:], b"") == WORDS


def key_halves(seed):
    """The two halves of a seed, expanded as X-Wing says."""
    import hashlib

    wide = hashlib.shake_256(seed).digest(96)
    return MLKEM768PrivateKey.from_seed_bytes(wide[:64]), wide[64:]


SCALAR = bytes(range(1, 33))
CURVE = X25519PrivateKey.from_private_bytes(SCALAR).public_key().public_bytes_raw()


def test_mlkem_public_keys_of_wycheproof(wycheproof):
    """Keys with coefficients out of range or of another length are refused on import, all others are taken."""
    count = 0
    for _, test in wycheproof("mlkem_768_encaps", 265):
        key = bytes.fromhex(test["ek"]) + CURVE
        if test["result"] == "valid":
            public_key(key)
        else:
            count += 1
            with pytest.raises(BadInputError):
                public_key(key)
    assert count >= 100


def test_mlkem_seeds_of_wycheproof(wycheproof):
    """A hundred seeds expand to the published encapsulation keys."""
    for _, test in wycheproof("mlkem_768_keygen_seed", 100):
        assert key_from(bytes.fromhex(test["seed"]), SCALAR).public[:1184].hex() == test["ek"]


def test_mlkem_decapsulation_of_wycheproof(wycheproof):
    """Our key opens what is sealed under the published secret, the implicitly rejected ones included."""
    ephemeral = bytes(range(2, 34))
    carried = X25519PrivateKey.from_private_bytes(ephemeral).public_key().public_bytes_raw()
    outer = exchanged(SCALAR, carried)
    refused = 0
    for _, test in wycheproof("mlkem_768", 193):
        seed, inner = bytes.fromhex(test["seed"]), bytes.fromhex(test["c"])
        if test["result"] == "valid":
            key = key_from(seed, SCALAR)
            shared = combined(bytes.fromhex(test["K"]), outer, carried, CURVE)
            assert key.open(inner + carried + sealed(shared, INFO, WORDS), INFO) == WORDS, test["tcId"]
        else:
            refused += 1
            with pytest.raises((BadInputError, ValueError)):
                key_from(seed, SCALAR).open(inner + carried + bytes(len(WORDS) + 16), INFO)
    assert refused >= 40


def test_x25519_of_wycheproof(wycheproof):
    """All 518 exchanges through our secret key; points of low order open nothing and are no public keys."""
    inner_key = MLKEM768PrivateKey.from_seed_bytes(bytes(64))
    inner, carried_inner = inner_key.public_key().encapsulate()
    low = 0
    for _, test in wycheproof("x25519", 518):
        scalar, public = bytes.fromhex(test["private"]), bytes.fromhex(test["public"])
        key = key_from(bytes(64), scalar)
        shared = combined(inner, bytes.fromhex(test["shared"]), public, key.public[1184:])
        blob = carried_inner + public + sealed(shared, INFO, WORDS)
        if "ZeroSharedSecret" in test["flags"]:
            low += 1
            with pytest.raises(BadInputError):
                key.open(blob, INFO)
            with pytest.raises(BadInputError):
                public_key(key.public[:1184] + public)
        else:
            assert key.open(blob, INFO) == WORDS, test["tcId"]
            public_key(key.public[:1184] + public)
    assert low >= 31
