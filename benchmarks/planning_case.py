"""One case on a real vault, block by block: what happens in about two weeks, some 84 acts of all kinds.

A case of 10,000 acts is thus a negotiation of four years and more: 120 consultations of three allies, 240 points, 600
stages, 360 interests, one dossier of 600 accounts. Nothing is of one kind alone, as no case is: what a view reads grows
as it would. Ilse is a principal; of what she revises some was revised at Greta's desk apart, so that two statements
stand. What was put to three allies went on channels with them, and their desks answered.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from backchannel.desk import letters
from backchannel.desk.book import open_book
from backchannel.desk.planning import cases as desk_cases
from backchannel.desk.planning.acting import Acting
from backchannel.desk.writing import append
from backchannel.planning import (
    allies,
    circulars,
    comments,
    decisions,
    events,
    gains,
    groups,
    guidelines,
    incidents,
    interests,
    linkage,
    meetings,
    numbering,
    options,
    papers,
    pledges,
    points,
    positions,
    press,
    promises,
    reactions,
    tracks,
)  # fmt: skip
from backchannel.planning import cases as c
from backchannel.planning.acts import Ending, content
from backchannel.planning.board import Kept
from backchannel.planning.bound import bound
from backchannel.planning.calendar import contacts, slips, stages, telling
from backchannel.planning.calendar.phrases import Certainty, Relation
from backchannel.planning.consultation import concerns, consulting, hearings, marks, orders, talks
from backchannel.planning.consultation.proposals import PROPOSAL, Proposal
from backchannel.planning.hours import Moment
from backchannel.planning.kinds import Kind
from backchannel.planning.words import judgements, things
from backchannel.record.dates import DocumentDate, parse
from backchannel.record.document import Document, passages_of
from benchmarks.desks import HOME, ILSE, carry, new_desk, open_line
from benchmarks.planning_views import DRAFT, PASSAGES

GRETA = "Greta Lund"
DESK = "The strait desk"
OTHER = "Ostrava"
ALLIES = (("Norlund", "Hanne Dahl"), ("Sudmark", "Bram Visser"), ("Tervania", "Ines Koval"))
MOST_ISSUES = 40
"""A case has issues beyond counting long before it has 10,000 acts; no more are named then."""


def day(number: int) -> DocumentDate:
    """Give the day of a number, from the beginning of 2030 on, within four years."""
    return parse(f"{2030 + number // 336 % 4}-{number // 28 % 12 + 1:02}-{number % 28 + 1:02}")


@dataclass
class Case:
    """A case that grows: its desks, and how many blocks were written."""

    folder: Path
    blocks: int = 0
    acts: int = 0
    letter: str = ""
    ids: dict[str, list[Kept[Any]]] = field(default_factory=dict)
    _put: list[tuple[int, str, bytes]] = field(default_factory=list)

    def __post_init__(self) -> None:
        """Make the desks, the channels and the case."""
        self.ilse = new_desk(self.folder / "ilse", ILSE, HOME)
        self.greta = new_desk(self.folder / "greta", GRETA, HOME)
        self.allies = [new_desk(self.folder / party, person, party) for party, person in ALLIES]
        open_line(self.ilse, self.greta, self.folder, DESK)
        for desk in self.allies:
            open_line(self.ilse, desk, self.folder, self.line(desk.card.party))
        self.case = desk_cases.new(self.ilse, "The strait in winter", onto=DESK).id
        self.acts = 1

    def close(self) -> None:
        """Close the desks."""
        for desk in (self.ilse, self.greta, *self.allies):
            desk.close()

    @staticmethod
    def line(party: str) -> str:
        """Give the name of the channel with an ally."""
        return f"Talks with {party}"

    def grow(self, blocks: int) -> None:
        """Write blocks, let Greta's desk revise some things apart, and let the allies answer what was put to them."""
        first = self.blocks
        for _ in range(blocks):
            self.blocks += 1
            # Each block rests on a letter of its own.
            text = Document("letter", passages_of(*PASSAGES), heading=f"The strait, {self.blocks}")
            self.letter = letters.write(self.ilse, DESK, text).header.id.hex()
            with self.ilse.vault.change(moves_position=True) as db:
                self._between(Acting(db, self.ilse))
            with self.ilse.vault.change(moves_position=True) as db:
                _Block(self, Acting(db, self.ilse, self.case), self.blocks).write()
        self._answer()
        self._apart(range(first + 1, self.blocks + 1))

    def _between(self, acting: Acting) -> None:
        number = self.blocks
        for party, _ in ALLIES:
            value = consulting.Consulting(
                f"round {number}", PASSAGES[:3], consulting.Rule.HEARING, parse("2031-05-01"), "We write to them."
            )
            kept = acting.open(consulting.CONSULTING, value, onto=self.line(party))
            self._put.append((number, party, kept.id))
        told = talks.Report(f"round {number}", PASSAGES[:1])
        acting.open(talks.REPORT, told, onto=self.line("Norlund"))
        suggested = talks.Suggestion(f"suggestion {number}", talks.About.MEANS, "By word of mouth, not by letter.")
        acting.open(talks.SUGGESTION, suggested, onto=self.line("Sudmark"))
        if number % 5 == 1:
            acting.open(numbering.SERIES, numbering.Series("CA", 1, gaps=True), onto=self.line("Norlund"))
            laid = press.Line("ferries", "The ferries keep to their hours.", ILSE, (GRETA,), day(number))
            acting.open(press.LAID, laid, onto=self.line("Tervania"))

    def _answer(self) -> None:
        stances = list(consulting.Stance)
        for desk in self.allies:
            party = desk.card.party
            carry(self.ilse, desk, self.folder)
            with desk.vault.change(moves_position=True) as db:
                acting = Acting(db, desk)
                for number, whose, put in self._put:
                    # Now and then one of the three does not answer.
                    if whose == party and number % 7:
                        answer = consulting.Answer(party, stances[number % len(stances)], "In our own words.")
                        acting.open(consulting.ANSWER, answer, onto=self.line(party), names={consulting.OF: [put]})
                    if whose == party and number % 10 == 1:
                        little = consulting.TooLittle(party, time=True)
                        acting.open(consulting.TOO_LITTLE, little, onto=self.line(party), names={consulting.OF: [put]})
            carry(desk, self.ilse, self.folder)
        self._put.clear()

    def _apart(self, blocks: Iterable[int]) -> None:
        """Let both desks revise the same things without seeing each other: two statements stand of each."""
        carry(self.ilse, self.greta, self.folder)
        names = {name for number in blocks for name in (f"stage {number}.1", f"interest {number}.1")}
        for desk in (self.ilse, self.greta):
            with desk.vault.change(moves_position=True) as db:
                acting = Acting(db, desk, self.case)
                both: tuple[Kind[Any], ...] = (stages.STAGE, interests.INTEREST)
                for kind in both:
                    for one in [one for one in acting.board.standing(kind) if one.says.name in names]:
                        self._revise(acting, kind, one, desk.card.person)
        carry(self.greta, self.ilse, self.folder)

    def _revise(self, acting: Acting, kind: Kind[Any], one: Kept[Any], person: str) -> None:
        said = replace(one.says, **{"about" if kind is stages.STAGE else "before": f"as {person} sees it"})
        acting.revise(kind, one, said)
        self.acts += 1

    def one_more(self) -> None:
        """Write one act more, of an event."""
        with self.ilse.vault.change(moves_position=True) as db:
            acting = Acting(db, self.ilse, self.case)
            acting.open(events.EVENT, events.Event(f"event {len(acting.board.every(events.EVENT))}", day(40)))


