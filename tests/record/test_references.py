"""References: what a printed text refers to, in the forms of the series."""

import pytest

from backchannel.record.references import find


def read(text, within=None):
    """What is referred to, in short."""
    return [(one.kind, one.volume, one.document, one.note, one.page) for one in find(text, within)]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("See Document 89.", [("document", None, 89, None, None)]),
        ("See Documents 18 and 30.", [("document", None, 18, None, None), ("document", None, 30, None, None)]),
        ("See footnote 3, Document 17.", [("footnote", None, 17, 3, None)]),
        ("See footnote 2 above.", [("footnote", None, None, 2, None)]),
        (
            "See Foreign Relations, 1961–1963, vol. XI, Document 5.",
            [("document", "frus1961-63v11", 5, None, None)],
        ),
        (
            "See Foreign Relations, 1955–1957, vol. X, pp. 20–22.",
            [("page", "frus1955-57v10", None, None, "20–22")],
        ),
    ],
)
def test_a_reference_is_read(text, found):
    """The usual forms, each with its target."""
    assert read(text) == found
