"""The scenes of the planning in their order: what comes after the letters, from July to September."""

from backchannel.demo.planning import calendar, group, meeting, neighbours, owed, positions, posts, sea, unsettled
from backchannel.demo.planning.company import assemble
from backchannel.demo.planning.papers import Papers
from backchannel.demo.stage import Stage

__all__ = ["plan"]


def plan(stage: Stage, relay: str, references: dict[str, str]) -> None:
    """Play the planning, with `references` to the letters before; RuleError where what was planted is not found."""
    papers = Papers(stage)
    assemble(stage, relay)
    calendar.open_case(stage, papers)
    calendar.keep_calendar(stage, papers)
    group.task(stage, papers)
    group.decide(stage, papers)
    positions.hold_a_draft(stage, papers)
    positions.climb(stage, papers)
    neighbours.propose(stage)
    neighbours.ask(stage)
    posts.telegraph(stage, papers)
    neighbours.stand(stage, papers)
    neighbours.go_ahead(stage)
    posts.guide(stage)
    meeting.link(stage, papers)
    meeting.prepare(stage, papers)
    sea.keep_to_a_pledge(stage, papers, references)
    sea.tell_by_the_minute(stage, papers)
    sea.word_for_the_press(stage)
    owed.ask_for(stage, papers, references)
    unsettled.leave_open(stage, papers)
    owed.look_back(stage)
