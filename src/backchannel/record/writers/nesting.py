"""Passages in the lists, tables, quotations and attachments that hold them, as a tree in the order of the text."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from backchannel.record.passage import Passage
from backchannel.record.spans import Frame

__all__ = ["FORMS", "Held", "form", "nested", "passages_of"]

FORMS = {
    "list": "list",
    "table": "table",
    "row": "row",
    "cell": "cell",
    "quote": "quotation",
    "floatingText": "attachment",
    "frus:attachment": "attachment",
    "attachment": "attachment",
}
"""How a frame is set, by its name in TEI; any other holds its passages and shows nothing of itself."""


@dataclass(slots=True)
class Held:
    """A frame with what it holds: passages and further frames."""

    frame: Frame
    children: list["Held | Passage"] = field(default_factory=list)


def form(frame: Frame) -> str:
    """Say how a frame is set: a value of FORMS, or ""."""
    return FORMS.get(frame.name, "")


def nested(passages: Iterable[Passage], frames: Sequence[Frame]) -> list[Held | Passage]:
    """Give passages and frames as a tree; a frame without passages is not in it."""
    top: list[Held | Passage] = []
    open_: list[tuple[int, Held]] = []
    for passage in passages:
        chain: list[int] = []
        number = passage.within
        while number:
            chain.insert(0, number)
            number = frames[number - 1].within
        while open_ and [number for number, _ in open_] != chain[: len(open_)]:
            open_.pop()
        for number in chain[len(open_) :]:
            held = Held(frames[number - 1])
            (open_[-1][1].children if open_ else top).append(held)
            open_.append((number, held))
        (open_[-1][1].children if open_ else top).append(passage)
    return top


def passages_of(held: Held) -> list[Passage]:
    """Give all passages that a frame holds, at whatever depth."""
    found: list[Passage] = []
    for child in held.children:
        found += passages_of(child) if isinstance(child, Held) else [child]
    return found
