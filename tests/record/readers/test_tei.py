"""Volumes of TEI become documents with all that they hold, and files that are made to harm become a sentence."""

import gzip
import re
import zlib

import pytest
from benchmarks.tei_conformance import differences
from hypothesis import given, settings
from tests.record.tei_volumes import LISTS, document, elements, markup, one, read_all, real, volume

from backchannel.errors import BadInputError
from backchannel.record.apparatus import Edition, Note
from backchannel.record.dates import parse
from backchannel.record.passage import Passage
from backchannel.record.readers.tei import volumes, xml
from backchannel.record.readers.tei.volumes import read
from backchannel.record.spans import Frame, Span
from backchannel.record.volume import ListedPerson, Term

HEAD = """
<head>14. Telegram From the <gloss type="from">Embassy in <gloss target="#t_S1">Suvria</gloss></gloss> to Minister
   <persName corresp="#p_MI1" type="to">Maren</persName><note n="1" xml:id="d1fn1" type="source">Source: Ministry of
   State, Central Files, 601.22/10–1661. Secret; Niact; Eyes Only. Drafted by Ried.</note></head>
<dateline><placeName>Rothav</placeName>, <date when="1961-10-16T19:00:00">October 16, 1961, 7 p.m.</date></dateline>
"""


def texts(passages):
    return [passage.text for passage in passages]


def spans(passage):
    return [(span.name, passage.text[span.start : span.end]) for span in passage.spans]


def test_title_page():
    """Titles, editors, publisher, place, year and identifiers are those of the header; empty ones are none."""
    made = read(volume("")).volume
    assert made.id == "arel1961-63v02"
    assert made.title == "Relations of Aldermark, 1961–1963, Volume II, Suvria"
    assert ("volumenumber", "Volume II") in made.titles
    assert made.editors == (("Ilse Maren", "primary"), ("Tomas Ried", "general"))
    assert (made.publisher, made.place, made.year) == ("State Press", "Aldenburg", "1996")
    assert made.identifiers == (("isbn-13", "9780000000002"),)


def test_lists_of_persons_and_abbreviations():
    """Each form of a list is read, with keys and without; what an editor says above a list is no entry."""
    made = read(volume("")).volume
    assert made.persons == (
        ListedPerson("p_MI1", "Maren, Ilse", "Minister until March 1962"),
        ListedPerson("p_RT1", "Ried, Tomas", "Ambassador in Suvria"),
    )
    assert made.terms == (
        Term("t_SPA_1", "SPA", "Suvrian Press Agency"),
        Term("t_PM1", "PM", "Prime Minister"),
        Term("", "C", "Counselor; also Confidential"),
    )


def test_lists_behind_the_documents_are_read_too():
    """A list in the back of a volume is in the volume when its documents have been read."""
    back = LISTS.replace("front>", "back>")
    opened, _ = read_all(
        volume(document("<head>1. Letter</head>"), front="").replace(b"</text>", back.encode() + b"</text>")
    )
    assert [person.key for person in opened.volume.persons] == ["p_MI1", "p_RT1"]


def test_head_of_a_document():
    """Number, heading, kind, parties, place, date and markings are read from the head and its source note."""
    found = one(HEAD + "<p>We met.</p>")
    assert (found.kind, found.number) == ("telegram", "14")
    assert found.heading == "Telegram From the Embassy in Suvria to Minister Maren"
    assert (found.senders, found.addressees) == (("Embassy in Suvria",), ("Maren",))
    assert (found.place, found.date) == ("Rothav", parse("1961-10-16T19:00:00"))
    assert (found.classification, found.caption) == ("Secret", "Niact; Eyes Only")
    assert texts(found.passages) == ["We met."]
    assert [line.role for line in found.apparatus.head] == ["heading", "dateline"]
    assert found.apparatus.source().text.endswith("Drafted by Ried.")
    assert found.apparatus.inferences == ()


def test_lists_of_the_head():
    """Subject and participants are lines of the head and fields; their labels are lines alone."""
    found = one(
        "<head>2. Memorandum of Conversation</head>"
        '<list type="subject"><head>SUBJECT</head><item>The <hi rend="italic">Northern</hi> Line</item></list>'
        '<list type="participants"><head>PARTICIPANTS</head><item>The Minister</item><item>Delegation<list>'
        "<item>Mr. Ried</item></list></item></list><p>He said so.</p>"
    )
    assert found.kind == "memorandum of conversation"
    assert found.subject == "The Northern Line"
    assert found.participants == ("The Minister", "Mr. Ried")
    assert texts(found.passages) == ["He said so."]
    assert found.apparatus.frames[0] == Frame("list", 0, (("type", "subject"),))


