"""Importing real volumes: what was imported comes out again to the character."""

import os
from pathlib import Path

import pytest

from backchannel.desk import archive
from backchannel.desk.desk import Desk
from backchannel.desk.importing import IMPORTED, files_of, import_files
from backchannel.record import stored
from backchannel.record.readers.tei import volumes as tei
from backchannel.vault import archive as kept
from backchannel.vault.passphrase import FOR_TESTS_ONLY

VOLUMES = {"frus1961-63v06": 120, "frus1948v01p1": 271, "frus1961-63v07-09mSupp": 483}
"""A volume of letters, one of the older form, and a microfiche supplement; how many documents each has."""


@pytest.fixture(scope="module")
def record():
    """The folder of the real volumes; the tests are skipped where it is absent."""
    folder = Path(os.environ.get("BACKCHANNEL_RECORD") or Path(__file__).parents[3] / "shared" / "record")
    if not folder.is_dir():
        pytest.skip("the record is not on this machine (BACKCHANNEL_RECORD)")
    found = len(list(folder.glob("*.xml.gz")))
    assert found >= 35, f"the record has {found} volumes where 35 are expected"
    return folder


@pytest.mark.parametrize("name", VOLUMES)
def test_every_document_comes_out_as_its_reader_gave_it(place, record, name):
    """Documents, reports, order and the volume with its lists are equal; every text of every place is found."""
    file = record / f"{name}.xml.gz"
    with Desk.create(place() / "desk", "a lamp", person="Ilse", party="Valdria", cost=FOR_TESTS_ONLY) as desk:
        (outcome,) = import_files(desk, files_of([file]))
        assert (outcome.what, outcome.documents, outcome.changed) == (IMPORTED, VOLUMES[name], VOLUMES[name])
        volume = tei.read(file.read_bytes())
        items = iter(archive.documents(desk, name))
        with desk.vault.read() as db:
            for document, report in volume.documents():
                item = next(items)
                assert item.id == f"{name}/{document.apparatus.edition.document}"
                held = kept.text(db, item.number)
                assert held == document
                assert stored.to_value(held) == stored.to_value(document)
                assert kept.report(db, item.number) == report
            assert next(items, None) is None
        shown = archive.find(desk, f"{name}/d1")
        assert shown.volume == volume.volume
        (holding,) = archive.holdings(desk)
        assert holding.source.report == volume.report
        assert desk.vault.check() == ()
