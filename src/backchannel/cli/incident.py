"""incident: a dossier by the minute, in which each account stands for itself; points, reservations; on paper."""

import argparse
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from backchannel.cli import planning
from backchannel.cli.output import Answer, one_line, table
from backchannel.cli.parsing import Subparsers, add_command, add_group, date

if TYPE_CHECKING:
    from backchannel.desk.planning.incidents import Dossier
    from backchannel.planning.chain import Chain, Happening
    from backchannel.planning.incidents import Said

_MORE = """\
Each account is somebody's: what another says of the same step stands beside it (--beside), and neither takes the
other's place. A moment is kept as it is written, with how it is read on the clocks of a place (--zone)."""
_STEPS = ("event", "announcement", "told", "protest", "reply", "reservation", "repair", "gap")
_MEANS = (
    "in person",
    "telephone",
    "oral",
    "oral, text left",
    "read and handed back",
    "aide-mémoire",
    "bout de papier",
    "note",
    "letter",
    "telegram",
    "press",
    "radio",
    "television",
)
_AUTHORITIES = ("no instructions", "instructed", "personal", "read from a paper", "on behalf of", "quoting another")
_CONSULTED = ("not consulted", "consulted too little", "consulted")


def add_commands(commands: Subparsers) -> None:
    """Add the commands of this module."""
    group = add_group(commands, "incident", 'backchannel incident show "the printed letters" --desk ilse')
    new = add_command(
        group,
        "new",
        _new,
        'backchannel incident new "the printed letters" --party Ostrava --on 2030-11-12 --desk ilse',
        text="open the dossier of an incident",
        more=_MORE,
    )
    new.add_argument("name", metavar="NAME", help="what it is called")
    new.add_argument("--party", metavar="PARTY", required=True, help="whose doing it was")
    new.add_argument("--what", metavar="TEXT", default="", help="what happened")
    new.add_argument("--on", type=date, metavar="DATE", help="on which day")
    new.add_argument("--issue", metavar="ISSUE", nargs="+", default=[], help="which issues of the case it touches")
    planning.add_rests(new)
    planning.add_onto(new)
    _add_account(group)
    withdraw = add_command(
        group,
        "withdraw",
        _withdraw,
        'backchannel incident withdraw 3f0c91aa --why "It was another evening." --desk ilse',
        text="withdraw an account; it stays in the dossier, with the reason",
    )
    withdraw.add_argument("number", metavar="NUMBER", help="the account, by the number that 'incident show' gives it")
    withdraw.add_argument("--why", metavar="TEXT", default="", help="why")
    planning.add_settle(withdraw)
    point = add_command(
        group,
        "point",
        _point,
        'backchannel incident point "the printed letters" "Who was told first?" --desk ilse',
        text="note what is not settled",
    )
    point.add_argument("name", metavar="INCIDENT", help="the incident")
    point.add_argument("point", metavar="TEXT", help="the point")
    planning.add_rests(point)
    settle = add_command(
        group,
        "settle",
        _settle,
        'backchannel incident settle "Who was told first?" --how "The envoy says Greta was." --desk ilse',
        text="say how a point was settled",
    )
    settle.add_argument("point", metavar="POINT", help="the point, or its number")
    settle.add_argument("--how", metavar="TEXT", required=True, help="how")
    close = add_command(
        group,
        "close",
        _close,
        'backchannel incident close "the printed letters" --why "Both printed them." --desk ilse',
        text="close an incident of which no point is open",
    )
    close.add_argument("name", metavar="INCIDENT", help="the incident")
    close.add_argument("--why", metavar="TEXT", default="", help="why")
    listing = add_command(group, "list", _list, "backchannel incident list --desk ilse", text="list the incidents")
    reserved = add_command(
        group,
        "reservations",
        _reservations,
        "backchannel incident reservations --desk ilse",
        text="list what is no precedent, with who was told so",
    )
    show = add_command(
        group,
        "show",
        _show,
        'backchannel incident show "the printed letters" --zone Europe/Moscow --desk ilse',
        text="show the chain by the minute, the accounts side by side, and what is not settled",
        more=f"{_MORE}\nExit code 1: something is not settled.",
    )
    paper = add_command(
        group,
        "print",
        _print,
        'backchannel incident print "the printed letters" --output dossier.docx --why "for the minister" --desk ilse',
        text="write the dossier as a web page, for Word or as PDF",
    )
    paper.add_argument(
        "--output", metavar="FILE", required=True, help="the file: its ending says which: html, docx, pdf"
    )
    paper.add_argument("--why", metavar="TEXT", default="", help="why words of letters are copied out")
    paper.add_argument("--force", action="store_true", help="write over the file")
    for parser in (show, paper):
        parser.add_argument("name", metavar="INCIDENT", help="the incident")
        parser.add_argument("--zone", metavar="ZONE", nargs="+", default=[], help="show the hours on these clocks too")
    for parser in (new, withdraw, point, settle, close, listing, reserved, show, paper):
        planning.add_case(parser)


