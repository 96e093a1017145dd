"""The record in the browser: searching, narrowing, bringing in, reading, comparing, citing, withholding, taking out."""

import gzip
import re
import time

import pytest
from tests.desk import shelf
from tests.desk.table import LINE, dump

from backchannel.desk import archive, searching
from backchannel.record.document import Document, passages_of
from backchannel.text.query import read

V40, V41 = shelf.FERRY.id, shelf.HARBOUR.id
WORDS = "the ferry waits"
TALK = """\
Kind: memorandum of conversation
Date: 1961-03-04

Mr. Holm said that the ferry would wait until noon.

Mr. Kaljo replied that he had no instructions.
"""


@pytest.fixture
def ilse(sit, pair):
    """Somebody at Ilse's desk, on whose archive stand two volumes and a loose transcript."""
    shelf.fill(pair.ilse)
    return sit(pair, "ilse")


@pytest.fixture
def at(pair):
    """A function that gives the address of a document by its id."""
    return lambda identifier, *more: "/".join(("/document", str(archive.named(pair.ilse, identifier).number), *more))


def source_of(desk, slug):
    """The address of a volume or file."""
    return next(f"/record/volumes/{one.source.number}" for one in archive.holdings(desk) if one.source.slug == slug)


def finish(visitor, page):
    """Wait for a long work and give what it ends with."""
    for _ in range(200):
        if not page.address.startswith("/work/"):
            return page
        time.sleep(0.05)
        page = visitor.get(page.address)
    raise AssertionError("the work does not end")


# Searching


def test_a_search_is_kept_and_its_words_are_not_in_the_address(ilse):
    """What was looked for stands on the page of what was found, and in no address."""
    found = ilse.do("/record", "ask", words=WORDS)
    assert found.address.startswith("/record/found/")
    assert "ferry" not in found.address
    assert not any("ferry" in link for link in found.links)
    assert "“the”, “ferry” or “waits”" in found.text
    assert found.title.startswith("What was found")
    assert "<mark>ferry</mark>" in found.html


def test_hits_lead_to_the_passage(ilse, at):
    """A hit leads to the place that answers."""
    found = ilse.do("/record", "ask", words='"the ferry waits"')
    assert at(f"{V40}/d2") + "#p1" in found.links


def test_fields_of_the_form_are_filters(ilse):
    """What is written beside the words narrows, and is said in words."""
    found = ilse.do("/record", "ask", words="", date="1961-03", kind="letter")
    assert "dated March 1961" in found.text
    assert "of the kind letter" in found.text
    nothing = ilse.do("/record", "ask", words="ferry", date="1999")
    assert "Nothing was found" in nothing.text


def test_a_word_that_stands_nowhere_is_told(ilse):
    """A search that finds nothing says which words this desk does not hold."""
    assert "“zeppelin”" in ilse.do("/record", "ask", words="zeppelin").text


@pytest.mark.parametrize("words", ["", "-ferry", "colour:red", "date:noon", "kind:ballad"])
def test_a_search_that_cannot_be_read_is_refused_where_it_was_written(ilse, pair, words):
    """The refusal stands in the form, with what was typed."""
    before = dump(pair.ilse)
    page = ilse.do("/record", "ask", words=words)
    assert page.status == 422
    assert page.form("ask")["fields"]["words"] == words
    assert dump(pair.ilse) == before


def test_what_was_found_is_narrowed_by_links_whose_counts_are_true(ilse):
    """Each value of a facet leads to just as many documents as it says; and back again."""
    found = ilse.do("/record", "ask", words="document ferry")
    facets = re.findall(
        r'<li><a href="(/record/found/[^"]+)"><bdi>[^<]*</bdi></a> <span class="number">([0-9,]+)<', found.html
    )
    assert len(facets) > 3
    for link, count in facets:
        page = ilse.get(link.replace("&amp;", "&"))
        assert f"{count} document{'' if count == '1' else 's'} found" in page.text, link
        assert "Only:" in page.text


