"""The relay's storage in one SQLite database.

Write-ahead logging with `synchronous=FULL`: a commit is on the disk before it is acknowledged, whatever happens
next. `secure_delete` overwrites what was deleted. The database is held exclusively, so that two relays cannot
share it by mistake.
"""

import os
import secrets
import sqlite3
import threading
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from types import TracebackType

from backchannel.carriage.store import Listing, Usage, next_number
from backchannel.errors import BadInputError, PlaceError

_APPLICATION = 0x62635F72  # "bc_r"
_VERSION = 1
_EXPIRE_BATCH = 256
_SETUP = """
PRAGMA locking_mode = EXCLUSIVE;
PRAGMA journal_mode = WAL;
PRAGMA synchronous = FULL;
PRAGMA secure_delete = ON;
PRAGMA temp_store = MEMORY;
PRAGMA cache_size = -16384;
"""
# `place` is random: rows that lay in the order of their arrival would tell which mailboxes were written together.
_SCHEMA = f"""
BEGIN IMMEDIATE;
CREATE TABLE mailbox (
    id BLOB PRIMARY KEY, last_number INTEGER NOT NULL, last_day INTEGER NOT NULL,
    blobs INTEGER NOT NULL, size INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE TABLE blob (
    place INTEGER PRIMARY KEY, mailbox BLOB NOT NULL, number INTEGER NOT NULL,
    size INTEGER NOT NULL, day INTEGER NOT NULL, bytes BLOB NOT NULL
) STRICT;
CREATE UNIQUE INDEX blob_number ON blob (mailbox, number, size);
CREATE INDEX blob_day ON blob (day);
PRAGMA application_id = {_APPLICATION};
PRAGMA user_version = {_VERSION};
COMMIT;
"""


