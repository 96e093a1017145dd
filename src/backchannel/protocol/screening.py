"""Request and answer of a screening, as letters that a desk knows by their form (specification, "Screening").

Every outcome has the same length, so an answer is as long as its request has passages, whatever was found.
"""

from collections.abc import Sequence
from enum import Enum

from backchannel.errors import BadInputError
from backchannel.record.document import Document, passages_of

__all__ = [
    "ANSWER",
    "CHARACTERS",
    "PASSAGES",
    "REQUEST",
    "Outcome",
    "answer",
    "has_form",
    "read_answer",
    "read_request",
    "request",
]

REQUEST = "Request for screening"
ANSWER = "Answer to a request for screening"
PASSAGES = 400
CHARACTERS = 200_000
"""Characters of all passages of a request together."""

_KIND = "other"


class Outcome(Enum):
    """What a keeper says of a passage, and nothing besides. All are of one length."""

    CLEAR = "clear with the keeper"
    NOTHING = "nothing to be cleared"
    REFUSED = "refused by the keeper"


def has_form(document: Document) -> bool:
    """Whether a document says of itself that it is a request or an answer; the readers of them say whether it is."""
    return document.kind == _KIND and document.subject in {REQUEST, ANSWER}


def request(passages: Sequence[str]) -> Document:
    """Make the request for these passages; BadInputError where they are none, too many or too long."""
    if not 1 <= len(passages) <= PASSAGES or sum(map(len, passages)) > CHARACTERS:
        raise BadInputError(
            f"A draft of more than {PASSAGES} passages or {CHARACTERS:,} characters, or of none, is not screened by a "
            "keeper; divide it."
        )
    return Document(_KIND, passages_of(*passages), subject=REQUEST)


def read_request(document: Document) -> tuple[str, ...]:
    """Give the passages of a request; BadInputError where it has anything else in it."""
    passages = tuple(passage.text for passage in document.passages)
    if request(passages) != document:
        raise BadInputError("A request for screening has another form than requests have; nothing is answered to it.")
    return passages


def answer(outcomes: Sequence[Outcome]) -> Document:
    """Make the answer that says these outcomes, one for each passage of the request."""
    lines = (f"passage {number}: {outcome.value}" for number, outcome in enumerate(outcomes, 1))
    return Document(_KIND, passages_of(*lines), subject=ANSWER)


def read_answer(document: Document, passages: int) -> tuple[Outcome, ...]:
    """Give the outcomes for a request of so many passages; BadInputError for whatever `answer` would not have made."""
    lines = [passage.text.partition(": ")[2] for passage in document.passages]
    known = {outcome.value: outcome for outcome in Outcome}
    outcomes = tuple(known[line] for line in lines if line in known)
    refused = {outcome is Outcome.REFUSED for outcome in outcomes}
    if len(outcomes) != passages or len(refused) > 1 or answer(outcomes) != document:
        raise BadInputError("An answer to a request for screening has another form than answers have; it is not taken.")
    return outcomes
