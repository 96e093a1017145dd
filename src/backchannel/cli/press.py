"""press: the line of the day on a topic, whose it is, who may say it, and what was said."""

import argparse
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from backchannel.cli import planning
from backchannel.cli.output import NOT_DONE, Answer, agreed, one_line, say, table
from backchannel.cli.parsing import Subparsers, add_command, add_group, add_yes, date

if TYPE_CHECKING:
    import datetime

    from backchannel.desk.planning.press import Here
    from backchannel.planning.press import Logged

_MORE = """\
A line neither confirms nor denies, and is true. Sentences that deny are refused, and so are words that stand in
something private at this desk. What is left is true only if somebody says so who knows of the matter: until the person
named for it has confirmed the line, it may not be said."""


def add_commands(commands: Subparsers) -> None:
    """Add the commands of this module."""
    group = add_group(commands, "press", 'backchannel press line "winter shipping" --desk ilse')
    record = add_command(
        group,
        "set",
        _set,
        'backchannel press set "winter shipping" --line "The ministers follow the matter closely." '
        '--owner "Greta Lund" --speaker "Karl Oden" --confirms "Ilse Maren" --from 2030-11-05 --until 2030-11-20 '
        "--desk ilse",
        text="record the line on a topic",
        more=_MORE,
    )
    record.add_argument("topic", metavar="TOPIC", help="the topic")
    record.add_argument("--line", metavar="TEXT", required=True, help="what may be said, word for word")
    record.add_argument("--owner", metavar="PERSON", required=True, help="whose line it is")
    record.add_argument("--speaker", metavar="PERSON", nargs="+", required=True, help="who may say it")
    record.add_argument("--confirms", metavar="PERSON", required=True, help="who knows, and is to say that it is true")
    record.add_argument("--from", dest="begins", type=date, metavar="DATE", required=True, help="from when")
    record.add_argument("--until", dest="ends", type=date, metavar="DATE", help="until when")
    record.add_argument("--limits", metavar="TEXT", default="", help="beyond what nobody goes")
    record.add_argument("--change", action="store_true", help="put it in place of the line on this topic")
    planning.add_onto(record)
    confirm = add_command(
        group,
        "confirm",
        _confirm,
        'backchannel press confirm "winter shipping" --desk ilse',
        text="say that you know of the matter and that the line is true, in the words that it has now",
    )
    add_yes(confirm)
    lay = add_command(
        group,
        "lay",
        _lay,
        'backchannel press lay "winter shipping" "The press room" --desk ilse',
        text="lay a confirmed line before a spokesman on another channel, word for word and without anything else",
    )
    lay.add_argument("topic", metavar="TOPIC", help="the topic")
    lay.add_argument("channel", metavar="CHANNEL", help="the channel, of our own side")
    withdraw = add_command(
        group,
        "withdraw",
        _withdraw,
        'backchannel press withdraw "winter shipping" --why "They have met." --desk ilse',
        text="withdraw a line, wherever it was laid",
    )
    withdraw.add_argument("--why", metavar="TEXT", default="", help="why (for those who know of the case alone)")
    line = add_command(
        group,
        "line",
        _line,
        'backchannel press line "winter shipping" --desk karl',
        text="show the line on a topic, whose it is and its limits",
        more="Exit code 1: it may not be said that day.",
    )
    said = add_command(
        group,
        "said",
        _said,
        'backchannel press said "winter shipping" --words "The ministers follow the matter." --on 2030-11-06 --where '
        '"the noon briefing" --desk karl',
        text="log what was said to the press, as it was said",
        more="What was said is kept whatever it was, and compared with the line.\nExit code 1: it was not the line.",
    )
    said.add_argument("--words", metavar="TEXT", required=True, help="in which words")
    said.add_argument("--by", metavar="PERSON", default="", help="by whom (default: by you)")
    said.add_argument("--where", metavar="TEXT", default="", help="where")
    log = add_command(
        group,
        "log",
        _log,
        "backchannel press log --desk ilse",
        text="list what was said, when, by whom, and how it fits",
    )
    log.add_argument("topic", metavar="TOPIC", nargs="?", default="", help="the topic (default: all)")
    listing = add_command(group, "list", _list, "backchannel press list --desk ilse", text="list the lines of the day")
    for parser in (confirm, withdraw, line, said):
        parser.add_argument("topic", metavar="TOPIC", help="the topic")
    for parser in (line, listing):
        parser.add_argument("--on", type=date, metavar="DATE", help="on which day (default: today)")
    said.add_argument("--on", type=date, metavar="DATE", required=True, help="when")
    for parser in (record, confirm, lay, withdraw):
        planning.add_case(parser)


def _set(args: argparse.Namespace) -> Answer:
    from backchannel.cli.desk_option import open_desk
    from backchannel.desk.planning import press
    from backchannel.planning.press import Line

    line = Line(
        args.topic, args.line, args.owner, tuple(args.speaker), args.begins, args.ends, args.limits, args.confirms
    )
    with open_desk(args) as desk:
        press.record(desk, line, case=args.case, onto=args.onto, change=args.change)
        here = press.find(desk, args.topic)
    who = one_line(here.now.says.voucher)
    return Answer([*_lines(here), f"{who} is to say that it is true, with 'backchannel press confirm'."], _value(here))


