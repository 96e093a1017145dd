"""The counter beside the database: every state that a crash leaves, and every one that it cannot leave."""

import pytest

from backchannel.errors import PlaceError
from backchannel.vault.position import Position, RaisedPosition, agrees, read_position, write_first_position


@pytest.mark.parametrize(
    ("file", "database", "normal"),
    [
        (Position(7, True), 7, True),
        (Position(7, False), 7, True),
        (Position(7, False), 6, True),
        (Position(7, True), 6, False),
        (Position(7, False), 5, False),
        (Position(7, True), 8, False),
        (Position(7, False), 8, False),
        (None, 0, False),
    ],
)
def test_the_table_of_states(file, database, normal):
    """The rows of the module's table."""
    assert agrees(file, database) is normal


def test_a_raised_position_is_begun_until_it_is_saved(tmp_path):
    """The file says the new number before the commit, and that it is saved after it."""
    path = tmp_path / "position"
    write_first_position(path, 9)
    assert read_position(path) == Position(9, True)
    raised = RaisedPosition(path, 10)
    assert read_position(path) == Position(10, False)
    raised.saved()
    raised.close()
    assert read_position(path) == Position(10, True)
    assert [p.name for p in tmp_path.iterdir()] == ["position"]
    assert path.stat().st_mode & 0o777 == 0o600


def test_a_late_mark_does_not_touch_a_later_position(tmp_path):
    """A process that marks its number late cannot mark the number that another has begun meanwhile."""
    path = tmp_path / "position"
    late, next_ = RaisedPosition(path, 1), RaisedPosition(path, 2)
    late.saved()
    assert read_position(path) == Position(2, False)
    late.close()
    next_.close()


@pytest.mark.parametrize(
    "content",
    [b"", b"7", b"7 saved", b"07 saved\n", b"-7 saved\n", b"7 saved\n\n", b"7 SAVED\n", b"9" * 30 + b" saved\n",
     b"\x00" * 9, b"7 saved\n" + b"x" * 100],
)  # fmt: skip
def test_a_malformed_file_is_no_position(tmp_path, content):
    """What the program would not have written is taken for nothing."""
    (tmp_path / "position").write_bytes(content)
    assert read_position(tmp_path / "position") is None


def test_a_missing_file_is_no_position(tmp_path):
    """A missing file is not an error here; it makes the desk suspect."""
    assert read_position(tmp_path / "position") is None


def test_a_disk_that_refuses_is_said(tmp_path):
    """The sentence says that nothing of the change was kept."""
    with pytest.raises(PlaceError, match="nothing of this change was kept"):
        RaisedPosition(tmp_path / "missing" / "position", 1)
