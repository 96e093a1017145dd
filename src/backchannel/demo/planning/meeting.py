"""What hangs on what, in whose words; and a meeting that lacks a text, over which he who answers for it goes."""

from backchannel.demo.cast import EKDAL, HOLT
from backchannel.demo.planning.company import ALLIES, GROUP, OFFICE, required
from backchannel.demo.planning.papers import Papers
from backchannel.demo.stage import Stage
from backchannel.desk.planning import linkage, meetings
from backchannel.errors import RuleError
from backchannel.planning.linkage import LinkType
from backchannel.planning.meetings import Meeting, MeetingText, Word
from backchannel.record.dates import parse

__all__ = ["KORSUND", "link", "prepare"]

KORSUND = "Korsund"


def link(stage: Stage, papers: Papers) -> None:
    """Link issues by their words: one link forbids to open talks, and another only helps."""
    stage.step("What hangs on what? Each link in the words on which it rests; only a precondition forbids.")
    stage.at("2025-08-29T09:00")
    holt = stage.desks[HOLT]
    said = papers.at("memorandum", 12)
    for issue, on, kind, words in (
        ("the ferry", "the tapes", LinkType.PRECONDITION, "The ferry waits for the two tapes"),
        ("the bank", "the ferry", LinkType.IMPROVES_ATMOSPHERE, "It would help the bank if she ran again"),
    ):
        linkage.add(holt, issue, on, kind, "Aldermark", rests=(said,), wording=words, onto=GROUP)
    for issue in ("the ferry", "the bank"):
        asked, shown = linkage.ask(holt, issue)
        answer = "No, not yet." if asked.blocks else "Nothing forbids it."
        stage.tell(f"May talks on {issue} be opened? {answer}")
        for one in (*asked.blocks, *asked.minds):
            stage.tell(f"  {one.says.type}: {one.says.on}, “{one.says.words}”")
        required(bool(asked.blocks) == (issue == "the ferry") and bool(shown), f"The links of {issue}")


def prepare(stage: Stage, papers: Papers) -> None:
    """Prepare a meeting that lacks a text; the person responsible goes over the gap, and says why."""
    stage.step("Korsund is prepared. One text is missing, and only Ekdal, who answers for it, may go over that.")
    holt, ekdal = stage.desks[HOLT], stage.desks[EKDAL]
    prepared = Meeting(
        "", "", purpose="To hear what they say to the five autumns", brings=("Landings of both shores, 2020 to 2024",),
        issues=("the bank",),
        texts=(MeetingText("what we say first", papers.at("telegram", 1)), MeetingText("joint record")),
        allies=tuple(ally.party for ally in ALLIES), expected="A second day", risk="The newspapers",
        on=parse("2025-09-20~"),
        place="The harbour office at Korsund",
    )  # fmt: skip
    meetings.new(holt, KORSUND, EKDAL.name, prepared, onto=OFFICE)
    stage.pass_on(HOLT, EKDAL)
    gaps = [gap.what for gap in meetings.ready(ekdal, KORSUND).open]
    stage.tell(f"What is missing: {'; '.join(gaps)}.")
    stage.refused("Holt says go for him", lambda: meetings.decide(holt, KORSUND, Word.GO), RuleError)
    stage.refused("Ekdal says go", lambda: meetings.decide(ekdal, KORSUND, Word.GO), RuleError)
    why = "A joint record is what they will make there."
    decided = meetings.decide(ekdal, KORSUND, Word.GO, why, override=True)
    stage.pass_on(EKDAL, HOLT)
    stage.tell(f"Ekdal says go over it, and it stays on record: “{why}”")
    required(gaps == ["text not ready: joint record"] and len(decided.overridden) == 1, KORSUND)
