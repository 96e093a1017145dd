"""The words of the negotiation: a newspaper that has some of them, and a draft that gets some of them wrong.

What is planted in the papers of the demo is found, each thing once and nothing else; otherwise the play stops.
"""

from importlib.resources import files
from pathlib import Path

from backchannel.demo.cast import HOLT
from backchannel.demo.stage import CHANNEL, Stage
from backchannel.desk.words import answering, leaks, quoting
from backchannel.desk.words.collected import Text, collected, files_of
from backchannel.desk.words.quotations import WRONG
from backchannel.errors import RuleError
from backchannel.text.answering.proposals import NOT_ANSWERED

__all__ = ["CLEAN", "DAY", "DRAFT", "LEAKY", "look_at_a_draft", "look_at_the_press"]

LEAKY, CLEAN, DRAFT = "ilmet-observer.txt", "tarnhavn-courier.txt", "ekdal-draft.md"
DAY = "2025-07-17"
_WRONG = ["altered", "misattributed"]
_CUT = 2
_FAREWELL = 12
_UNANSWERED = [9, 10]
"""The passages of the letter of 15 July that ask about the men, of which the draft says nothing."""


def look_at_the_press(stage: Stage) -> None:
    """Hold two newspapers against all that Holt may read: one has words of a letter, lightly rewritten."""
    stage.step("Two newspapers lie on Holt's table. Did either need to see a letter?")
    papers = files_of(str(_given(stage, name)) for name in (LEAKY, CLEAN))
    trail = leaks.trace(stage.desks[HOLT], [text for text in collected(papers) if isinstance(text, Text)], DAY)
    for traced in trail.traced:
        name = Path(traced.text.name).name
        if not traced.leaks:
            stage.tell(f"{name}: nothing private was needed to write it.")
        for leak in traced.leaks:
            held = leak.held[0]
            stage.tell(f"{name}, passage {leak.passage}: {leak.shared} of {leak.words} words are those of a letter.")
            stage.tell(f"  In the letter ({held.place.address}): “{_one_line(held.place.text)}”")
            names = sorted(holder.person for holder in held.holders)
            stage.tell(f"  Those who knew the words that day: {', '.join(names)}.")
    if [len(traced.leaks) for traced in trail.traced] != [1, 0]:
        raise RuleError("The demo's leak was not found as it was planted; do not trust this build, and report it.")


def look_at_a_draft(stage: Stage, letter: str) -> None:
    """Check Ekdal's draft of the next letter: its quotations, and which points it leaves without an answer."""
    stage.step("Ekdal drafts an answer. Are its quotations right, and is every point answered?")
    desk = stage.desks[HOLT]
    draft = str(_given(stage, DRAFT))
    told = quoting.check(desk, draft)
    # That a line is only a farewell is for a person to say: whoever writes a letter could hide a demand in it.
    answered = answering.decide(desk, f"{CHANNEL}/{letter}", draft, {_FAREWELL: "courtesy"})
    wrong = [entry for entry in told.entries if entry.checked.verdict in WRONG]
    cut = [entry for entry in told.entries if entry.checked.cuts]
    stage.tell(f"{len(told.entries)} quotations; {len(wrong)} wrong, {len(cut)} cut so that the sense may shift.")
    for entry in wrong:
        said = "; ".join(f"“{one.quoted}” for “{one.true}”" for one in entry.differences if one.quoted)
        by = ", ".join(f"{', '.join(place.authors)}, {place.day}" for place in entry.places)
        stage.tell(f"- {entry.checked.verdict}: “{_one_line(entry.text)}”" + (f" ({said})" if said else ""))
        stage.tell(f"  The words stand in {entry.places[0].address}, by {by}.")
    for entry in cut:
        stage.tell(f"- cut: “{_one_line(entry.text)}”")
        stage.tell(f"  The whole sentence: “{_one_line(entry.sentence)}”")
    open_ = [point for point in answered.points if point.is_open and point.proposal.state == NOT_ANSWERED]
    stage.tell(f"Of {len(answered.points)} passages of his letter the draft passes over {len(open_)}:")
    for point in open_:
        stage.tell(f"- {point.address}: “{_one_line(point.passage.text)[:90]}…”")
    verdicts = [entry.checked.verdict for entry in wrong]
    if (verdicts, len(cut), [point.passage.number for point in open_]) != (_WRONG, _CUT, _UNANSWERED):
        raise RuleError("The demo's draft was not judged as it was planted; do not trust this build, and report it.")


def _one_line(text: str) -> str:
    return " ".join(text.split())


def _given(stage: Stage, name: str) -> Path:
    """Put a paper of the demo into its folder, where it can be tried again, and give its path."""
    path = stage.directory / name
    path.write_bytes((files("backchannel.demo") / "papers" / name).read_bytes())
    return path
