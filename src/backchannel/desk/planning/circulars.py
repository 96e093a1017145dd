"""Circulars at the hub: one text laid on the channels of many posts, its receipts, and its corrections.

The circular, its lists and its dispatches are acts of a case on our own side. Each post's channel is sealed for itself
and carries the letter alone. A run is one change of the vault: what it reached stands with the dispatch that says so,
or nothing of it does. A post that cannot be reached is named, and the same command again reaches exactly those left.
"""

from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import TypeVar

from backchannel.desk import letters, series
from backchannel.desk.book import Book, find_channel, find_channels
from backchannel.desk.desk import Desk
from backchannel.desk.planning import cases
from backchannel.desk.planning.acting import Acting, members
from backchannel.desk.planning.boards import BETWEEN_PARTIES, board
from backchannel.desk.planning.receipts import receipts
from backchannel.desk.planning.screened import require_clean
from backchannel.desk.travel import Route, routes_on
from backchannel.desk.words.screening import parts_of
from backchannel.desk.writing import append
from backchannel.errors import BackchannelError, RuleError, UsageError
from backchannel.planning import circulars
from backchannel.planning.board import Board, Kept
from backchannel.planning.circulars import (
    CIRCULAR,
    DISPATCH,
    HAPPENED,
    OF,
    POSTS,
    WITH,
    Circular,
    Course,
    Dispatch,
    Happened,
    Laid,
    Missed,
    Post,
    Posts,
    Standing,
    Version,
)
from backchannel.planning.names import folded
from backchannel.protocol.state import ACTIVE
from backchannel.record import use_marks
from backchannel.record.document import Document, to_value
from backchannel.record.series import read as read_number
from backchannel.vault import channels, entries, filing
from backchannel.vault.sqlcipher import Connection

__all__ = [
    "Planned",
    "Sent",
    "Status",
    "correct",
    "every",
    "happened",
    "lists",
    "made_list",
    "plan",
    "plan_correction",
    "reached",
    "send",
    "status",
    "waits_for",
]

T = TypeVar("T")
_ACT = 500
"""Posts of one act, at most: a longer run is several."""


@dataclass(frozen=True, slots=True)
class Sent:
    """What one run did: under which number, which posts it reached, which not and why, and which had it before."""

    circular: Kept[Circular]
    number: str
    laid: tuple[Laid, ...]
    missed: tuple[Missed, ...]
    before: int


@dataclass(frozen=True, slots=True)
class Status:
    """A circular with how each of its texts stands at each post."""

    course: Course
    texts: tuple[Standing, ...]

    @property
    def is_settled(self) -> bool:
        """Whether every post has the newest text and has acknowledged it, and no number stands for two texts."""
        last = self.course.newest
        return not self.course.clashes and not any(
            one.lacking or one.version.missed or one.without_receipt
            for one in self.texts
            if one.version.correction == last
        )


@dataclass(frozen=True, slots=True)
class Planned:
    """What a run would lay on the channels of posts, before it does: the text, and who at each post would read it.

    `before` posts had it earlier. Of each post its name, the ways to those who will read it there, and why it cannot
    be reached ('' where it can).
    """

    document: Document
    posts: tuple[tuple[str, tuple[Route, ...], str], ...]
    before: int


@dataclass(frozen=True, slots=True)
class _Ready:
    """A text of which everything is known but whether its letters can be sealed."""

    known: Kept[Circular] | None
    document: Document
    uses: series.Uses
    posts: Sequence[Post]
    correction: int
    version: Version | None
    before: int


def _nobody_watches(_: int) -> None:
    """Tell nobody how many posts are done."""


def made_list(
    desk: Desk, name: str, names: Sequence[str], *, case: str = "", onto: str = "", settle: bool = False
) -> Kept[Posts]:
    """Make a list of posts, each the name of a channel, or put these in place of what the list has.

    UsageError for a channel that is not here; RuleError where who reads the list does not know of a channel on it.
    """
    with cases.change(desk, case) as acting:
        wanted = " ".join(name.split())
        if not wanted:
            raise UsageError("A list of posts needs a name.")
        found = {channel.id: channel for channel in find_channels(acting.db, names)}
        said = Posts(wanted, tuple(Post(one.name, one.id.hex()) for one in found.values()))
        known = [one for one in acting.board.standing(POSTS) if folded(one.says.name) == folded(wanted)]
        kept = (
            acting.revise(POSTS, known[0], said, settle=settle, onto=onto)
            if known
            else acting.open(POSTS, said, onto=onto)
        )
        carrying = members(acting.books.of(kept.act.channel))
        for channel in found.values():
            if strangers := carrying - members(acting.books.of(channel.id)):
                raise RuleError(
                    f"{_people(strangers)} would learn from the list of the channel “{channel.name}”; keep the list on "
                    "a narrower channel, such as your own ledger.",
                    typed="--onto 'own ledger'",
                )
        return kept


