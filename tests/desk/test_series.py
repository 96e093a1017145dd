"""Numbered series: no number twice by one side, and the gaps shown to those who may read (R41)."""

import pytest
from tests.desk.table import LINE

from backchannel.desk import letters, series
from backchannel.desk.planning import numbering
from backchannel.errors import RuleError, UsageError
from backchannel.record.document import Document, passages_of

POSTS = ("Post Aldeby", "Post Tarn")


@pytest.fixture
def posts(empty):
    """Ilse with two channels: Tomas on the one, Hanne on the other."""
    for name in ("ilse", "tomas", "hanne"):
        empty.create(name)
    empty.introduce(("ilse", "tomas", "hanne"))
    for title, name in zip(POSTS, ("tomas", "hanne"), strict=True):
        empty.open_line(("ilse", name), title=title)
    return empty


def seen(table, name, wanted=""):
    """What a desk sees: (party, series, spans that are missing, letters that share a number)."""
    return [
        (run.party, run.course.series, [(g.first, g.last) for g in run.gaps], [len(uses) for uses in run.repeated])
        for run in series.runs(table.desks[name], wanted)
    ]


@pytest.mark.parametrize("again", ["Rothav 38", "ROTHAV-038", "rothav No. 38.", "Rothav 38/3504"])
def test_a_second_telegram_of_a_number_is_refused_before_it_is_sealed(pair, again):
    """However it is written, a number that we have sent is not sent again, and nothing changes."""
    first = pair.letter("ilse", "One", number="Rothav 38")
    with pair.refused(RuleError, f"ROTHAV 38 is {first.reference} on “{LINE}” already, by Ilse Maren"):
        pair.letter("ilse", "Two", number=again)


def test_a_colleague_s_number_is_not_used_again(sides):
    """A series is the party's: what Greta has numbered, Ilse cannot number so."""
    sides.letter("greta", "One", number="Rothav 38")
    sides.settle()
    with sides.refused(RuleError, "by Greta Lund"):
        sides.letter("ilse", "Two", number="Rothav 38")


def test_the_other_side_s_number_is_its_own(pair):
    """Each side counts for itself: both may have a Rothav 38, and plain numbers are of no series."""
    pair.letter("ilse", "One", number="Rothav 38")
    pair.settle()
    pair.letter("tomas", "Two", number="Rothav 38")
    for _ in range(2):
        pair.letter("ilse", "Three", number="7")
    assert seen(pair, "ilse") == [("Valdria", "ROTHAV", [], [])]


@pytest.mark.parametrize("again", ["Rothav 38/1", "Rothav 38 (repeat)", "Rothav 38, corrected copy", "Rothav 38A"])
def test_what_says_that_it_corrects_or_repeats_is_sent(pair, again):
    """A correction and a repeat say so in their number, and are neither refused nor found to be doubles."""
    pair.letter("ilse", "One", number="Rothav 38")
    pair.letter("ilse", "Two", number=again)
    assert seen(pair, "ilse") == [("Valdria", "ROTHAV", [], [])]


def test_one_circular_on_many_channels_has_one_number(posts):
    """The same document on several channels is one use of its number; other words under it are a second."""
    circular = Document("circular", passages_of("To all posts"), number="Rothav 12")
    letters.write_to_many(posts.ilse, POSTS, circular)
    assert seen(posts, "ilse") == [("Valdria", "ROTHAV", [], [])]
    with posts.refused(RuleError, "ROTHAV 12"):
        letters.write_to_many(posts.ilse, POSTS, circular)


def test_another_channel_is_no_way_to_use_a_number_twice(posts):
    """A number sent to one post is not sent to another with other words."""
    posts.letter("ilse", "One", number="Rothav 12", channel=POSTS[0])
    with posts.refused(RuleError, f"on “{POSTS[0]}” already"):
        posts.letter("ilse", "Two", number="Rothav 12", channel=POSTS[1])
    posts.letter("ilse", "One", number="Rothav 12", channel=POSTS[1])


