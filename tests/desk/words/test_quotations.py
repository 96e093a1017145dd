"""Quotations of a draft against an invented record: each verdict, its source, and what was cut away."""

import time

import pytest
from tests.desk.shelf import shelve

from backchannel.desk.words import quotations as module
from backchannel.desk.words.quotations import Checker
from backchannel.errors import BadInputError
from backchannel.record.dates import parse
from backchannel.record.document import Document, passages_of

FIRST = (
    "I have thought about your words on the strait through the whole of the summer, and I believe them.",
    "We do not intend to withdraw the four pilots from Kestrel Sound this year, unless it freezes. "  # noqa: ISC004
    "The two governments could appoint a standing commission of six masters.",
    "Our favourite captain, whose counter-measures you know, speaks of 160 metres; he is not able to say more.",
)
SECOND = (
    "The lighthouse at Orlen was built by our grandfathers and burned by yours.",
    "I shall name an envoy with full powers in the first week of November, and nobody need be told why.",
)
ANSWER = ("You wrote that “nobody need be told why”, and so it shall be between Port Aldeby and Karst.",)
RUSSIAN = ("Мы не намерены строить вторую плотину выше Халлвеги, и я прошу Вас верить этому обещанию.",)
ARABIC = (
    "لن نبني السد الثاني فوق المدينة القديمة قبل أن تجتمع اللجنة في الربيع",
    "ولا نطلب في مقابل ذلك رسما على السفن",
)
CHINESE = ("我们不会在冬天以前把领航员从北方海峡撤走，除非冰封住了海峡。",)
FRENCH = ("Nous ne retirerons pas les quatre pilotes du détroit avant l’été prochain, et je m’y engage.",)
TALK = (
    "The Minister asked about the ferries.",
    "Mr. Dahl replied that the ferries would sail as long as there was coal in the yards of Brod.",
)
FIGURES = (
    "The dredging costs 4.5 million crowns at a share of -5 in the hundred, and 10,000 men work on 5-10 ships for $12.",
    "Our harbour masters re-signed the list; the fee of 3½ crowns is 8% more than it was.",
)
LETTERS = {
    "figures": (FIGURES, "1960-03-05", "Ilse Maren"),
    "maren-1": (FIRST, "1961-10-16", "Ilse Maren"),
    "reik-1": (SECOND, "1961-11-02", "Tomas Reik"),
    "maren-2": (ANSWER, "1961-12-01", "Ilse Maren"),
    "orlov-1": (RUSSIAN, "1962-01-05", "Павел Орлов"),
    "arabic": (ARABIC, "1962-02-05", "نادية حداد"),
    "chinese": (CHINESE, "1962-03-05", "Lin Wei"),
    "french": (FRENCH, "1962-04-05", "Claire Aubry"),
}


def letter(passages, day, sender, kind="letter"):
    """Make a document of some passages."""
    return Document(kind, passages_of(*passages), date=parse(day), senders=(sender,) if sender else ())


@pytest.fixture(scope="module")
def shelved(place):
    """A desk with seven letters and a conversation."""
    from tests.desk.table import Table

    table = Table(place(), ("ilse",))
    kept = {name: letter(*told) for name, told in LETTERS.items()}
    kept["talk"] = letter(TALK, "1961-12-03", "", "memorandum of conversation")
    shelve(table.ilse, "strait", kept)
    yield table.ilse
    table.close()


@pytest.fixture
def check(shelved):
    """A function that checks a draft, and gives (verdict, id of the source or '') of each quotation."""

    def checked(text, **more):
        return [(one.verdict, one.sources[0].id if one.sources else "") for one in full(text, **more)]

    def full(text, against=None, without=()):
        with shelved.vault.read() as db:
            numbers = dict(db.execute("SELECT id, number FROM items").fetchall())
            meant = [numbers[name] for name in against] if against else None
            return Checker(db, shelved, meant, [numbers[name] for name in without]).check(text)

    checked.full = full
    return checked


