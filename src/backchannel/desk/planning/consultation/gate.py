"""The gate: what our side has ordered not to put to a party before those concerned were heard stays in.

It stands where everything that is sealed passes (`desk.writing.append`), so no command goes round it: a letter, a
share, a circular, an enclosure, the words of a release or of a charter. It can bind our own desks only, and of these
the ones that can read the order; and it compares words, so that whoever writes a proposal anew in other words, and
marks it as something else, is stopped by nobody but himself (`docs/security.md`).
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from typing import TYPE_CHECKING, Any

from backchannel.desk.desk import Desk
from backchannel.desk.planning.boards import board
from backchannel.desk.planning.consultation import enclosed
from backchannel.desk.planning.consultation.between import between
from backchannel.desk.planning.consultation.enclosed import Enclosed
from backchannel.errors import BackchannelError, BadInputError, NotHeardError, RuleError, UsageError
from backchannel.planning.board import Board
from backchannel.planning.cases import CASE, ISSUE, PARTY, PERSON, Side
from backchannel.planning.consultation.concerns import folded, is_called
from backchannel.planning.consultation.heard import Heard, unheard
from backchannel.planning.consultation.hearings import CONSULTATION
from backchannel.planning.consultation.marks import (
    ALL,
    MARKS,
    Mark,
    Marked,
    MarkedFile,
    Marks,
    Wish,
    marked,
    proposed,
    read_wishes,
)
from backchannel.planning.consultation.orders import Order, orders
from backchannel.planning.consultation.proposals import PROPOSAL
from backchannel.planning.consultation.wordings import reusing, without
from backchannel.protocol.bodies import form_fault
from backchannel.protocol.charter import Charter, charter_bytes, read_charter
from backchannel.protocol.encoding import unhex32
from backchannel.protocol.state import REMOVED
from backchannel.record.document import Document, from_value, texts
from backchannel.vault import acts, contacts, entries, filing
from backchannel.vault.entries import Entry
from backchannel.vault.sqlcipher import Connection

if TYPE_CHECKING:
    from backchannel.desk.book import Book

__all__ = ["Passed", "foresee", "has_other_side", "let_charter_pass", "let_pass", "record", "taken_out"]

_LETTERS = ("letter", "share")
_AGAIN = "reseal"
_AMENDED = "amend"
_FEW = 6
"""Allies who are named in a sentence."""
_RUNS = 40
"""Runs of passages that are named in one: more than a letter has that a person writes."""


@dataclass(frozen=True, slots=True)
class Passed:
    """A letter that may go out, as it is marked in a case that has its channel's other side."""

    case: bytes
    towards: str
    passages: tuple[Marked, ...]
    enclosures: tuple[MarkedFile, ...]


@dataclass(frozen=True, slots=True)
class _Case:
    # A case of ours with somebody of the other side on the channel: its board, his party, and the orders towards it.
    id: bytes
    board: Board
    towards: str
    orders: tuple[Order, ...]


@dataclass(frozen=True, slots=True)
class _Piece:
    # What goes out in one piece: how a person finds it, its words, and how it is marked (None: it cannot be marked).
    name: str
    text: str
    wish: Wish | None


def let_pass(book: "Book", kind: str, content: Mapping[str, Any], marks: Sequence[str] = ()) -> tuple[Passed, ...]:
    """Judge what is about to be sealed on a channel, and give how it is marked, to be recorded with it.

    RuleError where a standing order wants marks that are missing; NotHeardError where somebody is to be heard before;
    UsageError for marks that name nothing.
    """
    found = list(_cases(book.db, book.desk, _strangers(book)))
    if (not found and not marks) or form_fault(kind, content):
        return ()  # what has not the form of its kind is not sealed at all
    _judge(book.db, book.desk, found, [_Piece("What is sealed", text, None) for text in _beside(kind, content)])
    if kind == _AGAIN:
        return _again(book, content, marks)
    if kind not in _LETTERS:
        return ()
    document = from_value(content["document"])
    files = [enclosed.read(book.db, book.channel.id, book.desk.reader, one) for one in content.get("enclosures", ())]
    return _letter(book, document, files, found, marks)


def foresee(book: "Book", document: Document, marks: Sequence[str], files: Sequence[str] = ()) -> None:
    """Judge a draft before it is sealed, without its enclosures, of which the names are given. Errors as `let_pass`."""
    wanted = read_wishes(marks, len(document.passages), files)
    found = list(_cases(book.db, book.desk, _strangers(book)))
    own = [text for text in marks if text.rpartition("=")[0].strip() not in files]
    _require_issues(found, wanted)
    _letter(book, document, (), found, own)


