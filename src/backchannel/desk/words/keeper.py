"""A keeper's answers: what a draft that was sent here touches, said with the numbers of its passages and no more.

Whether the desk answers by itself follows from what the asker sent (`allowance`); what it answers follows from what
the keeper may read and the asker may not.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from backchannel.desk.book import Book, find_channel
from backchannel.desk.desk import Desk
from backchannel.desk.words import allowance, requests, screening, trust
from backchannel.desk.words.allowance import Sent
from backchannel.desk.words.requests import Request
from backchannel.desk.words.screening import Echo
from backchannel.desk.writing import append
from backchannel.errors import BadInputError, UsageError
from backchannel.protocol.encoding import hex32
from backchannel.protocol.screening import Outcome
from backchannel.protocol.screening import answer as answer_of
from backchannel.record.document import to_value
from backchannel.vault import channels, entries, notices
from backchannel.vault.sqlcipher import Connection

__all__ = ["Entered", "Passage", "answer", "answer_due", "asked", "look"]

_FAILED = "A request for screening could not be answered by this desk itself; look at what is asked of it."


@dataclass(frozen=True, slots=True)
class Entered:
    """A line of the keeper's log: a request, and why it waits for his look ('' where it does not)."""

    request: Request
    waits: str


@dataclass(frozen=True, slots=True)
class Passage:
    """A passage of a request (from 1) for the keeper's eyes: what the desk would answer, why, and what it touches."""

    number: int
    text: str
    outcome: Outcome
    why: tuple[str, ...]
    echoes: tuple[Echo, ...]


def asked(desk: Desk) -> list[Entered]:
    """Give everything that this desk was ever asked about, in the order in which it came, with what was answered."""
    with desk.vault.read() as db:
        others = _of_others(db, desk)
        due = {one.header.id for one in trust.due(db, desk)}
        return [Entered(one, _waits(one, others, one.header.id in due)) for one in others]


def _of_others(db: Connection, desk: Desk) -> list[Request]:
    return [one for one in requests.every(db, desk) if one.header.author != desk.reader]


def _waits(request: Request, others: Sequence[Request], is_due: bool) -> str:
    if request.fault or request.answer is not None:
        return ""
    return _why_look(request, others) if is_due else "its asker is not answered by the desk itself"


def _why_look(request: Request, others: Sequence[Request]) -> str:
    return allowance.why_look(_sent(request), [_sent(one) for one in _before(request, others)])


def _before(request: Request, others: Sequence[Request]) -> list[Request]:
    """Give what the same asker had sent before."""
    earlier = others[: [one.header.id for one in others].index(request.header.id)]
    return [one for one in earlier if one.header.author == request.header.author and not one.fault]


def _sent(request: Request) -> Sent:
    return allowance.sent(request.arrived[:10], request.passages)


def look(desk: Desk, text: str, on: str = "") -> tuple[Request, tuple[Passage, ...]]:
    """Give a request with all that its passages touch, for the keeper's eyes, and note that he read it.

    UsageError where there is no such request or it was answered, BadInputError where it only looks like one.
    """
    with desk.vault.change() as db:
        request = _open(db, desk, text, on)
        entries.mark_read(db, request.header, desk.now())
        return request, _passages(db, desk, request)


def answer(
    desk: Desk, text: str, on: str = "", *, clear: Collection[int] | None = None, refuse: bool = False
) -> tuple[Outcome, ...]:
    """Answer a request: with what the desk found, with exactly the passages of `clear`, or with a refusal.

    Errors as `look`; UsageError where `clear` names a passage that the request does not have.
    """
    with desk.vault.change(moves_position=True) as db:
        request = _open(db, desk, text, on)
        numbers = range(1, len(request.passages) + 1)
        if clear is not None and not set(clear) <= set(numbers):
            raise UsageError(f"{request.reference} has the passages 1 to {numbers[-1]}; name some of them, or “none”.")
        if refuse:
            outcomes = [Outcome.REFUSED for _ in numbers]
        elif clear is not None:
            outcomes = [Outcome.CLEAR if number in clear else Outcome.NOTHING for number in numbers]
        else:
            outcomes = [passage.outcome for passage in _passages(db, desk, request)]
        _write(db, desk, request, outcomes)
        return tuple(outcomes)


def answer_due(desk: Desk) -> int:
    """Answer what this desk answers by itself; give how many drafts were looked into.

    Called between what an exchange brought and what it sends, so that an answer leaves with the same exchange. What
    goes wrong leaves a request to the keeper's look, and never ends the exchange.
    """
    with desk.vault.read() as db:
        waiting = trust.due(db, desk)
        others = _of_others(db, desk) if waiting else []
        due = [(one.reference, one.channel) for one in waiting if not _why_look(one, others)]
    for reference, channel in due:
        try:
            answer(desk, reference, channel)
        except Exception:
            # Whatever somebody's draft sets off here must not keep letters from coming.
            with desk.vault.change() as db:
                notices.count_refusal(db, desk.now()[:10], _FAILED)
    return len(due)


def _open(db: Connection, desk: Desk, text: str, on: str) -> Request:
    channel = find_channel(db, on).name if on else ""
    found = [one for one in _of_others(db, desk) if one.reference == text.strip() and channel in ("", one.channel)]
    if not found:
        raise UsageError(
            f"There is no request for screening {text[:80]} here; look at what is asked of this desk.",
            typed="backchannel screen --asked",
        )
    if len(found) > 1:
        raise UsageError(
            f"There are requests {text[:80]} on several channels; say on which is the one that is meant.",
            typed="--on CHANNEL",
        )
    (request,) = found
    if request.fault:
        raise BadInputError(request.fault)
    if request.answer is not None:
        raise UsageError(f"{request.reference} was answered already ({request.answer.reference}); one answer counts.")
    return request


def _passages(db: Connection, desk: Desk, request: Request) -> tuple[Passage, ...]:
    knows = screening.known_to(db, desk, request.header.author)
    found = screening.echoes(db, desk, request.passages, knows, doubting=True)
    told = [
        (_sent(one), one.answer.outcomes) for one in _before(request, _of_others(db, desk)) if one.answer is not None
    ]
    this = _sent(request)
    passages = []
    for at, text in enumerate(request.passages):
        echoes = tuple(echo for echo in found if at in echo.parts)
        why = ["stands in something private"] if echoes else []
        if allowance.is_short(text):
            why.append(f"has fewer than {allowance.SHORT} words")
        if any(outcomes[other] is Outcome.CLEAR for one, outcomes in told for other in one.alike(this.prints[at])):
            why.append("is much like one that was to be cleared before")
        outcome = Outcome.CLEAR if why else Outcome.NOTHING
        passages.append(Passage(at + 1, text, outcome, tuple(why), echoes))
    return tuple(passages)


def _write(db: Connection, desk: Desk, request: Request, outcomes: Sequence[Outcome]) -> None:
    kept = channels.get(db, request.header.channel)
    assert kept is not None
    book = Book(db, desk, kept)
    content = {"document": to_value(answer_of(outcomes)), "answers": hex32(request.header.id)}
    entry = append(book, "letter", content, sorted({desk.reader, request.header.author}))
    entries.mark_read(db, entry.header, desk.now())
    book.save()
