"""Who is said to speak: the subjects of sentences that name a person, and which of the participants each may be.

A speaker is named by an office ("The Ambassador"), by a form of address and a name ("Mr. Holm"), by a bare surname
that the document has elsewhere as a person's, or by a pronoun. A name is a participant's if just one of them has it; an
office, if just one of them holds it; "the Assistant Secretary" is not "the Secretary".
"""

import re
from dataclasses import dataclass

from backchannel.record.document import Document
from backchannel.record.names import plain

__all__ = ["OFFICES", "PRONOUNS", "RANKS", "STYLES", "Cast", "Subject"]

PRONOUNS = frozenset({"he", "she", "i"})

OFFICES = (
    *("Secretary General", "Secretary-General", "Attorney General", "Ambassador-at-Large", "Ambassador at Large"),
    *("Under Secretary", "Prime Minister", "Foreign Minister", "Foreign Secretary", "Vice President", "Vice Premier"),
    *("Defense Minister", "High Commissioner", "Consul General", "Chief of Staff", "Director General", "Chief Justice"),
    *("Secretary", "Ambassador", "President", "Minister", "Chancellor", "Premier", "Chairman", "General", "Admiral"),
    *("Shah", "King", "Queen", "Prince", "Emperor", "Senator", "Governor", "Director", "Chargé", "Counselor", "Consul"),
    *("Marshal", "Representative", "Commissioner", "Deputy", "Delegate", "Envoy", "Archbishop", "Colonel", "Mayor"),
    *("Congressman", "Administrator", "Commander", "Speaker", "Sultan", "Sheikh", "Amir", "Pope", "Cardinal", "Major"),
    *("Captain", "Attaché", "Undersecretary", "Chief", "Adviser", "Advisor", "Professor", "Judge", "Justice", "Bishop"),
    *("SYG", "Secy", "Sec", "Pres", "DCI"),
)  # fmt: skip
"""Offices by which somebody is called; the longer ones are other offices than the words that they end with."""

STYLES = (
    *("Mr.", "Mrs.", "Miss", "Ms.", "Dr.", "M.", "Mme.", "Sir", "Lord", "Lady", "Mr", "Dr", "Messrs.", "Herr", "Señor"),
    *("Gen.", "Col.", "Adm.", "Amb.", "Lt.", "Maj.", "Capt.", "Gov.", "Sen.", "Under", "Gen"),
    *("Col", "Adm", "Amb", "Baron", "Count", "Field"),
    *("Congresswoman", "Brigadier", "Lieutenant", "Rear", "Justice", "Comrade"),
)  # fmt: skip
"""Forms of address before a name; an office may be one too."""

RANKS = frozenset(
    plain(word)
    for word in (
        *("Under", "Deputy", "Assistant", "Asst", "Vice", "Foreign", "First", "Second", "Third", "Private"),
        *("Prime", "General", "Executive", "Press", "Personal", "Permanent", "Parliamentary", "Acting"),
        *("Special", "Counselor", "Former", "Consul", "Attorney", "Military", "Naval", "Air", "Commercial"),
        *("Finance", "Defense", "Cabinet", "Economic", "Associate", "Regional", "State", "Staff"),
        *("Interior", "Trade", "High"),
    )
)  # fmt: skip
"""Words before an office that make it another office."""

NOT_PERSONS = frozenset(
    plain(word)
    for word in (
        *("Government", "Department", "Embassy", "Congress", "Council", "Committee", "Board", "Agency"),
        *("Union", "States", "Party", "Office", "Bureau", "Group", "Note", "Treaty", "Charter", "Division"),
        *("Mission", "Bank"),
    )
)  # fmt: skip
"""Words with which the name of a body ends, and not of a person."""

_NOT_NAMES = frozenset(
    plain(word)
    for word in (
        *("The", "A", "An", "This", "That", "These", "Those", "It", "There", "In", "On", "At", "As", "To"),
        *("For", "From", "With", "And", "But", "Or", "If", "When", "While", "Since", "After", "Before"),
        *("Then", "Here", "Now", "Both", "Although", "Though", "Because", "Where", "Whereas", "By", "Of"),
        *("Such", "All", "Some", "Other", "Another", "Also", "However", "Again", "Thus", "So", "What"),
        *("How", "Why", "Who", "Which", "Upon", "Once", "Only", "Even", "His", "Her", "Their", "Our", "My"),
        *("Its", "Until", "Unless", "Yes", "No", "Not", "Mr", "Subject", "American", "British", "French"),
        *("Soviet", "German", "United", "Washington", "Moscow", "London", "Paris", "Office", "Affairs"),
        *("State", "Foreign", "International", "Defense", "Embassy", "National", "Security", "Meeting"),
        *("Memorandum", "Conversation", "Minutes", "Discussion", "Notes", "House", "White", "City"),
    )
)  # fmt: skip
"""Words that stand in headings and lists of participants with a capital, and are nobody's name."""

