"""owed: letters without an answer, reactions that are waited for, promises to be kept, papers that are due."""

import argparse
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from backchannel.cli import planning
from backchannel.cli.output import Answer, one_line, table
from backchannel.cli.parsing import Subparsers, add_command
from backchannel.cli.resting import add_day, day, rest_lines, rest_values

if TYPE_CHECKING:
    from datetime import date

    from backchannel.desk.desk import Desk
    from backchannel.desk.planning.owed import OwedInCase
    from backchannel.planning.papers import Owed as Paper
    from backchannel.planning.promises import Shown
    from backchannel.planning.reactions import Asked

_KINDS = ("letter", "reaction", "promise", "paper")


def add_commands(commands: Subparsers) -> None:
    """Add the commands of this module."""
    owed = add_command(
        commands,
        "owed",
        _owed,
        "backchannel owed --kind reaction --on 2031-05-04 --desk ilse",
        more="Letters of every channel that you are on; reactions, promises and papers of every case, as far as you\n"
        "may see them. It is computed when you ask.",
    )
    owed.add_argument("--kind", choices=_KINDS, default="", help="only these")
    add_day(owed)
    planning.add_case(owed)


def _owed(args: argparse.Namespace) -> Answer:
    from backchannel.cli.desk_option import open_desk
    from backchannel.cli.telling import owed_lines, owed_value
    from backchannel.desk import letters
    from backchannel.desk.planning import owed

    on = day(args)
    with open_desk(args) as desk:
        waiting = letters.owed(desk, _end_of(on)) if args.kind in ("", "letter") and not args.case else []
        cases = owed.owed(desk, on, args.case) if args.kind != "letter" else []
        asked_on = on or _today(desk)
    lines = owed_lines(waiting)
    values: list[dict[str, Any]] = [{"kind": "letter", **owed_value(one)} for one in waiting]
    for kind, show in (("reaction", _reactions), ("promise", _promises), ("paper", _papers)):
        if args.kind in ("", kind):
            told, more = show(cases, asked_on)
            lines += ["", *told] if lines and told else told
            values += [{"kind": kind, **one} for one in more]
    return Answer(lines or ["Nothing is owed."], values)


def _reactions(cases: "list[OwedInCase]", on: "date") -> tuple[list[str], list[dict[str, Any]]]:
    rows, quotes, values = [], [], []
    for case in cases:
        for asked in case.reactions:
            for one in asked.waiting:
                said = ["overdue"] if asked.overdue else []
                said += [f"chased {one.chased[-1]}"] if one.chased else []
                by = asked.says.written or "no time named"
                rows.append((one.person, str(one.days), asked.says.name, asked.by, by, case.case, ", ".join(said)))
            quotes += _quotes(asked.says.name, asked.act.rests, case)
            values.append(reaction_value(asked, case))
    del on
    return _with_quotes(
        table(("waiting for", "days", "reaction to", "asked by", "wanted", "case", ""), rows), quotes
    ), values


def reaction_value(asked: "Asked", case: "OwedInCase") -> dict[str, Any]:
    """Give a question for whose answers somebody waits as data."""
    return {
        "case": case.case,
        "name": asked.says.name,
        "asked_by": asked.by,
        "since": str(asked.says.since),
        "wanted": asked.says.written or None,
        "by": str(asked.says.by) if asked.says.by else None,
        "overdue": asked.overdue,
        "waiting": [
            {"person": one.person, "days": one.days, "chased": [str(chased) for chased in one.chased]}
            for one in asked.waiting
        ],
        "rests": rest_values(asked.act.rests, case.rests),
    }


def _promises(cases: "list[OwedInCase]", on: "date") -> tuple[list[str], list[dict[str, Any]]]:
    rows, quotes, values = [], [], []
    for case in cases:
        for one in case.promises:
            says = one.says
            rows.append((says.name, says.whose, says.to, due(one, on), str(one.state), str(one.days), case.case))
            quotes += _quotes(says.name, one.act.rests, case)
            values.append(
                {
                    "case": case.case,
                    "name": says.name,
                    "whose": says.whose,
                    "to": says.to,
                    "since": str(says.since),
                    "due": str(says.due) if says.due else None,
                    "due_words": says.written or None,
                    "after": one.after.says.name if one.after else None,
                    "state": str(one.state),
                    "days": one.days,
                    "rests": rest_values(one.act.rests, case.rests),
                }
            )
    return _with_quotes(table(("promise", "whose", "to", "due", "", "days", "case"), rows), quotes), values


def due(one: "Shown", on: "date") -> str:
    """Say when a promise is due: by its date, after its event, or when it was not said."""
    from backchannel.planning.events import may_have_happened

    said = [one.says.written or str(one.says.due)] if one.says.written or one.says.due else []
    if one.after is not None:
        event = one.after.says
        if may_have_happened(one.after, on):
            when = f" ({event.on})" if event.on else " (has happened)"
        else:
            when = f" ({event.on}, not yet)" if event.on else " (no date yet)"
        said.append(f"after: {event.name}{when}")
    return "; ".join(said) or "no time named"


def _papers(cases: "list[OwedInCase]", on: "date") -> tuple[list[str], list[dict[str, Any]]]:
    rows, values = [], []
    for case in cases:
        for one in case.papers:
            rows.append(_paper_row(one, case.case))
            product = one.product.says
            values.append(
                {
                    "case": case.case,
                    "name": product.name,
                    "tasking": one.tasking.says.name,
                    "stage": str(product.stage),
                    "owes": list(product.owes),
                    "due": str(product.by) if product.by else None,
                    "due_words": product.written or None,
                    "state": str(one.state),
                    "days_left": one.days,
                }
            )
    del on
    return table(("paper", "for", "of", "due", "", "case"), rows), values


def _paper_row(one: "Paper", case: str) -> tuple[str, ...]:
    product = one.product.says
    left = "" if one.days is None else f"{-one.days} days over" if one.days < 0 else f"in {one.days} days"
    state = ", ".join(filter(None, (str(one.state), left)))
    said = product.written or str(product.by or "no date")
    return product.name, one.tasking.says.name, ", ".join(product.owes), said, state, case


def _with_quotes(lines: list[str], quotes: list[str]) -> list[str]:
    return [*lines, *quotes]


def _quotes(name: str, addresses: Sequence[str], case: "OwedInCase") -> list[str]:
    """Give the words on which something rests, under its name; nothing where it rests on none."""
    return [f"  {one_line(name)} rests on", *rest_lines(addresses, case.rests)] if addresses else []


def _today(desk: "Desk") -> "date":
    return desk.clock().date()


def _end_of(on: "date | None") -> Any:
    from datetime import UTC, datetime, time

    return datetime.combine(on, time(23, 59, 59), UTC) if on else None
