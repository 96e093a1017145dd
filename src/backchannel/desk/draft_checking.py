"""A draft as it stands against what it answers, against what it quotes, and against the rules of its channel."""

from collections.abc import Mapping
from dataclasses import dataclass

from backchannel.desk.desk import Desk
from backchannel.desk.drafts import Listed
from backchannel.desk.words import answering, quoting, tone
from backchannel.desk.words.answering import Answered, Ours
from backchannel.desk.words.quoting import Told
from backchannel.desk.words.tone import Linted
from backchannel.errors import BackchannelError, UsageError
from backchannel.planning.board import Kept
from backchannel.planning.drafts import DraftPassage

__all__ = ["Checked", "accept", "check", "decide"]


@dataclass(frozen=True, slots=True)
class Checked:
    """A draft with its letter beside it, passage by passage; `quotes` are of each passage of ours.

    `answered` is None where it answers nothing, or its letter cannot be read here any more, for the reason in `why`.
    """

    answered: Answered | None
    why: str
    quotes: tuple[Told, ...]
    linted: Linted | None

    @property
    def wrong(self) -> int:
        """How many quotations are to be settled."""
        return sum(entry.checked.is_wrong for told in self.quotes for entry in told.entries)

    def answering(self, number: int, passages: tuple[Kept[DraftPassage], ...]) -> list[int]:
        """Give the numbers of our passages that answer one of theirs: by our own word, or by what their words say."""
        said = {at for at, one in enumerate(passages, 1) if number in one.says.answers}
        if self.answered is not None and number <= len(self.answered.points):
            bearings = self.answered.points[number - 1].proposal.bearings
            said |= {one.touch.ours + 1 for one in bearings if one.touch.ours < len(passages)}
        return sorted(said)


def check(desk: Desk, listed: Listed) -> Checked:
    """Hold a draft to its letter, to the record and to its channel's rules."""
    draft, answered, why = listed.draft, None, ""
    if listed.answers:
        try:
            answered = answering.answered(desk, listed.answers, _ours(listed))
        except BackchannelError as error:
            why = str(error)
    if not draft.passages:
        return Checked(answered, why, (), None)
    document = draft.document()
    linted = tone.lint_document(desk, document, listed.channel.id.hex()) if listed.channel is not None else None
    return Checked(answered, why, tuple(quoting.check_passages(desk, document.passages)), linted)


def decide(desk: Desk, listed: Listed, wanted: Mapping[int, str], because: str = "", *, onto: str = "") -> Answered:
    """Decide how passages of their letter are answered, as `answering.decide`, beside this draft."""
    return answering.decide(desk, _letter(listed), _ours(listed), wanted, because, onto=onto)


def accept(desk: Desk, listed: Listed, seen: Mapping[int, str], *, onto: str = "") -> Answered:
    """Decide passages as they were proposed when the person saw them, as `answering.accept`."""
    return answering.accept(desk, _letter(listed), _ours(listed), seen.items(), onto=onto)


def _letter(listed: Listed) -> str:
    if not listed.answers:
        raise UsageError("This draft answers no letter, so there is nothing to decide.")
    return listed.answers


def _ours(listed: Listed) -> tuple[Ours, ...]:
    # By its number: what is decided may be read by colleagues who do not know what we call the draft.
    draft = listed.draft
    if not draft.passages:
        return ()
    return tuple(Ours(f"draft {draft.id.hex()[:8]}", passage) for passage in draft.document().passages)
