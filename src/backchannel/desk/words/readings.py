"""Readings placed on record: our interpretation of their ambiguous words, sent to them, and what became of it.

A reading is open until somebody says otherwise *in words that have an address*. Nothing here asks a clock or counts
replies: silence never confirms. What confirms or corrects a reading is a passage that the other side wrote, on the same
channel, with our letter before them; what makes it lapse may be a later passage of either side.
"""

from dataclasses import dataclass, replace
from datetime import UTC, date, datetime

from backchannel.desk.desk import Desk
from backchannel.desk.words.exchanged import Exchanged, Exchanges, may_be_of_one, note_as_read
from backchannel.desk.words.noting import Noting
from backchannel.desk.words.touching import touches
from backchannel.errors import RuleError, UsageError
from backchannel.planning.words import things
from backchannel.planning.words.things import READING, Reading
from backchannel.protocol.encoding import h
from backchannel.protocol.entry import read_time
from backchannel.record.address import Address
from backchannel.record.address import read as read_address
from backchannel.record.passage import Passage
from backchannel.text.answering.pointing import Touch
from backchannel.text.answering.proposals import readings as readings_in
from backchannel.text.folding import fold, occurrences, words
from backchannel.vault import answers, archive, things_kept
from backchannel.vault.answers import Change, Kept, Spot
from backchannel.vault.sqlcipher import Connection

__all__ = [
    "CONFIRMED",
    "CORRECTED",
    "LAPSED",
    "OPEN",
    "Placed",
    "Suggested",
    "change",
    "listed",
    "place",
    "suggested",
    "take_back",
]

OPEN, CONFIRMED, CORRECTED, LAPSED = "open", "confirmed", "corrected", "lapsed"

_DIGEST = 16
_REMARK = 1_000


@dataclass(frozen=True, slots=True)
class Side:
    """Words of one side: their address, the words, who wrote them, and the day."""

    address: str
    text: str
    authors: tuple[str, ...]
    day: str


