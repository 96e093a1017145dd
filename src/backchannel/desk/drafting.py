"""Drafts at the desk: begun, written passage by passage, and read by nobody but those of our own side who may.

A draft stands on one's own ledger, or on a channel of our own party, where colleagues write it with one; never on a
channel with others. Whoever reads it must be able to read the letter that it answers, and be on the channel that it is
for. What is saved is never lost: a save names the words that its writer had before him, and what was saved meanwhile by
another window or desk stands beside it until somebody puts one text in place of both.
"""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace
from typing import NamedTuple

from backchannel.desk.book import Book, find_channel
from backchannel.desk.channels import member
from backchannel.desk.desk import Desk
from backchannel.desk.drafts import Writing, of_slip, standing, writing
from backchannel.desk.own_ledger import NAME as OWN
from backchannel.desk.own_ledger import open_own
from backchannel.desk.planning.acting import Acting, members, require_ours
from backchannel.desk.planning.acting import passage as passage_address
from backchannel.desk.words import named
from backchannel.errors import RuleError, UsageError
from backchannel.planning.acts import Ending
from backchannel.planning.board import Board, Kept
from backchannel.planning.consultation.marks import Mark
from backchannel.planning.drafts import (
    DISCARDED,
    DRAFT,
    OF,
    PASSAGE,
    REMOVED,
    SEALED,
    TEXT,
    Draft,
    Drafted,
    DraftPassage,
    Head,
    Role,
    between,
    drafted,
)
from backchannel.planning.names import on_one_line
from backchannel.record.characters import hidden_characters
from backchannel.record.document import PASSAGES
from backchannel.vault import archive, channels
from backchannel.vault.channels import Channel
from backchannel.vault.sqlcipher import Connection

__all__ = [
    "FIRST",
    "Said",
    "discard",
    "end",
    "insert",
    "insert_texts",
    "move",
    "move_within",
    "new",
    "put",
    "put_back",
    "remove",
    "set_head",
    "settle",
    "take_up",
    "write_passage",
]

FIRST = "first"
"""Where a passage is put that is to stand before all others."""


class Said(NamedTuple):
    """What a person says of a passage beside its text."""

    role: Role = Role.PARAGRAPH
    answers: tuple[int, ...] = ()
    mark: Mark | None = None
    issue: str = ""


def new(desk: Desk, name: str = "", *, channel: str = "", answers: str = "", onto: str = "", slip: str = "") -> Drafted:
    """Begin a draft for a channel, in answer to a letter by its address; on one's own ledger, else `onto`.

    The same `slip` begins it once. UsageError for a name that an open draft has, or for no letter or channel of that
    name; RuleError where `onto` has another party on it, or a member who may not read the letter, or is not on the
    channel that the draft is for.
    """
    with writing(desk) as change:
        db, acting = change.db, change.acting
        if slip and (before := of_slip(db, desk, change.board, slip)):
            return drafted(change.board, before)
        book = _onto(acting, onto)
        # A draft answers a document whole; which passages of it, its own say.
        address = passage_address(db, desk, answers).partition("/")[0] if answers else ""
        item = archive.find(db, address) if address else None
        wanted = " ".join(name.split())
        if not wanted and item is not None:
            wanted = f"Answer to {named.called(db, desk, item).rpartition('/')[2]}"
        wanted = _free_name(db, desk, change.board, on_one_line(wanted, "A draft needs a name."), given=bool(name))
        target = find_channel(db, channel) if channel else None
        if target is None and item is not None and item.channel is not None:
            target = channels.get(db, item.channel)
        if target is not None:
            _require_known(acting, book, target)
        says = Draft(wanted, target.id.hex() if target else "", slip=slip)
        rests = (address,) if address else ()
        return drafted(change.board, acting.open(DRAFT, says, onto=book.channel.id.hex(), rests=rests))


