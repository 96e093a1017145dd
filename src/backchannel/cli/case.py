"""case: one negotiation as our side sees it, its channels, issues, parties, people and documents."""

import argparse
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from backchannel.cli import planning
from backchannel.cli.case_timeline import add_timeline
from backchannel.cli.output import Answer, one_line, table
from backchannel.cli.parsing import Subparsers, add_command, add_group

if TYPE_CHECKING:
    from backchannel.desk.planning.cases import Shown

_MORE = """\
A case holds what our side plans. Nobody else sees that there is one. What is said of it stands on channels of our own
party, and whoever is not on a channel sees nothing of what stands there: no line, no number, no gap."""
_SIDES = ("ours", "other side", "ally", "third")


def add_commands(commands: Subparsers) -> None:
    """Add the commands of this module."""
    case = add_group(commands, "case", "backchannel case show --desk ilse")
    new = add_command(
        case,
        "new",
        _new,
        'backchannel case new "The strait in winter" --onto "The strait desk" --desk ilse',
        text="open a case, on a channel of our own side or for yourself",
        more=_MORE,
    )
    new.add_argument("name", metavar="NAME", help="what the case is called")
    new.add_argument("--about", metavar="TEXT", default="", help="what it is about")
    new.add_argument("--onto", metavar="CHANNEL", default="own ledger", help="on which channel (default: own ledger)")
    on = add_command(
        case,
        "open",
        _open,
        'backchannel case open "The delegation" --case "The strait in winter" --desk ilse',
        text="open a case on a further channel of our own side: its members learn the case's name",
    )
    on.add_argument("channel", metavar="CHANNEL", help="the channel")
    planning.add_case(on)
    show = add_command(
        case, "show", _show, "backchannel case show --desk ilse", text="show a case as you may see it", more=_MORE
    )
    planning.add_case(show)
    add_command(case, "list", _list, "backchannel case list --desk ilse", text="list the cases at this desk")
    add_timeline(case)
    _add_things(case)


def _add_things(case: Subparsers) -> None:
    issue = add_command(
        case,
        "issue",
        _issue,
        'backchannel case issue "passage" --about "Who passes the strait in winter" --desk ilse',
        text="name an issue of the case",
    )
    issue.add_argument("name", metavar="ISSUE", help="what it is called")
    issue.add_argument("--about", metavar="TEXT", default="", help="what it is about")
    party = add_command(
        case,
        "party",
        _party,
        "backchannel case party Norlund --side ally --desk ilse",
        text="name a party of the case, and how it stands in it",
    )
    party.add_argument("name", metavar="PARTY", help="what it is called, as in the charters of channels")
    party.add_argument("--side", choices=_SIDES, required=True, help="how it stands in the case")
    person = add_command(
        case,
        "person",
        _person,
        'backchannel case person "Tomas Reik" --party Ostrava --office "First Minister" --desk ilse',
        text="name a person of the case",
    )
    person.add_argument("name", metavar="PERSON", help="what he is called")
    person.add_argument("--party", metavar="PARTY", required=True, help="of which party he is")
    person.add_argument("--office", metavar="OFFICE", default="", help="in which office")
    lane = add_command(
        case,
        "lane",
        _lane,
        'backchannel case lane "private letters" --channel "The strait line" --desk ilse',
        text="add a lane of the case's timeline: a channel, or what runs outside of any",
        more="Nobody is told of a channel that he is not on: where a member of the channel that would carry this act\n"
        "is not on the lane's channel, it is refused, and names a narrower place.",
    )
    lane.add_argument("name", metavar="LANE", help="what the lane is called")
    lane.add_argument("--channel", metavar="CHANNEL", default="", help="the channel that runs in it")
    lane.add_argument("--what", metavar="TEXT", default="", help="what runs in it")
    file = add_command(
        case,
        "file",
        _file,
        'backchannel case file strait-note/d1 --lane "formal notes" --desk ilse',
        text="say that a document belongs to the case, in a lane of it; or move it, saying why",
    )
    file.add_argument("address", metavar="ADDRESS", help="the document")
    file.add_argument("--lane", metavar="LANE", default="", help="in which lane")
    file.add_argument("--name", metavar="NAME", default="", help="what it is called in the case (default: its address)")
    file.add_argument("--why", metavar="TEXT", default="", help="why it is moved to this lane, or repeated in it")
    for parser in (issue, party, person, lane, file):
        planning.add_case(parser)
        planning.add_onto(parser)


def _new(args: argparse.Namespace) -> Answer:
    from backchannel.cli.desk_option import open_desk
    from backchannel.desk.planning import cases

    with open_desk(args) as desk:
        shown = cases.new(desk, args.name, args.about, args.onto)
    return Answer([f"The case “{one_line(shown.name)}” is open on “{one_line(shown.open_on[0])}”."], _value(shown))


def _open(args: argparse.Namespace) -> Answer:
    from backchannel.cli.desk_option import open_desk
    from backchannel.desk.planning import cases

    with open_desk(args) as desk:
        shown = cases.open_on(desk, args.case, args.channel)
    names = ", ".join(f"“{one_line(name)}”" for name in shown.open_on)
    return Answer([f"The case “{one_line(shown.name)}” is open on {names}."], _value(shown))


def _show(args: argparse.Namespace) -> Answer:
    from backchannel.cli.desk_option import open_desk
    from backchannel.desk.planning import cases

    with open_desk(args) as desk:
        shown = cases.show(desk, args.case)
    return Answer(list(_lines(shown)), _value(shown))


