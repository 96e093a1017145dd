"""Circulars of a hub: receipts, adaptations, corrections, and what no post may learn of another (R50, R51)."""

from dataclasses import replace

import pytest
from tests.desk.planning.office import DESK, GROUP, NORLUND, SUDMARK, TERVANIA
from tests.desk.table import LINE, PEOPLE, dump

from backchannel.desk import channels, letters
from backchannel.desk.own_ledger import NAME as OWN
from backchannel.desk.planning import cases, circulars, guidance
from backchannel.desk.planning.acting import Acting
from backchannel.desk.writing import append
from backchannel.errors import BackchannelError, RuleError, UsageError
from backchannel.planning.circulars import ADAPTATION, HAPPENED, Adaptation, Happened, Post
from backchannel.planning.circulars import POSTS as POST_LISTS
from backchannel.planning.circulars import Posts as PostList
from backchannel.record.dates import parse
from backchannel.record.document import Document, passages_of
from backchannel.record.use_marks import Use

POSTS = {NORLUND: "hanne", SUDMARK: "bram", TERVANIA: "ines"}
NAME = "Ferries"
WORDS = (
    "(may be said) We would let four ferries pass each day until the ice closes the strait.",
    "(may be said; not before 23 May 2031: the talks in Aldeby) The masters are asked for their names alone.",
    "(may be said if asked; not before the opening of the lighthouse) The lamp is paid for by both.",
    "(background only) The harbour master of Tarn is not sure of the soundings.",
    "This point has no mark.",
)
TEXT = Document("circular", passages_of(*WORDS), number="Rothav 12", heading="Guidance on the ferries")
BETTER = Document("circular", passages_of("(may be said) We would let five ferries pass.", *WORDS[1:]))
ON = parse("2031-05-06")


@pytest.fixture
def hub(case):
    """Ilse with a list of three posts on her own ledger."""
    circulars.made_list(case.ilse, "all posts", list(POSTS), onto=OWN)
    return case


def sent(hub, **more):
    """Send the circular to the list, and let it travel."""
    done = circulars.send(hub.ilse, NAME, TEXT, to=["all posts"], onto=OWN, **more)
    hub.settle("ilse", *POSTS.values())
    return done


def at(hub, post):
    """The address of the circular's newest letter at a post's desk."""
    found = [one for one in letters.every(hub.desks[POSTS[post]], post) if one.document is not None]
    return f"{post}/{found[-1].reference}"


def ack(hub, post, note=""):
    """Acknowledge the newest letter at a post, and let the receipt travel."""
    guidance.acknowledge(hub.desks[POSTS[post]], at(hub, post), note)
    hub.settle("ilse", POSTS[post])


def numbers(points):
    return [one.number for one in points]


def test_sent_received_adapted(hub):
    """Three posts, two receipts, one adaptation: who is missing is named, and it is settled when nobody is."""
    done = sent(hub)
    assert ([one.post for one in done.laid], done.missed, done.number) == (list(POSTS), (), "Rothav 12")
    for post in (NORLUND, SUDMARK):
        ack(hub, post, "Understood")
    guidance.adapt(hub.bram, at(hub, SUDMARK), "Left out the ferries: there are none here.", [1])
    hub.settle("ilse", "bram")
    status = circulars.status(hub.ilse, NAME)
    (text,) = status.texts
    assert (len(text.posts), text.received, text.changed) == (3, 2, 1)
    assert [one.laid.post for one in text.without_receipt] == [TERVANIA]
    assert not status.is_settled
    ((own,),) = [one.adapted for one in text.posts if one.adapted]
    assert (own.words, own.person) == ("Left out the ferries: there are none here.", "Bram Velde")
    assert own.rests[0].endswith("/1")
    ack(hub, TERVANIA)
    assert circulars.status(hub.ilse, NAME).is_settled


def test_no_post_learns_of_another_or_of_the_case(hub):
    """What a post's vault has more than before is one letter on its own channel: no name, list, count or case."""
    before = {name: dump(hub.desks[name]) for name in POSTS.values()}
    sent(hub)
    with hub.ilse.vault.read() as db:
        ours = [bytes(row[0]) for row in db.execute("SELECT plan FROM acts WHERE plan != x''").fetchall()]
    for post, name in POSTS.items():
        desk = hub.desks[name]
        after = dump(desk)
        assert {t for t in after if after[t] != before[name][t]}.isdisjoint({"acts", "contacts", "channels"})
        new = [row for table, rows in after.items() for row in rows if row not in before[name][table]]
        held = repr([letter.document for letter in letters.every(desk, post)]) + repr(new)
        others = [p for p in POSTS if p != post] + [PEOPLE[n][0] for n in POSTS.values() if n != name]
        for secret in (*others, "all posts", NAME + "'", *{one.hex() for one in ours}):
            assert secret not in held, (name, secret)