def _add_account(group: Subparsers) -> None:
    account = add_command(
        group,
        "account",
        _account,
        'backchannel incident account "the printed letters" "He said that Ostrava would print them." --of Valdria '
        '--step announcement --when "around 4 p.m." --day 2030-11-12 --zone Europe/Oslo --by "Tomas Reik" '
        '--to "Greta Lund" --means "in person" --rests "note/1" --desk ilse',
        text="add what somebody says of a step: who told whom what, when, by which means, on whose authority",
        more=_MORE,
    )
    account.add_argument("name", metavar="INCIDENT", help="the incident")
    account.add_argument("what", metavar="TEXT", help="what happened, as this account has it")
    account.add_argument("--of", metavar="WHO", required=True, help="whose account it is: a party or a person")
    account.add_argument("--step", choices=_STEPS, default="event", help="what step it was (default: event)")
    account.add_argument("--when", metavar="WORDS", default="", help='the moment as it is written: "around 4 p.m."')
    account.add_argument("--day", type=date, metavar="DATE", help="the day that is meant")
    account.add_argument("--hour", metavar="HH:MM", default="", help="the hour, where the words do not say it")
    account.add_argument("--zone", metavar="ZONE", default="", help="by which clocks: Europe/Moscow, America/New_York")
    account.add_argument("--by", metavar="WHO", default="", help="who told or acted")
    account.add_argument("--to", metavar="WHO", nargs="+", default=[], help="who was told")
    account.add_argument("--means", choices=_MEANS, default="not said", help="by which means")
    account.add_argument("--authority", choices=_AUTHORITIES, default="not said", help="with what authority")
    account.add_argument("--consulted", choices=_CONSULTED, default="not said", help="whether one was consulted before")
    account.add_argument("--words", metavar="TEXT", default="", help="exact words, which stand in the first passage")
    account.add_argument("--no-precedent", action="store_true", help="of a reservation: that it is no precedent")
    account.add_argument("--release", metavar="CHANNEL/REF", default="", help="of a repair: the release agreed")
    account.add_argument("--basis", metavar="NUMBER", default="", help="of a repair: the earlier repair that it cites")
    account.add_argument(
        "--beside", metavar="NUMBER", default="", help="the account of the same step beside which it stands"
    )
    account.add_argument(
        "--after", metavar="NUMBER", default="", help="without an hour: after which account it belongs"
    )
    account.add_argument("--before", metavar="NUMBER", default="", help="without an hour: before which")
    account.add_argument(
        "--amend", metavar="NUMBER", default="", help="put it in place of this account of the same teller"
    )
    planning.add_rests(account)
    planning.add_settle(account)
    planning.add_case(account)


def _new(args: argparse.Namespace) -> Answer:
    from backchannel.cli.desk_option import open_desk
    from backchannel.desk.planning import incidents
    from backchannel.planning.incidents import Incident

    value = Incident(args.name, args.party, args.what, args.on, tuple(args.issue))
    with open_desk(args) as desk:
        kept = incidents.new(desk, value, rests_on=args.rests, case=args.case, onto=args.onto)
    said = {"name": kept.says.name, "party": kept.says.party}
    return Answer([f"The dossier “{one_line(kept.says.name)}” is open."], {**planning.value(kept), **said})


def _account(args: argparse.Namespace) -> Answer:
    from backchannel.cli.desk_option import open_desk
    from backchannel.desk.planning import incidents
    from backchannel.planning.hours import read_moment, when
    from backchannel.planning.incidents import Account, Authority, Consulted, Means, Step

    given = args.when or args.day is not None or args.hour
    value = Account(
        args.of,
        args.what,
        Step(args.step),
        read_moment(args.when, args.day, args.zone, args.hour) if given else None,
        args.by,
        tuple(args.to),
        Means(args.means),
        Authority(args.authority),
        Consulted(args.consulted),
        args.words,
        args.no_precedent,
    )
    placed = incidents.Placed(args.beside, args.after, args.before, args.basis)
    with open_desk(args) as desk:
        if args.amend:
            rests = args.rests or None
            kept = incidents.amend(desk, args.amend, value, rests_on=rests, case=args.case, settle=args.settle)
        else:
            kept = incidents.account(
                desk, args.name, value, placed, rests_on=args.rests, release=args.release, case=args.case
            )
    at = when(kept.says.at)
    said = {"of": kept.says.of, "step": str(kept.says.step), "when": at}
    return Answer(
        [f"{planning.number(kept)}  {kept.says.step}, {one_line(at)}, as {one_line(kept.says.of)} has it."],
        {**planning.value(kept), **said},
    )


