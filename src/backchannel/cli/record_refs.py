"""record refs: what a document points to, and what points to it."""

import argparse
from collections import Counter
from typing import TYPE_CHECKING

from backchannel.cli.output import Answer, one_line
from backchannel.cli.parsing import Subparsers, add_command

if TYPE_CHECKING:
    from backchannel.desk.crossreferences import Pointer


def add_commands(record: Subparsers) -> None:
    """Add the command of this module."""
    refs = add_command(
        record,
        "refs",
        _refs,
        "backchannel record refs frus1961-63v06/d22 --desk ilse",
        text="show what a document points to and what points to it",
        more="Each is resolved, outside the archive, missing from its volume, ambiguous (with candidates) or unsure.",
    )
    refs.add_argument("id", metavar="ID", help="a document of the archive")
    refs.add_argument("--unresolved", action="store_true", help="only what is not resolved")


def _refs(args: argparse.Namespace) -> Answer:
    from backchannel.cli.desk_option import open_desk
    from backchannel.desk import crossreferences

    with open_desk(args) as desk:
        out = crossreferences.outgoing(desk, args.id)
        into = [] if args.unresolved else crossreferences.incoming(desk, args.id)
    states = Counter(pointer.state for pointer in out)
    if args.unresolved:
        out = [pointer for pointer in out if pointer.state != "resolved"]
    lines = [f"{one_line(args.id)} points to:" if out else f"{one_line(args.id)} points to nothing that is read."]
    lines += [_line(pointer) for pointer in out]
    if into:
        lines += ["", "It is pointed to by:", *(f"  {place}  {one_line(one.text)}" for place, one in into)]
    counts = ", ".join(f"{count} {state}" for state, count in states.most_common()) or "no references"
    lines += ["", f"{counts}; {len(into)} from elsewhere." if not args.unresolved else f"{counts}."]
    return Answer(
        lines,
        {
            "to": [
                {
                    "place": p.reference.place, "text": p.reference.text, "kind": p.reference.kind, "state": p.state,
                    "targets": list(p.targets), "why": p.why, "marked": p.reference.marked,
                }
                for p in out
            ],
            "from": [{"address": place, "text": one.text, "kind": one.kind} for place, one in into],
            "states": dict(states),
        },
    )  # fmt: skip


def _line(pointer: "Pointer") -> str:
    where = ", ".join(pointer.targets)
    said = " ".join(filter(None, (where, f"({pointer.why})" if pointer.why else "")))
    place = pointer.reference.place.partition(":")[0]
    return f"  {place:<6} {one_line(pointer.reference.text)}: {pointer.state}{' ' if said else ''}{one_line(said)}"