def test_two_honest_halves_with_one_number_are_both_taken_and_found(sides):
    """Two desks that number at once are not refused by anybody; whoever reads both is told."""
    ours = sides.letter("ilse", "One", number="Rothav 38")
    hers = sides.letter("greta", "Two", number="Rothav 38")
    sides.settle()
    (run,) = series.runs(sides.tomas)
    assert [{use.reference for use in uses} for uses in run.repeated] == [{ours.reference, hers.reference}]
    assert {x.standing for x in letters.every(sides.tomas, LINE)} == {"taken"}


def test_gaps_are_told_with_their_neighbours_over_all_channels(posts):
    """What one post got is no gap for us; what neither got is, with the letters before and after it."""
    numbering.hand_over(posts.ilse, "Rothav", 36, POSTS[0], gaps=True)
    for number, channel in ((36, 0), (37, 1), (41, 0)):
        if number == 41:
            numbering.hand_over(posts.ilse, "Rothav", 36, POSTS[1], gaps=True)
        posts.letter("ilse", "One", number=f"Rothav {number}", channel=POSTS[channel])
    (run,) = series.runs(posts.ilse, "rothav")
    (gap,) = run.gaps
    assert (gap.first, gap.last) == (38, 40)
    assert [(str(use.number), use.channel, use.person) for use in (gap.before, gap.after)] == [
        ("ROTHAV 37", POSTS[1], "Ilse Maren"),
        ("ROTHAV 41", POSTS[0], "Ilse Maren"),
    ]
    posts.settle()
    assert seen(posts, "tomas") == [("Valdria", "ROTHAV", [(37, 40)], [])]


def test_a_gap_is_shown_to_those_alone_whose_business_it_is(posts):
    """Not to a post of another party, unless the party whose series it is has said so on a channel of that post."""
    for number in (36, 41):
        posts.letter("ilse", "One", number=f"Rothav {number}", channel=POSTS[0])
    posts.settle()
    (run,) = series.runs(posts.tomas)
    assert (run.gaps, run.shows_gaps, run.course.missing) == ((), False, ())
    assert seen(posts, "ilse") == [("Valdria", "ROTHAV", [(37, 40)], [])]
    numbering.hand_over(posts.tomas, "Rothav", 36, POSTS[0], gaps=True)
    assert not series.runs(posts.tomas)[0].shows_gaps
    numbering.hand_over(posts.ilse, "Rothav", 36, POSTS[0], gaps=True)
    posts.settle()
    assert seen(posts, "tomas") == [("Valdria", "ROTHAV", [(37, 40)], [])]
    numbering.hand_over(posts.ilse, "Rothav", 36, POSTS[0])
    posts.settle()
    assert not series.runs(posts.tomas)[0].shows_gaps


def test_no_number_is_sent_that_somebody_would_find_missing(posts):
    """A post that reads 36 would learn from 38 that 37 went elsewhere: it is refused, by whichever way it is sent."""
    posts.letter("ilse", "One", number="Rothav 36", channel=POSTS[0])
    with posts.refused(RuleError, "Tomas Reik reads ROTHAV 36 and would find ROTHAV 37 missing"):
        posts.letter("ilse", "Two", number="Rothav 37", channel=POSTS[1])
    with posts.refused(RuleError, "would find ROTHAV 37 missing"):
        letters.write_to_many(posts.ilse, POSTS[1:], Document("circular", passages_of("Two"), number="Rothav 37"))
    letters.write_to_many(posts.ilse, POSTS, Document("circular", passages_of("Two"), number="Rothav 37"))
    posts.letter("ilse", "Tarn alone", number="Tarn 1", channel=POSTS[1])


