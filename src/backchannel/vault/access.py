"""Making a desk, opening it, and changing its passphrase."""

import os
from pathlib import Path

from backchannel.vault.database import Vault, create_database
from backchannel.vault.desk_folder import DeskFolder
from backchannel.vault.files import PATIENCE_SECONDS, create_private, exclusive, new_folder
from backchannel.vault.keyfile import DeskKey, read_key, rewrap_key, write_key
from backchannel.vault.passphrase import RFC9106, Cost
from backchannel.vault.position import write_first_position


def create_desk(path: Path, passphrase: str, cost: Cost = RFC9106) -> DeskFolder:
    """Make a desk in the new or empty folder `path`, whole or not at all.

    UsageError if the folder is not empty or the passphrase is; PlaceError if the disk refuses.
    """
    with new_folder(path) as aside:
        folder, key = DeskFolder(aside), DeskKey.fresh()
        write_key(folder.key_file, key, passphrase, cost)
        claim(folder)
        create_database(folder, key)
        write_first_position(folder.position, 0)
    return DeskFolder(path.absolute())


def open_desk(path: Path, passphrase: str, patience: float = PATIENCE_SECONDS) -> Vault:
    """Open the desk in `path`.

    UsageError if there is none; LockedError for a wrong passphrase or a newer version; BadInputError for a
    damaged or missing file; PlaceError for a failing disk. A position that does not fit is `Vault.suspect`, not an
    error.
    """
    folder = DeskFolder(path.absolute())
    folder.require()
    return Vault.open(folder, read_key(folder.key_file, passphrase), patience)


def change_passphrase(path: Path, old: str, new: str, cost: Cost = RFC9106) -> None:
    """Replace the passphrase of the desk in `path`; after a crash at any instant one of the two opens it.

    An open vault is not disturbed. Errors as `open_desk`, and UsageError for an empty new passphrase.
    """
    folder = DeskFolder(path.absolute())
    folder.require()
    with exclusive(folder.lock):
        rewrap_key(folder.key_file, old, new, cost)


def claim(folder: DeskFolder) -> None:
    """Make the empty files of a new folder that are to be its owner's alone: database and lock. Raises OSError."""
    for path in (folder.database, folder.lock):
        os.close(create_private(path))
