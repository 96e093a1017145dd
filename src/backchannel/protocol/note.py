"""The note that a desk leaves for itself at its relay: how many exchanges it has made, sealed for nobody else."""

from cryptography.cobblestone import Cobblestone256Decryptor, Cobblestone256Encryptor
from cryptography.exceptions import InvalidTag

from backchannel.errors import BadInputError
from backchannel.protocol import labels
from backchannel.protocol.batch import outer_size
from backchannel.protocol.encoding import enc, u64, unu64, xpd
from backchannel.protocol.limits import BLOB_SIZES
from backchannel.protocol.padding import pad_to, unpad_from


def seal_note(secret: bytes, number: int) -> bytes:
    """Seal the number of the last exchange into a blob of the smallest size class."""
    sealer = Cobblestone256Encryptor(xpd(secret, labels.MARK), enc(labels.MARK_BODY))
    plain = BLOB_SIZES[0] - outer_size(0)
    return sealer.update(pad_to(u64(number), plain)) + sealer.finalize()


def open_note(secret: bytes, blob: bytes) -> int | None:
    """Give the number in a note, or None where the blob is none of ours."""
    opener = Cobblestone256Decryptor(xpd(secret, labels.MARK), enc(labels.MARK_BODY))
    try:
        return unu64(unpad_from(opener.update(blob) + opener.finalize()))
    except (InvalidTag, ValueError, BadInputError):
        return None