def test_other_lists_of_type_subject():
    """Where one of several such lists is labelled as the subject, time and place beside it are not the subject."""
    found = one(
        '<head>2. Memorandum of Conversation</head><list type="subject"><head>Time:</head><item>4 p.m.</item></list>'
        '<list type="subject"><head>SUBJECT:</head><item>Fisheries</item></list><p>Yes.</p>'
    )
    assert found.subject == "Fisheries"


def test_form_of_1948():
    """The file line above the heading tells the source and the form; segments of the opener tell the markings."""
    found = one(
        '<note rend="inline" type="source">501.BB/9–848: Telegram</note>'
        '<head><hi rend="italic">The <gloss type="from">Ambassador in Suvria</gloss></hi> (<persName type="to">'
        '<hi rend="italic">Ried</hi></persName>)</head><opener><dateline rendition="#right">[<placeName>Rothav'
        '</placeName>,] <date when="1948-09-08">September 8, 1948.</date></dateline><seg rendition="#left">'
        '<hi rend="smallcaps">top secret</hi></seg><lb/><seg>us urgent</seg></opener><p>12. We met.</p>'
    )
    assert found.kind == "telegram"
    assert found.apparatus.inferred("kind").value == "telegram"
    assert (found.classification, found.caption) == ("top secret", "us urgent")
    assert (found.place, found.addressees) == ("Rothav", ("Ried",))
    source = found.apparatus.source()
    assert (source.text, source.values) == ("501.BB/9–848: Telegram", (("rend", "inline"),))
    assert found.apparatus.head[0].spans[0] == Span(0, 0, "note", 0, (("number", "1"),))
    assert texts(found.passages) == ["12. We met."]


@pytest.mark.parametrize(
    ("line", "classification", "caption"),
    [
        ("Secret", "Secret", None),
        ("Top Secret<lb/>Priority", "Top Secret", "Priority"),
        ("Secret NIACT", "Secret", "NIACT"),
    ],
)
def test_form_of_1952(line, classification, caption):
    """A paragraph that is a line of markings belongs to the head, and is written as a paragraph again."""
    found = one(f"<head>No. 3<lb/>The Minister to the Envoy</head><p>{line}</p><p>We met.</p>")
    assert (found.number, found.heading) == ("3", "The Minister to the Envoy")
    assert (found.classification, found.caption) == (classification, caption)
    assert texts(found.passages) == ["We met."]


def test_paragraph_that_begins_like_a_marking():
    """A sentence is no line of markings because it begins with a level."""
    found = one("<head>3. Letter</head><p>Secret negotiations went on.</p>")
    assert found.classification is None
    assert texts(found.passages) == ["Secret negotiations went on."]


def test_white_space():
    """Much white space is one space, outside elements where it can; an em space and a no-break space are text."""
    (passage,) = one(
        "<p>\n  One\n\ttwo <hi rend='italic'> three </hi> four \u2003five\xa0six <lb/>  seven </p>"
    ).passages
    assert passage.text == "One two three four \u2003five\xa0six\nseven"
    assert spans(passage) == [("emphasis", "three "), ("break", "\n")]


def test_spans_within_spans():
    """Markup within markup keeps its depth, its attributes, and the key of a name."""
    (passage,) = one('<p><hi rend="italic">To <persName corresp="#p_MI1">Maren</persName>, <lb/></hi>now</p>').passages
    assert passage.text == "To Maren,\nnow"
    assert passage.spans == (
        Span(0, 10, "emphasis", 1, (("rend", "italic"),)),
        Span(3, 8, "person", 2, (("key", "p_MI1"),)),
        Span(9, 10, "break", 2),
    )


def test_notes_in_the_order_of_their_marks():
    """Notes are numbered as their marks stand, one within another too, with mark, id and further attributes."""
    found = one(
        '<head>1. Letter</head><p>One<note n="1" xml:id="d1fn1">First,<note n="*">inner</note> and <p>more.</p></note> '
        'two.<note n="2" rend="x">Second.</note></p>'
    )
    assert [(note.number, note.mark, note.kind, note.text) for note in found.apparatus.notes] == [
        (1, "1", "footnote", "First, and\nmore."),
        (2, "*", "footnote", "inner"),
        (3, "2", "footnote", "Second."),
    ]
    assert found.apparatus.notes[0].id == "d1fn1"
    assert [passage.role for passage in found.apparatus.notes[0].passages] == ["line", "paragraph"]
    assert found.apparatus.notes[2].values == (("rend", "x"),)
    assert texts(found.passages) == ["One two."]
    assert [(span.start, span.value("number")) for span in found.passages[0].spans] == [(3, "1"), (8, "3")]


