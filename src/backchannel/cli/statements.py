"""statements: what the counterpart has said, sentence by sentence, what it may be, and what a person takes it for."""

import argparse
import textwrap
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from backchannel.cli.output import Answer, one_line
from backchannel.cli.parsing import Parser, Subparsers, add_command
from backchannel.cli.planning import add_shared, others

if TYPE_CHECKING:
    from backchannel.desk.words.bank import Selection, Statement

_WIDTH = 96
_LIMIT = 40
_KINDS = "threat, condition, refusal, offer, invitation, assurance, hint"
_MORE = f"""\
A statement is a sentence of a letter by its author, a sentence of a talk by its speaker, or what a letter to somebody
quotes or reports of him. A kind is suggested with the words that made it so, until a person accepts it, or another, or
strikes the statement out: {_KINDS}.
Words of the field that mean one issue are looked for together: self-determination finds "a system of its own choosing"
too. Without a name the statements are those of other parties in letters of channels; with the imported record say
--who, --about or --document. Documents without a day are left out where one is asked for."""


def add_commands(commands: Subparsers) -> None:
    """Add the commands of this module."""
    bank = add_command(
        commands,
        "statements",
        _statements,
        'backchannel statements --who Vesmar --about "free access" --kind assurance',
        more=_MORE,
    )
    add_selection(bank)
    bank.add_argument("--kind", metavar="KIND", action="append", default=[], help=f"one of {_KINDS}")
    bank.add_argument("--open", action="store_true", help="only what nobody has examined")
    bank.add_argument("--suggested", action="store_true", help="only what its words suggest a kind for")
    add_limit(bank)

    accepted = add_command(
        commands,
        "statements accept",
        _accept,
        'backchannel statements accept "The strait line/vesmar-2/3:0-84" --as offer',
        more="A passage or a whole letter means all statements in it. Nothing is noted if one of them has no kind.",
    )
    _add_addresses(accepted)
    accepted.add_argument("--as", dest="kind", metavar="KIND", default="", help="another kind than is suggested")
    add_shared(accepted)
    struck = add_command(
        commands,
        "statements strike",
        _strike,
        'backchannel statements strike "The strait line/vesmar-2/1"',
        more="A passage or a whole letter means all statements in it.",
    )
    _add_addresses(struck)
    add_shared(struck)
    reopened = add_command(
        commands,
        "statements reopen",
        _reopen,
        'backchannel statements reopen "The strait line/vesmar-2/1"',
        more="What you made of them is taken back, wherever you wrote it; what colleagues made of them stays.",
    )
    _add_addresses(reopened)
    synonyms = add_command(
        commands,
        "statements synonyms",
        _synonyms,
        'backchannel statements synonyms "winter passage" "the four ferries"',
        more="Without a phrase the groups that you added are listed.",
    )
    synonyms.add_argument("phrases", metavar="PHRASE", nargs="*", help="phrases that mean one issue, two or more")
    synonyms.add_argument("--remove", metavar="N", type=int, help="take a group back, by its number")
    add_shared(synonyms)


def add_selection(parser: Parser) -> None:
    """Add the options that say which statements are meant."""
    parser.add_argument("--who", metavar="NAME", action="append", default=[], help="by whom: a person, or a party")
    parser.add_argument("--about", metavar="WORDS", default="", help="about this issue, in these or other words of it")
    parser.add_argument("--since", metavar="DATE", default="", help="made on this day or later, such as 1961-10-16")
    parser.add_argument("--until", metavar="DATE", default="", help="made on this day or before it")
    parser.add_argument("--channel", metavar="CHANNEL", default="", help="in letters of this channel")
    parser.add_argument("--document", metavar="ID", default="", help="in this document or letter")


def add_limit(parser: Parser) -> None:
    """Add the option that says how much is shown."""
    parser.add_argument("--limit", metavar="N", type=int, default=_LIMIT, help=f"show so many (default: {_LIMIT})")


def selection(args: argparse.Namespace, **more: Any) -> "Selection":
    """Give the selection that the options mean; UsageError for a day that is none."""
    from backchannel.desk.words.bank import Selection
    from backchannel.desk.words.days import first_day, last_day

    days = {"since": first_day(getattr(args, "since", "")), "until": last_day(getattr(args, "until", ""))}
    return Selection(
        who=tuple(args.who), about=args.about, channel=args.channel, document=args.document, **{**days, **more}
    )


