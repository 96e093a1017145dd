"""consult, during the talks: rounds, reports to allies and from them, what is due, suggestions and replies."""

import argparse
from typing import TYPE_CHECKING, Any

from backchannel.cli import planning
from backchannel.cli.output import Answer, one_line
from backchannel.cli.parsing import Subparsers, add_command, date

if TYPE_CHECKING:
    from backchannel.planning.consultation.talks import Due, Suggested

_LEVELS = {"existence": "that it took place", "outline": "the outline", "substance": "the substance", "full": "in full"}


def add_to(consult: Subparsers) -> None:
    """Add the commands of this module to those of `consult`."""
    held = add_command(
        consult,
        "round",
        _round,
        'backchannel consult round "Second round" --date 2031-06-03 --issue passage --desk ilse',
        text="note that a round of the talks was held",
    )
    held.add_argument("name", metavar="NAME", help="what it is called")
    held.add_argument("--date", metavar="DATE", type=date, required=True, help="when")
    held.add_argument("--issue", metavar="ISSUE", default="", help="on which issue, if on one")
    within = add_command(
        consult,
        "within",
        _within,
        'backchannel consult within 3 --ally Norlund --why "As we told them in May" --desk ilse',
        text="note within how many days after a round an ally is told",
    )
    within.add_argument("days", metavar="DAYS", type=int, help="how many days")
    within.add_argument("--ally", metavar="PARTY", required=True, help="which ally")
    within.add_argument("--why", metavar="TEXT", default="", help="where it was agreed")
    tell = add_command(
        consult,
        "tell",
        _tell,
        'backchannel consult tell Norlund --round "Second round" --level outline --text report.md --desk ilse',
        text="tell an ally of a round, or note that he was told otherwise",
        more="The report is screened as the text of a consultation is. The level stands on our own side alone.",
    )
    tell.add_argument("ally", metavar="PARTY", help="which ally")
    tell.add_argument("--round", metavar="NAME", required=True, help="of which round")
    tell.add_argument("--level", choices=tuple(_LEVELS), required=True, help="how much he is told")
    tell.add_argument("--text", metavar="FILE", default="", help="the report")
    tell.add_argument("--how", metavar="TEXT", default="", help="how he was told otherwise, such as by word of mouth")
    tell.add_argument("--date", metavar="DATE", type=date, help="when (default: today)")
    tell.add_argument("--title", metavar="TEXT", default="", help="what he sees it called (default: the round's name)")
    tell.add_argument(
        "--on", metavar="CHANNEL", action="append", default=[], help="the channel, where there are several"
    )
    overdue = add_command(
        consult,
        "overdue",
        _overdue,
        "backchannel consult overdue --on 2031-06-10 --desk ilse",
        text="list the allies not told since the last round, with what they told us",
        more="Exit code 1 while somebody waits.",
    )
    overdue.add_argument("--on", metavar="DATE", type=date, help="as of which day (default: today)")
    for parser in (held, within, tell, overdue):
        planning.add_case(parser)
    for parser in (held, within, tell):
        planning.add_onto(parser)
    _add_between(consult)


