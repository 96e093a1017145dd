"""The benchmarks run, each with a job so small that its figures mean nothing: nobody asserts a time here."""

import pytest
from tests.desk import press

from benchmarks import (
    archive,
    enclosure,
    hub_and_post,
    ledger_check,
    measuring,
    pages,
    receiving,
    relay,
    sealing,
    search,
    start_up,
    wire,
)


@pytest.mark.parametrize(
    ("measure", "figures"),
    [
        (lambda: sealing.measure(size=500, readers=2, rounds=2), 3),
        (lambda: receiving.measure(count=25, size=300, rounds=1), 1),
        (lambda: ledger_check.measure(entries=30, size=300, rounds=1), 1),
        (lambda: start_up.measure(letters_=2, rounds=1), 4),
        (lambda: enclosure.measure(megabytes=1), 8),
        (lambda: wire.measure(sizes=(300,), together=2), 2),
        (lambda: hub_and_post.measure(posts=4, size=300, rounds=1), 3),
    ],
    ids=["sealing", "receiving", "ledger_check", "start_up", "enclosure", "wire", "hub_and_post"],
)
def test_a_benchmark_gives_its_figures(measure, figures):
    """Each gives its figures, all of them numbers that can be."""
    found = measure()
    # The comparison with age is left out where its library is not installed.
    assert figures <= len(found) <= figures + 2
    assert all(figure.measured >= 0 for figure in found)
    assert all(figure.what and figure.unit for figure in found)


def test_the_import_is_measured_on_any_volumes(tmp_path):
    """Ratio, memory and size of two invented volumes; what the record lacks is left out and said."""
    volumes = sorted(press.shelf(tmp_path / "volumes", 2, 3).iterdir())
    found = archive.measure(counts=(2, 3), rounds=1, volumes=volumes)
    assert [figure.unit for figure in found] == ["times", "MB", "times"]
    assert all(figure.measured > 0 for figure in found)


def test_the_search_is_measured_on_any_volumes(tmp_path):
    """A page of hits, the ranking beside FTS5 in clear, and tantivy where it is there."""
    volume = press.volume("faru1961v01", 4, " ".join(f"The pilot of boat {n} waits for the tide." for n in range(40)))
    (tmp_path / "faru1961v01.xml").write_bytes(volume)
    found = search.measure(counts=(1, 2), rounds=1, volumes=[tmp_path / "faru1961v01.xml"])
    assert [figure.unit for figure in found][:4] == ["ms", "ms", "times", "times"]
    assert len(found) in {4, 5}
    assert all(figure.measured > 0 for figure in found)


@pytest.mark.loopback
def test_the_relay_s_benchmark_prints_its_lines(capsys):
    """It prints deposits and fetches, alone and in batches."""
    relay.main(["--blobs", "16"])
    lines = capsys.readouterr().out.splitlines()[1:]
    assert [line.split()[0] for line in lines] == ["deposits", "fetches"] * 2


def test_a_figure_says_whether_its_goal_is_met(capsys):
    """A goal is met up to the goal itself, missed beyond, and nothing is said where there is none."""
    figures = [measuring.Figure("a", value, "times", goal) for value, goal in ((1.3, 1.3), (1.4, 1.3), (9, None))]
    assert [figure.verdict for figure in figures] == ["met", "MISSED", ""]
    measuring.show(figures)
    assert [("MISSED" in line) for line in capsys.readouterr().out.splitlines()] == [False, True, False]


def test_a_comparison_is_the_median_of_the_rounds_ratios():
    """A round in which the machine slept does not count."""
    found = measuring.from_pairs([(2.0, 1.0), (3.0, 1.0), (100.0, 1.0)])
    assert (found.product, found.bound, found.ratio) == (3.0, 1.0, 3.0)


def test_pages_are_measured_on_any_volumes(tmp_path):
    """A figure for the median page, for the slowest sort, for the longest page and for the heaviest."""
    volumes = sorted(press.shelf(tmp_path / "volumes", 2, 12).iterdir())
    found = pages.measure(counts=(2,), rounds=1, drawn_pages=2, volumes=volumes)
    assert [figure.unit for figure in found] == ["ms", "ms", "ms", "kB"]
    assert all(figure.measured > 0 for figure in found)