def test_letters_to_posts_have_one_size_and_no_common_id(hub):
    """Whoever holds two posts' letters side by side sees the same words, and no id, key or body that joins them."""
    done = sent(hub)
    with hub.ilse.vault.read() as db:
        rows = [
            db.execute("SELECT id, key, length(ciphertext), ciphertext FROM entries WHERE id = ?", (bytes.fromhex(i),))
            for i in (one.letter for one in done.laid)
        ]
        found = [row.fetchone() for row in rows]
    assert len({row[2] for row in found}) == 1
    for column in (0, 1, 3):
        assert len({bytes(row[column]) for row in found}) == 3


def test_the_circular_is_not_kept_where_somebody_would_learn_of_its_letters(hub):
    """On the strait desk Greta and Karl would learn of the talks with allies, from the list and from the circular."""
    with hub.refused(RuleError, "would learn from the list of the channel"):
        circulars.made_list(hub.ilse, "posts", [NORLUND], onto=DESK)
    with hub.refused(RuleError, "would learn of a letter"):
        circulars.send(hub.ilse, NAME, TEXT, on=[NORLUND], onto=DESK)


def test_a_receipt_counts_on_its_own_channel_from_one_who_could_read(hub):
    """Bram acknowledges the letter of Hanne's channel on his own; a member who is no reader does so on hers."""
    hub.settle()
    done = sent(hub)
    theirs = next(one.letter for one in done.laid if one.post == NORLUND)
    with hub.book("bram", SUDMARK) as book:
        append(book, "ack", {"of": [theirs]})
        book.save()
    hub.settle("ilse", "bram")
    (text,) = circulars.status(hub.ilse, NAME).texts
    assert text.received == 0


def test_an_adaptation_said_on_another_channel_counts_for_nothing(hub):
    """A desk that goes by another program says on its own channel how another post adapted the circular."""
    done = sent(hub)
    theirs = next(one.letter for one in done.laid if one.post == NORLUND)
    with hub.book("bram", SUDMARK) as book:
        append(book, "act", {"type": "adaptation", "rests": [theirs], "says": {"words": "Norlund refuses."}})
        book.save()
    hub.settle("ilse", "bram")
    assert [one.changed for one in circulars.status(hub.ilse, NAME).texts] == [0]


def test_the_author_does_not_adapt_and_another_does_not_correct(hub):
    """Its author corrects; nobody else does, since no post would go by it."""
    sent(hub)
    mine = letters.every(hub.ilse, NORLUND)[-1].reference
    with hub.refused(RuleError, "its author corrects it"):
        guidance.adapt(hub.ilse, f"{NORLUND}/{mine}", "Other words")


def test_a_correction_reaches_exactly_those_who_had_the_first(hub):
    """Two posts had it: the third gets no correction of what it never saw; the number says the rest."""
    circulars.send(hub.ilse, NAME, TEXT, on=[NORLUND, SUDMARK], onto=OWN)
    done = circulars.correct(hub.ilse, NAME, BETTER)
    assert ([one.post for one in done.laid], done.number) == ([NORLUND, SUDMARK], "Rothav 12/1")
    hub.settle("ilse", *POSTS.values())
    assert [len(letters.every(hub.desks[name], post)) for post, name in POSTS.items()] == [2, 2, 0]
    again = circulars.correct(hub.ilse, NAME, TEXT)
    assert again.number == "Rothav 12/2"
    status = circulars.status(hub.ilse, NAME)
    assert [one.version.number for one in status.texts] == ["Rothav 12", "Rothav 12/1", "Rothav 12/2"]