def lists(desk: Desk, case: str = "") -> list[Kept[Posts]]:
    """Give the lists of posts of a case."""
    with cases.reading(desk, case) as (_, found):
        return found.standing(POSTS)


def every(desk: Desk, case: str = "") -> list[Course]:
    """Give the circulars of a case, in the order in which they went."""
    with cases.reading(desk, case) as (_, found):
        return [circulars.course(found, one) for one in found.standing(CIRCULAR)]


def send(
    desk: Desk,
    name: str,
    document: Document,
    *,
    to: Sequence[str] = (),
    on: Sequence[str] = (),
    series_name: str = "",
    let_out: str = "",
    case: str = "",
    onto: str = "",
    watch: Callable[[int], None] = _nobody_watches,
) -> Sent:
    """Lay a circular on the channels of the posts of some lists (`to`), and on some channels besides (`on`).

    Said again with the same name and words, it goes to those posts only that have not had it. With `series_name` it is
    given the next number. `let_out` says why words go out that stand in something private.

    UsageError without a number, or for other words under a name that was used; RuleError where no post can be reached,
    words are private, or who reads the circular's case may not read a letter of it.
    """
    with cases.change(desk, case) as acting:
        ready = _ready(acting, name, document, to, on, series_name, let_out)
        if ready.known:
            acting.there(ready.known, onto)
        wanted, number = " ".join(name.split()), str(ready.document.number)
        said = Circular(wanted, number, tuple(to), let_out.strip())
        circular = ready.known or acting.open(CIRCULAR, said, onto=onto)
        return _run(acting, circular, ready, let_out, watch)


def correct(
    desk: Desk,
    circular: str,
    document: Document,
    *,
    let_out: str = "",
    case: str = "",
    watch: Callable[[int], None] = _nobody_watches,
) -> Sent:
    """Lay a correction on exactly the channels that had the first text, closed ones named as such.

    Its number is the circular's with the number of the correction: ROTHAV 12/1. Said again with the same words, it goes
    to those only that have not had it. Errors as `send`; RuleError for somebody who did not write the first.
    """
    with cases.change(desk, case) as acting:
        ready = _ready_again(acting, circular, document, let_out)
        assert ready.known is not None
        return _run(acting, ready.known, ready, let_out, watch)


def plan(
    desk: Desk,
    name: str,
    document: Document,
    *,
    to: Sequence[str] = (),
    on: Sequence[str] = (),
    series_name: str = "",
    let_out: str = "",
    case: str = "",
) -> Planned:
    """Give what `send` would lay where, and who at each post would read it; nothing is written. Errors as `send`."""
    with desk.vault.read() as db:
        acting = Acting(db, desk, cases.find(db, desk, case))
        return _planned(acting, _ready(acting, name, document, to, on, series_name, let_out))


def plan_correction(desk: Desk, circular: str, document: Document, *, let_out: str = "", case: str = "") -> Planned:
    """Give what `correct` would lay where, as `plan`. Errors as `correct`."""
    with desk.vault.read() as db:
        acting = Acting(db, desk, cases.find(db, desk, case))
        return _planned(acting, _ready_again(acting, circular, document, let_out))


def waits_for(desk: Desk, circular: str, *, case: str = "") -> tuple[str, ...]:
    """Give the events for which points of a circular's newest text wait, whether they were told of or not."""
    with cases.reading(desk, case) as (db, found):
        return tuple(_events(db, circulars.course(found, found.find(CIRCULAR, circular, "circular"))).values())


