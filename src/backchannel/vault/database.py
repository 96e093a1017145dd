"""The vault: one encrypted database, changed all or not at all.

    with vault.change() as db: ...                       a change
    with vault.change(moves_position=True) as db: ...    a change that uses a place in the desk's own chain
    with vault.read() as db: ...                         a consistent view

A change holds SQLite's write lock from its first statement to its commit (`BEGIN IMMEDIATE`), so what is read in
it is still true when it is written, in whatever process. It is durable when the block has been left. If the block
raises, nothing is kept; if the disk fails, the PlaceError says whether the change was kept, or that this is not
certain. The position is the counter that `position` describes: the file is raised before the commit, never after.
"""

import secrets
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from types import TracebackType
from typing import NoReturn, Self

from backchannel.errors import BadInputError, PlaceError, StaleDeskError
from backchannel.protocol.encoding import u64, unu64
from backchannel.vault import fingerprints, judgements, meta
from backchannel.vault.desk_folder import DeskFolder
from backchannel.vault.files import PATIENCE_SECONDS, place
from backchannel.vault.integrity import findings
from backchannel.vault.keyfile import DeskKey
from backchannel.vault.migrations import NEWEST, migrate, require_known, version
from backchannel.vault.position import RaisedPosition, agrees, read_position
from backchannel.vault.sqlcipher import Connection, Error, connect, leaves_no_commit, meaning

NOTHING_KEPT = "nothing of this change was kept"
UNCERTAIN = "it is not certain whether this change was kept; open the desk again and look before you repeat it"


