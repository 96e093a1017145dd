"""The five seeds, fact by fact, and the developers' set of the measure of transcripts."""

import importlib.util
import os
from collections import Counter
from pathlib import Path

import pytest

from backchannel.record.answer import answer
from backchannel.record.readers.transcript import looks_like, read
from backchannel.record.readers.transcripts.anatomy import anatomize

ROOT = Path(__file__).parents[3]
MEAN = 0.97
EACH = 0.90
UNNAMED = {"xrefs_other_volume": 0.85}
"""Ten of 54 references to other volumes stand there without the volume ("Part 2, Document 94", "p. 150"): a reader of
the text alone cannot name it, and the field ends at 0.89 for one that makes no mistake."""


def folder(variable, default):
    return Path(os.environ.get(variable) or ROOT.parent / "shared" / default)


@pytest.fixture(scope="module")
def seeds():
    """The texts of the five seeds by the beginning of their names; skipped where the record is absent."""
    place = folder("BACKCHANNEL_RECORD", "record")
    if not place.is_dir():
        pytest.skip("the record is not on this machine (BACKCHANNEL_RECORD)")
    found = {path.name[:10]: path.read_text(encoding="utf-8") for path in sorted((place / "seeds").glob("*.txt"))}
    assert len(found) == 5, f"the record has {len(found)} transcripts where 5 are expected"
    return found


# number, kind, from, to, subjects, participants, classification, captions, paragraphs, signed, marks by the list,
# pages, documents referred to, omissions, inferred date
FACTS = {
    "1961-08-21": (
        122, "memorandum", ["President Kennedy"], ["Secretary of State Rusk"], 1, 0, "Secret", [], 16, ["John Kennedy"],
        ["1", "2"], ["360"], [89], 0, "1961-08-21?",
    ),
    "1961-10-16": (
        179, "letter", ["President Kennedy"], ["Chairman Khrushchev"], 0, 0, "Top Secret", [], 24, [],
        ["1", "2", None], ["503", "504", "505", "506", "507", "508"], [162], 1, None,
    ),
    "1961-12-15": (
        117, "telegram", ["Secretary of State Rusk"], ["the Department of State"], 0, 0, "Secret", [], 4, [],
        ["0", "1", "2", "3"], ["340"], [387], 0, "1961-12-15?",
    ),
    "1963-01-20": (
        281, "memcon", [], [], 1, 3, "Top Secret", ["Eyes Only"], 9, [],
        ["0", "1", "2", "3"], ["611"], [274], 0, "1963-01-21%",
    ),
    "1969-02-21": (
        20, "memorandum", ["Kissinger"], ["Walsh"], 1, 0, "Secret", [], 17, [],
        ["1", "2"], ["68"], [], 0, "1969?",
    ),
}  # fmt: skip


@pytest.mark.parametrize("day", FACTS)
def test_a_seed_is_read_without_a_mistake(seeds, day):
    """Every part of each of the five, with nothing printed where nothing is printed."""
    (number, kind, sender, addressee, subjects, members, level, captions, paragraphs, signed, marks, pages, references,
     omissions, date) = FACTS[day]  # fmt: skip
    found = answer(anatomize(seeds[day]))
    assert (found["number"], found["kind"], found["from"], found["to"]) == (number, kind, sender, addressee)
    assert (len(found["subject"]), len(found["participants"])) == (subjects, members)
    assert (found["classification"], found["captions"]) == (level, captions)
    assert (len(found["body"]), found["signed"], len(found["omissions"])) == (paragraphs, signed, omissions)
    assert [note["mark"] for note in found["notes"]] == marks
    assert [page["page"] for page in found["page_breaks"]] == pages
    assert [(one["volume"], one["doc"]) for one in found["xrefs"]] == [(None, number) for number in references]
    assert (found["date"], found["place"]) == (None, None)
    document, report = read(seeds[day].encode())
    assert (document.date and str(document.date)) == date
    assert looks_like(seeds[day])
    assert any("dateline" in sentence for sentence in report.inferred)


@pytest.mark.parametrize(
    ("day", "anchors"),
    [
        ("1961-08-21", ["State Rusk", "paper"]),
        ("1961-10-16", ["Khrushchev", "month."]),
        ("1961-12-15", ["of State", "Bogota.", "productive.", "meeting,"]),
        ("1963-01-20", ["Conversation", "Khrushchev.", "Fedorenko", "communiqué."]),
        ("1969-02-21", ["(Walsh)", "leaders."]),
    ],
)
def test_the_glued_marks_of_the_seeds_are_cut_off_their_words(seeds, day, anchors):
    """Trap 6: no name and no number is made of a mark."""
    found = answer(anatomize(seeds[day]))
    marked = [note["anchor"] for note in found["notes"] if note["anchor"]]
    assert all(anchor.endswith(end) for anchor, end in zip(marked, anchors, strict=True)), marked


def test_the_lost_signature_of_the_letter_is_reported(seeds):
    """Trap 3: the note on an unsigned copy is kept, last and without a mark, and both losses are said."""
    document, report = read(seeds["1961-10-16"].encode())
    assert document.apparatus.notes[-1].mark is None
    assert any("Note 3 has no mark" in sentence for sentence in report.inferred)
    assert any("no signature" in sentence for sentence in report.inferred)


@pytest.mark.parametrize(("day", "character", "other"), [("1963-01-20", "ʼ", "’"), ("1961-12-15", "–", None)])
def test_the_seeds_keep_their_own_characters(seeds, day, character, other):
    """Trap 4: apostrophes and dashes are stored as they are."""
    document, _ = read(seeds[day].encode())
    words = "".join(passage.text for passage in document.passages) + document.apparatus.notes[0].text
    assert character in words
    assert other is None or other not in words


def test_the_developers_set_is_read_as_well_as_asked():
    """The mean of the fields' F1 is at least 0.97 and each at least 0.90, but for what the texts do not say."""
    place = folder("BACKCHANNEL_EVAL", "eval")
    if not (place / "score_parse.py").is_file():
        pytest.skip("the developers' set is not on this machine (BACKCHANNEL_EVAL)")
    spec = importlib.util.spec_from_file_location("score_parse", place / "score_parse.py")
    scorer = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(scorer)
    documents = scorer.read(place / "parse_dev.json.gz")
    assert len(documents) == 300
    sums = Counter()
    for one in documents:
        for field, counts in scorer.score_doc(answer(anatomize(one["text"])), one["gold"]).items():
            sums.update({(field, index): count for index, count in enumerate(counts)})
    score = {field: scorer.prf([sums[field, index] for index in range(3)])[2] for field in scorer.FIELDS}
    assert {field: f1 for field, f1 in score.items() if f1 < UNNAMED.get(field, EACH)} == {}
    assert sum(score.values()) / len(score) >= MEAN
