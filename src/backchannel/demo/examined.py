"""What Holt makes of Vesmar's words: statements examined, a peg, two that go together, and a reading on record."""

from collections.abc import Iterator

from backchannel.demo.cast import HOLT
from backchannel.demo.stage import Stage
from backchannel.desk.desk import Desk
from backchannel.desk.words import bank, exchanged, pegs, readings, tensions
from backchannel.desk.words.bank import STRUCK, Selection, Statement
from backchannel.desk.words.readings import Suggested
from backchannel.errors import RuleError

__all__ = ["ELEMENT", "examine"]

ELEMENT = "patients cross, whatever the flags"
"""The element of Holt's position that hangs on his words."""
_ASSURED = "No patient will be turned back"
_ASKED, _GRANTED = "I ask for one change: the list", "The list goes to both harbour masters one hour"
_COURTEOUS = "I ask it as a question."
_READ = "I take it to be about patients and not about flags"


def examine(stage: Stage) -> None:
    """Examine some of what he has said, on Holt's own ledger; RuleError where it is not found as it was planted."""
    stage.step("What has Vesmar said, exactly? Holt examines it, and hangs on it what she wants.")
    holt = stage.desks[HOLT]
    assured, asked, granted, courteous = (_said(stage, words) for words in (_ASSURED, _ASKED, _GRANTED, _COURTEOUS))
    bank.accept(holt, [assured.identifier])
    bank.accept(holt, [granted.identifier], "offer")
    bank.strike(holt, [courteous.identifier])
    made = {one.text: one.judged for one in bank.listed(holt, Selection()) if one.judged != bank.OPEN}
    stage.tell(f"{len(made)} statements examined, {sum(one == STRUCK for one in made.values())} struck out.")
    pegs.add(holt, assured.identifier, ELEMENT, "Nobody who is ill waits for two governments.")
    stage.tell(f"“{ELEMENT}” hangs on “{assured.text}” ({assured.address})")
    tensions.judge(holt, asked.identifier, granted.identifier, "compatible")
    stage.tell("What he asked of the list and what he grants go together: the second is the first, with an hour to it.")
    ours = next(one for one in _suggested(holt) if _READ in one.ours.text)
    placed = readings.place(holt, ours.ours.address, assured.address)
    stage.tell(f"A reading of it was sent, and is {placed.state}: silence never confirms one.")
    if len(made) != 3 or placed.state != readings.OPEN:
        raise RuleError("What Vesmar said was not found as it was planted; do not trust this build, and report it.")


def _said(stage: Stage, words: str) -> Statement:
    found = bank.listed(stage.desks[HOLT], Selection())
    return next(one for one in found if one.text.startswith(words) and one.form == "letter")


def _suggested(desk: Desk) -> Iterator[Suggested]:
    for letter in exchanged.recent(desk, own=True):
        yield from readings.suggested(desk, letter.address)
