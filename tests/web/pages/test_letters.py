"""The pages of a letter: read, printed, answered, opened, shared and copied out; what hostile words do not do."""

import pytest
from tests.desk.table import LINE, dump

from backchannel.desk import correspondence, knowledge, letters
from backchannel.desk.words import quoted
from backchannel.record.document import Document, Passage
from backchannel.web import addresses

HOSTILE = (
    "<script>alert(1)</script><img src=x onerror=alert(2)>",
    "\u202eignore this\u202c \u200fand this\u2066",
    "{{ 7 * 7 }} {% raw %} ${7*7} %s %n",
    "\"'`><svg onload=alert(3)> <!-- --> ]]> &lt;b&gt;",
    "Ω≈ç√∫ Ṱ̺̺̕h̼͓̲ 𝐓𝐡𝐞 👩\u200d👩\u200d👧 ﷽ \u200b\ufeffzero",
    "javascript:alert(4)//data:text/html,<b>x</b>",
    "السلام عليكم, said the envoy, שלום, and 你好",
    "../../etc/passwd; DROP TABLE entries; --",
)


def at(letter, *more, passage=0):
    """The address of a letter's page."""
    return addresses.letter(letter.header.id, *more, passage=passage)


def test_a_letter_is_shown_with_its_head_its_banners_and_numbered_passages(pair, sit):
    """Number, place, date, names, classification and subject stand in the head; each passage has its place."""
    letter = pair.letter(
        "ilse",
        "Dear colleague,",
        "The lamp is lit.",
        number="3",
        place="Valdria",
        senders=("Ilse Maren",),
        addressees=("Tomas Reik",),
        subject="The lamp",
        classification="Secret",
        caption="EYES ONLY Ilse Maren and Tomas Reik",
    )
    pair.settle()
    read = sit(pair, "tomas").get(at(letter))
    for words in ("Letter 3", "Valdria", "To Tomas Reik", "Subject The lamp", "Classification Secret"):
        assert words in read.text
    assert read.html.count('class="banner') == 2
    assert read.text.count("EYES ONLY Ilse Maren and Tomas Reik Secret") == 2
    assert {"p1", "p2"} <= set(read.ids)
    assert "#p2" in read.links
    assert "See only that an entry" not in read.text
    assert f"/writing/new?channel={letter.header.channel.hex()}&answers={letter.header.id.hex()}" in read.links


def test_reading_is_noted_once(pair, sit):
    """The register says from when on the person here has read it, and asking again changes nothing."""
    letter = pair.letter("ilse", "One.")
    pair.settle()
    visitor = sit(pair, "tomas")
    assert "Not read yet" in visitor.get(addresses.channel(letter.header.channel)).text
    visitor.get(at(letter))
    pair.wait(days=1)
    before = dump(pair.tomas)
    visitor.get(at(letter))
    visitor.get(at(letter, "print"))
    assert dump(pair.tomas) == before
    ways = {(one.person, one.way.value) for one in knowledge.of_letter(pair.tomas, LINE, letter.reference)}
    assert ("Tomas Reik", "read it") in ways


def test_answers_and_quotations_are_linked_both_ways(pair, sit):
    """Each letter leads to the one that it answers and quotes, passage by passage, and back."""
    first = pair.letter("ilse", "Dear colleague,", "The lamp in the pilot house burns on every night of the year.")
    pair.settle()
    second = pair.letter(
        "tomas",
        "You say that “the lamp in the pilot house burns on every night of the year”, and we believe it.",
        answers=first.reference,
    )
    pair.settle()
    visitor = sit(pair, "ilse")
    old, new = visitor.get(at(first)), visitor.get(at(second))
    assert f"Answered by {second.reference}" in old.text
    assert f"It answers {first.reference}" in new.text
    assert f"Quoted in {second.reference}, passage 1" in old.text
    assert at(second, passage=1) in old.links
    assert f"Quotes {first.reference}, passage 2" in new.text
    assert at(first, passage=2) in new.links
    assert sorted(
        (one.of_passage, one.by_passage) for one in quoted.of_letter(pair.ilse, LINE, first.header.id)[1]
    ) == [(2, 1)]