def _withdraw(args: argparse.Namespace) -> Answer:
    from backchannel.cli.desk_option import open_desk
    from backchannel.desk.planning import incidents

    with open_desk(args) as desk:
        kept = incidents.withdraw(desk, args.number, args.why, case=args.case, settle=args.settle)
    return Answer(["The account is withdrawn; it stays in the dossier."], planning.value(kept))


def _point(args: argparse.Namespace) -> Answer:
    from backchannel.cli.desk_option import open_desk
    from backchannel.desk.planning import incidents

    with open_desk(args) as desk:
        kept = incidents.point(desk, args.name, args.point, rests_on=args.rests, case=args.case)
    return Answer([f"{planning.number(kept)}  {one_line(kept.says.name)}"], planning.value(kept))


def _settle(args: argparse.Namespace) -> Answer:
    from backchannel.cli.desk_option import open_desk
    from backchannel.desk.planning import incidents

    with open_desk(args) as desk:
        kept = incidents.settle(desk, args.point, args.how, case=args.case)
    return Answer([f"Settled: {one_line(kept.says.name)}"], planning.value(kept))


def _close(args: argparse.Namespace) -> Answer:
    from backchannel.cli.desk_option import open_desk
    from backchannel.desk.planning import incidents

    with open_desk(args) as desk:
        kept = incidents.close(desk, args.name, args.why, case=args.case)
    return Answer([f"“{one_line(kept.says.name)}” is closed."], planning.value(kept))


def _list(args: argparse.Namespace) -> Answer:
    from backchannel.cli.desk_option import open_desk
    from backchannel.desk.planning import incidents

    with open_desk(args) as desk:
        found = incidents.every(desk, args.case)
    rows = [
        (
            one.incident.says.name,
            one.party,
            str(one.incident.says.on or ""),
            one.incident.ended.how if one.incident.ended else f"{len(one.unresolved)} not settled",
        )
        for one in found
    ]
    value = [{**planning.value(one.incident), "name": one.incident.says.name, "party": one.party} for one in found]
    return Answer(table(("incident", "of", "on", ""), rows) or ["There is no incident yet."], value)


def _reservations(args: argparse.Namespace) -> Answer:
    from backchannel.cli.desk_option import open_desk
    from backchannel.desk.planning import incidents

    with open_desk(args) as desk:
        found = incidents.reserved(desk, args.case)
    lines, value = [], []
    for chain, said in found:
        told = f"told to {', '.join(map(one_line, said.says.to))}" if said.says.to else "nobody is recorded as told so"
        lines += [f"{one_line(chain.incident.says.name)}: no precedent; {told}", f"  {_words(said)}"]
        value.append({"incident": chain.incident.says.name, "id": said.id.hex(), "to": list(said.says.to)})
    return Answer(lines or ["Nothing was reserved."], value)


def _show(args: argparse.Namespace) -> Answer:
    from backchannel.cli.desk_option import open_desk
    from backchannel.desk.planning import incidents
    from backchannel.planning.hours import zone_of

    for zone in args.zone:
        zone_of(zone)
    with open_desk(args) as desk:
        found = incidents.show(desk, args.name, args.case)
    return Answer(list(_lines(found, args.zone)), _value(found), 1 if found.chain.unresolved else 0)


def _print(args: argparse.Namespace) -> Answer:
    from backchannel.cli.desk_option import open_desk
    from backchannel.desk.planning import printing

    target = Path(args.output).expanduser()
    with open_desk(args) as desk:
        size = printing.print_out(
            desk,
            args.name,
            target.suffix.lstrip(".").casefold(),
            target,
            why=args.why,
            zones=args.zone,
            case=args.case,
            overwrite=args.force,
        )
    return Answer([f"{one_line(str(target))}: {size:,} bytes."], {"file": str(target), "bytes": size})


