"""What is owed and promised, which tracks have gone quiet, and all of it on one timeline: computed when it is asked."""

from backchannel.demo.cast import EKDAL, HOLT, MARRIN
from backchannel.demo.planning.calendar import WITHIN
from backchannel.demo.planning.company import OFFICE, OWN, required
from backchannel.demo.planning.papers import Papers
from backchannel.demo.stage import CHANNEL, Stage
from backchannel.desk.planning import owed, promises, reactions, timeline, tracks
from backchannel.record.dates import parse

__all__ = ["ask_for", "look_back"]

_QUESTION = "What do you say to the five autumns?"
_ICE = "a walk from Ilmet to Senn"
_DAYS = 30


def ask_for(stage: Stage, papers: Papers, references: dict[str, str]) -> None:
    """Ask for reactions by a day, and note promises, one of them bound to an event."""
    stage.step("Who owes what? Reactions that were asked for by a day, and promises, one bound to the ice.")
    stage.at("2025-08-29T17:00")
    holt = stage.desks[HOLT]
    reactions.ask(
        holt, _QUESTION, [EKDAL.name, MARRIN.name], by="2025-09-01", since=parse("2025-08-29"),
        rests=(papers.at("note", 3),), onto=OFFICE,
    )  # fmt: skip
    promises.make(
        holt, "the joint record", EKDAL.name, HOLT.name, "What they will make there", due="2025-09-15", onto=OFFICE
    )
    promises.make(
        holt, _ICE, HOLT.name, "Danilo Vesmar", "When the ice comes", after="good ice",
        rests=(f"{CHANNEL}/{references['14-vesmar']}/11",), onto=OWN,
    )  # fmt: skip
    stage.pass_on(HOLT, EKDAL)
    reactions.answer(stage.desks[EKDAL], _QUESTION, "Yes, and a second look after two.")
    stage.settle(*WITHIN)
    stage.at("2025-09-03T08:00")
    (found,) = owed.owed(holt)
    (asked,), made = found.reactions, found.promises
    for one in asked.waiting:
        stage.tell(f"{one.person} has not said, {one.days} days on; it was wanted by 1 September.")
    for promise in made:
        stage.tell(f"{promise.says.whose} to {promise.says.to}, {promise.state}: {promise.says.name}")
    required(
        [one.person for one in asked.waiting] == [MARRIN.name] and asked.overdue and len(made) == 2, "What is owed"
    )


def look_back(stage: Stage) -> None:
    """Say which tracks are quiet, and lay everything on one timeline."""
    stage.step("Which tracks have gone quiet? And all of it on one timeline, as far as each may see.")
    quiet = tracks.quiet(stage.desks[HOLT], _DAYS)
    for one in quiet:
        stage.tell(f"{one.track.lane.says.name}: {one.track.days} days{', too long' if one.too_long else ''}.")
    required(
        [one.track.lane.says.name for one in quiet if one.too_long] == ["the letters", "the harbour offices"],
        "The tracks",
    )
    for person in (HOLT, MARRIN):
        found = timeline.timeline(stage.desks[person])
        count = len(found.items) + found.more
        stage.tell(f"The timeline of {person.name}: {len(found.lanes)} lanes, {count} items.")