def test_numbers_show_nothing_to_who_may_not_read(sides):
    """A member who is no reader learns no series; who reads some is kept from none between them in silence."""
    sides.letter("ilse", "One", number="Rothav 1", readers=["tomas", "pavel"])
    with sides.refused(RuleError, "Pavel Dorn reads ROTHAV 1 and would find ROTHAV 2 missing"):
        sides.letter("ilse", "Two", number="Rothav 2", readers=["tomas"])
    numbering.hand_over(sides.ilse, "Rothav", 1, LINE, gaps=True)
    sides.letter("ilse", "Two", number="Rothav 2", readers=["tomas"])
    sides.letter("ilse", "Three", number="Rothav 3", readers=["tomas", "pavel"])
    sides.settle()
    assert series.runs(sides.greta) == []
    with pytest.raises(UsageError, match="the series are: none yet"):
        series.runs(sides.greta, "Rothav")
    assert seen(sides, "pavel") == [("Valdria", "ROTHAV", [(2, 2)], [])]
    assert seen(sides, "tomas") == [("Valdria", "ROTHAV", [], [])]


def test_a_series_begins_with_the_number_that_was_handed_over(pair):
    """The first letter takes it, the next one the next; another party hands over nothing of ours."""
    document = Document("telegram", passages_of("Four"))
    numbering.hand_over(pair.tomas, "Rothav", 90, LINE)
    pair.settle()
    with pair.refused(UsageError, "ask for its first number"), pair.ilse.vault.read() as db:
        series.numbered(series.Uses(db, pair.ilse), document, "Rothav")
    numbering.hand_over(pair.ilse, "rothav", 38, LINE)
    for number in (38, 39):
        with pair.ilse.vault.read() as db:
            given = series.numbered(series.Uses(db, pair.ilse), document, "Rothav").number
        assert given == f"Rothav {number}"
        pair.letter("ilse", str(number), number=given)
    for name, first in (("Rothav 3", 1), ("", 1), ("Rothav", 0), ("Rothav", -1)):
        with pair.refused(UsageError, "begins with a number from 1"):
            numbering.hand_over(pair.ilse, name, first, LINE)


def test_a_shared_telegram_keeps_its_number_and_its_sender(sides):
    """Who was shown a telegram has its number, once, under the party that sent it."""
    letter = sides.letter("tomas", "One", number="Rothav 5")
    sides.settle()
    letters.share(sides.ilse, LINE, letter.reference, ["Greta Lund"], "She drafts.")
    sides.settle()
    for name in ("greta", "ilse"):
        ((use,),) = [[run.course.last] for run in series.runs(sides.desks[name])]
        assert use == 5
        assert seen(sides, name) == [("Ostrava", "ROTHAV", [], [])]


def test_a_letter_takes_the_next_number_of_its_series(pair):
    """The next number follows the highest of our side, gaps or not; the other side's numbers do not count."""
    pair.letter("ilse", "One", number="Rothav 38")
    pair.letter("ilse", "Two", number="Rothav 41")
    pair.letter("tomas", "Three", number="Rothav 90")
    pair.settle()
    document = Document("telegram", passages_of("Four"))
    with pair.desks["ilse"].vault.read() as db:
        assert series.numbered(series.Uses(db, pair.ilse), document, "rothav").number == "rothav 42"


@pytest.mark.parametrize(
    ("document", "wanted", "says"),
    [
        (Document("telegram", passages_of("x")), "Rothav", "ask for its first number"),
        (Document("telegram", passages_of("x"), number="Rothav 3"), "Rothav", "has a number already"),
        (Document("telegram", passages_of("x")), "Rothav 3", "without a number"),
        (Document("telegram", passages_of("x")), "", "without a number"),
    ],
)
def test_a_number_that_cannot_be_known_is_not_made_up(pair, document, wanted, says):
    """A series begins with the number that was handed over; a letter with a number keeps it."""
    with pair.refused(UsageError, says), pair.desks["ilse"].vault.read() as db:
        series.numbered(series.Uses(db, pair.ilse), document, wanted)


def test_a_series_that_is_not_here_is_named_with_those_that_are(pair):
    """A mistyped series does not look like one without gaps."""
    pair.letter("ilse", "One", number="Rothav 1")
    with pytest.raises(UsageError, match="the series TOSEV; the series are: ROTHAV"):
        series.runs(pair.ilse, "Tosev")
