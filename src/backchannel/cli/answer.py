"""answer: their letter beside our draft, passage by passage."""

import argparse
import re
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

from backchannel.cli import output
from backchannel.cli.columns import beside, clipped, room, wrapped
from backchannel.cli.output import Answer, one_line
from backchannel.cli.parsing import Subparsers, add_command, add_yes
from backchannel.cli.planning import add_shared
from backchannel.errors import UsageError

if TYPE_CHECKING:
    from backchannel.desk.words.answering import Answered, Point

_MORE = """\
LETTER is the address of a letter of a channel, such as 'The strait line/reik-4', or the id of an imported document.
Beside it lies the file of --draft, or the letter that it names, or what we sent in answer to it already.

Each passage of theirs is agreed, agreed in part, disagreed, noted, interpreted, postponed, a courtesy, or not answered.
What quotes it, names it or uses its words is shown with the words around it that say how we stand to it; from these a
state is proposed. A proposal is none of yours until you decide: with --set, or all that you were shown with --accept.
A decision stays when the draft changes; one whose words are gone is shown for you to settle again. Salutations,
closings and signatures ask for no answer.
Exit code 1: with --require-all, something is still for you to settle."""

_SET = re.compile(r"(?P<numbers>\d{1,5}(?:-\d{1,5})?(?:,\d{1,5}(?:-\d{1,5})?)*)=(?P<state>.*)")
_PASSAGE, _SENTENCES, _ONE = 320, 420, 70
"""Characters that are shown of a passage of theirs, of our words beside it, and of a passage that is settled."""


def add_commands(commands: Subparsers) -> None:
    """Add the command of this module."""
    answer = add_command(
        commands,
        "answer",
        _answer,
        "backchannel answer 'The strait line/reik-4' --draft answer.md --set 3=agreed --desk ilse",
        more=_MORE,
    )
    answer.add_argument("letter", metavar="LETTER", help="the letter that was written to us")
    answer.add_argument("--draft", metavar="DRAFT", default="", help="our answer: a file, or the address of a letter")
    answer.add_argument(
        "--set", metavar="N=STATE", action="append", default=[], dest="sets",
        help="decide on a passage, such as 3=agreed or 4-6=noted; with nothing after '=' the decision is taken back",
    )  # fmt: skip
    answer.add_argument("--because", metavar="TEXT", default="", help="why, kept with what is decided by this command")
    answer.add_argument("--accept", action="store_true", help="decide everything as it is proposed, after showing it")
    answer.add_argument("--require-all", action="store_true", help="exit with 1 while something is to be settled")
    answer.add_argument("--full", action="store_true", help="show long passages whole")
    add_shared(answer)
    add_yes(answer)


def _answer(args: argparse.Namespace) -> Answer:
    from backchannel.cli.desk_option import open_desk
    from backchannel.desk.words import answering

    wanted = _wanted(args.sets)
    if args.onto and not (wanted or args.accept):
        raise UsageError("There is nothing to write on a channel; decide something with --set or --accept.")
    if args.because and not (wanted or args.accept):
        raise UsageError("There is nothing to give a reason for; decide something with --set or --accept.")
    with open_desk(args) as desk:
        if wanted:
            found = answering.decide(desk, args.letter, args.draft, wanted, args.because, onto=args.onto)
        else:
            found = answering.answered(desk, args.letter, args.draft)
        if args.accept:
            seen = [point for point in found.points if point.standing == answering.PROPOSED]
            lines = [line for point in seen for line in [*_point(found, point, full=args.full), ""]]
            if seen and output.agreed(args, lines, f"Decide {_count(len(seen), 'passage')} as proposed?"):
                accepted = [(point.passage.number, point.state) for point in seen]
                found = answering.accept(desk, args.letter, args.draft, accepted, args.because, onto=args.onto)
    return Answer(list(_lines(found, full=args.full)), _value(found), 1 if args.require_all and found.open else 0)


