"""Citation formats, each read by a program that is not ours."""

import json
import re
from dataclasses import replace

import bibtexparser
import pytest
import rispy
from citeproc import Citation as Reference
from citeproc import CitationItem, CitationStylesBibliography, CitationStylesStyle, formatter
from citeproc.source.json import CiteProcJSON
from hypothesis import given, settings
from hypothesis import strategies as st
from pybtex.database import parse_bytes
from tests.record.strategies import documents
from tests.record.writers.specimens import VOLUME, printed

from backchannel.record.citation import citation
from backchannel.record.dates import parse
from backchannel.record.writers import bibtex, csl, ris

IN_VOLUME = citation("faru1961-63v02/d22", printed(), VOLUME)
ALONE = citation("letters/7", printed())
AWKWARD = replace(ALONE, id="x, {y}", title="100% & {more} of $5_a~b^c\\d #1\nline", authors=("Lords and Commons",))


def test_csl_is_formatted_by_a_processor():
    """A third program loads the items and sets a bibliography from them."""
    source = CiteProcJSON(json.loads(csl.write([IN_VOLUME, ALONE])))
    style = CitationStylesStyle("harvard-cite-them-right", validate=False)
    bibliography = CitationStylesBibliography(style, source, formatter.plain)
    for key in ("faru1961-63v02/d22", "letters/7"):
        bibliography.register(Reference([CitationItem(key)]))
    first, second = (str(one) for one in bibliography.bibliography())
    assert "Letter From President Kaljo" in first and "Lind" in first and "1996" in first
    assert "The Sound of Tarn" in first and "Tarnholm" in first
    assert "1961" in second


def test_csl_keeps_where_the_paper_lies():
    """Archive, collection and the way to the box stand in the language's own names; dates are numbers."""
    chapter, letter = json.loads(csl.write([IN_VOLUME, ALONE]))
    assert chapter["archive"] == "Kaljo Library"
    assert chapter["archive_location"] == "President’s Files, Correspondence Series, Box 14, Folder Holm"
    assert chapter["type"] == "chapter" and chapter["original-date"] == {"date-parts": [[1961, 10, 16]]}
    assert chapter["editor"][1] == {"given": "Tor K.", "family": "Vane", "suffix": "Jr."}
    assert letter["type"] == "personal_communication" and letter["issued"] == {"date-parts": [[1961, 10, 16]]}
    about = csl.write([replace(ALONE, date=parse("1961-10~"))])
    assert json.loads(about)[0]["issued"] == {"date-parts": [[1961, 10]], "circa": True}


@pytest.mark.parametrize(
    ("name", "parts"),
    [
        ("Edda R. Lind", ("Edda R.", "", "Lind", "")),
        ("William F. van der Sandt, Jr.", ("William F.", "van der", "Sandt", "Jr.")),
        ("Ho", ("", "", "Ho", "")),
        ("Adam Vane III", ("Adam", "", "Vane", "III")),
    ],
)
def test_names_are_divided(name, parts):
    """Given names, particles, family name and suffix are told apart."""
    named = ("given", "non-dropping-particle", "family", "suffix")
    assert csl.name_parts(name) == {part: value for part, value in zip(named, parts, strict=True) if value}


def test_bibtex_is_read_by_two_programs():
    """Both find the entries with box and folder, and divide the editors' names rightly."""
    data = bibtex.write([IN_VOLUME, ALONE, AWKWARD])
    library = bibtexparser.parse_string(data.decode())
    assert not library.failed_blocks and len(library.entries) == 3
    first = library.entries_dict["faru1961-63v02-d22"]
    assert first.entry_type == "incollection"
    assert {name: first[name] for name in ("archive", "collection", "box", "folder")} == {
        "archive": "Kaljo Library",
        "collection": "President’s Files",
        "box": "14",
        "folder": "Holm",
    }
    entries = parse_bytes(data, "bibtex").entries
    second = entries["faru1961-63v02-d22"].persons["editor"][1]
    assert (second.last_names, second.lineage_names, second.first_names) == (["Vane"], ["Jr."], ["Tor"])
    assert len(entries["x-y"].persons["author"]) == 1


def test_bibtex_means_the_words_and_no_commands():
    """What LaTeX would obey is written so that it prints."""
    (entry,) = bibtexparser.parse_string(bibtex.write([AWKWARD]).decode()).entries
    assert entry["title"] == (
        r"{100\% \& \{more\} of \$5\_a\textasciitilde{}b\textasciicircum{}c\textbackslash{}d \#1 line}"
    )


def test_every_entry_has_a_key_of_its_own():
    """Ids that only differ in what a key cannot hold, or in case, get different keys."""
    data = bibtex.write([replace(ALONE, id=name) for name in ("a/b", "a b", "A-B", "…")])
    assert re.findall(r"^@\w+\{([^,]+),", data.decode(), re.MULTILINE) == ["a-b", "a-b-2", "A-B-3", "document"]


def test_ris_is_read_by_another_program():
    """Every value is found again under its tag, box and folder among them."""
    first, second = rispy.loads(ris.write([IN_VOLUME, ALONE]).decode())
    assert first["type_of_reference"] == "CHAP" and second["type_of_reference"] == "PCOMM"
    assert first["title"] == "Letter From President Kaljo to Chancellor Holm"
    assert first["secondary_authors"] == ["Lind, Edda R.", "Vane, Tor K., Jr."]
    assert (first["custom1"], first["custom2"], first["custom3"]) == ("President’s Files", "Box 14", "Folder Holm")
    assert first["name_of_database"] == "Kaljo Library" and first["year"] == "1996"
    assert first["date"] == "1961/10/16/"


@settings(deadline=None, max_examples=40)
@given(documents(), st.booleans())
def test_any_document_can_be_cited_in_every_format(document, in_volume):
    """Whatever a document holds, each format is read again as one entry with its title."""
    facts = citation("a/1", document, VOLUME if in_volume else None)
    (item,) = json.loads(csl.write([facts]))
    assert item["title"] == facts.title
    library = bibtexparser.parse_string(bibtex.write([facts]).decode())
    assert len(library.entries) == 1 and not library.failed_blocks
    text = ris.write([facts]).decode()
    assert text.count("TY  - ") == 1 and text.endswith("ER  - \r\n")
    assert all(re.fullmatch(r"[A-Z][A-Z0-9]  - .*", line) for line in text.removesuffix("\r\n").split("\r\n"))
