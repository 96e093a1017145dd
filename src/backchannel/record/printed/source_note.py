"""The source note: where a printed document lies, how it was marked, and who had a hand in it (R43, R55, R56).

The house form is `Source: <repository>, <collection>, <file>. <Classification>; <caption>; <caption>. Drafted by ... .`
and then sentences; volumes of 1948 to 1954 have a file line instead (`840.20/1-148: Telegram`). Everything is kept as
printed. What a note says of another copy is attributed to that copy, and "bears no drafting information" is a
statement, which silence is not. Sentences that are not understood are kept in `rest`: no word is lost.
"""

import re
from dataclasses import dataclass, replace
from functools import lru_cache

from backchannel.errors import BadInputError
from backchannel.record.dates import DocumentDate
from backchannel.record.printed import acts, sentences
from backchannel.record.printed.acts import Act

__all__ = [
    "CLASSIFICATIONS",
    "MARKINGS",
    "NOT_STATED",
    "REPOSITORIES",
    "STATED",
    "STATED_NONE",
    "Act",
    "SourceNote",
    "file_date",
    "house_form",
    "markings",
    "parse",
]

STATED, STATED_NONE, NOT_STATED = "stated", "stated-none", None
"""What a note says of drafting: who drafted; that no copy says so; nothing at all."""

CLASSIFICATIONS = (
    "No classification markings", "No classification marking", "No classification", "Top Secret", "Secret",
    "Administratively Confidential", "Confidential", "Limited Official Use", "Official Use Only", "Restricted",
    "Unclassified",
)  # fmt: skip
"""The levels as they are printed, a longer one before one that it ends or begins with."""

MARKINGS = (
    "Eyes Only", "Exclusively Eyes Only", "Literally Eyes Only", "Exclusive", "Priority", "Limit Distribution",
    "Limited Distribution", "Special Limited Distribution", "Exclusive Distribution", "No Distribution",
    "No Other Distribution", "No Distribution Outside Department", "Niact", "Niact Immediate", "Exdis", "Nodis",
    "Limdis", "Stadis", "Immediate", "Operational Immediate", "Flash", "Routine", "Sensitive", "Noforn",
    "No Foreign", "No Foreign Dissem", "No Foreign Dissemination", "Not Releasable to Foreign Nationals",
    "No Dissem Abroad", "No Further Dissemination", "Controlled Dissem", "Controlled Dissemination",
    "Background Use Only", "Official-Informal", "Personal", "Private", "Personal and Private", "Private and Personal",
    "Strictly Personal", "Presidential Handling", "For the President Only", "Restricted Data",
    "Formerly Restricted Data", "Verbatim Text", "Official Translation", "Unofficial Translation", "Roger Channel",
    "Cherokee", "Codeword", "Contains Codeword", "Special Handling", "Hold Closely", "Umbra", "Orcon", "Nocontract",
    "Wnintel", "LOR", "Off-the-Record", "Not for Publication",
)  # fmt: skip
"""Captions and precedences that are known by themselves; in a line that begins with a level any words may be one."""

REPOSITORIES = (
    "Department of State", "National Archives and Records Administration", "National Archives",
    "Washington National Records Center", "Washington Federal Records Center", "Library of Congress",
    "Truman Library", "Eisenhower Library", "Kennedy Library", "Johnson Library", "Ford Library", "Carter Library",
    "Reagan Library", "Bush Library", "Hoover Institution", "Central Intelligence Agency", "National Security Council",
    "National Security Agency", "Department of Defense", "Department of the Treasury", "Department of Energy",
    "Department of Justice", "Agency for International Development", "National Defense University",
    "Center of Military History", "U.S. Army Center of Military History", "Naval Historical Center",
    "Federal Bureau of Investigation", "Joint Chiefs of Staff", "Princeton University", "Yale University",
    "University of Montana", "Massachusetts Historical Society", "Minnesota Historical Society",
    "Council on Foreign Relations", "Organization of American States", "Public Record Office",
)  # fmt: skip
"""Who holds papers, as cited."""