_PARTICLE = r"(?:de|de la|von|van|van der|den|der|du|al|el|bin|ibn|Ben|Van|Von|De)"
_NAME = rf"(?:(?:{_PARTICLE} )*(?:[A-Z]\.(?:[A-Z]\.)*|[A-Z][\w’ʼ'-]+))"
_OFFICE = "|".join(re.escape(office) for office in OFFICES)
_STYLE = "|".join(re.escape(style) for style in STYLES)
_WORD = r"(?:[A-Z][\w.’ʼ'-]*)"
_PLAIN_WORD = r"(?:[A-Z][\w.’ʼ']*)"
_LONG = (
    rf"(?:[Tt]he (?:{_PLAIN_WORD}[ -]){{0,4}}?(?:{_OFFICE})(?! (?:Government|Office|Department|Council|Staff’s|House))"
    rf"(?: of (?:the )?{_WORD}(?: {_WORD})?|-(?:[Dd]esignate|at-Large))?(?: {_NAME}){{0,3}}"
    rf"|(?:(?:{_WORD} ){{0,2}}?(?:{_STYLE}|{_OFFICE})) (?:{_NAME} ){{0,3}}{_NAME})"
)
_BARE = rf"(?:(?:{_NAME} ){{0,2}}[A-Z][\w’ʼ'-]+)"
_PRONOUN = r"(?:[Hh]e|[Ss]he|I)"
_ONE = rf"(?:{_LONG}|{_BARE}|{_PRONOUN})"
_SUBJECT = re.compile(rf"(?<![\w’'-])(?P<first>{_ONE})(?: and (?P<second>{_LONG}|{_BARE}))?(?=[ ,(.;:?!]|$)")
_LABEL = re.compile(rf"(?P<who>(?:{_WORD} ){{0,5}}{_WORD})(?: ?\([^()\n]{{1,60}}\))?:(?=\s|$)")
_STYLED = re.compile(rf"(?<!\w)(?:{_STYLE}|{_OFFICE}) ((?:{_NAME} ){{0,2}}{_NAME})")
_A_SENTENCE = re.compile(r"\b(?:was|were|had|called|[a-z]{4,}ed)\b.*[.)]$")
_WORDS = re.compile(r"[^\W\d_][\w’ʼ'-]*")


@dataclass(frozen=True, slots=True)
class Subject:
    """A speaker as printed, where he stands in the sentence, and whether he is named together with another."""

    printed: str
    start: int
    end: int
    several: bool = False

    @property
    def is_pronoun(self) -> bool:
        """Whether it is a pronoun, which may stand for several."""
        return plain(self.printed) in PRONOUNS


