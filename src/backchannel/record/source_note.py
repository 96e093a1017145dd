"""The source note: where a printed document lies, how it was marked, and who had a hand in it (R43, R55, R56).

The house form is `Source: <repository>, <collection>, <file>. <Classification>; <caption>; <caption>. Drafted by ... .`
and then sentences; volumes of 1948 to 1954 have a file line instead (`840.20/1-148: Telegram`). Everything is kept as
printed. What a note says of another copy is attributed to that copy, and "bears no drafting information" is a
statement, which silence is not. Sentences that are not understood are kept in `rest`: no word is lost.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from backchannel.errors import BadInputError
from backchannel.record.dates import DocumentDate

__all__ = [
    "CLASSIFICATIONS",
    "NOT_STATED",
    "REPOSITORIES",
    "STATED",
    "STATED_NONE",
    "VERBS",
    "Act",
    "SourceNote",
    "file_date",
    "house_form",
    "parse",
]

STATED, STATED_NONE, NOT_STATED = "stated", "stated-none", None
"""What a note says of drafting: who drafted; that no copy says so; nothing at all."""

CLASSIFICATIONS = (
    "No classification marking", "No classification markings", "No classification",
    "Top Secret", "Secret", "Confidential", "Limited Official Use", "Official Use Only", "Restricted", "Unclassified",
)  # fmt: skip
"""The levels as they are printed, longer ones before those that they begin with."""

_CAPTIONS = (
    "Eyes Only", "Exclusively Eyes Only", "Literally Eyes Only", "Priority", "Limit Distribution",
    "Limited Distribution", "Special Limited Distribution", "Exclusive Distribution", "No Distribution",
    "No Other Distribution", "No Distribution Outside Department", "Niact", "Niact Immediate", "Exdis", "Nodis",
    "Limdis", "Stadis", "Immediate", "Operational Immediate", "Flash", "Routine", "Sensitive", "Noforn",
    "No Foreign", "No Foreign Dissem", "No Foreign Dissemination", "Not Releasable to Foreign Nationals",
    "No Dissem Abroad", "No Further Dissemination", "Controlled Dissem", "Controlled Dissemination",
    "Background Use Only", "Official-Informal", "Personal", "Private", "Personal and Private", "Private and Personal",
    "Presidential Handling", "For the President Only", "Restricted Data", "Formerly Restricted Data",
    "Verbatim Text", "Official Translation", "Unofficial Translation", "Roger Channel", "Cherokee", "Codeword",
    "Contains Codeword", "Special Handling", "Hold Closely", "Umbra", "Orcon", "Nocontract", "Wnintel", "LOR",
)  # fmt: skip
"""Handling captions and precedences that may begin a line of markings, or follow a comma in it."""

REPOSITORIES = (
    "Department of State", "National Archives and Records Administration", "National Archives",
    "Washington National Records Center", "Library of Congress", "Truman Library", "Eisenhower Library",
    "Kennedy Library", "Johnson Library", "Ford Library", "Carter Library", "Reagan Library", "Hoover Institution",
    "Central Intelligence Agency", "National Security Council", "National Security Agency", "Department of Defense",
    "Department of the Treasury", "Department of Energy", "Department of Justice",
    "Agency for International Development",
    "National Defense University", "Center of Military History", "U.S. Army Center of Military History",
    "Naval Historical Center", "Federal Bureau of Investigation", "Joint Chiefs of Staff", "Princeton University",
    "Yale University", "Massachusetts Historical Society", "Minnesota Historical Society",
    "Council on Foreign Relations",
    "Organization of American States", "Public Record Office",
)  # fmt: skip
"""Who holds papers, as cited; a longer name stands before a shorter one that it begins with."""

VERBS = {
    "drafted": "drafted", "redrafted": "drafted", "prepared": "prepared", "dictated": "dictated",
    "written": "written", "handwritten": "written", "typed": "typed", "cleared": "cleared", "approved": "approved",
    "authorized": "approved", "concurred": "concurred", "initialed": "initialed", "signed": "signed",
    "sent": "sent", "addressed": "sent", "repeated": "repeated", "passed": "passed", "pouched": "pouched",
    "relayed": "relayed", "received": "received", "transmitted": "transmitted", "forwarded": "forwarded",
    "delivered": "delivered", "circulated": "circulated", "translated": "translated", "attached": "attached",
    "filed": "filed", "seen": "seen", "revised": "revised",
}  # fmt: skip
"""The verbs of a note, and the act that each is."""

_DRAFTING = {"drafted", "prepared", "dictated", "written"}


@dataclass(frozen=True, slots=True)
class Act:
    """Something done with the document: what, by whom, to whom, when (all as printed), and the sentence that says so.

    `copy` is the copy that alone says it (one of the note's `copies`), None for the one that is printed.
    """

    verb: str
    by: tuple[str, ...] = ()
    to: tuple[str, ...] = ()
    when: str | None = None
    sentence: str = ""
    copy: str | None = None


@dataclass(frozen=True, slots=True)
class SourceNote:
    """What a source note says, everything as printed; None or empty where it says nothing.

    `form` is what the file line of an older volume adds ("Telegram"). `drafting` is STATED, STATED_NONE or NOT_STATED.
    `copies` are other copies by where they lie; `published`, `printed_from` and `meeting` are sentences about earlier
    printings, about the copy that was printed, and about place and time of the meeting. `sentences` are all of them in
    order, the location and the markings included; `rest` those that nothing was read from.
    """

    repository: str | None = None
    collection: str | None = None
    file: str | None = None
    lot: str | None = None
    form: str | None = None
    classification: str | None = None
    captions: tuple[str, ...] = ()
    drafting: str | None = NOT_STATED
    acts: tuple[Act, ...] = ()
    copies: tuple[str, ...] = ()
    published: tuple[str, ...] = ()
    printed_from: tuple[str, ...] = ()
    meeting: tuple[str, ...] = ()
    rest: tuple[str, ...] = ()
    sentences: tuple[str, ...] = ()


_DASH = "\\-\u2010\u2011\u2012\u2013\u2014\u2212"
_ABBREVIATED = (
    r"\b(?:[A-Z]|U\.S|U\.N|Mr|Mrs|Ms|Dr|Gen|Col|Lt|Maj|Capt|Adm|Amb|Sgt|Asst|Dep|Nat|Sec|Dept|Govt|Jan|Feb|Mar|Apr|Jun|"
    r"Jul|Aug|Sept?|Oct|Nov|Dec|No|Nos|[Vv]ols?|pp?|ff|cf|Rev|Hist|Misc|Chron|Corres?|Corresp|Sp|Spec|Staff Asst|St|"
    r"Div|Doc|Docs|Conf|Cong|Sess|Pt|Jr|Sr|Bros|Inc|Co|e\.g|i\.e)\.$"
)
_STOP = re.compile(
    r"[.?!][”’\"')\]]{0,3}\s+(?=[“‘\"'(\[]{0,2}[A-Z0-9])|(?<=[.?!”\"])\s+(?=\()|(?<=\.\))\s+|\)\s+(?=[A-Z])"
)
_ABBREVIATION = re.compile(_ABBREVIATED)
_VERB = "|".join(sorted(VERBS, key=len, reverse=True))
_MARKS = "|".join(sorted((*CLASSIFICATIONS, *_CAPTIONS), key=len, reverse=True)).replace("-", rf"\s?[{_DASH}]\s?")
_MARKINGS_NEXT = re.compile(rf"(?:{_MARKS})\s?[.;]")
_STARTS = r"Drafted|Repeated|Also|Sent|Received|Approved|Cleared|Prepared|Transmitted|Passed|Initialed"
_LEVEL = re.compile(
    rf"(?:(?:Personal|Private|Strictly Personal) and )?(?:{'|'.join(CLASSIFICATIONS)})"
    r"(?: and (?:Personal|Private|Sensitive))?"
    r"|Personal and Private|Personal",
    re.IGNORECASE,
)
_KNOWN = re.compile(rf"(?:{_MARKS})\b", re.IGNORECASE)
_BRACKETED = re.compile(r"\[[^\[\]]{1,80}(?:declassif|code ?word)[^\[\]]{0,40}\]")
_SPLIT = re.compile(r"\s*[;:]\s*|\s*,\s*(?=(?:" + _MARKS + r")\b)|(?<=Secret)/(?=[A-Z])", re.IGNORECASE)
_PARENTHESIS = re.compile(r"\([^()]*\)\.?")

_NO_DRAFTING = re.compile(
    r"\b(?:bears?|contains?|gives?|has|have|includes?|carries|provides?)\s+no\s+(?:\w+\s+){0,3}?drafting\b"
    r"|\bno\s+(?:\w+\s+){0,2}?drafting(?:\s+(?:or|and)\s+\w+)?\s+(?:information|data|officer|indication)"
    r"|\bdraft(?:ing|er)(?:\s+officer|\s+information)?\s+(?:is|was|are)\s+not\s+(?:indicated|given|identified|known)"
    r"|\bdoes not (?:bear|contain|indicate|give)\s+(?:\w+\s+){0,2}?draft"
    r"|\bneither\b[^.]*\bdrafting\b",
    re.IGNORECASE,
)
_COPY_SAYS = re.compile(
    r"\b(?:[Aa]ccording to|[Aa]s noted on|[Oo]n) "
    r"(?P<copy>(?:another|a second|a different|the other) copy(?: of [^,]{1,60}?)?)(?=,|\s(?:it|this|the|in|which)\b)"
    r"|^(?P<other>[Aa]nother copy(?: of [^,]{1,60}?)?) (?:indicates|shows|bears|states)\b"
)
_COPY_IN = re.compile(
    r"^(?:(?:An?)?other cop(?:y|ies)|Copies|A copy|The signed copy|Additional copies|Two copies|The original)\b"
    r"[^.]{0,120}?"
    r"\b(?:is|are|was found)\s+(?:(?:filed|located|also|attached)\s+)?(?:in|ibid)[.,]?\s*(?P<where>.*?)\.?$",
    re.IGNORECASE,
)
_PUBLISHED = re.compile(
    r"^(?:\w+\s){0,4}?(?:[Aa]lso|[Pp]reviously|[Pp]ublished|[Pp]rinted)\b[^.]{0,80}?\b(?:published|printed|in|reprinted)\b",
    re.IGNORECASE,
)
_PRINTED_FROM = re.compile(
    r"^Printed from\b|\b(?:source text|document|memorandum|letter|telegram|copy) (?:is|was|appears to be) (?:an? )?"
    r"(?:unsigned|uninitialed|unofficial|translation|copy|carbon|draft|extract|the only)|^(?:Extract|Excerpt)s?\b",
    re.IGNORECASE,
)
_MEETING = re.compile(
    r"\b(?:meetings?|conversations?|discussions?|lunche?on|dinner|call|session|talks?)\b[^.]{0,80}?"
    r"\b(?:took place|(?:was|were) held|lasted|began|occurred)\b"
    r"|\btime of the (?:meeting|conversation)\b|^(?:Held|Took place)\b",
    re.IGNORECASE,
)
_ACTS = re.compile(
    rf"(?:^|(?<=[\s(“]))(?P<verbs>(?:{_VERB})(?:(?:,\s(?:and\s)?|\sand\s)(?:{_VERB}))*)\b"
    r"(?P<how>(?:\s(?:also|in|with|for|by|to|at|on|from|through|as|under|jointly|orally|priority|niact|immediate|flash)\b)?)",
    re.IGNORECASE,
)
_MONTHS = "January|February|March|April|May|June|July|August|September|October|November|December"
_WHEN = re.compile(
    r"(?:\bon |\bat |,\s)?"
    r"(?P<when>(?:[0-9]{1,2}(?::[0-9]{2})?\s(?:[ap]\.m\.?|noon|midnight)(?:,?\s(?:on\s)?)?)?"
    rf"(?:(?:{_MONTHS})\s[0-9]{{1,2}}(?:,\s[0-9]{{4}})?)?)(?=[\s,;.)]|$)"
)
_FILE_DATE = re.compile(
    rf"\b[0-9]{{3}}[A-Z0-9]{{0,2}}(?:\.[^/\n]{{1,60}})?/(1[0-2]|[1-9])\s?[{_DASH}]\s?([0-9]{{1,2}})([0-9]{{2}})(?![0-9])"
)


def parse(text: str) -> SourceNote:
    """Read a source note, or the file line of an older volume. Never raises; what is not understood is in `rest`."""
    sentences = tuple(_sentences(text))
    if not sentences:
        return SourceNote()
    fields: dict[str, Any] = {"sentences": sentences}
    place = 1
    markings: tuple[str, tuple[str, ...], str] | None = None
    for index, sentence in enumerate(sentences[1:5], 1):
        markings = _markings(sentence)
        if markings is not None:
            place = index
            break
    fields |= _location(" ".join(sentences[:place]))
    reading = _Facts()
    after = sentences[place:]
    if markings is not None:
        fields["classification"], fields["captions"] = markings[0] or None, markings[1]
        reading.read(markings[2], "", whole=after[0]) if markings[2] else None
        after = after[1:]
    for index, sentence in enumerate(after):
        reading.read(sentence, after[index + 1] if index + 1 < len(after) else "")
    return SourceNote(**fields, **reading.fields())


def house_form(note: SourceNote) -> str:
    """Give a note in the form in which the volumes print it.

    The sentences of a note that was read are given as they were; of a note that was put together, the acts that have
    no sentence are told in the order drafted, cleared, approved, ...
    """
    head = [note.repository, note.collection]
    place = ", ".join(part for part in head if part)
    if note.lot:
        place += f": Lot {note.lot}"
    if note.file:
        place += f", {note.file}" if place else note.file
    parts = [f"Source: {place}." if note.repository else place + (f": {note.form}" if note.form else "")]
    if note.classification or note.captions:
        parts.append("; ".join(part for part in (note.classification, *note.captions) if part) + ".")
    told = [_told(act) for act in note.acts if not act.sentence]
    if told:
        joined = "; ".join(told)
        parts.append(joined[0].upper() + joined[1:] + ".")
    if note.drafting == STATED_NONE and not note.sentences:
        parts.append("The source text bears no drafting information.")
    parts += note.sentences and _after_markings(note)
    return " ".join(parts)


def file_date(text: str) -> DocumentDate | None:
    """Read the date in the first decimal file number of a text: `762.00/8-2161` is of 21 August 1961.

    This is the date under which a paper was filed, which is not always its own. Decimal files with such dates were
    kept from 1944 to 1963; anything else gives None.
    """
    for match in _FILE_DATE.finditer(text):
        month, day, year = (int(part) for part in match.groups())
        if 44 <= year <= 63:
            try:
                return DocumentDate(1900 + year, month, day)
            except BadInputError:
                continue
    return None


class _Facts:
    """What the sentences after the markings say, gathered in order."""

    def __init__(self) -> None:
        self.acts: list[Act] = []
        self.copies: list[str] = []
        self.published: list[str] = []
        self.printed_from: list[str] = []
        self.meeting: list[str] = []
        self.rest: list[str] = []
        self.none = False

    def read(self, sentence: str, following: str, whole: str | None = None) -> None:
        whole = whole or sentence
        understood = False
        copy = self._copy(sentence, following)
        if match := _COPY_IN.match(sentence):
            self.copies.append(match["where"].strip() or sentence)
            understood = True
        if _NO_DRAFTING.search(sentence):
            self.none = understood = True
        elif _PUBLISHED.match(sentence):
            self.published.append(sentence)
            understood = True
        if _PRINTED_FROM.search(sentence):
            self.printed_from.append(sentence)
            understood = True
        if _MEETING.search(sentence):
            self.meeting.append(sentence)
            understood = True
        if not understood or copy:
            acts = list(_acts(sentence, whole, copy))
            self.acts += acts
            understood = understood or bool(acts)
        if _PARENTHESIS.fullmatch(sentence) and sentence.strip("().") in self.copies:
            understood = True
        if not understood:
            self.rest.append(whole)

    def _copy(self, sentence: str, following: str) -> str | None:
        match = _COPY_SAYS.search(sentence)
        if match is None:
            return None
        where = _PARENTHESIS.fullmatch(following)
        copy = following.strip("().") if where else match["copy"] or match["other"]
        self.copies.append(copy)
        return copy

    def fields(self) -> dict[str, Any]:
        drafted = any(act.verb in _DRAFTING for act in self.acts)
        names = ("acts", "copies", "published", "printed_from", "meeting", "rest")
        return {name: tuple(getattr(self, name)) for name in names} | {
            "drafting": STATED if drafted else STATED_NONE if self.none else NOT_STATED
        }


def _sentences(text: str) -> Iterator[str]:
    text = " ".join(text.split())
    start = 0
    for stop in _STOP.finditer(text):
        before = text[max(start, stop.start() - 12) : stop.start() + 1]
        if stop.group().strip() == "." and _ABBREVIATION.search(before) and not _MARKINGS_NEXT.match(text, stop.end()):
            continue
        end = stop.start() + len(stop.group().rstrip())
        if text[start:end].strip():
            yield text[start:end].strip()
            start = end
    if text[start:].strip():
        yield text[start:].strip()


def _markings(sentence: str) -> tuple[str, tuple[str, ...], str] | None:
    """The classification, the captions, and what is left of a sentence; None if it is no line of markings."""
    level = _LEVEL.match(sentence)
    if level is None and not _KNOWN.match(sentence):
        return None
    body, rest = sentence, ""
    cut = re.search(rf"(?<=[a-z\])])[,.]?\s(?=(?:{_STARTS})\s)|,\s(?=but\s)", sentence)
    if cut and level and cut.start() >= level.end():
        body, rest = sentence[: cut.start()], sentence[cut.end() :]
    parts = [part.strip(" .") for part in _SPLIT.split(body) if part.strip(" .")]
    first = _LEVEL.fullmatch(parts[0])
    if not all(len(part) <= 60 for part in parts) or not (first or _KNOWN.fullmatch(parts[0])):
        return None
    return (parts[0], tuple(parts[1:]), rest) if first else ("", tuple(parts), rest)


def _location(sentence: str) -> dict[str, str | None]:
    place = re.sub(r"^[Ss]ource[:,]\s*", "", sentence)
    is_note = place != sentence
    place = place[:-1] if is_note and place.endswith(".") else place
    form = None
    repository = next((name for name in REPOSITORIES if place.startswith(name)), None)
    if not is_note and repository is None:
        line = re.fullmatch(r"(?P<file>[^:]*[0-9][^:]*):\s?(?P<form>[A-Za-z][A-Za-z ]*)", place)
        if line and not line["form"].startswith("Lot"):
            place, form = line["file"], line["form"]
    if repository is None and is_note:
        repository = place.split(", ", maxsplit=1)[0]
    if repository is not None:
        place = place[len(repository) :].lstrip(", ")
    lot = re.search(r"[,:]?\s?\b[Ll]ot(?: File)?\s(?P<lot>(?:[A-Z][-–])?[0-9]{2,3}\s?[A-Z]?\s?[0-9]{0,4})", place)
    collection: str | None
    file: str | None
    if lot:
        collection, file = place[: lot.start()], place[lot.end() :].lstrip(",: ")
    elif repository is None and re.match(r"[0-9]{3}", place):
        collection, file = None, place
    else:
        collection, _, file = place.partition(", ")
    return {
        "repository": repository,
        "collection": collection or None,
        "file": file or None,
        "lot": lot["lot"].strip() if lot else None,
        "form": form,
    }


def _acts(sentence: str, whole: str, copy: str | None) -> Iterator[Act]:
    found = list(_ACTS.finditer(sentence))
    for index, match in enumerate(found):
        end = found[index + 1].start() if index + 1 < len(found) else len(sentence)
        said = sentence[match.end("verbs") : end]
        when = next((w["when"].strip(" ,") for w in _WHEN.finditer(said) if w["when"].strip()), None)
        by, to = _people(said, "by|with"), _people(said, "to")
        for verb in re.findall(_VERB, match["verbs"], re.IGNORECASE):
            yield Act(VERBS[verb.casefold()], by, to, when, whole, copy)


def _people(said: str, link: str) -> tuple[str, ...]:
    match = re.search(rf"\b(?:{link})\s(?P<names>.*)", said)
    if match is None:
        return ()
    names = re.split(
        r"\s(?:on|at|in|who|for|from|but|after|before|when|under|through|as|during)\s", match["names"], maxsplit=1
    )[0]
    parts = re.split(r",?\sand\s|,\s|;", names)
    return tuple(
        name
        for part in parts
        if (name := re.sub(r"^(?:and|with|by|to)\s", "", part.strip(" .,;"))) and not re.match(_MONTHS, name)
    )


def _after_markings(note: SourceNote) -> tuple[str, ...]:
    for index, sentence in enumerate(note.sentences):
        if index and _markings(sentence) is not None:
            rest = _markings(sentence)
            return ((rest[2],) if rest and rest[2] else ()) + note.sentences[index + 1 :]
    return note.sentences[1:]


def _told(act: Act) -> str:
    told = act.verb
    if act.by:
        told += " by " + _listed(act.by)
    if act.to:
        told += " to " + _listed(act.to)
    return told + (f" on {act.when}" if act.when else "")


def _listed(names: tuple[str, ...]) -> str:
    if len(names) < 3:
        return " and ".join(names)
    return ", ".join(names[:-1]) + f", and {names[-1]}"