def test_what_was_found_is_put_in_the_order_of_dates(ilse, pair):
    """Earliest first and latest first are the two ends of the same list."""
    pair.letter("ilse", "The ferry of the year.", date=shelf.parse("1950-01-01"))
    found = ilse.do("/record", "ask", words="ferry")
    first = ilse.get(found.address + "?order=earliest")
    last = ilse.get(found.address + "?order=latest")
    assert first.text.index("The ferry of the year") < first.text.index("The ferry waits")
    assert last.text.index("The ferry of the year") > last.text.index("The ferry waits")


def test_periods_are_drawn_and_stand_as_a_table(ilse, pair):
    """The histogram's bars and the rows of its table lead to the same narrower periods."""
    pair.letter("ilse", "The ferry of another year.", date=shelf.parse("1950-01-01"))
    found = ilse.do("/record", "ask", words="ferry")
    assert found.html.count("?days=1950") == 2
    assert "1 document found" in ilse.get(found.address + "?days=1950").text


def test_letters_are_found_with_the_documents(ilse, pair):
    """A letter that was found leads to its own page."""
    entry = pair.letter("ilse", "The heron stands by the lock.").header.id.hex()
    found = ilse.do("/record", "ask", words="heron")
    assert f"/letter/{entry}#p1" in found.links


def test_what_one_may_not_read_is_in_no_count(sit, three):
    """A letter that was not sealed for this person changes nothing on any page of a search."""
    other = next(name for name in three.desks if name not in ("ilse", "tomas"))
    visitor = sit(three, other)

    def seen():
        page = visitor.do("/record", "ask", words="heron")
        return page.status, page.text

    before = seen()
    three.letter("ilse", "The heron stands by the lock.", readers=["tomas"])
    three.settle()
    assert seen() == before


@pytest.mark.parametrize(
    "query", ["?kind=99", "?kind=x", "?source=0", "?days=noon", "?person=9e9", "?channel=zz", "?order=up"]
)
def test_an_address_that_chooses_nothing_is_refused(ilse, query):
    """An address that was made up is a page that says so."""
    found = ilse.do("/record", "ask", words="ferry")
    assert ilse.get(found.address + query).status == 404


def test_a_question_that_was_forgotten_is_told(ilse):
    """After the desk was locked a search is asked again."""
    assert "ask it again" in ilse.get("/record/found/abcdefgh").text


def test_how_to_search_is_explained(ilse):
    """The language of a search stands on a page of its own."""
    assert "negotiat*" in ilse.get("/record/how").text


# Holdings


def test_holdings_lead_to_volumes_and_their_documents(ilse, pair, at):
    """The list of volumes leads to each, and each to its documents."""
    page = ilse.get("/record/volumes")
    assert "The Ferry Exchanges" in page.text
    volume = source_of(pair.ilse, V40)
    assert volume in page.links
    assert at(f"{V40}/d1") in ilse.get(volume).links
    assert "Nothing was inferred" in ilse.get(f"{volume}/report").text


def test_a_volume_is_marked_as_public_from_a_day_on(ilse, pair, at):
    """Of a volume the day must be said; it stands on the volume, its documents and the list."""
    volume = source_of(pair.ilse, V40)
    before = dump(pair.ilse)
    refused = ilse.do(volume, "publish")
    assert refused.status == 422
    assert dump(pair.ilse) == before
    assert ilse.do(volume, "publish", since="yesterday").status == 422
    assert "since 1 May 1993" in ilse.do(volume, "publish", since="1993-05-01").text
    assert "Marked as public since 1 May 1993" in ilse.get(at(f"{V40}/d1", "handling")).text
    assert V40 in ilse.get("/record/public").text
    assert "It is private again" in ilse.do(volume, "take-back").text


def test_a_volume_is_given_out_whole(ilse, pair):
    """All documents of a volume are one file, whose name holds none of its words."""
    page = ilse.do(source_of(pair.ilse, V40), "give-out", format="bibtex")
    assert page.status == 200
    assert "Ferry" not in page.response.headers["content-disposition"]
    assert b"Walden" in page.response.content


