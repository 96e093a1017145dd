"""Invented documents in the forms of printed volumes, for the tests of what is written from them."""

from backchannel.record.apparatus import Apparatus, Edition, Note
from backchannel.record.dates import parse
from backchannel.record.document import Document, Passage, passages_of
from backchannel.record.spans import Frame, Span
from backchannel.record.volume import ListedPerson, Volume

VOLUME = Volume(
    id="faru1961-63v02",
    title="Foreign Affairs of the Republic, 1961–1963, Volume II, The Sound of Tarn",
    titles=(
        ("complete", "Foreign Affairs of the Republic, 1961–1963, Volume II, The Sound of Tarn"),
        ("series", "Foreign Affairs of the Republic"),
        ("subseries", "1961–1963"),
        ("volumenumber", "Volume II"),
        ("volume", "The Sound of Tarn"),
    ),
    editors=(("Edda R. Lind", "primary"), ("Tor K. Vane, Jr.", "primary"), ("Ole Brask", "general")),
    publisher="Republic Printing Office",
    place="Tarnholm",
    year="1996",
    identifiers=(("isbn-13", "9780000000002"),),
    persons=(
        ListedPerson("p_KR1", "Kaljo, Reet", "President of Estmark"),
        ListedPerson("p_VS9", "Vesk, Siim", "Commissioner of the Sound"),
    ),
)


def at(text, words, name, depth=1, **values):
    """A span over the first place of some words; with no words, at the end of `text`."""
    start = text.index(words) if words else len(text)
    return Span(start, start + len(words), name, depth, tuple((k.rstrip("_"), v) for k, v in values.items()))


def mark(text, after, number):
    """The mark of a note after some words."""
    place = text.index(after) + len(after)
    return Span(place, place, "note", 1, (("number", str(number)),))


def page(text, before, number):
    """A page that begins before some words."""
    place = text.index(before)
    return Span(place, place, "page", 1, (("number", number),))


def in_order(*spans):
    """Spans as a document has them."""
    return tuple(sorted(spans, key=lambda s: (s.start, s.depth)))


HEADING = "22. Letter From President Kaljo to Chancellor Holm"
FIRST = "Dear Mr. Chancellor: I regret that the ice has made it impossible for me to reply earlier."
SECOND = (
    "My government has never accepted the line drawn at Anders Head, and it will not accept it now. "
    "I have this from Commissioner Vesk, who saw the soundings on 3 September."
)
THIRD = "[3 paragraphs (14 lines) not declassified]"
FOURTH = "[Here follow two paragraphs on the herring fleet.]"
FIFTH = "You wrote of “a calmer autumn”; I hold you to those words, as I said in Document 21."


def printed():
    """A printed letter with everything that a document can have."""
    dateline = "Tarnholm, October 16, 1961."
    return Document(
        kind="letter",
        heading=HEADING,
        number="22",
        place="Tarnholm",
        date=parse("1961-10-16"),
        senders=("Reet Kaljo",),
        addressees=("Anders Holm",),
        subject="The line at Anders Head",
        classification="Top Secret",
        caption="Eyes Only Chancellor Holm",
        language="en",
        passages=(
            Passage(1, FIRST, "salutation", spans=(mark(FIRST, "earlier.", 2),)),
            Passage(
                2,
                SECOND,
                spans=in_order(
                    at(SECOND, "Anders Head", "place"),
                    at(SECOND, "never", "emphasis", rend="italic"),
                    page(SECOND, "accept it now", "39"),
                    at(SECOND, "Vesk", "person", key="p_VS9"),
                    at(SECOND, "3 September", "date", when="1961-09-03"),
                    mark(SECOND, "soundings", 3),
                ),
            ),
            Passage(3, THIRD, spans=(at(THIRD, "not declassified", "emphasis", rend="italic"),)),
            Passage(4, FOURTH),
            Passage(5, "1. The eastern channel stays open.", "item", within=1),
            Passage(6, "2. The pilots are not molested.", "item", within=1),
            Passage(7, "Ship", "cell", within=3),
            Passage(8, "Tons", "cell", within=3),
            Passage(9, "Aldis", "cell", within=4),
            Passage(10, "1,400", "cell", within=4),
            Passage(11, "The sea belongs to those who cross it.", "quotation", within=5),
            Passage(
                12,
                FIFTH,
                spans=in_order(at(FIFTH, "Document 21", "reference", target="#d21"), mark(FIFTH, "autumn”", 4)),
            ),
            Passage(13, "Sincerely,", "closing"),
            Passage(14, "Reet Kaljo", "signature", spans=(Span(0, 10, "emphasis", 1, (("rend", "strong"),)),)),
        ),
        apparatus=Apparatus(
            edition=Edition("faru1961-63v02", "d22", VOLUME.title, ("The Correspondence",), "38"),
            head=(
                Passage(1, HEADING, "heading", spans=(mark(HEADING, "Holm", 1),)),
                Passage(
                    2,
                    dateline,
                    "dateline",
                    spans=in_order(
                        at(dateline, "Tarnholm", "place"), at(dateline, "October 16, 1961", "date", when="1961-10-16")
                    ),
                ),
            ),
            notes=(
                Note(
                    1,
                    "1",
                    "source",
                    passages_of(
                        "Source: Kaljo Library, President’s Files, Correspondence Series, Box 14, Folder Holm. "
                        "Top Secret; Eyes Only Chancellor Holm. No drafting information appears on the source text."
                    ),
                    "d22fn1",
                ),
                Note(2, "2", "footnote", passages_of("Dated September 29; see Document 21."), "d22fn2"),
                Note(3, "3", "footnote", passages_of("The soundings of the cutter Merganser."), "d22fn3"),
                Note(4, "4", "footnote", passages_of("Not found.", "Nor is the draft of it."), "d22fn4"),
                Note(5, "5", "footnote", passages_of("Printed from an unsigned copy."), "d22fn5"),
            ),
            frames=(
                Frame("list"),
                Frame("table"),
                Frame("row", 2),
                Frame("row", 2),
                Frame("quote", 0, (("rend", "blockquote"),)),
            ),
        ),
    )