def happened(desk: Desk, circular: str, event: str, *, case: str = "") -> Sent:
    """Tell every post that has a circular that an event has happened for which points of it wait.

    Each is told on its own channel, once. UsageError for an event that no point of its newest text waits for; RuleError
    for somebody who did not write the circular: no post would go by it.
    """
    with cases.change(desk, case) as acting:
        kept = acting.board.find(CIRCULAR, circular, "circular")
        course = circulars.course(acting.board, kept)
        _require_author(desk, course)
        waited = _events(acting.db, course)
        if use_marks.same(event) not in waited:
            names = "; ".join(waited.values()) or "nothing"
            raise UsageError(f"No point of “{kept.says.name}” waits for “{event[:80]}”; they wait for: {names}.")
        said = Happened(waited[use_marks.same(event)])
        between = Acting(acting.db, desk)
        author = (desk.card.person, desk.card.party)
        newest = _newest_letters(course)
        told = circulars.events_told(between.board, {one.letter: (circulars.channel_of(one), author) for one in newest})
        laid: list[Laid] = []
        missed: list[Missed] = []
        for one in newest:
            if use_marks.same(event) in map(use_marks.same, told.get(one.letter, ())):
                continue
            why = _within(acting.db, partial(_tell, between, one, said))
            if isinstance(why, str):
                missed.append(Missed(one.post, one.channel, why))
            else:
                laid.append(one)
        before = len(newest) - len(laid) - len(missed)
        if not laid:
            raise RuleError(
                _nobody(missed) if missed else f"Every post has been told already that “{said.event}” has happened."
            )
        return Sent(kept, kept.says.number, tuple(laid), tuple(missed), before)


def status(desk: Desk, circular: str, *, case: str = "") -> Status:
    """Give how each text of a circular stands at each post: receipts, adaptations, and who lacks a correction."""
    with cases.reading(desk, case) as (db, found):
        course = circulars.course(found, found.find(CIRCULAR, circular, "circular"))
        sent = {one.letter: circulars.channel_of(one) for version in course.versions for one in version.laid}
        changes = circulars.adapted(board(db, desk, BETWEEN_PARTIES), sent)
        return Status(course, tuple(circulars.standing(course, receipts(db, desk, course), changes)))


def reached(sent: Sent) -> int:
    """Give how many posts have a text after a run."""
    return sent.before + len(sent.laid)


# What is sent


def _ready(
    acting: Acting,
    name: str,
    document: Document,
    to: Sequence[str],
    on: Sequence[str],
    series_name: str,
    let_out: str,
) -> _Ready:
    wanted = " ".join(name.split())
    if not wanted:
        raise UsageError("A circular needs a name.")
    document = _as_circular(document)
    posts, uses = _posts(acting, to, on), series.Uses(acting.db, acting.desk, acting.books)
    known = [one for one in acting.board.standing(CIRCULAR) if folded(one.says.name) == folded(wanted)]
    earlier = circulars.course(acting.board, known[0]).of(0) if known else ()
    if known and document.number is None:
        document = replace(document, number=known[0].says.number)
    if series_name and not known:
        document = series.numbered(uses, document, series_name)
    _require_number(document)
    version = next((one for one in earlier if _same_words(acting.db, one, document)), None)
    if earlier and version is None:
        raise UsageError(
            f"A circular “{wanted}” has gone with other words; correct that one, or give this one another name.",
            typed="backchannel circular correct",
        )
    had = {one.channel for version_ in earlier for one in version_.laid}
    left = [one for one in posts if one.channel not in had]
    if not left:
        raise UsageError(f"Every post named has had “{wanted}” already; correct it, or name further posts.")
    _require_clean(acting, document, left, let_out, known[0].id if known else b"")
    series.require_free(uses, document, [one.name for one in left])
    return _Ready(known[0] if known else None, document, uses, left, 0, version, len(had))


def _ready_again(acting: Acting, circular: str, document: Document, let_out: str) -> _Ready:
    kept = acting.board.find(CIRCULAR, circular, "circular")
    course = circulars.course(acting.board, kept)
    if not course.had_first:
        raise UsageError(f"“{kept.says.name}” has reached no post, so there is nothing to correct; send it again.")
    _require_author(acting.desk, course)
    document = _as_circular(document)
    last = course.of(course.newest) if course.newest else ()
    again = next((one for one in last if _same_words(acting.db, one, document)), None)
    count = again.correction if again else course.newest + 1
    number = f"{kept.says.number}/{count}"
    written = read_number(document.number) if document.number is not None else None
    if document.number is not None and written not in (read_number(number), read_number(kept.says.number)):
        raise UsageError(f"This is {number}; take the number out of the file, or write this one.")
    document = replace(document, number=number)
    left = course.lacking(count) if again else course.had_first
    if not left:
        raise UsageError(f"Every post that had “{kept.says.name}” has had {number} too.")
    posts = [Post(one.post, one.channel) for one in left]
    _require_clean(acting, document, posts, let_out, kept.id)
    uses = series.Uses(acting.db, acting.desk, acting.books)
    return _Ready(kept, document, uses, posts, count, again, len(course.had_first) - len(left))


