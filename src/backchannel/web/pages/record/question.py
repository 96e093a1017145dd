"""What somebody asked of the record, kept on the shelf; and what was chosen of the answer, in words of an address.

An address holds no word of a question: a kind stands there by its place in the list of kinds, a volume, a person and a
classification by a number of this vault, a channel by its identifier, a period by its days.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from urllib.parse import urlencode

from backchannel.desk import searching
from backchannel.desk.desk import Desk
from backchannel.desk.searching import BEST, EARLIEST, LATEST, Counts, Within
from backchannel.errors import BackchannelError, BadInputError, UsageError
from backchannel.record.document import KINDS
from backchannel.text.query import FIELDS, Days, Query, read
from backchannel.web.visit import Visit

__all__ = ["ORDERS", "Choice", "Question", "asked_in", "chosen_in"]

ORDERS = {BEST: "what fits best first", EARLIEST: "earliest first", LATEST: "latest first"}
_NUMBERS = ("source", "class", "person")
_NAMES = {"kind": "kind", "source": "source", "channel": "channel", "classification": "class", "person": "person",
          "days": "days"}  # fmt: skip
"""What can be chosen, each with its name in an address."""


@dataclass(frozen=True, slots=True)
class Question:
    """The words that were written, and what was written into the fields beside them.

    `counted` keeps the counts of each choice, as they were in a state of the vault: a part, an order and a way back
    count nothing anew.
    """

    words: str
    fields: Mapping[str, str] = field(default_factory=dict)
    counted: dict[Within, tuple[object, Counts]] = field(default_factory=dict, compare=False, repr=False)

    def counts(self, desk: Desk, within: Within) -> Counts:
        """Count what was found and chosen; UsageError as the search itself."""
        state = searching.state(desk)
        known = self.counted.get(within)
        if known is None or known[0] != state:
            known = self.counted[within] = (state, searching.counted(desk, self.query, within))
        return known[1]

    @property
    def query(self) -> Query:
        """The same as it is understood; UsageError says what to write instead."""
        return read(self.words, {name: [value] for name, value in self.fields.items() if value})


@dataclass(frozen=True, slots=True)
class Choice:
    """What was chosen of an answer: narrower values, an order, a part; `asked` are the words of the address."""

    within: Within
    order: str
    part: int
    asked: Mapping[str, str]

    @property
    def narrowed(self) -> frozenset[str]:
        """The fields in which something was chosen."""
        return frozenset(name for name, short in _NAMES.items() if short in self.asked)

    @property
    def rest(self) -> str:
        """What stands after the part in the address of another part."""
        return f"&{urlencode(self.asked)}" if self.asked else ""

    def with_(self, name: str, value: object) -> str:
        """Give the query of the same choice with another value for a field."""
        return "?" + urlencode({**self.asked, _NAMES.get(name, name): str(value)})

    def without(self, name: str) -> str:
        """Give the query of the same choice without a field; it begins anew with the first part."""
        rest = {key: value for key, value in self.asked.items() if key != _NAMES.get(name, name)}
        return f"?{urlencode(rest)}" if rest else "?part=1"


def asked_in(visit: Visit) -> Question:
    """Give the question that a form asks; UsageError where it asks nothing that can be looked for."""
    form = visit.form
    question = Question(form.one("words"), {name: form.one(name) for name in FIELDS if form.one(name)})
    question.query  # noqa: B018 -- refused here, on the page where it was written
    return question


def chosen_in(visit: Visit) -> Choice:
    """Give what an address chooses; UsageError where it is none that a page of this desk gives."""
    query = visit.query
    asked = {name: query[name] for name in (*_NAMES.values(), "order") if query.get(name)}
    order = asked.get("order", BEST)
    try:
        numbers = {name: int(asked[name]) if name in asked else None for name in _NUMBERS}
        within = Within(
            KINDS[int(asked["kind"])] if "kind" in asked else None,
            numbers["source"],
            bytes.fromhex(asked["channel"]) if "channel" in asked else None,
            numbers["class"],
            numbers["person"],
            _days(asked["days"]) if "days" in asked else None,
        )
        if order not in ORDERS or any(number is not None and not 0 < number < 2**62 for number in numbers.values()):
            raise BadInputError("no choice")
    except (ValueError, IndexError, BackchannelError):
        raise UsageError("This address chooses nothing that is here; go back and choose again.") from None
    return Choice(within, order, visit.number("part"), asked)


def _days(text: str) -> Days:
    return read("", {"date": [text]}).days[0]
