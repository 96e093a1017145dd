"""Hybrid recipients for age: fresh keys of the kind that `pyrage` can encrypt to, written as age writes them.

They are ML-KEM-768 with P-256 (C2SP age, "The tagged recipient types": `age1tagpq1…`). Their secret keys are meant
for hardware, so `pyrage` encrypts to them and does not decrypt. The spelling is Bech32 (BIP 173) without its limit
of length.
"""

from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.mlkem import MLKEM768PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

_LETTERS = "qpzry9x8gf2tvdw0s3jn54khce6mua7l"
_GENERATOR = (0x3B6A57B2, 0x26508E6D, 0x1EA119FA, 0x3D4233DD, 0x2A1462B3)


def hybrid_recipient() -> str:
    """Make a key pair, forget its secret half, and give the recipient."""
    post_quantum = MLKEM768PrivateKey.generate().public_key().public_bytes_raw()
    point = ec.generate_private_key(ec.SECP256R1()).public_key()
    classical = point.public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)
    return _bech32("age1tagpq", post_quantum + classical)


def _bech32(prefix: str, data: bytes) -> str:
    bits = len(data) * 8
    count = -(-bits // 5)
    number = int.from_bytes(data, "big") << (count * 5 - bits)
    words = [number >> (5 * (count - 1 - index)) & 31 for index in range(count)]
    spread = [ord(c) >> 5 for c in prefix] + [0] + [ord(c) & 31 for c in prefix]
    check = _checksum([*spread, *words, 0, 0, 0, 0, 0, 0]) ^ 1
    words += [check >> 5 * (5 - index) & 31 for index in range(6)]
    return f"{prefix}1{''.join(_LETTERS[word] for word in words)}"


def _checksum(words: list[int]) -> int:
    check = 1
    for word in words:
        top = check >> 25
        check = (check & 0x1FFFFFF) << 5 ^ word
        for index, value in enumerate(_GENERATOR):
            check ^= value if top >> index & 1 else 0
    return check
