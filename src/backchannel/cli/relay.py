"""relay: run one, or say where this desk takes mail."""

import argparse
import contextlib

from backchannel.cli import output
from backchannel.cli.output import Answer
from backchannel.cli.parsing import Subparsers, add_command, add_group

_LIMITS = {
    "retention_days": "days for which a blob is kept",
    "mailbox_blobs": "blobs in one mailbox at most",
    "mailbox_size": "bytes in one mailbox at most",
    "total_size": "bytes in all at most",
    "deposits_per_minute": "blobs a minute from one address at most",
}


def add_commands(commands: Subparsers) -> None:
    """Add the commands of this module."""
    group = add_group(commands, "relay", "backchannel relay serve --database relay.db --port 8440")
    serve = add_command(
        group,
        "serve",
        _serve,
        "backchannel relay serve --database relay.db --host 192.0.2.7 --certificate relay.pem --key key.pem",
        text="run a relay until Ctrl-C: it keeps sealed blobs and learns neither who writes nor to whom",
        more="Without a certificate it serves this machine alone.",
        desk=False,
    )
    serve.add_argument("--database", required=True, metavar="FILE", help="its database, made on first use")
    serve.add_argument("--host", default="127.0.0.1", metavar="ADDRESS", help="where it listens (default: 127.0.0.1)")
    serve.add_argument("--port", default=8440, type=int, metavar="PORT", help="0 takes a free one (default: 8440)")
    serve.add_argument("--certificate", metavar="FILE", help="PEM, for https")
    serve.add_argument("--key", metavar="FILE", help="PEM, for https")
    for name, text in _LIMITS.items():
        serve.add_argument(f"--{name.replace('_', '-')}", type=int, metavar="NUMBER", help=text)

    use = add_command(
        group,
        "use",
        _use,
        "backchannel relay use https://relay.example:8440 TOKEN-OF-THE-OPERATOR --desk ilse",
        text="take mail at this relay, and at no other",
    )
    use.add_argument("url", metavar="URL", help="https, or http on this machine")
    use.add_argument("token", metavar="TOKEN", help="what the operator gives to the people he serves")


def _serve(args: argparse.Namespace) -> Answer:
    from pathlib import Path

    from backchannel.carriage.relay import RelaySettings
    from backchannel.carriage.serve import operator_token, serve

    database = Path(args.database)
    token = operator_token(database)
    settings = RelaySettings(operator_token=token, **{n: v for n in _LIMITS if (v := getattr(args, n)) is not None})

    def ready(url: str) -> None:
        output.say(f"The relay answers at {url}; Ctrl-C ends it.")
        output.say(f"Its token, for the people whom it serves: {token}")
        output.say(f"On a desk: backchannel relay use {url} {token}")

    with contextlib.suppress(KeyboardInterrupt):  # uvicorn passes the signal on, once it has ended in order
        serve(
            args.host,
            args.port,
            database,
            settings,
            certificate=Path(args.certificate) if args.certificate else None,
            key=Path(args.key) if args.key else None,
            ready=ready,
        )
    return Answer(["The relay has ended; what it holds stays in its database."], {"database": args.database})


def _use(args: argparse.Namespace) -> Answer:
    from backchannel.cli.desk_option import open_desk
    from backchannel.protocol.cards import Address

    with open_desk(args) as desk:
        desk.set_relays((Address(args.url, args.token),))
    return Answer(
        [
            f"This desk takes mail at {args.url}. Its card has changed, its key and fingerprint have not.",
            "Next: backchannel card show --out FILE, and give FILE to the others; they import it again.",
        ],
        {"relays": [args.url]},
    )
