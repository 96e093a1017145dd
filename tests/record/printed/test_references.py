"""References: what a printed text refers to, in the forms of the series."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backchannel.record.printed.references import find, resolve_ibid

PIECES = st.sampled_from(
    ["Foreign Relations, ", "1961–1963, ", "vol. XI", "vols. VII/VIII, ", "Part 2, ", "Document 5",
     "Documents 3-6, and 9", "footnote 2", " above", ", supra", " thereto", "ibid., ", "Ibid.", "pp. 20–22",
     "See ", " and ", "; ", ", ", ". ",
     "(Archive Files)", "12"]
)  # fmt: skip
TEXTS = st.lists(st.one_of(PIECES, st.text(max_size=6))).map("".join)
OWN = "frus1952-54v14p2"


def read(text, within=None):
    """What is referred to, without what is not said: kind, volume, document, note, page."""
    found = []
    for one in find(text, within):
        value = [one.kind, one.volume, one.document, one.note, one.page]
        while value[-1] is None:
            value.pop()
        found.append(tuple(value))
    return found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("See Document 89.", [("document", None, 89)]),
        ("See Documents 18, 23, and 30.", [("document", None, 18), ("document", None, 23), ("document", None, 30)]),
        ("See Documents 3–6 and 9 ff.", [("document", None, 3), ("document", None, 6), ("document", None, 9)]),
        ("See Document 130 and 134.", [("document", None, 130), ("document", None, 134)]),
        ("Document 36 and 4 other papers", [("document", None, 36)]),
        ("See footnote 3, Document 17.", [("footnote", None, 17, 3)]),
        ("See footnotes 2 and 4, Document 8.", [("footnote", None, 8, 2), ("footnote", None, 8, 4)]),
        ("See footnote 3 to Document 17.", [("footnote", None, 17, 3)]),
        ("See Document 8 and footnote 3 thereto.", [("footnote", None, 8, 3)]),
        ("See Document 8, especially footnote 3.", [("document", None, 8), ("footnote", None, 8, 3)]),
        ("It is Document 8. For the other, see footnote 3 thereto.", [("document", None, 8), ("footnote", None, 8, 3)]),
        ("It is Document 8; see footnote 3, ibid.", [("document", None, 8), ("footnote", None, 8, 3)]),
        ("See footnote 2 above and footnote 5 below.", [("footnote", None, None, 2), ("footnote", None, None, 5)]),
        ("See supra.", [("above",)]),
        ("See footnote 4, infra.", [("below", None, None, 4)]),
        ("See footnote 5, p. 648.", [("page", None, None, 5, "648")]),
        ("See telegram 12 to Brennau, p. 21.", [("page", None, None, None, "21")]),
        ("NSC Document 5704/1", []),
        ("Document—", []),
    ],
)
def test_references_within_the_volume(text, found):
    """Documents, footnotes and pages of the same volume; of a range both ends, as the editions mark it."""
    assert read(text) == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Foreign Relations, 1961–1963, vol. XI, Document 5", [("document", "frus1961-63v11", 5)]),
        ("*Foreign Relations*, 1961-1963, vol. XI, Document 5", [("document", "frus1961-63v11", 5)]),
        (
            "Foreign Relations, 1961—1963, volume\u00a0XI, Documents\u202f5 and 9",
            [("document", "frus1961-63v11", 5), ("document", "frus1961-63v11", 9)],
        ),
        ("Foreign Relations,, 1952–1954, vol. II, Part 2, p. 9", [("page", "frus1952-54v02p2", None, None, "9")]),
        ("Foreign Relations, 1955–1957, vol. X, pp. 20–22", [("page", "frus1955-57v10", None, None, "20–22")]),
        ("Foreign Relations, 1948, vol. i, p. 21", [("page", "frus1948v01", None, None, "21")]),
        (
            "Foreign Relations, 1948, vol. i, pp. 8 ff. and pp. 891 ff.",
            [("page", "frus1948v01", None, None, "8"), ("page", "frus1948v01", None, None, "891")],
        ),
        (
            "Foreign Relations, 1969–1976, volume E–12, On Suvria, 1973–1976, Document 41",
            [("document", "frus1969-76ve12", 41)],
        ),
        (
            "Foreign Relations, 1969–1976, vol. XXX, Suvria; Aldermark, 1973–1976, Documents 4–6",
            [("document", "frus1969-76v30", 4), ("document", "frus1969-76v30", 6)],
        ),
        (
            "Foreign Relations, 1969–1976, vol. II, Management of U.S. Foreign Policy, Document 4",
            [("document", "frus1969-76v02", 4)],
        ),
        (
            "Foreign Relations, 1961–1963, vols. VII/VIII/IX, Microfiche Supplement, Document 12",
            [("document", "frus1961-63v07-09mSupp", 12)],
        ),
        ("Foreign Relations, 1946, volumes ix and x", [("volume", "frus1946v09"), ("volume", "frus1946v10")]),
        (
            "Foreign Relations, 1955–1957, volume III; 1958–1960, volume XIX",
            [("volume", "frus1955-57v03"), ("volume", "frus1958-60v19")],
        ),
        (
            "Foreign Relations, 1961–1963, vol. XVII, Document 8, and vol. XVIII, Document 35",
            [("document", "frus1961-63v17", 8), ("document", "frus1961-63v18", 35)],
        ),
        ("Foreign Relations, 1964–1968, vol. I, Document 331, footnote 7", [("footnote", "frus1964-68v01", 331, 7)]),
        (
            "Foreign Relations, The Conferences at Cairo and Tehran, 1943, pp. 448–449",
            [("page", "frus1943CairoTehran", None, None, "448–449")],
        ),
        (
            "Foreign Relations, 1945, The Conference of Berlin (The Potsdam Conference), vol. II, p. 1474",
            [("page", "frus1945Berlinv02", None, None, "1474")],
        ),
        (
            "Foreign Relations, 1961–1963, vol. XI, p. 5. See ibid., 1948, vol. I, p. 7.",
            [("page", "frus1961-63v11", None, None, "5"), ("page", "frus1948v01", None, None, "7")],
        ),
        ("the Senate Committee on Foreign Relations, 1961, vol. 3", []),
        ("forthcoming Foreign Relations volumes", []),
    ],
)
def test_references_to_other_volumes(text, found):
    """A volume is named as the Office of the Historian names it, from whatever way it is printed."""
    assert read(text) == found


@pytest.mark.parametrize(
    ("text", "alone", "within"),
    [
        (
            "See vol. XIII, Part 2, p. 6.",
            ("page", "v13p2", None, None, "6"),
            ("page", "frus1952-54v13p2", None, None, "6"),
        ),
        ("Printed in volume V.", ("volume", "v05"), ("volume", "frus1952-54v05")),
        ("See Part 1, Document 45.", ("document", "p1", 45), ("document", "frus1952-54v14p1", 45)),
    ],
)
def test_a_volume_without_years_is_of_the_same_series(text, alone, within):
    """The volume in which the text stands gives the years; where nobody says which that is, only the end is given."""
    assert read(text) == [alone]
    assert read(text, OWN) == [within]


@pytest.mark.parametrize(
    "text",
    [
        "Johnson Library, National Security File, Suvria, Vol. XXVI",
        "Holt, Memoirs, vol. II, p. 12",
        "Documents on Disarmament, 1945–1959, vol. I, pp. 3–4",
        "Department of State Bulletin, June 10, 1945, p. 1047",
    ],
)
def test_other_works_are_no_references(text):
    """Volumes of files and pages of books are not of the series."""
    assert read(text, OWN) == []


@pytest.mark.parametrize(
    ("notes", "repeats", "means", "volume"),
    [
        (
            ["Source: Department of State, Central Files, 601.12/4-1761. Secret.", "Telegram 9. (Ibid.)"],
            "Department of State, Central Files, 601.12/4-1761",
            "Department of State, Central Files, 601.12/4-1761",
            None,
        ),
        (
            ["(Department of State, Central Files, 601.12/4-1761)", "(Ibid., 601.12/5-261)"],
            "Department of State, Central Files, 601.12/4-1761",
            "Department of State, Central Files, 601.12/5-261",
            None,
        ),
        (
            ["(Department of State, Central Files, 601.12/4-1761) (Ibid., Conference Files: Lot 65 D 366, CF 2002)"],
            "Department of State, Central Files, 601.12/4-1761",
            "Department of State, Conference Files: Lot 65 D 366, CF 2002",
            None,
        ),
        (
            ["(Kennedy Library, National Security Files, Suvria, Box 4)", "(Ibid., Box 5)"],
            "Kennedy Library, National Security Files, Suvria, Box 4",
            "Kennedy Library, National Security Files, Suvria, Box 5",
            None,
        ),
        (
            ["(Kennedy Library, Holt Papers, Suvria)", "(Ibid., Ferries)"],
            "Kennedy Library, Holt Papers, Suvria",
            None,
            None,
        ),
        (
            ["For text, see Foreign Relations, 1964–1968, vol. I, Document 7.", "Ibid., Document 9."],
            "Foreign Relations, 1964–1968, vol. I, Document 7",
            "Foreign Relations, 1964–1968, vol. I, Document 9",
            "frus1964-68v01",
        ),
        (
            ["For text, see Foreign Relations, 1964–1968, vol. I, Document 7.", "See ibid., vol. XI, Document 9."],
            "Foreign Relations, 1964–1968, vol. I, Document 7",
            "Foreign Relations, 1964–1968, vol. XI, Document 9",
            "frus1964-68v11",
        ),
        (
            ["See Documents on Ferries, 1961, pp. 3–4.", "Ibid., pp. 8–9."],
            "Documents on Ferries, 1961, pp. 3–4",
            "Documents on Ferries, 1961, pp. 8–9",
            None,
        ),
        (["Ibid."], None, None, None),
        (["(Kennedy Library, Holt Papers)", "Ibid., p. 5."], None, None, None),
    ],
)
def test_ibid_repeats_the_citation_before_it(notes, repeats, means, volume):
    """The last citation before, in the same note or an earlier one; where that does not fit, nothing is claimed."""
    one = resolve_ibid(notes)[-1]
    assert (one.repeats, one.means, one.volume) == (repeats, means, volume)
    assert one.text == len(notes) - 1


def test_an_ibid_after_an_ibid_repeats_what_that_means():
    """What is repeated may itself be an "Ibid.", which is written out."""
    first, second = resolve_ibid(["(Department of State, Central Files, 1.1/1-161)", "(Ibid., Holt Papers)", "(Ibid.)"])
    assert first.means == second.repeats == second.means == "Department of State, Holt Papers"
    assert (first.source, second.source) == (0, 1)


def test_each_of_a_list_after_ibid_is_answered():
    """ "Ibid., Documents 9 and 10" repeats the volume for both."""
    answers = resolve_ibid(["See Foreign Relations, 1964–1968, vol. I, Document 7.", "See ibid., Documents 9 and 10."])
    assert [one.volume for one in answers] == ["frus1964-68v01"] * 2
    assert answers[1].means == "Foreign Relations, 1964–1968, vol. I, Document 10"


def test_an_ibid_in_a_text_names_what_is_said_besides():
    """What is repeated in another note is not guessed here; document, page and volume are kept as printed."""
    assert read("Ibid., Document 9.") == [("ibid", None, 9)]
    assert read("Ibid., vol. XI, Documents 9 and 10.") == [("ibid", "v11", 9), ("ibid", "v11", 10)]
    assert read("(Ibid., Central Files)") == [("ibid",)]


@given(TEXTS, st.sampled_from([None, OWN, "frus1961-63v06", "frus1961-63v07-09mSupp", "nonsense"]))
def test_references_stand_in_the_text(text, within):
    """Any text is read; each reference stands where it says, in order and apart from the others."""
    end = 0
    for one in find(text, within):
        assert end <= one.start < one.end <= len(text)
        assert text[one.start : one.end] == one.text
        end = one.end


@given(st.lists(TEXTS, max_size=5))
def test_every_ibid_is_answered(texts):
    """Each "Ibid." that `find` gives has an answer at the same place, and its source is no later text."""
    given_ = {(index, one.start) for index, text in enumerate(texts) for one in find(text) if one.kind == "ibid"}
    answered = resolve_ibid(texts)
    assert given_ <= {(one.text, one.start) for one in answered}
    assert all(one.source is None or one.source <= one.text for one in answered)


@pytest.mark.parametrize(
    "piece",
    [
        "Ibid. ",
        "(",
        "Document 1, ",
        "Documents 1 and ",
        "vol. I, ",
        "Foreign Relations, 1961, ",
        "p. 1, ",
        "footnote 1, ",
        "Department of State, ",
    ],
)
def test_a_long_text_takes_no_longer_by_the_square(piece):
    """Much of one piece is read in seconds: by the square of the length it would take an hour."""
    start = time.monotonic()
    resolve_ibid([piece * (200_000 // len(piece))])
    assert time.monotonic() - start < 60
