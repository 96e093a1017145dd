"""Where the files of a desk lie.

| file       | holds                                                         | without the passphrase it shows |
|------------|---------------------------------------------------------------|---------------------------------|
| `vault.db` | the encrypted database; beside it SQLite's `-wal` and `-shm`  | its size                        |
| `key.json` | the desk key, wrapped under the passphrase                    | what a guess costs              |
| `position` | the counter outside the database (see the module `position`)  | how often the desk wrote        |
| `lock`     | nothing; taken by acts that replace files                     | nothing                         |
"""

from dataclasses import dataclass
from pathlib import Path

from backchannel.errors import BadInputError, UsageError
from backchannel.vault.files import place


@dataclass(frozen=True, slots=True)
class DeskFolder:
    """One desk's folder; the desk need not exist."""

    path: Path

    @property
    def database(self) -> Path:
        """The encrypted database."""
        return self.path / "vault.db"

    @property
    def log(self) -> Path:
        """SQLite's write-ahead log, encrypted too; there while the database is open, or after a crash."""
        return self.path / "vault.db-wal"

    @property
    def key_file(self) -> Path:
        """The wrapped desk key."""
        return self.path / "key.json"

    @property
    def position(self) -> Path:
        """The position counter."""
        return self.path / "position"

    @property
    def lock(self) -> Path:
        """The lock of acts that replace files."""
        return self.path / "lock"

    @property
    def workplace(self) -> Path:
        """A folder for what is under way; whatever stands in it is encrypted and may be removed."""
        return self.path / "backup.part"

    def require(self) -> None:
        """Raise UsageError if there is no desk here, BadInputError if its database or key file is missing."""
        with place(f"the desk {self.path} was not opened"):
            has_database, has_key = self.database.is_file(), self.key_file.is_file()
        if not has_database and not has_key:
            raise UsageError(
                f"There is no desk in {self.path}; make one there, or name another folder.",
                typed="backchannel init, or --desk FOLDER",
            )
        if not has_database:
            raise BadInputError(f"The vault {self.database} is missing; restore the desk from a backup.")
        if not has_key:
            raise BadInputError(f"The key file {self.key_file} is missing; restore the desk from a backup.")
