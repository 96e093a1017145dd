"""The one way in which a verification fails: at a named step, with a sentence."""

from collections.abc import Iterator
from contextlib import contextmanager

from backchannel.errors import BadInputError

__all__ = ["VerificationError", "step"]


class VerificationError(BadInputError):
    """What claims to be a release is not one, or not the one that was meant; `step` is the step that failed."""

    def __init__(self, step: str, sentence: str) -> None:
        super().__init__(sentence)
        self.step = step


@contextmanager
def step(name: str) -> Iterator[None]:
    """Run one step of a verification: whatever is refused within it is refused under its name."""
    try:
        yield
    except VerificationError:
        raise
    except BadInputError as error:
        raise VerificationError(name, str(error)) from None
