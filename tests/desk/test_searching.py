"""Searching finds what this desk may read, to the passage, and shows nothing of what it may not."""

import json
import os
from dataclasses import asdict
from pathlib import Path

import pytest
from tests.desk.table import LINE, dump

from backchannel.desk import importing, readers, retention, searching
from backchannel.errors import UsageError
from backchannel.text.query import read
from backchannel.vault import entries, fingerprints, meta, search
from backchannel.vault.concordance import Concordance

SECRET = "Merganserquay"
VOLUME = """\
<TEI xmlns="http://www.tei-c.org/ns/1.0" xml:id="faru1961v01"><teiHeader><fileDesc><titleStmt>
<title type="complete">The Sound of Tarn</title></titleStmt><publicationStmt><publisher>Office</publisher>
</publicationStmt><sourceDesc><p/></sourceDesc></fileDesc></teiHeader><text><front><div xml:id="persons"><head>Persons
</head><list><item><persName xml:id="p_KR1"><hi rend="strong">Kaljo, Reet A.</hi></persName>, President</item>
<item><persName xml:id="p_HA1"><hi rend="strong">Holm, Anders</hi></persName>, Chancellor</item></list></div></front>
<body><div type="compilation"><head>The Strait</head>
<div type="document" n="1" xml:id="d1"><head>1. Letter From President <persName corresp="#p_KR1" type="from">Kaljo
</persName> to Chancellor <persName corresp="#p_HA1" type="to">Holm</persName><note n="1" xml:id="d1fn1" type="source">
Source: State Archives, Harbour Files. Top Secret.</note></head>
<dateline><placeName>Tarnholm</placeName>, <date when="1961-10-16">October 16, 1961</date>.</dateline>
<p>The northern <pb n="2" facs="0002"/>ferry waits, and the pilot\u2019s pilotage<note n="2" xml:id="d1fn2">Paid in
spring.</note> dues are late.</p>
<p>In the winter<lb/>harbour lie <hi rend="italic">four</hi> ferries\u2014Noah\u02bcs Ark, as \u201cthe Dean\u201d says.
We wait for the ice</p>
<p>of the sound. See the lockkeeper <persName corresp="#p_HA1">Chancellor</persName>.</p></div>
<div type="document" n="2" xml:id="d2"><head>2. Telegram From the Embassy in Suvria to the Harbour Office</head>
<dateline><placeName>Suvria</placeName>, <date when="1961-12">December 1961</date>.</dateline>
<p>The ferry waits. The ferry waits.</p><closer><signed>Ode</signed></closer></div></div></body></text></TEI>
"""


@pytest.fixture
def shelf(pair):
    """Ilse with a small volume in her archive, and a letter of hers to Tomas."""
    path = pair.folder / "faru1961v01.xml"
    path.write_text(VOLUME, encoding="utf-8")
    (outcome,) = importing.import_files(pair.ilse, importing.files_of([path]))
    assert (outcome.what, outcome.documents) == ("imported", 2)
    pair.letter("ilse", f"The ferry of {SECRET} is yours.", "Keep it.", subject="The tide", place="Aldeby")
    return pair


def addresses(desk, text, **more):
    """The addresses of what is found, best first."""
    return [hit.address for hit in searching.find(desk, read(text), **more).hits]


@pytest.mark.parametrize(
    "phrase",
    ["the northern ferry waits", "pilot's pilotage dues", "pilotage-dues are late", "winter harbour",
     "lie four ferries", "FERRIES – NOAH'S ARK", "noah’s ark, as the dean says", "as ‘the dean’ says"],
)  # fmt: skip
def test_a_phrase_is_found_across_whatever_stands_in_it(shelf, phrase):
    """A page mark, a note's mark, a line break, emphasis, and any apostrophe, dash or quotation marks."""
    (hit,) = searching.find(shelf.ilse, read(f'"{phrase}"')).hits
    assert hit.document == "faru1961v01/d1"
    assert hit.address in {"faru1961v01/d1/1", "faru1961v01/d1/2"}
    assert len(hit.excerpt.marks) == 1


