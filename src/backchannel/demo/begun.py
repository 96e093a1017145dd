"""An answer that is begun and not sealed: Holt's draft, beside the letter that it answers."""

from backchannel.demo.cast import HOLT, VESMAR
from backchannel.demo.stage import CHANNEL, Stage
from backchannel.desk import draft_checking, drafting, drafts, letters
from backchannel.desk.drafting import Said
from backchannel.planning.drafts import Head, Role

__all__ = ["begin_answer"]

_WRITTEN = (
    (Role.SALUTATION, (), "Dear Mr. President,"),
    (
        Role.PARAGRAPH,
        (2, 3),
        "All eleven, and the dog. I shall be on the quay on the ninth, at the back, in a plain coat.",
    ),
    (
        Role.PARAGRAPH,
        (8,),
        (
            "We agree to your passage 8: let it be read. You write that “it is done once, for this, and is a rule for "
            "nothing else”, and so it will be said."
        ),
    ),
    (
        Role.PARAGRAPH,
        (9,),
        (
            "To noon on Friday we agree as well. You write that “the families should hear of it on Thursday, from a "
            "person and not from a paper”: I shall go myself."
        ),
    ),
    (Role.PARAGRAPH, (10,), "The ferry we leave open until there is ice enough to walk around it."),
)
"""What she has written so far; of his words about the families she has the last one wrong."""

_HEAD = Head(
    heading="Prime Minister Holt to President Vesmar: the ninth of August",
    place="Brenholm",
    senders=(HOLT.name,),
    addressees=(VESMAR.name,),
    classification="Secret",
    language="en",
)


def begin_answer(stage: Stage) -> None:
    """Begin Holt's answer to the last letter, on her own ledger; it is not finished."""
    stage.step("Holt begins her answer: theirs on the left, hers on the right, and nothing sealed yet.")
    holt = stage.desks[HOLT]
    asked = next(one for one in letters.owed(holt) if one.by_us and one.channel == CHANNEL)
    begun = drafting.new(holt, answers=asked.entry.hex())
    for role, answers, text in _WRITTEN:
        drafting.insert(holt, begun.id.hex(), text, Said(role, answers))
    drafting.set_head(holt, begun.id.hex(), head=_HEAD)
    checked = draft_checking.check(holt, drafts.show(holt, begun.id.hex()))
    still = len(checked.answered.open) if checked.answered else 0
    stage.tell(f"“{begun.kept.says.name}”: {len(_WRITTEN)} passages, {still} of theirs still to settle.")
    stage.tell(f"Quotations to look at before it is sealed: {checked.wrong}.")
