"""Circulars: one text for many posts, what each had of it, and the corrections that must reach the same posts.

A list of posts, a circular and its dispatches are acts of a case on our own side. What stands on a post's own channel
(the letter, its receipt, how the post adapted it, that an event has happened) names nothing of them: no list, no case,
no other post and no count. A post is a channel; its letters are told apart by their ids.

A correction goes to the posts that had the first text, all of them and no others. Each run is one dispatch; runs that
carry the same text on to further posts belong to one version. Two versions of one number are what two desks sent
without seeing each other: both are kept, and shown.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from backchannel.errors import BadInputError
from backchannel.planning.acts import Act
from backchannel.planning.authority import judged
from backchannel.planning.board import Board, Kept
from backchannel.planning.kinds import Kind
from backchannel.protocol.encoding import unhex32

__all__ = [
    "ADAPTATION",
    "CIRCULAR",
    "DISPATCH",
    "HAPPENED",
    "OF",
    "POSTS",
    "WITH",
    "Adaptation",
    "Adapted",
    "Circular",
    "Course",
    "Dispatch",
    "Happened",
    "Laid",
    "Missed",
    "Post",
    "PostStanding",
    "Posts",
    "Receipt",
    "Standing",
    "Version",
    "adapted",
    "channel_of",
    "course",
    "events_told",
    "standing",
]

OF, WITH = "of", "with"
"""The parts of what a dispatch names: its circular, and the dispatch whose text it carries on."""


@dataclass(frozen=True, slots=True)
class Post:
    """A post: what it is called, and the channel with it (its identifier in hexadecimal)."""

    name: str
    channel: str


@dataclass(frozen=True, slots=True)
class Posts:
    """A list of posts."""

    name: str
    posts: tuple[Post, ...] = ()


@dataclass(frozen=True, slots=True)
class Circular:
    """A circular: what it is called, its number in its series, to which lists it went, and why words were let out.

    `let_out` is empty where nothing of its text was private when it went.
    """

    name: str
    number: str
    to: tuple[str, ...] = ()
    let_out: str = ""


@dataclass(frozen=True, slots=True)
class Laid:
    """A letter on the channel of a post: the channel, the letter's entry, who reads it there; all in hexadecimal."""

    post: str
    channel: str
    letter: str
    readers: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Missed:
    """A post that could not be reached in a run, and why."""

    post: str
    channel: str
    why: str


@dataclass(frozen=True, slots=True)
class Dispatch:
    """One run: the number under which the text went, the how many-th correction it is (0: the first text), and where.

    `let_out` as in `Circular`.
    """

    number: str
    correction: int = 0
    laid: tuple[Laid, ...] = ()
    missed: tuple[Missed, ...] = ()
    let_out: str = ""


@dataclass(frozen=True, slots=True)
class Adaptation:
    """How a post adapted a circular, in its own words; it rests on the letter, or on passages of it."""

    words: str


@dataclass(frozen=True, slots=True)
class Happened:
    """That an event has happened for which points of a circular wait; it rests on the letter."""

    event: str


POSTS = Kind("posts", Posts)
CIRCULAR = Kind("circular", Circular)
DISPATCH = Kind("dispatch", Dispatch)
ADAPTATION = Kind("adaptation", Adaptation)
HAPPENED = Kind("happened", Happened)


@dataclass(frozen=True, slots=True)
class Version:
    """One text of a circular, with every post that has it; `missed` are those that no run has reached since."""

    number: str
    correction: int
    laid: tuple[Laid, ...]
    missed: tuple[Missed, ...]
    act: Act
    """The act of its first run."""


@dataclass(frozen=True, slots=True)
class Course:
    """A circular with its texts, the first one first; `clashes` are the numbers of two texts sent apart."""

    circular: Kept[Circular]
    versions: tuple[Version, ...]
    clashes: tuple[str, ...]

    @property
    def had_first(self) -> tuple[Laid, ...]:
        """Where the first text lies: exactly where every correction must go."""
        return _once(one for version in self.versions if not version.correction for one in version.laid)

    @property
    def newest(self) -> int:
        """The number of the last correction; 0 where there is none."""
        return max((version.correction for version in self.versions), default=0)

    def of(self, correction: int) -> tuple[Version, ...]:
        """Give the texts of one correction: one, or more where two desks sent apart."""
        return tuple(version for version in self.versions if version.correction == correction)

    def lacking(self, correction: int) -> tuple[Laid, ...]:
        """Give who had the first text and not this correction."""
        have = {one.channel for version in self.of(correction) for one in version.laid}
        return tuple(one for one in self.had_first if one.channel not in have)


