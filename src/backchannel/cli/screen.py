"""screen: what of a draft is private, before it goes; by one's own desk, or by a keeper who may read more."""

import argparse
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from typing import TYPE_CHECKING, Any

from backchannel.cli import output
from backchannel.cli.output import Answer, Progress, one_line, table
from backchannel.cli.parsing import Parser, Subparsers, add_command, add_yes
from backchannel.cli.passages import quoted

if TYPE_CHECKING:
    from backchannel.desk.travel import Route
    from backchannel.desk.words.asking import Asked
    from backchannel.desk.words.keeper import Entered, Passage
    from backchannel.desk.words.requests import Request
    from backchannel.desk.words.screening import Echo, Screened

TO_CLEAR, WAITS = 2, 5
_LONG, _BEGINNING = 400, 60
"""Characters that are shown of words, and of a passage by which it is known."""
_PLACES = 3
"""Places that are shown of a passage."""
_MORE = """\
A passage is shown if its words, also lightly changed, stand in a letter of a channel or in an imported document that
nobody marked as published, and in nothing public. With --to, letters that the principals of that channel may read
are no alarm. What is told in other words altogether, in another language, or in a word or number alone is not found.

With --ask the draft also goes to a keeper of your own side, who may read what you may not; the same command gives
the answer once it has come: which passages to clear with the keeper, and nothing else.

A keeper lists what he was asked with --asked and answers with --answer; --answer-by-itself lets the desk answer an
asker by itself, as far as it is not asked too much.

Exit code 2: something must be cleared; 5: the keeper has not answered yet."""


def add_commands(commands: Subparsers) -> None:
    """Add the command of this module."""
    screen = add_command(
        commands, "screen", _screen, "backchannel screen speech.docx --ask 'Ilse Maren' --desk greta", more=_MORE
    )
    screen.add_argument("draft", metavar="DRAFT", nargs="?", help="a file, or the address of a document")
    screen.add_argument("--to", metavar="CHANNEL", default="", help="the channel on which the draft will go")
    screen.add_argument("--ask", metavar="KEEPER", help="send the draft to a keeper, or show the answer")
    screen.add_argument(
        "--on", metavar="CHANNEL", default="", help="the channel of your own side, if you share several"
    )
    screen.add_argument("--again", action="store_true", help="with --ask: send the same draft once more")
    _add_keepers(screen)
    add_yes(screen)


def _add_keepers(screen: Parser) -> None:
    screen.add_argument("--asked", action="store_true", help="list what this desk was asked, and what was answered")
    screen.add_argument("--answer", metavar="REF", help="answer a request, after a look at what it touches")
    screen.add_argument("--clear", metavar="NUMBERS", help="with --answer: exactly these passages (2,5 or none)")
    screen.add_argument("--refuse", action="store_true", help="with --answer: refuse")
    screen.add_argument("--answer-by-itself", metavar="ASKER", help="let this desk answer an asker by itself")
    screen.add_argument("--look-first", metavar="ASKER", help="no longer: look at each of his drafts first")


def _screen(args: argparse.Namespace) -> Answer:
    from backchannel.errors import UsageError

    named = [args.draft, args.asked or None, args.answer, args.answer_by_itself, args.look_first]
    if sum(one is not None for one in named) != 1:
        raise UsageError("Name a draft, or one of --asked, --answer, --answer-by-itself and --look-first.")
    if args.answer is None and (args.clear is not None or args.refuse):
        raise UsageError("--clear and --refuse go with --answer; name the request that is answered.")
    if args.ask is None and args.again:
        raise UsageError("--again goes with --ask; name the keeper who is asked.")
    if args.clear is not None and args.refuse:
        raise UsageError("Either say which passages to clear, or refuse.")
    if args.draft is None and (args.ask is not None or args.to):
        raise UsageError("--ask and --to go with a draft; name one.")
    if args.asked:
        return _asked(args)
    if args.answer is not None:
        return _answer(args)
    if args.draft is None:
        return _let(args)
    return _draft(args)


def _draft(args: argparse.Namespace) -> Answer:
    from backchannel.cli.desk_option import open_desk
    from backchannel.desk import travel
    from backchannel.desk.words import asking, screening

    with open_desk(args) as desk, Progress("screening"):
        found = screening.screen(desk, args.draft, args.to)
        lines, value = list(_screened(found)), _screened_value(found)
        code = TO_CLEAR if found.echoes else 0
        if args.ask is not None:
            asked = asking.ask(desk, found.parts, args.ask, args.on, again=args.again)
            ways = travel.routes(desk, asked.request.channel) if asked.now else []
            lines += ["", *_told(asked, ways)]
            value["keeper"] = _told_value(asked)
            code = code or _code(asked)
    return Answer(lines, value, code)