def _add_between(consult: Subparsers) -> None:
    inform = add_command(
        consult,
        "inform",
        _inform,
        'backchannel consult inform "Our own talks" --text report.md --on "Talks with Valdria" --desk greta',
        text="tell a party of a negotiation of our own, outside of any case",
    )
    inform.add_argument("name", metavar="NAME", help="what it is called")
    inform.add_argument("--text", metavar="FILE", required=True, help="the report")
    inform.add_argument("--on", metavar="CHANNEL", required=True, help="on which channel")
    add_command(
        consult,
        "reports",
        _reports,
        "backchannel consult reports --desk ilse",
        text="list the reports to us and from us",
    )
    suggest = add_command(
        consult,
        "suggest",
        _suggest,
        'backchannel consult suggest "Meet monthly" --about forum --words "In the council, monthly" '
        '--on "Talks with Valdria" --desk greta',
        text="suggest by which means or in which forum we are consulted",
    )
    suggest.add_argument("name", metavar="NAME", help="what it is called")
    suggest.add_argument("--about", choices=("means", "forum", "substance"), required=True, help="what it is about")
    suggest.add_argument("--words", metavar="TEXT", required=True, help="the suggestion")
    suggest.add_argument("--on", metavar="CHANNEL", required=True, help="on which channel")
    reply = add_command(
        consult,
        "reply",
        _reply,
        'backchannel consult reply "Meet monthly" --taken --words "From June on" --desk ilse',
        text="reply to a suggestion",
    )
    reply.add_argument("name", metavar="NAME", help="the suggestion")
    how = reply.add_mutually_exclusive_group(required=True)
    how.add_argument("--taken", action="store_true", help="it is taken up")
    how.add_argument("--not-taken", action="store_true", help="it is not")
    reply.add_argument("--words", metavar="TEXT", default="", help="words with it")
    add_command(
        consult,
        "suggestions",
        _suggestions,
        "backchannel consult suggestions --desk ilse",
        text="list suggestions, theirs and ours, with the replies",
    )


def _text(name: str) -> list[str]:
    from backchannel.cli.texts import read_letter

    return [one.text for one in read_letter(name)[0].passages] if name else []


def _round(args: argparse.Namespace) -> Answer:
    from backchannel.cli.desk_option import open_desk
    from backchannel.desk.planning.consultation import talks

    with open_desk(args) as desk:
        kept = talks.round_(desk, args.name, args.date, args.issue, case=args.case, onto=args.onto)
    said = {"name": kept.says.name, "on": str(kept.says.on), "issue": kept.says.issue or None}
    return Answer([f"Round “{one_line(kept.says.name)}”, {kept.says.on}."], {**planning.value(kept), **said})


def _within(args: argparse.Namespace) -> Answer:
    from backchannel.cli.desk_option import open_desk
    from backchannel.desk.planning.consultation import talks

    with open_desk(args) as desk:
        kept = talks.agree(desk, args.ally, args.days, args.why, case=args.case, onto=args.onto)
    line = f"{one_line(kept.says.party)} is told within {kept.says.days} days."
    return Answer([line], {**planning.value(kept), "party": kept.says.party, "days": kept.says.days})


def _tell(args: argparse.Namespace) -> Answer:
    from backchannel.cli.desk_option import open_desk
    from backchannel.desk.planning.consultation import talks
    from backchannel.planning.consultation.talks import Level

    with open_desk(args) as desk:
        kept = talks.tell(
            desk,
            args.ally,
            args.round,
            Level(_LEVELS[args.level]),
            _text(args.text),
            how=args.how,
            on_day=args.date,
            title=args.title,
            on=args.on,
            case=args.case,
            onto=args.onto,
        )
    said = {"party": kept.says.party, "level": args.level, "on": str(kept.says.on), "how": kept.says.how or None}
    line = f"{one_line(kept.says.party)} was told of “{one_line(args.round)}” on {kept.says.on}: {kept.says.level}."
    return Answer([line], {**planning.value(kept), **said})


def _overdue(args: argparse.Namespace) -> Answer:
    from backchannel.cli.desk_option import open_desk
    from backchannel.desk.planning.consultation import talks

    with open_desk(args) as desk:
        on = args.on.latest.date() if args.on else desk.clock().date()
        found = talks.overdue(desk, on, case=args.case)
    lines = []
    for one in found:
        lines.append(f"{one_line(one.party)}: {_waiting(one)}{', OVERDUE' if one.is_overdue(on) else ''}")
        last = one.last
        lines.append(
            f"  last told {last.on} of “{one_line(one.last_of)}”: {last.level}"
            if last
            else "  not told of anything yet"
        )
        lines += [f"  told us {act.time[:10]}: “{one_line(says.name)}”" for says, act in one.told_us] or [
            "  has told us nothing of its own"
        ]
    waiting = any(one.waits_for for one in found)
    value = [
        {
            "party": one.party,
            "waits_for": [kept.says.name for kept in one.waits_for],
            "due": one.due.isoformat() if one.due else None,
            "overdue": one.is_overdue(on),
            "within_days": one.days,
            "last_told": {"on": str(one.last.on), "round": one.last_of, "level": str(one.last.level)}
            if one.last
            else None,
            "told_us": [{"name": says.name, "time": act.time} for says, act in one.told_us],
        }
        for one in found
    ]
    return Answer(lines or ["Nobody is consulted or kept told yet."], value, 1 if waiting else 0)


