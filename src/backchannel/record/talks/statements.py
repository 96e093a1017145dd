"""A memorandum of conversation as statements: who said what, with what authority, as far as the text says so.

The whole text is divided: each statement begins with a sentence that says who speaks (or a transcript's label), and
goes on over the sentences that say nothing of it, to the end of the paragraph at most. What nobody is said to have said
(narration, and paragraphs that begin without a speaker) has none. A verb of thinking after a pronoun begins no
statement: "He thought" goes on with what he was saying.

Nothing is guessed in silence. `speaker` is what is printed there, `named` the name that a pronoun stands for: within a
paragraph the one who is speaking, at its beginning the only one who spoke in the paragraph before; after a question,
and before an answer, the other one if just two have spoken. Where more may be meant, `named` is None.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from backchannel.record.document import Document, Passage
from backchannel.record.names import plain
from backchannel.record.talks.reporting import CLAUSE, OPENING, Report, reports
from backchannel.record.talks.speakers import PRONOUNS, Cast
from backchannel.record.talks.speech import ASKING, CONTINUING, REPLYING, Authority, authority, sentences

__all__ = ["KINDS", "Statement", "statements"]

KINDS = ("memorandum of conversation", "minutes", "telephone conversation", "memorandum for the record")
"""The kinds of documents that record a talk; others have no statements."""

ROLES = ("paragraph", "item", "quotation", "line")
"""Passages in which somebody may speak."""

_NARRATION = re.compile(
    r"[\s(\[“]*(?:(?:The|This|Some|Further|General) (?:\w+ ){0,3}(?:discussions?|conversations?|meetings?|talks?|"
    r"interview|luncheon|dinner|session|group) (?:then |next |was then |thereupon )?(?:turned|ended|closed|adjourned|"
    r"was adjourned|broke|concluded|began|opened|lasted|took place|shifted|moved|continued|followed|centered|ranged|"
    r"was held|dealt|"
    r"covered|was resumed|was interrupted|reverted|returned|agreed|ensued)\b"
    r"|There (?:was|were|followed|ensued|then followed) (?!no\b)(?:\w+ ){0,4}(?:discussion|agreement|exchange|"
    r"conversation|talk|silence|comment|consensus)\b"
    r"|(?:It|This) was (?:\w+ly |then |also |further )?(?:agreed|decided|understood|arranged)\b"
    r"|\[|At this point, [^,]{1,60} (?:left|joined|entered|arrived|departed)"
    r"|(?:Mr|Mrs|Dr|General|Ambassador|Secretary|The)\b[^,.;]{0,40} (?:then )?(?:left|entered|joined|departed|withdrew|"
    r"arrived)\b(?! (?:that|it|no)))"
)
"""How a sentence begins that tells of the talk, and is told by nobody in it."""

_FIRST_PERSON = re.compile(r"\b(?:I|me|my)\b")


@dataclass(frozen=True, slots=True)
class Statement:
    """Some characters [start, end) of a passage, who spoke them, how, and with what authority.

    `speaker` is as printed there; `named` is the same, or for a pronoun whom it stands for; `person` is the place of
    the participant it may be, from 0, in `Document.participants`. `authority` is one of `speech.AUTHORITIES`, with the
    words that say it; None where nothing is said of it.
    """

    passage: int
    start: int
    end: int
    speaker: str | None = None
    named: str | None = None
    person: int | None = None
    verb: str | None = None
    authority: str | None = None
    evidence: str | None = None


def statements(document: Document) -> tuple[Statement, ...]:
    """Divide a record of a talk into statements, in order; () for a document of another kind than KINDS."""
    if document.kind not in KINDS:
        return ()
    found: list[Statement] = []
    talk = _Talk(Cast(document))
    for passage in document.passages:
        if passage.role in ROLES and passage.text.strip():
            found += talk.paragraph(passage)
    return tuple(found)


class _Talk:
    """A talk as it is read: who has spoken in it, in this paragraph, and in the one before."""

    def __init__(self, cast: Cast) -> None:
        self._cast = cast
        self._spoken: list[str] = []
        self._here: list[str] = []
        self._before: list[str] = []
        self._last: str | None = None

    def paragraph(self, passage: Passage) -> Iterator[Statement]:
        """Give the statements of one passage."""
        self._before, self._here = self._here, []
        now: Statement | None = None
        last: Report | None = None
        for start, end in sentences(passage.text):
            sentence = passage.text[start:end]
            found = self._reports(sentence, now)
            for place, one in enumerate(found):
                if now is not None:
                    yield now
                words = sentence[one.start : found[place + 1].start if place + 1 < len(found) else None].rstrip()
                at = start + one.start
                now = self._begun(
                    Statement(passage.number, at, at + len(words)), one, words, self._named(one, now, last)
                )
                last = one
            if not found:
                after = _after(now, Statement(passage.number, start, end), sentence)
                if now is not None and after.start != now.start:
                    yield now
                now = after
        if now is not None:
            yield now
        self._last = now.named if now is not None else None

    def _reports(self, sentence: str, now: Statement | None) -> list[Report]:
        """Give the clauses that report in a sentence, but for those that go on with what is being said."""
        label = self._cast.label(sentence) if now is None else None
        if label is not None:
            return [Report(0, label, clause=min(len(sentence), label.end + CLAUSE))]
        found = list(reports(sentence, self._cast))
        if found and found[0].thinks and now is not None and now.speaker is not None:
            subject = found[0].subject
            if subject.is_pronoun or self._cast.is_absent(subject.printed):
                return []  # the one who speaks goes on, or tells what somebody thought who was not there
        return found

    def _begun(self, statement: Statement, report: Report, words: str, named: str | None) -> Statement:
        """Fill in who speaks, and with what authority as his words say."""
        said = authority(words, max(0, report.clause - report.start), is_question=report.first in ASKING)
        if said is not None and _is_of_the_writer(said, words, report):
            said = None
        if named is not None:
            for heard in (self._here, self._spoken):
                if not any(self._cast.is_same(named, one) for one in heard):
                    heard.append(named)
        return replace(
            statement,
            speaker=report.subject.printed,
            named=named,
            person=self._cast.person(named) if named is not None and not report.subject.several else None,
            verb=report.verb,
            authority=said.name if said else None,
            evidence=said.evidence if said else None,
        )

    def _named(self, report: Report, now: Statement | None, last: Report | None) -> str | None:
        """Say whom the subject of a report names: itself, or whom its pronoun stands for if just one may be meant."""
        if not report.subject.is_pronoun or report.subject.printed == "I":
            return report.subject.printed
        continues = report.first in CONTINUING or any(word in CONTINUING for word in report.adverbs.split())
        answers = report.first in REPLYING
        if now is None:
            return self._from_before(report, continues=continues, answers=answers)
        if now.speaker is None or last is None:
            return None  # what was narrated before it may be of anybody
        if now.named == "I":
            return self._other("I", report.others)
        asked = last.first in ASKING
        if continues or not (answers or asked):
            return now.named
        if asked and not answers and last.subject.is_pronoun:
            return None
        if last.addressee is not None:
            return last.addressee
        return self._other(now.named, report.others) or (now.named if report.others and not asked else None)

    def _from_before(self, report: Report, *, continues: bool, answers: bool) -> str | None:
        """Say whom a pronoun at the beginning of a paragraph stands for, from who spoke in the one before."""
        if answers:
            return self._other(self._before[0], report.others) if len(self._before) == 1 else None
        candidates = [one for one in self._before if one != "I"]
        if len(candidates) == 1:
            return candidates[0]
        return self._last if continues and self._last != "I" else None

    def _other(self, named: str | None, besides: tuple[str, ...]) -> str | None:
        """Give the one who speaks with somebody, if just two have spoken so far, and it is none of those besides."""
        if named is None or len(self._spoken) != 2:
            return None
        others = [one for one in self._spoken if not self._cast.is_same(one, named)]
        if len(others) != 1 or any(self._cast.is_same(others[0], one) for one in besides):
            return None
        return others[0]


def _after(now: Statement | None, here: Statement, sentence: str) -> Statement:
    """Take in a sentence that names no speaker: it goes on with what is said, or is narration, or says an authority."""
    if now is None or (now.speaker is not None and _NARRATION.match(sentence)):
        return here
    said = authority(sentence, 0) if now.speaker is not None else None
    if said is not None and said.name == "quoting another" and _names_himself(said.evidence, now.named):
        said = None
    if said is None or said.name == now.authority:
        return replace(now, end=here.end)
    first = OPENING.sub("", sentence, count=1).split(" ")[0]
    speaker = first if plain(first) in PRONOUNS else now.speaker
    return replace(
        here, speaker=speaker, named=now.named, person=now.person, authority=said.name, evidence=said.evidence
    )


def _is_of_the_writer(said: Authority, words: str, report: Report) -> bool:
    """Whether an authority is told in the first person of one who is told of in the third, and not in his own words."""
    first_person = _FIRST_PERSON.search(said.evidence) is not None
    return first_person and report.verb is not None and report.subject.printed != "I" and "“" not in words[: said.start]


def _names_himself(evidence: str, named: str | None) -> bool:
    """Whether the one who is quoted is the one who speaks: `Mr. Holm had told him` is told of himself."""
    return named is not None and plain(evidence.split(" ", 1)[0]) in plain(named).split()