def test_a_volume_is_taken_out_after_a_page_that_asks(ilse, pair):
    """After the confirmation nothing of it is found any more."""
    volume = source_of(pair.ilse, V40)
    assert "2 documents" in ilse.get(f"{volume}/remove").text
    done = ilse.do(f"{volume}/remove", "remove")
    assert "2 documents were taken out" in done.text
    assert searching.find(pair.ilse, read('"the ferry waits"')).total == 1
    assert ilse.get(volume).status == 404


# Bringing in


def test_an_uploaded_file_is_brought_in(ilse, pair):
    """What was uploaded is in the archive, with a report of what was inferred."""
    done = finish(ilse, ilse.do("/record/import", "upload", files={"files": ("talk.md", TALK.encode())}))
    assert done.address.startswith("/record/imported/")
    assert "talk.md" in done.text
    assert "1 document new or changed" in done.text
    again = finish(ilse, ilse.do("/record/import", "upload", files={"files": ("talk.md", TALK.encode())}))
    assert "1 unchanged" in again.text
    assert archive.named(pair.ilse, "talk").kind == "memorandum of conversation"


def test_an_uploaded_file_may_be_packed(ilse, pair):
    """A file that is packed by gzip is unpacked in memory; one that is damaged is told, and nothing of it kept."""
    finish(ilse, ilse.do("/record/import", "upload", files={"files": ("talk.md.gz", gzip.compress(TALK.encode()))}))
    assert archive.named(pair.ilse, "talk")
    damaged = finish(ilse, ilse.do("/record/import", "upload", files={"files": ("other.md.gz", b"no gzip")}))
    assert "failed" in damaged.text
    assert "not packed by gzip" in damaged.text


def test_files_of_this_machine_are_brought_in(ilse, pair, tmp_path):
    """A folder of the machine is brought in; what no reader knows is passed over."""
    folder = tmp_path / "papers"
    folder.mkdir()
    (folder / "talk.md").write_text(TALK)
    done = finish(ilse, ilse.do("/record/import", "fetch", paths=str(folder)))
    assert "1 imported" in done.text
    assert archive.named(pair.ilse, "talk")


@pytest.mark.parametrize(
    ("act", "fields"), [("upload", {}), ("fetch", {"paths": ""}), ("fetch", {"paths": "/no/such/paper"})]
)
def test_an_import_of_nothing_is_refused(ilse, pair, act, fields):
    """Without a file there is no work."""
    before = dump(pair.ilse)
    assert ilse.do("/record/import", act, **fields).status == 422
    assert dump(pair.ilse) == before


def test_an_import_never_reads_the_desk_itself(ilse, pair):
    """A file of this desk is passed over."""
    done = finish(ilse, ilse.do("/record/import", "fetch", paths=str(pair.ilse.vault.folder.path)))
    assert "it is a file of this desk" in done.text


# Reading


def test_a_document_is_read_with_its_notes_and_references(ilse, at):
    """Passages are numbered, notes stand on the page, references lead to what they mean."""
    page = ilse.get(at(f"{V40}/d1"))
    assert {"p1", "p2", "p3", "p4", "n1", "n2"} <= set(page.ids)
    assert at(f"{V40}/d2") in page.links
    assert at(f"{V41}/d1") in page.links
    assert at(f"{V40}/d1", "refs") + "#r5" in page.links
    assert page.title.startswith("A document")
    assert len(page.ids) == len(set(page.ids))


def test_its_banner_is_on_top_and_at_the_bottom(ilse, pair):
    """A classified document says so twice."""
    text = "Classification: Top Secret\n\nThe gate is shut.\n"
    finish(ilse, ilse.do("/record/import", "upload", files={"files": ("gate.md", text.encode())}))
    page = ilse.get(f"/document/{archive.named(pair.ilse, 'gate').number}")
    assert page.html.count('<p class="banner ') == 2
    assert "Top Secret" in page.text