def set_head(
    desk: Desk,
    draft: str,
    *,
    head: Head | None = None,
    name: str | None = None,
    channel: str | None = None,
    series: str | None = None,
    readers: Sequence[str] | None = None,
    seen: Collection[bytes] | None = None,
) -> Drafted:
    """Say anew what a draft's letter is to be; what is left out stays. `seen` as for `put`. Errors as `new`.

    `readers` are members of the channel by name, or by their identifiers; BadInputError for a head that no letter has.
    """
    with writing(desk) as change:
        found = change.find(draft)
        kept, acting = found.kept, change.acting
        says = kept.says
        if name is not None and " ".join(name.split()) != says.name:
            wanted = on_one_line(name, "A draft needs a name.")
            says = replace(says, name=_free_name(change.db, desk, change.board, wanted, given=True))
        if channel is not None:
            target = find_channel(change.db, channel) if channel else None
            if target is not None:
                _require_known(acting, acting.books.of(kept.act.channel), target)
            says = replace(says, channel=target.id.hex() if target else "")
            if says.channel != kept.says.channel and readers is None:
                says = replace(says, readers=())
        if readers is not None:
            says = replace(says, readers=_readers(acting, says, readers))
        says = replace(says, head=head or says.head, series=says.series if series is None else " ".join(series.split()))
        says.head.document()
        if not _says_so(kept, says, None):
            acting.revise(DRAFT, kept, says, seen=seen, settle=seen is None)
        return change.again(found)


def put(
    desk: Desk,
    draft: str,
    passage: str,
    text: str,
    said: Said | None = None,
    *,
    seen: Collection[bytes] | None = None,
) -> Kept[DraftPassage]:
    """Put another text in place of a passage, by its number in the draft or its own; nothing where it says so already.

    `seen` are the statements that the writer had before him: what another window saved meanwhile stands beside his.
    UsageError for no such passage, for a text without words, too long, or with characters that nobody sees.
    """
    with writing(desk) as change:
        found = change.find(draft)
        return write_passage(change, _passage(found, passage, removed=True), text, said, seen)


def write_passage(
    change: Writing, kept: Kept[DraftPassage], text: str, said: Said | None, seen: Collection[bytes] | None
) -> Kept[DraftPassage]:
    """Put another text in place of a passage, as `put`, within a change."""
    says = _with(replace(kept.says, text=_text(text)), said)
    if _says_so(kept, says, seen):
        return kept
    return change.acting.revise(PASSAGE, kept, says, seen=seen)


def insert(
    desk: Desk, draft: str, text: str, said: Said | None = None, *, after: str = "", slip: str = ""
) -> tuple[Kept[DraftPassage], ...]:
    """Put a new passage after another (`FIRST`: before all; '': at the end); a blank line divides it into several.

    The same `slip` puts it in once. Errors as `put`.
    """
    with writing(desk) as change:
        found = change.find(draft)
        texts = _divided(text)
        before = tuple(_of_form(found, slip)) if slip else ()
        if before and {one.strip() for one in texts} <= {one.thing.opened.says["text"] for one in before}:
            return before
        behind = found.passages[-1] if found.passages else None
        if after:
            behind = None if after == FIRST else _passage(found, after)
        return tuple(insert_texts(change, found, texts, said, behind, slip))


def insert_texts(
    change: Writing,
    found: Drafted,
    texts: Sequence[str],
    said: Said | None,
    behind: Kept[DraftPassage] | None,
    slip: str = "",
) -> Iterator[Kept[DraftPassage]]:
    """Put new passages after one (None: before all), within a change. Errors as `put`."""
    if len(found.passages) + len(texts) > PASSAGES:
        raise UsageError(f"A letter has at most {PASSAGES} passages; divide it.")
    place = behind.says.place if behind else ""
    following = next((one.says.place for one in found.passages if one.says.place > place), "")
    for text in texts:
        place = between(place, following)
        says = _with(DraftPassage(_text(text), place, slip=slip), said)
        yield change.acting.open(PASSAGE, says, onto=found.kept.act.channel.hex(), names={OF: (found.id,)})


