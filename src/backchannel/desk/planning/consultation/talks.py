"""Keeping allies told during the talks: rounds, reports, intervals, their suggestions, and what they tell us."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from backchannel.desk.book import Book, open_book
from backchannel.desk.desk import Desk
from backchannel.desk.planning import cases
from backchannel.desk.planning.acting import Acting
from backchannel.desk.planning.boards import BETWEEN_PARTIES, board
from backchannel.desk.planning.consultation.between import between
from backchannel.desk.planning.consultation.consultations import line_with
from backchannel.desk.planning.screened import require_clear
from backchannel.desk.words.screening import Part
from backchannel.errors import UsageError
from backchannel.planning.acts import Act
from backchannel.planning.board import Board, Kept
from backchannel.planning.cases import ISSUE, PARTY
from backchannel.planning.consultation.concerns import is_called
from backchannel.planning.consultation.consulting import OF
from backchannel.planning.consultation.talks import (
    INTERVAL,
    REPLY,
    REPORT,
    ROUND,
    SUGGESTION,
    TOLD,
    About,
    Due,
    Interval,
    Level,
    Reply,
    Report,
    Round,
    Suggested,
    Suggestion,
    Told,
    due,
    suggestions,
)
from backchannel.record.dates import DocumentDate, parse
from backchannel.vault import channels
from backchannel.vault.channels import Channel
from backchannel.vault.sqlcipher import Connection

__all__ = [
    "Heard",
    "agree",
    "every_round",
    "every_suggestion",
    "foresee",
    "inform",
    "overdue",
    "reply",
    "reported",
    "round_",
    "suggest",
    "tell",
]


@dataclass(frozen=True, slots=True)
class Heard:
    """A report that came to us, or went from us: what it says, by whom, on which channel."""

    says: Report
    act: Act
    channel: str


def round_(desk: Desk, name: str, on: DocumentDate, issue: str = "", *, case: str = "", onto: str = "") -> Kept[Round]:
    """Note that a round of the talks was held. UsageError for an issue that the case has not, or a used name."""
    with cases.change(desk, case) as acting:
        called = " ".join(name.split())
        if not called or any(is_called(one.says.name, called) for one in acting.board.standing(ROUND)):
            raise UsageError(f"A round needs a name of its own; “{name[:60]}” is used or empty.")
        about = acting.board.find(ISSUE, issue, "issue").says.name if issue else ""
        return acting.open(ROUND, Round(called, on, about), onto=onto)


def every_round(desk: Desk, *, case: str = "") -> list[Kept[Round]]:
    """Give the rounds of a case's talks, the oldest first."""
    with cases.reading(desk, case) as (_, found):
        return sorted(found.standing(ROUND), key=lambda one: one.says.on.earliest)


def agree(desk: Desk, party: str, days: int, why: str = "", *, case: str = "", onto: str = "") -> Kept[Interval]:
    """Note within how many days after a round a party is told; what was agreed before is replaced."""
    if days < 0:
        raise UsageError("A number of days is not less than none.")
    with cases.change(desk, case) as acting:
        whom = acting.board.find(PARTY, party, "party").says.name
        value = Interval(whom, days, why.strip())
        known = [one for one in acting.board.standing(INTERVAL) if is_called(one.says.party, whom)]
        if known:
            return acting.revise(INTERVAL, known[0], value, settle=True, onto=onto)
        return acting.open(INTERVAL, value, onto=onto)


def tell(
    desk: Desk,
    party: str,
    round_name: str,
    level: Level,
    text: Sequence[str] = (),
    *,
    how: str = "",
    on_day: DocumentDate | None = None,
    title: str = "",
    on: Sequence[str] = (),
    case: str = "",
    onto: str = "",
) -> Kept[Told]:
    """Tell a party of a round: a report on the channel with it, or with `how` only the note that it was told otherwise.

    The report is screened as the text of a consultation is; at which level he was told stands on our side alone.
    Errors as `consultations.open_`.
    """
    words = tuple(one.strip() for one in text if one.strip())
    if bool(words) is bool(how.strip()):
        raise UsageError("Give the text of a report, or say how it was told otherwise; one of the two.", typed="--how")
    with cases.change(desk, case) as acting:
        found = acting.board.find(ROUND, round_name, "round")
        whom = acting.board.find(PARTY, party, "party").says.name
        act = ""
        if words:
            book, report = _report(acting.db, desk, acting.board, whom, title or found.says.name, words, on)
            telling = Acting(acting.db, desk)
            act = telling.open(REPORT, report, onto=book.channel.id.hex()).id.hex()
        value = Told(whom, level, on_day or _today(desk), act, how.strip())
        return acting.open(TOLD, value, onto=onto or found.act.channel.hex(), names={OF: (found.id,)})


