"""Issues: what a statement is about, whichever words of the field it uses for it.

A group is a list of phrases that mean one issue; whoever asks for one of them asks for all. Phrases are compared by
their terms (`text.terms`), so "freedom of access", "free access" and "access freely" are told apart by nothing but the
order of their terms. A person adds groups of his own.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from backchannel.text.folding import Token, fold, tokens, words
from backchannel.text.terms import term

__all__ = ["GROUPS", "Issue", "issue"]

GROUPS = (
    ("self-determination", "determine their own future", "determine its own future", "determine their destiny",
     "choose their own future", "choose its own future", "social and political system of its own choosing",
     "system of their own choosing", "government of their own choosing", "choose their own way of life",
     "freely expressed wish", "freely expressed will", "free elections", "plebiscite", "referendum",
     "masters of their destiny", "masters of their own fate", "free choice"),
    ("free access", "freedom of access", "unrestricted access", "unimpeded access", "unhindered access",
     "access routes", "access to the city", "air corridors", "right of access", "unimpeded ties", "freedom of transit"),
    ("nuclear tests", "test ban", "nuclear testing", "atomic tests", "nuclear explosions", "weapons tests",
     "underground tests", "cessation of tests", "moratorium on tests", "nuclear weapon tests"),
    ("inspection", "verification", "control posts", "on-site inspection", "observation posts", "seismic stations",
     "monitoring", "inspectors", "observers"),
    ("disarmament", "arms control", "reduction of armaments", "arms limitation", "limitation of armaments",
     "arms race", "strategic arms"),
    ("proliferation", "non-dissemination", "spread of nuclear weapons", "dissemination of nuclear weapons",
     "transfer of nuclear weapons", "nuclear sharing"),
    ("troops", "forces", "contingents", "garrison", "soldiers", "military personnel", "units", "army"),
    ("withdrawal", "troop withdrawal", "withdraw", "evacuation", "pull-out", "redeployment", "removal of troops"),
    ("bases", "military bases", "beachhead", "installations", "facilities"),
    ("missiles", "rockets", "offensive weapons", "launchers", "bombers"),
    ("unification", "reunification", "reunify", "reunite", "one entity", "unity of the country"),
    ("sovereignty", "territorial integrity", "independence", "non-interference", "internal affairs",
     "domestic affairs"),
    ("frontier", "border", "boundary", "line of demarcation", "demarcation line", "dividing line"),
    ("cease-fire", "armistice", "truce", "cessation of hostilities", "end of hostilities", "stand-still"),
    ("peace treaty", "peace settlement", "final settlement", "peaceful settlement"),
    ("status quo", "existing situation", "existing rights", "present situation"),
    ("recognition", "recognize", "de jure", "de facto", "diplomatic relations"),
    ("summit", "heads of government", "heads of state", "meeting at the highest level", "personal meeting"),
    ("prisoners", "detainees", "hostages", "captives", "detained", "internees"),
    ("refugees", "displaced persons", "right of return", "repatriation"),
    ("sanctions", "embargo", "blockade", "quarantine", "trade restrictions"),
    ("secrecy", "confidential", "private channel", "secret", "publicity", "publication", "publish", "press"),
    ("territorial sea", "territorial waters", "fishing rights", "fisheries", "law of the sea", "fishing zone"),
    ("freedom of navigation", "straits", "right of passage", "innocent passage", "canal"),
    ("compensation", "reparations", "indemnity", "restitution"),
    ("economic aid", "assistance", "credits", "loans", "financial support"),
    ("guarantees", "assurances", "security guarantees", "guarantee"),
    ("non-aggression", "invasion", "attack", "use of force", "threat of force"),
    ("overflights", "reconnaissance", "surveillance", "air space", "flights"),
    ("neutrality", "neutral", "neutralization", "non-alignment"),
)  # fmt: skip
"""The field's issues, each with the phrases that mean it, the plainest first."""

Terms = tuple[str, ...]

_SHORTEST, _ENDING = 4, 2
_BETWEEN = r"\w*\W+(?:\w+\W+){0,12}?"
"""What may stand between the words of a phrase: the end of the one, and words that mean nothing."""


@dataclass(frozen=True, slots=True)
class Issue:
    """What is asked about: the phrases that mean it, as terms, of which one must stand in a statement.

    `loose` says that the terms of the one phrase that was typed may stand apart and in any order.
    """

    phrases: tuple[Terms, ...]
    loose: bool = False

    def beginnings(self) -> tuple[Terms, ...]:
        """Give how the words of each phrase begin, whatever their endings: "countr" for country and countries."""
        return tuple(tuple(_beginning(one) for one in phrase) for phrase in self.phrases)

    def may_be_in(self, text: str) -> bool:
        """Whether a text may be about it: a quick look, that passes over nothing which is."""
        folded = fold(text).text
        if self.loose:
            return all(one in folded for one in self.beginnings()[0])
        return re.search("|".join(_BETWEEN.join(map(re.escape, one)) for one in self.beginnings()), folded) is not None

    def within(self, text: str) -> tuple[tuple[int, int], ...]:
        """Give the characters [start, end) of a text that are about it, in order; () if it is not."""
        found = [(term(token.text), token) for token in tokens(fold(text))]
        held = [(one, token) for one, token in found if one]
        if self.loose:
            return _apart(held, self.phrases[0])
        begun: dict[str, list[Terms]] = {}
        for phrase in self.phrases:
            begun.setdefault(phrase[0], []).append(phrase)
        spans = [
            (token.start, held[at + len(phrase) - 1][1].end)
            for at, (one, token) in enumerate(held)
            for phrase in begun.get(one, ())
            if tuple(other for other, _ in held[at : at + len(phrase)]) == phrase
        ]
        return _outermost(spans)


def issue(asked: str, own: Iterable[Sequence[str]] = ()) -> Issue | None:
    """Give the issue that words ask for, with the groups that a person added; None where no word of it means anything.

    Words of no group stand for themselves.
    """
    wanted = _terms(asked)
    if not wanted:
        return None
    groups = [[_terms(phrase) for phrase in group] for group in (*GROUPS, *own)]
    meant = [phrase for group in groups if wanted in group for phrase in group if phrase]
    return Issue(tuple(dict.fromkeys([wanted, *meant])), loose=not meant and len(wanted) > 1)


def _terms(text: str) -> Terms:
    return tuple(one for word in words(fold(text).text) if (one := term(word)))


def _beginning(one: str) -> str:
    # A term may end otherwise than its words: "country" and "countries", "harbor" and "harbour".
    return one[: max(_SHORTEST, len(one) - _ENDING)] if one.isascii() and one.isalpha() else one


def _apart(held: list[tuple[str, Token]], wanted: Terms) -> tuple[tuple[int, int], ...]:
    if not set(wanted) <= {one for one, _ in held}:
        return ()
    return tuple((token.start, token.end) for one, token in held if one in wanted)


def _outermost(spans: list[tuple[int, int]]) -> tuple[tuple[int, int], ...]:
    kept: list[tuple[int, int]] = []
    for start, end in sorted(spans, key=lambda span: (span[0], -span[1])):
        if not kept or end > kept[-1][1]:
            kept.append((start, end))
    return tuple(kept)