@pytest.mark.parametrize(
    "quoted",
    [
        "“the four pilots from Kestrel Sound this year”",
        '"The Four Pilots, from Kestrel Sound: this YEAR!"',
        "‘built by our grandfathers and burned by yours.’",
        "«I shall name an envoy with full powers»",
        "„and burned by yours. I shall name an envoy with full powers in the first week“",
        "“whose countermeasures you know”",
        "“the two govern-\nments could appoint a standing commission”",
        "“the four pilots from [Page 12] Kestrel Sound² this year”",
        "“a standing commission\nof six masters”",
    ],
)
def test_words_that_stand_there_are_exact(check, quoted):
    """But for case, punctuation, hyphens, and what a page put in; over the end of a passage too."""
    assert [verdict for verdict, _ in check(f"It was written: {quoted}")] == ["exact"]


@pytest.mark.parametrize(
    ("quoted", "source"),
    [
        ("«строить вторую плотину выше Халлвеги, и я прошу Вас»", "orlov-1"),
        ("«السد الثاني فوق المدينة القديمة قبل»", "arabic"),
        ("「冬天以前把领航员从北方海峡撤走」", "chinese"),
        ("« quatre pilotes du detroit avant l'été prochain »", "french"),
    ],
)
def test_exact_words_are_found_in_every_language(check, quoted, source):
    """Whatever its script, with or without accents."""
    assert check(f"Es steht da: {quoted}") == [("exact", source)]


def test_a_quotation_may_begin_behind_an_and_that_arabic_writes_with_the_word(check):
    """The word is the same; another letter before it, or an and within the quotation, is another word."""
    assert check("Es steht da: «لا نطلب في مقابل ذلك رسما على السفن»") == [("exact", "arabic")]
    assert check("Es steht da: «ولا نطلب في مقابل ذلك رسما على السفن»") == [("exact", "arabic")]
    assert [verdict for verdict, _ in check("Es steht da: «بلا نطلب في مقابل ذلك رسما على السفن»")] == ["altered"]


@pytest.mark.parametrize(
    ("quoted", "source"),
    [
        ("«Мы намерены строить вторую плотину выше Халлвеги»", "orlov-1"),
        ("«سنبني السد الثاني فوق المدينة القديمة قبل أن تجتمع»", "arabic"),
        ("「我们会在冬天以前把领航员从北方海峡撤走」", "chinese"),
        ("« Nous retirerons les quatre pilotes du détroit avant l’été »", "french"),
    ],
)
def test_altered_words_are_found_in_every_language(check, quoted, source):
    """A negation that was taken out."""
    assert check(f"Es steht da: {quoted}") == [("altered", source)]


@pytest.mark.parametrize(
    "quoted",
    [
        "We do intend to withdraw the four pilots from Kestrel Sound this year",
        "We do not intend to withdraw the five pilots from Kestrel Sound this year",
        "We do not intend to withdraw the pilots from Kestrel Sound this year",
        "we must not intend to withdraw the four pilots from Kestrel Sound",
        "pilots from Kestrel Sound to withdraw the four",
        "The two governments should appoint a standing commission of six masters",
        "an envoy with few powers in the first week",
        "Our favorite captain, whose counter-measures you know",
        "speaks of 180 metres; he is not able",
        "he is notable to say more",
        "withdraw the four pilots frorn Kestrel Sound",
    ],
)
def test_other_words_are_altered(check, quoted):
    """Substituted, dropped, put in, swapped, spelled otherwise or misread; a number, a modal, a negation."""
    assert [verdict for verdict, _ in check(f"It was written: “{quoted}”")] == ["altered"]


