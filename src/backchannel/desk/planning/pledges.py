"""Pledges of mutual restraint at a desk: recorded in exact words, answered, and held against what happened (R13)."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from backchannel.desk.desk import Desk
from backchannel.desk.planning import cases
from backchannel.desk.planning.acting import Acting, passage
from backchannel.desk.planning.incidents import add as add_incident
from backchannel.desk.planning.resting import Rest, rests
from backchannel.desk.planning.wording import Quoted, quoted, require_words, whose
from backchannel.errors import RuleError, UsageError
from backchannel.planning.board import Board, Kept
from backchannel.planning.cases import ISSUE, PARTY
from backchannel.planning.incidents import INCIDENT, Incident
from backchannel.planning.names import folded
from backchannel.planning.pledges import (
    ANSWER,
    PLEDGE,
    TO,
    Answer,
    Answered,
    Breach,
    Force,
    Pledge,
    Restraint,
    restraints,
)
from backchannel.record.dates import DocumentDate, certainly_before
from backchannel.vault.sqlcipher import Connection

__all__ = ["Answering", "Evidence", "Shown", "add", "answer", "check", "end", "every", "log", "show", "withdraw"]

_IN_FORCE = (Force.IN_FORCE, Force.PERHAPS)


@dataclass(frozen=True, slots=True)
class Evidence:
    """An incident within a pledge, with the words on which it rests."""

    breach: Breach
    rests: tuple[Rest, ...]


@dataclass(frozen=True, slots=True)
class Answering:
    """An answer to a pledge, with its words held against their passage (None where it has no words)."""

    kept: Kept[Answer]
    words: Quoted | None


@dataclass(frozen=True, slots=True)
class Shown:
    """A pledge as a person sees it: how it stands, its words in their passage, the answers, and the incidents."""

    restraint: Restraint
    words: Quoted
    answers: tuple[Answering, ...]
    evidence: tuple[Evidence, ...]


def add(desk: Desk, pledge: Pledge, rests_on: str, *, case: str = "", onto: str = "") -> Kept[Pledge]:
    """Record a pledge in somebody's exact words, which must stand in the passage on which it rests.

    UsageError for parties or issues that the case has not, fewer than two parties, a name that is used, an end before
    the beginning; RuleError for words that do not stand there, or are not those of the party whose they should be.
    """
    if pledge.begins and pledge.ends and certainly_before(pledge.ends, pledge.begins):
        raise UsageError("The pledge ends before it begins; correct its dates.")
    with cases.change(desk, case) as acting:
        board = acting.board
        name = " ".join(pledge.name.split())
        if not name or any(one.says.name.casefold() == name.casefold() for one in board.standing(PLEDGE)):
            raise UsageError(f"A pledge needs a name of its own; “{name[:60]}” is used already or says nothing.")
        parties = tuple(dict.fromkeys(board.find(PARTY, one, "party").says.name for one in pledge.parties))
        by = board.find(PARTY, pledge.by, "party").says.name
        if len(parties) < 2 or by not in parties:
            raise UsageError("A pledge is between two parties at least, and in the words of one of them.")
        issues = tuple(board.find(ISSUE, one, "issue").says.name for one in pledge.issues)
        _require_own(acting, pledge.words, rests_on, by)
        value = Pledge(
            name,
            parties,
            pledge.scope.strip(),
            by,
            pledge.words.strip(),
            " ".join(pledge.period.split()),
            pledge.begins,
            pledge.ends,
            issues,
        )
        return acting.open(PLEDGE, value, onto=onto, rests=(rests_on,))


def answer(
    desk: Desk,
    pledge: str,
    party: str,
    how: Answered,
    *,
    words: str = "",
    rests_on: str = "",
    said_by: str = "",
    case: str = "",
    settle: bool = False,
) -> Kept[Answer]:
    """Record how a party answered a pledge.

    Acceptance is in its own exact words in a passage that it wrote; what anybody else says of it is a claim, with who
    says so. RuleError where this is otherwise; UsageError for a party that is none to the pledge.
    """
    if how not in (Answered.ACCEPTED, Answered.DECLINED, Answered.CLAIMED):
        raise UsageError("An answer is accepted, declined, or said to have accepted.")
    with cases.change(desk, case) as acting:
        kept = acting.board.find(PLEDGE, pledge, "pledge")
        name = next((one for one in kept.says.parties if one.casefold() == folded(party)), "")
        if not name or name == kept.says.by:
            others = ", ".join(one for one in kept.says.parties if one != kept.says.by)
            raise UsageError(f"{party[:60]} has nothing to answer in this pledge; {others} may.")
        if how is Answered.CLAIMED:
            if not said_by.strip():
                raise UsageError(f"Say who says that {name} accepted; a claim has its source.", typed="--said-by")
            if words.strip():
                require_words(acting.db, desk, words, rests_on)
        else:
            if not rests_on:
                raise RuleError(
                    f"That {name} {how} rests on no words of its own, so it is a claim; record it as one, with who "
                    "says so, or name the passage."
                )
            _require_own(acting, words, rests_on, name)
        value = Answer(name, how, words.strip(), " ".join(said_by.split()))
        addresses = (rests_on,) if rests_on else ()
        before = [one for one in acting.board.opened_naming(ANSWER, kept.id, TO) if one.says.party == name]
        if before:
            return acting.revise(ANSWER, before[-1], value, rests=addresses, settle=settle)
        onto = kept.act.channel.hex()
        return acting.open(ANSWER, value, onto=onto, names={TO: (kept.id,)}, rests=addresses)


def log(
    desk: Desk,
    pledge: str,
    incident: str,
    *,
    party: str,
    on: DocumentDate | None,
    what: str = "",
    rests_on: Sequence[str] = (),
    case: str = "",
    onto: str = "",
) -> Kept[Incident]:
    """Hold an incident against a pledge, whichever side's it was. It becomes a dossier (`incidents`).

    UsageError without evidence, or for a party that has no part in the pledge.
    """
    if not rests_on:
        raise UsageError("Name the evidence: an incident is held against nobody on no passage.", typed="--rests")
    with cases.change(desk, case) as acting:
        kept = acting.board.find(PLEDGE, pledge, "pledge")
        if folded(party) not in {one.casefold() for one in kept.says.parties}:
            raise UsageError(f"{party[:60]} is no party to this pledge; {', '.join(kept.says.parties)} are.")
        value = Incident(incident, party, what, on, kept.says.issues)
        return add_incident(acting, value, pledge=kept, rests_on=rests_on, onto=onto or kept.act.channel.hex())


def withdraw(desk: Desk, incident: str, why: str, *, case: str = "", settle: bool = False) -> Kept[Incident]:
    """Say that an incident was recorded by mistake; it is shown with the reason ever after. UsageError without one."""
    if not why.strip():
        raise UsageError("Say why the incident was recorded by mistake; it stays, with the reason.", typed="--why")
    with cases.change(desk, case) as acting:
        kept = acting.board.find(INCIDENT, incident, "incident")
        return acting.end(INCIDENT, kept, "withdrawn", why, settle=settle)


def end(desk: Desk, pledge: str, how: str, why: str = "", *, case: str = "", settle: bool = False) -> Kept[Pledge]:
    """End a pledge: how (lapsed, denounced, fulfilled, ...) and why. It stays readable."""
    with cases.change(desk, case) as acting:
        return acting.end(PLEDGE, acting.board.find(PLEDGE, pledge, "pledge"), how, why, settle=settle)


def every(desk: Desk, on: date | None = None, case: str = "") -> list[Shown]:
    """Give every pledge of a case as it stands on a day (today)."""
    with cases.reading(desk, case) as (db, board):
        return list(_shown(db, desk, board, on or desk.clock().date()))


def show(desk: Desk, pledge: str, on: date | None = None, case: str = "") -> Shown:
    """Give one pledge as it stands on a day (today)."""
    with cases.reading(desk, case) as (db, board):
        wanted = board.find(PLEDGE, pledge, "pledge").id
        found = _shown(db, desk, board, on or desk.clock().date())
        return next(one for one in found if one.restraint.pledge.id == wanted)


def check(desk: Desk, on: date | None = None, case: str = "") -> list[Shown]:
    """Give the pledges that are in force on a day, or may be, with the incidents of every party within them."""
    return [one for one in every(desk, on, case) if one.restraint.force in _IN_FORCE]


def _shown(db: Connection, desk: Desk, board: Board, on: date) -> Iterator[Shown]:
    known: dict[bytes, tuple[Quoted, tuple[Answering, ...]]] = {}
    refuted: set[bytes] = set()
    for kept in board.every(PLEDGE):
        own = _quoted(db, desk, kept.says.words, kept.act.rests)
        if _is_refuted(db, desk, board, own, kept.act.rests, kept.says.by):
            refuted.add(kept.act.id)
        answers = tuple(
            Answering(one, _quoted(db, desk, one.says.words, one.act.rests) if one.says.words else None)
            for one in board.opened_naming(ANSWER, kept.id, TO)
        )
        for one in answers:
            if one.words is not None and _is_refuted(
                db, desk, board, one.words, one.kept.act.rests, one.kept.says.party
            ):
                refuted.add(one.kept.act.id)
        known[kept.id] = own, answers
    for found in restraints(board, on, refuted):
        own, answers = known[found.pledge.id]
        evidence = tuple(Evidence(one, rests(db, desk, one.incident.act.rests)) for one in found.breaches)
        yield Shown(found, own, answers, evidence)


def _quoted(db: Connection, desk: Desk, words: str, addresses: Sequence[str]) -> Quoted:
    if not addresses:
        return Quoted(words, Rest(""), False)
    return quoted(db, desk, words, addresses[0])


def _is_refuted(db: Connection, desk: Desk, board: Board, words: Quoted, addresses: Sequence[str], party: str) -> bool:
    """Whether words do not stand where they should, or are another's; nothing refutes what is not at this desk."""
    if words.stands is None:
        return False
    return not words.stands or not addresses or party not in whose(db, desk, board, addresses[0])


def _require_own(acting: Acting, words: str, address: str, party: str) -> None:
    require_words(acting.db, acting.desk, words, address)
    authors = whose(acting.db, acting.desk, acting.board, passage(acting.db, acting.desk, address))
    if party not in authors:
        said = ", ".join(sorted(authors)) or "nobody that this case knows"
        raise RuleError(
            f"The passage {address[:80]} is of {said}, not in the own words of {party}; what others say is a claim."
        )
