"""A draft against a charter's rules of courtesy and restraint: the doubtful sentences, and never a change."""

from dataclasses import dataclass

from backchannel.desk.book import open_book
from backchannel.desk.desk import Desk
from backchannel.desk.words.drafts import draft
from backchannel.record.document import Document
from backchannel.text.tone.doubts import Doubt, doubts, is_english, ruled_out, subjects_of

__all__ = ["Linted", "Rule", "lint", "lint_document"]


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule of a charter, under `courtesy` or `restraint`, and what in it a draft is held to: () for nothing."""

    under: str
    text: str
    about: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Linted:
    """A draft, the charter's rules in its order, and the doubtful sentences, each with the place of its rule.

    `english` says whether the draft looks English: the turns of phrase that are known here are.
    """

    document: Document
    channel: str
    rules: tuple[Rule, ...]
    doubts: tuple[Doubt, ...]
    english: bool


def lint(desk: Desk, name: str, channel: str) -> Linted:
    """Hold a draft (a file, or what an address names) to the charter of a channel; errors as `drafts.draft`.

    UsageError where there is no such channel.
    """
    return lint_document(desk, draft(desk, name), channel)


def lint_document(desk: Desk, document: Document, channel: str) -> Linted:
    """Hold a draft to the charter of a channel; UsageError where there is no such channel."""
    with desk.vault.read() as db:
        book = open_book(db, desk, channel)
        charter, title = book.state.charter, book.channel.name
    texts = [("courtesy", text) for text in charter.courtesy] + [("restraint", text) for text in charter.restraint]
    rules = tuple(
        Rule(under, text, (*(subject.name for subject in subjects_of(text)), *ruled_out(text))) for under, text in texts
    )
    return Linted(document, title, rules, doubts(document, [rule.text for rule in rules]), is_english(document))