@pytest.mark.parametrize(
    "quoted",
    [
        "costs 45 million crowns at a share",
        "costs 4 5 million crowns at a share",
        "costs 4-5 million crowns at a share",
        "The dredging costs 4",
        "5 million crowns at a share",
        "crowns at a share of 5 in the hundred",
        "and 10 men work on 5-10 ships",
        "10,000 men work on 510 ships",
        "10,000 men work on 5 10 ships",
        "10,000 men work on 5-10 ships for £12",
        "10,000 men work on 5-10 ships for 12.",
        "Our harbour masters resigned the list",
        "the fee of 3½ crowns is 8 more than it was",
    ],
)
def test_another_number_of_the_same_digits_is_never_exact(check, quoted):
    """A point, a sign or a currency that is gone, a number that is cut in two, and a hyphen that makes a word."""
    assert next(verdict for verdict, _ in check(f"Ilse Maren wrote: “{quoted}”")) in ("altered", "not_found")


@pytest.mark.parametrize(
    "quoted",
    [
        "costs 4,5 million crowns at a share of −5 in the hundred",
        "and 10 000 men work on 5–10 ships for $12",
        "and 10000 men work on 5-10 ships",
        "the fee of 3 1/2 crowns is 8 % more",
        "harbour masters re-\nsigned the list",
    ],
)
def test_the_same_number_set_otherwise_is_exact(check, quoted):
    """A comma for the point, thousands divided or not, another dash."""
    assert check(f"It was written: “{quoted}”") == [("exact", "figures")]


@pytest.mark.parametrize(
    "quoted",
    [
        "The two governments could [not] appoint a standing commission of six masters",
        "[Never] the two governments could appoint a standing commission of six masters",
    ],
)
def test_a_negation_put_in_by_brackets_is_altered(check, quoted):
    """Brackets may explain; they do not turn a sentence round."""
    (one,) = check.full(f"It was written: “{quoted}”")
    assert (one.verdict, one.negation) == ("altered", True)


@pytest.mark.parametrize("put_in", ["emphasis added, and the buoys", "p. and the buoys", "page of the buoys"])
def test_words_hidden_in_a_printers_brackets_are_not_exact(check, put_in):
    """Only what a printer puts in goes for nothing."""
    assert check(f"It was written: “the four pilots [{put_in}] from Kestrel Sound this year”") == [
        ("elided", "maren-1")
    ]


def test_words_that_look_like_a_reference_within_a_quotation_are_put_in(check):
    """Behind a quotation they are none of its words."""
    assert check("It was written: “a standing commission [never/9] of six masters”")[0][0] == "altered"
    assert check("It was written: “a standing commission [soon/9] of six masters”")[0][0] == "elided"
    assert check("It was written: “a standing commission of six masters” [maren-1/2:1-9], and so on")[0][0] == "exact"
    assert check("It was written:\n\n    a standing commission of six masters [maren-1/2]\n\nWe know.")[0][0] == "exact"


def test_what_differs_is_told_with_the_true_words(check):
    """The characters of both."""
    draft = "It was written: “withdraw the five pilots from Kestrel Sound”"
    (one,) = check.full(draft)
    (difference,) = one.differences
    assert draft[difference.start : difference.end] == "five"
    assert "\n".join(FIRST)[difference.begins : difference.ends] == "four"
    assert not one.negation


def test_a_negation_that_was_taken_out_is_told(check):
    """As such."""
    (one,) = check.full("It was written: “We do intend to withdraw the four pilots from Kestrel Sound”")
    assert one.verdict == "altered"
    assert one.negation


def test_a_quotation_of_two_places_is_altered_and_has_both(check):
    """Two letters that were never one."""
    (one,) = check.full(
        "It was written: “withdraw the four pilots from Kestrel Sound and burned by yours. I shall name an envoy with”"
    )
    assert one.verdict == "altered"
    assert {source.id for source in one.sources} == {"maren-1", "reik-1"}


def test_an_ellipsis_does_not_join_two_letters(check):
    """Nor two places in the wrong order."""
    text = "It was written: “withdraw the four pilots from Kestrel Sound ... I shall name an envoy with full powers”"
    assert [verdict for verdict, _ in check(text)] == ["altered"]
    text = "It was written: “a standing commission of six masters ... through the whole of the summer”"
    assert [verdict for verdict, _ in check(text)] == ["altered"]