def move(desk: Desk, draft: str, passage: str, *, up: bool) -> Drafted:
    """Put a passage before the one above it, or after the one below. Errors as `put`; nothing at an end."""
    with writing(desk) as change:
        found = change.find(draft)
        move_within(change, found, _passage(found, passage), up=up)
        return change.again(found)


def move_within(change: Writing, found: Drafted, kept: Kept[DraftPassage], *, up: bool) -> None:
    """Move a passage, as `move`, within a change."""
    others = [one for one in found.passages if one.id != kept.id]
    at = next(number for number, one in enumerate(found.passages) if one.id == kept.id) + (-1 if up else 1)
    if not 0 <= at <= len(others):
        return
    before = others[at - 1].says.place if at else ""
    after = next((one.says.place for one in others[at:] if one.says.place > before), "")
    standing = tuple(act.id for act in kept.thing.statements)
    seen = (kept.act.id,) if kept.is_disputed else standing
    change.acting.revise(PASSAGE, kept, replace(kept.says, place=between(before, after)), seen=seen)


def settle(desk: Desk, draft: str, passage: str, text: str, seen: Collection[bytes]) -> Kept[DraftPassage]:
    """Put one text in place of several that were saved apart, of which the writer had seen these. Errors as `put`."""
    with writing(desk) as change:
        found = change.find(draft)
        kept = _passage(found, passage)
        return change.acting.revise(PASSAGE, kept, replace(kept.says, text=_text(text)), seen=seen)


def remove(desk: Desk, draft: str, passage: str, *, seen: Collection[bytes] | None = None) -> Kept[DraftPassage]:
    """Take a passage out of a draft; it can be put back as it was. `seen` and errors as `put`."""
    with writing(desk) as change:
        kept = _passage(change.find(draft), passage)
        return change.acting.revise(PASSAGE, kept, kept.says, ended=Ending(REMOVED), seen=seen, settle=seen is None)


def put_back(desk: Desk, draft: str, passage: str) -> Kept[DraftPassage]:
    """Put a passage back that was taken out, where it stood. UsageError where none of that number was."""
    with writing(desk) as change:
        found = change.find(draft)
        kept = _by_number(found.removed, passage)
        return change.acting.revise(PASSAGE, kept, kept.says, settle=True)


def discard(desk: Desk, draft: str, why: str = "") -> Drafted:
    """End a draft without sealing it; it stays to be read, and can be taken up again. Errors as `put`."""
    with writing(desk) as change:
        found = change.find(draft)
        end(change, found, DISCARDED, why=why)
        return change.again(found)


def end(change: Writing, found: Drafted, how: str, *, letter: str = "", why: str = "") -> None:
    """End a draft within a change; with the entry of the letter as which it was sealed."""
    kept = found.kept
    says = replace(kept.says, letter=letter) if letter else kept.says
    change.acting.revise(DRAFT, kept, says, ended=Ending(how, why.strip()), settle=True)


def take_up(desk: Desk, draft: str) -> Drafted:
    """Take up a draft again that was discarded. UsageError where it was not: what is sealed is not sealed again."""
    with writing(desk) as change:
        kept = change.named(draft)
        if kept.ended is None or kept.ended.how == SEALED:
            raise UsageError(f"The draft “{kept.says.name[:60]}” was not discarded, so it is not taken up again.")
        require_ours(change.acting.books.of(kept.act.channel))
        return drafted(change.board, change.acting.revise(DRAFT, kept, kept.says, settle=True))


def _onto(acting: Acting, onto: str) -> Book:
    book = open_own(acting.db, acting.desk) if onto in ("", OWN) else acting.books.of(acting.channel(onto).id)
    require_ours(book)
    return book


def _require_known(acting: Acting, book: Book, target: Channel) -> None:
    told = members(book) - members(acting.books.of(target.id))
    if told and book.channel.standing != channels.OWN:
        who = ", ".join(name for name, _ in sorted(told))
        raise RuleError(
            f"{who} would learn of the channel “{target.name}” from a draft on “{book.channel.name}”; write the draft "
            "on your own ledger, or on a channel of those who are on both."
        )