def test_a_closed_post_is_named_and_the_rest_have_the_correction(hub):
    """It had the first text and cannot be reached: it is listed until it can, and nothing is sent twice meanwhile."""
    sent(hub)
    channels.close(hub.ilse, SUDMARK, "The post is closed.")
    done = circulars.correct(hub.ilse, NAME, BETTER)
    assert [one.post for one in done.laid] == [NORLUND, TERVANIA]
    assert [(one.post, "closed" in one.why) for one in done.missed] == [(SUDMARK, True)]
    with hub.refused(RuleError, "No post can be reached: “Talks with Sudmark”"):
        circulars.correct(hub.ilse, NAME, BETTER)
    hub.settle("ilse", *POSTS.values())
    for post in (NORLUND, TERVANIA):
        ack(hub, post)
    status = circulars.status(hub.ilse, NAME)
    last = status.texts[-1]
    assert [one.post for one in last.lacking] == [SUDMARK]
    assert [one.post for one in last.version.missed] == [SUDMARK]
    assert not status.is_settled


def test_a_correction_that_stopped_is_repeated_to_exactly_those_left(hub, monkeypatch):
    """One post refuses in the first run: the second run reaches it alone, under the same number."""
    sent(hub)
    real = circulars.append

    def fails(book, kind, content, readers=None, **more):
        if kind == "letter" and book.channel.name == SUDMARK:
            raise RuleError("It is not to be reached today.")
        return real(book, kind, content, readers, **more)

    monkeypatch.setattr(circulars, "append", fails)
    first = circulars.correct(hub.ilse, NAME, BETTER)
    assert ([one.post for one in first.missed], reached_of(hub)) == ([SUDMARK], [3, 2])
    monkeypatch.undo()
    second = circulars.correct(hub.ilse, NAME, BETTER)
    assert ([one.post for one in second.laid], second.number, circulars.reached(second)) == (
        [SUDMARK],
        "Rothav 12/1",
        3,
    )
    assert reached_of(hub) == [3, 3]
    assert not circulars.status(hub.ilse, NAME).texts[-1].version.missed
    with hub.refused(UsageError, "has had Rothav 12/1 too"):
        circulars.correct(hub.ilse, NAME, BETTER)


def reached_of(hub):
    return [len(one.posts) for one in circulars.status(hub.ilse, NAME).texts]


@pytest.mark.parametrize("elsewhere", ["ab" * 32, "no channel"])
def test_a_post_whose_channel_is_not_here_is_missed_and_the_others_are_reached(hub, elsewhere):
    """A colleague's list may name a channel that this desk has not: the run names it and goes to the others."""
    with cases.change(hub.ilse) as acting:
        here = acting.board.every(POST_LISTS)[0].says.posts
        acting.open(POST_LISTS, PostList("wider", (*here, Post("Aldeby", elsewhere))), onto=OWN)
    done = circulars.send(hub.ilse, NAME, TEXT, to=["wider"], onto=OWN)
    assert [one.post for one in done.laid] == list(POSTS)
    assert [(one.post, "no channel" in one.why) for one in done.missed] == [("Aldeby", True)]


def test_a_crash_in_the_middle_of_a_correction_leaves_none_of_it(hub, monkeypatch):
    """The machine stops at the second post: no letter, no dispatch, and the same command does it all afterwards."""
    sent(hub)
    real = circulars.append

    def dies(book, kind, content, readers=None, **more):
        if kind == "letter" and book.channel.name == SUDMARK:
            raise MemoryError
        return real(book, kind, content, readers, **more)

    monkeypatch.setattr(circulars, "append", dies)
    with hub.unchanged(), pytest.raises(MemoryError):
        circulars.correct(hub.ilse, NAME, BETTER)
    monkeypatch.undo()
    assert len(circulars.correct(hub.ilse, NAME, BETTER).laid) == 3


def test_the_same_circular_again_goes_only_to_further_posts(hub):
    """Repeated with the same words it reaches the rest; with other words it is refused as a correction."""
    circulars.send(hub.ilse, NAME, TEXT, on=[NORLUND], onto=OWN)
    done = circulars.send(hub.ilse, NAME, TEXT, to=["all posts"])
    assert ([one.post for one in done.laid], done.before) == ([SUDMARK, TERVANIA], 1)
    with hub.refused(UsageError, "has had “Ferries” already"):
        circulars.send(hub.ilse, NAME, TEXT, to=["all posts"])
    with hub.refused(UsageError, "correct that one", typed="backchannel circular correct"):
        circulars.send(hub.ilse, NAME, replace(BETTER, number="Rothav 12"), to=["all posts"])