@dataclass(frozen=True, slots=True)
class SourceNote:
    """What a source note says, everything as printed; None or empty where it says nothing.

    `location` is the whole of where the paper lies; `repository`, `collection`, `lot` and `file` are its parts. `line`
    says that it is the file line of an older volume, and `form` what that adds ("Telegram"). `drafting` is STATED,
    STATED_NONE or NOT_STATED.
    `copies` are other copies by where they lie; an act's `copy` is one of them. `published`, `printed_from` and
    `meeting` are sentences about other printings, about the copy that was printed, and about place and time of the
    meeting. `sentences` are all that follow location and markings, in order; `rest` those that nothing was read from.
    """

    location: str | None = None
    repository: str | None = None
    collection: str | None = None
    file: str | None = None
    lot: str | None = None
    line: bool = False
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
_BRACKETS = re.compile(r"\A\s*\[(?P<note>[Ss]ource\b.*)\]\s*\Z", re.DOTALL)
_PREFIX = re.compile(r"\A[Ss]ource\s?[:,]\s*")


def _any_of(words: tuple[str, ...]) -> str:
    longest_first = sorted(words, key=len, reverse=True)
    return "|".join(re.sub(r"\\?-", rf"\\s?[{_DASH}]\\s?", re.escape(word)) for word in longest_first)


_LEVELS = _any_of(CLASSIFICATIONS)
_MARKED = rf"(?:{_LEVELS}|{_any_of(MARKINGS)})"
_BEGINS = (
    r"(?:Drafted|Repeated|Sent|Received|Approved|Cleared|Prepared|Transmitted|Passed|Initialed|Pouched|Attached"
    r"|Also (?:sent|repeated)|According to|Printed from|No drafting)"
)
_OPENINGS = re.compile(rf"{_MARKED}\s?(?:[.;,:]|$)|{_BEGINS}\b|[Aa] copy\b")
_LEVEL = re.compile(
    rf"(?:(?:Strictly Personal|Personal|Private) and )?(?:{_LEVELS})(?: and (?:Personal|Private|Sensitive))?"
    r"|Personal and Private|Private and Personal|Personal",
    re.IGNORECASE,
)
_RANK = re.compile(rf"(?:{_LEVELS})\b", re.IGNORECASE)
_KNOWN = re.compile(rf"{_MARKED}\b", re.IGNORECASE)
_DIVIDED = re.compile(rf"\s*[;:]\s*|\s*,\s*(?={_MARKED}\b)|(?<=Secret)/(?=[A-Z])", re.IGNORECASE)
_TOLD = re.compile(rf"(?:[,.]?\s|[;:]\s)(?={_BEGINS}\b)|,\s(?=but\s)|;\s(?=[^;,.]*\b(?:is|are|was|were)\s)")
_AT_END = re.compile(rf"[,.]?\s(?P<marked>(?:{_LEVELS})(?:;[^.;]{{1,40}}){{0,4}})$")
_LONGEST_CAPTION = 80
_BEGINS_TOLD = re.compile(rf"{_BEGINS}|(?:The|This|A|An|In|On|No|According|There|For|See)\s")

