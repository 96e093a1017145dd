"""Connections to SQLCipher, and what its errors mean.

The cipher is SQLCipher 4's default (AES-256-CBC and HMAC-SHA-512 for every page, in the write-ahead log too). Key
and salt are given raw, so SQLCipher derives nothing from a passphrase. Temporary tables and sorters stay in memory,
deleted content is overwritten, and memory locking stays off, as is its default.
"""

import os
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal
from urllib.parse import quote

import sqlcipher3.dbapi2 as sqlcipher

from backchannel.errors import BackchannelError, BadInputError, LockedError, PlaceError
from backchannel.vault.files import PATIENCE_SECONDS
from backchannel.vault.keyfile import DeskKey
from backchannel.vault.opened import Opened

__all__ = ["Connection", "Error", "IntegrityError", "connect", "leaves_no_commit", "meaning", "names_disk", "opened"]

# sqlcipher3 ships no types. Its Connection has the interface of the standard library's; its errors are classes of
# their own.
if TYPE_CHECKING:
    from sqlite3 import Connection
else:
    Connection = sqlcipher.Connection
Error: type[Exception] = sqlcipher.Error
IntegrityError: type[Exception] = sqlcipher.IntegrityError


class _Remembering(Connection):
    # What was read of entries goes with the connection.
    def __init__(self, *values: Any, **named: Any) -> None:
        super().__init__(*values, **named)
        self.opened = Opened()


_BUSY = {sqlcipher.SQLITE_BUSY, sqlcipher.SQLITE_LOCKED}
_DAMAGED = {sqlcipher.SQLITE_NOTADB, sqlcipher.SQLITE_CORRUPT}
_DISK = {
    sqlcipher.SQLITE_FULL,
    sqlcipher.SQLITE_IOERR,
    sqlcipher.SQLITE_CANTOPEN,
    sqlcipher.SQLITE_READONLY,
    sqlcipher.SQLITE_NOMEM,
    sqlcipher.SQLITE_PERM,
    sqlcipher.SQLITE_NOLFS,
    sqlcipher.SQLITE_PROTOCOL,
}
_PRAGMAS = (
    "temp_store = MEMORY",
    "secure_delete = ON",
    "synchronous = FULL",
    "foreign_keys = ON",
    "trusted_schema = OFF",
    "cipher_memory_security = OFF",
    # In KiB. Pages that do not fit are decrypted anew for every search.
    "cache_size = -65536",
)


def connect(
    path: Path, key: DeskKey, mode: Literal["ro", "rw", "rwc"] = "rw", patience: float = PATIENCE_SECONDS
) -> Connection:
    """Open the encrypted database: for reading, for writing, or creating it. Raises `Error` (see `meaning`).

    Transactions are begun and ended by statements. A second writer is waited for `patience` seconds. Creating sets
    the write-ahead log, which the file remembers.
    """
    connection: Connection
    connection = sqlcipher.connect(
        f"file:{quote(os.fsencode(path))}?mode={mode}",
        uri=True,
        isolation_level=None,
        timeout=patience,
        factory=_Remembering,
    )
    try:
        # SQLCipher would write what it finds to standard error; what a person needs to know is in our sentences.
        connection.execute("PRAGMA cipher_log_level = NONE").fetchall()
        # Not as a statement: statements are cached and can be traced.
        connection.set_key(f"x'{key.to_bytes().hex()}'")  # type: ignore[attr-defined]
        for pragma in _PRAGMAS:
            connection.execute(f"PRAGMA {pragma}").fetchall()
        if mode == "rwc":
            connection.execute("PRAGMA journal_mode = WAL").fetchall()
        connection.execute("SELECT count(*) FROM sqlite_schema").fetchall()
    except BaseException:
        connection.close()
        raise
    return connection


def opened(connection: Connection) -> Opened:
    """Give what was read of entries by this connection."""
    found: Opened = connection.opened  # type: ignore[attr-defined]
    return found


def names_disk(error: Exception) -> bool:
    """Tell whether the machine failed (disk, memory, permissions), and not the statement."""
    return _code(error) in _DISK


def leaves_no_commit(error: Exception) -> bool:
    """Tell whether a commit refused with `error` cannot have reached the disk.

    It may have if the machine failed, since a sync that fails comes after all of its pages; not if the disk was full,
    since then a page is missing, and the mark that ends a commit is on the last one.
    """
    return _code(error) not in _DISK or _code(error) == sqlcipher.SQLITE_FULL


def meaning(error: Exception, path: Path, outcome: str) -> BackchannelError | None:
    """Say what an `Error` means for a person, or None if it is a mistake of the program.

    `outcome` is the part of the sentence that says what became of the change, such as "nothing was changed".
    """
    code = _code(error)
    if code in _BUSY:
        return LockedError(f"Another process has kept the vault {path} busy for too long; {outcome}, so try again.")
    if code in _DAMAGED:
        return BadInputError(
            f"The vault {path} is damaged, or its key file belongs to another; restore the desk from a backup."
        )
    if code in _DISK:
        name = getattr(error, "sqlite_errorname", "an error")
        return PlaceError(f"The disk or the machine failed the vault {path} ({name}); {outcome}.")
    return None


def _code(error: Exception) -> int:
    # The low byte is the kind; the rest says where it happened.
    return int(getattr(error, "sqlite_errorcode", 0) or 0) & 0xFF
