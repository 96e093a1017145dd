"""Which acts are about words. They stand in no case: what was said in a letter is the same in every one."""

from backchannel.planning.words.judgements import JUDGEMENTS
from backchannel.planning.words.things import THINGS

__all__ = ["TYPES", "WORDS"]

WORDS = b"words"
"""By this, in the place of a case's number, a vault keeps the acts about words apart from those between parties."""

TYPES = frozenset({*JUDGEMENTS, *THINGS})
"""The types of the acts about words."""
