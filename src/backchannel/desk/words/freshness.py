"""Freshness: what of a draft is warmed over from earlier papers, passage by passage (R33).

Words are counted that stand in an earlier paper in the same order, in the same or another inflection; nothing is
weighed, and whether it is stale the reader judges. The papers may be of the archive or of channels, or files.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from backchannel.desk.desk import Desk
from backchannel.desk.words import drafts, named, requests
from backchannel.desk.words.collected import Text, Unread, collected, files_of, text_of
from backchannel.desk.words.places import Places
from backchannel.errors import BadInputError, UsageError
from backchannel.text.fingerprints import Index
from backchannel.text.reuse.among import Among, all_reused
from backchannel.text.reuse.collection import Collection
from backchannel.text.reuse.reused import Reuse
from backchannel.text.reuse.shared import marks, shared, tokens_within
from backchannel.text.wording import Wording, wording
from backchannel.vault import archive
from backchannel.vault.sqlcipher import Connection

__all__ = ["Freshness", "Part", "Warmed", "compare", "compare_text"]

Spans = tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class Warmed:
    """An earlier paper from which a passage has words: its address or file, its day ('' if not known), how many.

    `text` is the place in it, `theirs` what is shared of it and `ours` what is shared of the passage, as characters.
    """

    name: str
    heading: str
    day: str
    words: int
    ours: Spans
    text: str
    theirs: Spans


@dataclass(frozen=True, slots=True)
class Part:
    """A passage of a draft (0 is its heading): how many of its words stand in earlier papers, which, and in which."""

    number: int
    text: str
    words: int
    reused: int
    marked: Spans
    sources: tuple[Warmed, ...]


@dataclass(frozen=True, slots=True)
class Freshness:
    """A draft, passage by passage, with how many papers it was compared with, and what could not be read.

    `day` is the draft's own; '' if it has none. `until` says that only papers of before that day were looked at.
    """

    day: str
    parts: tuple[Part, ...]
    papers: int
    until: bool
    unread: tuple[Unread, ...]


@dataclass(frozen=True, slots=True)
class _Find:
    # What a draft has from a paper: tokens of the draft, each with its characters there.
    warmed: Warmed
    tokens: frozenset[int]


def compare(
    desk: Desk, name: str, against: Sequence[str] = (), passed: Callable[[int], None] = lambda _: None
) -> Freshness:
    """Compare a draft (a file, or an address) with the papers named: addresses, volumes, channels, files, folders.

    Without any, with all that this desk may read of before the draft's day, or all if it has none. UsageError for a
    name that is none and where there is no paper to compare with; BadInputError for a draft that cannot be read, and
    where no paper can.
    """
    draft = text_of(drafts.draft(desk, name), name)
    own = drafts.on_disk(name)
    names = [one for one in against if drafts.on_disk(one) is None]
    # A draft that lies among the papers is not compared with itself.
    papers = files_of(one for one in against if one not in names)
    files = [one for one in papers if own is None or not one.path.samefile(own)]
    return compare_text(desk, draft, names, list(collected(files, passed)), name, everything=not against)


def compare_text(
    desk: Desk,
    draft: Text,
    names: Sequence[str],
    read: Sequence[Text | Unread],
    address: str = "",
    *,
    everything: bool = False,
) -> Freshness:
    """Compare a draft with the papers of some names here and with `read`, or with `everything`; errors as `compare`.

    `address` is where the draft lies at this desk, if it does: it is not compared with itself.
    """
    words = wording(draft.text)
    texts = [one for one in read if isinstance(one, Text)]
    finds = list(_in_files(words, texts))
    with desk.vault.read() as db:
        chosen = _chosen(db, desk, draft, address, names) if names or everything else set()
        if chosen:
            finds += _in_archive(db, desk, words, chosen)
    unread = tuple(one for one in read if isinstance(one, Unread))
    if not chosen and not texts:
        if unread:
            raise BadInputError(unread[0].why)
        raise UsageError("There is no earlier paper to compare with; import some, or name them.", typed="--against")
    parts = tuple(_parts(draft, words, finds))
    return Freshness(draft.last_day, parts, len(chosen) + len(texts), everything and bool(draft.first_day), unread)


def _chosen(db: Connection, desk: Desk, draft: Text, name: str, names: Sequence[str]) -> set[int]:
    chosen: set[int] = set()
    for one in names:
        chosen.update(named.numbers(db, named.find(db, desk, one)))
    if not names:
        day = draft.first_day
        chosen = {i.number for i in archive.listed(db) if not day or i.last_day is None or i.last_day < day}
    chosen -= requests.set_apart(db, desk)
    try:
        # A draft that lies on this desk is not compared with itself.
        return chosen.difference(named.numbers(db, named.find(db, desk, name)))
    except UsageError:
        return chosen


def _in_archive(db: Connection, desk: Desk, words: Wording, chosen: set[int]) -> Iterator[_Find]:
    index, places = requests.index_without(db, desk), Places(db, desk)
    for find in all_reused(words, Among(index, chosen)):
        place = places.place(find.document, find.begins, find.ends)
        if place is not None:
            yield _find(words, find, index, place.address, place.heading, place.day)


def _in_files(words: Wording, texts: Sequence[Text]) -> Iterator[_Find]:
    index = Collection([wording(text.text) for text in texts])
    for find in all_reused(words, index) if texts else ():
        text = texts[find.document]
        passage = text.passage(find.begins)
        heading = text.text.partition("\n")[0] if text.headed else ""
        yield _find(words, find, index, f"{text.name}/{passage}" if passage else text.name, heading, text.last_day)


def _find(words: Wording, find: Reuse, index: Index, name: str, heading: str, day: str) -> _Find:
    other = index.wording(find.document)
    pairs = shared(words, find, other)
    theirs = marks(other, (one for _, one in pairs))
    warmed = Warmed(
        name,
        heading,
        day,
        len(pairs),
        (),
        other.text[find.begins : find.ends],
        tuple((start - find.begins, end - find.begins) for start, end in theirs),
    )
    return _Find(warmed, frozenset(one for one, _ in pairs))


def _parts(draft: Text, words: Wording, finds: Sequence[_Find]) -> Iterator[Part]:
    ends = [*(start - 1 for start in draft.starts[1:]), len(draft.text)]
    for start, end in zip(draft.starts, ends, strict=True):
        own = range(*tokens_within(words, start, end))
        here = [(find, find.tokens.intersection(own)) for find in finds]
        here = [(find, tokens) for find, tokens in here if tokens]
        here.sort(key=lambda one: -len(one[1]))
        sources = tuple(_within(find.warmed, words, tokens, start) for find, tokens in here)
        reused = frozenset[int]().union(*(tokens for _, tokens in here))
        marked = tuple((first - start, last - start) for first, last in marks(words, reused))
        yield Part(draft.passage(start), draft.text[start:end], len(own), len(reused), marked, sources)


def _within(warmed: Warmed, words: Wording, tokens: frozenset[int], start: int) -> Warmed:
    ours = tuple((first - start, last - start) for first, last in marks(words, tokens))
    return Warmed(warmed.name, warmed.heading, warmed.day, len(tokens), ours, warmed.text, warmed.theirs)
