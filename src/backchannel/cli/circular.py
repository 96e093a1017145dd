"""circular: one text for many posts; its receipts, adaptations and corrections; what may be done with its points."""

import argparse
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from backchannel.cli import output, planning
from backchannel.cli.output import Answer, Progress, one_line
from backchannel.cli.parsing import Parser, Subparsers, add_command, add_group, add_yes, date

if TYPE_CHECKING:
    from backchannel.desk.desk import Desk
    from backchannel.desk.planning.circulars import Sent, Status
    from backchannel.desk.planning.guidance import Point
    from backchannel.planning.circulars import Laid, Missed, Standing

USES = {"background": "background only", "if-asked": "may be said if asked", "say": "may be said",
        "write": "may be left in writing"}  # fmt: skip
"""What a person types for a use, and the use-mark that is meant."""

_MORE = """\
Each post's channel is sealed for itself and carries the letter alone: no list, no case, no other post, no count. A post
that cannot be reached is named; the same command again reaches exactly those that are left."""
_MARKS = """\
A mark stands at the head of a passage: (background only), (may be said if asked), (may be said), (may be left in
writing); each allows what stands before it. "(may be said; not before 23 February 2031)" waits for a day, "(may be
said; not before the talks in Aldeby)" until the author says 'circular happened'. Held points, and those without a mark,
are given for no use."""


def add_commands(commands: Subparsers) -> None:
    """Add the commands of this module."""
    circular = add_group(commands, "circular", 'backchannel circular status "Ferries" --desk ilse')
    listed = add_command(
        circular,
        "list",
        _list,
        'backchannel circular list "Northern posts" --posts "Post Aldeby" "Post Tarn" --onto "own ledger" --desk ilse',
        text="make a list of posts, or change it; without a name show the lists",
    )
    listed.add_argument("name", metavar="LIST", nargs="?", default="", help="what the list is called")
    listed.add_argument("--posts", metavar="CHANNEL", nargs="+", default=[], help="the channels with the posts")
    planning.add_case(listed)
    planning.add_onto(listed)
    planning.add_settle(listed)
    _add_sending(circular)
    _named(
        circular,
        "status",
        _status,
        "status Ferries --desk ilse",
        "show receipts, adaptations, and who lacks a correction",
        more="Ends with 1 while a receipt of the newest text is missing, a post lacks that text, or a number stands\n"
        "for two texts.",
    )
    happened = _named(
        circular,
        "happened",
        _happened,
        'happened Ferries "the talks in Aldeby" --desk ilse',
        "tell every post that has it that an event has happened for which points wait",
    )
    happened.add_argument("event", metavar="EVENT", help="the event, as the use-marks name it")
    _add_posts(circular)


def _add_sending(circular: Subparsers) -> None:
    send = _named(
        circular,
        "send",
        _send,
        'send Ferries ferries.md --to "Northern posts" --onto "own ledger" --desk ilse',
        "lay a circular on the channels of the posts of a list",
        more=_MORE,
    )
    send.add_argument("file", metavar="FILE", help="the text: Markdown, plain text or the form of a telegram")
    send.add_argument("--to", metavar="LIST", action="append", default=[], help="a list of posts; may be repeated")
    send.add_argument("--on", metavar="CHANNEL", action="append", default=[], help="a further post; may be repeated")
    send.add_argument("--series", metavar="SERIES", default="", help="give it the next number of this series")
    planning.add_onto(send)
    correct = _named(
        circular,
        "correct",
        _correct,
        "correct Ferries corrected.md --desk ilse",
        "send a correction to exactly the posts that had the first text",
        more=_MORE,
    )
    correct.add_argument("file", metavar="FILE", help="the corrected text, whole")
    for parser in (send, correct):
        parser.add_argument(
            "--let-out", metavar="WHY", default="", help="why words go out that stand in a private letter"
        )
        parser.add_argument("--allow-hidden", action="store_true", help="let characters pass that nobody can see")
        add_yes(parser)