def test_a_long_document_is_read_in_parts(ilse, pair):
    """A passage far down is found in its part."""
    shelf.shelve(pair.ilse, "long", {"long": Document("minutes", passages_of(*(f"Point {n}." for n in range(450))))})
    base = f"/document/{archive.named(pair.ilse, 'long').number}"
    assert "p201" not in ilse.get(base).ids
    assert "p401" in ilse.get(f"{base}?part=3").ids
    assert "p333" in ilse.get(f"{base}?at=333").ids
    assert "Part 3 of 3" in ilse.get(f"{base}?part=9").text


def test_hidden_characters_and_markup_are_shown(ilse, pair):
    """A document cannot turn its words around, nor be markup."""
    shelf.shelve(pair.ilse, "odd", {"odd": Document("note", passages_of("a\u202eb <script>alert(1)</script>"))})
    page = ilse.get(f"/document/{archive.named(pair.ilse, 'odd').number}")
    assert "<script>" not in page.html
    assert "\u202e" not in page.html
    assert "U+202E" in page.text


def test_a_letter_leads_to_its_own_page(ilse, pair):
    """A number that is a letter's is no document here."""
    letter = pair.letter("ilse", "The heron stands by the lock.")
    number = searching.find(pair.ilse, read("heron")).hits[0].number
    response = ilse.send("GET", f"/document/{number}", follow=False)
    assert response.headers["location"] == f"/letter/{letter.header.id.hex()}"
    assert LINE in letter.channel


@pytest.mark.parametrize("number", ["0", "999999", "x", "1e9", "9" * 30])
def test_a_document_that_is_not_here_is_told(ilse, number):
    """An address without a document is a page that says so."""
    assert ilse.get(f"/document/{number}").status == 404


def test_references_are_listed_both_ways(ilse, at):
    """What is not resolved says why; what points here is listed."""
    page = ilse.get(at(f"{V40}/d1", "refs"))
    assert "missing" in page.text
    assert "frus1961-63v45 is not in the archive" in page.text
    assert f"{V41}/d1/1" in page.text
    assert {"r1", "r2"} <= set(page.ids)


def test_where_the_paper_lies_is_told_with_its_neighbours(ilse, at):
    """The source note in its parts, and what else lies in the file."""
    page = ilse.get(at(f"{V40}/d1", "source"))
    assert "Harbour Files" in page.text
    assert "drafted by Kaljo" in page.text
    assert at(f"{V41}/d1") in page.links
    assert "no source note" in ilse.get(at("loose", "source")).text


def test_copies_are_linked_laid_side_by_side_and_unlinked(ilse, pair, at):
    """What was said of copies stands on the page of both, and is taken back."""
    here, other = at("loose", "copies"), archive.named(pair.ilse, f"{V40}/d2").number
    assert "printing" in ilse.do(here, "link", other=f"{V40}/d2", relation="printing").text
    assert at("loose") in ilse.get(at(f"{V40}/d2", "copies")).links
    page = ilse.get(at("loose", "collate") + f"?with={other}")
    assert "<del>" in page.html
    assert "some words are others" in page.text
    assert "the ferry waits" in ilse.get(at("loose", "collate") + f"?with={other}&filled=yes").text
    assert ilse.get(at("loose", "collate") + f"?with={other}&all=yes").status == 200
    ilse.do(here, "unlink", str(other))
    assert at("loose") not in ilse.get(at(f"{V40}/d2", "copies")).links


def test_any_two_documents_can_be_laid_side_by_side(ilse, pair, at):
    """A document is named by its id; what is not here is refused."""
    page = ilse.do(at("loose", "collate"), "beside", other=f"{V40}/d2")
    assert "with=" in str(page.response.url)
    assert ilse.do(at("loose", "collate"), "beside", other="nothing").status == 422
    before = dump(pair.ilse)
    assert ilse.do(at("loose", "copies"), "link", other="loose", relation="printing").status == 422
    assert ilse.post(at("loose", "copies"), "link", other=f"{V40}/d2", relation="twin").status == 422
    assert dump(pair.ilse) == before


