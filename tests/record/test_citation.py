"""How documents are cited."""

from dataclasses import replace

import pytest
from tests.record.writers.specimens import VOLUME, printed

from backchannel.record.apparatus import Apparatus, Note
from backchannel.record.citation import Archive, citation, cite
from backchannel.record.document import Document, passages_of


def archive_of(source):
    """Where a document of that source note lies."""
    apparatus = Apparatus(notes=(Note(1, "1", "source", passages_of(source)),))
    return citation("x", Document("letter", passages_of("Ice."), apparatus=apparatus)).archive


def test_a_document_of_a_volume_is_cited_by_its_number():
    """Series, subseries, volume, title, editors without the general one, place, publisher, year, document."""
    assert cite(citation("faru1961-63v02/d22", printed(), VOLUME)) == (
        "Foreign Affairs of the Republic, 1961–1963, Volume II, The Sound of Tarn, "
        "eds. Edda R. Lind and Tor K. Vane, Jr. (Tarnholm: Republic Printing Office, 1996), Document 22."
    )


@pytest.mark.parametrize(
    ("editors", "said"),
    [
        ((), "The Sound of Tarn (Tarnholm"),
        (("A. Lind",), "ed. A. Lind ("),
        (("A. Lind", "B. Vane", "C. Holt"), "eds. A. Lind, B. Vane, and C. Holt ("),
    ],
)
def test_editors_are_one_or_several(editors, said):
    """One editor is an ed., several are eds. with an and before the last."""
    volume = replace(VOLUME, editors=tuple((name, "primary") for name in editors))
    assert said in cite(citation("x", printed(), volume))


def test_what_the_volume_does_not_say_is_left_out():
    """Without year, place and publisher there are no empty parentheses."""
    volume = replace(VOLUME, publisher=None, place=None, year=None, titles=(), editors=())
    assert cite(citation("x", printed(), volume)) == f"{VOLUME.title}, Document 22."


def test_the_government_printing_office_has_its_usual_name():
    """The name of the country before the publisher's is left out, as the Office of the Historian has it."""
    volume = replace(VOLUME, publisher="United States Government Printing Office", place="Washington")
    assert "(Washington: Government Printing Office, 1996)" in cite(citation("x", printed(), volume))


def test_a_document_of_no_volume_is_cited_by_its_archive():
    """Writer, addressee, kind, place, date, and the way to the paper."""
    assert cite(citation("x", printed())) == (
        "Reet Kaljo to Anders Holm, letter 22, Tarnholm, 16 October 1961, "
        "Kaljo Library, President’s Files, Correspondence Series, Box 14, Folder Holm."
    )
    assert cite(citation("x", Document("telegram", passages_of("Yes.")))) == "“Telegram”, telegram."


def test_the_number_of_the_document_is_no_part_of_its_title():
    """The heading's number, printed with it, is given once."""
    assert citation("x", printed(), VOLUME).title == "Letter From President Kaljo to Chancellor Holm"
    early = replace(printed(), heading="No. 364 The Envoy in Suvria (Vane) to the Department")
    assert citation("x", early, VOLUME).title == "The Envoy in Suvria (Vane) to the Department"
    year = replace(printed(), heading="1961 in Review")
    assert citation("x", year, VOLUME).title == "1961 in Review"


@pytest.mark.parametrize(
    ("source", "archive"),
    [
        (
            "Source: Department of State, Central Files, 762.00/8–2161. Secret.",
            Archive("Department of State", "Central Files", file="762.00/8–2161"),
        ),
        (
            "Source: National Archives, RG 59, Box 12. Secret.",
            Archive("National Archives", "RG 59", box="12"),
        ),
        (
            "Source: Department of State, Presidential Correspondence: Lot 77 D 163. Top Secret.",
            Archive("Department of State", "Presidential Correspondence", "77 D 163"),
        ),
        (
            "Source: Johnson Library, National Security File, Country File, Box 178, Folder 3. Secret.",
            Archive("Johnson Library", "National Security File", None, "178", "3", "Country File"),
        ),
    ],
)
def test_archive_box_and_folder_are_kept_apart(source, archive):
    """Repository, collection, lot, box, folder and file each have a place of their own."""
    assert archive_of(source) == archive


def test_only_volumes_that_are_published_have_an_address():
    """A document of the American series has the address under which it is published; an invented one has none."""
    assert citation("x", printed(), VOLUME).printing.url is None
    published = citation("x", printed(), replace(VOLUME, id="frus1961-63v99"))
    assert published.printing.url == "https://history.state.gov/historicaldocuments/frus1961-63v99/d22"