def _add_posts(circular: Subparsers) -> None:
    points = _named(
        circular,
        "points",
        _points,
        'points "Post Aldeby/maren-3" --use say --on 2031-02-20 --desk greta',
        "list the points of a circular by what may be done with them",
        what="the circular by its name, or at a post its letter, as CHANNEL/maren-3",
        more=_MARKS,
    )
    points.add_argument("--use", choices=tuple(USES), help="only those of which this use may be made")
    points.add_argument("--on", metavar="DATE", type=date, help="on that day (default: today)")
    ack = _named(
        circular,
        "ack",
        _ack,
        'ack "Post Aldeby/maren-3" --desk greta',
        "acknowledge a circular: the hub counts the receipt",
        what="its letter, as CHANNEL/maren-3",
    )
    ack.add_argument("--note", metavar="TEXT", default="", help="a word with it")
    adapt = _named(
        circular,
        "adapt",
        _adapt,
        'adapt "Post Aldeby/maren-3" "Left out the ferries: there are none here." --passages 2 --desk greta',
        "tell the hub how the post adapted a circular",
        what="its letter, as CHANNEL/maren-3",
    )
    adapt.add_argument("words", metavar="WORDS", help="how it was adapted")
    adapt.add_argument("--passages", metavar="NUMBER", type=int, nargs="+", default=[], help="of which passages")


def _named(
    circular: Subparsers, name: str, run: Any, example: str, text: str, *, what: str = "", more: str = ""
) -> Parser:
    parser = add_command(circular, name, run, f"backchannel circular {example}", text=text, more=more)
    parser.add_argument("circular", metavar="CIRCULAR", help=what or "what the circular is called")
    if name not in ("ack", "adapt"):
        planning.add_case(parser)
    return parser


def _list(args: argparse.Namespace) -> Answer:
    from backchannel.cli.desk_option import open_desk
    from backchannel.desk.planning import circulars
    from backchannel.errors import UsageError

    if bool(args.name) != bool(args.posts):
        raise UsageError("Give a list its name and its posts (--posts), or neither to see the lists.")
    with open_desk(args) as desk:
        if args.name:
            found = [
                circulars.made_list(desk, args.name, args.posts, case=args.case, onto=args.onto, settle=args.settle)
            ]
        else:
            found = circulars.lists(desk, args.case)
    lines = []
    for kept in found:
        names = ", ".join(f"“{one_line(post.name)}”" for post in kept.says.posts)
        count = "1 post" if len(kept.says.posts) == 1 else f"{len(kept.says.posts)} posts"
        lines += [f"{one_line(kept.says.name)} ({count}): {names}", *planning.disputed(kept)]
    value = [
        {**planning.value(one), "name": one.says.name, "posts": [post.name for post in one.says.posts]} for one in found
    ]
    return Answer(lines or ["There is no list of posts yet."], value)


def _send(args: argparse.Namespace) -> Answer:
    from backchannel.desk.planning import circulars

    def run(desk: "Desk", document: Any) -> "Sent":
        return circulars.send(
            desk,
            args.circular,
            document,
            to=args.to,
            on=args.on,
            series_name=args.series,
            let_out=args.let_out,
            case=args.case,
            onto=args.onto,
        )

    return _sending(args, run, "Lay this circular on the channels of these posts?", [*args.to, *args.on])


def _correct(args: argparse.Namespace) -> Answer:
    from backchannel.desk.planning import circulars

    def run(desk: "Desk", document: Any) -> "Sent":
        return circulars.correct(desk, args.circular, document, let_out=args.let_out, case=args.case)

    return _sending(args, run, "Send this correction to every post that had the first text?", [])


def _sending(args: argparse.Namespace, run: Any, question: str, to: list[str]) -> Answer:
    from backchannel.cli.desk_option import open_desk
    from backchannel.cli.texts import read_letter
    from backchannel.record import use_marks

    document, inferred = read_letter(args.file, allow_hidden=args.allow_hidden)
    marked = dict(use_marks.marks(document))
    lines = [
        f"{one_line(args.circular)}: {len(document.passages)} passages, {len(marked)} with a use-mark"
        + (f", to {', '.join(one_line(name) for name in to)}" if to else ""),
        *(f"  Of the file: {one_line(line)}" for line in inferred),
    ]
    with open_desk(args) as desk:
        if not args.yes and not output.agreed(args, lines, question):
            return output.NOT_DONE
        with Progress("sealing"):
            done = run(desk, document)
    return _sent(done)