def test_a_text_that_tells_what_posts_may_not_know_stays_in(hub):
    """Words of the private line and of the small group are refused, until somebody says why they go out."""
    hub.letter("ilse", "The lamp in the pilot house burns only while the minister himself is awake.")
    hub.letter(
        "ilse", "Seventeen barges lie hidden behind the northern mole of Port Aldeby.", channel=GROUP, readers=["greta"]
    )
    for words in (
        "We hear that the lamp in the pilot house burns only while the minister himself is awake.",
        "Seventeen barges lie hidden behind the northern mole.",
    ):
        telling = Document("circular", passages_of("Dear all:", words), number="Rothav 13")
        with hub.refused(RuleError, "would learn what they may not know: passage 2 has words of"):
            circulars.send(hub.ilse, "Lamp", telling, to=["all posts"], onto=OWN)
    done = circulars.send(hub.ilse, "Lamp", telling, to=["all posts"], onto=OWN, let_out="The group agreed on 4 May.")
    assert done.circular.says.let_out == "The group agreed on 4 May."


def test_what_all_posts_had_in_an_earlier_circular_is_not_private(hub):
    """Each copy lies on one channel; a circular that quotes the last one is none the less clean, and only for them."""
    sent(hub)
    quoting = Document("circular", passages_of(f"As we wrote: {TEXT.passages[3].text[18:]}"), number="Rothav 13")
    circulars.send(hub.ilse, "Again", quoting, to=["all posts"], onto=OWN)
    with hub.refused(RuleError, "may not know"):
        circulars.send(hub.ilse, "Further", replace(quoting, number="Rothav 14"), on=[NORLUND, LINE], onto=OWN)


@pytest.mark.parametrize(
    ("document", "says"),
    [
        (replace(TEXT, number=None), "needs a number of its own"),
        (replace(TEXT, number="12"), "needs a number of its own"),
        (replace(TEXT, number="Rothav 12/1"), "needs a number of its own"),
        (replace(TEXT, passages=passages_of("(may be sayd) x", "(may be said x")), "something like a use-mark"),
    ],
)
def test_a_circular_without_a_number_or_with_a_broken_mark_is_refused(hub, document, says):
    """It could not be corrected, or a point would pass as unmarked."""
    with hub.refused(UsageError, says):
        circulars.send(hub.ilse, NAME, document, to=["all posts"], onto=OWN)


def test_two_desks_that_correct_apart_are_both_kept_and_shown(hub):
    """One person at two desks, or a program that does not look: two texts under one number, told as a clash."""
    done = sent(hub)
    circulars.correct(hub.ilse, NAME, BETTER)
    with hub.ilse.vault.change(moves_position=True) as db:
        from backchannel.desk.planning import cases
        from backchannel.planning.circulars import DISPATCH, OF, Dispatch

        acting = Acting(db, hub.ilse, cases.find(db, hub.ilse))
        acting.open(DISPATCH, Dispatch("Rothav 12/1", 1, done.laid[:1]), onto=OWN, names={OF: (done.circular.id,)})
    status = circulars.status(hub.ilse, NAME)
    assert status.course.clashes == ("Rothav 12/1",)
    assert [len(one.posts) for one in status.texts] == [3, 3, 1]
    assert not status.is_settled


# Points


def test_points_are_sorted_by_what_one_may_do_with_them_and_held_ones_left_out(hub):
    """Before the day and after it; what waits for an event waits whatever the day; unmarked is under no use."""
    sent(hub)
    early = guidance.points(hub.hanne, at(hub, NORLUND), ON)
    assert numbers(early.for_use(Use.SAY)) == [1]
    assert numbers(early.for_use(Use.IF_ASKED)) == [1]
    assert numbers(early.for_use(Use.WRITE)) == []
    assert [(p.number, p.held) for p in early.points] == [(1, False), (2, True), (3, True), (4, False), (5, False)]
    assert early.points[4].mark is None
    assert early.points[1].text == "The masters are asked for their names alone."
    late = guidance.points(hub.hanne, at(hub, NORLUND), parse("2031-05-23"))
    assert numbers(late.for_use(Use.SAY)) == [1, 2]
    assert numbers(late.for_use(Use.BACKGROUND)) == [1, 2, 4]
    assert numbers(guidance.points(hub.hanne, at(hub, NORLUND), parse("2099")).for_use(Use.IF_ASKED)) == [1, 2]