def _planned(acting: Acting, ready: _Ready) -> Planned:
    found: list[tuple[str, tuple[Route, ...], str]] = []
    for post in ready.posts:
        try:
            book = acting.books.of(find_channel(acting.db, post.channel).id)
            named = letters.readers_for(book, ready.document, _readers(book))
        except BackchannelError as refusal:
            found.append((post.name, (), str(refusal)))
            continue
        persons = {(book.state.members[one].name, book.state.members[one].party) for one in named}
        ways = (one for one in routes_on(acting.db, book) if (one.person, one.party) in persons)
        found.append((post.name, tuple(ways), ""))
    return Planned(ready.document, tuple(found), ready.before)


def _run(acting: Acting, circular: Kept[Circular], ready: _Ready, let_out: str, watch: Callable[[int], None]) -> Sent:
    """Lay a text on channels and say so in one dispatch; RuleError where none can be reached."""
    document, uses, posts, version = ready.document, ready.uses, ready.posts, ready.version
    carrying = members(acting.books.of(circular.act.channel))
    laid: list[Laid] = []
    missed: list[Missed] = []
    reading: set[series.Person] = set()
    for count, post in enumerate(posts):
        watch(count)
        found = _within(acting.db, partial(_lay, acting, post, document, carrying, reading))
        if isinstance(found, str):
            acting.books.drop(circulars.channel_of(post))
            missed.append(Missed(post.name, post.channel, found))
        else:
            laid.append(found)
    if not laid:
        raise RuleError(_nobody(missed))
    # Who was not reached is to have it too: he misses nothing that he may not read.
    here = (one for one in map(circulars.channel_of, missed) if channels.get(acting.db, one) is not None)
    told = {person for one in here for person in series.members_of(acting.books.of(one))}
    told |= reading
    series.require_no_gap(uses, document, told)
    root = (version.act.id,) if version else ()
    for at in range(0, max(len(laid), len(missed)), _ACT):
        said = Dispatch(
            str(document.number),
            ready.correction,
            tuple(laid[at : at + _ACT]),
            tuple(missed[at : at + _ACT]),
            let_out.strip(),
        )
        channel = channels.get(acting.db, circular.act.channel)
        assert channel is not None
        kept = acting.open(DISPATCH, said, onto=channel.id.hex(), names={OF: (circular.id,), WITH: root})
        root = root or (kept.id,)
    return Sent(circular, str(document.number), tuple(laid), tuple(missed), ready.before)


def _lay(
    acting: Acting, post: Post, document: Document, carrying: Collection[series.Person], reading: set[series.Person]
) -> Laid:
    """Seal a text for the readers of one post, and add them to those who read it."""
    book = acting.books.of(find_channel(acting.db, post.channel).id)
    named = letters.readers_for(book, document, _readers(book))
    told = {(member.name, member.party) for one in named if (member := book.state.members[one])}
    if strangers := set(carrying) - told:
        # Not this post's fault: whoever reads the case would learn of a letter that he may not read.
        raise _TellsTooMuchError(
            f"{_people(strangers)} would learn of a letter on “{book.channel.name}” that they may not read; keep the "
            "circular on a narrower channel, such as your own ledger.",
            typed="--onto 'own ledger'",
        )
    entry = append(book, "letter", {"document": to_value(document)}, named)
    entries.mark_read(acting.db, entry.header, acting.desk.now())
    book.save()
    reading |= told
    at_post = (one for one in named if (book.state.members[one].name, book.state.members[one].party) not in carrying)
    return Laid(post.name, post.channel, entry.header.id.hex(), tuple(one.hex() for one in at_post))


class _TellsTooMuchError(RuleError):
    """What must stop the whole run, and not one post of it."""


def _within(db: Connection, act: Callable[[], T]) -> T | str:
    """Do something for one post; where it is refused, take back what it did and give the sentence."""
    db.execute("SAVEPOINT post")
    try:
        done = act()
    except _TellsTooMuchError:
        raise
    except BackchannelError as refusal:
        db.execute("ROLLBACK TO post")
        db.execute("RELEASE post")
        return str(refusal)
    db.execute("RELEASE post")
    return done


def _readers(book: Book) -> tuple[str, ...]:
    """Give the readers of a post: its principals, or all its members where we alone are principal there."""
    own = book.desk.reader
    others = [one for reader, one in book.state.members.items() if one.status == ACTIVE and reader != own]
    if any(one.principal for one in others):
        return ()
    return tuple(f"{one.party}/{one.name}" for one in others)