def _wanted(sets: Sequence[str]) -> dict[int, str]:
    """Read what --set was given: the passages and their states; UsageError for anything else."""
    from backchannel.text.answering.proposals import STATES

    wanted: dict[int, str] = {}
    for given in sets:
        match = _SET.fullmatch(given.strip())
        if match is None:
            raise UsageError(f"“{given[:60]}” decides nothing; write it as 3=agreed, 4-6=noted, or 3= to take it back.")
        state = " ".join(match["state"].casefold().replace("-", " ").split())
        if state and state not in STATES:
            raise UsageError(f"“{match['state'][:40]}” is no state of an answer; the states are {', '.join(STATES)}.")
        for part in match["numbers"].split(","):
            first, _, last = part.partition("-")
            if int(last or first) < int(first):
                raise UsageError(f"“{part}” names no passage; write the smaller number first, as in {last}-{first}.")
            for number in range(int(first), int(last or first) + 1):
                if wanted.setdefault(number, state) != state:
                    raise UsageError(f"Passage {number} is given two states; give it one.")
    return wanted


def _lines(found: "Answered", *, full: bool) -> Iterator[str]:
    from backchannel.desk.words.answering import DECIDED, FORM
    from backchannel.text.answering.proposals import COURTESY

    letter = found.letter
    by = f", by {one_line(', '.join(letter.authors))}" if letter.authors else ""
    yield f"Theirs:  {one_line(letter.address)}{by}{f', {letter.day}' if letter.day else ''}"
    yield f"Ours:    {one_line(', '.join(found.drafts)) or 'nothing yet; name a draft with --draft'}"
    for touch in found.astray:
        ours = found.ours[touch.ours]
        words = one_line(ours.passage.text[touch.start : touch.end])
        yield f"Look:    [{ours.passage.number}] of ours says “{words}”, and their letter has no such passage."
    if found.open:
        yield ""
        yield f"FOR YOU TO SETTLE ({len(found.open)})"
        order = {"not answered": 0, "doubtful": 1, "proposed": 2}
        for point in sorted(found.open, key=lambda one: (order[one.standing], one.passage.number)):
            yield ""
            yield from _point(found, point, full=full)
    settled = [point for point in found.points if point.standing == DECIDED and point.state != COURTESY]
    if settled:
        yield ""
        yield f"SETTLED ({len(settled)})"
        for point in settled:
            assert point.decision is not None
            because = f"; because {one_line(point.decision.because)}" if point.decision.because else ""
            yield f"[{point.passage.number}] {point.state}: {clipped(point.passage.text, _ONE)}"
            yield f"    decided {point.decision.decided[:10]} by {one_line(point.decision.person)}{because}"
    kind = [p for p in found.points if p.standing == FORM or (p.standing == DECIDED and p.state == COURTESY)]
    if kind:
        yield ""
        yield f"COURTESIES, NOT COUNTED ({len(kind)})"
        for point in kind:
            yield f"[{point.passage.number}] {clipped(point.passage.text, _ONE)}"
    yield ""
    yield _summary(found, len(settled))


def _summary(found: "Answered", settled: int) -> str:
    if not found.open:
        return (
            f"All {settled} passages that ask for an answer are settled." if settled else "Nothing asks for an answer."
        )
    standings = [point.standing for point in found.open]
    said = {"not answered": "not answered", "doubtful": "to look at again", "proposed": "proposed and not decided"}
    counts = ", ".join(f"{standings.count(one)} {words}" for one, words in said.items() if one in standings)
    return f"{len(found.open)} of {_count(len(found.open) + settled, 'passage')} to be settled: {counts}."


