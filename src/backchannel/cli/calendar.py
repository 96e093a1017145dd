"""calendar: stages and their dates as they were written, what needs what, what slips, and what others are told."""

import argparse
import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from backchannel.cli import planning
from backchannel.cli.output import Answer, one_line
from backchannel.cli.parsing import Subparsers, add_command, add_group, date

if TYPE_CHECKING:
    from backchannel.desk.planning.calendar import Line, Shown
    from backchannel.planning.board import Kept
    from backchannel.planning.calendar.slips import Conflict, Plan
    from backchannel.planning.calendar.stages import Dated, Stage
    from backchannel.record.intervals import Interval

_FORMS = ("stage", "deadline", "window")
_PRIVATE = ("left-out", "neutral", "in-full")
_MORE = """\
A date is kept in the words in which it was written. What they say is shown beside them as an interval (EDTF), with how
sure that is. Words that hang on an event without a date stay open until somebody gives the event its date."""


def add_commands(commands: Subparsers) -> None:
    """Add the commands of this module."""
    group = add_group(commands, "calendar", "backchannel calendar show --desk ilse")
    show = add_command(
        group,
        "show",
        _show,
        "backchannel calendar show --desk ilse",
        text="show the calendar of a case as you may see it, fuzzy dates drawn as fuzzy",
        more="Exit code 1 says that something cannot be as it stands, or that two desks wrote apart.",
    )
    _add_stage(group)
    _add_change(group)
    _add_end(group)
    depends = _add_depends(group)
    shift = _add_shift(group)
    for_ = _add_for(group)
    export = _add_export(group)
    import_ = _add_import(group)
    for parser in (show, depends, shift, for_, export, import_):
        planning.add_case(parser)
    for parser in (depends, for_, import_):
        planning.add_onto(parser)


def _add_stage(group: Subparsers) -> None:
    stage = add_command(
        group,
        "stage",
        _stage,
        'backchannel calendar stage "the paper" --written "by the end of May" --on 2031-05-05 --desk ilse',
        text="add a stage, with the words that say when",
        more=_MORE,
    )
    stage.add_argument("name", metavar="NAME", help="what the stage is called")
    _add_date(stage)
    stage.add_argument("--form", choices=_FORMS, default="stage", help="what it is in time (default: stage)")
    stage.add_argument("--fixed", action="store_true", help="it is not moved because another stage is")
    stage.add_argument("--who", metavar="TEXT", default="", help="who is expected to do it, or takes part")
    stage.add_argument("--about", metavar="TEXT", default="", help="what it is about")
    planning.add_rests(stage)
    planning.add_case(stage)
    planning.add_onto(stage)


