"""Writing at the desk: drafts begun, saved by the passage, settled, sealed once, taken from files and given back."""

import re

import pytest
from tests.desk.table import LINE, dump
from tests.web.visitor import ORIGIN, Read, Visitor

from backchannel.desk import drafting, drafts, letters
from backchannel.desk.letters import write
from backchannel.errors import UsageError
from backchannel.record.document import Document, passages_of
from backchannel.web.site import Site

THEIRS = Document(
    "letter",
    passages_of(
        "We propose that the ferry runs at night from the first of May.",
        "We ask for your view of the lamp on the long quay before winter.",
        "The tolls are to stay as they are until both sides have counted.",
    ),
    heading="Of ferry, lamp and tolls",
)


@pytest.fixture
def asked(pair):
    """Two desks, of which Tomas has asked Ilse; and the entry of his letter."""
    letter = write(pair.tomas, LINE, THEIRS)
    pair.settle()
    return pair, letter.header.id.hex()


def begun(visitor, entry, **fields):
    """Begin an answer; give its address."""
    return visitor.do(f"/writing/new?answers={entry}", "begin", **fields).address


def passages(table, name="ilse"):
    """The texts of the one open draft at a desk."""
    (found,) = [one for one in drafts.every(table.desks[name]) if one.draft.kept.ended is None]
    return [one.says.text for one in found.draft.passages]


def which(read, number):
    """The name of the form of a passage of ours on a page, by its place."""
    return [form["fields"]["which"] for form in read.forms if form["fields"].get("do") == "save"][number - 1]


def chosen(read):
    """What the lists of the form of a head have chosen."""
    return {
        name: re.search(rf'name="{name}".*?<option value="([^"]*)" selected', read.html, re.DOTALL)[1]
        for name in ("channel", "kind")
    }


def kept(table, name="ilse"):
    """All that a vault has, but for how far it has counted its changes."""
    return {part: rows for part, rows in dump(table.desks[name]).items() if part != "meta"}


def test_the_first_page_lists_drafts_and_what_waits_for_an_answer(sit, asked):
    """What was written to us and is not answered can be answered from there, and what is begun is listed."""
    pair, entry = asked
    ilse = sit(pair, "ilse")
    before = ilse.get("/writing")
    assert "No draft is open" in before.text and f"answers={entry}" in before.html.replace("&amp;", "&")
    address = begun(ilse, entry)
    after = ilse.get("/writing")
    assert address in after.links and "Answer to" in after.text and f"answers={entry}" not in after.html


def test_an_answer_stands_beside_their_letter(sit, asked):
    """Each passage of theirs is there with how it stands, and ours beside it."""
    pair, entry = asked
    ilse = sit(pair, "ilse")
    address = begun(ilse, entry)
    ilse.do(address, "insert", text="We agree to your passage 1.\n\nTo your passage 2 we say: not yet.", answers="1-2")
    read = ilse.get(address)
    assert all(one.text in read.text for one in THEIRS.passages)
    assert passages(pair) == ["We agree to your passage 1.", "To your passage 2 we say: not yet."]
    assert "Reads as: agreed" in read.text and "Open" in read.text
    assert "Answered by our passage 1" in read.text and "Last saved 5 May 2031, 08:00 UTC" in read.text


def test_each_passage_is_saved_by_itself(sit, pair):
    """Saved, moved, taken out and put back: every button saves the text first, and what goes can come again."""
    ilse = sit(pair, "ilse")
    address = ilse.do("/writing/new", "begin", name="Of nothing in particular").address
    ilse.do(address, "insert", text="One.\n\nTwo.\n\nThree.")
    page = ilse.get(address)
    one, two = which(page, 1), which(page, 2)
    ilse.do(address, "save", one, text="One, better.")
    assert passages(pair) == ["One, better.", "Two.", "Three."]
    ilse.do(address, "save", two, text="Two, better.", _then="up")
    assert passages(pair) == ["Two, better.", "One, better.", "Three."]
    ilse.do(address, "save", two, _then="down")
    assert passages(pair) == ["One, better.", "Two, better.", "Three."]
    gone = ilse.do(address, "save", one, text="One, best.", _then="remove")
    assert passages(pair) == ["Two, better.", "Three."] and "Put it back" in gone.text and "One, best." in gone.text
    ilse.do(address, "put-back", one)
    assert passages(pair) == ["One, best.", "Two, better.", "Three."]
    after = ilse.do(address, "save", one, _then="after")
    assert "A new passage after 1" in after.text
    ilse.post(address, "insert", text="One and a half.", _after=one, once="between")
    assert passages(pair) == ["One, best.", "One and a half.", "Two, better.", "Three."]


