"""The office of a negotiation, made once and copied for each test."""

import pytest
from tests.desk.planning.office import CASE, DESK, EVERYBODY, GROUP, NORLUND, SUDMARK, TERVANIA
from tests.desk.table import Table

from backchannel.desk.planning import cases
from backchannel.planning.cases import Side


@pytest.fixture(scope="session")
def _office(place):
    table = Table(place(), EVERYBODY)
    table.open_line(("ilse", "tomas"))
    table.open_line(("ilse",), ("greta", "karl"), title=DESK)
    table.open_line(("ilse",), ("greta",), title=GROUP)
    for ally, title in (("hanne", NORLUND), ("bram", SUDMARK), ("ines", TERVANIA)):
        table.open_line(("ilse", ally), title=title)
    table.close()
    return table


@pytest.fixture(scope="session")
def _case(_office, place):
    table = _office.again(place())
    cases.new(table.ilse, CASE, "Who passes the strait while there is ice", onto=DESK)
    for party, side in (
        ("Valdria", Side.OURS),
        ("Ostrava", Side.OTHER),
        ("Norlund", Side.ALLY),
        ("Sudmark", Side.ALLY),
        ("Tervania", Side.ALLY),
    ):
        cases.add_party(table.ilse, party, side)
    cases.add_issue(table.ilse, "passage", "Who passes the strait while there is ice")
    cases.add_issue(table.ilse, "nets", "The nets that were lost in autumn")
    table.settle()
    table.close()
    return table


@pytest.fixture
def office(_office, tmp_path):
    """Seven desks and six channels, and no case yet (see `tests.desk.planning.office`)."""
    table = _office.again(tmp_path)
    yield table
    table.close()


@pytest.fixture
def case(_case, tmp_path):
    """The office with the case open on the strait desk: five parties, the issues “passage” and “nets”."""
    table = _case.again(tmp_path)
    yield table
    table.close()