@pytest.mark.parametrize(
    ("quoted", "kinds"),
    [
        ("I have thought about your words ... through the whole of the summer", []),
        ("We do ... intend to withdraw the four pilots from Kestrel Sound this year, unless", ["negation"]),
        ("We do not intend to withdraw the four pilots ... The two governments could appoint", ["condition"]),
        ("Our [own] captain, whose counter-measures you know", []),
        ("[t]he two governments could appoint a standing commission", []),
        ("I shall name an envoy … and nobody need be told why […]", []),
    ],
)
def test_what_says_that_something_is_left_out_is_elided(check, quoted, kinds):
    """And a negation or a condition that goes with it is warned of."""
    (one,) = check.full(f"It was written: “{quoted}”")
    assert one.verdict == "elided"
    assert [cut.kind for cut in one.cuts if cut.kind in ("negation", "condition")] == kinds


def test_a_sentence_that_is_cut_is_exact_and_warned_of_with_the_whole(check):
    """The condition after it, the possibility in it."""
    (one,) = check.full("You assured us that “the four pilots from Kestrel Sound this year” are safe.")
    assert one.verdict == "exact"
    assert {"condition", "negation"} <= {cut.kind for cut in one.cuts}
    assert one.sentence is not None
    assert "\n".join(FIRST)[slice(*one.sentence)].endswith("unless it freezes.")
    assert one.is_wrong


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("On 2 November 1961 Reik wrote: “I shall name an envoy with full powers”.", ""),
        ("In your letter of November 2 you wrote “I shall name an envoy with full powers”.", ""),
        ("On 3 November 1961 Reik wrote: “I shall name an envoy with full powers”.", "day"),
        ("In your letter of October 16 you wrote “I shall name an envoy with full powers”.", "day"),
        ("On 2 November 1961 Maren wrote: “I shall name an envoy with full powers”.", "name"),
        ("Maren has always said that “I shall name an envoy with full powers”.", "name"),
        ("“I shall name an envoy with full powers,” Maren wrote on 2 November 1961.", "name"),
        ("“I shall name an envoy,” Reik wrote on November 2, 1961, “with full powers in the first week.”", ""),
        ("On 3 December 1961 Dahl said that “the ferries would sail as long as there was coal”.", ""),
        ("On 2 December 1961 Dahl said that “the ferries would sail as long as there was coal”.", ""),
        ("On 3 December 1961 the Minister said that “the ferries would sail as long as there was coal”.", ""),
        ("On 5 January 1962 Orlov wrote «строить вторую плотину выше Халлвеги».", ""),
        ("On 6 January 1962 Orlov wrote «строить вторую плотину выше Халлвеги».", "day"),
        ("On 5 February 1962 Haddad wrote «السد الثاني فوق المدينة القديمة قبل».", ""),
        ("On 3 December 1961 Orlov said that “the ferries would sail as long as there was coal”.", "name"),
    ],
)
def test_words_of_somebody_else_or_of_another_day_are_misattributed(check, text, fault):
    """A conversation has the words of those who are reported, up to two days before."""
    assert {(one.verdict, one.fault) for one in check.full(text)} == {("misattributed" if fault else "exact", fault)}


def test_of_two_that_have_the_words_the_one_that_is_named_is_the_source(check):
    """And without a name the older one."""
    text = "On 1 December 1961 Maren wrote that “nobody need be told why”, and so on."
    assert check(text) == [("exact", "maren-2")]
    assert check("It was said that “nobody need be told why”, and so on.") == [("exact", "reik-1")]


