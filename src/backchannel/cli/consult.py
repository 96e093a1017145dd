"""consult: allies heard under a rule that is announced before, answered by them, closed with the record of it."""

import argparse
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from backchannel.cli import consult_talks, planning
from backchannel.cli.output import Answer, one_line, table
from backchannel.cli.parsing import Parser, Subparsers, add_command, add_group, date, end

if TYPE_CHECKING:
    from backchannel.desk.planning.consultation.asked import Received
    from backchannel.planning.consultation.consulting import Given
    from backchannel.planning.consultation.hearings import Hearing, Line

_OPEN = """\
The rule is told to each ally before anything else, and is never changed afterwards:
  hearing     they are heard and have no veto: at the end we may go ahead, and the record says who stayed behind
  silence     silence until the end is consent; an objection stops
  unanimity   every one who is asked must join
The text is screened first: words of a letter that an ally may not read stay in. Each ally sees the title, the text, the
rule, the end and what happens then; he does not see our case, nor who else was asked."""
_END = "the end: a day, an hour (2031-05-12T18:00:00Z), or from now on (+2h, +3d)"


def add_commands(commands: Subparsers) -> None:
    """Add the commands of this module."""
    consult = add_group(commands, "consult", "backchannel consult show Q1 --desk ilse")
    opened = add_command(
        consult,
        "open",
        _open,
        "backchannel consult open Q1 --issue passage --proposal ferries --ally Norlund --ally Sudmark "
        "--rule hearing --ends 2031-05-12 --desk ilse",
        text="consult allies on a proposal or a text, under a rule and until an end that are announced",
        more=_OPEN,
    )
    opened.add_argument("name", metavar="NAME", help="what we call it")
    opened.add_argument("--issue", metavar="ISSUE", required=True, help="the issue")
    opened.add_argument("--ally", metavar="PARTY", action="append", default=[], help="who is asked; may be repeated")
    opened.add_argument("--rule", choices=("hearing", "silence", "unanimity"), required=True, help="the rule")
    opened.add_argument("--ends", metavar="END", type=end, required=True, help=_END)
    opened.add_argument("--proposal", metavar="NAME", default="", help="in the words of this proposal")
    opened.add_argument("--text", metavar="FILE", default="", help="in the words of this file, by passages")
    opened.add_argument("--title", metavar="TEXT", default="", help="what the allies see it called (default: NAME)")
    opened.add_argument("--then", metavar="TEXT", default="", help="what happens at the end (default: by the rule)")
    opened.add_argument(
        "--on", metavar="CHANNEL", action="append", default=[], help="the channel with an ally, where there are several"
    )
    planning.add_onto(opened)
    listed = add_command(
        consult,
        "list",
        _list,
        "backchannel consult list --desk ilse",
        text="list our consultations and what is put to us",
    )
    show = _named(consult, "show", _show, "backchannel consult show Q1 --desk ilse", "show one, a line for each ally")
    put_off = _named(
        consult,
        "put-off",
        _put_off,
        "backchannel consult put-off Q1 --until 2031-05-20 --desk ilse",
        "announce a later end; an earlier one has no effect",
    )
    put_off.add_argument("--until", metavar="END", type=end, required=True, help=_END)
    step = _named(
        consult,
        "approach",
        _approach,
        'backchannel consult approach Q1 --ally Norlund --by "Ilse Maren" --what "She writes herself" '
        "--date 2031-05-06 --desk ilse",
        "record a personal approach to an ally",
    )
    step.add_argument("--ally", metavar="PARTY", required=True, help="which ally")
    step.add_argument("--by", metavar="PERSON", required=True, help="who approaches him")
    step.add_argument("--what", metavar="TEXT", required=True, help="what was done")
    step.add_argument("--date", metavar="DATE", type=date, required=True, help="when")
    planning.add_rests(step)
    planning.add_onto(step)
    close = _named(
        consult,
        "close",
        _close,
        "backchannel consult close Q1 --proceed --desk ilse",
        "close one after its end to go ahead, or give up what it was about",
    )
    how = close.add_mutually_exclusive_group(required=True)
    how.add_argument("--proceed", action="store_true", help="go ahead")
    how.add_argument("--give-up", action="store_true", help="give it up")
    close.add_argument("--why", metavar="TEXT", default="", help="why (to give up, needed)")
    for parser in (opened, listed, show, put_off, step, close):
        planning.add_case(parser)
    _add_answers(consult)
    consult_talks.add_to(consult)