def test_two_windows_that_save_one_passage_lose_neither(sit, pair):
    """The second finds both texts at the place, and puts one in place of both."""
    ilse = sit(pair, "ilse")
    address = ilse.do("/writing/new", "begin", name="Twice").address
    ilse.do(address, "insert", text="As it was.")
    form = ilse.get(address).form("save", which(ilse.get(address), 1))["fields"]
    ilse.post(address, "save", **{**form, "text": "From the first window.", "once": "a"})
    second = ilse.post(address, "save", **{**form, "text": "From the second window.", "once": "b"})
    assert "saved twice" in second.text
    assert "From the first window." in second.text and "From the second window." in second.text
    assert "saved twice apart" in ilse.get("/writing").text
    assert "two versions were saved apart" in ilse.get(address + "/seal").text
    ilse.do(address, "settle", form["which"], text="From both.")
    assert passages(pair) == ["From both."] and "saved twice" not in ilse.get(address).text


def test_a_passage_that_another_window_took_out_is_not_lost_when_it_is_saved(sit, pair):
    """Its text and its being taken out stand beside each other until somebody settles it."""
    ilse = sit(pair, "ilse")
    address = ilse.do("/writing/new", "begin", name="Gone").address
    ilse.do(address, "insert", text="As it was.")
    form = ilse.get(address).form("save", which(ilse.get(address), 1))["fields"]
    ilse.post(address, "save", **{**form, "_then": "remove", "once": "a"})
    assert passages(pair) == []
    read = ilse.post(address, "save", **{**form, "text": "Still wanted.", "once": "b"})
    assert "Still wanted." in read.text and "Taken out" in read.text
    ilse.do(address, "drop", form["which"])
    assert passages(pair) == []


def test_the_back_button_replaces_nothing_unseen(sit, pair):
    """A page that the browser kept from before two savings does not put its old text in place of the newest."""
    ilse = sit(pair, "ilse")
    address = ilse.do("/writing/new", "begin", name="Back").address
    ilse.do(address, "insert", text="First.")
    old = ilse.get(address).form("save", which(ilse.get(address), 1))["fields"]
    ilse.do(address, "save", old["which"], text="Second.")
    ilse.do(address, "save", old["which"], text="Third.")
    read = ilse.post(address, "save", **{**old, "text": "First, again.", "once": "old"})
    assert "Third." in read.text and "First, again." in read.text and "saved twice" in read.text


def test_a_form_that_is_sent_twice_puts_a_passage_in_once(sit, pair):
    """As by an impatient finger, or by a browser that asks again."""
    ilse = sit(pair, "ilse")
    address = ilse.do("/writing/new", "begin", name="Impatient").address
    form = ilse.get(address).form("insert")["fields"]
    for _ in range(2):
        ilse.post(address, "insert", **{**form, "text": "Once."})
    assert passages(pair) == ["Once."]


def test_a_page_that_was_gone_back_to_and_filled_in_otherwise_is_a_new_saving(sit, pair):
    """The browser gives the old form again, with the name of its showing: what is typed into it now is not lost."""
    ilse = sit(pair, "ilse")
    address = ilse.do("/writing/new", "begin", name="Forth and back").address
    form = ilse.get(address).form("insert")["fields"]
    for text in ("Once.", "And this.", "And this."):
        ilse.post(address, "insert", **{**form, "text": text})
    assert passages(pair) == ["Once.", "And this."]