def _list(args: argparse.Namespace) -> Answer:
    from backchannel.cli.desk_option import open_desk
    from backchannel.desk.planning import cases

    with open_desk(args) as desk:
        found = cases.every(desk)
    rows = [(one.id.hex()[:8], one.name, ", ".join(one.open_on)) for one in found]
    return Answer(table(("", "case", "open on"), rows) or ["There is no case yet."], [_value(one) for one in found])


def _issue(args: argparse.Namespace) -> Answer:
    from backchannel.cli.desk_option import open_desk
    from backchannel.desk.planning import cases

    with open_desk(args) as desk:
        kept = cases.add_issue(desk, args.name, args.about, case=args.case, onto=args.onto)
    said = {"name": kept.says.name, "about": kept.says.about}
    return Answer([f"Issue “{one_line(kept.says.name)}”."], {**planning.value(kept), **said})


def _party(args: argparse.Namespace) -> Answer:
    from backchannel.cli.desk_option import open_desk
    from backchannel.desk.planning import cases
    from backchannel.planning.cases import Side

    with open_desk(args) as desk:
        kept = cases.add_party(desk, args.name, Side(args.side), case=args.case, onto=args.onto)
    said = {"name": kept.says.name, "side": str(kept.says.side)}
    return Answer([f"{one_line(kept.says.name)}: {kept.says.side}."], {**planning.value(kept), **said})


def _person(args: argparse.Namespace) -> Answer:
    from backchannel.cli.desk_option import open_desk
    from backchannel.desk.planning import cases

    with open_desk(args) as desk:
        kept = cases.add_person(desk, args.name, args.party, args.office, case=args.case, onto=args.onto)
    said = {"name": kept.says.name, "party": kept.says.party, "office": kept.says.office}
    return Answer([f"{one_line(kept.says.name)}, {one_line(kept.says.party)}."], {**planning.value(kept), **said})


def _lane(args: argparse.Namespace) -> Answer:
    from backchannel.cli.desk_option import open_desk
    from backchannel.desk.planning import cases

    with open_desk(args) as desk:
        kept = cases.add_lane(desk, args.name, args.what, channel=args.channel, case=args.case, onto=args.onto)
    said = {"name": kept.says.name, "what": kept.says.what, "channel": kept.says.channel or None}
    return Answer([f"Lane “{one_line(kept.says.name)}”."], {**planning.value(kept), **said})


def _file(args: argparse.Namespace) -> Answer:
    from backchannel.cli.desk_option import open_desk
    from backchannel.desk.planning import cases

    with open_desk(args) as desk:
        kept = cases.file(desk, args.address, args.lane, name=args.name, moved=args.why, case=args.case, onto=args.onto)
    where = f" in the lane “{one_line(kept.says.lane)}”" if kept.says.lane else ""
    said = {"name": kept.says.name, "lane": kept.says.lane or None, "why": kept.says.moved or None}
    return Answer([f"“{one_line(kept.says.name)}” belongs to the case{where}."], {**planning.value(kept), **said})


def _lines(shown: "Shown") -> Iterator[str]:
    yield f"{one_line(shown.name)}  ({shown.id.hex()[:8]})"
    if shown.about:
        yield one_line(shown.about)
    yield f"Open on: {', '.join(one_line(name) for name in shown.open_on)}"
    groups = (
        ("Parties", [(one, f"{one.says.name}: {one.says.side}") for one in shown.parties]),
        (
            "People",
            [(one, ", ".join(filter(None, (one.says.name, one.says.office, one.says.party)))) for one in shown.people],
        ),
        (
            "Issues",
            [(one, f"{one.says.name}: {one.says.about}" if one.says.about else one.says.name) for one in shown.issues],
        ),
        (
            "Lanes",
            [(one, f"{one.says.name}: {one.says.what}" if one.says.what else one.says.name) for one in shown.lanes],
        ),
        ("Documents", [(one, f"{one.says.name} ({one.says.lane or 'no lane'})") for one in shown.documents]),
    )
    for title, rows in groups:
        if rows:
            yield ""
            yield title
        for kept, line in rows:
            yield f"  {one_line(line)}"
            yield from planning.disputed(kept)
    if shown.unread:
        acts = "1 act needs" if shown.unread == 1 else f"{shown.unread} acts need"
        theirs = "has not the form of its kind" if shown.unread == 1 else "have not the form of theirs"
        yield ""
        yield f"{acts} a newer version of this program, or {theirs}."


def _value(shown: "Shown") -> dict[str, Any]:
    return {
        "id": shown.id.hex(),
        "name": shown.name,
        "about": shown.about or None,
        "open_on": list(shown.open_on),
        "parties": [{"name": one.says.name, "side": str(one.says.side)} for one in shown.parties],
        "people": [
            {"name": one.says.name, "party": one.says.party, "office": one.says.office or None} for one in shown.people
        ],
        "issues": [{"name": one.says.name, "about": one.says.about or None} for one in shown.issues],
        "lanes": [
            {"name": one.says.name, "what": one.says.what or None, "channel": one.says.channel or None}
            for one in shown.lanes
        ],
        "documents": [
            {
                "name": one.says.name,
                "lane": one.says.lane or None,
                "address": one.act.rests[0] if one.act.rests else None,
            }
            for one in shown.documents
        ],
        "unread": shown.unread,
    }
