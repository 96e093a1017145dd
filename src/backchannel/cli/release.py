"""release: proposed, consented to, declined, signed, attributed, exported; then read and quoted without a desk."""

import argparse
import re
from collections.abc import Callable
from typing import TYPE_CHECKING

from backchannel.cli import output
from backchannel.cli.output import Answer
from backchannel.cli.parsing import Parser, Run, Subparsers, add_channel, add_command, add_group, add_yes
from backchannel.cli.release_sheet import next_lines, outsider_lines, progress_lines, sheet_value
from backchannel.cli.released import add_without_desk

if TYPE_CHECKING:
    from backchannel.desk.desk import Desk
    from backchannel.desk.releases import Sheet, Wish

_WITHHELD = re.compile(r"(?P<letter>.+)/(?P<enclosure>e?)(?P<number>[1-9][0-9]{0,4})=(?P<reason>[a-z-]+)")


def add_commands(commands: Subparsers) -> None:
    """Add the commands of this module."""
    group = add_group(commands, "release", "backchannel release list --desk ilse")
    _add_propose(group)
    listed = add_command(
        group, "list", _list, "backchannel release list --desk ilse", text="list the releases of a channel"
    )
    add_channel(listed)
    _step(
        group,
        "show",
        _show,
        "backchannel release show maren-5 --desk tomas",
        "show a release: exactly what an outsider would see, who has done what, and what comes next",
    )
    add_yes(
        _step(
            group,
            "consent",
            _consent,
            "backchannel release consent maren-5 --desk tomas",
            "consent to a release, as your own desk's copies show it; still deniable",
        )
    )
    decline = _step(
        group,
        "decline",
        _decline,
        'backchannel release decline maren-5 --why "Passage 3 is not for reporters"',
        "decline a release, or withdraw your own; its one-time keys are erased",
    )
    decline.add_argument("--why", default="", metavar="TEXT", help="the reason, which its readers see")
    _step(
        group,
        "sign",
        _sign,
        "backchannel release sign maren-5 --desk tomas",
        "sign the statement with the one-time key: a pseudonym that proves nothing yet",
    )
    add_yes(
        _step(
            group,
            "attribute",
            _attribute,
            "backchannel release attribute maren-5 --desk tomas",
            "attribute your one-time key to you: the last step, which proves your own consent and cannot be undone",
        )
    )
    plan = _step(
        group,
        "plan",
        _plan,
        "backchannel release plan maren-5 --capital Port-Reik=Asia/Tokyo",
        "give the hour of a release in each capital",
    )
    _add_capital(plan)
    export = _step(
        group,
        "export",
        _export,
        "backchannel release export maren-5 --out strait.release.json",
        "write the bundle of a release that every party has attributed",
    )
    export.add_argument("--out", required=True, metavar="FILE", help="the new file, best called NAME.release.json")
    add_without_desk(group)


def _add_propose(group: Subparsers) -> None:
    propose = add_command(
        group,
        "propose",
        _propose,
        'backchannel release propose "The strait line" --letter maren-3 --letter reik-4 --withhold maren-3/2=security '
        '--purpose "What was said on the strait"',
        text="propose a release, which is your own consent to it",
        more="Reasons for withholding: negotiation, security, third-party, personal, other-matter, unexplained.",
    )
    propose.add_argument("channel", metavar="CHANNEL")
    propose.add_argument("--letter", required=True, metavar="REF", action="append", help="a letter; may be repeated")
    propose.add_argument("--purpose", required=True, metavar="TEXT", help="what the statement says it is for")
    propose.add_argument(
        "--withhold",
        metavar="REF/3=REASON",
        action="append",
        default=[],
        help="withhold passage 3 (or REF/e1 its first enclosure) for a reason; may be repeated",
    )
    propose.add_argument(
        "--show", metavar="FIELDS", help="what of each letter's head is shown, such as kind,date,from,to"
    )
    propose.add_argument("--not-before", default="", metavar="TIME", help="such as 2031-05-04T09:00+02:00")
    propose.add_argument("--no-precedent", action="store_true", help="it may never be cited as the basis of another")
    propose.add_argument(
        "--two-sided", action="store_true", help="all parties together may open what is withheld, later"
    )
    _add_capital(propose)
    propose.add_argument("--signer", metavar="NAME", action="append", default=[], help="who consents for his party")
    propose.add_argument("--answers", default="", metavar="REF", help="the proposal that this one answers")
    propose.add_argument("--basis", default="", metavar="REF", help="an earlier release that is cited for this one")


def _add_capital(parser: Parser) -> None:
    parser.add_argument(
        "--capital",
        metavar="NAME=ZONE",
        action="append",
        default=[],
        help="such as Lisbon=Europe/Lisbon; may be repeated",
    )


def _step(group: Subparsers, name: str, run: Run, example: str, text: str) -> Parser:
    parser = add_command(group, name, run, example, text=text)
    parser.add_argument("reference", metavar="REF", help="the proposal's entry, such as maren-5")
    add_channel(parser)
    return parser


def _wishes(args: argparse.Namespace) -> "list[Wish]":
    from backchannel.desk.release_texts import SHOWN
    from backchannel.desk.releases import Wish
    from backchannel.errors import UsageError
    from backchannel.protocol.release.grammar import APPARATUS

    shown = tuple(field.strip() for field in args.show.split(",")) if args.show else SHOWN
    for field in shown:
        if field not in APPARATUS:
            raise UsageError(f"“{field}” is nothing of a letter's head; choose of: {', '.join(APPARATUS)}.")
    places: dict[str, tuple[dict[int, str], dict[int, str]]] = {letter: ({}, {}) for letter in args.letter}
    for word in args.withhold:
        match = _WITHHELD.fullmatch(word)
        if match is None:
            raise UsageError("What is withheld is written as REF/NUMBER=REASON, such as maren-3/2=security.")
        if match["letter"] not in places:
            raise UsageError(f"{match['letter']} is withheld from, but is not one of the letters; add --letter.")
        places[match["letter"]][bool(match["enclosure"])][int(match["number"])] = match["reason"]
    return [Wish(letter, passages, enclosures, shown) for letter, (passages, enclosures) in places.items()]


