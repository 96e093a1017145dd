"""channel: proposed, accepted, shown, amended, left, closed."""

import argparse
from collections.abc import Callable
from typing import TYPE_CHECKING

from backchannel.cli import output
from backchannel.cli.channel_standing import standing_lines, standing_value
from backchannel.cli.output import Answer, Progress, one_line, table
from backchannel.cli.parsing import Parser, Run, Subparsers, add_command, add_group, add_yes

if TYPE_CHECKING:
    from backchannel.desk.desk import Desk

_CHARTER = 256_000


def add_commands(commands: Subparsers) -> None:
    """Add the commands of this module."""
    group = add_group(commands, "channel", "backchannel channel list --desk ilse")
    add_command(
        group,
        "example-charter",
        _example,
        "backchannel channel example-charter > charter.toml",
        text="print a charter to start from, with comments",
        desk=False,
    )
    propose = add_command(
        group,
        "propose",
        _propose,
        "backchannel channel propose charter.toml --desk ilse",
        text="propose a channel under a charter (TOML); it opens when every party has assented",
    )
    propose.add_argument("file", metavar="FILE")
    add_command(group, "list", _list, "backchannel channel list --desk ilse", text="list the channels and invitations")
    add_command(
        group,
        "invitations",
        _invitations,
        "backchannel channel invitations --desk ilse",
        text="count the invitations of people who are not known here; import and confirm a card to see one",
    )
    _of_channel(
        group,
        "show",
        _show,
        'backchannel channel show "The strait line" --desk ilse',
        "show a channel: members, charter, what waits",
    )
    charter = _of_channel(
        group,
        "charter",
        _charter,
        'backchannel channel charter "The strait line" --toml > charter.toml',
        "show the charter in force, or proposed",
    )
    charter.add_argument("--toml", action="store_true", help="as a file that can be changed and proposed")
    accept = _of_channel(
        group,
        "accept",
        _accept,
        'backchannel channel accept "The strait line" --desk tomas',
        "accept an invitation, and as a principal assent to its charter",
    )
    accept.add_argument("--no-assent", action="store_true", help="join, and assent later or not")
    _why(
        _of_channel(
            group,
            "decline",
            _decline,
            'backchannel channel decline "The strait line" --why "Not before the election"',
            "decline an invitation or an amendment",
        )
    )
    amend = _of_channel(
        group,
        "amend",
        _amend,
        'backchannel channel amend "The strait line" charter.toml --why "A third reader each"',
        "propose another charter for a channel",
    )
    amend.add_argument("file", metavar="FILE", help="the whole new charter (see 'channel charter --toml')")
    amend.add_argument("--why", required=True, metavar="TEXT", help="the reason, which all members see")
    assent = _of_channel(
        group,
        "assent",
        _assent,
        'backchannel channel assent "The strait line" --desk tomas',
        "assent to the charter or amendment that waits",
    )
    assent.add_argument("digest", metavar="DIGEST", nargs="?", default="", help="which, where several amendments wait")
    assent.add_argument("--decline", action="store_true", help="decline it instead")
    _why(assent)
    for name, run, text in (
        ("leave", _leave, "leave a channel; you may still consent to a release"),
        ("close", _close, "close a channel for everybody; release stays possible"),
    ):
        example = f'backchannel channel {name} "The strait line" --why "The treaty is signed"'
        ending = _of_channel(group, name, run, example, text)
        _why(ending)
        add_yes(ending)
    resume = _of_channel(
        group,
        "resume",
        _resume,
        'backchannel channel resume "The strait line" --desk ilse-again',
        "let a restored desk write again, or say whom it must still hear",
    )
    resume.add_argument(
        "--without", metavar="NAME", action="append", default=[], help="do not wait for this member; may be repeated"
    )
    _of_channel(
        group,
        "check",
        _check,
        'backchannel channel check "The strait line" --desk ilse',
        "check the whole ledger from its first entry: chains, links, bodies, authors, state",
    )
    mend = _of_channel(
        group,
        "mend",
        _mend,
        'backchannel channel mend "The strait line" "Tomas Reik" --why "His desk was restored"',
        "say which history of an author stands, after a fork; it counts when every party has said the same",
    )
    mend.add_argument("author", metavar="NAME")
    mend.add_argument("--why", required=True, metavar="TEXT", help="the reason, which all members see")
    mend.add_argument("--keep", metavar="NUMBER", type=int, help="the last entry that stands (default: the undisputed)")
    rename = _of_channel(
        group,
        "rename",
        _rename,
        'backchannel channel rename "The strait line" "Strait, winter"',
        "change what this desk calls a channel; nobody else hears of it",
    )
    rename.add_argument("new", metavar="NAME")