def course(board: Board, circular: Kept[Circular]) -> Course:
    """Give a circular with all that was sent of it."""
    dispatches = board.naming(DISPATCH, circular.id, OF)
    roots: dict[bytes, list[Kept[Dispatch]]] = {}
    for one in dispatches:
        root = next(iter(one.act.names.get(WITH, ())), one.id)
        roots.setdefault(root, []).append(one)
    versions = sorted((_version(runs) for runs in roots.values()), key=lambda version: version.correction)
    numbers = [version.correction for version in versions]
    clashes = dict.fromkeys(version.number for version in versions if numbers.count(version.correction) > 1)
    return Course(circular, tuple(versions), tuple(clashes))


def _version(runs: list[Kept[Dispatch]]) -> Version:
    laid = _once(one for run in runs for one in run.says.laid)
    reached = {one.channel for one in laid}
    missed = {one.channel: one for run in runs for one in run.says.missed if one.channel not in reached}
    first = runs[0]
    return Version(first.says.number, first.says.correction, laid, tuple(missed.values()), first.thing.opened)


def _once(laid: Iterable[Laid]) -> tuple[Laid, ...]:
    found: dict[str, Laid] = {}
    for one in laid:
        found.setdefault(one.channel, one)
    return tuple(found.values())


@dataclass(frozen=True, slots=True)
class Receipt:
    """That a reader of a letter at the post acknowledged it: when, and the word with it."""

    time: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class Adapted:
    """How a post adapted a text: its words, of which letter and where in it, by whom and when."""

    letter: str
    words: str
    rests: tuple[str, ...]
    person: str
    time: str


@dataclass(frozen=True, slots=True)
class PostStanding:
    """One post and one text: its receipt if it came, and how the post adapted the text."""

    laid: Laid
    receipt: Receipt | None
    adapted: tuple[Adapted, ...]


@dataclass(frozen=True, slots=True)
class Standing:
    """One text of a circular and every post that has it; `lacking` had the first text and have not this one."""

    version: Version
    posts: tuple[PostStanding, ...]
    lacking: tuple[Laid, ...]

    @property
    def without_receipt(self) -> tuple[PostStanding, ...]:
        """The posts from which no receipt has come."""
        return tuple(one for one in self.posts if one.receipt is None)

    @property
    def received(self) -> int:
        """How many posts have acknowledged it."""
        return len(self.posts) - len(self.without_receipt)

    @property
    def changed(self) -> int:
        """How many posts have adapted it."""
        return sum(bool(one.adapted) for one in self.posts)


def standing(found: Course, receipts: Mapping[str, Receipt], changes: Mapping[str, list[Adapted]]) -> list[Standing]:
    """Give how each text stands at each post; `receipts` and `changes` are by the letter's entry in hexadecimal.

    Who acknowledged a later correction has had what came before it.
    """
    later: dict[str, Receipt] = {}
    given = []
    for version in reversed(found.versions):
        for one in version.laid:
            if one.letter in receipts:
                later[one.channel] = receipts[one.letter]
        posts = tuple(
            PostStanding(one, later.get(one.channel), tuple(changes.get(one.letter, ()))) for one in version.laid
        )
        given.append(Standing(version, posts, found.lacking(version.correction) if version.correction else ()))
    return given[::-1]


def adapted(board: Board, letters: Mapping[str, bytes]) -> dict[str, list[Adapted]]:
    """Give what posts said of how they adapted letters; `letters` are their channels, by the entry in hexadecimal.

    What is said on another channel than the letter's counts for nothing.
    """
    found: dict[str, list[Adapted]] = {}
    for kept in board.standing(ADAPTATION):
        letter = _letter(kept.act)
        if letters.get(letter) == kept.act.channel:
            for says, act in (*kept.beside, (kept.says, kept.act)):
                one = Adapted(letter, says.words, act.rests, act.writer.person, act.time)
                found.setdefault(letter, []).append(one)
    return found


def events_told(board: Board, letters: Mapping[str, tuple[bytes, tuple[str, str]]]) -> dict[str, tuple[str, ...]]:
    """Give the events of which the author of each letter said on its channel that they have happened.

    `letters` are (channel, author's name and party) by the entry in hexadecimal. It is his word alone that lets a point
    go: nobody at the post, and no colleague of his, says it for him.
    """

    def rule(_: Happened, act: Act, __: object) -> str:
        is_his = letters.get(_letter(act)) == (act.channel, (act.writer.person, act.writer.party))
        return "" if is_his else "Only who wrote the circular says for it that an event has happened."

    found: dict[str, tuple[str, ...]] = {}
    for kept in board.every(HAPPENED):
        for says, act in judged(board, HAPPENED, kept.thing, rule).statements:
            if act.ended is None:
                found[_letter(act)] = (*found.get(_letter(act), ()), says.event)
    return found


def _letter(act: Act) -> str:
    return act.rests[0].partition("/")[0] if act.rests else ""


def channel_of(laid: Laid | Missed | Post) -> bytes:
    """Give the identifier of a post's channel; b"" where what stands there is none."""
    try:
        return unhex32(laid.channel)
    except BadInputError:
        return b""