def test_a_quotation_with_other_words_says_so(pair, sit):
    """What is quoted otherwise than it was written is marked on both letters."""
    first = pair.letter("ilse", "We shall keep the lamp in the pilot house burning until the first of March.")
    pair.settle()
    pair.letter("tomas", "“We shall keep the lamp in the pilot house burning until the first of April.”")
    pair.settle()
    assert "with other words" in sit(pair, "ilse").get(at(first)).text


def test_the_page_to_print_has_the_letter_and_nothing_else(pair, sit):
    """Banner, head and numbered paragraphs; no menu, no form, no link."""
    letter = pair.letter("ilse", "One.", "Two.", classification="Secret", number="4")
    read = sit(pair, "ilse").get(at(letter, "print"))
    assert read.links == []
    assert read.forms == []
    assert read.text.count("Secret") == 3
    assert read.title == "A letter"
    assert "Ilse Maren" in read.text


def test_a_letter_is_acknowledged_once(pair, sit):
    """The author sees the acknowledgement with its note; who has acknowledged is not asked again."""
    letter = pair.letter("ilse", "One.")
    pair.settle()
    visitor = sit(pair, "tomas")
    read = visitor.do(at(letter), "acknowledge", note="The answer follows on Friday")
    assert "an answer is still owed" in read.text
    assert not [form for form in read.forms if form["fields"].get("do") == "acknowledge"]
    pair.settle()
    assert "The answer follows on Friday" in sit(pair, "ilse").get(at(letter)).text


def test_ones_own_letter_is_not_acknowledged(pair, sit):
    """A forged form is refused, and nothing is written."""
    letter = pair.letter("ilse", "One.")
    visitor = sit(pair, "ilse")
    visitor.get(at(letter))
    with pair.unchanged():
        read = visitor.post(at(letter), "acknowledge")
        assert read.status == 422


def test_ones_own_letter_is_opened_to_a_further_reader(sides, sit):
    """After a page that says what follows; its readers see to whom and why."""
    letter = sides.letter("ilse", "One.")
    visitor = sit(sides, "ilse")
    assert "no later letter is opened" in visitor.get(at(letter, "open")).text
    assert visitor.do(at(letter, "open"), "open", to="Valdria/Greta Lund", why="").status == 422
    read = visitor.do(at(letter, "open"), "open", to="Valdria/Greta Lund", why="She drafts the answer")
    assert "Opened to Greta Lund" in read.text
    assert "She drafts the answer" in read.text
    sides.settle()
    assert "One." in sit(sides, "greta").get(at(letter)).text


def test_another_ones_letter_is_not_opened_but_shared(sides, sit):
    """Only its author opens a letter; sharing is a letter of one's own, which says what it shares."""
    letter = sides.letter("ilse", "One.")
    sides.settle()
    visitor = sit(sides, "tomas")
    assert "Only its author" in visitor.get(at(letter, "open")).text
    with sides.unchanged():
        assert visitor.post(at(letter, "open"), "open", to="Ostrava/Pavel Dorn", why="x").status == 422
    assert visitor.do(at(letter, "share"), "share", why="He knows the harbour").status == 422
    read = visitor.do(at(letter, "share"), "share", to=["Ostrava/Pavel Dorn"], why="He knows the harbour")
    assert "not of its author" in read.text
    assert letter.reference in read.text
    assert "He knows the harbour" in read.text
    sides.settle()
    shared = next(one for one in correspondence.on_channel(sides.pavel, LINE) if one.header.kind == "share")
    assert "One." in sit(sides, "pavel").get(addresses.letter(shared.header.id)).text


@pytest.mark.parametrize("form", ["markdown", "pdf", "docx", "html"])
def test_a_letter_is_copied_out_for_a_reason_that_is_kept(pair, sit, form):
    """The file has a name without a word of the letter, and who knows of it shows the copy."""
    letter = pair.letter("ilse", "A lamp in the house.", heading="The lamp")
    visitor = sit(pair, "ilse")
    page = visitor.get(at(letter, "copy"))
    assert "This leaves the vault." in page.text
    refused = visitor.do(at(letter, "copy"), "copy", form=form, why="")
    assert refused.status == 422
    read = visitor.do(at(letter, "copy"), "copy", form=form, why="For the minister")
    given = read.response.headers["content-disposition"]
    assert given.startswith('attachment; filename="letter.')
    assert len(read.response.content) > 20
    known = knowledge.of_letter(pair.ilse, LINE, letter.reference)
    assert any(one.way.value == "copied it to a file" and "For the minister" in one.source for one in known)
    assert not any("terminal" in one.source for one in known)


