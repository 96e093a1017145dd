"""A backup: the whole desk in one encrypted file, and a desk made from it.

    "backchannel backup\\n" || LE32(length) || wrapped key (see `passphrase`) || Cobblestone256 stream

The stream (C2SP chunked-encryption) holds the 48 bytes of the desk key and then the database file, which is itself
encrypted under that key: no plain byte of it ever stands on a disk. Its context is everything before it, so that
neither the header nor the end of the file can be changed. A restored desk may be old, and says so in `meta`.
"""

import os
import struct
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from shutil import rmtree
from typing import BinaryIO

from cryptography.cobblestone import Cobblestone256Decryptor, Cobblestone256Encryptor
from cryptography.exceptions import InvalidTag

from backchannel import __version__
from backchannel.errors import BadInputError, LockedError, PlaceError, UsageError
from backchannel.protocol.encoding import u64
from backchannel.vault import meta
from backchannel.vault import passphrase as passphrases
from backchannel.vault.access import claim
from backchannel.vault.database import Vault
from backchannel.vault.desk_folder import DeskFolder
from backchannel.vault.files import exclusive, new_folder, place, put_in_place, write_all
from backchannel.vault.keyfile import KEY_BYTES, DeskKey, write_key
from backchannel.vault.migrations import NEWEST
from backchannel.vault.passphrase import RFC9106, Cost, Wrapped
from backchannel.vault.position import write_first_position

MAGIC = b"backchannel backup\n"
_FORMAT = "backchannel backup"
_NAMES: dict[str, type] = {"written_by": str, "tables": int}
_LENGTH = struct.Struct("<I")
_PIECE = 1 << 20


def write_backup(
    vault: Vault,
    path: Path,
    passphrase: str,
    cost: Cost = RFC9106,
    *,
    tell: Callable[[int, int], None] = lambda _done, _total: None,
) -> None:
    """Write the desk as it is at this moment to the new file `path`, which is there whole or not at all.

    Other processes may go on using the desk. `tell` is told how many bytes of how many are sealed, and may end it all
    by an exception. UsageError if `path` exists, its folder does not, or the passphrase is empty; PlaceError if a disk
    refuses; LockedError if another process is replacing files of the desk.
    """
    path = path.absolute()
    require_new(path, passphrase)
    with place(f"the backup {path} was not written"), exclusive(vault.folder.lock):
        workplace = vault.folder.workplace
        rmtree(workplace, ignore_errors=True)  # left by a crash
        workplace.mkdir(mode=0o700)
        try:
            snapshot = workplace / "vault.db"
            vault.snapshot(snapshot)
            _write_sealed(vault.key, snapshot, path, passphrase, cost, tell)
        finally:
            rmtree(workplace, ignore_errors=True)


def require_new(path: Path, passphrase: str) -> None:
    """Refuse, before any work, what cannot become a backup; UsageError and PlaceError as `write_backup`."""
    with place(f"the backup {path} was not written"):
        if path.exists() or path.is_symlink():
            raise UsageError(f"{path} exists already; name a new file for the backup.")
        if not path.parent.is_dir():
            raise UsageError(f"The folder {path.parent} does not exist; make it first or name another place.")
    passphrases.require(passphrase)


def restore_backup(path: Path, passphrase: str, new: Path, cost: Cost = RFC9106) -> DeskFolder:
    """Make a desk in the new or empty folder `new` from the backup `path`, whole or not at all.

    The backup's passphrase becomes the desk's, and `meta` says that it is restored. Wrong passphrase or a newer
    version: LockedError. A damaged, truncated or foreign file: BadInputError. `new` not empty: UsageError.
    """
    with new_folder(new) as aside:
        folder = DeskFolder(aside)
        with _opened(path) as file:
            head, wrapped = _read_head(file, path)
            stream_key = passphrases.unwrap(wrapped, passphrase, f"the backup {path}")
            if wrapped.header["tables"] > NEWEST:
                written_by = wrapped.header["written_by"]
                raise LockedError(f"The backup {path} was written by a newer version ({written_by}); use that one.")
            claim(folder)
            key = _write_database(folder, _decrypted(file, stream_key, head, path), path)
        write_key(folder.key_file, key, passphrase, cost)
        write_first_position(folder.position, _mark_restored(folder, key, path))
    return DeskFolder(new.absolute())


