"""Linkage: links between issues, each in the words it rests on; what met a precondition; asking to open talks."""

from collections.abc import Sequence
from dataclasses import dataclass

from backchannel.desk.desk import Desk
from backchannel.desk.planning import cases
from backchannel.desk.planning.acting import Acting, passage
from backchannel.desk.planning.resting import Rest, rest, rests
from backchannel.errors import RuleError, UsageError
from backchannel.planning import linkage
from backchannel.planning.acts import Ending
from backchannel.planning.board import Board
from backchannel.planning.cases import ISSUE, PARTY, PERSON
from backchannel.planning.linkage import (
    DROPPED,
    DROPPED_BY_WHOM,
    ISSUES,
    LINK,
    MET,
    Asked,
    Explained,
    Link,
    Linked,
    LinkType,
)
from backchannel.planning.names import folded
from backchannel.text.folding import fold, occurrences, words
from backchannel.vault.sqlcipher import Connection

__all__ = ["LONGEST", "Shown", "add", "ask", "drop", "explain", "listed", "meet"]

LONGEST = 1_500
"""Characters of the words on which a link rests, at most: what it rests on can be pointed at."""


@dataclass(frozen=True, slots=True)
class Shown:
    """A link with the places on which it rests, the first being that of its words."""

    link: Linked
    rests: tuple[Rest, ...]


def add(
    desk: Desk,
    issue: str,
    on: str,
    type_: LinkType,
    holder: str,
    *,
    rests: Sequence[str],
    wording: str = "",
    condition: str = "",
    case: str = "",
    onto: str = "",
) -> Linked:
    """Link an issue to another on which it hangs, in words of the first of the passages `rests`.

    `holder` is a party or a person of the case. UsageError where the words do not stand there, where none are given
    and the passage is long, where the link is there already, or one that is incompatible does not say when.
    """
    if not rests:
        raise UsageError("Say on which words the link rests: the address of the passage.", typed="--rests")
    if type_ is LinkType.INCOMPATIBLE_IF and not condition.strip():
        raise UsageError("Say when the two issues would be incompatible.", typed="--if")
    with cases.change(desk, case) as acting:
        board = acting.board
        first, second = board.find(ISSUE, issue, "issue"), board.find(ISSUE, on, "issue")
        if first.id == second.id:
            raise UsageError("An issue does not hang on itself; name two.")
        held = _holder(board, holder)
        same = [one for one in _between(board, first.says.name, second.says.name) if one.says.type is type_]
        if any(one.is_open and held == one.says.holder for one in same):
            raise UsageError(f"{held} holds this link already; look at that one.", typed="backchannel linkage explain")
        value = Link(
            first.says.name,
            second.says.name,
            type_,
            _wording(acting.db, desk, rests[0], wording),
            held,
            condition.strip() if type_ is LinkType.INCOMPATIBLE_IF else "",
        )
        kept = acting.open(LINK, value, onto=onto, names={ISSUES: (first.id, second.id)}, rests=rests)
        return _linked(acting, kept.id)


def meet(
    desk: Desk,
    issue: str,
    on: str,
    what: str,
    *,
    type_: LinkType | None = None,
    rests: Sequence[str] = (),
    case: str = "",
) -> Linked:
    """Say what met a link (by its two issues, or by its number and nothing), with passages that show it."""
    if not what.strip():
        raise UsageError("Say what met it: nothing meets a precondition without words.", typed="--by")
    with cases.change(desk, case) as acting:
        link = _one(acting.board, issue, on, type_)
        return _end(acting, link, Ending(MET, what.strip()), rests)


def drop(desk: Desk, issue: str, on: str, why: str, *, type_: LinkType | None = None, case: str = "") -> Linked:
    """Drop a link, with the reason. RuleError for an unmet precondition where one is no principal of its channel."""
    if not why.strip():
        raise UsageError("Say why it is dropped; the link stays readable with the reason.", typed="--why")
    with cases.change(desk, case) as acting:
        link = _one(acting.board, issue, on, type_)
        return _end(acting, link, Ending(DROPPED, why.strip()), ())


