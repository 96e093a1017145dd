"""The reading copy: nothing withheld, nothing executable, everything visible."""

from dataclasses import replace
from html.parser import HTMLParser

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.protocol.release.played import ARVEND, FIRST, HIDDEN_TEXT, MARO, SECOND, SORLUND, made_bundle

from backchannel.errors import RuleError
from backchannel.protocol.release.html import reading_copy, refuse_withheld
from backchannel.protocol.release.leaves import Shown
from backchannel.protocol.release.verify import verify_bundle


class Seen(HTMLParser):
    """What a browser would make of a page: its elements, attributes and words."""

    def __init__(self, page):
        super().__init__()
        self.elements, self.attributes, self.words = [], [], []
        self.feed(page.decode())

    def handle_starttag(self, tag, attrs):
        """Note an element."""
        self.elements.append(tag)
        self.attributes += attrs

    def handle_data(self, data):
        """Note words."""
        self.words.append(data)


def test_a_reading_copy_shows_what_is_revealed(played):
    """Every revealed passage, every withheld place with its reason, and what is only stated."""
    page = reading_copy(verify_bundle(played.data))
    seen = Seen(page)
    words = "".join(seen.words)
    for letter in played.bundle.letters:
        for passage in letter.passages:
            if isinstance(passage, Shown):
                assert passage.text in words
    assert "[Passage 2 withheld: still being negotiated.]" in words
    assert "All parties together may open it later." in words
    assert "[Enclosure 2 withheld: security of a state or of persons.]" in words
    assert "Enclosure 1: gauge.csv, 1200 bytes" in words
    assert "It proves nothing by itself" in words
    assert verify_bundle(played.data).digest.hex() in words
    assert HIDDEN_TEXT not in words
    assert page.startswith(b"<!DOCTYPE html>")


def test_a_reading_copy_stands_alone(played):
    """There is no script, no link, no picture and no address in it."""
    seen = Seen(reading_copy(verify_bundle(played.data)))
    assert not {"script", "link", "img", "iframe", "a", "form", "object"} & set(seen.elements)
    assert not {"src", "href", "onclick", "onload", "action"} & {name for name, _ in seen.attributes}


def test_nobody_is_named_as_author_without_a_pin(played):
    """The copy says "a key that calls itself" where nothing was pinned, and "by" where it was."""
    unpinned = reading_copy(verify_bundle(played.data)).decode()
    assert "a key that calls itself Ilse Maro" in unpinned
    assert "by Ilse Maro" not in unpinned
    pinned = reading_copy(verify_bundle(played.data, pins={ARVEND: played.card(MARO)})).decode()
    assert "by Ilse Maro" in pinned


HOSTILE = '</p><script>alert("1")</script>&amp;<!-- \u202e <b onclick=x>'


def test_hostile_words_stay_words():
    """Mark-up in a passage, in the apparatus, in a name or in the purpose is shown and never becomes mark-up."""
    who = (ARVEND, "Ilse <script>Maro</script>")
    letter = replace(
        FIRST,
        apparatus={"heading": HOSTILE, "date": HOSTILE, "notes": [HOSTILE]},
        passages=(HOSTILE,),
        enclosures=(replace(FIRST.enclosures[0], name="<img src=x>.csv"),),
    )
    played = made_bundle(signers=[who, (SORLUND, "Jon Teel")], excerpts=[letter], purpose="<script>x</script> & so on")
    seen = Seen(reading_copy(verify_bundle(played.data)))
    assert not {"script", "b", "img"} & set(seen.elements)
    words = "".join(seen.words)
    assert words.count('<script>alert("1")</script>') == 4
    assert "\u202e" not in words
    assert "⟨U+202E RIGHT-TO-LEFT OVERRIDE⟩" in words


@settings(max_examples=30, deadline=None)
@given(st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=60))
def test_any_passage_is_shown_as_words(text):
    """No text of a passage adds an element to the page."""
    bare = Seen(reading_copy(verify_bundle(one_passage("plain").data)))
    seen = Seen(reading_copy(verify_bundle(one_passage(text).data)))
    assert seen.elements == bare.elements


def one_passage(text):
    """A release of one letter of one passage."""
    return made_bundle(excerpts=[replace(FIRST, passages=(text,), enclosures=())], page=("p",))


REVEALED = [p for p in (*FIRST.passages, *SECOND.passages) if isinstance(p, str)]


def test_the_scan_passes_what_holds_nothing_withheld(played):
    """Neither bundle nor copy of a sound release is stopped, also if a withheld text is part of a revealed one."""
    for document in (played.data, reading_copy(verify_bundle(played.data))):
        refuse_withheld(document, [HIDDEN_TEXT, "", "  "], REVEALED)
        refuse_withheld(document, ["The lock gates"], REVEALED)


@pytest.mark.parametrize(
    "words",
    [
        "We give up the east bank.",
        "“East” & <west>\nare one bank.",
        'They said "never" \\ and meant it.',
    ],
)
def test_the_scan_finds_withheld_words(words):
    """A withheld text that came into a bundle or copy some other way is found through escapes and mark-up."""
    played = one_passage(f"Before. {words} After.")
    for document in (played.data, reading_copy(verify_bundle(played.data))):
        with pytest.raises(RuleError, match="withheld passage"):
            refuse_withheld(document, [words], ["Some other text."])
