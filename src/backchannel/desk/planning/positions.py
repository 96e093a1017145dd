"""Positions: rungs, each on its own channel, what one sees of them, and how far they are apart."""

from collections.abc import Sequence

from backchannel.desk.book import Book
from backchannel.desk.desk import Desk
from backchannel.desk.own_ledger import NAME as OWN
from backchannel.desk.planning import cases
from backchannel.desk.planning.acting import Acting, members
from backchannel.errors import RuleError, UsageError
from backchannel.planning import positions
from backchannel.planning.acts import Ending
from backchannel.planning.authority import judged
from backchannel.planning.board import Board, Kept
from backchannel.planning.cases import ISSUE
from backchannel.planning.names import same
from backchannel.planning.positions import APART, LIMIT, RUNG, RUNGS, Apart, Distance, Ladder, Limit, Rung, Step
from backchannel.planning.said import standing
from backchannel.vault import channels

__all__ = ["distances", "ladders", "lift", "put", "say_apart", "set_limit", "withdraw"]


def put(
    desk: Desk,
    issue: str,
    step: Step,
    words: str,
    *,
    onto: str,
    amount: str = "",
    unit: str = "",
    none: bool = False,
    rests: Sequence[str] = (),
    case: str = "",
    settle: bool = False,
) -> Kept[Rung]:
    """Put a rung of an issue on a channel, whose members alone read it, or another in its place there.

    With `none` it is said that there is no such rung, and `words` say why. UsageError where `onto` is left out, for no
    words, or an amount that is none or has no unit.
    """
    if not onto:
        raise UsageError(f"Say who reads this rung: the members of which channel, or of your {OWN}.", typed="--onto")
    if not words.strip():
        raise UsageError("A rung needs its words, or a reason why there is none by choice.", typed="--why")
    if amount and positions.number(amount) is None:
        raise UsageError(
            f"“{amount[:40]}” is no amount; write a number such as 12 or 3.5, and its unit apart.",
            typed="--amount, --unit",
        )
    if bool(amount) != bool(unit.strip()):
        raise UsageError(
            "An amount needs its unit, and a unit its amount; give both or none.", typed="--amount, --unit"
        )
    with cases.change(desk, case) as acting:
        found = acting.board.find(ISSUE, issue, "issue")
        value = Rung(found.says.name, step, words.strip(), amount.strip(), " ".join(unit.split()), none)
        channel = acting.channel(onto).id
        there = [one for one in _rungs(acting.board, found.says.name, step) if one.act.channel == channel]
        if there:
            return acting.revise(RUNG, there[0], value, rests=rests, settle=settle)
        return acting.open(RUNG, value, onto=onto, names={"issue": (found.id,)}, rests=rests)


def withdraw(
    desk: Desk, issue: str, step: Step, why: str, *, onto: str = "", case: str = "", settle: bool = False
) -> Kept[Rung]:
    """Withdraw a rung, with the reason; `onto` says on which channel where one sees several."""
    if not why.strip():
        raise UsageError("Say why it is withdrawn; the rung stays readable with the reason.", typed="--why")
    with cases.change(desk, case) as acting:
        kept = _one(acting, issue, step, onto)
        return acting.revise(RUNG, kept, kept.says, ended=Ending("withdrawn", why.strip()), settle=settle)


def say_apart(
    desk: Desk, issue: str, one: Step, other: Step, words: str, *, onto: str = "", case: str = ""
) -> Kept[Apart]:
    """Say in one's own words how far two rungs are apart, on the narrower channel of the two."""
    if not words.strip():
        raise UsageError("Say how far the two rungs are apart, in your words.")
    if one is other:
        raise UsageError("Name two different rungs; a rung is not apart from itself.")
    with cases.change(desk, case) as acting:
        rungs = [_one(acting, issue, step, "") for step in (one, other)]
        value = Apart(rungs[0].says.issue, words.strip())
        onto = onto or _narrowest(acting, rungs)
        return acting.open(APART, value, onto=onto, names={RUNGS: [kept.id for kept in rungs]})


def set_limit(
    desk: Desk, issue: str, amount: str, unit: str, *, onto: str = "", case: str = "", settle: bool = False
) -> Kept[Limit]:
    """Set how far the rungs of an issue may be apart, on the narrowest channel of those that one sees.

    RuleError for anybody but a principal of that channel, or where members of it may not read a rung; UsageError for
    an amount that is none, or below nothing.
    """
    size = positions.number(amount)
    if size is None or size < 0 or not unit.strip():
        raise UsageError("A limit is a number, such as 10 or 2.5, with its unit.", typed="--unit")
    with cases.change(desk, case) as acting:
        found = acting.board.find(ISSUE, issue, "issue")
        rungs = _rungs(acting.board, found.says.name)
        onto = onto or _narrowest(acting, rungs)
        channel = acting.channel(onto).id
        _require_principal(acting, channel)
        value = Limit(found.says.name, amount.strip(), " ".join(unit.split()))
        names = {RUNGS: [kept.id for kept in rungs], "issue": (found.id,)}
        there = [one for one in _limits(acting.board, found.says.name) if one.act.channel == channel]
        if there:
            return acting.revise(LIMIT, there[0], value, names=names, settle=settle or bool(there[0].beside))
        return acting.open(LIMIT, value, onto=channel.hex(), names=names)


