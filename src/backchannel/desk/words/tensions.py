"""Tensions: statements that seem not to go together, facing each other, and what each ally was told (R25, R38, R54).

Candidates are found by what statements share and what in them is opposed (`text.statements.tensions`). A person judges
each, and what was judged does not come back.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np

from backchannel.desk.desk import Desk
from backchannel.desk.words.bank import FIRST_HAND, Bank, Selection, Statement, Tell
from backchannel.desk.words.noting import Noting
from backchannel.errors import UsageError
from backchannel.planning.words.judgements import COMPARISON, Comparison, Comparisons
from backchannel.text.folding import fold, tokens
from backchannel.text.reuse.rarity import rarities
from backchannel.text.statements.tensions import Cause, opposed, pairs, sense
from backchannel.text.terms import term
from backchannel.text.wording import number
from backchannel.vault import pegs
from backchannel.vault.concordance import Concordance
from backchannel.vault.sqlcipher import Connection

__all__ = [
    "VERDICTS",
    "Ally",
    "Facing",
    "bits_of",
    "facing",
    "forget",
    "in_words",
    "judge",
    "judge_all",
    "judged",
    "told",
]

VERDICTS = ("in tension", "compatible")
QUESTION = "tension"

MOST = 6_000
"""Statements that are compared at once: more of them are a question that nobody can read the answer to."""
_LEAST = 26.0
"""Bits that two statements share at least: two rare words, or more common ones."""
_LEAST_NEAR = 10.0
"""The same for two that were made within the hours that were asked for."""


@dataclass(frozen=True, slots=True)
class Facing:
    """Two statements, the earlier first, why they are shown together, and what a person judged ('' if nobody has).

    `beside` are (person, verdict) of the other judgements that are not the same.
    """

    first: Statement
    second: Statement
    shared: tuple[str, ...]
    causes: tuple[Cause, ...]
    verdict: str = ""
    beside: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Ally:
    """What one of several was told: each statement with the characters of it that no other of them was told."""

    name: str
    statements: tuple[tuple[Statement, tuple[tuple[int, int], ...]], ...]


def facing(
    desk: Desk, selections: Sequence[Selection], window: int = 0, tell: Tell = lambda _done, _total: None
) -> list[Facing]:
    """Give the candidates among the statements that are meant by any of the selections, the weightiest first.

    With a `window`, in hours, those alone that were made within it of each other; days are all that documents know, so
    it is taken in whole days. Without one, two statements of one document are not set against each other. UsageError
    for a selection that means more than MOST statements.
    """
    with desk.vault.read() as db:
        found = _chosen(Bank(db, desk, tell), selections)
        done = _judged(db)
        days = -(-window // 24)

        def wanted(a: int, b: int) -> bool:
            one, other = found[a], found[b]
            if (one.key, other.key) in done or (other.key, one.key) in done:
                return False
            if one.item == other.item:
                return bool(window) and (one.ends <= other.begins or other.ends <= one.begins)
            return not window or _within(one.day, other.day, days)

        senses = [sense(one.text) for one in found]
        kept = pairs(senses, bits_of(Concordance(db)), _LEAST_NEAR if window else _LEAST, wanted)
    near = [pair for pair in kept if window and any(cause.what == "restraint" for cause in pair.causes)]
    rest = [pair for pair in kept if pair not in near and (not window or pair.weight >= _LEAST_NEAR)]
    return [
        Facing(found[pair.first], found[pair.second], in_words(found[pair.first], pair.shared), pair.causes)
        for pair in (*near, *rest)
    ]


def in_words(one: Statement, terms: Sequence[str]) -> tuple[str, ...]:
    """Give terms as the words of a statement that has them."""
    spans = sense(one.text).terms
    return tuple(one.text[slice(*spans[own][1])] for own in terms if own in spans)


def judged(desk: Desk) -> list[Facing]:
    """Give the pairs that somebody has judged, whose words are still what they were, each with every judgement."""
    with desk.vault.read() as db:
        bank = Bank(db, desk)
        pairs_: dict[tuple[pegs.Place, pegs.Place], list[pegs.Compared]] = {}
        for said in pegs.comparisons(db, QUESTION):
            pairs_.setdefault((said.first, said.second), []).append(said)
        found = []
        for (first, second), known in pairs_.items():
            one, other = bank.kept(first), bank.kept(second)
            if one is not None and other is not None:
                causes = tuple(opposed(sense(one.text), sense(other.text)))
                found.append(Facing(one, other, (), causes, *_verdicts(known, desk.card.person)))
    return found


def _verdicts(known: Sequence[pegs.Compared], me: str) -> tuple[str, tuple[tuple[str, str], ...]]:
    """Give this person's last verdict, else a colleague's, and the others beside it."""
    own = [one for one in known if one.person in ("", me)]
    verdict = (own or known)[-1].verdict
    others = dict.fromkeys((one.person or me, one.verdict) for one in known)
    return verdict, tuple(one for one in others if one[1] != verdict)


def judge(desk: Desk, first: str, second: str, verdict: str, *, onto: str = "") -> Facing:
    """Judge two statements, named by their addresses: one of VERDICTS. UsageError for one statement, or none.

    It is written `onto` a channel of our own side, else on one's own ledger; a colleague's judgement stays beside it.
    """
    return judge_all(desk, [(first, second, verdict)], onto=onto)[0]


def judge_all(desk: Desk, judged: Sequence[tuple[str, str, str]], *, onto: str = "") -> list[Facing]:
    """Judge pairs of statements, all or nothing: (first, second, verdict). As `judge`."""
    for _, _, verdict in judged:
        if verdict not in VERDICTS:
            raise UsageError(f"“{verdict[:40]}” is no judgement; say {' or '.join(VERDICTS)}.")
    with desk.vault.change(moves_position=True) as db:
        found = []
        for first, second, verdict in judged:
            one, other = sorted(two(db, desk, first, second), key=_when)
            found.append(Facing(one, other, (), tuple(opposed(sense(one.text), sense(other.text))), verdict))
        said = [Comparison(QUESTION, one.first.cited, one.second.cited, one.verdict) for one in found]
        Noting(db, desk, onto).judge(COMPARISON, Comparisons, said)
        return found


def forget(desk: Desk, first: str, second: str) -> bool:
    """Take back what this person judged of two; False if he had judged nothing."""
    with desk.vault.change(moves_position=True) as db:
        one, other = sorted(two(db, desk, first, second), key=_when)
        return Noting(db, desk).take_back(COMPARISON, Comparisons, [Comparison(QUESTION, one.cited, other.cited)])


def two(db: Connection, desk: Desk, first: str, second: str) -> tuple[Statement, Statement]:
    """Give the two statements at two addresses; UsageError if they are not just two."""
    bank = Bank(db, desk)
    found = []
    for address in (first, second):
        here = bank.at(address, whole=True)
        if len(here) != 1:
            raise UsageError(f"{address[:120]} is a whole document; name a passage, or characters of one: ID/3:10-40.")
        found += here
    one, other = found
    if one.key == other.key:
        raise UsageError("Both addresses name one statement; name another to set against it.")
    return one, other


def told(
    desk: Desk,
    selection: Selection,
    parties: Mapping[str, str] | None = None,
    tell: Tell = lambda _done, _total: None,
) -> list[Ally]:
    """Give what the counterpart told each of those to whom he spoke or wrote, a row for each; UsageError as elsewhere.

    Persons of one party share a row where `parties` names the party of each.

    What is marked in a statement are the words (no function words) that none of the others was told.
    """
    with desk.vault.read() as db:
        found = [one for one in _chosen(Bank(db, desk, tell), [selection]) if one.form in FIRST_HAND]
    by_ally: dict[str, list[Statement]] = {}
    for one in found:
        for name in dict.fromkeys((parties or {}).get(person, person) for person in one.to):
            by_ally.setdefault(name, []).append(one)
    terms = {name: {own for one in said for own in _terms(one.text)} for name, said in by_ally.items()}
    rows = []
    for name, said in by_ally.items():
        others = {own for other, held in terms.items() if other != name for own in held}
        rows.append(Ally(name, tuple((one, _without(one.text, others) if len(terms) > 1 else ()) for one in said)))
    return sorted(rows, key=lambda row: row.name)


def bits_of(index: Concordance) -> Callable[[Sequence[str]], Sequence[float]]:
    """Give what weighs terms by how rare they are in the record."""

    def bits(terms: Sequence[str]) -> Sequence[float]:
        weighed: list[float] = rarities(np.array([number(own) for own in terms], np.uint32), index).tolist()
        return weighed

    return bits


def _chosen(bank: Bank, selections: Iterable[Selection]) -> list[Statement]:
    found: dict[tuple[int, int, int], Statement] = {}
    for selection in selections:
        for one in bank.chosen(selection):
            found.setdefault(one.key, one)
            if len(found) > MOST:
                raise UsageError(
                    f"More than {MOST:,} statements are meant; narrow it by who said them, of what, or when.",
                    typed="--who, --about, --since, --until",
                )
    return sorted(found.values(), key=_when)


def _judged(db: Connection) -> set[tuple[tuple[int, int, int], tuple[int, int, int]]]:
    return {(said.first[:3], said.second[:3]) for said in pegs.comparisons(db, QUESTION)}


def _when(one: Statement) -> tuple[str, int, int, int]:
    return one.day, one.item, one.begins, one.ends


def _within(one: str, other: str, days: int) -> bool:
    try:
        return abs((date.fromisoformat(one) - date.fromisoformat(other)).days) <= days
    except ValueError:
        return False


def _terms(text: str) -> set[str]:
    return {own for token in tokens(fold(text)) if (own := term(token.text))}


def _without(text: str, others: set[str]) -> tuple[tuple[int, int], ...]:
    return tuple(
        (token.start, token.end) for token in tokens(fold(text)) if (own := term(token.text)) and own not in others
    )
