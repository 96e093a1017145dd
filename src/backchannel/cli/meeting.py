"""meeting: whether a meeting is ready, what is missing, and the go or no-go of the person who is responsible."""

import argparse
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

from backchannel.cli import planning
from backchannel.cli.output import Answer, one_line
from backchannel.cli.parsing import Subparsers, add_command, add_group, date

if TYPE_CHECKING:
    from backchannel.planning.meetings import Gap, Meeting, Readiness

_MORE = """\
A meeting is ready when it has a purpose, something that we bring, issues that can move, texts, allies that were heard
(or a reason why none is), an expected result and its risk, and when no issue of it waits for a precondition. Exit code
1: something is missing, or the word is no-go. With --override the responsible person, from his own desk, goes over what
is missing now; that and why are kept. What is missing later is missing again."""


def add_commands(commands: Subparsers) -> None:
    """Add the commands of this module."""
    group = add_group(commands, "meeting", 'backchannel meeting ready "Port Aldeby" --desk ilse')
    new = add_command(
        group,
        "new",
        _new,
        'backchannel meeting new "Port Aldeby" --responsible "Ilse Maren" --purpose "To agree on the ferries" '
        "--issue passage --ally Norlund --desk ilse",
        text="set a meeting up: who says go or no-go, and what is prepared so far",
        more="Who is responsible is said here, and no later act changes it.",
    )
    new.add_argument("name", metavar="MEETING", help="what it is called")
    new.add_argument("--responsible", metavar="PERSON", required=True, help="who says go or no-go, from his own desk")
    prepare = add_command(
        group,
        "prepare",
        _prepare,
        'backchannel meeting prepare "Port Aldeby" --text "joint text=strait-note/d1" --risk "The press" --desk ilse',
        text="add to what is prepared: words take the place of those that were, lists grow",
    )
    prepare.add_argument("name", metavar="MEETING", help="which meeting")
    planning.add_settle(prepare)
    for parser in (new, prepare):
        _add_prepared(parser)
    planning.add_onto(new)
    ready = add_command(
        group,
        "ready",
        _ready,
        'backchannel meeting ready "Port Aldeby" --desk ilse',
        text="say whether a meeting is ready, and what is missing",
        more=_MORE,
    )
    ready.add_argument("--override", action="store_true", help="go over what is missing (the responsible person alone)")
    ready.add_argument("--by", metavar="PERSON", default="", help="with --override: who you are")
    go = add_command(
        group,
        "go",
        _go,
        'backchannel meeting go "Port Aldeby" --desk ilse',
        text="say go, as the responsible person; over gaps only with --override and --why",
    )
    go.add_argument("--override", action="store_true", help="go over what is missing")
    no_go = add_command(
        group,
        "no-go",
        _no_go,
        'backchannel meeting no-go "Port Aldeby" --why "We have nothing to bring yet" --desk ilse',
        text="say no-go, as the responsible person",
    )
    for parser in (ready, go, no_go):
        parser.add_argument("name", metavar="MEETING", help="which meeting")
        parser.add_argument("--why", metavar="TEXT", default="", help="why")
        parser.add_argument(
            "--onto", metavar="CHANNEL", default="", help="on which channel it is said (default: the meeting's)"
        )
    listing = add_command(group, "list", _list, "backchannel meeting list --desk ilse", text="list the meetings")
    for parser in (new, prepare, ready, go, no_go, listing):
        planning.add_case(parser)


def _add_prepared(parser: argparse.ArgumentParser) -> None:
    many: dict[str, Any] = {"action": "append", "default": []}
    parser.add_argument("--purpose", metavar="TEXT", default="", help="what it is for")
    parser.add_argument("--brings", metavar="TEXT", help="what we bring (may be repeated)", **many)
    parser.add_argument("--issue", metavar="ISSUE", help="an issue that can move (may be repeated)", **many)
    parser.add_argument(
        "--text", metavar="NAME[=ADDRESS]", help="a text that it needs, and where it is ready (may be repeated)", **many
    )
    parser.add_argument("--ally", metavar="PARTY", help="an ally to be heard before (may be repeated)", **many)
    parser.add_argument("--no-allies", metavar="WHY", default="", help="no ally is to be heard, and why")
    parser.add_argument("--expected", metavar="TEXT", default="", help="the result that is expected")
    parser.add_argument("--risk", metavar="TEXT", default="", help="what may go wrong")
    parser.add_argument("--on", metavar="DATE", type=date, help="when, as far as it is known")
    parser.add_argument("--place", metavar="PLACE", default="", help="where")


def _prepared(args: argparse.Namespace) -> "Meeting":
    from backchannel.planning.meetings import Meeting, MeetingText

    texts = (text.partition("=") for text in args.text)
    return Meeting(
        "",
        "",
        args.purpose,
        tuple(args.brings),
        tuple(args.issue),
        tuple(MeetingText(name.strip(), address.strip()) for name, _, address in texts),
        tuple(args.ally),
        args.no_allies,
        args.expected,
        args.risk,
        args.on,
        args.place,
    )


def _new(args: argparse.Namespace) -> Answer:
    from backchannel.cli.desk_option import open_desk
    from backchannel.desk.planning import meetings

    with open_desk(args) as desk:
        meetings.new(desk, args.name, args.responsible, _prepared(args), case=args.case, onto=args.onto)
        found = meetings.ready(desk, args.name, case=args.case)
        texts = meetings.texts(desk, found)
    return Answer(list(_lines(found, texts)), _value(found, texts))