def _confirm(args: argparse.Namespace) -> Answer:
    from backchannel.cli.desk_option import open_desk
    from backchannel.desk.planning import press

    with open_desk(args) as desk:
        here = press.find(desk, args.topic)
        if not agreed(args, _lines(here), "Do you know of the matter, and is every word of this line true?"):
            return NOT_DONE
        press.confirm(desk, args.topic, case=args.case)
        here = press.find(desk, args.topic)
    return Answer([f"Confirmed as true by {one_line(desk.card.person)}."], _value(here))


def _lay(args: argparse.Namespace) -> Answer:
    from backchannel.cli.desk_option import open_desk
    from backchannel.desk.planning import press

    with open_desk(args) as desk:
        kept = press.lay(desk, args.topic, args.channel, case=args.case)
    said = [f"The line on “{one_line(kept.says.name)}” lies on “{one_line(args.channel)}”, and nothing else with it."]
    return Answer(said, planning.value(kept))


def _withdraw(args: argparse.Namespace) -> Answer:
    from backchannel.cli.desk_option import open_desk
    from backchannel.desk.planning import press

    with open_desk(args) as desk:
        count = press.withdraw(desk, args.topic, args.why, case=args.case)
    where = f", and where it was laid ({count - 1})" if count > 1 else ""
    return Answer([f"The line on “{one_line(args.topic)}” is withdrawn{where}."], {"withdrawn": count})


def _line(args: argparse.Namespace) -> Answer:
    from backchannel.cli.desk_option import open_desk
    from backchannel.desk.planning import press

    with open_desk(args) as desk:
        here = press.find(desk, args.topic, _day(args))
    return Answer(list(_lines(here)), _value(here), 0 if here.now.may_be_said else 1)


def _said(args: argparse.Namespace) -> Answer:
    from backchannel.cli.desk_option import open_desk
    from backchannel.desk.planning import press
    from backchannel.planning.press import SaidOnce

    with open_desk(args) as desk:
        _, logged = press.said(desk, args.topic, SaidOnce(args.words, args.by or desk.card.person, args.on, args.where))
    for remark in logged.remarks:
        say(f"  {remark}")
    return Answer(["Logged."], _logged(args.topic, logged), 1 if logged.remarks else 0)


def _log(args: argparse.Namespace) -> Answer:
    from backchannel.cli.desk_option import open_desk
    from backchannel.desk.planning import press

    with open_desk(args) as desk:
        found = press.log(desk, args.topic)
    lines: list[str] = []
    for here, one in found:
        says = one.kept.says
        where = f", {one_line(says.where)}" if says.where else ""
        lines.append(f"{says.on}  {one_line(here.now.says.name)}  {one_line(says.by)}{where}: “{one_line(says.words)}”")
        lines += [f"  {remark}" for remark in one.remarks]
    return Answer(lines or ["Nothing was logged."], [_logged(here.now.says.name, one) for here, one in found])


def _list(args: argparse.Namespace) -> Answer:
    from backchannel.cli.desk_option import open_desk
    from backchannel.desk.planning import press

    with open_desk(args) as desk:
        found = press.every(desk, _day(args))
    rows = [(one.now.says.name, one.now.says.owner, one.channel, str(one.now.standing)) for one in found]
    return Answer(table(("topic", "owner", "on", ""), rows) or ["There is no line."], [_value(one) for one in found])


def _day(args: argparse.Namespace) -> "datetime.date | None":
    from backchannel.errors import UsageError

    if args.on is None:
        return None
    if args.on.day is None:
        raise UsageError("Name a day, such as --on 2030-11-06.")
    return args.on.earliest.date()  # type: ignore[no-any-return]


def _lines(here: "Here") -> Iterator[str]:
    from backchannel.record.dates import in_words

    says = here.now.says
    until = f" until {in_words(says.ends)}" if says.ends else ""
    yield f"{one_line(says.name)}: {here.now.standing}"
    yield f"  “{one_line(says.line)}”"
    yield f"  owner: {one_line(says.owner)}; may say it: {', '.join(map(one_line, says.speakers))}"
    yield f"  from {in_words(says.begins)}{until}"
    if says.limits:
        yield f"  limits: {one_line(says.limits)}"
    if not here.is_laid:
        confirmed = here.now.confirmed
        yield (
            f"  true, says {one_line(confirmed.writer.person)}"
            if confirmed
            else "  nobody has confirmed that it is true"
        )
    yield from (f"  {one_line(one.rule)}" for one in here.now.without_effect)
    yield from planning.disputed(here.now.kept)


def _value(here: "Here") -> dict[str, Any]:
    says = here.now.says
    return {
        "topic": says.name,
        "line": says.line,
        "standing": str(here.now.standing),
        "may_be_said": here.now.may_be_said,
        "owner": says.owner,
        "speakers": list(says.speakers),
        "from": str(says.begins),
        "until": str(says.ends) if says.ends else None,
        "limits": says.limits or None,
        "on": here.channel,
        "confirmed_by": here.now.confirmed.writer.person if here.now.confirmed and not here.is_laid else None,
    }


def _logged(topic: str, logged: "Logged") -> dict[str, Any]:
    says = logged.kept.says
    return {
        "topic": topic,
        "words": says.words,
        "by": says.by,
        "on": str(says.on),
        "where": says.where or None,
        "remarks": [str(one) for one in logged.remarks],
    }
