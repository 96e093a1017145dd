"""Consultations at our own desk: opened, put off, told of steps, closed, shown."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from backchannel.desk.book import Book, Books, find_channel
from backchannel.desk.desk import Desk
from backchannel.desk.planning import cases
from backchannel.desk.planning.acting import Acting
from backchannel.desk.planning.consultation.between import between, other_sides, require_no_other_side
from backchannel.desk.planning.resting import Rest, rest
from backchannel.desk.planning.screened import require_clear
from backchannel.desk.words.screening import Part
from backchannel.errors import RuleError, TooEarlyError, UsageError
from backchannel.planning.board import Board
from backchannel.planning.cases import ISSUE, PARTY, Side
from backchannel.planning.consultation.concerns import folded
from backchannel.planning.consultation.consulting import CONSULTING, OF, Consulting, Rule, is_over
from backchannel.planning.consultation.hearings import (
    APPROACH,
    CLOSING,
    CONSULTATION,
    Approach,
    Asked,
    Closing,
    Consultation,
    Hearing,
    Recorded,
    hearing,
    hearings,
    obstacles,
)
from backchannel.planning.consultation.proposals import PROPOSAL
from backchannel.protocol.state import ACTIVE
from backchannel.record.dates import DocumentDate, in_words
from backchannel.vault import channels
from backchannel.vault.channels import Channel
from backchannel.vault.sqlcipher import Connection

__all__ = [
    "THEN",
    "Putting",
    "approach",
    "called",
    "close",
    "every",
    "line_with",
    "open_",
    "plan",
    "put_off",
    "require_later",
    "rests_of",
    "show",
]

THEN = {
    Rule.HEARING: "When this time has passed we are proceeding, unless you change our mind.",
    Rule.SILENCE: "We take silence until then as your consent; an objection before then stops us.",
    Rule.UNANIMITY: "When this time has passed we proceed only if you have joined.",
}
"""What happens at the end, where a person says nothing else; each rule in words, so that nobody need look it up.

No date stands in them: the end is told beside them, and may be put off, while these words may not change."""


@dataclass(frozen=True, slots=True)
class Putting:
    """What is to be put to allies: the words that each of them sees, on which issue of ours, and where to each."""

    told: Consulting
    issue: str
    proposal: str
    books: Mapping[str, Book]

    @property
    def channels(self) -> tuple[tuple[str, Channel], ...]:
        """Each ally with the channel on which it is put to him."""
        return tuple((ally, book.channel) for ally, book in self.books.items())


def open_(
    desk: Desk,
    name: str,
    issue: str,
    allies: Sequence[str],
    *,
    rule: Rule,
    ends: DocumentDate,
    text: Sequence[str] = (),
    proposal: str = "",
    then: str = "",
    title: str = "",
    on: Sequence[str] = (),
    case: str = "",
    onto: str = "",
) -> Hearing:
    """Consult allies on an issue in the words of a text, or of a proposal that was drafted.

    Each ally is told, on the channel with him, the `title`, the text, the rule, the end and what happens `then`; of our
    case, and of whoever else is asked, nothing. `on` names channels where there are several with an ally. `onto` is
    where our side keeps it. RuleError where the other side is on such a channel, or the text has words of a letter that
    its readers may not read; UsageError for an end that is no day or hour to come, and for what the case has not.
    """
    with cases.change(desk, case) as acting:
        putting = _putting(
            acting.db, desk, acting.board, name, issue, allies, rule, ends, text, proposal, then, title, on
        )
        told, books = putting.told, putting.books
        acts = _put(acting.db, desk, list(books.values()), told)
        asked = tuple(Asked(ally, acts[book.channel.id].hex()) for ally, book in books.items())
        says = Consultation(
            " ".join(name.split()), putting.issue, asked, told.text, rule, ends, told.then, putting.proposal
        )
        kept = acting.open(CONSULTATION, says, onto=onto)
        shown = _shown(acting, kept.thing.id)
        for line in shown.lines:
            if line.fault:
                raise RuleError(f"{line.party} would not be heard: {line.fault}.")
        return shown


def plan(
    desk: Desk,
    name: str,
    issue: str,
    allies: Sequence[str],
    *,
    rule: Rule,
    ends: DocumentDate,
    text: Sequence[str] = (),
    proposal: str = "",
    then: str = "",
    title: str = "",
    on: Sequence[str] = (),
    case: str = "",
) -> Putting:
    """Give what would be put to allies, and on which channel to each; nothing is written. Errors as `open_`."""
    with cases.reading(desk, case) as (db, board):
        found = _putting(db, desk, board, name, issue, allies, rule, ends, text, proposal, then, title, on)
        for book in {book.channel.id: book for book in found.books.values()}.values():
            require_clear(db, desk, book, _parts(found.told))
        return found


def put_off(desk: Desk, name: str, until: DocumentDate, *, case: str = "") -> Hearing:
    """Announce a later end to all who were asked. RuleError for an earlier one; UsageError for one that is closed."""
    with cases.change(desk, case) as acting:
        found = _find(acting, name)
        require_later(desk, found, until)
        telling = Acting(acting.db, desk)
        told = {one.put.thing.id for one in found.lines if one.put}
        for identifier in told:
            kept = telling.board.get(CONSULTING, identifier)
            assert kept is not None
            says = Consulting(kept.says.name, kept.says.text, kept.says.rule, until, kept.says.then)
            telling.revise(CONSULTING, kept, says, settle=True)
        ours = acting.board.get(CONSULTATION, found.id)
        assert ours is not None
        own = ours.says
        acting.revise(
            CONSULTATION,
            ours,
            Consultation(own.name, own.issue, own.asked, own.text, own.rule, until, own.then, own.proposal),
            settle=True,
        )
        return _shown(acting, found.id)


def require_later(desk: Desk, found: Hearing, until: DocumentDate) -> None:
    """Refuse an end that cannot be announced for a consultation as it stands. Errors as `put_off`."""
    if found.closed is not None:
        raise UsageError(f"“{found.says.name[:60]}” was closed already.")
    _require_moment(desk, until)
    if until.latest <= found.ends.latest:
        raise RuleError(
            f"The announced end, {in_words(found.ends)}, can be put off and not brought forward; allies were told of "
            "it."
        )
    blind = [one.party for one in found.lines if one.put is None]
    if blind:
        raise RuleError(f"You are not on the channel with {', '.join(blind)}; who is must announce the later end.")


def approach(
    desk: Desk,
    name: str,
    party: str,
    by: str,
    what: str,
    on: DocumentDate,
    *,
    rests: Sequence[str] = (),
    case: str = "",
    onto: str = "",
) -> Hearing:
    """Record a personal approach to an ally within a consultation, as a principal's own letter. Errors as `show`."""
    with cases.change(desk, case) as acting:
        found = _find(acting, name)
        line = found.line(party)
        if line is None:
            raise UsageError(f"{party[:60]} was not asked in “{found.says.name[:60]}”.")
        value = Approach(line.party, " ".join(by.split()), what.strip(), on)
        where = onto or found.opened.channel.hex()
        acting.open(APPROACH, value, onto=where, names={OF: (found.id,)}, rests=rests)
        return _shown(acting, found.id)