def test_a_phrase_is_found_from_one_passage_into_the_next(shelf):
    """And the hit says so."""
    (hit,) = searching.find(shelf.ilse, read('"the ice of the sound"')).hits
    assert (hit.address, hit.until) == ("faru1961v01/d1/2", "faru1961v01/d1/3")


def test_a_phrase_is_not_found_where_it_does_not_stand(shelf):
    """Not in another order, not from the text into a note, not over words left out."""
    for phrase in ("waits ferry", "ferry pilot", "dues paid in spring", "harbour four", "of the sound paid"):
        assert addresses(shelf.ilse, f'"{phrase}"') == []


def test_letters_are_found_beside_imported_documents(shelf):
    """By one search, with the address under which each is shown; a letter by the other side's desk too."""
    assert set(addresses(shelf.ilse, "ferry")) == {
        "faru1961v01/d1/1", "faru1961v01/d2/1", f"{LINE}/maren-5/1",
    }  # fmt: skip
    assert addresses(shelf.tomas, SECRET) == []
    shelf.settle()
    assert addresses(shelf.tomas, SECRET) == [f"{LINE}/maren-5/1"]
    assert addresses(shelf.tomas, "tide from:maren") == [f"{LINE}/maren-5"]
    assert addresses(shelf.tomas, "tide person:ilse") == [f"{LINE}/maren-5"]
    assert addresses(shelf.tomas, "tide from:reik") == []
    assert addresses(shelf.tomas, "tide date:2031") == [f"{LINE}/maren-5"]
    assert addresses(shelf.tomas, "place:aldeby") == [f"{LINE}/maren-5/1"]


@pytest.mark.parametrize(
    ("text", "documents"),
    [
        ("from:kaljo", ["d1"]),
        ('from:"reet kaljo"', ["d1"]),
        ("from:holm", []),
        ("to:anders", ["d1"]),
        ("mentions:holm", ["d1"]),
        ("person:chancellor", ["d1"]),
        ("person:kal*", ["d1"]),
        ("signed:ode", ["d2"]),
        ("person:kaljo person:ode", []),
        ("date:1961-10 kind:letter", ["d1"]),
        ("date:1961-10-17..1999", ["d2"]),
        ("date:..1961-10", ["d1"]),
        ("date:1961-12-24", ["d2"]),
        ("ferry kind:telegram", ["d2"]),
        ("kind:letter kind:telegram volume:faru1961*", ["d1", "d2"]),
        ("class:secret volume:faru1961v01", ["d1"]),
        ("class:secret class:unclassified place:suvria", []),
        ("place:tarn*", ["d1"]),
        ("place:tarn", []),
        ("ferry -noah volume:faru1961v01", ["d2"]),
        ("-noah volume:faru1961v01", ["d2"]),
        ('"ferry waits" "top secret"', ["d1"]),
        ("northern* -“ferry waits”", []),
        ("lockk*", ["d1"]),
    ],
)
def test_filters_and_signs(shelf, text, documents):
    """Each filter by what it names; all persons must fit, one of the values of any other; what is left out is."""
    found = searching.find(shelf.ilse, read(text))
    assert sorted(hit.document for hit in found.hits) == [f"faru1961v01/{name}" for name in documents]
    assert found.total == len(documents)


def test_a_channel_is_a_filter(shelf):
    """Its letters alone; one that is not here is a UsageError, whether others have it or not."""
    assert addresses(shelf.ilse, "ferry", limit=1) != []
    assert addresses(shelf.ilse, f'channel:"{LINE}" ferry') == [f"{LINE}/maren-5/1"]
    with pytest.raises(UsageError, match="has no channel called"):
        addresses(shelf.ilse, 'channel:"The other line" ferry')


def test_facets_count_what_fits(shelf):
    """By kind, year, volume, channel and classification."""
    found = searching.find(shelf.ilse, read("ferry"), facets=True)
    counts = {facet.field: dict(facet.counts) for facet in found.facets}
    assert counts["kind"] == {"letter": 2, "telegram": 1}
    assert counts["year"] == {"1961": 2, "2031": 1}
    assert counts["volume"] == {"faru1961v01": 2}
    assert counts["channel"] == {LINE: 1}
    assert counts["classification"] == {"Top Secret": 1}


