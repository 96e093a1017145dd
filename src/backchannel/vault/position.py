"""The position: a counter beside the database that betrays a folder put together from two times.

A desk that goes back in time would use a place in its own chain twice, which the others must take for a second
history. A whole folder that was put back can only be noticed by hearing the others; but a database put back alone,
by whatever restores single files, is noticed here. Each change that moves the position, under the database's write
lock,

1. checks that file and database agree,
2. writes `n + 1 begun` to the file, durably, and only then
3. commits the database, which holds `n + 1` too, and
4. overwrites the word with `saved` in place.

So the file never runs behind the database, and `agrees` can tell every state that a crash leaves from those that it
cannot leave:

| file        | database   | meaning                                                                        |
|-------------|------------|--------------------------------------------------------------------------------|
| `n saved`   | `n`        | normal                                                                         |
| `n begun`   | `n`        | stopped between 3 and 4, or the fourth step was lost with the power: normal     |
| `n begun`   | `n - 1`    | stopped between 2 and 3, or the commit was refused: normal, `n` is used again    |
| `n saved`   | under `n`  | the database is older than the file: suspect                                   |
| `n begun`   | under `n - 1` | the same                                                                    |
| any         | over `n`   | the file is older than the database: suspect                                   |
| missing, malformed | any | suspect                                                                        |

The fourth step is not synced: losing it is the second row. It goes through the descriptor of the second step, so
it can never mark the file that a later change, perhaps of another process, has put in the place of this one. What
remains unseen is a database put back by exactly one change after a crash at exactly that change.
"""

import os
import re
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from backchannel.errors import BadInputError, PlaceError
from backchannel.vault.files import create_private, part_of, put_in_place, read_at_most, write_all

_BEGUN = b"begun"
_SAVED = b"saved"
_LINE = re.compile(rb"(0|[1-9][0-9]{0,17}) (begun|saved)\n")
_SIZE = 64


@dataclass(frozen=True, slots=True)
class Position:
    """What the position file says: a number, and whether the change that raised it is known to be saved."""

    number: int
    saved: bool


def read_position(path: Path) -> Position | None:
    """Read the file; None if it is missing or malformed. An unreadable disk is PlaceError."""
    try:
        match = _LINE.fullmatch(read_at_most(path, _SIZE, "The position file"))
    except BadInputError:
        return None
    return Position(int(match[1]), match[2] == _SAVED) if match else None


def agrees(file: Position | None, database: int) -> bool:
    """Tell whether file and database are of one time (see the table above)."""
    if file is None:
        return False
    return file.number == database or (file.number == database + 1 and not file.saved)


class RaisedPosition:
    """The position file raised to a number that the database does not hold yet (step 2); `saved` is step 4."""

    def __init__(self, path: Path, number: int) -> None:
        """Write `number begun` durably; PlaceError if the disk refuses, with the database still untouched."""
        line = b"%d %s\n" % (number, _BEGUN)
        self._word_at = len(line) - len(_BEGUN) - 1
        part = part_of(path)
        try:
            self._descriptor = create_private(part)
            try:
                write_all(self._descriptor, line)
                put_in_place(self._descriptor, part, path)
            except BaseException:
                os.close(self._descriptor)
                with suppress(OSError):
                    part.unlink(missing_ok=True)
                raise
        except OSError as error:
            raise PlaceError(
                f"The disk refused the desk's position file ({error.strerror}); nothing of this change was kept."
            ) from error

    def saved(self) -> None:
        """Mark the number as saved. The change is kept already, so a refusal is no error."""
        try:
            os.pwrite(self._descriptor, _SAVED, self._word_at)
        except OSError:
            return

    def close(self) -> None:
        """Free the descriptor."""
        os.close(self._descriptor)


def write_first_position(path: Path, number: int) -> None:
    """Write the position file of a new folder, as saved. Raises PlaceError."""
    raised = RaisedPosition(path, number)
    raised.saved()
    raised.close()