def _of_channel(group: Subparsers, name: str, run: Run, example: str, text: str) -> Parser:
    parser = add_command(group, name, run, example, text=text)
    parser.add_argument("channel", metavar="CHANNEL", help="its name on this desk, or how its identifier begins")
    return parser


def _why(parser: Parser) -> None:
    parser.add_argument("--why", default="", metavar="TEXT", help="the reason, which all members see")


def _example(_args: argparse.Namespace) -> Answer:
    from backchannel.cli.charter import EXAMPLE

    return Answer(EXAMPLE.rstrip("\n").split("\n"), EXAMPLE, exact=True)


def _text(name: str) -> str:
    from backchannel.cli.files import read_file
    from backchannel.errors import BadInputError

    try:
        return read_file(name, _CHARTER, "charter").decode("utf-8")
    except UnicodeDecodeError:
        raise BadInputError(f"The charter {name} is not text in UTF-8; save it so.") from None


def _propose(args: argparse.Namespace) -> Answer:
    from backchannel.desk import channels

    text = _text(args.file)
    return _act(
        args,
        lambda desk: channels.propose(desk, text).name,
        "Proposed “{}”. It opens when every party has assented; the invitation travels now:",
    )


def _act(args: argparse.Namespace, act: "Callable[[Desk], str]", told: str) -> Answer:
    """Do something on a channel, and say how it will travel; `told` has a place for the channel's name."""
    from backchannel.cli.desk_option import open_desk
    from backchannel.cli.telling import route_value, travel_lines
    from backchannel.desk import channels, travel

    with open_desk(args) as desk:
        name = act(desk)
        standing = channels.standing(desk, name)
        ways = travel.routes(desk, name) if standing.channel.standing == "joined" else []
    value = {**standing_value(standing), "travels": [route_value(w) for w in ways]}
    return Answer([told.format(one_line(name)), *travel_lines(ways)], value)


def _named(args: argparse.Namespace, desk: "Desk") -> str:
    from backchannel.desk import channels

    return channels.standing(desk, args.channel).channel.name


def _list(args: argparse.Namespace) -> Answer:
    from backchannel.cli.desk_option import open_desk
    from backchannel.desk import channels

    with open_desk(args) as desk:
        found = channels.every_standing(desk)
        held = channels.held_invitations(desk)
    rows = [
        (s.channel.name, s.word, ", ".join(p.name for p in s.state.charter.parties), str(len(s.alarms) or ""))
        for s in found
    ]
    lines = table(("channel", "standing", "parties", "alarms"), rows)
    if held:
        lines.append(f"Invitations of people who are not known here: {held}; import and confirm a card to see one.")
    return Answer(
        lines or ["No channels yet; see 'backchannel channel example-charter'."], [standing_value(s) for s in found]
    )


def _invitations(args: argparse.Namespace) -> Answer:
    from backchannel.cli.desk_option import open_desk
    from backchannel.desk import channels

    with open_desk(args) as desk:
        held = channels.held_invitations(desk)
    more = " Import the card of whoever you expect, confirm it, and exchange again." if held else ""
    return Answer([f"Invitations of people who are not known here: {held}.{more}"], {"held": held})


def _show(args: argparse.Namespace) -> Answer:
    from backchannel.cli.desk_option import open_desk
    from backchannel.desk import channels

    with open_desk(args) as desk:
        standing = channels.standing(desk, args.channel)
        own = desk.reader
    return Answer(standing_lines(standing, own), standing_value(standing))


def _charter(args: argparse.Namespace) -> Answer:
    from backchannel.cli.charter import charter_lines
    from backchannel.cli.desk_option import open_desk
    from backchannel.desk import channels
    from backchannel.desk.chartering import charter_toml

    with open_desk(args) as desk:
        charter, digest = channels.charter_of(desk, args.channel)
    toml = charter_toml(charter)
    value = {"digest": digest.hex(), "toml": toml}
    if args.toml:
        return Answer(toml.rstrip("\n").split("\n"), value, exact=True)
    return Answer([*charter_lines(charter), f"Digest: {digest.hex()}"], value)


def _accept(args: argparse.Namespace) -> Answer:
    from backchannel.desk import channels

    assented = "" if args.no_assent else ", and assented to its charter if you are a principal"
    return _act(
        args,
        lambda desk: channels.accept(desk, args.channel, assent=not args.no_assent).name,
        f"Accepted “{{}}”{assented}. The answer travels now:",
    )


