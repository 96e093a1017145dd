"""Whatever is lost, doubled, delayed or out of order: what was acknowledged as saved arrives once, in its place."""

import random

import pytest
from tests.simulator import checker
from tests.simulator.carrier import HONEST, Faults

from backchannel.desk import copying, letters


def texts(world, name, line="The ferry line"):
    """Give the first passages of the letters that a desk can read."""
    return [x.document.passages[0].text for x in letters.every(world.desks[name], line) if x.document]


@pytest.mark.parametrize("seed", range(2))
def test_any_pattern_of_loss_and_duplication_loses_and_doubles_nothing(pair, seed):
    """Half of all blobs lost and a third doubled, in any order, for twelve letters each way."""
    pair.carrier.faults = Faults(drop=0.5, duplicate=0.33, delay=0.3, reorder=True)
    pair.carrier.chance = pair.chance = random.Random(seed)
    for number in range(12):
        for name in ("ilse", "tomas"):
            pair.letter(name, f"Letter {number} of {name}.")
        pair.pass_time(hours=pair.chance.randint(1, 40))
        pair.round()
    pair.settle()
    assert checker.problems(pair) == []
    assert sorted(texts(pair, "ilse")) == sorted(texts(pair, "tomas"))
    assert len(texts(pair, "ilse")) == 24


def test_everything_lost_for_a_week_arrives_afterwards(pair):
    """A carrier who loses every blob of a week delays the letters, and does no more."""
    pair.carrier.faults = Faults(drop=1.0)
    for number in range(7):
        pair.letter("ilse", f"Letter {number}.")
        pair.round()
        pair.pass_time(days=1)
    assert texts(pair, "tomas") == []
    pair.carrier.faults = HONEST
    pair.settle()
    assert len(texts(pair, "tomas")) == 7
    assert checker.problems(pair) == []


@pytest.mark.parametrize("days", [28, 50])
def test_a_desk_unreachable_for_a_month_catches_up(line, days):
    """One desk hears nothing for a month, or for so long that the keys it writes to are erased, and then all agree."""
    away = {(a, b) for a in line.desks for b in line.desks if (a == "hanne") != (b == "hanne")}
    line.carrier.cut = set(away)
    for number in range(days // 2):
        line.letter(("ilse", "tomas")[number % 2], f"Letter {number} while Hanne is away.", ["hanne"])
        if number % 7 == 0:
            line.letter("hanne", f"Letter {number} from far away.")
        line.pass_time(days=2)
        line.round()
    assert checker.problems(line, settled=False) == []
    line.settle()
    assert checker.problems(line) == []


def test_the_same_batch_from_last_year_changes_nothing(pair):
    """Everything that ever travelled is brought again a year later: no letter comes twice, no head goes back."""
    for number in range(3):
        pair.letter("ilse", f"Letter {number}.")
        pair.round()
    pair.settle()
    had = texts(pair, "tomas")
    pair.pass_time(days=365)
    for name in ("tomas", "ilse"):
        pair.take(name, [p.item for p in pair.carrier.history if p.to == name])
    assert texts(pair, "tomas") == had
    pair.letter("ilse", "After a year.")
    pair.settle()
    assert checker.problems(pair) == []
    assert texts(pair, "tomas")[-1] == "After a year."


def test_an_enclosure_arrives_whole_over_a_lossy_carrier(pair, tmp_path):
    """The pieces of a file of several blobs, half of them lost, come together in the end, and only then."""
    file = tmp_path / "annex.bin"
    file.write_bytes(random.Random(3).randbytes(900_000))
    pair.carrier.faults = Faults(drop=0.5, duplicate=0.2, reorder=True)
    reference = pair.letter("ilse", "With an annex.", files=[file]).reference
    for _ in range(3):
        pair.round()
        pair.pass_time(days=1)
    pair.settle()
    out = tmp_path / "out.bin"
    copying.save_enclosure(pair.desks["tomas"], "The ferry line", reference, "annex.bin", out)
    assert out.read_bytes() == file.read_bytes()
    assert checker.problems(pair) == []


def test_an_enclosure_under_way_survives_that_the_pair_is_opened_anew(pair, tmp_path):
    """The reader's desk is restored before the pieces came; they are laid out again for its new pair."""
    file = tmp_path / "annex.bin"
    file.write_bytes(random.Random(3).randbytes(900_000))
    backup = pair.backup("tomas")
    pair.carrier.faults = Faults(drop=1.0)
    reference = pair.letter("ilse", "With an annex.", files=[file]).reference
    pair.send("ilse")
    pair.restore("tomas", backup)
    pair.settle()
    out = tmp_path / "out.bin"
    copying.save_enclosure(pair.desks["tomas"], "The ferry line", reference, "annex.bin", out)
    assert out.read_bytes() == file.read_bytes()


def test_an_enclosure_already_here_is_not_lost_when_its_author_is_restored(pair, tmp_path):
    """A later loss on the author's side takes nothing from the reader."""
    file = tmp_path / "annex.bin"
    file.write_bytes(random.Random(3).randbytes(300_000))
    backup = pair.backup("ilse")
    reference = pair.letter("ilse", "With an annex.", files=[file]).reference
    pair.settle()
    pair.restore("ilse", backup)
    pair.settle()
    out = tmp_path / "out.bin"
    copying.save_enclosure(pair.desks["tomas"], "The ferry line", reference, "annex.bin", out)
    assert out.read_bytes() == file.read_bytes()
    assert checker.problems(pair) == []