class SqliteStore:
    """A BlobStore in the SQLite database at `path`, made with mode 0600 where there is none.

    Raises BadInputError where the file is something else or of a newer version (and leaves it as it was), and
    PlaceError where it cannot be used. To be closed, or used as a context manager.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._lock = threading.Lock()
        _make_file(path)
        try:
            self._db = sqlite3.connect(path, timeout=0, isolation_level=None, check_same_thread=False)
        except sqlite3.Error:
            raise PlaceError(f"The relay's database {path} cannot be opened; check its folder.") from None
        try:
            self._set_up()
            self._total = self._sum()
        except BaseException:
            self._db.close()
            raise

    def __enter__(self) -> "SqliteStore":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Close the database; afterwards the store cannot be used."""
        with self._lock:
            self._db.close()

    def put(self, items: Sequence[tuple[bytes, bytes]], day: date) -> list[int]:
        """Store the pairs in one transaction; see BlobStore."""
        numbers: list[int] = []
        with self._transaction() as db:
            for mailbox, blob in items:
                row = db.execute("SELECT last_number FROM mailbox WHERE id = ?", (mailbox,)).fetchone()
                number = next_number(row[0] if row else 0, day)
                db.execute(
                    "INSERT INTO mailbox VALUES (?, ?, ?, 1, ?) ON CONFLICT (id) DO UPDATE SET"
                    " last_number = excluded.last_number, last_day = max(last_day, excluded.last_day),"
                    " blobs = blobs + 1, size = size + excluded.size",
                    (mailbox, number, day.toordinal(), len(blob)),
                )
                db.execute(
                    "INSERT INTO blob VALUES (?, ?, ?, ?, ?, ?)",
                    (secrets.randbits(63), mailbox, number, len(blob), day.toordinal(), blob),
                )
                numbers.append(number)
            self._pending = sum(len(blob) for _, blob in items)
        return numbers

    def list_since(self, mailbox: bytes, number: int, limit: int, size: int) -> Listing:
        """Give the blobs after a number; see BlobStore."""
        with self._reading() as db:
            # The sizes stand in the index, so the blobs that do not fit are never read.
            found = db.execute(
                "SELECT number, size FROM blob WHERE mailbox = ? AND number > ? ORDER BY number LIMIT ?",
                (mailbox, number, limit + 1),
            ).fetchall()
            last, count = number, 0
            for place, length in found[:limit]:
                size -= length
                if size < 0:
                    break
                last, count = place, count + 1
            rows = db.execute(
                "SELECT number, bytes FROM blob WHERE mailbox = ? AND number > ? AND number <= ? ORDER BY number",
                (mailbox, number, last),
            ).fetchall()
            return Listing(tuple(rows), count < len(found))

    def take(self, places: Sequence[tuple[bytes, int]]) -> None:
        """Delete the blobs at these places in one transaction; see BlobStore."""
        with self._transaction() as db:
            gone: list[tuple[bytes, int]] = []
            for place in places:
                gone += db.execute("DELETE FROM blob WHERE mailbox = ? AND number = ? RETURNING mailbox, size", place)
            self._subtract(db, gone)

    def expire(self, before: date) -> None:
        """Delete what is older; see BlobStore. Works in small transactions, so that others are served between."""
        day = before.toordinal()
        gone: list[tuple[bytes, int]] = [(b"", 0)]
        while gone:
            with self._transaction() as db:
                gone = db.execute(
                    "DELETE FROM blob WHERE place IN (SELECT place FROM blob WHERE day < ? LIMIT ?)"
                    " RETURNING mailbox, size",
                    (day, _EXPIRE_BATCH),
                ).fetchall()
                self._subtract(db, gone)
        with self._transaction() as db:
            db.execute("DELETE FROM mailbox WHERE last_day < ?", (day,))
        with self._reading() as db:
            # The log still holds copies of what was deleted; emptying it also keeps it from growing.
            db.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()

    def usage(self, mailbox: bytes) -> Usage:
        """Give what a mailbox holds."""
        with self._reading() as db:
            row = db.execute("SELECT blobs, size FROM mailbox WHERE id = ?", (mailbox,)).fetchone()
        return Usage(*row) if row else Usage(0, 0)

    def total_size(self) -> int:
        """Give the bytes of all blobs together."""
        with self._lock:
            return self._total

    def _subtract(self, db: sqlite3.Connection, gone: list[tuple[bytes, int]]) -> None:
        counts = Counter(mailbox for mailbox, _ in gone)
        sizes: Counter[bytes] = Counter()
        for mailbox, size in gone:
            sizes[mailbox] += size
        db.executemany(
            "UPDATE mailbox SET blobs = blobs - ?, size = size - ? WHERE id = ?",
            [(counts[mailbox], sizes[mailbox], mailbox) for mailbox in counts],
        )
        self._pending = -sum(size for _, size in gone)

    @contextmanager
    def _transaction(self) -> Iterator[sqlite3.Connection]:
        with self._lock:
            self._pending = 0
            try:
                self._db.execute("BEGIN IMMEDIATE")
                yield self._db
                self._db.execute("COMMIT")
            except BaseException as error:
                self._roll_back()
                if isinstance(error, sqlite3.Error):
                    raise self._failed() from None
                raise
            self._total += self._pending

    @contextmanager
    def _reading(self) -> Iterator[sqlite3.Connection]:
        with self._lock:
            try:
                yield self._db
            except sqlite3.Error:
                raise self._failed() from None

    def _roll_back(self) -> None:
        try:
            if self._db.in_transaction:
                self._db.execute("ROLLBACK")
        except sqlite3.Error:
            pass  # The disk is failing; whatever was not committed is undone when the database is opened again.

    def _failed(self) -> PlaceError:
        return PlaceError(
            f"The relay's database {self._path} cannot be read or written and nothing was changed; check the disk."
        )

    def _set_up(self) -> None:
        try:
            application, version, tables = (
                self._db.execute(query).fetchone()[0]
                for query in ("PRAGMA application_id", "PRAGMA user_version", "SELECT count(*) FROM sqlite_schema")
            )
            fresh = (application, version, tables) == (0, 0, 0)
            if not fresh and application != _APPLICATION:
                raise BadInputError(f"The file {self._path} is not a relay's database; name another.")
            if not fresh and version != _VERSION:
                raise BadInputError(f"The relay's database {self._path} is of another version; use the newer program.")
            self._db.executescript(_SETUP)
            if fresh:
                self._db.executescript(_SCHEMA)
            self._db.executescript("BEGIN IMMEDIATE; COMMIT;")  # takes the exclusive lock now, not at first use
        except sqlite3.OperationalError:
            raise PlaceError(
                f"The relay's database {self._path} is in use by another relay or cannot be written; "
                "stop the other or check the folder."
            ) from None
        except sqlite3.Error:
            raise BadInputError(f"The file {self._path} is not a relay's database, or is damaged.") from None

    def _sum(self) -> int:
        with self._reading() as db:
            return int(db.execute("SELECT coalesce(sum(size), 0) FROM mailbox").fetchone()[0])


def _make_file(path: Path) -> None:
    """Make an empty file that only its owner may read; SQLite gives its log the same mode."""
    try:
        descriptor = os.open(path, os.O_CREAT | os.O_RDWR | os.O_CLOEXEC, 0o600)
        os.close(descriptor)
        folder = os.open(path.parent, os.O_RDONLY | os.O_CLOEXEC)
        try:
            os.fsync(folder)
        finally:
            os.close(folder)
    except OSError as error:
        raise PlaceError(f"The relay's database {path} cannot be made or opened: {error.strerror}.") from None