def test_after_a_crash_the_page_of_the_browser_is_sent_again_and_changes_nothing_twice(pair):
    """The process dies after it saved and before it answered; what the browser sends again writes nothing more."""
    folder, clock = pair.ilse.vault.folder.path, pair.ilse.clock

    def start():
        site = Site(folder, clock)
        site.clerk.submit(lambda: site.take(pair.ilse.another())).result()
        return site, Visitor(site)

    site, ilse = start()
    address = ilse.do("/writing/new", "begin", name="Crash").address
    ilse.do(address, "insert", text="As it was.")
    page = ilse.get(address)
    save, insert = page.form("save", which(page, 1))["fields"], page.form("insert")["fields"]
    ilse.post(address, "save", **{**save, "text": "Saved before the crash."})
    ilse.post(address, "insert", **{**insert, "text": "Put in before the crash."})
    site.close()
    before = kept(pair)
    site, ilse = start()
    for form, text in ((save, "Saved before the crash."), (insert, "Put in before the crash.")):
        asked_again = Read(ilse.send("POST", address, ORIGIN, data={**form, "text": text}))
        assert asked_again.status == 409 and text in asked_again.html
        fields = next(one["fields"] for one in asked_again.forms if one["action"] == address)
        assert ilse.post(address, fields["do"], **{k: v for k, v in fields.items() if k not in ("do",)}).status == 200
    assert kept(pair) == before
    lost = {**save, "text": "Typed while the desk was down."}
    shown = Read(ilse.send("POST", address, ORIGIN, data=lost))
    fields = next(one["fields"] for one in shown.forms if one["action"] == address)
    read = ilse.post(address, "save", **{k: v for k, v in fields.items() if k != "do"})
    assert "Typed while the desk was down." in read.text and "Saved before the crash." in read.text
    site.close()


def test_what_is_typed_is_put_back_where_a_passage_is_refused(sit, pair):
    """A passage with a character that nobody sees is not kept; it is shown to be corrected."""
    ilse = sit(pair, "ilse")
    address = ilse.do("/writing/new", "begin", name="Hidden").address
    before = dump(pair.ilse)
    read = ilse.do(address, "insert", text="Read this\u202e backwards.")
    assert read.status == 422 and "a character that nobody sees" in read.text
    assert "U+202E" in read.form("insert")["fields"]["text"] and dump(pair.ilse) == before
    read = ilse.do(address, "insert", text="A proposal of nothing.", mark="proposal")
    assert read.status == 422 and "names its issue" in read.text and dump(pair.ilse) == before


def test_what_is_typed_into_a_draft_that_was_sealed_meanwhile_is_shown(sit, pair):
    """Nothing is written, and the text can be copied."""
    ilse = sit(pair, "ilse")
    address = ilse.do("/writing/new", "begin", name="Ended").address
    ilse.do(address, "insert", text="As it was.")
    form = ilse.get(address).form("save", which(ilse.get(address), 1))["fields"]
    ilse.do(address, "discard", why="No need.")
    before = dump(pair.ilse)
    read = ilse.post(address, "save", **{**form, "text": "Typed too late."})
    assert "Typed too late." in read.text and "was discarded" in read.text and dump(pair.ilse) == before
    assert ilse.do(address, "take-up", form_id(ilse, address)).address == address
    assert passages(pair) == ["As it was."]


def form_id(visitor, address):
    """The whole number of the draft that can be taken up again at an address."""
    return next(f["fields"]["which"] for f in visitor.get(address).forms if f["fields"].get("do") == "take-up")


def test_quotations_are_checked_with_the_true_words_beside(sit, asked):
    """What is quoted otherwise than it was written is shown with the words as they stand."""
    pair, entry = asked
    ilse = sit(pair, "ilse")
    address = begun(ilse, entry)
    read = ilse.do(
        address, "insert", text="You write: “The tolls are to stay as they are until both parties have counted.”"
    )
    assert "other words" in read.text
    assert "until both sides have counted" in read.text
    page = ilse.get(address)
    text = "You write: “The tolls are to stay as they are until both sides have counted.”"
    read = ilse.do(address, "save", which(page, 1), text=text)
    assert "1 quotation in order" in read.text


def test_points_are_decided_and_taken_back(sit, asked):
    """A state that was chosen stands, with its reason, until it is taken back; and all that reads so can be decided."""
    pair, entry = asked
    ilse = sit(pair, "ilse")
    address = begun(ilse, entry)
    ilse.do(address, "insert", text="We agree to your passage 1.")
    read = ilse.do(address, "decide", p3="postponed", because="Nobody has counted.")
    assert "Decided: postponed" in read.text and "Nobody has counted." in read.text
    assert "Decided: agreed" in ilse.do(address, "accept").text
    assert "Decided: postponed" not in ilse.do(address, "decide", p3="back").text
    assert ilse.do(address, "decide").status == 422