def test_a_gap_is_shown_as_whose_it_is_and_filled(ilse, pair):
    """What editors left out is told as theirs, and read filled from a copy."""
    held = [
        "The mole is to be built.",
        "[Here follow two paragraphs on the pilots.]",
        "The lamp burns until the morning.",
    ]
    full = [held[0], "The pilots ask for boats.", "They ask for pay as well.", held[2]]
    shelf.shelve(pair.ilse, "held", {"held": Document("letter", passages_of(*held))})
    shelf.shelve(pair.ilse, "full", {"full": Document("letter", passages_of(*full))})
    one, other = (archive.named(pair.ilse, name).number for name in ("held", "full"))
    ilse.do(f"/document/{one}/copies", "link", other="full", relation="printing")
    page = ilse.get(f"/document/{one}")
    assert "left out by the editors" in page.text
    filled = ilse.get(f"/document/{one}/collate?with={other}&filled=yes")
    assert "Filled from full/2" in filled.text
    assert f"/document/{other}#p2" in filled.links


def test_a_talk_is_shown_as_statements(ilse, pair):
    """Who said what, and of one speaker alone."""
    finish(ilse, ilse.do("/record/import", "upload", files={"files": ("talk.md", TALK.encode())}))
    base = f"/document/{archive.named(pair.ilse, 'talk').number}"
    assert f"{base}/statements" in ilse.get(base).links
    page = ilse.get(f"{base}/statements")
    assert "the ferry would wait until noon" in page.text
    assert "no instructions" not in ilse.get(page.link("by=1")).text


def test_a_letter_of_the_record_has_no_statements(ilse, at):
    """Only a record of a talk has a page of statements."""
    assert at("loose", "statements") not in ilse.get(at("loose")).links
    assert ilse.get(at("loose", "statements")).status == 404


# Elsewhere


def test_a_document_is_cited_in_the_usual_forms(ilse, at):
    """The sentence, BibTeX, RIS and CSL stand on the page to be selected."""
    page = ilse.get(at(f"{V40}/d1", "cite"))
    assert "The Ferry Exchanges" in page.text
    for words in ("BibTeX", "RIS", "CSL JSON", "TY - "):
        assert words in page.text


@pytest.mark.parametrize(
    ("format_", "begins"), [("pdf", b"%PDF"), ("docx", b"PK"), ("html", b"<!DOCTYPE"), ("tei", b"<?xml"),
                            ("json", b"{"), ("jsonl", b"{"), ("csl", b"["), ("telegram", b"")]
)  # fmt: skip
def test_a_document_is_given_out_in_every_format(ilse, at, format_, begins):
    """Each is a file that the browser keeps, after the page has said so."""
    assert "This leaves the vault" in ilse.get(at("loose", "export")).text
    page = ilse.do(at("loose", "export"), "give-out", format=format_)
    assert page.response.headers["content-disposition"].startswith('attachment; filename="document-')
    assert page.response.content.startswith(begins)


def test_a_format_that_is_none_is_refused(ilse, at):
    """A forged format gives no file."""
    assert ilse.post(at("loose", "export"), "give-out", format="bag").status == 422


def test_markings_are_given_out_as_a_label(ilse, pair):
    """A document with a classification has a label; one without is refused."""
    text = "Classification: Secret\n\nThe gate is shut.\n"
    finish(ilse, ilse.do("/record/import", "upload", files={"files": ("gate.md", text.encode())}))
    base = f"/document/{archive.named(pair.ilse, 'gate').number}/export"
    assert b"Secret" in ilse.do(base, "label", review="2041-05-05").response.content
    assert ilse.do(base, "label", review="soon").status == 422


# Withholding