def _free_name(db: Connection, desk: Desk, found: Board, wanted: str, *, given: bool) -> str:
    taken = {" ".join(one.says.name.split()).casefold() for one in standing(db, desk, found) if one.ended is None}
    if wanted.casefold() not in taken:
        return wanted
    if given:
        raise UsageError(f"There is a draft “{wanted[:60]}” already; give this one another name.")
    return next(name for number in range(2, len(taken) + 3) if (name := f"{wanted} ({number})").casefold() not in taken)


def _readers(acting: Acting, says: Draft, wanted: Sequence[str]) -> tuple[str, ...]:
    if not says.channel:
        raise UsageError("Say first for which channel the draft is; its members can be its readers.")
    state = acting.books.of(bytes.fromhex(says.channel)).state
    known = {reader.hex() for reader in state.active()}
    return tuple(dict.fromkeys(one if one in known else member(state, one)[0].hex() for one in wanted))


def _says_so(kept: Kept[DraftPassage] | Kept[Draft], says: object, seen: Collection[bytes] | None) -> bool:
    """Whether a thing says this already: by its one statement, or by one that its writer had not seen.

    A form that is sent again after a restart so writes nothing.
    """
    standing = [(kept.says, kept.act), *kept.beside]
    if not any(said == says and act.ended is None for said, act in standing):
        return False
    return len(standing) == 1 or (seen is not None and not {act.id for _, act in standing} <= set(seen))


def _with(says: DraftPassage, said: Said | None) -> DraftPassage:
    if said is None:
        return says
    issue = " ".join(said.issue.split())
    if (said.mark is Mark.PROPOSAL) is not bool(issue):
        raise UsageError("A proposal names its issue, and nothing else does; say on which issue, or mark it otherwise.")
    return replace(says, role=said.role, answers=tuple(sorted(set(said.answers))), mark=said.mark, issue=issue)


def _text(text: str) -> str:
    found = text.replace("\r\n", "\n").replace("\r", "\n").strip()
    if not found:
        raise UsageError("A passage needs words; to take it out, remove it.")
    if len(found) > TEXT:
        raise UsageError(
            f"The passage has {len(found):,} characters, and one of a draft has at most {TEXT:,}; divide it in two."
        )
    if hidden := hidden_characters(found):
        raise UsageError(f"The passage holds a character that nobody sees, {hidden[0]}; take it out.")
    return found


def _of_form(found: Drafted, slip: str) -> Iterator[Kept[DraftPassage]]:
    return (one for one in (*found.passages, *found.removed) if one.thing.opened.says.get("slip") == slip)


def _divided(text: str) -> list[str]:
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    pieces, piece = [], []
    for line in [*lines, ""]:
        if line.strip():
            piece.append(line)
        elif piece:
            pieces.append("\n".join(piece))
            piece = []
    return pieces or [""]


def _passage(found: Drafted, text: str, *, removed: bool = False) -> Kept[DraftPassage]:
    """Give a passage by its number in the draft, or the beginning of its own; with `removed` also one taken out."""
    if text.isdecimal() and len(text) < 5:
        if 1 <= int(text) <= len(found.passages):
            return found.passages[int(text) - 1]
        raise UsageError(f"The draft has no passage {text}; it has {len(found.passages)}.")
    return _by_number((*found.passages, *(found.removed if removed else ())), text)


def _by_number(passages: Sequence[Kept[DraftPassage]], text: str) -> Kept[DraftPassage]:
    wanted = text.strip().casefold()
    same = [one for one in passages if len(wanted) >= 6 and one.id.hex().startswith(wanted)]
    if len(same) != 1:
        raise UsageError(f"“{text[:40]}” is no passage of this draft; look at it again, it may have been taken out.")
    return same[0]