def _add_answers(consult: Subparsers) -> None:
    answer = _named(
        consult,
        "answer",
        _answer,
        'backchannel consult answer Q1 --reserve "We count them ourselves" --desk greta',
        "answer what was put to us, for our own party; a later answer stands in its place until the end",
    )
    how = answer.add_mutually_exclusive_group(required=True)
    how.add_argument("--join", action="store_true", help="we join")
    how.add_argument("--reserve", metavar="TEXT", help="we join with this reservation")
    how.add_argument("--change", metavar="TEXT", help="we ask for this change")
    how.add_argument("--stay-behind", action="store_true", help="we stay behind")
    answer.add_argument("--passage", metavar="N", type=int, default=0, help="on which passage (default: on the whole)")
    answer.add_argument("--why", metavar="TEXT", default="", help="words with it")
    little = _named(
        consult,
        "too-little",
        _too_little,
        'backchannel consult too-little Q1 --time --words "A week, over a holiday" --desk greta',
        "put on record that we were consulted with too little time or material",
    )
    little.add_argument("--time", action="store_true", help="too little time")
    little.add_argument("--material", action="store_true", help="too little to judge by")
    little.add_argument("--words", metavar="TEXT", default="", help="in these words")


def _named(consult: Subparsers, name: str, run: Any, example: str, text: str) -> Parser:
    parser = add_command(consult, name, run, example, text=text)
    parser.add_argument("name", metavar="NAME", help="the consultation")
    return parser


def _open(args: argparse.Namespace) -> Answer:
    from backchannel.cli.desk_option import open_desk
    from backchannel.cli.texts import read_letter
    from backchannel.desk.planning.consultation import consultations
    from backchannel.errors import UsageError
    from backchannel.planning.consultation.consulting import Rule

    if bool(args.text) is bool(args.proposal):
        raise UsageError("Say in which words: --proposal NAME or --text FILE, one of the two.")
    text = [one.text for one in read_letter(args.text)[0].passages] if args.text else []
    with open_desk(args) as desk:
        found = consultations.open_(
            desk,
            args.name,
            args.issue,
            args.ally,
            rule=Rule(args.rule),
            ends=args.ends(desk.clock()),
            text=text,
            proposal=args.proposal,
            then=args.then,
            title=args.title,
            on=args.on,
            case=args.case,
            onto=args.onto,
        )
    return Answer([*_lines(found), "It travels with the next 'backchannel sync', or with a pouch."], value(found))


def _list(args: argparse.Namespace) -> Answer:
    from backchannel.cli.desk_option import open_desk
    from backchannel.desk.planning import cases
    from backchannel.desk.planning.consultation import asked, consultations
    from backchannel.record.dates import in_words

    with open_desk(args) as desk:
        ours = consultations.every(desk, case=args.case) if args.case or cases.every(desk) else []
        theirs = asked.received(desk)
    lines = table(
        ("consultation", "issue", "rule", "ends", "asked", ""),
        [
            (one.says.name, one.says.issue, one.says.rule, in_words(one.ends), str(len(one.lines)), _standing(one))
            for one in ours
        ],
    )
    for one in theirs:
        lines += _received_lines(one)
    value_ = {"ours": [value(one) for one in ours], "put_to_us": [_received_value(one) for one in theirs]}
    return Answer(lines or ["Nobody is consulted, and nothing was put to us."], value_)


