"""Padding: how long something is must not tell what it is.

The plaintext is followed by 0x80 and zeros (ISO/IEC 7816-4). Bodies take the Padmé length (Nikitin et al.,
"Reducing Metadata Leakage from Encrypted Files and Communication with PURBs", PoPETs 2019), which adds at most
12 percent, with a floor for short letters; what travels takes one of the few size classes.
"""

from backchannel.errors import BadInputError
from backchannel.protocol.limits import LIMITS


def padme(length: int) -> int:
    """Give the Padmé length, in bytes, of something `length` bytes long."""
    if length < 2:
        return length
    exponent = length.bit_length() - 1
    zeros = exponent - exponent.bit_length()
    mask = (1 << zeros) - 1
    return (length + mask) & ~mask


def pad(data: bytes) -> bytes:
    """Pad a body to its Padmé length, at least the floor of `limits`."""
    return pad_to(data, max(padme(len(data) + 1), LIMITS.body_floor))


def unpad(data: bytes) -> bytes:
    """Give what `pad` padded; refuse any padding that `pad` would not have written."""
    body = unpad_from(data)
    if len(data) != max(padme(len(body) + 1), LIMITS.body_floor):
        raise BadInputError("A body is padded to another length than its own; ask its author for it again.")
    return body


def pad_to(data: bytes, size: int) -> bytes:
    """Pad to exactly `size` bytes, which must be more than the data."""
    if len(data) >= size:
        raise ValueError("there is no room for the padding")
    return data + b"\x80" + bytes(size - len(data) - 1)


def unpad_from(data: bytes) -> bytes:
    """Give what `pad_to` padded, whatever the size."""
    body = data.rstrip(b"\x00")
    if not body.endswith(b"\x80"):
        raise BadInputError("The padding of an object is malformed; ask for the object again.")
    return body[:-1]