def _decline(args: argparse.Namespace) -> Answer:
    from backchannel.cli.desk_option import open_desk
    from backchannel.desk import channels

    with open_desk(args) as desk:
        invited = channels.standing(desk, args.channel).channel.standing == "invited"
        name = channels.decline(desk, args.channel, args.why).name
    told = "Its sender sees only that no answer comes." if invited else "The others see it with the next exchange."
    return Answer([f"Declined “{one_line(name)}”. {told}"], {"name": name, "declined": True})


def _amend(args: argparse.Namespace) -> Answer:
    from backchannel.desk import channels

    text = _text(args.file)

    def act(desk: "Desk") -> str:
        name = _named(args, desk)
        channels.amend(desk, name, text, args.why)
        return name

    return _act(args, act, "Proposed another charter for “{}”. It holds when enough parties have assented:")


def _assent(args: argparse.Namespace) -> Answer:
    from backchannel.desk import channels

    answer = "decline" if args.decline else "assent"

    def act(desk: "Desk") -> str:
        name = _named(args, desk)
        channels.assent(desk, name, args.digest, answer=answer, reason=args.why)
        return name

    return _act(args, act, f"{'Declined' if args.decline else 'Assented'} on “{{}}”. The others see it:")


def _leave(args: argparse.Namespace) -> Answer:
    from backchannel.desk import channels

    return _end(args, "leave", channels.leave, "You have left “{}”; the others see it:")


def _close(args: argparse.Namespace) -> Answer:
    from backchannel.desk import channels

    return _end(args, "close", channels.close, "Closed “{}”; the others see it:")


def _end(args: argparse.Namespace, act: str, do: "Callable[[Desk, str, str], None]", told: str) -> Answer:
    from backchannel.cli.desk_option import open_desk
    from backchannel.cli.telling import route_value, travel_lines
    from backchannel.desk import channels, readers, travel

    with open_desk(args) as desk:
        name = _named(args, desk)
        lines = readers.consequences(desk, name, act)
        if not output.agreed(args, lines, f"{act.capitalize()} “{one_line(name)}”?"):
            return output.NOT_DONE
        do(desk, name, args.why)
        standing, ways = channels.standing(desk, name), travel.routes(desk, name)
    value = {**standing_value(standing), "travels": [route_value(w) for w in ways]}
    return Answer([told.format(one_line(name)), *travel_lines(ways)], value)


def _resume(args: argparse.Namespace) -> Answer:
    from backchannel.cli.desk_option import open_desk
    from backchannel.desk import channels

    with open_desk(args) as desk:
        name = _named(args, desk)
        missing = channels.resume(desk, name, tuple(args.without))
    if missing:
        return Answer(
            [f"“{one_line(name)}” still waits to hear: {', '.join(map(one_line, missing))}."],
            {"name": name, "resumed": False, "waits_for": missing},
            exit_code=5,
        )
    return Answer([f"“{one_line(name)}” may be written on again."], {"name": name, "resumed": True, "waits_for": []})


def _check(args: argparse.Namespace) -> Answer:
    from backchannel.cli.desk_option import open_desk
    from backchannel.desk import checking, overview

    with open_desk(args) as desk:
        name = _named(args, desk)
        with Progress(f"checking “{one_line(name)}”", "entries", overview.length(desk, name)) as progress:
            found = checking.check(desk, name, progress)
    lines = [f"{found.entries} entries, of which {found.sealed} are sealed to this desk."]
    lines += [f"  {one_line(who)}: up to {seq}, {head.hex()[:16]}" for who, (seq, head) in sorted(found.heads.items())]
    lines += [one_line(finding) for finding in found.findings] or ["Everything holds."]
    value = {
        "entries": found.entries,
        "sealed": found.sealed,
        "findings": list(found.findings),
        "heads": {who: {"number": seq, "entry": head.hex()} for who, (seq, head) in found.heads.items()},
    }
    return Answer(lines, value, exit_code=1 if found.findings else 0)


def _mend(args: argparse.Namespace) -> Answer:
    from backchannel.desk import mending

    def act(desk: "Desk") -> str:
        name = _named(args, desk)
        mending.mend(desk, name, args.author, args.why, keep=args.keep)
        return name

    return _act(args, act, "Said on “{}” which history stands. It counts when every party has said the same:")


def _rename(args: argparse.Namespace) -> Answer:
    from backchannel.cli.desk_option import open_desk
    from backchannel.desk import channels

    with open_desk(args) as desk:
        name = _named(args, desk)
        channels.rename(desk, name, args.new)
    return Answer([f"“{one_line(name)}” is called “{one_line(args.new)}” on this desk now."], {"name": args.new})