def _screened(found: "Screened") -> Iterator[str]:
    for parts, group in groupby(found.echoes, key=lambda echo: echo.parts):
        echoes = sorted(group, key=lambda echo: echo.is_imported)
        yield f"{_named(found.parts[at].name for at in parts).capitalize()}: {quoted(echoes[0].text, _LONG)}"
        for echo in echoes[:_PLACES]:
            yield from _echo(echo)
        if len(echoes) > _PLACES:
            yield f"  and in {len(echoes) - _PLACES} further places; --json gives all"
    count = len({at for echo in found.echoes for at in echo.parts})
    if count:
        yield f"{count} of {len(found.parts)} passages must be cleared before it goes out."
    else:
        yield "Nothing in it is known to stand in something private that this desk may read."
    for name in found.itself:
        yield f"Not held against it, since it is this document or linked with it: {one_line(name)}"
    yield "Not looked for: what is told in other words altogether, in another language, or in a word or number alone."


def _echo(echo: "Echo") -> Iterator[str]:
    place = echo.place
    what = "imported, not published" if echo.is_imported else f"private, on “{one_line(place.channel)}”"
    until = f" to {place.until}" if place.until else ""
    by = ", ".join(place.authors[:2])
    yield f"  {one_line(place.address)}{one_line(until)}: {one_line(by)}{', ' if by else ''}{place.day} ({what})"
    yield f"  {quoted(place.text, _LONG)}"
    if echo.only:
        yield f"  Only there: {one_line(', '.join(echo.only))[:_LONG]}"


def _named(names: Iterable[str]) -> str:
    return ", ".join(f"passage {name}" if name.isdigit() else name for name in names)


def _told(asked: "Asked", ways: "Sequence[Route]") -> Iterator[str]:
    from backchannel.cli.telling import travel_lines
    from backchannel.protocol.screening import Outcome

    request, keeper = asked.request, one_line(asked.request.keeper.name)
    where = f"{request.reference} on “{one_line(request.channel)}”"
    for remark in request.remarks:
        yield f"ATTENTION: {one_line(remark)}"
    if request.answer is None:
        if asked.now:
            yield f"Sent to {keeper}, who alone can read it: {len(asked.pieces)} passages ({where})."
            yield from travel_lines(ways)
        else:
            yield f"{keeper} has not answered yet; asked {request.header.time[:10]} ({where})."
        yield "The same command gives the answer once it has come; until then nothing is cleared."
        return
    day = f"{request.answer.time[:10]} ({request.answer.reference})"
    outcomes = request.answer.outcomes
    if Outcome.REFUSED in outcomes:
        yield f"{keeper} refused on {day} to screen this draft; speak with the keeper before anything of it goes out."
        return
    for piece, outcome in zip(asked.pieces, outcomes, strict=True):
        if outcome is Outcome.CLEAR:
            yield f"{_named(piece.names).capitalize()}: {outcome.value}   {quoted(piece.text, _BEGINNING)}"
    count = outcomes.count(Outcome.CLEAR)
    yield f"{count or 'None'} of {len(outcomes)} passages to clear with {keeper}, by the answer of {day}."
    yield "What came to the keeper after that day is not in it; with --again the keeper is asked to look once more."


def _code(asked: "Asked") -> int:
    from backchannel.protocol.screening import Outcome

    if asked.request.answer is None:
        return WAITS
    return 0 if set(asked.request.answer.outcomes) == {Outcome.NOTHING} else TO_CLEAR


def _screened_value(found: "Screened") -> dict[str, Any]:
    return {
        "passages": [{"name": part.name, "text": part.text} for part in found.parts],
        "echoes": [
            {**_echo_value(echo), "passages": [found.parts[at].name for at in echo.parts]} for echo in found.echoes
        ],
        "itself": list(found.itself),
        "to": found.to,
    }


def _echo_value(echo: "Echo") -> dict[str, Any]:
    return {
        "text": echo.text,
        "only": list(echo.only),
        "address": echo.place.address,
        "until": echo.place.until,
        "private": echo.place.text,
        "authors": list(echo.place.authors),
        "day": echo.place.day,
        "channel": echo.place.channel,
    }


def _told_value(asked: "Asked") -> dict[str, Any]:
    request = asked.request
    outcomes = [one.value for one in request.answer.outcomes] if request.answer else []
    return {
        "keeper": request.keeper.name,
        "channel": request.channel,
        "request": request.reference,
        "asked": request.header.time,
        "answer": request.answer.reference if request.answer else "",
        "answered": request.answer.time if request.answer else "",
        "passages": [
            {"passages": list(piece.names), "outcome": outcomes[at] if outcomes else ""}
            for at, piece in enumerate(asked.pieces)
        ],
        "remarks": list(request.remarks),
    }


