"""Incidents at a desk: a dossier by the minute, in which nobody's account takes the place of another's (R19)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from backchannel.desk.book import Book, find_channel
from backchannel.desk.desk import Desk
from backchannel.desk.planning import cases
from backchannel.desk.planning.acting import Acting, members
from backchannel.desk.planning.precedents import sentence
from backchannel.desk.planning.resting import Rest, rests
from backchannel.desk.planning.wording import Quoted, quoted, require_words
from backchannel.desk.references import resolve
from backchannel.errors import RuleError, UsageError
from backchannel.planning.acts import Ending
from backchannel.planning.board import Board, Kept
from backchannel.planning.cases import ISSUE, PARTY
from backchannel.planning.chain import AFTER, BEFORE, Chain, chain
from backchannel.planning.incidents import (
    ACCOUNT,
    BASIS,
    BESIDE,
    INCIDENT,
    OF,
    POINT,
    Account,
    Incident,
    Open,
    Said,
    Step,
    own,
    points,
    void,
)
from backchannel.planning.pledges import AGAINST, Pledge
from backchannel.vault import channels
from backchannel.vault.sqlcipher import Connection

__all__ = [
    "Dossier",
    "Placed",
    "account",
    "add",
    "amend",
    "close",
    "dossier",
    "every",
    "new",
    "point",
    "reserved",
    "settle",
    "show",
    "withdraw",
]


@dataclass(frozen=True, slots=True)
class Placed:
    """Where an account belongs in the chain: ids of accounts as a person types them, each '' where none is meant.

    `beside` is an account of the same step, `after` and `before` say where a step without an hour stands, `basis` is an
    earlier repair that is cited.
    """

    beside: str = ""
    after: str = ""
    before: str = ""
    basis: str = ""


@dataclass(frozen=True, slots=True)
class Dossier:
    """An incident with its chain, the words on which each account rests, and what was quoted, held against them.

    Both are by the id of the account. `rests` are those of the incident itself.
    """

    chain: Chain
    rests: tuple[Rest, ...]
    passages: Mapping[bytes, tuple[Rest, ...]]
    words: Mapping[bytes, Quoted]


def new(
    desk: Desk, incident: Incident, *, rests_on: Sequence[str] = (), case: str = "", onto: str = ""
) -> Kept[Incident]:
    """Open the dossier of an incident. UsageError for a name that is used, a party or an issue that the case lacks."""
    with cases.change(desk, case) as acting:
        return add(acting, incident, rests_on=rests_on, onto=onto)


def add(
    acting: Acting,
    incident: Incident,
    *,
    pledge: Kept[Pledge] | None = None,
    rests_on: Sequence[str] = (),
    onto: str = "",
) -> Kept[Incident]:
    """Open the dossier of an incident, against a pledge if there is one, within a change. Errors as `new`."""
    board = acting.board
    name = " ".join(incident.name.split())
    if not name or any(one.says.name.casefold() == name.casefold() for one in board.standing(INCIDENT)):
        raise UsageError(f"An incident needs a name of its own; “{name[:60]}” is used already or says nothing.")
    party = board.find(PARTY, incident.party, "party").says.name
    issues = tuple(board.find(ISSUE, one, "issue").says.name for one in incident.issues)
    value = replace(incident, name=name, party=party, what=incident.what.strip(), issues=issues)
    names = {AGAINST: (pledge.id,)} if pledge is not None else {}
    return acting.open(INCIDENT, value, onto=onto, names=names, rests=rests_on)


def account(
    desk: Desk,
    incident: str,
    value: Account,
    placed: Placed | None = None,
    *,
    rests_on: Sequence[str] = (),
    release: str = "",
    case: str = "",
) -> Kept[Account]:
    """Add an account of a step to an incident: of a new step, or beside other accounts of one.

    `release` is a release that was agreed, as CHANNEL/REFERENCE. Words that are quoted must stand in the first passage
    of `rests_on`. UsageError for what is not there, or an account of nobody; RuleError where a repair is cited that was
    reserved as no precedent, or words do not stand in their passage.
    """
    placed = placed or Placed()
    with cases.change(desk, case) as acting:
        kept = acting.board.find(INCIDENT, incident, "incident")
        value = _checked(acting, value, rests_on)
        if release:
            value = replace(value, release=_release(acting, release, kept))
        names = {OF: (kept.id,), **_named(acting.board, kept, placed)}
        if BASIS in names:
            _require_basis(acting.board, value, names[BASIS])
        return acting.open(ACCOUNT, value, onto=kept.act.channel.hex(), names=names, rests=rests_on)


def amend(
    desk: Desk,
    number: str,
    value: Account,
    *,
    rests_on: Sequence[str] | None = None,
    case: str = "",
    settle: bool = False,
) -> Kept[Account]:
    """Put an account of the same teller in place of his; RuleError for another's, which stands beside it instead."""
    with cases.change(desk, case) as acting:
        kept = acting.board.find(ACCOUNT, number, "account")
        teller = own(acting.board, kept).says.of
        if value.of.strip().casefold() != teller.casefold():
            raise RuleError(
                f"This is the account of {teller}; what {value.of[:60]} says stands beside it, not in its place."
            )
        value = _checked(acting, value, kept.act.rests if rests_on is None else rests_on)
        return acting.revise(ACCOUNT, kept, value, rests=rests_on, settle=settle)


