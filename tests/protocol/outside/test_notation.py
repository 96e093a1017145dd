"""The encoding, HMAC and HKDF of the protocol against the vectors of others."""

import base64
import hashlib
from pathlib import Path

import pytest
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from backchannel.protocol.encoding import enc, equal, mac, xpd, xtr


def parts_of(test):
    """(header, payload bytes, footer, implicit assertion) of a PASETO token."""
    version, purpose, payload, *_ = test["token"].split(".")
    body = base64.urlsafe_b64decode(payload + "=" * (-len(payload) % 4))
    return f"{version}.{purpose}.".encode(), body, test["footer"].encode(), test["implicit-assertion"].encode()


def tag_holds(test):
    """Whether a v4.local token's tag is right over the encoding, with BLAKE2b keyed as PASETO's version 4 says."""
    header, body, footer, implicit = parts_of(test)
    nonce, ciphertext, tag = body[:32], body[32:-32], body[-32:]
    key = hashlib.blake2b(b"paseto-auth-key-for-aead" + nonce, key=bytes.fromhex(test["key"]), digest_size=32).digest()
    made = hashlib.blake2b(enc(header, nonce, ciphertext, footer, implicit), key=key, digest_size=32).digest()
    return equal(made, tag)


def signature_holds(test):
    """Whether a v4.public token's signature is right over the encoding."""
    header, body, footer, implicit = parts_of(test)
    key = Ed25519PublicKey.from_public_bytes(bytes.fromhex(test["public-key"]))
    try:
        key.verify(body[-64:], enc(header, body[:-64], footer, implicit))
    except InvalidSignature:
        return False
    return True


def test_the_encoding_is_pasetos(suite):
    """Tags and signatures of all good tokens are right over what `enc` writes, and not over a moved border."""
    tests = [t for t in suite("paseto/v4.json")["tests"] if not t["expect-fail"]]
    local = [t for t in tests if t["token"].startswith("v4.local.")]
    public = [t for t in tests if t["token"].startswith("v4.public.")]
    assert len(local) >= 9
    assert len(public) >= 3
    assert all(tag_holds(t) for t in local)
    assert all(signature_holds(t) for t in public)
    for test in public:
        if test["footer"]:
            moved = test | {"footer": "", "implicit-assertion": test["footer"] + test["implicit-assertion"]}
            assert not signature_holds(moved)


def test_hmac_of_wycheproof(wycheproof):
    """HMAC-SHA-256 of all 174 tests, whole and cut, and the altered tags are told apart."""
    for group, test in wycheproof("hmac_sha256", 174):
        made = mac(bytes.fromhex(test["key"]), bytes.fromhex(test["msg"]))[: group["tagSize"] // 8]
        assert equal(made, bytes.fromhex(test["tag"])) == (test["result"] == "valid"), test["tcId"]


def test_hkdf_of_wycheproof(wycheproof):
    """HKDF-SHA-256 of all 86 tests through our two halves; a length over the limit is a mistake of the caller."""
    for _, test in wycheproof("hkdf_sha256", 86):
        prk = xtr(bytes.fromhex(test["salt"]), bytes.fromhex(test["ikm"]))
        if test["result"] == "valid":
            assert xpd(prk, bytes.fromhex(test["info"]), test["size"]).hex() == test["okm"], test["tcId"]
        else:
            with pytest.raises(ValueError, match=r".+"):
                xpd(prk, bytes.fromhex(test["info"]), test["size"])


def test_hkdf_of_rfc_5869():
    """The three SHA-256 cases of the RFC, from the vectors that come with the library."""
    cryptography_vectors = pytest.importorskip("cryptography_vectors")
    path = Path(cryptography_vectors.__file__).parent / "KDF" / "rfc-5869-HKDF-SHA256.txt"
    blocks = path.read_text(encoding="utf-8").split("COUNT = ")[1:]
    assert len(blocks) == 3
    for block in blocks:
        lines = (line.split("=", 1) for line in block.splitlines() if "=" in line)
        fields = {name.strip(): value.strip() for name, value in lines}
        prk = xtr(bytes.fromhex(fields.get("salt", "")), bytes.fromhex(fields["IKM"]))
        assert prk.hex() == fields["PRK"]
        assert xpd(prk, bytes.fromhex(fields.get("info", "")), int(fields["L"])).hex() == fields["OKM"]
