"""Gains: who gains what by a proposal, against what each has now."""

from collections.abc import Sequence
from dataclasses import dataclass

from backchannel.desk.desk import Desk
from backchannel.desk.planning import cases
from backchannel.desk.planning.acting import passage
from backchannel.desk.planning.resting import Resting, rest, resting
from backchannel.errors import UsageError
from backchannel.planning import gains
from backchannel.planning.acts import Act
from backchannel.planning.board import Board, Kept
from backchannel.planning.cases import CASE, DOCUMENT, ISSUE, LANE, PARTY, PERSON
from backchannel.planning.gains import GAIN, Balance, Gain, Share, Sort
from backchannel.planning.names import folded
from backchannel.record.address import read as read_address
from backchannel.vault.sqlcipher import Connection

__all__ = ["Drawn", "add", "draw", "drop", "listed"]

_NO_PROPOSALS = frozenset(kind.name for kind in (CASE, ISSUE, LANE, PARTY, PERSON, DOCUMENT, GAIN))
"""Kinds of which no thing is a proposal; a document of the case is meant by its address."""


@dataclass(frozen=True, slots=True)
class Drawn:
    """A balance, what its proposal is called, and each line with the words on which it rests, share by share."""

    balance: Balance
    called: str
    shares: tuple[tuple[Share, tuple[Resting[Gain], ...]], ...]


@dataclass(frozen=True, slots=True)
class _Proposal:
    # How acts name it, how a person does, and the thing or the document that it is.
    key: str
    called: str
    opened: Act | None
    document: str


def add(
    desk: Desk,
    proposal: str,
    party: str,
    sort: Sort,
    what: str,
    present: str,
    *,
    rests: Sequence[str],
    case: str = "",
    onto: str = "",
) -> Kept[Gain]:
    """Say what a proposal (a document, or a thing of the case) does for a party, against the present position.

    `rests` are passages, of the proposal itself by their numbers alone. UsageError without one, without the present
    position, or for a party that the case has not.
    """
    if not what.strip() or not present.strip():
        raise UsageError(
            "Say what it is, and how the party stands at present: a gain is one against that.", typed="--present"
        )
    with cases.change(desk, case) as acting:
        found = _proposal(acting.db, desk, acting.board, proposal)
        who = acting.board.find(PARTY, party, "party")
        places = [f"{found.document}/{one}" if one.isdecimal() and found.document else one for one in rests]
        if not places:
            raise UsageError("Say on which passage of the proposal it rests.", typed="--rests")
        value = Gain(found.key, who.says.name, sort, what.strip(), present.strip())
        names = {"party": (who.id,), **({"proposal": (found.opened.of,)} if found.opened else {})}
        where = onto or (found.opened.channel.hex() if found.opened else "")
        return acting.open(GAIN, value, onto=where, names=names, rests=places)


def drop(desk: Desk, number: str, why: str, *, case: str = "", settle: bool = False) -> Kept[Gain]:
    """Drop a line by its number, with the reason."""
    if not why.strip():
        raise UsageError("Say why it is dropped; the line stays readable with the reason.", typed="--why")
    with cases.change(desk, case) as acting:
        kept = acting.board.find(GAIN, number, "gain")
        return acting.end(GAIN, kept, "dropped", why, settle=settle)


def draw(desk: Desk, proposal: str, *, case: str = "") -> Drawn:
    """Give who gains what by a proposal."""
    with cases.reading(desk, case) as (db, board):
        return _drawn(db, desk, board, _proposal(db, desk, board, proposal))


def listed(desk: Desk, *, case: str = "") -> tuple[Drawn, ...]:
    """Give every proposal of which somebody has said who gains what."""
    with cases.reading(desk, case) as (db, board):
        return tuple(
            _drawn(db, desk, board, _Proposal(one, _called(db, desk, board, one), None, ""))
            for one in gains.proposals(board)
        )


def _drawn(db: Connection, desk: Desk, board: Board, proposal: _Proposal) -> Drawn:
    balance = gains.balance(board, proposal.key, desk.card.party)
    shares = ((share, tuple(resting(db, desk, kept) for kept in share.lines)) for share in balance.shares)
    return Drawn(balance, proposal.called, tuple(shares))


def _called(db: Connection, desk: Desk, board: Board, key: str) -> str:
    if len(key) == 64 and (thing := board.thing(bytes.fromhex(key))) is not None:
        return str(thing.statements[-1].says.get("name", key[:8]))
    return rest(db, desk, key).address


def _proposal(db: Connection, desk: Desk, board: Board, text: str) -> _Proposal:
    wanted = folded(text)
    filed = [kept for kept in board.standing(DOCUMENT) if kept.act.rests and kept.says.name.casefold() == wanted]
    if filed:
        text = filed[0].act.rests[0]
    else:
        acts = (act for act in board.acts() if act.type not in _NO_PROPOSALS)
        things = {act.of: None for act in acts if _is(act, wanted)}
        found = [thing for one in things if (thing := board.thing(one)) and _is(thing.statements[-1], wanted)]
        if len(found) > 1:
            ids = ", ".join(f"{one.id.hex()[:8]} ({one.opened.type})" for one in found)
            raise UsageError(f"“{text[:60]}” names more than one thing of this case; say which by its number: {ids}.")
        if found:
            key = found[0].id.hex()
            return _Proposal(key, _called(db, desk, board, key), found[0].opened, "")
    try:
        document = read_address(passage(db, desk, text)).document
    except UsageError:
        raise UsageError(f"“{text[:80]}” is no document here, and no thing of this case has that name.") from None
    return _Proposal(document, rest(db, desk, document).address, None, document)


def _is(act: Act, wanted: str) -> bool:
    name = act.says.get("name")
    if isinstance(name, str) and folded(name) == wanted:
        return True
    return len(wanted) >= 6 and act.of.hex().startswith(wanted)