def test_head_and_readers_are_chosen_before_sealing(sit, three):
    """Who is chosen reads the letter; who is not sees a number; what a caption forbids is said beforehand."""
    ilse = sit(three, "ilse")
    (channel,) = re.findall(r'<option value="([0-9a-f]{64})"', ilse.get("/writing/new").html)
    address = ilse.do("/writing/new", "begin", name="Chosen", channel=channel).address
    ilse.do(address, "insert", text="For whom it is.")
    head = ilse.get(address + "/head")
    tomas, hanne = re.findall(r'name="reader" value="([0-9a-f]{64})"', head.html)[::-1]
    assert head.text.count("The whole letter") == 2
    head = ilse.do(address + "/head", "readers", reader=[hanne])
    assert head.text.count("The whole letter") == 1 and "Only that an entry with a number exists" in head.text
    assert "Tomas Reik Ostrava that an entry with a number" in ilse.get(address + "/seal").text
    ilse.do(address + "/head", "readers", reader=[tomas])
    ilse.do(
        address + "/head", "keep", heading="Of readers", date="3 May 2031", caption="EYES ONLY Reik", **chosen(head)
    )
    head = ilse.get(address + "/head")
    assert "the caption does not allow him as a reader" in head.text
    seal = ilse.get(address + "/seal")
    assert "Of readers" in seal.text and "EYES ONLY Reik" in seal.text and "and nothing else" in seal.text
    assert ilse.do(address + "/head", "keep", date="the day after never", **chosen(head)).status == 422


def test_what_the_last_page_says_is_sealed_once(sit, asked):
    """The page says for whom, what and how; twice the button seals one letter; the draft is closed."""
    pair, entry = asked
    ilse = sit(pair, "ilse")
    address = begun(ilse, entry)
    ilse.do(address, "insert", text="We agree to your passage 1.")
    page = ilse.get(address + "/seal")
    assert "Tomas Reik" in page.text and "We agree to your passage 1." in page.text and "It travels" in page.text
    assert "cannot be taken back" in page.text and "passages of their letter still to settle" in page.text
    form = page.form("seal")["fields"]
    count = len(letters.every(pair.ilse, LINE))
    for once in ("a", "a", "b"):
        ilse.send("POST", address + "/seal", ORIGIN, data={**form, "once": once}, follow=False)
    assert len(letters.every(pair.ilse, LINE)) == count + 1
    (sealed,) = [one for one in letters.every(pair.ilse, LINE) if one.author.name == "Ilse Maren" and one.answers]
    assert sealed.document.passages[0].text == "We agree to your passage 1."
    assert "sealed" in ilse.get(address).text and sealed.header.id.hex() in ilse.get(address).html
    with pytest.raises(UsageError):
        drafting.put(pair.ilse, address[-16:], "1", "After the seal.")
    with pytest.raises(UsageError):
        drafting.take_up(pair.ilse, address[-16:])


def test_a_draft_that_has_changed_since_it_was_shown_is_not_sealed(sit, asked):
    """Another window saves a word after the last page was looked at: nothing goes out that nobody looked at."""
    pair, entry = asked
    ilse = sit(pair, "ilse")
    address = begun(ilse, entry)
    ilse.do(address, "insert", text="We agree.")
    form = ilse.get(address + "/seal").form("seal")["fields"]
    ilse.do(address, "save", which(ilse.get(address), 1), text="We do not agree.")
    before = dump(pair.ilse)
    read = ilse.post(address + "/seal", "seal", **form)
    assert read.status == 422 and "not what you were shown" in read.text and dump(pair.ilse) == before


def test_a_refusal_is_told_with_its_rule_and_leaves_the_draft(sit, asked):
    """A caption that leaves no reader is told on the page, and nothing is sealed."""
    pair, entry = asked
    ilse = sit(pair, "ilse")
    address = begun(ilse, entry)
    ilse.do(address, "insert", text="For our side alone.")
    ilse.do(address + "/head", "keep", caption="EYES ONLY Nobody", **chosen(ilse.get(address + "/head")))
    before = dump(pair.ilse)
    page = ilse.get(address + "/seal")
    assert "cannot be sealed as it is" in page.text and "caption leaves no reader" in page.text
    assert not [form for form in page.forms if form["fields"].get("do") == "seal"]
    assert ilse.post(address + "/seal", "seal", _shown="00").status == 422 and dump(pair.ilse) == before


def test_enclosures_are_sealed_from_memory(sit, asked):
    """They are chosen on the last page, shown with their sizes, left out again, and sealed with the letter."""
    pair, entry = asked
    ilse = sit(pair, "ilse")
    address = begun(ilse, entry)
    ilse.do(address, "insert", text="The map is enclosed.")
    first = ilse.do(address + "/seal", "enclose", files={"file": ("map.txt", b"here the quay", "text/plain")})
    kept = str(first.response.url).split("with=")[1]
    both = ilse.do(f"{address}/seal?with={kept}", "enclose", files={"file": ("tide.txt", b"high", "text/plain")})
    assert "map.txt (13 bytes)" in both.text and "tide.txt (4 bytes)" in both.text
    left = ilse.do(f"{address}/seal?with={kept}", "without", "1")
    assert "tide.txt" not in left.text
    ilse.do(f"{address}/seal?with={kept}", "seal")
    (sealed,) = [one for one in letters.every(pair.ilse, LINE) if one.answers]
    assert [(one.name, one.length) for one in sealed.enclosures] == [("map.txt", 13)]


