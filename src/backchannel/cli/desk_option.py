"""Which desk is meant, and what opens it."""

import argparse
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from backchannel.errors import PlaceError, UsageError

if TYPE_CHECKING:
    from backchannel.desk.desk import Desk

_PASSPHRASE_FILE = 4_096


def desk_folder(args: argparse.Namespace) -> Path:
    """Give the folder that --desk or BACKCHANNEL_DESK names; UsageError where neither does."""
    named = args.desk or os.environ.get("BACKCHANNEL_DESK", "")
    if not named:
        raise UsageError("Say which desk is meant, with --desk DIR or in the environment variable BACKCHANNEL_DESK.")
    return Path(named).expanduser()


def open_desk(args: argparse.Namespace) -> "Desk":
    """Open the desk that is meant, with its passphrase."""
    from backchannel.desk.desk import Desk

    folder = desk_folder(args)
    if not folder.is_dir():
        # Before anybody types a passphrase for it.
        raise UsageError(f"There is no desk in {folder}; make one with 'backchannel init' or name another folder.")
    return Desk.open(folder, passphrase(args, f"Passphrase of {folder}: "))


def passphrase(args: argparse.Namespace, prompt: str, *, twice: bool = False) -> str:
    """Give the passphrase: of --passphrase-file, else of BACKCHANNEL_PASSPHRASE_FILE, else asked on the terminal."""
    named = args.passphrase_file or os.environ.get("BACKCHANNEL_PASSPHRASE_FILE", "")
    return passphrase_of(named, prompt, twice=twice)


def passphrase_of(file: str | None, prompt: str, *, twice: bool = False) -> str:
    """Give the first line of a file, or where none is named, what is typed; UsageError where that cannot be."""
    if file:
        return _first_line(Path(file).expanduser())
    if not sys.stdin.isatty():
        raise UsageError(
            "Nobody is here to type the passphrase; name a file that holds it, with --passphrase-file FILE or in "
            "BACKCHANNEL_PASSPHRASE_FILE."
        )
    import getpass

    try:
        typed = getpass.getpass(prompt)
        if twice and getpass.getpass("The same once more: ") != typed:
            raise UsageError("The two passphrases are not the same; begin again.")
    except EOFError:
        raise UsageError("No passphrase was typed; begin again.") from None
    return typed


def _first_line(path: Path) -> str:
    try:
        with path.open("rb") as file:
            line = file.readline(_PASSPHRASE_FILE)
    except OSError as error:
        raise PlaceError(f"The passphrase file {path} cannot be read ({error.strerror}); name another.") from None
    try:
        typed = line.rstrip(b"\r\n").decode("utf-8")
    except UnicodeDecodeError:
        raise UsageError(f"The first line of the passphrase file {path} is not text in UTF-8; write it anew.") from None
    if not typed:
        raise UsageError(f"The first line of the passphrase file {path} is empty; write the passphrase there.")
    return typed


def channel_named(args: argparse.Namespace, desk: "Desk") -> str:
    """Give the name of the channel that --channel names, or of the only one that this desk is on."""
    from backchannel.desk import channels

    if args.channel:
        return channels.standing(desk, args.channel).channel.name
    names = [s.channel.name for s in channels.every_standing(desk) if s.channel.standing == "joined"]
    if len(names) == 1:
        return names[0]
    if not names:
        raise UsageError("This desk is on no channel yet; propose one, or accept an invitation.")
    raise UsageError(f"Say which channel is meant, with --channel; there are: {', '.join(f'“{n}”' for n in names)}.")


__all__ = ["channel_named", "desk_folder", "open_desk", "passphrase", "passphrase_of"]