def foresee(
    desk: Desk,
    party: str,
    round_name: str,
    text: Sequence[str],
    *,
    title: str = "",
    on: Sequence[str] = (),
    case: str = "",
) -> tuple[str, Channel, Report]:
    """Give the party, channel and report by which `tell` would tell it; nothing is written. Errors as `tell`."""
    words = tuple(one.strip() for one in text if one.strip())
    with cases.reading(desk, case) as (db, board_):
        found = board_.find(ROUND, round_name, "round")
        whom = board_.find(PARTY, party, "party").says.name
        book, report = _report(db, desk, board_, whom, title or found.says.name, words, on)
        return whom, book.channel, report


def _report(
    db: Connection, desk: Desk, found: Board, party: str, title: str, words: tuple[str, ...], on: Sequence[str]
) -> tuple[Book, Report]:
    book = line_with(db, desk, found, party, on)
    called = " ".join(title.split())
    require_clear(db, desk, book, [Part("title", called), *_passages(words)])
    return book, Report(called, words)


def overdue(desk: Desk, on: date | None = None, *, case: str = "") -> list[Due]:
    """Give what is due to each party that is kept told, as of a day; the first due first."""
    with cases.reading(desk, case) as (db, found):
        return due(found, between(db, desk), on or desk.clock().date())


def inform(desk: Desk, channel: str, name: str, text: Sequence[str]) -> Heard:
    """Tell those on a channel of a negotiation of ours without a case of our own that has it. RuleError as `tell`."""
    words = tuple(one.strip() for one in text if one.strip())
    if not words or not name.strip():
        raise UsageError("A report needs a name and a text.")
    with desk.vault.change(moves_position=True) as db:
        book = open_book(db, desk, channel)
        require_clear(db, desk, book, [Part("title", name), *_passages(words)])
        kept = Acting(db, desk).open(REPORT, Report(" ".join(name.split()), words), onto=channel)
        return Heard(kept.says, kept.act, book.channel.name)


def reported(desk: Desk) -> list[Heard]:
    """Give the reports of all parties, those that went from us too, as they came."""
    with desk.vault.read() as db:
        found = board(db, desk, BETWEEN_PARTIES)
        names = {one.id: one.name for one in channels.every(db)}
        return [
            Heard(says, act, names[act.channel])
            for thing in found.things(REPORT)
            for says, act in found.history(REPORT, thing)
            if act.id == thing.id
        ]


def suggest(desk: Desk, channel: str, name: str, about: About, words: str) -> Kept[Suggestion]:
    """Suggest to those who consult us by which means, in which forum, or what. It is screened as a report is."""
    if not words.strip() or not name.strip():
        raise UsageError("A suggestion needs a name and words.")
    with desk.vault.change(moves_position=True) as db:
        require_clear(db, desk, open_book(db, desk, channel), [Part("title", name), Part("suggestion", words)])
        value = Suggestion(" ".join(name.split()), about, words.strip())
        return Acting(db, desk).open(SUGGESTION, value, onto=channel)


def reply(desk: Desk, name: str, *, taken: bool, words: str = "") -> Kept[Reply]:
    """Reply to what somebody suggested to us: whether it is taken up, and in which words."""
    with desk.vault.change(moves_position=True) as db:
        acting = Acting(db, desk)
        found = acting.board.find(SUGGESTION, name, "suggestion")
        if is_called(found.act.writer.party, desk.card.party):
            raise UsageError(f"“{found.says.name[:60]}” was suggested by ourselves; those reply to whom it was.")
        channel = found.act.channel.hex()
        if words.strip():
            require_clear(db, desk, open_book(db, desk, channel), [Part("reply", words)])
        return acting.open(REPLY, Reply(taken, words.strip()), onto=channel, names={OF: (found.id,)})


def every_suggestion(desk: Desk) -> list[Suggested]:
    """Give all suggestions, theirs and ours, with the reply to each."""
    with desk.vault.read() as db:
        return suggestions(between(db, desk))


def _passages(words: Sequence[str]) -> list[Part]:
    return [Part(str(number), one) for number, one in enumerate(words, 1)]


def _today(desk: Desk) -> DocumentDate:
    return parse(desk.now()[:10])
