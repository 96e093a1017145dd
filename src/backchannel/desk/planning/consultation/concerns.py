"""Whom an issue concerns: said, raised, lowered or dropped by our side, and listed."""

from collections.abc import Sequence
from dataclasses import dataclass

from backchannel.desk.desk import Desk
from backchannel.desk.planning import cases
from backchannel.desk.planning.acting import Acting
from backchannel.desk.planning.consultation.between import between
from backchannel.desk.planning.resting import Rest, rest
from backchannel.errors import RuleError, UsageError
from backchannel.planning.acts import Ending
from backchannel.planning.board import Kept
from backchannel.planning.cases import ISSUE, PARTY, Side
from backchannel.planning.consultation.concerns import CONCERN, Concern, Concerned, Degree, concerned, is_called
from backchannel.planning.consultation.heard import Heard, heard

__all__ = ["OfIssue", "drop", "note", "of_issues", "rests_of", "who"]


def note(
    desk: Desk,
    party: str,
    issue: str,
    degree: Degree,
    why: str = "",
    *,
    rests: Sequence[str] = (),
    case: str = "",
    onto: str = "",
    settle: bool = False,
) -> list[Concerned]:
    """Say that an issue concerns a party: how directly, why, on which passages; and give all whom it concerns.

    RuleError where somebody who is no principal says that it does so less than was said; UsageError for a party or
    issue that the case has not, and for a party of our own or the other side.
    """
    with cases.change(desk, case) as acting:
        whom = acting.board.find(PARTY, party, "party").says
        if whom.side in (Side.OURS, Side.OTHER):
            raise UsageError(f"{whom.name} is {whom.side} in this case; those are consulted who are neither.")
        about = acting.board.find(ISSUE, issue, "issue").says.name
        value = Concern(whom.name, about, degree, why.strip())
        known = _known(acting, whom.name, about, acting.channel(onto).id if onto else b"")
        if known is None:
            acting.open(CONCERN, value, onto=onto, rests=rests)
        else:
            kept = acting.revise(CONCERN, known, value, rests=rests or None, settle=settle)
            _require_effect(acting, kept)
        return concerned(acting.board, about)


def drop(desk: Desk, party: str, issue: str, why: str, *, case: str = "", settle: bool = False) -> list[Concerned]:
    """Say that an issue does not concern a party after all, and why; a principal says so. Errors as `note`."""
    if not why.strip():
        raise UsageError("Say why the issue does not concern it.", typed="--why")
    with cases.change(desk, case) as acting:
        about = acting.board.find(ISSUE, issue, "issue").says.name
        known = _known(acting, party, about)
        if known is None:
            raise UsageError(f"Nobody says that “{about[:60]}” concerns {party[:60]}.")
        ended = Ending("dropped", why.strip())
        _require_effect(acting, acting.revise(CONCERN, known, known.says, ended=ended, settle=settle))
        return concerned(acting.board, about)


def who(desk: Desk, issue: str, least: Degree = Degree.PLAIN, *, case: str = "") -> list[Concerned]:
    """Give whom an issue concerns, the most directly first. UsageError for an issue that the case has not."""
    with cases.reading(desk, case) as (_, board):
        return concerned(board, board.find(ISSUE, issue, "issue").says.name, least)


@dataclass(frozen=True, slots=True)
class OfIssue:
    """An issue of the case: whom it concerns, and what came of consulting each of them, and whoever else was asked."""

    issue: str
    concerned: tuple[Concerned, ...]
    heard: tuple[Heard, ...]


def of_issues(desk: Desk, *, case: str = "") -> list[OfIssue]:
    """Give for each issue of a case whom it concerns, and what came of consulting each."""
    with cases.reading(desk, case) as (db, board):
        found, now = between(db, desk), desk.clock()
        names = [one.says.name for one in board.standing(ISSUE)]
        return [OfIssue(name, tuple(concerned(board, name)), tuple(heard(board, found, name, now))) for name in names]


def rests_of(desk: Desk, found: Sequence[Concerned]) -> dict[str, Rest]:
    """Give the words on which some statements rest, by their addresses."""
    with desk.vault.read() as db:
        addresses = (address for one in found for _, act in one.statements for address in act.rests)
        return {address: rest(db, desk, address) for address in addresses}


def _known(acting: Acting, party: str, issue: str, channel: bytes = b"") -> Kept[Concern] | None:
    # What is said on one channel is said there alone: it stands beside what others read of the same party.
    found = [
        one
        for one in acting.board.standing(CONCERN)
        if is_called(one.says.party, party) and is_called(one.says.issue, issue) and channel in (b"", one.act.channel)
    ]
    return found[0] if found else None


def _require_effect(acting: Acting, kept: Kept[Concern]) -> None:
    for one in concerned(acting.board, kept.says.issue):
        for refused in one.without_effect:
            if refused.act.id == kept.act.id:
                raise RuleError(f"This would have no effect: {refused.rule}.")
