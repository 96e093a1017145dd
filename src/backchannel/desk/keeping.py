"""Keeping a desk: backup, restore, a new passphrase, and the check of the whole vault."""

from collections.abc import Callable
from pathlib import Path

from backchannel.desk.desk import Desk
from backchannel.vault import access, backup


def write_backup(
    desk: Desk, path: Path, passphrase: str, tell: Callable[[int, int], None] = lambda _done, _total: None
) -> int:
    """Write the desk to one new encrypted file; give its size in bytes.

    `tell` is told how many bytes of how many are done. Errors as `vault.backup.write_backup`.
    """
    backup.write_backup(desk.vault, path, passphrase, tell=tell)
    return path.stat().st_size


def require_new_backup(path: Path, passphrase: str) -> None:
    """Refuse, before any work, what cannot become a backup; errors as `vault.backup.write_backup`."""
    backup.require_new(path, passphrase)


def restore(path: Path, passphrase: str, new: Path) -> None:
    """Make a desk in a new folder from a backup, whose passphrase becomes the desk's; whole or not at all.

    It writes nothing before it has heard every peer. Errors as `vault.backup.restore_backup`.
    """
    backup.restore_backup(path, passphrase, new)


def change_passphrase(path: Path, old: str, new: str) -> None:
    """Replace the passphrase of the desk in a folder. Backups keep theirs. Errors as `vault.access`."""
    access.change_passphrase(path, old, new)


def check(desk: Desk) -> tuple[str, ...]:
    """Read every page, row and reference of the vault; give what is wrong, a line each."""
    return desk.vault.check()