def let_charter_pass(book: "Book", charter: Charter) -> None:
    """Judge the words of a charter that is proposed, which go to members before any entry. Errors as `let_pass`."""
    found = list(_cases(book.db, book.desk, _strangers(book)))
    _judge(book.db, book.desk, found, [_Piece("The charter", text, None) for text in _in_charter(charter)])


def record(book: "Book", passed: Sequence[Passed], entry: Entry) -> None:
    """Record the marks of a letter that was sealed, where our side alone reads them and nobody learns of it thereby."""
    from backchannel.desk.own_ledger import NAME
    from backchannel.desk.planning.acting import Acting

    letter = entry.header.id.hex()
    for one in passed:
        acting = Acting(book.db, book.desk, one.case)
        says = Marks(letter, entry.header.body.hex(), one.towards, one.passages, one.enclosures)
        # On the case's channel if each of its members may read the letter, else before nobody but its author.
        for onto in (*(kept.act.channel.hex() for kept in acting.board.every(CASE)), NAME):
            try:
                acting.open(MARKS, says, onto=onto, rests=(letter,))
                break
            except RuleError:
                continue


def has_other_side(book: "Book") -> bool:
    """Whether somebody on a channel is the other side of a case at this desk, or an order is towards him."""
    return any(True for _ in _cases(book.db, book.desk, _strangers(book)))


def taken_out(
    book: "Book", document: Document, marks: Sequence[str], files: Sequence[str] = ()
) -> tuple[Document, tuple[str, ...]]:
    """Take the marks of a draft's own head out of what goes to the other side of a case, and put them with the others.

    RuleError for a proposal that names no issue: that is said beside the letter.
    """
    own = {str(passage.number): passage.mark for passage in document.passages if passage.mark is not None}
    if not own or not has_other_side(book):
        return document, tuple(marks)
    apart = [text for text in marks if text.rpartition("=")[0].strip() != ALL]
    of_their_own = read_wishes(apart, len(document.passages), files)
    more = []
    for number, mark in own.items():
        if number in of_their_own:
            continue
        if mark == Mark.PROPOSAL:
            raise RuleError(
                f"Passage {number} is marked as a proposal in the draft's head; say on which issue it is one.",
                typed=f"--mark {number}=proposal:ISSUE",
            )
        more.append(f"{number}={mark}")
    bare = replace(document, passages=tuple(replace(passage, mark=None) for passage in document.passages))
    return bare, (*marks, *more)


def _strangers(book: "Book", only: bytes = b"") -> frozenset[tuple[str, str]]:
    """Give (person, party) of all others on a channel, or of one of them.

    Whom we know as of a party is of it, whatever a charter says.
    """
    found = set()
    for reader, member in book.state.members.items():
        if member.status == REMOVED or only not in (b"", reader):
            continue
        known = contacts.get(book.db, reader)
        found |= {(member.name, party) for party in (member.party, known.card.party if known else member.party)}
    return frozenset((person, party) for person, party in found if party != book.desk.card.party)


def _cases(db: Connection, desk: Desk, strangers: frozenset[tuple[str, str]]) -> Iterator[_Case]:
    """Give each case with a party of its other side, or to which an order of it is, that is among these strangers.

    A person is also of the party of which the case has him, whatever he calls it on the channel.
    """
    for case in acts.cases(db) if strangers else ():
        found = board(db, desk, case)
        persons = {folded(one.says.name): one.says.party for one in found.every(PERSON)}
        there = {folded(party) for _, party in strangers}
        there |= {folded(persons[name]) for person, _ in strangers if (name := folded(person)) in persons}
        sides = {one.says.name for one in found.standing(PARTY) if one.says.side is Side.OTHER}
        towards = {folded(name): name for name in sides | {one.says.towards for one in orders(found)}}
        for party in sorted(towards.keys() & there):
            yield _Case(case, found, towards[party], tuple(orders(found, party)))


def _letter(
    book: "Book", document: Document, files: Sequence[Enclosed], found: Sequence[_Case], marks: Sequence[str]
) -> tuple[Passed, ...]:
    wishes = read_wishes(marks, len(document.passages), [one.name for one in files])
    _require_issues(found, wishes)
    if any(case.orders for case in found):
        _require_marks(document, files, wishes, next(case for case in found if case.orders))
        _judge(book.db, book.desk, found, list(_pieces(document, files, wishes)))
    if not found or not wishes:
        return ()
    passages = tuple(
        Marked(number, wish.mark, wish.issue)
        for number in range(1, len(document.passages) + 1)
        if (wish := wishes.get(str(number))) is not None
    )
    enclosures = tuple(
        MarkedFile(one.name, one.digest, wish.mark, wish.issue, unread=not one.is_read)
        for one in files
        if (wish := wishes.get(one.name, wishes.get(ALL))) is not None
    )
    return tuple(Passed(case.id, case.towards, passages, enclosures) for case in found)


