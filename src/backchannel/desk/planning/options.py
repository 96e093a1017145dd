"""Options: a set opened under its headings, alternatives added, commented on, dropped, compared, decided between."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from string import ascii_uppercase

from backchannel.desk.desk import Desk
from backchannel.desk.planning import cases, deciding
from backchannel.errors import TooEarlyError, UsageError
from backchannel.planning.board import Board, Kept
from backchannel.planning.decisions import Decision, View
from backchannel.planning.names import folded, on_one_line
from backchannel.planning.options import (
    DROPPED,
    FEWEST,
    OF,
    OPTION,
    SET,
    TASKED,
    Comparison,
    Option,
    OptionSet,
    Under,
    compared,
    options_of,
)
from backchannel.planning.papers import TASKING

__all__ = ["add", "add_heading", "compare", "decide", "drop", "every", "new", "put", "take_up", "view"]


def new(
    desk: Desk,
    name: str,
    headings: Sequence[str],
    about: str = "",
    *,
    tasking: str = "",
    case: str = "",
    onto: str = "",
) -> Comparison:
    """Open a set of options under headings, perhaps for a tasking, on whose channel it then stands.

    UsageError without a heading, or for a name that another set has.
    """
    with cases.change(desk, case) as acting:
        wanted = on_one_line(name, "A set of options needs a name.")
        if any(one.says.name.casefold() == wanted.casefold() for one in acting.board.standing(SET)):
            raise UsageError(f"There are options “{wanted[:60]}” in this case already; give these another name.")
        asked = acting.board.find(TASKING, tasking, "tasking") if tasking else None
        kept = acting.open(
            SET,
            OptionSet(wanted, _headings(headings), about.strip()),
            onto=onto or (asked.act.channel.hex() if asked else ""),
            names={TASKED: (asked.id,)} if asked else {},
        )
        return compared(acting.board, kept)


def add(
    desk: Desk,
    of: str,
    title: str,
    says: Mapping[str, str],
    *,
    name: str = "",
    rests: Sequence[str] = (),
    case: str = "",
) -> Kept[Option]:
    """Add an option to a set, with what it says under the set's headings; `name` is by default the next free letter.

    UsageError for a heading that the set has not, or a letter that another option has.
    """
    with cases.change(desk, case) as acting:
        kept = _find(acting.board, of)
        known = [one.says.name.casefold() for one in options_of(acting.board, kept)]
        letter = on_one_line(name, "") if name else next((a for a in ascii_uppercase if a.casefold() not in known), "")
        if not letter or letter.casefold() in known:
            raise UsageError(
                f"There is an option {letter.upper() or 'Z'} already; give this one another letter.",
                typed="--as",
            )
        return acting.open(
            OPTION,
            Option(letter, on_one_line(title, "An option needs a title."), _under(kept, says)),
            onto=kept.act.channel.hex(),
            names={OF: (kept.id,)},
            rests=rests,
        )


def put(
    desk: Desk,
    of: str,
    which: str,
    says: Mapping[str, str],
    *,
    title: str = "",
    case: str = "",
    settle: bool = False,
) -> Kept[Option]:
    """Word an option anew under some of the headings; what is not named stays. UsageError as `add`."""
    with cases.change(desk, case) as acting:
        kept = _find(acting.board, of)
        option = _option(acting.board, kept, which)
        anew = {under.heading: under.text for under in option.says.says} | {
            under.heading: under.text for under in _under(kept, says)
        }
        value = replace(
            option.says,
            title=" ".join(title.split()) or option.says.title,
            says=tuple(Under(heading, text) for heading, text in anew.items()),
        )
        return acting.revise(OPTION, option, value, ended=option.ended, settle=settle)


def add_heading(desk: Desk, of: str, heading: str, *, case: str = "", settle: bool = False) -> Comparison:
    """Add a heading to a set: its options have nothing under it until it is written. UsageError where it is there."""
    with cases.change(desk, case) as acting:
        kept = _find(acting.board, of)
        headings = _headings((*kept.says.headings, heading))
        if len(headings) == len(kept.says.headings):
            raise UsageError(f"These options have the heading “{heading[:60]}” already.")
        kept = acting.revise(SET, kept, replace(kept.says, headings=headings), settle=settle)
        return compared(acting.board, kept)


def drop(desk: Desk, of: str, which: str, why: str, *, case: str = "", settle: bool = False) -> Kept[Option]:
    """Drop an option, with the reason, which stays beside it. UsageError without one."""
    if not why.strip():
        raise UsageError("Say why the option is dropped; it stays in the record with the reason.", typed="--why")
    with cases.change(desk, case) as acting:
        option = _option(acting.board, _find(acting.board, of), which)
        return acting.end(OPTION, option, DROPPED, why, settle=settle)


def take_up(desk: Desk, of: str, which: str, *, case: str = "", settle: bool = False) -> Kept[Option]:
    """Take up an option again that was dropped; the reason stays in its history. UsageError where it was not."""
    with cases.change(desk, case) as acting:
        option = _option(acting.board, _find(acting.board, of), which)
        if option.ended is None and not option.is_disputed:
            raise UsageError(f"Option {option.says.name} was not dropped.")
        return acting.revise(OPTION, option, option.says, settle=settle)


def view(desk: Desk, of: str, text: str, *, case: str = "") -> Kept[View]:
    """Give a principal's view of a set before he decides. RuleError where this person is no principal there."""
    with cases.change(desk, case) as acting:
        return deciding.give_view(acting, _find(acting.board, of).thing.opened, text)


