"""init, backup, restore, passphrase, check: the desk itself."""

import argparse

from backchannel.cli import output
from backchannel.cli.output import Answer, Progress
from backchannel.cli.parsing import Subparsers, add_command, add_yes


def add_commands(commands: Subparsers) -> None:
    """Add the commands of this module."""
    init = add_command(
        commands,
        "init",
        _init,
        'backchannel init --desk ilse --person "Ilse Maren" --party Valdria',
        more="The folder holds everything: the encrypted vault, its key under your passphrase, a counter, a lock.",
    )
    init.add_argument("--person", required=True, metavar="NAME", help="your name, as the others know you")
    init.add_argument("--party", required=True, metavar="NAME", help="the party that you belong to")
    init.add_argument("--machine", default="desk", metavar="NAME", help="what this machine is called (default: desk)")

    backup = add_command(commands, "backup", _backup, "backchannel backup monday.backup --desk ilse")
    backup.add_argument("file", metavar="FILE", help="the new file")
    backup.add_argument(
        "--backup-passphrase-file", metavar="FILE", help="a passphrase of the backup's own (else the desk's)"
    )

    restore = add_command(
        commands,
        "restore",
        _restore,
        "backchannel restore monday.backup --desk ilse-again",
        more=(
            "The passphrase is the backup's, and becomes the desk's. The new desk may be behind what was sent, so it\n"
            "writes nothing before it has heard every peer (see 'backchannel channel resume')."
        ),
    )
    restore.add_argument("file", metavar="FILE", help="the backup; --desk names the new folder")
    add_yes(restore)

    change = add_command(
        commands,
        "passphrase",
        _passphrase,
        "backchannel passphrase --desk ilse",
        more="Backups that were written before keep the old one.",
    )
    change.add_argument("--new-passphrase-file", metavar="FILE", help="the new one is its first line (else asked for)")

    add_command(
        commands,
        "check",
        _check,
        "backchannel check --desk ilse",
        more="Every page, row and reference is read; 'backchannel channel check' checks a channel's ledger.",
    )


def _init(args: argparse.Namespace) -> Answer:
    from backchannel.cli.card import card_value, fingerprint_lines
    from backchannel.cli.desk_option import desk_folder, passphrase
    from backchannel.desk import people
    from backchannel.desk.desk import Desk
    from backchannel.errors import BadInputError, UsageError

    folder = desk_folder(args)
    words = passphrase(args, f"New passphrase of {folder}: ", twice=True)
    try:
        with Desk.create(folder, words, person=args.person, party=args.party, machine=args.machine) as desk:
            mine = people.own_shown(desk)
    except BadInputError:
        raise UsageError(
            "A card cannot hold this name of the person, party or machine; write one line of visible characters."
        ) from None
    return Answer(
        [
            f"Made the desk {folder} of {output.one_line(mine.person)} ({output.one_line(mine.party)}).",
            "Its fingerprint, to read aloud when somebody asks:",
            *fingerprint_lines(mine.fingerprint),
            f"Next: backchannel card show --out FILE --desk {folder}, and give FILE to the other side.",
        ],
        {"desk": str(folder), "card": card_value(mine)},
    )


def _backup(args: argparse.Namespace) -> Answer:
    from pathlib import Path

    from backchannel.cli.desk_option import desk_folder, passphrase, passphrase_of
    from backchannel.desk import keeping
    from backchannel.desk.desk import Desk

    folder = desk_folder(args)
    words = passphrase(args, f"Passphrase of {folder}: ")
    with Desk.open(folder, words) as desk, Progress("writing the backup"):
        own = args.backup_passphrase_file
        size = keeping.write_backup(desk, Path(args.file), passphrase_of(own, "") if own else words)
    return Answer(
        [
            (
                f"Wrote {args.file} ({size:,} bytes): the whole desk, encrypted under "
                f"{'a passphrase of its own' if own else 'the passphrase of the desk'}."
            ),
            "Keep it apart from the desk. To use it: backchannel restore FILE --desk NEW-FOLDER",
        ],
        {"file": args.file, "bytes": size},
    )


def _restore(args: argparse.Namespace) -> Answer:
    from pathlib import Path

    from backchannel.cli.desk_option import desk_folder, passphrase
    from backchannel.desk import keeping
    from backchannel.desk.readers import effect

    folder = desk_folder(args)
    if not output.agreed(args, [effect("restore")], f"Restore {args.file} to {folder}?"):
        return output.NOT_DONE
    words = passphrase(args, f"Passphrase of {args.file}: ")
    with Progress("restoring"):
        keeping.restore(Path(args.file), words, folder)
    return Answer(
        [
            f"Restored the desk in {folder}. It writes nothing before it has heard every peer.",
            "Next: backchannel sync, or take in a pouch of each peer; 'backchannel channel list' says what is waiting.",
        ],
        {"desk": str(folder)},
    )


def _passphrase(args: argparse.Namespace) -> Answer:
    from backchannel.cli.desk_option import desk_folder, passphrase, passphrase_of
    from backchannel.desk import keeping

    folder = desk_folder(args)
    old = passphrase(args, f"Present passphrase of {folder}: ")
    new = passphrase_of(args.new_passphrase_file, f"New passphrase of {folder}: ", twice=True)
    keeping.change_passphrase(folder, old, new)
    return Answer(
        [f"The passphrase of {folder} was changed; backups that were written before keep the old one."],
        {"desk": str(folder)},
    )


def _check(args: argparse.Namespace) -> Answer:
    from backchannel.cli.desk_option import open_desk
    from backchannel.desk import keeping

    with open_desk(args) as desk, Progress("checking the vault"):
        found = keeping.check(desk)
    if found:
        return Answer(
            [*found, "The vault is damaged; restore the desk from a backup."], {"findings": list(found)}, exit_code=1
        )
    return Answer(["The vault is sound: every page, row and reference was read."], {"findings": []})
