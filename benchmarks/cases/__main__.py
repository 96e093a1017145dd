"""How the cases written by hand come out: `python -m benchmarks.cases`.

The invented record is imported into a new desk, and what a person gets of it is asked of the same use cases as the
commands have. Failing cases are named of the open half alone; the half kept aside gives its counts and nothing else,
so that nobody builds for it.
"""

import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from backchannel.desk import publishing
from backchannel.desk.desk import Desk
from backchannel.desk.importing import files_of, import_files
from backchannel.desk.words import leaks
from backchannel.desk.words.collected import Text
from backchannel.desk.words.quotations import Checked, Checker
from benchmarks.cases.gold import HALVES, PUBLIC, RECORD, Case, cases, record
from benchmarks.cases.scoring import Reused, Score, score_articles, score_drafts
from benchmarks.desks import new_desk


@dataclass(frozen=True, slots=True)
class Found:
    """A checked quotation as it is scored."""

    start: int
    end: int
    verdict: str
    negation: bool
    cut: bool
    documents: tuple[str, ...]


def main() -> None:
    """Measure both halves and print the figures."""
    texts = record()
    with tempfile.TemporaryDirectory() as folder:
        desk = desk_with_record(Path(folder) / "desk")
        for half in HALVES:
            found = cases(half, texts)
            drafts, articles = measure(desk, found)
            count = sum(case.is_draft for case in found)
            print(f"{half}: {count} drafts, {len(found) - count} articles")
            for line in told(drafts, articles):
                print(f"  {line}")
            failed = {**drafts.failed, **articles.failed}
            if half == "open":
                for name, reasons in failed.items():
                    for reason in reasons:
                        print(f"  {name}: {reason}")
            else:
                print(f"  cases with something wrong: {len(failed)}")


def desk_with_record(path: Path) -> Desk:
    """Make a desk that holds the record, of which one document is public."""
    desk = new_desk(path, "Ilka Maren", "Valdria")
    for outcome in import_files(desk, files_of([RECORD])):
        assert outcome.what == "imported", outcome.why
    for name in PUBLIC:
        publishing.publish(desk, name)
    return desk


def measure(desk: Desk, found: Sequence[Case]) -> tuple[Score, Score]:
    """Give what came of the drafts, and of the articles."""
    drafts = [case for case in found if case.is_draft]
    articles = [case for case in found if not case.is_draft]
    with desk.vault.read() as db:
        checker = Checker(db, desk)
        checked = {case.name: [_found(one) for one in checker.check(case.text)] for case in drafts}
    trail = leaks.trace(desk, (Text(case.name, case.text, (0,), headed=False) for case in articles))
    reused = {
        one.text.name: [
            Reused(leak.start, leak.end, tuple(held.place.document for held in leak.held)) for leak in one.leaks
        ]
        for one in trail.traced
    }
    return score_drafts(drafts, checked), score_articles(articles, reused)


def told(drafts: Score, articles: Score) -> list[str]:
    """Give the figures in words."""
    of, at = drafts.counts, articles.counts
    right = f"quotations right: {of['right']} of {of['quotations']} ({drafts.share('right', 'quotations'):.1f} %)"
    source = f"their source right: {of['source right']} of {of['sourced']}, found too many: {of['too many']}"
    danger = f"dangerous passes: {of['dangerous passes']} of {of['dangerous']}"
    slight = f"of them another spelling or a misread letter: {of['slight ones']}"
    alarms = f"false alarms: {of['false alarms']} of {of['harmless']}"
    cuts = f"warned of: {of['cuts warned of']} of {of['cuts']} cuts"
    negations = f"{of['negations warned of']} of {of['negations']} negations, {of['further warnings']} others"
    passages = f"passages found: {at['passages found']} of {at['passages']}"
    characters = f"F1 of their characters {articles.f1:.1f} %"
    clean = f"clean articles flagged: {at['clean flagged']} of {at['clean']}"
    lines = ((right, source), (danger, slight, alarms), (cuts, negations), (passages, characters, clean))
    return [", ".join(line) for line in lines]


def _found(one: Checked) -> Found:
    return Found(
        one.start, one.end, one.verdict, one.negation, bool(one.cuts), tuple(source.id for source in one.sources)
    )


if __name__ == "__main__":
    main()