def _show(args: argparse.Namespace) -> Answer:
    from backchannel.cli.desk_option import open_desk
    from backchannel.desk.planning.consultation import consultations

    with open_desk(args) as desk:
        found = consultations.show(desk, args.name, case=args.case)
    return Answer(list(_lines(found)), value(found))


def _put_off(args: argparse.Namespace) -> Answer:
    from backchannel.cli.desk_option import open_desk
    from backchannel.desk.planning.consultation import consultations

    with open_desk(args) as desk:
        found = consultations.put_off(desk, args.name, args.until(desk.clock()), case=args.case)
    return Answer(list(_lines(found)), value(found))


def _approach(args: argparse.Namespace) -> Answer:
    from backchannel.cli.desk_option import open_desk
    from backchannel.desk.planning.consultation import consultations

    place: dict[str, Any] = {"rests": args.rests, "case": args.case, "onto": args.onto}
    with open_desk(args) as desk:
        found = consultations.approach(desk, args.name, args.ally, args.by, args.what, args.date, **place)
    return Answer(list(_lines(found)), value(found))


def _close(args: argparse.Namespace) -> Answer:
    from backchannel.cli.desk_option import open_desk
    from backchannel.desk.planning.consultation import consultations

    with open_desk(args) as desk:
        found = consultations.close(desk, args.name, proceed=args.proceed, why=args.why, case=args.case)
    return Answer(list(_lines(found)), value(found))


def _answer(args: argparse.Namespace) -> Answer:
    from backchannel.cli.desk_option import open_desk
    from backchannel.desk.planning.consultation import asked
    from backchannel.planning.consultation.consulting import Stance

    stance = Stance.JOINS if args.join else Stance.BEHIND
    words = args.why
    if args.reserve is not None or args.change is not None:
        stance = Stance.RESERVES if args.reserve is not None else Stance.ASKS
        words = args.reserve or args.change or ""
    with open_desk(args) as desk:
        found = asked.answer(desk, args.name, stance, words, args.passage)
    return Answer(list(_received_lines(found)), _received_value(found))


def _too_little(args: argparse.Namespace) -> Answer:
    from backchannel.cli.desk_option import open_desk
    from backchannel.desk.planning.consultation import asked

    with open_desk(args) as desk:
        found = asked.had_too_little(desk, args.name, args.words, time=args.time, material=args.material)
    return Answer(list(_received_lines(found)), _received_value(found))


def _standing(found: "Hearing") -> str:
    if found.closed is None:
        return "open"
    return "closed to go ahead" if found.closed[0].proceeds else "given up"


def _lines(found: "Hearing") -> Iterator[str]:
    from backchannel.record.dates import in_words

    says = found.says
    name, issue = one_line(says.name), one_line(says.issue)
    yield f"“{name}” on “{issue}”: {says.rule}, until {in_words(found.ends)}  ({found.id.hex()[:8]})"
    yield f"  {one_line(says.then)}"
    for number, text in enumerate(says.text, 1):
        yield f"  {number}  {one_line(text)}"
    for line in found.lines:
        yield from _ally(line)
    for step, act in found.approaches:
        yield f"  {step.on}: {one_line(step.by)} to {one_line(step.party)}: {one_line(step.what)}"
        yield from (f"      rests on {one_line(address)}" for address in act.rests)
    if found.closed is not None:
        closing, act = found.closed
        why = f": {one_line(closing.why)}" if closing.why else ""
        yield f"  {_standing(found)} by {one_line(act.writer.person)}, {act.time[:16]}{why}"
    for refused in found.without_effect:
        yield f"  without effect, a closing by {one_line(refused.act.writer.person)}: {one_line(refused.rule)}"


def _ally(line: "Line") -> Iterator[str]:
    words = f": {one_line(line.answer.says.words)}" if line.answer and line.answer.says.words else ""
    on = f" (passage {line.answer.says.passage})" if line.answer and line.answer.says.passage else ""
    yield f"  {one_line(line.party)}: {line.fault or line.outcome}{on}{words}"
    for given in line.others:
        yield f"      {given.says.stance}, by {one_line(given.act.writer.person)}: {one_line(given.effect)}"
    for little, act in line.too_little:
        of, by = _of(little.time, little.material), one_line(act.writer.person)
        yield f"      too little {of}, {by}: {one_line(little.words)}"


