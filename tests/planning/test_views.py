"""No view is ever stale: a board carried on act by act shows what one shows that is folded from the start."""

import random
from dataclasses import MISSING, dataclass, field, fields, is_dataclass
from enum import StrEnum
from types import UnionType
from typing import get_args, get_origin, get_type_hints

import pytest
from benchmarks.planning_views import ALLY, DRAFT, ISSUE, OURS, PASSAGES, VIEWS, Sight
from hypothesis import given, settings
from hypothesis import strategies as st

from backchannel.errors import BackchannelError
from backchannel.planning import vocabulary
from backchannel.planning.acts import Act, Ending, Writer
from backchannel.planning.board import Board, Thing
from backchannel.planning.bound import bound
from backchannel.planning.consultation.consulting import Between
from backchannel.record.dates import DocumentDate, parse

OTHER = "Ostrava"
WRITERS = (
    Writer(b"i" * 32, "Ilse Maren", OURS, True),
    Writer(b"g" * 32, "Greta Lund", OURS, False),
    Writer(b"h" * 32, "Hanne Dahl", ALLY, True),
)
CHANNELS = (b"D" * 32, b"E" * 32)
TEXTS = (ISSUE, "nets", ALLY, OURS, OTHER, "Ilse Maren", "Greta Lund", DRAFT, bound(PASSAGES[0]), PASSAGES[0], "CA")
WORDS = {
    "name": (ISSUE, ALLY, "CA"),
    "issue": (ISSUE, "nets"),
    "on": (ISSUE, "nets"),
    "party": (ALLY, OURS, OTHER),
    "amount": ("12", "9"),
    "unit": ("ferries", "days"),
}
DATES = ("2030", "2031-05", "2031-05-05", "2031-05-05~", "2032-02-28", "2033-01-01")
BETWEEN = {
    "consulting", "consulting-answer", "consulted-too-little", "report", "suggestion", "suggestion-reply", "series",
    "press-laid", "adaptation", "happened",
}  # fmt: skip
"""Kinds that stand between parties."""
NAMES = {
    "stage": {"contact": "contact-proposal"},
    "dependency": {"stage": "stage", "needs": "stage"},
    "stage-told": {"stage": "stage"},
    "contact-decision": {"contact": "contact-proposal"},
    "document": {"lane": "lane"},
    "reaction": {"question": "reaction-wanted"},
    "chaser": {"question": "reaction-wanted"},
    "reaction-wanted": {"instead of": "reaction-wanted"},
    "point": {"issue": "issue", "until": "event"},
    "promise": {"after": "event", "kept by": "event"},
    "fulfilment": {"promise": "promise", "event": "event"},
    "contact": {"lane": "lane"},
    "effort": {"lane": "lane"},
    "stance": {"party": "party", "issue": "issue"},
    "consultation-closing": {"of": "consultation"},
    "approach": {"of": "consultation"},
    "consultation-waiver": {"basis": "consultation-waiver"},
    "told": {"of": "round"},
    "consulting-answer": {"of": "consulting"},
    "consulted-too-little": {"of": "consulting"},
    "suggestion-reply": {"of": "suggestion"},
    "tasking": {"group": "group"},
    "product": {"for": "tasking"},
    "paper": {"for": "product"},
    "options": {"tasking": "tasking"},
    "option": {"of": "options"},
    "comment": {"on": "option", "answers": "comment"},
    "view": {"on": "options"},
    "decision": {"on": "options", "taken": "option", "left": "option"},
    "guideline": {"of": "guidelines"},
    "guideline-answer": {"to": "guideline"},
    "interest-bound": {"interest": "interest"},
    "rungs-apart": {"rungs": "rung"},
    "link": {"issues": "issue"},
    "meeting-decision": {"meeting": "meeting", "over": "link"},
    "pledge-answer": {"pledge": "pledge"},
    "incident": {"pledge": "pledge"},
    "incident-account": {"incident": "incident", "beside": "incident-account", "basis": "incident-account"},
    "incident-point": {"incident": "incident"},
    "press-true": {"line": "press-line"},
    "press-said": {"line": "press-line"},
    "dispatch": {"of": "circular", "with": "dispatch"},
}
"""Which things the acts of a kind name, by the part that these have in them."""


def said(chance, hint, name="", put=()):
    """Give a value of a field's type, from so few that acts often speak of the same."""
    origin, inner = get_origin(hint), get_args(hint)
    if origin is tuple:
        return tuple(said(chance, inner[0], name, put) for _ in range(chance.randrange(3)))
    if origin is UnionType:
        return None if chance.random() < 0.3 else said(chance, inner[0], name, put)
    if is_dataclass(hint) and hint is not DocumentDate:
        return built(chance, hint, put)
    if isinstance(hint, type) and issubclass(hint, StrEnum):
        return chance.choice(list(hint))
    if hint is DocumentDate:
        return parse(chance.choice(DATES))
    if hint is bool:
        return chance.random() < 0.5
    if hint is int:
        return chance.choice((0, 1, 2, 7))
    if name == "act" and put:
        return chance.choice(put)
    if name in ("when", "written"):
        return chance.choice(DATES)
    return chance.choice(WORDS.get(name, TEXTS))


def built(chance, form, put=()):
    """Give a group of fields, of which those that may be absent often are."""
    hints = get_type_hints(form)
    found = {}
    for part in fields(form):
        may_be_absent = part.default is not MISSING or part.default_factory is not MISSING
        if not may_be_absent or chance.random() < 0.5:
            found[part.name] = said(chance, hints[part.name], part.name, put)
    return form(**found)