def decide(desk: Desk, of: str, which: str, why: str = "", *, anew: bool = False, case: str = "") -> Kept[Decision]:
    """Take one option of a set; the others stay readable. `anew` puts this in place of an earlier decision.

    RuleError where this person may not decide; TooEarlyError while there are fewer than two options; UsageError for an
    option that was dropped, or where it was decided already.
    """
    with cases.change(desk, case) as acting:
        kept = _find(acting.board, of)
        option = _option(acting.board, kept, which)
        column = next(one for one in compared(acting.board, kept).columns if one.option.id == option.id)
        if column.dropped is not None:
            raise UsageError(
                f"Option {option.says.name} was dropped ({column.dropped.why[:80]}); take it up again first."
            )
        others = [one.id for one in options_of(acting.board, kept) if one.id != option.id]
        if len(others) + 1 < FEWEST:
            raise TooEarlyError(f"There is only one option; a decision is made between {FEWEST} at least.")
        return deciding.decide(
            acting,
            kept.thing.opened,
            Decision(column.name, why.strip(), option.act.id.hex()),
            lambda: compared(acting.board, kept).decided,
            taken=(option.id,),
            left=others,
            anew=anew,
        )


def compare(desk: Desk, of: str, case: str = "") -> Comparison:
    """Give a set with its options side by side. UsageError where there is none of that name."""
    with cases.reading(desk, case) as (_, board):
        return compared(board, _find(board, of))


def every(desk: Desk, case: str = "") -> list[Comparison]:
    """Give every set of a case that this person may see, without the comments."""
    with cases.reading(desk, case) as (_, board):
        return [compared(board, kept, margin=False) for kept in board.every(SET)]


def _find(board: Board, of: str) -> Kept[OptionSet]:
    return board.find(SET, of, "set of options")


def _option(board: Board, of: Kept[OptionSet], which: str) -> Kept[Option]:
    options, wanted = options_of(board, of), which.strip().casefold()
    found = [one for one in options if one.says.name.casefold() == wanted] or [
        one for one in options if len(wanted) >= 6 and one.id.hex().startswith(wanted)
    ]
    if len(found) == 1:
        return found[0]
    if found:
        numbers = ", ".join(one.id.hex()[:8] for one in found)
        raise UsageError(f"Several options are called {which[:40]}; say which by its number: {numbers}.")
    names = ", ".join(one.says.name for one in options) or "none yet"
    raise UsageError(f"“{of.says.name[:60]}” has no option {which[:40]}; it has: {names}.")


def _headings(headings: Sequence[str]) -> tuple[str, ...]:
    found: dict[str, str] = {}
    for heading in headings:
        if line := " ".join(heading.split()):
            found.setdefault(line.casefold(), line)
    if not found:
        raise UsageError("Options are laid side by side under headings; give at least one.", typed="--heading")
    return tuple(found.values())


def _under(of: Kept[OptionSet], says: Mapping[str, str]) -> tuple[Under, ...]:
    known = {heading.casefold(): heading for heading in of.says.headings}
    unknown = [heading for heading in says if folded(heading) not in known]
    if unknown:
        raise UsageError(
            f"These options have no heading “{unknown[0][:60]}”; add it for all of them.",
            typed="backchannel options heading",
        )
    return tuple(Under(known[folded(heading)], text.strip()) for heading, text in says.items() if text.strip())
