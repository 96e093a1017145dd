"""What was found in the cases beside what is right to find: counts, and which cases failed and why."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Protocol

from benchmarks.cases.gold import Case, Quotation

PASSES = ("exact", "elided", "phrase")
ALARMS = ("altered", "misattributed", "not_found")
WORST = ("phrase", "exact", "elided", "altered", "misattributed", "not_found")
"""Verdicts, the worst last."""
SLIGHT = ("spelling", "ocr")
"""Kinds of altered quotations of which one may think that nobody is harmed who takes them for exact."""


class Verdict(Protocol):
    """A quotation that was found, and what was said of it."""

    @property
    def start(self) -> int: ...
    @property
    def end(self) -> int: ...
    @property
    def verdict(self) -> str: ...
    @property
    def negation(self) -> bool: ...
    @property
    def cut(self) -> bool: ...
    @property
    def documents(self) -> Sequence[str]: ...


@dataclass(frozen=True, slots=True)
class Reused:
    """Characters [start, end) of an article that were found to reuse documents, by their ids."""

    start: int
    end: int
    documents: tuple[str, ...]


@dataclass(slots=True)
class Score:
    """Counts of a half, and for each case that failed the reasons."""

    counts: Counter[str] = field(default_factory=Counter)
    failed: dict[str, list[str]] = field(default_factory=dict)

    def fail(self, case: Case, why: str) -> None:
        """Note why a case failed."""
        self.failed.setdefault(case.name, []).append(why)

    def share(self, part: str, whole: str) -> float:
        """Give one count in percent of another; 0 of none."""
        return 100 * self.counts[part] / self.counts[whole] if self.counts[whole] else 0.0

    @property
    def f1(self) -> float:
        """Characters found and right against characters found or right, as F1 in percent."""
        right, found, gold = (self.counts[f"characters {one}"] for one in ("right", "found", "gold"))
        return 200 * right / (found + gold) if found + gold else 0.0


def score_drafts(cases: Sequence[Case], found: Mapping[str, Sequence[Verdict]]) -> Score:
    """Compare quotations: each with the one found that covers nine tenths of both, or with its pieces that do."""
    score = Score()
    for case in cases:
        left = list(found[case.name])
        for gold in case.quotations:
            here = [each for each in left if _same(gold, each)][:1] or _pieces(gold, left)
            left = [each for each in left if each not in here]
            # A quotation that was checked in pieces is as good as the worst of them.
            _compare(case, gold, max(here, key=lambda each: WORST.index(each.verdict), default=None), score)
        for each in left:
            score.counts["too many"] += 1
            score.fail(case, f"{_clip(case.text[each.start : each.end])}: {each.verdict}, where there is no quotation")
    return score


def score_articles(cases: Sequence[Case], found: Mapping[str, Sequence[Reused]]) -> Score:
    """Compare passages: one is found where half of it lies in one find with a right document."""
    score = Score()
    for case in cases:
        finds = found[case.name]
        score.counts["clean" if not case.passages else "leaking"] += 1
        if finds and not case.passages:
            score.counts["clean flagged"] += 1
        right = {at for one in case.passages for at in range(one.start, one.end)}
        here = {at for one in finds for at in range(one.start, one.end)}
        score.counts["characters right"] += len(right & here)
        score.counts["characters found"] += len(here)
        score.counts["characters gold"] += len(right)
        for one in case.passages:
            score.counts["passages"] += 1
            known = {one.source.document, *one.alt}
            half = (one.end - one.start) / 2
            if any(
                min(each.end, one.end) - max(each.start, one.start) >= half and known & {*each.documents}
                for each in finds
            ):
                score.counts["passages found"] += 1
            else:
                score.fail(case, f"{_clip(case.text[one.start : one.end])}: not found in {one.source.document}")
        for each in finds:
            if not right & {*range(each.start, each.end)}:
                score.fail(case, f"{_clip(case.text[each.start : each.end])}: found in {', '.join(each.documents)}")
    return score


def _compare(case: Case, gold: Quotation, one: Verdict | None, score: Score) -> None:
    words = _clip(case.text[gold.start : gold.end])
    verdict = one.verdict if one else "missed"
    score.counts["quotations"] += 1
    score.counts[f"{gold.verdict} quotations"] += 1
    if gold.verdict in ALARMS:
        score.counts["dangerous"] += 1
        passed = verdict in PASSES or one is None
        score.counts["dangerous passes"] += passed
        score.counts["slight ones"] += passed and gold.kind in SLIGHT
    else:
        score.counts["harmless"] += 1
        score.counts["false alarms"] += verdict in ALARMS
    if verdict == gold.verdict:
        score.counts["right"] += 1
    else:
        score.fail(case, f"{words}: {verdict}, not {gold.verdict}")
    if gold.sources and one and verdict == gold.verdict:
        score.counts["sourced"] += 1
        right = {source.document for source in gold.sources} | {*gold.alt}
        if right & {*one.documents}:
            score.counts["source right"] += 1
        else:
            score.fail(case, f"{words}: found in {', '.join(one.documents) or 'nothing'}")
    if gold.cut:
        score.counts["cuts"] += 1
        score.counts["cuts warned of"] += bool(one and one.cut)
        if not (one and one.cut):
            score.fail(case, f"{words}: no warning of what was cut away")
    elif one and one.cut and not gold.negation:
        score.counts["further warnings"] += 1
    if gold.negation:
        score.counts["negations"] += 1
        score.counts["negations warned of"] += bool(one and (one.negation or one.cut))
        if not (one and (one.negation or one.cut)):
            score.fail(case, f"{words}: no warning of the negation")


def _same(gold: Quotation, one: Verdict) -> bool:
    shared = min(one.end, gold.end) - max(one.start, gold.start)
    return shared >= 0.9 * max(gold.end - gold.start, one.end - one.start)


def _pieces(gold: Quotation, found: Sequence[Verdict]) -> list[Verdict]:
    pieces = [one for one in found if gold.start <= one.start and one.end <= gold.end]
    return pieces if sum(one.end - one.start for one in pieces) >= 0.9 * (gold.end - gold.start) else []


def _clip(words: str) -> str:
    line = " ".join(words.split())
    return f"“{line}”" if len(line) <= 60 else f"“{line[:40]} ... {line[-15:]}”"
