"""The benchmark of planning measures every view that there is, and runs."""

import importlib
import inspect
import pkgutil

from benchmarks.planning_views import DESK_VIEWS, PARTS, VIEWS

import backchannel.planning
from backchannel.planning.board import Board
from backchannel.planning.consultation.consulting import Between
from benchmarks import planning


def views():
    """Every public function of planning that reads a board, by its module and name."""
    for found in pkgutil.walk_packages(backchannel.planning.__path__, "backchannel.planning."):
        module = importlib.import_module(found.name)
        for name in getattr(module, "__all__", ()):
            value = getattr(module, name)
            if inspect.isfunction(value) and value.__module__ == module.__name__:
                first = next(iter(inspect.signature(value).parameters.values()), None)
                if first is not None and first.annotation in (Board, Between):
                    yield f"{found.name.removeprefix('backchannel.planning.')}.{name}"


def test_every_view_of_planning_is_measured():
    """A fold that somebody adds is measured, or is said to be a part of one that is."""
    measured = {name.partition(",")[0] for name in VIEWS}
    assert set(views()) == measured | PARTS
    assert not measured & PARTS


def test_the_benchmark_of_planning_gives_its_figures():
    """Folds and use cases, warm and after an act, with how many are over the goal, and the bare SELECT."""
    found = planning.measure(blocks=(1,), rounds=1)
    assert len(found) == 9
    assert all(figure.measured >= 0 and figure.what and figure.unit for figure in found)
    assert len(DESK_VIEWS) > 40
