"""What is still open before the meeting: two points, what a proposal does for each side, and a contact to decide on."""

from backchannel.demo.cast import EKDAL, HOLT
from backchannel.demo.planning.calendar import WITHIN
from backchannel.demo.planning.company import GROUP, OFFICE, required
from backchannel.demo.planning.neighbours import PROPOSAL
from backchannel.demo.planning.papers import Papers
from backchannel.demo.stage import Stage
from backchannel.desk.planning import contacts, gains, points
from backchannel.planning.gains import Sort

__all__ = ["leave_open"]

_COUNTING, _SAILING = "who counts on a Sunday", "whether the boat sails on"
_CONTACT = "the harbour engineers"


def leave_open(stage: Stage, papers: Papers) -> None:
    """Raise two points, draw up who gains what, and propose a contact that waits for Holt."""
    stage.step("What is open before Korsund: two points, who gains what, and a contact for Holt to decide on.")
    holt, ekdal = stage.desks[HOLT], stage.desks[EKDAL]
    points.raise_(
        ekdal, _COUNTING, "Whoever is on duty at either quay, as on other days.", issue="the bank",
        open_to="a better way, if the crews have one", rests=(papers.at("note", 5),), onto=OFFICE,
    )  # fmt: skip
    points.raise_(
        holt, _SAILING, "We should be glad of it.", issue="the boat", rests=(papers.at("note", 2),), onto=OFFICE
    )
    points.postpone(holt, _SAILING, "the hospital has said what it wants")
    for party, sort, what, present, passage in (
        ("Aldermark", Sort.NEW, "Crews know for five years what they may land.", "One autumn is settled.", 1),
        ("Aldermark", Sort.GIVEN, "Nobody asks for more after a good year.", "Each summer is open.", 1),
        ("Suvria", Sort.NEW, "Skippers can borrow for longer than a season.", "No bank lends on one autumn.", 1),
    ):
        gains.add(ekdal, PROPOSAL, party, sort, what, present, rests=(papers.at("paper", passage),), onto=GROUP)
    contacts.propose(
        ekdal, _CONTACT, who=EKDAL.name, with_whom="the harbour engineer of Ilmet", decider=HOLT.name,
        by="before 14 October", where="Korsund", avoid="the ice being measured by newspapers",
        rests=(papers.at("note", 4),), onto=OFFICE,
    )  # fmt: skip
    stage.settle(*WITHIN)
    found, _ = points.every(holt)
    for one in found:
        stage.tell(f"{one.says.name}: {one.says.state}.")
    (proposed,) = contacts.listed(holt)
    stage.tell(f"Holt has to decide on {proposed.proposed.kept.says.name}, proposed by {EKDAL.name}.")
    required(len(found) == 2, "What is open")
