"""An invented negotiation to be examined: letters on a line, and a small record of the other side."""

from tests.desk.shelf import passage, shelve

from backchannel.record.dates import parse
from backchannel.record.document import Document, passages_of

OFFER = "We are ready to return the four boats as soon as the northern channel is dredged."
ASSURED = "We have no designs on the island of Senn, and you may rely on that."
DENIED = "We never said that we have no designs on the island of Senn."
THANKS = "I thank you for your letter, which I have read with care."
DATE = "2031-05-05"


def written(pair):
    """Tomas writes to Ilse twice, and she answers once, quoting and reporting him."""
    first = pair.letter("tomas", THANKS, f"{OFFER} The herring are late.", ASSURED, date=parse("2031-05-05"))
    pair.settle()
    answer = pair.letter(
        "ilse",
        "Your letter says that “the northern channel is dredged” by nobody. "
        "You state that you have no designs on the island.",
        "We propose a survey of the northern channel.",
        date=parse("2031-05-06"),
    )
    pair.settle()
    second = pair.letter("tomas", DENIED, date=parse("2031-05-20"))
    pair.settle()
    return first.reference, answer.reference, second.reference


def document(kind, day, *texts, senders=(), addressees=(), participants=(), heading="A paper"):
    """An imported document."""
    return Document(
        kind,
        passages_of(*texts),
        heading=heading,
        date=parse(day) if day else None,
        senders=senders,
        addressees=addressees,
        participants=participants,
    )


def recorded(desk):
    """A record: two letters of Minister Teral to two allies, a talk with him, and one of our own answers."""
    shelve(
        desk,
        "quay",
        {
            "quay/1": document(
                "letter", "1961-03-02", "We will leave two hundred soldiers on the quay at Aldeby.",
                senders=("Minister Teral",), addressees=("Premier Holm",),
            ),
            "quay/2": document(
                "letter", "1961-03-09", "We will not leave any soldiers on the quay at Aldeby.",
                senders=("Minister Teral",), addressees=("Chancellor Vesk",),
            ),
            "quay/3": document(
                "memorandum of conversation", "1961-03-10",
                "The Secretary asked whether the strait was open. Minister Teral said he was ready to discuss the "
                "soldiers on the quay. He had no intention of closing the lock.",
                participants=("Minister Juhan Teral", "The Secretary"),
            ),
            "quay/4": document(
                "letter", "1961-03-12",
                "In your letter you speak of “the right of the harbour towns to choose their own future.”",
                senders=("Premier Holm",), addressees=("Minister Teral",),
            ),
            "quay/5": document("letter", None, "We shall dredge the lock.", senders=("Minister Teral",)),
        },
    )  # fmt: skip


__all__ = [
    "ASSURED", "DATE", "DENIED", "OFFER", "THANKS", "document", "passage", "recorded", "written",
]  # fmt: skip
