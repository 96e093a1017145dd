"""A desk as a negotiator's who has worked a summer: Holt's of the played demo, with the record in its archive.

Made once in a folder and kept there: the demo is played, Holt's desk is copied out of it, and the volumes are imported,
which takes some minutes. The same folder given again is used as it is.
"""

import shutil
import tempfile
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

from backchannel.demo.play import demo
from backchannel.demo.stage import DESKS, PASSPHRASE
from backchannel.desk.desk import Desk
from backchannel.desk.importing import files_of, import_files

__all__ = ["AFTER_THE_PLAY", "PASSPHRASE", "clock", "made"]

AFTER_THE_PLAY = datetime(2025, 9, 3, 9, tzinfo=UTC)
_PERSON = "holt"
_WHOLE = "whole"
"""Beside the desk: how many volumes were imported to the end."""


def clock() -> datetime:
    """Give the moment at which the desk is looked at."""
    return AFTER_THE_PLAY


def made(folder: Path, volumes: Sequence[Path]) -> Path:
    """Give the folder of the desk within `folder`; it is made where it is not there yet, or not with these volumes."""
    desk, mark = folder / _PERSON, folder / _WHOLE
    if mark.exists() and mark.read_text("utf-8") == str(len(volumes)):
        return desk
    if not desk.exists():
        with tempfile.TemporaryDirectory() as name:
            play = Path(name) / "demo"
            if demo(play, True, lambda _: None):
                raise SystemExit("the demo was not played to its end")
            shutil.copytree(play / DESKS / _PERSON, desk)
    with Desk.open(desk, PASSPHRASE, clock=clock) as opened:
        opened.set_relays(())
        for done in import_files(opened, files_of(volumes)):
            print(f"{done.path.name}: {done.what}, {done.documents} documents", flush=True)
    mark.write_text(str(len(volumes)), "utf-8")
    return desk