@dataclass
class Course:
    """Acts of all kinds as they came, and the boards that were carried on with them."""

    chance: random.Random
    acts: list = field(default_factory=list)
    boards: tuple = field(default_factory=lambda: (Board(), Board()))

    def one_more(self):
        """Make an act, of a new thing or of one that stands already, and take it."""
        chance = self.chance
        kind = chance.choice(vocabulary.KINDS)
        same = [one for one in self.acts if one.type == kind.name]
        revised = chance.choice(same) if same and chance.random() < 0.5 else None
        identifier = (len(self.acts) + 1).to_bytes(32, "big")
        own = [one.id for one in same if revised is not None and one.of == revised.of]
        names = {}
        for part, target in NAMES.get(kind.name, {}).items():
            known = [one.of for one in self.acts if one.type == target]
            if known and chance.random() < 0.9:
                names[part] = tuple(dict.fromkeys(chance.choices(known, k=chance.randrange(1, 3))))
        act = Act(
            id=identifier,
            channel=CHANNELS[chance.random() < 0.1],
            seq=len(self.acts) + 1,
            writer=chance.choice(WRITERS[:2] if kind.name not in BETWEEN else WRITERS),
            time=f"2031-05-{chance.randrange(1, 29):02}T08:00:00Z",
            type=kind.name,
            case=b"" if kind.name in BETWEEN else b"c" * 16,
            of=revised.of if revised is not None else identifier,
            after=tuple(one for one in own if chance.random() < 0.7),
            names=names,
            rests=("letter/1",) if chance.random() < 0.3 else (),
            ended=Ending(chance.choice(("dropped", "done", "met")), "Enough") if chance.random() < 0.15 else None,
            says=self._says(kind),
        )
        self.acts.append(act)
        self.take(self.boards, act)

    def _says(self, kind):
        put = [one.id.hex() for one in self.acts if one.type == "consulting"]
        for _ in range(20):
            try:
                return kind.write(built(self.chance, kind.form, put))
            except BackchannelError:
                continue
        return {"newer": True}

    @staticmethod
    def take(boards, act):
        """Take an act onto the board on which it stands."""
        boards[act.type in BETWEEN].take(act)


def sight(boards):
    """Give the boards as a view sees them."""
    return Sight(boards[0], Between(boards[1], OURS, lambda _: frozenset({OURS, ALLY})))


def shown(boards):
    """Give what every view shows, as values that can be compared."""
    return {name: asked(view, boards) for name, view in VIEWS.items()}


def asked(view, boards):
    """Give what one view shows; a refusal is what it shows too."""
    try:
        return plain(view(sight(boards))())
    except BackchannelError as error:
        return repr(error)


def plain(value):
    """Give a value without the objects of a board that have no equality of their own."""
    if isinstance(value, Thing):
        return (value.id, tuple(act.id for act in value.history))
    if isinstance(value, Act):
        return value.id, value.after
    if is_dataclass(value) and not isinstance(value, type):
        return (type(value).__name__, *(plain(getattr(value, part.name)) for part in fields(value)))
    if isinstance(value, dict):
        return {plain(key): plain(one) for key, one in value.items()}
    if isinstance(value, (list, tuple)):
        return tuple(map(plain, value))
    return frozenset(map(plain, value)) if isinstance(value, (set, frozenset)) else value


def from_the_start(acts):
    """Fold acts onto new boards."""
    boards = Board(), Board()
    for act in acts:
        Course.take(boards, act)
    return boards


def different(course):
    """Give the views that the boards carried on show otherwise than boards folded from the start."""
    own, fresh = shown(course.boards), shown(from_the_start(course.acts))
    return [name for name in VIEWS if own[name] != fresh[name]]


@given(st.integers(0, 1 << 32))
@settings(max_examples=8, deadline=None)
def test_no_view_is_stale(seed):
    """Whatever came, and whatever was asked in between, every view shows what follows from the acts."""
    course = Course(random.Random(seed))
    for number in range(120):
        course.one_more()
        # Every view is asked now and then, so that whatever is kept is kept before the next act.
        if number % 5 == 0:
            shown(course.boards)
        if number % 40 == 39:
            assert different(course) == []


def test_the_acts_of_the_test_reach_the_views():
    """Else it would compare nothing with nothing: over some courses every view shows something once."""
    empty = shown((Board(), Board()))
    silent = set(VIEWS)
    for seed in range(14):
        course = Course(random.Random(seed))
        for _ in range(500):
            course.one_more()
        own = shown(course.boards)
        silent = {name for name in silent if own[name] == empty[name]}
    assert silent <= {"circulars.adapted", "circulars.events_told", "consultation.marks.marked", "vocabulary.unread"}


@pytest.mark.parametrize("kept", ["_made", "_stands", "_listed"])
def test_a_cache_that_is_not_dropped_is_found(kept, monkeypatch):
    """The comparison can fail: where one of the board's caches outlives the acts, views differ."""

    class Stale(dict):
        def pop(self, *_):
            return None

        def clear(self):
            pass

    course = Course(random.Random(7))
    for board in course.boards:
        monkeypatch.setattr(board, kept, Stale())
    for number in range(150):
        course.one_more()
        if number % 10 == 0:
            shown(course.boards)
    assert different(course)
