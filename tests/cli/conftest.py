"""Two desks of invented states, driven by the words that a person types, in this process."""

import shutil
from pathlib import Path

import pytest
from tests.cli.town import Town, make_desks, open_channel

from backchannel.desk.desk import Desk
from backchannel.vault import access, backup
from backchannel.vault.passphrase import FOR_TESTS_ONLY


@pytest.fixture(autouse=True)
def cheap_passphrases(monkeypatch):
    """Passphrases protect nothing in these tests, and cost nothing."""
    monkeypatch.setitem(Desk.create.__func__.__kwdefaults__, "cost", FOR_TESTS_ONLY)
    for function in (backup.write_backup, backup.restore_backup, access.change_passphrase):
        monkeypatch.setattr(function, "__defaults__", (FOR_TESTS_ONLY,))
    for name in ("BACKCHANNEL_DESK", "BACKCHANNEL_PASSPHRASE_FILE", "BACKCHANNEL_DEBUG"):
        monkeypatch.delenv(name, raising=False)


@pytest.fixture
def town(tmp_path, capsys):
    """An empty folder."""
    return Town(tmp_path, capsys)


@pytest.fixture
def desks(town):
    """Two desks that have confirmed each other's cards."""
    make_desks(town)
    return town


@pytest.fixture(scope="session")
def open_folder(tmp_path_factory):
    """Where the desks of an open channel are kept, to be copied."""
    return tmp_path_factory.mktemp("open")


@pytest.fixture
def line(town, open_folder):
    """Two desks with an open channel between them, made once and copied for each test."""
    kept = Path(open_folder) / "town"
    if not kept.exists():
        make_desks(town)
        open_channel(town)
        shutil.copytree(town.place, kept)
    else:
        shutil.copytree(kept, town.place, dirs_exist_ok=True)
    return town
