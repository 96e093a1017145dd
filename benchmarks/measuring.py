"""Measuring one thing against its bound in the same run, and saying what came out.

Two ways of doing a job are run in turn, one round of each after the other, so that a machine that slows down slows
both; a figure is the median of the rounds' ratios. Times are wall-clock seconds.
"""

import os
import platform
import statistics
import sys
import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Figure:
    """One measured number with its goal, which it should stay under; None where nobody has set one."""

    what: str
    measured: float
    unit: str
    goal: float | None = None
    detail: str = ""
    """What lies behind the number: the times of both sides, or the sizes."""

    @property
    def verdict(self) -> str:
        """Whether the goal is met."""
        if self.goal is None:
            return ""
        return "met" if self.measured <= self.goal else "MISSED"


@dataclass(frozen=True, slots=True)
class Comparison:
    """The medians of both sides in seconds, and the median of the rounds' ratios."""

    product: float
    bound: float
    ratio: float

    @property
    def detail(self) -> str:
        """Both times, in words."""
        return f"{seconds(self.product)} against {seconds(self.bound)}"


def compare(product: Callable[[], object], bound: Callable[[], object], rounds: int) -> Comparison:
    """Time both in turn, `rounds` times; each starts first in every other round. One round before does not count."""
    for act in (product, bound):
        act()
    return from_pairs(_round(product, bound, first_product=bool(n % 2)) for n in range(rounds))


def from_pairs(pairs: Iterable[tuple[float, float]]) -> Comparison:
    """Give the comparison of rounds that were timed elsewhere: (product, bound) in seconds."""
    rounds = list(pairs)
    return Comparison(
        statistics.median(p for p, _ in rounds),
        statistics.median(b for _, b in rounds),
        statistics.median(p / b for p, b in rounds),
    )


def _round(product: Callable[[], object], bound: Callable[[], object], *, first_product: bool) -> tuple[float, float]:
    if first_product:
        return timed(product), timed(bound)
    after = timed(bound)
    return timed(product), after


def timed(act: Callable[[], object]) -> float:
    """Give how many seconds an act takes."""
    start = time.perf_counter()
    act()
    return time.perf_counter() - start


def seconds(value: float) -> str:
    """Write a time with a fitting unit."""
    if value >= 1:
        return f"{value:.2f} s"
    return f"{value * 1e3:.1f} ms" if value >= 1e-3 else f"{value * 1e6:.0f} µs"


def machine() -> str:
    """Say on what this was measured."""
    name = platform.processor() or platform.machine()
    try:
        with Path("/proc/cpuinfo").open(encoding="utf-8") as lines:
            name = next((line.split(":", 1)[1].strip() for line in lines if line.startswith("model name")), name)
    except OSError:
        pass
    return (
        f"{os.cpu_count()} cores ({name}), Python {platform.python_version()}, cryptography {version('cryptography')}, "
        f"SQLCipher through sqlcipher3 {version('sqlcipher3')}, {platform.system()}"
    )


def show(figures: Sequence[Figure]) -> None:
    """Print a table: what was measured, the figure, the goal, and whether it is met."""
    width = max((len(f.what) for f in figures), default=0)
    for figure in figures:
        goal = "" if figure.goal is None else f"goal {figure.goal:g}"
        measured = f"{figure.measured:8.2f} {figure.unit:14}"
        print(f"{figure.what:{width}}  {measured} {goal:9} {figure.verdict:6}  {figure.detail}")
    sys.stdout.flush()