_NO_DRAFTING = re.compile(
    r"\b(?:bears?|contains?|gives?|has|have|includes?|carries|provides?)\s(?:[\w ]{0,40}\s)?no\s(?:[\w ]{0,30}\s)?draft"
    r"|\bno\s(?:\w+\s){0,2}?draft(?:ing|er)\b"
    r"|\bdraft(?:ing|er)(?:\sofficer|\sinformation)?\s(?:(?:is|was|are)\s)?not\s(?:indicated|given|identified|known)"
    r"|\bdoes not (?:bear|contain|indicate|give)\s(?:\w+\s){0,3}?draft|\bno indication of (?:the|its) (?:draft|author)",
    re.IGNORECASE,
)
_BUT = re.compile(r"(?:,\s(?:but|although|and)|;)\s(?=(?:it|the \w+) (?:was|were)\s)")
_COPY_SAYS = re.compile(
    r"\b(?:[Aa]ccording to|[Aa]s noted on|[Oo]n)\s(?P<copy>(?:another|a second|a different|the other)\scopy"
    r"(?:\sof\s[^,]{1,60}?)?)(?=,|\s(?:it|this|the|in|which)\b)"
    r"|^(?P<other>(?:[Aa]nother|A second) copy(?: of [^,]{1,60}?)?) (?:indicates|shows|bears|states|notes)\b"
)
_COPY_IN = re.compile(
    r"^(?:(?:An?other|Other|The signed|A signed|An unsigned|Additional|A second|Two other|The original|A) cop(?:y|ies)"
    r"(?:\sof\s(?:this|the)\s(?:memorandum|letter|telegram|message|document|paper|report|minutes|note|conversation|text"
    r"|airgram|source text)\b[^.;]{0,60}?)?|The [A-Z][a-z]+-language (?:text|original|version)[^.;]{0,40}?)"
    r"\s(?:is|are|was found|were found)\s(?:(?:filed|located|also|attached|in)\s){0,2}?"
    r"(?P<where>(?:the\s)?(?:[Ii]bid|[A-Z]).*?)\.?$"
)
_PUBLISHED = re.compile(
    r"^(?:\S+\s){0,8}?(?:printed|published|reprinted)(?:\s(?:also|as|in part|in full|with\s\S+\s\S+))*"
    r"\s(?:in|by)\b(?!\spart)"
    r"|^(?:Also|Previously)\s(?:printed|published)|^(?:Printed|Published)\s(?:also\s)?in\b",
    re.IGNORECASE,
)
_PRINTED_FROM = re.compile(
    r"^Printed from\b|^(?:Extract|Excerpt)s?\b|^Delegation verbatim record"
    r"|\b(?:source text|document|memorandum|letter|telegram|message|report|copy)\s(?:is|was|appears to be)\s(?:an?\s)?"
    r"(?:unsigned|uninitialed|undated|unofficial|translation|copy|carbon|draft|extract|the only)",
    re.IGNORECASE,
)
_MEETING = re.compile(
    r"\b(?:meetings?|conversations?|discussions?|luncheon|lunch|dinner|call|session|talks?)\b[^.;]{0,80}?"
    r"\b(?:took place|was held|were held|lasted|began|occurred|ended)\b|\btime of the (?:meeting|conversation)\b"
    r"|^(?:Held|Took place)\b",
    re.IGNORECASE,
)
_WORK = re.compile(r"\bPublic Papers\b|\bBulletin\b|\b(?:pp?|vol)\.\s[0-9]|Foreign Policy:|\(Washington,")
_LOT = re.compile(
    rf"[,:]?\s?\b[Ll]ot(?:s| File)?:?\s"
    rf"(?P<lot>(?:[A-Z]\s?[{_DASH}]\s?)?[0-9]{{2,3}}\s?[A-Z]{{0,2}}\s?[0-9]{{0,4}}(?![0-9]))"
)
_CONTAINER = re.compile(r"RG\s[0-9]+|.*\bPresidential Materials(?: Staff)?|Manuscripts? Division|.*Record Group.*")
"""What holds collections, and is named with the one in it."""
_HOLDER = re.compile(rf"(?:{_any_of(REPOSITORIES)})(?=[,:;(]|\s\(|$)")
_INITIALS = re.compile(r"\b[A-Z]\.[A-Z]\.$")
_FILE_LINE = re.compile(r"(?P<file>[^:]*):\s?(?P<form>(?!Lot)[A-Za-z][A-Za-z ]{0,40})")
_FILE_DATE = re.compile(
    rf"\b[0-9]{{3}}[A-Z0-9]{{0,2}}(?:\.[^/\n]{{1,60}})?/(1[0-2]|[1-9])\s?[{_DASH}]\s?([0-9]{{1,2}})([0-9]{{2}})(?![0-9])"
)