class Vault:
    """An open vault. One process may hold one at a time per thread; any number of processes may."""

    def __init__(self, folder: DeskFolder, key: DeskKey, connection: Connection) -> None:
        """Take over an open connection; use `Vault.open`."""
        self.folder = folder
        self.key = key
        self.suspect: str | None = None
        """Why this folder may be an old copy of itself, in one sentence; None if nothing speaks for it."""
        self.is_beside = False
        """Whether this process holds the same vault open elsewhere too: then the log is worked in when that closes."""
        self._connection = connection

    @classmethod
    def open(cls, folder: DeskFolder, key: DeskKey, patience: float = PATIENCE_SECONDS) -> Self:
        """Open the vault, take it to this program's version, and compare its position with the file's.

        A newer version is LockedError and leaves every byte; a damaged or missing vault, or one that belongs to
        another key, is BadInputError; a disk that fails is PlaceError.
        """
        folder.require()
        path = folder.database
        subject = f"The vault {path}"
        connection: Connection | None = None
        try:
            with place(f"the vault {path} was not opened"):
                unfinished = folder.log.exists() and folder.log.stat().st_size > 0
            if unfinished:
                # A log left by a crash is worked in when a writer closes: first see that we may.
                connection = connect(path, key, "ro", patience)
                require_known(connection, subject)
                connection.close()
            connection = connect(path, key, "rw", patience)
            if require_known(connection, subject) < NEWEST:
                migrate(connection)
            vault = cls(folder, key, connection)
            vault._compare_positions()
        except BaseException as error:
            if connection is not None:
                connection.close()
            if isinstance(error, Error):
                raise meaning(error, path, "nothing was changed") or _damaged(path) from error
            raise
        return vault

    @contextmanager
    def change(self, *, moves_position: bool = False) -> Iterator[Connection]:
        """Give the database for one change, all or nothing.

        `moves_position` uses the next position; on a suspect desk that is StaleDeskError. Another process that
        does not end its change is LockedError; a failing disk PlaceError, here or in the block; a broken
        constraint leaves as SQLite's own error.
        """
        with self._change(self._next_position if moves_position else None) as db:
            yield db

    @contextmanager
    def mend_position(self) -> Iterator[Connection]:
        """As `change`, and declares that the desk knows again where it stands: it has heard the others.

        The new position is beyond the file's and the database's, and `suspect` is None afterwards.
        """
        with self._change(self._position_beyond_both) as db:
            yield db
        self.suspect = None

    @contextmanager
    def read(self) -> Iterator[Connection]:
        """Give the database for reading: one moment of it, whatever others change meanwhile. Writing fails."""
        db = self._begin("BEGIN")
        try:
            db.execute("PRAGMA query_only = ON")
            yield db
        except Error as error:
            self._say(error, "nothing was changed")
        finally:
            with suppress(Error):
                db.execute("PRAGMA query_only = OFF")
            self._roll_back()

    def position(self, db: Connection) -> int:
        """Give the position that the database holds, within a change or a reading."""
        value = meta.get(db, meta.POSITION)
        if value is None:
            raise _damaged(self.folder.database)
        return unu64(value)

    def check(self) -> tuple[str, ...]:
        """Check every page, table and reference; give what is wrong, a line each."""
        self._require_no_transaction()
        return findings(self._connection, self.folder.database)

    def snapshot(self, path: Path) -> None:
        """Write a consistent copy, encrypted under the same key, to a new file; PlaceError if the disk refuses."""
        self._require_no_transaction()
        try:
            copy = connect(path, self.key, "rwc")
            try:
                self._connection.backup(copy)
            finally:
                copy.close()
        except Error as error:
            self._say(error, "no copy was made")

    def close(self) -> None:
        """Work the log into the database, so that no old page is left beside it, and close."""
        with suppress(Error):
            if self._connection.in_transaction:
                self._connection.execute("ROLLBACK")
            if not self.is_beside:
                self._connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
        self._connection.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def __repr__(self) -> str:
        return f"Vault({str(self.folder.path)!r})"

    @contextmanager
    def _change(self, choose: Callable[[Connection], int] | None) -> Iterator[Connection]:
        db = self._begin("BEGIN IMMEDIATE")
        raised: RaisedPosition | None = None
        try:
            try:
                if version(db) > NEWEST:  # another process may have been updated, and have migrated
                    require_known(db, f"The vault {self.folder.database}")
                number = choose(db) if choose else None
                yield db
                fingerprints.settle(db)
                judgements.settle(db)
                if number is not None:
                    meta.put(db, meta.POSITION, u64(number))
                    raised = RaisedPosition(self.folder.position, number)
            except BaseException as error:
                self._roll_back()
                if isinstance(error, Error):
                    self._say(error, NOTHING_KEPT)
                if isinstance(error, OSError):
                    raise PlaceError(f"The machine refused ({error.strerror or error}); {NOTHING_KEPT}.") from error
                raise
            self._commit(db)
            if raised:
                raised.saved()
        finally:
            if raised:
                raised.close()

    def _begin(self, statement: str) -> Connection:
        self._require_no_transaction()
        try:
            self._connection.execute(statement)
        except Error as error:
            self._say(error, "nothing was changed")
        return self._connection

    def _require_no_transaction(self) -> None:
        if self._connection.in_transaction:
            raise RuntimeError("a transaction of this vault is already open; pass its connection on")

    def _commit(self, db: Connection) -> None:
        try:
            db.execute("COMMIT")
        except Error as error:
            self._roll_back()
            gone = leaves_no_commit(error) or self._forget_unsaved(db)
            self._say(error, NOTHING_KEPT if gone else UNCERTAIN)

    def _forget_unsaved(self, db: Connection) -> bool:
        # If the sync of the log failed, its pages may be on the disk, whole and with their end mark, and a
        # process that starts after a crash would take them for a commit. Another small commit decides it: it
        # takes their place in the log, and what is left of them no longer fits the log's running checksum.
        try:
            db.execute("BEGIN IMMEDIATE")
            meta.put(db, meta.AFTER_FAILURE, secrets.token_bytes(8))
            db.execute("COMMIT")
        except Error:
            self._roll_back()
            return False
        return True

    def _roll_back(self) -> None:
        try:
            if self._connection.in_transaction:
                self._connection.execute("ROLLBACK")
        except Error:
            # Nothing more can be said to this database; closing it drops what was not committed.
            self._connection.close()

    def _say(self, error: Exception, outcome: str) -> NoReturn:
        said = meaning(error, self.folder.database, outcome)
        if said is None:
            raise error
        raise said from error

    def _next_position(self, db: Connection) -> int:
        number = self.position(db)
        if not agrees(read_position(self.folder.position), number):
            self.suspect = self._doubt()
            raise StaleDeskError(self.suspect)
        return number + 1

    def _position_beyond_both(self, db: Connection) -> int:
        file = read_position(self.folder.position)
        return max(self.position(db), file.number if file else 0) + 1

    def _compare_positions(self) -> None:
        with self.read() as db:
            number = self.position(db)
        if agrees(read_position(self.folder.position), number):
            return
        # Another process may have moved on between the two looks; under the write lock nobody does.
        with self.change() as db:
            if not agrees(read_position(self.folder.position), self.position(db)):
                self.suspect = self._doubt()

    def _doubt(self) -> str:
        return (
            f"The files of the desk {self.folder.path} are not of one time, so it may be an old copy of itself; "
            "exchange with the others before you write."
        )


def _damaged(path: Path) -> BadInputError:
    return BadInputError(f"The vault {path} is damaged; restore the desk from a backup.")


def create_database(folder: DeskFolder, key: DeskKey) -> None:
    """Make the database of a new folder at this program's version, with position 0. Raises PlaceError."""
    try:
        connection = connect(folder.database, key, "rwc")
        try:
            migrate(connection)
            meta.put(connection, meta.POSITION, u64(0))
        finally:
            connection.close()
    except Error as error:
        said = meaning(error, folder.database, "no desk was made")
        if said is None:
            raise
        raise said from error