def statement_lines(one: "Statement") -> list[str]:
    """Give a statement as lines: where it stands, whose it is, its words, and what it is taken for."""
    from backchannel.desk.words.explained import told_by

    head = f"{one_line(one.address)}  {one.day or 'undated'}  {one_line(told_by(one))}"
    words = textwrap.wrap(f"“{one_line(one.text)}”", _WIDTH, initial_indent="    ", subsequent_indent="    ")
    return [head, *words, f"    {_standing(one)}"]


def statement_value(one: "Statement") -> dict[str, Any]:
    """Give a statement as data."""
    names = ("address", "document", "text", "speaker", "to", "day", "channel", "heading", "form", "judged")
    return {
        **{name: getattr(one, name) for name in names},
        "suggested": one.suggested.kind if one.suggested else None,
        "because": list(one.because),
        "beside": [{"by": person, "judged": judged} for person, judged in one.beside],
    }


def _standing(one: "Statement") -> str:
    from backchannel.desk.words.bank import OPEN, STRUCK

    if one.judged == STRUCK:
        return f"struck out{others(one.beside)}"
    if one.judged != OPEN:
        return f"accepted: {one.judged}{others(one.beside)}"
    if one.suggested is None:
        return "open; its words suggest nothing"
    because = ", ".join(f"“{one_line(words)}”" for words in one.because)
    return f"open; suggested: {one.suggested.kind}, for {because}"


def _add_addresses(parser: Parser) -> None:
    parser.add_argument("addresses", metavar="ADDRESS", nargs="+", help="a statement, a passage, or a whole letter")


def _statements(args: argparse.Namespace) -> Answer:
    from backchannel.cli.desk_option import open_desk
    from backchannel.desk.words import bank

    with open_desk(args) as desk:
        found = bank.listed(desk, selection(args, kind=tuple(args.kind), open=args.open))
    if args.suggested:
        found = [one for one in found if one.suggested is not None]
    return _listed(found, args.limit)


def _listed(found: "Sequence[Statement]", limit: int) -> Answer:
    from backchannel.desk.words.bank import OPEN, STRUCK

    lines = [line for one in found[: max(0, limit)] for line in (*statement_lines(one), "")]
    if len(found) > limit:
        lines.append(f"and {len(found) - max(0, limit)} more; --limit shows them.")
    unexamined = sum(one.judged == OPEN for one in found)
    struck = sum(one.judged == STRUCK for one in found)
    count = f"{len(found)} statement{'' if len(found) == 1 else 's'}"
    lines.append(f"{count}: {len(found) - unexamined - struck} accepted, {struck} struck out, {unexamined} open.")
    return Answer(lines, [statement_value(one) for one in found], 0 if found else 1)


def _accept(args: argparse.Namespace) -> Answer:
    from backchannel.cli.desk_option import open_desk
    from backchannel.desk.words import bank

    with open_desk(args) as desk:
        found = bank.accept(desk, args.addresses, args.kind, onto=args.onto)
    return _listed(found, len(found))


def _strike(args: argparse.Namespace) -> Answer:
    from backchannel.cli.desk_option import open_desk
    from backchannel.desk.words import bank

    with open_desk(args) as desk:
        found = bank.strike(desk, args.addresses, onto=args.onto)
    return _listed(found, len(found))


def _reopen(args: argparse.Namespace) -> Answer:
    from backchannel.cli.desk_option import open_desk
    from backchannel.desk.words import bank

    with open_desk(args) as desk:
        found = bank.reopen(desk, args.addresses)
    return _listed(found, len(found))


def _synonyms(args: argparse.Namespace) -> Answer:
    from backchannel.cli.desk_option import open_desk
    from backchannel.desk.words import bank

    with open_desk(args) as desk:
        if args.remove is not None:
            bank.unfold(desk, args.remove)
        if args.phrases:
            bank.synonyms(desk, args.phrases, onto=args.onto)
        held = bank.groups(desk)
    lines = [f"{number}  {one_line('; '.join(phrases))}" for number, phrases in held]
    return Answer(
        lines or ["You have added no group."],
        [{"number": number, "phrases": list(phrases)} for number, phrases in held],
    )