@lru_cache(maxsize=64)
def parse(text: str) -> SourceNote:
    """Read a source note, or the file line of an older volume. Never raises; what is not understood is in `rest`."""
    text = _unbracketed(text)
    said = sentences.split(text, _OPENINGS)
    if not said:
        return SourceNote()
    place, after, level, captions = _divided(said)
    if level is None and not captions and not _PREFIX.match(text):
        return _line(text)
    facts = _Facts()
    for sentence in after:
        facts.read(sentence)
    note = replace(
        _location(place),
        classification=level,
        captions=captions,
        sentences=tuple(after),
    )
    return facts.added_to(note)


def markings(text: str) -> tuple[str | None, tuple[str, ...]]:
    """Give the classification and the captions alone, as `parse` does, in an eighth of its time."""
    said = sentences.split(_unbracketed(text), _OPENINGS)
    return _divided(said)[2:] if said else (None, ())


def house_form(note: SourceNote) -> str:
    """Give a note in the form in which the volumes print it.

    Of a note that was read that is what was read, in the order of the house: where it lies, its markings, what is told
    of it. Of a note that was put together, what has no sentence is told first: drafted, cleared, approved, ...
    """
    place = note.location or _place(note)
    if note.line:
        return f"{place}: {note.form}" if note.form else place
    parts = [f"Source: {place}" if place.endswith(".") else f"Source: {place}."]
    marked = [part for part in (note.classification, *note.captions) if part]
    if marked:
        parts.append("; ".join(marked) + ".")
    told = "; ".join(_told(act) for act in note.acts if not act.sentence)
    if told:
        parts.append(told[0].upper() + told[1:] + ".")
    if note.drafting == STATED_NONE and not note.sentences:
        parts.append("The source text bears no drafting information.")
    return " ".join((*parts, *note.sentences))


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

    def read(self, sentence: str) -> None:
        copy = self._copy(sentence)
        found = bool(_NO_DRAFTING.search(sentence))
        self.none = self.none or found
        for pattern, kept in (
            (_PUBLISHED, self.published),
            (_PRINTED_FROM, self.printed_from),
            (_MEETING, self.meeting),
        ):
            if pattern.search(sentence):
                kept.append(sentence)
                found = True
        if other := _COPY_IN.match(sentence):
            self.copies.append(other["where"])
            found = True
        if self.none and (but := _BUT.search(sentence)):
            self.acts += acts.read(sentence[but.end() :])
        if copy or not found:
            told = acts.read(sentence, copy)
            self.acts += told
            found = found or bool(told) or copy is not None
        if not found:
            self.rest.append(sentence)

    def _copy(self, sentence: str) -> str | None:
        """The other copy that a sentence speaks from: by where it lies, if that is said in parentheses after it."""
        match = _COPY_SAYS.search(sentence)
        if match is None:
            return None
        where = re.search(r"\s\((?P<where>[^()]*(?:\([^()]*\)[^()]*)*)\)\.?$", sentence)
        copy: str = where["where"] if where else match["copy"] or match["other"]
        self.copies.append(copy)
        return copy

    def added_to(self, note: SourceNote) -> SourceNote:
        drafted = any(act.verb in acts.DRAFTING for act in self.acts)
        return replace(
            note,
            drafting=STATED if drafted else STATED_NONE if self.none else NOT_STATED,
            acts=tuple(self.acts),
            copies=tuple(self.copies),
            published=tuple(self.published),
            printed_from=tuple(self.printed_from),
            meeting=tuple(self.meeting),
            rest=tuple(self.rest),
        )


def _unbracketed(text: str) -> str:
    # The note of a document that was withheld as a whole stands in brackets.
    return _BRACKETS.sub(r"\g<note>", " ".join(text.split()))


