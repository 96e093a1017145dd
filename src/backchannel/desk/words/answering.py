"""Answering point by point: their letter beside our draft, each passage with what is proposed and what was decided.

A decision is the person's, and stays when the draft changes; but one whose words are gone, or that the draft now reads
otherwise than it did, is doubtful, and so is one on words of theirs that a later import has changed. Open is what is
neither decided nor a mere form; a proposal that nobody decided is open. Where two of our side decided otherwise both
stand, and it is doubtful until they agree.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from backchannel.desk import reading
from backchannel.desk.desk import Desk
from backchannel.desk.words import named
from backchannel.desk.words.drafts import on_disk
from backchannel.desk.words.exchanged import Exchanged, Exchanges, note_as_read
from backchannel.desk.words.noting import Noting
from backchannel.desk.words.touching import touches
from backchannel.errors import BadInputError, UsageError
from backchannel.planning.kinds import ITEMS
from backchannel.planning.words.judgements import ANSWER, Answer, Answers
from backchannel.protocol.encoding import h
from backchannel.record.passage import Passage
from backchannel.text.answering.pointing import Touch
from backchannel.text.answering.proposals import NOT_ANSWERED, STATES, Bearing, Proposal, proposals
from backchannel.text.folding import fold, words
from backchannel.vault import answers, archive
from backchannel.vault.answers import Decision
from backchannel.vault.sqlcipher import Connection

__all__ = [
    "DECIDED",
    "DOUBTFUL",
    "FORM",
    "OPEN",
    "PROPOSED",
    "Answered",
    "Ours",
    "Point",
    "accept",
    "answered",
    "decide",
    "ours_of",
]

DECIDED, DOUBTFUL, PROPOSED, OPEN, FORM = "decided", "doubtful", "proposed", "not answered", "form"
"""How a passage stands: decided; decided on words that have changed; only proposed; open; asking for no answer."""

_PARTS = 20
"""Documents of one file of ours."""
_DIGEST = 16
_REASON = 1_000
"""Characters of the reason for a decision."""


@dataclass(frozen=True, slots=True)
class Ours:
    """A passage of ours beside their letter: of which draft or letter (as a person calls it), and the passage.

    `identifier` is the id of the letter, '' for a file.
    """

    name: str
    passage: Passage
    identifier: str = ""


@dataclass(frozen=True, slots=True)
class Point:
    """A passage of theirs: what is proposed, what was decided, how it stands, and why a decision is doubtful.

    The decision is this desk's own, else a colleague's; `beside` are those of others that are not the same.
    """

    passage: Passage
    address: str
    proposal: Proposal
    decision: Decision | None
    standing: str
    doubt: str
    beside: tuple[Decision, ...] = ()

    @property
    def state(self) -> str:
        """The state that was decided, else the one that is proposed; `standing` says which."""
        return self.decision.state if self.decision else self.proposal.state

    @property
    def is_open(self) -> bool:
        """Whether it is still for the person to settle."""
        return self.standing not in (DECIDED, FORM)


@dataclass(frozen=True, slots=True)
class Answered:
    """Their letter beside ours. `astray` are words of ours that name a passage which the letter has not."""

    letter: Exchanged
    ours: tuple[Ours, ...]
    drafts: tuple[str, ...]
    points: tuple[Point, ...]
    astray: tuple[Touch, ...]

    @property
    def open(self) -> tuple[Point, ...]:
        """What is still for the person to settle, in the order of the letter."""
        return tuple(point for point in self.points if point.is_open)


def answered(desk: Desk, letter: str, draft: str | Sequence[Ours] = "") -> Answered:
    """Lay a letter beside a draft; without one, beside our letters that answer it.

    A draft is a file, the address of a letter, or passages that were read already (`ours_of`).

    UsageError where there is no such letter or draft, or the letter is our own; BadInputError for a file that no
    reader reads.
    """
    given = _given(draft)
    with desk.vault.read() as db:
        found = _laid(db, desk, letter, _name(draft), given)
    note_as_read(desk, found.letter)
    return found


def decide(
    desk: Desk,
    letter: str,
    draft: str | Sequence[Ours],
    wanted: Mapping[int, str],
    because: str = "",
    *,
    onto: str = "",
) -> Answered:
    """Decide on passages, or with '' for a state take one's decision back; give how all of it stands then.

    It is written `onto` a channel of our own side, else on one's own ledger. All or nothing: UsageError where the
    letter has no such passage, the state is none of STATES, or nothing was decided that could be taken back.
    """
    given = _given(draft)
    with desk.vault.change(moves_position=True) as db:
        found = _laid(db, desk, letter, _name(draft), given)
        by_number = {point.passage.number: point for point in found.points}
        noting = Noting(db, desk, onto)
        decided = []
        for number, state in wanted.items():
            if number not in by_number:
                raise UsageError(f"{found.letter.address[:120]} has no passage {number}; it has {len(by_number)}.")
            if state and state not in STATES:
                raise UsageError(f"“{state[:40]}” is no state of an answer; the states are {', '.join(STATES)}.")
            if state:
                decided.append(_decided(found, by_number[number], state, because))
            elif not noting.take_back(ANSWER, Answers, [Answer(found.letter.item.id, number)]):
                raise UsageError(f"Nothing was decided on passage {number} of {found.letter.address[:120]}.")
        noting.judge(ANSWER, Answers, decided)
        return _again(db, desk, found)


def accept(
    desk: Desk,
    letter: str,
    draft: str | Sequence[Ours],
    seen: Iterable[tuple[int, str]],
    because: str = "",
    *,
    onto: str = "",
) -> Answered:
    """Decide passages as they were proposed when the person saw them; UsageError if one is not proposed so any more."""
    given = _given(draft)
    with desk.vault.change(moves_position=True) as db:
        found = _laid(db, desk, letter, _name(draft), given)
        proposed = {p.passage.number: p for p in found.points if p.standing == PROPOSED}
        decided = []
        for number, state in seen:
            if number not in proposed or proposed[number].proposal.state != state:
                raise UsageError(f"Passage {number} is not proposed as {state} any more; look again.")
            decided.append(_decided(found, proposed[number], state, because))
        Noting(db, desk, onto).judge(ANSWER, Answers, decided)
        return _again(db, desk, found)


def _decided(found: Answered, point: Point, state: str, because: str) -> Answer:
    if len(because) > _REASON:
        raise UsageError(f"The reason has more than {_REASON} characters; shorten it.")
    return Answer(
        found.letter.item.id,
        point.passage.number,
        state,
        because,
        _digest(point.passage.text).hex(),
        tuple(digest.hex() for digest in _bearing(found.ours, point.proposal.bearings)[:ITEMS]),
        point.proposal.state,
        tuple(dict.fromkeys(one.identifier or one.name for one in found.ours)),
    )


def _laid(db: Connection, desk: Desk, name: str, draft: str, given: Sequence[Ours]) -> Answered:
    exchanges = Exchanges(db, desk)
    letter, _ = exchanges.find(name)
    if letter.own:
        raise UsageError(f"{letter.address[:120]} is a letter of our own; name one that was written to us.")
    ours = tuple(given)
    if not ours:
        sent = (_named(exchanges, draft),) if draft else exchanges.answering(letter)
        if any(one.item.number == letter.item.number for one in sent):
            raise UsageError(f"{draft[:120]} is the letter itself; name the draft that answers it.")
        ours = tuple(Ours(one.address, passage, one.item.id) for one in sent for passage in one.document.passages)
    passages = [one.passage for one in ours]
    pointed = touches(db, desk, letter, passages) if passages else ()
    proposed = proposals(letter.document.passages, passages, pointed)
    points = tuple(
        Point(passage, letter.cited(passage.number), proposal, None, OPEN, "")
        for passage, proposal in zip(letter.document.passages, proposed, strict=True)
    )
    drafts = tuple(dict.fromkeys(one.name for one in ours))
    astray = tuple(touch for touch in pointed if not touch.theirs)
    return _again(db, desk, Answered(letter, ours, drafts, points, astray))


def _again(db: Connection, desk: Desk, found: Answered) -> Answered:
    """Give the same with what is decided now."""
    decided = answers.decisions(db, found.letter.item.number)
    known = {number: [_named_as_here(db, desk, one) for one in decisions] for number, decisions in decided.items()}
    points = (_point(found.ours, p, known.get(p.passage.number, ()), desk.card.person) for p in found.points)
    return replace(found, points=tuple(points))


def _named_as_here(db: Connection, desk: Desk, decision: Decision) -> Decision:
    """Give a decision with its drafts and its person as this desk calls them."""
    drafts = (archive.find(db, one) or one for one in decision.draft.splitlines())
    called = (one if isinstance(one, str) else named.called(db, desk, one) for one in drafts)
    return replace(decision, draft=", ".join(called), person=decision.person or desk.card.person)


def _point(ours: Sequence[Ours], point: Point, decisions: Sequence[Decision], me: str) -> Point:
    own = [one for one in decisions if one.person == me]
    decision = next(reversed(own or decisions), None)
    beside = tuple(one for one in decisions if decision and one.state != decision.state)
    doubt = _doubt(ours, point.passage, point.proposal, decision) if decision else ""
    if beside and not doubt:
        doubt = "; ".join(f"{one.person} decided that it is {one.state}" for one in beside)
    if decision:
        standing = DOUBTFUL if doubt else DECIDED
    elif point.proposal.form:
        standing = FORM
    else:
        standing = OPEN if point.proposal.state == NOT_ANSWERED else PROPOSED
    return replace(point, decision=decision, standing=standing, doubt=doubt, beside=beside)


def _doubt(ours: Sequence[Ours], passage: Passage, proposal: Proposal, decision: Decision) -> str:
    if decision.theirs != _digest(passage.text):
        return "their words are not those on which it was decided"
    if not ours:
        return ""
    if proposal.state not in (decision.proposed, decision.state):
        was = f"read as {decision.proposed}" if decision.proposed != NOT_ANSWERED else "said nothing to it"
        now = f"reads as {proposal.state}" if proposal.state != NOT_ANSWERED else "says nothing to it any more"
        return f"when it was decided, our words {was}; what lies here {now}"
    if decision.ours and not set(decision.ours) & set(_bearing(ours, proposal.bearings)):
        return "the words of ours on which it was decided are not there any more"
    return ""


def _bearing(ours: Sequence[Ours], bearings: Sequence[Bearing]) -> tuple[bytes, ...]:
    """Give the digests of the words that bear on a passage, each touch with the stance around it."""
    found: dict[bytes, None] = {}
    for one in bearings:
        places = [one.touch.start, one.touch.end]
        places += [at for place, *span in one.said if place == one.touch.ours for at in span]
        text = ours[one.touch.ours].passage.text[min(places) : max(places)]
        found[_digest(" ".join(words(fold(text).text)))] = None
    return tuple(found)


def _digest(text: str) -> bytes:
    return h(text.encode("utf-8", "surrogatepass"))[:_DIGEST]


def _named(exchanges: Exchanges, draft: str) -> Exchanged:
    try:
        return exchanges.find(draft)[0]
    except UsageError:
        raise UsageError(f"There is no file {draft[:200]}, and no letter here has that address.") from None


def ours_of(name: str, data: bytes) -> tuple[Ours, ...]:
    """Give the passages of a draft that was handed over as a file: its name and its bytes. Errors as `answered`."""
    path = Path(name)
    return _read(path, reading.unpacked(path, data))


def _name(draft: str | Sequence[Ours]) -> str:
    return draft if isinstance(draft, str) else ""


def _given(draft: str | Sequence[Ours]) -> tuple[Ours, ...]:
    if not isinstance(draft, str):
        return tuple(draft)
    path = on_disk(draft)
    return _read(path, reading.content(path)) if path is not None else ()


def _read(path: Path, data: bytes) -> tuple[Ours, ...]:
    parts = list(reading.read(path, data).parts)
    if len(parts) > _PARTS:
        raise BadInputError(f"{path} holds {len(parts)} documents; give a file with the answer alone.")
    named = ((path.name if not part.name else f"{path.name} {part.name}", part.document) for part in parts)
    return tuple(Ours(name, passage) for name, document in named for passage in document.passages)