def _sent(done: "Sent", told: str = "") -> Answer:
    count = "1 post" if len(done.laid) == 1 else f"{len(done.laid)} posts"
    lines = [told or f"{one_line(done.number)}: sent to {count}."]
    lines += [f"{done.before} had it before."] if done.before else []
    lines += list(_missed(done.missed))
    lines += ["The same command again reaches exactly these."] if done.missed else []
    lines.append("It travels with the next 'backchannel sync', or with a pouch for each post.")
    value = {
        "circular": done.circular.says.name,
        "number": done.number,
        "sent": [_laid_value(one) for one in done.laid],
        "had_before": done.before,
        "not_reached": [{"post": one.post, "why": one.why} for one in done.missed],
    }
    return Answer(lines, value, int(bool(done.missed)))


def _missed(missed: "tuple[Missed, ...]") -> Iterator[str]:
    for one in missed:
        yield f"  NOT REACHED: {one_line(one.post)}: {one_line(one.why)}"


def _happened(args: argparse.Namespace) -> Answer:
    from backchannel.cli.desk_option import open_desk
    from backchannel.desk.planning import circulars

    with open_desk(args) as desk:
        done = circulars.happened(desk, args.circular, args.event, case=args.case)
    count = "1 post" if len(done.laid) == 1 else f"{len(done.laid)} posts"
    return _sent(done, f"Told {count} that “{one_line(args.event)}” has happened.")


def _status(args: argparse.Namespace) -> Answer:
    from backchannel.cli.desk_option import open_desk
    from backchannel.desk.planning import circulars

    with open_desk(args) as desk:
        found = circulars.status(desk, args.circular, case=args.case)
    return Answer(list(_standing(found)), _status_value(found), int(not found.is_settled))


def _standing(found: "Status") -> Iterator[str]:
    circular = found.course.circular
    yield f"{one_line(circular.says.name)}  ({planning.number(circular)})"
    yield from planning.disputed(circular)
    if circular.says.let_out:
        yield f"Private words were let out: {one_line(circular.says.let_out)}"
    for number in found.course.clashes:
        yield f"CLASH: {one_line(number)} stands for two texts that were sent apart; correct both with a further one."
    for text in found.texts:
        yield from _text(text)


def _text(text: "Standing") -> Iterator[str]:
    yield ""
    yield (
        f"{one_line(text.version.number)}, {text.version.act.time[:10]}: "
        f"sent {len(text.posts)}, received {text.received}, adapted {text.changed}"
    )
    for one in text.without_receipt:
        yield f"  no receipt: {one_line(one.laid.post)}"
    yield from _missed(text.version.missed)
    missed = {one.channel for one in text.version.missed}
    for lacking in text.lacking:
        if lacking.channel not in missed:
            yield f"  HAD THE FIRST, NOT THIS: {one_line(lacking.post)}"
    for one in text.posts:
        for change in one.adapted:
            places = [address.partition("/")[2] for address in change.rests]
            where = f" ({', '.join(filter(None, places))})" if any(places) else ""
            by = f"{one_line(change.person)}, {change.time[:10]}"
            yield f"  adapted at {one_line(one.laid.post)}{where} by {by}: {one_line(change.words)}"


def _status_value(found: "Status") -> dict[str, Any]:
    return {
        "circular": found.course.circular.says.name,
        "settled": found.is_settled,
        "clashes": list(found.course.clashes),
        "texts": [
            {
                "number": text.version.number,
                "sent": len(text.posts),
                "received": text.received,
                "adapted": text.changed,
                "lacking": [one.post for one in text.lacking],
                "not_reached": [{"post": one.post, "why": one.why} for one in text.version.missed],
                "posts": [
                    {
                        **_laid_value(one.laid),
                        "received": one.receipt.time if one.receipt else None,
                        "note": one.receipt.note if one.receipt else None,
                        "adapted": [
                            {
                                "words": change.words,
                                "by": change.person,
                                "time": change.time,
                                "rests": list(change.rests),
                            }
                            for change in one.adapted
                        ],
                    }
                    for one in text.posts
                ],
            }
            for text in found.texts
        ],
    }