@dataclass(frozen=True, slots=True)
class Placed:
    """A reading on record: our words and theirs, its state with all changes, and how many days ago it was sent.

    `changed` says that a later import has changed one of the two texts, so that the words may be others. `person`
    placed it; `beside` are (state, person) of what desks of our side said of it without seeing each other. `void` are
    the changes by others that count for nothing, each with the rule.
    """

    number: int
    ours: Side
    theirs: Side
    state: str
    changes: tuple[Change, ...]
    days: int | None
    changed: bool
    person: str = ""
    beside: tuple[tuple[str, str], ...] = ()
    void: tuple[tuple[Change, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Suggested:
    """A sentence of a letter of ours that looks like a reading: by which words, and of which words of theirs.

    `theirs` is None where nothing near it points at a passage of theirs; `placed` says that it is on record already.
    """

    ours: Side
    phrase: str
    theirs: Side | None
    placed: bool


def suggested(desk: Desk, letter: str, of: str = "") -> tuple[Suggested, ...]:
    """Give what looks like a reading in a letter of ours, or in one passage of it, with the words of theirs near it.

    `of` is their letter, for an imported one of ours; one on a channel says itself which it answers. UsageError where
    there is no such letter.
    """
    with desk.vault.read() as db:
        exchanges = Exchanges(db, desk)
        ours, address = exchanges.find(letter)
        _require_ours(ours)
        theirs = _answered(db, exchanges, ours, of)
        passages = ours.document.passages
        pointed = touches(db, desk, theirs, passages) if theirs else ()
        kept = [one.ours for one in answers.readings(db) if one.ours.item == ours.item.number]
        found = []
        for place_, passage in enumerate(passages):
            if address.number not in (0, passage.number):
                continue
            for one in readings_in(passage.text):
                side = _side(ours, Spot(ours.item.number, passage.number, one.start, one.end))
                near = _nearest(pointed, place_, one.first)
                spot = _spot(theirs, near) if theirs and near else None
                found.append(
                    Suggested(
                        side,
                        passage.text[one.first : one.last],
                        _side(theirs, spot) if theirs and spot else None,
                        any(_overlap(held, passage.number, one.start, one.end) for held in kept),
                    )
                )
    if theirs is not None:
        note_as_read(desk, theirs)
    return tuple(found)


def place(desk: Desk, ours: str, theirs: str = "", wording: str = "", *, onto: str = "") -> Placed:
    """Place a reading on record: a passage of a sent letter of ours, and the passage of theirs that it reads.

    Which words of our passage: those of the address, else `wording`, else the one sentence in it that looks like a
    reading. `theirs` may be left out where something near it points at one passage of the letter that ours answers. It
    is written `onto` a channel of our own side, else on one's own ledger.
    UsageError where one of them cannot be told or is on record already; RuleError where ours is not ours, theirs is not
    the other side's, or ours was written without theirs.
    """
    with desk.vault.change(moves_position=True) as db:
        exchanges = Exchanges(db, desk)
        letter, passage, span = exchanges.passage(ours)
        _require_ours(letter)
        start, end = _words_of(passage, span, wording)
        mine = Spot(letter.item.number, passage.number, start, end)
        if theirs:
            other, read, (begins, ends) = exchanges.passage(theirs)
            spot = Spot(other.item.number, read.number, begins, ends)
        else:
            other, spot = _pointed_at(db, desk, exchanges, letter, passage, start)
        _require_theirs(exchanges, letter, other)
        for one in answers.readings(db):
            if one.ours.item == mine.item and _overlap(one.ours, mine.passage, start, end):
                raise UsageError(f"These words are on record already, as reading {one.number}.")
        said = Reading(_cited(letter, mine), _cited(other, spot), _digest(letter, other, mine, spot).hex())
        thing = Noting(db, desk, onto).open(READING, said)
        kept = next(one for one in answers.readings(db) if one.thing == thing)
        return _placed(db, desk, exchanges, kept)


def change(desk: Desk, number: int, state: str, rests: str, remark: str = "") -> Placed:
    """Say what became of a reading, and on which words that rests: the address of a passage.

    RuleError where those words cannot carry it: they are not the other side's (for confirmed and corrected), are not of
    the channel on which the reading was sent, or were written without our letter. UsageError for no such reading or
    state, for one that is in that state, and for one that has lapsed.
    """
    if state not in (CONFIRMED, CORRECTED, LAPSED):
        raise UsageError(f"“{state[:40]}” is no state of a reading; it can be confirmed, corrected or lapsed.")
    if len(remark) > _REMARK:
        raise UsageError(f"The remark has more than {_REMARK} characters; shorten it.")
    with desk.vault.change(moves_position=True) as db:
        exchanges = Exchanges(db, desk)
        kept = _kept(db, number)
        before = _placed(db, desk, exchanges, kept).state
        if before in (state, LAPSED):
            raise UsageError(f"Reading {number} is {before} already; take that back first if it was a mistake.")
        ours, theirs = exchanges.by_number(kept.ours.item), exchanges.by_number(kept.theirs.item)
        assert ours is not None
        assert theirs is not None
        resting, passage, span = exchanges.passage(rests)
        _require_resting(exchanges, state, ours, theirs, resting)
        whole = span == (0, len(passage.text))
        cited = str(Address(resting.item.id, "", passage.number, span=None if whole else span))
        said = _said(db, kept)
        changes = (*said.changes, things.Change(state, cited, desk.now(), remark))
        Noting(db, desk).revise(READING, kept.thing, replace(said, changes=changes))
        return _placed(db, desk, exchanges, _kept(db, number))


def take_back(desk: Desk, number: int) -> Placed | None:
    """Take back the last change of a reading, or if there was none the reading itself; None then."""
    with desk.vault.change(moves_position=True) as db:
        kept, noting = _kept(db, number), Noting(db, desk)
        said = _said(db, kept)
        if not said.changes:
            noting.end(READING, kept.thing, "taken back")
            return None
        noting.revise(READING, kept.thing, replace(said, changes=said.changes[:-1]))
        return _placed(db, desk, Exchanges(db, desk), _kept(db, number))


def listed(desk: Desk, *, only_open: bool = False) -> tuple[Placed, ...]:
    """Give the readings on record, the oldest first."""
    with desk.vault.read() as db:
        exchanges = Exchanges(db, desk)
        found = [_placed(db, desk, exchanges, kept) for kept in answers.readings(db)]
    return tuple(one for one in found if not only_open or one.state == OPEN)


def _require_ours(letter: Exchanged) -> None:
    if letter.header is not None and not letter.own:
        raise RuleError(f"{letter.address[:120]} is no letter of our side; a reading is one that we sent.")


def _require_theirs(exchanges: Exchanges, ours: Exchanged, theirs: Exchanged) -> None:
    if ours.item.number == theirs.item.number:
        raise RuleError("A reading is of the other side's words, not of our own letter.")
    if theirs.header is not None and theirs.header.kind != "letter":
        raise RuleError(f"{theirs.address[:120]} shares somebody's letter; name the letter in which the words stand.")
    if theirs.own or (theirs.header is None and ours.header is None and may_be_of_one(ours, theirs)):
        raise RuleError(f"{theirs.address[:120]} is of our own side; a reading is of the other side's words.")
    if (ours.header is None) is not (theirs.header is None):
        return  # words of a paper that was exchanged before the channel, or outside of it
    if ours.header is not None and ours.item.channel != theirs.item.channel:
        raise RuleError(f"{theirs.address[:120]} is of another channel than our letter.")
    is_dated = ours.item.first_day and theirs.item.first_day
    if (ours.header is not None or is_dated) and exchanges.had_before_him(theirs, ours):
        raise RuleError(f"{theirs.address[:120]} is later than our letter, which cannot have read it.")


def _require_resting(exchanges: Exchanges, state: str, ours: Exchanged, theirs: Exchanged, resting: Exchanged) -> None:
    name = resting.address[:120]
    if resting.header is not None and resting.header.kind != "letter":
        raise RuleError(f"{name} shares somebody's letter; name the letter in which the words were written.")
    if resting.item.channel != ours.item.channel:
        raise RuleError(f"{name} is not of the channel on which the reading was sent; nobody there knows of it.")
    if state != LAPSED:
        by_them = resting.party == theirs.party if theirs.header is not None else resting.party not in ("", ours.party)
        if resting.header is None:
            by_them = may_be_of_one(resting, theirs) and not may_be_of_one(resting, ours)
        if resting.own or not by_them:
            raise RuleError(f"{name} was not written by those whose words were read; only they can make it {state}.")
    if not exchanges.had_before_him(resting, ours):
        raise RuleError(f"{name} was not written with our letter at hand; only later words can make it {state}.")


def _answered(db: Connection, exchanges: Exchanges, ours: Exchanged, of: str) -> Exchanged | None:
    if of:
        return exchanges.find(of)[0]
    item = archive.find(db, ours.answers.hex()) if ours.answers else None
    return exchanges.of(item) if item is not None else None


def _pointed_at(
    db: Connection, desk: Desk, exchanges: Exchanges, ours: Exchanged, passage: Passage, start: int
) -> tuple[Exchanged, Spot]:
    theirs = _answered(db, exchanges, ours, "")
    passages = ours.document.passages
    near = _nearest(touches(db, desk, theirs, passages), passage.number - 1, start) if theirs else None
    spot = _spot(theirs, near) if theirs and near else None
    if theirs is None or spot is None:
        raise UsageError("Nothing near these words points at a passage of theirs; say which they read.", typed="--of")
    return theirs, spot


def _nearest(pointed: tuple[Touch, ...], place_: int, at: int) -> Touch | None:
    """Give the touch before a place in a text of ours, else the first behind it in the same text."""
    here = [touch for touch in pointed if touch.ours == place_ and touch.theirs]
    before = [touch for touch in here if touch.start <= at]
    return before[-1] if before else here[0] if here else None


def _spot(theirs: Exchanged, touch: Touch) -> Spot | None:
    if not touch.theirs:
        return None
    text = theirs.document.passages[touch.theirs - 1].text
    return Spot(theirs.item.number, touch.theirs, 0, len(text))


def _overlap(spot: Spot, passage: int, start: int, end: int) -> bool:
    return spot.passage == passage and spot.start < end and start < spot.end


def _words_of(passage: Passage, span: tuple[int, int], wording: str) -> tuple[int, int]:
    if span != (0, len(passage.text)):
        return span
    if wording:
        folded = fold(passage.text)
        sought = words(fold(wording).text)
        at = list(occurrences(folded.text, sought)) if sought else []
        if len(at) != 1:
            raise UsageError(f"Passage {passage.number} has these words {len(at)} times; give some that it has once.")
        return folded.original(*at[0])
    found = list(readings_in(passage.text))
    if len(found) == 1:
        return found[0].start, found[0].end
    raise UsageError(
        f"Passage {passage.number} has {len(found)} sentences that look like a reading; say which words are meant.",
        typed="--words",
    )


def _kept(db: Connection, number: int) -> Kept:
    kept = answers.reading(db, number)
    if kept is None:
        raise UsageError(
            f"There is no reading {number} on record; look in the list of readings.", typed="backchannel readings"
        )
    return kept


def _said(db: Connection, kept: Kept) -> Reading:
    """Give what acts say of a reading as it stands; what two desks wrote apart, with the changes of both."""
    _, standing = things_kept.standing(db, kept.thing)
    said = [READING.read(dict(act.says)) for act in standing if act.ended is None]
    changes = dict.fromkeys(change for one in said for change in one.changes)
    return replace(said[-1], changes=tuple(changes))


def _cited(letter: Exchanged, spot: Spot) -> str:
    return str(Address(letter.item.id, "", spot.passage, span=(spot.start, spot.end)))


def _side(letter: Exchanged, spot: Spot) -> Side:
    passage = letter.document.passages[spot.passage - 1 : spot.passage]
    whole = bool(passage) and (spot.start, spot.end) == (0, len(passage[0].text))
    cited = letter.cited(spot.passage, None if whole else (spot.start, spot.end))
    return Side(cited, letter.text(spot.passage, spot.start, spot.end), letter.authors, letter.day)


def _digest(ours: Exchanged, theirs: Exchanged, mine: Spot, spot: Spot) -> bytes:
    both = (ours.text(mine.passage, mine.start, mine.end), theirs.text(spot.passage, spot.start, spot.end))
    return h("\0".join(both).encode("utf-8", "surrogatepass"))[:_DIGEST]


def _placed(db: Connection, desk: Desk, exchanges: Exchanges, kept: Kept) -> Placed:
    ours, theirs = exchanges.by_number(kept.ours.item), exchanges.by_number(kept.theirs.item)
    assert ours is not None, "a reading goes with its letters"
    assert theirs is not None, "a reading goes with its letters"
    changes, void = [], []
    for one in answers.changes(db, kept.number):
        change, fault = _change(desk, exchanges, one, ours, theirs)
        if fault:
            void.append((change, fault))
        else:
            changes.append(change)
    return Placed(
        kept.number,
        _side(ours, kept.ours),
        _side(theirs, kept.theirs),
        changes[-1].state if changes else OPEN,
        tuple(changes),
        _days(ours, desk.clock()),
        _digest(ours, theirs, kept.ours, kept.theirs) != kept.digest,
        kept.person or desk.card.person,
        kept.beside,
        tuple(void),
    )


def _change(desk: Desk, exchanges: Exchanges, change: Change, ours: Exchanged, theirs: Exchanged) -> tuple[Change, str]:
    """Give a change as this desk cites what it rests on, and for a colleague's the rule by which it counts for nothing.

    His desk may run another program than this one; what cannot be looked up any more was judged when it was here.
    """
    address = read_address(change.rests)
    resting = exchanges.by_identifier(address.document)
    if resting is None:
        return change, ""
    shown = replace(change, rests=resting.cited(address.number, address.span))
    if change.person == desk.card.person:
        return shown, ""
    try:
        _require_resting(exchanges, change.state, ours, theirs, resting)
    except RuleError as error:
        return shown, str(error)
    return shown, ""


def _days(ours: Exchanged, now: datetime) -> int | None:
    if ours.header is not None:
        return max(0, (now - read_time(ours.header.time)).days)
    try:
        return max(0, (now.astimezone(UTC).date() - date.fromisoformat(ours.day)).days)
    except ValueError:
        return None