def _propose(args: argparse.Namespace) -> Answer:
    from backchannel.desk import release_words, releases

    wishes, capitals = _wishes(args), release_words.capitals(args.capital)
    hour = release_words.hour(args.not_before)

    def act(desk: "Desk", channel: str) -> "Sheet":
        return releases.propose(
            desk,
            channel,
            wishes,
            purpose=args.purpose,
            not_before=hour,
            no_precedent=args.no_precedent,
            two_sided=args.two_sided,
            capitals=capitals,
            signers=args.signer,
            answers=args.answers,
            basis=args.basis,
        )

    return _act(args, act, "Proposed {}, which is your own consent to it.")


def _act(args: argparse.Namespace, act: "Callable[[Desk, str], Sheet]", told: str) -> Answer:
    from backchannel.cli.desk_option import channel_named, open_desk
    from backchannel.cli.telling import travel_lines
    from backchannel.desk import travel

    with open_desk(args) as desk:
        channel = channel_named(args, desk)
        sheet = act(desk, channel)
        ways = travel.routes(desk, channel)
    lines = [told.format(sheet.reference), *progress_lines(sheet), *next_lines(sheet), *travel_lines(ways)]
    return Answer(lines, sheet_value(sheet))


def _list(args: argparse.Namespace) -> Answer:
    from backchannel.cli.desk_option import channel_named, open_desk
    from backchannel.desk import releases

    with open_desk(args) as desk:
        found = releases.every(desk, channel_named(args, desk))
    rows = [
        (s.reference, s.course.stage.value, ", ".join(s.letters), s.course.proposal.purpose, s.next_step) for s in found
    ]
    lines = output.table(("release", "stage", "letters", "purpose", "next"), rows)
    return Answer(lines or ["No release was proposed."], [sheet_value(s) for s in found])


def _show(args: argparse.Namespace) -> Answer:
    from backchannel.cli.desk_option import channel_named, open_desk
    from backchannel.desk import releases

    with open_desk(args) as desk:
        sheet = releases.show(desk, channel_named(args, desk), args.reference)
    return Answer([*outsider_lines(sheet), *progress_lines(sheet), *next_lines(sheet)], sheet_value(sheet))


def _consent(args: argparse.Namespace) -> Answer:
    from backchannel.desk import releases

    return _after_looking(args, releases.consent, "Consent to this release?", "Consented to {}; still deniable.")


def _attribute(args: argparse.Namespace) -> Answer:
    from backchannel.desk import releases

    return _after_looking(
        args,
        releases.attribute_release,
        "Attribute it? It proves your own consent, and cannot be undone.",
        "Attributed {}: your consent to these words can be proven now.",
    )


def _after_looking(
    args: argparse.Namespace, act: "Callable[[Desk, str, str], Sheet]", question: str, told: str
) -> Answer:
    from backchannel.cli.desk_option import channel_named, open_desk
    from backchannel.cli.telling import travel_lines
    from backchannel.desk import releases, travel

    with open_desk(args) as desk:
        channel = channel_named(args, desk)
        if not args.yes:
            lines = outsider_lines(releases.show(desk, channel, args.reference))
            if not output.agreed(args, lines, question):
                return output.NOT_DONE
        sheet = act(desk, channel, args.reference)
        ways = travel.routes(desk, channel)
    lines = [told.format(sheet.reference), *progress_lines(sheet), *next_lines(sheet), *travel_lines(ways)]
    return Answer(lines, sheet_value(sheet))


def _decline(args: argparse.Namespace) -> Answer:
    from backchannel.desk import releases

    return _act(
        args,
        lambda desk, channel: releases.decline(desk, channel, args.reference, args.why),
        "Declined {0}; its one-time keys were erased. To answer with another excerpt: release propose --answers {0}",
    )


def _sign(args: argparse.Namespace) -> Answer:
    from backchannel.desk import releases

    return _act(
        args,
        lambda desk, channel: releases.sign(desk, channel, args.reference),
        "Signed {} with a key of this release alone; it proves nothing before all have attributed theirs.",
    )


def _plan(args: argparse.Namespace) -> Answer:
    from backchannel.cli.desk_option import channel_named, open_desk
    from backchannel.desk import release_words, releases

    capitals = release_words.capitals(args.capital)
    with open_desk(args) as desk:
        rows = releases.plan(desk, channel_named(args, desk), args.reference, capitals)
    return Answer(output.table(("capital", "hour"), rows), [{"capital": name, "hour": hour} for name, hour in rows])


def _export(args: argparse.Namespace) -> Answer:
    from backchannel.cli.desk_option import channel_named, open_desk
    from backchannel.cli.files import write_file
    from backchannel.desk import releases

    with open_desk(args) as desk:
        data = releases.export(desk, channel_named(args, desk), args.reference)
    write_file(args.out, data, "bundle")
    return Answer(
        [
            f"Wrote {args.out} ({len(data):,} bytes), verified. It is text that anybody can read and check.",
            f"To check it: backchannel verify {args.out}",
        ],
        {"file": args.out, "bytes": len(data)},
    )
