"""sync and pouch: exchanging, through relays or by hand."""

import argparse
import re
import time
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from backchannel.cli import output
from backchannel.cli.output import Answer, Progress, one_line
from backchannel.cli.parsing import Subparsers, add_command, add_group

if TYPE_CHECKING:
    from backchannel.desk.desk import Desk
    from backchannel.desk.exchange import Arrivals
    from backchannel.desk.sync import Synced

_INTERVAL = re.compile(r"([1-9][0-9]{0,5})([smh])")
_SECONDS = {"s": 1, "m": 60, "h": 3600}


def add_commands(commands: Subparsers) -> None:
    """Add the commands of this module."""
    sync = add_command(
        commands,
        "sync",
        _sync,
        "backchannel sync --every 15m --cover --desk ilse",
        more=(
            "It receives, and only then sends. With --every it goes on at fixed times of the clock until Ctrl-C, so\n"
            "that the hours of an exchange say nothing about you; with --cover every peer gets something each time."
        ),
    )
    sync.add_argument("--every", metavar="TIME", help="again at each full TIME, such as 30s, 15m, 2h")
    sync.add_argument("--cover", action="store_true", help="send every peer something, even if nothing waits")

    pouch = add_group(commands, "pouch", 'backchannel pouch pack "Tomas Reik" --out to-tomas.pouch')
    pack = add_command(
        pouch,
        "pack",
        _pack,
        'backchannel pouch pack "Tomas Reik" --out to-tomas.pouch --desk ilse',
        text="write everything for one person to one file, which only his desk can open",
        more="It may be lost, or arrive twice or late, and does no harm.",
    )
    pack.add_argument("name", metavar="NAME", help="for whom (Party/Name where two have the name)")
    pack.add_argument("--out", required=True, metavar="FILE", help="the pouch")
    pack.add_argument("--force", action="store_true", help="replace the file if it is there")
    unpack = add_command(
        pouch,
        "unpack",
        _unpack,
        "backchannel pouch unpack to-tomas.pouch --desk tomas",
        text="take in a pouch: all of it or nothing",
    )
    unpack.add_argument("file", metavar="FILE")


def _sync(args: argparse.Namespace) -> Answer:
    from backchannel.cli.desk_option import open_desk

    seconds = _interval(args.every) if args.every else 0
    with open_desk(args) as desk:
        if not seconds:
            return _synced(desk, cover=args.cover)
        rounds = 0
        try:
            while True:
                answer = _synced(desk, cover=args.cover)
                rounds += 1
                for line in answer.lines:
                    output.say(line)
                _wait_for_the_clock(seconds)
        except KeyboardInterrupt:
            return Answer([f"Stopped after {rounds} exchanges."], {"exchanges": rounds})


def _interval(text: str) -> int:
    from backchannel.errors import UsageError

    match = _INTERVAL.fullmatch(text)
    if match is None:
        raise UsageError("The time between exchanges cannot be read; write it as 30s, 15m or 2h.")
    return int(match[1]) * _SECONDS[match[2]]


def _wait_for_the_clock(seconds: int) -> None:
    """Wait for the next full interval of the clock: when it was not decided by what there was to say."""
    now = time.time()
    time.sleep((now // seconds + 1) * seconds - now)


def _synced(desk: "Desk", *, cover: bool) -> Answer:
    from backchannel.cli.telling import blobs
    from backchannel.desk import sync

    with Progress("exchanging"):
        done = sync.sync(desk, cover=cover)
    lines, value = _arrived(desk, done.arrived)
    lines.append(f"Sent: {blobs(done.sent)}.")
    if done.stale:
        lines.append("ATTENTION: this desk is an old copy of itself; it writes nothing before it has heard every peer.")
    lines += [f"Not reached: {one_line(sentence)}" for sentence in done.failed]
    lines += _waiting(desk)
    value |= {"sent": done.sent, "failed": list(done.failed), "stale": done.stale}
    return Answer(lines, value, exit_code=_code(done))


def _code(done: "Synced") -> int:
    from backchannel.errors import PlaceError, StaleDeskError

    return StaleDeskError.exit_code if done.stale else PlaceError.exit_code if done.failed else 0


def _arrived(desk: "Desk", arrivals: "Sequence[Arrivals]") -> tuple[list[str], dict[str, Any]]:
    from backchannel.cli.telling import arrival_lines, owed_lines, owed_value, row_value
    from backchannel.desk import letters, overview
    from backchannel.desk.words import requests

    rows = overview.arrived(desk, [pair for a in arrivals for pair in a.entries])
    owed = letters.owed(desk)
    alarms = overview.alarms(desk)
    lines = arrival_lines(rows, arrivals)
    drafts = requests.waiting(desk)
    lines += [f"Drafts that wait for your look: {drafts}; see 'backchannel screen --asked'."] if drafts else []
    lines += ["", *owed_lines(owed)] if owed else []
    lines += [f"ALARM: {one_line(alarm.sentence)}" for _, alarm in alarms]
    value = {
        "arrived": [row_value(row) for row in rows],
        "invitations": [name for a in arrivals for name in a.invitations],
        "blobs": sum(a.blobs for a in arrivals),
        "dropped": sum(a.dropped for a in arrivals),
        "to_screen": drafts,
        "owed": [owed_value(o) for o in owed],
        "alarms": [alarm.sentence for _, alarm in alarms],
    }
    return lines, value


def _waiting(desk: "Desk") -> list[str]:
    from backchannel.cli.telling import travel_lines, who
    from backchannel.desk import travel

    ways = travel.waiting(desk)
    if not ways:
        return []
    return [
        "",
        f"Not known to have everything yet: {', '.join(who(w.person, w.party) for w in ways)}.",
        *travel_lines(ways),
    ]


def _pack(args: argparse.Namespace) -> Answer:
    from pathlib import Path

    from backchannel.cli.desk_option import open_desk
    from backchannel.cli.telling import blobs
    from backchannel.desk import pouches

    path = Path(args.out)
    with open_desk(args) as desk, Progress("packing", "blobs") as progress:
        count = pouches.pack(desk, args.name, path, overwrite=args.force, progress=progress)
    size = path.stat().st_size
    return Answer(
        [
            f"Packed {args.out} for {one_line(args.name)}: {blobs(count)}, {size:,} bytes.",
            f"He takes it in with: backchannel pouch unpack {args.out}",
        ],
        {"file": args.out, "blobs": count, "bytes": size},
    )


def _unpack(args: argparse.Namespace) -> Answer:
    from pathlib import Path

    from backchannel.cli.desk_option import open_desk
    from backchannel.cli.telling import blobs
    from backchannel.desk import pouches

    with open_desk(args) as desk:
        path = Path(args.file)
        total = path.stat().st_size if path.is_file() else None
        with Progress("unpacking", "bytes", total) as progress:
            arrivals = pouches.unpack(desk, path, progress)
        lines, value = _arrived(desk, [arrivals])
        lines += _waiting(desk)
    return Answer([f"Unpacked {args.file}: {blobs(arrivals.blobs)}.", *lines], value)
