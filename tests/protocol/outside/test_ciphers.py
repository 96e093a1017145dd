"""Cobblestone and ChaCha20-Poly1305 of Wycheproof, through what seals bodies, enclosures and slots here."""

import hashlib
import zlib

import pytest
from cryptography.cobblestone import Cobblestone128Decryptor
from cryptography.exceptions import InvalidTag
from tests.protocol.envelopes import receiver, sealed_to

from backchannel.errors import BadInputError, CounterpartyError
from backchannel.protocol import enclosure, sealing
from backchannel.protocol.encoding import h
from backchannel.protocol.entry import read_header
from backchannel.protocol.limits import LIMITS


def unpacked(test):
    """(key, context, ciphertext) of a test; the ciphertext travels compressed."""
    return bytes.fromhex(test["key"]), bytes.fromhex(test["ctx"]), zlib.decompress(bytes.fromhex(test["ct"]))


def test_cobblestone_bodies(wycheproof, monkeypatch):
    """All 35 tests through the opening of a body: what is valid opens to its end, what is not gives nothing."""
    caro = receiver("Caro")
    (frame,) = sealed_to([caro], [caro], {"x": "y"})
    any_header = read_header(frame.header)
    opened = 0
    for _, test in wycheproof("c2sp_chunked_encryption_aes_256_gcm", 35):
        key, context, ciphertext = unpacked(test)
        monkeypatch.setattr(sealing, "body_context", lambda *_, context=context: context)
        if test["result"] == "valid":
            # It opens; that it is then no body of this protocol is what the error says.
            opened += 1
            with pytest.raises(CounterpartyError, match="not what the protocol allows"):
                sealing.open_body(any_header, ciphertext, key)
        elif "InvalidKeySize" in test["flags"]:
            with pytest.raises(ValueError, match=r".+"):
                sealing.open_body(any_header, ciphertext, key)
        else:
            assert sealing.open_body(any_header, ciphertext, key) is None, test["tcId"]
    assert opened >= 10


def test_cobblestone_enclosures(wycheproof, monkeypatch):
    """All 35 tests through the streaming opening: never a byte beyond the valid prefix, and an error at the end."""
    for _, test in wycheproof("c2sp_chunked_encryption_aes_256_gcm", 35):
        key, context, ciphertext = unpacked(test)
        if "InvalidKeySize" in test["flags"]:
            continue
        monkeypatch.setattr(enclosure, "_context", lambda *_, context=context: context)
        size = LIMITS.enclosure_chunk
        pieces = [ciphertext[i : i + size] for i in range(0, len(ciphertext), size)]
        stream = enclosure.open_enclosure(key, b"", b"", pieces, 1 << 40, h(b"no such file"))
        out = bytearray()
        with pytest.raises(BadInputError):
            for piece in stream:
                out += piece
        if test["result"] == "valid":
            assert (len(out), hashlib.sha512(out).hexdigest()) == (test["msgLength"], test["msgSha512"])
        elif "PartialPlaintext" in test["flags"]:
            assert len(out) <= test["msgLength"]
        else:
            assert not out, test["tcId"]


def test_cobblestone_of_the_smaller_key(wycheproof):
    """The other 35 tests through the library alone, since this protocol uses the larger key only."""
    for _, test in wycheproof("c2sp_chunked_encryption_aes_128_gcm", 35):
        key, context, ciphertext = unpacked(test)
        try:
            opener = Cobblestone128Decryptor(key, context)
            plain = opener.update(ciphertext) + opener.finalize()
        except (InvalidTag, ValueError):
            assert test["result"] == "invalid", test["tcId"]
            continue
        assert test["result"] == "valid", test["tcId"]
        assert (len(plain), hashlib.sha512(plain).hexdigest()) == (test["msgLength"], test["msgSha512"])


def test_the_cipher_of_slots(wycheproof):
    """All 325 tests of ChaCha20-Poly1305 through the very class with which slots are sealed."""
    for _, test in wycheproof("chacha20_poly1305", 325):
        cipher = sealing.ChaCha20Poly1305(bytes.fromhex(test["key"]))
        nonce, aad = bytes.fromhex(test["iv"]), bytes.fromhex(test["aad"])
        both, plain = bytes.fromhex(test["ct"] + test["tag"]), bytes.fromhex(test["msg"])
        if test["result"] == "valid":
            assert cipher.decrypt(nonce, both, aad) == plain, test["tcId"]
            assert cipher.encrypt(nonce, plain, aad) == both, test["tcId"]
        else:
            with pytest.raises((InvalidTag, ValueError)):
                cipher.decrypt(nonce, both, aad)