def _again(book: "Book", content: Mapping[str, Any], marks: Sequence[str]) -> tuple[Passed, ...]:
    """Judge a letter that is opened to a further reader: if he is of the other side, as if it were sealed now."""
    told = list(_cases(book.db, book.desk, _strangers(book, unhex32(content["reader"]))))
    entry = entries.by_id(book.db, unhex32(content["entry"]))
    body = entry.body() if entry is not None else None
    document = filing.document_of(body)
    if not told or body is None or document is None or entry is None:
        return ()
    before = next((says for case in told if (says := marked(case.board, entry.header.id.hex())[0])), None)
    if before is not None and not marks:
        marks = [f"{one.passage}={_wish(one)}" for one in before[0].passages]
        marks += [f"{one.name}={_wish(one)}" for one in before[0].enclosures]
    author = entry.header.author
    files = [enclosed.read(book.db, book.channel.id, author, one) for one in body.get("enclosures", ())]
    _letter(book, document, files, told, marks)
    return ()


def _wish(one: Marked | MarkedFile) -> str:
    return f"{one.mark}:{one.issue}" if one.issue else str(one.mark)


def _require_issues(found: Sequence[_Case], wishes: Mapping[str, Wish]) -> None:
    named = dict.fromkeys(wish.issue for wish in wishes.values() if wish.issue)
    if not named:
        return
    if not found:
        raise UsageError("No case of yours has anybody on this channel as the other side, so no issue can be named.")
    known = {one.says.name: None for case in found for one in case.board.every(ISSUE)}
    for issue in named:
        if not any(is_called(issue, name) for name in known):
            listed = ", ".join(f"“{name[:40]}”" for name in known) or "none yet"
            raise UsageError(f"There is no issue “{issue[:60]}” in the case; it has: {listed}.")


def _require_marks(document: Document, files: Sequence[Enclosed], wishes: Mapping[str, Wish], case: _Case) -> None:
    bare = [str(one.number) for one in document.passages if str(one.number) not in wishes]
    unread = [one.name for one in files if not one.is_read and one.name not in wishes]
    unmarked = [one.name for one in files if one.name not in wishes and ALL not in wishes]
    if unread:
        key, what = unread[0][:60], f"the enclosure {unread[0][:60]} (it cannot be read) is"
    elif bare:
        key, what = bare[0], f"passage {bare[0]} is" if len(bare) == 1 else f"passages {_ranges(bare)} are"
    elif unmarked:
        key, what = unmarked[0][:60], f"the enclosure {unmarked[0][:60]} is"
    else:
        return
    raise RuleError(
        f"By the standing order “{case.orders[0].says.name[:60]}” every passage that goes to {case.towards} is marked, "
        f"and {what} not; mark each as exploration, or as a proposal on an issue.",
        typed=f"--mark all=exploration --mark {key}=proposal:ISSUE",
    )


def _ranges(numbers: Sequence[str]) -> str:
    """Give numbers, in their order, as a person reads them: `1-4, 7 and 9-24`; all of them, however many."""
    runs = []
    for _, run in groupby(enumerate(map(int, numbers)), key=lambda pair: pair[1] - pair[0]):
        of_run = [number for _, number in run]
        runs.append(str(of_run[0]) if len(of_run) == 1 else f"{of_run[0]}-{of_run[-1]}")
    more = f" and {len(runs) - _RUNS} more stretches" if len(runs) > _RUNS else ""
    shown = runs[:_RUNS]
    return ", ".join(shown) + more if more or len(shown) == 1 else f"{', '.join(shown[:-1])} and {shown[-1]}"


def _pieces(document: Document, files: Sequence[Enclosed], wishes: Mapping[str, Wish]) -> Iterator[_Piece]:
    """Give all that goes out, in its order: the head, which cannot be marked, the passages, and each enclosure."""
    for where, text in texts(document):
        if not where.startswith("passage "):
            yield _Piece(where[:1].upper() + where[1:], text, None)
    for passage in document.passages:
        yield _Piece(f"Passage {passage.number}", passage.text, wishes.get(str(passage.number)))
    for one in files:
        wish = wishes.get(one.name, wishes.get(ALL))
        if not one.is_read:
            # Of words that nobody can read it cannot be said that they were put to anybody.
            yield _Piece(f"The enclosure {one.name[:60]}", "", wish)
        for text in one.texts:
            yield _Piece(f"The enclosure {one.name[:60]}", text, wish)


