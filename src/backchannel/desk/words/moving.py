"""Moving what an earlier version kept of words as rows of one desk to its own ledger: once, when the desk is opened.

All of it in one change, so a crash leaves rows or acts and never a part of both. Numbers by which a person names things
stay, and so does when something was judged. A desk that must first hear the others waits with it, and shows the rows.
"""

from bisect import bisect_right
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import TypeVar

from backchannel.desk.desk import Desk
from backchannel.desk.publishing import mark_of
from backchannel.desk.words.exchanged import Exchanges
from backchannel.desk.words.named import Named
from backchannel.desk.words.noting import Noting
from backchannel.errors import BackchannelError
from backchannel.planning.kinds import Kind
from backchannel.planning.words import judgements, things
from backchannel.planning.words.judgements import Judged, Place
from backchannel.record.address import Address
from backchannel.text.joined import beginnings
from backchannel.vault import archive, earlier, pegs
from backchannel.vault.passages import texts_of
from backchannel.vault.sqlcipher import Connection

__all__ = ["move"]

T = TypeVar("T")
J = TypeVar("J", bound=Judged)

_DIGEST = 16


def move(db: Connection, desk: Desk) -> None:
    """Write what the rows say as acts on one's own ledger, within a change, and take the rows out."""
    moving = _Moving(db, desk)
    said = (
        moving.examined(), moving.compared(), moving.answered(), moving.public(), moving.copies(), moving.synonyms(),
        moving.readings(), moving.elements(),
    )  # fmt: skip
    earlier.drop(db)
    for write in said:
        write()