def withdraw(desk: Desk, number: str, why: str, *, case: str = "", settle: bool = False) -> Kept[Account]:
    """Withdraw an account, saying why; it stays in the dossier, marked so."""
    if not why.strip():
        raise UsageError("Say why the account is withdrawn; it stays in the dossier, with the reason.", typed="--why")
    with cases.change(desk, case) as acting:
        kept = acting.board.find(ACCOUNT, number, "account")
        said = own(acting.board, kept)
        if said.withdrawn:
            raise UsageError("That account is withdrawn already.")
        return acting.revise(ACCOUNT, kept, said.says, ended=Ending("withdrawn", why.strip()), settle=settle)


def point(desk: Desk, incident: str, text: str, *, rests_on: Sequence[str] = (), case: str = "") -> Kept[Open]:
    """Note a point of an incident that is not settled. UsageError for one that is there already."""
    with cases.change(desk, case) as acting:
        kept = acting.board.find(INCIDENT, incident, "incident")
        line = " ".join(text.split())
        if not line or any(one.says.name == line and one.ended is None for one in points(acting.board, kept)):
            raise UsageError("A point is a question that is not in this dossier yet; write it.")
        return acting.open(POINT, Open(line), onto=kept.act.channel.hex(), names={OF: (kept.id,)}, rests=rests_on)


def settle(desk: Desk, name: str, how: str, *, case: str = "", together: bool = False) -> Kept[Open]:
    """Say how an open point was settled; it stays in the dossier. UsageError without the how."""
    if not how.strip():
        raise UsageError("Say how the point was settled.", typed="--how")
    with cases.change(desk, case) as acting:
        kept = acting.board.find(POINT, name, "point")
        if kept.ended is not None:
            raise UsageError("That point is settled already.")
        return acting.revise(POINT, kept, kept.says, ended=Ending("settled", how.strip()), settle=together)


def close(desk: Desk, incident: str, why: str, *, case: str = "", settle: bool = False) -> Kept[Incident]:
    """Close an incident; RuleError while a point of it is open. Its dossier stays as it is."""
    with cases.change(desk, case) as acting:
        kept = acting.board.find(INCIDENT, incident, "incident")
        open_ = [one for one in points(acting.board, kept) if one.ended is None]
        if open_:
            count = "One point is" if len(open_) == 1 else f"{len(open_)} points are"
            raise RuleError(f"{count} not settled, such as “{open_[0].says.name[:80]}”; settle what is open first.")
        return acting.end(INCIDENT, kept, "closed", why, settle=settle)