def _divided(
    said: tuple[str, ...],
) -> tuple[str, list[str], str | None, tuple[str, ...]]:
    """The location, the sentences told after it, the classification and the captions."""
    place, after = said[0], list(said[1:])
    for index, sentence in enumerate(said[1:6]):
        markings = _markings(sentence)
        if markings is not None:
            # What stands between is a location with full stops in it, unless it tells something.
            before = said[1 : index + 1]
            told = [one for one in before if _BEGINS_TOLD.match(one)]
            place = place if told else " ".join((place, *before))
            level, captions, rest = markings
            after = [
                *(before if told else ()),
                *([rest] if rest else []),
                *said[index + 2 :],
            ]
            while after and (more := _markings(after[0])) is not None and more[0] is None and not more[2]:
                captions += more[1]
                del after[0]
            return place, after, level, captions
    # A slip of the press: the level stands at the end of the location, without its full stop.
    if slip := _AT_END.search(place.rstrip(".")):
        marked = _DIVIDED.split(slip["marked"])
        return place[: slip.start()], after, marked[0], tuple(marked[1:])
    return place, after, None, ()


def _markings(sentence: str) -> tuple[str | None, tuple[str, ...], str] | None:
    """The classification, the captions, and what is told after them; None if it is no line of markings."""
    known = _LEVEL.match(sentence) or _KNOWN.match(sentence)
    if known is None:
        return None
    told = _TOLD.search(sentence, known.end())
    body, rest = (sentence[: told.start()], sentence[told.end() :]) if told else (sentence, "")
    parts = [part.strip(" .") for part in _DIVIDED.split(body) if part.strip(" .")]
    if max(map(len, parts)) > _LONGEST_CAPTION or len(parts) == 0:
        return None
    levels = [part for part in parts if _LEVEL.fullmatch(part)]
    if not levels and not _KNOWN.fullmatch(parts[0]):
        return None
    level = next((part for part in levels if _RANK.search(part)), levels[0] if levels else None)
    if level is None or (level != parts[0] and not _RANK.search(level)):
        return None, tuple(parts), rest
    index = parts.index(level)
    return level, tuple(parts[:index] + parts[index + 1 :]), rest


def _location(sentence: str) -> SourceNote:
    place = _PREFIX.sub("", sentence, count=1)
    place = place if _INITIALS.search(place) else place.rstrip(".")
    holder = _HOLDER.match(place)
    if holder is None and _WORK.search(place):
        return SourceNote(location=place, file=place)
    name = holder.group() if holder else re.split(r"[,:]\s", place, maxsplit=1)[0]
    return _parts(place, place[len(name) :].lstrip(",: "), name)


def _line(text: str) -> SourceNote:
    """The file line of an older volume: a decimal file number or a collection, and after a colon what is printed."""
    match = _FILE_LINE.fullmatch(text)
    place, form = (match["file"], match["form"]) if match and re.search("[0-9]", match["file"]) else (text, None)
    if holder := _HOLDER.match(place):
        note = _parts(place, place[holder.end() :].lstrip(",: "), holder.group())
    elif place[:3].isdigit():
        note = SourceNote(location=place, file=place)
    elif _LOT.search(place) or ": " not in place:
        note = _parts(place, place, None)
    else:
        collection, _, file = place.partition(": ")
        note = SourceNote(location=place, collection=collection, file=file)
    return replace(note, line=True, form=form)


def _parts(place: str, within: str, repository: str | None) -> SourceNote:
    lot = _LOT.search(within)
    if lot:
        collection, file = within[: lot.start()], within[lot.end() :].lstrip(",: ")
    else:
        collection, _, file = within.partition(", ")
        while file and _CONTAINER.fullmatch(collection.rpartition(", ")[2]):
            more, _, file = file.partition(", ")
            collection += ", " + more
    return SourceNote(
        location=place,
        repository=repository,
        collection=collection or None,
        file=file or None,
        lot=lot["lot"].strip() if lot else None,
    )


def _place(note: SourceNote) -> str:
    place = ", ".join(part for part in (note.repository, note.collection) if part)
    if note.lot:
        place += (": " if place else "") + f"Lot {note.lot}"
    return ", ".join(part for part in (place, note.file) if part)


def _told(act: Act) -> str:
    told = act.verb
    for link, names in (("by", act.by), ("to", act.to)):
        if names:
            listed = " and ".join(names) if len(names) < 3 else ", ".join(names[:-1]) + f", and {names[-1]}"
            told += f" {link} {listed}"
    return told + (f" on {act.when}" if act.when else "")
