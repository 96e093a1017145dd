"""Circulars folded: the same course in whatever order acts come, and who lacks what follows from it alone (R50)."""

from hypothesis import given
from hypothesis import strategies as st

from backchannel.planning import circulars, numbering
from backchannel.planning.acts import Act, Writer
from backchannel.planning.board import Board
from backchannel.planning.circulars import CIRCULAR, DISPATCH, HAPPENED, Circular, Dispatch, Happened, Laid, Receipt
from backchannel.planning.numbering import SERIES, Series

ILSE = Writer(b"i" * 32, "Ilse Maren", "Valdria", True)
HANNE = Writer(b"h" * 32, "Hanne Solvik", "Norlund", True)
GRETA = Writer(b"g" * 32, "Greta Lund", "Valdria", True)
LINE, OTHER = b"L" * 32, b"M" * 32
COUNT = 6


def named(text):
    return text.encode().ljust(32, b".")


def act(name, kind, value, *, by=ILSE, channel=LINE, names=None, rests=(), time=1):
    return Act(
        id=named(name),
        channel=channel,
        seq=time,
        writer=by,
        time=f"2031-05-05T08:00:{time:02}Z",
        type=kind.name,
        case=b"",
        of=named(name),
        after=(),
        names=names or {},
        rests=rests,
        ended=None,
        says=kind.write(value),
    )


def post(number):
    return bytes([number + 1]) * 32


def laid(number, correction):
    return Laid(f"Post {number}", post(number).hex(), bytes([100 + 10 * correction + number]).hex() * 32)


def board_of(acts):
    board = Board()
    for one in acts:
        board.take(one)
    return board


def course(acts):
    board = board_of(acts)
    return circulars.course(board, board.every(CIRCULAR)[0])


@st.composite
def runs(draw):
    """A circular with runs of its first text and of one correction, each carrying on the first of its kind."""
    acts = [act("c", CIRCULAR, Circular("Ferries", "Rothav 12"))]
    for correction in (0, 1):
        roots = ()
        for at, posts in enumerate(draw(st.lists(st.sets(st.integers(0, COUNT - 1)), min_size=1, max_size=3))):
            name = f"d{correction}{at}"
            said = Dispatch(f"Rothav 12/{correction}", correction, tuple(laid(n, correction) for n in sorted(posts)))
            names = {"of": (named("c"),), **({"with": roots} if roots else {})}
            acts.append(act(name, DISPATCH, said, names=names, time=10 * correction + at + 2))
            roots = roots or (named(name),)
    return acts


def versions(found):
    return [(one.number, one.laid, one.missed) for one in found.versions]


@given(runs(), st.randoms(use_true_random=False))
def test_the_order_in_which_runs_come_says_nothing(acts, random):
    """Posts reached in whatever runs: two versions, who has each, and who lacks the correction, in any order."""
    one = course(acts)
    shuffled = list(acts)
    random.shuffle(shuffled)
    assert versions(course(shuffled)) == versions(one)
    first, second = one.of(0)[0], one.of(1)[0]
    have = {x.channel for x in second.laid}
    assert {x.channel for x in one.lacking(1)} == {x.channel for x in first.laid} - have
    assert one.clashes == ()


@given(runs(), st.sets(st.integers(0, COUNT - 1)), st.sets(st.integers(0, COUNT - 1)))
def test_every_post_is_counted_once_and_a_later_receipt_covers_the_first(acts, early, late):
    """Received and missing are all that were sent, whatever was acknowledged; nobody is counted who had nothing."""
    found = course(acts)
    receipts = {laid(n, 0).letter: Receipt("t") for n in early} | {laid(n, 1).letter: Receipt("t") for n in late}
    first, second = circulars.standing(found, receipts, {})
    for text in (first, second):
        assert text.received + len(text.without_receipt) == len(text.posts) == len(text.version.laid)
    corrected = {x.channel for x in second.version.laid}
    expected = {post(n).hex() for n in early} | ({post(n).hex() for n in late} & corrected)
    assert {x.laid.channel for x in first.posts if x.receipt} == expected & {x.channel for x in first.version.laid}
    assert {x.laid.channel for x in second.posts if x.receipt} == {post(n).hex() for n in late} & corrected


def test_two_texts_of_one_number_are_a_clash_and_a_repeated_run_is_none():
    """What carries a text on says so; what does not is another text."""
    names = {"of": (named("c"),)}
    first = act("a", DISPATCH, Dispatch("Rothav 12", 0, (laid(0, 0),)), names=names, time=2)
    apart = act("b", DISPATCH, Dispatch("Rothav 12", 0, (laid(1, 0),)), names=names, time=3)
    along = act("b", DISPATCH, Dispatch("Rothav 12", 0, (laid(1, 0),)), names={**names, "with": (named("a"),)}, time=3)
    opened = act("c", CIRCULAR, Circular("Ferries", "Rothav 12"))
    assert course([opened, first, apart]).clashes == ("Rothav 12",)
    assert course([opened, first, along]).clashes == ()
    assert len(course([opened, first, along]).had_first) == 2


def test_only_the_authors_word_on_the_letters_channel_says_that_an_event_has_happened():
    """Not the post's, not a colleague's, not on another channel, not of another letter."""
    letter = laid(0, 0).letter
    of = {letter: (LINE, ("Ilse Maren", "Valdria"))}
    for by, channel, rests, told in (
        (ILSE, LINE, (letter,), True),
        (HANNE, LINE, (letter,), False),
        (GRETA, LINE, (letter,), False),
        (ILSE, OTHER, (letter,), False),
        (ILSE, LINE, (laid(1, 0).letter,), False),
        (ILSE, LINE, (), False),
    ):
        board = board_of([act("h", HAPPENED, Happened("the talks"), by=by, channel=channel, rests=rests)])
        assert bool(circulars.events_told(board, of)) is told


def test_a_series_is_handed_over_by_its_own_party():
    """Its first number and who may see its gaps are what the party says whose series it is."""
    board = board_of(
        [
            act("a", SERIES, Series("ROTHAV", 38, gaps=True), channel=LINE),
            act("b", SERIES, Series("ROTHAV", 90, gaps=True), by=HANNE, channel=OTHER),
        ]
    )
    assert numbering.first_number(board, "ROTHAV", "Valdria") == 38
    assert numbering.first_number(board, "TARN", "Valdria") is None
    assert numbering.entitled(board, "ROTHAV", "Valdria") == {LINE}
    assert numbering.entitled(board, "ROTHAV", "Ostrava") == frozenset()
