"""A label of a document's markings."""

from datetime import timedelta

import pytest
from tests.desk.shelf import FERRY, fill, shelve

from backchannel.desk.labels import label
from backchannel.errors import UsageError
from backchannel.record.dates import parse
from backchannel.record.document import Document, passages_of


@pytest.fixture
def desk(pair):
    """A desk with the small archive, and a secret letter."""
    own = pair.desks["ilse"]
    fill(own)
    letter = Document("letter", passages_of("Yes."), heading="Letter", classification="Secret", caption="Eyes Only")
    shelve(own, "secret", {"secret": letter})
    return own


def test_label_says_the_markings_the_policy_and_when_it_is_reviewed(desk):
    """The words as printed, the policy that was named, and the last moment of the day that was named."""
    text = label(desk, "secret", "Valdria", parse("2041-05-05")).decode()
    assert "Classification>Secret<" in text
    assert "GenericValue>Eyes Only<" in text
    assert "PolicyIdentifier>Valdria<" in text
    assert 'ReviewDateTime="2041-05-05T23:59:59Z"' in text


def test_label_without_a_day_is_reviewed_after_a_year(desk):
    """A year from the desk's own clock."""
    year = (desk.clock() + timedelta(days=365)).date().isoformat()
    assert f'ReviewDateTime="{year}' in label(desk, "secret").decode()


def test_document_of_unknown_classification_has_no_label(desk):
    """A label must say a classification, and nobody invents one."""
    with pytest.raises(UsageError, match="Nothing is known of this document's classification"):
        label(desk, f"{FERRY.id}/d2")


def test_day_that_is_over_is_refused(desk):
    """A label is not reviewed before it is made."""
    with pytest.raises(UsageError, match="reviewed before"):
        label(desk, "secret", review=parse("1961-03-02"))