def test_source_note_without_a_type():
    """A note that says Source: is taken for the source note where none is tagged, and that is said."""
    opened = read(
        volume(document('<head>1. Letter<note n="1">Source: Ministry of State. Secret.</note></head><p>Yes.</p>'))
    )
    ((found, report),) = opened.documents()
    assert found.apparatus.source().number == 1
    assert found.apparatus.inferred("source").value == "note 1"
    assert report.inferred == ("Note 1 was taken for the source note by its first word.",)
    assert found.classification == "Secret"


def test_lists_within_a_paragraph():
    """A paragraph that holds a list is a frame; its own words are passages of the role line."""
    found = one("<p>He asked for: <list><label>1.</label><item>peace</item></list> and left.</p>")
    assert [(p.text, p.role, p.within) for p in found.passages] == [
        ("He asked for:", "line", 1),
        ("1.", "label", 2),
        ("peace", "item", 2),
        ("and left.", "line", 1),
    ]
    assert found.apparatus.frames == (Frame("p"), Frame("list", 1))


def test_tables_keep_empty_cells():
    """A table's cells are passages in their rows, the empty ones too."""
    found = one('<table rows="1" cols="2"><row role="label"><cell/><cell>Men</cell></row></table>')
    assert [(p.text, p.role, p.within) for p in found.passages] == [("", "cell", 2), ("Men", "cell", 2)]
    assert found.apparatus.frames == (
        Frame("table", 0, (("rows", "1"), ("cols", "2"))),
        Frame("row", 1, (("role", "label"),)),
    )


@pytest.mark.parametrize("namespace", ["http://history.state.gov/frus/ns/1.0", "http://history.state.gov/ns/1.0"])
def test_both_namespaces_of_the_office(namespace):
    """Attachments and files of either namespace have the same names."""
    attached = "<frus:attachment><head>Draft</head><p>No.</p></frus:attachment>"
    inner = f'<head>1. Letter</head><p>Yes.</p>{attached}<frus:file id="1"/>'
    _, (found,) = read_all(volume(document(inner), namespace=namespace))
    assert found.apparatus.frames == (Frame("frus:attachment"),)
    assert [(p.text, p.role) for p in found.passages] == [
        ("Yes.", "paragraph"),
        ("Draft", "heading"),
        ("No.", "paragraph"),
    ]
    assert found.passages[-1].spans == (Span(3, 3, "frus:file", 0, (("id", "1"), ("within", "0"))),)


def test_milestone_with_words():
    """What a file says of itself among the passages is a value of its place, not a passage."""
    found = one("<head>1. Letter</head><frus:problem>two\n pages</frus:problem><p>Yes.</p>")
    assert found.passages[0].spans == (Span(0, 0, "frus:problem", 0, (("text", "two pages"),)),)


def test_pages_and_sections():
    """A page may begin in a word, between passages, or between documents; a document knows what it stands under."""
    documents = (
        '<div type="compilation" xml:id="comp1"><head>Suvria<note>n</note></head><pb n="3" xml:id="pg_3"/>'
        '<div type="chapter" xml:id="ch1"><head>The\n Line</head>'
        + document('<head>1. Letter</head><p>Par<pb n="4" xml:id="pg_4" facs="9"/>tition</p>')
        + '<pb n="5"/>'
        + document('<pb n="6"/><head>2. Letter</head><p>Yes.</p>', "d2", "2")
        + "</div></div>"
        + document("<head>3. Letter</head>", "d3", "3")
    )
    _, (first, second, third) = read_all(volume(documents))
    title = "Relations of Aldermark, 1961–1963, Volume II, Suvria"
    assert first.apparatus.edition == Edition("arel1961-63v02", "d1", title, ("Suvria", "The Line"), "3")
    assert first.passages[0].text == "Partition"
    assert first.passages[0].spans == (Span(3, 3, "page", 1, (("number", "4"), ("xml:id", "pg_4"), ("facs", "9"))),)
    assert second.apparatus.edition.page == "5"
    assert second.apparatus.head[0].spans == (Span(0, 0, "page", 0, (("number", "6"),)),)
    assert (third.apparatus.edition.sections, third.apparatus.edition.page) == ((), "6")