def _lines(found: "Dossier", zones: list[str]) -> Iterator[str]:
    chain = found.chain
    incident = chain.incident
    ended = f"  [{one_line(incident.ended.how)}: {one_line(incident.ended.why)}]" if incident.ended else ""
    yield f"{one_line(incident.says.name)}  ({planning.number(incident)}), {one_line(chain.party)}{ended}"
    if incident.says.what:
        yield one_line(incident.says.what)
    yield from planning.disputed(incident)
    for happening in chain.happenings:
        yield ""
        yield from _step(found, happening, zones)
    yield from _rest(chain)


def _step(found: "Dossier", happening: "Happening", zones: list[str]) -> Iterator[str]:
    from backchannel.desk.planning.printing import how, mark
    from backchannel.planning.hours import when

    later = f"  (+{happening.minutes // 60}:{happening.minutes % 60:02})" if happening.minutes is not None else ""
    yield f"{mark(happening.first.step)}  {one_line(when(happening.first.at, zones))}{later}"
    for one in happening.accounts:
        gone = f" [withdrawn: {one_line(one.act.ended.why)}]" if one.act.ended else ""
        at = f"{one_line(when(one.says.at, zones))}: " if len(happening.accounts) > 1 else ""
        yield f"  {one.id.hex()[:8]}  as {one_line(one.says.of)} has it: {at}{_words(one)}{gone}"
        if told := how(one.says):
            yield f"            {one_line(told)}"
        for rest in found.passages.get(one.id, ()):
            words = f"“{one_line(rest.text)}”" if rest.text else "not at this desk"
            yield f"            {one_line(rest.address)}: {words}"
        quoted = found.words.get(one.id)
        if quoted is not None and quoted.stands is False:
            yield "            THE QUOTED WORDS DO NOT STAND IN THAT PASSAGE"
        for apart, act in one.apart:
            yield f"            beside it, by {one_line(act.writer.person)}: {one_line(apart.what)}"
    if happening.differs:
        yield f"  THE ACCOUNTS DIFFER: {', '.join(happening.differs)}"
    yield from (f"  GAP: {one_line(gap)}" for gap in happening.gaps)
    if happening.void is not None:
        yield f"  What it cites is no precedent: {_words(happening.void)}"


def _words(one: "Said") -> str:
    return one_line(f"{one.says.what} “{one.says.words}”" if one.says.words else one.says.what)


def _rest(chain: "Chain") -> Iterator[str]:
    if chain.consultation:
        yield ""
        yield "Consultation: " + "; ".join(f"{one_line(of)}: {value}" for of, value in chain.consultation)
    if chain.points:
        yield ""
        yield f"Not settled: {len(chain.unresolved) or 'nothing'}"
        for one in chain.points:
            settled = f"  [settled: {one_line(one.ended.why)}]" if one.ended else ""
            yield f"  {planning.number(one)}  {one_line(one.says.name)}{settled}"
    if chain.missing:
        yield ""
        yield f"Not recorded: {', '.join(chain.missing)}"


def _value(found: "Dossier") -> dict[str, Any]:
    from backchannel.planning.hours import when

    chain = found.chain
    return {
        **planning.value(chain.incident),
        "name": chain.incident.says.name,
        "party": chain.party,
        "chain": [
            {
                "minutes": step.minutes,
                "differs": list(step.differs),
                "gaps": list(step.gaps),
                "void": step.void.says.what if step.void else None,
                "accounts": [
                    {
                        "id": one.id.hex(),
                        "of": one.says.of,
                        "step": str(one.says.step),
                        "what": one.says.what,
                        "written": one.says.at.written if one.says.at else None,
                        "at": str(one.says.at.at) if one.says.at and one.says.at.at else None,
                        "zone": one.says.at.zone or None if one.says.at else None,
                        "when": when(one.says.at),
                        "by": one.says.by or None,
                        "to": list(one.says.to),
                        "means": str(one.says.means),
                        "authority": str(one.says.authority),
                        "consulted": str(one.says.consulted),
                        "words": one.says.words or None,
                        "no_precedent": one.says.no_precedent,
                        "withdrawn": one.act.ended.why if one.act.ended else None,
                        "beside": [apart.what for apart, _ in one.apart],
                        "rests": [
                            {"address": rest.address, "text": rest.text or None} for rest in found.passages[one.id]
                        ],
                    }
                    for one in step.accounts
                ],
            }
            for step in chain.happenings
        ],
        "unresolved": [one.says.name for one in chain.unresolved],
        "missing": [str(step) for step in chain.missing],
        "consultation": [{"of": of, "finding": str(value)} for of, value in chain.consultation],
    }