def _write_sealed(
    key: DeskKey, snapshot: Path, path: Path, passphrase: str, cost: Cost, tell: Callable[[int, int], None]
) -> None:
    stream_key = Cobblestone256Encryptor.generate_key()
    more = {"written_by": f"backchannel {__version__}", "tables": NEWEST}
    wrapped = passphrases.wrap(stream_key, passphrase, cost, _FORMAT, more)
    head = MAGIC + _LENGTH.pack(len(wrapped)) + wrapped
    descriptor, name = tempfile.mkstemp(prefix=f".{path.name[:100]}.", suffix=".part", dir=path.parent)
    part = Path(name)
    try:
        write_all(descriptor, head)
        sealing = Cobblestone256Encryptor(stream_key, head)
        write_all(descriptor, sealing.update(key.to_bytes()))
        total = snapshot.stat().st_size
        with snapshot.open("rb") as file:
            while piece := file.read(_PIECE):
                write_all(descriptor, sealing.update(piece))
                tell(file.tell(), total)
        write_all(descriptor, sealing.finalize())
        put_in_place(descriptor, part, path)
    finally:
        os.close(descriptor)
        part.unlink(missing_ok=True)


def _opened(path: Path) -> BinaryIO:
    try:
        return path.open("rb")
    except FileNotFoundError:
        raise UsageError(
            f"There is no backup {path}; name the file that was written as one.", typed="backchannel backup"
        ) from None
    except OSError as error:
        raise PlaceError(f"The backup {path} cannot be read ({error.strerror}); look at the disk.") from error


def _read_head(file: BinaryIO, path: Path) -> tuple[bytes, Wrapped]:
    start = file.read(len(MAGIC) + _LENGTH.size)
    if not start.startswith(MAGIC) or len(start) != len(MAGIC) + _LENGTH.size:
        raise BadInputError(f"{path} is not a backup of a desk, or is cut short; name the right file.")
    (length,) = _LENGTH.unpack(start[len(MAGIC) :])
    if length > passphrases.WRAPPED_SIZE:
        raise _damaged(path)
    wrapped = file.read(length)
    return start + wrapped, passphrases.parse(wrapped, _FORMAT, f"The backup {path}", _NAMES)


def _decrypted(file: BinaryIO, key: bytes, context: bytes, path: Path) -> Iterator[bytes]:
    """Give the stream's content piece by piece; what came before a BadInputError is authentic, but not all."""
    try:
        opening = Cobblestone256Decryptor(key, context)
        while piece := file.read(_PIECE):
            yield opening.update(piece)
        yield opening.finalize()
    except (InvalidTag, ValueError):
        raise _damaged(path) from None


def _write_database(folder: DeskFolder, content: Iterator[bytes], path: Path) -> DeskKey:
    with folder.database.open("wb") as file:
        start = b""
        for piece in content:
            wanting = KEY_BYTES - len(start)
            start += piece[:wanting]
            file.write(piece[wanting:])
        file.flush()
        os.fsync(file.fileno())
    if len(start) != KEY_BYTES:
        raise _damaged(path)
    return DeskKey.from_bytes(start)


def _mark_restored(folder: DeskFolder, key: DeskKey, path: Path) -> int:
    """Check the database that came out of the backup, mark it as restored, and give its position."""
    try:
        with Vault.open(folder, key) as vault:
            if vault.check():
                raise _damaged(path)
            with vault.change() as db:
                meta.put(db, meta.RESTORED, u64(1))
                return vault.position(db)
    except BadInputError:
        raise _damaged(path) from None


def _damaged(path: Path) -> BadInputError:
    return BadInputError(f"The backup {path} is damaged or cut short; use another copy of it.")
