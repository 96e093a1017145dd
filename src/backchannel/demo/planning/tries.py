"""What to try next with the planning: one command of each group, beside what it shows."""

from collections.abc import Callable, Iterator

from backchannel.demo.cast import EKDAL, HOLT, MARRIN, Person
from backchannel.demo.planning.company import FALK, KOST
from backchannel.demo.planning.group import OPTIONS
from backchannel.demo.planning.meeting import KORSUND
from backchannel.demo.planning.neighbours import CONSULTATION, PROPOSAL
from backchannel.demo.planning.posts import CIRCULAR, SERIES
from backchannel.demo.planning.sea import INCIDENT, TOPIC

__all__ = ["tries"]


def tries(own: Callable[[Person], str], draft: str) -> Iterator[tuple[str, str]]:
    """Give what each command shows, with its words; `own` names somebody's desk, and `draft` a file."""
    for what, command, person in (
        ("See the case before the three", "case show", FALK),
        ("Read the calendar", "calendar show", FALK),
        ("Read it before somebody who sees less, and misses nothing", "calendar show", MARRIN),
        ("Look at the small group", "group", HOLT),
        ("See what it was asked for, and delivered", "paper list", FALK),
        ("Compare the two options", f"options compare '{OPTIONS}'", FALK),
        ("Hold a draft against the guidelines", f"guidelines check {draft}", FALK),
        ("See what it gives away", f"interests check {draft}", HOLT),
        ("See the one rung that the adviser sees", "positions show 'the bank'", MARRIN),
        ("See who was heard, and who stayed behind", f"consult show '{CONSULTATION}'", EKDAL),
        ("See what an ally was told, at her own desk", "consult list", KOST),
        ("Check the proposal that was sent", f"proposal check '{PROPOSAL}'", HOLT),
        ("See where the allies stand", "allies", HOLT),
        ("Look for gaps in the series of telegrams", f"telegram gaps {SERIES}", EKDAL),
        ("Count the receipts of the circular, one of which is missing", f"circular status '{CIRCULAR}'", EKDAL),
        ("Ask whether talks on the ferry may be opened", "linkage open 'the ferry'", HOLT),
        ("Ask whether the meeting is ready", f"meeting ready {KORSUND}", EKDAL),
        ("See a pledge, with what each side did against it", "pledges show", HOLT),
        ("Read the incident by the minute", f"incident show '{INCIDENT}' --zone Europe/Copenhagen", HOLT),
        ("Ask what may be told the press", f"press line '{TOPIC}' --on 2025-09-01", FALK),
        ("Ask what was owed and promised", "owed --on 2025-09-03", HOLT),
        ("See which tracks had gone quiet", "quiet --on 2025-09-03", HOLT),
        ("See it all on one timeline", "case timeline", HOLT),
    ):
        yield what, f"{command} {own(person)}"