@pytest.mark.parametrize(
    ("markup_", "date", "until"),
    [
        ('<date from="1961-03-01" to="1961-03-04">March 1–4</date>', "1961-03-01", "1961-03-04"),
        ('<date when="1961-03">March</date>', "1961-03", None),
        ('<date when="1961-03-01T09:00:00Z">March 1</date>', "1961-03-01T09:00:00Z", None),
        ('<date when="1961-03-01T09:00">March 1</date>', "1961-03-01T09:00:00", None),
        ("<date>March 1, 1961.</date>", "1961-03-01", None),
    ],
)
def test_dates(markup_, date, until):
    """A date is as precise as its markup says; one that is only printed is read, and a time has no zone but its own."""
    found = one(f"<head>1. Letter</head><dateline>Rothav, {markup_}</dateline><p>Yes.</p>")
    assert (str(found.date), found.until and str(found.until)) == (date, until)


@pytest.mark.parametrize("when", ["1961-02-30", "soon", "1961-10-16T25:00:00"])
def test_impossible_dates_are_left_out(when):
    """A date that no calendar has is reported, and the document has none."""
    opened = read(
        volume(document(f'<head>1. Letter</head><dateline><date when="{when}">then</date></dateline><p>Yes.</p>'))
    )
    ((found, report),) = opened.documents()
    assert found.date is None
    assert when in report.left_out[0]


def test_date_of_the_heading():
    """Where there is no dateline the date of the heading is taken, and that is said."""
    found = one('<head>1. Letter, <date when="1961-03-01">March 1, 1961</date></head><p>Yes.</p>')
    assert (str(found.date), found.apparatus.inferred("date").field) == ("1961-03-01", "date")


def test_ids_that_stand_twice_are_reported():
    """A file that repeats an id is read, and the report of the volume says so."""
    inner = '<p xml:id="x1">One<note xml:id="d1fn1">a</note><note xml:id="d1fn1">b</note></p>'
    opened, documents = read_all(volume(document(inner)))
    assert len(documents[0].apparatus.notes) == 2
    assert opened.report.inferred == ("The id d1fn1 stands twice; a reference to it is taken to mean the first.",)


def test_documents_that_hold_nothing_are_reported():
    """An element without anything in it is no document, and the report says so."""
    opened, documents = read_all(volume(document("") + document("<head>2. Letter</head>", "d2", "2")))
    assert [one.apparatus.edition.document for one in documents] == ["d2"]
    assert opened.report.left_out == ("Document d1, which holds nothing.",)


def test_a_document_beyond_the_limits_is_reported():
    """A document that cannot be held is left out alone, and the report says why."""
    opened, documents = read_all(volume(document("<p>x</p>" * 2001) + document("<head>2. Letter</head>", "d2", "2")))
    assert len(documents) == 1
    assert "2001 passages" in opened.report.left_out[0]


def test_lost_marks_stay_lost():
    """A note behind everything that says it is not anchored has no mark in the text."""
    found = one('<head>1. Letter</head><p>Yes.</p><note n="3" anchored="false">Unsigned.</note>')
    (note,) = found.apparatus.notes
    assert note == Note(1, "3", "footnote", (Passage(1, "Unsigned."),))
    assert found.passages[0].spans == ()


@settings(max_examples=200, deadline=None)
@given(markup)
def test_no_markup_loses_anything(inner):
    """Whatever stands in whatever, every character, note, name, date, reference and page is in the document."""
    data = volume(document(inner))
    opened, documents = read_all(data)
    assert len(documents) == 1 or opened.report.left_out
    for element, found in zip(elements(data), documents, strict=False):
        assert differences(element, found) == []


def test_the_comparison_can_fail():
    """A lost letter, a lost space, a moved mark and a changed attribute are each found."""
    (element,) = elements(volume(document('<p>One two<note n="1">a</note> <persName key="x">three</persName></p>')))
    good = '<p>One two<note n="1">a</note> <persName key="x">three</persName></p>'
    assert differences(element, one(good)) == []
    for old, new in (
        ("two", "tw"),
        ("One two", "Onetwo"),
        ('two<note n="1">a</note>', '<note n="1">a</note>two'),
        ('"x"', '"y"'),
    ):
        assert differences(element, one(good.replace(old, new)))


@pytest.mark.slow
@pytest.mark.parametrize(("name", "count"), [("frus1948v01p1", 271), ("frus1961-63v06", 120)])
def test_real_volumes_lose_nothing(name, count):
    """Every document of two real volumes holds all that its XML holds."""
    data = real(name)
    _, documents = read_all(data)
    pairs = list(zip(elements(data), documents, strict=True))
    assert len(pairs) == count
    assert {
        found.apparatus.edition.document: told for element, found in pairs if (told := differences(element, found))
    } == {}