def _prepare(args: argparse.Namespace) -> Answer:
    from backchannel.cli.desk_option import open_desk
    from backchannel.desk.planning import meetings

    with open_desk(args) as desk:
        meetings.prepare(desk, args.name, _prepared(args), case=args.case, settle=args.settle)
        found = meetings.ready(desk, args.name, case=args.case)
        texts = meetings.texts(desk, found)
    return Answer(list(_lines(found, texts)), _value(found, texts))


def _ready(args: argparse.Namespace) -> Answer:
    from backchannel.cli.desk_option import open_desk
    from backchannel.desk.planning import meetings
    from backchannel.errors import UsageError
    from backchannel.planning.meetings import Word

    if not args.override and (args.by or args.why or args.onto):
        raise UsageError("--by, --why and --onto belong to --override; add it, or leave them out.")
    if args.override and not args.by:
        raise UsageError("Say who goes over the gaps (--by): it is you, at your own desk.")
    with open_desk(args) as desk:
        if args.override:
            found = meetings.decide(
                desk, args.name, Word.GO, args.why, override=True, by=args.by, case=args.case, onto=args.onto
            )
        else:
            found = meetings.ready(desk, args.name, case=args.case)
        texts = meetings.texts(desk, found)
    return Answer(list(_lines(found, texts)), _value(found, texts), 0 if found.is_ready else 1)


def _go(args: argparse.Namespace) -> Answer:
    return _decide(args, "go", override=args.override)


def _no_go(args: argparse.Namespace) -> Answer:
    return _decide(args, "no-go", override=False)


def _decide(args: argparse.Namespace, word: str, *, override: bool) -> Answer:
    from backchannel.cli.desk_option import open_desk
    from backchannel.desk.planning import meetings
    from backchannel.planning.meetings import Word

    with open_desk(args) as desk:
        found = meetings.decide(
            desk, args.name, Word(word), args.why, override=override, case=args.case, onto=args.onto
        )
        texts = meetings.texts(desk, found)
    return Answer(list(_lines(found, texts)), _value(found, texts))


def _list(args: argparse.Namespace) -> Answer:
    from backchannel.cli.desk_option import open_desk
    from backchannel.desk.planning import meetings

    with open_desk(args) as desk:
        found = meetings.every(desk, case=args.case)
        values = [_value(one, meetings.texts(desk, one)) for one in found]
    lines = [f"{one_line(one.meeting.says.name)}: {_state(one)}" for one in found] or ["No meeting is set up yet."]
    return Answer(lines, values)


def _state(one: "Readiness") -> str:
    word = str(one.word) if one.word else "go and no-go both stand" if one.decisions else "not decided"
    missing = f"{len(one.open)} missing" if one.open else "nothing missing"
    over = f", {len(one.overridden)} gone over" if one.overridden else ""
    return f"{word}; {missing}{over}"


def _lines(one: "Readiness", texts: Sequence[tuple[str, str]]) -> Iterator[str]:
    from backchannel.record.dates import in_words

    says = one.meeting.says
    when = ", ".join(filter(None, (one_line(says.place), in_words(says.on) if says.on else "")))
    yield f"{one_line(says.name)}" + (f" ({when})" if when else "")
    yield f"  {one_line(one.responsible)} says go or no-go."
    groups = (
        ("purpose", (says.purpose,)),
        ("we bring", says.brings),
        ("can move", says.issues),
        ("text", tuple(f"{name}: {address or 'not ready'}" for name, address in texts)),
        ("heard", tuple(f"{heard.ally} on {heard.issue}: {heard.how}" for heard in one.heard)),
        ("no ally is heard", (says.no_allies,)),
        ("expected", (says.expected,)),
        ("risk", (says.risk,)),
    )
    for name, said in groups:
        yield from (f"  {name}: {one_line(text)}" for text in said if text)
    yield from planning.disputed(one.meeting)
    yield from (f"  MISSING: {one_line(gap.what)}" for gap in one.open)
    yield from (f"  gone over: {one_line(gap.what)}" for gap in one.overridden)
    for decision, act in one.decisions:
        why = f": {one_line(decision.why)}" if decision.why else ""
        yield f"  {decision.word} by {one_line(act.writer.person)}, {act.time[:16].replace('T', ' ')} UTC{why}"
    if len(one.decisions) > 1:
        yield "  They were said apart, and all stand; say go or no-go once more."
    for idle in one.without_effect:
        yield f"  no effect: {one_line(idle.act.writer.person)}, {idle.act.time[:10]}. {one_line(idle.rule)}"
    if not one.open and not one.decisions:
        yield "  Ready; nothing is decided."


def _gaps(gaps: "tuple[Gap, ...]") -> list[str]:
    return [gap.what for gap in gaps]


def _value(one: "Readiness", texts: Sequence[tuple[str, str]]) -> dict[str, Any]:
    says = one.meeting.says
    return {
        **planning.value(one.meeting),
        "name": says.name,
        "responsible": one.responsible,
        "purpose": says.purpose or None,
        "brings": list(says.brings),
        "issues": list(says.issues),
        "texts": [{"name": name, "address": address or None} for name, address in texts],
        "allies": list(says.allies),
        "no_allies": says.no_allies or None,
        "expected": says.expected or None,
        "risk": says.risk or None,
        "on": str(says.on) if says.on else None,
        "place": says.place or None,
        "heard": [{"ally": heard.ally, "issue": heard.issue, "how": heard.how} for heard in one.heard],
        "missing": _gaps(one.open),
        "gone_over": _gaps(one.overridden),
        "ready": one.is_ready,
        "word": str(one.word) if one.word else None,
        "decisions": [
            {"word": str(says.word), "why": says.why or None, "by": act.writer.person, "time": act.time}
            for says, act in one.decisions
        ],
        "without_effect": [{"by": idle.act.writer.person, "rule": idle.rule} for idle in one.without_effect],
    }
