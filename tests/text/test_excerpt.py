"""An excerpt is the passage that answers, cut from the text as it stands, with what was found marked."""

from hypothesis import given
from hypothesis import strategies as st

from backchannel.record.apparatus import Apparatus, Note
from backchannel.record.document import Document, Passage, passages_of
from backchannel.record.stored import texts, texts_of, to_value
from backchannel.text import excerpt as excerpts
from backchannel.text.query import read

LONG = "The lock-keepers met at noon. " * 40


def excerpt(document, query):
    """The excerpt for a query, a phrase weighing more than a word."""
    asked = [(one, 3.0) for one in query.phrases] + [(one, 1.0) for one in query.words]
    found = excerpts.excerpt(texts_of(document), asked)
    assert found == excerpts.excerpt(texts(to_value(document)), asked)
    return found


def marked(found):
    """What is marked."""
    return [found.text[start:end] for start, end in found.marks]


def letter(*texts, head=(), notes=()):
    """A printed letter."""
    lines = tuple(Passage(n, text, "heading") for n, text in enumerate(head, 1))
    kept = tuple(Note(n, str(n), "footnote", passages_of(*texts)) for n, texts in enumerate(notes, 1))
    return Document("letter", passages_of(*texts), apparatus=Apparatus(head=lines, notes=kept))


def test_the_passage_with_most_of_what_is_asked_is_given():
    """Not the first word that fits, but the passage where the words stand together."""
    document = letter("The ferry waits.", "The ice is late.", "The pilot and the ferry wait for the ice.")
    found = excerpt(document, read("ice ferry pilot"))
    assert (found.place, found.until) == ("3", "")
    assert marked(found) == ["pilot", "ferry", "ice"]
    assert found.text == "The pilot and the ferry wait for the ice."


def test_a_phrase_is_marked_as_it_stands():
    """Whatever apostrophes, dashes and marks the text has, they are shown, and the phrase is one mark."""
    document = letter("He spoke of the “Pilot’s — Co‐\u00adoperation” again, and of pilots.")
    assert marked(excerpt(document, read("“pilot's co-operation”"))) == ["Pilot’s — Co‐\u00adoperation"]


def test_a_phrase_over_two_passages_is_said_to_be_one():
    """The place is where it begins, and `until` where it ends; both pieces are marked."""
    found = excerpt(letter("x", "We wait for the ice", "of the northern sound."), read('"the ice of the north*"'))
    assert (found.place, found.until) == ("2", "3")
    assert found.text == "We wait for the ice ¶ of the northern sound."
    assert marked(found) == ["the ice", "of the northern"]


def test_notes_and_head_have_their_own_places():
    """A note by its number, with the passage's where it has several; a line of the head by its own."""
    document = letter("Nothing.", head=("Letter From Kaljo",), notes=[("See the pilot.",), ("One.", "The tide table.")])
    assert excerpt(document, read("pilot")).place == "n1"
    assert excerpt(document, read("tide")).place == "n2.2"
    assert excerpt(document, read("kaljo")).place == "h1"


def test_a_long_passage_is_cut_around_what_was_found():
    """At words, with … where it goes on, and the marks stay on what was found."""
    found = excerpt(letter(f"{LONG}The herons\ncame. {LONG}"), read("herons"))
    assert found.text.startswith("… ")
    assert found.text.endswith(" …")
    assert len(found.text) < 300
    assert "The herons came." in found.text
    assert marked(found) == ["herons"]


def test_without_words_the_beginning_is_shown():
    """Where only filters were given, the excerpt is the beginning, with nothing marked."""
    assert excerpt(letter("The ferry waits."), read("kind:letter")).text == "The ferry waits."


def test_a_document_of_a_heading_alone_has_an_excerpt():
    """As those of which only the heading was printed."""
    document = Document("telegram", (), apparatus=Apparatus(head=(Passage(1, "Telegram to Aldeby", "heading"),)))
    assert excerpt(document, read("kind:telegram")).text == "Telegram to Aldeby"
    assert excerpt(document, read("aldeby")).place == "h1"


@given(st.lists(st.text(min_size=1).filter(str.strip), min_size=1, max_size=4), st.text('abcé ’“”"-*', min_size=1))
def test_marks_lie_in_the_text(texts, asked):
    """For any text and query: the marks are in the excerpt, in order, and never overlap."""
    try:
        document = letter(*(text.replace("\0", "") or "x" for text in texts))
        query = read(f"{asked} {texts[0]}")
    except Exception as refusal:
        assert type(refusal).__name__ in {"BadInputError", "UsageError"}
        return
    found = excerpt(document, query)
    edges = [edge for mark in found.marks for edge in mark]
    assert edges == sorted(edges)
    assert all(0 <= start < end <= len(found.text) for start, end in found.marks)
    assert "\n" not in found.text