def test_an_invention_is_not_found_and_what_comes_near_is_shown(check):
    """Only if it comes near."""
    (one,) = check.full("You wrote: “The harvest of barley was poor and the millers went home in their carts”.")
    assert (one.verdict, one.nearest) == ("not_found", None)
    (two,) = check.full("You wrote: “the lighthouse at Orlen was sold, like every other lighthouse, to a hotel”.")
    assert two.verdict == "not_found"
    assert two.nearest is not None
    assert two.nearest.id == "reik-1"


@pytest.mark.parametrize(
    "text",
    [
        "This so-called “cold war” has lasted.",
        "They keep to the “status quo”.",
        "The “experts” are divided, and so are the “men of affairs”.",
        "We heard much of “détente”.",
    ],
)
def test_a_phrase_in_marks_is_no_quotation(check, text):
    """No alarm."""
    assert {verdict for verdict, _ in check(text)} == {"phrase"}


def test_three_words_that_somebody_is_said_to_have_said_are_no_phrase(check):
    """They are found, or they are not."""
    assert check("He wrote “the four pilots”.") == [("exact", "maren-1")]
    assert check("He wrote “the seven herons”.") == [("not_found", "")]


def test_with_against_only_the_documents_that_are_named_are_quoted(check):
    """One word is looked for there too, and in another form."""
    assert check("“I shall name an envoy with full powers”", against=["maren-1"])[0][0] != "exact"
    assert check("the “summer” and the “pilot” and the “harvest”", against=["maren-1"]) == [
        ("exact", "maren-1"),
        ("altered", "maren-1"),
        ("not_found", ""),
    ]


def test_a_draft_that_is_in_the_archive_does_not_quote_itself(check):
    """The documents that are left out are no source."""
    assert check("You wrote “the four pilots from Kestrel Sound”", without=["maren-1"]) == [("not_found", "")]


def test_a_quotation_within_one_that_is_found_is_checked_with_it(check):
    """And by itself where the outer one is found nowhere."""
    assert check("He wrote: “You wrote that ‘nobody need be told why’, and so it shall be”.") == [("exact", "maren-2")]
    found = check("He said: “Well, my friends, she said ‘the four pilots from Kestrel Sound’ on that day”.")
    assert found == [("not_found", ""), ("exact", "maren-1")]


@pytest.mark.parametrize("text", ["", "\n\n", "No quotation.", "“", "“”", "“…”", "\0\x01\x02“\ud800 ice”", "'" * 50])
def test_what_quotes_nothing_gives_nothing_or_an_answer(check, text):
    """And no error."""
    assert [verdict for verdict, _ in check(text)] in ([], ["phrase"])


def test_an_empty_record_has_no_quotation(place):
    """Each is found nowhere, and nothing fails."""
    from tests.desk.table import Table

    table = Table(place(), ("ilse",))
    with table.ilse.vault.read() as db:
        found = Checker(db, table.ilse).check(
            "On 3 May 1961 Reik wrote “the seven herons of Karst”, “two” and “a b c d”."
        )
    table.close()
    assert [one.verdict for one in found] == ["not_found"] * 3


def test_a_draft_of_many_quotations_is_refused_in_a_sentence(check, monkeypatch):
    """With the number that is checked."""
    monkeypatch.setattr(module, "QUOTATIONS", 3)
    with pytest.raises(BadInputError, match="4 quotations where 3 are checked"):
        check("“a ferry” " * 4)


def test_a_draft_of_marks_alone_is_refused_at_once(check):
    """Ten megabytes of them."""
    began = time.process_time()
    with pytest.raises(BadInputError, match="more than 1,000,000 quotation marks"):
        check("“‘'" * 3_000_000)
    assert time.process_time() - began < 5


def test_ten_megabytes_of_one_line_are_checked_in_bounded_time(check):
    """With a quotation at either end."""
    began = time.process_time()
    text = "You wrote “the four pilots from Kestrel Sound”" + " and the ice" * 850_000 + " “the seven herons of Karst”"
    found = check(text)
    assert found[0] == ("exact", "maren-1")
    assert len(found) == 2
    assert time.process_time() - began < 30