def _waiting(one: "Due") -> str:
    if not one.waits_for:
        return "told of every round"
    names = ", ".join(f"“{one_line(kept.says.name)}” ({kept.says.on})" for kept in one.waits_for)
    return f"not told of {names}; due {one.due}"


def _inform(args: argparse.Namespace) -> Answer:
    from backchannel.cli.desk_option import open_desk
    from backchannel.desk.planning.consultation import talks

    with open_desk(args) as desk:
        found = talks.inform(desk, args.on, args.name, _text(args.text))
    return Answer([f"Told on “{one_line(found.channel)}”."], {"name": found.says.name, "channel": found.channel})


def _reports(args: argparse.Namespace) -> Answer:
    from backchannel.cli.desk_option import open_desk
    from backchannel.desk.planning.consultation import talks

    with open_desk(args) as desk:
        found = talks.reported(desk)
    lines = []
    for one in found:
        lines.append(
            f"{one.act.time[:10]} {one_line(one.act.writer.party)}, on “{one_line(one.channel)}”: "
            f"{one_line(one.says.name)}"
        )
        lines += [f"  {number}  {one_line(text)}" for number, text in enumerate(one.says.text, 1)]
    value = [
        {"name": one.says.name, "party": one.act.writer.party, "time": one.act.time, "text": list(one.says.text)}
        for one in found
    ]
    return Answer(lines or ["There is no report yet."], value)


def _suggest(args: argparse.Namespace) -> Answer:
    from backchannel.cli.desk_option import open_desk
    from backchannel.desk.planning.consultation import talks
    from backchannel.planning.consultation.talks import About

    with open_desk(args) as desk:
        kept = talks.suggest(desk, args.on, args.name, About(args.about), args.words)
    said = {"name": kept.says.name, "about": str(kept.says.about), "words": kept.says.words}
    return Answer([f"Suggested: {one_line(kept.says.words)}"], {**planning.value(kept), **said})


def _reply(args: argparse.Namespace) -> Answer:
    from backchannel.cli.desk_option import open_desk
    from backchannel.desk.planning.consultation import talks

    with open_desk(args) as desk:
        kept = talks.reply(desk, args.name, taken=args.taken, words=args.words)
    line = f"“{one_line(args.name)}” is {'' if kept.says.taken else 'not '}taken up."
    return Answer([line], {**planning.value(kept), "taken": kept.says.taken, "words": kept.says.words})


def _suggestions(args: argparse.Namespace) -> Answer:
    from backchannel.cli.desk_option import open_desk
    from backchannel.desk.planning.consultation import talks

    with open_desk(args) as desk:
        found = talks.every_suggestion(desk)
    return Answer(
        [_suggested(one) for one in found] or ["Nothing was suggested yet."], [_suggested_value(o) for o in found]
    )


def _suggested(one: "Suggested") -> str:
    reply = "no reply yet"
    if one.reply:
        words = f": {one_line(one.reply[0].words)}" if one.reply[0].words else ""
        reply = f"{'taken up' if one.reply[0].taken else 'not taken up'}{words}"
    by = one_line(one.act.writer.party)
    return f"“{one_line(one.says.name)}” by {by}, on {one.says.about}: {one_line(one.says.words)}  ({reply})"


def _suggested_value(one: "Suggested") -> dict[str, Any]:
    return {
        "name": one.says.name,
        "party": one.act.writer.party,
        "about": str(one.says.about),
        "words": one.says.words,
        "reply": {"taken": one.reply[0].taken, "words": one.reply[0].words} if one.reply else None,
    }
