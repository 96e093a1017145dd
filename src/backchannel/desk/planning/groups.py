"""Working groups: set up by a principal on a channel of their own, with few members, apart from a desk."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from backchannel.desk.book import Book, find_channel
from backchannel.desk.desk import Desk
from backchannel.desk.own_ledger import NAME as OWN
from backchannel.desk.planning import cases
from backchannel.desk.planning.acting import Acting, members, readers_of
from backchannel.errors import RuleError, TooEarlyError, UsageError
from backchannel.planning.acts import Act
from backchannel.planning.authority import same_person
from backchannel.planning.board import Board
from backchannel.planning.groups import GROUP, Asked, Group, Grouped, groups
from backchannel.planning.names import folded, on_one_line
from backchannel.protocol.state import ACTIVE
from backchannel.vault import acts, channels
from backchannel.vault.channels import Channel

__all__ = ["Shown", "add", "every", "find", "new", "raise_ceiling", "remove", "require_told"]


@dataclass(frozen=True, slots=True)
class Shown:
    """A group as its channel stands: how many read there, and how many its charter allows.

    `besides` are who reads there and is neither of the group nor one of those to whom it reports; `absent` are its
    members who do not read there yet.
    """

    group: Grouped
    channel: str
    readers: int
    charter_ceiling: int
    besides: tuple[str, ...]
    absent: tuple[str, ...]


def new(
    desk: Desk,
    name: str,
    onto: str,
    apart_from: str,
    reports_to: Sequence[str],
    ceiling: int,
    *,
    case: str = "",
) -> Shown:
    """Set up a working group on a channel of its own, apart from a desk, reporting to principals of that channel.

    `apart_from` is the name of a channel of this desk, or says in words whose work the group is kept apart from.
    UsageError for a channel that has a group, a ceiling that its charter has not, or a name who is no principal there;
    RuleError where this person is none, or the group would not be apart.
    """
    with cases.change(desk, case) as acting:
        if onto == OWN:
            raise UsageError(f"A group needs a channel of its own, with its members; your {OWN} has one reader.")
        channel = find_channel(acting.db, onto)
        book = Book(acting.db, desk, channel)
        if any(one.kept.act.channel == channel.id and one.kept.ended is None for one in groups(acting.board)):
            raise UsageError(
                f"“{channel.name}” has a working group already; look at that one.", typed="backchannel group"
            )
        _require_apart(acting, book, apart_from)
        _require_principals(book, reports_to)
        _require_within(book, ceiling)
        group = Group(on_one_line(name, "A group needs a name."), ceiling, tuple(reports_to), apart_from.strip())
        kept = acting.open(GROUP, group, onto=channel.id.hex())
        return _effective(acting, kept.act)


def add(desk: Desk, name: str, asked_by: str, why: str = "", *, group: str = "", case: str = "") -> Shown:
    """Put somebody on the group, with who asked for him; he reads nothing of it before he is on its channel.

    TooEarlyError where the group has as many members as its ceiling allows: a principal must raise it first. RuleError
    where this person is no principal; UsageError for somebody who is on the group already.
    """
    with cases.change(desk, case) as acting:
        found = find(acting.board, group)
        says = found.kept.says
        wanted, by = (
            on_one_line(name, "Say who is to be on the group."),
            on_one_line(asked_by, "Say who asked for him.", typed="--asked-by"),
        )
        if any(same_person(one.name, wanted) for one in says.members):
            raise UsageError(f"{wanted} is on the group already.")
        if len(says.members) >= says.ceiling:
            raise TooEarlyError(
                f"The group has the {says.ceiling} members that its ceiling allows; a principal must raise it first, "
                "with the reason.",
                typed="backchannel group ceiling",
            )
        readers = [who for who, _ in members(_book(acting, found))]
        wanted = next((who for who in readers if same_person(who, wanted)), wanted)
        return _revised(acting, found, replace(says, members=(*says.members, Asked(wanted, by, why.strip()))))


def remove(desk: Desk, name: str, *, group: str = "", case: str = "") -> Shown:
    """Take somebody off the group: what he has read stays read, and that he was on it stays in its history."""
    with cases.change(desk, case) as acting:
        found = find(acting.board, group)
        left = tuple(one for one in found.kept.says.members if not same_person(one.name, name))
        if len(left) == len(found.kept.says.members):
            raise UsageError(f"{name[:60]} is not on the group.")
        return _revised(acting, found, replace(found.kept.says, members=left))


def raise_ceiling(desk: Desk, ceiling: int, why: str, *, group: str = "", case: str = "") -> Shown:
    """Let a group have another number of members, with the reason. Errors as `new`."""
    with cases.change(desk, case) as acting:
        found = find(acting.board, group)
        if not why.strip():
            raise UsageError("Say why the group may have another number of members.", typed="--why")
        if ceiling < len(found.kept.says.members):
            raise UsageError(f"The group has {len(found.kept.says.members)} members; take somebody off it first.")
        _require_within(_book(acting, found), ceiling)
        return _revised(acting, found, replace(found.kept.says, ceiling=ceiling, raised=why.strip()))


def every(desk: Desk, case: str = "") -> list[Shown]:
    """Give the groups that this person may see, of one case or of all; none where there is none, and no error."""
    with desk.vault.read() as db:
        chosen = [cases.find(db, desk, case)] if case else acts.cases(db)
        found = []
        for one in chosen:
            acting = Acting(db, desk, one)
            found += [_shown(acting, group) for group in groups(acting.board)]
        return found


def find(board: Board, name: str = "") -> Grouped:
    """Give the group of a name, or the only one. UsageError where none is meant."""
    known = [one for one in groups(board) if one.kept.ended is None]
    wanted = folded(name)
    found = [
        one
        for one in known
        if not wanted
        or one.kept.says.name.casefold() == wanted
        or (len(wanted) >= 6 and one.kept.id.hex().startswith(wanted))
    ]
    if len(found) == 1:
        return found[0]
    names = ", ".join(f"“{one.kept.says.name}” ({one.kept.id.hex()[:8]})" for one in known)
    if not known:
        raise UsageError("There is no group in this case.")
    raise UsageError(f"Say which group is meant: {names}.", typed="--group")


def require_told(acting: Acting, group: Grouped, address: str, onto: Channel) -> None:
    """Refuse a report that anybody else would read than the group and those to whom it reports (RuleError).

    Both who reads the paper at the address, where it is a letter, and who reads the channel on which it is delivered.
    """
    book = Book(acting.db, acting.desk, onto)
    readers = members(book) | (readers_of(acting.db, acting.desk, address) or frozenset())
    ours = acting.desk.card.party
    told = sorted(
        name for name, party in readers if party != ours or not any(same_person(name, one) for one in group.told)
    )
    if told:
        raise RuleError(
            f"{', '.join(told)} would read this; “{group.kept.says.name}” reports only to "
            f"{', '.join(group.kept.says.reports_to)}."
        )


def _require_apart(acting: Acting, book: Book, apart_from: str) -> None:
    if not apart_from.strip():
        raise UsageError("Say from which desk the group is kept apart.", typed="--apart-from")
    named = [one for one in channels.every(acting.db) if one.name == apart_from.strip()]
    if not named:
        return
    desk = Book(acting.db, acting.desk, named[0])
    if named[0].id == book.channel.id or members(desk) <= members(book):
        raise RuleError(f"Everybody of “{named[0].name}” would read the group; give it a channel apart from that desk.")
    if told := members(book) - members(desk):
        who = ", ".join(name for name, _ in sorted(told))
        raise RuleError(
            f"{who} would learn of “{named[0].name}” from this; say in your own words what it is apart from."
        )


def _require_principals(book: Book, names: Sequence[str]) -> None:
    if not names:
        raise UsageError("Say to whom alone the group reports.", typed="--reports-to")
    principals = [m.name for m in book.state.members.values() if m.principal and m.status == ACTIVE]
    for name in names:
        if name not in principals:
            raise UsageError(
                f"{name[:60]} is no principal of “{book.channel.name}”; a group reports to: {', '.join(principals)}."
            )


def _require_within(book: Book, ceiling: int) -> None:
    party = book.state.charter.party(book.desk.card.party)
    most = party.ceiling if party else 0
    if not 1 <= ceiling <= most:
        raise RuleError(
            f"A group here has between 1 and {most} members, since the charter of “{book.channel.name}” allows {most} "
            "readers; say another ceiling."
        )


def _revised(acting: Acting, group: Grouped, value: Group) -> Shown:
    return _effective(acting, acting.revise(GROUP, group.kept, value).act)


def _effective(acting: Acting, act: Act) -> Shown:
    for thing in acting.board.things(GROUP):
        if thing.id == act.of and not any(one.kept.id == act.of for one in groups(acting.board)):
            raise RuleError("Only a principal sets up a group or changes it.")
    found = next(one for one in groups(acting.board) if one.kept.id == act.of)
    for one in found.without_effect:
        if one.act.id == act.id:
            raise RuleError(one.rule)
    return _shown(acting, found)


def _shown(acting: Acting, group: Grouped) -> Shown:
    book = _book(acting, group)
    party = book.state.charter.party(acting.desk.card.party)
    readers = [name for name, _ in members(book)]
    besides = tuple(sorted(name for name in readers if not any(same_person(name, one) for one in group.told)))
    named = [member.name for member in group.kept.says.members]
    absent = tuple(one for one in named if not any(same_person(one, name) for name in readers))
    return Shown(group, book.channel.name, len(readers), party.ceiling if party else 0, besides, absent)


def _book(acting: Acting, group: Grouped) -> Book:
    channel = channels.get(acting.db, group.kept.act.channel)
    assert channel is not None
    return Book(acting.db, acting.desk, channel)
