"""Promises: noted with what they wait for, kept by a document that is filed against them or by an event."""

from collections.abc import Sequence
from datetime import date

from backchannel.desk.desk import Desk
from backchannel.desk.planning import cases
from backchannel.desk.planning.acting import Acting, passage
from backchannel.desk.planning.events import found_or_noted, line, today
from backchannel.desk.planning.reactions import when
from backchannel.desk.planning.resting import Rest, document_of, item_of, rest
from backchannel.desk.words.places import Places
from backchannel.errors import RuleError, UsageError
from backchannel.planning.authority import find, same_person
from backchannel.planning.cases import PARTY
from backchannel.planning.events import EVENT, happened
from backchannel.planning.promises import (
    AFTER,
    BY,
    EVENT_THAT_KEPT,
    FULFILMENT,
    PROMISE,
    PROMISED,
    Fulfilment,
    Promise,
    Shown,
    may_say,
    promises,
)
from backchannel.record.dates import DocumentDate, certainly_before, parse
from backchannel.text.folding import fold, words

__all__ = ["every", "keep", "make", "withdraw"]


def make(
    desk: Desk,
    name: str,
    whose: str,
    to: str,
    says: str = "",
    *,
    due: str = "",
    after: str = "",
    kept_by: str = "",
    since: DocumentDate | None = None,
    rests: Sequence[str] = (),
    case: str = "",
    onto: str = "",
) -> Shown:
    """Note a promise: whose, to whom, due by a date as it is written, `after` an event, or `kept_by` one.

    An event that the case has not is noted without a date. UsageError where an open promise has this name.
    """
    with cases.change(desk, case) as acting:
        wanted = line(name, "A promise")
        if any(one.is_open and same_person(one.says.name, wanted) for one in promises(acting.board, date.max)):
            raise UsageError(f"There is an open promise “{wanted[:60]}” already; give this one another name.")
        bound = {
            part: [found_or_noted(acting, event, onto).id] for part, event in ((AFTER, after), (BY, kept_by)) if event
        }
        who, whom = line(whose, "Whoever promises"), line(to, "Whoever was promised something")
        value = Promise(wanted, who, whom, since or today(desk), says.strip(), when(due), " ".join(due.split()))
        kept = acting.open(PROMISE, value, onto=onto, names=bound, rests=rests)
        return _now(acting, kept.id)


def keep(
    desk: Desk,
    promise: str,
    *,
    document: str = "",
    event: str = "",
    says: str = "",
    on: DocumentDate | None = None,
    case: str = "",
) -> Shown:
    """Say that a promise was kept, by a document or by an event that has happened.

    RuleError where this person is neither of the two nor a principal, or where the document is older than the promise,
    or by somebody else than who made it.
    """
    if bool(document) == bool(event):
        raise UsageError("Say what kept the promise: a document or an event.", typed="--document, or --event")
    with cases.change(desk, case) as acting:
        found = _promise(acting, promise)
        if not found.is_open:
            raise UsageError(f"“{found.says.name}” is {found.state} already.")
        names = {PROMISED: [found.thing.id]}
        if event:
            kept_by = acting.board.find(EVENT, event, "event")
            if not happened(kept_by, desk.clock().date()):
                raise UsageError(f"“{kept_by.says.name}” has not happened, as far as anybody says; mark it first.")
            names[EVENT_THAT_KEPT] = [kept_by.id]
        else:
            _require_theirs(acting, found, document)
        kept = acting.open(
            FULFILMENT,
            Fulfilment(on or today(desk), says.strip()),
            onto=found.act.channel.hex(),
            names=names,
            rests=(document,) if document else (),
        )
        _require_may(found, may_say(found.says, kept.act))
        return _now(acting, found.thing.id)


def withdraw(desk: Desk, promise: str, why: str, *, case: str = "", settle: bool = False) -> Shown:
    """Say that a promise was taken back or needs not be kept, and why. RuleError as `keep`."""
    if not why.strip():
        raise UsageError("Say why nobody waits for it any more.", typed="--why")
    with cases.change(desk, case) as acting:
        found = _promise(acting, promise)
        kept = acting.board.get(PROMISE, found.thing.id)
        if kept is None:
            raise UsageError("Somebody rewrote this promise with a newer version of the program; withdraw it there.")
        ended = acting.end(PROMISE, kept, "withdrawn", why, settle=settle)
        _require_may(found, may_say(found.says, ended.act))
        return _now(acting, found.thing.id)


def every(desk: Desk, on: date | None = None, case: str = "") -> tuple[list[Shown], dict[str, Rest]]:
    """Give the promises of a case as they stand on a day, and the words on which each rests or by which it was kept."""
    with cases.reading(desk, case) as (db, board):
        found = promises(board, on or desk.clock().date())
        acts = [act for one in found for act in (one.act, *([one.fulfilled[1]] if one.fulfilled else []))]
        return found, {address: rest(db, desk, address) for act in acts for address in act.rests}


def _promise(acting: Acting, text: str) -> Shown:
    return find(promises(acting.board, date.max), text, "promise", is_open=lambda one: one.is_open)


def _now(acting: Acting, promise: bytes) -> Shown:
    """Give a promise as it stands today, or when it will have been made if that is later."""
    now = acting.desk.clock().date()
    every_day = (*promises(acting.board, now), *promises(acting.board, date.max))
    return next(one for one in every_day if one.thing.id == promise)


def _require_may(found: Shown, why: str) -> None:
    if why:
        raise RuleError(f"“{found.says.name}”: {why[:1].lower()}{why[1:]}")


def _require_theirs(acting: Acting, promise: Shown, address: str) -> None:
    """Refuse a document that cannot keep a promise: it is older, or it is known to be by somebody else."""
    item = item_of(acting.db, passage(acting.db, acting.desk, address))
    if item is None:
        return
    if item.last_day and certainly_before(parse(item.last_day), promise.says.since):
        raise RuleError(
            f"{address[:80]} is of {item.last_day}, before “{promise.says.name}” was promised, and keeps no promise."
        )
    document = document_of(acting.db, item)
    place = Places(acting.db, acting.desk).place(item.number, 0, 1) if document and document.passages else None
    whose = promise.says.whose
    is_party = any(same_person(whose, one.says.name) for one in acting.board.every(PARTY))
    if place and place.authors and not is_party and not any(_may_be(whose, one) for one in place.authors):
        raise RuleError(
            f"{address[:80]} is by {', '.join(place.authors)[:80]}, and “{promise.says.name}” was promised by {whose}."
        )


def _may_be(name: str, printed: str) -> bool:
    """Whether two names may be one person's: all words of the one stand in the other, "Reik" in "Minister Reik"."""
    one, other = (set(words(fold(text).text)) for text in (name, printed))
    return bool(one and other) and (one <= other or other <= one)