def _posts(acting: Acting, to: Sequence[str], on: Sequence[str]) -> list[Post]:
    found = [post for name in to for post in _of_list(acting.board, name)]
    found += [Post(channel.name, channel.id.hex()) for channel in find_channels(acting.db, on)]
    if not found:
        raise UsageError("Name the posts to which it goes: a list, or channels.", typed="--to LIST, or --on CHANNEL")
    return list({post.channel: post for post in found}.values())


def _of_list(board_: Board, name: str) -> tuple[Post, ...]:
    kept = board_.find(POSTS, name, "list of posts")
    if kept.is_disputed:
        raise UsageError(
            f"Two desks wrote the list “{kept.says.name}” without seeing each other; put one in place of both "
            "before anything goes to it.",
            typed="backchannel circular list NAME --settle",
        )
    return kept.says.posts


# What is asked of a text


def _as_circular(document: Document) -> Document:
    if doubts := list(use_marks.doubts(document)):
        raise UsageError(doubts[0])
    return replace(document, kind="circular") if document.kind == "letter" else document


def _require_number(document: Document) -> None:
    number = read_number(document.number or "")
    if document.number is None or number is None or number.again:
        raise UsageError(
            "A circular needs a number of its own in a series, by which it is corrected; write “Number: Rothav 12” in "
            "its head, or take the next one of a series.",
            typed="--series",
        )


def _require_author(desk: Desk, course: Course) -> None:
    writer = course.of(0)[0].act.writer
    if (writer.person, writer.party) != (desk.card.person, desk.card.party):
        raise RuleError(
            f"{writer.person} wrote “{course.circular.says.name}”, and the posts take a word on it from nobody else; "
            "send a circular of your own."
        )


def _require_clean(acting: Acting, document: Document, posts: Sequence[Post], let_out: str, own: bytes) -> None:
    """Refuse a text that would tell the posts what they may not know, unless somebody says why it goes out."""
    if let_out.strip():
        return
    wanted = {post.channel for post in posts}
    known: set[bytes] = set()
    for kept in acting.board.every(CIRCULAR):
        # No letter lies on two channels. But a text that all of these posts had is known to all of them, and what this
        # circular has said already is meant for them.
        course = circulars.course(acting.board, kept)
        for version in course.versions:
            if kept.id == own or wanted <= {one.channel for one in version.laid}:
                known |= {bytes.fromhex(one.letter) for one in version.laid}
    readers: list[bytes] = []
    if len(posts) == 1:
        book = acting.books.of(find_channel(acting.db, posts[0].channel).id)
        readers = [reader for reader in book.state.active() if reader != acting.desk.reader]
    try:
        require_clean(acting.db, acting.desk, parts_of(document), readers, "The posts", known)
    except RuleError as refusal:
        raise RuleError(f"{str(refusal).removesuffix('.')}, or say why it goes out.", typed="--let-out") from None


def _same_words(db: Connection, version: Version, document: Document) -> bool:
    """Whether a version has the words of a document; where none of its letters is kept any more it has not."""
    for one in version.laid:
        entry = entries.by_id(db, bytes.fromhex(one.letter))
        kept = filing.document_of(entry.body()) if entry is not None else None
        if kept is not None:
            return replace(kept, number=None) == replace(document, number=None)
    return False


def _events(db: Connection, course: Course) -> dict[str, str]:
    found: dict[str, str] = {}
    for version in course.of(course.newest):
        for one in version.laid[:1]:
            entry = entries.by_id(db, bytes.fromhex(one.letter))
            document = filing.document_of(entry.body()) if entry is not None else None
            for _, mark in use_marks.marks(document) if document is not None else ():
                if mark.event:
                    found.setdefault(use_marks.same(mark.event), mark.event)
    return found


def _newest_letters(course: Course) -> tuple[Laid, ...]:
    """Give the newest letter of each post."""
    newest: dict[str, Laid] = {}
    for version in course.versions:
        newest |= {one.channel: one for one in version.laid}
    return tuple(newest.values())


def _tell(between: Acting, one: Laid, said: Happened) -> None:
    between.open(HAPPENED, said, onto=one.channel, rests=(one.letter,))


def _nobody(missed: Sequence[Missed]) -> str:
    first = missed[0]
    others = f" (and {len(missed) - 1} more)" if len(missed) > 1 else ""
    return f"No post can be reached: “{first.post}”{others}: {first.why}"


def _people(persons: Iterable[tuple[str, str]]) -> str:
    return ", ".join(name for name, _ in sorted(persons))
