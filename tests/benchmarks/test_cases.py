"""The cases written by hand are sound: what they say of themselves is so."""

import re
from collections import Counter

import pytest
from benchmarks.cases import gold

from backchannel.errors import BadInputError
from backchannel.text.folding import fold, words

TEXTS = gold.record()
CASES = [case for half in gold.HALVES for case in gold.cases(half, TEXTS)]
BY_NAME = pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.half}-{case.name}")
MARKS = "[Page 2]"


def folded(text: str) -> list[str]:
    """The words of a text as they count for exactness: hyphens at a line's end and page marks are typography."""
    return words(fold(re.sub(r"-\n", "", text).replace(MARKS, "")).text)


@BY_NAME
def test_every_span_lies_in_its_text_and_in_its_source(case):
    """Spans are in order, of words, without white space at their ends, and so are those in the record."""
    found = [*case.passages, *case.quotations]
    assert [one.start for one in found] == sorted(one.start for one in found)
    for one in found:
        assert 0 <= one.start < one.end <= len(case.text)
        assert case.text[one.start : one.end].strip() == case.text[one.start : one.end]
        for source in getattr(one, "sources", None) or ([one.source] if case.passages else []):
            says = TEXTS[source.document][source.start : source.end]
            assert says
            assert says.strip() == says


@BY_NAME
def test_what_a_quotation_is_said_to_be_it_is(case):
    """Exact and misattributed ones are exact after folding, altered ones are not, and inventions have no source."""
    for one in case.quotations:
        quoted = case.text[one.start : one.end]
        sources = [TEXTS[source.document][source.start : source.end] for source in one.sources]
        assert one.verdict in gold.VERDICTS
        assert bool(sources) == (one.verdict not in {"not_found", "phrase"}), quoted
        if one.verdict in {"exact", "misattributed"}:
            assert folded(quoted) == folded(sources[0])
        elif one.verdict == "altered":
            assert folded(quoted) != folded(sources[0])
            assert not re.search(r"\.\.\.|\. \. \.|…|\[", quoted)
        elif one.verdict == "elided":
            assert re.search(r"\.\.\.|\. \. \.|…|\[", quoted)
        if one.verdict == "misattributed":
            assert one.cited not in {source.document for source in one.sources}
        elif one.cited and sources:
            assert one.cited == one.sources[0].document


@BY_NAME
def test_a_quotation_that_is_not_in_the_record_is_nowhere_in_it(case):
    """No document has the words of an exact quotation but its source and those that are named beside it."""
    for one in case.quotations:
        here = folded(case.text[one.start : one.end])
        having = {name for name, text in TEXTS.items() if _has(folded(text), here)}
        named = {*(source.document for source in one.sources), *one.alt}
        assert having <= named, case.text[one.start : one.end]
        assert one.verdict not in {"not_found", "altered"} or not having


@BY_NAME
def test_an_elision_leaves_out_what_the_source_has(case):
    """The words of an elided quotation stand in its source in their order, and fewer of them."""
    for one in case.quotations:
        if one.verdict == "elided":
            source = one.sources[0]
            quoted = re.sub(r"\[[^\]]*\]", " ", case.text[one.start : one.end])
            rest = iter(folded(TEXTS[source.document][source.start : source.end]))
            assert all(word in rest for word in folded(quoted))


@BY_NAME
def test_every_passage_shares_words_with_its_source(case):
    """Even what was translated there and back keeps some of its source's words."""
    for row in gold.leak_rows([case], TEXTS):
        # A Chinese character is a word; the shortest passage of all has seven.
        assert row["words"] >= 7
        assert row["edits"] < row["words"]


def test_there_are_as_many_as_were_asked_for():
    """24 articles, a third of them clean; 22 drafts of two quotations or more; half of each is kept aside."""
    articles = [case for case in CASES if not case.is_draft]
    drafts = [case for case in CASES if case.is_draft]
    assert Counter(case.half for case in articles) == {"open": 12, "aside": 12}
    assert Counter(case.half for case in drafts) == {"open": 11, "aside": 11}
    assert Counter(case.half for case in articles if not case.passages) == {"open": 4, "aside": 4}
    assert all(2 <= len(case.quotations) <= 6 for case in drafts)
    assert all(len(case.passages) <= 3 for case in articles)
    assert len({case.name for case in CASES}) == len(CASES)
    assert all(case.tries for case in CASES)


@pytest.mark.parametrize(
    ("written", "why"),
    [
        ('words = "nowhere at all"', "stands 0 times"),
        ('words = "the ferry"', "stands 2 times"),
        ('words = ["slow", "the ferry waits"]', "does not stand behind"),
        ('words = "slow"\nsource = ["nobody", "x"]', "no nobody in the record"),
        ('words = "slow"\nsource = ["reik-1974-04-02", "Dear Sir or Madam"]', "stands 0 times"),
    ],
)
def test_gold_that_does_not_fit_its_text_is_refused(tmp_path, monkeypatch, written, why):
    """Words that are not there, stand twice or are of no document: the case is named with the reason."""
    (tmp_path / "open").mkdir()
    case = f"tries = 'x'\ntext = 'the ferry waits, the ferry is slow'\n[[passage]]\n{written}\n"
    if "source" not in written:
        case += 'source = ["reik-1974-04-02", "The Easter list"]\n'
    (tmp_path / "open" / "article-x.toml").write_text(case)
    monkeypatch.setattr(gold, "HERE", tmp_path)
    with pytest.raises(BadInputError, match=f"open/article-x is unsound: .*{why}"):
        gold.cases("open", TEXTS)


def _has(text: list[str], sought: list[str]) -> bool:
    return any(text[at : at + len(sought)] == sought for at in range(len(text) - len(sought) + 1))
