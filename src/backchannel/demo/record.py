"""The record beneath the negotiation: an old paper is brought in, and found by the same words as a letter."""

from collections.abc import Iterator
from contextlib import contextmanager
from importlib.resources import as_file, files
from pathlib import Path

from backchannel.demo.cast import EKDAL
from backchannel.demo.stage import Stage
from backchannel.desk import archive, copies, importing, searching
from backchannel.errors import RuleError
from backchannel.text.query import read as read_query

PAPER = "1951-lind-telegram"
SAYING = '"a net hung out to dry"'


def look_up(stage: Stage) -> None:
    """Bring the printed telegram of 1951 into a desk's archive, and search the archive and the channel at once."""
    stage.step("Ekdal looks up where the saying about the net was heard before.")
    desk = stage.desks[EKDAL]
    with _paper() as path:
        for outcome in importing.import_files(desk, importing.files_of([path])):
            stage.tell(f"A telegram of 1951, as a web page prints it: {outcome.what}, {outcome.changed} document.")
    found = archive.find(desk, PAPER)
    for sentence in found.report.inferred:
        stage.tell(f"- {sentence}")
    note = copies.source(desk, PAPER).note
    if note is None:
        raise RuleError("The source note of the demo's paper was not read; do not trust this build, and report it.")
    stage.tell(f"It lies in: {note.repository}, {note.file}. Other copies: {'; '.join(note.copies)}")
    hits = searching.find(desk, read_query(SAYING)).hits
    if len(hits) < 2:
        raise RuleError("The saying was not found in both places; do not trust this build, and report it.")
    stage.tell(f"He searches for {SAYING}, and finds it {len(hits)} times:")
    for hit in hits:
        stage.tell(f"  {hit.day or 'no date'}  {hit.heading}  ({hit.address})")


@contextmanager
def _paper() -> Iterator[Path]:
    """Give the path of the invented paper for as long as it is taken in."""
    with as_file(files("backchannel.demo") / "papers" / f"{PAPER}.txt") as path:
        yield path