class Cast:
    """Those who may speak in a document: its participants, and the surnames that it gives with a form of address."""

    def __init__(self, document: Document) -> None:
        self._participants = tuple("" if _A_SENTENCE.search(one) else one for one in document.participants)
        self._heads = [_folded(re.split(r"[,(—;:]| (?:to|for|of) ", one, maxsplit=1)[0]) for one in self._participants]
        self._persons: dict[str, int | None] = {}
        self._folded = [_folded(one) for one in self._participants]
        self._offices = [_offices(one) for one in self._participants]
        named = [*self._participants, document.heading or ""]
        texts = [*named, *(passage.text for passage in document.passages)]
        listed = {word for one in named for word in _capitalized(one)}
        styled = {plain(match[1].rsplit(maxsplit=1)[-1]) for text in texts for match in _STYLED.finditer(text)}
        self._names = (listed | styled) - _NOT_NAMES - NOT_PERSONS
        self._labels = self._dialogue(document)

    def subjects(self, sentence: str) -> list[Subject]:
        """Give every group of words in a sentence that may name a speaker, in order."""
        found = []
        at = 0
        while match := _SUBJECT.search(sentence, at):
            at = match.end()
            several = match["second"] is not None and self._is_person(match["second"])
            if not self._is_person(match["first"]):
                at = _next_word(sentence, match.start())
                continue
            end = match.end() if several else match.end("first")
            printed = sentence[match.start() : end]
            if " " in printed and plain(printed.split(" ", 1)[0]) in _NOT_NAMES - {"the"}:
                at = _next_word(sentence, match.start())  # the word before the speaker: `When Secretary Holm`
                continue
            found.append(Subject(printed.strip(), match.start(), end, several))
            at = end
        return found

    def label(self, text: str) -> Subject | None:
        """Give the speaker whom a paragraph names before a colon, as a transcript does."""
        match = _LABEL.match(text)
        if match is None:
            return None
        who = match["who"].strip()
        if who in self._labels:
            return Subject(who, 0, match.end())
        return None

    def person(self, printed: str) -> int | None:
        """Say which of the participants a speaker may be; None where several or none may."""
        if printed not in self._persons:
            self._persons[printed] = self._person(printed)
        return self._persons[printed]

    def _person(self, printed: str) -> int | None:
        words = _folded(printed)
        if not words or plain(printed) in PRONOUNS:
            return None
        exact = [at for at, one in enumerate(self._folded) if _without_article(one) == _without_article(words)]
        if len(exact) == 1:
            return exact[0]
        office, name = _office_and_name(printed)
        if name:
            by_name = [at for at, one in enumerate(self._folded) if name in one]
            if len(by_name) > 1:
                by_name = [at for at in by_name if name in self._heads[at]]
            if len(by_name) == 1:
                return by_name[0]
            if by_name or not office:
                return None
            nameless = [
                at for at, one in enumerate(self._offices) if _bare_office(self._participants[at]) and office in one
            ]
            return nameless[0] if len(nameless) == 1 else None
        if not office:
            return None
        holders = [at for at, offices in enumerate(self._offices) if office in offices]
        extra = set(words) - set(office.split()) - {"the", "of"}
        narrowed = [at for at in holders if extra <= set(self._folded[at])]
        chosen = narrowed or holders
        return chosen[0] if len(chosen) == 1 else None

    def is_same(self, one: str, other: str) -> bool:
        """Whether two speakers as printed are the same: the same participant, or the same name or office."""
        first, second = self.person(one), self.person(other)
        if first is not None and second is not None:
            return first == second
        office, name = _office_and_name(one)
        other_office, other_name = _office_and_name(other)
        return name == other_name if name and other_name else not name and not other_name and office == other_office

    def is_absent(self, printed: str) -> bool:
        """Whether somebody named is none of the participants, where the document lists some."""
        return any(self._participants) and plain(printed) not in PRONOUNS and self.person(printed) is None

    def _is_person(self, printed: str) -> bool:
        words = printed.split()
        if plain(printed) in PRONOUNS:
            return True
        if plain(words[-1]) in NOT_PERSONS:
            return False
        if re.fullmatch(_LONG, printed):
            return True
        return plain(words[-1]) in self._names

    def _dialogue(self, document: Document) -> frozenset[str]:
        """Give the labels of a transcript: those of persons, and short ones if at least two of them come again."""
        counts: dict[str, int] = {}
        for passage in document.passages:
            if match := _LABEL.match(passage.text):
                who = match["who"].strip()
                counts[who] = counts.get(who, 0) + 1
        short = {
            who for who, count in counts.items() if count > 1 and re.fullmatch(r"[A-Z]{1,4}|[A-Z][a-z]?[A-Z]+", who)
        }
        persons = {who for who in counts if self._is_label(who)}
        return frozenset(persons | (short if len(short) > 1 else set()))

    def _is_label(self, who: str) -> bool:
        return bool(re.fullmatch(_LONG, who)) or who in OFFICES or (
            plain(who.rsplit(maxsplit=1)[-1]) in self._names and len(who) > 2 and not who.isupper()
        )  # fmt: skip


def _next_word(text: str, at: int) -> int:
    space = text.find(" ", at)
    return space + 1 if space >= 0 else len(text)


def _folded(text: str) -> list[str]:
    return [plain(word.rstrip(".")) for word in re.findall(r"[^\W_][\w’ʼ'-]*", text)]


def _without_article(words: list[str]) -> list[str]:
    return words[1:] if words[:1] == ["the"] else words


def _capitalized(text: str) -> list[str]:
    words = [plain(word) for word in _WORDS.findall(text) if word[0].isupper() and len(word) > 2]
    return [word for word in words if word not in _NOT_NAMES and word not in _OFFICE_WORDS]


_OFFICE_WORDS = frozenset(plain(word) for office in OFFICES for word in office.split())
_OFFICE_AT = re.compile(rf"(?<![\w-])(?:({_OFFICE})(?![\w-]))")


def _offices(text: str) -> set[str]:
    """Give the offices in a text, each with the rank before it: `secretary`, `assistant secretary`."""
    found = set()
    for match in _OFFICE_AT.finditer(text):
        before = [plain(word.strip(".,")) for word in text[: match.start()].split()[-2:]]
        after = text[match.end() :]
        if before[-1:] in (["to"], ["for"]) or before in (["to", "the"], ["for", "the"], ["of", "the"]):
            continue  # somebody else's: `Assistant to the President`
        rank = [word for word in before if word in RANKS]
        if match[1] == "Secretary" and re.match(r" (?:of (?!State\b)|to\b)", after):
            rank.append("of")
        found.add(" ".join([*rank, plain(match[1])]))
    return found


def _office_and_name(printed: str) -> tuple[str, str]:
    """Take a speaker apart into the office, with its rank, and the surname; either may be empty."""
    matches = list(_OFFICE_AT.finditer(printed))
    office = ""
    rest = printed
    if matches:
        last = matches[-1]
        offices = _offices(printed)
        office = max(offices, key=len) if offices else ""
        rest = printed[last.end() :]
    if re.match(r"\s*of ", rest):
        return office, ""
    words = [
        word for word in rest.split() if plain(word).strip(".") and word not in STYLES and word not in ("The", "the")
    ]
    return office, plain(words[-1].rstrip(".,")) if words else ""


def _bare_office(text: str) -> bool:
    """Whether a line of participants gives an office alone, without a name: `The Secretary`."""
    office, name = _office_and_name(re.split(r"[,(—]", text)[0].strip())
    return bool(office) and not name