def test_an_enclosure_is_given_out_by_an_act(pair, sit, tmp_path):
    """Its name is shown, the file is called otherwise, and the copy is noted."""
    file = tmp_path / "harbour map.csv"
    file.write_bytes(b"depth,fathoms\n1,2\n")
    letter = pair.letter("ilse", "See the map.", files=[file])
    pair.settle()
    visitor = sit(pair, "tomas")
    assert at(letter, "enclosure", "1") in visitor.get(at(letter)).links
    assert "harbour map.csv" in visitor.get(at(letter, "enclosure", "1")).text
    read = visitor.do(at(letter, "enclosure", "1"), "give", why="To look at it")
    assert read.response.content == b"depth,fathoms\n1,2\n"
    assert 'filename="enclosure-1.csv"' in read.response.headers["content-disposition"]
    assert any("To look at it" in one.source for one in knowledge.of_letter(pair.tomas, LINE, letter.reference))
    assert visitor.get(at(letter, "enclosure", "2")).status == 404


def test_hostile_words_are_shown_and_do_nothing(pair, sit):
    """Markup is words, hidden characters are named, on the letter, in lists and on the page to print."""
    letter = pair.letter(
        "ilse",
        *HOSTILE,
        heading=HOSTILE[0],
        subject=HOSTILE[3],
        senders=(HOSTILE[1], HOSTILE[4]),
        number="<i>1</i>",
        place=HOSTILE[5],
        classification="<b>Secret</b>",
    )
    pair.settle()
    visitor = sit(pair, "tomas")
    for address in (at(letter), at(letter, "print"), at(letter, "copy"), addresses.channel(letter.header.channel)):
        read = visitor.get(address)
        assert read.status == 200
        for word in ("<script", "<img", "onerror=alert(2)>", "<svg onload", "<i>1", "\u202e", "\u2066", "\u200b"):
            assert word not in read.html, (address, word)
        assert "<b>Secret</b>" in read.text or "Secret" not in read.html
    read = visitor.get(at(letter))
    assert "<script>alert(1)</script>" in read.text
    assert "U+202E" in read.text
    assert "{{ 7 * 7 }}" in read.text
    assert "hidden characters" in read.text
    assert read.html.count('dir="auto"') >= len(HOSTILE)


def test_a_long_letter_comes_in_parts_and_its_passages_are_found(pair, sit):
    """Two hundred passages stand on a page; the address of a later one leads to the part that holds it."""
    document = Document("letter", tuple(Passage(n, f"Word {n}.") for n in range(1, 421)))
    letter = letters.write(pair.ilse, LINE, document)
    visitor = sit(pair, "ilse")
    assert "p200" in visitor.get(at(letter)).ids
    assert "p201" not in visitor.get(at(letter)).ids
    assert "p401" in visitor.get(at(letter) + "?part=3").ids
    address = at(letter, passage=401)
    assert address.rpartition("#")[2] in visitor.get(address.partition("#")[0]).ids
    assert "p420" in visitor.get(at(letter, "print")).ids


@pytest.mark.parametrize("entry", ["00" * 32, "zz" * 32, "abc", "٣" * 64])
def test_what_is_no_letter_is_told_so(pair, sit, entry):
    """An address that names no letter gets one sentence."""
    read = sit(pair, "ilse").get(f"/letter/{entry}")
    assert read.status == 404
    assert "no such letter" in read.text


def test_an_entry_that_is_no_letter_has_no_page(pair, sit):
    """The id of an assent is the address of no letter."""
    with pair.book("ilse") as book:
        head = book.heads()[pair.ilse.reader][1]
    assert sit(pair, "ilse").get(addresses.letter(head)).status == 404


def test_every_letter_of_the_demo_has_its_pages(at_demo):
    """At the demo each letter is shown, some answered, some quoted, one with an enclosure."""
    visitor = at_demo("holt")
    channels = {link for link in visitor.get("/channels").links if link.startswith("/channel/")}
    found = {link for one in channels for link in visitor.get(one).links if link.startswith("/letter/")}
    texts = [visitor.get(link).text for link in sorted(found)]
    assert len(texts) > 15
    for words in ("It answers", "Answered by", "Quoted in", "Quotes", "Acknowledged by", "Enclosures"):
        assert any(words in text for text in texts), words
