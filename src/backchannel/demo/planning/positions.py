"""What a letter is held against before it goes: guidelines and interests; and how far to go, rung by rung."""

from backchannel.demo.cast import HOLT, MARRIN
from backchannel.demo.planning.calendar import WITHIN
from backchannel.demo.planning.company import FALK, GROUP, OFFICE, required
from backchannel.demo.planning.papers import Papers, data
from backchannel.demo.stage import Stage
from backchannel.desk.planning import guidelines, interests, positions
from backchannel.planning.guidelines import Heeded
from backchannel.planning.interests import Nature, Part, State
from backchannel.planning.positions import Step

__all__ = ["DRAFT", "climb", "hold_a_draft"]

DRAFT = "count-draft.md"
_LIST = "For the next letter"
_WEST = "tonnes to the western shore"
_STATES = [Heeded.REASON, Heeded.PASSAGE, Heeded.OPEN]
_KEPT = {"open weighing": State.KEPT, "the hundred tonnes": State.UNCONDITIONAL, "no fish for a ferry": State.NOTED}


def hold_a_draft(stage: Stage, papers: Papers) -> None:
    """Hold a draft against the guidelines and the interests of the memorandum."""
    stage.step("Falk drafts the letter. Which guidelines does it answer, and what does it give away?")
    holt, falk, path = stage.desks[HOLT], stage.desks[FALK], stage.directory / DRAFT
    path.write_bytes(data("count-draft"))
    draft = str(path)
    guidelines.take(holt, _LIST, [papers.at("memorandum", passage) for passage in (6, 7, 8)], onto=GROUP)
    interests.add(
        holt, "open weighing", Nature.ESSENTIAL, "the bank", "Each shore may watch the other count.",
        rests=(papers.at("memorandum", 9),), look=("counted",), onto=GROUP,
    )  # fmt: skip
    interests.add(
        holt, "the hundred tonnes", Nature.TRADABLE, "the bank", "What one shore leaves, the other may land.",
        condition="the closed months stay closed", rests=(papers.at("memorandum", 10),), onto=GROUP,
    )  # fmt: skip
    interests.add(
        holt, "no fish for a ferry", Nature.PRESENTATION, "the bank", "It is no bargain over the ferry.",
        before="Tarnhavn", rests=(papers.at("memorandum", 11),), onto=GROUP,
    )  # fmt: skip
    stage.pass_on(HOLT, FALK)
    guidelines.answer(falk, _LIST, "1", draft, reason="It names no numbers yet.")
    guidelines.answer(falk, _LIST, "2", draft, passage=2)
    interests.bind(falk, draft, "open weighing", 3)
    interests.bind(falk, draft, "the hundred tonnes", 4, Part.GIVES)
    stage.pass_on(FALK, HOLT)
    report = guidelines.check(holt, _LIST, draft)
    for one in report.guidelines:
        stage.tell(f"Guideline {one.number}, {one.state}: “{_one_line(one.guideline.says.text)}”")
    checked = interests.check(holt, draft)
    for line in checked.check.lines:
        stage.tell(f"{line.interest.says.name} ({line.interest.says.nature}): {line.state}.")
    required([one.state for one in report.guidelines] == _STATES, "The guidelines")
    required({line.interest.says.name: line.state for line in checked.check.lines} == _KEPT, "The interests")


def climb(stage: Stage, papers: Papers) -> None:
    """Put the rungs of a position on two channels, so that one colleague sees one of them."""
    stage.step("How far to go on the count: three rungs, of which Dr. Marrin sees one, and no blank for the others.")
    holt = stage.desks[HOLT]
    note = papers.at("note", 5)
    positions.put(holt, "the bank", Step.OPENING, "As asked", amount="2000", unit=_WEST, onto=OFFICE, rests=(note,))
    positions.put(holt, "the bank", Step.TARGET, "What the nine boats need", amount="1900", unit=_WEST, onto=GROUP)
    positions.put(holt, "the bank", Step.FALL_BACK, "With a review", amount="1850", unit=_WEST, onto=GROUP)
    positions.put(holt, "the ferry", Step.FALL_BACK, "The tapes come first", none=True, onto=GROUP)
    stage.pass_on(*WITHIN)
    seen = {}
    for person in (FALK, MARRIN):
        (ladder,) = positions.ladders(stage.desks[person], "the bank")
        rungs = [f"{kept.says.step} {kept.says.amount}" for kept in ladder.rungs]
        seen[person] = len(rungs)
        stage.tell(f"On {person.name}’s desk: {', '.join(rungs)}.")
    (distance,) = positions.distances(holt, "the bank")
    stage.tell(f"From the first to the last they are {distance.pairs[-1].difference} {_WEST} apart.")
    required((seen[FALK], seen[MARRIN]) == (3, 1), "The ladder")


def _one_line(text: str) -> str:
    return " ".join(text.split())