class _Moving:
    """The rows of an earlier version: each method reads some, and gives what writes them."""

    def __init__(self, db: Connection, desk: Desk) -> None:
        self._db = db
        self._desk = desk
        self._noting = Noting(db, desk)
        self._exchanges = Exchanges(db, desk)
        self._begins: dict[int, tuple[int, ...]] = {}

    def examined(self) -> Callable[[], None]:
        rows = self._db.execute(
            "SELECT item, begins, ends, words, kind FROM examinations WHERE act = x'' ORDER BY item, begins, ends"
        )
        said = [
            judgements.Taken(self._at(item, begins, ends), words, kind or judgements.STRUCK)
            for item, begins, ends, words, kind in rows.fetchall()
        ]
        return lambda: self._judge(judgements.EXAMINED, judgements.Examined, said)

    def compared(self) -> Callable[[], None]:
        rows = self._db.execute(
            "SELECT question, item, begins, ends, words, other, other_begins, other_ends, other_words, verdict, since"
            " FROM comparisons WHERE act = x'' ORDER BY since, item, begins"
        )
        said = [
            judgements.Comparison(row[0], self._place(row[1:5]), self._place(row[5:9]), row[9], row[10])
            for row in rows.fetchall()
        ]
        return lambda: self._judge(judgements.COMPARISON, judgements.Comparisons, said)

    def answered(self) -> Callable[[], None]:
        rows = self._db.execute(
            "SELECT letter, passage, state, because, theirs, ours, proposed, draft, decided FROM answers"
            " WHERE act = x'' ORDER BY letter, passage"
        )
        said = [
            judgements.Answer(
                self._id(letter),
                passage,
                state,
                because,
                theirs.hex(),
                tuple(ours[at : at + _DIGEST].hex() for at in range(0, len(ours), _DIGEST)),
                proposed,
                tuple(self._document(name) for name in draft.split(", ") if name),
                decided,
            )
            for letter, passage, state, because, theirs, ours, proposed, draft, decided in rows.fetchall()
        ]
        return lambda: self._judge(judgements.ANSWER, judgements.Answers, said)

    def public(self) -> Callable[[], None]:
        rows = self._db.execute("SELECT source, item, since, marked FROM publications WHERE act = x'' ORDER BY rowid")
        said = []
        for source, number, since, marked in rows.fetchall():
            item = archive.by_number(self._db, number) if number is not None else None
            mark = mark_of(self._db, Named("", source=source, item=item))
            said.append(replace(mark, since=since, when=marked))
        return lambda: self._judge(judgements.PUBLIC, judgements.Marks, said)

    def copies(self) -> Callable[[], None]:
        rows = self._db.execute("SELECT first, second, relation FROM copies WHERE act = x'' ORDER BY first, second")
        said = [judgements.Copy(self._id(one), self._id(other), relation) for one, other, relation in rows.fetchall()]
        return lambda: self._judge(judgements.COPY, judgements.Copies, said)

    def synonyms(self) -> Callable[[], None]:
        groups = [
            things.Synonyms(tuple(phrases.split("\n")))
            for (phrases,) in self._db.execute("SELECT phrases FROM synonyms WHERE thing = x'' ORDER BY number")
        ]
        return lambda: self._open(things.SYNONYMS, groups)

    def readings(self) -> Callable[[], None]:
        said = []
        for number, *spots, digest in self._db.execute(
            "SELECT number, our_item, our_passage, our_start, our_end, their_item, their_passage, their_start,"
            " their_end, digest FROM readings WHERE thing = x'' ORDER BY number"
        ).fetchall():
            rows = self._db.execute(
                "SELECT state, rests, changed, remark FROM reading_changes WHERE reading = ? ORDER BY step", (number,)
            )
            changes = tuple(
                things.Change(state, self._document(rests), when, remark)
                for state, rests, when, remark in rows.fetchall()
            )
            said.append(things.Reading(self._spot(spots[:4]), self._spot(spots[4:]), digest.hex(), changes, number))
        return lambda: self._open(things.READING, said)

    def elements(self) -> Callable[[], None]:
        held = [
            (
                things.Element(name, text or ""),
                [
                    things.Peg(self._at(item, begins, ends), words)
                    for item, begins, ends, words in self._db.execute(
                        "SELECT item, begins, ends, words FROM pegs WHERE element = ? AND thing = x'' ORDER BY since",
                        (number,),
                    ).fetchall()
                ],
            )
            for number, name, text in self._db.execute(
                "SELECT number, name, text FROM elements WHERE thing = x'' ORDER BY number"
            ).fetchall()
        ]
        return lambda: self._hang(held)

    def _hang(self, held: Sequence[tuple[things.Element, Sequence[things.Peg]]]) -> None:
        known = {one.name: one.thing for one in pegs.elements(self._db) if one.channel == self._noting.channel}
        for element, hung in held:
            thing = known.get(element.name) or self._noting.open(things.ELEMENT, element)
            for peg in hung:
                self._noting.open(things.PEG, peg, {things.OF: [thing]})

    def _open(self, kind: Kind[T], said: Sequence[T]) -> None:
        for one in said:
            self._noting.open(kind, one)

    def _judge(self, kind: Kind[T], group: Callable[[tuple[J, ...]], T], said: Sequence[J]) -> None:
        # What was judged anew while the rows waited is the later judgement.
        self._noting.judge(kind, group, [one for one in said if not self._noting.has_judged(kind, one)])

    def _id(self, number: int) -> str:
        item = archive.by_number(self._db, number)
        assert item is not None, "a row goes with its document"
        return item.id

    def _document(self, text: str) -> str:
        """Give an address as acts have it; as it is where it is none, or what it names is not here any more."""
        try:
            found, address = self._exchanges.find(text)
        except BackchannelError:
            return text
        return str(replace(address, document=found.item.id))

    def _spot(self, spot: Sequence[int]) -> str:
        number, passage, start, end = spot
        return str(Address(self._id(number), "", passage, span=(start, end)))

    def _at(self, number: int, begins: int, ends: int) -> str:
        if number not in self._begins:
            self._begins[number] = beginnings(texts_of(self._db, number) or [""])
        starts = self._begins[number]
        passage = max(1, bisect_right(starts, begins))
        start = starts[passage - 1]
        return str(Address(self._id(number), "", passage, span=(begins - start, ends - start)))

    def _place(self, place: Sequence[int]) -> Place:
        number, begins, ends, words = place
        return Place(self._at(number, begins, ends), words)