def close(desk: Desk, name: str, *, proceed: bool, why: str = "", case: str = "") -> Hearing:
    """Close a consultation: go ahead, or give up what it was about (then say why).

    A principal, or who opened it, closes it. To go ahead TooEarlyError before the announced end, and RuleError where
    the announced rule lets an answer, or silence, stand in the way. What each ally answered is kept with it.
    """
    with cases.change(desk, case) as acting:
        found = _find(acting, name)
        if found.closed is not None:
            how = "to go ahead" if found.closed[0].proceeds else "and given up"
            raise UsageError(f"“{found.says.name[:60]}” was closed already, {how}.")
        if proceed and not is_over(found.ends, desk.clock()):
            raise TooEarlyError(
                f"“{found.says.name[:60]}” runs until {in_words(found.ends)}, as the allies were told; "
                "nobody goes ahead before."
            )
        if not proceed and not why.strip():
            raise UsageError("Say why it is given up.", typed="--why")
        if proceed and (over := obstacles(found)):
            raise RuleError(f"“{found.says.name[:60]}” cannot be closed to go ahead over {'; '.join(over)}.")
        record = tuple(Recorded(one.party, one.outcome) for one in found.lines)
        kept = acting.open(
            CLOSING,
            Closing(proceed, record, why.strip()),
            onto=found.opened.channel.hex(),
            names={OF: (found.id,)},
        )
        closed = _shown(acting, found.id)
        refused = next((one.rule for one in closed.without_effect if one.act.id == kept.act.id), "")
        if refused:
            raise RuleError(f"This would have no effect: {refused}.")
        return closed


def show(desk: Desk, name: str, *, case: str = "") -> Hearing:
    """Give a consultation as it stands; UsageError where there is none of that name."""
    with cases.reading(desk, case) as (db, board):
        return _standing(db, desk, board, board.find(CONSULTATION, name, "consultation").id)


def every(desk: Desk, *, case: str = "") -> list[Hearing]:
    """Give the consultations of a case, in the order in which they were opened."""
    with cases.reading(desk, case) as (db, board):
        return hearings(board, between(db, desk))


def rests_of(desk: Desk, found: Hearing) -> dict[str, Rest]:
    """Give the words on which the approaches of a consultation rest, by their addresses."""
    with desk.vault.read() as db:
        return {address: rest(db, desk, address) for _, act in found.approaches for address in act.rests}


def called(desk: Desk, channel: str) -> str:
    """Give what this desk calls a channel, by its id in hexadecimal."""
    with desk.vault.read() as db:
        return find_channel(db, channel).name