def lift(desk: Desk, issue: str, why: str, *, case: str = "") -> int:
    """Lift the limits of an issue that one sees, with the reason; say how many. Errors as `set_limit`."""
    if not why.strip():
        raise UsageError("Say why the limit is lifted; it stays readable with the reason.", typed="--why")
    with cases.change(desk, case) as acting:
        found = acting.board.find(ISSUE, issue, "issue")
        limits = _limits(acting.board, found.says.name)
        if not limits:
            raise UsageError(f"No limit is set on “{found.says.name[:60]}”.")
        for kept in limits:
            _require_principal(acting, kept.act.channel)
            acting.revise(LIMIT, kept, kept.says, ended=Ending("lifted", why.strip()), settle=True)
        return len(limits)


def ladders(desk: Desk, issue: str = "", *, withdrawn: bool = False, case: str = "") -> tuple[Ladder, ...]:
    """Give the ladders of which this person sees a rung, or that of one issue."""
    with cases.reading(desk, case) as (_, board):
        return positions.ladders(board, _issue(board, issue), ended=withdrawn)


def distances(desk: Desk, issue: str = "", *, case: str = "") -> tuple[Distance, ...]:
    """Give how far the rungs that this person sees are apart, issue by issue."""
    with cases.reading(desk, case) as (_, board):
        return positions.distances(board, _issue(board, issue))


def _issue(board: Board, issue: str) -> str:
    return board.find(ISSUE, issue, "issue").says.name if issue else ""


def _rungs(board: Board, issue: str, step: Step | None = None) -> list[Kept[Rung]]:
    return [kept for kept in standing(board, RUNG) if same(kept.says.issue, issue) and step in (None, kept.says.step)]


def _one(acting: Acting, issue: str, step: Step, onto: str) -> Kept[Rung]:
    name = acting.board.find(ISSUE, issue, "issue").says.name
    found = _rungs(acting.board, name, step)
    if onto:
        channel = acting.channel(onto).id
        found = [kept for kept in found if kept.act.channel == channel]
    if not found:
        raise UsageError(
            f"You see no rung “{step}” on “{name[:60]}”; look at the rungs that you see.",
            typed="backchannel positions show",
        )
    if len(found) > 1:
        where = ", ".join(f"“{_called(acting, kept)}”" for kept in found)
        raise UsageError(f"More than one rung “{step}” is there; say on which channel: {where}.", typed="--onto")
    return found[0]


def _limits(board: Board, issue: str) -> list[Kept[Limit]]:
    """Give the limits of an issue that have an effect, each with its last statement that has one."""
    found = []
    for thing in board.things(LIMIT):
        by = judged(board, LIMIT, thing, positions.limit_rule).statements
        kept = board.get(LIMIT, thing.id)
        if kept is not None and any(act.ended is None and same(says.issue, issue) for says, act in by):
            found.append(kept)
    return found


def _called(acting: Acting, kept: Kept[Rung]) -> str:
    channel = channels.get(acting.db, kept.act.channel)
    return channel.name if channel else ""


def _narrowest(acting: Acting, rungs: Sequence[Kept[Rung]]) -> str:
    """Give the channel of which every member reads all these rungs; '' where there is no rung."""
    readers = {}
    for kept in rungs:
        channel = channels.get(acting.db, kept.act.channel)
        assert channel is not None
        readers[channel.id] = members(Book(acting.db, acting.desk, channel))
    for identifier, own in readers.items():
        if all(own <= other for other in readers.values()):
            return identifier.hex()
    if not readers:
        return ""
    raise RuleError(
        f"No channel of these rungs is read by those alone who may read all of them; write it on one that is, such "
        f"as your {OWN}.",
        typed="--onto",
    )


def _require_principal(acting: Acting, channel: bytes) -> None:
    found = channels.get(acting.db, channel)
    assert found is not None
    member = Book(acting.db, acting.desk, found).state.members.get(acting.desk.reader)
    if member is None or not member.principal:
        raise RuleError(f"{positions.NOT_A_PRINCIPAL[:-1]}, on “{found.name}”.")
