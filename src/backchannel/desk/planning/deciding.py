"""Deciding, and giving a view before: by who may, on the channel of what is decided."""

from collections.abc import Callable, Iterable, Sequence

from backchannel.desk.book import Book
from backchannel.desk.desk import Desk
from backchannel.desk.planning.acting import Acting
from backchannel.errors import RuleError, UsageError
from backchannel.planning.acts import Act, Ending
from backchannel.planning.authority import NoEffect
from backchannel.planning.board import Kept
from backchannel.planning.decisions import DECISION, LEFT, ON, TAKEN, VIEW, Decided, Decision, View, views
from backchannel.protocol.state import ACTIVE
from backchannel.vault import channels

__all__ = ["decide", "give_view", "is_principal_on", "require_named_by_principal"]


def is_principal_on(desk: Desk, channel: bytes) -> bool:
    """Whether this person is a principal of a channel, and so decides what stands there."""
    with desk.vault.read() as db:
        found = channels.get(db, channel)
        member = Book(db, desk, found).state.members.get(desk.reader) if found is not None else None
        return member is not None and member.principal and member.status == ACTIVE


def give_view(acting: Acting, opened: Act, text: str) -> Kept[View]:
    """Give a principal's view of what an act opened; it decides nothing. RuleError where he is no principal there."""
    if not text.strip():
        raise UsageError("A view needs words.")
    kept = acting.open(VIEW, View(text.strip()), onto=opened.channel.hex(), names={ON: (opened.of,)})
    _require_effect(kept.act, views(acting.board, opened)[1])
    return kept


def decide(
    acting: Acting,
    opened: Act,
    value: Decision,
    judged: Callable[[], Decided],
    *,
    taken: Sequence[bytes] = (),
    left: Sequence[bytes] = (),
    anew: bool = False,
) -> Kept[Decision]:
    """Decide on what an act opened; `judged` gives what was decided of it, as the board then stands.

    `anew` puts this in place of what was decided before, at whatever desk, and needs the reason. UsageError where it
    was decided already; RuleError where this person may not decide.
    """
    before = judged().standing
    if before and not anew:
        said = "; ".join(f"“{one.says.what[:60]}”, by {one.act.writer.person}" for one in before)
        raise UsageError(
            f"That was decided already ({said}); look at it, and say that it is decided anew, and why.",
            typed="--anew --why",
        )
    if before and not value.why:
        raise UsageError("Say why it is decided anew.", typed="--why")
    names = {ON: (opened.of,), TAKEN: tuple(taken), LEFT: tuple(left)}
    if before:
        kept = acting.revise(DECISION, before[0], value, names=names, settle=True)
        for other in before[1:]:
            acting.revise(DECISION, other, other.says, ended=Ending("settled", value.why), settle=True)
    else:
        kept = acting.open(DECISION, value, onto=opened.channel.hex(), names=names)
    _require_effect(kept.act, judged().without_effect)
    return kept


def require_named_by_principal(named: Sequence[str], counting: Sequence[str]) -> None:
    """Refuse (RuleError) to name people who decide, where that has no effect: nobody but a principal names them."""
    if set(named) - set(counting):
        raise RuleError(
            "Only a principal says who decides beside the principals; leave it out.", typed="without --decides"
        )


def _require_effect(act: Act, without: Iterable[NoEffect]) -> None:
    for one in without:
        if one.act.id == act.id:
            raise RuleError(one.rule)
