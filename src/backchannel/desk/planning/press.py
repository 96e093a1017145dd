"""The line of the day at a desk: recorded, screened, confirmed by who knows, laid before a spokesman, and logged (R21).

Whatever denies is refused, and nothing is offered in its place: what may be said is for people to find.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from backchannel.desk.book import Book, find_channel
from backchannel.desk.desk import Desk
from backchannel.desk.planning import cases
from backchannel.desk.planning.acting import Acting, members
from backchannel.desk.planning.boards import BETWEEN_PARTIES, board
from backchannel.desk.words.screening import echoes
from backchannel.errors import RuleError, UsageError
from backchannel.planning.acts import Ending
from backchannel.planning.board import Board, Kept
from backchannel.planning.bound import bound
from backchannel.planning.cases import named
from backchannel.planning.names import folded
from backchannel.planning.press import (
    CONFIRMED,
    LAID,
    LINE,
    OF,
    SAID,
    Confirmed,
    Line,
    LineNow,
    Logged,
    SaidOnce,
    Standing,
    laid,
    lines,
    logged,
)
from backchannel.record.dates import certainly_before
from backchannel.text.denials import RULES, denials, mentions, private_means
from backchannel.vault import acts, channels
from backchannel.vault.archive import Item
from backchannel.vault.sqlcipher import Connection

__all__ = ["Here", "confirm", "every", "find", "lay", "log", "record", "said", "withdraw"]

_GONE = (Standing.WITHDRAWN, Standing.NO_EFFECT)


@dataclass(frozen=True, slots=True)
class Here:
    """A line that this person may see: of which case ('' for one laid here), on which channel, and what was said."""

    case: str
    channel: str
    now: LineNow
    log: tuple[Logged, ...]

    @property
    def is_laid(self) -> bool:
        """Whether it was laid here from elsewhere."""
        return not self.case


def record(desk: Desk, line: Line, *, case: str = "", onto: str = "", change: bool = False) -> Kept[Line]:
    """Record the line on a topic, or with `change` put it in place of the one that stands; it must be confirmed then.

    RuleError for a sentence that denies, words of something private, or a writer who is no principal (its owner may
    change its words); UsageError for a line without an owner, a speaker, or a person who can confirm it.
    """
    value = _trimmed(line)
    with cases.change(desk, case) as acting:
        _refuse_telling(acting, value, ())
        standing = [
            one
            for one in lines(acting.board, desk.clock().date())
            if one.says.name.casefold() == value.name.casefold() and one.standing not in _GONE
        ]
        if change:
            if not standing:
                raise UsageError(f"There is no line on “{value.name[:60]}” to change; record it first.")
            kept = acting.revise(LINE, standing[-1].kept, value, settle=True, onto=onto)
        elif standing:
            raise UsageError(
                f"There is a line on “{value.name[:60]}” already; change it or withdraw it.", typed="--change"
            )
        else:
            kept = acting.open(LINE, value, onto=onto)
        _require_effect(lines(acting.board, desk.clock().date()), kept)
        _require_member(acting, kept, value.voucher)
        return kept


def confirm(desk: Desk, topic: str, *, case: str = "") -> Kept[Confirmed]:
    """Say that one knows of the matter and that the line on a topic is true, in the words that it has now.

    RuleError for anybody but the person named for it, and for a line that denies.
    """
    with cases.change(desk, case) as acting:
        now = _standing(acting.board, desk, topic)
        if desk.card.person.casefold() != now.says.voucher.casefold():
            raise RuleError(f"{now.says.voucher} was named to say whether this line is true, and nobody else can.")
        if now.confirmed is not None:
            raise UsageError("You have said already that this line is true, in these words.")
        _refuse_telling(acting, now.says, ())
        channel = now.kept.act.channel.hex()
        return acting.open(CONFIRMED, Confirmed(bound(now.says.line)), onto=channel, names={OF: (now.kept.id,)})


def lay(desk: Desk, topic: str, onto: str, *, case: str = "") -> Kept[Line]:
    """Lay a confirmed line on another channel of our own side, word for word and without anything else.

    Nothing goes with it of the case, of its channel, or of who confirmed it. RuleError for a line that nobody
    confirmed, that has a word of something private, or for a channel on which this person may lay none.
    """
    with desk.vault.change(moves_position=True) as db:
        number = cases.find(db, desk, case)
        own = Acting(db, desk, number)
        now = _standing(own.board, desk, topic)
        if now.standing not in (Standing.MAY_BE_SAID, Standing.NOT_YET) or now.confirmed is None:
            raise RuleError(f"This line is {Standing.NOT_CONFIRMED if now.confirmed is None else now.standing}.")
        channel = find_channel(db, onto)
        book = Book(db, desk, channel)
        strangers = sorted({party for _, party in members(book)} - {desk.card.party})
        if strangers:
            raise RuleError(
                f"{', '.join(strangers)} would read this on “{channel.name}”; a line is for our own people."
            )
        value = replace(now.says, voucher="")
        _refuse_telling(own, value, (channel.name,))
        acting = Acting(db, desk, BETWEEN_PARTIES)
        there = [
            one
            for one in laid(acting.board, desk.clock().date(), desk.card.party)
            if one.kept.act.channel == channel.id and one.says.name.casefold() == value.name.casefold()
        ]
        if there and there[-1].standing not in _GONE:
            kept = acting.revise(LAID, there[-1].kept, value, settle=True)
        else:
            kept = acting.open(LAID, value, onto=channel.id.hex())
        _require_effect(laid(acting.board, desk.clock().date(), desk.card.party), kept)
        return kept


def withdraw(desk: Desk, topic: str, why: str = "", *, case: str = "") -> int:
    """Withdraw the line on a topic, and wherever this person laid it; give how many were withdrawn."""
    ending = Ending("withdrawn", why.strip())
    with cases.change(desk, case) as acting:
        now = _standing(acting.board, desk, topic)
        kept = acting.revise(LINE, now.kept, now.says, ended=ending, settle=True)
        _require_effect(lines(acting.board, desk.clock().date()), kept)
        # Why it was withdrawn is for those who know of the case.
        between, count = Acting(acting.db, desk, BETWEEN_PARTIES), 1
        for one in laid(between.board, desk.clock().date(), desk.card.party):
            if one.says.name.casefold() == now.says.name.casefold() and one.standing not in _GONE:
                between.revise(LAID, one.kept, one.says, ended=Ending("withdrawn"), settle=True)
                count += 1
        return count


def said(desk: Desk, topic: str, once: SaidOnce) -> tuple[Here, Logged]:
    """Log what was said on a topic, on the channel where this person has the line; what was said is never refused.

    UsageError where this person sees no line on the topic, or nothing was said.
    """
    if not once.words.strip():
        raise UsageError("Say in which words it was said.")
    with desk.vault.change(moves_position=True) as db:
        found = _find(_every(db, desk, desk.clock().date()), topic)
        acting = Acting(db, desk, found.now.kept.act.case)
        value = replace(
            once, words=once.words.strip(), by=" ".join(once.by.split()), where=" ".join(once.where.split())
        )
        channel = found.now.kept.act.channel.hex()
        kept = acting.open(SAID, value, onto=channel, names={OF: (found.now.kept.id,)})
        here = _find(_every(db, desk, desk.clock().date()), topic)
        return here, next(one for one in here.log if one.kept.id == kept.id)


def every(desk: Desk, on: date | None = None) -> list[Here]:
    """Give every line that this person may see, as it stands on a day (today): of his cases, and laid before him."""
    with desk.vault.read() as db:
        return _every(db, desk, on or desk.clock().date())


def find(desk: Desk, topic: str, on: date | None = None) -> Here:
    """Give the line on a topic as it stands on a day (today), one that stands before a withdrawn one; or UsageError."""
    return _find(every(desk, on), topic)


def log(desk: Desk, topic: str = "") -> list[tuple[Here, Logged]]:
    """Give what was said, on one topic or on all, in the order of its days."""
    wanted = folded(topic)
    found = [(here, one) for here in every(desk) for one in here.log if wanted in ("", here.now.says.name.casefold())]
    return sorted(found, key=lambda pair: (pair[1].kept.says.on.earliest, pair[1].kept.act.time))


def _every(db: Connection, desk: Desk, on: date) -> list[Here]:
    found: list[Here] = []
    for case in acts.cases(db):
        own = board(db, desk, case)
        found += [_here(db, own, named(own) or case.hex()[:8], one) for one in lines(own, on)]
    between = board(db, desk, BETWEEN_PARTIES)
    found += [_here(db, between, "", one) for one in laid(between, on, desk.card.party)]
    return found


def _here(db: Connection, found: Board, case: str, now: LineNow) -> Here:
    channel = channels.get(db, now.kept.act.channel)
    return Here(case, channel.name if channel is not None else "", now, tuple(logged(found, now)))


def _find(known: Sequence[Here], topic: str) -> Here:
    wanted = folded(topic)
    found = [one for one in known if one.now.says.name.casefold() == wanted]
    if not found:
        raise UsageError(f"There is no line on “{topic[:60]}” at this desk; say nothing of it that nobody has agreed.")
    return next(
        (one for one in found if one.now.may_be_said),
        next((o for o in found if o.now.standing not in _GONE), found[-1]),
    )


def _standing(found: Board, desk: Desk, topic: str) -> LineNow:
    wanted = folded(topic)
    known = [one for one in lines(found, desk.clock().date()) if one.says.name.casefold() == wanted]
    standing = [one for one in known if one.standing not in _GONE]
    if not standing:
        raise UsageError(f"There is no line on “{topic[:60]}” in this case.")
    return standing[-1]


def _trimmed(line: Line) -> Line:
    value = replace(
        line,
        name=" ".join(line.name.split()),
        line=line.line.strip(),
        owner=" ".join(line.owner.split()),
        speakers=tuple(name for one in line.speakers if (name := " ".join(one.split()))),
        voucher=" ".join(line.voucher.split()),
        limits=line.limits.strip(),
    )
    if not (value.name and value.line and value.owner and value.speakers and value.voucher):
        raise UsageError("A line has a topic, words, an owner, who may say it, and who is to say that it is true.")
    if value.ends is not None and certainly_before(value.ends, value.begins):
        raise UsageError("The line ends before it begins; correct its dates.")
    return value


def _refuse_telling(acting: Acting, line: Line, open_names: Sequence[str]) -> None:
    """Refuse (RuleError) a line that denies, names a private means, a channel or a case, or has words of a letter."""
    texts = (line.name, line.line, line.limits, line.owner, *line.speakers)
    for text in texts:
        if words := private_means(text):
            raise RuleError(f"“{words}” names a private means of speaking; a line and its limits name none.")
    for fault in denials(line.line):
        raise RuleError(
            f"This line cannot be recorded, since a sentence of it {RULES[fault.rule]} (“{fault.words[:60]}”): "
            f"“{fault.sentence[:120]}”."
        )
    hidden = [one.name for one in channels.every(acting.db) if one.name not in open_names]
    hidden += [named(board(acting.db, acting.desk, case)) for case in acts.cases(acting.db)]
    if found := mentions(" | ".join(texts), hidden):
        raise RuleError(
            f"“{found[0][:60]}” is the name of a channel or a case of ours; a line and its limits name none."
        )
    for echo in echoes(acting.db, acting.desk, [text for text in texts if text], _nobody):
        raise RuleError(
            f"“{echo.text[:80]}” has words of {echo.place.address}, which is private here; say it in words that stand "
            "in nothing private, or mark the document as published if it is."
        )


def _require_effect(now: Sequence[LineNow], kept: Kept[Line]) -> None:
    found = next(one for one in now if one.kept.id == kept.id)
    for one in found.without_effect:
        if one.act.id == kept.act.id:
            raise RuleError(one.rule)


def _require_member(acting: Acting, kept: Kept[Line], person: str) -> None:
    channel = channels.get(acting.db, kept.act.channel)
    assert channel is not None
    known = {name.casefold() for name, _ in members(Book(acting.db, acting.desk, channel))}
    if person.casefold() not in known:
        raise UsageError(
            f"{person[:60]} is not on “{channel.name}”, so he cannot confirm this line there; name somebody who is."
        )


def _nobody(_: Item) -> bool:
    return False
