"""The clauses by which a sentence says who speaks: `The Ambassador said`, `..., he added, ...`, `and Mr. Holm replied`.

A clause counts if it is the sentence's own: at its beginning, after an adverbial, after or among what was said, or
joined on by a conjunction. What stands in a subordinate clause, or is told as past ("had said"), is of another time.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from backchannel.record.names import plain
from backchannel.record.talks.speakers import Cast, Subject
from backchannel.record.talks.speech import THINKING, VERB, authority

__all__ = ["CLAUSE", "OPENING", "Report", "reports"]

CLAUSE = 120
"""Characters after a verb of saying that may belong to the clause that reports."""
_SENTENCE = 4_000
"""Characters of a sentence within which a clause that reports is looked for."""
_LEAD = 300
"""Characters before the subject of a sentence within which it may begin."""
_SUBORDINATE = re.compile(
    r"(?:that|which|who|whom|whose|whether|if|when|as|because|since|while|after|before|until|what|how|why|where|although|"
    r"though|than|unless|whenever|by|of|to|from|with|for|between|both|and|or|but|like|against|toward|towards|about|on|"
    r"told|asked|reminded|informed|assured|thanked|gave|handed|[“‘(]the)$",
    re.IGNORECASE,
)
_LEADS = re.compile(
    r"[“‘(\[\s]*(?:In|At|On|After|Before|With|As|When|While|Since|Although|Though|If|To|From|For|By|Upon|During|Under|"
    r"Regarding|Concerning|Then|Here|However|Finally|Thereupon|Whereupon|Again|Next|Also|Moreover|Furthermore|Because|"
    r"Nevertheless|Nonetheless|Still|First|Second|Third|Later|Now|Once|Until|Throughout|Without|Apart|Aside|Despite|"
    r"Like|So|Thus|Therefore|Following|Given|And|But|Yet|Having|Asked|Pressed|Questioned|Instead|Both|Over|"
    r"[A-Z]\w+ing|[A-Z]\w+ly)\b"
)
OPENING = re.compile(
    r"(?:(?:Note|Comment|Summary):)?[\s“‘\"'(\[—–-]*(?:(?:\d{1,3}|[A-Za-z]|[ivx]{1,4})[.)]\s*)?(?:Both )?"
    r"(?:\([^()]{1,40}\)\s*)?[“‘\"—–]*\s*"
)
"""What may stand before the first word of a sentence: its number, a bracket, a quotation mark."""
_SAID = re.compile(r"(?:,? ?\([^()]{1,120}\))?(?:,? |, [^,.;:]{1,120}, | \[[^\[\]]{1,80}\] )" + VERB.pattern)
_SAID_BEFORE = re.compile(r"[,?!—.][”’\"']? (?P<verb>said|replied|asked|added|answered|continued|remarked|observed) $")
_TAIL = re.compile(r"[,?!.—-][”’\"']? $|[”\"] $")
_JOINED = re.compile(r"(?:[,;]|[.?!][”\"]) (?P<word>and|but|whereupon|while|to which)(?: then| in reply)?,? $|; $")
_AND_VERB = re.compile(r",? (?:and|but|then) (?=(?:then |\w+ly )?[a-z])")


@dataclass(frozen=True, slots=True)
class Report:
    """What a sentence says of its speaker: from where it holds, who, by which verb, and where the clause ends.

    `addressee` stands right after the verb, as in "asked Mr. Holm whether"; `others` are all who are named later.
    """

    start: int
    subject: Subject
    verb: str | None = None
    adverbs: str = ""
    clause: int = 0
    addressee: str | None = None
    others: tuple[str, ...] = ()

    @property
    def first(self) -> str:
        """The verb's first word."""
        return (self.verb or "").split(" ")[0]

    @property
    def thinks(self) -> bool:
        """Whether the verb is one of thinking."""
        return self.verb in THINKING


