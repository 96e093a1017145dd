"""A ministry of three: Ilse, who keeps a private line to Tomas, and Greta and Karl, who know nothing of it."""

from tests.desk.table import Table

from backchannel.desk.words import asking, keeper, trust
from backchannel.desk.words.screening import Part
from backchannel.protocol.screening import ANSWER, answer
from backchannel.record.document import Document, passages_of, to_value

__all__ = ["HARVEST", "MILLERS", "OURS", "PRIVATE", "REWORDED", "House", "build"]

OURS = "Our side"
PRIVATE = (
    "We could let the northern lightships be withdrawn by the first week of November, if your pilots would stop "
    "boarding the grain barges at Kestrel Sound."
)
REWORDED = (
    "The northern lightships would be withdrawn in the first week of November if pilots stopped boarding the grain "
    "barges at Kestrel Sound."
)
HARVEST = "The harvest has been a good one this year, and our mills will grind through the whole of the winter."
MILLERS = "We thank the millers of the western valleys for their patience and hard work through the dry months."


def build(folder):
    """Make the desks and both channels."""
    table = House(folder, ("ilse", "greta", "karl", "tomas"))
    table.open_line(("ilse", "tomas"))
    table.open_line(("ilse",), ("greta", "karl"), title=OURS)
    return table


class House(Table):
    """The desks, and what they do when a draft is screened."""

    def ask(self, *texts, by="greta", again=False, carry=True):
        """Send a draft to Ilse, and carry it."""
        parts = [Part(str(number), text) for number, text in enumerate(texts, 1)]
        asked = asking.ask(self.desks[by], parts, "Ilse Maren", again=again)
        if carry:
            self.settle("ilse", "greta", "karl")
        return asked

    def answered(self, *texts, by="greta", again=False):
        """Send a draft, let Ilse's desk answer what it answers by itself, and give the answer's words: '' for none."""
        self.ask(*texts, by=by, again=again)
        keeper.answer_due(self.ilse)
        self.settle("ilse", "greta", "karl")
        return self.outcomes(*texts, by=by)

    def outcomes(self, *texts, by="greta"):
        """Give the last answer to a draft at its asker's desk: c for clear, n for nothing, r refused; '' for none."""
        request = self.ask(*texts, by=by, carry=False).request
        return "".join(one.value[0] for one in request.answer.outcomes) if request.answer else ""

    def trust(self, name="Greta Lund", *, by_itself=True):
        """Let Ilse's desk answer somebody by itself, or no longer."""
        trust.let(self.ilse, name, "", by_itself=by_itself)

    def waits(self):
        """Give why the last request waits for Ilse's look, and '' where it does not."""
        return keeper.asked(self.ilse)[-1].waits

    def entry(self, author, content, readers, channel=OURS):
        """Write a letter's entry, as a program would that goes by no use case."""
        from backchannel.desk.writing import append

        with self.book(author, channel) as book:
            written = append(book, "letter", content, sorted(self.desks[name].reader for name in {*readers, author}))
        self.settle("ilse", "greta", "karl")
        return written

    def reply(self, author, request, document, readers=("greta", "ilse"), **more):
        """Write what claims to be the answer to a request."""
        return self.entry(author, {"document": to_value(document), "answers": request.header.id.hex(), **more}, readers)

    @staticmethod
    def lines(*lines):
        """Give a document that looks like an answer."""
        return Document("other", passages_of(*lines), subject=ANSWER)

    says = staticmethod(answer)