def _asked(args: argparse.Namespace) -> Answer:
    from backchannel.cli.desk_option import open_desk
    from backchannel.cli.telling import who
    from backchannel.desk.words import keeper, trust

    with open_desk(args) as desk:
        found, trusted = keeper.asked(desk), trust.listed(desk)
    rows = [
        (
            one.request.reference,
            who(one.request.asker.name, one.request.asker.party),
            one.request.arrived[:16].replace("T", " "),
            one.request.channel,
            str(len(one.request.passages)),
            _state(one),
        )
        for one in found
    ]
    lines = table(("request", "asked by", "came", "channel", "passages", ""), rows)
    lines = lines or ["Nobody has asked this desk to screen a draft."]
    lines += [f"ATTENTION, {one.request.reference}: {one_line(r)}" for one in found for r in one.request.remarks]
    lines += [f"Answered by this desk itself since {t[:10]}: {one_line(p)}, on “{one_line(c)}”" for p, c, t in trusted]
    value = {
        "asked": [_entered_value(one) for one in found],
        "by_itself": [{"person": person, "channel": channel, "since": since} for person, channel, since in trusted],
    }
    return Answer(lines, value)


def _state(one: "Entered") -> str:
    from backchannel.protocol.screening import Outcome

    request = one.request
    if request.fault:
        return request.fault
    if request.answer is None:
        return f"waits for your look: {one.waits}" if one.waits else "is answered with the next exchange"
    outcomes = request.answer.outcomes
    if Outcome.REFUSED in outcomes:
        return f"refused ({request.answer.reference})"
    return f"answered: {outcomes.count(Outcome.CLEAR) or 'none'} to clear ({request.answer.reference})"


def _entered_value(one: "Entered") -> dict[str, Any]:
    request = one.request
    return {
        "request": request.reference,
        "asker": request.asker.name,
        "channel": request.channel,
        "came": request.arrived,
        "passages": list(request.passages),
        "fault": request.fault,
        "waits": one.waits,
        "answer": request.answer.reference if request.answer else "",
        "outcomes": [outcome.value for outcome in request.answer.outcomes] if request.answer else [],
        "remarks": list(request.remarks),
    }


def _answer(args: argparse.Namespace) -> Answer:
    from backchannel.cli.desk_option import open_desk
    from backchannel.cli.telling import travel_lines
    from backchannel.desk import travel
    from backchannel.desk.words import keeper
    from backchannel.protocol.screening import Outcome

    clear = _numbers(args.clear) if args.clear is not None else None
    with open_desk(args) as desk:
        request, passages = keeper.look(desk, args.answer, args.on)
        if clear is None:
            clear = [one.number for one in passages if one.outcome is Outcome.CLEAR]
        said = "a refusal" if args.refuse else ", ".join(map(str, sorted(set(clear)))) or "none"
        lines = [*_looked(request, passages), f"Passages to clear, as will be said: {said}"]
        if not args.yes and not output.agreed(args, lines, "Answer so?"):
            return output.NOT_DONE
        outcomes = keeper.answer(desk, args.answer, request.channel, clear=clear, refuse=args.refuse)
        ways = travel.routes(desk, request.channel)
    count = outcomes.count(Outcome.CLEAR)
    told = "refused" if args.refuse else f"{count or 'none'} of {len(outcomes)} passages to clear"
    value = {"request": request.reference, "outcomes": [one.value for one in outcomes]}
    return Answer([f"Answered {request.reference}: {told}.", *travel_lines(ways)], value)


def _looked(request: "Request", passages: "Sequence[Passage]") -> Iterator[str]:
    yield f"{one_line(request.asker.name)} asks about {len(passages)} passages ({request.reference}):"
    for one in passages:
        yield f"passage {one.number}: {one.outcome.value}{': ' if one.why else ''}{'; '.join(one.why)}"
        yield f"  {quoted(one.text, _LONG)}"
        for echo in one.echoes:
            yield from (f"  {line}" for line in _echo(echo))


def _numbers(text: str) -> list[int]:
    from backchannel.errors import UsageError

    parts = [part.strip() for part in text.split(",")]
    if parts == ["none"]:
        return []
    if not all(part.isascii() and part.isdigit() and len(part) <= 4 for part in parts):
        raise UsageError(f"“{text[:40]}” are no passages; write their numbers as 2,5, or none.")
    return [int(part) for part in parts]


def _let(args: argparse.Namespace) -> Answer:
    from backchannel.cli.desk_option import open_desk
    from backchannel.desk.words import trust

    by_itself = args.answer_by_itself is not None
    name = args.answer_by_itself if by_itself else args.look_first
    with open_desk(args) as desk:
        if by_itself and not args.yes and not output.agreed(args, _consequences(name), "Let the desk answer?"):
            return output.NOT_DONE
        channel = trust.let(desk, name, args.on, by_itself=by_itself)
    said = "is answered by this desk itself from now on" if by_itself else "waits for your look from now on"
    return Answer(
        [f"What {one_line(name)} asks on “{one_line(channel)}” {said}."],
        {"asker": name, "channel": channel, "by_itself": by_itself},
    )


def _consequences(name: str) -> list[str]:
    from backchannel.desk.words import allowance

    measure = f"{allowance.DRAFTS_A_DAY} drafts and {allowance.PASSAGES_A_DAY} passages a day"
    return [
        f"{one_line(name)} will hear of each passage of a draft, without your look, whether it touches something",
        f"private that you may read: of up to {measure}.",
        "Drafts beyond that, the same draft again, and passages much like earlier ones wait for your look.",
    ]