def _laid_value(one: "Laid") -> dict[str, Any]:
    return {"post": one.post, "letter": one.letter}


def _points(args: argparse.Namespace) -> Answer:
    from backchannel.cli.desk_option import open_desk
    from backchannel.desk.planning import guidance
    from backchannel.record.dates import parse
    from backchannel.record.use_marks import Use

    with open_desk(args) as desk:
        on = args.on or parse(desk.now()[:10])
        found = guidance.points(desk, args.circular, on, case=args.case)
    use = Use(USES[args.use]) if args.use else None
    chosen = found.for_use(use) if use else found.points
    lines = [f"{one_line(found.number) or 'No number'}, {found.reference} on “{one_line(found.channel)}”, as of {on}"]
    lines += [f"It takes the place of {found.corrects}."] if found.corrects else []
    lines += [f"ATTENTION: {', '.join(found.beside)} has the same number and other words."] if found.beside else []
    lines += [f"Without effect: {one}, under its number and not by its author." for one in found.without_effect]
    lines += list(_grouped(chosen)) if use is None else [f"  {_point(one)}" for one in _sorted(chosen)]
    if use is not None and not chosen:
        lines.append(f"  There is no point of which one may say today: {use}.")
    value = {
        "number": found.number,
        "reference": found.reference,
        "channel": found.channel,
        "on": str(on),
        "corrects": found.corrects or None,
        "beside": list(found.beside),
        "without_effect": list(found.without_effect),
        "points": [_point_value(one) for one in chosen],
    }
    return Answer(lines, value)


def _sorted(points: "tuple[Point, ...]") -> "list[Point]":
    from backchannel.record.use_marks import Use

    order = {use: rank for rank, use in enumerate(reversed(Use))}
    return sorted(points, key=lambda one: order[one.mark.use] if one.mark else len(order))


def _grouped(points: "tuple[Point, ...]") -> Iterator[str]:
    from backchannel.record.use_marks import Use

    groups = [
        (str(use), [one for one in points if one.mark and one.mark.use is use and not one.held])
        for use in reversed(Use)
    ]
    groups.append(("held, and background only until then", [one for one in points if one.held]))
    groups.append(("unmarked", [one for one in points if one.mark is None]))
    for title, group in groups:
        if group:
            yield ""
            yield title
            yield from (f"  {_point(one)}" for one in group)


def _point(one: "Point") -> str:
    return f"{one.number}. {one_line(one.text)}{f'  [{_waits(one)}]' if one.held else ''}"


def _waits(one: "Point") -> str:
    from backchannel.record.dates import in_words

    assert one.mark is not None
    day = in_words(one.mark.not_before) if one.mark.not_before else ""
    return f"{one.mark.use}, not before {': '.join(filter(None, (day, one_line(one.mark.event))))}"


def _point_value(one: "Point") -> dict[str, Any]:
    mark = one.mark
    return {
        "passage": one.number,
        "text": one.text,
        "use": str(mark.use) if mark else None,
        "held": one.held,
        "not_before": str(mark.not_before) if mark and mark.not_before else None,
        "event": (mark.event or None) if mark else None,
    }


def _ack(args: argparse.Namespace) -> Answer:
    from backchannel.cli.desk_option import open_desk
    from backchannel.desk.planning import guidance

    with open_desk(args) as desk:
        guidance.acknowledge(desk, args.circular, args.note)
    return Answer([f"Acknowledged: {one_line(args.circular)}."], {"circular": args.circular})


def _adapt(args: argparse.Namespace) -> Answer:
    from backchannel.cli.desk_option import open_desk
    from backchannel.desk.planning import guidance

    with open_desk(args) as desk:
        kept = guidance.adapt(desk, args.circular, args.words, args.passages)
    return Answer(
        [f"Noted for the hub how {one_line(args.circular)} was adapted."],
        {**planning.value(kept), "words": kept.says.words},
    )