def _point(found: "Answered", point: "Point", *, full: bool) -> Iterator[str]:
    """Show a passage that is to be settled: how it stands, both sides' words, and why."""
    number = point.passage.number
    if point.decision is not None:
        by = one_line(point.decision.person)
        yield f"[{number}] was decided {point.state} on {point.decision.decided[:10]} by {by}; look again"
        yield from (f"  {line}" for line in wrapped(f"{point.doubt}.", room() - 2))
    elif point.proposal.bearings or point.proposal.kind:
        yield f"[{number}] proposed: {point.state}        (--set '{number}={point.state}')"
    else:
        yield f"[{number}] not answered"
    theirs = one_line(point.passage.text) if full else clipped(point.passage.text, _PASSAGE)
    ours = list(_ours(found, point, full=full))
    yield from beside([theirs], ours or ["(nothing of ours points at this)"])
    why = list(_why(found, point))
    if why:
        for number, line in enumerate(wrapped(f"why: {'; '.join(why)}", room() - 7)):
            yield f"  {'     ' if number else ''}{line}"


def _ours(found: "Answered", point: "Point", *, full: bool) -> Iterator[str]:
    """Give the sentences of ours that bear on a passage, the words of stance marked."""
    from backchannel.cli.tensions import marked
    from backchannel.desk.words.explained import beside as lying

    for one in lying(found, point):
        pieces = " … ".join(marked(text, marks) for text, marks in one.sentences)
        yield f"{one_line(one.name)} [{one.passage}]: {one_line(pieces) if full else clipped(pieces, _SENTENCES)}"


def _why(found: "Answered", point: "Point") -> Iterator[str]:
    from backchannel.desk.words.explained import HOW, said_near

    if point.proposal.kind and point.passage.role == "heading":
        yield "it is a heading"
    elif point.proposal.kind:
        words = ", ".join(f"“{one_line(point.passage.text[start:end])}”" for start, end in point.proposal.kind)
        yield f"it looks like a courtesy: {words}"
    for one in dict.fromkeys(bearing.touch for bearing in point.proposal.bearings):
        passage = found.ours[one.ours].passage
        yield f"[{passage.number}] {HOW[one.how]}: “{clipped(passage.text[one.start : one.end], _ONE)}”"
    said = said_near(found, point)
    if said:
        yield "and says " + ", ".join(f"“{one_line(words)}” ({state})" for state, words in said)
    elif point.proposal.bearings:
        yield "no words near it say how we stand to it"


def _value(found: "Answered") -> dict[str, Any]:
    return {
        "letter": found.letter.address,
        "ours": found.drafts,
        "passages": [_point_value(found, point) for point in found.points],
        "open": [point.passage.number for point in found.open],
        "astray": [
            {"of": found.ours[one.ours].name, "passage": found.ours[one.ours].passage.number, "start": one.start,
             "end": one.end}
            for one in found.astray
        ],
    }  # fmt: skip


def _point_value(found: "Answered", point: "Point") -> dict[str, Any]:
    decision = point.decision
    return {
        "passage": point.passage.number,
        "address": point.address,
        "state": point.state,
        "standing": point.standing,
        "open": point.is_open,
        "proposed": point.proposal.state,
        "decided": None if decision is None else {
            "state": decision.state, "because": decision.because, "when": decision.decided, "beside": decision.draft,
            "doubt": point.doubt, "by": decision.person,
        },
        "beside": [
            {"state": one.state, "because": one.because, "when": one.decided, "by": one.person} for one in point.beside
        ],
        "theirs": point.passage.text,
        "because_of": [
            {
                "of": found.ours[one.touch.ours].name,
                "passage": found.ours[one.touch.ours].passage.number,
                "start": one.touch.start,
                "end": one.touch.end,
                "how": one.touch.how,
                "state": one.state,
                "words": [found.ours[place].passage.text[start:end] for place, start, end in one.said],
            }
            for one in point.proposal.bearings
        ],
    }  # fmt: skip


def _count(number: int, thing: str) -> str:
    return f"{number} {thing}" if number == 1 else f"{number} {thing}s"
