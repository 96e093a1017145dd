"""The index of fingerprints in the vault: after any changes it answers as one that was made anew."""

from collections import Counter, defaultdict

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.vault.test_search import clear_pages, drop, keep, letter

from backchannel.text.fingerprints import fingerprints as fingerprints_of
from backchannel.text.folding import fold, words
from backchannel.text.terms import term
from backchannel.text.wording import number, wording
from backchannel.vault import fingerprints, segments
from backchannel.vault.access import open_desk
from backchannel.vault.concordance import Concordance

WORDS = ("ferry", "quay", "pilot", "tide", "bridge", "guard", "lantern", "grain", "渡", "паром")
TEXTS = st.lists(st.sampled_from(WORDS), max_size=14).map(" ".join)
CHANGES = st.lists(st.lists(st.tuples(st.integers(1, 9), TEXTS | st.none()), max_size=6), max_size=6)
SECRET = ("zinnoberboot", "jaspisweg", "quarzuhrwerk", "xylograph", "merganserquay", "obsidianturm")


def terms_of(text):
    """The terms of a text, as the index is given them."""
    return fingerprints.derive(words(fold(text).text))


def agree(concordance, kept):
    """Assert that a concordance answers for these texts, by number, as a slow index does."""
    stands, counts = defaultdict(list), Counter()
    for document, text in kept.items():
        told = wording(text)
        counts.update(told.terms[told.content].tolist())
        for place, one in enumerate(fingerprints_of(told).tolist()):
            stands[one].append((document, place))
    asked = [*stands, *stands, 12345]
    found = concordance.seeds(np.array(asked, np.uint32), 2)
    got = sorted(zip(found.asked.tolist(), found.documents.tolist(), found.places.tolist(), strict=True))
    few = [(at, *one) for at, key in enumerate(asked) for one in stands.get(key, ()) if len(stands[key]) <= 2]
    assert got == sorted(few)
    assert found.counts.tolist() == [len(stands.get(key, ())) for key in asked]
    assert concordance.size == counts.total()
    assert concordance.terms(max(kept, default=0) + 1).tolist() == []
    assert concordance.counts(np.array([*counts, 12345], np.uint32)).tolist() == [*counts.values(), 0]
    for document, text in kept.items():
        own = wording(text)
        terms = own.terms[own.content].tolist()
        assert concordance.terms(document).tolist() == terms
        for place in range(len(terms)):
            padded = [0] * 2 + terms + [0] * 3
            around = concordance.around(np.array([document]), np.array([place]), 2, 3)
            assert around.tolist() == [padded[place : place + 5]]


@pytest.fixture
def small(monkeypatch):
    """Segments so small that a few sentences fill several."""
    monkeypatch.setattr(fingerprints, "FRESH", 12)
    monkeypatch.setattr(segments, "MOST", 40)


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(changes=CHANGES)
def test_any_changes_leave_the_index_of_what_is_there(vault, small, changes):
    """Documents come, are replaced and leave in any order and in any changes; segments are made, joined and divided."""
    kept = {}
    with vault.change() as db:
        fingerprints.clear(db)
        db.execute("DELETE FROM items")
        for one in range(1, 10):
            db.execute("INSERT INTO items (number, id, kind, heading) VALUES (?, ?, 'letter', '')", (one, str(one)))
    for change in changes:
        with vault.change() as db:
            for document, text in change:
                if document in kept:
                    fingerprints.remove(db, document)
                    del kept[document]
                if text is not None:
                    fingerprints.put(db, document, terms_of(text))
                    kept[document] = text
            agree(Concordance(db), kept)
        with vault.read() as db:
            agree(Concordance(db), kept)
            sizes = [size for (size,) in db.execute("SELECT size FROM fingerprint_segments")]
            fresh = db.execute("SELECT total(length(value)) / 4 FROM fresh_terms").fetchone()[0]
            assert max(sizes, default=0) <= 40
            assert fresh < 12


def test_a_change_that_is_given_up_leaves_the_index_as_it_was(vault, small):
    """Segments too, although they were to be written."""
    texts = [f"The pilot of the ferry {n} waits for the tide at the quay." for n in range(20)]
    keep(vault, *map(letter, texts[:10]))
    with pytest.raises(RuntimeError), vault.change() as db:
        for one, text in enumerate(texts[10:18], 3):
            fingerprints.remove(db, one)
            fingerprints.put(db, one, terms_of(text))
        fingerprints.settle(db)
        raise RuntimeError("given up")
    with vault.read() as db:
        agree(Concordance(db), dict(enumerate(texts[:10], 1)))


def test_attack_the_terms_of_what_is_removed_are_in_no_page_of_the_file(vault, desk, words, small):
    """Neither in the segment where they were, nor where that was before, nor in the table of what leaves."""
    others = [letter(f"The pilot of the ferry {n} waits for the tide at the quay.") for n in range(60)]
    keep(vault, *others[:30])
    keep(vault, letter(" ".join(3 * SECRET)), first=1000)
    keep(vault, *others[30:], first=31)
    vault.close()
    traces = [number(term(word)).to_bytes(4, "little") for word in SECRET]
    with open_desk(desk, words) as again:
        with again.read() as db:
            in_segments = db.execute("SELECT vocabulary FROM fingerprint_segments").fetchall()
        assert any(traces[0] in value for (value,) in in_segments), "the test would not see what it looks for"
    held = clear_pages(desk, words)
    assert all(trace in held for trace in traces)
    with open_desk(desk, words) as again:
        drop(again, letter(" ".join(3 * SECRET)), first=1000)
    held = clear_pages(desk, words)
    assert [trace for trace in traces if trace in held] == []
    assert number("ferry").to_bytes(4, "little") in held
    with open_desk(desk, words) as again:
        assert again.check() == ()
        with again.read() as db:
            assert db.execute("SELECT * FROM leaving_terms").fetchall() == []


def test_many_documents_that_leave_in_one_change_cost_each_segment_one_writing(vault, monkeypatch):
    """A volume that is read again writes its segment once, not once for each document."""
    monkeypatch.setattr(fingerprints, "FRESH", 12)
    texts = [letter(f"The pilot of the ferry {n} waits for the tide.") for n in range(50)]
    keep(vault, *texts)
    written = []
    monkeypatch.setattr(segments, "_keep", lambda db, one: written.append(one))
    drop(vault, *texts[:40])
    assert len(written) == 1
    assert len(written[0].documents) == 10


def test_a_document_longer_than_a_segment_is_one(vault, small):
    """What does not fit is not divided, and not left out."""
    text = " ".join(f"ferry{n}" for n in range(100))
    keep(vault, letter(text), letter("The pilot waits."))
    with vault.read() as db:
        agree(Concordance(db), {1: text, 2: "The pilot waits."})
        assert db.execute("SELECT max(size) FROM fingerprint_segments").fetchone() == (100,)


def test_one_word_again_and_again_is_indexed(vault):
    """A hostile document of one word has one fingerprint at all its places."""
    keep(vault, letter(*["ferry " * 10_000] * 20))
    asked = fingerprints_of(wording("ferry ferry ferry"))
    with vault.read() as db:
        found = Concordance(db).seeds(asked, 60)
    assert (len(found.asked), found.counts.tolist()) == (0, [199_998])