def _add_date(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--written", metavar="WORDS", help="when, in the words in which it was written")
    parser.add_argument(
        "--on",
        metavar="DATE",
        type=date,
        help="the date of the document in which the words stand (default: that of the document on which it rests, or "
        "today)",
    )


def _add_change(group: Subparsers) -> None:
    change = add_command(
        group,
        "change",
        _change,
        'backchannel calendar change "the allied talks" --written "13 to 15 December 2031" --desk ilse',
        text="change a stage: its date, its name, who does it",
    )
    change.add_argument("name", metavar="STAGE", help="the stage, by name or number")
    _add_date(change)
    change.add_argument("--as", dest="called", metavar="NAME", default="", help="another name for it")
    change.add_argument("--who", metavar="TEXT", help="who is expected to do it, or takes part")
    change.add_argument("--about", metavar="TEXT", help="what it is about")
    fixed = change.add_mutually_exclusive_group()
    fixed.add_argument("--fixed", action="store_true", default=None, help="it is not moved because another stage is")
    fixed.add_argument("--not-fixed", dest="fixed", action="store_false", help="it may be moved")
    change.add_argument("--why", metavar="TEXT", default="", help="why it is changed")
    change.add_argument("--rests", metavar="ADDRESS", nargs="+", help="the passages on which it rests now")
    planning.add_settle(change)
    planning.add_case(change)


def _add_end(group: Subparsers) -> None:
    end = add_command(
        group,
        "end",
        _end,
        'backchannel calendar end "the paper" --how done --desk ilse',
        text="say that a stage took place, or that it will not",
    )
    end.add_argument("name", metavar="STAGE", help="the stage, by name or number")
    end.add_argument("--how", choices=("done", "dropped"), required=True, help="how it ended")
    end.add_argument("--why", metavar="TEXT", default="", help="why; needed if it is dropped")
    planning.add_settle(end)
    planning.add_case(end)


def _add_depends(group: Subparsers) -> argparse.ArgumentParser:
    depends = add_command(
        group,
        "depends",
        _depends,
        'backchannel calendar depends "formal talks" "the paper" --desk ilse',
        text="say that a stage needs another before it",
        more="It stands where the two stages stand, on the channel that fewer read: whoever does not see one of them\n"
        "does not see this either.",
    )
    depends.add_argument("name", metavar="STAGE", help="the stage that needs")
    depends.add_argument("needs", metavar="NEEDED", help="the stage that must come before it")
    depends.add_argument("--why", metavar="TEXT", default="", help="why")
    depends.add_argument("--drop", action="store_true", help="take it back")
    return depends


def _add_shift(group: Subparsers) -> argparse.ArgumentParser:
    shift = add_command(
        group,
        "shift",
        _shift,
        'backchannel calendar shift "the paper" +7d --dry-run --desk ilse',
        text="move a stage, and with it all that needs it",
        more="Nothing else is moved. What is fixed stays; exit code 1 says that something would come too late for it.",
    )
    shift.add_argument("name", metavar="STAGE", help="the stage that slips")
    shift.add_argument("days", metavar="DAYS", type=_days, help="by how many days, such as +7d or +2w")
    shift.add_argument("--earlier", action="store_true", help="so many days earlier, not later")
    shift.add_argument("--why", metavar="TEXT", default="", help="why; kept with this stage alone")
    shift.add_argument("--dry-run", action="store_true", help="say what would move, and move nothing")
    return shift


def _add_for(group: Subparsers) -> argparse.ArgumentParser:
    for_ = add_command(
        group,
        "for",
        _for,
        'backchannel calendar for "formal talks" Norlund --desk ilse',
        text="mark a stage for a party, which is told of it in the next export for that party",
        more="Nothing is told by default. The name and the words that are shown are what the party gets; of what you\n"
        "change later only the date goes on to it.",
    )
    for_.add_argument("name", metavar="STAGE", help="the stage")
    for_.add_argument("party", metavar="PARTY", help="the party of the case that is told")
    for_.add_argument("--as", dest="called", metavar="NAME", default="", help="by which name (default: its own)")
    for_.add_argument("--words", metavar="TEXT", help="in which words for its date (default: as it was written)")
    for_.add_argument("--withdraw", action="store_true", help="take it back: the party is told no more")
    for_.add_argument("--why", metavar="TEXT", default="", help="why it is taken back")
    return for_


def _add_export(group: Subparsers) -> argparse.ArgumentParser:
    export = add_command(
        group,
        "export",
        _export,
        "backchannel calendar export --for Norlund --out norlund.ics --desk ilse",
        text="write a calendar as iCalendar: for a party, or your own",
        more="For a party it holds the stages that were marked for it, and no trace of anything else. Your own holds\n"
        "every stage that all who are on the case may see; what becomes of the others, you say with --private.",
    )
    export.add_argument("--for", dest="party", metavar="PARTY", default="", help="the party that gets it")
    export.add_argument(
        "--private",
        choices=_PRIVATE,
        default="left-out",
        help="in your own: stages that not all may see are left out (default), written as entries without a word, or "
        "in full",
    )
    export.add_argument("--out", metavar="FILE", default="", help="a new file (default: standard output)")
    return export


def _add_import(group: Subparsers) -> argparse.ArgumentParser:
    import_ = add_command(
        group,
        "import",
        _import,
        "backchannel calendar import conference.ics --dry-run --desk ilse",
        text="take the entries of a calendar file (iCalendar) over as stages",
    )
    import_.add_argument("file", metavar="FILE", help="the file")
    import_.add_argument("--dry-run", action="store_true", help="say what it holds, and take nothing over")
    return import_


def _days(text: str) -> int:
    match = re.fullmatch(r"\+?([0-9]{1,4})([dw]?)", text.strip())
    if match is None:
        raise argparse.ArgumentTypeError(f"“{text[:20]}” is no number of days; write +7d or +2w")
    return int(match[1]) * (7 if match[2] == "w" else 1)


def _show(args: argparse.Namespace) -> Answer:
    from backchannel.cli.desk_option import open_desk
    from backchannel.desk.planning import calendar

    with open_desk(args) as desk:
        shown = calendar.show(desk, args.case)
    disputed = any(line.dated.kept.is_disputed for line in shown.lines)
    return Answer(list(_lines(shown)), _value(shown), 1 if shown.conflicts or disputed else 0)


def _stage(args: argparse.Namespace) -> Answer:
    from backchannel.cli.desk_option import open_desk
    from backchannel.desk.planning import calendar
    from backchannel.planning.calendar.stages import Form

    with open_desk(args) as desk:
        kept = calendar.add(
            desk,
            args.name,
            args.written or "",
            on=args.on,
            form=Form(args.form),
            fixed=args.fixed,
            who=args.who,
            about=args.about,
            rests=args.rests,
            case=args.case,
            onto=args.onto,
        )
    return _one(kept)


def _change(args: argparse.Namespace) -> Answer:
    from backchannel.cli.desk_option import open_desk
    from backchannel.desk.planning import calendar

    with open_desk(args) as desk:
        kept = calendar.change(
            desk,
            args.name,
            written=args.written,
            on=args.on,
            called=args.called,
            fixed=args.fixed,
            who=args.who,
            about=args.about,
            why=args.why,
            rests=args.rests,
            settle=args.settle,
            case=args.case,
        )
    return _one(kept)


def _end(args: argparse.Namespace) -> Answer:
    from backchannel.cli.desk_option import open_desk
    from backchannel.desk.planning import calendar

    with open_desk(args) as desk:
        kept = calendar.end(desk, args.name, args.how, args.why, settle=args.settle, case=args.case)
    return Answer([f"“{one_line(kept.says.name)}” is {args.how}."], stage_value(kept))


def _depends(args: argparse.Namespace) -> Answer:
    from backchannel.cli.desk_option import open_desk
    from backchannel.desk.planning import calendar

    with open_desk(args) as desk:
        if args.drop:
            calendar.independent(desk, args.name, args.needs, args.why, case=args.case)
        else:
            calendar.depends(desk, args.name, args.needs, args.why, case=args.case, onto=args.onto)
    said = "no longer needs" if args.drop else "needs"
    return Answer(
        [f"“{one_line(args.name)}” {said} “{one_line(args.needs)}”."],
        {"stage": args.name, "needs": args.needs, "dropped": args.drop},
    )


def _shift(args: argparse.Namespace) -> Answer:
    from backchannel.cli.desk_option import open_desk
    from backchannel.desk.planning import calendar

    days = -args.days if args.earlier else args.days
    with open_desk(args) as desk:
        plan = calendar.shift(desk, args.name, days, args.why, dry_run=args.dry_run, case=args.case)
    lines = [f"{'Would move' if args.dry_run else 'Moved'} by {days:+} days:"]
    for one in plan.moved:
        name, by = one_line(one.kept.says.name), "  (by the event on which it hangs)" if one.follows else ""
        if one.was == one.now:
            lines.append(f"  {name} stays, {_when(one.now)}{by}")
        else:
            lines.append(f"  {name}: {_when(one.was)} -> {_when(one.now)}{by}")
    for miss in plan.missed:
        lines.append(
            f"  MISSED: {one_line(miss.kept.says.name)} is fixed at {_when(miss.when)}, and needs "
            f"{one_line(miss.needs.says.name)}, which would be {_when(miss.ends)}"
        )
    late = {miss.kept.id for miss in plan.missed}
    lines += [f"  {one_line(one.says.name)} is fixed and stays" for one in plan.stays if one.id not in late]
    return Answer(lines, _plan_value(plan, dry_run=args.dry_run), 1 if plan.missed else 0)


def _for(args: argparse.Namespace) -> Answer:
    from backchannel.cli.desk_option import open_desk
    from backchannel.desk.planning import telling

    with open_desk(args) as desk:
        if args.withdraw:
            telling.withdraw(desk, args.name, args.party, args.why, case=args.case)
            said = f"{one_line(args.party)} is told of “{one_line(args.name)}” no more."
            return Answer([said], {"party": args.party, "told": None})
        kept = telling.mark(
            desk, args.name, args.party, called=args.called, words=args.words, case=args.case, onto=args.onto
        )
    told = kept.says
    lines = [
        f"{one_line(told.party)} is told, from the next export on:",
        f"  “{one_line(told.name)}”",
        f"  “{one_line(told.written)}”, {_when(told.when)}" if told.written else f"  {_when(told.when)}",
    ]
    value = {"party": told.party, "told": {"name": told.name, "written": told.written, "when": told.when or None}}
    return Answer(lines, {**planning.value(kept), **value})


def _export(args: argparse.Namespace) -> Answer:
    from backchannel.cli.desk_option import open_desk
    from backchannel.cli.files import write_file
    from backchannel.desk.planning import telling

    with open_desk(args) as desk:
        if args.party:
            data = telling.export_for(desk, args.party, args.case)
        else:
            data = telling.export_own(desk, args.private, args.case)
    text = data.decode()
    count = text.count("\r\nBEGIN:VEVENT") + text.count("\r\nBEGIN:VTODO")
    if not args.out:
        return Answer(text.replace("\r\n", "\n").splitlines(), {"entries": count, "calendar": text}, exact=True)
    write_file(args.out, data, "calendar")
    said = "1 entry" if count == 1 else f"{count} entries"
    return Answer([f"{said} in {one_line(args.out)}."], {"entries": count, "out": args.out})


def _import(args: argparse.Namespace) -> Answer:
    from backchannel.cli.desk_option import open_desk
    from backchannel.cli.files import read_file
    from backchannel.desk.planning import telling
    from backchannel.planning.calendar.icalendar_files import LARGEST

    data = read_file(args.file, LARGEST, "calendar")
    with open_desk(args) as desk:
        found = telling.import_file(desk, data, dry_run=args.dry_run, case=args.case, onto=args.onto)
    count = "1 stage" if len(found.stages) == 1 else f"{len(found.stages)} stages"
    lines = [f"{count} {'would be ' if args.dry_run else ''}taken over."]
    lines += [f"  {one_line(stage.name)}: {_when(stage.when)}" for stage in found.stages]
    lines += [f"  {one_line(name)}: stands already" for name in found.known]
    lines += [f"  {sentence}" for sentence in found.left_out]
    value = {
        "stages": [{"name": stage.name, "when": stage.when or None} for stage in found.stages],
        "known": list(found.known),
        "left_out": list(found.left_out),
        "done": not args.dry_run,
    }
    return Answer(lines, value)


def _when(date_: "Interval | str | None") -> str:
    """Give a date as a person reads it; what a program reads (EDTF) would look like a slip of the pen."""
    from backchannel.record.intervals import parse

    if not date_:
        return "no date"
    return (parse(date_) if isinstance(date_, str) else date_).in_words()


def _one(kept: "Kept[Stage]") -> Answer:
    stage = kept.says
    edtf = f"  [{stage.when}] {stage.certainty}" if stage.when else " yet"
    lines = [f"{one_line(stage.name)}: {_when(stage.when)}{edtf}"]
    lines += [f"  “{one_line(stage.written)}”"] if stage.written else []
    lines += [f"  {one_line(step)}" for step in stage.steps]
    return Answer(lines, stage_value(kept))


def _lines(shown: "Shown") -> Iterator[str]:
    from backchannel.cli.calendar_strip import LEGEND, drawn, scale

    yield one_line(shown.case)
    if not shown.lines:
        yield "No stage yet; add one with 'backchannel calendar stage'."
    dates = [line.dated.when for line in shown.lines]
    for line, strip in zip(shown.lines, drawn(dates), strict=True):
        yield ""
        yield f"{strip}  {one_line(line.dated.kept.says.name)}"
        yield from _details(line)
    if any(dates):
        yield ""
        yield scale(dates)
        yield LEGEND
    if shown.conflicts:
        yield ""
        yield "To settle"
        yield from (f"  {_trouble(one)}" for one in shown.conflicts)
    if shown.dropped:
        yield ""
        yield "Dropped"
        for kept in shown.dropped:
            yield f"  {one_line(kept.says.name)}: {one_line(kept.ended.why) if kept.ended else ''}"


def _details(line: "Line") -> Iterator[str]:
    dated, stage = line.dated, line.dated.kept.says
    when = f"{dated.when.in_words()}  [{dated.when}] {dated.certainty}" if dated.when else "no date"
    written = f"  “{one_line(stage.written)}”" if stage.written else ""
    yield f"    {when}{written}"
    if dated.waits_for:
        yield f"    open: waits for the date of “{one_line(dated.waits_for)}”"
    if stage.moved:
        why = f": {one_line(stage.why)}" if stage.why else ""
        yield f"    moved by {stage.moved:+} days from what the words say{why}"
    facts = [f"{stage.form}, fixed" if stage.fixed else str(stage.form) if stage.form != "stage" else ""]
    facts += [one_line(stage.who), one_line(stage.about)]
    facts += [f"needs {one_line(', '.join(line.needs))}"] if line.needs else []
    facts += [f"told to {one_line(', '.join(line.told_to))}"] if line.told_to else []
    facts += [f"on “{one_line(line.channel)}”"]
    facts += ["done"] if dated.kept.ended else []
    yield f"    {'; '.join(fact for fact in facts if fact)}"
    for rest in line.rests:
        yield f"    rests on {one_line(rest.address)}" + (f": “{one_line(rest.text)}”" if rest.text else "")
    yield from planning.disputed(dated.kept)


def _trouble(one: "Conflict") -> str:
    other = f": “{one_line(one.other.says.name)}”" if one.other else ""
    return f"“{one_line(one.stage.says.name)}” {one.trouble}{other}"


def stage_value(kept: "Kept[Stage]") -> dict[str, Any]:
    """Give a stage by its own date for a program."""
    stage = kept.says
    return {
        **planning.value(kept),
        "name": stage.name,
        "written": stage.written or None,
        "when": stage.when or None,
        "certainty": str(stage.certainty),
        "steps": list(stage.steps),
        "read_on": str(stage.read_on) if stage.read_on else None,
        "anchor": {"event": stage.anchor, "relation": str(stage.relation), "days": stage.days}
        if stage.anchor
        else None,
        "form": str(stage.form),
        "fixed": stage.fixed,
        "moved": stage.moved,
        "who": stage.who or None,
        "about": stage.about or None,
    }


def dated_value(dated: "Dated") -> dict[str, Any]:
    """Give a stage for a program, with the date that follows from the event on which it hangs."""
    return {
        **stage_value(dated.kept),
        "when": str(dated.when) if dated.when else None,
        "certainty": str(dated.certainty),
        "waits_for": dated.waits_for or None,
    }


def _value(shown: "Shown") -> dict[str, Any]:
    return {
        "case": shown.case,
        "stages": [
            {
                **dated_value(line.dated),
                "needs": list(line.needs),
                "told_to": list(line.told_to),
                "channel": line.channel,
                "words": [{"address": rest.address, "text": rest.text} for rest in line.rests],
            }
            for line in shown.lines
        ],
        "conflicts": [
            {
                "stage": one.stage.says.name,
                "trouble": str(one.trouble),
                "other": one.other.says.name if one.other else None,
            }
            for one in shown.conflicts
        ],
        "dropped": [stage_value(kept) for kept in shown.dropped],
    }


def _plan_value(plan: "Plan", *, dry_run: bool) -> dict[str, Any]:
    return {
        "days": plan.days,
        "done": not dry_run,
        "moved": [
            {
                "name": one.kept.says.name,
                "was": str(one.was) if one.was else None,
                "now": str(one.now) if one.now else None,
                "follows": one.follows,
            }
            for one in plan.moved
        ],
        "missed": [
            {"name": one.kept.says.name, "when": str(one.when), "needs": one.needs.says.name, "ends": str(one.ends)}
            for one in plan.missed
        ],
        "stays": [one.says.name for one in plan.stays],
    }