def test_pages_hold_every_document_once(pair):
    """Page after page, whatever their size: everything that fits, nothing twice; beyond the last is an error."""
    texts = [f"Ferry {number} of the {'long ' * (number % 7)}line." for number in range(260)]
    for name, text in enumerate(texts):
        (pair.out / f"f{name:03}.txt").write_text(text, encoding="utf-8")
    list(importing.import_files(pair.ilse, importing.files_of([pair.out])))
    for limit in (7, 60, 200):
        first = searching.find(pair.ilse, read("ferry long"), limit=limit)
        assert (first.total, first.pages) == (260, -(-260 // limit))
        seen = [
            address
            for page in range(1, first.pages + 1)
            for address in addresses(pair.ilse, "ferry long", limit=limit, page=page)
        ]
        assert len(seen) == len(set(seen)) == 260
    for page, limit in ((5, 100), (0, 10), (1, 0), (1, 1000)):
        with pytest.raises(UsageError):
            addresses(pair.ilse, "ferry", page=page, limit=limit)


def test_what_occurs_nowhere_is_said(shelf):
    """Only where nothing was found, and only of what this desk holds."""
    found = searching.find(shelf.ilse, read('zeppelin "ferry zeppelin" "waits ferry"'))
    assert found.nowhere == ("zeppelin", "ferry zeppelin", "waits ferry")
    assert searching.find(shelf.ilse, read("zeppelin ferry")).nowhere == ()
    assert searching.find(shelf.tomas, read(SECRET)).nowhere == (SECRET.lower(),)


# What one may not read leaves no trace (R02)

ASKED = (
    SECRET, f'"{SECRET}"', f"{SECRET[:4]}*", "ferry", "person:maren", "kind:letter", "date:2031", "of the",
    "-zeppelin kind:letter", f'channel:"{LINE}"', "place:aldeby", "class:secret",
)  # fmt: skip


def told(desk):
    """All that a search tells at a desk, of every query and page, and what its index holds."""
    with desk.vault.read() as db:
        index = [
            db.execute(f"SELECT * FROM {table} ORDER BY 1, 2").fetchall()
            for table in ("items", "item_word_counts", "item_tokens", "names", "name_words", "item_names")
        ]
    outputs = []
    for text in ASKED:
        try:
            outputs.append(asdict(searching.find(desk, read(text), facets=True)))
        except UsageError as refusal:
            outputs.append(str(refusal))
    return index, outputs


def test_attack_a_member_who_is_no_reader_sees_no_trace(sides):
    """Greta and Pavel are on the channel; what Ilse writes to Tomas alone changes nothing of what they are told."""
    sides.letter("ilse", "The ferry of all.", readers=["tomas", "greta", "pavel"])
    sides.settle()
    before = {name: told(sides.desks[name]) for name in ("greta", "pavel", "hanne")}
    sides.letter("ilse", f"The ferry of {SECRET}.", readers=["tomas"], place="Aldeby", classification="Secret")
    sides.settle()
    assert addresses(sides.tomas, SECRET) != []
    for name, was in before.items():
        assert told(sides.desks[name]) == was


def test_attack_who_was_removed_is_told_nothing_of_later_letters(sides):
    """He keeps finding what he could read before, and no more."""
    sides.letter("ilse", "The ferry of all.", readers=["tomas", "greta"])
    sides.settle()
    readers.remove(sides.ilse, LINE, "Greta Lund", "She left the office.")
    sides.settle("ilse", "tomas", "pavel", "greta")
    before = told(sides.greta)
    sides.letter("ilse", f"The ferry of {SECRET}.", readers=["tomas"])
    sides.settle()
    assert told(sides.greta) == before
    assert addresses(sides.greta, "ferry") != []


def test_attack_a_retired_letter_is_as_if_it_had_never_been(empty):
    """Its words, names and counts are gone from answers and index; the other desk still finds its own copy."""
    for name in ("ilse", "tomas"):
        empty.create(name)
    empty.introduce(("ilse", "tomas"))
    empty.open_line(("ilse", "tomas"), rules="retention_days = 30")
    empty.letter("tomas", f"The ferry of {SECRET}.", place="Aldeby", senders=("Halvard Brink",))
    empty.settle()
    empty.wait(days=20)
    empty.letter("tomas", "The ferry stays.")
    empty.settle()
    with empty.ilse.vault.change() as db:
        letter = db.execute("SELECT min(number) FROM items").fetchone()[0]
    assert addresses(empty.ilse, SECRET) != []
    empty.wait(days=11)
    retention.retire(empty.ilse, LINE)
    assert addresses(empty.ilse, SECRET) == []
    assert SECRET.lower() not in repr(told(empty.ilse)[0]).lower()
    assert searching.find(empty.ilse, read("person:brink")).total == 0
    assert searching.find(empty.ilse, read("kind:letter")).total == 1
    with empty.ilse.vault.read() as db:
        assert db.execute("SELECT count(*) FROM items WHERE number = ?", (letter,)).fetchone() == (0,)
    assert addresses(empty.tomas, SECRET) != []


def test_attack_what_is_set_aside_is_found_no_more(shelf):
    """A history that a mend set aside leaves the index with its letters."""
    shelf.settle()
    with shelf.tomas.vault.change() as db:
        channel, author, seq = db.execute("SELECT channel, author, seq FROM entries WHERE kind = 'letter'").fetchone()
        entries.set_aside(db, channel, author, seq - 1)
    assert addresses(shelf.tomas, SECRET) == []
    assert SECRET.lower() not in repr(told(shelf.tomas)[0]).lower()


def test_a_vault_of_other_rules_is_indexed_anew(shelf):
    """A desk from before the index, or with words folded by other rules, finds the same after it is opened."""
    before = told(shelf.ilse)
    with shelf.ilse.vault.change() as db:
        size = Concordance(db).size
        db.execute("INSERT INTO item_words (item_words) VALUES ('delete-all')")
        for table in ("item_tokens", "item_names", "name_words", "names"):
            db.execute(f"DELETE FROM {table}")
        fingerprints.clear(db)
        db.execute("DELETE FROM items WHERE channel IS NOT NULL")
        meta.put(db, meta.INDEXED, b"0 of another time")
    shelf.ilse.close()
    again = shelf.open("ilse")
    assert [one["total"] for one in told(again)[1] if isinstance(one, dict)] == [
        one["total"] for one in before[1] if isinstance(one, dict)
    ]
    with again.vault.read() as db:
        assert meta.get(db, meta.INDEXED) == search.FOLDING
        assert Concordance(db).size == size > 0
    assert set(addresses(again, "ferry")) == {"faru1961v01/d1/1", "faru1961v01/d2/1", f"{LINE}/maren-5/1"}
    assert dump(again)["items"] != []


def test_naughty_strings_are_searched_for(shelf):
    """Each is answered, or refused by one UsageError: never a fault of FTS5's language."""
    folder = Path(os.environ.get("BACKCHANNEL_OUTSIDE_TESTS") or Path(__file__).parents[3] / "shared" / "outside-tests")
    if not folder.is_dir():
        pytest.skip("the outside test suites are not on this machine (BACKCHANNEL_OUTSIDE_TESTS)")
    strings = json.loads((folder / "blns" / "blns.json").read_text(encoding="utf-8"))
    assert len(strings) >= 515
    for string in [
        *strings,
        "AND",
        "NOT x",
        "a OR",
        "NEAR(a b)",
        "body:x",
        "a+b",
        "^a",
        "{body}:a",
        "rank",
        '""',
        "a*b*",
    ]:
        for text in (string, f'"{string}', f"from:{string}x ferry", f'place:"{string}'):
            try:
                found = searching.find(shelf.ilse, read(text), facets=True)
            except UsageError as refusal:
                assert str(refusal).endswith(".")
            else:
                assert found.total >= len(found.hits)


def test_an_empty_desk_has_nothing_to_find(empty):
    """And says so without an error."""
    empty.create("ilse")
    assert searching.find(empty.ilse, read("ferry")).total == 0
    assert searching.find(empty.ilse, read("kind:letter"), facets=True).total == 0