def _beside(kind: str, content: Mapping[str, Any]) -> Iterator[str]:
    """Give every text of an entry that is none of its letter: a reason, a note, a purpose, a charter, an act."""
    said = {name: value for name, value in content.items() if name not in ("document", "enclosures")}
    if kind == _AMENDED:
        # As it is read there: what stands in it as one text has signs of its own between the words.
        try:
            yield from _in_charter(read_charter(str(said.pop("charter", "")).encode()))
        except BackchannelError:
            return  # it is refused by the ledger
    yield from _words(said)


def _in_charter(charter: Charter) -> Iterator[str]:
    yield from _words(json.loads(charter_bytes(charter)))


def _words(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        for one in value.values():
            yield from _words(one)
    elif isinstance(value, list | tuple):
        for one in value:
            yield from _words(one)


def _judge(db: Connection, desk: Desk, found: Sequence[_Case], pieces: Sequence[_Piece]) -> None:
    """Refuse what is a proposal by its mark, or has the words of one, while somebody concerned is to be heard."""
    for case in found:
        for order in case.orders:
            _judge_under(db, desk, case, order, pieces)


def _judge_under(db: Connection, desk: Desk, case: _Case, order: Order, pieces: Sequence[_Piece]) -> None:
    heard, now, issue = between(db, desk), desk.clock(), order.says.issue
    known = list(_proposals(db, case.board, issue))

    def waiting(words: str) -> list[Heard]:
        return unheard(case.board, heard, order, now, (words,))

    for piece in pieces:
        if _is_proposal(piece, issue) and (missing := waiting(piece.text)):
            raise NotHeardError(_sentence(f"{piece.name} is a proposal on “{issue[:60]}”", order, missing))
    others = [piece for piece in pieces if not _is_proposal(piece, issue)]
    found = reusing([piece.text for piece in others], known)
    # What they were heard on may be said again, and quoted; what is changed in it nobody was heard on.
    passed = [known[number] for number in {number for _, number in found} if not waiting(known[number])]
    if passed:
        found = reusing([without(piece.text, passed) for piece in others], known)
    for at, number in found:
        piece = others[at]
        missing = waiting(known[number]) or waiting(piece.text)
        if missing:
            said = f", marked {piece.wish.mark}," if piece.wish else ""
            raise NotHeardError(
                _sentence(f"{piece.name}{said} has the words of a proposal on “{issue[:60]}”", order, missing)
            )


def _is_proposal(piece: _Piece, issue: str) -> bool:
    return piece.wish is not None and piece.wish.mark is Mark.PROPOSAL and is_called(piece.wish.issue, issue)


def _sentence(what: str, order: Order, missing: Sequence[Heard]) -> str:
    names = "; ".join(f"{one.party} ({one.why})" for one in missing[:_FEW])
    more = f"; and {len(missing) - _FEW} more" if len(missing) > _FEW else ""
    return (
        f"{what}, and by the standing order “{order.says.name[:60]}” those whom it concerns are heard before; not yet "
        f"heard: {names}{more}; consult them, or let a principal record why not."
    )


def _proposals(db: Connection, found: Board, issue: str) -> Iterator[str]:
    """Give the passages of every proposal on an issue that this desk knows: drafted, consulted on, or sent as one.

    A draft that was put in the place of another leaves it a proposal: else redrafting would let the first one out.
    """
    texts_: dict[str, None] = {}
    for draft in found.things(PROPOSAL):
        for proposal, _ in found.history(PROPOSAL, draft):
            if is_called(proposal.issue, issue):
                texts_.update(dict.fromkeys(proposal.text))
    for thing in found.things(CONSULTATION):
        for says, act in found.history(CONSULTATION, thing):
            if act.id == thing.id and is_called(says.issue, issue):
                texts_.update(dict.fromkeys(says.text))
    for letter, named, passage in proposed(found):
        if is_called(named, issue) and (text := _sealed(db, letter, passage)):
            texts_[text] = None
    yield from (text for text in texts_ if text.strip())


def _sealed(db: Connection, letter: str, passage: int) -> str:
    try:
        entry = entries.by_id(db, unhex32(letter))
    except BadInputError:
        return ""
    document = filing.document_of(entry.body()) if entry is not None else None
    passages = document.passages if document is not None else ()
    return passages[passage - 1].text if 1 <= passage <= len(passages) else ""
