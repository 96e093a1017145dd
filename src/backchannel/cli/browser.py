"""desk: one's own desk, in the browser."""

import argparse
import os
from pathlib import Path

from backchannel.cli import output
from backchannel.cli.output import Answer
from backchannel.cli.parsing import Subparsers, add_command


def add_commands(commands: Subparsers) -> None:
    """Add the command of this module."""
    desk = add_command(
        commands,
        "desk",
        _desk,
        "backchannel desk",
        more=(
            "It prints the address at which the desk answers, to this machine alone, and opens a browser if it can.\n"
            "A desk that does not exist yet is made in the browser; one that exists is unlocked there, or at once\n"
            "with --passphrase-file. Without --desk it lies in the folder for a user's data. Ctrl-C locks and ends it."
        ),
    )
    desk.add_argument("--port", type=int, metavar="PORT", help="where it answers (default: 8425; 0 takes a free one)")
    desk.add_argument("--no-browser", action="store_true", help="only print the address")


def default_folder() -> Path:
    """Give where a desk lies if nobody says: below the folder for a user's data (XDG Base Directory Specification)."""
    data = os.environ.get("XDG_DATA_HOME", "")
    return (Path(data) if Path(data).is_absolute() else Path.home() / ".local" / "share") / "backchannel" / "desk"


def _desk(args: argparse.Namespace) -> Answer:
    from backchannel.cli.desk_option import desk_folder, passphrase
    from backchannel.web.browser import show
    from backchannel.web.serving import PORT, first_address, host_of, listening, serve
    from backchannel.web.site import Site

    named = args.desk or os.environ.get("BACKCHANNEL_DESK", "")
    folder = desk_folder(args) if named else default_folder()
    site = Site(folder)
    given = args.passphrase_file or os.environ.get("BACKCHANNEL_PASSPHRASE_FILE", "")
    try:
        if given and not site.is_new:
            site.clerk.submit(site.unlock, passphrase(args, "")).result()
        with listening(PORT if args.port is None else args.port) as listener:
            address = first_address(site, listener)

            def ready() -> None:
                (output.say if args.json else output.tell)(address)
                output.say(f"The desk in {folder} answers there, to this machine alone; Ctrl-C locks and ends it.")
                if not args.no_browser and not show(site.entrance, host_of(listener)):
                    output.say("No browser could be opened here; open one at this address.")

            serve([(site, listener)], ready)
    finally:
        site.close()
    return Answer([], {"desk": str(folder)})
