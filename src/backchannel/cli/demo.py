"""demo: an invented negotiation, played in a folder."""

import argparse

from backchannel.cli import output
from backchannel.cli.output import Answer
from backchannel.cli.parsing import Subparsers, add_command


def add_commands(commands: Subparsers) -> None:
    """Add the command of this module."""
    demo = add_command(
        commands,
        "demo",
        _demo,
        "backchannel demo --once --dir demo",
        more=(
            "It needs nothing to be set up. Once it is played, three of its desks answer in the browser side by side,\n"
            "until Ctrl-C; their addresses are printed, one a line. With --seeds it plays the five documents from\n"
            "which the project starts as one case, from their files, which the README names, and ends by itself."
        ),
        desk=False,
    )
    demo.add_argument("--dir", metavar="DIR", help="the new folder (default: backchannel-demo)")
    demo.add_argument("--once", action="store_true", help="end by itself, and leave everything in the folder")
    demo.add_argument("--no-browser", action="store_true", help="only print the addresses of the desks")
    demo.add_argument("--seeds", metavar="DIR", help="play the five documents instead, whose files are in DIR")


def _demo(args: argparse.Namespace) -> Answer:
    from pathlib import Path

    # With --json its progress goes to standard error, so that the answer stands alone.
    say = output.say if args.json else output.tell
    folder = Path(args.dir) if args.dir else None
    if args.seeds:
        from backchannel.demo.seeds.play import play_seeds

        made = play_seeds(folder, Path(args.seeds), say)
        return Answer([], {"exit": 0, "dir": str(made)})
    from backchannel.demo.play import demo

    code = demo(folder, args.once, say, browser=not args.no_browser)
    return Answer([], {"exit": code, "dir": args.dir}, exit_code=code)
