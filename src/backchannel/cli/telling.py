"""What several commands tell: how something will travel, what arrived, what is owed, a letter in a line."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from backchannel.cli.output import one_line, table

if TYPE_CHECKING:
    from backchannel.desk.exchange import Arrivals
    from backchannel.desk.letters import Owed
    from backchannel.desk.overview import Row
    from backchannel.desk.travel import Route
    from backchannel.protocol.state import Membership


def who(person: str, party: str) -> str:
    """Give a person with his party."""
    return f"{one_line(person)} ({one_line(party)})" if party else one_line(person)


def blobs(count: int) -> str:
    """Give how many sealed blobs there are."""
    return f"{count} sealed {'blob' if count == 1 else 'blobs'}"


def members(found: "Sequence[Membership]") -> str:
    """Give some members in one line."""
    return ", ".join(who(m.name, m.party) for m in found) or "nobody"


def quoted(name: str) -> str:
    """Give a channel's name in quotation marks."""
    return f"“{one_line(name)}”"


def travel_lines(routes: "Sequence[Route]") -> list[str]:
    """Say how what waits will travel: by the next sync, or by a pouch to be packed."""
    by_relay = [r for r in routes if r.relay]
    by_hand = [r for r in routes if not r.relay]
    lines = []
    if by_relay:
        names = ", ".join(one_line(r.person) for r in by_relay)
        lines.append(f"By relay to {names}, with the next: backchannel sync")
    for route in by_hand[:5]:
        lines.append(
            f'By hand to {who(route.person, route.party)}: backchannel pouch pack "{one_line(route.person)}" --out FILE'
        )
    if len(by_hand) > 5:
        others = len(by_hand) - 5
        lines.append(f"and by hand to {others} {'other' if others == 1 else 'others'}")
    return lines


def route_value(route: "Route") -> dict[str, Any]:
    """Give a route as data."""
    return {
        "person": route.person,
        "party": route.party,
        "by": "relay" if route.relay else "pouch",
        "open": route.open,
        "waiting": route.waiting,
    }


def arrival_lines(rows: "Sequence[Row]", arrivals: "Sequence[Arrivals]") -> list[str]:
    """Say what an exchange brought, and what to do with it."""
    lines = table(
        ("arrived", "kind", "from", "channel", ""),
        [
            (r.reference, kind_of(r), who(r.author, r.party), r.channel, "" if r.opens else "sealed: not for you")
            for r in rows
        ],
    )
    invited = [name for a in arrivals for name in a.invitations]
    lines += [
        f"Invitation to {quoted(n)}: see 'backchannel channel show \"{one_line(n)}\"', then accept or decline."
        for n in invited
    ]
    dropped = sum(a.dropped for a in arrivals)
    if dropped:
        lines.append(f"Dropped: {dropped}; 'backchannel refusals' says what.")
    if not lines:
        # Receipts and keys come too, and are listed where they count.
        lines.append("Nothing new to read.")
    letters = [r for r in rows if r.opens and r.kind in {"letter", "share"}]
    if letters:
        lines.append(
            f'To read: backchannel letter show {letters[0].reference} --channel "{one_line(letters[0].channel)}"'
        )
    return lines


def kind_of(row: "Row") -> str:
    """Give the kind of an entry; of an act, what it is: consulting, reaction, stage."""
    return row.type.replace("-", " ") or row.kind


def row_value(row: "Row") -> dict[str, Any]:
    """Give an entry of a list as data."""
    return {
        "channel": row.channel,
        "reference": row.reference,
        "kind": row.kind,
        "type": row.type or None,
        "author": row.author,
        "party": row.party,
        "time": row.time,
        "standing": row.standing,
        "refusal": row.refusal,
        "opens": row.opens,
    }


def owed_lines(owed: "Sequence[Owed]") -> list[str]:
    """Give what is owed as a table."""
    return table(
        ("owed", "letter", "of", "since", "days", "channel", ""),
        [
            (
                "by us" if o.by_us else "to us",
                o.letter,
                who(o.author, o.party),
                o.since[:10],
                str(o.days),
                o.channel,
                o.acknowledged,
            )
            for o in owed
        ],
    )


def owed_value(owed: "Owed") -> dict[str, Any]:
    """Give something owed as data."""
    return {
        "channel": owed.channel,
        "letter": owed.letter,
        "author": owed.author,
        "party": owed.party,
        "by_us": owed.by_us,
        "since": owed.since,
        "days": owed.days,
        "acknowledged": owed.acknowledged,
    }
