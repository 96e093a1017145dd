"""Denial: what in a line for the press says that something does not exist, or that nothing happened (R21).

A small grammar of English, which refuses too much rather than too little. A negation may stand in a line only where
somebody declines to speak ("we do not comment", "neither confirm nor deny"). What says the same in other ways is
refused by lists: words that call a thing false, that tell of absence, that leave nothing else ("only", "all our talks
are public"), questions, and conditions contrary to fact. What is not English, as far as can be told, is refused whole.

It reads words, not meaning: an untrue sentence without any of these words passes. A person says whether a line is true.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache

from backchannel.record.characters import hidden_characters

__all__ = ["RULES", "Denial", "denials", "mentions", "private_means"]

RULES = {
    "negation": "says no of something, other than by declining to speak",
    "called false": "calls something false",
    "absence": "tells of something as absent, stopped or unknown",
    "nothing else": "leaves nothing beside what it names",
    "question": "asks, where a line answers",
    "contrary to fact": "supposes something in order to deny it",
    "unreadable": "is no English that the desk can read",
    "private means": "names a private means of speaking",
}
"""Why a sentence cannot stand in a line, by a short name."""


@dataclass(frozen=True, slots=True)
class Denial:
    """A sentence that cannot stand in a line: itself, by which of RULES, and the words that show it."""

    sentence: str
    rule: str
    words: str


_REMEMBERED = 4_096
"""Lines whose answer is remembered: each is asked of whenever it is shown."""
_SENTENCE = re.compile(r"[^.!?;…\n]+[.!?;…]*")
_WORD = re.compile(r"[a-z0-9']+")
_SPACED = re.compile(r"\b(?:[a-z][ ._*-]{1,2}){1,7}[a-z]\b")
_FIGURES = str.maketrans("013457", "oieast")
_APOSTROPHES = str.maketrans("’ʼ‘`´＇", "''''''")
_LETTERS = frozenset("abcdefghijklmnopqrstuvwxyzæœøßðþđłı")


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


_NEGATIONS = _words(
    "no not never none nothing nobody noone nowhere neither nor cannot without nay nope nix nil nada zilch naught"
    " dont doesnt didnt isnt arent wasnt werent havent hasnt hadnt wont wouldnt cant couldnt shant shouldnt aint neednt"
    " hardly scarcely barely rarely seldom"
    # The commonest of other languages: a line that is half in one of them denies as well.
    " nicht kein keine keinen keiner keinerlei nie niemals nichts ne pas jamais aucun aucune rien nunca ningun ninguna"
    " nadie jamas nessun nessuno nessuna niente nulla nao nenhum nenhuma niet geen nooit ikke ingen aldri inte nej"
    " nigdy nic zadne nikdy nema nikad"
)
_SAY = (
    r"(?:say (?:anything more|anything|more|whether|what|when|who|how|why)|comment|be commenting|speculate|be drawn|"
    r"elaborate|go into (?:it|this|that|details?)|go beyond (?:this|that|it)|add (?:anything|to (?:this|that|it))|"
    r"give (?:any )?details?|make any (?:further )?comment|"
    r"discuss (?:\w+ ){1,3}(?:in public|publicly|in the press|here))"
)
_WISH = (
    r"(?:(?:be able|be willing|be prepared|wish|want|intend|propose|going|able|willing|prepared|ready|free|inclined|"
    r"at liberty|in a position|authori[sz]ed) to )?"
)
_DECLINING = re.compile(
    rf"(?:\b(?:do|does|will|shall|would|can|could|may|am|are|is|should)(?: not|n't)|\bcannot|\bwon't|\bcan't|\bnot) "
    rf"{_WISH}{_SAY}\b"
    r"|\bno (?:further |other )?comments?\b|\bnothing (?:further |more |else )?to (?:say|add|announce)\b"
    r"|\bneither confirm(?:s|ed|ing)? nor den(?:y|ies|ied|ying)\b"
    r"|\b(?:not|n't|cannot) (?:either )?confirm or deny\b|\bwithout (?:further )?comment(?:ing)?\b"
)
"""How one declines to speak: within these words alone may a negation stand."""
_TO_WHOM = re.compile(
    r"\s+(?:to|with|for|by)\s+(?!what\b|the press\b|the media\b|journalists\b|reporters\b|you\b|this\b|that\b)"
)
"""Whoever says nothing *to somebody* denies that they speak."""

_WORDS = {
    "called false": re.compile(
        r"\b(?:false\w*|untru\w+|unfounded|baseless|groundless|rumou?r\w*|speculations?|speculative|fabricat\w+|"
        r"invent(?:ed|ion|ions)|fiction\w*|fictitious|fantas\w+|myth\w*|hoax\w*|nonsense|absurd\w*|ridiculous|"
        r"incorrect\w*|inaccura\w+|mistaken|wrong\w*|misleading|lies?|lying|fake\w*|den(?:y|ies|ied|ying|ials?)|"
        r"refut\w+|disavow\w*|disown\w*|dispel\w*|debunk\w*|reject\w*|repudiat\w+|contradict\w*|imagin\w+|"
        r"so-called|alleg\w+|supposed\w*|purported\w*|preposterous|canards?|gossip|dis?proved?|implausibl\w+|"
        r"exaggerat\w+|out of the question|imposs\w+|unlikely|hypothetical\w*)\b"
    ),
    "absence": re.compile(
        r"\b(?:non-?\s?exist\w*|inexist\w*|absen(?:t|ce|tly)|lack(?:s|ed|ing)?|devoid|zero|void|empty|unaware|unknown|"
        r"unheard|ignorant|unfamiliar|yet to|far from|anything but|free (?:of|from)|refrain\w*|abstain\w*|"
        r"ceas(?:e|es|ed|ing)|"
        r"stopped|ended|halted|discontinued|silen(?:t|ce)|failed|fails?|short of|news to|innocent|minus|sans|ohne|"
        r"un(?:written|sent|spoken|said)|last of (?:it|them)|dead|finished|forg[eo]t(?:ten)?)\b"
    ),
    "nothing else": re.compile(
        r"\b(?:only|solely|exclusively|merely|sole|alone|whole of|extent of|sum of|entirety|limited to|confined to|"
        r"restricted to|as usual|usual channels?|(?:all|every|everything|any|always|entirely|wholly|fully)\b"
        r"(?=.*\b(?:public\w*|open\w*|known|publish\w*|usual|official\w*|formal\w*|reported|disclosed|table|contacts?|"
        r"talks?|exchang\w+|communicat\w+)\b))"
    ),
    "contrary to fact": re.compile(
        r"\bif (?:there|any|anything|such|it|we|they|somebody|someone)\b.*\b(?:were|was|had|would|existed)\b"
        r"|\bhad (?:there|we|they|it) been\b|\bwere (?:there|we|they|it) to\b|\bwould (?:have|know|surely)\b"
    ),
    "private means": re.compile(
        r"\b(?:letters?|correspond\w*|missives?|messages?|couriers?|secre(?:t|ts|tly|cy)|confidential\w*|private\w*|"
        r"privately|covert\w*|clandestin\w*|back-?\s?channels?|behind the scenes|closed doors|"
        r"pen-?\s?pals?|hot-?\s?line)\b"
    ),
}
_ENGLISH = _words(
    "the of to and we i they are were have has had would shall at with that this it our their his her its from be been"
    " you my is was on in for there when what who as by has both"
)
_UNSURE = _words("is was on in for to my at")
"""Words that other languages have too: one of them shows nothing."""


@lru_cache(maxsize=_REMEMBERED)
def denials(text: str) -> tuple[Denial, ...]:
    """Give the sentences of a line that deny something, or of which that cannot be told; () for a line that does not.

    An empty line has none. Every sentence is given once for each of RULES that it breaks.
    """
    found: dict[Denial, None] = {}
    for sentence in _SENTENCE.findall(text):
        if any(character.isalnum() for character in sentence) or "?" in sentence:
            for rule, words in _faults(sentence):
                found[Denial(sentence.strip(), rule, words)] = None
    return tuple(found)


def private_means(text: str) -> str:
    """Give the first words of a text that name a private means of speaking; '' where it names none."""
    match = _WORDS["private means"].search(_plain(text))
    return match.group() if match is not None else ""


def mentions(text: str, names: Iterable[str]) -> tuple[str, ...]:
    """Give those of some names (of channels, of letters) that stand in a text, however they are written."""
    plain = f" {' '.join(_WORD.findall(_plain(text)))} "
    known = {name: " ".join(_WORD.findall(_plain(name))) for name in names}
    return tuple(name for name, sought in known.items() if sought and f" {sought} " in plain)


def _faults(sentence: str) -> Iterator[tuple[str, str]]:
    plain = _plain(sentence)
    if (stranger := _stranger(sentence, plain)) is not None:
        yield "unreadable", stranger
    if "?" in sentence:
        yield "question", "?"
    spared, declines = _spared(plain)
    for word in _negated(spared):
        yield "negation", word
    for rule, pattern in _WORDS.items():
        match = pattern.search(spared)
        if match is not None:
            yield rule, match.group()
    told = set(_WORD.findall(plain))
    english = told & _ENGLISH
    if told and not declines and (not english or (english <= _UNSURE and len(english) < 2)):
        yield "unreadable", sentence.strip()[:60]


def _spared(plain: str) -> tuple[str, bool]:
    """Give a sentence without the words by which it declines to speak, and whether it has any."""
    pieces: list[str] = []
    at, any_ = 0, False
    for match in _DECLINING.finditer(plain):
        if _TO_WHOM.match(plain, match.end()) is None:
            pieces, at, any_ = [*pieces, plain[at : match.start()]], match.end(), True
    return " | ".join([*pieces, plain[at:]]), any_


def _negated(plain: str) -> Iterator[str]:
    for word in _WORD.findall(plain):
        bare = word.replace("'", "")
        if word.endswith("n't") or bare in _NEGATIONS or bare.translate(_FIGURES) in _NEGATIONS:
            yield word
    for match in _SPACED.finditer(plain):
        if re.sub(r"[^a-z]", "", match.group()) in _NEGATIONS:
            yield match.group()


def _stranger(sentence: str, plain: str) -> str | None:
    """Give what in a sentence is no letter of English words and names, or is not seen; None where there is none."""
    if hidden := hidden_characters(sentence.replace("\n", " ")):
        return str(hidden[0])[:60]
    for character in plain:
        if character not in _LETTERS and (character.isalpha() or unicodedata.category(character) in ("Cf", "Cc", "Co")):
            return character
    return None


def _plain(text: str) -> str:
    """Fold a sentence for the grammar: small letters without accents, straight apostrophes, single spaces."""
    apart = unicodedata.normalize("NFKD", text.translate(_APOSTROPHES)).casefold()
    return " ".join("".join(one for one in apart if not unicodedata.combining(one)).split())