def explain(desk: Desk, issue: str, *, case: str = "") -> tuple[Explained, tuple[Shown, ...], tuple[Shown, ...]]:
    """Give the links of an issue: those on which it hangs, and those of others that hang on it, with their words."""
    with cases.reading(desk, case) as (db, board):
        found = linkage.explain(board, board.find(ISSUE, issue, "issue").says.name)
        return found, _shown(db, desk, found.hangs_on), _shown(db, desk, found.hangs_on_it)


def ask(desk: Desk, issue: str, *, case: str = "") -> tuple[Asked, dict[bytes, Shown]]:
    """Ask whether talks on an issue may be opened, with the words on which each link rests, by the link's id."""
    with cases.reading(desk, case) as (db, board):
        asked = linkage.ask(board, board.find(ISSUE, issue, "issue").says.name)
        shown = _shown(db, desk, (*asked.blocks, *asked.warns, *asked.minds))
        return asked, {one.link.id: one for one in shown}


def listed(desk: Desk, *, case: str = "") -> tuple[tuple[Shown, ...], tuple[tuple[str, ...], ...]]:
    """Give every link, and the circles in which issues wait for each other."""
    with cases.reading(desk, case) as (db, board):
        return _shown(db, desk, linkage.links(board)), linkage.cycles(board)


def _shown(db: Connection, desk: Desk, links: Sequence[Linked]) -> tuple[Shown, ...]:
    return tuple(Shown(one, rests(db, desk, one.act.rests)) for one in links)


def _holder(board: Board, text: str) -> str:
    try:
        return board.find(PARTY, text, "party").says.name
    except UsageError:
        pass
    try:
        return board.find(PERSON, text, "person").says.name
    except UsageError:
        raise UsageError(
            f"“{text[:60]}” is no party and no person of this case; add who holds the link to the case first.",
            typed="backchannel case party, or backchannel case person",
        ) from None


def _wording(db: Connection, desk: Desk, address: str, given: str) -> str:
    """Give the words of a passage on which a link rests: those that were given, if they stand there, else all."""
    text = rest(db, desk, passage(db, desk, address)).text
    own = " ".join(given.split())
    if own:
        sought = words(fold(own).text)
        if not sought or not any(occurrences(fold(text).text, sought)):
            raise UsageError(
                f"“{own[:80]}” does not stand at {address[:80]}; give its exact words, or another address."
            )
        return own
    if not text:
        raise UsageError(f"{address[:80]} is a whole document; name the passage on which the link rests.")
    if len(text) > LONGEST:
        raise UsageError(f"{address[:80]} is long; give the words of it on which the link rests.", typed="--words")
    return text


def _between(board: Board, issue: str, on: str) -> list[Linked]:
    pair = folded(issue), folded(on)
    return [one for one in linkage.links(board) if (folded(one.says.issue), folded(one.says.on)) == pair]


def _one(board: Board, issue: str, on: str, type_: LinkType | None) -> Linked:
    first, second = (board.find(ISSUE, text, "issue").says.name for text in (issue, on))
    found = [one for one in _between(board, first, second) if type_ in (None, one.says.type) and one.is_open]
    if not found:
        raise UsageError(f"No open link says that “{first[:60]}” hangs on “{second[:60]}” so.")
    if len(found) > 1:
        types = ", ".join(f"{one.says.type} ({one.says.holder})" for one in found)
        raise UsageError(
            f"Several links say that “{first[:40]}” hangs on “{second[:40]}”; say which is meant: {types}.",
            typed="--type",
        )
    return found[0]


def _end(acting: Acting, link: Linked, ending: Ending, rests: Sequence[str]) -> Linked:
    kept = acting.board.get(LINK, link.id)
    assert kept is not None
    ended = acting.revise(LINK, kept, link.says, rests=(*link.act.rests, *rests), ended=ending, settle=True)
    now = _linked(acting, ended.id)
    if now.is_open:
        # The fold judges; a refusal here gives the whole change up.
        raise RuleError(DROPPED_BY_WHOM)
    return now


def _linked(acting: Acting, identifier: bytes) -> Linked:
    return next(one for one in linkage.links(acting.board) if one.id == identifier)