def test_attack_document_types(outside):
    """Every file with a document type is refused before anything is expanded; the harmless ones are no volumes."""
    files = sorted((outside / "xml-bombs" / "xmltestdata").iterdir())
    assert len(files) == 11, f"there are {len(files)} files where 11 are expected"
    for file in files:
        data = file.read_bytes()
        with pytest.raises(BadInputError) as caught:
            read(data)
        assert ("document type" in str(caught.value)) == (b"<!DOCTYPE" in data), file.name


@pytest.mark.parametrize("encoding", ["utf-16", "utf-8-sig", "iso-8859-1"])
def test_attack_document_type_in_another_encoding(encoding):
    """A document type is seen in whatever encoding, and behind however much."""
    said = encoding.removesuffix("-sig")
    behind = "<!-- x -->" * 20_000
    text = f'<?xml version="1.0" encoding="{said}"?>{behind}<!DOCTYPE TEI [<!ENTITY a "b">]><TEI/>'
    with pytest.raises(BadInputError, match="document type"):
        read(text.encode(encoding))


def test_attack_gzip_bomb():
    """A small file that unpacks without end is refused before it has."""
    packer = zlib.compressobj(9, zlib.DEFLATED, 31)
    bomb = packer.compress(volume("").partition(b"</body>")[0])
    bomb += b"".join(packer.compress(b"<p/>" * 250_000) for _ in range(40)) + packer.flush()
    with pytest.raises(BadInputError, match="unpacks to far more"):
        list(read(bomb).documents())


def test_attack_depth():
    """Elements nested without end are refused."""
    with pytest.raises(BadInputError, match="within each other"):
        read_all(volume(document("<hi>" * 5_000 + "x" + "</hi>" * 5_000)))


def test_attack_elements(monkeypatch):
    """Elements without end are refused while they come in."""
    monkeypatch.setattr(xml, "ELEMENTS", 1_000)
    with pytest.raises(BadInputError, match="more than 1000 elements"):
        read_all(volume(document("<p/>" * 3_000)))


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "no XML element"),
        (b"   ", "no XML element"),
        (b"<TEI>", "no volume of TEI"),
        (b"not XML", "not well-formed XML"),
        (b"<html xmlns='http://www.w3.org/1999/xhtml'/>", "no volume of TEI"),
        (b"\x1f\x8b\x08\x00", "breaks off"),
        (b"\x1f\x8bgarbage garbage", "damaged gzip"),
        (b'<?xml version="1.0" encoding="klingon"?><TEI/>', "encoding"),
    ],
)
def test_files_that_are_no_volume(data, words):
    """Each is refused in one sentence."""
    with pytest.raises(BadInputError, match=words) as caught:
        read_all(data)
    assert str(caught.value).count(". ") == 0


def test_malformed_files_say_where():
    """A file that is broken in the middle gives what came before, and then line and column."""
    data = volume("\n" + document("<head>1. Letter</head>") + "\n<p>&nbsp;</p>").replace(
        b"<body>", b"<body>" + b" " * 70_000
    )
    read_ = read(data).documents()
    with pytest.raises(BadInputError, match=r"undefined entity at line \d+, column 4\)"):
        list(read_)


def test_a_file_that_breaks_off():
    """Half a volume, packed or not, is refused at its end."""
    data = volume(document("<head>1. Letter</head><p>Yes.</p>") * 50)
    for half in (data[: len(data) // 2], gzip.compress(data)[:-200]):
        with pytest.raises(BadInputError):
            read_all(half)


def test_several_gzip_members():
    """A gzip file may be several, one after the other (RFC 1952)."""
    data = volume(document("<head>1. Letter</head>"))
    packed = gzip.compress(data[:500]) + gzip.compress(data[500:])
    assert read_all(packed)[1] == read_all(data)[1]


def test_only_one_document_is_held():
    """What has been read of the body is let go, so that memory does not grow with the volume."""
    inner = f"<p>{'word ' * 100}</p>" * 300
    opened = read(volume("".join(document(inner, f"d{n}", str(n)) for n in range(1, 21))))
    held = [sum(1 for _ in opened._open[0].iter()) for _ in opened.documents()]
    assert len(held) == 20
    assert max(held) < 1_000


def test_the_columns_of_sentences_are_clean():
    """What a file says is repeated in a sentence on one line, with hidden characters shown."""
    opened, _ = read_all(volume(document('<p xml:id="a&#10;&#x202E;b">x<hi xml:id="a&#10;&#x202E;b">y</hi></p>')))
    (sentence,) = opened.report.inferred
    assert re.fullmatch(r"[^\n\u202e]+", sentence)
    assert volumes.read is read