def test_an_event_lets_its_points_go_when_the_author_says_that_it_happened(hub):
    """At every post, once; a second telling finds nobody left, and an event that nothing waits for is refused."""
    sent(hub)
    with hub.refused(UsageError, "No point of “Ferries” waits for “the fair”"):
        circulars.happened(hub.ilse, NAME, "the fair")
    done = circulars.happened(hub.ilse, NAME, "The opening of the  LIGHTHOUSE")
    assert len(done.laid) == 3
    hub.settle("ilse", *POSTS.values())
    for post, name in POSTS.items():
        assert numbers(guidance.points(hub.desks[name], at(hub, post), ON).for_use(Use.IF_ASKED)) == [1, 3]
    assert numbers(guidance.points(hub.ilse, NAME, ON).for_use(Use.IF_ASKED)) == [1, 3]
    with hub.refused(RuleError, "has been told already"):
        circulars.happened(hub.ilse, NAME, "the opening of the lighthouse")
    circulars.happened(hub.ilse, NAME, "the talks in Aldeby")
    hub.settle("ilse", "bram")
    assert numbers(guidance.points(hub.bram, at(hub, SUDMARK), ON).for_use(Use.SAY)) == [1, 2]


def test_a_post_does_not_lift_its_own_hold(hub):
    """Its own word that the event has happened is kept on the channel, and lets nothing go, there or at the hub."""
    done = sent(hub)
    letter = next(one.letter for one in done.laid if one.post == NORLUND)
    with hub.hanne.vault.change(moves_position=True) as db:
        Acting(db, hub.hanne).open(HAPPENED, Happened("the opening of the lighthouse"), onto=NORLUND, rests=(letter,))
    hub.settle("ilse", "hanne")
    for name in ("hanne", "ilse"):
        assert numbers(guidance.points(hub.desks[name], f"{NORLUND}/{ref(hub, name)}", ON).for_use(Use.IF_ASKED)) == [1]


def ref(hub, name):
    return next(one.reference for one in letters.every(hub.desks[name], NORLUND) if one.author.name == "Ilse Maren")


def test_points_are_those_of_the_newest_correction(hub):
    """Asked for the first letter, the post is given the correction's points, and told so; only its author's counts."""
    sent(hub)
    first = at(hub, NORLUND)
    letters.write(
        hub.hanne, NORLUND, Document("circular", passages_of("(may be said) All is well."), number="Rothav 12/1")
    )
    hub.settle("ilse", "hanne")
    assert guidance.points(hub.hanne, first, ON).corrects == ""
    circulars.correct(hub.ilse, NAME, BETTER)
    hub.settle("ilse", *POSTS.values())
    found = guidance.points(hub.hanne, first, ON)
    assert (found.number, found.corrects) == ("Rothav 12/1", first.rpartition("/")[2])
    assert found.points[0].text == "We would let five ferries pass."


def test_who_lacks_a_correction_is_settled_by_the_receipt_of_a_later_one(hub):
    """An acknowledgement of the correction covers the first text; the first's alone does not cover the correction."""
    sent(hub)
    for post in POSTS:
        ack(hub, post)
    assert circulars.status(hub.ilse, NAME).is_settled
    circulars.correct(hub.ilse, NAME, BETTER)
    hub.settle("ilse", *POSTS.values())
    status = circulars.status(hub.ilse, NAME)
    assert [(one.received, len(one.without_receipt)) for one in status.texts] == [(3, 0), (0, 3)]
    assert not status.is_settled
    for post in POSTS:
        ack(hub, post)
    assert circulars.status(hub.ilse, NAME).is_settled


def test_an_adaptation_is_the_posts_own_words_on_its_own_channel(hub):
    """Without words, or of what is no letter here, nothing is written."""
    sent(hub)
    with hub.refused(UsageError, "Say in words"):
        guidance.adapt(hub.hanne, at(hub, NORLUND), "  ")
    for wrong in ("nowhere/maren-3", NAME, f"{NORLUND}/maren-99"):
        with hub.unchanged(), pytest.raises(BackchannelError):
            guidance.adapt(hub.hanne, wrong, "Other words")
    with hub.hanne.vault.read() as db:
        assert not Acting(db, hub.hanne).board.every(ADAPTATION)
    kept = guidance.adapt(hub.hanne, at(hub, NORLUND), "Said it to the press only.")
    assert kept.says == Adaptation("Said it to the press only.")
