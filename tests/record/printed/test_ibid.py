"""Ibid.: which citation it repeats, and what it comes to with the words after it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backchannel.record.printed.ibid import ARCHIVE, SERIES, WORK, Citation, held, resolved

SORTS = st.sampled_from([ARCHIVE, SERIES, WORK])
CITATIONS = st.lists(
    st.builds(
        Citation, st.just(0), st.just(1), SORTS, st.text(max_size=20), st.integers(0, 5), st.none(), st.booleans()
    )
)


def means(before, said, sort=ARCHIVE):
    """What "Ibid., <said>" means after a citation."""
    (one,) = resolved([Citation(0, 9, sort, before, 0), Citation(0, 5, "", said, 1, ibid=True)])
    return one.means


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (
            "It is in Department of State, Central Files, 601.12/4-1761.",
            ["Department of State, Central Files, 601.12/4-1761"],
        ),
        ("(National Archives, RG 59, Holt Files: Lot 66 D 70)", ["National Archives, RG 59, Holt Files: Lot 66 D 70"]),
        ("(Kennedy Library, Holt Papers, Vol. I, Box 4) Sent.", ["Kennedy Library, Holt Papers, Vol. I, Box 4"]),
        ("(S/S–NSC files, lot 63 D 351, Suvria Series)", ["S/S–NSC files, lot 63 D 351, Suvria Series"]),
        ("(793.00/1–2551)", ["793.00/1–2551"]),
        ("(Department of State, Central Files, 1.1/1-161; printed)", ["Department of State, Central Files, 1.1/1-161"]),
        ("The Department of State, October 16, agreed. (Ibid., Holt Files)", []),
    ],
)
def test_citations_of_archives_are_found(text, found):
    """From the holder to the sheet, without the words around; "Ibid." is no citation of its own."""
    assert [words for _, _, words in held(text)] == found
    assert all(text[start:end] == words for start, end, words in held(text))


@pytest.mark.parametrize(
    ("before", "said", "whole"),
    [
        ("Department of State, Central Files, 601.12/4-161", "", "Department of State, Central Files, 601.12/4-161"),
        ("State, Central Files, 601.12/4-161", "602.10/5-261", "State, Central Files, 602.10/5-261"),
        ("State, Central Files, POL 7 SUV", "DEF 12 SUV", "State, Central Files, DEF 12 SUV"),
        ("State, Conference Files: Lot 64 D 5, CF 12", "CF 14", "State, Conference Files: Lot 64 D 5, CF 14"),
        ("State, Holt Files: Lot 64 D 5, Tolls", "Lot 65 D 9", "State, Holt Files: Lot 65 D 9"),
        ("Library, National Security File, Orlo", "Holt Papers, Tolls", "Library, Holt Papers, Tolls"),
        ("Library, Country File, Suvria", "Country File, Orlo", "Library, Country File, Orlo"),
        (
            "Archives, Nixon Presidential Materials, NSC Files, Box 4",
            "White House Central Files",
            "Archives, Nixon Presidential Materials, White House Central Files",
        ),
        ("Archives, RG 59, Central Files 1970–73, POL 7", "RG 84, Brennau", "Archives, RG 84, Brennau"),
        ("Library, Holt Papers, Tolls", "Ferries", None),
    ],
)
def test_what_follows_replaces_the_part_that_differs(before, said, whole):
    """A file for a file, a box for a box, a collection for all below the holder; what cannot be told is not."""
    assert means(before, said) == whole


@pytest.mark.parametrize(
    ("before", "said", "whole"),
    [
        ("Foreign Relations, 1961, vol. XI, Document 5", "Document 7", "Foreign Relations, 1961, vol. XI, Document 7"),
        ("Foreign Relations, 1961, vol. XI, Document 5", "vol. V, p. 7", "Foreign Relations, 1961, vol. V, p. 7"),
        ("Foreign Relations, 1961, vol. XI", "1948, vol. I, p. 2", "Foreign Relations, 1948, vol. I, p. 2"),
    ],
)
def test_what_follows_begins_again_at_years_volume_or_place(before, said, whole):
    """Of a volume of the series, years replace years, a volume a volume, a page or document the place."""
    assert means(before, said, SERIES) == whole


@given(CITATIONS)
def test_every_ibid_has_one_answer(citations):
    """Whatever is cited, each "Ibid." is answered once, in order; nothing is repeated before anything was cited."""
    answers = list(resolved(citations))
    assert [one.text for one in answers] == [one.source for one in citations if one.ibid]
    if citations and citations[0].ibid:
        assert answers[0].repeats is None
