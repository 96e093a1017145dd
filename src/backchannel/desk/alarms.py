"""What each kind of alarm means, and what a person can do about it."""

from collections.abc import Mapping
from dataclasses import dataclass

from backchannel.vault.notices import Alarm

__all__ = ["MEANINGS", "Alarm", "Meaning"]


@dataclass(frozen=True, slots=True)
class Meaning:
    """A kind of alarm in a few words, what it means, what this desk does by itself, and what the person does."""

    title: str
    means: str
    meanwhile: str
    todo: str


MEANINGS: Mapping[str, Meaning] = {
    "fork": Meaning(
        "Two histories",
        "Somebody, or an old copy of his desk, wrote two different entries at one place of the ledger, and this desk "
        "holds both. It happens when a desk is restored from an old backup and written with; it is also how somebody "
        "would show different texts to different people.",
        "Nothing that comes from him beyond that place is taken in here until it is settled.",
        "Speak to him and to whoever reported it, by a way that you trust, and find out which history is the true one. "
        "Then a principal of every party says so here; it counts when all have said the same.",
    ),
    "report": Meaning(
        "Two histories, as somebody says",
        "Another member says that an author shows two histories. This desk has seen only one of them, and either of "
        "these two people may be wrong, or lie.",
        "Nothing is held back; the letters in question are marked as disputed.",
        "Ask both, by a way that you trust. If it is so, a principal of every party says which history stands.",
    ),
    "reject": Meaning(
        "An entry was refused",
        "A member's desk could not open an entry, or the entry broke a rule of the charter. Either may be at fault.",
        "If it could not be opened, its author's desk sends it again by itself.",
        "If it does not pass by itself after an exchange or two, compare with both what they hold at that number.",
    ),
    "stale": Meaning(
        "This desk is an old copy of itself",
        "The others hold later entries of this desk than it knows: a backup or an old folder is in use. Writing now "
        "would make two histories.",
        "Nothing is written on that channel before every member has been heard; they return what this desk wrote.",
        "Exchange with every member. If one of them cannot be reached, you can go on without him; if he alone holds "
        "something of yours, it will come out as two histories.",
    ),
}
"""By the kind of an alarm."""
