"""record who: a person's offices on a day, from the volumes' lists and from headings."""

import argparse
from typing import TYPE_CHECKING

from backchannel.cli.output import Answer, one_line
from backchannel.cli.parsing import Subparsers, add_command, date

if TYPE_CHECKING:
    from backchannel.desk.persons import Printed
    from backchannel.record.dates import DocumentDate
    from backchannel.record.offices import Office

_LINES = 20


def add_commands(record: Subparsers) -> None:
    """Add the command of this module."""
    who = add_command(
        record,
        "who",
        _who,
        "backchannel record who Thompson --on 1963-01-20 --desk ilse",
        text="say who somebody was on a day: the lists of persons, and offices printed with the name",
        more="Lines that may be one person's stand side by side; nothing joins them but a reader's judgement.",
    )
    who.add_argument("name", metavar="NAME", nargs="+", help="a surname, or a name in full")
    who.add_argument("--on", metavar="DATE", type=date, help="a day, month or year, such as 1963-01-20")


def _who(args: argparse.Namespace) -> Answer:
    from backchannel.cli.desk_option import open_desk
    from backchannel.desk import persons

    on: DocumentDate | None = args.on
    with open_desk(args) as desk:
        found = persons.who(desk, " ".join(args.name), on)
    lines = []
    for line in found.listed:
        lines.append(f"{one_line(line.person.name)}  ({line.volume})")
        lines += [
            f"  {_office(office, on)}" for office in line.offices if on is None or office.held_on(on) is not False
        ]
    if found.near:
        lines += ["", "Printed with the name:"] if lines else ["Printed with the name:"]
        lines += [f"  {_day(one)}  {one_line(one.office)}  ({one.item.id})" for one in found.near[:_LINES]]
        if len(found.near) > _LINES:
            lines.append(f"  and {len(found.near) - _LINES} more; --json gives all")
    if found.other:
        days = sorted(one.item.first_day for one in found.other if one.item.first_day)
        lines.append(f"On other days: {len(found.other)} headings" + (f", {days[0]} to {days[-1]}." if days else "."))
    nothing = not found.listed and not found.near
    if nothing:
        lines.insert(0, "Nothing in the archive says who that was" + (" on that day." if on else "."))
    return Answer(
        lines,
        {
            "listed": [
                {
                    "volume": line.volume, "key": line.person.key, "name": line.person.name,
                    "description": line.person.description,
                    "offices": [
                        {
                            "office": office.title, "since": str(office.since) if office.since else None,
                            "until": str(office.until) if office.until else None,
                            "held": office.held_on(on) if on else None,
                        }
                        for office in line.offices
                    ],
                }
                for line in found.listed
            ],
            "printed": [
                {"id": one.item.id, "date": one.item.first_day, "office": one.office, "name": one.name}
                for one in found.near
            ],
            "other": len(found.other),
        },
        1 if nothing else 0,
    )  # fmt: skip


def _day(one: "Printed") -> str:
    if one.item.first_day is None or one.item.first_day == one.item.last_day:
        return one.item.first_day or "no date"
    return f"{one.item.first_day} to {one.item.last_day}"


def _office(office: "Office", on: "DocumentDate | None") -> str:
    if not office.is_dated:
        return one_line(f"{office.title} (no dates given)" if on else office.title)
    return one_line(f"{office.title}: {office.since or '…'} to {office.until or '…'}")