def test_an_excerpt_has_lost_the_words(ilse, at):
    """What was chosen is in neither the page nor the file; the mark with its reason is."""
    page = ilse.do(at(f"{V40}/d1", "redact"), "look", place=["2"], words="page 101", reason="other talks")
    assert "/redact/" in page.address
    assert "volume XLI" not in page.text
    assert "page 101" not in page.text
    assert "other talks" in page.text
    file = ilse.do(page.address, "give-out", format="json").response.content.decode()
    assert "volume XLI" not in file
    assert "other talks" in file


@pytest.mark.parametrize(
    ("fields", "says"),
    [
        ({"place": ["1"], "reason": ""}, "Say why"),
        ({"reason": "other talks"}, "place"),
        ({"words": "no such words", "reason": "other talks"}, "stands in no passage"),
        ({"passages": "7-2", "reason": "other talks"}, "names no passages"),
        ({"place": ["h9"], "reason": "other talks"}, "has no"),
        ({"place": ["../1"], "reason": "other talks"}, "by their boxes"),
    ],
)
def test_an_excerpt_that_cannot_be_made_is_refused(ilse, at, fields, says):
    """The refusal stands in the form."""
    page = ilse.do(at(f"{V40}/d1", "redact"), "look", **fields)
    assert page.status == 422
    assert says.casefold() in page.text.casefold()


def test_an_excerpt_is_of_its_own_document(ilse, at):
    """What was chosen of one document is not taken from another."""
    page = ilse.do(at(f"{V40}/d1", "redact"), "look", place=["2"], reason="other talks")
    kept = page.address.rpartition("/")[2]
    assert ilse.get(at("loose", "redact", kept)).status == 404


# Handling


def test_a_document_is_marked_as_public_and_private_again(ilse, at):
    """A loose document is public from its own date on, or from the day that is said."""
    page = ilse.do(at("loose", "handling"), "publish", since="1993-05-01")
    assert "since 1 May 1993" in page.text
    assert "public since" in ilse.get(at("loose")).text
    assert "Private" in ilse.do(at("loose", "handling"), "take-back").text


def test_a_document_is_taken_out_after_a_page_that_asks(ilse, pair, at):
    """After that its address has no document."""
    address = at(f"{V40}/d2")
    assert "Take it out" in ilse.get(f"{address}/remove").text
    done = ilse.do(f"{address}/remove", "remove")
    assert done.address == source_of(pair.ilse, V40)
    assert ilse.get(address).status == 404
    alone = ilse.do(at("loose", "remove"), "remove")
    assert alone.address == "/record/volumes"


# Persons


def test_who_somebody_was_is_looked_up(ilse):
    """Offices from the list and from headings, on a day; the name is in no address."""
    page = ilse.do("/record/who", "ask", name="Kaljo", on="1961-03-02")
    assert page.address.startswith("/record/who/")
    assert "Minister of Trade" in page.text
    assert "Envoy in Suvria" not in page.text
    assert ilse.do("/record/who", "ask", name="", on="").status == 422
    assert ilse.do("/record/who", "ask", name="Kaljo", on="noon").status == 422


def test_the_demo_fills_these_pages(at_demo):
    """The old paper of the demo is found, read and cited."""
    ekdal = at_demo("ekdal")
    found = ekdal.do("/record", "ask", words='"a net hung out to dry"')
    assert "documents found" in found.text
    page = ekdal.get(found.link("/document/").partition("#")[0])
    assert "net hung out to" in page.text
    for more in ("refs", "source", "copies", "cite", "export", "redact", "handling"):
        assert ekdal.get(page.link(f"/{more}")).status == 200, more


def test_counts_follow_what_was_brought_in_meanwhile(ilse, pair):
    """A question that is looked at again counts what came since."""
    found = ilse.do("/record", "ask", words="ferry")
    shelf.shelve(pair.ilse, "late", {"late": Document("note", passages_of("A late ferry."))})
    again = ilse.get(found.address)
    assert "1 late" not in found.text
    assert re.search(r"<bdi>late</bdi></a> <span class=\"number\">1<", again.html)
