"""Versions of one text: what is shared word by word, who has exactly it, and where the others differ."""

import pytest

from backchannel.text.fingerprints import fingerprints
from backchannel.text.reuse.among import Among, all_reused
from backchannel.text.reuse.collection import Collection
from backchannel.text.reuse.reused import Reuse, reused
from backchannel.text.reuse.shared import cut, marks, runs, shared, tokens_within
from backchannel.text.reuse.versions import differences, fullest, stretches, version
from backchannel.text.wording import wording

FIRST = (
    "The guards on the northern bridge will be withdrawn in forty days, and the pilots of both ports paid in silver."
)
SECOND = FIRST.replace("forty", "sixty")
THIRD = FIRST.replace("the pilots of both ports paid in silver", "nothing shall be paid to anybody")
ARTICLE = f"It is said that {FIRST[0].lower()}{FIRST[1:-1]}, which nobody denies."


@pytest.fixture
def index():
    """Three versions of one sentence, and a text that has nothing of it."""
    return Collection([wording(text) for text in (FIRST, SECOND, THIRD, "The lighthouse fees are due in the spring.")])


@pytest.fixture
def versions(index):
    """Of each version of the sentence what the article has of it, by its number."""
    text = wording(ARTICLE)
    return {one.document: version(text, one, index.wording(one.document)) for one in all_reused(text, index)}


def test_every_version_is_found_though_one_fits_best(index):
    """Asked once the index may give the best alone; asked again it gives all three, and never the text without it."""
    assert reused([wording(ARTICLE)], index)[0][0].document == 0
    assert {one.document for one in all_reused(wording(ARTICLE), index)} == {0, 1, 2}
    assert {one.document for one in all_reused(wording(ARTICLE), index, [0])} == {1, 2}


def test_only_the_documents_that_are_asked_for_are_found(index):
    """Among some, or without some, of an index; words are as rare as in all of it."""
    text = wording(ARTICLE)
    assert {one.document for one in reused([text], Among(index, {2}))[0]} == {2}
    assert 0 not in {one.document for one in reused([text], Among(index, {0}, without=True))[0]}
    assert reused([text], Among(index, ()))[0] == ()
    assert Among(index, {2}).size == index.size


def test_the_version_that_has_every_word_is_the_fullest(versions):
    """The first has all; the others lack what was changed in them, and alone together each is full in its way."""
    assert [one.document for one in fullest(list(versions.values()))] == [0]
    assert {one.document for one in fullest([versions[1], versions[2]])} == {1, 2}


def test_words_that_do_not_count_make_no_difference(versions):
    """With the changed word set apart, the second version is as full as the first."""
    apart = versions[0].had - versions[1].had
    assert {one.document for one in fullest(list(versions.values()), apart)} == {0, 1}


def test_a_difference_says_what_stands_instead(index, versions):
    """Sixty stands where the article has forty; the end that the third version lacks is named."""
    text = wording(ARTICLE)
    wanted = versions[0].had
    (one,) = differences(text, wanted, versions[1], index.wording(1))
    assert (one.text, one.instead) == ("forty", "sixty")
    missing = differences(text, wanted, versions[2], index.wording(2))
    assert missing[-1].instead.startswith("nothing shall be paid")
    lacking = " ".join(one.text for one in missing)
    assert "pilots" in lacking
    assert "silver" in lacking
    assert "bridge" not in lacking
    assert differences(text, wanted, versions[0], index.wording(0)) == []


def test_a_word_in_another_inflection_is_shared_and_not_had():
    """ "Guard" for "guards" is marked as shared; but the version with "guards" has more of the article."""
    text = wording(ARTICLE)
    index = Collection([wording(FIRST.replace("guards", "guard"))])
    (find,) = reused([text], index)[0]
    other = index.wording(0)
    word = next(at for at, token in enumerate(text.starts) if ARTICLE.startswith("guards", token))
    assert word in {mine for mine, _ in shared(text, find, other)}
    assert word not in version(text, find, other).had


def test_marks_join_words_that_follow_each_other():
    """Tokens one after the other are one span, from the first letter to the last."""
    words = wording("One two, three four.")
    assert marks(words, [0, 1, 3]) == ((0, 7), (15, 19))
    assert marks(words, []) == ()


def test_runs_end_where_a_word_was_changed():
    """Five unchanged words count, with a changed one between four and four nothing does."""
    one, other = wording("a b c d x f g h i"), wording("a b c d e f g h i")
    pairs = [(at, at) for at in range(9)]
    assert runs(pairs, one, other, 5) == set()
    assert runs(pairs, one, one, 5) == set(range(9))
    assert runs(pairs[:4], one, other, 4) == {0, 1, 2, 3}


def test_a_cut_keeps_the_places_of_the_whole():
    """Only whole tokens are kept, with the characters that they have in the text."""
    words = wording("The ferry waits at the pier.")
    part = cut(words, 5, 22)
    assert [words.text[a:b] for a, b in zip(part.starts, part.ends, strict=True)] == ["waits", "at", "the"]
    assert tokens_within(words, 100, 120) == (6, 6)


def test_stretches_join_what_lies_over_one_place():
    """Two documents over one place are one stretch, the heaviest first; what lies elsewhere is another."""

    def find(start, end, document, bits):
        return Reuse(start, end, document, 0, 10, bits, 5, 5)

    finds = [find(0, 50, 1, 60.0), find(10, 60, 2, 90.0), find(200, 250, 1, 70.0), find(12, 50, 2, 61.0)]
    first, second = stretches(finds)
    assert [(one.document, one.bits) for one in first] == [(2, 90.0), (1, 60.0)]
    assert [one.start for one in second] == [200]
    assert list(stretches([])) == []


def test_a_collection_answers_as_an_index_should(index):
    """Fingerprints stand where they were, terms around a place are those of the text, and nothing is found in none."""
    own = index.wording(0)
    found = index.seeds(fingerprints(own), 60)
    assert {(int(a), int(p)) for a, d, p in zip(found.asked, found.documents, found.places, strict=True) if d == 0} >= {
        (0, 0),
        (3, 3),
    }
    assert found.counts[0] == 3
    assert len(index.seeds(fingerprints(own), 2).asked) < len(found.asked)
    terms = own.terms[own.content]
    around = index.around(found.documents[:1] * 0, found.places[:1] * 0 + 1, 2, 3)[0]
    assert around.tolist() == [0, terms[0], terms[1], terms[2], terms[3]]
    empty = Collection([])
    assert (empty.size, reused([own], empty)) == (0, [()])
    assert Collection([wording("")]).counts(terms).sum() == 0