def line_with(db: Connection, desk: Desk, board: Board, party: str, on: Sequence[str]) -> Book:
    """Give the channel with a party: the one of those named that it reads, or the only one without strangers.

    UsageError where there is none, or several; RuleError where the other side of the case is on it.
    """
    books = Books(db, desk)
    named = [books.of(find_channel(db, one).id) for one in on]
    found = [book for book in named if _reads(book, party)]
    if not found and not named:
        known = [books.of(one.id) for one in channels.every(db) if one.standing == channels.JOINED]
        there = [book for book in known if _reads(book, party)]
        found = [book for book in there if not _parties(book) & other_sides(board)]
        if there and not found:
            require_no_other_side(there[0], board)
        own = {folded(desk.card.party), folded(party)}
        # With him alone, before a line that others read too.
        found = [book for book in found if _parties(book) <= own] or found
    if len(found) != 1:
        names = ", ".join(f"“{book.channel.name}”" for book in found)
        raise UsageError(
            f"There are several channels with {party[:60]} ({names}); say on which it is."
            if found
            else f"There is no channel here with {party[:60]}, or none of those named; say on which it is.",
            typed="--on CHANNEL",
        )
    require_no_other_side(found[0], board)
    return found[0]


def _putting(
    db: Connection,
    desk: Desk,
    board: Board,
    name: str,
    issue: str,
    allies: Sequence[str],
    rule: Rule,
    ends: DocumentDate,
    text: Sequence[str],
    proposal: str,
    then: str,
    title: str,
    on: Sequence[str],
) -> Putting:
    about = board.find(ISSUE, issue, "issue").says.name
    drafted = board.find(PROPOSAL, proposal, "proposal") if proposal else None
    if drafted is not None and drafted.is_disputed:
        raise UsageError(f"Two desks drafted “{drafted.says.name[:60]}” apart; settle it before it is put to anybody.")
    words = tuple(one.strip() for one in (text or (drafted.says.text if drafted else ())) if one.strip())
    _require_sound(desk, board, name, words, ends)
    told = Consulting(" ".join((title or name).split()), words, rule, ends, then.strip() or THEN[rule])
    lines = {_ally(board, ally): None for ally in allies}
    if not lines:
        raise UsageError("Say who is consulted.", typed="--ally")
    _require_untold(told.name, lines)
    books = {ally: line_with(db, desk, board, ally, on) for ally in lines}
    return Putting(told, about, drafted.says.name if drafted else "", books)


def _parts(told: Consulting) -> list[Part]:
    parts = [Part("title", told.name), Part("sentence on what happens then", told.then)]
    return parts + [Part(str(number), text) for number, text in enumerate(told.text, 1)]


def _put(db: Connection, desk: Desk, books: Sequence[Book], told: Consulting) -> dict[bytes, bytes]:
    """Put it to those on each channel once; give the act by the channel."""
    telling, acts = Acting(db, desk), {}
    for book in {book.channel.id: book for book in books}.values():
        require_clear(db, desk, book, _parts(told))
        acts[book.channel.id] = telling.open(CONSULTING, told, onto=book.channel.id.hex()).id
    return acts


def _require_untold(title: str, allies: Collection[str]) -> None:
    """Refuse a title that names one of several who are asked: each of the others would learn of him."""
    for ally in allies if len(allies) > 1 else ():
        if folded(ally) in folded(title):
            raise RuleError(
                f"The title “{title[:60]}” tells every ally of {ally}; say what they see it called.",
                typed="--title",
            )


def _require_sound(desk: Desk, board: Board, name: str, words: Sequence[str], ends: DocumentDate) -> None:
    wanted = folded(name)
    if not wanted or any(folded(one.says.name) == wanted for one in board.every(CONSULTATION)):
        raise UsageError(f"A consultation needs a name of its own; “{name[:60]}” is used or empty.")
    if not words:
        raise UsageError("Nothing is put to the allies; give the text, or a proposal that was drafted.")
    _require_moment(desk, ends)


def _require_moment(desk: Desk, ends: DocumentDate) -> None:
    if ends.day is None or ends.qualifier:
        raise UsageError(
            f"{ends} is no day or hour; an announced end is one, such as 2031-05-20 or 20 May 2031, 18:00 UTC."
        )
    if is_over(ends, desk.clock()):
        raise UsageError(f"{in_words(ends)} has passed; announce an end that leaves time to answer.")


def _ally(board: Board, name: str) -> str:
    found = board.find(PARTY, name, "party").says
    if found.side in (Side.OURS, Side.OTHER):
        raise RuleError(f"{found.name} is {found.side} in this case; those are consulted who are neither.")
    return found.name


def _reads(book: Book, party: str) -> bool:
    return any(folded(m.party) == folded(party) for m in book.state.members.values() if m.status == ACTIVE)


def _parties(book: Book) -> set[str]:
    return {folded(member.party) for member in book.state.members.values()}


def _find(acting: Acting, name: str) -> Hearing:
    return _shown(acting, acting.board.find(CONSULTATION, name, "consultation").id)


def _shown(acting: Acting, identifier: bytes) -> Hearing:
    return _standing(acting.db, acting.desk, acting.board, identifier)


def _standing(db: Connection, desk: Desk, board: Board, identifier: bytes) -> Hearing:
    thing = board.thing(identifier)
    found = hearing(board, between(db, desk), thing) if thing is not None else None
    if found is None:
        raise UsageError("That consultation is not of a form that this version knows.")
    return found