def _of(time: bool, material: bool) -> str:
    return " and ".join(word for word, is_so in (("time", time), ("material", material)) if is_so)


def value(found: "Hearing") -> dict[str, Any]:
    """Give a consultation for a program: with who joined, stayed behind, did not answer."""
    from backchannel.planning.consultation.hearings import Outcome

    def of(outcome: Outcome) -> list[str]:
        return [one.party for one in found.lines if one.outcome is outcome]

    return {
        "id": found.id.hex(),
        "name": found.says.name,
        "issue": found.says.issue,
        "proposal": found.says.proposal or None,
        "rule": str(found.says.rule),
        "ends": str(found.ends),
        "then": found.says.then,
        "text": list(found.says.text),
        "standing": _standing(found),
        "heard": [one.party for one in found.lines if found.is_passed],
        "joined": of(Outcome.JOINED),
        "joined_with_reservation": of(Outcome.RESERVED),
        "asked_for_changes": of(Outcome.ASKED),
        "stayed_behind": of(Outcome.BEHIND),
        "no_answer": of(Outcome.SILENT),
        "too_little": [one.party for one in found.lines if one.too_little],
        "allies": [_ally_value(one) for one in found.lines],
        "approaches": [
            {"party": step.party, "by": step.by, "what": step.what, "on": str(step.on)} for step, _ in found.approaches
        ],
        "closed": {
            "by": found.closed[1].writer.person,
            "time": found.closed[1].time,
            "why": found.closed[0].why,
        }
        if found.closed
        else None,
        "without_effect": [{"by": one.act.writer.person, "rule": one.rule} for one in found.without_effect],
    }


def _ally_value(line: "Line") -> dict[str, Any]:
    return {
        "party": line.party,
        "outcome": str(line.outcome),
        "rule": str(line.rule),
        "answer": _given(line.answer) if line.answer else None,
        "others": [_given(one) for one in line.others],
        "fault": line.fault or None,
    }


def _given(one: "Given") -> dict[str, Any]:
    return {
        "stance": str(one.says.stance),
        "words": one.says.words,
        "passage": one.says.passage or None,
        "by": one.act.writer.person,
        "time": one.act.time,
        "without_effect": one.effect or None,
    }


def _received_lines(one: "Received") -> Iterator[str]:
    from backchannel.record.dates import in_words

    says = one.put.says
    yield (
        f"“{one_line(says.name)}”, put to us by {one_line(one.put.opened.writer.party)} on “{one_line(one.channel)}”: "
        f"{says.rule}, until {in_words(one.put.ends)}"
    )
    yield f"  {one_line(says.then)}"
    for number, text in enumerate(says.text, 1):
        yield f"  {number}  {one_line(text)}"
    if not one.answers:
        yield "  We have not answered."
    for given in one.answers:
        words = f": {one_line(given.says.words)}" if given.says.words else ""
        effect = f"  (without effect: {one_line(given.effect)})" if given.effect else ""
        yield f"  {given.says.stance}{words}, by {one_line(given.act.writer.person)}{effect}"
    for little, act in one.too_little:
        yield f"  too little {_of(little.time, little.material)}, by {one_line(act.writer.person)}"
    for act, why in one.put.ignored:
        yield f"  without effect, a later word of {one_line(act.writer.person)}: {one_line(why)}"


def _received_value(one: "Received") -> dict[str, Any]:
    says = one.put.says
    return {
        "name": says.name,
        "by": one.put.opened.writer.party,
        "channel": one.channel,
        "rule": str(says.rule),
        "ends": str(one.put.ends),
        "then": says.then,
        "text": list(says.text),
        "answers": [_given(given) for given in one.answers],
        "too_little": [
            {"time": little.time, "material": little.material, "words": little.words} for little, _ in one.too_little
        ],
    }
