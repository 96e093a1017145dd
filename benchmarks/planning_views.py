"""Every view of planning: the folds over a board, and the use cases of a desk that commands call.

A view is named by its module and function under `planning/` (or `desk/planning/`), and called as its command calls it:
where a command shows everything, over everything; where it shows one thing, of the thing about which most is said.
`PARTS` are public functions that work out a part of a view and are measured within it.
`tests/benchmarks/test_planning.py` fails where a view of planning is in neither.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any

from backchannel.desk.desk import Desk
from backchannel.desk.planning import (
    allies as desk_allies,
)
from backchannel.desk.planning import (
    calendar,
    cases,
    contacts,
    events,
    gains,
    groups,
    guidelines,
    incidents,
    interests,
    linkage,
    meetings,
    options,
    owed,
    papers,
    pledges,
    points,
    positions,
    press,
    promises,
    reactions,
    telling,
    timeline,
    tracks,
)
from backchannel.desk.planning import circulars as desk_circulars
from backchannel.desk.planning import comments as desk_comments
from backchannel.desk.planning import wedge as desk_wedge
from backchannel.desk.planning.consultation import asked as desk_asked
from backchannel.desk.planning.consultation import concerns as desk_concerns
from backchannel.desk.planning.consultation import consultations, proposals
from backchannel.desk.planning.consultation import orders as desk_orders
from backchannel.desk.planning.consultation import talks as desk_talks
from backchannel.planning import (
    allies,
    chain,
    circulars,
    comments,
    numbering,
    vocabulary,
)
from backchannel.planning import cases as fold_cases
from backchannel.planning import gains as fold_gains
from backchannel.planning import groups as fold_groups
from backchannel.planning import guidelines as fold_guidelines
from backchannel.planning import incidents as fold_incidents
from backchannel.planning import interests as fold_interests
from backchannel.planning import linkage as fold_linkage
from backchannel.planning import meetings as fold_meetings
from backchannel.planning import options as fold_options
from backchannel.planning import papers as fold_papers
from backchannel.planning import pledges as fold_pledges
from backchannel.planning import points as fold_points
from backchannel.planning import positions as fold_positions
from backchannel.planning import press as fold_press
from backchannel.planning import promises as fold_promises
from backchannel.planning import reactions as fold_reactions
from backchannel.planning import timeline as fold_timeline
from backchannel.planning import tracks as fold_tracks
from backchannel.planning.board import Board, Kept
from backchannel.planning.calendar import contacts as fold_contacts
from backchannel.planning.calendar import slips, stages
from backchannel.planning.calendar import telling as fold_telling
from backchannel.planning.consultation import concerns, consulting, heard, hearings, marks, orders, talks
from backchannel.planning.consultation.consulting import Between
from backchannel.planning.kinds import Kind
from backchannel.record.document import Document, passages_of

__all__ = ["DESK_VIEWS", "ISSUE", "ON", "PARTS", "VIEWS", "Sight", "see"]

ISSUE, ALLY, OURS, OTHER = "passage 1", "Norlund", "Valdria", "Ostrava"
DRAFT = "reply"
ON = date(2032, 3, 1)
NOW = datetime(2032, 3, 1, tzinfo=UTC)
PASSAGES = tuple(f"The ferry of pier {number} passes while the ice is thin." for number in range(30))
"""The draft that is held against interests and guidelines."""


@dataclass(frozen=True, slots=True)
class Sight:
    """What a view is given: the board of a case, and what stands between parties."""

    board: Board
    between: Between


def _each(board: Board, kind: Kind[Any], view: Callable[[Board, Kept[Any]], object]) -> list[object]:
    return [view(board, one) for one in board.every(kind)]


def _most(board: Board, kind: Kind[Any], of: Kind[Any], part: str) -> Kept[Any] | None:
    """Give the thing of a kind that most things of another name in a part."""
    return max(board.every(kind), key=lambda one: len(board.opened_naming(of, one.id, part)), default=None)


def _on(
    board: Board, kind: Kind[Any], of: Kind[Any], part: str, view: Callable[[Board, Kept[Any]], object]
) -> Callable[[], object]:
    thing = _most(board, kind, of, part)
    return lambda: view(board, thing) if thing is not None else None


_DOSSIER = (fold_incidents.INCIDENT, fold_incidents.ACCOUNT, fold_incidents.OF)
_OPTIONS = (fold_options.SET, fold_options.OPTION, fold_options.OF)
_LIST = (fold_guidelines.LIST, fold_guidelines.GUIDELINE, fold_guidelines.OF)


def _draft() -> Document:
    return Document("letter", passages_of(*PASSAGES))


def _id(board: Board, kind: Kind[Any], name: str = "") -> bytes:
    found = [one.id for one in board.every(kind) if not name or one.says.name == name]
    return found[0] if found else b""


def _all_put(sight: Sight, view: Callable[[consulting.Put], object]) -> list[object]:
    put = (consulting.put(sight.between.board, one) for one in sight.between.board.things(consulting.CONSULTING))
    return [view(one) for one in put if one is not None]


def _orders(sight: Sight) -> list[object]:
    return [heard.unheard(sight.board, sight.between, one, NOW) for one in orders.orders(sight.board)]


def _opened(board: Board, kinds: Iterable[Kind[Any]], view: Callable[[Board, object], object]) -> list[object]:
    return [view(board, one.thing.opened) for kind in kinds for one in board.every(kind)]


def _letters(board: Board) -> dict[str, bytes]:
    """Give the letters of every circular with their channels, as what posts say of them is held against."""
    laid = (one for kept in board.every(circulars.DISPATCH) for one in kept.says.laid)
    return {one.letter: circulars.channel_of(one) for one in laid}


def _plan(board: Board) -> object:
    first = next((one for one in board.standing(stages.STAGE) if not one.says.fixed), None)
    return slips.plan(board, first, 3) if first is not None else None


_THREADED: tuple[Kind[Any], ...] = (fold_options.SET, fold_options.OPTION)

# Each takes a sight and gives what is to be called: what is prepared before is no part of the view.
VIEWS: dict[str, Callable[[Sight], Callable[[], object]]] = {
    "allies.grid": lambda s: lambda: allies.grid(s.board, ON),
    "allies.history": lambda s: (
        lambda: allies.history(s.board, _id(s.board, fold_cases.PARTY, ALLY), _id(s.board, fold_cases.ISSUE, ISSUE))
    ),
    "calendar.contacts.proposed": lambda s: lambda: fold_contacts.proposed(s.board),
    "calendar.slips.conflicts": lambda s: lambda: slips.conflicts(s.board),
    "calendar.slips.plan": lambda s: lambda: _plan(s.board),
    "calendar.stages.strip": lambda s: lambda: stages.strip(s.board),
    "calendar.telling.told": lambda s: lambda: fold_telling.told(s.board, ALLY),
    "chain.chain": lambda s: _on(s.board, *_DOSSIER, chain.chain),
    "chain.chain, every incident": lambda s: lambda: _each(s.board, fold_incidents.INCIDENT, chain.chain),
    "circulars.course": lambda s: lambda: _each(s.board, circulars.CIRCULAR, circulars.course),
    "circulars.adapted": lambda s: lambda: circulars.adapted(s.between.board, _letters(s.board)),
    "circulars.events_told": lambda s: lambda: circulars.events_told(s.between.board, {}),
    "comments.on_thing": lambda s: (
        lambda: [comments.on_thing(s.board, one.id) for kind in _THREADED for one in s.board.every(kind)]
    ),
    "comments.on_passage": lambda s: lambda: comments.on_passage(s.board, "letter/1"),
    "comments.named_so": lambda s: lambda: comments.named_so(s.board, ISSUE),
    "consultation.concerns.concerned": lambda s: lambda: concerns.concerned(s.board, ISSUE),
    "consultation.consulting.answers_to": lambda s: (
        lambda: _all_put(s, lambda put: consulting.answers_to(s.between.board, put, ALLY))
    ),
    "consultation.consulting.too_little": lambda s: (
        lambda: _all_put(s, lambda put: consulting.too_little(s.between.board, put, ALLY))
    ),
    "consultation.heard.heard": lambda s: lambda: heard.heard(s.board, s.between, ISSUE, NOW),
    "consultation.heard.unheard": lambda s: lambda: _orders(s),
    "consultation.hearings.hearings": lambda s: lambda: hearings.hearings(s.board, s.between),
    "consultation.marks.marked": lambda s: lambda: marks.marked(s.board, "0" * 64),
    "consultation.marks.proposed": lambda s: lambda: list(marks.proposed(s.board)),
    "consultation.orders.orders": lambda s: lambda: orders.orders(s.board),
    "consultation.orders.waivers": lambda s: lambda: orders.waivers(s.board, ISSUE),
    "consultation.talks.due": lambda s: lambda: talks.due(s.board, s.between, ON),
    "consultation.talks.suggestions": lambda s: lambda: talks.suggestions(s.between),
    "gains.balance": lambda s: (
        lambda: [fold_gains.balance(s.board, one, OURS) for one in fold_gains.proposals(s.board)[-1:]]
    ),
    "gains.proposals": lambda s: lambda: fold_gains.proposals(s.board),
    "groups.groups": lambda s: lambda: fold_groups.groups(s.board),
    "guidelines.listed": lambda s: lambda: _each(s.board, fold_guidelines.LIST, fold_guidelines.listed),
    "guidelines.checked": lambda s: _on(
        s.board, *_LIST, lambda board, one: fold_guidelines.checked(board, one, DRAFT, _draft())
    ),
    "incidents.accounts": lambda s: _on(s.board, *_DOSSIER, fold_incidents.accounts),
    "incidents.points": lambda s: _on(s.board, *_DOSSIER, fold_incidents.points),
    "incidents.reservations": lambda s: lambda: _each(s.board, fold_incidents.INCIDENT, fold_incidents.reservations),
    "interests.check": lambda s: (
        lambda: fold_interests.check(s.board, fold_interests.Draft(DRAFT, tuple(enumerate(PASSAGES, 1))))
    ),
    "linkage.links": lambda s: lambda: fold_linkage.links(s.board),
    "linkage.explain": lambda s: lambda: fold_linkage.explain(s.board, ISSUE),
    "linkage.ask": lambda s: lambda: fold_linkage.ask(s.board, ISSUE),
    "linkage.cycles": lambda s: lambda: fold_linkage.cycles(s.board),
    "linkage.unmet": lambda s: lambda: fold_linkage.unmet(s.board, [ISSUE]),
    "meetings.readiness": lambda s: lambda: _each(s.board, fold_meetings.MEETING, fold_meetings.readiness),
    "numbering.first_number": lambda s: lambda: numbering.first_number(s.between.board, "CA", OURS),
    "numbering.entitled": lambda s: lambda: numbering.entitled(s.between.board, "CA", OURS),
    "options.compared": lambda s: _on(s.board, *_OPTIONS, fold_options.compared),
    "options.compared, every set": lambda s: lambda: _each(s.board, fold_options.SET, fold_options.compared),
    "papers.taskings": lambda s: lambda: fold_papers.taskings(s.board, ON),
    "papers.due": lambda s: lambda: fold_papers.due(s.board, ON),
    "pledges.restraints": lambda s: lambda: fold_pledges.restraints(s.board, ON),
    "points.points": lambda s: lambda: fold_points.points(s.board, ON),
    "positions.ladders": lambda s: lambda: fold_positions.ladders(s.board),
    "positions.distances": lambda s: lambda: fold_positions.distances(s.board),
    "press.lines": lambda s: lambda: fold_press.lines(s.board, ON),
    "press.laid": lambda s: lambda: fold_press.laid(s.between.board, ON, OURS),
    "press.logged": lambda s: lambda: [fold_press.logged(s.board, one) for one in fold_press.lines(s.board, ON)],
    "promises.promises": lambda s: lambda: fold_promises.promises(s.board, ON),
    "reactions.asked": lambda s: lambda: fold_reactions.asked(s.board, ON),
    "timeline.of_board": lambda s: (
        lambda: list(fold_timeline.of_board(s.board, {one.id for one in s.board.every(fold_cases.LANE)}))
    ),
    "tracks.tracks": lambda s: lambda: fold_tracks.tracks(s.board, {}, ON),
    "tracks.efforts": lambda s: lambda: fold_tracks.efforts(s.board, None, None),
    "vocabulary.unread": lambda s: lambda: vocabulary.unread(s.board),
}

PARTS = frozenset(
    {
        "authority.judged", "authority.own", "calendar.slips.leads_back", "calendar.stages.happenings",
        "calendar.telling.marks", "calendar.telling.require_silent", "cases.named", "consultation.consulting.naming",
        "consultation.consulting.put", "consultation.hearings.hearing", "consultation.orders.is_no_precedent",
        "decisions.decided", "decisions.views", "drafts.drafted", "groups.named", "guidelines.guidelines_of",
        "incidents.own", "incidents.void", "incidents.whose", "meetings.decision_rule", "meetings.responsible",
        "options.options_of",
        "papers.deciders", "papers.tasked", "pledges.restraint", "said.standing",
    }
)  # fmt: skip

DESK_VIEWS: dict[str, Callable[[Desk], object]] = {
    "allies.grid": lambda desk: desk_allies.grid(desk, on=ON),
    "allies.history": lambda desk: desk_allies.history(desk, ALLY, ISSUE),
    "calendar.show": calendar.show,
    "calendar.shift --dry-run": lambda desk: calendar.shift(desk, "stage 1.1", 3, dry_run=True),
    "cases.show": cases.show,
    "circulars.every": desk_circulars.every,
    "circulars.lists": desk_circulars.lists,
    "comments.every": lambda desk: desk_comments.every(desk, "set 1"),
    "consultation.asked.received": desk_asked.received,
    "consultation.concerns.who": lambda desk: desk_concerns.who(desk, ISSUE),
    "consultation.consultations.every": consultations.every,
    "consultation.orders.listed": desk_orders.listed,
    "consultation.proposals.every": proposals.every,
    "consultation.proposals.check": lambda desk: proposals.check(desk, "proposal 1"),
    "consultation.proposals.heard_on": lambda desk: proposals.heard_on(desk, ISSUE),
    "consultation.talks.overdue": lambda desk: desk_talks.overdue(desk, ON),
    "consultation.talks.reported": desk_talks.reported,
    "consultation.talks.every_suggestion": desk_talks.every_suggestion,
    "contacts.listed": contacts.listed,
    "events.every": events.every,
    "gains.listed": gains.listed,
    "groups.every": groups.every,
    "guidelines.every": guidelines.every,
    "incidents.every": incidents.every,
    "incidents.show": lambda desk: incidents.show(desk, "incident 0"),
    "incidents.reserved": incidents.reserved,
    "interests.register": interests.register,
    "linkage.listed": linkage.listed,
    "linkage.explain": lambda desk: linkage.explain(desk, ISSUE),
    "linkage.ask": lambda desk: linkage.ask(desk, ISSUE),
    "meetings.every": meetings.every,
    "meetings.ready": lambda desk: meetings.ready(desk, "meeting 1"),
    "options.every": options.every,
    "options.compare": lambda desk: options.compare(desk, "set 1"),
    "owed.owed": lambda desk: owed.owed(desk, ON),
    "papers.every": lambda desk: papers.every(desk, ON),
    "papers.due_on": lambda desk: papers.due_on(desk, ON),
    "pledges.every": lambda desk: pledges.every(desk, ON),
    "points.every": lambda desk: points.every(desk, ON),
    "positions.ladders": positions.ladders,
    "positions.distances": positions.distances,
    "press.every": lambda desk: press.every(desk, ON),
    "press.log": press.log,
    "promises.every": lambda desk: promises.every(desk, ON),
    "reactions.every": lambda desk: reactions.every(desk, ON),
    "telling.calendar_for": lambda desk: telling.calendar_for(desk, ALLY),
    "timeline.timeline": timeline.timeline,
    "tracks.quiet": lambda desk: tracks.quiet(desk, on=ON),
    "tracks.evidence": tracks.evidence,
    "wedge.wedge": lambda desk: desk_wedge.wedge(desk, ISSUE, ON, offers=OTHER),
}


def see(sight: Sight) -> dict[str, object]:
    """Give what every view shows of a board."""
    return {name: view(sight)() for name, view in VIEWS.items()}