class _Block:
    """What happens in two weeks."""

    def __init__(self, case: Case, acting: Acting, number: int) -> None:
        self.case, self.acting, self.number = case, acting, number
        self.issue = f"passage {number % MOST_ISSUES or MOST_ISSUES}"
        self.earlier = f"passage {max(1, number % MOST_ISSUES - 1)}"

    def open(self, kind: Kind[Any], value: object, rests: bool = False, **names: Iterable[bytes]) -> Kept[Any]:
        said = {part.replace("_", " "): list(ids) for part, ids in names.items()}
        at = (f"{self.case.letter}/{len(self.case.ids.get(kind.name, ())) % len(PASSAGES) + 1}",) if rests else ()
        kept = self.acting.open(kind, value, names=said, rests=at)
        self.case.acts += 1
        self.case.ids.setdefault(kind.name, []).append(kept)
        return kept

    def revise(self, kind: Kind[Any], kept: Kept[Any], ended: Ending | None = None, **changed: object) -> None:
        self.acting.revise(kind, kept, replace(kept.says, **changed), ended=ended)
        self.case.acts += 1

    def first(self, kind: Kind[Any]) -> bytes:
        return self.case.ids[kind.name][0].id

    def last(self, kind: Kind[Any]) -> bytes:
        return self.case.ids[kind.name][-1].id

    def write(self) -> None:
        self._case()
        self._calendar()
        self._options()
        self._interests()
        self._owed()
        self._consultation()
        self._posts()
        self._incident()
        self._words()

    def _case(self) -> None:
        n = self.number
        if n == 1:
            for name, side in ((HOME, c.Side.OURS), (OTHER, c.Side.OTHER), *((p, c.Side.ALLY) for p, _ in ALLIES)):
                self.open(c.PARTY, c.CaseParty(name, side))
            for name in ("the Sela track", "the ministers", "the harbour masters"):
                self.open(c.LANE, c.Lane(name))
        if n <= MOST_ISSUES:
            self.open(c.ISSUE, c.Issue(self.issue, "Who passes while there is ice"))
        self.open(c.PERSON, c.CasePerson(f"Person {n}", OTHER, "minister"))
        if n % 2:
            self.open(c.DOCUMENT, c.CaseDocument(f"letter {n}", "the ministers"), rests=True, lane=[self.first(c.LANE)])

    def _calendar(self) -> None:
        n, kept = self.number, []
        event = self.open(
            events.EVENT, events.Event(f"talks {n}", day(n * 4), happened=n % 3 > 0, by=OTHER), rests=True
        )
        if n % 3 == 0:
            self.revise(events.EVENT, event, happened=True, offer=n % 2 == 0)
        for at in range(5):
            when = str(day(n * 5 + at))
            value = stages.Stage(f"stage {n}.{at}", when, when, Certainty.STATED)
            if at == 4:
                value = stages.Stage(f"stage {n}.4", f"after talks {n}", anchor=f"talks {n}", relation=Relation.AFTER)
            kept.append(self.open(stages.STAGE, value, rests=at == 0))
        for one, other in zip(kept[1:4], kept, strict=False):
            self.open(slips.DEPENDENCY, slips.Dependency(), stage=[one.id], needs=[other.id])
        self.revise(stages.STAGE, kept[2], moved=3, why="The ice came late")
        self.revise(stages.STAGE, kept[3], Ending(stages.DONE))
        if n % 2:
            told = telling.Told("Norlund", f"stage {n}", f"{n:032x}", when=str(kept[2].says.when))
            self.open(telling.TOLD, told, stage=[kept[2].id])
        contact = self.open(
            contacts.CONTACT,
            contacts.Contact(f"contact {n}", GRETA, "Tomas Reik", ILSE, "Geneva", when="", written="soon"),
        )
        answer = contacts.Decision(contacts.Answer.ACCEPTED, contact.act.id.hex())
        self.open(contacts.DECISION, answer, contact=[contact.id])
        if n % 40 == 1:
            members = (groups.Asked(GRETA, ILSE),)
            self.open(groups.GROUP, groups.Group(f"group {n}", 5, (ILSE,), "The strait desk", members))

    def _options(self) -> None:
        n = self.number
        heads = ("Aim", "Risk", "Cost")
        tasking = self.open(papers.TASKING, papers.Tasking(f"tasking {n}", "What to do about the ice", ILSE, (GRETA,)))
        for stage, name in ((papers.Stage.PRELIMINARY, "sketch"), (papers.Stage.DECISION, "paper")):
            when = str(day(n * 6))
            value = papers.Product(f"{name} {n}", stage, (GRETA,), when, when, Certainty.STATED)
            product = self.open(papers.PRODUCT, value, rests=False, **{"for": [tasking.id]})
            if n % 3:
                self.open(papers.PAPER, papers.Paper(), rests=True, **{"for": [product.id]})
        found = self.open(options.SET, options.OptionSet(f"set {n}", heads), tasking=[tasking.id])
        made = []
        for letter in "ABC":
            says = tuple(options.Under(head, f"{head} of {letter} as we see it in block {n}.") for head in heads)
            made.append(self.open(options.OPTION, options.Option(letter, f"Way {letter}", says), of=[found.id]))
            first = self.open(comments.COMMENT, comments.Comment("Too dear, I think.", "Cost"), on=[made[-1].id])
        self.open(comments.COMMENT, comments.Comment("It is not."), on=[made[-1].id], answers=[first.id])
        self.open(decisions.VIEW, decisions.View("I lean to A."), on=[found.id])
        self.open(decisions.DECISION, decisions.Decision("A", "It is quicker"), on=[found.id], taken=[made[0].id])
        self.revise(options.OPTION, made[2], Ending(options.DROPPED, "Nobody would pay for it"))
        rules = self.open(guidelines.LIST, guidelines.Guidelines(f"list {n}"))
        for at in range(2):
            line = self.open(guidelines.GUIDELINE, guidelines.Guideline(f"Say nothing of pier {at}."), of=[rules.id])
            answer = guidelines.Answer(DRAFT, bound(PASSAGES[at]), at + 1)
            self.open(guidelines.ANSWER, answer, to=[line.id])

    def _interests(self) -> None:
        n = self.number
        for at, nature in enumerate(interests.Nature):
            value = interests.Interest(
                f"interest {n}.{at}", nature, self.issue, "That the ferries pass", look=(f"pier {n}",)
            )
            held = self.open(interests.INTEREST, value, rests=at == 0)
            if at < 2:
                binding = interests.Binding(DRAFT, interests.Part.KEEPS, bound(PASSAGES[n % 30]), n % 30 + 1)
                self.open(interests.BINDING, binding, interest=[held.id])
        rungs = []
        if n <= MOST_ISSUES:
            for at, step in enumerate(positions.Step):
                rung = positions.Rung(self.issue, step, "So many ferries a day", str(12 - at), "ferries")
                rungs.append(self.open(positions.RUNG, rung).id)
            self.open(positions.APART, positions.Apart(self.issue, "One boat"), rungs=rungs[:2])
            self.open(positions.LIMIT, positions.Limit(self.issue, "3", "ferries"))
        for sort, party in ((gains.Sort.NEW, HOME), (gains.Sort.KEPT, OTHER)):
            gain = gains.Gain(f"proposal {n // 10}", party, sort, "The night ferry", "None by night")
            self.open(gains.GAIN, gain, rests=True)
        kind = list(linkage.LinkType)[n % 4]
        link = linkage.Link(self.issue, self.earlier, kind, "No ice, no talks", OTHER, "if both" if n % 4 == 3 else "")
        link_ = self.open(linkage.LINK, link, rests=True)
        if n % 5 == 0:
            self.revise(linkage.LINK, link_, Ending(linkage.MET, "They wrote so"))
        prepared = meetings.Meeting(
            f"meeting {n}",
            ILSE,
            "To hear them",
            ("A draft",),
            (self.issue,),
            (meetings.MeetingText("draft"),),
            ("Norlund",),
        )
        meeting = self.open(meetings.MEETING, prepared)
        self.revise(meetings.MEETING, meeting, expected="A date", risk="That it leaks")
        self.open(meetings.DECISION, meetings.Decision(meetings.Word.NO_GO, "Too soon"), meeting=[meeting.id])

    def _owed(self) -> None:
        n = self.number
        wanted = reactions.Wanted(f"question {n}", "What do you think of A?", (ILSE, GRETA), day(n * 4), day(n * 4 + 9))
        asked = self.open(reactions.WANTED, wanted)
        self.open(reactions.REACTION, reactions.Reaction(day(n * 4 + 2), "I like it"), question=[asked.id])
        self.open(reactions.CHASER, reactions.Chaser(day(n * 4 + 5)), question=[asked.id])
        for at in range(2):
            said = points.Point(f"point {n}.{at}", day(n * 4), says="Let us see")
            point = self.open(points.POINT, said, issue=[self.first(c.ISSUE)])
            if at:
                self.revise(points.POINT, point, state=points.State.SETTLED, weight=points.Weight.DECISION)
        event = self.last(events.EVENT)
        promise_ = promises.Promise(
            f"promise {n}", "Tomas Reik", ILSE, day(n * 4), "A map of the nets", due=day(n * 4 + 9)
        )
        promise = self.open(promises.PROMISE, promise_, after=[event])
        if n % 2:
            self.open(promises.FULFILMENT, promises.Fulfilment(day(n * 4 + 8)), rests=True, promise=[promise.id])
        lane = [self.case.ids[c.LANE.name][n % 3].id]
        self.open(tracks.CONTACT, tracks.Contact(day(n * 4), "Tomas Reik", "the nets"), lane=lane)
        self.open(tracks.EFFORT, tracks.Effort(day(n * 4 + 1), "Rang him up", GRETA), rests=True, lane=lane)
        for at in range(2):
            party = self.case.ids[c.PARTY.name][2 + (n + at) % 3].id
            issue = self.case.ids[c.ISSUE.name][n % len(self.case.ids[c.ISSUE.name])].id
            word = list(allies.Word)[(n + at) % 5]
            stance = allies.Stance(word, day(n * 4), "As he said at dinner")
            self.open(allies.STANCE, stance, rests=at == 0, party=[party], issue=[issue])

    def _consultation(self) -> None:
        n = self.number
        degree = list(concerns.Degree)[n % 3]
        self.open(concerns.CONCERN, concerns.Concern(ALLIES[n % 3][0], self.issue, degree, "It is his strait too"))
        text = PASSAGES[:3]
        self.open(PROPOSAL, Proposal(f"proposal {n}", self.issue, text))
        asked = tuple(hearings.Asked(party, put.hex()) for number, party, put in self.case._put if number == n)
        value = hearings.Consultation(
            f"round {n}", self.issue, asked, text, consulting.Rule.HEARING, parse("2031-05-01"), "We write to them."
        )
        kept = self.open(hearings.CONSULTATION, value)
        record = tuple(hearings.Recorded(party, hearings.Outcome.JOINED) for party, _ in ALLIES)
        self.open(hearings.CLOSING, hearings.Closing(n % 9 > 0, record), of=[kept.id])
        if n % 3 == 0:
            self.open(hearings.APPROACH, hearings.Approach("Norlund", GRETA, "Dined with him", day(n)), of=[kept.id])
        if n % 5 == 1:
            self.open(orders.ORDER, orders.StandingOrder(f"order {n}", self.issue, OTHER))
        if n % 4 == 1:
            self.open(orders.WAIVER, orders.Waiver(f"waiver {n}", self.issue, "Tervania", "It asked not to be asked"))
        marked = tuple(marks.Marked(at, marks.Mark.PROPOSAL, self.issue) for at in (1, 2))
        self.open(marks.MARKS, marks.Marks(f"{n:064x}", f"{n:064x}", OTHER, marked))
        held = self.open(talks.ROUND, talks.Round(f"talks {n}", day(n * 4), self.issue))
        if n == 1:
            for party, _ in ALLIES:
                self.open(talks.INTERVAL, talks.Interval(party, 7))
        if n % 4:
            told = talks.Told(ALLIES[n % 3][0], talks.Level.OUTLINE, day(n * 4 + 2))
            self.open(talks.TOLD, told, of=[held.id])

    def _posts(self) -> None:
        n = self.number
        posts = tuple(circulars.Post(f"post {at}", f"{at:064x}") for at in range(30))
        if n == 1:
            self.open(circulars.POSTS, circulars.Posts("all posts", posts))
        if n % 3 == 0:
            kept = self.open(circulars.CIRCULAR, circulars.Circular(f"circular {n}", f"CA {n}", ("all posts",)))
            for correction in range(1 + n % 2):
                laid = tuple(circulars.Laid(p.name, p.channel, f"{n * 100 + at:064x}") for at, p in enumerate(posts))
                value = circulars.Dispatch(f"CA {n}.{correction}", correction, laid)
                self.open(circulars.DISPATCH, value, of=[kept.id])
        line_said = press.Line(f"topic {n}", "The ferries keep to their hours.", ILSE, (GRETA,), day(n), None, "", ILSE)
        line = self.open(press.LINE, line_said)
        self.open(press.CONFIRMED, press.Confirmed(bound(line_said.line)), line=[line.id])
        self.open(
            press.SAID, press.SaidOnce("The ferries keep to their hours.", GRETA, day(n)), rests=True, line=[line.id]
        )

    def _incident(self) -> None:
        n = self.number
        if n % 8 == 1:
            value = pledges.Pledge(
                f"pledge {n}", (HOME, OTHER), "No nets are cut", HOME, PASSAGES[0], issues=(self.issue,)
            )
            pledge = self.open(pledges.PLEDGE, value, rests=True)
            answer = pledges.Answer(OTHER, pledges.Answered.ACCEPTED, PASSAGES[1])
            self.open(pledges.ANSWER, answer, rests=True, pledge=[pledge.id])
        if n % 6 == 1:
            incident = incidents.Incident(f"incident {n // 6}", OTHER, "A net was cut", day(n * 4), (self.issue,))
            self.open(incidents.INCIDENT, incident, rests=True, pledge=[self.last(pledges.PLEDGE)])
            self.open(
                incidents.POINT, incidents.Open(f"Who ordered it ({n})"), incident=[self.last(incidents.INCIDENT)]
            )
        steps = list(incidents.Step)
        for at in range(7):
            # Most accounts are of one incident, the long dossier of this case.
            whose = self.first if at < 5 else self.last
            hour = Moment(
                f"{n % 24:02}:{at * 7:02}", parse(f"2031-01-{n % 28 + 1:02}T{n % 24:02}:{at * 7:02}:00Z"), "UTC"
            )
            account = incidents.Account(
                HOME if at % 2 else OTHER, f"Step {n}.{at}", steps[at % 6], hour, f"Person {at}", ("Tomas Reik",)
            )
            self.open(incidents.ACCOUNT, account, rests=at % 3 == 0, incident=[whose(incidents.INCIDENT)])

    def _words(self) -> None:
        """What we make of words stands in no case; it is written beside, one of each kind now and then."""
        n = self.number
        if n % 4 != 1:
            return
        at = f"{self.case.letter}/1:0-9"
        said: tuple[tuple[Kind[Any], object], ...] = (
            (things.ELEMENT, things.Element(f"element {n}")),
            (things.PEG, things.Peg(at, n)),
            (things.SYNONYMS, things.Synonyms((f"ice {n}", "frost"))),
            (things.READING, things.Reading(at, at, f"{n:064x}")),
            (judgements.EXAMINED, judgements.Examined((judgements.Taken(at, n, "demand"),))),
        )
        book = open_book(self.acting.db, self.acting.desk, DESK)
        for kind, value in said:
            append(book, "act", content(kind.name, kind.write(value)))
        book.save()
