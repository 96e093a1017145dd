"""Tables to begin from, made once and copied for each test."""

import pytest
from tests.desk.table import Table


@pytest.fixture(scope="session")
def _pair(tmp_path_factory):
    table = Table(tmp_path_factory.mktemp("pair"), ("ilse", "tomas"))
    table.open_line(("ilse", "tomas"))
    table.close()
    return table


@pytest.fixture(scope="session")
def _sides(tmp_path_factory):
    table = Table(tmp_path_factory.mktemp("sides"), ("ilse", "greta", "tomas", "pavel", "hanne"))
    table.open_line(("ilse", "tomas"), ("greta", "pavel"))
    table.close()
    return table


@pytest.fixture(scope="session")
def _three(tmp_path_factory):
    table = Table(tmp_path_factory.mktemp("three"), ("ilse", "tomas", "hanne"))
    table.open_line(("ilse", "tomas", "hanne"))
    table.close()
    return table


@pytest.fixture
def empty(tmp_path):
    """A table at which nobody sits yet."""
    table = Table(tmp_path)
    yield table
    table.close()


@pytest.fixture
def pair(_pair, tmp_path):
    """Ilse of Valdria and Tomas of Ostrava, principals on a line that is in force."""
    table = _pair.again(tmp_path)
    yield table
    table.close()


@pytest.fixture
def sides(_sides, tmp_path):
    """Two on each side: Ilse and Tomas speak, Greta and Pavel read; Hanne of a third state knows them all, no more."""
    table = _sides.again(tmp_path)
    yield table
    table.close()


@pytest.fixture
def three(_three, tmp_path):
    """Ilse, Tomas and Hanne, each the principal of a party."""
    table = _three.again(tmp_path)
    yield table
    table.close()
