"""A channel as it is shown: where it stands, its members, its rules, what waits."""

from typing import TYPE_CHECKING, Any

from backchannel.cli.charter import charter_lines
from backchannel.cli.output import one_line, table
from backchannel.cli.telling import who

if TYPE_CHECKING:
    from backchannel.desk.channels import Standing


def standing_value(standing: "Standing") -> dict[str, Any]:
    """Give a channel as data."""
    channel, state = standing.channel, standing.state
    return {
        "name": channel.name,
        "id": channel.id.hex(),
        "standing": channel.standing,
        "in_force": state.in_force,
        "closed": bool(state.closed),
        "waits_to_hear": channel.stale,
        "title": state.charter.title,
        "charter": state.digest.hex(),
        "members": [
            {
                "person": m.name,
                "party": m.party,
                "principal": m.principal,
                "status": m.status,
                "connected": r in standing.connected,
            }
            for r, m in sorted(state.members.items())
        ],
        "amendments": [
            {"digest": a.digest.hex(), "reason": a.reason, "assents": len(a.assents)} for a in state.amendments
        ],
        "alarms": [a.sentence for a in standing.alarms],
    }


def standing_lines(standing: "Standing", own: bytes) -> list[str]:
    """Say where a channel stands; `own` is the reader of this desk."""
    channel, state = standing.channel, standing.state
    lines = [f"“{one_line(channel.name)}”: {standing.word}", f"Identifier: {channel.id.hex()[:16]}", ""]
    lines += table(
        ("member", "party", "", "status", "connected"),
        [
            (
                m.name,
                m.party,
                "principal" if m.principal else "",
                m.status,
                "this desk" if r == own else "yes" if r in standing.connected else "not yet",
            )
            for r, m in sorted(state.members.items(), key=lambda item: (item[1].party, item[1].name))
        ],
    )
    lines += ["", *charter_lines(state.charter)]
    if not state.in_force:
        assenting = len(state.parties_assenting(state.assents))
        lines.append(f"The charter has the assent of {assenting} of {len(state.charter.parties)} parties.")
    for reader, reason in state.declined:
        member = state.members.get(reader)
        lines.append(f"Declined by {who(member.name, member.party) if member else 'a member'}: {one_line(reason)}")
    for amendment in state.amendments:
        author = state.members.get(amendment.author)
        lines.append(
            f"Amendment {amendment.digest.hex()[:12]} waits, proposed by "
            f"{who(author.name, author.party) if author else 'a member'}: {one_line(amendment.reason)}; "
            f"{len(amendment.assents)} have assented"
        )
    lines += [f"Closed: {one_line(state.closing_reason) or 'no reason was given'}"] if state.closed else []
    lines += [f"ALARM: {one_line(alarm.sentence)}" for alarm in standing.alarms]
    lines += _next(standing)
    return lines


def _next(standing: "Standing") -> list[str]:
    name = one_line(standing.channel.name)
    if standing.channel.standing == "invited":
        return ["", f'Next: backchannel channel accept "{name}", or decline it']
    if standing.channel.stale:
        return ["", f'Next: exchange with every member, then backchannel channel resume "{name}"']
    return []
