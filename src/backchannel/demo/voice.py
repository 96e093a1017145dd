"""The voice of a play: steps with their numbers, lines that fit a terminal, refusals in the desk's own sentences."""

import textwrap
from collections.abc import Callable

from backchannel.errors import BackchannelError, RuleError

__all__ = ["Voice"]

_WIDTH = 96


class Voice:
    """Tells a play through `say`, which takes each line as it happens."""

    def __init__(self, say: Callable[[str], None]) -> None:
        self.say = say
        self._step = 0

    def step(self, title: str) -> None:
        """Begin a step of the play."""
        self._step += 1
        self.say("")
        self.say(f"{self._step:2}. {title}")

    def tell(self, line: str) -> None:
        """Say what happened within a step, in lines that fit a terminal."""
        indent = " " * (4 + len(line) - len(line.lstrip()))
        for part in textwrap.wrap(line, _WIDTH):
            self.say(f"{indent}{part.strip()}")

    def refused(self, what: str, act: Callable[[], object], kind: type[BackchannelError]) -> None:
        """Try what must be refused, and show the desk's own sentence; RuleError where it was let through."""
        try:
            act()
        except kind as refusal:
            self.tell(f"{what}: refused.")
            self.tell(f"  “{refusal}”")
        else:
            raise RuleError(f"{what} was not refused as it must be; do not trust this build, and report it.")
