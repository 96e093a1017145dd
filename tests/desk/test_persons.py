"""Who somebody was on a day."""

import pytest
from tests.desk.shelf import FERRY, fill

from backchannel.desk.persons import who
from backchannel.errors import UsageError
from backchannel.record.dates import parse


@pytest.fixture
def desk(pair):
    """A desk with the small archive."""
    fill(pair.desks["ilse"])
    return pair.desks["ilse"]


def test_list_of_persons_says_the_offices_of_a_name(desk):
    """A name in any order and form finds the line of the list, with its offices."""
    for name in ("Kaljo", "R. Kaljo", "Kaljo, Reet"):
        (line,) = who(desk, name).listed
        assert (line.volume, line.person.key) == (FERRY.id, "p_KR1")
        assert [office.title for office in line.offices] == ["Minister of Trade", "Envoy in Suvria"]
    assert who(desk, "Anna Kaljo").listed == ()


def test_office_printed_in_a_heading_is_evidence_for_its_own_days(desk):
    """The acting office is given near the document's date, and years later only that there is evidence elsewhere."""
    near = who(desk, "Walden", parse("1961-02-18"))
    assert {one.office for one in near.near} == {"Acting Chief of Protocol"}
    later = who(desk, "walden", parse("1973"))
    assert later.near == ()
    assert later.other


def test_name_without_a_word_is_refused(desk):
    """A name of nothing but marks is refused in a sentence."""
    with pytest.raises(UsageError, match="at least one word"):
        who(desk, "--")
