"""Questions to the statement bank: typed into a filter, kept on the shelf, and put back into it."""

from dataclasses import dataclass, field

from backchannel.desk import channels
from backchannel.desk.planning import cases
from backchannel.desk.words.bank import KINDS, Selection
from backchannel.desk.words.days import first_day, last_day
from backchannel.web.visit import Visit

__all__ = ["EXAMINED", "ORDERS", "WINDOWS", "Asking", "Question", "asking", "question_of", "typed"]

EXAMINED = (
    ("", "whether examined or not"),
    ("open", "only what nobody has examined"),
    ("suggested", "only what nobody has examined and its words suggest a kind for"),
    ("examined", "only what somebody has examined"),
)
ORDERS = (("day", "in the order of their days"), ("authority", "the most authoritative first, and the newest"))
WINDOWS = ((0, "whatever lies between them"), (24, "within a day"), (48, "within two days"), (168, "within a week"))


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked of the bank: which statements, which of them by examination, in which order.

    `ours` and `window` (hours) are for tensions: also what our own party wrote, and within which time of each other.
    """

    selection: Selection = field(default_factory=Selection)
    examined: str = ""
    order: str = "day"
    ours: bool = False
    window: int = 0


@dataclass(frozen=True, slots=True)
class Asking:
    """What a filter offers: kinds, channels (id and name), and issues of our cases as (value, words)."""

    kinds: tuple[str, ...]
    channels: tuple[tuple[str, str], ...]
    issues: tuple[tuple[str, str], ...]
    examined: tuple[tuple[str, str], ...] = EXAMINED
    orders: tuple[tuple[str, str], ...] = ORDERS
    windows: tuple[tuple[int, str], ...] = WINDOWS


def asking(visit: Visit) -> Asking:
    """Give what a filter offers at this desk."""
    known = [(one.channel.id.hex(), one.channel.name) for one in channels.every_standing(visit.desk)]
    issues = [
        (issue.says.name, f"{issue.says.name}, of the case “{case.name}”")
        for case in cases.every(visit.desk)
        for issue in case.issues
    ]
    return Asking(KINDS, (("", "any channel"), *known), (("", "no issue of a case"), *issues))


def question_of(visit: Visit) -> Question:
    """Give the question whose name stands in the address; without a name the widest."""
    kept = visit.path.get("kept")
    return visit.shelf.get(kept, Question) if kept else Question()


def typed(visit: Visit) -> Question:
    """Give the question that was typed into a filter; UsageError for a day that is none."""
    form = visit.form
    window = form.one("window")
    return Question(
        Selection(
            who=tuple(line.strip() for line in form.text("who").splitlines() if line.strip()),
            about=form.one("about") or form.one("issue"),
            kind=form.every("kind"),
            since=first_day(form.one("since")),
            until=last_day(form.one("until")),
            channel=form.one("channel"),
            document=form.one("document"),
        ),
        form.one("examined"),
        form.one("order") or "day",
        form.is_on("ours"),
        int(window) if window in {str(hours) for hours, _ in WINDOWS} else 0,
    )
