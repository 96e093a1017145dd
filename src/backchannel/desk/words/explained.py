"""What was found of words, said in words: whose a statement is, what a quotation lacks, why a state is proposed."""

from collections.abc import Iterator
from dataclasses import dataclass

from backchannel.desk.words.answering import Answered, Point
from backchannel.desk.words.bank import Statement
from backchannel.desk.words.quoting import Shown
from backchannel.record.talks.speech import sentences

__all__ = ["CUTS", "FAULTS", "HOW", "VERDICTS", "Beside", "beside", "difference", "said_near", "told_by"]

VERDICTS = {
    "exact": "exact",
    "elided": "elided",
    "altered": "altered",
    "misattributed": "misattributed",
    "not_found": "not found",
    "phrase": "phrase",
}
"""What became of a quotation, as a person reads it."""

CUTS = {
    "negation": "a negation",
    "condition": "a condition",
    "possibility": "that it is only possible",
    "contrast": "an objection",
    "clause": "a clause",
}
"""What was cut away from a quotation that may shift its sense."""

FAULTS = {"day": "but not of that day", "name": "but not that person's words"}
"""In what a quotation lies that is not whose or when the draft says."""

HOW = {
    "quotation": "quotes it",
    "address": "names its address",
    "number": "names its number",
    "wording": "uses its words",
}
"""How words of ours point at a passage of theirs."""

_LIKE = {"setting": "set otherwise", "spelling": "spelled otherwise", "misprint": "misprinted"}


def told_by(one: Statement) -> str:
    """Say whose words a statement is, to whom, and how it is known."""
    if one.form in ("quoted", "reported"):
        return f"{one.speaker}, as {one.form} by {', '.join(one.to) or 'another'}"
    way = "in a talk" if one.form == "talk" else "in a letter" if not one.channel else f"on “{one.channel}”"
    return f"{one.speaker} to {', '.join(one.to)}, {way}" if one.to else f"{one.speaker}, {way}"


def difference(one: Shown) -> tuple[str, str, str]:
    """Say in what a quotation differs from the true words: what it is, the words of the draft, and the true ones."""
    if one.kind == "left out":
        return ("left out", "", one.true) if one.true else ("nothing is left out here", "", "")
    if one.kind != "words":
        return _LIKE[one.kind], one.quoted, one.true
    if not one.quoted:
        return "without a sign left out", "", one.true
    return ("other words", one.quoted, one.true) if one.true else ("put in", one.quoted, "")


@dataclass(frozen=True, slots=True)
class Beside:
    """Sentences of ours beside a passage of theirs: of which draft, its passage, and each with the marked words."""

    name: str
    passage: int
    sentences: tuple[tuple[str, tuple[tuple[int, int], ...]], ...]


def beside(found: Answered, point: Point) -> Iterator[Beside]:
    """Give the sentences of ours that bear on a passage of theirs, with the places of the words of stance in them."""
    spans: dict[int, set[tuple[int, int]]] = {}
    marked: dict[int, set[tuple[int, int]]] = {}
    for one in point.proposal.bearings:
        spans.setdefault(one.touch.ours, set()).add((one.touch.start, one.touch.end))
        for place, start, end in one.said:
            spans.setdefault(place, set()).add((start, end))
            marked.setdefault(place, set()).add((start, end))
    for place in sorted(spans):
        ours = found.ours[place]
        text = ours.passage.text
        shown = tuple(
            (text[first:last], _within(sorted(marked.get(place, ())), first, last))
            for first, last in sentences(text)
            if any(first < end and start < last for start, end in spans[place])
        )
        yield Beside(ours.name, ours.passage.number, shown)


def said_near(found: Answered, point: Point) -> tuple[tuple[str, str], ...]:
    """Give the words near that say how we stand to a passage, each with the state that it gives."""
    return tuple(
        dict.fromkeys(
            (bearing.state, " ".join(found.ours[place].passage.text[start:end].split()))
            for bearing in point.proposal.bearings
            for place, start, end in bearing.said
        )
    )


def _within(marks: list[tuple[int, int]], first: int, last: int) -> tuple[tuple[int, int], ...]:
    kept, at = [], first
    for start, end in marks:
        if at <= start and end <= last:
            kept.append((start - first, end - first))
            at = end
    return tuple(kept)