def reports(sentence: str, cast: Cast) -> Iterator[Report]:
    """Give the clauses that report in a sentence, in order; each holds up to the next one's start.

    The first may have a pronoun for its subject; one that is joined on has another speaker's name.
    """
    sentence = sentence[:_SENTENCE]
    subjects = cast.subjects(sentence)
    main: Report | None = None
    for subject in subjects:
        one = _first(sentence, subject, subjects) if main is None else _joined(sentence, subject, subjects)
        if one is None or (main is not None and cast.is_same(subject.printed, main.subject.printed)):
            continue
        main = one
        yield one


def _first(sentence: str, subject: Subject, subjects: list[Subject]) -> Report | None:
    """Read the clause of a subject at the beginning of a sentence, after an adverbial, or after what was said."""
    before, after = sentence[: subject.start], sentence[subject.end :]
    begins = _begins(before)
    verb = _SAID.match(sentence, subject.end)
    if verb is not None:
        if begins or (_TAIL.search(before[-4:]) and re.match(r"\s*(?:[,.;:]|$)", sentence[verb.end() :])):
            return _report(0, sentence, subject, verb, subjects)
        return None
    if (said := _SAID_BEFORE.search(before[-20:])) and re.match(r"[,.;:]|$", after):
        return Report(0, subject, said["verb"])
    if not begins:
        return None
    verb = _later_verb(sentence, subject.end)
    if verb is not None:
        return _report(0, sentence, subject, verb, subjects)
    return _without_verb(sentence, subject) if not before.strip() else None


def _joined(sentence: str, subject: Subject, subjects: list[Subject]) -> Report | None:
    """Read the clause of another speaker that is joined on: `..., and Mr. Holm replied`."""
    verb = _SAID.match(sentence, subject.end)
    at = max(0, subject.start - 40)
    joint = _JOINED.search(sentence[at : subject.start])
    if verb is None or joint is None or subject.is_pronoun:
        return None
    return _report(at + joint.start("word") if joint["word"] else subject.start, sentence, subject, verb, subjects)


def _report(start: int, sentence: str, subject: Subject, verb: re.Match[str], subjects: list[Subject]) -> Report:
    end = verb.end()
    later = [one for one in subjects if one.start >= end and not one.is_pronoun]
    return Report(
        start,
        subject,
        verb["verb"],
        verb["adverbs"],
        min(len(sentence), end + _clause(sentence[end:])),
        later[0].printed if later and later[0].start == end + 1 else None,
        tuple(one.printed for one in later),
    )


def _without_verb(sentence: str, subject: Subject) -> Report | None:
    """Read a clause that says with what authority somebody came, and not that he spoke: `called under instructions`."""
    clause = subject.end + _clause(sentence[subject.end :])
    shown = authority(sentence, clause)
    if shown is None or shown.name == "quoting another":
        return None
    if subject.is_pronoun and not plain(shown.evidence).startswith(plain(subject.printed)):
        return None
    return Report(0, subject, clause=clause)


def _clause(rest: str) -> int:
    """Give how many characters after a verb of saying belong to its clause: up to what was said."""
    stop = re.search(r"\b(?:that|whether|if|why|how)\b|[:“]", rest)
    said = re.match(r"(?: (?:that|whether))?,? (?=(?:\w+ing|on|under|in|at|without|with|as|upon)\b)", rest)
    if said is not None and stop is not None and stop.start() < said.end():
        following = re.search(r",|\b(?:he|she|they|we|I|had|was|were|would|has|is)\b", rest[said.end() :])
        return said.end() + (following.start() if following else CLAUSE)
    return stop.start() if stop is not None else min(len(rest), CLAUSE)


def _begins(before: str) -> bool:
    """Whether a sentence begins with a subject, or with an adverbial before it."""
    opening = OPENING.match(before)
    rest = before[opening.end() :] if opening else before
    if not rest.strip():
        return True
    if len(rest) > _LEAD or not _LEADS.match(rest) or _SUBORDINATE.search(rest.rstrip()):
        return False
    return rest.rstrip().endswith(",") or len(rest.split()) <= 8


def _later_verb(sentence: str, at: int) -> re.Match[str] | None:
    """Give a second verb of the same subject that reports: `nodded, and then said`."""
    for joint in _AND_VERB.finditer(sentence, at, min(len(sentence), at + CLAUSE)):
        if (verb := VERB.match(sentence, joint.end())) is not None:
            return verb
    return None
