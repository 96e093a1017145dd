"""What is found in a case counts as right, dangerous or a false alarm, as its gold says; nothing aside is named."""

import pytest
from benchmarks.cases import __main__ as run
from benchmarks.cases.gold import Case, Passage, Quotation, Source
from benchmarks.cases.scoring import Reused, score_articles, score_drafts

TEXT = "He wrote “the ferry waits for nobody” and “unless the pilot is late” on Monday."
FERRY, PILOT = TEXT.index("the ferry"), TEXT.index("unless")
END = FERRY + len("the ferry waits for nobody")
SOURCE = Source("holm-1", 0, 26)


def found(start, end, verdict="exact", *, cut=False, negation=False, documents=("holm-1",)):
    """A quotation as it was found."""
    return run.Found(start, end, verdict, negation, cut, documents)


def draft(verdict="exact", **more):
    """A draft whose first quotation has this verdict."""
    sources = () if verdict == "not_found" else (SOURCE,)
    return Case("draft-x", "open", "x", TEXT, quotations=(Quotation(FERRY, END, verdict, "k", sources, **more),))


def test_the_right_verdict_with_the_right_source_is_right():
    """Nothing is noted against it."""
    score = score_drafts([draft()], {"draft-x": [found(FERRY, END)]})
    assert (score.counts["right"], score.counts["source right"], score.failed) == (1, 1, {})


@pytest.mark.parametrize("verdict", ["altered", "misattributed", "not_found"])
@pytest.mark.parametrize("one", [[], [found(FERRY, END)], [found(FERRY, END, "phrase")]])
def test_a_wrong_quotation_that_passes_or_is_missed_is_dangerous(verdict, one):
    """Whatever it is wrong in."""
    score = score_drafts([draft(verdict)], {"draft-x": one})
    assert (score.counts["dangerous passes"], score.counts["dangerous"]) == (1, 1)
    assert "draft-x" in score.failed


def test_a_right_quotation_that_is_complained_of_is_a_false_alarm():
    """And is not right."""
    score = score_drafts([draft()], {"draft-x": [found(FERRY, END, "altered")]})
    assert (score.counts["false alarms"], score.counts["right"]) == (1, 0)


def test_a_cut_wants_a_warning():
    """The right verdict without one is a failure; a warning where nothing was cut is counted and none."""
    silent = score_drafts([draft(cut=True)], {"draft-x": [found(FERRY, END)]})
    warned = score_drafts([draft(cut=True)], {"draft-x": [found(FERRY, END, cut=True)]})
    further = score_drafts([draft()], {"draft-x": [found(FERRY, END, cut=True)]})
    assert (silent.counts["cuts warned of"], warned.counts["cuts warned of"]) == (0, 1)
    assert silent.failed
    assert not warned.failed
    assert (further.counts["further warnings"], further.failed) == (1, {})


def test_pieces_of_a_quotation_count_as_the_worst_of_them():
    """One that was checked by halves is as bad as the worse half; a piece alone is not the whole."""
    halves = [found(FERRY, FERRY + 13), found(FERRY + 14, END, "altered")]
    assert score_drafts([draft()], {"draft-x": halves}).counts["false alarms"] == 1
    alone = score_drafts([draft()], {"draft-x": halves[:1]})
    assert (alone.counts["right"], alone.counts["too many"]) == (0, 1)


def test_what_is_found_where_nothing_is_quoted_is_too_many():
    """It is named."""
    score = score_drafts([draft()], {"draft-x": [found(FERRY, END), found(PILOT, PILOT + 24, "not_found")]})
    assert score.counts["too many"] == 1
    assert "where there is no quotation" in score.failed["draft-x"][0]


@pytest.mark.parametrize(
    ("finds", "right"),
    [
        ([Reused(FERRY, END, ("holm-1",))], 1),
        ([Reused(FERRY, FERRY + 14, ("lund-2", "holm-1"))], 1),
        ([Reused(FERRY, END, ("copy-1",))], 1),
        ([Reused(FERRY, FERRY + 9, ("holm-1",))], 0),
        ([Reused(FERRY, END, ("lund-2",))], 0),
        ([], 0),
    ],
    ids=["whole", "half", "copy", "too little", "another document", "nothing"],
)
def test_a_passage_is_found_by_half_with_a_document_that_has_it(finds, right):
    """Less than half, or another document, is none."""
    case = Case("article-x", "open", "x", TEXT, passages=(Passage(FERRY, END, SOURCE, ("copy-1",)),))
    score = score_articles([case], {"article-x": finds})
    assert (score.counts["passages found"], "article-x" in score.failed) == (right, not right)


def test_a_clean_article_in_which_something_is_found_is_flagged():
    """And what was found is named."""
    score = score_articles([Case("article-x", "open", "x", TEXT)], {"article-x": [Reused(0, 8, ("holm-1",))]})
    assert (score.counts["clean flagged"], score.counts["clean"]) == (1, 1)
    assert "holm-1" in score.failed["article-x"][0]


def test_the_run_names_no_case_that_is_kept_aside(capsys):
    """It prints the figures of both halves, and of the second nothing but figures."""
    run.main()
    told = capsys.readouterr().out
    opened, aside = told.split("aside: ")
    assert opened.startswith("open: 11 drafts, 12 articles")
    assert aside.startswith("11 drafts, 12 articles")
    assert "draft-" not in aside
    assert "article-" not in aside
    assert "“" not in aside