def show(desk: Desk, incident: str, case: str = "") -> Dossier:
    """Give an incident with its chain. UsageError where there is none."""
    with cases.reading(desk, case) as (db, board):
        return dossier(db, desk, board, board.find(INCIDENT, incident, "incident"))


def dossier(db: Connection, desk: Desk, board: Board, kept: Kept[Incident]) -> Dossier:
    """Give an incident with its chain, within a reading."""
    found = chain(board, kept)
    told = [one for happening in found.happenings for one in happening.accounts]
    return Dossier(
        found,
        rests(db, desk, kept.act.rests),
        {one.id: rests(db, desk, one.act.rests) for one in told},
        {
            one.id: quoted(db, desk, one.says.words, one.act.rests[0])
            for one in told
            if one.says.words and one.act.rests
        },
    )


def every(desk: Desk, case: str = "") -> list[Chain]:
    """Give every incident of a case with its chain, in the order in which they were recorded."""
    with cases.reading(desk, case) as (_, board):
        return [chain(board, kept) for kept in board.every(INCIDENT)]


def reserved(desk: Desk, case: str = "") -> list[tuple[Chain, Said]]:
    """Give what was reserved as no precedent, each with its incident."""
    return [(one, said) for one in every(desk, case) for said in one.reservations]


def _checked(acting: Acting, value: Account, rests_on: Sequence[str]) -> Account:
    if not value.of.strip() or not value.what.strip():
        raise UsageError("An account says what happened, and whose account it is.", typed="--account")
    if value.no_precedent and value.step is not Step.RESERVATION:
        raise UsageError(
            "That something is no precedent is reserved by a reservation; choose that step.", typed="--step reservation"
        )
    if value.words.strip():
        if not rests_on:
            raise UsageError("Exact words need the passage in which they stand.", typed="--rests")
        require_words(acting.db, acting.desk, value.words, rests_on[0])
    return replace(
        value,
        of=" ".join(value.of.split()),
        what=value.what.strip(),
        by=" ".join(value.by.split()),
        to=tuple(name for one in value.to if (name := " ".join(one.split()))),
        words=value.words.strip(),
    )


def _named(board: Board, incident: Kept[Incident], placed: Placed) -> dict[str, tuple[bytes, ...]]:
    names: dict[str, tuple[bytes, ...]] = {}
    for part, text in ((BESIDE, placed.beside), (AFTER, placed.after), (BEFORE, placed.before), (BASIS, placed.basis)):
        if not text:
            continue
        found = board.find(ACCOUNT, text, "account")
        if part != BASIS and incident.id not in found.thing.opened.names.get(OF, ()):
            raise UsageError(f"The account {text[:20]} is of another incident.")
        names[part] = (found.id,)
    return names


def _require_basis(board: Board, value: Account, basis: tuple[bytes, ...]) -> None:
    cited = [kept for one in basis if (kept := board.get(ACCOUNT, one)) is not None]
    if value.step is not Step.REPAIR or any(one.says.step is not Step.REPAIR for one in cited):
        raise UsageError("A repair alone cites an earlier repair as its basis.")
    against = void(board, basis)
    if against is not None:
        raise RuleError(sentence("What was agreed then", against))


def _release(acting: Acting, text: str, incident: Kept[Incident]) -> str:
    """Give the identifier of a release; RuleError where a member of the incident's channel is not on the release's."""
    name, _, reference = text.rpartition("/")
    book = Book(acting.db, acting.desk, find_channel(acting.db, name))
    entry, _ = resolve(book, reference)
    if entry.header.kind != "release-proposal":
        raise UsageError(
            f"{text[:80]} is no release; name one as the list of releases does, as CHANNEL/REFERENCE.",
            typed="backchannel release",
        )
    carrier = channels.get(acting.db, incident.act.channel)
    assert carrier is not None
    told = members(Book(acting.db, acting.desk, carrier)) - members(book)
    if told:
        who = ", ".join(name for name, _ in sorted(told))
        raise RuleError(f"{who} would learn from this on “{carrier.name}” of a release that they may not know of.")
    return entry.header.id.hex()
