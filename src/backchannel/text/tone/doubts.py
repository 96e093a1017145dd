"""Tone: the sentences of a draft that a charter's rules make doubtful, each with the words that make it so.

A charter's rules are in the parties' own words. Each is read for what it is about (`subjects`) and for single words
that it rules out ("the word “guarantee”"); a rule about something else is left to the reader, who is told so. A
sentence is doubtful if it has a turn of phrase of the subject. What stands in quotation marks is somebody else's words
and is passed over.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from backchannel.record.document import Document
from backchannel.record.passage import Passage
from backchannel.record.talks.speech import sentences
from backchannel.text.folding import Folded, fold, occurrences, words
from backchannel.text.terms import FUNCTION_WORDS
from backchannel.text.tone.subjects import SUBJECTS, Subject

__all__ = ["Doubt", "doubts", "is_english", "ruled_out", "subjects_of"]


@dataclass(frozen=True, slots=True)
class Doubt:
    """A doubtful sentence [start, end) of a passage, the words [first, last) in it, the rule's place, and why.

    `why` is the name of a subject, or the word that the rule rules out.
    """

    passage: int
    start: int
    end: int
    first: int
    last: int
    rule: int
    why: str


_NAMED = r"words?|terms?|expressions?|phrases?|names?|titles?"
_RULED_OUT = re.compile(rf"""\b(?:{_NAMED})\b[^"']{{0,20}}((?:"[^"]+"(?:,? (?:and|or|nor) |, )?)+)""")
_IN_MARKS = re.compile(r"“[^“”]{1,2000}”|\"[^\"]{1,2000}\"|«[^«»]{1,2000}»|„[^„“”]{1,2000}[“”]|‘[^‘’]{1,400}’(?!\w)")
_ROLES = ("paragraph", "item", "line", "salutation", "closing")
_FEW = 30
_ENGLISH = 0.15


def subjects_of(rule: str) -> tuple[Subject, ...]:
    """Give what a rule is about; () where its subject is none that is known here."""
    folded = fold(rule).text
    return tuple(subject for subject in SUBJECTS if subject.known_by.search(folded))


def ruled_out(rule: str) -> tuple[str, ...]:
    """Give the words that a rule rules out by name, as in: the word “guarantee” is not used."""
    folded = fold(rule).text
    return tuple(word for match in _RULED_OUT.finditer(folded) for word in re.findall(r'"([^"]+)"', match[1]))


def doubts(document: Document, rules: Sequence[str]) -> tuple[Doubt, ...]:
    """Give the doubtful sentences of a draft under these rules, in the order of the draft."""
    read = [(place, subjects_of(rule), ruled_out(rule)) for place, rule in enumerate(rules)]
    return tuple(
        doubt for passage in document.passages if passage.role in _ROLES for doubt in _in_passage(passage, read)
    )


def is_english(document: Document) -> bool:
    """Whether a text has the function words of English as often as English has; True for a few words of any kind."""
    tokens = [token for passage in document.passages for token in words(fold(passage.text).text)]
    return len(tokens) < _FEW or sum(token in FUNCTION_WORDS for token in tokens) >= _ENGLISH * len(tokens)


def _in_passage(passage: Passage, rules: Sequence[tuple[int, tuple[Subject, ...], tuple[str, ...]]]) -> Iterator[Doubt]:
    own = _IN_MARKS.sub(lambda match: "\x1f" * len(match[0]), passage.text)
    for start, end in sentences(passage.text):
        folded = fold(own[start:end])
        for place, subjects, forbidden in rules:
            found = _turn(folded, subjects) or _forbidden(folded, forbidden)
            if found is not None:
                why, first, last = found
                first, last = folded.original(first, last)
                yield Doubt(passage.number, start, end, start + first, start + last, place, why)


def _turn(sentence: Folded, subjects: Sequence[Subject]) -> tuple[str, int, int] | None:
    for subject in subjects:
        match = subject.turns.search(sentence.text)
        if match is not None:
            return subject.name, *match.span()
    return None


def _forbidden(sentence: Folded, forbidden: Sequence[str]) -> tuple[str, int, int] | None:
    for word in forbidden:
        tokens = words(word)
        for start, end in occurrences(sentence.text, tokens) if tokens else ():
            return word, start, end
    return None
