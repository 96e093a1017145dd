"""Acts: who drafted, cleared, approved, sent or received a document, as a sentence of its source note says.

A sentence tells acts of the document when it begins with what was done ("Drafted by Holt and cleared by Marsh"), when
its subject is the document ("The message was delivered by ..."), or when it names who acted ("Holt initialed ...").
Anything else that was done in the neighbourhood is no act of the document.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

__all__ = ["DRAFTING", "VERBS", "Act", "read"]

VERBS = {
    "drafted": "drafted", "redrafted": "drafted", "prepared": "prepared", "dictated": "dictated",
    "written": "written", "handwritten": "written", "typed": "typed", "transcribed": "transcribed",
    "cleared": "cleared", "approved": "approved", "authorized": "approved", "concurred": "concurred",
    "initialed": "initialed", "signed": "signed", "countersigned": "signed", "revised": "revised",
    "sent": "sent", "addressed": "sent", "repeated": "repeated", "passed": "passed", "pouched": "pouched",
    "relayed": "relayed", "transmitted": "transmitted", "forwarded": "forwarded", "delivered": "delivered",
    "handed": "delivered", "received": "received", "circulated": "circulated", "distributed": "circulated",
    "translated": "translated", "attached": "attached", "filed": "filed", "enclosed": "attached", "seen": "seen",
}  # fmt: skip
"""The participles of a note, and the act that each is."""

DRAFTING = frozenset({"drafted", "prepared", "dictated", "written"})
"""The acts that tell who made the text."""

_ACTIVE = {
    "drafted": "drafted", "prepared": "prepared", "dictated": "dictated", "wrote": "written", "initialed": "initialed",
    "signed": "signed", "approved": "approved", "cleared": "cleared", "saw": "seen", "revised": "revised",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Act:
    """Something done with the document: what, by whom, to whom, when (all as printed), and the sentence that says so.

    `by` may be persons or offices. `copy` is the copy that alone says it, None for the one that is printed.
    """

    verb: str
    by: tuple[str, ...] = ()
    to: tuple[str, ...] = ()
    when: str | None = None
    sentence: str = ""
    copy: str | None = None


_VERB = "|".join(sorted(VERBS, key=len, reverse=True))
_OWN = (
    r"(?:source text|memorand(?:um|a)|letter|message|telegram|report|paper|note|minutes|draft|airgram|despatch|document"
    r"|estimate|instruction|translation|text|record|transcript|statement|cable|notes|version|copy)"
)
_OPENING = re.compile(
    rf"(?:(?:Also|Originally|Apparently|Jointly|First|Not|Again|Later)\s)?(?:{_VERB})\b"
    r"(?!\s(?:notes?|notations?|but|are|is)\b)",
    re.IGNORECASE,
)
_SUBJECT = re.compile(
    r"(?:The|This|These|It|Its|Copies|A (?:signed |unsigned |draft |handwritten )?copy)\b"
    rf"(?:\s[\w’'-]+){{0,3}}?\s?(?:{_OWN})?(?:\s(?:of|from|to)\s[^,.;]{{1,60}}?)?"
    rf"\s(?:was|were|is|are|has been|had been)\s(?:\w+ly\s|also\s|then\s)?(?={_VERB})",
    re.IGNORECASE,
)
_PERSON = re.compile(
    r"(?P<by>(?:(?:President|Secretary|Ambassador|General|Mr\.|Dr\.)\s)?[A-Z][\w’'-]+(?:\s[A-Z][\w’'-]+){0,2})\s"
    rf"(?:also\s|personally\s)?(?P<verb>{'|'.join(_ACTIVE)})\s"
    r"(?:it|both|the|this|his approval|her approval|for the)\b"
)
_PEOPLE_ONLY = re.compile(r"(?:The|This|That|It|These|Those|Copies|Also|Not|All|Both|In|On|At|No)\b")
_CLAUSE = re.compile(
    rf"(?:(?:^|[,;:]\s|(?:^|[\s,;])(?:and|then|but|or|was|were|is|are|been|be|also|it)\s)(?:\w+ly\s|also\s|then\s|was\s|were\s)?"
    rf"|(?P<who>\bwho\s))(?P<verbs>(?:{_VERB})(?:(?:,\s(?:and\s)?|\sand\s)(?:{_VERB}))*)\b",
    re.IGNORECASE,
)
_AGAIN = re.compile(r",?\sand\s(?=(?:by|in|to|with)\s)|,\s(?=(?:by|in|with)\s)")
_MONTH = "January|February|March|April|May|June|July|August|September|October|November|December"
_DAY = rf"(?:{_MONTH})\s[0-9]{{1,2}}(?:,\s[0-9]{{4}})?"
_TIME = r"(?:[0-9]{1,2}(?::[0-9]{2})?\s?[ap]\.\s?m\.|noon|midnight)"
_WHEN = re.compile(rf"\b{_TIME}(?:,?\s(?:on\s)?{_DAY})?|\b{_DAY}(?:,?\s(?:at\s)?{_TIME})?")
_NAMES_END = re.compile(
    rf"\s(?:on|who|which|that|but|after|before|when|while|where|under|through|during|as|prior|following|because|since"
    rf"|until|via|with|without|from|by|priority|niact)\s|(?P<title>\s(?:for|in|at|to)\s)|[;:]|,?\s{_DAY}"
    r"|(?<!\b[A-Z])(?<!Jr)(?<!Sr)(?<!Gen)(?<!Col)(?<!Lt)(?<!Dr)(?<!Mr)\.(?=\s|$)|\s\((?:[Ii]bid|[^()]*(?:Files|Library|Papers))"
)
_TITLE = re.compile(
    r"\b(?:Secretary|Assistant|Advis[eo]r|Director|Officer|Office|Deputy|Ambassador|Representative|Chief|Counselor|Charge"
    r"|Minister|Consul|Bureau|Division)\b[^,;]*$"
)
"""An office that is being named: the "for" or "in" after it belongs to it."""
_OFFICE = re.compile(
    r"\s*(?:in\ssubstance\s|in\sdraft\s)?in\s(?P<names>(?:the\s)?[A-Z][^,;.]*(?:,\s(?:and\s)?[A-Z][\w/&()-]*)*)"
)
_FOR_SOMEBODY = re.compile(r"\sfor\s(?:the\s)?[A-Z]")
_MEANS = re.compile(r"(?:pouch|hand|courier|telephone|telegram|cable|airgram|mail|messenger)\b")
_ASIDE = re.compile(
    r",?\s(?:in\s)?(?:which|that|stating|noting|indicating|asking|requesting|recommending|suggesting|in order)\s"
    r"|(?<!\b[A-Z])(?<![JS]r)\.\s\("
)
_CONCURRED = re.compile(r";\s(?:and\s)?(?P<names>[^;]{1,80}?)\sconcurred(?=[.;]|$)")
_DIVIDED = re.compile(r",\s(?:and\s)?|\sand\s|\s&\s")
_LEAD = re.compile(r"^(?:(?:and|with|by|to|also|both|jointly|the|in draft|in substance)\s+)+")
_GOES_ON = re.compile(r"[a-z]|(?:Jr|Sr|II|III|IV)\b")


def read(sentence: str, copy: str | None = None) -> tuple[Act, ...]:
    """Give the acts that a sentence tells of the document; none if it tells of something else. Never raises."""
    if person := _PERSON.match(sentence):
        if not _PEOPLE_ONLY.match(sentence):
            return (
                Act(
                    _ACTIVE[person["verb"]],
                    (person["by"],),
                    (),
                    _when(sentence),
                    sentence,
                    copy,
                ),
            )
    elif not (copy or _OPENING.match(sentence) or _SUBJECT.match(sentence)):
        return ()
    return tuple(_clauses(sentence, copy))


def _clauses(sentence: str, copy: str | None) -> Iterator[Act]:
    # What is told of another paper ("..., which was sent to ...") is no act of this one.
    aside = None if copy else _ASIDE.search(sentence)
    told = sentence[: aside.start()] if aside else sentence
    clauses = list(_CLAUSE.finditer(told))
    before: tuple[str, ...] = ()
    for index, clause in enumerate(clauses):
        end = clauses[index + 1].start() if index + 1 < len(clauses) else len(told)
        verbs = [VERBS[verb.casefold()] for verb in re.findall(_VERB, clause["verbs"], re.IGNORECASE)]
        for number, said in enumerate(_AGAIN.split(told[clause.end() : end])):
            by, to = _by(said, verbs[-1]), _names(said, "to")
            if clause["who"] and not by:
                by = before[-1:]
            for verb in verbs if number == 0 else verbs[-1:]:
                yield Act(verb, by, to, _when(said), sentence, copy)
            before = by or before
    for match in _CONCURRED.finditer(told):
        yield Act("concurred", tuple(_listed(match["names"])), (), None, sentence, copy)


def _by(said: str, verb: str) -> tuple[str, ...]:
    names = _names(said, "by|with" if verb in ("cleared", "concurred") else "by")
    office = None if names else _OFFICE.match(said)
    return tuple(_listed(office["names"][: _end(office["names"], 0)])) if office else names


def _names(said: str, link: str) -> tuple[str, ...]:
    """The names after "by", "with" or "to", each as printed with its office."""
    start = re.search(rf"(?:^|\s)(?:{link})\s", said)
    if start is None or _MEANS.match(said, start.end()):
        return ()
    return tuple(_listed(said[start.end() : _end(said, start.end(), places=link == "to")]))


def _end(said: str, start: int, places: bool = False) -> int:
    """Where a list of names ends; after a place "for" names whom it is for there."""
    for stop in _NAMES_END.finditer(said, start):
        goes_on = stop["title"] and (
            _TITLE.search(said, start, stop.start()) or (places and _FOR_SOMEBODY.match(said, stop.start()))
        )
        if not goes_on:
            return stop.start()
    return len(said)


def _listed(text: str) -> list[str]:
    names: list[str] = []
    for part in _outside_parentheses(text):
        name = _LEAD.sub("", part.strip(" .,;") + ("." if re.search(r"\b[JS]r\.$", part) else ""))
        if names and (_GOES_ON.match(name) or (name.endswith("Affairs") and re.search(r"\b(?:of|for)\s", names[-1]))):
            names[-1] += f", {name}"
        elif name:
            names.append(name)
    return names


def _outside_parentheses(text: str) -> Iterator[str]:
    depth, start = 0, 0
    for mark in re.finditer(rf"[()]|{_DIVIDED.pattern}", text):
        if mark.group() in "()":
            depth = max(0, depth + (1 if mark.group() == "(" else -1))
        elif depth == 0:
            yield text[start : mark.start()]
            start = mark.end()
    yield text[start:]


def _when(said: str) -> str | None:
    match = _WHEN.search(said)
    return match.group() if match else None
