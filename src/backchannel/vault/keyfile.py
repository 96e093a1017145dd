"""The desk key and the file that holds it wrapped (specification, "Keys": dk).

The database is encrypted under a random key; the passphrase only wraps that key, so changing the passphrase is
quick and cannot harm the database. It follows that whoever copied both the old key file and the old passphrase can
still open the database: a changed passphrase is no answer to a stolen one.
"""

import secrets
from dataclasses import dataclass, field
from pathlib import Path

from backchannel.errors import BadInputError, PlaceError
from backchannel.vault import passphrase as passphrases
from backchannel.vault.files import read_at_most, write_durably
from backchannel.vault.passphrase import RFC9106, Cost

_FORMAT = "backchannel desk key"
_RAW = 32
_SALT = 16
KEY_BYTES = _RAW + _SALT


@dataclass(frozen=True, slots=True, eq=False)
class DeskKey:
    """SQLCipher's raw 256-bit key and the 16-byte salt from which it derives its page authentication key."""

    raw: bytes = field(repr=False)
    salt: bytes = field(repr=False)

    @classmethod
    def fresh(cls) -> "DeskKey":
        """Make a random key."""
        return cls.from_bytes(secrets.token_bytes(KEY_BYTES))

    @classmethod
    def from_bytes(cls, data: bytes) -> "DeskKey":
        """Read what `to_bytes` gave; any other length is BadInputError."""
        if len(data) != KEY_BYTES:
            raise BadInputError("A desk key has the wrong length; restore the desk from a backup.")
        return cls(data[:_RAW], data[_RAW:])

    def to_bytes(self) -> bytes:
        """Give key and salt, 48 bytes."""
        return self.raw + self.salt


def write_key(path: Path, key: DeskKey, passphrase: str, cost: Cost = RFC9106) -> None:
    """Write the key file, replacing one that is there, durably. Raises OSError."""
    write_durably(path, passphrases.wrap(key.to_bytes(), passphrase, cost, _FORMAT))


def read_key(path: Path, passphrase: str) -> DeskKey:
    """Unwrap the key.

    Wrong passphrase or newer version: LockedError. Missing, truncated or malformed file: BadInputError.
    """
    what = f"the key file {path}"
    data = read_at_most(path, passphrases.WRAPPED_SIZE, "The key file")
    wrapped = passphrases.parse(data, _FORMAT, what[0].upper() + what[1:])
    return DeskKey.from_bytes(passphrases.unwrap(wrapped, passphrase, "this desk"))


def rewrap_key(path: Path, old: str, new: str, cost: Cost = RFC9106) -> None:
    """Replace the passphrase `old` by `new`: after a crash at any instant one of the two opens the desk.

    To be called under the desk's lock, or of two changes at once one would be lost. Errors as `read_key`,
    UsageError for an empty new passphrase, and PlaceError, which says which of the two holds.
    """
    wrapped = passphrases.wrap(read_key(path, old).to_bytes(), new, cost, _FORMAT)
    try:
        write_durably(path, wrapped)
    except OSError as error:
        replaced = path.exists() and path.read_bytes() == wrapped
        outcome = (
            "the new passphrase holds unless the machine fails now" if replaced else "the old passphrase still holds"
        )
        raise PlaceError(f"The disk refused the new key file ({error.strerror}); {outcome}.") from error