def test_enclosures_that_are_not_here_any_more_are_not_left_out_in_silence(sit, asked):
    """A form that names files which a restart forgot seals nothing."""
    pair, entry = asked
    ilse = sit(pair, "ilse")
    address = begun(ilse, entry)
    ilse.do(address, "insert", text="The map is enclosed.")
    form = ilse.get(address + "/seal").form("seal")["fields"]
    before = dump(pair.ilse)
    assert ilse.post(address + "/seal", "seal", **{**form, "_with": "AAAAAAAAAAAA"}).status == 422
    assert dump(pair.ilse) == before


@pytest.mark.parametrize("ending", ["docx", "md"])
def test_a_draft_is_given_as_a_file_and_taken_again(sit, pair, ending):
    """What comes back from a file is the same draft; what was changed in it is changed, and nothing else."""
    ilse = sit(pair, "ilse")
    address = ilse.do("/writing/new", "begin", name="File").address
    ilse.do(address, "insert", text="The ferry runs at night.\n\nThe lamp stays as it is.")
    given = ilse.do(address, "give", format=ending).response
    assert given.headers["content-disposition"] == f'attachment; filename="draft.{ending}"'
    ilse.do(address, "save", which(ilse.get(address), 2), text="The lamp goes.")
    read = ilse.do(address, "take", files={"file": (f"back.{ending}", given.content, "application/octet-stream")})
    assert read.status == 200 and "The file was taken" in read.text
    assert passages(pair)[-2:] == ["The ferry runs at night.", "The lamp stays as it is."]


def test_a_file_is_taken_as_a_new_draft(sit, pair):
    """Its paragraphs become passages, and its head the draft's."""
    ilse = sit(pair, "ilse")
    file = {"file": ("letter.md", b"Heading: Of lamps\n\nDear colleague,\n\nThe lamp burns.", "text/markdown")}
    read = ilse.do("/writing/new", "begin", name="From a file", files=file)
    assert passages(pair) == ["Dear colleague,", "The lamp burns."]
    assert "Of lamps" in ilse.get(read.address + "/head").html
    assert ilse.do(read.address, "take", files={"file": ("x.md", b"\xff\xfe", "text/markdown")}).status == 422
    assert passages(pair) == ["Dear colleague,", "The lamp burns."]


def test_addresses_of_no_draft_are_not_found(sit, pair):
    """A number of nothing, and what is no number, are answered alike."""
    ilse = sit(pair, "ilse")
    for address in ("/writing/0123456789abcdef", "/writing/Ended", "/writing/0123456789abcdef/seal"):
        assert ilse.get(address).status == 404


def test_a_long_draft_comes_in_parts_of_a_light_page(sit, pair):
    """Sixty passages are two parts, each well within what a page may weigh, and the form to go on is at the end."""
    ilse = sit(pair, "ilse")
    address = ilse.do("/writing/new", "begin", name="Long").address
    text = (
        "The ferry, the lamp and the tolls are to be seen together, and none of them by itself, as we said in May. " * 4
    )
    read = ilse.do(address, "insert", text="\n\n".join(f"{number}. {text}" for number in range(60)))
    assert len(passages(pair)) == 60 and "Part 2 of 2" in read.text and "A new passage after 60" in read.text
    first = ilse.get(address)
    assert "Part 1 of 2" in first.text and len(first.html) < 120_000


@pytest.mark.slow
def test_the_demo_has_an_answer_that_is_begun(at_demo):
    """Holt's draft stands beside Vesmar's last letter, with a quotation to be put right."""
    holt = at_demo("holt")
    (address,) = {link for link in holt.get("/writing").links if re.fullmatch(r"/writing/[0-9a-f]{16}", link)}
    read = holt.get(address)
    assert "Dear Prime Minister," in read.text and "All eleven, and the dog." in read.text
    assert "from a person and not from a page" in read.text
    assert "Danilo Vesmar" in holt.get(address + "/seal").text and holt.get(address + "/head").status == 200
