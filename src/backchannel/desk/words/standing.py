"""The standing of assurances: first said, repeated, contradicted, withdrawn, by whom and where (R37).

A statement repeats, contradicts or withdraws an earlier one because a person said so. What might is proposed with its
reason: wording that is used again, or shared rare terms of which one of the two is denied.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from operator import attrgetter

from backchannel.desk.desk import Desk
from backchannel.desk.words.bank import Bank, Selection, Statement, Tell
from backchannel.desk.words.noting import Noting
from backchannel.desk.words.tensions import bits_of, in_words, two
from backchannel.errors import UsageError
from backchannel.planning.words.judgements import COMPARISON, Comparison, Comparisons
from backchannel.text.reuse.among import Among
from backchannel.text.reuse.reused import reused
from backchannel.text.statements.kinds import condition
from backchannel.text.statements.tensions import opposed, pairs, sense
from backchannel.text.wording import wording
from backchannel.vault import pegs
from backchannel.vault.concordance import Concordance
from backchannel.vault.sqlcipher import Connection

__all__ = ["VERDICTS", "Assurance", "Proposal", "assurances", "forget", "judge", "judge_all"]

VERDICTS = ("repeats", "contradicts", "withdraws", "neither")
"""What a later statement does to an earlier one; `neither` is for what was proposed and is not so."""

QUESTION = "standing"

_REUSED, _DENIED = 25.0, 26.0
"""Bits that a repetition, and a contradiction, share at least to be proposed."""

Key = tuple[int, int, int]


@dataclass(frozen=True, slots=True)
class Proposal:
    """That a later statement may repeat or contradict an earlier one, and the reason in words."""

    later: Statement
    earlier: Statement
    verdict: str
    reason: str


@dataclass(frozen=True, slots=True)
class Assurance:
    """An assurance: where it was first said, where since, what it depends on, and what was done to it.

    `condition` are the words that make it depend on something, '' where there are none.
    """

    first: Statement
    condition: str
    repeated: tuple[Statement, ...] = ()
    contradicted: tuple[Statement, ...] = ()
    withdrawn: tuple[Statement, ...] = ()
    proposals: tuple[Proposal, ...] = ()

    @property
    def last(self) -> Statement:
        """Where it was said last."""
        return self.repeated[-1] if self.repeated else self.first


def assurances(
    desk: Desk, selection: Selection, *, propose: bool = True, tell: Tell = lambda _done, _total: None
) -> list[Assurance]:
    """Give the statements of the selection's kinds with their standing on its last day, by day.

    What nobody has examined is among them as it is suggested. UsageError as for the bank.
    """
    with desk.vault.read() as db:
        bank = Bank(db, desk, tell)
        everything = list(bank.chosen(Selection(selection.who, since=selection.since, until=selection.until,
                                                channel=selection.channel, document=selection.document)))  # fmt: skip
        chosen = list(bank.chosen(selection))
        known = _known(bank, db, selection.until)
        first = _firsts(known)
        heads: dict[Key, Statement] = {}
        for one in chosen:
            head = first.get(one.key, one)
            heads.setdefault(head.key, head)
        done = {frozenset((later.key, earlier.key)) for later, earlier, _ in known}
        proposed = list(_proposed(db, chosen, everything, done)) if propose else []
    found = []
    for head in heads.values():
        members = {head.key} | {key for key, one in first.items() if one.key == head.key}
        settled = {later.key for later, earlier, _ in known if earlier.key in members}
        found.append(
            Assurance(
                head,
                condition(head.text),
                _of(known, "repeats", members),
                _of(known, "contradicts", members),
                _of(known, "withdraws", members),
                tuple(o for o in proposed if o.earlier.key in members and o.later.key not in settled),
            )
        )
    return sorted(found, key=lambda one: (one.first.day, one.first.item, one.first.begins))


def judge(desk: Desk, later: str, earlier: str, verdict: str, *, onto: str = "") -> tuple[Statement, Statement]:
    """Say what a later statement does to an earlier one, both named by address; give the two, the later first.

    It is written `onto` a channel of our own side, else on one's own ledger; a colleague's judgement stays beside it.
    UsageError for a verdict that is none, or where the addresses do not name two statements.
    """
    return judge_all(desk, [(later, earlier, verdict)], onto=onto)[0]


def judge_all(
    desk: Desk, judged: Sequence[tuple[str, str, str]], *, onto: str = ""
) -> list[tuple[Statement, Statement]]:
    """Say what later statements do to earlier ones, all or nothing: (later, earlier, verdict). As `judge`."""
    for _, _, verdict in judged:
        if verdict not in VERDICTS:
            raise UsageError(f"“{verdict[:40]}” is no judgement; say one of {', '.join(VERDICTS)}.")
    with desk.vault.change(moves_position=True) as db:
        pairs_ = [_ordered(db, desk, later, earlier) for later, earlier, _ in judged]
        said = [
            Comparison(QUESTION, one.cited, other.cited, verdict)
            for (one, other), (_, _, verdict) in zip(pairs_, judged, strict=True)
        ]
        Noting(db, desk, onto).judge(COMPARISON, Comparisons, said)
        return pairs_


def forget(desk: Desk, later: str, earlier: str) -> bool:
    """Take back what this person said of the two; False if he had said nothing."""
    with desk.vault.change(moves_position=True) as db:
        one, other = _ordered(db, desk, later, earlier)
        said = Comparison(QUESTION, one.cited, other.cited)
        return Noting(db, desk).take_back(COMPARISON, Comparisons, [said])


def _ordered(db: Connection, desk: Desk, later: str, earlier: str) -> tuple[Statement, Statement]:
    # Days decide; where they say nothing, the person does.
    one, other = two(db, desk, later, earlier)
    return (other, one) if one.day < other.day and one.day and other.day else (one, other)


def _known(bank: Bank, db: Connection, until: str) -> list[tuple[Statement, Statement, str]]:
    """Give what persons have said of (later, earlier), of statements up to a day whose words are what they were."""
    found = []
    for said in pegs.comparisons(db, QUESTION):
        one, other = bank.kept(said.first), bank.kept(said.second)
        if one is not None and other is not None and (not until or one.day <= until):
            found.append((one, other, said.verdict))
    return found


def _firsts(known: Iterable[tuple[Statement, Statement, str]]) -> dict[Key, Statement]:
    """Give for each statement that repeats another where it was first said."""
    before = {later.key: earlier for later, earlier, verdict in known if verdict == "repeats"}
    first = {}
    for key, earlier in before.items():
        head, seen = earlier, {key}
        while head.key in before and head.key not in seen:
            seen.add(head.key)
            head = before[head.key]
        first[key] = head
    return first


def _of(known: Sequence[tuple[Statement, Statement, str]], verdict: str, members: set[Key]) -> tuple[Statement, ...]:
    found = {later.key: later for later, earlier, said in known if said == verdict and earlier.key in members}
    return tuple(sorted(found.values(), key=lambda one: (one.day, one.item, one.begins)))


def _proposed(
    db: Connection, chosen: Sequence[Statement], everything: Sequence[Statement], done: set[frozenset[Key]]
) -> Iterator[Proposal]:
    """Propose what repeats and what contradicts, of what nobody has judged."""
    index = Concordance(db)
    by_item: dict[int, list[Statement]] = {}
    for one in everything:
        by_item.setdefault(one.item, []).append(one)
    seen = set(done)
    for item, own in groupby(sorted(chosen, key=attrgetter("key")), key=attrgetter("item")):
        said = list(own)
        # Apart from the document in which they stand: there everything is said in the same words.
        for one, finds in zip(
            said, reused([wording(o.text) for o in said], Among(index, (item,), without=True), _REUSED), strict=True
        ):
            for find in finds:
                for other in by_item.get(find.document, ()):
                    both = frozenset((one.key, other.key))
                    if other.begins < find.ends and other.ends > find.begins and both not in seen:
                        seen.add(both)
                        earlier, later = sorted((one, other), key=_when)
                        reason = f"{find.shared} words of it stand in both: {one.text[find.start : find.end]}"
                        if any(cause.what == "negation" for cause in opposed(sense(one.text), sense(other.text))):
                            yield Proposal(later, earlier, "contradicts", f"one denies it, and {reason}")
                        else:
                            yield Proposal(later, earlier, "repeats", reason)
    wanted = {one.key for one in chosen}
    senses = [sense(one.text) for one in everything]

    def apart(a: int, b: int) -> bool:
        one, other = everything[a], everything[b]
        keys = (one.key, other.key)
        return bool(wanted & set(keys)) and frozenset(keys) not in seen and one.item != other.item

    for pair in pairs(senses, bits_of(index), _DENIED, apart):
        cause = next((cause for cause in pair.causes if cause.what == "negation"), None)
        if cause is None:
            continue
        earlier, later = sorted((everything[pair.first], everything[pair.second]), key=_when)
        shared = ", ".join(in_words(earlier, pair.shared[:4]))
        yield Proposal(later, earlier, "contradicts", f"both speak of {shared}, and one denies it")


def _when(one: Statement) -> tuple[str, int, int]:
    return one.day, one.item, one.begins
